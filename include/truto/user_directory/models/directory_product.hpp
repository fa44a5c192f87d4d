// Generated from spec/user-directory.yaml, schema DirectoryProduct. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/open_enum.hpp>

#include <array>

namespace truto::user_directory
{

/// The product within a suite whose directory is meant. Values that this library does not know are kept
/// as sent.
enum class directory_product
{
    workspace,               ///< Google Workspace, as far as the page lets on.
    azure_active_directory,  ///< Azure Active Directory, the directory behind Microsoft 365.
};

/// The values of @ref directory_product and their spelling.
constexpr auto names(type<directory_product>)
{
    return std::array{
        enum_name{directory_product::workspace, "workspace", "Google Workspace, as far as the page lets on."},
        enum_name{directory_product::azure_active_directory, "azure_active_directory",
                  "Azure Active Directory, the directory behind Microsoft 365."},
    };
}

}  // namespace truto::user_directory
