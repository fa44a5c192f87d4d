#include <truto/testing/directory_simulator.hpp>

#include <boost/json.hpp>

#include <algorithm>
#include <cstddef>
#include <doctest/doctest.h>
#include <string>
#include <string_view>
#include <vector>

#include "support/simulator_client.hpp"

using namespace truto::test;

namespace
{

using client = plain_client;

}  // namespace

TEST_CASE("ids in paths are decoded as one segment")
{
    const directory_simulator sim;
    client api{sim};

    CHECK(api.call("DELETE", "/users/partner/zo%C3%AB%20kramer@example.com").status() == 404);
    CHECK(api.call("DELETE", "/users/partner%2Fzo%C3%AB+kramer%40example.com").status() == 404);
    CHECK(api.call("DELETE", "/users/partner%2fzo%c3%ab%20kramer@example.com").status() == 200);
    CHECK(sim.user(sim.seeded().awkward_user).at("status") == "deleted");
}

TEST_CASE("requests that cannot be carried out are refused in the API's envelope")
{
    const directory_simulator sim;
    const std::string account = "integrated_account_id=" + sim.account_id();
    const std::string base = "/unified/user-directory";
    const std::string remove = base + "/groups/remove-user?" + account;
    const std::string labs = membership("grp-labs", "00uy1b");

    struct row
    {
        const char* what;
        std::string method;
        std::string target;
        std::string body;
        unsigned status;
        std::string message;
        std::string insight{};  // key: names
        field_list fields{};
    };
    const row rows[] = {
        {"no token", "POST", remove, labs, 401, "The API token is missing or not valid", "", {{"Authorization", ""}}},
        {"a wrong token",
         "POST",
         remove,
         labs,
         401,
         "The API token is missing or not valid",
         "",
         {{"Authorization", "Bearer " + sim.token() + "x"}}},
        {"another scheme",
         "POST",
         remove,
         labs,
         401,
         "The API token is missing or not valid",
         "",
         {{"Authorization", "Basic " + sim.token()}}},
        {"no account", "POST", base + "/groups/remove-user", labs, 400, "integrated_account_id is required",
         R"({"missing_required_query_parameters":["integrated_account_id"]})"},
        {"an empty account", "POST", base + "/groups/remove-user?integrated_account_id=", labs, 400,
         "integrated_account_id is required", R"({"missing_required_query_parameters":["integrated_account_id"]})"},
        {"an unknown account", "POST", base + "/groups/remove-user?integrated_account_id=x", labs, 404,
         "There is no integrated account with this id"},
        {"two accounts", "POST", remove + "&" + account, labs, 400,
         "integrated_account_id must be given once, as text"},

        {"nothing in the body", "POST", remove, "{}", 400, "group_id, user_id are required",
         R"({"missing_required_body_fields":["group_id","user_id"]})"},
        {"no body", "POST", remove, "", 400, "group_id, user_id are required",
         R"({"missing_required_body_fields":["group_id","user_id"]})"},
        {"no user", "POST", remove, R"({"group_id":"x"})", 400, "user_id is required",
         R"({"missing_required_body_fields":["user_id"]})"},
        {"null for the group", "POST", remove, R"({"group_id":null,"user_id":"x"})", 400, "group_id is required",
         R"({"missing_required_body_fields":["group_id"]})"},
        {"a number for the group", "POST", remove, R"({"group_id":1,"user_id":"x"})", 400, "group_id must be a string"},
        {"text for remote_data", "POST", remove, R"({"group_id":"x","user_id":"y","remote_data":"z"})", 400,
         "remote_data must be an object"},
        {"no user and no roles", "POST", base + "/users/unassign-role?" + account, "{}", 400, "id, roles are required",
         R"({"missing_required_body_fields":["id","roles"]})"},
        {"a role without id and name", "POST", base + "/users/unassign-role?" + account,
         R"({"id":"00u7k2","roles":[{"id":"a"},{"group":"b"}]})", 400, "roles[1].id is required",
         R"({"missing_required_body_fields":["roles[1].id"]})"},
        {"remove_from without an id", "DELETE", base + "/users/x?remove_from=group&" + account, "", 400,
         "remove_from_id is required",
         R"({"missing_required_query_parameters":["remove_from_id"],)"
         R"("conditionally_required_query_parameters":{"remove_from_id":{"when":"remove_from is set"}}})"},

        {"not JSON", "POST", remove, "{", 400, "The body is not JSON"},
        {"JSON that is no object", "POST", remove, "[1]", 400, "The body must be a JSON object"},
        {"not UTF-8", "POST", remove, "{\"group_id\":\"\xFF\"}", 400, "The body is not JSON"},
        {"too deep", "POST", remove, std::string(100, '[') + std::string(100, ']'), 400, "The body is not JSON"},
        {"another type",
         "POST",
         remove,
         labs,
         415,
         "The body must be application/json",
         "",
         {{"Content-Type", "text/plain"}}},
        {"almost the type",
         "POST",
         remove,
         labs,
         415,
         "The body must be application/json",
         "",
         {{"Content-Type", "application/jsonx"}}},

        {"an unknown format", "POST", remove + "&truto_response_format=yaml", labs, 400,
         "truto_response_format must be unified, raw, normalized, stream or debug"},
        {"neither true nor false", "POST", remove + "&truto_ignore_remote_data=1", labs, 400,
         "truto_ignore_remote_data must be true or false"},
        {"no names", "POST", remove + "&truto_exclude_fields[][a]=1", labs, 400,
         "truto_exclude_fields must be a list of names"},
        {"no object", "POST", remove + "&remote_query=1", labs, 400,
         "remote_query must be an object: remote_query[name]=value"},

        {"no such path", "POST", "/", labs, 404, "There is nothing at this path"},
        {"a longer path", "POST", base + "/groups/remove-user/x?" + account, labs, 404,
         "There is nothing at this path"},
        {"a trailing slash", "DELETE", base + "/users/?" + account, "", 404, "There is nothing at this path"},
        {"the base alone", "GET", base + "?" + account, "", 404, "There is nothing at this path"},
        {"an unknown resource", "DELETE", base + "/planets/1?" + account, "", 404, "There is nothing at this path"},
        {"a similar base", "DELETE", base + "x/users/1?" + account, "", 404, "There is nothing at this path"},
        {"a cut escape", "DELETE", base + "/users/a%4?" + account, "", 400, "The path is not percent-encoded UTF-8"},
        {"escapes that are not UTF-8", "DELETE", base + "/users/%ff?" + account, "", 400,
         "The path is not percent-encoded UTF-8"},
        {"bytes that are not UTF-8", "DELETE", base + "/users/1?x=\xFF&" + account, "", 400,
         "The request target is not UTF-8"},
        {"the collection", "DELETE", base + "/users?" + account, "", 405, "This path takes GET, POST only"},
        {"a wrong method", "PUT", base + "/users/1", "", 405, "This path takes GET, PATCH, DELETE only"},
        {"a method nobody knows", "FROB", base + "/users/1", "", 405, "This path takes GET, PATCH, DELETE only"},
        {"a method's name comes before an id", "DELETE", base + "/users/unassign-role?" + account, "", 405,
         "This path takes POST only"},
    };

    client api{sim};
    const json::array before = sim.users();
    for (const row& r : rows)
    {
        CAPTURE(r.what);
        const auto answer = api.exchange(r.method, r.target, r.body, r.fields);
        CAPTURE(answer.text());
        CHECK(answer.status() == r.status);
        CHECK(answer.field("Content-Type") == "application/json; charset=utf-8");
        CHECK(answer.at({"statusCode"}) == r.status);
        CHECK(text(answer.at({"error"})) == answer.message.reason());
        CHECK(text(answer.at({"message"})).substr(0, r.message.size()) == r.message);
        CHECK(answer.at({"truto_is_remote_error"}).is_null());

        json::object insight;
        if (const json::value hints = answer.at({"truto_error_insight"}); hints.is_object())
        {
            for (const auto& hint : hints.as_object())
            {
                CHECK(hint.value().at("description").is_string());
                insight[hint.key()] = hint.value().at("value");
            }
        }
        CHECK(json::value(insight) == json::parse(r.insight.empty() ? "{}" : r.insight));
        CHECK(answer.field("Allow").empty() == (r.status != 405));
        CHECK(answer.field("WWW-Authenticate").empty() == (r.status != 401));
    }
    CHECK(sim.users() == before);
    CHECK(sim.connections() == 1);
}

