#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace truto::testing::detail
{

/// What the directory holds records of.
enum class resource
{
    users,
    groups,
    organizations,
    roles,
    licenses,
    workspaces,
    role_assignments,
    activities,
    billing,
    utilization
};

struct resource_name
{
    std::string_view plural;  // as in paths
    std::string_view singular;
};

inline constexpr std::array<resource_name, 10> resource_names = {{
    {"users", "user"},
    {"groups", "group"},
    {"organizations", "organization"},
    {"roles", "role"},
    {"licenses", "license"},
    {"workspaces", "workspace"},
    {"role_assignments", "role assignment"},
    {"activities", "activity"},
    {"billing", "billing record"},
    {"utilization", "report"},
}};

inline constexpr std::size_t resource_count = resource_names.size();

inline constexpr std::string_view plural(resource what)
{
    return resource_names[static_cast<std::size_t>(what)].plural;
}

inline constexpr std::string_view singular(resource what)
{
    return resource_names[static_cast<std::size_t>(what)].singular;
}

/// The resource of that name; empty when there is none.
inline constexpr std::optional<resource> resource_named(std::string_view name)
{
    for (std::size_t i = 0; i < resource_count; ++i)
    {
        if (resource_names[i].plural == name)
        {
            return static_cast<resource>(i);
        }
    }
    return std::nullopt;
}

}  // namespace truto::testing::detail
