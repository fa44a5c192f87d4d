#include <truto/call_options.hpp>

#include <boost/json/object.hpp>

#include <chrono>
#include <cstddef>
#include <doctest/doctest.h>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/json.hpp"

using truto::call_options;
using truto::free_form;
using truto::headers;
using truto::list;
using truto::merge;
using truto::text;
using truto::test::text_of;

using namespace std::chrono_literals;

namespace
{

/// All that is set, in one line.
std::string shown(const call_options& options)
{
    std::string line;
    const auto add = [&](std::string_view name, std::string_view value)
    { line.append(line.empty() ? "" : "; ").append(name).append(" ").append(value); };
    const auto add_object = [&](std::string_view name, const free_form& value)
    {
        if (!value->empty())
        {
            add(name, text_of(boost::json::value(*value)));
        }
    };

    if (options.timeout)
    {
        add("timeout", std::to_string(options.timeout->count()));
    }
    if (options.integrated_account_id)
    {
        add("account", *options.integrated_account_id);
    }
    if (options.response_format)
    {
        add("format", *options.response_format);
    }
    if (options.ignore_remote_data)
    {
        add("ignore", *options.ignore_remote_data ? "yes" : "no");
    }
    for (const auto& each : options.exclude_fields)
    {
        add("without", each);
    }
    add_object("remote_query", options.remote_query);
    add_object("query", options.query);
    add_object("body", options.body);
    for (std::size_t i = 0; i != options.headers.size(); ++i)
    {
        add(options.headers.at(i).name, options.headers.at(i).value);
    }
    if (options.idempotency_key)
    {
        add("key", *options.idempotency_key);
    }
    if (options.strict_decoding)
    {
        add("strict", *options.strict_decoding ? "yes" : "no");
    }
    return line;
}

call_options everything(const std::string& mark)
{
    const boost::json::object object{{mark, 1}};
    headers fields;
    fields.add("X-" + mark, mark);
    return {.timeout = 5s,
            .integrated_account_id = "account-" + mark,
            .response_format = "format-" + mark,
            .ignore_remote_data = true,
            .exclude_fields = {"field-" + mark},
            .remote_query = object,
            .query = object,
            .body = object,
            .headers = fields,
            .idempotency_key = "key-" + mark,
            .strict_decoding = true};
}

free_form object(std::string_view text)
{
    return truto::test::json(text).as_object();
}

}  // namespace

