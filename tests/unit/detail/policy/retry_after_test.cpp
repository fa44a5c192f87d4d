#include <truto/detail/policy/retry_after.hpp>

#include <chrono>
#include <doctest/doctest.h>
#include <optional>
#include <string_view>

using truto::headers;
using truto::detail::policy::asked_wait;

using namespace std::chrono;

namespace
{

constexpr system_clock::time_point now = sys_days{2026y / November / 21} + 7h + 30min;
static_assert(now.time_since_epoch() == 1'795'246'200s);

constexpr auto longest = milliseconds::max();

}  // namespace

TEST_SUITE("policy/retry_after")
{

    TEST_CASE("Retry-After is a number of seconds or a date")
    {
        struct row
        {
            std::string_view value;
            std::optional<milliseconds> wait;
        };
        const row rows[] = {
            {"0", 0s},
            {"1", 1s},
            {"10", 10s},
            {"0120", 120s},
            {"86400", 24h},

            // Always seconds, never a time of day.
            {"1795246260", 1'795'246'260s},

            // Too long to be counted.
            {"9223372036854774", 9'223'372'036'854'774s},
            {"9223372036854775", longest},
            {"9223372036854776", longest},
            {"9223372036854775807", longest},
            {"9223372036854775808", longest},
            {"99999999999999999999999999999999999999999999", longest},

            {"Sat, 21 Nov 2026 07:30:00 GMT", 0s},
            {"Sat, 21 Nov 2026 07:30:01 GMT", 1s},
            {"Sat, 21 Nov 2026 07:32:00 GMT", 2min},
            {"Saturday, 21-Nov-26 07:30:10 GMT", 10s},
            {"Sat Nov 21 07:30:10 2026", 10s},
            {"Fri, 31 Dec 9999 23:59:59 GMT", 251'607'054'599s},

            // Past.
            {"Sat, 21 Nov 2026 07:29:59 GMT", 0s},
            {"Sat, 01 Jan 0000 00:00:00 GMT", 0s},

            // Not understood.
            {"", {}},
            {"-1", {}},
            {"+1", {}},
            {"1.5", {}},
            {"1e3", {}},
            {"0x10", {}},
            {"10s", {}},
            {"10 ", {}},
            {"10, 20", {}},
            {"soon", {}},
            {"nan", {}},
            {"Sat, 21 Nov 2026 07:32:00", {}},
            {"2026-11-21T07:32:00Z", {}},
        };
        for (const auto& each : rows)
        {
            CAPTURE(each.value);
            CHECK(asked_wait({{"Retry-After", each.value}}, now) == each.wait);
        }
    }

    TEST_CASE("ratelimit-reset is a time until then, or a time of day when it is far too long for that")
    {
        struct row
        {
            std::string_view value;
            std::optional<milliseconds> wait;
        };
        const row rows[] = {
            {"0", 0s},
            {"37", 37s},
            {"1000000000", 1'000'000'000s},  // 31 years, but still no date

            // Seconds since 1970.
            {"1000000001", 0s},  // in 2001
            {"1795246199", 0s},
            {"1795246200", 0s},
            {"1795246237", 37s},
            {"1000000000000", 998'204'753'800s},

            // Milliseconds since 1970, rounded up.
            {"1000000000001", 0s},
            {"1795246199999", 0s},
            {"1795246200001", 1s},
            {"1795246237000", 37s},
            {"1795246237001", 38s},
            {"9223372036854775807", 9'223'370'241'608'576s},
            {"99999999999999999999999999", 9'223'370'241'608'576s},

            {"", {}},
            {"-1", {}},
            {"1.5", {}},
            {"soon", {}},
            {"Sat, 21 Nov 2026 07:32:00 GMT", {}},
        };
        for (const auto& each : rows)
        {
            CAPTURE(each.value);
            CHECK(asked_wait({{"ratelimit-reset", each.value}}, now) == each.wait);
        }
    }

    TEST_CASE("Retry-After goes first, unless it is not understood")
    {
        struct row
        {
            headers fields;
            std::optional<milliseconds> wait;
        };
        const row rows[] = {
            {{}, {}},
            {{{"Content-Length", "10"}}, {}},
            {{{"Retry-After", "10"}, {"ratelimit-reset", "37"}}, 10s},
            {{{"ratelimit-reset", "37"}, {"Retry-After", "10"}}, 10s},
            {{{"retry-after", "10"}, {"RateLimit-Reset", "37"}}, 10s},
            {{{"Retry-After", "Sat, 21 Nov 2026 07:30:10 GMT"}, {"ratelimit-reset", "37"}}, 10s},
            {{{"Retry-After", "0"}, {"ratelimit-reset", "37"}}, 0s},
            {{{"Retry-After", "soon"}, {"ratelimit-reset", "37"}}, 37s},
            {{{"Retry-After", "-1"}, {"ratelimit-reset", "37"}}, 37s},

            // The first of several.
            {{{"Retry-After", "10"}, {"Retry-After", "20"}}, 10s},
            {{{"Retry-After", "soon"}, {"Retry-After", "20"}}, {}},
            {{{"ratelimit-reset", "30"}, {"ratelimit-reset", "40"}}, 30s},
        };
        for (const auto& each : rows)
        {
            CHECK(asked_wait(each.fields, now) == each.wait);
        }
    }

    TEST_CASE("other answers than 429 ask for a wait by Retry-After, or when no requests remain")
    {
        struct row
        {
            unsigned status;
            headers fields;
            std::optional<milliseconds> wait;
        };
        const row rows[] = {
            {429, {{"ratelimit-reset", "9"}}, 9s},
            {429, {{"ratelimit-remaining", "0"}, {"ratelimit-reset", "9"}}, 9s},
            {429, {{"ratelimit-remaining", "80"}, {"ratelimit-reset", "9"}}, 9s},
            {502, {{"ratelimit-reset", "9"}}, {}},
            {502, {{"ratelimit-remaining", "80"}, {"ratelimit-reset", "9"}}, {}},
            {502, {{"ratelimit-remaining", "0"}, {"ratelimit-reset", "9"}}, 9s},
            {502, {{"ratelimit-remaining", "80"}, {"ratelimit-reset", "9"}, {"Retry-After", "2"}}, 2s},
            {200, {{"ratelimit-remaining", "80"}, {"ratelimit-reset", "9"}}, {}},
        };
        for (const auto& each : rows)
        {
            CAPTURE(each.status);
            CHECK(asked_wait(each.fields, now, each.status) == each.wait);
        }
    }

    TEST_CASE("times of day are compared with the server's clock if it shows it")
    {
        constexpr std::string_view half_an_hour_later = "Sat, 21 Nov 2026 08:00:00 GMT";
        struct row
        {
            headers fields;
            milliseconds wait;
        };
        const row rows[] = {
            {{{"Date", half_an_hour_later}, {"Retry-After", "Sat, 21 Nov 2026 08:00:10 GMT"}}, 10s},
            {{{"Date", half_an_hour_later}, {"Retry-After", "Sat, 21 Nov 2026 07:45:00 GMT"}}, 0s},
            {{{"Date", half_an_hour_later}, {"ratelimit-reset", "1795248010"}}, 10s},
            {{{"Date", half_an_hour_later}, {"Retry-After", "10"}}, 10s},
            {{{"Date", "Saturday, 21-Nov-26 08:00:00 GMT"}, {"Retry-After", "Saturday, 21-Nov-26 08:00:10 GMT"}}, 10s},

            // A clock that nobody can have.
            {{{"Date", "today"}, {"Retry-After", "Sat, 21 Nov 2026 07:30:10 GMT"}}, 10s},
            {{{"Date", "Fri, 31 Dec 9999 23:59:59 GMT"}, {"Retry-After", "Sat, 21 Nov 2026 07:30:10 GMT"}}, 10s},
            {{{"Date", "Sat, 01 Jan 0000 00:00:00 GMT"}, {"Retry-After", "Sat, 21 Nov 2026 07:30:10 GMT"}}, 10s},
        };
        for (const auto& each : rows)
        {
            CHECK(asked_wait(each.fields, now) == each.wait);
        }
    }

    TEST_CASE("whatever the clock shows, a wait is neither negative nor cut short")
    {
        for (const auto clock : {system_clock::time_point::min(), system_clock::time_point{}, now + 1ms, now + 999ms,
                                 system_clock::time_point::max()})
        {
            CHECK(asked_wait({{"Retry-After", "10"}}, clock) == 10s);
            for (const std::string_view value :
                 {"Sat, 21 Nov 2026 07:30:10 GMT", "Fri, 31 Dec 9999 23:59:59 GMT", "Sat, 01 Jan 0000 00:00:00 GMT"})
            {
                CHECK(asked_wait({{"Retry-After", value}}, clock) >= 0ms);
            }
            for (const std::string_view value : {"1795246210", "1795246210000", "9223372036854775807"})
            {
                CHECK(asked_wait({{"ratelimit-reset", value}}, clock) >= 0ms);
            }
        }
        // Ten seconds to go, and a part of one more that has begun.
        CHECK(asked_wait({{"Retry-After", "Sat, 21 Nov 2026 07:30:10 GMT"}}, now + 999ms) == 10s);
        CHECK(asked_wait({{"ratelimit-reset", "1795246210"}}, now + 999ms) == 10s);
    }

}  // TEST_SUITE
