// Generated from spec/platform.yaml, schema AccountToken. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/fields.hpp>
#include <truto/secret.hpp>

#include <boost/json/value.hpp>

#include <optional>

namespace truto::platform
{

/// An integrated-account token.
struct account_token
{
    /// The token. It lives for 15 minutes.
    std::optional<secret> integrated_account_token{};

    /// Members that this library does not know or whose type was unexpected, as the server sent them.
    boost::json::object extra{};

    friend bool operator==(const account_token&, const account_token&) = default;
};

/// The members of @ref account_token, in the order of the description.
constexpr auto fields(type<account_token>)
{
    return field_list{
        field<&account_token::integrated_account_token>{"integrated_account_token", "The token."},
    };
}

}  // namespace truto::platform
