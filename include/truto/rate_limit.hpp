#pragma once

#include <truto/config.hpp>
#include <truto/headers.hpp>

#include <chrono>
#include <cstdint>
#include <optional>

namespace truto
{

/// What an answer says about the rate of calls. Each member is there only if the answer, that is the provider, gave it.
struct rate_limit
{
    /// The number of requests per window (`ratelimit-limit`).
    std::optional<std::int64_t> limit{};

    /// The length of the window (`w` of `ratelimit-limit`).
    std::optional<std::chrono::seconds> window{};

    /// The number of requests left in this window (`ratelimit-remaining`).
    std::optional<std::int64_t> remaining{};

    /// The time until the window ends (`ratelimit-reset`).
    std::optional<std::chrono::seconds> reset{};

    /// The time to wait before trying again (`Retry-After` in seconds).
    std::optional<std::chrono::seconds> retry_after{};

    friend bool operator==(const rate_limit&, const rate_limit&) = default;

    /// Reads it from an answer's headers; what is not understood is left out.
    static rate_limit from(const headers& fields);
};

}  // namespace truto

#if defined(TRUTO_HEADER_ONLY)
#include <truto/impl/rate_limit.ipp>
#endif