TEST_CASE("a value of the wrong type is named among the failures")
{
    const directory_simulator sim;
    client api{sim};
    const auto answer = api.call("POST", "/users/unassign-role", R"({"id":"x","roles":[{"id":"a"},{"id":7}]})");
    CHECK(answer.at({"details"}) ==
          json::parse(R"({"failures":[{"path":"roles[1].id","reason":"must be a string"}]})"));
}

TEST_CASE("what the provider refuses says so, with the provider's own words")
{
    const directory_simulator sim;
    client api{sim};
    const auto answer = api.call("DELETE", "/users/n%22o");
    CHECK(answer.body() == json::parse(R"({
        "statusCode": 404, "error": "Not Found", "message": "There is no user with the id n\"o",
        "truto_is_remote_error": true,
        "raw_response": {"error": {"code": "not_found", "message": "There is no user with the id n\"o"}},
        "truto_error_insight": {"remote_error": {"description": "The provider refused the call."}}})"));
}

TEST_CASE("every other method is refused with those that are allowed")
{
    const directory_simulator sim;
    struct row
    {
        std::string path;
        std::vector<std::string> allowed;
    };
    const row rows[] = {{"/activities", {"GET"}},
                        {"/activities/x", {"GET"}},
                        {"/billing", {"GET"}},
                        {"/groups", {"GET", "POST"}},
                        {"/groups/x", {"GET", "PATCH", "DELETE"}},
                        {"/groups/remove-user", {"POST"}},
                        {"/groups/remove", {"POST"}},
                        {"/groups/add", {"POST"}},
                        {"/licenses", {"GET"}},
                        {"/licenses/x", {"GET"}},
                        {"/me", {"GET"}},
                        {"/organizations", {"GET"}},
                        {"/organizations/x", {"GET", "PATCH", "DELETE"}},
                        {"/role_assignments", {"GET"}},
                        {"/role_assignments/x", {"GET", "DELETE"}},
                        {"/roles", {"GET", "POST"}},
                        {"/roles/x", {"GET", "PATCH", "DELETE"}},
                        {"/users", {"GET", "POST"}},
                        {"/users/x", {"GET", "PATCH", "DELETE"}},
                        {"/users/unassign-role", {"POST"}},
                        {"/users/deactivate", {"POST"}},
                        {"/users/downgrade", {"POST"}},
                        {"/utilization", {"GET"}},
                        {"/workspaces", {"GET"}},
                        {"/workspaces/x", {"GET"}}};
    client api{sim};
    std::size_t operations = 0;
    for (const row& r : rows)
    {
        operations += r.allowed.size();
        std::string allowed;
        for (const std::string& each : r.allowed)
        {
            allowed.append(allowed.empty() ? "" : ", ").append(each);
        }
        for (const std::string method : {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"})
        {
            CAPTURE(r.path);
            CAPTURE(method);
            const auto answer = api.exchange(method, "/unified/user-directory" + r.path);
            const bool is_allowed = std::find(r.allowed.begin(), r.allowed.end(), method) != r.allowed.end();
            CHECK(answer.status() == (is_allowed ? 400 : 405));  // without an account
            CHECK(answer.field("Allow") == (is_allowed ? "" : allowed));
            CHECK(answer.text().empty() == (method == "HEAD"));
        }
    }
    CHECK(operations == 37);
}

TEST_CASE("a sandbox account is for reading only")
{
    const directory_simulator sim{{.accounts = 2, .sandbox_accounts = 1}};
    REQUIRE(sim.account_ids().size() == 2);
    REQUIRE(sim.sandbox_account_ids().size() == 1);
    const std::string account = "?integrated_account_id=" + sim.sandbox_account_ids().front();
    client api{sim};

    CHECK(api.exchange("GET", "/unified/user-directory/users/00u7k2" + account).status() == 200);
    struct row
    {
        const char* method;
        std::string path;
    };
    for (const row& r : {row{"POST", "/groups"}, row{"POST", "/groups/remove-user"}, row{"PATCH", "/users/00u7k2"},
                         row{"DELETE", "/users/00u7k2"}})
    {
        CAPTURE(r.path);
        const auto answer = api.exchange(r.method, "/unified/user-directory" + r.path + account, "{}");
        CHECK(answer.status() == 405);
        CHECK(answer.field("Allow") == "GET");
        CHECK(answer.at({"truto_is_remote_error"}).is_null());
    }
    CHECK(sim.effect_count() == 0);
    CHECK(api.call("DELETE", "/users/00u7k2").status() == 200);
}

TEST_CASE("types of JSON bodies that are understood")
{
    for (const char* type : {"application/json", "APPLICATION/JSON", "application/json; charset=utf-8",
                             "application/json ;charset=utf-8", "application/scim+json", ""})
    {
        CAPTURE(type);
        const directory_simulator sim;
        client api{sim};
        CHECK(api.call("POST", "/groups/remove-user", membership("grp-labs", "00uy1b"), "", {{"Content-Type", type}})
                  .status() == 200);
    }
}

TEST_CASE("a body of any type can be passed through to the provider")
{
    const directory_simulator sim;
    client api{sim};
    const std::string query = "id=00u7k2&roles[0][id]=role-admin&truto_body_passthrough=";
    const field_list type = {{"Content-Type", "application/octet-stream"}};

    CHECK(api.call("POST", "/users/unassign-role", "\x01\x02", query + "false", type).status() == 415);
    CHECK(api.call("POST", "/users/unassign-role", "\x01\x02", query + "true", type).status() == 200);
}
