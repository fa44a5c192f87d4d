// Generated from spec/platform.yaml, schema CapabilitiesAccount. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/fields.hpp>
#include <truto/open_enum.hpp>
#include <truto/platform/models/account_status.hpp>

#include <boost/json/value.hpp>

#include <optional>
#include <string>

namespace truto::platform
{

/// The health of an account.
struct capabilities_account
{
    /// Id of the integrated account.
    std::optional<std::string> id{};

    /// Its state.
    std::optional<open_enum<account_status>> status{};

    /// How it was connected.
    std::optional<std::string> authentication_method{};

    /// True when the account is blocked, and has to be connected again before it can be used.
    std::optional<bool> is_blocked{};

    /// Members that this library does not know or whose type was unexpected, as the server sent them.
    boost::json::object extra{};

    friend bool operator==(const capabilities_account&, const capabilities_account&) = default;
};

/// The members of @ref capabilities_account, in the order of the description.
constexpr auto fields(type<capabilities_account>)
{
    return field_list{
        field<&capabilities_account::id>{"id", "Id of the integrated account."},
        field<&capabilities_account::status>{"status", "Its state."},
        field<&capabilities_account::authentication_method>{"authentication_method", "How it was connected."},
        field<&capabilities_account::is_blocked>{
            "is_blocked", "True when the account is blocked, and has to be connected again before it can be used."},
    };
}

}  // namespace truto::platform
