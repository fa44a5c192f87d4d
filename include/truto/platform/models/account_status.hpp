// Generated from spec/platform.yaml, schema AccountStatus. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/open_enum.hpp>

#include <array>

namespace truto::platform
{

/// The state of an account. Values that this library does not know are kept as sent.
enum class account_status
{
    active,   ///< Usable.
    blocked,  ///< Blocked; see `is_blocked`.
    paused,   ///< Paused.
    expired,  ///< Expired.
};

/// The values of @ref account_status and their spelling.
constexpr auto names(type<account_status>)
{
    return std::array{
        enum_name{account_status::active, "active", "Usable."},
        enum_name{account_status::blocked, "blocked", "Blocked; see `is_blocked`."},
        enum_name{account_status::paused, "paused", "Paused."},
        enum_name{account_status::expired, "expired", "Expired."},
    };
}

}  // namespace truto::platform
