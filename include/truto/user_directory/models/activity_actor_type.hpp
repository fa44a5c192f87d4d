// Generated from spec/user-directory.yaml, schema ActivityActorType. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/open_enum.hpp>

#include <array>

namespace truto::user_directory
{

/// Kind of an actor. Values that this library does not know are kept as sent.
enum class activity_actor_type
{
    user,       ///< A user of the connected product.
    system,     ///< The product itself, or a program.
    anonymous,  ///< Somebody who is not known.
};

/// The values of @ref activity_actor_type and their spelling.
constexpr auto names(type<activity_actor_type>)
{
    return std::array{
        enum_name{activity_actor_type::user, "user", "A user of the connected product."},
        enum_name{activity_actor_type::system, "system", "The product itself, or a program."},
        enum_name{activity_actor_type::anonymous, "anonymous", "Somebody who is not known."},
    };
}

}  // namespace truto::user_directory
