#include <truto/json.hpp>
#include <truto/platform.hpp>
#include <truto/testing/fake_transport.hpp>
#include <truto/user_directory.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <functional>
#include <optional>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "support/run.hpp"

using namespace truto::test;
using truto::errc;
namespace platform = truto::platform;
namespace testing = truto::testing;

namespace
{

const std::string account = "3d0c5b0e-7f4a-4f6e-9c37-1b8e52a6d411";

/// One answer from a network that takes any request.
template <class T, class Call>
ended<T> answered(unsigned status, std::string body, Call&& call)
{
    testing::fake_transport network;
    network.any().answer(status, std::move(body));
    asio::io_context context;
    const platform::client api{context, network.options()};
    return run<T>(context, [&](auto token) { call(api, std::move(token)); });
}

constexpr auto ignore = [](truto::error_code, auto) {};

}  // namespace

TEST_SUITE("platform")
{
    TEST_CASE("each operation has its method, target and body, and the account only where it is a parameter")
    {
        using call = std::function<void(const platform::client&)>;
        struct row
        {
            std::string name;
            call make;
            std::string method;
            std::string target;
            std::string body;
        };
        const std::string of_account = "?integrated_account_id=" + account;
        const std::vector<row> rows{
            {"mint a token", [](const auto& api)
             { api.integrated_accounts().async_create_token({.integrated_account_id = "a-1"}, ignore); }, "POST",
             "/integrated-account/token", R"({"integrated_account_id":"a-1"})"},
            {"what an account can do",
             [](const auto& api) { api.integrated_accounts().async_capabilities("a-1", ignore); }, "GET",
             "/integrated-account/a-1/capabilities", ""},
            {"what an account can do, narrowed down",
             [](const auto& api)
             {
                 api.integrated_accounts().async_capabilities("a-1",
                                                              {.type = platform::capabilities_type::proxy,
                                                               .methods = {"list", "get one"},
                                                               .resource = "Contact",
                                                               .has_description = false},
                                                              ignore);
             },
             "GET",
             "/integrated-account/a-1/capabilities?type=proxy&methods=list,get%20one&resource=Contact"
             "&has_description=false",
             ""},
            {"what an integration can do",
             [](const auto& api)
             {
                 api.integrations().async_capabilities("juniper mist", {.type = platform::capabilities_type::unified},
                                                       ignore);
             },
             "GET", "/integration/juniper%20mist/capabilities?type=unified", ""},
            {"a method of an account",
             [](const auto& api) { api.meta().async_method("user-directory", "users", "unassign-role", ignore); },
             "GET", "/unified/user-directory/users/meta/unassign-role" + of_account, ""},
            {"a method of another account",
             [](const auto& api) { api.account("a/2").meta().async_method("user-directory", "users", "list", ignore); },
             "GET", "/unified/user-directory/users/meta/list?integrated_account_id=a%2F2", ""},
            {"a method of an integration",
             [](const auto& api)
             {
                 api.meta().async_method_of_integration("user-directory", "role_assignments", "jenkins", "get", ignore);
             },
             "GET", "/unified/user-directory/role_assignments/jenkins/meta/get", ""},
            {"a model of an integration",
             [](const auto& api) { api.meta().async_model("user-directory", "asana", ignore); }, "GET",
             "/unified/meta/user-directory/asana", ""},
            {"a model of an integration, in an environment", [](const auto& api)
             { api.meta().async_model("user-directory", "asana", {.environment_id = "e-1"}, ignore); }, "GET",
             "/unified/meta/user-directory/asana?environment_id=e-1", ""},
            {"a batch",
             [](const auto& api)
             {
                 api.batch_requests().async_create(
                     {.integrated_account_id = "a-1",
                      .resources = {{.resource = "user-directory/users", .method = "list", .query = {{"limit", 100}}},
                                    {.resource = "user-directory/users",
                                     .method = "get",
                                     .id = "u1",
                                     .depends_on = {"user-directory/users"},
                                     .loop_on = "user-directory/users",
                                     .persist = true,
                                     .response_format = "raw"}},
                      .args = {{"since", "2026-11-01"}}},
                     ignore);
             },
             "POST", "/batch-request",
             R"({"integrated_account_id":"a-1","resources":[)"
             R"({"resource":"user-directory/users","method":"list","query":{"limit":100}},)"
             R"({"resource":"user-directory/users","method":"get","id":"u1","depends_on":["user-directory/users"],)"
             R"("loop_on":"user-directory/users","persist":true,"response_format":"raw"}],)"
             R"("args":{"since":"2026-11-01"}})"},
        };
        for (const auto& each : rows)
        {
            CAPTURE(each.name);
            testing::fake_transport network;
            network.any().answer(200, "{}");
            auto options = network.options();
            options.integrated_account_id = account;
            asio::io_context context;
            const platform::client api{context, options};
            each.make(api);
            run_out(context);
            const auto sent = network.requests();
            REQUIRE(sent.size() == 1);
            CHECK(sent[0].method == each.method);
            CHECK(sent[0].target == each.target);
            CHECK(sent[0].body == each.body);
            const bool names_account = each.target.find("integrated_account_id") != std::string::npos;
            CHECK(sent[0].account.empty() != names_account);
        }
    }

    TEST_CASE("a minted token is a client's token, and the account needs no other mention")
    {
        testing::fake_transport network;
        network.expect("POST", "/integrated-account/token")
            .answer(200, R"({"integrated_account_token":"minted-for-one"})");
        network.expect("GET", "/unified/user-directory/users").answer(200, R"({"result":[{"id":"u1"}]})");

        asio::io_context context;
        const platform::client api{context, network.options()};
        const auto minted = run<platform::account_token>(
            context, [&](auto token)
            { api.integrated_accounts().async_create_token({.integrated_account_id = account}, std::move(token)); });
        REQUIRE_FALSE(minted.code);
        REQUIRE(minted.answer->integrated_account_token);

        auto options = network.options();
        options.token = *minted.answer->integrated_account_token;
        options.integrated_account_id.clear();
        CHECK(options.token.reveal() == "minted-for-one");
        const directory::client scoped{context, options};
        const auto page =
            run<directory::user_page>(context, [&](auto token) { scoped.users().async_list(std::move(token)); });

        CHECK_FALSE(page.code);
        CHECK(page.answer->result.size() == 1);
        const auto sent = network.requests();
        REQUIRE(sent.size() == 2);
        CHECK(sent[1].target == "/unified/user-directory/users");
        CHECK(network.unexpected().empty());
    }

    TEST_CASE("a minted token is not shown")
    {
        const auto end = answered<platform::account_token>(
            200, R"({"integrated_account_token":"minted-for-one","lifetime":900})", [](const auto& api, auto token)
            { api.integrated_accounts().async_create_token({.integrated_account_id = account}, std::move(token)); });
        std::ostringstream shown;
        truto::for_each_field(*end.answer,
                              [&](const auto& field, const auto& value) { shown << field.name << '=' << *value; });
        CHECK(shown.str() == "integrated_account_token=***");
        CHECK(end.answer->extra == boost::json::object{{"lifetime", 900}});
        CHECK(boost::json::serialize(truto::encode(*end.answer)) ==
              R"({"integrated_account_token":"minted-for-one","lifetime":900})");
    }

    TEST_CASE("a token that is no text is none")
    {
        struct row
        {
            std::string body;
            std::optional<std::string> token;
        };
        const std::vector<row> rows{
            {R"({"integrated_account_token":"t"})", "t"},
            {R"({"integrated_account_token":""})", ""},
            {R"({"integrated_account_token":null})", {}},
            {R"({"integrated_account_token":{"value":"t"}})", {}},
            {"{}", {}},
        };
        for (const auto& each : rows)
        {
            CAPTURE(each.body);
            const auto end = answered<platform::account_token>(
                200, each.body, [](const auto& api, auto token)
                { api.integrated_accounts().async_create_token({}, std::move(token)); });
            CHECK_FALSE(end.code);
            const auto& token = end.answer->integrated_account_token;
            CHECK((token ? std::optional{token->reveal()} : std::nullopt) == each.token);
        }
    }

    TEST_CASE("a batch answers under the names of its calls, whatever the records are")
    {
        const auto end = answered<platform::batch_result>(
            200,
            R"({"result":{"user-directory/users":[{"id":"u1"},{"id":"u2"}],"people":[7]},"errors":{"people":["odd"]}})",
            [](const auto& api, auto token) { api.batch_requests().async_create({}, std::move(token)); });
        REQUIRE_FALSE(end.code);
        const auto& users = end.answer->result->at("user-directory/users");
        REQUIRE(users.size() == 2);
        CHECK(truto::decode<directory::user>(boost::json::serialize(users[1])).value.id == "u2");
        CHECK(end.answer->errors->at("people").front() == "odd");
    }

    TEST_CASE("G28: what a call of a batch depends on is sent as a list, and read from a list or a text")
    {
        for (const std::string text : {R"({"depends_on":["a"]})", R"({"depends_on":"a"})"})
        {
            CAPTURE(text);
            const auto read = truto::decode<platform::batch_resource>(text);
            CHECK(read.value.depends_on == std::vector<std::string>{"a"});
        }
        const platform::batch_resource_input sent{.depends_on = {"a"}};
        CHECK(boost::json::serialize(truto::encode(sent)) == R"({"depends_on":["a"]})");
    }

    TEST_CASE("capabilities are read, and what is new about them is kept")
    {
        const auto end = answered<platform::capabilities>(
            200,
            R"({"integration":{"name":"asana","label":"Asana"},"proxy":null,
                "unified":[{"model":"user-directory","resource":"users","methods":["list","delete"],
                            "env_overridden":true,"beta":true}],
                "account":{"status":"needs_reauth","is_blocked":false},"quota":1})",
            [](const auto& api, auto token) { api.integrated_accounts().async_capabilities("a-1", std::move(token)); });
        REQUIRE_FALSE(end.code);
        CHECK(end.answer->integration->label == "Asana");
        CHECK_FALSE(end.answer->proxy);
        REQUIRE(end.answer->unified->size() == 1);
        CHECK(end.answer->unified->front().methods == std::vector<std::string>{"list", "delete"});
        CHECK(end.answer->unified->front().extra.contains("beta"));
        CHECK(end.answer->account->status->text() == "needs_reauth");
        CHECK_FALSE(end.answer->account->status->known());
        CHECK(end.answer->extra.contains("quota"));
    }

    TEST_CASE("the wrong kind of token is told as such")
    {
        const auto end = answered<boost::json::value>(
            403, R"({"statusCode":403,"error":"Forbidden","message":"Not allowed with this token."})",
            [](const auto& api, auto token) { api.meta().async_model("user-directory", "asana", std::move(token)); });
        CHECK(end.code == errc::forbidden);
        CHECK(end.answer.error().message == "Not allowed with this token.");
    }
}
