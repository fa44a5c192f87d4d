#pragma once

#include <truto/error.hpp>

#include <truto/detail/http/field_name.hpp>
#include <truto/detail/http/proxy.hpp>

#include <boost/system/system_error.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <cstdlib>
#include <initializer_list>
#include <system_error>

#if defined(_WIN32)
#include <ws2tcpip.h>
#else
#include <arpa/inet.h>
#endif

namespace truto::detail::http
{

/// An IP address, in the order of the network.
struct ip_address
{
    std::array<std::uint8_t, 16> bytes{};
    std::size_t size = 0;  // 4 or 16

    friend bool operator==(const ip_address&, const ip_address&) = default;
};

/// A number without a sign, and nothing else.
inline std::optional<unsigned> parse_number(std::string_view text, unsigned most, int base = 10) noexcept
{
    unsigned value = 0;
    const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), value, base);
    const bool is_number = ec == std::errc{} && end == text.data() + text.size() && value <= most;
    return is_number ? std::optional{value} : std::nullopt;
}

/// An address of IPv4, or one of IPv6 without a zone.
inline std::optional<ip_address> parse_ip(std::string_view text)
{
    const std::string name{text};
    ip_address result;
    result.size = ::inet_pton(AF_INET, name.c_str(), result.bytes.data()) == 1    ? 4
                  : ::inet_pton(AF_INET6, name.c_str(), result.bytes.data()) == 1 ? 16
                                                                                  : 0;
    return result.size != 0 ? std::optional{result} : std::nullopt;
}

inline bool is_ip_v6(std::string_view text)
{
    return text.find(':') != std::string_view::npos && parse_ip(text);
}

/// Whether both begin with the same `bits`.
inline bool same_network(const ip_address& a, const ip_address& b, unsigned bits) noexcept
{
    if (a.size != b.size)
    {
        return false;
    }
    for (std::size_t i = 0; i != a.size && bits != 0; ++i)
    {
        const unsigned here = std::min(bits, 8u);
        if (((a.bytes[i] ^ b.bytes[i]) & (0xff00u >> here) & 0xffu) != 0)
        {
            return false;
        }
        bits -= here;
    }
    return true;
}

/// Takes `name[:port]` apart, where the name may be an IPv6 address in brackets, or also without if there is no port.
/// The port is empty if there is none. False when it can't be.
inline bool split_port(std::string_view text, std::string_view& name, std::string_view& port)
{
    name = text;
    port = {};
    auto colon = text.find(':');
    if (text.starts_with('['))
    {
        const auto end = text.find(']');
        if (end == std::string_view::npos || !is_ip_v6(text.substr(1, end - 1)))
        {
            return false;
        }
        name = text.substr(1, end - 1);
        colon = end + 1 == text.size() ? std::string_view::npos : end + 1;
    }
    else if (is_ip_v6(text))
    {
        return true;
    }
    else
    {
        name = text.substr(0, colon);
    }
    if (colon == std::string_view::npos)
    {
        return true;
    }
    port = text.substr(colon + 1);
    return text[colon] == ':' && parse_number(port, 65535).value_or(0) != 0;
}

/// Appends `text` with its percent-encoding undone. False when that can't be.
inline bool append_percent_decoded(std::string& out, std::string_view text)
{
    for (std::size_t i = 0; i != text.size(); ++i)
    {
        if (text[i] != '%')
        {
            out.push_back(text[i]);
            continue;
        }
        const auto byte = text.size() - i < 3 ? std::nullopt : parse_number(text.substr(i + 1, 2), 0xff, 16);
        if (!byte)
        {
            return false;
        }
        out.push_back(static_cast<char>(static_cast<unsigned char>(*byte)));
        i += 2;
    }
    return true;
}

/// Makes what the header says of `user[:password]`, which is percent-encoded (RFC 7617, 2).
inline bool read_credentials(std::string_view userinfo, secret& out, std::string& problem)
{
    const auto name = userinfo.substr(0, userinfo.find(':'));
    if (name.find("%3A") != std::string_view::npos || name.find("%3a") != std::string_view::npos)
    {
        problem = "the user must not hold a colon";
        return false;
    }
    std::string plain;
    if (!append_percent_decoded(plain, userinfo))
    {
        problem = "user and password must be percent-encoded";
        return false;
    }
    if (name.size() == userinfo.size())
    {
        plain.push_back(':');
    }
    for (const char c : plain)
    {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
        {
            problem = "user and password must not hold control characters";
            return false;
        }
    }
    out = "Basic " + base64(plain);
    return true;
}

TRUTO_DECL bool parse_proxy(std::string_view url, proxy& out, std::string& problem)
{
    out = {};
    auto rest = url;
    if (const auto scheme_end = url.find("://"); scheme_end != std::string_view::npos)
    {
        const auto scheme = url.substr(0, scheme_end);
        if (!same_name(scheme, "http"))
        {
            problem = same_name(scheme, "https")
                          ? "connections to the proxy itself can't use TLS; write http://, what goes through it is safe"
                          : "only http:// proxies can be used";
            return false;
        }
        rest = url.substr(scheme_end + 3);
    }
    // A slash may end it.
    rest.remove_suffix(rest.ends_with('/') ? 1 : 0);

    const auto at = rest.rfind('@');
    if (at != std::string_view::npos)
    {
        if (!read_credentials(rest.substr(0, at), out.authorization, problem))
        {
            return false;
        }
        rest.remove_prefix(at + 1);
    }

    if (rest.find_first_of("/?#") != std::string_view::npos)
    {
        problem = "nothing may follow host and port, and user and password must be percent-encoded";
        return false;
    }
    constexpr std::string_view name_characters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._:";
    std::string_view host;
    std::string_view port;
    const bool is_split = split_port(rest, host, port);
    if (host.empty() || host.starts_with('[') || host.find_first_not_of(name_characters) != std::string_view::npos)
    {
        problem = "it needs a host name, written in ASCII, or an address, as in http://proxy.example.com:3128";
        return false;
    }
    if (!is_split)
    {
        problem = "the port must be a number from 1 to 65535";
        return false;
    }
    out.host = host;
    out.port = port.empty() ? out.port : static_cast<std::uint16_t>(*parse_number(port, 65535));
    return true;
}

