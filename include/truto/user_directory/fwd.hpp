// Generated from spec/user-directory.yaml. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/format.hpp>

/// Declarations of Truto Unified User Directory API.
namespace truto::user_directory
{

enum class activity_action;
enum class activity_actor_type;
enum class billing_frequency;
enum class directory_product;
enum class group_sort_field;
enum class group_type;
enum class license_product_status;
enum class license_status;
enum class organization_sort_field;
enum class remove_from;
enum class role_scope;
enum class super_query_region;
enum class user_sort_field;
enum class user_status;
enum class user_type;
enum class utilization_type;
enum class workspace_sort_field;
enum class workspace_status;

struct activities_list_query;
struct activity;
struct activity_actor;
struct activity_actor_input;
struct activity_actor_user;
struct activity_actor_user_input;
struct activity_context;
struct activity_page;
struct billing_list_query;
struct billing_page;
struct billing_record;
struct group;
struct group_page;
struct groups_add_body;
struct groups_create_body;
struct groups_create_query;
struct groups_delete_query;
struct groups_list_query;
struct groups_remove_body;
struct groups_remove_user_body;
struct groups_update_body;
struct groups_update_query;
struct license;
struct license_page;
struct license_product;
struct license_role;
struct licenses_get_query;
struct licenses_list_query;
struct me_list_query;
struct organization;
struct organization_license;
struct organization_page;
struct organizations_list_query;
struct organizations_update_body;
struct role;
struct role_assignment;
struct role_assignment_page;
struct role_assignments_list_query;
struct role_page;
struct roles_create_body;
struct roles_get_query;
struct roles_list_query;
struct roles_update_body;
struct user;
struct user_email;
struct user_email_input;
struct user_group;
struct user_group_input;
struct user_license;
struct user_organization;
struct user_organization_input;
struct user_page;
struct user_phone;
struct user_phone_input;
struct user_role;
struct user_role_input;
struct user_url;
struct user_workspace;
struct users_create_body;
struct users_create_query;
struct users_deactivate_body;
struct users_deactivate_query;
struct users_delete_query;
struct users_downgrade_body;
struct users_downgrade_query;
struct users_get_query;
struct users_list_query;
struct users_unassign_role_body;
struct users_unassign_role_query;
struct users_update_body;
struct users_update_query;
struct utilization_column;
struct utilization_list_query;
struct utilization_page;
struct utilization_report;
struct workspace;
struct workspace_organization;
struct workspace_page;
struct workspaces_list_query;

// A compiler that shows one of these misses the header named beside it.
template <response_format Format>
class activities_as;  // <truto/user_directory/resources/activities.hpp>
template <response_format Format>
class billing_as;  // <truto/user_directory/resources/billing.hpp>
template <response_format Format>
class client_as;  // <truto/user_directory/client.hpp>
template <response_format Format>
class groups_as;  // <truto/user_directory/resources/groups.hpp>
template <response_format Format>
class licenses_as;  // <truto/user_directory/resources/licenses.hpp>
template <response_format Format>
class me_as;  // <truto/user_directory/resources/me.hpp>
template <response_format Format>
class organizations_as;  // <truto/user_directory/resources/organizations.hpp>
template <response_format Format>
class role_assignments_as;  // <truto/user_directory/resources/role_assignments.hpp>
template <response_format Format>
class roles_as;  // <truto/user_directory/resources/roles.hpp>
template <response_format Format>
class users_as;  // <truto/user_directory/resources/users.hpp>
template <response_format Format>
class utilization_as;  // <truto/user_directory/resources/utilization.hpp>
template <response_format Format>
class workspaces_as;  // <truto/user_directory/resources/workspaces.hpp>

using client = client_as<unified>;

}  // namespace truto::user_directory
