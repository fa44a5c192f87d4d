#include <truto/testing/directory_simulator.hpp>

#include <boost/json.hpp>

#include <doctest/doctest.h>
#include <set>
#include <string>

#include "support/simulator_client.hpp"

using namespace truto::test;

namespace
{

using client = plain_client;
using ids = std::set<std::string>;

}  // namespace

TEST_CASE("roles can be named in the body and in the query, in every encoding")
{
    struct row
    {
        const char* what;
        std::string query;
        std::string body;
        unsigned status;
        ids left;
    };
    // The leaver holds role-admin in the organization, and role-viewer in grp-platform and ws-production.
    const ids both = {"role-admin", "role-viewer"};
    const ids viewer = {"role-viewer"};
    const ids admin = {"role-admin"};
    const row rows[] = {
        {"body", "", R"({"id":"00u7k2","roles":[{"id":"role-admin"}]})", 200, viewer},
        {"body, two roles", "", R"({"id":"00u7k2","roles":[{"id":"role-admin"},{"id":"role-viewer"}]})", 200, {}},
        {"query, indices", "id=00u7k2&roles[0][id]=role-admin", "", 200, viewer},
        {"query, two by indices", "id=00u7k2&roles[0][id]=role-admin&roles[1][id]=role-viewer", "{}", 200, {}},
        {"query, brackets encoded", "id=00u7k2&roles%5B0%5D%5Bid%5D=role%2Dadmin", "", 200, viewer},
        {"query, empty brackets", "id=00u7k2&roles[][id]=role-admin&roles[][name]=x", "", 200, viewer},
        {"query, empty brackets merge two roles", "id=00u7k2&roles[][id]=role-admin&roles[][id]=role-viewer", "", 400,
         both},
        {"id in the query, roles in the body", "id=00u7k2", R"({"roles":[{"id":"role-admin"}]})", 200, viewer},
        {"id in the body, roles in the query", "roles[0][id]=role-admin", R"({"id":"00u7k2"})", 200, viewer},
        {"the body comes first", "id=00u1xw&roles[0][id]=role-member",
         R"({"id":"00u7k2","roles":[{"id":"role-admin"}]})", 200, viewer},
        {"an empty list in the body is none", "roles[0][id]=role-admin", R"({"id":"00u7k2","roles":[]})", 200, viewer},
        {"by name", "", R"({"id":"00u7k2","roles":[{"name":"Administrator"}]})", 200, viewer},
        {"the id decides, not the name", "", R"({"id":"00u7k2","roles":[{"id":"role-admin","name":"x"}]})", 200,
         viewer},
        {"the same role twice", "", R"({"id":"00u7k2","roles":[{"id":"role-admin"},{"id":"role-admin"}]})", 200,
         viewer},

        {"held in the group", "", R"({"id":"00u7k2","roles":[{"id":"role-viewer","group":"grp-platform"}]})", 200,
         admin},
        {"null is as if not given", "", R"({"id":"00u7k2","roles":[{"id":"role-viewer","group":null}]})", 200, admin},
        {"held in another group", "", R"({"id":"00u7k2","roles":[{"id":"role-viewer","group":"grp-finance"}]})", 404,
         both},
        {"held in the workspace", "workspace_id=ws-production", R"({"id":"00u7k2","roles":[{"id":"role-viewer"}]})",
         200, admin},
        {"the workspace may be a group", "workspace_id=grp-platform",
         R"({"id":"00u7k2","roles":[{"id":"role-viewer"}]})", 200, admin},
        {"not held in the workspace", "workspace_id=ws-production", R"({"id":"00u7k2","roles":[{"id":"role-admin"}]})",
         404, both},
        {"held in the organization", "",
         R"({"id":"00u7k2","roles":[{"id":"role-admin"}],"organizations":[{"id":"org-quillmoor"}]})", 200, viewer},
        {"held in another organization", "",
         R"({"id":"00u7k2","roles":[{"id":"role-admin"}],"organizations":[{"id":"org-labs"}]})", 404, both},

        {"one of two is not held", "", R"({"id":"00u7k2","roles":[{"id":"role-admin"},{"id":"role-billing"}]})", 404,
         both},
        {"no such user", "", R"({"id":"nobody","roles":[{"id":"role-admin"}]})", 404, both},
        {"roles are text", "", R"({"id":"00u7k2","roles":["role-admin"]})", 400, both},
        {"roles are one object", "", R"({"id":"00u7k2","roles":{"id":"role-admin"}})", 400, both},
        {"a number for an id", "", R"({"id":7,"roles":[{"id":"role-admin"}]})", 400, both},
        {"a number for a role", "", R"({"id":"00u7k2","roles":[{"id":7}]})", 400, both},
        {"organizations are text", "", R"({"id":"00u7k2","roles":[{"id":"role-admin"}],"organizations":"x"})", 400,
         both},
        {"two ids", "id=00u7k2&id=00u1xw&roles[0][id]=role-admin", "", 400, both},
    };

    for (const row& r : rows)
    {
        CAPTURE(r.what);
        const directory_simulator sim;
        client api{sim};

        const auto answer = api.call("POST", "/users/unassign-role", r.body, r.query);
        CHECK_MESSAGE(answer.status() == r.status, answer.text());
        CHECK(ids_in(sim.user("00u7k2"), "roles") == r.left);
        if (r.status == 200)
        {
            CHECK(answer.body() == sim.user("00u7k2"));
        }
        if (r.status == 404)
        {
            CHECK(answer.at({"truto_is_remote_error"}) == true);
        }
    }
}

