// Generated from spec/platform.yaml, schema AiReadiness. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/fields.hpp>

#include <boost/json/value.hpp>

#include <cstdint>
#include <optional>

namespace truto::platform
{

/// How much of the product's own API is described.
struct ai_readiness
{
    /// How many methods there are.
    std::optional<std::int64_t> proxy_methods{};

    /// How many of them are described.
    std::optional<std::int64_t> proxy_methods_with_descriptions{};

    /// A score from 0 to 1.
    std::optional<double> ai_ready_score{};

    /// Members that this library does not know or whose type was unexpected, as the server sent them.
    boost::json::object extra{};

    friend bool operator==(const ai_readiness&, const ai_readiness&) = default;
};

/// The members of @ref ai_readiness, in the order of the description.
constexpr auto fields(type<ai_readiness>)
{
    return field_list{
        field<&ai_readiness::proxy_methods>{"proxy_methods", "How many methods there are."},
        field<&ai_readiness::proxy_methods_with_descriptions>{"proxy_methods_with_descriptions",
                                                              "How many of them are described."},
        field<&ai_readiness::ai_ready_score>{"ai_ready_score", "A score from 0 to 1."},
    };
}

}  // namespace truto::platform
