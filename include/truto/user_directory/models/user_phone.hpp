// Generated from spec/user-directory.yaml, schema UserPhone. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/fields.hpp>

#include <boost/json/value.hpp>

#include <optional>
#include <string>

namespace truto::user_directory
{

/// One phone number of a user.
struct user_phone
{
    /// The number, as it was entered in the connected product.
    std::optional<std::string> number{};

    /// Extension to dial after the number.
    std::optional<std::string> extension{};

    /// What the number is used for, as free text.
    std::optional<std::string> type{};

    /// Members that this library does not know or whose type was unexpected, as the server sent them.
    boost::json::object extra{};

    friend bool operator==(const user_phone&, const user_phone&) = default;
};

/// The members of @ref user_phone, in the order of the description.
constexpr auto fields(type<user_phone>)
{
    return field_list{
        field<&user_phone::number>{"number", "The number, as it was entered in the connected product."},
        field<&user_phone::extension>{"extension", "Extension to dial after the number."},
        field<&user_phone::type>{"type", "What the number is used for, as free text."},
    };
}

}  // namespace truto::user_directory
