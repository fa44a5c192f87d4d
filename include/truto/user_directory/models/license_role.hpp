// Generated from spec/user-directory.yaml, schema LicenseRole. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/fields.hpp>

#include <boost/json/value.hpp>

#include <optional>
#include <string>

namespace truto::user_directory
{

/// A role that comes with a license.
struct license_role
{
    /// Id of the role.
    std::optional<std::string> id{};

    /// Name of the role.
    std::optional<std::string> name{};

    /// Members that this library does not know or whose type was unexpected, as the server sent them.
    boost::json::object extra{};

    friend bool operator==(const license_role&, const license_role&) = default;
};

/// The members of @ref license_role, in the order of the description.
constexpr auto fields(type<license_role>)
{
    return field_list{
        field<&license_role::id>{"id", "Id of the role."},
        field<&license_role::name>{"name", "Name of the role."},
    };
}

}  // namespace truto::user_directory
