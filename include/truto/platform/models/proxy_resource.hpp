// Generated from spec/platform.yaml, schema ProxyResource. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/fields.hpp>
#include <truto/platform/models/proxy_method.hpp>

#include <boost/json/value.hpp>

#include <optional>
#include <string>
#include <vector>

namespace truto::platform
{

/// A resource of the product's own API.
struct proxy_resource
{
    /// Its name, which may be case-sensitive.
    std::optional<std::string> resource{};

    /// Its methods.
    std::optional<std::vector<proxy_method>> methods{};

    /// Members that this library does not know or whose type was unexpected, as the server sent them.
    boost::json::object extra{};

    friend bool operator==(const proxy_resource&, const proxy_resource&) = default;
};

/// The members of @ref proxy_resource, in the order of the description.
constexpr auto fields(type<proxy_resource>)
{
    return field_list{
        field<&proxy_resource::resource>{"resource", "Its name, which may be case-sensitive."},
        field<&proxy_resource::methods>{"methods", "Its methods."},
    };
}

}  // namespace truto::platform
