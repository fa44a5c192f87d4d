// Generated from spec/user-directory.yaml, schema WorkspaceStatus. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/open_enum.hpp>

#include <array>

namespace truto::user_directory
{

/// State of a workspace. Values that this library does not know are kept as sent.
enum class workspace_status
{
    active,    ///< The workspace is in use.
    inactive,  ///< It is not.
};

/// The values of @ref workspace_status and their spelling.
constexpr auto names(type<workspace_status>)
{
    return std::array{
        enum_name{workspace_status::active, "active", "The workspace is in use."},
        enum_name{workspace_status::inactive, "inactive", "It is not."},
    };
}

}  // namespace truto::user_directory
