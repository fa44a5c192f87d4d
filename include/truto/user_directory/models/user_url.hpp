// Generated from spec/user-directory.yaml, schema UserUrl. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/fields.hpp>

#include <boost/json/value.hpp>

#include <optional>
#include <string>

namespace truto::user_directory
{

/// One web address of a user.
struct user_url
{
    /// The address.
    std::optional<std::string> url{};

    /// What is found there, as free text.
    std::optional<std::string> type{};

    /// Members that this library does not know or whose type was unexpected, as the server sent them.
    boost::json::object extra{};

    friend bool operator==(const user_url&, const user_url&) = default;
};

/// The members of @ref user_url, in the order of the description.
constexpr auto fields(type<user_url>)
{
    return field_list{
        field<&user_url::url>{"url", "The address."},
        field<&user_url::type>{"type", "What is found there, as free text."},
    };
}

}  // namespace truto::user_directory
