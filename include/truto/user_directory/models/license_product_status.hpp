// Generated from spec/user-directory.yaml, schema LicenseProductStatus. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/open_enum.hpp>

#include <array>

namespace truto::user_directory
{

/// State of a product that comes with a license. Values that this library does not know are kept as
/// sent.
enum class license_product_status
{
    active,              ///< The product can be used.
    inactive,            ///< It cannot.
    errored,             ///< It failed.
    needs_input,         ///< It waits for input.
    needs_confirmation,  ///< It waits for a confirmation.
    pending,             ///< It is not ready yet.
};

/// The values of @ref license_product_status and their spelling.
constexpr auto names(type<license_product_status>)
{
    return std::array{
        enum_name{license_product_status::active, "active", "The product can be used."},
        enum_name{license_product_status::inactive, "inactive", "It cannot."},
        enum_name{license_product_status::errored, "errored", "It failed."},
        enum_name{license_product_status::needs_input, "needs_input", "It waits for input."},
        enum_name{license_product_status::needs_confirmation, "needs_confirmation", "It waits for a confirmation."},
        enum_name{license_product_status::pending, "pending", "It is not ready yet."},
    };
}

}  // namespace truto::user_directory
