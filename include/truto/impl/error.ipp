#pragma once

#include <truto/error.hpp>

#include <boost/system/errc.hpp>

#include <string>

namespace truto
{

namespace detail
{

/// Says in one line what happened and what to do about it.
inline const char* message_of(errc value) noexcept
{
    switch (value)
    {
    case errc::invalid_argument:
        return "the call is not valid; nothing was sent";
    case errc::resolve_failed:
        return "the host name could not be resolved; check base_url and DNS";
    case errc::connect_failed:
        return "no connection to the host; check base_url, network and firewall";
    case errc::tls_failed:
        return "the TLS handshake failed; check the host name, the system's trust store or tls.ca_file";
    case errc::timeout:
        return "the deadline passed; the request may have been carried out if it had been sent";
    case errc::cancelled:
        return "the call was cancelled; the request may have been carried out if it had been sent";
    case errc::connection_lost:
        return "the connection broke before the answer was complete; the request may have been carried out";
    case errc::protocol_error:
        return "the answer is not HTTP; check base_url and what stands between";
    case errc::body_too_large:
        return "the answer is larger than allowed; raise max_body_size, max_stream_size, max_header_size or "
               "max_header_fields";
    case errc::body_not_decodable:
        return "the answer is not what the API describes; its text is in the response's body()";
    case errc::proxy_refused:
        return "the proxy refused the connection; check its address, user and password";
    case errc::cursor_repeated:
        return "the list leads back to a page that was read before; tell the API's support, and count on what came";
    case errc::too_many_records:
        return "the list has more records than allowed; raise the limit, or read page by page";
    case errc::bad_request:
        return "the request was refused; see the missing fields in the error's details";
    case errc::unauthorized:
        return "the API token is missing, wrong or expired; set a valid token";
    case errc::account_needs_reconnect:
        return "the provider refused the account's credentials; the end user must connect the account again";
    case errc::forbidden:
        return "not allowed; see the missing scopes in the error's details";
    case errc::not_found:
        return "no such record, or not visible to this token or account";
    case errc::method_not_allowed:
        return "not offered here; sandbox accounts refuse every change";
    case errc::request_timeout:
        return "the server gave up waiting for the request; try again";
    case errc::conflict:
        return "the provider has a conflicting record";
    case errc::unprocessable:
        return "the provider refused the values; see the error's details";
    case errc::too_early:
        return "the server wants the request later; try again";
    case errc::rate_limited:
        return "too many requests; wait as the response's rate_limit() says";
    case errc::server_error:
        return "the API failed; try again later";
    case errc::bad_gateway:
        return "the provider gave no usable answer; try again later";
    case errc::account_blocked:
        return "the integrated account is blocked; ask the API's support";
    case errc::gateway_timeout:
        return "the provider did not answer in time; the request may have been carried out";
    case errc::redirected:
        return "the server redirects, which is never followed; set base_url to the right address";
    case errc::other_client_error:
        return "the request was refused; see the status and the error's details";
    case errc::other_server_error:
        return "the server failed; try again later";
    case errc::other_status:
        return "the status is neither success nor failure; check base_url and what stands between";
    }
    return "unknown error";
}

inline const char* message_of(condition value) noexcept
{
    switch (value)
    {
    case condition::retryable:
        return "may succeed when tried again";
    case condition::client_error:
        return "the request was refused";
    case condition::server_error:
        return "the API or the provider failed";
    case condition::transport_error:
        return "no answer came that could be read";
    case condition::maybe_executed:
        return "the request may have been carried out";
    }
    return "unknown condition";
}

/// Whether `value` answers yes to `question`.
inline bool is(errc value, condition question) noexcept
{
    const bool later = value == errc::request_timeout || value == errc::too_early || value == errc::rate_limited;
    const bool transport = value == errc::resolve_failed || value == errc::connect_failed ||
                           value == errc::tls_failed || value == errc::proxy_refused || value == errc::timeout ||
                           value == errc::connection_lost || value == errc::protocol_error;
    const bool server = value == errc::server_error || value == errc::bad_gateway || value == errc::account_blocked ||
                        value == errc::gateway_timeout || value == errc::other_server_error;
    const bool refused = value == errc::bad_request || value == errc::unauthorized || value == errc::forbidden ||
                         value == errc::not_found || value == errc::method_not_allowed || value == errc::conflict ||
                         value == errc::unprocessable || value == errc::account_needs_reconnect ||
                         value == errc::other_client_error;
    switch (question)
    {
    case condition::retryable:
        return later || (server && value != errc::account_blocked) || value == errc::connect_failed ||
               value == errc::resolve_failed || value == errc::connection_lost || value == errc::timeout;
    case condition::client_error:
        return refused || later || value == errc::invalid_argument || value == errc::redirected;
    case condition::server_error:
        return server;
    case condition::transport_error:
        return transport;
    case condition::maybe_executed:
        return value == errc::timeout || value == errc::cancelled || value == errc::connection_lost ||
               value == errc::protocol_error || value == errc::body_too_large || value == errc::server_error ||
               value == errc::bad_gateway || value == errc::gateway_timeout || value == errc::other_server_error ||
               value == errc::request_timeout || value == errc::body_not_decodable;
    }
    return false;
}

class error_category_type final : public boost::system::error_category
{
public:
    constexpr error_category_type() noexcept : boost::system::error_category(0x5472'7574'6f01'0001) {}

    const char* name() const noexcept override { return "truto"; }

    std::string message(int value) const override { return message_of(static_cast<errc>(value)); }

    boost::system::error_condition default_error_condition(int value) const noexcept override
    {
        namespace generic = boost::system::errc;
        switch (static_cast<errc>(value))
        {
        case errc::cancelled:
            return generic::make_error_condition(generic::operation_canceled);
        case errc::timeout:
            return generic::make_error_condition(generic::timed_out);
        case errc::invalid_argument:
            return generic::make_error_condition(generic::invalid_argument);
        default:
            return {value, *this};
        }
    }

    bool equivalent(int value, const boost::system::error_condition& other) const noexcept override
    {
        if (other.category() == condition_category())
        {
            return is(static_cast<errc>(value), static_cast<condition>(other.value()));
        }
        return default_error_condition(value) == other;
    }
};

class condition_category_type final : public boost::system::error_category
{
public:
    constexpr condition_category_type() noexcept : boost::system::error_category(0x5472'7574'6f01'0002) {}

    const char* name() const noexcept override { return "truto.condition"; }

    std::string message(int value) const override { return message_of(static_cast<condition>(value)); }
};

inline constexpr error_category_type error_category_instance{};
inline constexpr condition_category_type condition_category_instance{};

}  // namespace detail

TRUTO_DECL const boost::system::error_category& error_category() noexcept
{
    return detail::error_category_instance;
}

TRUTO_DECL const boost::system::error_category& condition_category() noexcept
{
    return detail::condition_category_instance;
}

TRUTO_DECL errc errc_of_status(unsigned status, bool remote) noexcept
{
    switch (status)
    {
    case 401:
        return remote ? errc::account_needs_reconnect : errc::unauthorized;
    case 400:
    case 403:
    case 404:
    case 405:
    case 408:
    case 409:
    case 422:
    case 425:
    case 429:
    case 500:
    case 502:
    case 503:
    case 504:
        return static_cast<errc>(status);
    default:
        break;
    }
    if (status >= 300 && status < 400)
    {
        return errc::redirected;
    }
    if (status >= 400 && status < 500)
    {
        return errc::other_client_error;
    }
    return status >= 500 && status < 600 ? errc::other_server_error : errc::other_status;
}

}  // namespace truto
