// Generated from spec/user-directory.yaml, schema ActivityActorUser. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/fields.hpp>

#include <boost/json/value.hpp>

#include <optional>
#include <string>

namespace truto::user_directory
{

/// The user who did something.
struct activity_actor_user
{
    /// Id of the user.
    std::optional<std::string> id{};

    /// Members that this library does not know or whose type was unexpected, as the server sent them.
    boost::json::object extra{};

    friend bool operator==(const activity_actor_user&, const activity_actor_user&) = default;
};

/// The members of @ref activity_actor_user, in the order of the description.
constexpr auto fields(type<activity_actor_user>)
{
    return field_list{
        field<&activity_actor_user::id>{"id", "Id of the user."},
    };
}

}  // namespace truto::user_directory
