#include <truto/json.hpp>

#include <truto/detail/json/decode.hpp>

#include <doctest/doctest.h>
#include <string>
#include <string_view>

#include "support/json.hpp"
#include "support/notes.hpp"
#include "support/zoo.hpp"

using truto::decode;
using truto::encode;
using truto::test::text_of;
using truto::test::zoo;

namespace
{

/// A member that comes with `value`: what is written back, and what was noted.
struct row
{
    std::string_view value;
    std::string_view written;
    std::string_view note;  // `converted`, `kept` and so on; without the member's name and type
};

std::string member(std::string_view name, std::string_view value)
{
    return "{\"" + std::string{name} + "\":" + std::string{value} + "}";
}

std::string note(std::string_view what, std::string_view name, std::string_view wanted)
{
    return what.empty() ? "" : std::string{what} + " " + std::string{name} + ": " + std::string{wanted};
}

template <std::size_t N>
void check(std::string_view name, std::string_view wanted, const row (&rows)[N])
{
    CAPTURE(name);
    for (const auto& each : rows)
    {
        CAPTURE(each.value);
        const auto read = decode<zoo>(member(name, each.value));
        CHECK(text_of(read.notes) == note(each.note, name, wanted));
        CHECK(text_of(encode(read.value)) == (each.written.empty() ? "{}" : member(name, each.written)));

        // What is not read is under the member's name in `extra`, and nowhere else.
        CHECK(read.value.extra.contains(name) == (each.note == "kept"));
        CHECK(read.value.extra.size() == (each.note == "kept" ? 1u : 0u));
    }
}

}  // namespace

