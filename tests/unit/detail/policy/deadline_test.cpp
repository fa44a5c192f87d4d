#include <truto/detail/policy/deadline.hpp>

#include <chrono>
#include <doctest/doctest.h>

using truto::detail::policy::deadline;

using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace
{

constexpr deadline::time_point start{100s};
constexpr auto end_of_time = deadline::time_point::max();
constexpr auto begin_of_time = deadline::time_point::min();

}  // namespace

TEST_SUITE("policy/deadline")
{

    TEST_CASE("a deadline is some time after the start; zero or less is none")
    {
        struct row
        {
            deadline::time_point now;
            milliseconds timeout;
            deadline::time_point time;
        };
        const row rows[] = {
            {start, 1ms, start + 1ms},
            {start, 60s, start + 60s},
            {start, 0ms, end_of_time},
            {start, -1ms, end_of_time},
            {start, milliseconds::min(), end_of_time},

            // More than the clock can count.
            {start, milliseconds::max(), end_of_time},
            {start, std::chrono::duration_cast<milliseconds>(deadline::duration::max()), end_of_time},
            {end_of_time - 1s, 2s, end_of_time},
            {end_of_time, 1ms, end_of_time},
            {begin_of_time, milliseconds::max(), end_of_time},
            {begin_of_time, 1s, begin_of_time + 1s},
        };
        for (const auto& each : rows)
        {
            CAPTURE(each.timeout.count());
            const auto until = deadline::after(each.now, each.timeout);
            CHECK(until.time() == each.time);
            CHECK(until.is_none() == (each.time == end_of_time));
            CHECK(until == deadline::at(each.time));
        }
        CHECK(deadline::none().is_none());
        CHECK(deadline{} == deadline::none());
    }

    TEST_CASE("a span is counted as it is, unless it is negative or no time could be that much later")
    {
        using truto::detail::policy::countable;
        const auto most = countable(milliseconds::max());
        CHECK(most > std::chrono::years{50});
        CHECK(start + most + most > start + most);
        CHECK(countable(most) == most);
        CHECK(countable(1ms) == 1ms);
        CHECK(countable(0ms) == 0ms);
        CHECK(countable(-1ms) == 0ms);
        CHECK(countable(milliseconds::min()) == 0ms);
    }

    TEST_CASE("it passes when its time has come, and never if there is none")
    {
        const auto until = deadline::at(start + 10s);
        struct row
        {
            deadline::time_point now;
            bool passed;
            deadline::duration remaining;
        };
        const row rows[] = {
            {start, false, 10s},     {start + 9999ms, false, 1ms}, {start + 10s, true, 0s},
            {start + 11s, true, 0s}, {end_of_time, true, 0s},      {begin_of_time, false, deadline::duration::max()},
        };
        for (const auto& each : rows)
        {
            CHECK(until.passed(each.now) == each.passed);
            CHECK(until.remaining(each.now) == each.remaining);
        }
        for (const auto now : {begin_of_time, start, end_of_time})
        {
            CHECK_FALSE(deadline::none().passed(now));
            CHECK(deadline::none().remaining(now) == deadline::duration::max());
        }
    }

    TEST_CASE("a wait fits if there is time left after it")
    {
        const auto until = deadline::at(start + 10s);
        struct row
        {
            deadline::time_point now;
            milliseconds wait;
            bool fits;
        };
        const row rows[] = {
            {start, 0ms, true},
            {start, 9999ms, true},
            {start, 10s, false},
            {start, 11s, false},
            {start, -1s, true},
            {start, milliseconds::max(), false},
            {start + 10s - 1ns, 0ms, true},
            {start + 10s, 0ms, false},
            {start + 11s, 0ms, false},
            {start + 11s, -5s, false},
            {end_of_time, milliseconds::max(), false},
        };
        for (const auto& each : rows)
        {
            CAPTURE(each.wait.count());
            CHECK(until.fits(each.now, each.wait) == each.fits);
            CHECK(deadline::none().fits(each.now, each.wait));
        }
        CHECK(until.fits(start + 9s));
        CHECK_FALSE(until.fits(start + 10s));
        CHECK(deadline::none().fits(start + 10s));
        CHECK(deadline::none().fits(end_of_time));
    }

    TEST_CASE("of two the earlier one counts, and any is earlier than none")
    {
        const auto early = deadline::at(start + 1s);
        const auto late = deadline::at(start + 2s);
        CHECK(earlier(early, late) == early);
        CHECK(earlier(late, early) == early);
        CHECK(earlier(early, early) == early);
        CHECK(earlier(late, deadline::none()) == late);
        CHECK(earlier(deadline::none(), late) == late);
        CHECK(earlier(deadline::none(), deadline::none()).is_none());
    }

}  // TEST_SUITE
