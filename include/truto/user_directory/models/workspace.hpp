// Generated from spec/user-directory.yaml, schema Workspace. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/fields.hpp>
#include <truto/open_enum.hpp>
#include <truto/timestamp.hpp>
#include <truto/user_directory/models/workspace_organization.hpp>
#include <truto/user_directory/models/workspace_status.hpp>

#include <boost/json/value.hpp>

#include <optional>
#include <string>

namespace truto::user_directory
{

/// A part into which the connected product divides an organization.
struct workspace
{
    /// Id of the workspace in the connected product.
    std::optional<std::string> id{};

    /// Name of the workspace.
    std::optional<std::string> name{};

    /// What the workspace is for.
    std::optional<std::string> description{};

    /// Whether the workspace is in use.
    std::optional<open_enum<workspace_status>> status{};

    /// The organization it is a part of. An object here, where a group has a plain id.
    std::optional<workspace_organization> organization{};

    /// When the workspace was created. Not certain: inferred, not published.
    std::optional<timestamp> created_at{};

    /// When the workspace was last changed. Not certain: inferred, not published.
    std::optional<timestamp> updated_at{};

    /// The record as the connected product sent it; in most cases an object.
    std::optional<boost::json::value> remote_data{};

    /// Members that this library does not know or whose type was unexpected, as the server sent them.
    boost::json::object extra{};

    friend bool operator==(const workspace&, const workspace&) = default;
};

/// The members of @ref workspace, in the order of the description.
constexpr auto fields(type<workspace>)
{
    return field_list{
        field<&workspace::id>{"id", "Id of the workspace in the connected product."},
        field<&workspace::name>{"name", "Name of the workspace."},
        field<&workspace::description>{"description", "What the workspace is for."},
        field<&workspace::status>{"status", "Whether the workspace is in use."},
        field<&workspace::organization>{"organization", "The organization it is a part of."},
        field<&workspace::created_at>{"created_at", "When the workspace was created."},
        field<&workspace::updated_at>{"updated_at", "When the workspace was last changed."},
        field<&workspace::remote_data>{"remote_data",
                                       "The record as the connected product sent it; in most cases an object."},
    };
}

}  // namespace truto::user_directory
