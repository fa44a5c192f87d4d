#pragma once

#include <truto/testing/detail/directory_seed.hpp>
#include <truto/testing/detail/refusal.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace truto::testing::detail
{

/// The text of a member; empty when it is missing or not a text.
inline std::string_view text_of(const json::object& record, std::string_view member)
{
    const json::value* const value = record.if_contains(member);
    const json::string* const text = value != nullptr ? value->if_string() : nullptr;
    return text != nullptr ? std::string_view{text->data(), text->size()} : std::string_view{};
}

/// A condition on the elements of a list: an object whose member has that text.
inline auto has(std::string_view member, std::string_view text)
{
    return [member, text](const json::value& element)
    { return element.is_object() && text_of(element.get_object(), member) == text; };
}

/// Takes the elements that fulfil the condition out of a member that is a list, and says how many they were.
template <class Condition>
std::size_t erase_from_list(json::object& record, std::string_view member, Condition&& condition)
{
    json::value* const value = record.if_contains(member);
    json::array* const list = value != nullptr ? value->if_array() : nullptr;
    if (list == nullptr)
    {
        return 0;
    }
    const auto rest = std::remove_if(list->begin(), list->end(), condition);
    const auto count = static_cast<std::size_t>(list->end() - rest);
    list->erase(rest, list->end());
    return count;
}

/// Records by id, in the order in which they were added.
class record_table
{
public:
    record_table() = default;

    explicit record_table(std::vector<json::object> records) : records_(std::move(records)) { index(); }

    json::object* find(std::string_view id)
    {
        const auto place = places_.find(std::string{id});
        return place != places_.end() ? &records_[place->second] : nullptr;
    }

    const json::object* find(std::string_view id) const { return const_cast<record_table*>(this)->find(id); }

    void add(json::object record)
    {
        places_.emplace(text_of(record, "id"), records_.size());
        records_.push_back(std::move(record));
    }

    template <class Condition>
    void erase_if(Condition&& condition)
    {
        records_.erase(std::remove_if(records_.begin(), records_.end(), condition), records_.end());
        index();
    }

    std::vector<json::object>& all() noexcept { return records_; }
    const std::vector<json::object>& all() const noexcept { return records_; }

    json::array to_json() const
    {
        json::array list;
        list.reserve(records_.size());
        for (const json::object& record : records_)
        {
            list.push_back(record);
        }
        return list;
    }

private:
    void index()
    {
        places_.clear();
        for (std::size_t i = 0; i < records_.size(); ++i)
        {
            places_.emplace(text_of(records_[i], "id"), i);
        }
    }

    std::vector<json::object> records_;
    std::unordered_map<std::string, std::size_t> places_;
};

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

/// The invented company's directory: what the provider behind the API would hold, and the changes that it knows.
///
/// Every change gives the record to answer with, or throws a @ref refusal and changes nothing. Changes are made on
/// copies and put in place at the end, so that a directory that is not persistent answers in the same way.
class directory_store
{
public:
    explicit directory_store(bool persistent) : persistent_(persistent) { reset(); }

    void reset()
    {
        directory_records records = directory_seed::records();
        users_ = record_table(std::move(records.users));
        groups_ = record_table(std::move(records.groups));
        organizations_ = record_table(std::move(records.organizations));
        roles_ = record_table(std::move(records.roles));
        licenses_ = record_table(std::move(records.licenses));
    }

    const record_table& users() const noexcept { return users_; }
    const record_table& groups() const noexcept { return groups_; }
    const record_table& organizations() const noexcept { return organizations_; }
    const record_table& roles() const noexcept { return roles_; }
    const record_table& licenses() const noexcept { return licenses_; }

    /// Adds a user like another one as it is now, and to the same groups.
    ///
    /// @throws std::invalid_argument when there is no such other one, or one with that id.
    void add_user(std::string_view id, std::string_view like)
    {
        json::object user = copy_of(users_, id, like);
        if (json::value* const raw = user.if_contains("remote_data"); raw != nullptr && raw->is_object())
        {
            raw->get_object()["id"] = id;
        }
        for (json::object& group : groups_.all())
        {
            json::value* const raw = group.if_contains("remote_data");
            json::value* const members =
                raw != nullptr && raw->is_object() ? raw->get_object().if_contains("members") : nullptr;
            if (members != nullptr && members->is_array() && is_in_group(user, text_of(group, "id")))
            {
                members->get_array().push_back(json::value(id));
            }
        }
        users_.add(std::move(user));
    }

    /// Adds an organization like another one as it is now, without anyone in it.
    ///
    /// @throws std::invalid_argument when there is no such other one, or one with that id.
    void add_organization(std::string_view id, std::string_view like)
    {
        organizations_.add(copy_of(organizations_, id, like));
    }

    json::object remove_from_group(std::string_view group_id, std::string_view user_id)
    {
        json::object* const old_group = groups_.find(group_id);
        if (old_group == nullptr)
        {
            throw refusal::remote_not_found("There is no group with the id " + std::string{group_id});
        }
        json::object* const old_user = users_.find(user_id);
        if (old_user == nullptr)
        {
            throw refusal::remote_not_found("There is no user with the id " + std::string{user_id});
        }

        json::object user = *old_user;
        if (erase_from_list(user, "groups", has("id", group_id)) == 0)
        {
            throw refusal::remote_not_found("The user " + std::string{user_id} + " is not in the group " +
                                            std::string{group_id});
        }
        json::object group = *old_group;
        drop_member(group, user_id);
        touch(user);

        json::object answer = group;
        if (persistent_)
        {
            *old_user = std::move(user);
            *old_group = std::move(group);
        }
        return answer;
    }

    json::object unassign_roles(std::string_view user_id, const std::vector<role_selector>& selectors,
                                const role_scope& scope)
    {
        json::object* const old_user = users_.find(user_id);
        if (old_user == nullptr)
        {
            throw refusal::remote_not_found("There is no user with the id " + std::string{user_id});
        }

        json::object user = *old_user;
        for (const role_selector& selector : selectors)
        {
            const auto is_meant = [&](const json::value& held)
            { return held.is_object() && matches(held.get_object(), selector) && within(held.get_object(), scope); };
            // The same role named twice is taken once, as long as the user held it when the request came.
            if (erase_from_list(user, "roles", is_meant) == 0 && !holds(*old_user, is_meant))
            {
                throw refusal::remote_not_found("The user " + std::string{user_id} + " does not hold the role " +
                                                selector.id.value_or(selector.name.value_or("")));
            }
        }
        touch(user);

        json::object answer = user;
        if (persistent_)
        {
            *old_user = std::move(user);
        }
        return answer;
    }

    json::object delete_user(std::string_view user_id)
    {
        json::object& old_user = existing_user(user_id);

        json::object user = old_user;
        for (const char* list : {"groups", "organizations", "workspaces", "roles", "licenses"})
        {
            erase_from_list(user, list, [](const json::value&) { return true; });
        }
        const std::string now = touch(user);
        user["status"] = "deleted";
        if (user.contains("status_changed_at"))
        {
            user["status_changed_at"] = now;
        }
        set_native_status(user, "DEPROVISIONED");

        json::object answer = user;
        if (persistent_)
        {
            old_user = std::move(user);
            for (json::object& group : groups_.all())
            {
                drop_member(group, user_id);
            }
        }
        return answer;
    }

    json::object remove_user_from(std::string_view user_id, const std::vector<place>& places)
    {
        json::object& old_user = existing_user(user_id);

        json::object user = old_user;
        for (const place& from : places)
        {
            if (leave(user, from) == 0)
            {
                throw refusal::remote_not_found("The user " + std::string{user_id} + " is not in " + from.id);
            }
        }
        touch(user);

        json::object answer = user;
        if (persistent_)
        {
            old_user = std::move(user);
            for (json::object& group : groups_.all())
            {
                for (const place& from : places)
                {
                    const bool left =
                        (from.what == place::kind::group && text_of(group, "id") == from.id) ||
                        (from.what == place::kind::organization && text_of(group, "organization") == from.id);
                    if (left)
                    {
                        drop_member(group, user_id);
                    }
                }
            }
        }
        return answer;
    }

    json::object delete_organization(std::string_view organization_id)
    {
        const json::object* const found = organizations_.find(organization_id);
        if (found == nullptr)
        {
            throw refusal::remote_not_found("There is no organization with the id " + std::string{organization_id});
        }
        const auto is_active_member = [&](const json::object& user)
        {
            const json::value* const list = user.if_contains("organizations");
            return text_of(user, "status") == "active" && list != nullptr && list->is_array() &&
                   std::any_of(list->get_array().begin(), list->get_array().end(), has("id", organization_id));
        };
        if (std::any_of(users_.all().begin(), users_.all().end(), is_active_member))
        {
            throw refusal::remote(409, "organization_in_use",
                                  "The organization " + std::string{organization_id} + " still has active users");
        }

        json::object answer = *found;
        if (persistent_)
        {
            const place gone{place::kind::organization, std::string{organization_id}};
            for (json::object& user : users_.all())
            {
                if (leave(user, gone) != 0)
                {
                    touch(user);
                }
            }
            groups_.erase_if([&](const json::object& group) { return text_of(group, "organization") == gone.id; });
            organizations_.erase_if([&](const json::object& record) { return text_of(record, "id") == gone.id; });
        }
        return answer;
    }

private:
    static json::object copy_of(const record_table& table, std::string_view id, std::string_view like)
    {
        const json::object* const model = table.find(like);
        if (model == nullptr || id.empty() || table.find(id) != nullptr)
        {
            throw std::invalid_argument("cannot add " + std::string{id} + " like " + std::string{like} +
                                        ": the one must not exist, and the other must");
        }
        json::object made = *model;
        made["id"] = id;
        return made;
    }

    static bool is_in_group(const json::object& user, std::string_view group_id)
    {
        const json::value* const list = user.if_contains("groups");
        return list != nullptr && list->is_array() &&
               std::any_of(list->get_array().begin(), list->get_array().end(), has("id", group_id));
    }

    template <class Condition>
    static bool holds(const json::object& user, Condition&& is_meant)
    {
        const json::value* const list = user.if_contains("roles");
        return list != nullptr && list->is_array() &&
               std::any_of(list->get_array().begin(), list->get_array().end(), is_meant);
    }

    static bool matches(const json::object& held, const role_selector& selector)
    {
        const auto agrees = [&](const std::optional<std::string>& wanted, std::string_view member)
        { return !wanted || text_of(held, member) == *wanted; };

        // An id says it all: a client may send the name along in its own words.
        return (selector.id ? agrees(selector.id, "id") : agrees(selector.name, "name")) &&
               agrees(selector.group, "group") && agrees(selector.organization, "organization") &&
               agrees(selector.workspace, "workspace");
    }

    static bool within(const json::object& held, const role_scope& scope)
    {
        const bool in_workspace = !scope.workspace_or_group ||
                                  text_of(held, "workspace") == *scope.workspace_or_group ||
                                  text_of(held, "group") == *scope.workspace_or_group;
        const bool in_organization =
            scope.organizations.empty() || std::find(scope.organizations.begin(), scope.organizations.end(),
                                                     text_of(held, "organization")) != scope.organizations.end();
        return in_workspace && in_organization;
    }

    // Takes the user out of one place, with what was held there, and says how many memberships that were.
    static std::size_t leave(json::object& user, const place& from)
    {
        switch (from.what)
        {
        case place::kind::group:
            return erase_from_list(user, "groups", has("id", from.id));
        case place::kind::organization:
            for (const char* list : {"groups", "roles", "licenses"})
            {
                erase_from_list(user, list, has("organization", from.id));
            }
            return erase_from_list(user, "organizations", has("id", from.id));
        case place::kind::workspace:
            erase_from_list(user, "roles", has("workspace", from.id));
            return erase_from_list(user, "workspaces", has("id", from.id));
        }
        return 0;
    }

    json::object& existing_user(std::string_view user_id)
    {
        json::object* const user = users_.find(user_id);
        if (user == nullptr)
        {
            throw refusal::remote_not_found("There is no user with the id " + std::string{user_id});
        }
        if (text_of(*user, "status") == "deleted")
        {
            throw refusal::remote_not_found("The user " + std::string{user_id} + " is deleted already");
        }
        return *user;
    }

    static void drop_member(json::object& group, std::string_view user_id)
    {
        const auto is_user = [&](const json::value& member)
        { return member.is_string() && std::string_view{member.get_string()} == user_id; };

        json::value* const raw = group.if_contains("remote_data");
        if (raw != nullptr && raw->is_object() && erase_from_list(raw->get_object(), "members", is_user) != 0)
        {
            touch(group);
        }
    }

    static void set_native_status(json::object& user, std::string_view status)
    {
        if (json::value* const raw = user.if_contains("remote_data"); raw != nullptr && raw->is_object())
        {
            raw->get_object()["status"] = status;
        }
    }

    // Notes the time of a change where the record has room for it.
    static std::string touch(json::object& record)
    {
        std::string now = to_timestamp(std::chrono::system_clock::now());
        if (json::value* const value = record.if_contains("updated_at"))
        {
            *value = now;
        }
        return now;
    }

    bool persistent_;
    record_table users_;
    record_table groups_;
    record_table organizations_;
    record_table roles_;
    record_table licenses_;
};

}  // namespace truto::testing::detail
