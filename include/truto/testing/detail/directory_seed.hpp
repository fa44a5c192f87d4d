#pragma once

#include <truto/testing/detail/history_seed.hpp>
#include <truto/testing/detail/json_access.hpp>
#include <truto/testing/detail/resources.hpp>
#include <truto/testing/detail/seed_parts.hpp>
#include <truto/testing/detail/seed_tables.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/string.hpp>
#include <boost/json/value.hpp>

#include <array>
#include <cstddef>
#include <cstdio>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace truto::testing::detail
{

/// Makes the records. Every call gives the same ones.
class directory_seed
{
public:
    /// Gives each record to `add(resource, record)`, and then `more_users` people without groups, roles and licences.
    template <class Add>
    static void fill(std::size_t more_users, const Add& add)
    {
        std::map<std::string, int, std::less<>> assigned_licenses;
        int assignments = 0;
        for (std::size_t i = 0; i < seeded_users.size(); ++i)
        {
            json::object made = user(seeded_users[i], static_cast<int>(i));
            for_each_word(seeded_users[i].license, [&](std::string_view id) { ++assigned_licenses[std::string{id}]; });
            for_each_assignment(made, assignments,
                                [&](json::object each) { add(resource::role_assignments, std::move(each)); });
            add(resource::users, std::move(made));
        }
        for (std::size_t i = 0; i < more_users; ++i)
        {
            add(resource::users, one_of_many(i));
        }
        for (std::size_t i = 0; i < seeded_groups.size(); ++i)
        {
            add(resource::groups, group(seeded_groups[i], static_cast<int>(i)));
        }
        for (std::size_t i = 0; i < seeded_organizations.size(); ++i)
        {
            add(resource::organizations, organization(seeded_organizations[i], static_cast<int>(i)));
        }
        for (std::size_t i = 0; i < seeded_roles.size(); ++i)
        {
            add(resource::roles, role(seeded_roles[i], static_cast<int>(i)));
        }
        for (std::size_t i = 0; i < seeded_licenses.size(); ++i)
        {
            const seeded_license& from = seeded_licenses[i];
            add(resource::licenses, license(from, assigned_licenses[std::string{from.id}], static_cast<int>(i)));
        }
        for (std::size_t i = 0; i < seeded_workspaces.size(); ++i)
        {
            add(resource::workspaces, workspace(seeded_workspaces[i], static_cast<int>(i)));
        }
        history_seed::fill(add);
    }

private:
    static constexpr std::string_view main_organization = seeded_organizations[0].id;

    static std::string full_name(const seeded_user& from)
    {
        return from.first_name.empty() ? joined(from.last_name) : joined(from.first_name, " ", from.last_name);
    }

    static json::value user_remote_data(const seeded_user& from)
    {
        return {{"id", from.id},
                {"status", native_status(from.status)},
                {"profile",
                 {{"login", from.username},
                  {"email", joined(from.username, "@example.com")},
                  {"displayName", full_name(from)}}}};
    }

    static json::array emails(const seeded_user& from)
    {
        json::array list;
        list.push_back({{"email", joined(from.username, "@example.com")}, {"type", "work"}, {"is_primary", true}});
        if (from.detail == mapped::all)
        {
            list.push_back({{"email", joined(from.username, "@example.net")}, {"type", "home"}, {"is_primary", false}});
        }
        return list;
    }

    static json::array phones(const seeded_user& from, int salt)
    {
        json::array list;
        list.push_back({{"number", from.phone}, {"extension", std::to_string(20 + salt)}, {"type", "work"}});
        if (from.detail == mapped::all)
        {
            list.push_back({{"number", joined(from.phone, "9")}, {"extension", nullptr}, {"type", "mobile"}});
        }
        return list;
    }

    static json::array roles(const seeded_user& from)
    {
        json::array list;
        for_each_word(from.roles,
                      [&](std::string_view word)
                      {
                          const std::size_t at = word.find('@');
                          const std::string_view id = word.substr(0, at);
                          json::object held{{"id", id}, {"name", name_in(seeded_roles, id)}};
                          held["organization"] = from.organization;
                          held["workspace"] = nullptr;
                          held["group"] = nullptr;
                          if (at != std::string_view::npos)
                          {
                              held["workspace"] = "ws-production";
                              held["group"] = word.substr(at + 1);
                          }
                          list.push_back(std::move(held));
                      });
        return list;
    }

    static json::array groups(const seeded_user& from)
    {
        json::array list;
        for_each_word(from.groups,
                      [&](std::string_view id)
                      {
                          list.push_back(
                              {{"id", id}, {"name", name_in(seeded_groups, id)}, {"organization", from.organization}});
                      });
        return list;
    }

    static json::array organizations(const seeded_user& from)
    {
        json::array list;
        for_each_word(from.organization, [&](std::string_view id)
                      { list.push_back({{"id", id}, {"name", name_in(seeded_organizations, id)}}); });
        return list;
    }

    static json::array licenses(const seeded_user& from, int salt)
    {
        json::array list;
        for_each_word(from.license,
                      [&](std::string_view id)
                      {
                          list.push_back({{"id", id},
                                          {"name", name_in(seeded_licenses, id)},
                                          {"organization", from.organization},
                                          {"last_active_at", seeded_moment(2026, salt + 5)}});
                      });
        return list;
    }

    static json::object user(const seeded_user& from, int salt)
    {
        json::object made;
        made["id"] = from.id;
        if (from.detail == mapped::thin)
        {
            made["name"] = full_name(from);
            made["emails"] = nullptr;
            made["status"] = from.status;
            made["remote_data"] = user_remote_data(from);
            return made;
        }

        const bool all = from.detail == mapped::all;
        const std::string number = std::to_string(20400 + salt);
        if (all)
        {
            made["external_id"] = joined("emp-", number);
            made["identifiers"] = {{"employee_number", number}, {"legacy_id", 800 + salt}};
        }
        made["first_name"] = from.first_name;
        made["last_name"] = from.last_name;
        if (!from.title.empty())
        {
            made["title"] = from.title;
        }
        made["name"] = full_name(from);
        made["username"] = from.username;
        made["emails"] = emails(from);
        if (!from.phone.empty())
        {
            made["phones"] = phones(from, salt);
        }
        made["status"] = from.status;
        if (all)
        {
            made["status_changed_at"] = seeded_moment(2024, salt);
        }
        made["is_email_verified"] = from.status != "invited";
        if (all)
        {
            made["is_2fa_enabled"] = salt % 2 == 0;
        }
        made["roles"] = roles(from);
        made["groups"] = groups(from);
        made["organizations"] = organizations(from);
        if (all)
        {
            made["workspaces"] = {{{"id", "ws-production"}, {"name", "Production"}},
                                  {{"id", "ws-sandbox"}, {"name", "Sandbox"}}};
        }
        made["licenses"] = licenses(from, salt);
        made["languages"] = json::array{from.language, "en"};
        if (all)
        {
            made["urls"] = json::array{
                json::object{{"url", joined("https://people.example.com/", from.username)}, {"type", "profile"}}};
            made["avatar"] = joined("https://img.example.com/u/", number, ".png");
            made["bio"] = joined(from.first_name, " has been here for a while.");
        }
        made["timezone"] = from.timezone;
        made["user_type"] = from.roles.find("role-admin") != std::string_view::npos ? "admin" : "end_user";
        if (all)
        {
            made["activated_at"] = seeded_moment(2023, salt);
        }
        made["created_at"] = seeded_moment(2022, salt);
        made["updated_at"] = seeded_moment(2025, salt);
        if (all)
        {
            made["last_active_at"] = seeded_moment(2026, salt + 1);
        }
        if (from.status == "active" || all)
        {
            made["last_login_at"] = seeded_moment(2026, salt);
        }
        made["remote_data"] = user_remote_data(from);
        return made;
    }

    static json::object group(const seeded_group& from, int salt)
    {
        json::array members;
        for (const seeded_user& user : seeded_users)
        {
            for_each_word(user.groups,
                          [&](std::string_view id)
                          {
                              if (id == from.id)
                              {
                                  members.push_back(json::value(user.id));
                              }
                          });
        }

        json::object made;
        made["id"] = from.id;
        made["name"] = from.name;
        made["description"] = from.description;
        made["organization"] = from.organization;
        made["group_type"] = from.type;
        made["created_at"] = seeded_moment(2021, salt);
        made["updated_at"] = seeded_moment(2025, salt);
        made["remote_data"] = {{"gid", from.id}, {"objectClass", json::array{"example:group"}}, {"members", members}};
        return made;
    }

    static json::object organization(const seeded_name& from, int salt)
    {
        json::object made;
        made["id"] = from.id;
        made["name"] = from.name;
        const bool is_main = from.id == main_organization;
        made["pricing_plan"] = is_main ? json::value("business") : json::value(nullptr);
        json::array owned;
        for (const seeded_license& license : seeded_licenses)
        {
            if (is_main || license.unit_amount == 0)
            {
                owned.push_back({{"id", license.id}, {"name", license.name}});
            }
        }
        made["licenses"] = std::move(owned);
        made["created_at"] = seeded_moment(2019, salt);
        made["updated_at"] = seeded_moment(2025, salt + 3);
        made["remote_data"] = {{"login", from.id.substr(4)}, {"seats", is_main ? 155 : 5}};
        return made;
    }

    static json::object role(const seeded_role& from, int salt)
    {
        json::object made;
        made["id"] = from.id;
        made["name"] = from.name;
        made["label"] = from.name;
        made["description"] = from.description;
        made["type"] = "built_in";
        made["applicable_in"] = from.applicable_in;
        made["created_at"] = seeded_moment(2019, salt);
        made["updated_at"] = seeded_moment(2024, salt);
        made["remote_data"] = {{"key", from.id}};
        return made;
    }

    static json::object license(const seeded_license& from, int assigned, int salt)
    {
        json::object made;
        made["id"] = from.id;
        made["name"] = from.name;
        made["description"] = joined("A seat of the ", from.name, " plan");
        made["available_quantity"] = from.available_quantity;
        made["assigned_quantity"] = assigned;
        made["unit_amount"] = from.unit_amount;
        made["currency"] = "EUR";
        made["roles"] = json::array{json::object{{"id", from.role}, {"name", name_in(seeded_roles, from.role)}}};
        made["is_paid"] = from.unit_amount > 0;
        made["status"] = "active";
        made["products"] = json::array{json::object{{"id", "workspace"}, {"name", "Workspace"}, {"status", "active"}}};
        made["created_at"] = seeded_moment(2020, salt);
        made["updated_at"] = seeded_moment(2025, salt);
        made["remote_data"] = {{"sku", from.id}};
        return made;
    }

    static json::object workspace(const seeded_workspace& from, int salt)
    {
        json::object made;
        made["id"] = from.id;
        made["name"] = from.name;
        made["description"] = from.description;
        made["status"] = from.status;
        made["organization"] = {{"id", from.organization}, {"name", name_in(seeded_organizations, from.organization)}};
        made["created_at"] = seeded_moment(2020, salt + 2);
        made["updated_at"] = seeded_moment(2025, salt + 2);
        made["remote_data"] = {{"key", from.id.substr(3)}, {"parent", nullptr}};
        if (!from.parent.empty())
        {
            made["remote_data"].as_object()["parent"] = from.parent;
        }
        return made;
    }

    template <class Visit>
    static void for_each_assignment(const json::object& user, int& number, const Visit& visit)
    {
        const json::array* const held = list_in(user, "roles");
        for (std::size_t i = 0; held != nullptr && i < held->size(); ++i)
        {
            const json::object& each = (*held)[i].as_object();
            json::value group_type;
            for (const seeded_group& group : seeded_groups)
            {
                group_type = group.id == text_of(each, "group") ? json::value(group.type) : std::move(group_type);
            }
            visit(role_assignment("ra-" + std::to_string(++number), text_of(user, "id"), each, std::move(group_type),
                                  text_of(user, "created_at")));
        }
    }

    // Somebody like everybody else. What they have is little, so that an organization of 10,000 is made in a moment.
    static json::object one_of_many(std::size_t number)
    {
        static constexpr std::array<std::string_view, 8> first_names = {"Alex", "Noor",  "Robin", "Sasha",
                                                                        "Kim",  "Jules", "Ari",   "Sam"};
        static constexpr std::array<std::string_view, 10> last_names = {
            "Abara", "Bianchi", "Castillo", "Dahl", "Eriksen", "Fofana", "Gupta", "Horvat", "Ito", "Jansen"};

        std::array<char, 24> id{};
        std::snprintf(id.data(), id.size(), "00x%06zu", number + 1);
        const std::string_view first = first_names[number % first_names.size()];
        const std::string_view last = last_names[number / first_names.size() % last_names.size()];
        const std::string email = joined(id.data(), "@example.com");

        json::object made;
        made["id"] = id.data();
        made["first_name"] = first;
        made["last_name"] = last;
        made["name"] = joined(first, " ", last);
        made["username"] = id.data();
        made["emails"] = json::array{json::object{{"email", email}, {"type", "work"}, {"is_primary", true}}};
        made["status"] = "active";
        made["roles"] = json::array{};
        made["groups"] = json::array{};
        made["organizations"] = json::array{
            json::object{{"id", main_organization}, {"name", name_in(seeded_organizations, main_organization)}}};
        made["licenses"] = json::array{};
        made["created_at"] = seeded_moment(2022, static_cast<int>(number % 3000));
        made["updated_at"] = seeded_moment(2025, static_cast<int>(number % 3000));
        made["remote_data"] = {{"id", id.data()}, {"status", "ACTIVE"}};
        return made;
    }
};

}  // namespace truto::testing::detail
