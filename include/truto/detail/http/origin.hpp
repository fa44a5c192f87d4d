#pragma once

#include <truto/config.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace truto::detail::http
{

/// Where an API is: the parts of its base URL.
struct origin
{
    bool tls = true;
    std::string host{};  // without the brackets of an IPv6 address
    std::uint16_t port = 443;
    std::string prefix{};  // of every path; empty, or beginning with a slash and not ending with one

    /// `host` or `host:port`, as in the Host header (RFC 9110, 7.2).
    std::string authority() const;

    friend bool operator==(const origin&, const origin&) = default;
};

/// `host:port`, with the brackets that an IPv6 address needs.
std::string host_and_port(std::string_view host, std::uint16_t port);

/// Whether `host` is `localhost` or a name below it, which mean this machine everywhere (RFC 6761, 6.3).
bool is_localhost(std::string_view host) noexcept;

/// Whether `host` is this machine: `localhost`, 127.0.0.0/8 or ::1, without brackets.
bool is_loopback(std::string_view host) noexcept;

/// Reads a base URL: `https://host[:port][/prefix]`, also `http`. On failure says in `problem` what is wrong.
bool parse_origin(std::string_view url, origin& out, std::string& problem);

}  // namespace truto::detail::http

#if defined(TRUTO_HEADER_ONLY)
#include <truto/impl/origin.ipp>
#endif
