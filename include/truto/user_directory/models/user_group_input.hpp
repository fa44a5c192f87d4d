// Generated from spec/user-directory.yaml, schema UserGroup. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/fields.hpp>
#include <truto/text.hpp>

#include <optional>

namespace truto::user_directory
{

/// A group that a user is a member of.
///
/// A @ref user_group as a part of requests.
struct user_group_input
{
    /// Id of the group.
    std::optional<text> id{};

    /// Name of the group.
    std::optional<text> name{};

    /// Id of the organization the group belongs to.
    std::optional<text> organization{};

    friend bool operator==(const user_group_input&, const user_group_input&) = default;
};

/// The members of @ref user_group_input, in the order of the description.
constexpr auto fields(type<user_group_input>)
{
    return field_list{
        field<&user_group_input::id>{"id", "Id of the group."},
        field<&user_group_input::name>{"name", "Name of the group."},
        field<&user_group_input::organization>{"organization", "Id of the organization the group belongs to."},
    };
}

}  // namespace truto::user_directory
