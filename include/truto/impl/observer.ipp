#pragma once

#include <truto/observer.hpp>

#include <array>

namespace truto
{

TRUTO_DECL std::string_view to_string(wait_reason reason) noexcept
{
    constexpr std::array<std::string_view, 3> names{"connection", "rate_gate", "backoff"};
    return names[static_cast<std::size_t>(reason)];
}

TRUTO_DECL std::string_view to_string(retry_reason reason) noexcept
{
    constexpr std::array<std::string_view, 7> names{
        "none", "rate_limited", "status", "connection_lost", "connect_failed", "attempt_timeout", "stale_connection"};
    return names[static_cast<std::size_t>(reason)];
}

TRUTO_DECL std::string_view to_string(close_reason reason) noexcept
{
    constexpr std::array<std::string_view, 5> names{"failed", "by_server", "stale", "idle", "client_gone"};
    return names[static_cast<std::size_t>(reason)];
}

}  // namespace truto
