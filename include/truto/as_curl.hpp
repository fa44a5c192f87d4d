#pragma once

#include <truto/response.hpp>

#include <truto/detail/call/call.hpp>

#include <boost/asio/async_result.hpp>

#include <concepts>
#include <exception>
#include <string>

namespace truto
{

/// The type of @ref as_curl.
struct as_curl_t
{
};

/// A completion token that sends nothing: `std::string command = api.users().async_delete(id, truto::as_curl);`
///
/// Gives the request as a command for curl, quoted for a POSIX shell, on one line. The token and the values of headers
/// that the caller added are masked as `***`; the body and the query are shown, but for a raw body, which the command takes from its standard input. For dry runs and reports.
///
/// @throws api_error with `errc::invalid_argument` when the call could not be sent.
inline constexpr as_curl_t as_curl{};

}  // namespace truto

template <std::derived_from<truto::response_base> Answer>
struct boost::asio::async_result<truto::as_curl_t, void(boost::system::error_code, Answer)>
{
    using return_type = std::string;

    template <class Initiation, class Token, class... Prepared>
    static std::string initiate(Initiation&& initiation, Token&&, const Prepared&... call)
    {
        return truto::detail::call::to_curl(*initiation.handle, call...);
    }
};

/// An operation with the default token is a deferred one, and takes another token later.
template <std::derived_from<truto::response_base> Answer>
struct boost::asio::async_result<truto::as_curl_t, void(std::exception_ptr, Answer)>
{
    using return_type = std::string;

    template <class Initiation, class Token, class... Prepared>
    static std::string initiate(Initiation&& initiation, Token&&, const Prepared&... call)
    {
        return truto::detail::call::to_curl(*initiation.initiation.handle, call...);
    }
};