/// Whether one entry of a list names the host.
inline bool names_host(std::string_view entry, const origin& where, const std::optional<ip_address>& address)
{
    if (entry == "*")
    {
        return true;
    }
    if (const auto slash = entry.find('/'); slash != std::string_view::npos)
    {
        const auto network = parse_ip(entry.substr(0, slash));
        const auto bits =
            network ? parse_number(entry.substr(slash + 1), static_cast<unsigned>(network->size) * 8) : std::nullopt;
        return bits && address && same_network(*network, *address, *bits);
    }

    std::string_view name;
    std::string_view port;
    if (!split_port(entry, name, port) || (!port.empty() && parse_number(port, 65535) != unsigned{where.port}))
    {
        return false;
    }
    if (const auto named = parse_ip(name); named || address)
    {
        return named == address;
    }
    name.remove_prefix(name.starts_with("*.") ? 2 : name.starts_with('.') ? 1 : 0);
    std::string_view host = where.host;
    name.remove_suffix(name.ends_with('.') ? 1 : 0);
    host.remove_suffix(host.ends_with('.') ? 1 : 0);
    if (name.empty() || host.size() < name.size() || !same_name(host.substr(host.size() - name.size()), name))
    {
        return false;
    }
    return host.size() == name.size() || host[host.size() - name.size() - 1] == '.';
}

TRUTO_DECL bool bypasses_proxy(std::string_view list, const origin& where)
{
    constexpr std::string_view separators = ", \t\r\n";
    const auto address = parse_ip(where.host);
    while (true)
    {
        list.remove_prefix(std::min(list.find_first_not_of(separators), list.size()));
        if (list.empty())
        {
            return false;
        }
        const auto end = std::min(list.find_first_of(separators), list.size());
        if (names_host(list.substr(0, end), where, address))
        {
            return true;
        }
        list.remove_prefix(end);
    }
}

TRUTO_DECL const char* process_environment(const char* name)
{
    return std::getenv(name);
}

TRUTO_DECL std::optional<proxy_setting> proxy_in(environment variables, const origin& where)
{
    if (is_loopback(where.host))
    {
        return std::nullopt;
    }
    const char* value = nullptr;
    const auto first_of = [&](std::initializer_list<const char*> names) -> const char*
    {
        for (const char* const name : names)
        {
            value = variables(name);
            if (value != nullptr)
            {
                return name;
            }
        }
        return nullptr;
    };
    const bool is_cgi = !where.tls && variables("REQUEST_METHOD") != nullptr;
    const char* const variable = where.tls ? first_of({"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"})
                                 : is_cgi  ? first_of({"http_proxy", "all_proxy", "ALL_PROXY"})
                                           : first_of({"http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"});
    if (variable == nullptr || *value == '\0')
    {
        return std::nullopt;
    }
    proxy_setting result{variable, value};
    if (first_of({"no_proxy", "NO_PROXY"}) != nullptr && bypasses_proxy(value, where))
    {
        return std::nullopt;
    }
    return result;
}

TRUTO_DECL proxy proxy_for(const client_options& options, const origin& where, environment variables)
{
    proxy_setting from{"client_options::proxy", options.proxy};
    if (options.proxy.empty() && options.proxy_from_environment)
    {
        from = proxy_in(variables, where).value_or(proxy_setting{});
    }
    proxy result;
    std::string problem;
    if (!from.url.empty() && !parse_proxy(from.url, result, problem))
    {
        throw boost::system::system_error(errc::invalid_argument, problem.insert(0, ": ").insert(0, from.variable));
    }
    if (!result.host.empty() && !where.tls && !is_loopback(result.host))
    {
        throw boost::system::system_error(errc::invalid_argument,
                                          std::string{from.variable} +
                                              ": plain http:// would show the token to a proxy elsewhere");
    }
    return result;
}

TRUTO_DECL std::string connect_request(const proxy& by, const origin& where)
{
    const auto target = host_and_port(where.host, where.port);
    std::string result;
    result.append("CONNECT ").append(target).append(" HTTP/1.1\r\nHost: ").append(target).append("\r\n");
    if (!by.authorization.empty())
    {
        result.append("Proxy-Authorization: ").append(by.authorization.reveal()).append("\r\n");
    }
    result.append("\r\n");
    return result;
}

TRUTO_DECL std::string base64(std::string_view bytes)
{
    constexpr char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string result;
    result.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3)
    {
        const auto quantum = bytes.substr(i, 3);
        std::uint32_t bits = 0;
        for (std::size_t each = 0; each != 3; ++each)
        {
            bits = bits << 8 | (each < quantum.size() ? static_cast<unsigned char>(quantum[each]) : 0u);
        }
        for (std::size_t each = 0; each != 4; ++each)
        {
            result.push_back(each <= quantum.size() ? digits[bits >> (18 - 6 * each) & 63] : '=');
        }
    }
    return result;
}

}  // namespace truto::detail::http