TEST_CASE("more than 20 roles in a query are no array any more, as with the model of the parser")
{
    const directory_simulator sim;
    client api{sim};

    const auto roles = [](int count)
    {
        std::string query = "id=00u7k2";
        for (int i = 0; i < count; ++i)
        {
            query += "&roles[" + std::to_string(i) + "][id]=role-admin";
        }
        return query;
    };
    CHECK(api.call("POST", "/users/unassign-role", "", roles(21)).status() == 400);
    CHECK(api.call("POST", "/users/unassign-role", "", roles(20)).status() == 200);
}

TEST_CASE("deleting a user marks it as deleted and ends everything it was part of")
{
    const directory_simulator sim;
    const auto& seeded = sim.seeded();
    client api{sim};
    const json::value before = sim.user(seeded.leaver);

    const auto answer = api.call("DELETE", "/users/" + seeded.leaver);
    CHECK(answer.status() == 200);
    CHECK(answer.body() == sim.user(seeded.leaver));
    CHECK(answer.at({"status"}) == "deleted");
    CHECK(answer.at({"name"}) == "Ines Okafor");
    CHECK(answer.at({"remote_data", "status"}) == "DEPROVISIONED");
    CHECK(answer.at({"updated_at"}) != before.at("updated_at"));
    CHECK(answer.at({"updated_at"}) == answer.at({"status_changed_at"}));
    for (const char* list : {"groups", "organizations", "workspaces", "roles", "licenses"})
    {
        CAPTURE(list);
        CHECK_FALSE(before.at(list).as_array().empty());
        CHECK(answer.at({list}) == json::array{});
    }
    CHECK(members_of(sim, seeded.group).count(seeded.leaver) == 0);
    CHECK(members_of(sim, seeded.second_group).count(seeded.leaver) == 0);
    CHECK(sim.users().size() == 36);

    CHECK(api.call("DELETE", "/users/" + seeded.leaver).status() == 404);
    CHECK(api.call("DELETE", "/users/" + seeded.deleted_user).status() == 404);
    CHECK(api.call("DELETE", "/users/nobody").status() == 404);
}

