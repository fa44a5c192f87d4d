#pragma once

// What the body of a request that creates or changes a record may say.

#include <truto/testing/detail/directory_store.hpp>
#include <truto/testing/detail/json_access.hpp>
#include <truto/testing/detail/parameters.hpp>
#include <truto/testing/detail/refusal.hpp>
#include <truto/testing/detail/relations.hpp>
#include <truto/timestamp.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace truto::testing::detail
{

enum class member_kind
{
    text,
    moment,   // a time in ISO 8601
    texts,    // a list of texts
    address,  // a list of objects: `email`, `type`, `is_primary`
    phone,    // a list of objects: `number`, `extension`, `type`
    number,   // read by one provider, and by nobody here
    secret    // a text that is never kept
};

/// One member of a body; `target` is the record's member that it becomes.
struct member_rule
{
    resource of;
    std::string_view name;
    member_kind kind;
    std::string_view target;
};

/// Roles and groups of users are not among them: they are more than text.
inline constexpr std::array<member_rule, 21> member_rules = {{
    {resource::users, "external_id", member_kind::text, "external_id"},
    {resource::users, "first_name", member_kind::text, "first_name"},
    {resource::users, "last_name", member_kind::text, "last_name"},
    {resource::users, "title", member_kind::text, "title"},
    {resource::users, "name", member_kind::text, "name"},
    {resource::users, "username", member_kind::text, "username"},
    {resource::users, "emails", member_kind::address, "emails"},
    {resource::users, "phones", member_kind::phone, "phones"},
    {resource::users, "languages", member_kind::texts, "languages"},
    {resource::users, "avatar", member_kind::text, "avatar"},
    {resource::users, "description", member_kind::text, "bio"},
    {resource::users, "timezone", member_kind::text, "timezone"},
    {resource::users, "created_at", member_kind::moment, "created_at"},
    {resource::users, "group", member_kind::number, ""},
    {resource::users, "password", member_kind::secret, ""},
    {resource::groups, "name", member_kind::text, "name"},
    {resource::groups, "description", member_kind::text, "description"},
    {resource::roles, "name", member_kind::text, "name"},
    {resource::roles, "description", member_kind::text, "description"},
    {resource::organizations, "name", member_kind::text, "name"},
    {resource::organizations, "pricing_plan", member_kind::text, "pricing_plan"},
}};

/// Checks the members of the objects of a list: a text for each of these names, true or false for `flag`.
inline void check_objects(const json::object& body, std::string_view name,
                          std::initializer_list<std::string_view> texts, std::string_view flag)
{
    for_each_object(body, name,
                    [&](const json::object& element, const std::string& path)
                    {
                        for (const std::string_view each : texts)
                        {
                            static_cast<void>(text_member(element, each, path + '.' + std::string{each}));
                        }
                        const json::value* const value = element.if_contains(flag);
                        if (value != nullptr && !value->is_null() && !value->is_bool())
                        {
                            throw refusal::invalid(path + '.' + std::string{flag}, "must be true or false");
                        }
                    });
}

inline void check_member(const member_rule& rule, const json::object& body)
{
    const json::value& value = body.at(rule.name);
    switch (rule.kind)
    {
    case member_kind::text:
    case member_kind::secret:
        static_cast<void>(text_member(body, rule.name, rule.name));
        return;
    case member_kind::moment:
        if (const auto text = text_member(body, rule.name, rule.name); text && !truto::timestamp::parse(*text))
        {
            throw refusal::invalid(rule.name, "must be a time in ISO 8601");
        }
        return;
    case member_kind::texts:
        if (!value.is_null() &&
            !(value.is_array() && std::all_of(value.get_array().begin(), value.get_array().end(),
                                              [](const json::value& each) { return each.is_string(); })))
        {
            throw refusal::invalid(rule.name, "must be an array of strings");
        }
        return;
    case member_kind::address:
        check_objects(body, rule.name, {"email", "type"}, "is_primary");
        return;
    case member_kind::phone:
        check_objects(body, rule.name, {"number", "extension", "type"}, {});
        return;
    case member_kind::number:
        if (!value.is_null() && !value.is_int64() && !value.is_uint64())
        {
            throw refusal::invalid(rule.name, "must be an integer");
        }
        return;
    }
}

/// Refuses null for any of these members, and for all that can be written: there is nothing yet to be cleared.
inline void check_creation(resource of, const json::object& body, std::initializer_list<std::string_view> others)
{
    const auto check = [&](std::string_view name)
    {
        const json::value* const value = body.if_contains(name);
        if (value != nullptr && value->is_null())
        {
            throw refusal::invalid(name, "must not be null");
        }
    };
    for (const member_rule& rule : member_rules)
    {
        if (rule.of == of)
        {
            check(rule.name);
        }
    }
    std::for_each(others.begin(), others.end(), check);
}

/// Writes what the body says into the record: null clears, and what is not mentioned stays. What is meant for the
/// provider becomes part of its raw record, and where that names a member of the schema, of the record as well.
inline void write_members(resource of, json::object& record, const json::object& body)
{
    check_remote_data(body);
    const json::value* const passed = body.if_contains("remote_data");
    for (const member_rule& rule : member_rules)
    {
        if (rule.of != of)
        {
            continue;
        }
        if (body.contains(rule.name))
        {
            check_member(rule, body);
            if (!rule.target.empty())
            {
                record[rule.target] = body.at(rule.name);
            }
        }
        else if (passed != nullptr && rule.kind == member_kind::text)
        {
            const json::value* const own_word = passed->get_object().if_contains(rule.name);
            if (own_word != nullptr && own_word->is_string())
            {
                record[rule.target] = *own_word;
            }
        }
    }
    if (passed != nullptr && !passed->get_object().empty())
    {
        json::value& raw = record["remote_data"];
        json::object& native = raw.is_object() ? raw.get_object() : raw.emplace_object();
        for (const auto& member : passed->get_object())
        {
            // Its id and its members are the provider's own business.
            if (member.key() != "id" && member.key() != "gid" && member.key() != "members")
            {
                native[member.key()] = member.value();
            }
        }
    }
}

/// Writes into the raw record of a user what the provider has names of its own for.
inline void write_native(json::object& user)
{
    json::value& raw = user["remote_data"];
    json::object& native = raw.is_object() ? raw.get_object() : raw.emplace_object();
    native["id"] = user["id"];
    native["status"] = native_status(text_of(user, "status"));

    json::value& profile = native["profile"];
    json::object& members = profile.is_object() ? profile.get_object() : profile.emplace_object();
    members["login"] = text_of(user, "username");
    const json::array* const addresses = list_in(user, "emails");
    members["email"] = addresses != nullptr && !addresses->empty() && addresses->front().is_object()
                           ? text_of(addresses->front().get_object(), "email")
                           : std::string_view{};
    members["displayName"] = text_of(user, "name");
}

/// A record by its id, or else by its name.
///
/// @throws refusal 404 of the provider when there is none.
inline const json::object& meant_record(const directory_store& store, resource of, const json::object& reference,
                                        const std::string& path)
{
    const auto id = text_member(reference, "id", path + ".id");
    const auto name = text_member(reference, "name", path + ".name");
    if (id)
    {
        return store.existing(of, *id);
    }
    if (!name)
    {
        throw refusal::missing("missing_required_body_fields", {path + ".id"});
    }
    for (const auto& [place, record] : store.table(of).all())
    {
        if (text_of(record, "name") == *name)
        {
            return record;
        }
    }
    throw refusal::remote_not_found("There is no " + std::string{singular(of)} + " with the name " + *name);
}

/// The groups that a body, or a query, puts a user into.
inline json::array groups_from(const directory_store& store, const json::object& from)
{
    json::array groups;
    for_each_object(from, "groups",
                    [&](const json::object& element, const std::string& path)
                    {
                        static_cast<void>(text_member(element, "organization", path + ".organization"));
                        const json::object& group = meant_record(store, resource::groups, element, path);
                        if (std::none_of(groups.begin(), groups.end(), has("id", text_of(group, "id"))))
                        {
                            groups.push_back({{"id", group.at("id")},
                                              {"name", group.at("name")},
                                              {"organization", group.at("organization")}});
                        }
                    });
    return groups;
}

/// The roles that a body gives to a user of that organization. The places where they are held must exist.
inline json::array roles_from(const directory_store& store, const json::object& from, std::string_view organization)
{
    json::array roles;
    for_each_object(from, "roles",
                    [&](const json::object& element, const std::string& path)
                    {
                        const json::object& role = meant_record(store, resource::roles, element, path);
                        json::object held{{"id", role.at("id")}, {"name", role.at("name")}};
                        held["organization"] = organization.empty() ? json::value{} : json::value(organization);
                        for (const auto& [name, where] : {std::pair{"organization", resource::organizations},
                                                          {"workspace", resource::workspaces},
                                                          {"group", resource::groups}})
                        {
                            const auto id = text_member(element, name, path + '.' + name);
                            if (id)
                            {
                                held[name] = store.existing(where, *id).at("id");
                            }
                            else if (!held.contains(name))
                            {
                                held[name] = nullptr;
                            }
                        }
                        if (std::find(roles.begin(), roles.end(), json::value(held)) == roles.end())
                        {
                            roles.push_back(std::move(held));
                        }
                    });
    return roles;
}

/// Refuses a second record that is the same to everybody: at the path, it has a text that another one has.
///
/// @throws refusal 409 of the provider.
inline void check_unique(const directory_store& store, resource of, const json::object& made, std::string_view path)
{
    any_at(made, path,
           [&](const json::value& value)
           {
               for (const auto& [place, other] : store.table(of).all())
               {
                   if (value.is_string() && text_of(other, "id") != text_of(made, "id") &&
                       text_of(other, "status") != "deleted" && any_at(other, path, is_text(value.get_string())))
                   {
                       throw refusal::remote(409, "already_exists",
                                             "There already is a " + std::string{singular(of)} + " with " +
                                                 std::string{path} + " " + std::string{value.get_string()});
                   }
               }
               return false;
           });
}

}  // namespace truto::testing::detail
