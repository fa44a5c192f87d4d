#include <truto/filter.hpp>
#include <truto/json.hpp>

#include <truto/detail/http/query.hpp>

#include <boost/json/value.hpp>

#include <array>
#include <chrono>
#include <concepts>
#include <coroutine>
#include <deque>
#include <doctest/doctest.h>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/coroutine.hpp"
#include "support/zoo.hpp"

using truto::after;
using truto::ascending;
using truto::before;
using truto::descending;
using truto::one_of;
using truto::open_enum;
using truto::since;
using truto::sorting;
using truto::time_filter;
using truto::until;
using truto::value_filter;
using truto::test::colour;

namespace filters
{

enum class other_field
{
    height,
};

constexpr auto names(truto::type<other_field>)
{
    return std::array{truto::enum_name{other_field::height, "height", ""}};
}

/// What a generated query looks like.
struct query
{
    std::optional<value_filter<open_enum<colour>>> shade{};
    std::optional<value_filter<truto::text>> name{};
    std::optional<time_filter> made_at{};
    std::optional<sorting<colour>> sort_by{};

    friend bool operator==(const query&, const query&) = default;
};

constexpr auto fields(truto::type<query>)
{
    return truto::field_list{
        truto::field<&query::shade>{"shade"},
        truto::field<&query::name>{"name"},
        truto::field<&query::made_at>{"made_at"},
        truto::field<&query::sort_by>{"sort_by"},
    };
}

}  // namespace filters

namespace
{

using filters::query;

/// The query as it is sent, with brackets instead of their codes.
std::string sent(const query& all)
{
    std::string target;
    const auto written = truto::encode(all);
    for (const auto& [name, value] : written.get_object())
    {
        truto::detail::http::append_query(target, std::string_view{name}, value);
    }
    for (const auto& [code, character] : {std::pair{"%5B", "["}, {"%5D", "]"}, {"%3A", ":"}, {"%2C", ","}})
    {
        for (auto at = target.find(code); at != std::string::npos; at = target.find(code))
        {
            target.replace(at, 3, character);
        }
    }
    return target;
}

constexpr const char* long_name = "a name that is too long for the small buffer of a string";

std::string as_sent(const query& all, std::string_view then)
{
    return sent(all) + std::string{then};
}

truto::test::suspended<std::string> call_with(const query& all, std::coroutine_handle<>& waiting)
{
    return {as_sent(all, ";"), waiting};
}

truto::test::suspended<std::string> call_changing(query all, std::coroutine_handle<>& waiting)
{
    all.made_at = all.made_at->before("2027");
    return {as_sent(all, ";"), waiting};
}

truto::test::task run_all(std::coroutine_handle<>& waiting, std::string& out)
{
    out = co_await call_with({.shade = one_of(colour::red, colour::dark_green),
                              .name = long_name,
                              .made_at = since("2026-01-01T00:00:00.000000Z").before("2026-02-01T00:00:00.000000Z"),
                              .sort_by = descending("red")},
                             waiting);
    out += co_await call_changing({.name = one_of(long_name, "b"), .made_at = after("2026")}, waiting);
}

}  // namespace