TEST_CASE("deleting a user can be limited to one place")
{
    struct row
    {
        const char* what;
        std::string query;
        unsigned status;
        ids groups;
        ids roles;
        ids workspaces;
    };
    const ids groups = {"grp-platform", "grp-security"};
    const ids roles = {"role-admin", "role-viewer"};
    const ids workspaces = {"ws-production", "ws-sandbox"};
    const ids security = {"grp-security"};
    const row rows[] = {
        {"group", "remove_from=group&remove_from_id=grp-platform", 200, security, roles, workspaces},
        {"group by group_id", "remove_from=group&group_id=grp-platform", 200, security, roles, workspaces},
        {"group_id alone", "group_id=grp-platform", 200, security, roles, workspaces},
        {"organization", "remove_from=organization&remove_from_id=org-quillmoor", 200, {}, {}, workspaces},
        {"organization by organization_id",
         "remove_from=organization&organization_id=org-quillmoor",
         200,
         {},
         {},
         workspaces},
        {"organization_id alone", "organization_id=org-quillmoor", 200, {}, {}, workspaces},
        {"workspace_id alone", "workspace_id=ws-production", 200, groups, {"role-admin"}, {"ws-sandbox"}},
        {"workspace alone", "workspace=ws-sandbox", 200, groups, roles, {"ws-production"}},
        {"two places", "group_id=grp-platform&workspace_id=ws-sandbox", 200, security, roles, {"ws-production"}},
        {"what other integrations read is let through",
         "group_id=grp-platform&product=x&user_type=y&emails[0][email]=z", 200, security, roles, workspaces},

        {"not in the group", "group_id=grp-finance", 404, groups, roles, workspaces},
        {"not in one of two places", "group_id=grp-platform&workspace_id=ws-none", 404, groups, roles, workspaces},
        {"not in the organization", "organization_id=org-labs", 404, groups, roles, workspaces},
        {"remove_from alone", "remove_from=group", 400, groups, roles, workspaces},
        {"remove_from with the wrong id", "remove_from=group&organization_id=org-quillmoor", 400, groups, roles,
         workspaces},
        {"remove_from_id alone", "remove_from_id=grp-platform", 400, groups, roles, workspaces},
        {"an unknown kind", "remove_from=planet&remove_from_id=mars", 400, groups, roles, workspaces},
        {"two groups", "group_id=grp-platform&group_id=grp-security", 400, groups, roles, workspaces},
    };

    for (const row& r : rows)
    {
        CAPTURE(r.what);
        const directory_simulator sim;
        client api{sim};

        const auto answer = api.call("DELETE", "/users/00u7k2", "", r.query);
        CHECK_MESSAGE(answer.status() == r.status, answer.text());
        const json::value user = sim.user("00u7k2");
        CHECK(user.at("status") == "active");
        CHECK(ids_in(user, "groups") == r.groups);
        CHECK(ids_in(user, "roles") == r.roles);
        CHECK(ids_in(user, "workspaces") == r.workspaces);
        CHECK((members_of(sim, "grp-platform").count("00u7k2") == 1) == (r.groups.count("grp-platform") == 1));
        CHECK((members_of(sim, "grp-security").count("00u7k2") == 1) == (r.groups.count("grp-security") == 1));
        if (r.status == 200)
        {
            CHECK(answer.body() == user);
        }
    }
}

