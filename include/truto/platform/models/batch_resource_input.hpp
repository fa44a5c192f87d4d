// Generated from spec/platform.yaml, schema BatchResource. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/fields.hpp>
#include <truto/free_form.hpp>
#include <truto/list.hpp>
#include <truto/text.hpp>

#include <optional>

namespace truto::platform
{

/// One call of a batch.
///
/// A @ref batch_resource as a part of requests.
struct batch_resource_input
{
    /// What is called: `model/resource` of a unified API, or one word for a resource of the product's own
    /// API. Required.
    std::optional<text> resource{};

    /// What the call is called in the batch, if not by its resource. Not certain: inferred, not published.
    std::optional<text> name{};

    /// The method: `list`, `get`, `create`, `update`, `delete` or a custom one. A method of HTTP will do as
    /// well. Required.
    std::optional<text> method{};

    /// Id of the record, for methods that are about one.
    std::optional<text> id{};

    /// Parameters of the query.
    free_form query{};

    /// The body.
    free_form body{};

    /// The calls that have to be complete before this one. The guide has a list, and one of the provider's
    /// own clients a single text. Not certain: inferred, not published.
    list<text> depends_on{};

    /// The call for each of whose results this one is made.
    std::optional<text> loop_on{};

    /// Whether results are kept for the calls that depend on them.
    std::optional<bool> persist{};

    /// How the results are presented, as `truto_response_format` of a call.
    std::optional<text> response_format{};

    friend bool operator==(const batch_resource_input&, const batch_resource_input&) = default;
};

/// The members of @ref batch_resource_input, in the order of the description.
constexpr auto fields(type<batch_resource_input>)
{
    return field_list{
        field<&batch_resource_input::resource>{
            "resource",
            "What is called: `model/resource` of a unified API, or one word for a resource of the product's own API."},
        field<&batch_resource_input::name>{"name", "What the call is called in the batch, if not by its resource."},
        field<&batch_resource_input::method>{
            "method", "The method: `list`, `get`, `create`, `update`, `delete` or a custom one."},
        field<&batch_resource_input::id>{"id", "Id of the record, for methods that are about one."},
        field<&batch_resource_input::query>{"query", "Parameters of the query."},
        field<&batch_resource_input::body>{"body", "The body."},
        field<&batch_resource_input::depends_on>{"depends_on", "The calls that have to be complete before this one."},
        field<&batch_resource_input::loop_on>{"loop_on", "The call for each of whose results this one is made."},
        field<&batch_resource_input::persist>{"persist", "Whether results are kept for the calls that depend on them."},
        field<&batch_resource_input::response_format>{
            "response_format", "How the results are presented, as `truto_response_format` of a call."},
    };
}

}  // namespace truto::platform
