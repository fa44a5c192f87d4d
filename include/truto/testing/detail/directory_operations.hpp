#pragma once

// The operations of the directory: what they do to its records. Those on users are in user_operations.hpp.

#include <truto/testing/detail/filters.hpp>
#include <truto/testing/detail/operation.hpp>
#include <truto/testing/detail/paging.hpp>
#include <truto/testing/detail/record_writes.hpp>
#include <truto/testing/detail/refusal.hpp>
#include <truto/testing/detail/relations.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace truto::testing::detail
{

/// The operations, by the names of the description. Each takes the directory and the order, throws a refusal if it
/// can't be, and leaves it to its caller to undo what was half done.
struct directory_operations
{
    /// The user whom the connection belongs to.
    static constexpr std::string_view connected_user = "00u3fd";

    // --- of any resource ---

    static outcome list(directory_store& store, const order& from)
    {
        return {.page = page_of(store, from.what.of, from.query)};
    }

    static outcome get(directory_store& store, const order& from)
    {
        const json::object& record = store.existing(from.what.of, from.id);
        if (!record_filter{store, from.what.of, from.query}.accepts(record))
        {
            throw refusal::remote_not_found("The " + std::string{singular(from.what.of)} + ' ' + from.id +
                                            " is not there");
        }
        return {.record = record};
    }

    static outcome list_me(directory_store& store, const order& from)
    {
        static_cast<void>(page_size(from.query));
        return {.page = record_page{.records = {store.existing(resource::users, connected_user)}}};
    }

    // --- groups ---

    static outcome create_group(directory_store& store, const order& from)
    {
        json::object group;
        group["id"] = store.next_id("grp-");
        group["name"] = nullptr;
        group["description"] = nullptr;
        group["organization"] = seeded_organizations[0].id;
        group["group_type"] = text_parameter(from.query, "group_type").value_or("group");
        group["created_at"] = now_as_text();
        group["updated_at"] = group["created_at"];
        group["remote_data"] = {
            {"gid", group["id"]}, {"objectClass", json::array{"example:group"}}, {"members", json::array{}}};
        return create_named(store, resource::groups, std::move(group), from.body);
    }

    static outcome update_group(directory_store& store, const order& from)
    {
        const auto type = text_parameter(from.query, "group_type");
        json::object& group = store.change(resource::groups, from.id);
        write_members(resource::groups, group, from.body);
        if (type)
        {
            group["group_type"] = *type;
        }
        check_unique(store, resource::groups, group, "name");
        touch(group);
        rename_in_users(store, "groups", from.id, group["name"]);
        return {.record = group, .changed_id = from.id};
    }

    static outcome delete_group(directory_store& store, const order& from)
    {
        outcome made = get(store, from);
        erase_group(store, from.id);
        made.changed_id = from.id;
        return made;
    }

    static outcome add_to_group(directory_store& store, const order& from)
    {
        const membership asked = read_membership(from);
        const json::object& group = store.existing(resource::groups, asked.group_id);
        present_user(store, asked.user_id);
        const auto join = [&](json::object& user)
        {
            json::array& groups = list_for(user, "groups");
            if (std::any_of(groups.begin(), groups.end(), has("id", asked.group_id)))
            {
                throw refusal::remote(409, "already_exists",
                                      "The user " + asked.user_id + " is in the group " + asked.group_id + " already");
            }
            groups.push_back(
                {{"id", group.at("id")}, {"name", group.at("name")}, {"organization", group.at("organization")}});
        };
        change_user(store, asked.user_id, join);
        return {.record = group, .changed_id = asked.user_id, .group_id = asked.group_id};
    }

    static outcome remove_from_group(directory_store& store, const order& from)
    {
        const membership asked = read_membership(from);
        const json::object& group = store.existing(resource::groups, asked.group_id);
        change_user(store, asked.user_id,
                    [&](json::object& user)
                    {
                        if (!leave(user, {place::kind::group, asked.group_id}))
                        {
                            throw refusal::remote_not_found("The user " + asked.user_id + " is not in the group " +
                                                            asked.group_id);
                        }
                    });
        return {.record = group, .changed_id = asked.user_id, .group_id = asked.group_id};
    }

    // --- organizations, roles, role assignments ---

    static outcome update_organization(directory_store& store, const order& from)
    {
        json::object& organization = store.change(resource::organizations, from.id);
        write_members(resource::organizations, organization, from.body);
        touch(organization);
        rename_in_users(store, "organizations", from.id, organization["name"]);
        return {.record = organization, .changed_id = from.id};
    }

    static outcome delete_organization(directory_store& store, const order& from)
    {
        json::object record = store.existing(resource::organizations, from.id);
        for (const auto& [place, user] : store.table(resource::users).all())
        {
            if (text_of(user, "status") == "active" && any_in(user, "organizations", has("id", from.id)))
            {
                throw refusal::remote(409, "organization_in_use",
                                      "The organization " + from.id + " still has active users");
            }
        }
        erase_organization(store, from.id);
        return {.record = std::move(record), .changed_id = from.id};
    }

    static outcome create_role(directory_store& store, const order& from)
    {
        json::object role;
        role["id"] = store.next_id("role-");
        role["name"] = nullptr;
        role["label"] = nullptr;
        role["description"] = nullptr;
        role["type"] = "custom";
        role["applicable_in"] = "group";
        role["created_at"] = now_as_text();
        role["updated_at"] = role["created_at"];
        role["remote_data"] = {{"key", role["id"]}};

        const auto license = text_member(from.body, "license", "license");
        outcome made = create_named(store, resource::roles, std::move(role), from.body);
        if (license)
        {
            list_for(store.change(resource::licenses, *license), "roles")
                .push_back({{"id", made.record.at("id")}, {"name", made.record.at("name")}});
        }
        return made;
    }

    static outcome update_role(directory_store& store, const order& from)
    {
        json::object& role = store.change(resource::roles, from.id);
        write_members(resource::roles, role, from.body);
        check_unique(store, resource::roles, role, "name");
        touch(role);
        rename_in_users(store, "roles", from.id, role["name"]);
        return {.record = role, .changed_id = from.id};
    }

    static outcome delete_role(directory_store& store, const order& from)
    {
        json::object record = store.existing(resource::roles, from.id);
        erase_role(store, from.id);
        return {.record = std::move(record), .changed_id = from.id};
    }

    static outcome delete_role_assignment(directory_store& store, const order& from)
    {
        json::object assignment = store.existing(resource::role_assignments, from.id);
        change_user(store, text_of(assignment, "user_id"),
                    [&](json::object& user)
                    {
                        json::array& held = list_for(user, "roles");
                        const auto meant = std::find_if(held.begin(), held.end(), [&](const json::value& each)
                                                        { return settlement::is_about(assignment, each.as_object()); });
                        if (meant != held.end())
                        {
                            held.erase(meant);
                        }
                    });
        return {.record = std::move(assignment), .changed_id = from.id};
    }

private:
    /// Adds a record that has to have a name of its own.
    static outcome create_named(directory_store& store, resource of, json::object record, const json::object& body)
    {
        check_creation(of, body, {"license"});
        write_members(of, record, body);
        if (text_of(record, "name").empty())
        {
            throw refusal::missing("missing_required_body_fields", {"name"});
        }
        check_unique(store, of, record, "name");
        const std::string id{text_of(record, "id")};
        return {.record = store.add(of, std::move(record)), .changed_id = id};
    }

    struct membership
    {
        std::string group_id;
        std::string user_id;
    };

    static membership read_membership(const order& from)
    {
        check_remote_data(from.body);
        auto group_id = text_member(from.body, "group_id", "group_id");
        auto user_id = text_member(from.body, "user_id", "user_id");
        std::vector<std::string> missing;
        if (!group_id)
        {
            missing.emplace_back("group_id");
        }
        if (!user_id)
        {
            missing.emplace_back("user_id");
        }
        if (!missing.empty())
        {
            throw refusal::missing("missing_required_body_fields", missing);
        }
        return {std::move(*group_id), std::move(*user_id)};
    }
};

}  // namespace truto::testing::detail
