#pragma once

#include <truto/client_options.hpp>
#include <truto/config.hpp>
#include <truto/secret.hpp>

#include <truto/detail/http/origin.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace truto::detail::http
{

/// A proxy that opens tunnels with CONNECT. None if there is no host.
struct proxy
{
    std::string host{};  // without the brackets of an IPv6 address
    std::uint16_t port = 80;

    /// The value of `Proxy-Authorization`; empty: none is sent.
    secret authorization{};

    friend bool operator==(const proxy&, const proxy&) = default;
};

/// Reads `[http://][user[:password]@]host[:port]`. The port is 80 if none is given; user and password are
/// percent-decoded. On failure says in `problem` what is wrong, without showing any of the address.
bool parse_proxy(std::string_view url, proxy& out, std::string& problem);

/// Whether a list as in `NO_PROXY` names the host, so that it is reached without a proxy.
///
/// The list is separated by commas or spaces. An entry is
/// - `*`: every host,
/// - `example.com`, `.example.com` or `*.example.com`: this host and all below it, whatever the case,
/// - an address of IPv4 or IPv6, the latter with or without brackets: a host that is this address,
/// - `10.0.0.0/8` or `fd00::/8`: a host that is an address with this beginning,
///
/// each but the first and last with or without a port. What is none of these names no host. Names are not resolved.
bool bypasses_proxy(std::string_view list, const origin& where);

/// Gives the value of an environment variable; null if it is not set.
using environment = const char* (*)(const char* name);

/// The environment of this process. As always with it, nobody may change it meanwhile.
const char* process_environment(const char* name);

/// A setting of a proxy, and the variable that has it.
struct proxy_setting
{
    const char* variable = nullptr;
    std::string url{};

    friend bool operator==(const proxy_setting&, const proxy_setting&) = default;
};

/// The proxy that the environment sets for `where`; nothing if none does.
///
/// It is in `https_proxy` or `HTTPS_PROXY` for https, in `http_proxy` or `HTTP_PROXY` for http, else in `all_proxy` or
/// `ALL_PROXY`. The first of them that is set counts, and says "none" if it is empty. Where `REQUEST_METHOD` is set, as
/// it is for CGI programs, `HTTP_PROXY` may be a header that somebody sent: then it does not count. `no_proxy` or
/// `NO_PROXY` names hosts without proxy, see @ref bypasses_proxy. This machine never has one.
std::optional<proxy_setting> proxy_in(environment variables, const origin& where);

/// The way to `where`: the proxy of the options, or else of the environment if the options allow it.
///
/// @throws boost::system::system_error with `errc::invalid_argument` when the proxy can't be read. It shows no secret.
proxy proxy_for(const client_options& options, const origin& where, environment variables = process_environment);

/// The request that opens a tunnel to `where`: method, host and port, and the authorization (RFC 9110, 9.3.6).
std::string connect_request(const proxy& by, const origin& where);

/// RFC 4648, 4.
std::string base64(std::string_view bytes);

}  // namespace truto::detail::http

#if defined(TRUTO_HEADER_ONLY)
#include <truto/impl/proxy.ipp>
#endif
