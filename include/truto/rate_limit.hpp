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

    /// The time until the window ends (`ratelimit-reset`). The API sends this time itself; providers that send the end's
    /// time of day instead are understood: a number above 10^9 counts seconds since 1970, one above 10^12 milliseconds.
    /// Rounded up to a second, and zero when the end has passed.
    std::optional<std::chrono::seconds> reset{};

    /// The time to wait before trying again: `Retry-After` in seconds or as a date (RFC 9110, 10.2.3). A date that has
    /// passed is zero; more seconds than the type can count are its largest number.
    std::optional<std::chrono::seconds> retry_after{};

    friend bool operator==(const rate_limit&, const rate_limit&) = default;

    /// Reads it from an answer's headers; what is not understood is left out. `now` is when the answer came: times
    /// of day in the headers are counted from it. Of several fields of a name the first one counts.
    static rate_limit from(const headers& fields,
                           std::chrono::system_clock::time_point now = std::chrono::system_clock::now());
};

}  // namespace truto

#if defined(TRUTO_HEADER_ONLY)
#include <truto/impl/rate_limit.ipp>
#endif
