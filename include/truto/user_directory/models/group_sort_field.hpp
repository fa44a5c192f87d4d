// Generated from spec/user-directory.yaml, schema GroupSortField. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/open_enum.hpp>

#include <array>

namespace truto::user_directory
{

/// The members by which groups can be sorted. Values that this library does not know are kept as sent.
enum class group_sort_field
{
    created_at,  ///< When the group was created.
    id,          ///< Its id.
    name,        ///< Its name.
};

/// The values of @ref group_sort_field and their spelling.
constexpr auto names(type<group_sort_field>)
{
    return std::array{
        enum_name{group_sort_field::created_at, "created_at", "When the group was created."},
        enum_name{group_sort_field::id, "id", "Its id."},
        enum_name{group_sort_field::name, "name", "Its name."},
    };
}

}  // namespace truto::user_directory
