// Generated from spec/user-directory.yaml, schema UserLicense. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/fields.hpp>
#include <truto/timestamp.hpp>

#include <boost/json/value.hpp>

#include <optional>
#include <string>

namespace truto::user_directory
{

/// A license assigned to a user, or a product the user has access to.
struct user_license
{
    /// Id of the license.
    std::optional<std::string> id{};

    /// Name of the license or product.
    std::optional<std::string> name{};

    /// Id of the organization that owns the license.
    std::optional<std::string> organization{};

    /// When the user last made use of the license.
    std::optional<timestamp> last_active_at{};

    /// Members that this library does not know or whose type was unexpected, as the server sent them.
    boost::json::object extra{};

    friend bool operator==(const user_license&, const user_license&) = default;
};

/// The members of @ref user_license, in the order of the description.
constexpr auto fields(type<user_license>)
{
    return field_list{
        field<&user_license::id>{"id", "Id of the license."},
        field<&user_license::name>{"name", "Name of the license or product."},
        field<&user_license::organization>{"organization", "Id of the organization that owns the license."},
        field<&user_license::last_active_at>{"last_active_at", "When the user last made use of the license."},
    };
}

}  // namespace truto::user_directory
