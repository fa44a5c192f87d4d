#include <truto/json.hpp>

#include <truto/detail/json/record.hpp>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <array>
#include <cstdint>
#include <doctest/doctest.h>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "support/json.hpp"
#include "support/notes.hpp"
#include "support/zoo.hpp"

using truto::decode;
using truto::encode;
using truto::free_form;
using truto::indirect;
using truto::list;
using truto::null;
using truto::patch;
using truto::text;
using truto::timestamp;
using truto::test::colour;
using truto::test::part;
using truto::test::text_of;
using truto::test::zoo;

namespace
{

namespace json = boost::json;

/// What generated arguments are made of.
struct role_input
{
    std::optional<text> id{};
    std::optional<free_form> remote_data{};
};

constexpr auto fields(truto::type<role_input>)
{
    using truto::field;
    return truto::field_list{field<&role_input::id>{"id"}, field<&role_input::remote_data>{"remote_data"}};
}

struct arguments
{
    std::optional<text> id{};
    std::optional<std::int32_t> limit{};
    std::optional<bool> force{};
    std::optional<truto::open_enum<truto::test::colour>> colour{};
    std::optional<timestamp> since{};
    list<role_input> roles{};
    list<text> fields{};
    std::vector<std::int64_t> counts{};
    patch<std::string> title{};
    patch<std::vector<std::string>> languages{};
    patch<role_input> manager{};
    std::optional<free_form> remote_data{};
    std::optional<indirect<json::value>> emails{};
    std::optional<indirect<std::map<std::string, text>>> labels{};
    free_form filter{};
};

constexpr auto fields(truto::type<arguments>)
{
    using truto::field;
    return truto::field_list{
        field<&arguments::id>{"id"},           field<&arguments::limit>{"limit"},
        field<&arguments::force>{"force"},     field<&arguments::colour>{"colour"},
        field<&arguments::since>{"since"},     field<&arguments::roles>{"roles"},
        field<&arguments::fields>{"fields"},   field<&arguments::counts>{"counts"},
        field<&arguments::title>{"title"},     field<&arguments::languages>{"languages"},
        field<&arguments::manager>{"manager"}, field<&arguments::remote_data>{"remote_data"},
        field<&arguments::emails>{"emails"},   field<&arguments::labels>{"labels"},
        field<&arguments::filter>{"filter"},
    };
}

struct numbers
{
    std::uint64_t wide = 0;
    std::int64_t negative = 0;
    std::uint8_t narrow = 0;
    float real = 0;
};

constexpr auto fields(truto::type<numbers>)
{
    using truto::field;
    return truto::field_list{
        field<&numbers::wide>{"wide"},
        field<&numbers::negative>{"negative"},
        field<&numbers::narrow>{"narrow"},
        field<&numbers::real>{"real"},
    };
}

}  // namespace

