// Generated from spec/user-directory.yaml, schema ActivityActor. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/fields.hpp>
#include <truto/open_enum.hpp>
#include <truto/user_directory/models/activity_actor_type.hpp>
#include <truto/user_directory/models/activity_actor_user_input.hpp>

#include <optional>

namespace truto::user_directory
{

/// Who did something.
///
/// A @ref activity_actor as a part of requests.
struct activity_actor_input
{
    /// What kind of actor it was.
    std::optional<open_enum<activity_actor_type>> type{};

    /// The user, if it was one.
    std::optional<activity_actor_user_input> user{};

    friend bool operator==(const activity_actor_input&, const activity_actor_input&) = default;
};

/// The members of @ref activity_actor_input, in the order of the description.
constexpr auto fields(type<activity_actor_input>)
{
    return field_list{
        field<&activity_actor_input::type>{"type", "What kind of actor it was."},
        field<&activity_actor_input::user>{"user", "The user, if it was one."},
    };
}

}  // namespace truto::user_directory
