// Generated from spec/user-directory.yaml, schema WorkspaceOrganization. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/fields.hpp>

#include <boost/json/value.hpp>

#include <optional>
#include <string>

namespace truto::user_directory
{

/// The organization that a workspace is a part of.
struct workspace_organization
{
    /// Id of the organization.
    std::optional<std::string> id{};

    /// Name of the organization.
    std::optional<std::string> name{};

    /// Members that this library does not know or whose type was unexpected, as the server sent them.
    boost::json::object extra{};

    friend bool operator==(const workspace_organization&, const workspace_organization&) = default;
};

/// The members of @ref workspace_organization, in the order of the description.
constexpr auto fields(type<workspace_organization>)
{
    return field_list{
        field<&workspace_organization::id>{"id", "Id of the organization."},
        field<&workspace_organization::name>{"name", "Name of the organization."},
    };
}

}  // namespace truto::user_directory
