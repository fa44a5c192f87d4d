// Generated from spec/user-directory.yaml, schema UserOrganization. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/fields.hpp>

#include <boost/json/value.hpp>

#include <optional>
#include <string>

namespace truto::user_directory
{

/// An organization that a user belongs to.
struct user_organization
{
    /// Id of the organization.
    std::optional<std::string> id{};

    /// Name of the organization.
    std::optional<std::string> name{};

    /// Members that this library does not know or whose type was unexpected, as the server sent them.
    boost::json::object extra{};

    friend bool operator==(const user_organization&, const user_organization&) = default;
};

/// The members of @ref user_organization, in the order of the description.
constexpr auto fields(type<user_organization>)
{
    return field_list{
        field<&user_organization::id>{"id", "Id of the organization."},
        field<&user_organization::name>{"name", "Name of the organization."},
    };
}

}  // namespace truto::user_directory
