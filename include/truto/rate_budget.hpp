#pragma once

#include <chrono>
#include <cstdint>

namespace truto
{

/// A number of requests in a span of time.
struct rate_budget
{
    /// Zero: no limit.
    std::uint32_t requests = 0;
    std::chrono::milliseconds per{};

    friend bool operator==(const rate_budget&, const rate_budget&) = default;
};

/// What the API documents for a token: 500 requests in 10 seconds.
inline constexpr rate_budget documented_token_budget{500, std::chrono::seconds{10}};

/// What the API documents for an integrated account: 50 requests in 10 seconds.
inline constexpr rate_budget documented_account_budget{50, std::chrono::seconds{10}};

}  // namespace truto
