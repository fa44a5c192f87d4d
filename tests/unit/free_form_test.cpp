#include <truto/free_form.hpp>
#include <truto/list.hpp>
#include <truto/text.hpp>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <coroutine>
#include <doctest/doctest.h>
#include <optional>
#include <string>
#include <utility>

#include "support/coroutine.hpp"
#include "support/json.hpp"

using truto::free_form;
using truto::indirect;
using truto::list;
using truto::text;
using truto::test::text_of;

namespace
{

namespace json = boost::json;

/// What generated arguments are made of.
struct role_input
{
    std::optional<text> id{};
    std::optional<free_form> remote_data{};
};

struct arguments
{
    std::optional<text> id{};
    list<role_input> roles{};
    list<text> fields{};
    std::optional<free_form> remote_data{};
    std::optional<indirect<json::value>> emails{};
};

std::string seen(const arguments& all)
{
    std::string line = all.id ? all.id->str() : "-";
    for (const auto& each : all.roles)
    {
        line.append(" role ").append(each.id ? each.id->str() : "-");
        line.append(each.remote_data ? text_of(json::value(**each.remote_data)) : "");
    }
    for (const auto& each : all.fields)
    {
        line.append(" field ").append(each.str());
    }
    line.append(all.remote_data ? " data " + text_of(json::value(**all.remote_data)) : "");
    line.append(all.emails ? " emails " + text_of(**all.emails) : "");
    return line;
}

/// Stands for an operation: its arguments are read before it returns, and it completes later.
truto::test::suspended<std::string> call_with(const arguments& all, std::coroutine_handle<>& waiting)
{
    return {seen(all), waiting};
}

/// The same with arguments that are handed over.
truto::test::suspended<std::string> call_taking(arguments all, std::coroutine_handle<>& waiting)
{
    const arguments kept = std::move(all);
    return {seen(kept), waiting};
}

/// The same for one that puts other things into its arguments.
truto::test::suspended<std::string> call_changing(arguments all, std::coroutine_handle<>& waiting)
{
    all.id = "changed, and too long for the small buffer of a string";
    all.fields = list<text>{"another"};
    all.remote_data = free_form{{{"other", true}}};
    return {seen(all), waiting};
}

constexpr const char* long_id = "an id that is too long for the small buffer of a string";

truto::test::task run_all(std::coroutine_handle<>& waiting, std::string& out)
{
    const std::string id = long_id;
    const json::object data{{"note", "left in May"}, {"nested", {{"a", {1, 2}}}}};
    const json::value emails{"a@example.com", "b@example.com"};

    out = co_await call_with({.id = id,
                              .roles = {{.id = "role-admin", .remote_data = data}, {.id = long_id}},
                              .fields = {"name", long_id},
                              .remote_data = data,
                              .emails = emails},
                             waiting);
    out += " | " + co_await call_taking(
                       {.id = id, .roles = {{.id = long_id, .remote_data = data}}, .fields = {long_id}}, waiting);
    out += " | " + co_await call_changing({.id = id, .fields = {long_id}, .remote_data = data}, waiting);

    // The originals are untouched.
    out += " | " + id + " " + text_of(json::value(data)) + " " + text_of(emails);
}

}  // namespace

TEST_SUITE("free_form")
{

    TEST_CASE("a free form is written like the object that it is")
    {
        const arguments all{.remote_data = {{{"note", "left in May"}, {"count", 3}, {"nested", {{"a", nullptr}}}}}};
        CHECK(text_of(json::value(**all.remote_data)) == R"({"note":"left in May","count":3,"nested":{"a":null}})");

        const free_form one{{"note", "left in May"}};
        CHECK(text_of(json::value(*one)) == R"({"note":"left in May"})");
    }

    TEST_CASE("a free form is made from an object")
    {
        const json::object data{{"note", "left in May"}};
        const free_form copied = data;
        CHECK(*copied == data);
        CHECK(free_form{} == free_form{json::object{}});
        CHECK(copied == free_form{data});
        CHECK(copied != free_form{});
    }

    // gcc 12 copies the bytes of such arguments and destroys both: with members of std::string or std::vector this test
    // reads freed memory, and the address sanitizer says so.
    TEST_CASE("arguments within a co_await expression arrive whole, and are destroyed once")
    {
        std::coroutine_handle<> waiting;
        std::string out;
        run_all(waiting, out);
        for (int i = 0; i != 3; ++i)
        {
            REQUIRE(waiting);
            std::exchange(waiting, {}).resume();
        }
        CHECK_FALSE(waiting);

        const std::string id = long_id;
        const std::string data = R"({"note":"left in May","nested":{"a":[1,2]}})";
        CHECK(out ==
              id + " role role-admin" + data + " role " + id + " field name field " + id + " data " + data +
                  R"( emails ["a@example.com","b@example.com"])" + " | " + id + " role " + id + data + " field " + id +
                  " | changed, and too long for the small buffer of a string field another data {\"other\":true}" +
                  " | " + id + " " + data + R"( ["a@example.com","b@example.com"])");
    }

}  // TEST_SUITE
