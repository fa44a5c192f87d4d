#include <truto/user_directory.hpp>
#include <truto/user_directory/requirements.hpp>

#include <algorithm>
#include <cstddef>
#include <doctest/doctest.h>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace
{

namespace directory = truto::user_directory;
namespace operations = truto::user_directory::operations;

/// `query remove_from`, and so on.
std::vector<std::string> names(const std::vector<truto::requirement>& all)
{
    std::vector<std::string> lines;
    for (const auto& each : all)
    {
        lines.push_back(std::string{to_string(each.place)} + ' ' + std::string{each.name});
    }
    return lines;
}

}  // namespace

TEST_SUITE("requirements of the user directory")
{
    TEST_CASE("what the pages say is required, by operation and integration")
    {
        struct row
        {
            const truto::operation& which;
            std::string_view integration;
            bool is_listed;
            std::vector<std::string> missing;
            std::vector<std::string> possibly;
        };
        const std::vector<row> rows{
            {operations::users_delete,
             "asana",
             true,
             {"query remove_from", "query remove_from_id"},
             {"query product", "query user_type", "query workspace"}},
            {operations::users_delete,
             "BrowserStack",
             true,
             {"query emails"},
             {"query product", "query user_type", "query workspace"}},
            {operations::users_delete,
             "Cisco Meraki",
             true,
             {"query organization_id", "query workspace_id"},
             {"query product", "query user_type", "query workspace"}},
            {operations::users_delete,
             "Unheard Of",
             false,
             {},
             {"query product", "query user_type", "query workspace"}},
            {operations::users_unassign_role,
             "slack-enterprise",
             true,
             {"query id", "query roles", "query workspace_id"},
             {}},
            {operations::users_unassign_role, "JumpCloud", true, {"body id", "body roles"}, {}},
            {operations::users_unassign_role, "Elastic Cloud", true, {"query id"}, {}},
            {operations::groups_remove_user, "whichever", false, {"body group_id", "body user_id"}, {}},
            {operations::organizations_delete, "GitHub", true, {}, {}},
            {operations::me_list, "Asana", false, {}, {}},
        };
        for (const auto& each : rows)
        {
            CAPTURE(each.which.id);
            CAPTURE(each.integration);
            const auto found = directory::requirements.check(each.which, each.integration, {});
            CHECK(found.is_listed == each.is_listed);
            CHECK(names(found.missing) == each.missing);
            CHECK(names(found.possibly_missing) == each.possibly);
        }
    }

    TEST_CASE("a call as it is made is checked as it is sent")
    {
        const directory::users_delete_query half{.remove_from = directory::remove_from::group};
        const directory::users_delete_query whole{.remove_from = directory::remove_from::group,
                                                  .remove_from_id = "team-1"};
        const directory::users_unassign_role_body roles{.id = "u1", .roles = {{.id = "role-admin"}}};
        CHECK(names(directory::requirements.check(operations::users_delete, "Asana", {.query = half}).missing) ==
              std::vector<std::string>{"query remove_from_id"});
        CHECK(directory::requirements.check(operations::users_delete, "Asana", {.query = whole}).is_complete());
        CHECK(
            directory::requirements.check(operations::users_unassign_role, "JumpCloud", {.body = roles}).is_complete());
    }

    TEST_CASE("every row is about an operation, and names nobody twice")
    {
        std::set<std::string_view> ids;
        std::size_t named = 0;
        for (const auto& each : directory::requirements.operations())
        {
            CAPTURE(each.id);
            CHECK(ids.insert(each.id).second);
            for (const auto& argument : each.arguments)
            {
                CAPTURE(argument.name);
                for (const auto& one : argument.required)
                {
                    ++named;
                    CHECK(std::none_of(argument.read.begin(), argument.read.end(),
                                       [&](std::string_view other) { return truto::is_same_integration(one, other); }));
                }
                CHECK((argument.required_count == 0 || argument.required_count > argument.required.size()));
            }
        }
        CHECK(ids.contains(operations::users_delete.id));
        CHECK(named > 40);
        static_assert(directory::requirements.operations().size() > 20);
    }
}
