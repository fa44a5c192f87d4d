// Generated from spec/user-directory.yaml, schema Organization. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/fields.hpp>
#include <truto/timestamp.hpp>
#include <truto/user_directory/models/organization_license.hpp>

#include <boost/json/value.hpp>

#include <optional>
#include <string>
#include <vector>

namespace truto::user_directory
{

/// A company, tenant or other top-level unit in the connected product.
struct organization
{
    /// Id of the organization in the connected product.
    std::optional<std::string> id{};

    /// Name of the organization.
    std::optional<std::string> name{};

    /// The plan the organization pays for, in the product's own words.
    std::optional<std::string> pricing_plan{};

    /// Licenses the organization owns.
    std::optional<std::vector<organization_license>> licenses{};

    /// When the organization was created.
    std::optional<timestamp> created_at{};

    /// When the organization was last changed.
    std::optional<timestamp> updated_at{};

    /// The record as the connected product sent it; in most cases an object.
    std::optional<boost::json::value> remote_data{};

    /// Members that this library does not know or whose type was unexpected, as the server sent them.
    boost::json::object extra{};

    friend bool operator==(const organization&, const organization&) = default;
};

/// The members of @ref organization, in the order of the description.
constexpr auto fields(type<organization>)
{
    return field_list{
        field<&organization::id>{"id", "Id of the organization in the connected product."},
        field<&organization::name>{"name", "Name of the organization."},
        field<&organization::pricing_plan>{"pricing_plan",
                                           "The plan the organization pays for, in the product's own words."},
        field<&organization::licenses>{"licenses", "Licenses the organization owns."},
        field<&organization::created_at>{"created_at", "When the organization was created."},
        field<&organization::updated_at>{"updated_at", "When the organization was last changed."},
        field<&organization::remote_data>{"remote_data",
                                          "The record as the connected product sent it; in most cases an object."},
    };
}

}  // namespace truto::user_directory
