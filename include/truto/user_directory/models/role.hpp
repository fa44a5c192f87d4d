// Generated from spec/user-directory.yaml, schema Role. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/fields.hpp>
#include <truto/open_enum.hpp>
#include <truto/timestamp.hpp>
#include <truto/user_directory/models/role_scope.hpp>

#include <boost/json/value.hpp>

#include <optional>
#include <string>

namespace truto::user_directory
{

/// A role that a user or group can hold.
struct role
{
    /// Id of the role in the connected product.
    std::optional<std::string> id{};

    /// Name of the role.
    std::optional<std::string> name{};

    /// The name as it is displayed.
    std::optional<std::string> label{};

    /// What the role is for.
    std::optional<std::string> description{};

    /// Kind of role, as free text.
    std::optional<std::string> type{};

    /// Where the role can be held.
    std::optional<open_enum<role_scope>> applicable_in{};

    /// When the role was created. Not certain: inferred, not published.
    std::optional<timestamp> created_at{};

    /// When the role was last changed. Not certain: inferred, not published.
    std::optional<timestamp> updated_at{};

    /// The record as the connected product sent it; in most cases an object.
    std::optional<boost::json::value> remote_data{};

    /// Members that this library does not know or whose type was unexpected, as the server sent them.
    boost::json::object extra{};

    friend bool operator==(const role&, const role&) = default;
};

/// The members of @ref role, in the order of the description.
constexpr auto fields(type<role>)
{
    return field_list{
        field<&role::id>{"id", "Id of the role in the connected product."},
        field<&role::name>{"name", "Name of the role."},
        field<&role::label>{"label", "The name as it is displayed."},
        field<&role::description>{"description", "What the role is for."},
        field<&role::type>{"type", "Kind of role, as free text."},
        field<&role::applicable_in>{"applicable_in", "Where the role can be held."},
        field<&role::created_at>{"created_at", "When the role was created."},
        field<&role::updated_at>{"updated_at", "When the role was last changed."},
        field<&role::remote_data>{"remote_data",
                                  "The record as the connected product sent it; in most cases an object."},
    };
}

}  // namespace truto::user_directory
