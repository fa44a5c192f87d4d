#include <truto/testing/directory_simulator.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>
#include <boost/json.hpp>

#include <chrono>
#include <doctest/doctest.h>
#include <memory>
#include <set>
#include <stdexcept>
#include <string>

#include "support/simulator_client.hpp"

using namespace truto::test;
using truto::testing::connection_fault;
using truto::testing::directory_simulator_options;
using truto::testing::scripted_answer;

namespace
{

using client = plain_client;
using ids = std::set<std::string>;

}  // namespace

TEST_CASE("scripted answers come in order and have no effect")
{
    directory_simulator sim;
    client api{sim};
    sim.fail_next(503, "busy", "text/plain", 2);
    sim.fail_next({.status = 418, .body = "", .content_type = "", .headers = {{"X-Kind", "teapot"}}});
    sim.fail_next(599, "x");
    sim.fail_next(204, "never sent");
    sim.fail_next(500, "nothing", "text/plain", 0);

    for (int i = 0; i < 2; ++i)
    {
        const auto busy = api.call("DELETE", "/users/00u7k2");
        CHECK(busy.status() == 503);
        CHECK(busy.text() == "busy");
        CHECK(busy.field("Content-Type") == "text/plain");
    }
    const auto teapot = api.exchange("GET", "/anything");
    CHECK(teapot.status() == 418);
    CHECK(teapot.field("X-Kind") == "teapot");
    CHECK_FALSE(teapot.message.count("Content-Type"));
    CHECK(api.call("DELETE", "/users/00u7k2").status() == 599);
    const auto empty = api.call("DELETE", "/users/00u7k2");
    CHECK(empty.status() == 204);
    CHECK(empty.text().empty());

    CHECK(sim.user("00u7k2").at("status") == "active");
    CHECK(api.call("DELETE", "/users/00u7k2").status() == 200);
    CHECK(sim.connections() == 1);

    CHECK_THROWS_AS(sim.fail_next(199, ""), std::invalid_argument);
    CHECK_THROWS_AS(sim.fail_next(600, ""), std::invalid_argument);
}

TEST_CASE("the ready-made failures are in the forms that the API is known for")
{
    using namespace std::chrono_literals;

    const auto forbidden = scripted_answer::missing_scopes({"users.write", "groups.write"});
    const json::value forbidden_body = json::parse(forbidden.body);
    CHECK(forbidden.status == 403);
    CHECK(forbidden_body.at("truto_is_remote_error") == true);
    CHECK(forbidden_body.at("truto_error_insight").at("forbidden_error").at("value").at("missing_scopes") ==
          json::array{"users.write", "groups.write"});
    CHECK(forbidden_body.at("truto_error_insight").as_object().contains("remote_error"));
    CHECK(forbidden_body.at("raw_response").at("error").at("code") == "forbidden");

    const auto own_limit = scripted_answer::rate_limited(10s);
    CHECK(own_limit.status == 429);
    CHECK(own_limit.headers["Retry-After"] == "10");
    CHECK(own_limit.body == R"({"statusCode":429,"error":"Too Many Requests","message":"Rate limit exceeded"})");

    const auto provider_limit = scripted_answer::provider_rate_limited(37s);
    CHECK(provider_limit.status == 429);
    CHECK(provider_limit.headers["Retry-After"] == "37");
    CHECK(provider_limit.headers["ratelimit-reset"] == "37");
    CHECK(provider_limit.headers["ratelimit-remaining"] == "0");
    CHECK(json::parse(provider_limit.body).at("message") == "");
    CHECK(json::parse(provider_limit.body).at("raw_response") == "slow down");
    CHECK(json::parse(provider_limit.body).at("truto_error_insight").as_object().contains("rate_limit_error"));

    const auto reconnect = scripted_answer::account_needs_reconnect();
    CHECK(reconnect.status == 401);
    CHECK(json::parse(reconnect.body).at("truto_is_remote_error") == true);
    CHECK(json::parse(reconnect.body).at("truto_error_insight").at("remote_error").at("description").is_string());

    const auto blocked = scripted_answer::account_blocked();
    CHECK(blocked.status == 503);
    CHECK(json::parse(blocked.body).at("error") == "Service Unavailable");

    const auto page = scripted_answer::bad_gateway();
    CHECK(page.status == 502);
    CHECK(page.content_type == "text/html; charset=utf-8");
    CHECK(page.body.find("<html>") != std::string::npos);
}

