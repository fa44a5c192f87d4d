#pragma once

#include <truto/detail/http/field_name.hpp>
#include <truto/detail/http/origin.hpp>

#include <algorithm>
#include <charconv>
#include <system_error>

namespace truto::detail::http
{

TRUTO_DECL std::string host_and_port(std::string_view host, std::uint16_t port)
{
    const bool is_v6 = host.find(':') != std::string_view::npos;
    std::string result;
    result.append(is_v6 ? "[" : "").append(host).append(is_v6 ? "]:" : ":").append(std::to_string(port));
    return result;
}

TRUTO_DECL std::string origin::authority() const
{
    auto result = host_and_port(host, port);
    if (port == (tls ? 443 : 80))
    {
        result.erase(result.rfind(':'));
    }
    return result;
}

TRUTO_DECL bool is_localhost(std::string_view host) noexcept
{
    constexpr std::string_view name = "localhost";
    const auto last = host.substr(host.size() - std::min(host.size(), name.size()));
    return same_name(last, name) && (host.size() == name.size() || host[host.size() - name.size() - 1] == '.');
}

TRUTO_DECL bool is_loopback(std::string_view host) noexcept
{
    const bool v4 = host.starts_with("127.") && host.find_first_not_of("0123456789.") == std::string_view::npos;
    return v4 || host == "::1" || is_localhost(host);
}

/// Takes `host[:port]` apart.
inline bool parse_authority(std::string_view authority, origin& out, std::string& problem)
{
    std::string_view host = authority;
    std::string_view port;
    if (authority.starts_with('['))
    {
        const auto end = authority.find(']');
        if (end == std::string_view::npos)
        {
            problem = "the IPv6 address in base_url lacks its closing bracket";
            return false;
        }
        host = authority.substr(1, end - 1);
        port = authority.substr(end + 1);
        if (!host.empty() && host.find(':') == std::string_view::npos)
        {
            problem = "brackets in base_url are for an IPv6 address";
            return false;
        }
    }
    else if (const auto colon = authority.find(':'); colon != std::string_view::npos)
    {
        host = authority.substr(0, colon);
        port = authority.substr(colon);
    }

    constexpr std::string_view name_characters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._:";
    if (host.empty() || host.find_first_not_of(name_characters) != std::string_view::npos)
    {
        problem = "base_url needs a host name, written in ASCII, as in https://api.truto.one";
        return false;
    }
    out.host = host;
    if (port.empty())
    {
        return true;
    }
    unsigned value = 0;
    const auto [end, ec] = std::from_chars(port.data() + 1, port.data() + port.size(), value);
    if (port.front() != ':' || ec != std::errc{} || end != port.data() + port.size() || value == 0 || value > 65535)
    {
        problem = "the port in base_url must be a number from 1 to 65535";
        return false;
    }
    out.port = static_cast<std::uint16_t>(value);
    return true;
}

TRUTO_DECL bool parse_origin(std::string_view url, origin& out, std::string& problem)
{
    const auto scheme_end = url.find("://");
    const auto scheme = url.substr(0, scheme_end == std::string_view::npos ? 0 : scheme_end);
    if (!same_name(scheme, "https") && !same_name(scheme, "http"))
    {
        problem = "base_url must begin with https:// (or http:// for loopback)";
        return false;
    }
    out = {};
    out.tls = same_name(scheme, "https");
    out.port = out.tls ? 443 : 80;

    const auto rest = url.substr(scheme_end + 3);
    const auto slash = std::min(rest.find('/'), rest.size());
    const auto authority = rest.substr(0, slash);
    auto prefix = rest.substr(slash);
    while (prefix.ends_with('/'))
    {
        prefix.remove_suffix(1);
    }
    if (url.find_first_of("?#") != std::string_view::npos)
    {
        problem = "base_url must not have a query or fragment; use call_options::query";
        return false;
    }
    if (authority.find('@') != std::string_view::npos)
    {
        problem = "base_url must not hold credentials; use client_options::token";
        return false;
    }
    for (const char c : prefix)
    {
        if (c <= 0x20 || c >= 0x7f)
        {
            problem = "the path of base_url must be percent-encoded";
            return false;
        }
    }
    out.prefix = prefix;
    if (!parse_authority(authority, out, problem))
    {
        return false;
    }
    if (!out.tls && !is_loopback(out.host))
    {
        problem = "plain http would show the token to everyone on the way; base_url must begin with https://";
        return false;
    }
    return true;
}

}  // namespace truto::detail::http
