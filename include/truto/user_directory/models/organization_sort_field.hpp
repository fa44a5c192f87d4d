// Generated from spec/user-directory.yaml, schema OrganizationSortField. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/open_enum.hpp>

#include <array>

namespace truto::user_directory
{

/// The members by which organizations can be sorted. Values that this library does not know are kept as
/// sent.
enum class organization_sort_field
{
    created_at,  ///< When the organization was created.
    name,        ///< Its name.
    updated_at,  ///< When it was last changed.
};

/// The values of @ref organization_sort_field and their spelling.
constexpr auto names(type<organization_sort_field>)
{
    return std::array{
        enum_name{organization_sort_field::created_at, "created_at", "When the organization was created."},
        enum_name{organization_sort_field::name, "name", "Its name."},
        enum_name{organization_sort_field::updated_at, "updated_at", "When it was last changed."},
    };
}

}  // namespace truto::user_directory
