// Generated from spec/user-directory.yaml, schema License. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/fields.hpp>
#include <truto/open_enum.hpp>
#include <truto/timestamp.hpp>
#include <truto/user_directory/models/license_product.hpp>
#include <truto/user_directory/models/license_role.hpp>
#include <truto/user_directory/models/license_status.hpp>

#include <boost/json/value.hpp>

#include <optional>
#include <string>
#include <vector>

namespace truto::user_directory
{

/// A license or plan that can be assigned in the connected product.
struct license
{
    /// Id of the license in the connected product.
    std::optional<std::string> id{};

    /// Name of the license.
    std::optional<std::string> name{};

    /// What the license is for.
    std::optional<std::string> description{};

    /// The currency of `unit_amount`, in most cases its three letters.
    std::optional<std::string> currency{};

    /// How many can be assigned in all.
    std::optional<double> available_quantity{};

    /// How many are assigned.
    std::optional<double> assigned_quantity{};

    /// What one costs. A number here, unlike the amounts of a billing record.
    std::optional<double> unit_amount{};

    /// Roles that come with the license.
    std::optional<std::vector<license_role>> roles{};

    /// Whether the license costs something.
    std::optional<bool> is_paid{};

    /// Whether the license can be used.
    std::optional<open_enum<license_status>> status{};

    /// Products that come with the license.
    std::optional<std::vector<license_product>> products{};

    /// When the license was created. Not certain: inferred, not published.
    std::optional<timestamp> created_at{};

    /// When the license was last changed. Not certain: inferred, not published.
    std::optional<timestamp> updated_at{};

    /// The record as the connected product sent it; in most cases an object. Not certain: inferred, not
    /// published.
    std::optional<boost::json::value> remote_data{};

    /// Members that this library does not know or whose type was unexpected, as the server sent them.
    boost::json::object extra{};

    friend bool operator==(const license&, const license&) = default;
};

/// The members of @ref license, in the order of the description.
constexpr auto fields(type<license>)
{
    return field_list{
        field<&license::id>{"id", "Id of the license in the connected product."},
        field<&license::name>{"name", "Name of the license."},
        field<&license::description>{"description", "What the license is for."},
        field<&license::currency>{"currency", "The currency of `unit_amount`, in most cases its three letters."},
        field<&license::available_quantity>{"available_quantity", "How many can be assigned in all."},
        field<&license::assigned_quantity>{"assigned_quantity", "How many are assigned."},
        field<&license::unit_amount>{"unit_amount", "What one costs."},
        field<&license::roles>{"roles", "Roles that come with the license."},
        field<&license::is_paid>{"is_paid", "Whether the license costs something."},
        field<&license::status>{"status", "Whether the license can be used."},
        field<&license::products>{"products", "Products that come with the license."},
        field<&license::created_at>{"created_at", "When the license was created."},
        field<&license::updated_at>{"updated_at", "When the license was last changed."},
        field<&license::remote_data>{"remote_data",
                                     "The record as the connected product sent it; in most cases an object."},
    };
}

}  // namespace truto::user_directory
