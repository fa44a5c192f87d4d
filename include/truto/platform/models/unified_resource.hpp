// Generated from spec/platform.yaml, schema UnifiedResource. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/fields.hpp>

#include <boost/json/value.hpp>

#include <optional>
#include <string>
#include <vector>

namespace truto::platform
{

/// A resource of a unified API, with the methods that are offered of it.
struct unified_resource
{
    /// Name of the unified API, as in its paths.
    std::optional<std::string> model{};

    /// Its name for people.
    std::optional<std::string> model_label{};

    /// Name of the resource, as in its paths.
    std::optional<std::string> resource{};

    /// What it is.
    std::optional<std::string> description{};

    /// Where it is documented.
    std::optional<std::string> docs_url{};

    /// The methods: `list`, `get`, `create`, `update`, `delete`, and custom ones as they stand in the path.
    std::optional<std::vector<std::string>> methods{};

    /// True when the environment has changed the mapping: then requests and answers may differ from what is
    /// documented.
    std::optional<bool> env_overridden{};

    /// Members that this library does not know or whose type was unexpected, as the server sent them.
    boost::json::object extra{};

    friend bool operator==(const unified_resource&, const unified_resource&) = default;
};

/// The members of @ref unified_resource, in the order of the description.
constexpr auto fields(type<unified_resource>)
{
    return field_list{
        field<&unified_resource::model>{"model", "Name of the unified API, as in its paths."},
        field<&unified_resource::model_label>{"model_label", "Its name for people."},
        field<&unified_resource::resource>{"resource", "Name of the resource, as in its paths."},
        field<&unified_resource::description>{"description", "What it is."},
        field<&unified_resource::docs_url>{"docs_url", "Where it is documented."},
        field<&unified_resource::methods>{
            "methods",
            "The methods: `list`, `get`, `create`, `update`, `delete`, and custom ones as they stand in the path."},
        field<&unified_resource::env_overridden>{"env_overridden",
                                                 "True when the environment has changed the mapping: then requests and "
                                                 "answers may differ from what is documented."},
    };
}

}  // namespace truto::platform
