// Generated from spec/user-directory.yaml, schema LicenseStatus. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/open_enum.hpp>

#include <array>

namespace truto::user_directory
{

/// State of a license. Values that this library does not know are kept as sent.
enum class license_status
{
    active,    ///< The license can be used.
    inactive,  ///< It cannot.
};

/// The values of @ref license_status and their spelling.
constexpr auto names(type<license_status>)
{
    return std::array{
        enum_name{license_status::active, "active", "The license can be used."},
        enum_name{license_status::inactive, "inactive", "It cannot."},
    };
}

}  // namespace truto::user_directory
