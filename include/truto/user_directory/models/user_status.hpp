// Generated from spec/user-directory.yaml, schema UserStatus. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/open_enum.hpp>

#include <array>

namespace truto::user_directory
{

/// State of a user's account. A state without a counterpart in this list arrives in the connected
/// product's own words. Values that this library does not know are kept as sent.
enum class user_status
{
    active,    ///< The account can be used.
    inactive,  ///< The account is suspended or deactivated.
    deleted,   ///< The account is deleted; the product still knows of it.
    invited,   ///< The user was invited and has not joined yet.
    created,   ///< Listed for requests alone, and without a meaning.
};

/// The values of @ref user_status and their spelling.
constexpr auto names(type<user_status>)
{
    return std::array{
        enum_name{user_status::active, "active", "The account can be used."},
        enum_name{user_status::inactive, "inactive", "The account is suspended or deactivated."},
        enum_name{user_status::deleted, "deleted", "The account is deleted; the product still knows of it."},
        enum_name{user_status::invited, "invited", "The user was invited and has not joined yet."},
        enum_name{user_status::created, "created", "Listed for requests alone, and without a meaning."},
    };
}

}  // namespace truto::user_directory
