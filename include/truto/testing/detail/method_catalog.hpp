#pragma once

// What the directory offers, as the platform tells it to those who ask: from the same tables that the operations are
// made of.

#include <truto/testing/detail/directory_store.hpp>
#include <truto/testing/detail/filters.hpp>
#include <truto/testing/detail/json_access.hpp>
#include <truto/testing/detail/operation_table.hpp>
#include <truto/testing/detail/record_writes.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

namespace truto::testing::detail
{

inline constexpr std::string_view model_name = "user-directory";

/// The first segment of an operation's path: `users`, `me`.
inline std::string_view resource_of(const operation& what)
{
    return what.path.substr(1, what.path.find('/', 1) - 1);
}

/// The method as it is written in requests: `list`, `update`, `remove-user`.
inline std::string_view method_of(const operation& what)
{
    const std::size_t slash = what.path.find('/', 1);
    const bool is_custom = slash != std::string_view::npos && what.path[slash + 1] != '{';
    return is_custom ? what.path.substr(slash + 1) : what.name.substr(what.name.find('.') + 1);
}

inline bool takes_body(const operation& what)
{
    return what.method == "POST" || what.method == "PATCH";
}

inline bool takes_id(const operation& what)
{
    return what.path.find('{') != std::string_view::npos;
}

/// Null when there is none.
inline const operation* find_method(std::string_view resource, std::string_view method)
{
    for (const operation& each : operation_table)
    {
        if (resource_of(each) == resource && method_of(each) == method)
        {
            return &each;
        }
    }
    return nullptr;
}

/// The resources, in the order of the table.
inline std::vector<std::string_view> offered_resources()
{
    std::vector<std::string_view> names;
    for (const operation& each : operation_table)
    {
        if (names.empty() || names.back() != resource_of(each))
        {
            names.push_back(resource_of(each));
        }
    }
    return names;
}

inline json::array methods_of(std::string_view resource)
{
    json::array methods;
    for (const operation& each : operation_table)
    {
        if (resource_of(each) == resource)
        {
            methods.push_back(json::value(method_of(each)));
        }
    }
    return methods;
}

/// The types of the members that records of a resource have.
inline json::object schema_of(const directory_store& store, resource of)
{
    json::object schema;
    for (const auto& [place, record] : store.table(of).all())
    {
        for (const auto& member : record)
        {
            const json::kind kind = member.value().kind();
            if (kind != json::kind::null)
            {
                schema[member.key()] = {{"type", kind == json::kind::array    ? "array"
                                                 : kind == json::kind::object ? "object"
                                                 : kind == json::kind::bool_  ? "boolean"
                                                 : kind == json::kind::string ? "string"
                                                                              : "number"}};
            }
        }
    }
    return schema;
}

/// What is told about one method.
inline json::object method_meta(const directory_store& store, const operation& what)
{
    json::object query;
    for (const filter_rule& rule : filter_rules)
    {
        if (rule.of == what.of && (what.name == "users.get" || method_of(what) == "list"))
        {
            query[rule.parameter] = {{"type", rule.kind == filter_kind::flag      ? "boolean"
                                              : rule.kind == filter_kind::members ? "object"
                                                                                  : "string"}};
        }
    }
    json::value body;
    if (takes_body(what))
    {
        json::object members;
        const bool is_of_record = method_of(what) == "create" || method_of(what) == "update";
        for (const member_rule& rule : member_rules)
        {
            if (rule.of == what.of && is_of_record)
            {
                members[rule.name] = {{"type", rule.kind == member_kind::number ? "integer" : "string"}};
            }
        }
        members["remote_data"] = {{"type", "object"}};
        body = std::move(members);
    }

    json::object made;
    made["method"] = method_of(what);
    made["schema"] = schema_of(store, what.of);
    made["documentation_link"] = nullptr;
    made["response_mapping"] = {{"remote_data", "$"}};
    made["query_schema"] = std::move(query);
    made["request_body_schema"] = std::move(body);
    made["default_query"] = nullptr;
    made["default_body"] = nullptr;
    return made;
}

}  // namespace truto::testing::detail
