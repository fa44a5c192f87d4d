#include <truto/timestamp.hpp>

#include <chrono>
#include <cstdint>
#include <doctest/doctest.h>
#include <random>
#include <sstream>
#include <string>
#include <string_view>

using truto::timestamp;

namespace
{

timestamp::time_point at(std::int64_t microseconds)
{
    return timestamp::time_point{std::chrono::microseconds{microseconds}};
}

}  // namespace

TEST_SUITE("timestamp")
{

    TEST_CASE("these texts are moments")
    {
        struct row
        {
            std::string_view text;
            std::int64_t microseconds;  // since 1970-01-01 00:00 UTC
        };
        const row rows[] = {
            // RFC 3339.
            {"1970-01-01T00:00:00Z", 0},
            {"2026-11-21T07:30:00Z", 1795246200'000000},
            {"2026-11-21t07:30:00z", 1795246200'000000},
            {"2026-11-21T07:30:00.5Z", 1795246200'500000},
            {"2026-11-21T07:30:00.000Z", 1795246200'000000},
            {"2026-11-21T07:30:00.123456Z", 1795246200'123456},
            {"2026-11-21T07:30:00.000001Z", 1795246200'000001},
            {"2026-11-21T07:30:00+00:00", 1795246200'000000},
            {"2026-11-21T07:30:00-00:00", 1795246200'000000},
            {"2026-11-21T09:30:00+02:00", 1795246200'000000},
            {"2026-11-21T01:00:00-06:30", 1795246200'000000},
            {"2026-11-22T06:30:00+23:00", 1795246200'000000},
            {"2026-11-20T23:30:00.25-08:00", 1795246200'250000},

            // Digits beyond microseconds are cut off, not rounded.
            {"2026-11-21T07:30:00.1234569Z", 1795246200'123456},
            {"2026-11-21T07:30:00.999999999999999999999999Z", 1795246200'999999},

            // What providers write otherwise.
            {"2026-11-21 07:30:00", 1795246200'000000},
            {"2026-11-21 07:30:00Z", 1795246200'000000},
            {"2026-11-21 07:30:00 +0000", 1795246200'000000},
            {"2026-11-21 09:30:00 +02:00", 1795246200'000000},
            {"2026-11-21 07:30:00.5", 1795246200'500000},
            {"2026-11-21T07:30:00,5Z", 1795246200'500000},
            {"2026-11-21T07:30:00", 1795246200'000000},
            {"2026-11-21T07:30Z", 1795246200'000000},
            {"2026-11-21T07:30", 1795246200'000000},
            {"2026-11-21T09:30+0200", 1795246200'000000},
            {"2026-11-21T09:30:00+0200", 1795246200'000000},
            {"2026-11-21T09:30:00+02", 1795246200'000000},
            {"2026-11-21T03:30:00-04", 1795246200'000000},
            {"2026-11-21", 1795219200'000000},

            // Ends of days, months and years.
            {"2026-12-31T23:59:59Z", 1798761599'000000},
            {"2016-12-31T23:59:60Z", 1483228800'000000},
            {"2026-12-31T23:30:00-01:00", 1798763400'000000},
            {"2024-02-29", 1709164800'000000},
            {"2024-02-29T12:00:00+02:00", 1709200800'000000},
            {"2000-02-29", 951782400'000000},
            {"1969-12-31T23:59:59.75Z", -250000},
            {"0001-01-01", -62135596800'000000},
            {"9999-12-31T23:59:59.999999Z", 253402300799'999999},
        };
        for (const auto& each : rows)
        {
            CAPTURE(each.text);
            const auto time = timestamp::parse(each.text);
            REQUIRE(time);
            CHECK(time->time_since_epoch().count() == each.microseconds);
            CHECK(timestamp{each.text}.time() == time);
        }
    }

    TEST_CASE("these texts are no moments")
    {
        const std::string_view rows[] = {
            "",
            " ",
            "yesterday",
            "1795246200",
            "0000-00-00",
            "0000-00-00 00:00:00",
            "2026",
            "2026-11",
            "2026-11-",
            "2026-11-2",
            "2026-1-21",
            "26-11-21",
            "20261121",
            "2026/11/21",
            "21.11.2026",
            "12026-11-21",
            "+2026-11-21",
            "-2026-11-21",
            "-026-11-21",
            "2026-00-21",
            "2026-13-21",
            "2026-11-00",
            "2026-11-31",
            "2026-02-29",
            "1900-02-29",
            "2026-11-21T",
            "2026-11-21 ",
            " 2026-11-21",
            "2026-11-21Z",
            "2026-11-21+02:00",
            "2026-11-21X07:30:00Z",
            "2026-11-21  07:30:00",
            "2026-11-21T07",
            "2026-11-21T07Z",
            "2026-11-21T0730",
            "2026-11-21T7:30:00Z",
            "2026-11-21T24:00:00Z",
            "2026-11-21T07:60:00Z",
            "2026-11-21T07:30:61Z",
            "2026-11-21T07:30:",
            "2026-11-21T07:30:0",
            "2026-11-21T07:30:00.",
            "2026-11-21T07:30:00.Z",
            "2026-11-21T07:30:00.5.5Z",
            "2026-11-21T07:30:00.-5Z",
            "2026-11-21T07:30:00 ",
            "2026-11-21T07:30:00Z ",
            "2026-11-21T07:30:00ZZ",
            "2026-11-21T07:30:00Z+02:00",
            "2026-11-21T07:30:00 UTC",
            "2026-11-21T07:30:00[UTC]",
            "2026-11-21T07:30:00+",
            "2026-11-21T07:30:00+2",
            "2026-11-21T07:30:00+02:",
            "2026-11-21T07:30:00+02:0",
            "2026-11-21T07:30:00+02:60",
            "2026-11-21T07:30:00+24:00",
            "2026-11-21T07:30:00+02:00:00",
            "2026-11-21T07:30:00+-2:00",
            "2026-11-21T07:30:00--02:00",
            "Sat, 21 Nov 2026 07:30:00 GMT",
            std::string_view{"2026-11-21\0", 11},
            "\xEF\xBC\x92\xEF\xBC\x90\xEF\xBC\x92\xEF\xBC\x96-11-21",  // full-width digits
        };
        for (const auto& each : rows)
        {
            CAPTURE(each);
            CHECK_FALSE(timestamp::parse(each).has_value());
            CHECK(timestamp{each}.text() == each);
        }
    }

    TEST_CASE("a moment is spelled in UTC, with a fraction where there is one")
    {
        struct row
        {
            std::int64_t microseconds;
            std::string_view text;
        };
        const row rows[] = {
            {0, "1970-01-01T00:00:00Z"},
            {1795246200'000000, "2026-11-21T07:30:00Z"},
            {1795246200'500000, "2026-11-21T07:30:00.500000Z"},
            {1795246200'000001, "2026-11-21T07:30:00.000001Z"},
            {-1, "1969-12-31T23:59:59.999999Z"},
            {-62135596800'000000, "0001-01-01T00:00:00Z"},
            {253402300799'999999, "9999-12-31T23:59:59.999999Z"},
            {1709210096'789000, "2024-02-29T12:34:56.789000Z"},
        };
        for (const auto& each : rows)
        {
            CAPTURE(each.text);
            CHECK(timestamp::format(at(each.microseconds)) == each.text);
            CHECK(timestamp{at(each.microseconds)}.text() == each.text);
            CHECK(timestamp{at(each.microseconds)}.time() == at(each.microseconds));
        }
    }

    TEST_CASE("coarser clocks are spelled, too")
    {
        using namespace std::chrono;
        CHECK(timestamp{sys_days{2024y / 2 / 29}}.text() == "2024-02-29T00:00:00Z");
        CHECK(timestamp{sys_days{2024y / 2 / 29} + 90s}.text() == "2024-02-29T00:01:30Z");
    }

    TEST_CASE("finer clocks are cut to microseconds, towards the past")
    {
        using namespace std::chrono;
        const sys_time<nanoseconds> second = sys_days{2026y / November / 21};
        CHECK(timestamp(second + 1999ns).text() == "2026-11-21T00:00:00.000001Z");
        CHECK(timestamp(sys_time<nanoseconds>{} - 1ns).text() == "1969-12-31T23:59:59.999999Z");
        const auto now = system_clock::now();
        CHECK(timestamp(now).time() == floor<microseconds>(now));
    }

    TEST_CASE("any moment of a year with four digits is read as it was spelled")
    {
        std::mt19937_64 random{20261121};
        std::uniform_int_distribution<std::int64_t> moment{-62135596800'000000, 253402300799'999999};
        for (int i = 0; i != 2000; ++i)
        {
            const auto time = at(moment(random));
            const auto text = timestamp::format(time);
            CAPTURE(text);
            REQUIRE(timestamp::parse(text) == time);
        }
    }

    TEST_CASE("timestamps compare by their text")
    {
        CHECK(timestamp{"2026-11-21T07:30:00Z"} == timestamp{"2026-11-21T07:30:00Z"});
        CHECK(timestamp{"2026-11-21T07:30:00Z"} != timestamp{"2026-11-21T07:30:00+00:00"});
        CHECK(timestamp{"2026-11-21T07:30:00Z"}.time() == timestamp{"2026-11-21T07:30:00+00:00"}.time());
        CHECK(timestamp{} == timestamp{""});
    }

    TEST_CASE("a timestamp is made from any kind of text and printed as it came")
    {
        const std::string text = "last Tuesday";
        std::ostringstream out;
        out << timestamp{text} << ", " << timestamp{"then"} << ", " << timestamp{std::string_view{"now"}};
        CHECK(out.str() == "last Tuesday, then, now");
        CHECK_FALSE(timestamp{text}.time());
        CHECK_FALSE(timestamp{}.time());
    }

}  // TEST_SUITE
