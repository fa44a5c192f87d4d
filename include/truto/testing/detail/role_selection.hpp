#pragma once

// Which roles, and which places, a request to take them away is about.

#include <truto/testing/detail/json_access.hpp>
#include <truto/testing/detail/parameters.hpp>
#include <truto/testing/detail/refusal.hpp>
#include <truto/testing/detail/relations.hpp>

#include <boost/json/object.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace truto::testing::detail
{

/// Which of a user's roles is meant. What is not given is not compared; `id` or `name` is.
struct role_selector
{
    std::optional<std::string> id{};
    std::optional<std::string> name{};
    std::optional<std::string> group{};
    std::optional<std::string> organization{};
    std::optional<std::string> workspace{};
};

/// Narrows down all roles of one request.
struct role_scope
{
    std::optional<std::string> workspace_or_group{};
    std::vector<std::string> organizations{};  // empty means any
};

inline bool matches(const json::object& held, const role_selector& selector)
{
    const auto agrees = [&](const std::optional<std::string>& wanted, std::string_view member)
    { return !wanted || text_of(held, member) == *wanted; };

    // An id says it all: a client may send the name along in its own words.
    return (selector.id ? agrees(selector.id, "id") : agrees(selector.name, "name")) &&
           agrees(selector.group, "group") && agrees(selector.organization, "organization") &&
           agrees(selector.workspace, "workspace");
}

inline bool within(const json::object& held, const role_scope& scope)
{
    const bool in_workspace = !scope.workspace_or_group || text_of(held, "workspace") == *scope.workspace_or_group ||
                              text_of(held, "group") == *scope.workspace_or_group;
    const bool in_organization =
        scope.organizations.empty() || std::find(scope.organizations.begin(), scope.organizations.end(),
                                                 text_of(held, "organization")) != scope.organizations.end();
    return in_workspace && in_organization;
}

inline std::vector<role_selector> read_roles(const json::object& from)
{
    std::vector<role_selector> roles;
    for_each_object(from, "roles",
                    [&](const json::object& element, const std::string& path)
                    {
                        role_selector role;
                        role.id = text_member(element, "id", path + ".id");
                        role.name = text_member(element, "name", path + ".name");
                        role.group = text_member(element, "group", path + ".group");
                        role.organization = text_member(element, "organization", path + ".organization");
                        role.workspace = text_member(element, "workspace", path + ".workspace");
                        if (!role.id && !role.name)
                        {
                            throw refusal::missing("missing_required_body_fields", {path + ".id"});
                        }
                        roles.push_back(std::move(role));
                    });
    return roles;
}

inline refusal missing_companion(const std::string& name, const std::string& condition)
{
    refusal reason = refusal::missing("missing_required_query_parameters", {name});
    json::object rules;
    rules[name] = {{"when", condition + " is set"}};
    reason.add_insight("conditionally_required_query_parameters",
                       {{"description", "These parameters go together."}, {"value", rules}});
    return reason;
}

inline std::vector<place> read_places(const json::object& query)
{
    const auto from = text_parameter(query, "remove_from");
    const auto from_id = text_parameter(query, "remove_from_id");
    const auto group_id = text_parameter(query, "group_id");
    const auto organization_id = text_parameter(query, "organization_id");
    const auto workspace_id = text_parameter(query, "workspace_id");
    const auto workspace = text_parameter(query, "workspace");

    if (from)
    {
        if (*from != "group" && *from != "organization")
        {
            throw refusal::invalid("remove_from", "must be group or organization");
        }
        const bool is_group = *from == "group";
        const auto& id = from_id ? from_id : is_group ? group_id : organization_id;
        if (!id)
        {
            throw missing_companion("remove_from_id", "remove_from");
        }
        return {{is_group ? place::kind::group : place::kind::organization, *id}};
    }
    if (from_id)
    {
        throw missing_companion("remove_from", "remove_from_id");
    }

    std::vector<place> places;
    const auto add = [&](place::kind kind, const std::optional<std::string>& id)
    {
        if (id)
        {
            places.push_back({kind, *id});
        }
    };
    add(place::kind::group, group_id);
    add(place::kind::organization, organization_id);
    add(place::kind::workspace, workspace_id);
    add(place::kind::workspace, workspace);
    return places;
}

}  // namespace truto::testing::detail
