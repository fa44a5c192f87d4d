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
            {"0", 0},       {"10", 10},   {"007", 7},  {"9223372036854775807", INT64_MAX},
            {"", {}},       {"-1", {}},   {"+1", {}},  {"9223372036854775808", {}},
            {"10s", {}},    {"1.5", {}},  {"1e3", {}}, {"Sat, 21 Nov 2026 07:30:00 GMT", {}},
            {"10, 20", {}}, {"0x10", {}}, {"ten", {}},
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

}  // TEST_SUITE
