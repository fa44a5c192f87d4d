// Generated from spec/platform.yaml, schema Capabilities. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/fields.hpp>
#include <truto/platform/models/ai_readiness.hpp>
#include <truto/platform/models/capabilities_account.hpp>
#include <truto/platform/models/capabilities_auth.hpp>
#include <truto/platform/models/capabilities_integration.hpp>
#include <truto/platform/models/proxy_resource.hpp>
#include <truto/platform/models/unified_resource.hpp>

#include <boost/json/value.hpp>

#include <optional>
#include <string>
#include <vector>

namespace truto::platform
{

/// What an account or an integration can do.
struct capabilities
{
    /// The integration.
    std::optional<capabilities_integration> integration{};

    /// Id of the environment. For accounts only.
    std::optional<std::string> environment_id{};

    /// The resources of the product's own API, to be called under `/proxy/{resource}`. Only methods that
    /// are described, unless `has_description` says otherwise.
    std::optional<std::vector<proxy_resource>> proxy{};

    /// The resources of unified APIs, to be called under `/unified/{model}/{resource}`.
    std::optional<std::vector<unified_resource>> unified{};

    /// What it takes to connect.
    std::optional<capabilities_auth> auth{};

    /// How much of the product's own API is described.
    std::optional<platform::ai_readiness> ai_readiness{};

    /// The account's health. For accounts only.
    std::optional<capabilities_account> account{};

    /// Members that this library does not know or whose type was unexpected, as the server sent them.
    boost::json::object extra{};

    friend bool operator==(const capabilities&, const capabilities&) = default;
};

/// The members of @ref capabilities, in the order of the description.
constexpr auto fields(type<capabilities>)
{
    return field_list{
        field<&capabilities::integration>{"integration", "The integration."},
        field<&capabilities::environment_id>{"environment_id", "Id of the environment."},
        field<&capabilities::proxy>{"proxy",
                                    "The resources of the product's own API, to be called under `/proxy/{resource}`."},
        field<&capabilities::unified>{
            "unified", "The resources of unified APIs, to be called under `/unified/{model}/{resource}`."},
        field<&capabilities::auth>{"auth", "What it takes to connect."},
        field<&capabilities::ai_readiness>{"ai_readiness", "How much of the product's own API is described."},
        field<&capabilities::account>{"account", "The account's health."},
    };
}

}  // namespace truto::platform
