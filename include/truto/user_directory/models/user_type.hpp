// Generated from spec/user-directory.yaml, schema UserType. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/open_enum.hpp>

#include <array>

namespace truto::user_directory
{

/// The kind of user a request is about. Values that this library does not know are kept as sent.
enum class user_type
{
    admin,            ///< An administrator.
    end_user,         ///< An ordinary user.
    service_account,  ///< The account of a program. Listed for `users.get` alone.
    user,             ///< The account of a person. Listed for `users.get` alone.
};

/// The values of @ref user_type and their spelling.
constexpr auto names(type<user_type>)
{
    return std::array{
        enum_name{user_type::admin, "admin", "An administrator."},
        enum_name{user_type::end_user, "end_user", "An ordinary user."},
        enum_name{user_type::service_account, "service-account", "The account of a program."},
        enum_name{user_type::user, "user", "The account of a person."},
    };
}

}  // namespace truto::user_directory
