#pragma once

#include <truto/counters.hpp>
#include <truto/observer.hpp>

#include <atomic>
#include <cstdint>
#include <memory>

namespace truto::detail
{

using tally = basic_counters<std::atomic<std::uint64_t>>;

inline void count(std::atomic<std::uint64_t>& what, std::uint64_t by = 1) noexcept
{
    what.fetch_add(by, std::memory_order_relaxed);
}

/// Where a client's layers report what they do.
struct telemetry
{
    tally counts{};
    std::shared_ptr<truto::observer> watching{};  // or null

    counters snapshot() const noexcept
    {
        const auto& c = counts;
        return {c.calls,
                c.attempts,
                c.connections_opened,
                c.connections_reused,
                c.connections_failed,
                c.stale_connections,
                c.tls_resumptions,
                c.pool_waits,
                c.gate_waits,
                c.replays,
                c.retries_rate_limited,
                c.retries_status,
                c.retries_connection,
                c.retries_timeout,
                c.rate_limited,
                c.bytes_sent,
                c.bytes_received};
    }
};

}  // namespace truto::detail
