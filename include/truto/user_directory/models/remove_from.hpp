// Generated from spec/user-directory.yaml, schema RemoveFrom. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/open_enum.hpp>

#include <array>

namespace truto::user_directory
{

/// Where a user is removed from. Values that this library does not know are kept as sent.
enum class remove_from
{
    group,         ///< The user leaves one group.
    organization,  ///< The user leaves the organization.
};

/// The values of @ref remove_from and their spelling.
constexpr auto names(type<remove_from>)
{
    return std::array{
        enum_name{remove_from::group, "group", "The user leaves one group."},
        enum_name{remove_from::organization, "organization", "The user leaves the organization."},
    };
}

}  // namespace truto::user_directory
