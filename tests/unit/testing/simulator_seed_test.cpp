#include <truto/testing/directory_simulator.hpp>

#include <boost/json.hpp>

#include <cstdint>
#include <doctest/doctest.h>
#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include "support/simulator_client.hpp"

using namespace truto::test;

namespace
{

using client = plain_client;
using ids = std::set<std::string>;

}  // namespace

TEST_CASE("the directory is seeded with the documented numbers of everything")
{
    const directory_simulator sim;

    std::map<std::string, int> by_status;
    int without_phone = 0;
    int without_title = 0;
    int without_group = 0;
    int complete = 0;
    ids user_ids;
    const json::array users = sim.users();
    for (const json::value& user : users)
    {
        ++by_status[text(user.at("status"))];
        without_phone += user.as_object().contains("phones") ? 0 : 1;
        without_title += user.as_object().contains("title") ? 0 : 1;
        without_group += ids_in(user, "groups").empty() ? 1 : 0;
        complete += user.as_object().size() == 31 ? 1 : 0;
        user_ids.insert(text(user.at("id")));
        CHECK(user.at("remote_data").is_object());
    }

    CHECK(by_status == std::map<std::string, int>{{"active", 28}, {"inactive", 4}, {"invited", 2}, {"deleted", 2}});
    CHECK(user_ids.size() == 36);
    CHECK(without_phone >= 3);
    CHECK(without_title >= 3);
    CHECK(without_group >= 3);
    CHECK(complete >= 5);
    CHECK(sim.groups().size() == 6);
    CHECK(sim.organizations().size() == 3);
    CHECK(sim.roles().size() == 5);
    CHECK(sim.licenses().size() == 3);
    CHECK(sim.records("workspaces").size() == 4);
    CHECK(sim.records("activities").size() == 60);
    CHECK(sim.records("billing").size() == 13);
    CHECK(sim.records("utilization").size() == 5);
    CHECK_THROWS_AS(sim.records("planets"), std::invalid_argument);
    CHECK_THROWS_AS(sim.record("planets", "1"), std::invalid_argument);
}

TEST_CASE("role assignments and licences agree with what users hold")
{
    const directory_simulator sim;
    std::multiset<std::string> held;
    std::map<std::string, std::int64_t> seats;
    for (const json::value& user : sim.users())
    {
        const json::object& record = user.as_object();
        if (const json::value* const roles = record.if_contains("roles"))
        {
            for (const json::value& role : roles->as_array())
            {
                held.insert(text(user.at("id")) + " " + text(role.at("id")) + " " + text(role.at("group")));
            }
        }
        for (const std::string& license : ids_in(user, "licenses"))
        {
            ++seats[license];
        }
    }
    std::multiset<std::string> assigned;
    for (const json::value& each : sim.records("role_assignments"))
    {
        assigned.insert(text(each.at("user_id")) + " " + text(each.at("role_id")) + " " + text(each.at("group_id")));
    }
    CHECK(held == assigned);
    for (const json::value& license : sim.licenses())
    {
        CHECK(license.at("assigned_quantity") == seats[text(license.at("id"))]);
    }
}

TEST_CASE("an organization can be large")
{
    const directory_simulator sim{{.more_users = 10'000}};
    CHECK(sim.users().size() == 10'036);
    CHECK(sim.user("00x010000").at("status") == "active");
    CHECK(ids_in(sim.user("00x000001"), "organizations") == ids{sim.seeded().organization});

    client api{sim};
    CHECK(api.call("DELETE", "/users/00x000001").status() == 200);
    CHECK(sim.user("00x000001").at("status") == "deleted");
}

TEST_CASE("users and groups agree about who is a member")
{
    const directory_simulator sim;

    std::set<std::pair<std::string, std::string>> from_users;
    const json::array users = sim.users();
    for (const json::value& user : users)
    {
        for (const std::string& group : ids_in(user, "groups"))
        {
            from_users.emplace(group, text(user.at("id")));
        }
    }
    std::set<std::pair<std::string, std::string>> from_groups;
    const json::array groups = sim.groups();
    for (const json::value& group : groups)
    {
        const std::string id = text(group.at("id"));
        for (const std::string& member : members_of(sim, id))
        {
            from_groups.emplace(id, member);
        }
        CHECK_FALSE(members_of(sim, id).empty());
    }
    CHECK(from_users == from_groups);
}

TEST_CASE("the seeded ids that have names are what their documentation says")
{
    const directory_simulator sim;
    const auto& seeded = directory_simulator::seeded();

    const json::value leaver = sim.user(seeded.leaver);
    CHECK(leaver.at("name") == "Ines Okafor");
    CHECK(leaver.at("status") == "active");
    CHECK(leaver.as_object().size() == 31);
    CHECK(ids_in(leaver, "groups") == ids{seeded.group, seeded.second_group});
    CHECK(ids_in(leaver, "roles") == ids{seeded.leaver_role, "role-viewer"});
    CHECK(ids_in(leaver, "licenses").size() == 1);

    CHECK(members_of(sim, seeded.group).size() == 8);
    CHECK(members_of(sim, seeded.second_group).size() == 4);
    CHECK(members_of(sim, seeded.small_group).size() == 2);
    CHECK(text(sim.group(seeded.small_group).at("organization")) == seeded.small_organization);
    CHECK(ids_in(sim.user(seeded.colleague), "groups") == ids{seeded.group, seeded.second_group});
    CHECK(ids_in(sim.user(seeded.colleague), "roles") == ids{"role-member", "role-viewer"});
    CHECK(ids_in(sim.user(seeded.awkward_user), "groups") == ids{"grp-support"});
    CHECK(sim.user(seeded.thin_user).as_object().size() == 5);
    CHECK(sim.user(seeded.inactive_user).at("status") == "inactive");
    CHECK(sim.user(seeded.invited_user).at("status") == "invited");
    CHECK(sim.user(seeded.deleted_user).at("status") == "deleted");
    CHECK(sim.organization(seeded.organization).is_object());
    CHECK(sim.organization(seeded.empty_organization).is_object());
    CHECK(sim.user("nobody").is_null());
    CHECK(sim.group("nothing").is_null());
    CHECK(sim.organization("nothing").is_null());
}

TEST_CASE("every simulator has a token and an account of its own")
{
    const directory_simulator first;
    const directory_simulator second;

    CHECK(first.token() != second.token());
    CHECK(first.account_id() != second.account_id());
    CHECK(first.port() != second.port());

    const std::string id = first.account_id();
    CHECK(id.size() == 36);
    CHECK(id[14] == '4');
    CHECK(std::string_view{"89ab"}.find(id[19]) != std::string_view::npos);
    CHECK(id.find_first_not_of("0123456789abcdef-") == std::string::npos);
}