TEST_CASE("a connection can break before, after and in the middle")
{
    struct row
    {
        connection_fault fault;
        bool executed;
        bool any_byte;
    };
    for (const row& r :
         {row{connection_fault::before_execution, false, false}, row{connection_fault::after_execution, true, false},
          row{connection_fault::mid_answer, true, true}})
    {
        CAPTURE(static_cast<int>(r.fault.at));
        directory_simulator sim;
        sim.drop_next(r.fault);
        const std::string request =
            "DELETE /unified/user-directory/users/00u7k2?integrated_account_id=" + sim.account_id() +
            " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + sim.token() + "\r\n\r\n";

        const std::string answer = raw_exchange(sim, request);
        CHECK(answer.empty() != r.any_byte);
        CHECK(answer.find("remote_data") == std::string::npos);
        CHECK(sim.user("00u7k2").at("status") == (r.executed ? "deleted" : "active"));
        REQUIRE(sim.requests().size() == 1);
        CHECK(sim.requests()[0].status == 0);

        client api{sim};
        CHECK(api.call("DELETE", "/users/00u7k2").status() == (r.executed ? 404 : 200));
    }
}

TEST_CASE("open connections can be closed from outside, and new ones are accepted")
{
    directory_simulator sim;
    client first{sim};
    client second{sim};
    CHECK(first.call("DELETE", "/users/nobody").status() == 404);
    CHECK(second.call("DELETE", "/users/nobody").status() == 404);
    CHECK(sim.open_connections() == 2);

    sim.close_connections();
    CHECK(first.is_at_end());
    CHECK(second.is_at_end());
    CHECK(eventually([&] { return sim.open_connections() == 0; }));

    client third{sim};
    CHECK(third.call("DELETE", "/users/nobody").status() == 404);
    CHECK(sim.connections() == 3);
}

TEST_CASE("a delayed answer holds up nobody else, and the destructor does not wait for it")
{
    auto sim = std::make_unique<directory_simulator>(directory_simulator_options{.latency = std::chrono::hours{1}});
    client waiting{*sim};
    const std::string request =
        "DELETE /unified/user-directory/users/00u7k2?integrated_account_id=" + sim->account_id() +
        " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + sim->token() + "\r\n\r\n";
    asio::write(waiting.stream(), asio::buffer(request));
    REQUIRE(eventually([&] { return sim->requests().size() == 1; }));
    CHECK(sim->user("00u7k2").at("status") == "deleted");

    sim->answer_after(std::chrono::milliseconds{0});
    client other{*sim};
    CHECK(other.call("DELETE", "/users/00u7k2").status() == 404);

    sim.reset();
    CHECK(waiting.is_at_end());
}

TEST_CASE("an account may have a limit, and is told about it")
{
    directory_simulator sim{{.account_limit = {.requests = 2, .window = std::chrono::hours{1}}}};
    client api{sim};

    const auto first = api.call("DELETE", "/users/nobody");
    CHECK(first.status() == 404);
    const auto second = api.call("DELETE", "/users/00u7k2");
    CHECK(second.status() == 200);
    CHECK(second.field("ratelimit-limit") == "2;w=3600");
    CHECK(second.field("ratelimit-remaining") == "0");

    const auto third = api.call("DELETE", "/users/00u1xw");
    CHECK(third.status() == 429);
    CHECK(third.at({"message"}) == "Rate limit exceeded");
    CHECK(third.field("Retry-After") == third.field("ratelimit-reset"));
    CHECK(std::stoi(third.field("Retry-After")) > 3500);
    CHECK(std::stoi(third.field("Retry-After")) <= 3600);
    CHECK(sim.user("00u1xw").at("status") == "active");

    sim.reset();
    CHECK(api.call("DELETE", "/users/00u1xw").status() == 200);
}

TEST_CASE("without persistence every request meets the directory as it was")
{
    const directory_simulator sim{{.persistent = false}};
    client api{sim};
    const json::array users = sim.users();
    const json::array groups = sim.groups();
    const json::array organizations = sim.organizations();

    for (int i = 0; i < 2; ++i)
    {
        const auto group = api.call("POST", "/groups/remove-user", membership("grp-labs", "00uy1b"));
        CHECK(group.status() == 200);
        CHECK(group.at({"remote_data", "members"}) == json::array{"00uf5z"});
        CHECK(api.call("DELETE", "/users/00u7k2").at({"status"}) == "deleted");
        CHECK(api.call("DELETE", "/users/00u7k2", "", "group_id=grp-platform").at({"groups"}).as_array().size() == 1);
        CHECK(api.call("POST", "/users/unassign-role", R"({"id":"00u7k2","roles":[{"id":"role-admin"}]})")
                  .at({"roles"})
                  .as_array()
                  .size() == 1);
        CHECK(api.call("DELETE", "/organizations/org-labs").status() == 200);
    }
    CHECK(sim.users() == users);
    CHECK(sim.groups() == groups);
    CHECK(sim.organizations() == organizations);
}
