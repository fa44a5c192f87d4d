#include <truto/detail/json/scalar.hpp>

#include <cmath>
#include <cstdint>
#include <doctest/doctest.h>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

using truto::detail::json::assigned;
using truto::detail::json::met_scalar;

namespace
{

constexpr auto min64 = std::numeric_limits<std::int64_t>::min();
constexpr auto max64 = std::numeric_limits<std::int64_t>::max();

met_scalar null()
{
    return {};
}

met_scalar boolean(bool value)
{
    return {.what = met_scalar::kind::boolean, .boolean = value};
}

met_scalar integer(std::int64_t value, std::string_view spelling = {})
{
    return {.what = met_scalar::kind::integer, .text = spelling, .integer = value};
}

met_scalar unsigned_integer(std::uint64_t value)
{
    return {.what = met_scalar::kind::unsigned_integer, .unsigned_integer = value};
}

met_scalar real(double value, std::string_view spelling = {})
{
    return {.what = met_scalar::kind::real, .text = spelling, .real = value};
}

met_scalar text(std::string_view value)
{
    return {.what = met_scalar::kind::text, .text = value};
}

constexpr auto as_is = assigned::as_is;
constexpr auto converted = assigned::converted;
constexpr auto no = assigned::no;

}  // namespace

TEST_SUITE("json/scalar")
{

    TEST_CASE("a text is a string, or the spelling of anything but null")
    {
        struct row
        {
            met_scalar met;
            assigned result;
            std::string_view text;
        };
        const row rows[] = {
            {text("abc"), as_is, "abc"},
            {text(""), as_is, ""},
            {text({"a\0b", 3}), as_is, {"a\0b", 3}},
            {integer(7731, "7731"), converted, "7731"},
            {integer(0, "-0"), converted, "-0"},
            {real(1.5, "1.50"), converted, "1.50"},
            {real(1e30, "1E30"), converted, "1E30"},
            {boolean(true), converted, "true"},
            {boolean(false), converted, "false"},
            {null(), no, ""},
        };
        for (const auto& each : rows)
        {
            CAPTURE(each.text);
            std::string_view view;
            CHECK(each.met.to_view(view) == each.result);
            CHECK(view == each.text);
            std::string string;
            CHECK(each.met.to_text(string) == each.result);
            CHECK(string == each.text);
        }
    }

    TEST_CASE("a boolean is true or false, also as a string")
    {
        struct row
        {
            met_scalar met;
            assigned result;
            bool value;
        };
        const row rows[] = {
            {boolean(true), as_is, true},
            {boolean(false), as_is, false},
            {text("true"), converted, true},
            {text("false"), converted, false},
            {text("True"), no, false},
            {text("yes"), no, false},
            {text("1"), no, false},
            {text(""), no, false},
            {text(" true"), no, false},
            {integer(1), no, false},
            {integer(0), no, false},
            {real(1), no, false},
            {null(), no, false},
        };
        for (const auto& each : rows)
        {
            CAPTURE(each.met.text);
            bool value = false;
            CHECK(each.met.to_bool(value) == each.result);
            CHECK(value == each.value);
        }
    }

    TEST_CASE("an integer is one, or a number or string that means exactly one")
    {
        struct row
        {
            met_scalar met;
            std::optional<std::int64_t> value;
            assigned result;
        };
        const row rows[] = {
            {integer(0), 0, as_is},
            {integer(-7), -7, as_is},
            {integer(max64), max64, as_is},
            {integer(min64), min64, as_is},
            {unsigned_integer(7), 7, as_is},
            {unsigned_integer(static_cast<std::uint64_t>(max64)), max64, as_is},
            {unsigned_integer(static_cast<std::uint64_t>(max64) + 1), {}, no},
            {unsigned_integer(std::numeric_limits<std::uint64_t>::max()), {}, no},

            {real(5), 5, converted},
            {real(-5), -5, converted},
            {real(5.5), {}, no},
            {real(1e15), 1'000'000'000'000'000, converted},
            {real(9007199254740991.0), 9007199254740991, converted},
            {real(-9007199254740991.0), -9007199254740991, converted},
            {real(9007199254740992.0), {}, no},  // may have been spelled 9007199254740993.0
            {real(-9007199254740992.0), {}, no},
            {real(1e300), {}, no},
            {real(std::numeric_limits<double>::infinity()), {}, no},
            {real(std::numeric_limits<double>::quiet_NaN()), {}, no},

            {text("0"), 0, converted},
            {text("42"), 42, converted},
            {text("-42"), -42, converted},
            {text("9223372036854775807"), max64, converted},
            {text("-9223372036854775808"), min64, converted},
            {text("9223372036854775808"), {}, no},
            {text("007"), {}, no},  // would be written back as 7
            {text("+7"), {}, no},
            {text("-0"), {}, no},
            {text("7.0"), {}, no},
            {text("7e0"), {}, no},
            {text(" 7"), {}, no},
            {text("7 "), {}, no},
            {text("seven"), {}, no},
            {text(""), {}, no},
            {text("-"), {}, no},

            {boolean(true), {}, no},
            {null(), {}, no},
        };
        for (const auto& each : rows)
        {
            CAPTURE(each.met.text);
            CAPTURE(each.met.real);
            std::int64_t value = 0;
            CHECK(each.met.to_integer(value) == each.result);
            CHECK(value == each.value.value_or(0));
        }
    }

    TEST_CASE("a real is a number that a double holds, or a string that spells one")
    {
        struct row
        {
            met_scalar met;
            std::optional<double> value;
            assigned result;
        };
        const row rows[] = {
            {real(1.5), 1.5, as_is},
            {real(-0.1), -0.1, as_is},
            {real(1e300), 1e300, as_is},
            {integer(5), 5.0, as_is},
            {integer(-5), -5.0, as_is},
            {integer(9007199254740992), 9007199254740992.0, as_is},
            {integer(-9007199254740992), -9007199254740992.0, as_is},
            {integer(9007199254740993), {}, no},
            {integer(-9007199254740993), {}, no},
            {integer(max64), {}, no},
            {integer(min64), {}, no},
            {unsigned_integer(std::numeric_limits<std::uint64_t>::max()), {}, no},

            {text("1.5"), 1.5, converted},
            {text("-1.5"), -1.5, converted},
            {text("12.50"), 12.5, converted},
            {text("5"), 5.0, converted},
            {text("1e3"), 1000.0, converted},
            {text("1E-3"), 0.001, converted},
            {text("9007199254740992"), 9007199254740992.0, converted},
            {text("9007199254740993"), {}, no},
            {text("-9007199254740993"), {}, no},
            {text("99999999999999999999"), {}, no},
            {text("1e400"), {}, no},
            {text("-0.5"), -0.5, converted},
            {text("0"), 0.0, converted},
            {text("007"), {}, no},
            {text("-01.5"), {}, no},
            {text(".5"), {}, no},
            {text("5."), {}, no},
            {text("-"), {}, no},
            {text("1e"), {}, no},
            {text("inf"), {}, no},
            {text("nan"), {}, no},
            {text("0x10"), {}, no},
            {text("1,5"), {}, no},
            {text("+1.5"), {}, no},
            {text(" 1.5"), {}, no},
            {text("1.5 EUR"), {}, no},
            {text(""), {}, no},

            {boolean(true), {}, no},
            {null(), {}, no},
        };
        for (const auto& each : rows)
        {
            CAPTURE(each.met.text);
            CAPTURE(each.met.integer);
            double value = 0;
            CHECK(each.met.to_real(value) == each.result);
            CHECK(value == each.value.value_or(0));
        }
    }

}  // TEST_SUITE
