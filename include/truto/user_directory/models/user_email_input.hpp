// Generated from spec/user-directory.yaml, schema UserEmail. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/fields.hpp>
#include <truto/text.hpp>

#include <optional>

namespace truto::user_directory
{

/// One email address of a user.
///
/// A @ref user_email as a part of requests.
struct user_email_input
{
    /// The address.
    std::optional<text> email{};

    /// What the address is used for, as free text.
    std::optional<text> type{};

    /// Whether it is the user's main address.
    std::optional<bool> is_primary{};

    friend bool operator==(const user_email_input&, const user_email_input&) = default;
};

/// The members of @ref user_email_input, in the order of the description.
constexpr auto fields(type<user_email_input>)
{
    return field_list{
        field<&user_email_input::email>{"email", "The address."},
        field<&user_email_input::type>{"type", "What the address is used for, as free text."},
        field<&user_email_input::is_primary>{"is_primary", "Whether it is the user's main address."},
    };
}

}  // namespace truto::user_directory
