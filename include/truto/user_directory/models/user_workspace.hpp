// Generated from spec/user-directory.yaml, schema UserWorkspace. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/fields.hpp>

#include <boost/json/value.hpp>

#include <optional>
#include <string>

namespace truto::user_directory
{

/// A workspace that a user has access to.
struct user_workspace
{
    /// Id of the workspace.
    std::optional<std::string> id{};

    /// Name of the workspace.
    std::optional<std::string> name{};

    /// Members that this library does not know or whose type was unexpected, as the server sent them.
    boost::json::object extra{};

    friend bool operator==(const user_workspace&, const user_workspace&) = default;
};

/// The members of @ref user_workspace, in the order of the description.
constexpr auto fields(type<user_workspace>)
{
    return field_list{
        field<&user_workspace::id>{"id", "Id of the workspace."},
        field<&user_workspace::name>{"name", "Name of the workspace."},
    };
}

}  // namespace truto::user_directory
