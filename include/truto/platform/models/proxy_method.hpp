// Generated from spec/platform.yaml, schema ProxyMethod. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/fields.hpp>

#include <boost/json/value.hpp>

#include <optional>
#include <string>

namespace truto::platform
{

/// A method of a resource of the product's own API.
struct proxy_method
{
    /// `list`, `get`, `create`, `update`, `delete`, or the name of a custom one, as it stands in the path.
    std::optional<std::string> method{};

    /// A name that is unique in the integration.
    std::optional<std::string> name{};

    /// What it does.
    std::optional<std::string> description{};

    /// Whether it is described.
    std::optional<bool> has_description{};

    /// Whether there is a schema of its query.
    std::optional<bool> has_query_schema{};

    /// Whether it takes a body.
    std::optional<bool> has_body_schema{};

    /// Whether there is a schema of its answer.
    std::optional<bool> has_response_schema{};

    /// Where the product documents it.
    std::optional<std::string> api_documentation_url{};

    /// Members that this library does not know or whose type was unexpected, as the server sent them.
    boost::json::object extra{};

    friend bool operator==(const proxy_method&, const proxy_method&) = default;
};

/// The members of @ref proxy_method, in the order of the description.
constexpr auto fields(type<proxy_method>)
{
    return field_list{
        field<&proxy_method::method>{
            "method",
            "`list`, `get`, `create`, `update`, `delete`, or the name of a custom one, as it stands in the path."},
        field<&proxy_method::name>{"name", "A name that is unique in the integration."},
        field<&proxy_method::description>{"description", "What it does."},
        field<&proxy_method::has_description>{"has_description", "Whether it is described."},
        field<&proxy_method::has_query_schema>{"has_query_schema", "Whether there is a schema of its query."},
        field<&proxy_method::has_body_schema>{"has_body_schema", "Whether it takes a body."},
        field<&proxy_method::has_response_schema>{"has_response_schema", "Whether there is a schema of its answer."},
        field<&proxy_method::api_documentation_url>{"api_documentation_url", "Where the product documents it."},
    };
}

}  // namespace truto::platform
