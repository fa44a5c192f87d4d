// Generated from spec/user-directory.yaml, schema ActivityContext. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/fields.hpp>

#include <boost/json/value.hpp>

#include <optional>
#include <string>

namespace truto::user_directory
{

/// How an actor was connected. The page lists a member more, the method of authentication, whose name
/// is not published; it arrives as an additional member.
struct activity_context
{
    /// The address from which the actor came.
    std::optional<std::string> ip_address{};

    /// The program that was used, as it named itself.
    std::optional<std::string> user_agent{};

    /// Members that this library does not know or whose type was unexpected, as the server sent them.
    boost::json::object extra{};

    friend bool operator==(const activity_context&, const activity_context&) = default;
};

/// The members of @ref activity_context, in the order of the description.
constexpr auto fields(type<activity_context>)
{
    return field_list{
        field<&activity_context::ip_address>{"ip_address", "The address from which the actor came."},
        field<&activity_context::user_agent>{"user_agent", "The program that was used, as it named itself."},
    };
}

}  // namespace truto::user_directory