TEST_SUITE("call_options")
{

    TEST_CASE("settings hold where later ones say nothing, and later ones win")
    {
        struct row
        {
            call_options before;
            call_options now;
            std::string_view merged;
        };
        const row rows[] = {
            {{}, {}, ""},

            {{.timeout = 5s}, {}, "timeout 5000"},
            {{.timeout = 5s}, {.timeout = 7s}, "timeout 7000"},
            {{.timeout = 5s}, {.timeout = 0s}, "timeout 0"},

            {{.integrated_account_id = "a"}, {}, "account a"},
            {{.integrated_account_id = "a"}, {.integrated_account_id = "b"}, "account b"},
            {{.integrated_account_id = "a"}, {.integrated_account_id = ""}, "account "},

            {{.response_format = "raw"}, {}, "format raw"},
            {{.response_format = "raw"}, {.response_format = "unified"}, "format unified"},

            {{.ignore_remote_data = true}, {}, "ignore yes"},
            {{.ignore_remote_data = true}, {.ignore_remote_data = false}, "ignore no"},

            {{.exclude_fields = {"a", "b"}}, {}, "without a; without b"},
            {{.exclude_fields = {"a", "b"}}, {.exclude_fields = {"c"}}, "without c"},

            {{.idempotency_key = "k"}, {}, "key k"},
            {{.idempotency_key = "k"}, {.idempotency_key = "l"}, "key l"},

            {{.strict_decoding = true}, {}, "strict yes"},
            {{.strict_decoding = true}, {.strict_decoding = false}, "strict no"},

            // Joined by name: of the outermost members only.
            {{.query = object(R"({"a": 1})")}, {}, R"(query {"a":1})"},
            {{.query = object(R"({"a": 1, "b": 2})")},
             {.query = object(R"({"c": 3, "a": null})")},
             R"(query {"a":null,"b":2,"c":3})"},
            {{.query = object(R"({"a": {"x": 1}})")},
             {.query = object(R"({"a": {"y": 2}})")},
             R"(query {"a":{"y":2}})"},
            {{.remote_query = object(R"({"a": 1})")},
             {.remote_query = object(R"({"b": [2]})")},
             R"(remote_query {"a":1,"b":[2]})"},
            {{.body = object(R"({"a": 1})")}, {.body = object(R"({"b": 2})")}, R"(body {"a":1,"b":2})"},
            {{.query = object(R"({"a": 1})")}, {.body = object(R"({"b": 2})")}, R"(query {"a":1}; body {"b":2})"},

            {{.headers = {{"X-A", "1"}}}, {}, "X-A 1"},
            {{.headers = {{"X-A", "1"}}}, {.headers = {{"X-B", "2"}}}, "X-A 1; X-B 2"},
            {{.headers = {{"X-A", "1"}, {"X-B", "2"}}}, {.headers = {{"x-a", "3"}}}, "X-B 2; x-a 3"},
            {{.headers = {{"X-A", "1"}, {"x-a", "2"}}}, {.headers = {{"X-A", "3"}}}, "X-A 3"},

            // A header may stand in a message more than once.
            {{}, {.headers = {{"X-Tag", "a"}, {"X-Tag", "b"}}}, "X-Tag a; X-Tag b"},
            {{.headers = {{"X-Tag", "a"}, {"X-Tag", "b"}}}, {}, "X-Tag a; X-Tag b"},
            {{.headers = {{"X-Tag", "a"}}}, {.headers = {{"X-Tag", "b"}, {"x-tag", "c"}}}, "X-Tag b; x-tag c"},
        };
        for (const auto& each : rows)
        {
            CAPTURE(shown(each.before));
            CAPTURE(shown(each.now));
            CHECK(shown(merge(each.before, each.now)) == each.merged);
        }
    }

    TEST_CASE("no setting is forgotten")
    {
        const auto all = everything("one");
        CHECK(shown(all) ==
              R"(timeout 5000; account account-one; format format-one; ignore yes; without field-one; )"
              R"(remote_query {"one":1}; query {"one":1}; body {"one":1}; X-one one; key key-one; strict yes)");
        CHECK(shown(merge(all, {})) == shown(all));
        CHECK(shown(merge({}, all)) == shown(all));
        CHECK(
            shown(merge(all, everything("two"))) ==
            R"(timeout 5000; account account-two; format format-two; ignore yes; without field-two; )"
            R"(remote_query {"one":1,"two":1}; query {"one":1,"two":1}; body {"one":1,"two":1}; X-one one; X-two two; )"
            R"(key key-two; strict yes)");
    }

    TEST_CASE("merging leaves the former settings as they are")
    {
        const auto before = everything("one");
        const auto shown_before = shown(before);
        auto merged = merge(before, everything("two"));
        merged.query->clear();
        merged.headers.erase("X-one");
        CHECK(shown(before) == shown_before);
    }

    TEST_CASE("merging step by step gives the same as merging at once")
    {
        const call_options client{.timeout = 5s, .query = object(R"({"a": 1, "b": 1})"), .headers = {{"X-A", "1"}}};
        const call_options account{.integrated_account_id = "acme", .query = object(R"({"b": 2, "c": 2})")};
        const call_options call{.timeout = 1s, .query = object(R"({"c": 3})"), .headers = {{"X-A", "3"}}};
        CHECK(shown(merge(merge(client, account), call)) == shown(merge(client, merge(account, call))));
        CHECK(shown(merge(merge(client, account), call)) ==
              R"(timeout 1000; account acme; query {"a":1,"b":2,"c":3}; X-A 3)");
    }

}  // TEST_SUITE
