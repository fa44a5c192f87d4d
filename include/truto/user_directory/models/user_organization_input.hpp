// Generated from spec/user-directory.yaml, schema UserOrganization. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/fields.hpp>
#include <truto/text.hpp>

#include <optional>

namespace truto::user_directory
{

/// An organization that a user belongs to.
///
/// A @ref user_organization as a part of requests.
struct user_organization_input
{
    /// Id of the organization.
    std::optional<text> id{};

    /// Name of the organization.
    std::optional<text> name{};

    friend bool operator==(const user_organization_input&, const user_organization_input&) = default;
};

/// The members of @ref user_organization_input, in the order of the description.
constexpr auto fields(type<user_organization_input>)
{
    return field_list{
        field<&user_organization_input::id>{"id", "Id of the organization."},
        field<&user_organization_input::name>{"name", "Name of the organization."},
    };
}

}  // namespace truto::user_directory
