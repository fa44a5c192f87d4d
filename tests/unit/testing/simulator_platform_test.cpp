#include <truto/testing/directory_simulator.hpp>

#include <boost/json.hpp>

#include <chrono>
#include <cstddef>
#include <doctest/doctest.h>
#include <string>
#include <string_view>

#include "support/simulator_client.hpp"

using namespace truto::test;

namespace
{

using client = plain_client;

std::string token_for(client& api, const std::string& account)
{
    const auto answer = api.exchange("POST", "/integrated-account/token",
                                     json::serialize(json::value{{"integrated_account_id", account}}));
    REQUIRE(answer.status() == 200);
    return text(answer.at({"integrated_account_token"}));
}

field_list bearer(const std::string& token)
{
    return {{"Authorization", "Bearer " + token}};
}

std::string batch_of(const directory_simulator& sim, std::string_view resources)
{
    return json::serialize(
        json::value{{"integrated_account_id", sim.account_id()}, {"resources", json::parse(resources)}});
}

}  // namespace

TEST_SUITE("simulator platform")
{
    TEST_CASE("a token for one account implies it, and is good for nothing else")
    {
        const directory_simulator sim{{.accounts = 2}};
        client api{sim};
        const std::string token = token_for(api, sim.account_ids()[1]);
        CHECK(token != sim.token());
        const auto with_token = [&](std::string_view method, const std::string& target)
        { return api.exchange(method, target, "", bearer(token)).status(); };

        CHECK(with_token("DELETE", "/unified/user-directory/users/00u7k2") == 200);
        CHECK(sim.effects().back().account_id == sim.account_ids()[1]);
        const std::string named = "/unified/user-directory/users/00u1xw?integrated_account_id=";
        CHECK(with_token("GET", named + sim.account_ids()[1]) == 200);
        CHECK(with_token("GET", named + sim.account_ids()[0]) == 403);
        CHECK(with_token("GET", named + "x") == 404);
        CHECK(with_token("GET", "/proxy/users") == 200);
        CHECK(with_token("GET", "/integrated-account/me") == 200);
        CHECK(with_token("GET", "/unified/user-directory/users/meta/list") == 200);

        struct row
        {
            const char* method;
            std::string target;
        };
        for (const row& r : {row{"POST", "/integrated-account/token"}, row{"POST", "/batch-request"},
                             row{"GET", "/integrated-account/" + sim.account_ids()[1] + "/capabilities"},
                             row{"GET", "/integration/quillmoor-id/capabilities"},
                             row{"GET", "/unified/meta/user-directory/quillmoor-id"}})
        {
            CAPTURE(r.target);
            CHECK(with_token(r.method, r.target) == 403);
        }
        for (const auto& request : sim.requests())
        {
            CHECK(request.authorized);
        }
    }

    TEST_CASE("a token for one account ends")
    {
        directory_simulator sim;
        client api{sim};
        const std::string token = token_for(api, sim.account_id());
        const std::string target = "/unified/user-directory/me";
        CHECK(api.exchange("GET", target, "", bearer(token)).status() == 200);
        sim.end_account_tokens();
        CHECK(api.exchange("GET", target, "", bearer(token)).status() == 401);
        const std::string second = token_for(api, sim.account_id());
        CHECK(api.exchange("GET", target, "", bearer(second)).status() == 200);
        sim.reset();
        CHECK(api.exchange("GET", target, "", bearer(second)).status() == 401);
        CHECK(api.call("GET", "/me").status() == 200);
    }

    TEST_CASE("tokens are made for accounts that are there")
    {
        const directory_simulator sim;
        client api{sim};
        const auto ask = [&](std::string_view body) { return api.exchange("POST", "/integrated-account/token", body); };
        CHECK(ask(R"({"integrated_account_id":"x"})").status() == 404);
        CHECK(ask(R"({"integrated_account_id":1})").status() == 400);
        CHECK(ask("{}").at({"truto_error_insight", "missing_required_body_fields", "value"}) ==
              json::array{"integrated_account_id"});
        CHECK(api.exchange("GET", "/integrated-account/token").field("Allow") == "POST");
        CHECK(api.exchange("POST", "/integrated-account/token", "{}", {{"Authorization", ""}}).status() == 401);
    }

    TEST_CASE("an account tells about itself, and keeps what it is told")
    {
        const directory_simulator sim{{.sandbox_accounts = 1}};
        client api{sim};
        const field_list token = bearer(token_for(api, sim.account_id()));
        const auto before = api.exchange("GET", "/integrated-account/me", "", token);
        CHECK(before.at({"id"}) == json::string(sim.account_id()));
        CHECK(before.at({"status"}) == "active");
        CHECK(before.at({"context"}) == json::object{});

        const auto changed =
            api.exchange("PATCH", "/integrated-account/me", R"({"context":{"region":"north"}})", token);
        CHECK(changed.at({"context", "region"}) == "north");
        CHECK(api.exchange("GET", "/integrated-account/me", "", token).text() == changed.text());
        CHECK(api.exchange("PATCH", "/integrated-account/me", R"({"context":1})", token).status() == 400);
        CHECK(api.exchange("GET", "/integrated-account/me").status() == 403);

        const field_list sandbox = bearer(token_for(api, sim.sandbox_account_ids().front()));
        CHECK(api.exchange("GET", "/integrated-account/me", "", sandbox).at({"is_sandbox"}) == true);
        CHECK(api.exchange("DELETE", "/unified/user-directory/users/00u7k2", "", sandbox).status() == 405);
    }

    TEST_CASE("capabilities are what there is")
    {
        const directory_simulator sim;
        client api{sim};
        const std::string target = "/integrated-account/" + sim.account_id() + "/capabilities";
        const auto all = api.exchange("GET", target);
        REQUIRE(all.status() == 200);
        CHECK(all.at({"account", "id"}) == json::string(sim.account_id()));
        CHECK(all.at({"environment_id"}).is_string());
        const json::value unified = all.at({"unified"});
        std::size_t methods = 0;
        for (const json::value& each : unified.as_array())
        {
            CHECK(each.at("model") == "user-directory");
            methods += each.at("methods").as_array().size();
        }
        CHECK(unified.as_array().size() == 11);
        CHECK(methods == 37);

        const auto groups = api.exchange("GET", target + "?type=unified&resource=groups");
        CHECK(groups.at({"proxy"}) == json::array{});
        CHECK(groups.at({"unified"}).as_array().size() == 1);
        CHECK(groups.at({"unified"}).as_array().at(0).at("methods") ==
              json::array{"list", "create", "remove-user", "remove", "add", "get", "update", "delete"});
        const auto lists = api.exchange("GET", target + "?type=proxy&methods=list&resource=users&has_description=true");
        CHECK(lists.at({"unified"}) == json::array{});
        CHECK(lists.at({"proxy"}).as_array().size() == 1);
        CHECK(lists.at({"proxy"}).as_array().at(0).at("methods").as_array().size() == 1);

        const auto general = api.exchange("GET", "/integration/quillmoor-id/capabilities");
        CHECK(general.at({"unified"}) == unified);
        CHECK(general.at({"account"}).is_null());
        CHECK(api.exchange("GET", "/integration/" + text(all.at({"integration", "id"})) + "/capabilities").text() ==
              general.text());
        CHECK(api.exchange("GET", "/integration/other/capabilities").status() == 404);
        CHECK(api.exchange("GET", "/integrated-account/x/capabilities").status() == 404);
        CHECK(api.exchange("GET", target + "?type=some").status() == 400);
        CHECK(api.exchange("GET", target + "?has_description=perhaps").status() == 400);
    }

    TEST_CASE("methods are described as they are")
    {
        const directory_simulator sim;
        client api{sim};
        const std::string account = "?integrated_account_id=" + sim.account_id();
        const std::string base = "/unified/user-directory/";
        const auto list = api.exchange("GET", base + "users/meta/list" + account);
        CHECK(list.at({"method"}) == "list");
        CHECK(list.at({"schema", "emails", "type"}) == "array");
        CHECK(list.at({"query_schema", "status", "type"}) == "string");
        CHECK(list.at({"request_body_schema"}).is_null());
        CHECK(list.at({"response_schema"}).is_null());
        const auto create = api.exchange("GET", base + "groups/quillmoor-id/meta/create");
        CHECK(create.at({"request_body_schema", "name", "type"}) == "string");
        CHECK(create.at({"response_schema", "properties"}) == create.at({"schema"}));
        CHECK(api.exchange("GET", base + "groups/meta/remove-user" + account).status() == 200);
        CHECK(api.exchange("GET", base + "groups/meta/add-user" + account).status() == 404);
        CHECK(api.exchange("GET", base + "groups/meta/list").status() == 400);
        CHECK(api.exchange("GET", base + "groups/other/meta/list").status() == 404);
        CHECK(api.exchange("GET", "/unified/crm/groups/meta/list" + account).status() == 404);

        const std::string model = "/unified/meta/user-directory/quillmoor-id";
        CHECK(api.exchange("GET", model).at({"users", "unassign-role", "operation"}) == "users.unassign_role");
        const auto text = api.exchange("GET", model + "?format=md");
        CHECK(text.field("Content-Type") == "text/markdown; charset=utf-8");
        CHECK(text.text().find("# users\n\n- list\n") != std::string::npos);
        CHECK(api.exchange("GET", model + "?format=html").field("Content-Type") == "text/html; charset=utf-8");
        CHECK(api.exchange("GET", model + "?format=pdf").status() == 400);
        CHECK(api.exchange("GET", "/unified/meta/crm/quillmoor-id").status() == 404);
    }

    TEST_CASE("the proxy gives the provider's own records")
    {
        const directory_simulator sim;
        client api{sim};
        const std::string account = "?integrated_account_id=" + sim.account_id();
        CHECK(api.exchange("GET", "/proxy/users/00u7k2" + account).body() == sim.user("00u7k2").at("remote_data"));
        const auto page = api.exchange("GET", "/proxy/groups" + account + "&limit=2&name=ignored");
        CHECK(page.at({"result"}).as_array().size() == 2);
        CHECK(page.at({"result"}).as_array().at(0) == sim.group("grp-platform").at("remote_data"));
        CHECK(page.at({"next_cursor"}).is_string());
        CHECK(api.exchange("GET", "/proxy/planets" + account).status() == 404);
        CHECK(api.exchange("GET", "/proxy/users/nobody" + account).at({"truto_is_remote_error"}) == true);
        CHECK(api.exchange("DELETE", "/proxy/users/00u7k2" + account).status() == 405);
        CHECK(api.exchange("GET", "/proxy/users").status() == 400);
    }

    TEST_CASE("a batch makes its calls in order, follows lists, and tells what went wrong")
    {
        const directory_simulator sim;
        client api{sim};
        const auto answer = api.exchange("POST", "/batch-request", batch_of(sim, R"([
            {"resource": "user-directory/users", "method": "list",
             "query": {"limit": 10, "status": {"in": "active,invited"}}},
            {"resource": "user-directory/groups", "method": "list", "query": {"group_type": "department"},
             "depends_on": ["user-directory/users"]},
            {"resource": "user-directory/groups", "name": "details", "method": "get", "loop_on": "user-directory/groups"},
            {"resource": "user-directory/users", "name": "gone", "method": "delete", "id": "00u7k2"},
            {"resource": "user-directory/users", "name": "again", "method": "DELETE", "id": "00u7k2"},
            {"resource": "user-directory/groups", "name": "joined", "method": "add",
             "body": {"group_id": "grp-labs", "user_id": "00u1xw"}},
            {"resource": "groups", "name": "raw", "method": "GET", "depends_on": "details"}
        ])"));
        REQUIRE(answer.status() == 200);
        CHECK(answer.at({"result", "user-directory/users"}).as_array().size() == 30);
        CHECK(answer.at({"result", "user-directory/groups"}).as_array().size() == 2);
        CHECK(answer.at({"result", "details"}) == answer.at({"result", "user-directory/groups"}));
        CHECK(answer.at({"result", "gone"}).as_array().at(0).at("status") == "deleted");
        CHECK(answer.at({"errors", "gone"}) == json::array{});
        CHECK(answer.at({"result", "again"}) == json::array{});
        CHECK(answer.at({"errors", "again"}).as_array().at(0).at("statusCode") == 404);
        CHECK(answer.at({"result", "joined"}).as_array().at(0).at("id") == "grp-labs");
        CHECK(answer.at({"result", "raw"}).as_array().size() == 6);

        REQUIRE(sim.effect_count() == 2);
        CHECK(sim.effects()[0].operation == "users.delete");
        CHECK(sim.effects()[1].operation == "groups.add");
        CHECK(members_of(sim, "grp-labs").count("00u1xw") == 1);
    }

    TEST_CASE("a batch is run once for one key")
    {
        const directory_simulator sim;
        client api{sim};
        const std::string batch =
            batch_of(sim, R"([{"resource": "user-directory/users", "method": "delete", "id": "00u7k2"}])");
        const field_list key = {{"Idempotency-Key", "k"}};
        const auto first = api.exchange("POST", "/batch-request", batch, key);
        const auto again = api.exchange("POST", "/batch-request", batch, key);
        CHECK(again.text() == first.text());
        CHECK(again.field("idempotency-replayed") == "true");
        CHECK(sim.effect_count() == 1);
    }

    TEST_CASE("a batch that makes no sense is refused as a whole")
    {
        const directory_simulator sim{{.sandbox_accounts = 1}};
        client api{sim};
        for (const char* resources : {
                 "[]",
                 "[1]",
                 R"([{"resource": "user-directory/users", "method": "get"}])",
                 R"([{"resource": "user-directory/planets", "method": "list"}])",
                 R"([{"resource": "crm/users", "method": "list"}])",
                 R"([{"resource": "planets", "method": "list"}])",
                 R"([{"resource": "users", "method": "delete", "id": "x"}])",
                 R"([{"resource": "users", "method": "list", "depends_on": ["later"]}])",
                 R"([{"resource": "users", "method": "list", "query": 1}])",
                 R"([{"resource": 1, "method": "list"}])",
             })
        {
            CAPTURE(resources);
            CHECK(api.exchange("POST", "/batch-request", batch_of(sim, resources)).status() == 400);
        }
        CHECK(api.exchange("POST", "/batch-request", "{}").at({"message"}) ==
              "integrated_account_id, resources are required");
        CHECK(api.exchange("GET", "/batch-request").status() == 405);

        json::value sandboxed =
            json::parse(batch_of(sim, R"([{"resource": "user-directory/users", "method": "delete", "id": "00u7k2"}])"));
        sandboxed.as_object()["integrated_account_id"] = sim.sandbox_account_ids().front();
        const auto answer = api.exchange("POST", "/batch-request", json::serialize(sandboxed));
        CHECK(answer.at({"errors", "user-directory/users"}).as_array().at(0).at("statusCode") == 405);
        CHECK(sim.effect_count() == 0);
    }

    TEST_CASE("the limit of an account is about its own calls")
    {
        truto::testing::directory_simulator_options options;
        options.account_limit = {.requests = 1, .window = std::chrono::hours{1}};
        const directory_simulator sim{options};
        client api{sim};
        const field_list token = bearer(token_for(api, sim.account_id()));
        CHECK(api.exchange("GET", "/integrated-account/me", "", token).status() == 200);
        CHECK(api.exchange("GET", "/proxy/users", "", token).status() == 200);
        CHECK(api.exchange("GET", "/unified/user-directory/me", "", token).status() == 429);
        CHECK(sim.refusals() == 1);
    }
}
