// Generated from spec/user-directory.yaml. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/src.hpp>
#include <truto/user_directory.hpp>

#include <truto/detail/json/record.hpp>

// The compiled part of the library and the tables of this API, for programs that define TRUTO_SEPARATE_COMPILATION:
// include this file in exactly one source file of the program.
namespace truto::detail::json
{

template const record_table& record_table_of<truto::user_directory::activity>() noexcept;
template const record_table& record_table_of<truto::user_directory::activity_page>() noexcept;
template const record_table& record_table_of<truto::user_directory::billing_page>() noexcept;
template const record_table& record_table_of<truto::user_directory::group>() noexcept;
template const record_table& record_table_of<truto::user_directory::group_page>() noexcept;
template const record_table& record_table_of<truto::user_directory::license>() noexcept;
template const record_table& record_table_of<truto::user_directory::license_page>() noexcept;
template const record_table& record_table_of<truto::user_directory::organization>() noexcept;
template const record_table& record_table_of<truto::user_directory::organization_page>() noexcept;
template const record_table& record_table_of<truto::user_directory::role>() noexcept;
template const record_table& record_table_of<truto::user_directory::role_assignment>() noexcept;
template const record_table& record_table_of<truto::user_directory::role_assignment_page>() noexcept;
template const record_table& record_table_of<truto::user_directory::role_page>() noexcept;
template const record_table& record_table_of<truto::user_directory::user>() noexcept;
template const record_table& record_table_of<truto::user_directory::user_page>() noexcept;
template const record_table& record_table_of<truto::user_directory::utilization_page>() noexcept;
template const record_table& record_table_of<truto::user_directory::workspace>() noexcept;
template const record_table& record_table_of<truto::user_directory::workspace_page>() noexcept;
template const record_table& argument_table_of<truto::user_directory::activities_list_query>() noexcept;
template const record_table& argument_table_of<truto::user_directory::billing_list_query>() noexcept;
template const record_table& argument_table_of<truto::user_directory::groups_add_body>() noexcept;
template const record_table& argument_table_of<truto::user_directory::groups_create_body>() noexcept;
template const record_table& argument_table_of<truto::user_directory::groups_create_query>() noexcept;
template const record_table& argument_table_of<truto::user_directory::groups_delete_query>() noexcept;
template const record_table& argument_table_of<truto::user_directory::groups_list_query>() noexcept;
template const record_table& argument_table_of<truto::user_directory::groups_remove_body>() noexcept;
template const record_table& argument_table_of<truto::user_directory::groups_remove_user_body>() noexcept;
template const record_table& argument_table_of<truto::user_directory::groups_update_body>() noexcept;
template const record_table& argument_table_of<truto::user_directory::groups_update_query>() noexcept;
template const record_table& argument_table_of<truto::user_directory::licenses_get_query>() noexcept;
template const record_table& argument_table_of<truto::user_directory::licenses_list_query>() noexcept;
template const record_table& argument_table_of<truto::user_directory::me_list_query>() noexcept;
template const record_table& argument_table_of<truto::user_directory::organizations_list_query>() noexcept;
template const record_table& argument_table_of<truto::user_directory::organizations_update_body>() noexcept;
template const record_table& argument_table_of<truto::user_directory::role_assignments_list_query>() noexcept;
template const record_table& argument_table_of<truto::user_directory::roles_create_body>() noexcept;
template const record_table& argument_table_of<truto::user_directory::roles_get_query>() noexcept;
template const record_table& argument_table_of<truto::user_directory::roles_list_query>() noexcept;
template const record_table& argument_table_of<truto::user_directory::roles_update_body>() noexcept;
template const record_table& argument_table_of<truto::user_directory::users_create_body>() noexcept;
template const record_table& argument_table_of<truto::user_directory::users_create_query>() noexcept;
template const record_table& argument_table_of<truto::user_directory::users_deactivate_body>() noexcept;
template const record_table& argument_table_of<truto::user_directory::users_deactivate_query>() noexcept;
template const record_table& argument_table_of<truto::user_directory::users_delete_query>() noexcept;
template const record_table& argument_table_of<truto::user_directory::users_downgrade_body>() noexcept;
template const record_table& argument_table_of<truto::user_directory::users_downgrade_query>() noexcept;
template const record_table& argument_table_of<truto::user_directory::users_get_query>() noexcept;
template const record_table& argument_table_of<truto::user_directory::users_list_query>() noexcept;
template const record_table& argument_table_of<truto::user_directory::users_unassign_role_body>() noexcept;
template const record_table& argument_table_of<truto::user_directory::users_unassign_role_query>() noexcept;
template const record_table& argument_table_of<truto::user_directory::users_update_body>() noexcept;
template const record_table& argument_table_of<truto::user_directory::users_update_query>() noexcept;
template const record_table& argument_table_of<truto::user_directory::utilization_list_query>() noexcept;
template const record_table& argument_table_of<truto::user_directory::workspaces_list_query>() noexcept;

}  // namespace truto::detail::json
