#include <truto/testing/directory_simulator.hpp>

#include <boost/json.hpp>

#include <doctest/doctest.h>
#include <set>
#include <string>

#include "support/simulator_client.hpp"

using namespace truto::test;

namespace
{

using client = plain_client;
using ids = std::set<std::string>;

}  // namespace

TEST_CASE("removing a user from a group ends that membership and no other")
{
    for (const char* path : {"/groups/remove-user", "/groups/remove", "/groups/remove%2Duser"})
    {
        CAPTURE(path);
        const directory_simulator sim;
        const auto& seeded = sim.seeded();
        client api{sim};

        const auto answer = api.call("POST", path, membership(seeded.group, seeded.leaver));
        CHECK(answer.status() == 200);
        CHECK(answer.field("Content-Type") == "application/json; charset=utf-8");
        CHECK(answer.body() == sim.group(seeded.group));
        CHECK(answer.at({"name"}) == "Platform");

        CHECK(ids_in(sim.user(seeded.leaver), "groups") == ids{seeded.second_group});
        CHECK(members_of(sim, seeded.group).count(seeded.leaver) == 0);
        CHECK(members_of(sim, seeded.group).size() == 7);
        CHECK(members_of(sim, seeded.second_group).count(seeded.leaver) == 1);

        const auto again = api.call("POST", path, membership(seeded.group, seeded.leaver));
        CHECK(again.status() == 404);
        CHECK(again.at({"truto_is_remote_error"}) == true);
    }
}

TEST_CASE("adding a user to a group, and what stands in the way")
{
    const directory_simulator sim;
    client api{sim};
    const auto answer = api.call("POST", "/groups/add", membership("grp-labs", "00u7k2"));
    CHECK(answer.status() == 200);
    CHECK(answer.body() == sim.group("grp-labs"));
    CHECK(members_of(sim, "grp-labs").count("00u7k2") == 1);
    CHECK(ids_in(sim.user("00u7k2"), "groups") == ids{"grp-platform", "grp-security", "grp-labs"});

    CHECK(api.call("POST", "/groups/add", membership("grp-labs", "00u7k2")).status() == 409);
    CHECK(api.call("POST", "/groups/add", membership("grp-none", "00u7k2")).status() == 404);
    CHECK(api.call("POST", "/groups/add", membership("grp-labs", "nobody")).status() == 404);
    CHECK(api.call("POST", "/groups/add", membership("grp-labs", "00ui0s")).status() == 404);
    CHECK(api.call("POST", "/groups/add", "{}").status() == 400);

    // Somebody of whom hardly anything is mapped gets a list of groups.
    CHECK(api.call("POST", "/groups/add", membership("grp-labs", "00ut6m")).status() == 200);
    CHECK(ids_in(sim.user("00ut6m"), "groups") == ids{"grp-labs"});
}

TEST_CASE("a group is created, renamed and deleted, and its members know")
{
    const directory_simulator sim;
    client api{sim};
    const auto made = api.call(
        "POST", "/groups", R"({"name":"Night Shift","description":"Late","remote_data":{"k":1}})", "group_type=team");
    REQUIRE(made.status() == 201);
    const std::string id = text(made.at({"id"}));
    CHECK(made.body() == sim.group(id));
    CHECK(made.at({"group_type"}) == "team");
    CHECK(made.at({"organization"}) == "org-quillmoor");
    CHECK(made.at({"remote_data", "k"}) == 1);
    CHECK(api.call("POST", "/groups", R"({"name":"Night Shift"})").status() == 409);
    CHECK(api.call("POST", "/groups", R"({"description":"x"})")
              .at({"truto_error_insight", "missing_required_body_fields", "value"}) == json::array{"name"});
    CHECK(api.call("POST", "/groups", R"({"name":7})").status() == 400);

    CHECK(api.call("POST", "/groups/add", membership(id, "00u7k2")).status() == 200);
    const auto renamed = api.call("PATCH", "/groups/" + id, R"({"name":"Early Shift","description":null})");
    CHECK(renamed.status() == 200);
    CHECK(renamed.at({"description"}).is_null());
    CHECK(renamed.at({"group_type"}) == "team");
    const json::value member = sim.user("00u7k2");
    CHECK(member.at("groups").as_array().back().at("name") == "Early Shift");
    CHECK(api.call("PATCH", "/groups/" + id, R"({"name":"Platform"})").status() == 409);
    CHECK(api.call("PATCH", "/groups/" + id, "{}", "group_type=department").at({"group_type"}) == "department");
    CHECK(api.call("PATCH", "/groups/grp-none", "{}").status() == 404);

    CHECK(api.call("DELETE", "/groups/" + id, "", "group_type=team").status() == 404);
    const auto deleted = api.call("DELETE", "/groups/" + id, "", "group_type=department");
    CHECK(deleted.status() == 200);
    CHECK(deleted.at({"name"}) == "Early Shift");
    CHECK(sim.group(id).is_null());
    CHECK(ids_in(sim.user("00u7k2"), "groups") == ids{"grp-platform", "grp-security"});
    CHECK(api.call("DELETE", "/groups/" + id).status() == 404);
}

TEST_CASE("with a group go the roles that were held in it")
{
    const directory_simulator sim;
    client api{sim};
    REQUIRE(sim.record("role_assignments", "ra-2").at("group_id") == "grp-platform");
    CHECK(api.call("DELETE", "/groups/grp-platform").status() == 200);
    CHECK(ids_in(sim.user("00u7k2"), "roles") == ids{"role-admin"});
    CHECK(sim.record("role_assignments", "ra-2").is_null());
    CHECK(sim.record("role_assignments", "ra-1").is_object());
    CHECK(json::serialize(sim.users()).find("grp-platform") == std::string::npos);
}
