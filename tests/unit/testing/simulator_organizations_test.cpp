#include <truto/testing/directory_simulator.hpp>

#include <boost/json.hpp>

#include <cstddef>
#include <doctest/doctest.h>
#include <set>
#include <string>

#include "support/simulator_client.hpp"

using namespace truto::test;

namespace
{

using client = plain_client;

}  // namespace

TEST_CASE("an organization can be deleted once nobody active is left in it")
{
    const directory_simulator sim;
    const auto& seeded = sim.seeded();
    client api{sim};

    const auto refused = api.call("DELETE", "/organizations/" + seeded.organization);
    CHECK(refused.status() == 409);
    CHECK(refused.at({"truto_is_remote_error"}) == true);
    CHECK(sim.organization(seeded.organization).is_object());

    const json::value before = sim.organization(seeded.small_organization);
    const auto answer = api.call("DELETE", "/organizations/" + seeded.small_organization);
    CHECK(answer.status() == 200);
    CHECK(answer.body() == before);
    CHECK(sim.organization(seeded.small_organization).is_null());
    CHECK(sim.organizations().size() == 2);
    CHECK(sim.group(seeded.small_group).is_null());
    CHECK(sim.groups().size() == 5);
    const json::array users = sim.users();
    for (const json::value& user : users)
    {
        CHECK(json::serialize(user).find(seeded.small_organization) == std::string::npos);
    }

    CHECK(api.call("DELETE", "/organizations/" + seeded.small_organization).status() == 404);
    CHECK(api.call("DELETE", "/organizations/" + seeded.empty_organization).status() == 200);
}

TEST_CASE("with an organization go its workspaces")
{
    const directory_simulator sim;
    client api{sim};
    CHECK(api.call("DELETE", "/organizations/org-labs").status() == 200);
    CHECK(sim.record("workspaces", "ws-bench").is_null());
    CHECK(sim.records("workspaces").size() == 3);
}

TEST_CASE("an organization is changed by what is meant for the provider")
{
    const directory_simulator sim;
    client api{sim};
    const auto answer = api.call("PATCH", "/organizations/org-quillmoor",
                                 R"({"remote_data":{"name":"Quillmoor Group","seats":200,"theme":{"dark":true}}})");
    REQUIRE(answer.status() == 200);
    CHECK(answer.body() == sim.organization("org-quillmoor"));
    CHECK(answer.at({"name"}) == "Quillmoor Group");
    CHECK(answer.at({"pricing_plan"}) == "business");
    CHECK(answer.at({"remote_data", "seats"}) == 200);
    CHECK(answer.at({"remote_data", "login"}) == "quillmoor");
    CHECK(sim.user("00u7k2").at("organizations").as_array().at(0).at("name") == "Quillmoor Group");
    CHECK(api.call("PATCH", "/organizations/org-none", "{}").status() == 404);
    CHECK(api.call("PATCH", "/organizations/org-labs", R"({"remote_data":1})").status() == 400);
}

TEST_CASE("a role is created, changed and deleted, with everything that mentions it")
{
    const directory_simulator sim;
    client api{sim};
    const auto made =
        api.call("POST", "/roles", R"({"name":"Dispatcher","description":"Sends","license":"lic-guest"})");
    REQUIRE(made.status() == 201);
    const std::string id = text(made.at({"id"}));
    CHECK(made.body() == sim.record("roles", id));
    CHECK(ids_in(sim.record("licenses", "lic-guest"), "roles") == std::set<std::string>{"role-viewer", id});
    CHECK(api.call("POST", "/roles", R"({"name":"Dispatcher"})").status() == 409);
    CHECK(api.call("POST", "/roles", R"({"name":"Other","license":"lic-none"})").status() == 404);
    CHECK(api.call("POST", "/roles", "{}").status() == 400);
    CHECK(sim.roles().size() == 6);

    CHECK(api.call("PATCH", "/users/00uy1b", R"({"roles":[{"id":")" + id + R"("},{"id":"role-viewer"}]})").status() ==
          200);
    const auto renamed = api.call("PATCH", "/roles/" + id, R"({"remote_data":{"name":"Scheduler","level":2}})");
    CHECK(renamed.status() == 200);
    CHECK(renamed.at({"remote_data", "level"}) == 2);
    CHECK(sim.user("00uy1b").at("roles").as_array().at(0).at("name") == "Scheduler");
    CHECK(api.call("GET", "/role_assignments", "", "role_id=" + id).at({"result_count"}) == 1);

    CHECK(api.call("DELETE", "/roles/" + id).at({"name"}) == "Scheduler");
    CHECK(api.call("DELETE", "/roles/" + id).status() == 404);
    CHECK(ids_in(sim.user("00uy1b"), "roles") == std::set<std::string>{"role-viewer"});
    CHECK(ids_in(sim.record("licenses", "lic-guest"), "roles") == std::set<std::string>{"role-viewer"});
    CHECK(api.call("GET", "/role_assignments", "", "role_id=" + id).at({"result_count"}) == 0);
}

