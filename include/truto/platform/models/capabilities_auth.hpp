// Generated from spec/platform.yaml, schema CapabilitiesAuth. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/fields.hpp>
#include <truto/platform/models/capabilities_auth_field.hpp>

#include <boost/json/value.hpp>

#include <optional>
#include <string>
#include <vector>

namespace truto::platform
{

/// What it takes to connect an account.
struct capabilities_auth
{
    /// The ways to authenticate.
    std::optional<std::vector<std::string>> formats{};

    /// What the person who connects fills in.
    std::optional<std::vector<capabilities_auth_field>> fields{};

    /// Where it is explained.
    std::optional<std::string> documentation_link{};

    /// Members that this library does not know or whose type was unexpected, as the server sent them.
    boost::json::object extra{};

    friend bool operator==(const capabilities_auth&, const capabilities_auth&) = default;
};

/// The members of @ref capabilities_auth, in the order of the description.
constexpr auto fields(type<capabilities_auth>)
{
    return field_list{
        field<&capabilities_auth::formats>{"formats", "The ways to authenticate."},
        field<&capabilities_auth::fields>{"fields", "What the person who connects fills in."},
        field<&capabilities_auth::documentation_link>{"documentation_link", "Where it is explained."},
    };
}

}  // namespace truto::platform
