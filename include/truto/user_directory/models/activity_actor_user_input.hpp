// Generated from spec/user-directory.yaml, schema ActivityActorUser. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/fields.hpp>
#include <truto/text.hpp>

#include <optional>

namespace truto::user_directory
{

/// The user who did something.
///
/// A @ref activity_actor_user as a part of requests.
struct activity_actor_user_input
{
    /// Id of the user.
    std::optional<text> id{};

    friend bool operator==(const activity_actor_user_input&, const activity_actor_user_input&) = default;
};

/// The members of @ref activity_actor_user_input, in the order of the description.
constexpr auto fields(type<activity_actor_user_input>)
{
    return field_list{
        field<&activity_actor_user_input::id>{"id", "Id of the user."},
    };
}

}  // namespace truto::user_directory