TEST_SUITE("filter")
{
    TEST_CASE("each filter has its spelling in the query")
    {
        using namespace std::chrono;
        const auto moment = sys_days{2026y / November / 21} + 7h + 30min;
        struct row
        {
            query all;
            std::string_view expected;
        };
        const row rows[] = {
            {{}, ""},

            {{.shade = colour::red}, "?shade=red"},
            {{.shade = open_enum<colour>{"mauve"}}, "?shade=mauve"},
            {{.shade = one_of(colour::red)}, "?shade[in]=red"},
            {{.shade = one_of(colour::red, colour::dark_green)}, "?shade[in]=red,dark-green"},
            {{.shade = one_of(colour::red, open_enum<colour>{"mauve"})}, "?shade[in]=red,mauve"},
            {{.shade = one_of(open_enum<colour>{"mauve"}, colour::red)}, "?shade[in]=mauve,red"},
            {{.shade = one_of(std::vector{colour::dark_green, colour::red})}, "?shade[in]=dark-green,red"},
            {{.shade = value_filter<open_enum<colour>>{}}, ""},

            {{.name = "a b"}, "?name=a%20b"},
            {{.name = std::string{"a"}}, "?name=a"},
            {{.name = "a,b"}, "?name=a,b"},
            {{.name = one_of("a", std::string{"b"}, std::string_view{"c"})}, "?name[in]=a,b,c"},
            {{.name = one_of(std::deque<std::string>{"a", "b c"})}, "?name[in]=a,b%20c"},
            {{.name = ""}, "?name="},
            {{.name = one_of("")}, "?name[in]="},

            {{.made_at = "2026-11-21"}, "?made_at=2026-11-21"},
            {{.made_at = moment}, "?made_at=2026-11-21T07:30:00Z"},
            {{.made_at = truto::timestamp{"yesterday"}}, "?made_at=yesterday"},
            {{.made_at = after("2026-01-01")}, "?made_at[gt]=2026-01-01"},
            {{.made_at = since(moment)}, "?made_at[gte]=2026-11-21T07:30:00Z"},
            {{.made_at = before(sys_days{2026y / January / 1})}, "?made_at[lt]=2026-01-01T00:00:00Z"},
            {{.made_at = until("2026-01-01")}, "?made_at[lte]=2026-01-01"},
            {{.made_at = after(sys_time<nanoseconds>{moment} + 1us + 999ns)},
             "?made_at[gt]=2026-11-21T07:30:00.000001Z"},
            {{.made_at = since("2026-01-01").before("2026-02-01")}, "?made_at[gte]=2026-01-01&made_at[lt]=2026-02-01"},
            {{.made_at = after("1").until("2")}, "?made_at[gt]=1&made_at[lte]=2"},
            {{.made_at = after("1").after("2")}, "?made_at[gt]=2"},
            {{.made_at = time_filter{"1"}.after("2")}, "?made_at[gt]=2"},
            {{.made_at = time_filter{}}, ""},

            {{.sort_by = ascending(colour::red)}, "?sort_by[red]=asc"},
            {{.sort_by = descending(colour::dark_green)}, "?sort_by[dark-green]=desc"},
            {{.sort_by = ascending("name")}, "?sort_by[name]=asc"},
            {{.sort_by = descending(std::string{"last name"})}, "?sort_by[last%20name]=desc"},
            {{.sort_by = ascending(open_enum<colour>{"mauve"})}, "?sort_by[mauve]=asc"},
            {{.sort_by = sorting<colour>{}}, ""},

            {{.shade = colour::red, .made_at = after("1"), .sort_by = ascending(colour::red)},
             "?shade=red&made_at[gt]=1&sort_by[red]=asc"},
        };
        for (const auto& each : rows)
        {
            CAPTURE(each.expected);
            CHECK(sent(each.all) == each.expected);
        }
    }

    TEST_CASE("a bound is added to a copy")
    {
        const auto january = since("2026-01-01");
        const auto ends = january.before("2026-02-01");
        CHECK(sent({.made_at = january}) == "?made_at[gte]=2026-01-01");
        CHECK(ends != january);
        CHECK(ends == before("2026-02-01").since("2026-01-01"));
        CHECK(query{.made_at = january} == query{.made_at = since("2026-01-01")});
    }

    TEST_CASE("to choose from nothing, and a value that would read as two, are mistakes")
    {
        CHECK_THROWS_AS(one_of(std::vector<colour>{}), std::invalid_argument);
        CHECK_THROWS_AS(one_of("a,b"), std::invalid_argument);
        CHECK_THROWS_AS(one_of("a", "b,"), std::invalid_argument);
        CHECK_THROWS_AS(one_of(std::vector{open_enum<colour>{"red,mauve"}}), std::invalid_argument);
    }

    TEST_CASE("what means nothing does not compile")
    {
        using shade = std::optional<value_filter<open_enum<colour>>>;
        using made_at = std::optional<time_filter>;
        using sort_by = std::optional<sorting<colour>>;
        CHECK(std::assignable_from<shade&, decltype(one_of(colour::red))>);
        CHECK_FALSE(std::assignable_from<shade&, const char*>);
        CHECK_FALSE(std::assignable_from<shade&, decltype(one_of("red"))>);
        CHECK_FALSE(std::assignable_from<shade&, decltype(after("1"))>);
        CHECK_FALSE(std::assignable_from<made_at&, decltype(one_of("1"))>);
        CHECK_FALSE(std::assignable_from<made_at&, int>);
        CHECK(std::assignable_from<sort_by&, decltype(ascending(colour::red))>);
        CHECK_FALSE(std::assignable_from<sort_by&, decltype(ascending(filters::other_field::height))>);
        CHECK_FALSE(std::assignable_from<sort_by&, colour>);
        CHECK_FALSE(std::assignable_from<sort_by&, decltype(after("1"))>);
    }

    // gcc 12 copies the bytes of such arguments and destroys both; see free_form_test.cpp.
    TEST_CASE("filters within a co_await expression arrive whole, and are destroyed once")
    {
        std::coroutine_handle<> waiting;
        std::string out;
        run_all(waiting, out);
        for (int i = 0; i != 2; ++i)
        {
            REQUIRE(waiting);
            std::exchange(waiting, {}).resume();
        }
        CHECK_FALSE(waiting);
        std::string name = long_name;
        for (auto at = name.find(' '); at != std::string::npos; at = name.find(' '))
        {
            name.replace(at, 1, "%20");
        }
        CHECK(out == "?shade[in]=red,dark-green&name=" + name +
                         "&made_at[gte]=2026-01-01T00:00:00.000000Z&made_at[lt]=2026-02-01T00:00:00.000000Z"
                         "&sort_by[red]=desc;?name[in]=" +
                         name + ",b&made_at[gt]=2026&made_at[lt]=2027;");
    }
}
