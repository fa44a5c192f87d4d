// Generated from spec/platform.yaml, schema BatchResource. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/fields.hpp>

#include <boost/json/value.hpp>

#include <optional>
#include <string>
#include <vector>

namespace truto::platform
{

/// One call of a batch.
struct batch_resource
{
    /// What is called: `model/resource` of a unified API, or one word for a resource of the product's own
    /// API. Required.
    std::optional<std::string> resource{};

    /// What the call is called in the batch, if not by its resource. Not certain: inferred, not published.
    std::optional<std::string> name{};

    /// The method: `list`, `get`, `create`, `update`, `delete` or a custom one. A method of HTTP will do as
    /// well. Required.
    std::optional<std::string> method{};

    /// Id of the record, for methods that are about one.
    std::optional<std::string> id{};

    /// Parameters of the query.
    std::optional<boost::json::object> query{};

    /// The body.
    std::optional<boost::json::object> body{};

    /// The calls that have to be complete before this one. The guide has a list, and one of the provider's
    /// own clients a single text. Not certain: inferred, not published.
    std::optional<std::vector<std::string>> depends_on{};

    /// The call for each of whose results this one is made.
    std::optional<std::string> loop_on{};

    /// Whether results are kept for the calls that depend on them.
    std::optional<bool> persist{};

    /// How the results are presented, as `truto_response_format` of a call.
    std::optional<std::string> response_format{};

    /// Members that this library does not know or whose type was unexpected, as the server sent them.
    boost::json::object extra{};

    friend bool operator==(const batch_resource&, const batch_resource&) = default;
};

/// The members of @ref batch_resource, in the order of the description.
constexpr auto fields(type<batch_resource>)
{
    return field_list{
        field<&batch_resource::resource>{
            "resource",
            "What is called: `model/resource` of a unified API, or one word for a resource of the product's own API."},
        field<&batch_resource::name>{"name", "What the call is called in the batch, if not by its resource."},
        field<&batch_resource::method>{"method",
                                       "The method: `list`, `get`, `create`, `update`, `delete` or a custom one."},
        field<&batch_resource::id>{"id", "Id of the record, for methods that are about one."},
        field<&batch_resource::query>{"query", "Parameters of the query."},
        field<&batch_resource::body>{"body", "The body."},
        field<&batch_resource::depends_on>{"depends_on", "The calls that have to be complete before this one."},
        field<&batch_resource::loop_on>{"loop_on", "The call for each of whose results this one is made."},
        field<&batch_resource::persist>{"persist", "Whether results are kept for the calls that depend on them."},
        field<&batch_resource::response_format>{"response_format",
                                                "How the results are presented, as `truto_response_format` of a call."},
    };
}

}  // namespace truto::platform
