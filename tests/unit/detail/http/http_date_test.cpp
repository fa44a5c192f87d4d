#include <truto/detail/http/http_date.hpp>

#include <chrono>
#include <doctest/doctest.h>
#include <optional>
#include <string>
#include <string_view>

using truto::detail::http::parse_http_date;

using namespace std::chrono;

namespace
{

constexpr system_clock::time_point begin_of_2026 = sys_days{2026y / January / 1};

constexpr sys_seconds at(year_month_day date, seconds clock = 0s)
{
    return sys_days{date} + clock;
}

}  // namespace

TEST_SUITE("http/http_date")
{

    TEST_CASE("the three forms of RFC 9110 mean the same second")
    {
        constexpr auto example = at(1994y / November / 6, 8h + 49min + 37s);
        CHECK(parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT", begin_of_2026) == example);
        CHECK(parse_http_date("Sunday, 06-Nov-94 08:49:37 GMT", begin_of_2026) == example);
        CHECK(parse_http_date("Sun Nov  6 08:49:37 1994", begin_of_2026) == example);
    }

    TEST_CASE("dates are read to the second, whatever the calendar holds")
    {
        struct row
        {
            std::string_view text;
            sys_seconds time;
        };
        const row rows[] = {
            {"Thu, 01 Jan 1970 00:00:00 GMT", at(1970y / January / 1)},
            {"Sat, 21 Nov 2026 07:30:00 GMT", at(2026y / November / 21, 7h + 30min)},
            {"Mon, 02 Feb 2026 23:59:59 GMT", at(2026y / February / 2, 24h - 1s)},
            {"Tue, 31 Mar 2026 01:02:03 GMT", at(2026y / March / 31, 1h + 2min + 3s)},
            {"Thu, 30 Apr 2026 12:00:00 GMT", at(2026y / April / 30, 12h)},
            {"Sun, 31 May 2026 12:00:00 GMT", at(2026y / May / 31, 12h)},
            {"Mon, 01 Jun 2026 12:00:00 GMT", at(2026y / June / 1, 12h)},
            {"Wed, 01 Jul 2026 12:00:00 GMT", at(2026y / July / 1, 12h)},
            {"Sat, 01 Aug 2026 12:00:00 GMT", at(2026y / August / 1, 12h)},
            {"Tue, 01 Sep 2026 12:00:00 GMT", at(2026y / September / 1, 12h)},
            {"Fri, 30 Oct 2026 12:00:00 GMT", at(2026y / October / 30, 12h)},
            {"Tue Dec 31 12:00:00 2024", at(2024y / December / 31, 12h)},
            {"Thu Feb 29 12:00:00 2024", at(2024y / February / 29, 12h)},
            {"Thursday, 29-Feb-24 12:00:00 GMT", at(2024y / February / 29, 12h)},
            {"Wednesday, 01-Jul-26 12:00:00 GMT", at(2026y / July / 1, 12h)},

            // Far from any clock of a machine.
            {"Sat, 01 Jan 0000 00:00:00 GMT", at(0y / January / 1)},
            {"Fri, 31 Dec 9999 23:59:59 GMT", at(9999y / December / 31, 24h - 1s)},
            {"Fri Dec 31 23:59:59 9999", at(9999y / December / 31, 24h - 1s)},

            // A leap second is the second after it.
            {"Sat, 31 Dec 2016 23:59:60 GMT", at(2017y / January / 1)},
            {"Saturday, 31-Dec-16 23:59:60 GMT", at(2017y / January / 1)},
            {"Sat Dec 31 23:59:60 2016", at(2017y / January / 1)},

            // The wrong day's name: the date is clear without it.
            {"Mon, 06 Nov 1994 08:49:37 GMT", at(1994y / November / 6, 8h + 49min + 37s)},
        };
        for (const auto& each : rows)
        {
            CAPTURE(each.text);
            CHECK(parse_http_date(each.text, begin_of_2026) == each.time);
        }
    }

    TEST_CASE("a year of two digits is the latest that is not more than 50 years ahead")
    {
        struct row
        {
            system_clock::time_point now;
            std::string_view text;
            std::optional<year_month_day> date;
        };
        const row rows[] = {
            {begin_of_2026, "Friday, 31-Dec-99 12:00:00 GMT", 1999y / December / 31},
            {begin_of_2026, "Saturday, 01-Jan-00 12:00:00 GMT", 2000y / January / 1},
            {begin_of_2026, "Saturday, 21-Nov-26 12:00:00 GMT", 2026y / November / 21},
            {begin_of_2026, "Tuesday, 31-Dec-75 12:00:00 GMT", 2075y / December / 31},
            {begin_of_2026, "Wednesday, 01-Jan-76 12:00:00 GMT", 1976y / January / 1},

            // To the second.
            {begin_of_2026 + 12h, "Wednesday, 01-Jan-76 12:00:00 GMT", 2076y / January / 1},
            {begin_of_2026 + 12h - 1s, "Wednesday, 01-Jan-76 12:00:00 GMT", 1976y / January / 1},

            // The next century may be the nearer one.
            {sys_days{2099y / June / 1}, "Saturday, 01-Jan-01 12:00:00 GMT", 2101y / January / 1},
            {sys_days{2099y / June / 1}, "Friday, 01-Jan-49 12:00:00 GMT", 2149y / January / 1},
            {sys_days{2099y / June / 1}, "Friday, 01-Jan-50 12:00:00 GMT", 2050y / January / 1},

            // 2100 has no such day, 2000 had.
            {sys_days{2096y / June / 1}, "Tuesday, 29-Feb-00 12:00:00 GMT", 2000y / February / 29},
            {sys_days{2096y / June / 1}, "Tuesday, 28-Feb-00 12:00:00 GMT", 2100y / February / 28},

            // Half a century after a leap day.
            {sys_days{2024y / February / 29}, "Thursday, 28-Feb-74 12:00:00 GMT", 2074y / February / 28},
            {sys_days{2024y / February / 29}, "Friday, 01-Mar-74 12:00:00 GMT", 1974y / March / 1},

            // At both ends of a clock that counts nanoseconds.
            {sys_days{2262y / April / 11}, "Thursday, 01-Jan-99 12:00:00 GMT", 2299y / January / 1},
            {sys_days{1677y / September / 22}, "Thursday, 01-Jan-99 12:00:00 GMT", 1699y / January / 1},
        };
        for (const auto& each : rows)
        {
            CAPTURE(each.text);
            std::optional<sys_seconds> time;
            if (each.date)
            {
                time = at(*each.date, 12h);
            }
            CHECK(parse_http_date(each.text, each.now) == time);
        }
    }

    TEST_CASE("what is no date in one of these forms is not understood")
    {
        const std::string_view rows[] = {
            "",
            " ",
            "0",
            "120",
            "now",
            "Sun",
            "Sun,",
            "Sun, ",
            "Sunday",

            // Not in the calendar, not on the clock.
            "Sun, 00 Nov 1994 08:49:37 GMT",
            "Sun, 31 Nov 1994 08:49:37 GMT",
            "Sun, 32 Oct 1994 08:49:37 GMT",
            "Tue, 29 Feb 2023 12:00:00 GMT",
            "Thu, 29 Feb 1900 12:00:00 GMT",
            "Wednesday, 29-Feb-23 12:00:00 GMT",
            "Wed Feb 29 12:00:00 2023",
            "Wed Feb  0 12:00:00 2023",
            "Sun, 06 Nov 1994 24:00:00 GMT",
            "Sun, 06 Nov 1994 08:60:00 GMT",
            "Sun, 06 Nov 1994 08:49:61 GMT",
            "Sun, 06 Nov 1994 08:49:60 GMT",
            "Sun, 06 Nov 1994 23:58:60 GMT",

            // Names as they are written, and nothing else.
            "sun, 06 Nov 1994 08:49:37 GMT",
            "SUN, 06 Nov 1994 08:49:37 GMT",
            "Sun, 06 nov 1994 08:49:37 GMT",
            "Sun, 06 NOV 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 08:49:37 gmt",
            "Son, 06 Nov 1994 08:49:37 GMT",
            "Sun, 06 Nox 1994 08:49:37 GMT",
            "Sun, 06 11 1994 08:49:37 GMT",
            "Sunday, 06-November-94 08:49:37 GMT",

            // Forms that are mixed.
            "Sunday, 06 Nov 1994 08:49:37 GMT",
            "Sun, 06-Nov-94 08:49:37 GMT",
            "Sunday, 06-Nov-1994 08:49:37 GMT",
            "Sun, 06 Nov 94 08:49:37 GMT",
            "Sun Nov 6 08:49:37 1994",
            "Sun Nov 06 08:49:37 94",
            "Sun Nov  6 08:49:37 1994 GMT",
            "Sunday Nov  6 08:49:37 1994",

            // Other zones.
            "Sun, 06 Nov 1994 08:49:37",
            "Sun, 06 Nov 1994 08:49:37 UTC",
            "Sun, 06 Nov 1994 08:49:37 +0000",
            "Sun, 06 Nov 1994 08:49:37 EST",

            // One character more or less.
            " Sun, 06 Nov 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 08:49:37 GMT ",
            "Sun, 06 Nov 1994 08:49:37 GMT;",
            "Sun,  06 Nov 1994 08:49:37 GMT",
            "Sun,06 Nov 1994 08:49:37 GMT",
            "Sun, 6 Nov 1994 08:49:37 GMT",
            "Sun, 006 Nov 1994 08:49:37 GMT",
            "Sun, 06 Nov 994 08:49:37 GMT",
            "Sun, 06 Nov 11994 08:49:37 GMT",
            "Sun, 06 Nov 1994 8:49:37 GMT",
            "Sun, 06 Nov 1994 08:49 GMT",
            "Sun, 06 Nov 1994 08:49:37.5 GMT",
            "Sun, 06 Nov 1994 -8:49:37 GMT",
            "Sun, 06 Nov 1994 08-49-37 GMT",
            "Sun, +6 Nov 1994 08:49:37 GMT",

            // Other standards.
            "1994-11-06T08:49:37Z",
            "06 Nov 1994 08:49:37 GMT",
            "784111777",
        };
        for (const auto text : rows)
        {
            CAPTURE(text);
            CHECK(parse_http_date(text, begin_of_2026) == std::nullopt);
        }
        CHECK(parse_http_date(std::string_view{"Sun, 06 Nov 1994 08:49:37\0GMT", 29}, begin_of_2026) == std::nullopt);
    }

    TEST_CASE("every beginning of a date is no date")
    {
        for (const std::string_view whole :
             {"Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"})
        {
            for (std::size_t size = 0; size != whole.size(); ++size)
            {
                // Its own memory, so that a look beyond the end is found.
                const std::string text{whole.substr(0, size)};
                CAPTURE(text);
                CHECK(parse_http_date(text, begin_of_2026) == std::nullopt);
            }
        }
    }

}  // TEST_SUITE
