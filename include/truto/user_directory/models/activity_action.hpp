// Generated from spec/user-directory.yaml, schema ActivityAction. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/open_enum.hpp>

#include <array>

namespace truto::user_directory
{

/// What was done. What has no counterpart in this list arrives in the connected product's own words.
/// Values that this library does not know are kept as sent.
enum class activity_action
{
    login,             ///< Somebody logged in.
    login_failed,      ///< Somebody tried to log in and was refused.
    logout,            ///< Somebody logged out.
    user_invited,      ///< A user was invited.
    user_created,      ///< A user was created.
    user_joined,       ///< A user accepted an invitation.
    user_deactivated,  ///< A user was deactivated.
    user_deleted,      ///< A user was deleted.
    user_updated,      ///< A user was changed.
    create,            ///< Something else was created.
    destroy,           ///< Something else was deleted.
    exported,          ///< Something was exported.
    updated,           ///< Something else was changed.
};

/// The values of @ref activity_action and their spelling.
constexpr auto names(type<activity_action>)
{
    return std::array{
        enum_name{activity_action::login, "login", "Somebody logged in."},
        enum_name{activity_action::login_failed, "login_failed", "Somebody tried to log in and was refused."},
        enum_name{activity_action::logout, "logout", "Somebody logged out."},
        enum_name{activity_action::user_invited, "user_invited", "A user was invited."},
        enum_name{activity_action::user_created, "user_created", "A user was created."},
        enum_name{activity_action::user_joined, "user_joined", "A user accepted an invitation."},
        enum_name{activity_action::user_deactivated, "user_deactivated", "A user was deactivated."},
        enum_name{activity_action::user_deleted, "user_deleted", "A user was deleted."},
        enum_name{activity_action::user_updated, "user_updated", "A user was changed."},
        enum_name{activity_action::create, "create", "Something else was created."},
        enum_name{activity_action::destroy, "destroy", "Something else was deleted."},
        enum_name{activity_action::exported, "exported", "Something was exported."},
        enum_name{activity_action::updated, "updated", "Something else was changed."},
    };
}

}  // namespace truto::user_directory
