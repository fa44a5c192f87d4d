#include <truto/detail/http/query.hpp>

#include <boost/json/value.hpp>

#include <cstdint>
#include <doctest/doctest.h>
#include <limits>
#include <string>
#include <string_view>
#include <utility>

#include "support/json.hpp"

using truto::query_style;
using truto::detail::http::append_query;
using truto::detail::http::query_spelling;
using truto::detail::http::scalar_text;

namespace
{

/// The query of a request with one parameter. Brackets are shown as they are, so that the tables can be read.
std::string query(std::string_view name, std::string_view value, query_spelling spelling = {})
{
    std::string target;
    append_query(target, name, truto::test::json(value), spelling);
    for (const auto& [code, character] : {std::pair{"%5B", '['}, std::pair{"%5D", ']'}})
    {
        for (auto at = target.find(code); at != std::string::npos; at = target.find(code))
        {
            target.replace(at, 3, 1, character);
        }
    }
    return target;
}

struct row
{
    std::string_view name;
    std::string_view value;
    std::string_view query;
};

}  // namespace

TEST_SUITE("http/query")
{

    TEST_CASE("parameters are written as the API documents them")
    {
        const row rows[] = {
            // string, number, boolean
            {"name", R"("foo")", "?name=foo"},
            {"limit", "10", "?limit=10"},
            {"is_active", "true", "?is_active=true"},
            {"is_active", "false", "?is_active=false"},

            // object
            {"foo", R"({"bar": "baz", "bar1": {"bar2": "baz2"}})", "?foo[bar]=baz&foo[bar1][bar2]=baz2"},
            {"foo", R"({"a": {"b": {"c": {"d": 1}}}})", "?foo[a][b][c][d]=1"},

            // array
            {"foo", R"(["bar"])", "?foo[]=bar"},
            {"foo", R"(["bar", "baz", 1, true])", "?foo[]=bar&foo[]=baz&foo[]=1&foo[]=true"},
            {"truto_exclude_fields", R"(["id", "name"])", "?truto_exclude_fields[]=id&truto_exclude_fields[]=name"},

            // array holding an object: with indices, without which two objects would become one
            {"foo", R"(["bar", {"bar1": "baz1"}])", "?foo[0]=bar&foo[1][bar1]=baz1"},
            {"roles", R"([{"id": "a"}])", "?roles[0][id]=a"},
            {"roles", R"([{"id": "a", "name": "b"}, {"id": "c"}])", "?roles[0][id]=a&roles[0][name]=b&roles[1][id]=c"},

            // date, date-time
            {"since", R"("2026-11-21")", "?since=2026-11-21"},
            {"since", R"("2026-11-21T07:30:00+02:00")", "?since=2026-11-21T07%3A30%3A00%2B02%3A00"},

            // range
            {"created_at", R"({"gt": "2026-11-21", "lte": "2026-11-30"})",
             "?created_at[gt]=2026-11-21&created_at[lte]=2026-11-30"},

            // other operators
            {"status", R"({"in": ["active", "invited"]})", "?status[in][]=active&status[in][]=invited"},
            {"id", R"({"in": "uuid1,uuid2"})", "?id[in]=uuid1%2Cuuid2"},
            {"or", R"([{"status": "active"}, {"name": {"eq": "Ada"}}])", "?or[0][status]=active&or[1][name][eq]=Ada"},

            // sort_by
            {"sort_by", R"({"name": "asc"})", "?sort_by[name]=asc"},

            // remote_query
            {"remote_query", R"({"foo": "bar", "n": [1, 2], "deep": {"er": [{"a": 1}]}})",
             "?remote_query[foo]=bar&remote_query[n][]=1&remote_query[n][]=2&remote_query[deep][er][0][a]=1"},

            // null
            {"manager", "null", "?manager="},
            {"foo", R"({"bar": null})", "?foo[bar]="},
            {"foo", "[null, 1]", "?foo[]=&foo[]=1"},

            // empty array, empty object
            {"foo", "[]", ""},
            {"foo", "{}", ""},
            {"foo", R"({"a": [], "b": {}, "c": 1})", "?foo[c]=1"},
            {"foo", R"({"a": {"b": []}})", ""},
            {"foo", R"([{}, {"a": 1}])", "?foo[1][a]=1"},
            {"foo", R"(["a", []])", "?foo[0]=a"},
        };
        for (const auto& each : rows)
        {
            CAPTURE(each.value);
            CHECK(query(each.name, each.value) == each.query);
        }
    }

    TEST_CASE("brackets, spaces and everything else that means something in a query is encoded")
    {
        struct encoded_row
        {
            std::string_view name;
            std::string_view value;
            std::string_view target;
        };
        const encoded_row rows[] = {
            {"foo", R"({"bar": ["x"]})", "?foo%5Bbar%5D%5B%5D=x"},
            {"roles", R"([{"id": "a b"}])", "?roles%5B0%5D%5Bid%5D=a%20b"},
            {"q", R"("a b+c")", "?q=a%20b%2Bc"},
            {"q", R"("a&b=c?d#e")", "?q=a%26b%3Dc%3Fd%23e"},
            {"q", R"("100%")", "?q=100%25"},
            {"q", R"("%20")", "?q=%2520"},
            {"q", R"("[x]")", "?q=%5Bx%5D"},
            {"q", R"("Łódź 😀")", "?q=%C5%81%C3%B3d%C5%BA%20%F0%9F%98%80"},
            {"q", R"("line\r\nbreak\u0000")", "?q=line%0D%0Abreak%00"},
            {"q", R"("")", "?q="},
            {"a b&c", "1", "?a%20b%26c=1"},
            {"größe", R"({"ü": 1})", "?gr%C3%B6%C3%9Fe%5B%C3%BC%5D=1"},
            {"foo", R"({"a=b": "c"})", "?foo%5Ba%3Db%5D=c"},
        };
        for (const auto& each : rows)
        {
            CAPTURE(each.value);
            std::string target;
            append_query(target, each.name, truto::test::json(each.value));
            CHECK(target == each.target);
        }
    }

    TEST_CASE("plain values in arrays get an index where that is asked for")
    {
        constexpr query_spelling indices{query_style::brackets, true};
        const row rows[] = {
            {"foo", R"(["a", "b"])", "?foo[0]=a&foo[1]=b"},
            {"foo", R"(["a", {"b": 1}])", "?foo[0]=a&foo[1][b]=1"},
            {"foo", R"({"in": ["a", "b"]})", "?foo[in][0]=a&foo[in][1]=b"},
            {"foo", "[[1, 2], [3]]", "?foo[0][0]=1&foo[0][1]=2&foo[1][0]=3"},
            {"foo", "[]", ""},
            {"foo", "1", "?foo=1"},
        };
        for (const auto& each : rows)
        {
            CAPTURE(each.value);
            CHECK(query(each.name, each.value, indices) == each.query);
        }
    }

    TEST_CASE("an array within an array gets an index, plain values in it do not")
    {
        CHECK(query("foo", "[[1, 2], [3]]") == "?foo[0][]=1&foo[0][]=2&foo[1][]=3");
        CHECK(query("foo", "[[[1]]]") == "?foo[0][0][]=1");
    }

    TEST_CASE("an index counts what stood in the array, also what is left out")
    {
        CHECK(query("foo", R"([{}, {"a": 1}, [], {"a": 2}])") == "?foo[1][a]=1&foo[3][a]=2");
    }

    TEST_CASE("the style form repeats the name, and an object's members stand alone")
    {
        constexpr query_spelling form{query_style::form};
        const row rows[] = {
            {"a", "1", "?a=1"},
            {"a", R"("x y")", "?a=x%20y"},
            {"a", "null", "?a="},
            {"a", "[1, 2]", "?a=1&a=2"},
            {"a", R"(["x,y", "z"])", "?a=x%2Cy&a=z"},
            {"a", "[null, true]", "?a=&a=true"},
            {"a", "[]", ""},
            {"a", R"({"b": 1, "c": "x"})", "?b=1&c=x"},
            {"a", R"({"b": [1, 2], "c": []})", "?b=1&b=2"},
            {"a", "{}", ""},
        };
        for (const auto& each : rows)
        {
            CAPTURE(each.value);
            CHECK(query(each.name, each.value, form) == each.query);
        }
    }

    TEST_CASE("the style form without explode puts commas between, and encodes those within")
    {
        constexpr query_spelling comma{query_style::form_comma};
        const row rows[] = {
            {"a", "1", "?a=1"},
            {"a", R"("x,y")", "?a=x%2Cy"},
            {"a", "[1]", "?a=1"},
            {"a", "[1, 2, 3]", "?a=1,2,3"},
            {"a", R"(["x,y", "z w", true])", "?a=x%2Cy,z%20w,true"},
            {"a", R"(["", null, "x"])", "?a=,,x"},
            {"a", "[]", ""},
            {"a", "{}", ""},
        };
        for (const auto& each : rows)
        {
            CAPTURE(each.value);
            CHECK(query(each.name, each.value, comma) == each.query);
        }
    }

    TEST_CASE("the style deepObject puts members into brackets and repeats the name for arrays")
    {
        constexpr query_spelling deep{query_style::deep_object};
        const row rows[] = {
            {"a", "1", "?a=1"},
            {"a", R"({"k": 1})", "?a[k]=1"},
            {"a", R"({"k": {"l": {"m": 1}}})", "?a[k][l][m]=1"},
            {"a", R"({"k": [1, 2]})", "?a[k]=1&a[k]=2"},
            {"a", "[1, 2]", "?a=1&a=2"},
            {"a", R"({"k": null})", "?a[k]="},
            {"a", R"({"k": [], "l": {}, "m": 1})", "?a[m]=1"},
            {"a", "[]", ""},
            {"a", "{}", ""},
        };
        for (const auto& each : rows)
        {
            CAPTURE(each.value);
            CHECK(query(each.name, each.value, deep) == each.query);
        }
    }

    TEST_CASE("the first parameter follows a question mark, each further one an ampersand")
    {
        std::string target = "/unified/user-directory/users";
        append_query(target, "empty", truto::test::json("[]"));
        CHECK(target == "/unified/user-directory/users");
        append_query(target, "a", 1);
        append_query(target, "b", truto::test::json("[2, 3]"), {query_style::form_comma});
        append_query(target, "c", truto::test::json("[4, 5]"), {query_style::form});
        append_query(target, "d", "?");
        CHECK(target == "/unified/user-directory/users?a=1&b=2,3&c=4&c=5&d=%3F");
    }

    TEST_CASE("a path with a question mark in a parameter is not taken for one with a query")
    {
        std::string target = "/users/what%3F";
        append_query(target, "a", 1);
        CHECK(target == "/users/what%3F?a=1");
    }

    TEST_CASE("scalars are spelled so that they are read as the same value")
    {
        struct scalar_row
        {
            boost::json::value value;
            std::string_view text;
        };
        const scalar_row rows[] = {
            {nullptr, ""},
            {true, "true"},
            {false, "false"},
            {"text", "text"},
            {"", ""},
            {0, "0"},
            {-1, "-1"},
            {std::numeric_limits<std::int64_t>::max(), "9223372036854775807"},
            {std::numeric_limits<std::int64_t>::min(), "-9223372036854775808"},
            {std::numeric_limits<std::uint64_t>::max(), "18446744073709551615"},
            {std::int64_t{9007199254740993}, "9007199254740993"},
            {1.5, "1.5"},
            {-0.25, "-0.25"},
            {2.0, "2"},
            {0.1, "0.1"},
            {1e30, "1e+30"},
            {1e-7, "1e-07"},
            {5e-324, "5e-324"},
            {std::numeric_limits<double>::max(), "1.7976931348623157e+308"},
        };
        for (const auto& each : rows)
        {
            CAPTURE(each.text);
            CHECK(scalar_text(each.value) == each.text);
        }
        CHECK(query("q", "1e30") == "?q=1e%2B30");
    }

}  // TEST_SUITE
