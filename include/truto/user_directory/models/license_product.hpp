// Generated from spec/user-directory.yaml, schema LicenseProduct. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/fields.hpp>
#include <truto/open_enum.hpp>
#include <truto/user_directory/models/license_product_status.hpp>

#include <boost/json/value.hpp>

#include <optional>
#include <string>

namespace truto::user_directory
{

/// A product that comes with a license.
struct license_product
{
    /// Id of the product.
    std::optional<std::string> id{};

    /// Name of the product.
    std::optional<std::string> name{};

    /// Whether the product can be used.
    std::optional<open_enum<license_product_status>> status{};

    /// Members that this library does not know or whose type was unexpected, as the server sent them.
    boost::json::object extra{};

    friend bool operator==(const license_product&, const license_product&) = default;
};

/// The members of @ref license_product, in the order of the description.
constexpr auto fields(type<license_product>)
{
    return field_list{
        field<&license_product::id>{"id", "Id of the product."},
        field<&license_product::name>{"name", "Name of the product."},
        field<&license_product::status>{"status", "Whether the product can be used."},
    };
}

}  // namespace truto::user_directory
