// Generated from spec/platform.yaml, schema CapabilitiesAuthField. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/fields.hpp>

#include <boost/json/value.hpp>

#include <optional>
#include <string>

namespace truto::platform
{

/// Something to fill in.
struct capabilities_auth_field
{
    /// Its name.
    std::optional<std::string> name{};

    /// Its name for people.
    std::optional<std::string> label{};

    /// The kind of field, `text` or `password` for instance.
    std::optional<std::string> type{};

    /// Whether it has to be filled in.
    std::optional<bool> required{};

    /// The form of what is filled in.
    std::optional<std::string> format{};

    /// What stands in it before.
    std::optional<std::string> placeholder{};

    /// Members that this library does not know or whose type was unexpected, as the server sent them.
    boost::json::object extra{};

    friend bool operator==(const capabilities_auth_field&, const capabilities_auth_field&) = default;
};

/// The members of @ref capabilities_auth_field, in the order of the description.
constexpr auto fields(type<capabilities_auth_field>)
{
    return field_list{
        field<&capabilities_auth_field::name>{"name", "Its name."},
        field<&capabilities_auth_field::label>{"label", "Its name for people."},
        field<&capabilities_auth_field::type>{"type", "The kind of field, `text` or `password` for instance."},
        field<&capabilities_auth_field::required>{"required", "Whether it has to be filled in."},
        field<&capabilities_auth_field::format>{"format", "The form of what is filled in."},
        field<&capabilities_auth_field::placeholder>{"placeholder", "What stands in it before."},
    };
}

}  // namespace truto::platform
