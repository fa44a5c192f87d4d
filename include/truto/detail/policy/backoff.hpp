#pragma once

#include <chrono>
#include <cstdint>

namespace truto::detail::policy
{

/// How long to wait between attempts when the server does not say.
struct backoff_limits
{
    /// The longest wait before the first retry. It doubles with each further one. Zero or less: no waits.
    std::chrono::milliseconds first{500};

    /// No wait is longer. Zero or less: no waits.
    std::chrono::milliseconds most{8000};
};

/// `first` · 2^`retries_before`, but not more than `most`; zero if either is zero or less.
constexpr std::chrono::milliseconds longest_wait(backoff_limits limits, unsigned retries_before) noexcept
{
    const auto first = limits.first.count();
    const auto most = limits.most.count();
    if (first <= 0 || most <= 0)
    {
        return std::chrono::milliseconds::zero();
    }
    // Compared from the other side, nothing overflows.
    if (retries_before >= 63 || first > (most >> retries_before))
    {
        return limits.most;
    }
    return std::chrono::milliseconds{first << retries_before};
}

/// A wait between zero and @ref longest_wait, both included, all equally likely when `random` is any number of its type.
///
/// Callers that failed together come back apart from each other: full jitter spreads them over the whole time.
constexpr std::chrono::milliseconds full_jitter(backoff_limits limits, unsigned retries_before,
                                                std::uint64_t random) noexcept
{
    const auto longest = static_cast<std::uint64_t>(longest_wait(limits, retries_before).count());
    return std::chrono::milliseconds{static_cast<std::chrono::milliseconds::rep>(random % (longest + 1))};
}

}  // namespace truto::detail::policy
