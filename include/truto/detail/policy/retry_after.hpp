#pragma once

#include <truto/headers.hpp>
#include <truto/rate_limit.hpp>

#include <truto/detail/http/http_date.hpp>

#include <chrono>
#include <optional>

namespace truto::detail::policy
{

/// These seconds in milliseconds; the most milliseconds there are when it is more.
constexpr std::chrono::milliseconds saturated(std::chrono::seconds time) noexcept
{
    using namespace std::chrono;
    return time < floor<seconds>(milliseconds::max()) ? milliseconds{time} : milliseconds::max();
}

/// When an answer was made: what its `Date` says (RFC 9110, 6.6.1), or else `now`, which is when it came.
///
/// The server's times of day are compared with the server's clock: one that is wrong here does no harm.
inline std::chrono::system_clock::time_point time_of(const headers& fields, std::chrono::system_clock::time_point now)
{
    using namespace std::chrono;
    const auto date = http::parse_http_date(fields["Date"], now);
    // What nanoseconds can count, whatever the clock does: no server lives at another time.
    const bool is_possible =
        date && *date >= sys_days{year{1678} / January / 1} && *date < sys_days{year{2262} / January / 1};
    return is_possible ? system_clock::time_point{*date} : now;
}

/// How long an answer asks its reader to wait. Nothing if it does not, or if what it says is not understood.
///
/// 1. `Retry-After`, see truto::rate_limit::retry_after; a date is counted from the answer's @ref time_of.
/// 2. Otherwise `ratelimit-reset`, see truto::rate_limit::reset. Many answers carry it; one that is not a 429 asks for a
///    wait only if it says that no requests remain.
///
/// Neither is negative. What is too long to count is `milliseconds::max()`: add it to a time with care. Of several fields
/// of a name the first one counts. `now` is when the answer came.
inline std::optional<std::chrono::milliseconds>
asked_wait(const headers& fields, std::chrono::system_clock::time_point now, unsigned status = 429)
{
    const auto then = time_of(fields, now);
    const auto limit = rate_limit::from(fields, then);
    if (limit.retry_after)
    {
        return saturated(*limit.retry_after);
    }
    const bool is_asked = limit.reset && (status == 429 || limit.remaining == 0);
    return is_asked ? std::optional{saturated(*limit.reset)} : std::nullopt;
}

}  // namespace truto::detail::policy
