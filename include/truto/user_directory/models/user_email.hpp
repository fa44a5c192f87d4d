// Generated from spec/user-directory.yaml, schema UserEmail. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/fields.hpp>

#include <boost/json/value.hpp>

#include <optional>
#include <string>

namespace truto::user_directory
{

/// One email address of a user.
struct user_email
{
    /// The address.
    std::optional<std::string> email{};

    /// What the address is used for, as free text.
    std::optional<std::string> type{};

    /// Whether it is the user's main address.
    std::optional<bool> is_primary{};

    /// Members that this library does not know or whose type was unexpected, as the server sent them.
    boost::json::object extra{};

    friend bool operator==(const user_email&, const user_email&) = default;
};

/// The members of @ref user_email, in the order of the description.
constexpr auto fields(type<user_email>)
{
    return field_list{
        field<&user_email::email>{"email", "The address."},
        field<&user_email::type>{"type", "What the address is used for, as free text."},
        field<&user_email::is_primary>{"is_primary", "Whether it is the user's main address."},
    };
}

}  // namespace truto::user_directory
