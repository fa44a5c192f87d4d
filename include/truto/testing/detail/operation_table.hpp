#pragma once

#include <truto/testing/detail/directory_operations.hpp>
#include <truto/testing/detail/operation.hpp>
#include <truto/testing/detail/user_operations.hpp>

#include <array>

namespace truto::testing::detail
{

/// Everything that the directory can be asked for. Where a path of fixed words and one with an id fit, the former
/// comes first.
inline constexpr auto operation_table = std::to_array<operation>({
    {"activities.list", "GET", "/activities", resource::activities, directory_operations::list},
    {"activities.get", "GET", "/activities/{id}", resource::activities, directory_operations::get},

    {"billing.list", "GET", "/billing", resource::billing, directory_operations::list},

    {"groups.list", "GET", "/groups", resource::groups, directory_operations::list},
    {"groups.create", "POST", "/groups", resource::groups, directory_operations::create_group, "create"},
    {"groups.remove_user", "POST", "/groups/remove-user", resource::groups, directory_operations::remove_from_group,
     "updated"},
    {"groups.remove", "POST", "/groups/remove", resource::groups, directory_operations::remove_from_group, "updated"},
    {"groups.add", "POST", "/groups/add", resource::groups, directory_operations::add_to_group, "user_joined"},
    {"groups.get", "GET", "/groups/{id}", resource::groups, directory_operations::get},
    {"groups.update", "PATCH", "/groups/{id}", resource::groups, directory_operations::update_group, "updated"},
    {"groups.delete", "DELETE", "/groups/{id}", resource::groups, directory_operations::delete_group, "destroy"},

    {"licenses.list", "GET", "/licenses", resource::licenses, directory_operations::list},
    {"licenses.get", "GET", "/licenses/{id}", resource::licenses, directory_operations::get},

    {"me.list", "GET", "/me", resource::users, directory_operations::list_me},

    {"organizations.list", "GET", "/organizations", resource::organizations, directory_operations::list},
    {"organizations.get", "GET", "/organizations/{id}", resource::organizations, directory_operations::get},
    {"organizations.update", "PATCH", "/organizations/{id}", resource::organizations,
     directory_operations::update_organization, "updated"},
    {"organizations.delete", "DELETE", "/organizations/{id}", resource::organizations,
     directory_operations::delete_organization, "destroy"},

    {"role_assignments.list", "GET", "/role_assignments", resource::role_assignments, directory_operations::list},
    {"role_assignments.get", "GET", "/role_assignments/{id}", resource::role_assignments, directory_operations::get},
    {"role_assignments.delete", "DELETE", "/role_assignments/{id}", resource::role_assignments,
     directory_operations::delete_role_assignment, "destroy"},

    {"roles.list", "GET", "/roles", resource::roles, directory_operations::list},
    {"roles.create", "POST", "/roles", resource::roles, directory_operations::create_role, "create"},
    {"roles.get", "GET", "/roles/{id}", resource::roles, directory_operations::get},
    {"roles.update", "PATCH", "/roles/{id}", resource::roles, directory_operations::update_role, "updated"},
    {"roles.delete", "DELETE", "/roles/{id}", resource::roles, directory_operations::delete_role, "destroy"},

    {"users.list", "GET", "/users", resource::users, directory_operations::list},
    {"users.create", "POST", "/users", resource::users, user_operations::create, "user_created"},
    {"users.unassign_role", "POST", "/users/unassign-role", resource::users, user_operations::unassign_role,
     "user_updated"},
    {"users.deactivate", "POST", "/users/deactivate", resource::users, user_operations::deactivate, "user_deactivated"},
    {"users.downgrade", "POST", "/users/downgrade", resource::users, user_operations::downgrade, "user_updated"},
    {"users.get", "GET", "/users/{id}", resource::users, directory_operations::get},
    {"users.update", "PATCH", "/users/{id}", resource::users, user_operations::update, "user_updated"},
    {"users.delete", "DELETE", "/users/{id}", resource::users, user_operations::remove, "user_deleted"},

    {"utilization.list", "GET", "/utilization", resource::utilization, directory_operations::list},

    {"workspaces.list", "GET", "/workspaces", resource::workspaces, directory_operations::list},
    {"workspaces.get", "GET", "/workspaces/{id}", resource::workspaces, directory_operations::get},
});

}  // namespace truto::testing::detail
