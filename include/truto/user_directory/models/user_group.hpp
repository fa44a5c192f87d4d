// Generated from spec/user-directory.yaml, schema UserGroup. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/fields.hpp>

#include <boost/json/value.hpp>

#include <optional>
#include <string>

namespace truto::user_directory
{

/// A group that a user is a member of.
struct user_group
{
    /// Id of the group.
    std::optional<std::string> id{};

    /// Name of the group.
    std::optional<std::string> name{};

    /// Id of the organization the group belongs to.
    std::optional<std::string> organization{};

    /// Members that this library does not know or whose type was unexpected, as the server sent them.
    boost::json::object extra{};

    friend bool operator==(const user_group&, const user_group&) = default;
};

/// The members of @ref user_group, in the order of the description.
constexpr auto fields(type<user_group>)
{
    return field_list{
        field<&user_group::id>{"id", "Id of the group."},
        field<&user_group::name>{"name", "Name of the group."},
        field<&user_group::organization>{"organization", "Id of the organization the group belongs to."},
    };
}

}  // namespace truto::user_directory
