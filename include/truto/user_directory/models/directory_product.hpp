// Generated from spec/user-directory.yaml, schema DirectoryProduct. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/open_enum.hpp>

#include <array>

namespace truto::user_directory
{

/// The product within a suite whose directory is meant. Each operation takes some of the values; its
/// description tells which are published for it. Values that this library does not know are kept as
/// sent.
enum class directory_product
{
    workspace,               ///< Google Workspace, as far as the page lets on.
    azure_active_directory,  ///< Azure Active Directory, the directory behind Microsoft 365.
    onedrive,                ///< OneDrive.
    teams,                   ///< Microsoft Teams.
    sharepoint,              ///< SharePoint.
    analytics,               ///< The analytics product of a suite.
};

/// The values of @ref directory_product and their spelling.
constexpr auto names(type<directory_product>)
{
    return std::array{
        enum_name{directory_product::workspace, "workspace", "Google Workspace, as far as the page lets on."},
        enum_name{directory_product::azure_active_directory, "azure_active_directory",
                  "Azure Active Directory, the directory behind Microsoft 365."},
        enum_name{directory_product::onedrive, "onedrive", "OneDrive."},
        enum_name{directory_product::teams, "teams", "Microsoft Teams."},
        enum_name{directory_product::sharepoint, "sharepoint", "SharePoint."},
        enum_name{directory_product::analytics, "analytics", "The analytics product of a suite."},
    };
}

}  // namespace truto::user_directory
