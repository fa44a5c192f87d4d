#include <truto/detail/policy/spent_calls.hpp>

#include <chrono>
#include <cstdint>
#include <doctest/doctest.h>
#include <optional>
#include <random>
#include <vector>

using truto::detail::policy::opening;
using truto::detail::policy::spent_calls;

using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace
{

constexpr spent_calls::time_point start{};
constexpr auto never = spent_calls::time_point::max();

/// Calls that ended at these times, remembered for twenty seconds.
spent_calls ended_at(const std::vector<milliseconds>& times)
{
    spent_calls result;
    for (const auto each : times)
    {
        result.add(start + each, 20s);
    }
    return result;
}

}  // namespace

TEST_SUITE("policy/spent_calls")
{

    TEST_CASE("a call counts for a window's length after its end")
    {
        const auto spent = ended_at({0s, 1s, 1s, 5s});
        struct row
        {
            milliseconds now;
            milliseconds window;
            std::uint64_t count;
        };
        const row rows[] = {
            {5s, 10s, 4},  {9999ms, 10s, 4}, {10s, 10s, 3}, {10999ms, 10s, 3}, {11s, 10s, 1}, {14999ms, 10s, 1},
            {15s, 10s, 0}, {5s, 1s, 1},      {6s, 1s, 0},   {5s, 0s, 0},       {5s, 20s, 4},
        };
        for (const auto& each : rows)
        {
            CAPTURE(each.now.count());
            CAPTURE(each.window.count());
            CHECK(spent.count(start + each.now, each.window) == each.count);
        }
        CHECK(spent_calls{}.count(start, 10s) == 0);
    }

    TEST_CASE("the next call waits until enough others have left the window")
    {
        const auto spent = ended_at({0s, 1s, 1s, 5s});
        struct row
        {
            std::uint64_t allowed;
            std::uint64_t under_way;
            opening when;
        };
        constexpr auto now = start + 6s;
        const row rows[] = {
            {5, 0, {now, now}},
            {4, 0, {start + 10s, start + 10s}},
            {3, 0, {start + 11s, start + 11s}},
            {2, 0, {start + 11s, start + 11s}},
            {1, 0, {start + 15s, start + 15s}},

            // Those under way take a place, too, and stay.
            {6, 1, {now, now}},
            {5, 1, {start + 10s, start + 10s}},
            {2, 1, {start + 15s, start + 15s}},
            {2, 2, {never, now}},
            {2, 9, {never, now}},
            {0, 0, {never, now}},
        };
        for (const auto& each : rows)
        {
            CAPTURE(each.allowed);
            CAPTURE(each.under_way);
            CHECK(spent.opening_of(now, each.allowed, 10s, each.under_way) == each.when);
        }
    }

    TEST_CASE("the first of the last calls is found, or the first of all")
    {
        const auto spent = ended_at({0s, 1s, 1s, 5s});
        struct row
        {
            std::uint64_t calls;
            std::optional<spent_calls::time_point> time;
        };
        const row rows[] = {
            {0, {}}, {1, start + 5s}, {2, start + 1s}, {3, start + 1s}, {4, start}, {5, start}, {99, start},
        };
        for (const auto& each : rows)
        {
            CAPTURE(each.calls);
            CHECK(spent.first_of_last(each.calls) == each.time);
        }
        CHECK(spent_calls{}.first_of_last(1) == std::nullopt);
    }

    TEST_CASE("however many calls, the count is never too small, and no older ones are in it than a group is long")
    {
        for (unsigned seed = 0; seed != 20; ++seed)
        {
            CAPTURE(seed);
            std::mt19937 random{seed};
            const auto pick = [&](int below) { return std::uniform_int_distribution<int>{0, below - 1}(random); };

            spent_calls spent;
            std::vector<spent_calls::time_point> ends;
            auto now = start;
            for (int i = 0; i != 2000; ++i)
            {
                now += milliseconds{pick(4) == 0 ? pick(300) : 0};
                spent.add(now, 20s);
                ends.push_back(now);
                if (i % 20 != 0)
                {
                    continue;
                }
                const milliseconds window{1 + pick(20'000)};
                const auto exactly = [&](spent_calls::duration within)
                {
                    std::uint64_t result = 0;
                    for (const auto end : ends)
                    {
                        result += now - end < within ? 1 : 0;
                    }
                    return result;
                };
                const auto count = spent.count(now, window);
                REQUIRE(count >= exactly(window));
                REQUIRE(count <= exactly(window + std::chrono::nanoseconds{20s} / 128));

                const auto allowed = 1 + static_cast<std::uint64_t>(pick(200));
                const auto under_way = static_cast<std::uint64_t>(pick(static_cast<int>(allowed)));
                const auto when = spent.opening_of(now, allowed, window, under_way).by_time;
                REQUIRE(spent.count(when, window) + under_way < allowed);
                if (when != now)
                {
                    REQUIRE(spent.count(when - 1ns, window) + under_way >= allowed);
                }
            }
        }
    }

}  // TEST_SUITE