TEST_SUITE("json/record")
{

    TEST_CASE("members are written in the order of the struct, and absent ones are left out")
    {
        struct row
        {
            zoo value;
            std::string_view text;
        };
        const row rows[] = {
            {{}, "{}"},
            {{.text = ""}, R"({"text":""})"},
            {{.text = "a", .flag = false, .whole = 0, .small = -1, .real = 0.5},
             R"({"text":"a","flag":false,"whole":0,"small":-1,"real":5E-1})"},
            {{.colour = colour::dark_green, .time = timestamp{"2026-11-21"}},
             R"({"colour":"dark-green","time":"2026-11-21"})"},
            {{.colour = truto::open_enum<truto::test::colour>{"mauve"}}, R"({"colour":"mauve"})"},
            {{.one = part{}}, R"({"one":{}})"},
            {{.one = part{.id = "a", .extra = {{"new", nullptr}}}}, R"({"one":{"id":"a","new":null}})"},
            {{.parts = std::vector<part>{part{.id = "a"}, part{}}}, R"({"parts":[{"id":"a"},{}]})"},
            {{.labels = std::map<std::string, std::string>{{"b", "2"}, {"a", "1"}}}, R"({"labels":{"a":"1","b":"2"}})"},
            {{.free = json::object{{"b", nullptr}, {"a", {1, 2}}}}, R"({"free":{"b":null,"a":[1,2]}})"},
            {{.any = json::value(nullptr)}, R"({"any":null})"},
            {{.grid = std::vector<std::vector<std::string>>{{"a"}, {}, {"b", "c"}}},
             R"({"grid":[["a"],[],["b","c"]]})"},
            {{.inner = zoo{.text = "b", .inner = zoo{.text = "c"}}}, R"({"inner":{"text":"b","inner":{"text":"c"}}})"},
            {{.children = std::vector<zoo>{zoo{.flag = true}, zoo{}}}, R"({"children":[{"flag":true},{}]})"},
            {{.text = "a", .extra = {{"zebra", 1}, {"ape", {{"x", nullptr}}}}},
             R"({"text":"a","zebra":1,"ape":{"x":null}})"},
            {{.text = "a\"\\\n\x01é"}, R"({"text":"a\"\\\n\u0001é"})"},
        };
        for (const auto& each : rows)
        {
            CAPTURE(each.text);
            CHECK(text_of(encode(each.value)) == each.text);
            CHECK(decode<zoo>(each.text).value ==
                  (each.value.any ? zoo{} : each.value));  // a null in a free-form member reads as not present
        }
    }

    TEST_CASE("what is empty is written for a model, and for arguments where it was set on purpose")
    {
        CHECK(text_of(encode(zoo{.parts = std::vector<part>{},
                                 .words = std::vector<std::string>{},
                                 .labels = std::map<std::string, std::string>{}})) ==
              R"({"parts":[],"words":[],"labels":{}})");
        CHECK(text_of(encode(arguments{})) == "{}");
        CHECK(text_of(encode(arguments{.languages = std::vector<std::string>{},
                                       .remote_data = free_form{},
                                       .labels = std::map<std::string, text>{}})) ==
              R"({"languages":[],"remote_data":{},"labels":{}})");
    }

    TEST_CASE("arguments are written as what they stand for")
    {
        const json::object data{{"note", nullptr}};
        const arguments all{.id = "a",
                            .limit = 10,
                            .force = true,
                            .colour = colour::red,
                            .since = timestamp{"2026-11-21"},
                            .roles = {{.id = "role-admin", .remote_data = data}, {}},
                            .fields = {"id", "name"},
                            .counts = {1, 2},
                            .remote_data = data,
                            .emails = json::value("a@example.com"),
                            .labels = std::map<std::string, text>{{"k", "v"}},
                            .filter = data};
        CHECK(text_of(encode(all)) ==
              R"({"id":"a","limit":10,"force":true,"colour":"red","since":"2026-11-21",)"
              R"("roles":[{"id":"role-admin","remote_data":{"note":null}},{}],"fields":["id","name"],"counts":[1,2],)"
              R"("remote_data":{"note":null},"emails":"a@example.com","labels":{"k":"v"},"filter":{"note":null}})");

        // Reading arguments is the inverse, for tests and tools.
        CHECK(text_of(encode(decode<arguments>(text_of(encode(all))).value)) == text_of(encode(all)));
    }

    TEST_CASE("a patch is left out, null or a value, and an empty array is a value")
    {
        struct row
        {
            arguments value;
            std::string_view text;
        };
        const row rows[] = {
            {{.title = {}}, "{}"},
            {{.title = null}, R"({"title":null})"},
            {{.title = ""}, R"({"title":""})"},
            {{.title = "Engineer"}, R"({"title":"Engineer"})"},
            {{.languages = null}, R"({"languages":null})"},
            {{.languages = std::vector<std::string>{}}, R"({"languages":[]})"},
            {{.languages = std::vector<std::string>{"en"}}, R"({"languages":["en"]})"},
            {{.manager = null}, R"({"manager":null})"},
            {{.manager = role_input{}}, R"({"manager":{}})"},
            {{.manager = role_input{.id = "a"}}, R"({"manager":{"id":"a"}})"},
        };
        for (const auto& each : rows)
        {
            CAPTURE(each.text);
            CHECK(text_of(encode(each.value)) == each.text);
        }
    }

    TEST_CASE("a patch is read as left out or a value")
    {
        CHECK(decode<arguments>(R"({"title":"a","languages":["b"]})").value.title == patch<std::string>{"a"});
        CHECK_FALSE(decode<arguments>(R"({"title":null})").value.title.is_set());
        CHECK(text_of(decode<arguments>(R"({"title":7})").notes) == "converted title: a string");
    }

    TEST_CASE("numbers of any width are written and read as they are")
    {
        const numbers largest{.wide = std::numeric_limits<std::uint64_t>::max(),
                              .negative = std::numeric_limits<std::int64_t>::min(),
                              .narrow = 255,
                              .real = 0.5F};
        CHECK(text_of(encode(largest)) ==
              R"({"wide":18446744073709551615,"negative":-9223372036854775808,"narrow":255,"real":5E-1})");

        const auto read = decode<numbers>(R"({"wide":18446744073709551615,"narrow":255,"real":0.5})");
        CHECK(text_of(read.notes) == "");
        CHECK(read.value.wide == std::numeric_limits<std::uint64_t>::max());
        CHECK(read.value.narrow == 255);
        CHECK(read.value.real == 0.5F);

        CHECK(text_of(decode<numbers>(R"({"wide":-1,"narrow":256})").notes) ==
              "kept wide: an integer; kept narrow: an integer");
    }

    TEST_CASE("members of extra replace described ones of the same name, in their place")
    {
        CHECK(text_of(encode(part{.id = "a", .count = 1, .extra = {{"new", 1}, {"id", {7}}}})) ==
              R"({"id":[7],"count":1,"new":1})");
    }

    TEST_CASE("scalars, arrays and maps are written without a struct around them")
    {
        CHECK(text_of(encode(std::string{"a"})) == R"("a")");
        CHECK(text_of(encode(true)) == "true");
        CHECK(text_of(encode(std::int32_t{-7})) == "-7");
        CHECK(text_of(encode(timestamp{"2026-11-21"})) == R"("2026-11-21")");
        CHECK(text_of(encode(std::vector<part>{})) == "[]");
        CHECK(text_of(encode(std::vector<std::optional<part>>{part{}, std::nullopt})) == "[{},null]");
        CHECK(text_of(encode(std::map<std::string, std::vector<std::int64_t>>{{"a", {1}}, {"b", {}}})) ==
              R"({"a":[1],"b":[]})");
    }

    TEST_CASE("a struct is seen without its type as long as it lives")
    {
        const part value{.id = "a"};
        const truto::detail::json::record_ref seen{value};
        REQUIRE(seen);
        CHECK(seen.object() == &value);
        REQUIRE(seen.table()->size == 2);
        CHECK(seen.table()->members[0].name == "id");
        CHECK(seen.table()->members[1].name == "count");
        CHECK_FALSE(truto::detail::json::record_ref{});

        const std::vector<part> all{value};
        const truto::detail::json::value_ref seen_all{all};
        REQUIRE(seen_all);
        json::value written;
        CHECK(encode_place(*seen_all.table(), seen_all.object(), written));
        CHECK(text_of(written) == R"([{"id":"a"}])");
        CHECK_FALSE(truto::detail::json::value_ref{});
    }

    TEST_CASE("the tables know what each member wants, and how it is written into a query")
    {
        const auto& table = truto::detail::json::record_table_of<zoo>();
        struct row
        {
            std::string_view name;
            truto::detail::json::shape what;
            std::string_view wanted;
        };
        using truto::detail::json::shape;
        const row rows[] = {
            {"text", shape::scalar, "a string"},    {"flag", shape::scalar, "a boolean"},
            {"whole", shape::scalar, "an integer"}, {"small", shape::scalar, "an integer"},
            {"real", shape::scalar, "a number"},    {"colour", shape::scalar, "a string"},
            {"time", shape::scalar, "a string"},    {"one", shape::record, "an object"},
            {"parts", shape::list, "an array"},     {"words", shape::list, "an array"},
        };
        for (std::size_t i = 0; i != std::size(rows); ++i)
        {
            CAPTURE(rows[i].name);
            CHECK(table.members[i].name == rows[i].name);
            CHECK(table.members[i].table->what == rows[i].what);
            CHECK(table.members[i].table->wanted == rows[i].wanted);
            CHECK(table.members[i].style == truto::query_style::brackets);
        }
    }

}  // TEST_SUITE
