#include <truto/testing/detail/query_string.hpp>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <doctest/doctest.h>
#include <optional>
#include <string>
#include <string_view>

namespace json = boost::json;
using truto::testing::detail::is_utf8;
using truto::testing::detail::parse_query_string;
using truto::testing::detail::percent_decoded;

namespace
{

// `name=0&name=1&…`, with `#` in the name replaced by the number.
std::string repeated(std::string_view name, int count)
{
    std::string text;
    for (int i = 0; i < count; ++i)
    {
        std::string numbered{name};
        if (const auto place = numbered.find('#'); place != std::string::npos)
        {
            numbered.replace(place, 1, std::to_string(i));
        }
        text += (i == 0 ? "" : "&") + numbered + '=' + std::to_string(i);
    }
    return text;
}

std::string numbers(int count, bool as_object)
{
    std::string text;
    for (int i = 0; i < count; ++i)
    {
        const std::string quoted = '"' + std::to_string(i) + '"';
        text += (i == 0 ? "" : ",") + (as_object ? quoted + ':' + quoted : quoted);
    }
    return (as_object ? "{\"x\":{" : "{\"x\":[") + text + (as_object ? "}}" : "]}");
}

}  // namespace

TEST_CASE("query strings are read as qs 6.15 reads them")
{
    struct row
    {
        std::string text;
        std::string expected;
    };
    const row rows[] = {
        // What was measured for the API's reference.
        {"x[]=1&x[]=2", R"({"x":["1","2"]})"},
        {"x[0]=1&x[1]=2", R"({"x":["1","2"]})"},
        {"x=1&x=2", R"({"x":["1","2"]})"},
        {"x=1,2", R"({"x":"1,2"})"},
        {"roles[][id]=a&roles[][name]=b", R"({"roles":[{"id":"a","name":"b"}]})"},
        {"roles[][id]=a&roles[][name]=b&roles[][id]=c", R"({"roles":[{"id":["a","c"],"name":"b"}]})"},
        {"roles[0][id]=a&roles[0][name]=b&roles[1][id]=c", R"({"roles":[{"id":"a","name":"b"},{"id":"c"}]})"},
        {repeated("x[]", 20), numbers(20, false)},
        {repeated("x[#]", 20), numbers(20, false)},
        {repeated("x[]", 21), numbers(21, true)},
        {repeated("x[#]", 21), numbers(21, true)},
        {"a[b][c][d][e][f]=1", R"({"a":{"b":{"c":{"d":{"e":{"f":"1"}}}}}})"},
        {"a[b][c][d][e][f][g][h]=1", R"({"a":{"b":{"c":{"d":{"e":{"f":{"[g][h]":"1"}}}}}}})"},

        // Names and values.
        {"", R"({})"},
        {"&&", R"({})"},
        {"=1", R"({})"},
        {"a", R"({"a":""})"},
        {"a=", R"({"a":""})"},
        {"a=b=c", R"({"a":"b=c"})"},
        {"a=1&b=2", R"({"a":"1","b":"2"})"},
        {"a%20b=c+d%2B", R"({"a b":"c d+"})"},
        {"a%5B%5d=1", R"({"a":["1"]})"},
        {"a=%zz", R"({"a":"%zz"})"},
        {"a=%ff", R"({"a":"%ff"})"},
        {"a=%C3%AB", R"({"a":"ë"})"},
        {"a[b]=x]=y", R"({"a":{"b":"x]=y"}})"},

        // Brackets.
        {"a[b][c]=1&a[b][d]=2", R"({"a":{"b":{"c":"1","d":"2"}}})"},
        {"remote_query[tags][]=a&remote_query[tags][]=b", R"({"remote_query":{"tags":["a","b"]}})"},
        {"a[1]=x&a[0]=y", R"({"a":["y","x"]})"},
        {"a[3]=x&a[7]=y", R"({"a":["x","y"]})"},
        {"a[20]=x", R"({"a":{"20":"x"}})"},
        {"a[01]=x", R"({"a":{"01":"x"}})"},
        {"a[0]=x&a[b]=y", R"({"a":{"0":"x","b":"y"}})"},
        {"a[0]=x&a[0]=y", R"({"a":[["x","y"]]})"},
        {"a=1&a[b]=2", R"({"a":["1",{"b":"2"}]})"},
        {"a[b]=1&a=2", R"({"a":[{"b":"1"},"2"]})"},
        {"a[b=1", R"({"a":{"[b":"1"}})"},
        {"[]=1&[b]=2", R"({"0":"1","b":"2"})"},
        {"[a[b]]=1", R"({"a[b]":"1"})"},

        // What a JavaScript object inherits is dropped.
        {"toString=1&a[constructor]=2&b=3", R"({"b":"3"})"},
        {"__proto__[x]=1", R"({})"},

        // An array that became an object goes on counting.
        {repeated("x[]", 21) + "&x=21", numbers(22, true)},
    };

    for (const row& r : rows)
    {
        CAPTURE(r.text);
        CHECK_MESSAGE(json::value(parse_query_string(r.text)) == json::parse(r.expected),
                      json::serialize(parse_query_string(r.text)));
    }
}

