#include <truto/testing/directory_simulator.hpp>

#include <chrono>
#include <cstddef>
#include <doctest/doctest.h>
#include <stdexcept>
#include <string>
#include <string_view>

#include "support/simulator_client.hpp"

using namespace truto::test;
using namespace std::chrono_literals;
using truto::testing::directory_simulator_options;
using truto::testing::request_limit;
using truto::testing::retry_after_form;
using truto::testing::scripted_answer;

namespace
{

reply delete_nobody(plain_client& api, std::string_view account)
{
    std::string target{"/unified/user-directory/users/nobody?integrated_account_id="};
    return api.exchange("DELETE", target.append(account));
}

}  // namespace

TEST_SUITE("simulator limits")
{
    TEST_CASE("each account has a limit of its own")
    {
        directory_simulator_options options{.accounts = 3};
        options.account_limit = {.requests = 2, .window = 1h};
        const directory_simulator sim{options};
        REQUIRE(sim.account_ids().size() == 3);
        CHECK(sim.account_id() == sim.account_ids().front());
        CHECK(sim.account_ids()[0] != sim.account_ids()[1]);

        plain_client api{sim};
        for (int i = 0; i != 5; ++i)
        {
            CHECK(delete_nobody(api, sim.account_ids()[0]).status() == (i < 2 ? 404 : 429));
        }
        CHECK(delete_nobody(api, sim.account_ids()[1]).status() == 404);
        CHECK(sim.refusals() == 3);
        CHECK(sim.refusals(sim.account_ids()[0]) == 3);
        CHECK(sim.refusals(sim.account_ids()[1]) == 0);
        CHECK(sim.refusals("no such account") == 0);
    }

    TEST_CASE("all accounts lead to one directory, and idempotency keys are of one account")
    {
        directory_simulator_options options{.accounts = 2};
        const directory_simulator sim{options};
        plain_client api{sim};
        const auto leave = [&](std::size_t account)
        {
            return api
                .exchange("POST",
                          "/unified/user-directory/groups/remove-user?integrated_account_id=" +
                              sim.account_ids()[account],
                          membership("grp-labs", "00uy1b"), {{"Idempotency-Key", "k"}})
                .status();
        };
        CHECK(leave(0) == 200);
        CHECK(leave(0) == 200);
        CHECK(leave(1) == 404);
        REQUIRE(sim.effects().size() == 1);
        CHECK(sim.effects()[0].account_id == sim.account_ids()[0]);
    }

    TEST_CASE("the token's limit counts what comes for every account, and before the account is looked at")
    {
        directory_simulator_options options{.accounts = 2};
        options.token_limit = {.requests = 3, .window = 1h};
        const directory_simulator sim{options};
        plain_client api{sim};
        CHECK(delete_nobody(api, sim.account_ids()[0]).status() == 404);
        CHECK(delete_nobody(api, sim.account_ids()[1]).status() == 404);
        const auto third = delete_nobody(api, "unknown");
        CHECK(third.status() == 404);
        CHECK(third.field("ratelimit-remaining") == "0");
        CHECK(delete_nobody(api, sim.account_ids()[0]).status() == 429);
        CHECK(delete_nobody(api, "unknown").status() == 429);
        CHECK(api.exchange("DELETE", "/unified/user-directory/users/x", "", {{"Authorization", ""}}).status() == 401);
        CHECK(sim.refusals() == 2);
        CHECK(sim.refusals(sim.account_ids()[0]) == 0);
    }

    TEST_CASE("of two limits the answer tells about the one that has less left")
    {
        directory_simulator_options options{.accounts = 2};
        options.account_limit = {.requests = 2, .window = 1h};
        options.token_limit = {.requests = 3, .window = 2h};
        const directory_simulator sim{options};
        plain_client api{sim};
        const auto told = [&](std::size_t account)
        {
            const auto answer = delete_nobody(api, sim.account_ids()[account]);
            return std::to_string(answer.status()) + " " + answer.field("ratelimit-limit") + " " +
                   answer.field("ratelimit-remaining");
        };
        CHECK(told(0) == "404 2;w=3600 1");
        CHECK(told(0) == "404 2;w=3600 0");
        CHECK(told(0) == "429 2;w=3600 0");
        CHECK(told(1) == "429 3;w=7200 0");
    }

    TEST_CASE("a refusal says when to come back in the form that was asked for")
    {
        struct row
        {
            retry_after_form form;
            bool is_told;
        };
        for (const row& r : {row{retry_after_form::seconds, true}, row{retry_after_form::seconds, false},
                             row{retry_after_form::http_date, true}, row{retry_after_form::absent, true},
                             row{retry_after_form::absent, false}})
        {
            CAPTURE(static_cast<int>(r.form));
            CAPTURE(r.is_told);
            directory_simulator_options options;
            options.account_limit = {.requests = 1, .window = 1h, .is_told = r.is_told, .retry_after = r.form};
            const directory_simulator sim{options};
            plain_client api{sim};

            const auto served = delete_nobody(api, sim.account_id());
            CHECK(served.status() == 404);
            CHECK(served.field("ratelimit-limit") == (r.is_told ? "1;w=3600" : ""));
            CHECK(served.field("ratelimit-reset").empty() != r.is_told);
            CHECK(served.field("Retry-After").empty());

            const auto refused = delete_nobody(api, sim.account_id());
            CHECK(refused.status() == 429);
            CHECK(refused.at({"statusCode"}) == 429);
            CHECK(refused.at({"error"}) == "Too Many Requests");
            CHECK(refused.at({"message"}) == "Rate limit exceeded");
            CHECK(refused.field("ratelimit-remaining") == (r.is_told ? "0" : ""));
            const std::string after = refused.field("Retry-After");
            CAPTURE(after);
            switch (r.form)
            {
            case retry_after_form::seconds:
                CHECK(std::stoi(after) > 3500);
                CHECK(std::stoi(after) <= 3600);
                break;
            case retry_after_form::http_date:
                CHECK(after.size() == std::string_view{"Tue, 01 Sep 2026 08:00:10 GMT"}.size());
                CHECK(after.substr(25) == " GMT");
                break;
            case retry_after_form::absent:
                CHECK(after.empty());
                break;
            }
        }
    }

    TEST_CASE("when the window is over there is another one")
    {
        directory_simulator_options options;
        options.account_limit = {.requests = 1, .window = 20ms};
        const directory_simulator sim{options};
        plain_client api{sim};
        CHECK(delete_nobody(api, sim.account_id()).status() == 404);
        CHECK(eventually([&] { return delete_nobody(api, sim.account_id()).status() == 404; }));
    }

    TEST_CASE("what is scripted is counted by no limit, and a reset opens all windows")
    {
        directory_simulator_options options;
        options.account_limit = {.requests = 1, .window = 1h};
        directory_simulator sim{options};
        plain_client api{sim};
        sim.fail_next(scripted_answer::rate_limited(10s), 2);
        CHECK(delete_nobody(api, sim.account_id()).status() == 429);
        CHECK(delete_nobody(api, sim.account_id()).status() == 429);
        CHECK(sim.refusals() == 0);
        CHECK(delete_nobody(api, sim.account_id()).status() == 404);
        CHECK(delete_nobody(api, sim.account_id()).status() == 429);
        CHECK(sim.refusals() == 1);
        sim.reset();
        CHECK(sim.refusals() == 0);
        CHECK(delete_nobody(api, sim.account_id()).status() == 404);
    }

    TEST_CASE("a simulator without an account makes no sense")
    {
        CHECK_THROWS_AS((directory_simulator{{.accounts = 0}}), std::invalid_argument);
    }
}