TEST_CASE("a role assignment that is deleted takes the role from the user, there and nowhere else")
{
    const directory_simulator sim;
    client api{sim};
    const json::value before = sim.record("role_assignments", "ra-2");
    CHECK(before.at("user_id") == "00u7k2");
    const auto answer = api.call("DELETE", "/role_assignments/ra-2");
    CHECK(answer.status() == 200);
    CHECK(answer.body() == before);
    CHECK(ids_in(sim.user("00u7k2"), "roles") == std::set<std::string>{"role-admin"});
    CHECK(sim.record("role_assignments", "ra-2").is_null());
    CHECK(sim.record("role_assignments", "ra-1").is_object());
    CHECK(api.call("DELETE", "/role_assignments/ra-2").status() == 404);
}

TEST_CASE("whatever takes a role from a user ends the assignment")
{
    struct row
    {
        const char* method;
        std::string path;
        std::string body;
        std::string query;
    };
    const row rows[] = {
        {"POST", "/users/unassign-role", R"({"id":"00u7k2","roles":[{"id":"role-admin"}]})", ""},
        {"DELETE", "/users/00u7k2", "", ""},
        {"DELETE", "/users/00u7k2", "", "organization_id=org-quillmoor"},
        {"PATCH", "/users/00u7k2", R"({"roles":[]})", ""},
        {"POST", "/users/downgrade", "{}", "user_id=00u7k2&role_id=role-viewer"},
        {"DELETE", "/role_assignments/ra-1", "", ""},
        {"DELETE", "/roles/role-admin", "", ""},
    };
    for (const row& r : rows)
    {
        CAPTURE(r.path);
        const directory_simulator sim;
        client api{sim};
        REQUIRE(sim.record("role_assignments", "ra-1").is_object());
        CHECK(api.call(r.method, r.path, r.body, r.query).status() == 200);
        CHECK(sim.record("role_assignments", "ra-1").is_null());
        CHECK(ids_in(sim.user("00u7k2"), "roles").count("role-admin") == 0);
    }
}

TEST_CASE("what was done is the newest of the activities")
{
    struct row
    {
        const char* method;
        std::string path;
        std::string body;
        std::string action;
        std::string entity_type;
        std::string entity;
        std::string group;
    };
    const row rows[] = {
        {"DELETE", "/users/00u7k2", "", "user_deleted", "user", "00u7k2", ""},
        {"POST", "/users/deactivate", R"({"user_id":"00u1xw"})", "user_deactivated", "user", "00u1xw", ""},
        {"PATCH", "/users/00u1xw", R"({"name":"A"})", "user_updated", "user", "00u1xw", ""},
        {"POST", "/groups/remove-user", membership("grp-security", "00u1xw"), "updated", "user", "00u1xw",
         "grp-security"},
        {"POST", "/groups/add", membership("grp-security", "00u1xw"), "user_joined", "user", "00u1xw", "grp-security"},
        {"DELETE", "/groups/grp-finance", "", "destroy", "group", "grp-finance", ""},
        {"PATCH", "/roles/role-admin", R"({"remote_data":{}})", "updated", "role", "role-admin", ""},
        {"DELETE", "/organizations/org-archive", "", "destroy", "organization", "org-archive", ""},
    };
    const directory_simulator sim;
    client api{sim};
    std::size_t count = sim.records("activities").size();
    for (const row& r : rows)
    {
        CAPTURE(r.path);
        REQUIRE(api.call(r.method, r.path, r.body).status() == 200);
        const json::array all = sim.records("activities");
        CHECK(all.size() == ++count);
        const json::value& last = all.back();
        CHECK(last.at("action") == json::string(r.action));
        CHECK(text(last.at("entity_type")) == r.entity_type);
        CHECK(text(last.at("entity")) == r.entity);
        CHECK(text(last.at("group")) == r.group);
        CHECK(api.call("GET", "/activities/" + text(last.at("id"))).body() == last);
    }
    CHECK(api.call("DELETE", "/users/00u7k2").status() == 404);
    CHECK(sim.records("activities").size() == count);
}
