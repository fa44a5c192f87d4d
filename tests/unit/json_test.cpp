#include <truto/json.hpp>

#include <boost/json/error.hpp>
#include <boost/system/system_error.hpp>

#include <doctest/doctest.h>
#include <string>
#include <string_view>
#include <vector>

#include "support/json.hpp"
#include "support/notes.hpp"
#include "support/round_trip.hpp"
#include "support/zoo.hpp"

using truto::decode;
using truto::encode;
using truto::test::check_round_trip;
using truto::test::text_of;
using truto::test::zoo;

namespace
{

/// What stands in the exception of a failed decoding.
std::string what_of(std::string_view text, const truto::decode_options& options = {})
{
    try
    {
        decode<zoo>(text, options);
        return "no error";
    }
    catch (const boost::system::system_error& error)
    {
        return error.what();
    }
}

std::string stripped(std::string_view text)
{
    auto value = truto::test::json(text);
    truto::test::remove_absent(value, truto::detail::json::value_table_of<zoo>);
    return text_of(value);
}

}  // namespace

TEST_SUITE("json")
{

    TEST_CASE("decoding gives a value and what was odd about it")
    {
        const auto read = decode<zoo>(R"({"text":7,"words":"a","new":1})");
        CHECK(read.value.text == "7");
        CHECK(read.value.words == std::vector<std::string>{"a"});
        CHECK(read.value.extra == boost::json::object{{"new", 1}});
        CHECK(text_of(read.notes) == "converted text: a string; converted words: an array");
    }

    TEST_CASE("what decoding throws says what is wrong, and where if it knows")
    {
        CHECK(what_of("{}") == "no error");
        CHECK(what_of("{\"text\":").find("incomplete") != std::string::npos);
        CHECK(what_of("[]").find("not what the API describes") != std::string::npos);
        CHECK(what_of(R"({"one":{"id":7}})", {.strict = true}).find("one.id: ") == 0);
    }

    TEST_CASE("decoding what was encoded gives the same value")
    {
        const zoo value{.text = "a\n\"é",
                        .whole = 9007199254740993,
                        .real = 0.1,
                        .colour = truto::test::colour::dark_green,
                        .time = truto::timestamp{"2026-11-21 07:30"},
                        .parts = std::vector<truto::test::part>{{.id = "a", .extra = {{"new", nullptr}}}, {}},
                        .words = std::vector<std::string>{},
                        .free = boost::json::object{{"n", nullptr}},
                        .inner = zoo{.flag = false},
                        .children = std::vector<zoo>{zoo{.children = std::vector<zoo>{zoo{}}}},
                        .extra = {{"new", {1, 2.5, nullptr}}}};
        const auto read = decode<zoo>(text_of(encode(value)));
        CHECK(read.value == value);
        CHECK(read.notes.empty());
    }

    TEST_CASE("null members of structs are taken out before a comparison, and no other nulls")
    {
        struct row
        {
            std::string_view text;
            std::string_view stripped;
        };
        const row rows[] = {
            {R"({"text":null})", "{}"},
            {R"({"text":"null","flag":null,"whole":0})", R"({"text":"null","whole":0})"},
            {R"({"one":{"id":null,"count":1,"new":null}})", R"({"one":{"count":1,"new":null}})"},
            {R"({"parts":[{"id":null},{}],"children":[{"inner":{"text":null}}]})",
             R"({"parts":[{},{}],"children":[{"inner":{}}]})"},
            {R"({"by_name":{"a":{"id":null}}})", R"({"by_name":{"a":{}}})"},
            {R"({"labels":{"a":null}})", R"({"labels":{"a":null}})"},
            {R"({"free":{"text":null},"any":[null],"new":{"text":null}})",
             R"({"free":{"text":null},"any":[null],"new":{"text":null}})"},
            {R"({"any":null,"anys":[null]})", R"({"anys":[null]})"},
        };
        for (const auto& each : rows)
        {
            CAPTURE(each.text);
            CHECK(truto::test::same_json(truto::test::json(stripped(each.text)), truto::test::json(each.stripped)));
        }
    }

    TEST_CASE("values of JSON are the same if they mean the same")
    {
        struct row
        {
            std::string_view a;
            std::string_view b;
            bool same;
        };
        const row rows[] = {
            {"2", "2.0", true},
            {"2", "3", false},
            {"2", "2.5", false},
            {"9007199254740993", "9007199254740992.0", false},
            {"9007199254740992", "9007199254740992.0", true},
            {"18446744073709551615", "18446744073709551615.0", false},
            {"-1", "18446744073709551615", false},
            {"0.1", "0.1", true},
            {R"({"a":1,"b":[2]})", R"({"b":[2.0],"a":1})", true},
            {R"({"a":1})", R"({"a":1,"b":null})", false},
            {R"({"a":1})", R"({"b":1})", false},
            {"[1,2]", "[2,1]", false},
            {"[1]", "[1,1]", false},
            {"\"1\"", "1", false},
            {"null", "false", false},
        };
        for (const auto& each : rows)
        {
            CAPTURE(each.a);
            CAPTURE(each.b);
            CHECK(truto::test::same_json(truto::test::json(each.a), truto::test::json(each.b)) == each.same);
            CHECK(truto::test::same_json(truto::test::json(each.b), truto::test::json(each.a)) == each.same);
        }
    }

    TEST_CASE("documents as described survive reading and writing")
    {
        check_round_trip<zoo>("empty", "{}");
        check_round_trip<zoo>("nulls", R"({"text":null,"parts":[{"id":null}],"new":null})");
        check_round_trip<zoo>("numbers", R"({"whole":9007199254740993,"real":2,"any":[2,2.0,18446744073709551615]})");
        check_round_trip<std::vector<zoo>>("array", R"([{"text":"a"},{"flag":null}])");
        check_round_trip<truto::open_enum<truto::test::colour>>("enumeration", R"("mauve")");
        check_round_trip<zoo>("as expected", R"({"flag":true,"text":null})", R"({"flag":true})");
    }

}  // TEST_SUITE
