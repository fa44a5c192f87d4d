#include <truto/testing/directory_simulator.hpp>

#include <boost/json.hpp>

#include <cstddef>
#include <doctest/doctest.h>
#include <set>
#include <string>
#include <vector>

#include "support/simulator_client.hpp"

using namespace truto::test;

namespace
{

using client = plain_client;
using texts = std::vector<std::string>;

/// A cursor as a parameter of a query.
std::string encoded(const json::value& cursor)
{
    std::string made;
    for (const char c : text(cursor))
    {
        made += c == '+' ? "%2B" : c == '/' ? "%2F" : c == '=' ? "%3D" : std::string(1, c);
    }
    return made;
}

texts ids_on(const reply& page)
{
    texts ids;
    const json::value records = page.at({"result"});
    for (const json::value& record : records.as_array())
    {
        ids.push_back(text(record.at("id")));
    }
    return ids;
}

/// All ids of a list, page by page.
texts all_ids(client& api, const std::string& path, const std::string& query)
{
    texts ids;
    std::string cursor;
    do
    {
        const reply page = api.call("GET", path, "", query + (cursor.empty() ? "" : "&next_cursor=" + cursor));
        REQUIRE(page.status() == 200);
        const texts more = ids_on(page);
        ids.insert(ids.end(), more.begin(), more.end());
        cursor = encoded(page.at({"next_cursor"}));
    } while (!cursor.empty() && ids.size() < 1000);
    return ids;
}

}  // namespace

