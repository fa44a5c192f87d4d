#pragma once

// What records say about each other. A user's own lists are what counts; everything else follows from them.

#include <truto/testing/detail/directory_store.hpp>
#include <truto/testing/detail/json_access.hpp>
#include <truto/testing/detail/refusal.hpp>
#include <truto/testing/detail/seed_parts.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace truto::testing::detail
{

/// Something that a user can be in.
struct place
{
    enum class kind
    {
        group,
        organization,
        workspace
    };

    kind what;
    std::string id;
};

/// The ids of the elements of a list.
inline std::vector<std::string> ids_of(const json::object& record, std::string_view member)
{
    std::vector<std::string> ids;
    if (const json::array* const list = list_in(record, member))
    {
        for (const json::value& element : *list)
        {
            if (element.is_object())
            {
                ids.emplace_back(text_of(element.get_object(), "id"));
            }
        }
    }
    return ids;
}

/// Visits what one of the two has and the other has not.
template <class Visit>
void for_each_only_in(const std::vector<std::string>& some, const std::vector<std::string>& others, const Visit& visit)
{
    for (const std::string& each : some)
    {
        if (std::find(others.begin(), others.end(), each) == others.end())
        {
            visit(each);
        }
    }
}

/// Makes groups, role assignments and licences agree with a user that was changed.
class settlement
{
public:
    static void settle(directory_store& store, const json::object& before, const json::object& after)
    {
        settle_groups(store, before, after);
        settle_licenses(store, before, after);
        settle_roles(store, after);
    }

private:
    static void settle_groups(directory_store& store, const json::object& before, const json::object& after)
    {
        const std::string_view user_id = text_of(after, "id");
        const auto old_ids = ids_of(before, "groups");
        const auto new_ids = ids_of(after, "groups");
        const auto change_members = [&](const std::string& group_id, auto&& change)
        {
            if (store.find(resource::groups, group_id) != nullptr)
            {
                json::object& group = store.change(resource::groups, group_id);
                touch(group);
                if (json::object* const native = native_of(group))
                {
                    change(*native);
                }
            }
        };
        for_each_only_in(old_ids, new_ids,
                         [&](const std::string& id)
                         {
                             change_members(id, [&](json::object& native)
                                            { erase_from_list(native, "members", is_text(user_id)); });
                         });
        for_each_only_in(new_ids, old_ids,
                         [&](const std::string& id)
                         {
                             change_members(id, [&](json::object& native)
                                            { list_for(native, "members").push_back(json::value(user_id)); });
                         });
    }

    static void settle_licenses(directory_store& store, const json::object& before, const json::object& after)
    {
        const auto count = [&](const std::string& id, int difference)
        {
            if (store.find(resource::licenses, id) != nullptr)
            {
                json::value& assigned = store.change(resource::licenses, id)["assigned_quantity"];
                assigned = (assigned.is_int64() ? assigned.get_int64() : 0) + difference;
            }
        };
        const auto old_ids = ids_of(before, "licenses");
        const auto new_ids = ids_of(after, "licenses");
        for_each_only_in(old_ids, new_ids, [&](const std::string& id) { count(id, -1); });
        for_each_only_in(new_ids, old_ids, [&](const std::string& id) { count(id, +1); });
    }

    // Assignments of roles that are still held keep their ids.
    static void settle_roles(directory_store& store, const json::object& after)
    {
        const std::string_view user_id = text_of(after, "id");
        json::array missing;
        if (const json::array* const held = list_in(after, "roles"))
        {
            missing = *held;
        }
        std::vector<std::string> ended;
        for (const auto& row : store.table(resource::role_assignments).all())
        {
            const json::object& assignment = row.second;
            if (text_of(assignment, "user_id") == user_id)
            {
                const auto same = std::find_if(missing.begin(), missing.end(), [&assignment](const json::value& held)
                                               { return is_about(assignment, held.as_object()); });
                if (same != missing.end())
                {
                    missing.erase(same);
                }
                else
                {
                    ended.emplace_back(text_of(assignment, "id"));
                }
            }
        }
        for (const std::string& id : ended)
        {
            store.erase(resource::role_assignments, id);
        }
        for (const json::value& held : missing)
        {
            const json::object* const group = store.find(resource::groups, text_of(held.as_object(), "group"));
            store.add(resource::role_assignments,
                      role_assignment(store.next_id("ra-"), user_id, held.as_object(),
                                      group != nullptr ? group->at("group_type") : json::value{}, now_as_text()));
        }
    }

public:
    /// Whether that is the assignment of the role that is an element of the user's `roles`.
    static bool is_about(const json::object& assignment, const json::object& held)
    {
        const json::array* const workspaces = list_in(assignment, "workspace");
        const std::string_view workspace = text_of(held, "workspace");
        const bool same_workspace = workspace.empty() ? workspaces == nullptr || workspaces->empty()
                                                      : any_in(assignment, "workspace", is_text(workspace));
        const json::value* const native = assignment.if_contains("remote_data");
        return text_of(assignment, "role_id") == text_of(held, "id") &&
               text_of(assignment, "group_id") == text_of(held, "group") && same_workspace && native != nullptr &&
               native->is_object() && text_of(native->get_object(), "organization") == text_of(held, "organization");
    }
};

/// Changes a user, and with it what others say about the user.
///
/// @throws refusal 404 of the provider when there is no such user, and what `change` throws.
template <class Change>
const json::object& change_user(directory_store& store, std::string_view id, Change&& change)
{
    json::object& user = store.change(resource::users, id);
    const json::object before = user;
    touch(user);
    change(user);
    settlement::settle(store, before, user);
    return user;
}

/// A user that is not deleted.
///
/// @throws refusal 404 of the provider when there is none.
inline const json::object& present_user(const directory_store& store, std::string_view id)
{
    const json::object& user = store.existing(resource::users, id);
    if (text_of(user, "status") == "deleted")
    {
        throw refusal::remote_not_found("The user " + std::string{id} + " is deleted already");
    }
    return user;
}

inline void set_status(json::object& user, std::string_view status)
{
    user["status"] = status;
    if (json::value* const changed = user.if_contains("status_changed_at"))
    {
        const json::value* const updated = user.if_contains("updated_at");
        *changed = updated != nullptr ? *updated : json::value(now_as_text());
    }
    if (json::object* const native = native_of(user))
    {
        (*native)["status"] = native_status(status);
    }
}

/// Takes the user out of one place, with what was held there, and says whether the user was in it.
inline bool leave(json::object& user, const place& from)
{
    switch (from.what)
    {
    case place::kind::group:
        return erase_from_list(user, "groups", has("id", from.id)) != 0;
    case place::kind::organization:
        for (const char* list : {"groups", "roles", "licenses"})
        {
            erase_from_list(user, list, has("organization", from.id));
        }
        return erase_from_list(user, "organizations", has("id", from.id)) != 0;
    case place::kind::workspace:
        erase_from_list(user, "roles", has("workspace", from.id));
        return erase_from_list(user, "workspaces", has("id", from.id)) != 0;
    }
    return false;
}

/// Takes everything that fulfils the condition out of the users' lists of that name.
template <class Condition>
void erase_from_users(directory_store& store, std::string_view list, const Condition& condition)
{
    std::vector<std::string> concerned;
    for (const auto& [position, user] : store.table(resource::users).all())
    {
        if (any_in(user, list, condition))
        {
            concerned.emplace_back(text_of(user, "id"));
        }
    }
    for (const std::string& id : concerned)
    {
        change_user(store, id, [&](json::object& user) { erase_from_list(user, list, condition); });
    }
}

/// Deletes a group, with the memberships and the roles that were held in it.
inline void erase_group(directory_store& store, const std::string& id)
{
    erase_from_users(store, "groups", has("id", id));
    erase_from_users(store, "roles", has("group", id));
    store.erase(resource::groups, id);
}

inline void erase_workspace(directory_store& store, const std::string& id)
{
    erase_from_users(store, "workspaces", has("id", id));
    erase_from_users(store, "roles", has("workspace", id));
    store.erase(resource::workspaces, id);
}

inline void erase_role(directory_store& store, const std::string& id)
{
    erase_from_users(store, "roles", has("id", id));
    std::vector<std::string> granting;
    for (const auto& [position, license] : store.table(resource::licenses).all())
    {
        if (any_in(license, "roles", has("id", id)))
        {
            granting.emplace_back(text_of(license, "id"));
        }
    }
    for (const std::string& license : granting)
    {
        erase_from_list(store.change(resource::licenses, license), "roles", has("id", id));
    }
    store.erase(resource::roles, id);
}

/// Deletes an organization, with its groups and workspaces, and its mention from users.
inline void erase_organization(directory_store& store, const std::string& id)
{
    const auto ids_where = [&](resource where, const auto& condition)
    {
        std::vector<std::string> ids;
        for (const auto& [position, record] : store.table(where).all())
        {
            if (condition(record))
            {
                ids.emplace_back(text_of(record, "id"));
            }
        }
        return ids;
    };
    for (const std::string& group :
         ids_where(resource::groups, [&](const json::object& each) { return text_of(each, "organization") == id; }))
    {
        erase_group(store, group);
    }
    for (const std::string& workspace : ids_where(resource::workspaces, [&](const json::object& each)
                                                  { return any_at(each, "organization.id", is_text(id)); }))
    {
        erase_workspace(store, workspace);
    }
    const place gone{place::kind::organization, id};
    for (const std::string& user : ids_where(resource::users, [&](const json::object& each)
                                             { return any_in(each, "organizations", has("id", id)); }))
    {
        change_user(store, user, [&](json::object& record) { leave(record, gone); });
    }
    store.erase(resource::organizations, id);
}

/// Writes a new name wherever users mention the record.
inline void rename_in_users(directory_store& store, std::string_view list, std::string_view id, const json::value& name)
{
    for (const auto& [position, user] : store.table(resource::users).all())
    {
        if (any_in(user, list, has("id", id)))
        {
            for (json::value& element : list_for(store.change(resource::users, text_of(user, "id")), list))
            {
                if (has("id", id)(element))
                {
                    element.as_object()["name"] = name;
                }
            }
        }
    }
}

}  // namespace truto::testing::detail
