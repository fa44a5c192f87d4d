// Generated from spec/user-directory.yaml. Do not edit;
// change the spec and run: python -m generator

#pragma once

/// Declarations of Truto Unified User Directory API.
namespace truto::user_directory
{

enum class directory_product;
enum class group_type;
enum class remove_from;
enum class user_status;
enum class user_type;

struct group;
struct groups_remove_body;
struct groups_remove_user_body;
struct organization;
struct organization_license;
struct user;
struct user_email;
struct user_group;
struct user_license;
struct user_organization;
struct user_organization_input;
struct user_phone;
struct user_role;
struct user_role_input;
struct user_url;
struct user_workspace;
struct users_delete_query;
struct users_unassign_role_body;
struct users_unassign_role_query;

class client;
class groups;
class organizations;
class users;

}  // namespace truto::user_directory
