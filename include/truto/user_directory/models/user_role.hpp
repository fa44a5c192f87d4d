// Generated from spec/user-directory.yaml, schema UserRole. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/fields.hpp>

#include <boost/json/value.hpp>

#include <optional>
#include <string>

namespace truto::user_directory
{

/// A role of a user, and the scope in which it is held. In a request the `id` says which role is meant,
/// and the other members narrow it down.
struct user_role
{
    /// Id of the role.
    std::optional<std::string> id{};

    /// Name of the role.
    std::optional<std::string> name{};

    /// The group in which the role is held, in products where a user can have a different role in each
    /// group or team.
    std::optional<std::string> group{};

    /// The organization in which the role is held, in products where a user can have a different role in
    /// each.
    std::optional<std::string> organization{};

    /// The workspace in which the role is held, in products where a user can have a different role in each.
    std::optional<std::string> workspace{};

    /// Members that this library does not know or whose type was unexpected, as the server sent them.
    boost::json::object extra{};

    friend bool operator==(const user_role&, const user_role&) = default;
};

/// The members of @ref user_role, in the order of the description.
constexpr auto fields(type<user_role>)
{
    return field_list{
        field<&user_role::id>{"id", "Id of the role."},
        field<&user_role::name>{"name", "Name of the role."},
        field<&user_role::group>{"group", "The group in which the role is held, in products where a user can have a "
                                          "different role in each group or team."},
        field<&user_role::organization>{
            "organization",
            "The organization in which the role is held, in products where a user can have a different role in each."},
        field<&user_role::workspace>{
            "workspace",
            "The workspace in which the role is held, in products where a user can have a different role in each."},
    };
}

}  // namespace truto::user_directory
