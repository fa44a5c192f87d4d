// Generated from spec/user-directory.yaml, schema RoleScope. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/open_enum.hpp>

#include <array>

namespace truto::user_directory
{

/// Where a role can be held. Values that this library does not know are kept as sent.
enum class role_scope
{
    group,      ///< In a group.
    workspace,  ///< In a workspace.
};

/// The values of @ref role_scope and their spelling.
constexpr auto names(type<role_scope>)
{
    return std::array{
        enum_name{role_scope::group, "group", "In a group."},
        enum_name{role_scope::workspace, "workspace", "In a workspace."},
    };
}

}  // namespace truto::user_directory
