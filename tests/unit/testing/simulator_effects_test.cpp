#include <truto/testing/directory_simulator.hpp>

#include <boost/beast/http.hpp>
#include <boost/json.hpp>

#include <chrono>
#include <cstddef>
#include <doctest/doctest.h>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "support/simulator_client.hpp"

using namespace truto::test;
using truto::testing::connection_fault;
using truto::testing::directory_simulator_options;
using truto::testing::fault_ending;
using truto::testing::fault_point;
using truto::testing::recorded_effect;
using truto::testing::scripted_answer;

namespace
{

std::string text_of(const recorded_effect& effect)
{
    std::string text{effect.operation};
    text.append(" ").append(effect.id);
    text.append(effect.group_id.empty() ? "" : " from ").append(effect.group_id);
    return text.append(effect.idempotency_key.empty() ? "" : " key ").append(effect.idempotency_key);
}

std::vector<std::string> effects_of(const directory_simulator& sim)
{
    std::vector<std::string> texts;
    for (const recorded_effect& each : sim.effects())
    {
        texts.push_back(text_of(each));
    }
    return texts;
}

using texts = std::vector<std::string>;

/// All records of all resources.
json::value everything_in(const directory_simulator& sim)
{
    json::object made;
    for (const char* each : {"users", "groups", "organizations", "roles", "licenses", "workspaces", "role_assignments",
                             "activities", "billing", "utilization"})
    {
        made[each] = sim.records(each);
    }
    return made;
}

constexpr const char* roles_of_colleague = R"({"id": "00u1xw", "roles": [{"id": "role-member"}]})";

}  // namespace

