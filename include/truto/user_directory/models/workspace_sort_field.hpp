// Generated from spec/user-directory.yaml, schema WorkspaceSortField. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/open_enum.hpp>

#include <array>

namespace truto::user_directory
{

/// The members by which workspaces can be sorted. Values that this library does not know are kept as
/// sent.
enum class workspace_sort_field
{
    created_at,  ///< When the workspace was created.
    name,        ///< Its name.
    updated_at,  ///< When it was last changed.
};

/// The values of @ref workspace_sort_field and their spelling.
constexpr auto names(type<workspace_sort_field>)
{
    return std::array{
        enum_name{workspace_sort_field::created_at, "created_at", "When the workspace was created."},
        enum_name{workspace_sort_field::name, "name", "Its name."},
        enum_name{workspace_sort_field::updated_at, "updated_at", "When it was last changed."},
    };
}

}  // namespace truto::user_directory
