#pragma once

// The operations on users: what they do to the directory's records.

#include <truto/testing/detail/filters.hpp>
#include <truto/testing/detail/operation.hpp>
#include <truto/testing/detail/parameters.hpp>
#include <truto/testing/detail/record_writes.hpp>
#include <truto/testing/detail/refusal.hpp>
#include <truto/testing/detail/relations.hpp>
#include <truto/testing/detail/role_selection.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace truto::testing::detail
{

/// The operations on users, by the names of the description; see directory_operations.
struct user_operations
{
    static outcome create(directory_store& store, const order& from)
    {
        check_creation(resource::users, from.body, {"groups", "roles"});
        const std::string id = store.next_id("usr-");
        json::object user = empty_user(store, from, id);
        write_members(resource::users, user, from.body);
        complete_name(user, from.body);

        std::vector<std::string> missing;
        if (text_of(user, "name").empty())
        {
            missing.emplace_back("name");
        }
        const json::array* const addresses = list_in(user, "emails");
        if (addresses == nullptr || addresses->empty())
        {
            missing.emplace_back("emails");
        }
        if (!missing.empty())
        {
            throw refusal::missing("missing_required_body_fields", missing);
        }
        check_unique(store, resource::users, user, "emails.email");
        write_native(user);
        user["groups"] = groups_from(store, from.body);
        user["roles"] = roles_from(store, from.body, first_id(user, "organizations"));
        const json::object& made = store.add(resource::users, std::move(user));
        settlement::settle(store, {}, made);
        return {.record = made, .changed_id = id};
    }

    static outcome update(directory_store& store, const order& from)
    {
        static_cast<void>(text_member(from.body, "id", "id"));
        for (const char* name : {"workspace", "user_id"})
        {
            static_cast<void>(text_parameter(from.query, name));
        }
        if (!record_filter{store, resource::users, from.query}.accepts(present_user(store, from.id)))
        {
            throw refusal::remote_not_found("The user " + from.id + " is not there");
        }

        const json::object& changed =
            change_user(store, from.id,
                        [&](json::object& user)
                        {
                            write_members(resource::users, user, from.body);
                            complete_name(user, from.body);
                            if (from.body.contains("groups") || from.query.contains("groups"))
                            {
                                user["groups"] =
                                    groups_from(store, from.body.contains("groups") ? from.body : from.query);
                            }
                            if (from.body.contains("roles"))
                            {
                                user["roles"] = roles_from(store, from.body, first_id(user, "organizations"));
                            }
                            write_native(user);
                        });
        check_unique(store, resource::users, changed, "emails.email");
        return {.record = changed, .changed_id = from.id};
    }

    static outcome remove(directory_store& store, const order& from)
    {
        for (const char* ignored : {"product", "user_type"})
        {
            static_cast<void>(text_parameter(from.query, ignored));
        }
        const std::vector<place> places = read_places(from.query);
        present_user(store, from.id);
        const json::object& changed =
            change_user(store, from.id,
                        [&](json::object& user)
                        {
                            for (const place& each : places)
                            {
                                if (!leave(user, each))
                                {
                                    throw refusal::remote_not_found("The user " + from.id + " is not in " + each.id);
                                }
                            }
                            if (places.empty())
                            {
                                for (const char* list : {"groups", "organizations", "workspaces", "roles", "licenses"})
                                {
                                    erase_from_list(user, list, [](const json::value&) { return true; });
                                }
                                set_status(user, "deleted");
                            }
                        });
        return {.record = changed, .changed_id = from.id};
    }

    static outcome unassign_role(directory_store& store, const order& from)
    {
        check_remote_data(from.body);
        role_scope scope;
        scope.workspace_or_group = text_parameter(from.query, "workspace_id");
        for_each_object(from.body, "organizations",
                        [&](const json::object& element, const std::string& path)
                        {
                            static_cast<void>(text_member(element, "name", path + ".name"));
                            if (auto id = text_member(element, "id", path + ".id"))
                            {
                                scope.organizations.push_back(std::move(*id));
                            }
                        });

        // Both places are checked, also when the body alone decides.
        const auto query_id = text_parameter(from.query, "id");
        const auto body_id = text_member(from.body, "id", "id");
        const auto query_roles = read_roles(from.query);
        const auto body_roles = read_roles(from.body);
        const auto& user_id = body_id ? body_id : query_id;
        const auto& roles = body_roles.empty() ? query_roles : body_roles;

        std::vector<std::string> missing;
        if (!user_id)
        {
            missing.emplace_back("id");
        }
        if (roles.empty())
        {
            missing.emplace_back("roles");
        }
        if (!missing.empty())
        {
            throw refusal::missing("missing_required_body_fields", missing);
        }
        const json::object& changed =
            change_user(store, *user_id, [&](json::object& user) { take_roles(user, roles, scope); });
        return {.record = changed, .changed_id = *user_id};
    }

    static outcome deactivate(directory_store& store, const order& from)
    {
        check_remote_data(from.body);
        static_cast<void>(text_parameter(from.query, "actor"));
        const std::string user_id = text_member(from.body, "user_id", "user_id").value_or("");
        if (user_id.empty())
        {
            throw refusal::missing("missing_required_body_fields", {"user_id"});
        }

        present_user(store, user_id);
        const json::object& changed =
            change_user(store, user_id, [](json::object& user) { set_status(user, "inactive"); });
        return {.record = changed, .changed_id = user_id};
    }

    // Everything is in the query; an older version of the API had it in the body.
    static outcome downgrade(directory_store& store, const order& from)
    {
        check_remote_data(from.body);
        const auto given = [&](std::string_view name)
        {
            const auto in_query = text_parameter(from.query, name);
            return in_query ? in_query : text_member(from.body, name, name);
        };
        const auto user_id = given("user_id");
        const auto license_id = given("license_id");
        const auto role_id = given("role_id");
        const auto workspace_id = given("workspace_id");
        if (!user_id)
        {
            throw refusal::missing("missing_required_query_parameters", {"user_id"});
        }
        if (!license_id && !role_id)
        {
            throw refusal::missing("missing_required_query_parameters", {"license_id", "role_id"});
        }

        present_user(store, *user_id);
        const json::object& changed = change_user(store, *user_id,
                                                  [&](json::object& user)
                                                  {
                                                      if (license_id)
                                                      {
                                                          replace_licenses(store, user, *license_id);
                                                      }
                                                      if (role_id)
                                                      {
                                                          replace_roles(store, user, *role_id, workspace_id);
                                                      }
                                                  });
        return {.record = changed, .changed_id = *user_id};
    }

private:
    static std::string_view first_id(const json::object& record, std::string_view list)
    {
        const json::array* const elements = list_in(record, list);
        return elements != nullptr && !elements->empty() ? text_of(elements->front().as_object(), "id")
                                                         : std::string_view{};
    }

    static json::object empty_user(const directory_store& store, const order& from, const std::string& id)
    {
        const auto organization_id = text_parameter(from.query, "organization_id");
        const auto workspace_id = text_parameter(from.query, "workspace_id");
        const json::object& organization =
            store.existing(resource::organizations, organization_id ? *organization_id : seeded_organizations[0].id);

        json::object user;
        user["id"] = id;
        user["name"] = nullptr;
        user["username"] = nullptr;
        user["emails"] = json::array{};
        // Whoever has no password yet has to follow an invitation.
        user["status"] = from.body.contains("password") ? "active" : "invited";
        user["is_email_verified"] = false;
        user["roles"] = json::array{};
        user["groups"] = json::array{};
        user["organizations"] =
            json::array{json::object{{"id", organization.at("id")}, {"name", organization.at("name")}}};
        user["workspaces"] = json::array{};
        if (workspace_id)
        {
            const json::object& workspace = store.existing(resource::workspaces, *workspace_id);
            list_for(user, "workspaces").push_back({{"id", workspace.at("id")}, {"name", workspace.at("name")}});
        }
        user["licenses"] = json::array{};
        user["user_type"] = "end_user";
        user["created_at"] = now_as_text();
        user["updated_at"] = user["created_at"];
        user["remote_data"] = json::object{};
        return user;
    }

    // A name that is not given follows from its parts.
    static void complete_name(json::object& user, const json::object& body)
    {
        if (!body.contains("name") && (body.contains("first_name") || body.contains("last_name")))
        {
            const std::string_view first = text_of(user, "first_name");
            const std::string_view last = text_of(user, "last_name");
            user["name"] = joined(first, first.empty() || last.empty() ? "" : " ", last);
        }
    }

    static void take_roles(json::object& user, const std::vector<role_selector>& selectors, const role_scope& scope)
    {
        const json::object before = user;
        for (const role_selector& selector : selectors)
        {
            const auto is_meant = [&](const json::value& held)
            { return held.is_object() && matches(held.get_object(), selector) && within(held.get_object(), scope); };
            // The same role named twice is taken once, as long as the user held it when the request came.
            if (erase_from_list(user, "roles", is_meant) == 0 && !any_in(before, "roles", is_meant))
            {
                throw refusal::remote_not_found("The user " + std::string{text_of(user, "id")} +
                                                " does not hold the role " +
                                                selector.id.value_or(selector.name.value_or("")));
            }
        }
    }

    static void replace_licenses(const directory_store& store, json::object& user, const std::string& license_id)
    {
        const json::object& license = store.existing(resource::licenses, license_id);
        const bool has_it = any_in(user, "licenses", has("id", license_id));
        if (!has_it &&
            license.at("assigned_quantity").to_number<double>() >= license.at("available_quantity").to_number<double>())
        {
            throw refusal::remote(409, "no_seat_left", "There is no seat left of " + license_id);
        }
        const std::string_view organization = first_id(user, "organizations");
        user["licenses"] =
            json::array{json::object{{"id", license.at("id")},
                                     {"name", license.at("name")},
                                     {"organization", organization.empty() ? json::value{} : json::value(organization)},
                                     {"last_active_at", nullptr}}};
    }

    // Of a workspace, if one is given: else, the user has that role and no other.
    static void replace_roles(const directory_store& store, json::object& user, const std::string& role_id,
                              const std::optional<std::string>& workspace_id)
    {
        const json::object& role = store.existing(resource::roles, role_id);
        const std::string_view organization = first_id(user, "organizations");
        json::object held{{"id", role.at("id")}, {"name", role.at("name")}};
        held["organization"] = organization.empty() ? json::value{} : json::value(organization);
        held["workspace"] = nullptr;
        held["group"] = nullptr;
        if (workspace_id)
        {
            held["workspace"] = store.existing(resource::workspaces, *workspace_id).at("id");
            erase_from_list(user, "roles", has("workspace", *workspace_id));
        }
        else
        {
            list_for(user, "roles").clear();
        }
        list_for(user, "roles").push_back(std::move(held));
    }
};

}  // namespace truto::testing::detail