TEST_SUITE("simulator lists")
{
    TEST_CASE("every resource can be listed, and each record read by its id")
    {
        struct row
        {
            std::string path;
            std::size_t size;
            bool has_get;
        };
        const row rows[] = {{"/users", 36, true},      {"/groups", 6, true},           {"/organizations", 3, true},
                            {"/roles", 5, true},       {"/licenses", 3, true},         {"/workspaces", 4, true},
                            {"/activities", 60, true}, {"/billing", 13, false},        {"/utilization", 5, false},
                            {"/me", 1, false},         {"/role_assignments", 37, true}};
        const directory_simulator sim;
        client api{sim};
        for (const row& r : rows)
        {
            CAPTURE(r.path);
            const auto answer = api.call("GET", r.path, "", "truto_ignore_limit=true&limit=1");
            REQUIRE(answer.status() == 200);
            CHECK(answer.field("Content-Type") == "application/json; charset=utf-8");
            CHECK(answer.at({"result"}).as_array().size() == r.size);
            CHECK(answer.at({"result_count"}) == r.size);
            CHECK(answer.at({"next_cursor"}).is_null());
            CHECK(answer.at({"prev_cursor"}).is_null());
            CHECK(answer.at({"is_partial_response"}) == false);
            if (r.path != "/me")
            {
                CHECK(answer.at({"result"}) == sim.records(r.path.substr(1)));
            }
            const json::value records = answer.at({"result"});
            for (const json::value& record : records.as_array())
            {
                if (!r.has_get)
                {
                    break;
                }
                std::string id = text(record.at("id"));
                id = id == sim.seeded().awkward_user ? "partner%2Fzo%C3%AB%20kramer@example.com" : id;
                CHECK(api.call("GET", r.path + "/" + id).body() == record);
            }
            if (r.has_get)
            {
                const auto missing = api.call("GET", r.path + "/nothing");
                CHECK(missing.status() == 404);
                CHECK(missing.at({"truto_is_remote_error"}) == true);
            }
        }
        CHECK(sim.effect_count() == 0);
    }

    TEST_CASE("me is a list of the one whom the connection belongs to")
    {
        const directory_simulator sim;
        client api{sim};
        CHECK(ids_on(api.call("GET", "/me")) == texts{sim.seeded().connected_user});
    }

    TEST_CASE("a page holds 25 records, or as many as are asked for")
    {
        const directory_simulator sim;
        client api{sim};
        CHECK(ids_on(api.call("GET", "/users")).size() == 25);
        CHECK(ids_on(api.call("GET", "/users", "", "limit=7&next_cursor=")).size() == 7);
        CHECK(ids_on(api.call("GET", "/users", "", "limit=1000")).size() == 36);
        CHECK(ids_on(api.call("GET", "/users", "", "limit=36")).size() == 36);
        for (const char* wrong : {"0", "-1", "x", "1x", "1.5", "", "99999999999999999999"})
        {
            CAPTURE(wrong);
            CHECK(api.call("GET", "/users", "", std::string{"limit="} + wrong).status() == 400);
        }
    }

    TEST_CASE("pages together are the whole list, whatever their size and order")
    {
        const directory_simulator sim;
        client api{sim};
        for (const char* order : {"", "&sort_by[name]=asc", "&sort_by[name]=desc", "&sort_by[status]=asc",
                                  "&sort_by[status]=desc&sort_by[username]=asc", "&sort_by[last_login_at]=desc",
                                  "&sort_by[is_2fa_enabled]=asc", "&sort_by[nonsense]=asc"})
        {
            CAPTURE(order);
            const texts whole = all_ids(api, "/users", std::string{"limit=100"} + order);
            CHECK(std::set<std::string>(whole.begin(), whole.end()).size() == 36);
            for (const char* size : {"1", "7", "35", "36"})
            {
                CAPTURE(size);
                CHECK(all_ids(api, "/users", std::string{"limit="} + size + order) == whole);
            }
        }
    }

    TEST_CASE("a list is sorted by plain members, first elements, numbers and truths; what is missing comes last")
    {
        struct row
        {
            std::string query;
            texts first;
            texts last;
        };
        const directory_simulator sim;
        client api{sim};
        const row users[] = {
            {"sort_by[first_name]=asc&status=active", {"00ug8d", "00u1xw"}, {"00ut6m"}},
            {"sort_by[emails]=asc&status=active", {"00ug8d", "00u1xw"}, {"00ut6m"}},
            {"sort_by[emails]=desc&status=active", {"partner/zoë kramer@example.com", "00uv5h"}, {"00ut6m"}},
        };
        for (const row& r : users)
        {
            CAPTURE(r.query);
            const texts sorted = all_ids(api, "/users", "limit=100&" + r.query);
            REQUIRE(sorted.size() == 28);
            CHECK(texts(sorted.begin(), sorted.begin() + static_cast<std::ptrdiff_t>(r.first.size())) == r.first);
            CHECK(texts(sorted.end() - static_cast<std::ptrdiff_t>(r.last.size()), sorted.end()) == r.last);
        }
        CHECK(all_ids(api, "/licenses", "sort_by[unit_amount]=desc") ==
              texts{"lic-enterprise", "lic-standard", "lic-guest"});
        CHECK(all_ids(api, "/licenses", "sort_by[is_paid]=asc&sort_by[available_quantity]=desc") ==
              texts{"lic-guest", "lic-standard", "lic-enterprise"});
        CHECK(api.call("GET", "/users", "", "sort_by=name").status() == 400);
        CHECK(api.call("GET", "/users", "", "sort_by[name]=up").status() == 400);
    }

    TEST_CASE("the page before can be asked for as well")
    {
        const directory_simulator sim;
        client api{sim};
        const auto first = api.call("GET", "/groups", "", "limit=2");
        const auto second = api.call("GET", "/groups", "", "limit=2&next_cursor=" + encoded(first.at({"next_cursor"})));
        const auto third = api.call("GET", "/groups", "", "limit=2&next_cursor=" + encoded(second.at({"next_cursor"})));
        CHECK(first.at({"prev_cursor"}).is_null());
        CHECK(third.at({"next_cursor"}).is_null());

        const auto back = api.call("GET", "/groups", "", "limit=2&next_cursor=" + encoded(third.at({"prev_cursor"})));
        CHECK(back.text() == second.text());
        const auto start = api.call("GET", "/groups", "", "limit=3&next_cursor=" + encoded(second.at({"prev_cursor"})));
        CHECK(ids_on(start) == ids_on(first));
        CHECK(start.at({"prev_cursor"}).is_null());
    }

    TEST_CASE("nothing is skipped or repeated when records go between two pages")
    {
        const directory_simulator sim;
        client api{sim};
        const auto first = api.call("GET", "/groups", "", "limit=2&sort_by[name]=asc");
        REQUIRE(ids_on(first) == texts{"grp-finance", "grp-labs"});
        CHECK(api.call("DELETE", "/groups/grp-finance").status() == 200);
        CHECK(api.call("DELETE", "/groups/grp-labs").status() == 200);
        CHECK(api.call("POST", "/groups", R"({"name":"Aardvarks"})").status() == 201);
        const auto next = api.call("GET", "/groups", "",
                                   "limit=2&sort_by[name]=asc&next_cursor=" + encoded(first.at({"next_cursor"})));
        CHECK(ids_on(next) == texts{"grp-people", "grp-platform"});
    }

    TEST_CASE("a cursor that is not one of the list is refused by the provider")
    {
        const directory_simulator sim;
        client api{sim};
        const std::string cursor = encoded(api.call("GET", "/users", "", "limit=1").at({"next_cursor"}));
        const auto of_array = [](const std::string& base64) { return encoded(json::value(base64)); };
        const std::string wrong[] = {
            "/users?next_cursor=x",
            "/users?next_cursor=AAAA",
            "/users?next_cursor=" + of_array("W10="),
            "/users?next_cursor=" + of_array("WyJ1c2VycyIsW10sdHJ1ZSxbXSwieCJd"),
            "/users?next_cursor=" + cursor + "AAAA",
            "/groups?next_cursor=" + cursor,
            "/users?sort_by[name]=asc&next_cursor=" + cursor,
        };
        for (const std::string& each : wrong)
        {
            CAPTURE(each);
            const std::size_t question = each.find('?');
            const auto answer = api.call("GET", each.substr(0, question), "", each.substr(question + 1));
            CHECK(answer.status() == 400);
            CHECK(answer.at({"truto_is_remote_error"}) == true);
            CHECK(answer.at({"raw_response", "error", "code"}) == "invalid_cursor");
            CHECK(answer.at({"truto_error_insight", "remote_error", "description"}).is_string());
        }
        CHECK(api.call("GET", "/users", "", "next_cursor=" + cursor).status() == 200);
    }

    TEST_CASE("a list can come as an object, by a member of its records")
    {
        const directory_simulator sim;
        client api{sim};
        const auto by_id = api.call("GET", "/roles", "", "truto_key_by=id");
        CHECK(by_id.at({"result"}).as_object().size() == 5);
        CHECK(by_id.at({"result", "role-admin", "name"}) == "Administrator");
        CHECK(by_id.at({"result_count"}) == 5);

        // The member is not shown, and is the key all the same.
        const auto hidden = api.call("GET", "/roles", "", "truto_key_by=name&truto_exclude_fields[]=name");
        CHECK(hidden.at({"result", "Viewer", "id"}) == "role-viewer");
        CHECK(hidden.at({"result", "Viewer", "name"}).is_null());

        const auto by_price = api.call("GET", "/licenses", "", "truto_key_by=is_paid");
        CHECK(by_price.at({"result"}).as_object().size() == 2);
        CHECK(by_price.at({"result", "false", "id"}) == "lic-guest");
        CHECK(api.call("GET", "/utilization", "", "truto_key_by=id").at({"result"}) == json::object{});
    }

    TEST_CASE("a list can say that it is not complete")
    {
        directory_simulator sim;
        client api{sim};
        sim.answer_in_part(true);
        CHECK(api.call("GET", "/users").at({"is_partial_response"}) == true);
        sim.answer_in_part(false);
        CHECK(api.call("GET", "/users").at({"is_partial_response"}) == false);
        sim.answer_in_part(true);
        sim.reset();
        CHECK(api.call("GET", "/users").at({"is_partial_response"}) == false);
    }

    TEST_CASE("lists come in every format")
    {
        const directory_simulator sim;
        client api{sim};
        const auto ask = [&](const std::string& form)
        {
            return api.call("GET", "/groups", "",
                            "limit=2&truto_ignore_remote_data=true&truto_response_format=" + form);
        };

        const auto unified = ask("unified");
        CHECK(unified.at({"result"}).as_array().at(0).as_object().contains("name"));
        CHECK_FALSE(unified.at({"result"}).as_array().at(0).as_object().contains("remote_data"));
        CHECK(ask("normalized").text() == unified.text());

        const auto raw = ask("raw");
        CHECK(raw.at({"data"}).as_array().size() == 2);
        CHECK(raw.at({"data"}).as_array().at(0) == sim.group("grp-platform").at("remote_data"));
        CHECK(raw.at({"next_cursor"}) == unified.at({"next_cursor"}));

        const auto stream = ask("stream");
        CHECK(stream.text() == raw.text());
        CHECK(stream.message.chunked());

        const auto debug = ask("debug");
        CHECK(debug.at({"result"}) == unified.body());
        CHECK(debug.at({"debug", "data"}) == raw.body());
        CHECK(debug.at({"debug", "nextCursor"}) == unified.at({"next_cursor"}));
        CHECK(debug.at({"debug", "resultCount"}) == 2);
        CHECK(debug.at({"debug", "isEmptyResult"}) == false);
        CHECK(debug.at({"debug", "isLooping"}) == false);
        CHECK(debug.at({"debug", "requestOptions", "method"}) == "GET");
    }

    TEST_CASE("ten thousand people are read to the end")
    {
        const directory_simulator sim{{.more_users = 10'000, .recorded_requests = 0}};
        client api{sim};
        std::set<std::string> ids;
        std::string cursor;
        std::size_t pages = 0;
        do
        {
            const reply page =
                api.call("GET", "/users", "",
                         "limit=1000&truto_ignore_remote_data=true" + (cursor.empty() ? "" : "&next_cursor=" + cursor));
            REQUIRE(page.status() == 200);
            for (const std::string& id : ids_on(page))
            {
                ids.insert(id);
            }
            cursor = encoded(page.at({"next_cursor"}));
            ++pages;
        } while (!cursor.empty() && pages < 100);
        CHECK(ids.size() == 10'036);
        CHECK(pages == 11);
    }
}
