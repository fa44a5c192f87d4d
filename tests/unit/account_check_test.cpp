#include <truto/account_check.hpp>
#include <truto/platform.hpp>
#include <truto/user_directory.hpp>

#include <doctest/doctest.h>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace
{

namespace operations = truto::user_directory::operations;
namespace platform = truto::platform;
using truto::offer;

platform::unified_resource resource(std::string model, std::string name, std::vector<std::string> methods)
{
    platform::unified_resource made;
    made.model = std::move(model);
    made.resource = std::move(name);
    made.methods = std::move(methods);
    return made;
}

/// An account with a few methods of two models.
platform::capabilities capabilities()
{
    platform::capabilities made;
    made.unified = {
        resource("crm", "users", {"list", "get", "create", "update", "delete", "suspend"}),
        resource("user-directory", "users", {"list", "delete", "unassign-role"}),
        resource("user-directory", "groups", {"get", "create", "update", "remove-user"}),
        resource("user-directory", "role_assignments", {"list"}),
    };
    return made;
}

}  // namespace

TEST_SUITE("account check")
{
    TEST_CASE("an operation is looked up by model, resource and method as they stand in its path")
    {
        struct row
        {
            const truto::operation& which;
            offer expected;
        };
        static constexpr truto::operation put{.method = "PUT", .path = "/unified/user-directory/users/{id}"};
        static constexpr truto::operation odd_get{.method = "GET", .path = "/unified/user-directory/users/delete"};
        static constexpr truto::operation deep{.method = "POST", .path = "/unified/user-directory/users/{id}/suspend"};
        static constexpr truto::operation open{.method = "GET", .path = "/unified/{model}/users"};
        static constexpr truto::operation shallow{.method = "GET", .path = "/unified/users"};
        static constexpr truto::operation other{.method = "GET", .path = "/proxy/users"};
        static constexpr truto::operation nothing{};
        const std::vector<row> rows{
            {operations::users_list, offer::yes},
            {operations::users_delete, offer::yes},
            {operations::users_unassign_role, offer::yes},
            {operations::users_get, offer::no},
            {operations::users_create, offer::no},
            {operations::users_deactivate, offer::no},
            {operations::groups_get, offer::yes},
            {operations::groups_create, offer::yes},
            {operations::groups_update, offer::yes},
            {operations::groups_remove_user, offer::yes},
            {operations::groups_list, offer::no},
            {operations::role_assignments_list, offer::yes},
            {operations::billing_list, offer::no},
            {platform::operations::batch_requests_create, offer::unknown},
            {platform::operations::meta_method, offer::unknown},
            {put, offer::unknown},
            {odd_get, offer::unknown},
            {deep, offer::unknown},
            {open, offer::unknown},
            {shallow, offer::unknown},
            {other, offer::unknown},
            {nothing, offer::unknown},
        };
        const auto live = capabilities();
        for (const auto& each : rows)
        {
            CAPTURE(each.which.id);
            CAPTURE(each.which.path);
            CHECK(to_string(truto::check_account(each.which, live).offered) == to_string(each.expected));
        }
    }

    TEST_CASE("what the capabilities do not say is not known")
    {
        platform::capabilities live;
        CHECK(truto::check_account(operations::users_list, live) == truto::account_check{});
        live.unified.emplace();
        CHECK(truto::check_account(operations::users_list, live).offered == offer::no);
        live.unified->push_back(resource("user-directory", "users", {}));
        CHECK(truto::check_account(operations::users_list, live).offered == offer::no);
        live.unified->back().methods.reset();
        CHECK(truto::check_account(operations::users_list, live).offered == offer::unknown);
        live.unified->push_back(resource("user-directory", "users", {"list"}));
        CHECK(truto::check_account(operations::users_list, live).offered == offer::yes);
        live.unified->push_back({});
        CHECK(truto::check_account(operations::users_list, live).offered == offer::yes);
    }

    TEST_CASE("a changed mapping and a blocked account are told")
    {
        auto live = capabilities();
        CHECK(truto::check_account(operations::users_delete, live).is_good());
        CHECK_FALSE(truto::check_account(operations::users_get, live).is_good());
        CHECK(truto::check_account(platform::operations::meta_method, live).is_good());

        live.unified->at(0).env_overridden = true;
        CHECK_FALSE(truto::check_account(operations::users_delete, live).is_overridden);
        live.unified->at(1).env_overridden = true;
        CHECK(truto::check_account(operations::users_delete, live).is_overridden);
        CHECK(truto::check_account(operations::users_delete, live).is_good());

        live.account.emplace();
        CHECK_FALSE(truto::check_account(operations::users_delete, live).is_blocked);
        live.account->is_blocked = true;
        const auto blocked = truto::check_account(operations::users_delete, live);
        CHECK(blocked.offered == offer::yes);
        CHECK(blocked.is_blocked);
        CHECK_FALSE(blocked.is_good());
    }
}
