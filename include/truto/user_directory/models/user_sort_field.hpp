// Generated from spec/user-directory.yaml, schema UserSortField. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/open_enum.hpp>

#include <array>

namespace truto::user_directory
{

/// The members by which users can be sorted. Values that this library does not know are kept as sent.
enum class user_sort_field
{
    created_at,      ///< When the account was created.
    emails,          ///< The email addresses.
    first_name,      ///< The given name.
    groups,          ///< The groups.
    id,              ///< The id.
    last_active_at,  ///< When the user last did something.
    last_login_at,   ///< When the user last logged in.
    name,            ///< The full name.
    roles,           ///< The roles.
    status,          ///< The state of the account.
    updated_at,      ///< When the account was last changed.
    username,        ///< The name the user logs in with.
};

/// The values of @ref user_sort_field and their spelling.
constexpr auto names(type<user_sort_field>)
{
    return std::array{
        enum_name{user_sort_field::created_at, "created_at", "When the account was created."},
        enum_name{user_sort_field::emails, "emails", "The email addresses."},
        enum_name{user_sort_field::first_name, "first_name", "The given name."},
        enum_name{user_sort_field::groups, "groups", "The groups."},
        enum_name{user_sort_field::id, "id", "The id."},
        enum_name{user_sort_field::last_active_at, "last_active_at", "When the user last did something."},
        enum_name{user_sort_field::last_login_at, "last_login_at", "When the user last logged in."},
        enum_name{user_sort_field::name, "name", "The full name."},
        enum_name{user_sort_field::roles, "roles", "The roles."},
        enum_name{user_sort_field::status, "status", "The state of the account."},
        enum_name{user_sort_field::updated_at, "updated_at", "When the account was last changed."},
        enum_name{user_sort_field::username, "username", "The name the user logs in with."},
    };
}

}  // namespace truto::user_directory
