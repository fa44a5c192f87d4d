// Generated from spec/user-directory.yaml, schema GroupType. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/open_enum.hpp>

#include <array>

namespace truto::user_directory
{

/// Kind of a group. Other values are possible, since every connection can map them in its own way.
/// Values that this library does not know are kept as sent.
enum class group_type
{
    team,        ///< People who work together.
    department,  ///< A unit of the company.
    group,       ///< Any other set of users.
    product,     ///< The users of a product. Listed for requests and for role assignments.
};

/// The values of @ref group_type and their spelling.
constexpr auto names(type<group_type>)
{
    return std::array{
        enum_name{group_type::team, "team", "People who work together."},
        enum_name{group_type::department, "department", "A unit of the company."},
        enum_name{group_type::group, "group", "Any other set of users."},
        enum_name{group_type::product, "product", "The users of a product."},
    };
}

}  // namespace truto::user_directory
