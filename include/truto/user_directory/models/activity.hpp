// Generated from spec/user-directory.yaml, schema Activity. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/fields.hpp>
#include <truto/open_enum.hpp>
#include <truto/timestamp.hpp>
#include <truto/user_directory/models/activity_action.hpp>
#include <truto/user_directory/models/activity_actor.hpp>
#include <truto/user_directory/models/activity_context.hpp>

#include <boost/json/value.hpp>

#include <optional>
#include <string>

namespace truto::user_directory
{

/// Something that happened in the connected product.
struct activity
{
    /// Id of the activity in the connected product.
    std::optional<std::string> id{};

    /// Who acted.
    std::optional<activity_actor> actor{};

    /// Id of the organization in which it happened.
    std::optional<std::string> organization{};

    /// Id of the group in which it happened.
    std::optional<std::string> group{};

    /// Id of the record that was acted on.
    std::optional<std::string> entity{};

    /// Kind of that record, in the product's own words.
    std::optional<std::string> entity_type{};

    /// What was done.
    std::optional<open_enum<activity_action>> action{};

    /// What was done, in words.
    std::optional<std::string> description{};

    /// How the actor was connected.
    std::optional<activity_context> context{};

    /// When it happened.
    std::optional<timestamp> created_at{};

    /// The record as the connected product sent it; in most cases an object.
    std::optional<boost::json::value> remote_data{};

    /// Members that this library does not know or whose type was unexpected, as the server sent them.
    boost::json::object extra{};

    friend bool operator==(const activity&, const activity&) = default;
};

/// The members of @ref activity, in the order of the description.
constexpr auto fields(type<activity>)
{
    return field_list{
        field<&activity::id>{"id", "Id of the activity in the connected product."},
        field<&activity::actor>{"actor", "Who acted."},
        field<&activity::organization>{"organization", "Id of the organization in which it happened."},
        field<&activity::group>{"group", "Id of the group in which it happened."},
        field<&activity::entity>{"entity", "Id of the record that was acted on."},
        field<&activity::entity_type>{"entity_type", "Kind of that record, in the product's own words."},
        field<&activity::action>{"action", "What was done."},
        field<&activity::description>{"description", "What was done, in words."},
        field<&activity::context>{"context", "How the actor was connected."},
        field<&activity::created_at>{"created_at", "When it happened."},
        field<&activity::remote_data>{"remote_data",
                                      "The record as the connected product sent it; in most cases an object."},
    };
}

}  // namespace truto::user_directory
