// Generated from spec/user-directory.yaml, schema UserRole. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/fields.hpp>
#include <truto/text.hpp>

#include <optional>

namespace truto::user_directory
{

/// A role of a user, and the scope in which it is held. In a request the `id` says which role is meant,
/// and the other members narrow it down.
///
/// A @ref user_role as a part of requests.
struct user_role_input
{
    /// Id of the role.
    std::optional<text> id{};

    /// Name of the role.
    std::optional<text> name{};

    /// The group in which the role is held, in products where a user can have a different role in each
    /// group or team.
    std::optional<text> group{};

    /// The organization in which the role is held, in products where a user can have a different role in
    /// each.
    std::optional<text> organization{};

    /// The workspace in which the role is held, in products where a user can have a different role in each.
    std::optional<text> workspace{};

    friend bool operator==(const user_role_input&, const user_role_input&) = default;
};

/// The members of @ref user_role_input, in the order of the description.
constexpr auto fields(type<user_role_input>)
{
    return field_list{
        field<&user_role_input::id>{"id", "Id of the role."},
        field<&user_role_input::name>{"name", "Name of the role."},
        field<&user_role_input::group>{"group", "The group in which the role is held, in products where a user can "
                                                "have a different role in each group or team."},
        field<&user_role_input::organization>{
            "organization",
            "The organization in which the role is held, in products where a user can have a different role in each."},
        field<&user_role_input::workspace>{
            "workspace",
            "The workspace in which the role is held, in products where a user can have a different role in each."},
    };
}

}  // namespace truto::user_directory
