// Generated from spec/user-directory.yaml, schema Group. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/fields.hpp>
#include <truto/open_enum.hpp>
#include <truto/timestamp.hpp>
#include <truto/user_directory/models/group_type.hpp>

#include <boost/json/value.hpp>

#include <optional>
#include <string>

namespace truto::user_directory
{

/// A set of users in the connected product, be it called team, department, group or otherwise.
struct group
{
    /// Id of the group in the connected product.
    std::optional<std::string> id{};

    /// Name of the group.
    std::optional<std::string> name{};

    /// What the group is for.
    std::optional<std::string> description{};

    /// Id of the organization the group belongs to.
    std::optional<std::string> organization{};

    /// What kind of group it is.
    std::optional<open_enum<user_directory::group_type>> group_type{};

    /// When the group was created.
    std::optional<timestamp> created_at{};

    /// When the group was last changed.
    std::optional<timestamp> updated_at{};

    /// The record as the connected product sent it; in most cases an object.
    std::optional<boost::json::value> remote_data{};

    /// Members that this library does not know or whose type was unexpected, as the server sent them.
    boost::json::object extra{};

    friend bool operator==(const group&, const group&) = default;
};

/// The members of @ref group, in the order of the description.
constexpr auto fields(type<group>)
{
    return field_list{
        field<&group::id>{"id", "Id of the group in the connected product."},
        field<&group::name>{"name", "Name of the group."},
        field<&group::description>{"description", "What the group is for."},
        field<&group::organization>{"organization", "Id of the organization the group belongs to."},
        field<&group::group_type>{"group_type", "What kind of group it is."},
        field<&group::created_at>{"created_at", "When the group was created."},
        field<&group::updated_at>{"updated_at", "When the group was last changed."},
        field<&group::remote_data>{"remote_data",
                                   "The record as the connected product sent it; in most cases an object."},
    };
}

}  // namespace truto::user_directory