TEST_SUITE("simulator effects")
{
    TEST_CASE("the book has what every operation changed, in order")
    {
        const directory_simulator sim;
        plain_client api{sim};
        CHECK(api.call("POST", "/groups/remove-user", membership("grp-platform", "00u7k2"), "",
                       {{"Idempotency-Key", "k-1"}})
                  .status() == 200);
        CHECK(api.call("POST", "/groups/remove", membership("grp-security", "00u7k2")).status() == 200);
        CHECK(api.call("POST", "/users/unassign-role", roles_of_colleague).status() == 200);
        CHECK(api.call("DELETE", "/users/00u7k2", "", "", {{"Idempotency-Key", "k-2"}}).status() == 200);
        CHECK(api.call("DELETE", "/users/00u1xw", "", "group_id=grp-security").status() == 200);
        CHECK(api.call("DELETE", "/users/partner%2Fzo%C3%AB%20kramer@example.com").status() == 200);
        CHECK(api.call("DELETE", "/organizations/org-labs").status() == 200);

        CHECK(effects_of(sim) == texts{"groups.remove_user 00u7k2 from grp-platform key k-1",
                                       "groups.remove 00u7k2 from grp-security", "users.unassign_role 00u1xw",
                                       "users.delete 00u7k2 key k-2", "users.delete 00u1xw",
                                       "users.delete partner/zoë kramer@example.com", "organizations.delete org-labs"});
        const auto effects = sim.effects();
        CHECK(effects.front().account_id == sim.account_id());
        CHECK(effects.front().connection == 1);
        for (const auto& each : sim.requests())
        {
            CHECK(each.had_effect);
        }
    }

    TEST_CASE("every operation that changes something is in the book, once")
    {
        struct row
        {
            std::string operation;
            const char* method;
            std::string path;
            std::string body;
            std::string query;
            unsigned status = 200;
        };
        const row rows[] = {
            {"groups.create", "POST", "/groups", R"({"name":"A"})", "", 201},
            {"groups.update", "PATCH", "/groups/grp-labs", R"({"name":"A"})", ""},
            {"groups.delete", "DELETE", "/groups/grp-labs", "", ""},
            {"groups.remove_user", "POST", "/groups/remove-user", membership("grp-platform", "00u7k2"), ""},
            {"groups.remove", "POST", "/groups/remove", membership("grp-platform", "00u7k2"), ""},
            {"groups.add", "POST", "/groups/add", membership("grp-labs", "00u7k2"), ""},
            {"organizations.update", "PATCH", "/organizations/org-labs", "{}", ""},
            {"organizations.delete", "DELETE", "/organizations/org-labs", "", ""},
            {"role_assignments.delete", "DELETE", "/role_assignments/ra-1", "", ""},
            {"roles.create", "POST", "/roles", R"({"name":"A"})", "", 201},
            {"roles.update", "PATCH", "/roles/role-viewer", "{}", ""},
            {"roles.delete", "DELETE", "/roles/role-viewer", "", ""},
            {"users.create", "POST", "/users", R"({"name":"A","emails":[{"email":"a@example.com"}]})", "", 201},
            {"users.update", "PATCH", "/users/00u7k2", R"({"name":"A"})", ""},
            {"users.delete", "DELETE", "/users/00u7k2", "", ""},
            {"users.unassign_role", "POST", "/users/unassign-role", roles_of_colleague, ""},
            {"users.deactivate", "POST", "/users/deactivate", R"({"user_id":"00u7k2"})", ""},
            {"users.downgrade", "POST", "/users/downgrade", "{}", "user_id=00u7k2&license_id=lic-guest"},
        };
        for (const bool is_persistent : {true, false})
        {
            for (const row& r : rows)
            {
                CAPTURE(r.operation);
                CAPTURE(is_persistent);
                const directory_simulator sim{{.persistent = is_persistent}};
                const json::value before = everything_in(sim);
                plain_client api{sim};
                const auto answer = api.call(r.method, r.path, r.body, r.query);
                CHECK_MESSAGE(answer.status() == r.status, answer.text());
                REQUIRE(sim.effects().size() == 1);
                CHECK(sim.effects().front().operation == r.operation);
                CHECK_FALSE(sim.effects().front().id.empty());
                CHECK(sim.requests().front().had_effect);
                CHECK((everything_in(sim) == before) != is_persistent);
            }
        }
    }

    TEST_CASE("what was refused, failed by script or broke before it was done is not in the book")
    {
        directory_simulator sim;
        plain_client api{sim};
        CHECK(api.call("DELETE", "/users/nobody").status() == 404);
        CHECK(api.call("DELETE", "/organizations/org-quillmoor").status() == 409);
        CHECK(api.call("POST", "/users/unassign-role", "{}").status() == 400);
        CHECK(api.call("POST", "/groups/remove-user", membership("grp-labs", "00u7k2")).status() == 404);
        CHECK(api.call("PUT", "/users/00u7k2").status() == 405);
        sim.fail_next(scripted_answer::bad_gateway());
        CHECK(api.call("DELETE", "/users/00u7k2").status() == 502);
        for (const auto& each : sim.requests())
        {
            CHECK_FALSE(each.had_effect);
        }
        sim.drop_next(connection_fault::before_execution);
        CHECK_THROWS(api.call("DELETE", "/users/00u7k2"));
        CHECK(sim.effects().empty());
        CHECK(sim.effect_count() == 0);
    }

    TEST_CASE("the book is bounded, the count is not")
    {
        directory_simulator_options options{.persistent = false, .recorded_effects = 3};
        const directory_simulator sim{options};
        plain_client api{sim};
        for (const char* const user : {"00u7k2", "00u1xw", "00u3fd", "00u9qd", "00u5tn"})
        {
            CHECK(api.call("DELETE", std::string{"/users/"} + user).status() == 200);
        }
        CHECK(effects_of(sim) == texts{"users.delete 00u3fd", "users.delete 00u9qd", "users.delete 00u5tn"});
        CHECK(sim.effect_count() == 5);

        const directory_simulator forgetful{{.recorded_effects = 0}};
        plain_client other{forgetful};
        CHECK(other.call("DELETE", "/users/00u7k2").status() == 200);
        CHECK(forgetful.effects().empty());
        CHECK(forgetful.effect_count() == 1);
    }

    TEST_CASE("a reset closes the book and opens a new one")
    {
        directory_simulator sim;
        plain_client api{sim};
        CHECK(api.call("DELETE", "/users/00u7k2").status() == 200);
        sim.reset();
        CHECK(sim.effects().empty());
        CHECK(sim.effect_count() == 0);
        CHECK(api.call("DELETE", "/users/00u7k2").status() == 200);
        CHECK(sim.effect_count() == 1);
    }

    TEST_CASE("a key whose answer never arrived is answered again, and nothing is done twice")
    {
        struct row
        {
            connection_fault fault;
            bool executed;
        };
        const row rows[] = {
            {{.at = fault_point::within_request, .by = fault_ending::reset}, false},
            {connection_fault::before_execution, false},
            {connection_fault::after_execution, true},
            {connection_fault::mid_answer, true},
            {{.at = fault_point::within_answer, .bytes = 1, .by = fault_ending::reset}, true},
        };
        for (const char* const path : {"/groups/remove-user", "/groups/remove"})
        {
            for (const row& r : rows)
            {
                CAPTURE(path);
                CAPTURE(static_cast<int>(r.fault.at));
                directory_simulator sim;
                const std::string body = membership("grp-platform", "00u7k2");
                const field_list key = {{"Idempotency-Key", "once"}};
                sim.drop_next(r.fault);
                {
                    plain_client first{sim};
                    CHECK_THROWS(first.call("POST", path, body, "", key));
                }
                CHECK(sim.effect_count() == (r.executed ? 1U : 0U));

                plain_client second{sim};
                const auto answer = second.call("POST", path, body, "", key);
                CHECK(answer.status() == 200);
                CHECK(answer.at({"id"}) == "grp-platform");
                CHECK(answer.field("idempotency-replayed") == (r.executed ? "true" : ""));
                CHECK(sim.effect_count() == 1);

                // Without the key it would have been done, and failed, again.
                CHECK(second.call("POST", path, body).status() == 404);
            }
        }
    }

    TEST_CASE("a request that was carried out, but got a 500 by chance, is answered with its success when repeated")
    {
        directory_simulator_options options;
        options.faults = {.seed = 1, .server_error = 0.7, .executed_anyway = 1};
        const directory_simulator sim{options};
        plain_client api{sim};
        const std::string body = membership("grp-platform", "00u7k2");
        int failures = 0;
        reply answer;
        do
        {
            answer = api.call("POST", "/groups/remove-user", body, "", {{"Idempotency-Key", "once"}});
            failures += answer.status() == 500 ? 1 : 0;
        } while (answer.status() == 500 && failures < 100);
        CHECK(failures > 0);
        CHECK(answer.status() == 200);
        CHECK(answer.field("idempotency-replayed") == "true");
        CHECK(sim.effect_count() == 1);
    }

    TEST_CASE("requests with one key that come at the same time have one effect")
    {
        using namespace std::chrono_literals;
        constexpr std::size_t callers = 8;
        const directory_simulator sim{{.latency = 5ms}};
        std::vector<reply> answers(callers);
        std::vector<std::thread> threads;
        for (std::size_t i = 0; i != callers; ++i)
        {
            threads.emplace_back(
                [&, i]
                {
                    plain_client api{sim};
                    answers[i] = api.call("POST", "/groups/remove-user", membership("grp-platform", "00u7k2"), "",
                                          {{"Idempotency-Key", "once"}});
                });
        }
        for (std::thread& each : threads)
        {
            each.join();
        }
        std::size_t replayed = 0;
        for (const reply& each : answers)
        {
            CHECK(each.status() == 200);
            CHECK(each.text() == answers.front().text());
            replayed += each.field("idempotency-replayed") == "true" ? 1 : 0;
        }
        CHECK(replayed == callers - 1);
        CHECK(sim.effect_count() == 1);
    }

    TEST_CASE("users can be added, and are as good as the seeded ones")
    {
        directory_simulator sim;
        const auto& seeded = sim.seeded();
        sim.add_user("u-1");
        sim.add_user("u-2", seeded.thin_user);

        const json::value user = sim.user("u-1");
        CHECK(user.at("status") == "active");
        CHECK(user.at("remote_data").at("id") == "u-1");
        CHECK(ids_in(user, "groups") == std::set<std::string>{seeded.group, seeded.second_group});
        CHECK(members_of(sim, seeded.group).count("u-1") == 1);
        CHECK(members_of(sim, seeded.group).size() == 9);
        CHECK(ids_in(sim.user("u-2"), "groups").empty());
        CHECK(sim.users().size() == 38);

        plain_client api{sim};
        CHECK(api.call("POST", "/groups/remove-user", membership(seeded.group, "u-1")).status() == 200);
        CHECK(members_of(sim, seeded.group).size() == 8);
        CHECK(api.call("DELETE", "/users/u-1").status() == 200);
        CHECK(api.call("DELETE", "/users/u-2").status() == 200);
        CHECK(sim.user(seeded.colleague).at("status") == "active");

        CHECK_THROWS_AS(sim.add_user("u-1"), std::invalid_argument);
        CHECK_THROWS_AS(sim.add_user(""), std::invalid_argument);
        CHECK_THROWS_AS(sim.add_user("u-3", "nobody"), std::invalid_argument);

        sim.reset();
        CHECK(sim.user("u-1").is_null());
        CHECK(sim.users().size() == 36);
    }

    TEST_CASE("organizations can be added and deleted")
    {
        directory_simulator sim;
        sim.add_organization("org-1");
        CHECK(sim.organization("org-1").is_object());
        CHECK_THROWS_AS(sim.add_organization("org-1"), std::invalid_argument);

        plain_client api{sim};
        CHECK(api.call("DELETE", "/organizations/org-1").status() == 200);
        CHECK(api.call("DELETE", "/organizations/org-1").status() == 404);
        CHECK(effects_of(sim) == texts{"organizations.delete org-1"});
        sim.add_organization("org-1");
        CHECK(sim.organizations().size() == 4);
    }
}
