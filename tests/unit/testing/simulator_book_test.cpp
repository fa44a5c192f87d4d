#include <truto/testing/directory_simulator.hpp>

#include <boost/json.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <doctest/doctest.h>
#include <set>
#include <string>
#include <thread>
#include <tuple>
#include <vector>

#include "support/simulator_client.hpp"

using namespace truto::test;
using truto::testing::connection_fault;
using truto::testing::directory_simulator_options;
using truto::testing::envelope;
using truto::testing::scripted_answer;

namespace
{

using client = plain_client;
using ids = std::set<std::string>;

}  // namespace

TEST_CASE("requests are remembered, without the token")
{
    directory_simulator sim{{.recorded_requests = 3}};
    client first{sim};
    client second{sim};

    first.exchange("GET", "/forgotten");
    first.call("POST", "/groups/remove-user", "{\"group_id\":1}", "a%20b[]=c",
               {{"X-Trace", "t 1"}, {"x-trace-2", "u"}});
    second.exchange("FROB", "/unified/user-directory/users/1", "", {{"Authorization", "Bearer wrong"}});
    second.exchange("DELETE", "/x", "", {{"Authorization", ""}});

    const auto seen = sim.requests();
    REQUIRE(seen.size() == 3);
    CHECK(seen[0].method == "POST");
    CHECK(seen[0].target ==
          "/unified/user-directory/groups/remove-user?integrated_account_id=" + sim.account_id() + "&a%20b[]=c");
    CHECK(seen[0].body == "{\"group_id\":1}");
    CHECK(seen[0].headers["x-TRACE"] == "t 1");
    CHECK(seen[0].headers["X-Trace-2"] == "u");
    CHECK(seen[0].headers["Content-Type"] == "application/json");
    CHECK_FALSE(seen[0].headers.contains("Authorization"));
    CHECK(seen[0].authorized);
    CHECK(seen[0].status == 400);
    CHECK(seen[0].connection == 1);

    CHECK(seen[1].method == "FROB");
    CHECK(seen[1].status == 405);
    CHECK_FALSE(seen[1].authorized);
    CHECK(seen[1].connection == 2);
    CHECK_FALSE(seen[2].authorized);
    CHECK(seen[2].status == 404);

    sim.reset();
    CHECK(sim.requests().empty());
}

TEST_CASE("nothing is remembered when nothing shall be")
{
    const directory_simulator sim{{.recorded_requests = 0}};
    client api{sim};
    CHECK(api.call("DELETE", "/users/nobody").status() == 404);
    CHECK(sim.requests().empty());
}

TEST_CASE("a reset brings everything back to the beginning, but keeps the connections")
{
    directory_simulator sim;
    client api{sim};
    const json::array users = sim.users();
    const json::array groups = sim.groups();
    const json::array organizations = sim.organizations();

    CHECK(api.call("DELETE", "/users/00u7k2").status() == 200);
    CHECK(api.call("DELETE", "/organizations/org-labs").status() == 200);
    sim.answer_with(envelope::no_content);
    sim.answer_after(std::chrono::hours{1});
    sim.fail_next(500, "");
    sim.drop_next(connection_fault::after_execution);
    sim.reset();

    CHECK(sim.users() == users);
    CHECK(sim.groups() == groups);
    CHECK(sim.organizations() == organizations);
    CHECK(api.call("DELETE", "/users/00u7k2").status() == 200);
    CHECK(sim.connections() == 1);
}

TEST_CASE("several threads change the directory, and every change happens once")
{
    directory_simulator sim;
    std::vector<std::string> active;
    const json::array users = sim.users();
    for (const json::value& user : users)
    {
        const std::string id = text(user.at("id"));
        if (user.at("status") == "active" && id.find('/') == std::string::npos)
        {
            active.push_back(id);
        }
    }
    REQUIRE(active.size() == 27);

    // Both threads delete everybody: one of them must get each.
    std::vector<int> deleted(2);
    std::vector<int> others(2);
    std::vector<std::thread> threads;
    for (std::size_t t = 0; t < 2; ++t)
    {
        threads.emplace_back(
            [&, t]
            {
                client api{sim};
                for (const std::string& id : active)
                {
                    const unsigned status = api.call("DELETE", "/users/" + id).status();
                    ++(status == 200 ? deleted : others)[t];
                    static_cast<void>(sim.users());
                }
            });
    }
    for (std::thread& thread : threads)
    {
        thread.join();
    }
    CHECK(deleted[0] + deleted[1] == 27);
    CHECK(others[0] + others[1] == 27);
    CHECK(sim.requests().size() == 54);
}
