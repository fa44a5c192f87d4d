// Generated from spec/user-directory.yaml, schema UserPhone. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/fields.hpp>
#include <truto/text.hpp>

#include <optional>

namespace truto::user_directory
{

/// One phone number of a user.
///
/// A @ref user_phone as a part of requests.
struct user_phone_input
{
    /// The number, as it was entered in the connected product.
    std::optional<text> number{};

    /// Extension to dial after the number.
    std::optional<text> extension{};

    /// What the number is used for, as free text.
    std::optional<text> type{};

    friend bool operator==(const user_phone_input&, const user_phone_input&) = default;
};

/// The members of @ref user_phone_input, in the order of the description.
constexpr auto fields(type<user_phone_input>)
{
    return field_list{
        field<&user_phone_input::number>{"number", "The number, as it was entered in the connected product."},
        field<&user_phone_input::extension>{"extension", "Extension to dial after the number."},
        field<&user_phone_input::type>{"type", "What the number is used for, as free text."},
    };
}

}  // namespace truto::user_directory
