#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

namespace truto::detail::policy
{

/// When a limit lets the next call through.
struct opening
{
    using time_point = std::chrono::steady_clock::time_point;

    /// If nothing happens but that time passes; the end of time if only the end of a call can help.
    time_point by_time;

    /// Certainly no earlier, whatever calls may end.
    time_point not_before;

    /// When two limits let it through.
    friend constexpr opening both(opening a, opening b) noexcept
    {
        return {std::max(a.by_time, b.by_time), std::max(a.not_before, b.not_before)};
    }

    friend bool operator==(const opening&, const opening&) = default;
};

/// The calls that count against a window of time: those under way, and those that ended not long ago.
///
/// A call counts from when it goes until a window's length after it ended. The server counted it at some moment in
/// between, so however long the ways there and back are, and wherever the server's windows begin and whether they slide,
/// no more calls meet in one of its windows than are counted here at once.
///
/// The times of ends are kept in batches, so that thousands of calls need no more memory than some.
class spent_calls
{
public:
    using time_point = opening::time_point;
    using duration = std::chrono::steady_clock::duration;

    /// A call ended. Forgets what is older than `memory`, which is at least as long as any window that is asked for.
    void add(time_point now, duration memory)
    {
        while (!batches_.empty() && now - batches_.front().last >= memory)
        {
            batches_.erase(batches_.begin());
        }
        if (!batches_.empty() && now - batches_.back().first < memory / most_batches)
        {
            batches_.back().last = now;
            ++batches_.back().calls;
        }
        else
        {
            batches_.push_back({now, now, 1});
        }
    }

    /// How many ended within the last `window`. Never too few, and too many by those of one batch.
    std::uint64_t count(time_point now, duration window) const noexcept
    {
        std::uint64_t result = 0;
        for (const auto& each : batches_)
        {
            result += now - each.last < window ? each.calls : 0;
        }
        return result;
    }

    /// When a window that holds `allowed` calls lets another one through while `under_way` others go on.
    opening opening_of(time_point now, std::uint64_t allowed, duration window, std::uint64_t under_way) const noexcept
    {
        if (under_way >= allowed)
        {
            return {time_point::max(), now};
        }
        auto left = count(now, window);
        auto when = now;
        for (auto each = batches_.begin(); left + under_way >= allowed; ++each)
        {
            if (now - each->last < window)
            {
                left -= each->calls;
                when = each->last + window;
            }
        }
        return {when, when};
    }

    /// When the first of the last `calls` ended; of all, if there are not so many. Nothing if there are none.
    std::optional<time_point> first_of_last(std::uint64_t calls) const noexcept
    {
        std::optional<time_point> result;
        for (auto each = batches_.rbegin(); each != batches_.rend() && calls != 0; ++each)
        {
            result = each->first;
            calls -= std::min(calls, each->calls);
        }
        return result;
    }

private:
    static constexpr int most_batches = 128;

    struct batch
    {
        time_point first;
        time_point last;
        std::uint64_t calls;
    };

    std::vector<batch> batches_;  // the oldest first
};

}  // namespace truto::detail::policy
