// Generated from spec/platform.yaml, schema MethodMeta. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/fields.hpp>

#include <boost/json/value.hpp>

#include <optional>
#include <string>

namespace truto::platform
{

/// A description of a method. The form of the schemas is not published; they are any JSON.
struct method_meta
{
    /// Name of the method.
    std::optional<std::string> method{};

    /// The members of the answer.
    std::optional<boost::json::value> schema{};

    /// Where the product documents it.
    std::optional<std::string> documentation_link{};

    /// How the members of the answer are made.
    std::optional<boost::json::value> response_mapping{};

    /// The parameters that the query takes.
    std::optional<boost::json::value> query_schema{};

    /// The members that the body takes.
    std::optional<boost::json::value> request_body_schema{};

    /// What is sent in the query unless it is set.
    std::optional<boost::json::value> default_query{};

    /// What is sent in the body unless it is set.
    std::optional<boost::json::value> default_body{};

    /// The schema of the answer. For an integration only.
    std::optional<boost::json::value> response_schema{};

    /// Members that this library does not know or whose type was unexpected, as the server sent them.
    boost::json::object extra{};

    friend bool operator==(const method_meta&, const method_meta&) = default;
};

/// The members of @ref method_meta, in the order of the description.
constexpr auto fields(type<method_meta>)
{
    return field_list{
        field<&method_meta::method>{"method", "Name of the method."},
        field<&method_meta::schema>{"schema", "The members of the answer."},
        field<&method_meta::documentation_link>{"documentation_link", "Where the product documents it."},
        field<&method_meta::response_mapping>{"response_mapping", "How the members of the answer are made."},
        field<&method_meta::query_schema>{"query_schema", "The parameters that the query takes."},
        field<&method_meta::request_body_schema>{"request_body_schema", "The members that the body takes."},
        field<&method_meta::default_query>{"default_query", "What is sent in the query unless it is set."},
        field<&method_meta::default_body>{"default_body", "What is sent in the body unless it is set."},
        field<&method_meta::response_schema>{"response_schema", "The schema of the answer."},
    };
}

}  // namespace truto::platform