TEST_CASE("a user is created with what the body says, and can be read, listed and deleted")
{
    const directory_simulator sim;
    client api{sim};
    const auto made = api.call("POST", "/users", R"({
        "first_name": "Ana", "last_name": "Ferreira", "username": "ana", "password": "correct horse",
        "description": "Plans", "emails": [{"email": "ana@example.com", "type": "work", "is_primary": true}],
        "phones": [{"number": "+46700000456", "extension": null}], "languages": ["sv-SE"], "timezone": "Europe/Oslo",
        "group": 3, "groups": [{"id": "grp-labs"}, {"name": "Finance"}, {"id": "grp-labs"}],
        "roles": [{"id": "role-viewer", "group": "grp-labs"}, {"name": "Billing", "workspace": "ws-sandbox"}],
        "remote_data": {"locale": "sv", "id": "not this one"}})",
                               "organization_id=org-labs&workspace_id=ws-bench");
    REQUIRE(made.status() == 201);
    const std::string id = text(made.at({"id"}));
    CHECK(made.body() == sim.user(id));
    CHECK(made.at({"name"}) == "Ana Ferreira");
    CHECK(made.at({"bio"}) == "Plans");
    CHECK(made.at({"status"}) == "active");
    CHECK(made.at({"created_at"}) == made.at({"updated_at"}));
    CHECK(made.text().find("correct horse") == std::string::npos);
    CHECK(made.at({"remote_data"}) ==
          json::value{{"id", id},
                      {"status", "ACTIVE"},
                      {"locale", "sv"},
                      {"profile", {{"login", "ana"}, {"email", "ana@example.com"}, {"displayName", "Ana Ferreira"}}}});
    CHECK(ids_in(made.body(), "groups") == ids{"grp-labs", "grp-finance"});
    CHECK(ids_in(made.body(), "organizations") == ids{"org-labs"});
    CHECK(ids_in(made.body(), "workspaces") == ids{"ws-bench"});
    CHECK(ids_in(made.body(), "roles") == ids{"role-viewer", "role-billing"});

    // … and everybody else knows.
    CHECK(members_of(sim, "grp-labs").count(id) == 1);
    CHECK(members_of(sim, "grp-finance").count(id) == 1);
    CHECK(api.call("GET", "/users/" + id).body() == made.body());
    CHECK(api.call("GET", "/users", "", "emails=ana@example.com").at({"result_count"}) == 1);
    const auto assigned = api.call("GET", "/role_assignments", "", "role_id=role-viewer&group_id=grp-labs&limit=100");
    CHECK(assigned.at({"result_count"}) == 2);
    CHECK(api.call("DELETE", "/users/" + id).status() == 200);
    CHECK(members_of(sim, "grp-labs").count(id) == 0);
    CHECK(api.call("GET", "/role_assignments", "", "role_id=role-viewer&group_id=grp-labs").at({"result_count"}) == 1);
}

TEST_CASE("bodies that create or change users are checked, and nothing comes of those that are wrong")
{
    struct row
    {
        const char* what;
        std::string body;
        unsigned status;
        std::string message;
    };
    const std::string address = R"("emails":[{"email":"a@example.com"}])";
    const row rows[] = {
        {"nothing", "{}", 400, "name, emails are required"},
        {"no name", "{" + address + "}", 400, "name is required"},
        {"no address", R"({"name":"A"})", 400, "emails is required"},
        {"no addresses", R"({"last_name":"A","emails":[]})", 400, "emails is required"},
        {"a number for a name", R"({"first_name":1,)" + address + "}", 400, "first_name must be a string"},
        {"a text for addresses", R"({"name":"A","emails":"a@example.com"})", 400, "emails must be an array of objects"},
        {"a number for an address", R"({"name":"A","emails":[{"email":1}]})", 400, "emails[0].email must be a string"},
        {"a text for a truth", R"({"name":"A","emails":[{"is_primary":"yes"}]})", 400,
         "emails[0].is_primary must be true or false"},
        {"numbers for languages", R"({"name":"A","languages":[1],)" + address + "}", 400,
         "languages must be an array of strings"},
        {"a text for the group", R"({"name":"A","group":"g",)" + address + "}", 400, "group must be an integer"},
        {"no object for the provider", R"({"name":"A","remote_data":[],)" + address + "}", 400,
         "remote_data must be an object"},
        {"null, where nothing is yet", R"({"name":"A","title":null,)" + address + "}", 400, "title must not be null"},
        {"null for roles", R"({"name":"A","roles":null,)" + address + "}", 400, "roles must not be null"},
        {"a time that is none", R"({"name":"A","created_at":"soon",)" + address + "}", 400,
         "created_at must be a time in ISO 8601"},
        {"a role without id and name", R"({"name":"A","roles":[{}],)" + address + "}", 400, "roles[0].id is required"},
        {"a role that is not there", R"({"name":"A","roles":[{"id":"x"}],)" + address + "}", 404,
         "There is no role with the id x"},
        {"a role in a group that is not there",
         R"({"name":"A","roles":[{"id":"role-admin","group":"x"}],)" + address + "}", 404,
         "There is no group with the id x"},
        {"a group by a name that is not there", R"({"name":"A","groups":[{"name":"x"}],)" + address + "}", 404,
         "There is no group with the name x"},
        {"an address that is taken", R"({"name":"A","emails":[{"email":"ines.okafor@example.com"}]})", 409,
         "There already is a user with emails.email ines.okafor@example.com"},
    };
    const directory_simulator sim;
    const json::array before = sim.users();
    const json::array groups = sim.groups();
    client api{sim};
    for (const row& r : rows)
    {
        CAPTURE(r.what);
        const auto answer = api.call("POST", "/users", r.body);
        CHECK(answer.status() == r.status);
        CHECK(text(answer.at({"message"})).substr(0, r.message.size()) == r.message);
        CHECK(answer.at({"truto_is_remote_error"}).is_null() == (r.status == 400));
    }
    CHECK(api.call("POST", "/users", "{\"name\":\"A\"," + address + "}", "organization_id=x").status() == 404);
    CHECK(api.call("POST", "/users", "{\"name\":\"A\"," + address + "}", "workspace_id=x").status() == 404);
    CHECK(api.call("PATCH", "/users/00u7k2", R"({"roles":[{"id":"role-admin"},{"id":"x"}]})").status() == 404);
    CHECK(api.call("PATCH", "/users/00u7k2", R"({"emails":[{"email":"wei.zhang@example.com"}]})").status() == 409);
    CHECK(api.call("PATCH", "/users/00u7k2", R"({"name":[]})").status() == 400);
    CHECK(api.call("PATCH", "/users/00ui0s", R"({"name":"Gone"})").status() == 404);
    CHECK(api.call("PATCH", "/users/nobody", R"({"name":"Gone"})").status() == 404);
    CHECK(sim.users() == before);
    CHECK(sim.groups() == groups);
    CHECK(sim.effect_count() == 0);
}

