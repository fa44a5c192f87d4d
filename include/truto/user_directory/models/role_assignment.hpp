// Generated from spec/user-directory.yaml, schema RoleAssignment. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/fields.hpp>
#include <truto/open_enum.hpp>
#include <truto/timestamp.hpp>
#include <truto/user_directory/models/group_type.hpp>

#include <boost/json/value.hpp>

#include <optional>
#include <string>
#include <vector>

namespace truto::user_directory
{

/// A role, and the user or group that holds it.
struct role_assignment
{
    /// Id of the assignment in the connected product.
    std::optional<std::string> id{};

    /// Id of the user who holds the role.
    std::optional<std::string> user_id{};

    /// Id of the group that holds the role, or in which it is held.
    std::optional<std::string> group_id{};

    /// Id of the role.
    std::optional<std::string> role_id{};

    /// What kind of group it is. `product`, `group` and `team` are listed here.
    std::optional<open_enum<user_directory::group_type>> group_type{};

    /// The workspaces in which the role is held. A list of texts, in spite of its name; a role of a user
    /// has a single text of the same name.
    std::optional<std::vector<std::string>> workspace{};

    /// When the role was assigned. Not certain: inferred, not published.
    std::optional<timestamp> created_at{};

    /// When the assignment was last changed. Not certain: inferred, not published.
    std::optional<timestamp> updated_at{};

    /// The record as the connected product sent it; in most cases an object.
    std::optional<boost::json::value> remote_data{};

    /// Members that this library does not know or whose type was unexpected, as the server sent them.
    boost::json::object extra{};

    friend bool operator==(const role_assignment&, const role_assignment&) = default;
};

/// The members of @ref role_assignment, in the order of the description.
constexpr auto fields(type<role_assignment>)
{
    return field_list{
        field<&role_assignment::id>{"id", "Id of the assignment in the connected product."},
        field<&role_assignment::user_id>{"user_id", "Id of the user who holds the role."},
        field<&role_assignment::group_id>{"group_id", "Id of the group that holds the role, or in which it is held."},
        field<&role_assignment::role_id>{"role_id", "Id of the role."},
        field<&role_assignment::group_type>{"group_type", "What kind of group it is."},
        field<&role_assignment::workspace>{"workspace", "The workspaces in which the role is held."},
        field<&role_assignment::created_at>{"created_at", "When the role was assigned."},
        field<&role_assignment::updated_at>{"updated_at", "When the assignment was last changed."},
        field<&role_assignment::remote_data>{"remote_data",
                                             "The record as the connected product sent it; in most cases an object."},
    };
}

}  // namespace truto::user_directory
