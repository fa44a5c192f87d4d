// Generated from spec/user-directory.yaml, schema ActivityActor. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/fields.hpp>
#include <truto/open_enum.hpp>
#include <truto/user_directory/models/activity_actor_type.hpp>
#include <truto/user_directory/models/activity_actor_user.hpp>

#include <boost/json/value.hpp>

#include <optional>

namespace truto::user_directory
{

/// Who did something.
struct activity_actor
{
    /// What kind of actor it was.
    std::optional<open_enum<activity_actor_type>> type{};

    /// The user, if it was one.
    std::optional<activity_actor_user> user{};

    /// Members that this library does not know or whose type was unexpected, as the server sent them.
    boost::json::object extra{};

    friend bool operator==(const activity_actor&, const activity_actor&) = default;
};

/// The members of @ref activity_actor, in the order of the description.
constexpr auto fields(type<activity_actor>)
{
    return field_list{
        field<&activity_actor::type>{"type", "What kind of actor it was."},
        field<&activity_actor::user>{"user", "The user, if it was one."},
    };
}

}  // namespace truto::user_directory
