// Generated from spec/platform.yaml, schema CapabilitiesIntegration. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/fields.hpp>

#include <boost/json/value.hpp>

#include <optional>
#include <string>

namespace truto::platform
{

/// An integration, as the capabilities name it.
struct capabilities_integration
{
    /// Id of the integration.
    std::optional<std::string> id{};

    /// Its short name (its slug), as it stands in paths.
    std::optional<std::string> name{};

    /// Its name for people.
    std::optional<std::string> label{};

    /// What kind of product it is.
    std::optional<std::string> category{};

    /// Members that this library does not know or whose type was unexpected, as the server sent them.
    boost::json::object extra{};

    friend bool operator==(const capabilities_integration&, const capabilities_integration&) = default;
};

/// The members of @ref capabilities_integration, in the order of the description.
constexpr auto fields(type<capabilities_integration>)
{
    return field_list{
        field<&capabilities_integration::id>{"id", "Id of the integration."},
        field<&capabilities_integration::name>{"name", "Its short name (its slug), as it stands in paths."},
        field<&capabilities_integration::label>{"label", "Its name for people."},
        field<&capabilities_integration::category>{"category", "What kind of product it is."},
    };
}

}  // namespace truto::platform
