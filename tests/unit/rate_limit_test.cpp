#include <truto/rate_limit.hpp>

#include <chrono>
#include <cstdint>
#include <doctest/doctest.h>
#include <optional>
#include <string_view>

using truto::headers;
using truto::rate_limit;

using namespace std::chrono_literals;

TEST_SUITE("rate_limit")
{

    TEST_CASE("an answer without these headers says nothing")
    {
        CHECK(rate_limit::from({}) == rate_limit{});
        CHECK(rate_limit::from({{"X-RateLimit-Limit", "110"}, {"Content-Length", "0"}}) == rate_limit{});
    }

    TEST_CASE("a provider's answer says all of it")
    {
        const headers fields{{"Retry-After", "37"},
                             {"ratelimit-limit", "110;w=10"},
                             {"ratelimit-remaining", "0"},
                             {"ratelimit-reset", "37"}};
        CHECK(rate_limit::from(fields) ==
              rate_limit{.limit = 110, .window = 10s, .remaining = 0, .reset = 37s, .retry_after = 37s});
    }

    TEST_CASE("the API's own answer says when to try again")
    {
        CHECK(rate_limit::from({{"retry-after", "10"}}) == rate_limit{.retry_after = 10s});
    }

    TEST_CASE("the limit is read with its window if it has one")
    {
        struct row
        {
            std::string_view value;
            std::optional<std::int64_t> limit;
            std::optional<std::chrono::seconds> window;
        };
        const row rows[] = {
            {"110;w=10", 110, 10s},
            {"110; w=10", 110, 10s},
            {"110 ; w=10", 110, 10s},
            {"110;w=10;burst=5", 110, 10s},
            {"110;burst=5;w=10", 110, 10s},
            {"110, 110;w=10", 110, 10s},
            {"10, 1000;w=3600, 10;w=1", 10, 1s},
            {"10;w=1, 1000;w=3600", 10, 1s},
            {"10, 10;burst=5,10;w=1", 10, 1s},
            {"10, 1000;w=3600", 10, {}},
            {"110", 110, {}},
            {"0;w=1", 0, 1s},
            {"110;w=", 110, {}},
            {"110;w=ten", 110, {}},
            {"110;w=-10", 110, {}},
            {"110;window=10", 110, {}},
            {"110;raw=10", 110, {}},
            {"9223372036854775807;w=9223372036854775807", INT64_MAX, std::chrono::seconds{INT64_MAX}},
            {"9223372036854775808;w=10", {}, {}},
            {"-1;w=10", {}, {}},
            {"w=10", {}, {}},
            {"many;w=10", {}, {}},
            {"", {}, {}},
        };
        for (const auto& each : rows)
        {
            CAPTURE(each.value);
            const auto read = rate_limit::from({{"RateLimit-Limit", each.value}});
            CHECK(read == rate_limit{.limit = each.limit, .window = each.window});
        }
    }

    TEST_CASE("counts and times are whole numbers that are not negative, or not understood")
    {
        struct row
        {
            std::string_view value;
            std::optional<std::int64_t> number;
        };
        const row rows[] = {
            {"0", 0},    {"10", 10},  {"007", 7},  {"", {}},       {"-1", {}},   {"+1", {}},
            {"10s", {}}, {"1.5", {}}, {"1e3", {}}, {"10, 20", {}}, {"0x10", {}}, {"ten", {}},
        };
        for (const auto& each : rows)
        {
            CAPTURE(each.value);
            std::optional<std::chrono::seconds> time;
            if (each.number)
            {
                time = std::chrono::seconds{*each.number};
            }
            CHECK(rate_limit::from({{"ratelimit-remaining", each.value}}) == rate_limit{.remaining = each.number});
            CHECK(rate_limit::from({{"ratelimit-reset", each.value}}) == rate_limit{.reset = time});
            CHECK(rate_limit::from({{"Retry-After", each.value}}) == rate_limit{.retry_after = time});
        }
    }

    TEST_CASE("a count that is too large is not understood, a time that is too long is the longest")
    {
        struct row
        {
            std::string_view value;
            std::optional<std::int64_t> count;
        };
        const row rows[] = {
            {"9223372036854775807", INT64_MAX},
            {"9223372036854775808", {}},
            {"99999999999999999999999999999999999999", {}},
        };
        for (const auto& each : rows)
        {
            CAPTURE(each.value);
            CHECK(rate_limit::from({{"ratelimit-remaining", each.value}}) == rate_limit{.remaining = each.count});
            CHECK(rate_limit::from({{"Retry-After", each.value}}) ==
                  rate_limit{.retry_after = std::chrono::seconds::max()});
        }
    }

    TEST_CASE("a wait can be told as a date, and then it is the time until then")
    {
        using namespace std::chrono;
        constexpr system_clock::time_point now = sys_days{2026y / November / 21} + 7h + 30min;
        struct row
        {
            std::string_view value;
            std::optional<seconds> wait;
        };
        const row rows[] = {
            {"Sat, 21 Nov 2026 07:32:00 GMT", 120s}, {"Saturday, 21-Nov-26 07:30:10 GMT", 10s},
            {"Sat Nov 21 07:30:10 2026", 10s},       {"Sat, 21 Nov 2026 07:29:59 GMT", 0s},
            {"Sat, 01 Jan 0000 00:00:00 GMT", 0s},   {"Fri, 31 Dec 9999 23:59:59 GMT", 251'607'054'599s},
            {"Sat, 21 Nov 2026 07:32:00", {}},       {"2026-11-21T07:32:00Z", {}},
        };
        for (const auto& each : rows)
        {
            CAPTURE(each.value);
            CHECK(rate_limit::from({{"Retry-After", each.value}}, now) == rate_limit{.retry_after = each.wait});
            CHECK(rate_limit::from({{"ratelimit-reset", each.value}}, now) == rate_limit{});
        }
    }

    TEST_CASE("a reset is the time until then, also if the header has the time of day")
    {
        using namespace std::chrono;
        constexpr system_clock::time_point now = sys_days{2026y / November / 21} + 7h + 30min;
        static_assert(now.time_since_epoch() == 1'795'246'200s);
        struct row
        {
            std::string_view value;
            seconds reset;
        };
        const row rows[] = {
            {"1000000000", 1'000'000'000s},

            // Seconds since 1970.
            {"1000000001", 0s},
            {"1795246199", 0s},
            {"1795246200", 0s},
            {"1795246237", 37s},
            {"1000000000000", 998'204'753'800s},

            // Milliseconds since 1970, rounded up.
            {"1000000000001", 0s},
            {"1795246199999", 0s},
            {"1795246200001", 1s},
            {"1795246237000", 37s},
            {"9223372036854775807", 9'223'370'241'608'576s},
            {"99999999999999999999999999999999999999", 9'223'370'241'608'576s},
        };
        for (const auto& each : rows)
        {
            CAPTURE(each.value);
            CHECK(rate_limit::from({{"ratelimit-reset", each.value}}, now) == rate_limit{.reset = each.reset});
        }

        // The part of a second that has passed is not taken off.
        CHECK(rate_limit::from({{"ratelimit-reset", "1795246237"}}, now + 999ms).reset == 37s);
        CHECK(rate_limit::from({{"ratelimit-reset", "1795246237"}}, system_clock::time_point::min()).reset > 0s);
        CHECK(rate_limit::from({{"ratelimit-reset", "1795246237"}}, system_clock::time_point::max()).reset == 0s);
    }

}  // TEST_SUITE