TEST_CASE("the address of somebody who was deleted is free again")
{
    const directory_simulator sim;
    client api{sim};
    const std::string body = R"({"name":"Other","emails":[{"email":"ines.okafor@example.com"}]})";
    CHECK(api.call("POST", "/users", body).status() == 409);
    CHECK(api.call("DELETE", "/users/00u7k2").status() == 200);
    const auto made = api.call("POST", "/users", body);
    CHECK(made.status() == 201);
    CHECK(made.at({"status"}) == "invited");
    CHECK(made.at({"remote_data", "status"}) == "PROVISIONED");
}

TEST_CASE("a change says what is new, null clears, and what is not mentioned stays")
{
    const directory_simulator sim;
    client api{sim};
    const json::value before = sim.user("00u7k2");

    const auto named = api.call("PATCH", "/users/00u7k2", R"({"first_name":"Inês","avatar":null,"id":"x"})");
    REQUIRE(named.status() == 200);
    CHECK(named.body() == sim.user("00u7k2"));
    CHECK(named.at({"name"}) == "Inês Okafor");
    CHECK(named.at({"remote_data", "profile", "displayName"}) == "Inês Okafor");
    CHECK(named.at({"avatar"}).is_null());
    CHECK(named.at({"updated_at"}) != before.at("updated_at"));
    for (const char* same : {"id", "last_name", "emails", "phones", "roles", "groups", "status", "created_at", "bio"})
    {
        CAPTURE(same);
        CHECK(named.at({same}) == before.at(same));
    }

    const auto moved =
        api.call("PATCH", "/users/00u7k2",
                 R"({"groups":[{"id":"grp-security"},{"id":"grp-people"}],"roles":[{"id":"role-billing"}]})");
    REQUIRE(moved.status() == 200);
    CHECK(ids_in(moved.body(), "groups") == ids{"grp-security", "grp-people"});
    CHECK(members_of(sim, "grp-platform").count("00u7k2") == 0);
    CHECK(members_of(sim, "grp-security").count("00u7k2") == 1);
    CHECK(members_of(sim, "grp-people").count("00u7k2") == 1);
    CHECK(sim.record("role_assignments", "ra-1").is_null());
    CHECK(ids_in(moved.body(), "roles") == ids{"role-billing"});

    CHECK(api.call("PATCH", "/users/00u7k2", R"({"roles":null})", "groups[0][id]=grp-labs").status() == 200);
    CHECK(ids_in(sim.user("00u7k2"), "groups") == ids{"grp-labs"});
    CHECK(ids_in(sim.user("00u7k2"), "roles") == ids{});
    CHECK(api.call("PATCH", "/users/00u7k2", "{}", "organization_id=org-labs").status() == 404);
    CHECK(api.call("PATCH", "/users/00ut6m", R"({"groups":[{"id":"grp-labs"}]})").status() == 200);
    CHECK(members_of(sim, "grp-labs").count("00ut6m") == 1);
}

