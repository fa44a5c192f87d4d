// Generated from spec/user-directory.yaml, schema OrganizationLicense. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/fields.hpp>

#include <boost/json/value.hpp>

#include <optional>
#include <string>

namespace truto::user_directory
{

/// A license that an organization owns.
struct organization_license
{
    /// Id of the license.
    std::optional<std::string> id{};

    /// Name of the license.
    std::optional<std::string> name{};

    /// Members that this library does not know or whose type was unexpected, as the server sent them.
    boost::json::object extra{};

    friend bool operator==(const organization_license&, const organization_license&) = default;
};

/// The members of @ref organization_license, in the order of the description.
constexpr auto fields(type<organization_license>)
{
    return field_list{
        field<&organization_license::id>{"id", "Id of the license."},
        field<&organization_license::name>{"name", "Name of the license."},
    };
}

}  // namespace truto::user_directory