TEST_CASE("of more than 1,000 parameters the rest is dropped")
{
    CHECK(parse_query_string(repeated("p#", 1000)).size() == 1000);
    CHECK(parse_query_string(repeated("p#", 1001)).size() == 1000);
    CHECK_FALSE(parse_query_string(repeated("p#", 1001)).contains("p1000"));
}

TEST_CASE("only well-formed escapes of UTF-8 can be decoded")
{
    struct row
    {
        std::string_view text;
        std::optional<std::string> expected;
    };
    const row rows[] = {
        {"", ""},
        {"plain", "plain"},
        {"a%2Fb%20c%40d", "a/b c@d"},
        {"%41%6a%6A", "Ajj"},
        {"+", "+"},
        {"%e2%82%ac", "€"},
        {"%F0%9F%8C%8D", "🌍"},
        {"%", std::nullopt},
        {"%4", std::nullopt},
        {"%4g", std::nullopt},
        {"a%", std::nullopt},
        {"%ff", std::nullopt},
        {"%c3", std::nullopt},
    };
    for (const row& r : rows)
    {
        CAPTURE(r.text);
        CHECK(percent_decoded(r.text) == r.expected);
    }
}

TEST_CASE("UTF-8 is told from what only looks like it")
{
    struct row
    {
        std::string_view text;
        bool valid;
    };
    const row rows[] = {
        {"", true},
        {"ascii", true},
        {"\xC2\x80", true},           // U+0080
        {"\xDF\xBF", true},           // U+07FF
        {"\xE0\xA0\x80", true},       // U+0800
        {"\xED\x9F\xBF", true},       // U+D7FF
        {"\xEE\x80\x80", true},       // U+E000
        {"\xEF\xBF\xBF", true},       // U+FFFF
        {"\xF0\x90\x80\x80", true},   // U+10000
        {"\xF4\x8F\xBF\xBF", true},   // U+10FFFF
        {"\x80", false},              // a continuation alone
        {"\xC0\xAF", false},          // overlong
        {"\xC1\xBF", false},          // overlong
        {"\xE0\x9F\xBF", false},      // overlong
        {"\xF0\x8F\xBF\xBF", false},  // overlong
        {"\xED\xA0\x80", false},      // a surrogate
        {"\xF4\x90\x80\x80", false},  // above U+10FFFF
        {"\xF5\x80\x80\x80", false},  // above U+10FFFF
        {"\xE2\x82", false},          // cut short
        {"\xE2\x82q", false},         // interrupted
        {"\xF0\x9F\x8C", false},      // cut short
        {"\xC3\x28", false},          // interrupted
        {"ok\xFF", false},
    };
    for (const row& r : rows)
    {
        CAPTURE(json::serialize(json::value(r.text)));
        CHECK(is_utf8(r.text) == r.valid);
    }
}
