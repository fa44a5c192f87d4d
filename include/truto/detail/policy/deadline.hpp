#pragma once

#include <algorithm>
#include <chrono>

namespace truto::detail::policy
{

/// When something has to be over: at a time, or never. Earlier is less.
class deadline
{
public:
    using clock = std::chrono::steady_clock;
    using time_point = clock::time_point;
    using duration = clock::duration;

    /// None: there is all the time in the world.
    constexpr deadline() = default;

    static constexpr deadline none() noexcept { return {}; }

    static constexpr deadline at(time_point when) noexcept { return deadline{when}; }

    /// `timeout` after `now`. Zero or less: none, as in the options. A time beyond the clock's end is none, too.
    static constexpr deadline after(time_point now, std::chrono::milliseconds timeout) noexcept
    {
        return timeout.count() > 0 ? deadline{later(now, timeout)} : deadline{};
    }

    /// `wait` after `now`, or the end of time where the clock can't count that far.
    static constexpr time_point later(time_point now, std::chrono::milliseconds wait) noexcept
    {
        // Rounded down, so that what passes this test fits when it is converted.
        const auto space = std::chrono::floor<std::chrono::milliseconds>(
            now.time_since_epoch().count() > 0 ? time_point::max() - now : duration::max());
        return wait > space ? time_point::max() : now + std::max(wait, std::chrono::milliseconds::zero());
    }

    constexpr bool is_none() const noexcept { return when_ == time_point::max(); }

    /// When; the end of time if there is none.
    constexpr time_point time() const noexcept { return when_; }

    constexpr bool passed(time_point now) const noexcept { return !is_none() && now >= when_; }

    /// What is left: zero if it passed, the longest of all durations if there is none.
    constexpr duration remaining(time_point now) const noexcept
    {
        if (is_none())
        {
            return duration::max();
        }
        if (passed(now))
        {
            return duration::zero();
        }
        // Times before the clock's zero: the difference may be more than a duration holds.
        return now.time_since_epoch().count() < 0 && when_ - time_point{} > duration::max() + now.time_since_epoch()
                   ? duration::max()
                   : when_ - now;
    }

    /// Whether a wait that begins now ends before it. One that ends with it does not: nothing could be done after it.
    constexpr bool fits(time_point now, std::chrono::milliseconds wait) const noexcept
    {
        return is_none() || later(now, wait) < when_;
    }

    /// Whether waiting until `when` leaves time for more.
    constexpr bool fits(time_point when) const noexcept { return is_none() || when < when_; }

    /// The one that comes first.
    friend constexpr deadline earlier(deadline a, deadline b) noexcept { return std::min(a, b); }

    friend constexpr auto operator<=>(deadline, deadline) = default;

private:
    constexpr explicit deadline(time_point when) noexcept : when_(when) {}

    time_point when_ = time_point::max();
};

/// A span as it can be counted with: none when it is negative, and never so long that a time it is added to overflows.
constexpr std::chrono::milliseconds countable(std::chrono::milliseconds span) noexcept
{
    constexpr auto most = std::chrono::floor<std::chrono::milliseconds>(deadline::duration::max()) / 4;
    return std::clamp(span, std::chrono::milliseconds::zero(), most);
}

}  // namespace truto::detail::policy