TEST_SUITE("json/decode types")
{

    TEST_CASE("a text is read from a string, a number or a boolean")
    {
        const row rows[] = {
            {R"("abc")", R"("abc")", ""},
            {R"("")", R"("")", ""},
            {"null", "", ""},
            {"7731", R"("7731")", "converted"},
            {"-0", R"("-0")", "converted"},
            {"1.50", R"("1.50")", "converted"},
            {"1E5", R"("1E5")", "converted"},
            {"9007199254740993", R"("9007199254740993")", "converted"},
            {"123456789012345678901234567890", R"("123456789012345678901234567890")", "converted"},
            {"true", R"("true")", "converted"},
            {"false", R"("false")", "converted"},
            {"{}", "{}", "kept"},
            {R"({"a":null})", R"({"a":null})", "kept"},
            {"[]", "[]", "kept"},
            {R"(["abc"])", R"(["abc"])", "kept"},
        };
        check("text", "a string", rows);
    }

    TEST_CASE("a boolean is read from a boolean or its spelling")
    {
        const row rows[] = {
            {"true", "true", ""},
            {"false", "false", ""},
            {"null", "", ""},
            {R"("true")", "true", "converted"},
            {R"("false")", "false", "converted"},
            {R"("True")", R"("True")", "kept"},
            {R"("yes")", R"("yes")", "kept"},
            {R"("")", R"("")", "kept"},
            {"1", "1", "kept"},
            {"0", "0", "kept"},
            {"1.5", "1.5E0", "kept"},
            {"{}", "{}", "kept"},
            {"[true]", "[true]", "kept"},
        };
        check("flag", "a boolean", rows);
    }

    TEST_CASE("a wide integer is read from any number or string that is one")
    {
        const row rows[] = {
            {"5", "5", ""},
            {"-5", "-5", ""},
            {"0", "0", ""},
            {"9007199254740993", "9007199254740993", ""},
            {"9223372036854775807", "9223372036854775807", ""},
            {"-9223372036854775808", "-9223372036854775808", ""},
            {"null", "", ""},
            {"5.0", "5", "converted"},
            {"5e2", "500", "converted"},
            {R"("5")", "5", "converted"},
            {R"("-9223372036854775808")", "-9223372036854775808", "converted"},
            {"9223372036854775808", "9223372036854775808", "kept"},
            {"18446744073709551615", "18446744073709551615", "kept"},
            {"5.5", "5.5E0", "kept"},
            {"1e300", "1E300", "kept"},
            {R"("005")", R"("005")", "kept"},
            {R"("five")", R"("five")", "kept"},
            {R"("9223372036854775808")", R"("9223372036854775808")", "kept"},
            {"true", "true", "kept"},
            {"{}", "{}", "kept"},
            {"[5]", "[5]", "kept"},
        };
        check("whole", "an integer", rows);
    }

    TEST_CASE("a narrow integer is kept as it came where it does not fit")
    {
        const row rows[] = {
            {"2147483647", "2147483647", ""},
            {"-2147483648", "-2147483648", ""},
            {R"("2147483647")", "2147483647", "converted"},
            {"7.0", "7", "converted"},
            {"2147483648", "2147483648", "kept"},
            {"-2147483649", "-2147483649", "kept"},
            {R"("2147483648")", R"("2147483648")", "kept"},
            {"18446744073709551615", "18446744073709551615", "kept"},
            {"null", "", ""},
        };
        check("small", "an integer", rows);
    }

    TEST_CASE("a real is read from any number that it holds exactly, and from its spelling")
    {
        const row rows[] = {
            {"1.5", "1.5E0", ""},
            {"5", "5E0", ""},
            {"-0.0", "-0E0", ""},
            {"1e300", "1E300", ""},
            {"9007199254740992", "9.007199254740992E15", ""},
            {"null", "", ""},
            {R"("12.50")", "1.25E1", "converted"},
            {R"("5")", "5E0", "converted"},
            {"9007199254740993", "9007199254740993", "kept"},
            {"-9007199254740993", "-9007199254740993", "kept"},
            {"9223372036854775807", "9223372036854775807", "kept"},
            {"18446744073709551615", "18446744073709551615", "kept"},
            {R"("9007199254740993")", R"("9007199254740993")", "kept"},
            {R"("12,50")", R"("12,50")", "kept"},
            {R"("NaN")", R"("NaN")", "kept"},
            {R"("")", R"("")", "kept"},
            {"true", "true", "kept"},
            {"{}", "{}", "kept"},
            {"[]", "[]", "kept"},
        };
        check("real", "a number", rows);
    }

    TEST_CASE("an enumeration keeps what it does not know, and reads what texts do")
    {
        const row rows[] = {
            {R"("dark-green")", R"("dark-green")", ""},
            {R"("DEPROVISIONED")", R"("DEPROVISIONED")", ""},
            {R"("")", R"("")", ""},
            {"null", "", ""},
            {"3", R"("3")", "converted"},
            {"true", R"("true")", "converted"},
            {"{}", "{}", "kept"},
            {R"(["red"])", R"(["red"])", "kept"},
        };
        check("colour", "a string", rows);

        CHECK(decode<zoo>(R"({"colour": "dark-green"})").value.colour == truto::test::colour::dark_green);
        CHECK_FALSE(decode<zoo>(R"({"colour": "DEPROVISIONED"})").value.colour->known());
    }

    TEST_CASE("a timestamp keeps any text, and reads what texts do")
    {
        const row rows[] = {
            {R"("2026-11-21T07:30:00Z")", R"("2026-11-21T07:30:00Z")", ""},
            {R"("2026-11-21")", R"("2026-11-21")", ""},
            {R"("2026-11-21 07:30:00")", R"("2026-11-21 07:30:00")", ""},
            {R"("last Tuesday")", R"("last Tuesday")", ""},
            {"null", "", ""},
            {"1795246200", R"("1795246200")", "converted"},
            {"false", R"("false")", "converted"},
            {"{}", "{}", "kept"},
            {"[]", "[]", "kept"},
        };
        check("time", "a string", rows);
    }

    TEST_CASE("a struct is read from an object and from nothing else")
    {
        const row rows[] = {
            {R"({"id":"a"})", R"({"id":"a"})", ""},
            {"{}", "{}", ""},
            {"null", "", ""},
            {R"("org-1")", R"("org-1")", "kept"},
            {"7", "7", "kept"},
            {"false", "false", "kept"},
            {"[]", "[]", "kept"},
            {R"([{"id":"a"}])", R"([{"id":"a"}])", "kept"},
        };
        check("one", "an object", rows);
    }

    TEST_CASE("an array of structs is read from an array, or from one object")
    {
        const row rows[] = {
            {R"([{"id":"a"},{}])", R"([{"id":"a"},{}])", ""},
            {"[]", "[]", ""},
            {"null", "", ""},
            {R"({"id":"a"})", R"([{"id":"a"}])", "converted"},
            {"{}", "[{}]", "converted"},
            {R"("a")", R"("a")", "kept"},
            {"7", "7", "kept"},
            {"true", "true", "kept"},
        };
        check("parts", "an array", rows);
    }

    TEST_CASE("an array of scalars is read from an array, or from one scalar that fits")
    {
        const row texts[] = {
            {R"(["a","b"])", R"(["a","b"])", ""},
            {"[]", "[]", ""},
            {"null", "", ""},
            {R"("a")", R"(["a"])", "converted"},
            {"7", R"(["7"])", "converted"},
            {"true", R"(["true"])", "converted"},
            {"{}", "{}", "kept"},
            {R"({"0":"a"})", R"({"0":"a"})", "kept"},
        };
        check("words", "an array", texts);

        const row numbers[] = {
            {"[1,2]", "[1,2]", ""},           {"1", "[1]", "converted"}, {R"("1")", "[1]", "converted"},
            {R"("one")", R"("one")", "kept"}, {"1.5", "1.5E0", "kept"},  {"{}", "{}", "kept"},
        };
        check("counts", "an array", numbers);

        const row truths[] = {
            {"[true,false]", "[true,false]", ""},   {"[]", "[]", ""},   {"true", "[true]", "converted"},
            {R"("false")", "[false]", "converted"}, {"1", "1", "kept"},
        };
        check("flags", "an array", truths);
    }

    TEST_CASE("an array of arrays is read from an array and from nothing else")
    {
        const row rows[] = {
            {R"([["a"],[],["b","c"]])", R"([["a"],[],["b","c"]])", ""},
            {"[]", "[]", ""},
            {"null", "", ""},
            {R"("a")", R"("a")", "kept"},
            {"{}", "{}", "kept"},
        };
        check("grid", "an array", rows);
    }

    TEST_CASE("a map is read from an object and from nothing else")
    {
        const row texts[] = {
            {R"({"b":"2","a":"1"})", R"({"a":"1","b":"2"})", ""},
            {"{}", "{}", ""},
            {"null", "", ""},
            {R"("a")", R"("a")", "kept"},
            {"7", "7", "kept"},
            {"[]", "[]", "kept"},
            {R"([{"a":"1"}])", R"([{"a":"1"}])", "kept"},
        };
        check("labels", "an object", texts);

        const row structs[] = {
            {R"({"x":{"id":"a"},"y":{}})", R"({"x":{"id":"a"},"y":{}})", ""},
            {"[]", "[]", "kept"},
        };
        check("by_name", "an object", structs);
    }

    TEST_CASE("a free-form object takes any object, a free-form value anything but null")
    {
        const row objects[] = {
            {R"({"a":[null,{"b":1.5}]})", R"({"a":[null,{"b":1.5E0}]})", ""},
            {"{}", "{}", ""},
            {"null", "", ""},
            {R"("a")", R"("a")", "kept"},
            {"7", "7", "kept"},
            {"[{}]", "[{}]", "kept"},
        };
        check("free", "an object", objects);

        const row values[] = {
            {R"({"a":[null]})", R"({"a":[null]})", ""},
            {R"([1,"a",null,{}])", R"([1,"a",null,{}])", ""},
            {R"("a")", R"("a")", ""},
            {"7", "7", ""},
            {"18446744073709551615", "18446744073709551615", ""},
            {"true", "true", ""},
            {"null", "", ""},
        };
        check("any", "", values);
    }

    TEST_CASE("arrays of free-form objects and values take one that stands alone")
    {
        const row objects[] = {
            {R"([{"a":null},{}])", R"([{"a":null},{}])", ""},
            {R"({"a":null})", R"([{"a":null}])", "converted"},
            {"7", "7", "kept"},
            {R"("a")", R"("a")", "kept"},
        };
        check("frees", "an array", objects);

        const row values[] = {
            {R"([null,1,"a",[],{}])", R"([null,1,"a",[],{}])", ""},
            {R"({"a":1})", R"([{"a":1}])", "converted"},
            {"7", "[7]", "converted"},
            {R"("a")", R"(["a"])", "converted"},
            {"null", "", ""},
        };
        check("anys", "an array", values);
    }

    TEST_CASE("a struct behind an indirect is read like any other")
    {
        const row rows[] = {
            {R"({"text":"a","inner":{"whole":1}})", R"({"text":"a","inner":{"whole":1}})", ""},
            {"{}", "{}", ""},
            {"null", "", ""},
            {"7", "7", "kept"},
            {"[]", "[]", "kept"},
        };
        check("inner", "an object", rows);
    }

}  // TEST_SUITE
