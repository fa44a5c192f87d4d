#include <truto/detail/policy/backoff.hpp>

#include <chrono>
#include <cstdint>
#include <doctest/doctest.h>
#include <random>
#include <set>

using truto::detail::policy::backoff_limits;
using truto::detail::policy::full_jitter;
using truto::detail::policy::longest_wait;

using namespace std::chrono_literals;
using std::chrono::milliseconds;

TEST_SUITE("policy/backoff")
{

    TEST_CASE("the longest wait doubles with each retry up to a limit")
    {
        struct row
        {
            unsigned retries_before;
            milliseconds longest;
        };
        const row rows[] = {
            {0, 500ms}, {1, 1s},  {2, 2s},  {3, 4s},  {4, 8s},          {5, 8s},
            {6, 8s},    {62, 8s}, {63, 8s}, {64, 8s}, {UINT32_MAX, 8s},
        };
        for (const auto& each : rows)
        {
            CAPTURE(each.retries_before);
            CHECK(longest_wait({}, each.retries_before) == each.longest);
        }
    }

    TEST_CASE("limits of any size do")
    {
        struct row
        {
            backoff_limits limits;
            unsigned retries_before;
            milliseconds longest;
        };
        constexpr auto most = milliseconds::max();
        const row rows[] = {
            {{10s, 1s}, 0, 1s},
            {{10s, 1s}, 7, 1s},
            {{1ms, 1ms}, 0, 1ms},
            {{1ms, 3ms}, 1, 2ms},
            {{1ms, 3ms}, 2, 3ms},
            {{1ms, most}, 62, milliseconds{std::int64_t{1} << 62}},
            {{1ms, most}, 63, most},
            {{3ms, most}, 61, milliseconds{std::int64_t{3} << 61}},
            {{3ms, most}, 62, most},
            {{most, most}, 0, most},
            {{most, most}, 1, most},
            {{most, most}, UINT32_MAX, most},
            {{0ms, 8s}, 5, 0ms},
            {{500ms, 0ms}, 5, 0ms},
            {{-1ms, 8s}, 5, 0ms},
            {{500ms, -1ms}, 5, 0ms},
            {{milliseconds::min(), milliseconds::min()}, UINT32_MAX, 0ms},
        };
        for (const auto& each : rows)
        {
            CAPTURE(each.limits.first.count());
            CAPTURE(each.limits.most.count());
            CAPTURE(each.retries_before);
            CHECK(longest_wait(each.limits, each.retries_before) == each.longest);
        }
    }

    TEST_CASE("a wait is anything from zero to the longest, both included")
    {
        constexpr backoff_limits small{.first = 3ms, .most = 3ms};
        std::mt19937_64 random{1};
        std::set<milliseconds> seen;
        for (int i = 0; i != 200; ++i)
        {
            seen.insert(full_jitter(small, 0, random()));
        }
        CHECK(seen == std::set{0ms, 1ms, 2ms, 3ms});

        for (const auto number : {std::uint64_t{0}, std::uint64_t{1}, UINT64_MAX})
        {
            CHECK(full_jitter({.first = 0ms}, 3, number) == 0ms);
            CHECK(full_jitter({milliseconds::max(), milliseconds::max()}, 3, number) >= 0ms);
        }
    }

    TEST_CASE("all waits are equally likely")
    {
        std::mt19937_64 random{2};
        constexpr int times = 40'000;
        int tenths[10] = {};
        for (int i = 0; i != times; ++i)
        {
            const auto wait = full_jitter({}, 2, random());
            REQUIRE(wait <= 2s);
            ++tenths[wait * 10 / 2001ms];
        }
        for (const int count : tenths)
        {
            // Five standard deviations.
            CHECK(count > times / 10 - 300);
            CHECK(count < times / 10 + 300);
        }
    }

}  // TEST_SUITE