TEST_CASE("a deactivated user keeps everything but the status")
{
    const directory_simulator sim;
    client api{sim};
    const auto answer = api.call("POST", "/users/deactivate", R"({"user_id":"00u7k2"})", "actor=it@example.com");
    CHECK(answer.status() == 200);
    CHECK(answer.at({"status"}) == "inactive");
    CHECK(answer.at({"remote_data", "status"}) == "SUSPENDED");
    CHECK(answer.at({"status_changed_at"}) == answer.at({"updated_at"}));
    CHECK(ids_in(answer.body(), "groups").size() == 2);

    CHECK(api.call("POST", "/users/deactivate", R"({"user_id":"00ui0s"})").status() == 404);
    CHECK(api.call("POST", "/users/deactivate", R"({"user_id":"nobody"})").status() == 404);
    CHECK(api.call("POST", "/users/deactivate", "{}")
              .at({"truto_error_insight", "missing_required_body_fields", "value"}) == json::array{"user_id"});
}

TEST_CASE("a user is moved to a lesser licence, a lesser role, or both")
{
    struct row
    {
        std::string query;
        std::string body;
        unsigned status;
        ids licenses;
        ids roles;
    };
    const ids license = {"lic-enterprise"};
    const ids roles = {"role-admin", "role-viewer"};
    const row rows[] = {
        {"user_id=00u7k2&license_id=lic-guest", "{}", 200, {"lic-guest"}, roles},
        {"user_id=00u7k2&role_id=role-viewer", "", 200, license, {"role-viewer"}},
        {"user_id=00u7k2&license_id=lic-guest&role_id=role-member", "{}", 200, {"lic-guest"}, {"role-member"}},
        {"user_id=00u7k2&role_id=role-member&workspace_id=ws-production",
         "{}",
         200,
         license,
         {"role-admin", "role-member"}},
        {"", R"({"user_id":"00u7k2","role_id":"role-member"})", 200, license, {"role-member"}},
        {"license_id=lic-guest", "{}", 400, license, roles},
        {"user_id=00u7k2", "{}", 400, license, roles},
        {"user_id=00u7k2&license_id=x", "{}", 404, license, roles},
        {"user_id=00u7k2&license_id=lic-guest&role_id=x", "{}", 404, license, roles},
        {"user_id=00u7k2&role_id=role-member&workspace_id=x", "{}", 404, license, roles},
        {"user_id=nobody&license_id=lic-guest", "{}", 404, license, roles},
    };
    for (const row& r : rows)
    {
        CAPTURE(r.query);
        const directory_simulator sim;
        client api{sim};
        const auto guests = [&] { return sim.record("licenses", "lic-guest").at("assigned_quantity").as_int64(); };
        const auto before = guests();
        const auto answer = api.call("POST", "/users/downgrade", r.body, r.query);
        CHECK_MESSAGE(answer.status() == r.status, answer.text());
        CHECK(ids_in(sim.user("00u7k2"), "licenses") == r.licenses);
        CHECK(ids_in(sim.user("00u7k2"), "roles") == r.roles);
        CHECK(guests() - before == (r.licenses.count("lic-guest") != 0 ? 1 : 0));
    }
}

TEST_CASE("there are no more seats than a licence has")
{
    directory_simulator sim;
    client api{sim};
    std::set<unsigned> statuses;
    for (int i = 0; i < 10; ++i)
    {
        const std::string id = "u-" + std::to_string(i);
        sim.add_user(id);
        statuses.insert(api.call("POST", "/users/downgrade", "{}", "license_id=lic-enterprise&user_id=" + id).status());
    }
    CHECK(statuses == std::set<unsigned>{200, 409});
    CHECK(sim.record("licenses", "lic-enterprise").at("assigned_quantity") == 15);
}
