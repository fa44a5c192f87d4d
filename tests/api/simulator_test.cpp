// The client and the simulator, which know nothing of each other but the API.

#include <truto/testing/directory_simulator.hpp>
#include <truto/user_directory.hpp>

#include <boost/asio/io_context.hpp>

#include <cstddef>
#include <doctest/doctest.h>
#include <set>
#include <string>
#include <vector>

using truto::condition;
using truto::testing::directory_simulator;
namespace directory = truto::user_directory;

namespace
{

directory::client client_of(const directory_simulator& simulator)
{
    truto::client_options options;
    options.base_url = simulator.base_url();
    options.token = simulator.token();
    options.integrated_account_id = simulator.account_id();
    options.strict_decoding = true;
    return directory::client{options};
}

}  // namespace

TEST_SUITE("client and simulator")
{
    TEST_CASE("a list is read to its end, page by page, in the order that was asked for")
    {
        const directory_simulator simulator;
        const auto api = client_of(simulator);

        std::vector<std::string> names;
        for (const auto& user :
             api.users()
                 .list({.status = truto::one_of(directory::user_status::active, directory::user_status::invited),
                        .sort_by = truto::descending(directory::user_sort_field::username),
                        .limit = 7})
                 .items(truto::blocking))
        {
            names.push_back(user.username.value_or(""));
        }
        CHECK(names.size() == 30);
        CHECK(std::vector<std::string>(names.begin(), names.begin() + 2) ==
              std::vector<std::string>{"zoe.kramer", "zehra.yildiz"});
        CHECK(simulator.requests().size() == 5);
    }

    TEST_CASE("a large organization is collected")
    {
        const directory_simulator simulator{{.more_users = 2'000}};
        const auto api = client_of(simulator);
        const auto all =
            api.with({.ignore_remote_data = true}).users().list({.limit = 500}).async_collect(10'000, truto::blocking);
        std::set<std::string> ids;
        for (const auto& user : *all)
        {
            ids.insert(user.id.value_or(""));
        }
        CHECK(ids.size() == 2'036);
    }

    TEST_CASE("people come, move and go, and every list knows")
    {
        const directory_simulator simulator;
        const auto api = client_of(simulator);

        const auto team = api.groups().async_create({.name = "Night Shift"},
                                                    {.group_type = directory::group_type::team}, truto::blocking);
        CHECK(team.status() == 201);
        const std::string group_id = team->id.value_or("");
        const auto made = api.users().async_create({.first_name = "Ana",
                                                    .last_name = "Ferreira",
                                                    .emails = {{.email = "ana@example.com", .is_primary = true}},
                                                    .roles = {{.id = "role-viewer", .group = group_id}},
                                                    .groups = {{.id = group_id}}},
                                                   {}, truto::blocking);
        const std::string user_id = made->id.value_or("");

        const auto held = api.role_assignments().async_list({.group_id = group_id}, truto::blocking);
        REQUIRE(held->result.size() == 1);
        CHECK(held->result.front().user_id == user_id);
        CHECK(api.users().async_list({.group_id = group_id}, truto::blocking)->result_count == 1);

        api.users().async_update(user_id, {.name = truto::null, .avatar = "https://img.example.com/a.png"}, {},
                                 truto::blocking);
        const auto changed = api.users().async_get(user_id, {}, truto::blocking);
        CHECK_FALSE(changed->name);
        CHECK(changed->avatar == "https://img.example.com/a.png");
        CHECK(changed->first_name == "Ana");

        api.groups().async_delete(group_id, {}, truto::blocking);
        CHECK(api.role_assignments().async_list({.group_id = group_id}, truto::blocking)->result.empty());
        CHECK(api.users().async_get(user_id, {}, truto::blocking)->groups->empty());

        const auto activities =
            api.activities().async_list({.action = directory::activity_action::user_created}, truto::blocking);
        REQUIRE(activities->result.size() == 1);
        CHECK(activities->result.front().entity == user_id);
    }

    TEST_CASE("a cursor of another list is the provider's bad request")
    {
        const directory_simulator simulator;
        const auto api = client_of(simulator);
        const auto page = api.users().async_list({.limit = 1}, truto::blocking);
        try
        {
            api.groups().async_list({.next_cursor = page->next_cursor.value_or("")}, truto::blocking);
            FAIL("a wrong cursor passed");
        }
        catch (const truto::api_error& failure)
        {
            CHECK(failure.response().status() == 400);
        }
    }

    TEST_CASE("what a list gives survives strict decoding, whatever the resource")
    {
        const directory_simulator simulator;
        const auto api = client_of(simulator);
        CHECK(api.activities().async_list(truto::blocking)->result.size() == 25);
        CHECK(api.billing().async_list(truto::blocking)->result.size() == 13);
        CHECK(api.groups().async_list(truto::blocking)->result.size() == 6);
        CHECK(api.licenses().async_list(truto::blocking)->result.size() == 3);
        CHECK(api.me().async_list(truto::blocking)->result.size() == 1);
        CHECK(api.organizations().async_list(truto::blocking)->result.size() == 3);
        CHECK(api.role_assignments().async_list({.limit = 100}, truto::blocking)->result.size() == 37);
        CHECK(api.roles().async_list({.key_by = "name"}, truto::blocking)->result.size() == 5);
        CHECK(api.users().async_list({.ignore_limit = true}, truto::blocking)->result.size() == 36);
        CHECK(api.utilization().async_list(truto::blocking)->result.size() == 5);
        CHECK(api.workspaces().async_list(truto::blocking)->result.size() == 4);
    }
}
