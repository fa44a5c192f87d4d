#pragma once

// Which records a list, or a look at one record, is about.

#include <truto/testing/detail/directory_store.hpp>
#include <truto/testing/detail/json_access.hpp>
#include <truto/testing/detail/parameters.hpp>
#include <truto/testing/detail/refusal.hpp>
#include <truto/timestamp.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <array>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace truto::testing::detail
{

enum class filter_kind
{
    text,     // a value at the path is that text
    choice,   // the same, or one of several: `status[in]=active,invited`
    moment,   // a time at the path is that one, or within a range: `created_at[gt]=…`
    members,  // an object at the path has these members, or that text as its first one: `emails[type]=work`
    via,      // a value at the path is among those at another path of the record with that id in another table
    flag,     // true or false, without a meaning here
    unread    // anything, without a meaning here
};

/// One parameter of a list. A path is as visit_at reads it.
struct filter_rule
{
    resource of;
    std::string_view parameter;
    filter_kind kind;
    std::string_view path{};
    resource via{};               // where the id in the parameter is looked up …
    std::string_view via_path{};  // … and what of that record is compared
};

inline constexpr std::array<filter_rule, 46> filter_rules = {{
    {resource::users, "first_name", filter_kind::text, "first_name"},
    {resource::users, "last_name", filter_kind::text, "last_name"},
    {resource::users, "emails", filter_kind::members, "emails"},
    {resource::users, "status", filter_kind::choice, "status"},
    {resource::users, "created_at", filter_kind::moment, "created_at"},
    {resource::users, "updated_at", filter_kind::moment, "updated_at"},
    {resource::users, "group_id", filter_kind::text, "groups.id"},
    {resource::users, "workspace_id", filter_kind::text, "workspaces.id"},
    {resource::users, "organization_id", filter_kind::text, "organizations.id"},
    {resource::users, "product", filter_kind::unread},
    {resource::users, "user_type", filter_kind::text, "user_type"},

    {resource::groups, "organization_id", filter_kind::text, "organization"},
    {resource::groups, "workspace_id", filter_kind::via, "organization", resource::workspaces, "organization.id"},
    {resource::groups, "group_type", filter_kind::text, "group_type"},
    {resource::groups, "name", filter_kind::text, "name"},
    {resource::groups, "is_group", filter_kind::flag},
    {resource::groups, "created_at", filter_kind::moment, "created_at"},
    {resource::groups, "updated_at", filter_kind::moment, "updated_at"},
    {resource::groups, "description", filter_kind::text, "description"},
    {resource::groups, "user_id", filter_kind::via, "id", resource::users, "groups.id"},

    {resource::organizations, "user_id", filter_kind::via, "id", resource::users, "organizations.id"},
    {resource::organizations, "name", filter_kind::text, "name"},
    {resource::organizations, "updated_at", filter_kind::moment, "updated_at"},
    {resource::organizations, "created_at", filter_kind::moment, "created_at"},

    {resource::licenses, "organization_id", filter_kind::via, "id", resource::organizations, "licenses.id"},
    {resource::licenses, "product", filter_kind::unread},

    {resource::workspaces, "updated_at", filter_kind::moment, "updated_at"},
    {resource::workspaces, "organization_id", filter_kind::text, "organization.id"},
    {resource::workspaces, "group_id", filter_kind::via, "organization.id", resource::groups, "organization"},
    {resource::workspaces, "status", filter_kind::choice, "status"},
    {resource::workspaces, "name", filter_kind::text, "name"},
    {resource::workspaces, "description", filter_kind::text, "description"},
    {resource::workspaces, "workspace_id", filter_kind::text, "remote_data.parent"},
    {resource::workspaces, "include_nested", filter_kind::flag},

    {resource::role_assignments, "role_id", filter_kind::text, "role_id"},
    {resource::role_assignments, "group_id", filter_kind::text, "group_id"},
    {resource::role_assignments, "workspace_id", filter_kind::text, "workspace"},

    {resource::activities, "created_at", filter_kind::moment, "created_at"},
    {resource::activities, "actor_id", filter_kind::text, "actor.user.id"},
    {resource::activities, "organization_id", filter_kind::text, "organization"},
    {resource::activities, "action", filter_kind::text, "action"},
    {resource::activities, "actor", filter_kind::members, "actor"},
    {resource::activities, "entity", filter_kind::text, "entity"},
    {resource::activities, "entity_type", filter_kind::text, "entity_type"},
    {resource::activities, "ip_address", filter_kind::text, "context.ip_address"},

    {resource::utilization, "utilization_type", filter_kind::text, "remote_data.report"},
}};

/// The conditions that a query puts on the records of a resource.
class record_filter
{
public:
    record_filter(const directory_store& store, resource of, const json::object& query) : store_(store)
    {
        for (const filter_rule& rule : filter_rules)
        {
            const json::value* const given = rule.of == of ? query.if_contains(rule.parameter) : nullptr;
            if (given != nullptr)
            {
                add(rule, *given, query);
            }
        }
    }

    bool accepts(const json::object& record) const
    {
        return std::all_of(conditions_.begin(), conditions_.end(), [&](const auto& each) { return each(record); });
    }

private:
    using condition = std::function<bool(const json::object&)>;
    using moment = truto::timestamp::time_point;

    void add(const filter_rule& rule, const json::value& given, const json::object& query)
    {
        switch (rule.kind)
        {
        case filter_kind::text:
            add_choice(rule, {*text_parameter(query, rule.parameter)});
            break;
        case filter_kind::choice:
            add_choice(rule, choices(rule, given));
            break;
        case filter_kind::moment:
            add_moments(rule, given);
            break;
        case filter_kind::members:
            add_members(rule, given);
            break;
        case filter_kind::via:
            add_choice(rule, looked_up(rule, *text_parameter(query, rule.parameter)));
            break;
        case filter_kind::flag:
            static_cast<void>(flag_parameter(query, rule.parameter));
            break;
        case filter_kind::unread:
            static_cast<void>(text_parameter(query, rule.parameter));
            break;
        }
    }

    void add_choice(const filter_rule& rule, std::set<std::string, std::less<>> wanted)
    {
        conditions_.emplace_back(
            [path = rule.path, wanted = std::move(wanted)](const json::object& record)
            {
                return any_at(record, path, [&](const json::value& value)
                              { return value.is_string() && wanted.count(std::string_view{value.get_string()}) != 0; });
            });
    }

    static std::set<std::string, std::less<>> choices(const filter_rule& rule, const json::value& given)
    {
        if (given.is_string())
        {
            return {std::string{given.get_string()}};
        }
        const json::object* const operators = given.if_object();
        if (operators == nullptr || operators->size() != 1 || !operators->contains("in"))
        {
            throw refusal::invalid(rule.parameter, "must be a text, or a list: [in]=a,b");
        }
        std::vector<std::string> names;
        append_names(names, operators->at("in"), rule.parameter);
        return {names.begin(), names.end()};
    }

    void add_moments(const filter_rule& rule, const json::value& given)
    {
        if (given.is_string())
        {
            add_moment(rule, "eq", given);
            return;
        }
        const json::object* const operators = given.if_object();
        if (operators == nullptr || operators->empty())
        {
            throw refusal::invalid(rule.parameter, "must be a time, or a range: [gt]=, [gte]=, [lt]=, [lte]=");
        }
        for (const auto& each : *operators)
        {
            add_moment(rule, std::string_view{each.key().data(), each.key().size()}, each.value());
        }
    }

    void add_moment(const filter_rule& rule, std::string_view name, const json::value& given)
    {
        using comparison = bool (*)(moment, moment);
        struct entry
        {
            std::string_view name;
            comparison compare;
        };
        static constexpr std::array<entry, 5> comparisons = {{
            {"eq", [](moment a, moment b) { return a == b; }},
            {"gt", [](moment a, moment b) { return a > b; }},
            {"gte", [](moment a, moment b) { return a >= b; }},
            {"lt", [](moment a, moment b) { return a < b; }},
            {"lte", [](moment a, moment b) { return a <= b; }},
        }};

        const auto known =
            std::find_if(comparisons.begin(), comparisons.end(), [&](const entry& each) { return each.name == name; });
        if (known == comparisons.end())
        {
            throw refusal::invalid(rule.parameter, "knows gt, gte, lt and lte only");
        }
        const auto bound =
            given.is_string() ? truto::timestamp::parse(std::string_view{given.get_string()}) : std::nullopt;
        if (!bound)
        {
            throw refusal::invalid(rule.parameter, "must be a time in ISO 8601");
        }
        conditions_.emplace_back(
            [path = rule.path, compare = known->compare, bound = *bound](const json::object& record)
            {
                return any_at(record, path,
                              [&](const json::value& value)
                              {
                                  const auto time = value.is_string()
                                                        ? truto::timestamp::parse(std::string_view{value.get_string()})
                                                        : std::nullopt;
                                  return time && compare(*time, bound);
                              });
            });
    }

    void add_members(const filter_rule& rule, const json::value& given)
    {
        if (rule.parameter == "actor" && !given.is_object())
        {
            throw refusal::invalid(rule.parameter, "must be an object: actor[type]=user");
        }
        // A list of wanted objects is fulfilled by any of them.
        json::array wanted = given.is_array() ? given.get_array() : json::array(1, given);
        conditions_.emplace_back(
            [path = rule.path, wanted = std::move(wanted)](const json::object& record)
            {
                return any_at(record, path,
                              [&](const json::value& value)
                              {
                                  return std::any_of(wanted.begin(), wanted.end(),
                                                     [&](const json::value& each) { return agrees(value, each); });
                              });
            });
    }

    // Whether the value has all that is wanted of it. Everything in a query is text.
    static bool agrees(const json::value& value, const json::value& wanted)
    {
        if (const json::object* const members = wanted.if_object())
        {
            const json::object* const record = value.if_object();
            return record != nullptr && std::all_of(members->begin(), members->end(),
                                                    [&](const auto& each)
                                                    {
                                                        const json::value* const own = record->if_contains(each.key());
                                                        return own != nullptr && agrees(*own, each.value());
                                                    });
        }
        if (const json::object* const record = value.if_object())
        {
            return !record->empty() && agrees(record->begin()->value(), wanted);
        }
        if (value.is_bool())
        {
            return wanted == (value.get_bool() ? "true" : "false");
        }
        return value == wanted;
    }

    std::set<std::string, std::less<>> looked_up(const filter_rule& rule, const std::string& id) const
    {
        std::set<std::string, std::less<>> found;
        if (const json::object* const record = store_.find(rule.via, id))
        {
            any_at(*record, rule.via_path,
                   [&](const json::value& value)
                   {
                       if (value.is_string())
                       {
                           found.emplace(std::string_view{value.get_string()});
                       }
                       return false;
                   });
        }
        return found;
    }

    const directory_store& store_;
    std::vector<condition> conditions_;
};

}  // namespace truto::testing::detail
