#pragma once

#include <truto/config.hpp>

#include <boost/system/error_category.hpp>
#include <boost/system/error_code.hpp>
#include <boost/system/error_condition.hpp>
#include <boost/system/is_error_code_enum.hpp>
#include <boost/system/is_error_condition_enum.hpp>

#include <type_traits>

namespace truto
{

using boost::system::error_code;

/// What went wrong: one enumerator for each thing that a caller would handle differently.
///
/// The numbers of HTTP failures are their status codes where one status is meant; they never change their meaning.
enum class errc
{
    // Before anything was sent.
    invalid_argument = 1,  ///< The call itself is wrong: an empty id, a header with a line break, no token.
    resolve_failed,        ///< The host name has no address.
    connect_failed,        ///< No address of the host accepted a connection.
    tls_failed,            ///< The TLS handshake failed, or the certificate was not accepted.

    // Somewhere on the way.
    timeout,             ///< The deadline of the call passed.
    cancelled,           ///< The call was cancelled, or every copy of its client is gone.
    connection_lost,     ///< The connection broke before the whole answer came.
    protocol_error,      ///< What came is not HTTP.
    body_too_large,      ///< The answer exceeds a limit of `client_options`: `max_body_size`, `max_stream_size`,
                         ///< `max_header_size` or `max_header_fields`.
    body_not_decodable,  ///< The answer is not what the description says: after a GET, or in strict mode.
    proxy_refused,       ///< The proxy does not let the connection through. Nothing was sent to the API.
    cursor_repeated,     ///< A list leads back to where it was: it has no end. See @ref pager.
    too_many_records,    ///< A list is longer than the caller wants it to be; see `pager::async_collect`.

    // Answers that are failures.
    bad_request = 400,         ///< Refused before it reached the provider; see `missing_required_*` in the insight.
    unauthorized = 401,        ///< The API token is missing, wrong or expired.
    forbidden = 403,           ///< Not allowed; see `missing_scopes` in the insight.
    not_found = 404,           ///< No such record, or not visible to this token or account.
    method_not_allowed = 405,  ///< Not offered here; sandbox accounts refuse every change.
    request_timeout = 408,     ///< The server gave up waiting for the request.
    conflict = 409,            ///< The provider has a conflicting record.
    unprocessable = 422,       ///< The provider refused the values.
    too_early = 425,           ///< The server wants the request later.
    rate_limited = 429,        ///< Too many requests; see `response::rate_limit()`.
    server_error = 500,        ///< The API failed.
    bad_gateway = 502,         ///< The provider gave no usable answer.
    account_blocked = 503,     ///< The integrated account is blocked.
    gateway_timeout = 504,     ///< The provider did not answer in time.
    account_needs_reconnect = 1401,  ///< A 401 of the provider: the end user must connect the account again.
    redirected = 1300,               ///< A redirect; it is never followed.
    other_client_error = 1400,       ///< Any other 4xx.
    other_server_error = 1500,       ///< Any other 5xx.
    other_status = 1600,             ///< A status that is neither success nor failure.
};

/// Questions that one may ask of any error code: `if (ec == truto::condition::maybe_executed)`.
enum class condition
{
    retryable = 1,    ///< Doing the same again later may succeed, provided that doing it twice is harmless.
    client_error,     ///< Refused: a 3xx, a 4xx or an invalid argument. If it is not @ref retryable (408, 425 and 429
                      ///< are), the request, the token or the account must change first.
    server_error,     ///< The API or the provider failed.
    transport_error,  ///< No answer came that could be read. Not what the caller ended or limited: `cancelled`,
                      ///< `body_too_large`.
    maybe_executed,   ///< The server may have carried the request out although there is no answer that says so.
};

/// The category of @ref errc. Its messages say what to do.
const boost::system::error_category& error_category() noexcept;

/// The category of @ref condition.
const boost::system::error_category& condition_category() noexcept;

inline error_code make_error_code(errc value) noexcept
{
    return {static_cast<int>(value), error_category()};
}

inline boost::system::error_condition make_error_condition(condition value) noexcept
{
    return {static_cast<int>(value), condition_category()};
}

/// The error of an answer with this status. `remote` is `truto_is_remote_error`: the provider refused, not the API.
errc errc_of_status(unsigned status, bool remote) noexcept;

}  // namespace truto

namespace boost::system
{

template <>
struct is_error_code_enum<truto::errc> : std::true_type
{
};

template <>
struct is_error_condition_enum<truto::condition> : std::true_type
{
};

}  // namespace boost::system

#if defined(TRUTO_HEADER_ONLY)
#include <truto/impl/error.ipp>
#endif
