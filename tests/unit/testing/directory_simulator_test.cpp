#include <truto/testing/certificate_authority.hpp>
#include <truto/testing/directory_simulator.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http.hpp>
#include <boost/json.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <doctest/doctest.h>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <tuple>
#include <utility>
#include <vector>

#include "support/simulator_client.hpp"

using namespace truto::test;
using truto::testing::certificate_authority;
using truto::testing::connection_fault;
using truto::testing::directory_simulator_options;
using truto::testing::envelope;
using truto::testing::scripted_answer;

namespace
{

using client = plain_client;
using ids = std::set<std::string>;

}  // namespace

// ---------------------------------------------------------------------------------------------------------------------

TEST_CASE("the directory is seeded with the documented numbers of everything")
{
    const directory_simulator sim;

    std::map<std::string, int> by_status;
    int without_phone = 0;
    int without_title = 0;
    int without_group = 0;
    int complete = 0;
    ids user_ids;
    const json::array users = sim.users();
    for (const json::value& user : users)
    {
        ++by_status[text(user.at("status"))];
        without_phone += user.as_object().contains("phones") ? 0 : 1;
        without_title += user.as_object().contains("title") ? 0 : 1;
        without_group += ids_in(user, "groups").empty() ? 1 : 0;
        complete += user.as_object().size() == 31 ? 1 : 0;
        user_ids.insert(text(user.at("id")));
        CHECK(user.at("remote_data").is_object());
    }

    CHECK(by_status == std::map<std::string, int>{{"active", 28}, {"inactive", 4}, {"invited", 2}, {"deleted", 2}});
    CHECK(user_ids.size() == 36);
    CHECK(without_phone >= 3);
    CHECK(without_title >= 3);
    CHECK(without_group >= 3);
    CHECK(complete >= 5);
    CHECK(sim.groups().size() == 6);
    CHECK(sim.organizations().size() == 3);
    CHECK(sim.roles().size() == 5);
    CHECK(sim.licenses().size() == 3);
}

TEST_CASE("users and groups agree about who is a member")
{
    const directory_simulator sim;

    std::set<std::pair<std::string, std::string>> from_users;
    const json::array users = sim.users();
    for (const json::value& user : users)
    {
        for (const std::string& group : ids_in(user, "groups"))
        {
            from_users.emplace(group, text(user.at("id")));
        }
    }
    std::set<std::pair<std::string, std::string>> from_groups;
    const json::array groups = sim.groups();
    for (const json::value& group : groups)
    {
        const std::string id = text(group.at("id"));
        for (const std::string& member : members_of(sim, id))
        {
            from_groups.emplace(id, member);
        }
        CHECK_FALSE(members_of(sim, id).empty());
    }
    CHECK(from_users == from_groups);
}

TEST_CASE("the seeded ids that have names are what their documentation says")
{
    const directory_simulator sim;
    const auto& seeded = directory_simulator::seeded();

    const json::value leaver = sim.user(seeded.leaver);
    CHECK(leaver.at("name") == "Ines Okafor");
    CHECK(leaver.at("status") == "active");
    CHECK(leaver.as_object().size() == 31);
    CHECK(ids_in(leaver, "groups") == ids{seeded.group, seeded.second_group});
    CHECK(ids_in(leaver, "roles") == ids{seeded.leaver_role, "role-viewer"});
    CHECK(ids_in(leaver, "licenses").size() == 1);

    CHECK(members_of(sim, seeded.group).size() == 8);
    CHECK(members_of(sim, seeded.second_group).size() == 4);
    CHECK(members_of(sim, seeded.small_group).size() == 2);
    CHECK(text(sim.group(seeded.small_group).at("organization")) == seeded.small_organization);
    CHECK(ids_in(sim.user(seeded.colleague), "groups") == ids{seeded.group, seeded.second_group});
    CHECK(ids_in(sim.user(seeded.colleague), "roles") == ids{"role-member", "role-viewer"});
    CHECK(ids_in(sim.user(seeded.awkward_user), "groups") == ids{"grp-support"});
    CHECK(sim.user(seeded.thin_user).as_object().size() == 5);
    CHECK(sim.user(seeded.inactive_user).at("status") == "inactive");
    CHECK(sim.user(seeded.invited_user).at("status") == "invited");
    CHECK(sim.user(seeded.deleted_user).at("status") == "deleted");
    CHECK(sim.organization(seeded.organization).is_object());
    CHECK(sim.organization(seeded.empty_organization).is_object());
    CHECK(sim.user("nobody").is_null());
    CHECK(sim.group("nothing").is_null());
    CHECK(sim.organization("nothing").is_null());
}

TEST_CASE("every simulator has a token and an account of its own")
{
    const directory_simulator first;
    const directory_simulator second;

    CHECK(first.token() != second.token());
    CHECK(first.account_id() != second.account_id());
    CHECK(first.port() != second.port());

    const std::string id = first.account_id();
    CHECK(id.size() == 36);
    CHECK(id[14] == '4');
    CHECK(std::string_view{"89ab"}.find(id[19]) != std::string_view::npos);
    CHECK(id.find_first_not_of("0123456789abcdef-") == std::string::npos);
}

// ---------------------------------------------------------------------------------------------------------------------

TEST_CASE("removing a user from a group ends that membership and no other")
{
    for (const char* path : {"/groups/remove-user", "/groups/remove", "/groups/remove%2Duser"})
    {
        CAPTURE(path);
        const directory_simulator sim;
        const auto& seeded = sim.seeded();
        client api{sim};

        const auto answer = api.call("POST", path, membership(seeded.group, seeded.leaver));
        CHECK(answer.status() == 200);
        CHECK(answer.field("Content-Type") == "application/json; charset=utf-8");
        CHECK(answer.body() == sim.group(seeded.group));
        CHECK(answer.at({"name"}) == "Platform");

        CHECK(ids_in(sim.user(seeded.leaver), "groups") == ids{seeded.second_group});
        CHECK(members_of(sim, seeded.group).count(seeded.leaver) == 0);
        CHECK(members_of(sim, seeded.group).size() == 7);
        CHECK(members_of(sim, seeded.second_group).count(seeded.leaver) == 1);

        const auto again = api.call("POST", path, membership(seeded.group, seeded.leaver));
        CHECK(again.status() == 404);
        CHECK(again.at({"truto_is_remote_error"}) == true);
    }
}

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

TEST_CASE("ids in paths are decoded as one segment")
{
    const directory_simulator sim;
    client api{sim};

    CHECK(api.call("DELETE", "/users/partner/zo%C3%AB%20kramer@example.com").status() == 404);
    CHECK(api.call("DELETE", "/users/partner%2Fzo%C3%AB+kramer%40example.com").status() == 404);
    CHECK(api.call("DELETE", "/users/partner%2fzo%c3%ab%20kramer@example.com").status() == 200);
    CHECK(sim.user(sim.seeded().awkward_user).at("status") == "deleted");
}

TEST_CASE("an organization can be deleted once nobody active is left in it")
{
    const directory_simulator sim;
    const auto& seeded = sim.seeded();
    client api{sim};

    const auto refused = api.call("DELETE", "/organizations/" + seeded.organization);
    CHECK(refused.status() == 409);
    CHECK(refused.at({"truto_is_remote_error"}) == true);
    CHECK(sim.organization(seeded.organization).is_object());

    const json::value before = sim.organization(seeded.small_organization);
    const auto answer = api.call("DELETE", "/organizations/" + seeded.small_organization);
    CHECK(answer.status() == 200);
    CHECK(answer.body() == before);
    CHECK(sim.organization(seeded.small_organization).is_null());
    CHECK(sim.organizations().size() == 2);
    CHECK(sim.group(seeded.small_group).is_null());
    CHECK(sim.groups().size() == 5);
    const json::array users = sim.users();
    for (const json::value& user : users)
    {
        CHECK(json::serialize(user).find(seeded.small_organization) == std::string::npos);
    }

    CHECK(api.call("DELETE", "/organizations/" + seeded.small_organization).status() == 404);
    CHECK(api.call("DELETE", "/organizations/" + seeded.empty_organization).status() == 200);
}

// ---------------------------------------------------------------------------------------------------------------------

TEST_CASE("every form of answer in every format")
{
    struct row
    {
        envelope form;
        std::string format;
        unsigned status;
        std::string body;  // empty: none, and no content type
    };
    const std::string record = R"({"id":"grp-labs","name":"Labs Crew"})";
    const std::string raw = R"({"gid":"grp-labs","objectClass":["example:group"],"members":["00uf5z"]})";
    const std::string debug =
        R"("debug":{"requestUrl":"https://provider.example.com/v1","requestOptions":{"method":"POST"},)"
        R"("data":)" +
        raw + R"(,"responseHeaders":{"content-type":"application/json"}})";
    const row rows[] = {
        {envelope::bare, "", 200, record},
        {envelope::bare, "unified", 200, record},
        {envelope::bare, "normalized", 200, record},
        {envelope::bare, "raw", 200, raw},
        {envelope::bare, "stream", 200, raw},
        {envelope::bare, "debug", 200, R"({"result":)" + record + "," + debug + "}"},
        {envelope::wrapped, "", 200, R"({"result":)" + record + "}"},
        {envelope::wrapped, "debug", 200, R"({"result":)" + record + "," + debug + "}"},
        {envelope::wrapped, "raw", 200, raw},
        {envelope::id_only, "", 200, R"({"id":"grp-labs"})"},
        {envelope::id_only, "debug", 200, R"({"result":{"id":"grp-labs"},)" + debug + "}"},
        {envelope::empty_object, "", 200, "{}"},
        {envelope::null_id, "", 200, R"({"id":null})"},
        {envelope::foreign, "", 200, R"({"success":true})"},
        {envelope::empty_body, "", 200, ""},
        {envelope::empty_body, "raw", 200, ""},
        {envelope::no_content, "", 204, ""},
        {envelope::no_content, "debug", 204, ""},
    };

    for (const bool from_options : {true, false})
    {
        for (const row& r : rows)
        {
            CAPTURE(static_cast<int>(r.form));
            CAPTURE(r.format);
            directory_simulator sim{{.envelope = from_options ? r.form : envelope::bare}};
            sim.answer_with(r.form);
            client api{sim};

            std::string query = "truto_ignore_remote_data=true";
            for (const char* name : {"description", "organization", "group_type", "created_at", "updated_at"})
            {
                query.append("&truto_exclude_fields[]=").append(name);
            }
            query += r.format.empty() ? "" : "&truto_response_format=" + r.format;
            const auto answer = api.call("POST", "/groups/remove-user", membership("grp-labs", "00uy1b"), query);

            CHECK(answer.status() == r.status);
            CHECK(answer.text() == r.body);
            CHECK(answer.message.chunked() == (r.format == "stream"));
            CHECK(answer.field("Content-Type").empty() == r.body.empty());
            CHECK(answer.message.has_content_length() == (r.status != 204 && r.format != "stream"));
            CHECK(members_of(sim, "grp-labs") == ids{"00uf5z"});
        }
    }
}

TEST_CASE("a streamed answer comes in several chunks, unless the client is too old for them")
{
    const directory_simulator sim;
    const auto ask = [&](const char* version, const std::string& user)
    {
        const std::string body = membership(sim.seeded().group, user);
        return raw_exchange(
            sim, "POST /unified/user-directory/groups/remove?truto_response_format=stream&integrated_account_id=" +
                     sim.account_id() + " HTTP/" + version +
                     "\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer " + sim.token() +
                     "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
    };

    const std::string chunked = ask("1.1", sim.seeded().leaver);
    CHECK(chunked.find("Transfer-Encoding: chunked\r\n") != std::string::npos);
    CHECK(chunked.find("\r\n\r\n30\r\n{\"gid\"") != std::string::npos);
    CHECK(chunked.substr(chunked.size() - 5) == "0\r\n\r\n");

    const std::string whole = ask("1.0", sim.seeded().colleague);
    CHECK(whole.find("Content-Length: ") != std::string::npos);
    CHECK(whole.find("\r\n\r\n{\"gid\"") != std::string::npos);
}

TEST_CASE("remote_data and other members are left out on demand")
{
    struct row
    {
        std::string query;
        bool has_remote_data;
        bool has_name;
        bool has_description;
    };
    const row rows[] = {
        {"", true, true, true},
        {"truto_ignore_remote_data=true", false, true, true},
        {"truto_ignore_remote_data=false", true, true, true},
        {"truto_exclude_fields[]=name", true, false, true},
        {"truto_exclude_fields[]=name&truto_exclude_fields[]=description", true, false, false},
        {"truto_exclude_fields[0]=name&truto_exclude_fields[1]=description", true, false, false},
        {"truto_exclude_fields=name&truto_exclude_fields=description", true, false, false},
        {"truto_exclude_fields=name", true, false, true},
        {"truto_exclude_fields=name,description", true, false, false},
        {"truto_exclude_fields=name%2Cdescription", true, false, false},
        {"truto_exclude_fields%5B%5D=name,remote_data", false, false, true},
        {"truto_exclude_fields=", true, true, true},
        {"truto_exclude_fields[]=unknown", true, true, true},
    };
    for (const envelope form : {envelope::bare, envelope::wrapped})
    {
        for (const row& r : rows)
        {
            CAPTURE(r.query);
            const directory_simulator sim{{.envelope = form}};
            client api{sim};
            const auto answer = api.call("POST", "/groups/remove-user", membership("grp-labs", "00uy1b"), r.query);
            REQUIRE(answer.status() == 200);
            const json::value body = answer.body();
            const json::object& record = form == envelope::bare ? body.as_object() : body.at("result").as_object();
            CHECK(record.contains("id"));
            CHECK(record.contains("remote_data") == r.has_remote_data);
            CHECK(record.contains("name") == r.has_name);
            CHECK(record.contains("description") == r.has_description);
        }
    }

    // More than 20 names are an object on the server's side, and still names.
    const directory_simulator sim;
    client api{sim};
    std::string query;
    for (int i = 0; i < 25; ++i)
    {
        query += "&truto_exclude_fields[]=" + (i == 24 ? std::string{"name"} : "x" + std::to_string(i));
    }
    const auto answer = api.call("POST", "/groups/remove-user", membership("grp-labs", "00uy1b"), query);
    CHECK(answer.status() == 200);
    CHECK_FALSE(answer.body().as_object().contains("name"));
}

TEST_CASE("what is meant for the provider reaches it")
{
    const directory_simulator sim;
    client api{sim};

    const auto nameless = api.call("DELETE", "/users/00u7k2", "", "truto_response_format=debug&remote_query[]=1");
    CHECK(nameless.at({"debug", "requestOptions", "query"}) == json::array{"1"});

    const auto answer =
        api.call("POST", "/groups/remove-user",
                 R"({"group_id":"grp-labs","user_id":"00uy1b","remote_data":{"notify":false,"n":[1,{"deep":null}]}})",
                 "truto_response_format=debug&remote_query[expand]=owner&remote_query[filter][kind]=bot"
                 "&remote_query[tags][]=a&remote_query[tags][]=b");
    CHECK(answer.status() == 200);
    CHECK(answer.at({"debug", "requestOptions", "body"}) == json::parse(R"({"notify":false,"n":[1,{"deep":null}]})"));
    CHECK(answer.at({"debug", "requestOptions", "query"}) ==
          json::parse(R"({"expand":"owner","filter":{"kind":"bot"},"tags":["a","b"]})"));
}

// ---------------------------------------------------------------------------------------------------------------------

TEST_CASE("requests that cannot be carried out are refused in the API's envelope")
{
    const directory_simulator sim;
    const std::string account = "integrated_account_id=" + sim.account_id();
    const std::string base = "/unified/user-directory";
    const std::string remove = base + "/groups/remove-user?" + account;
    const std::string labs = membership("grp-labs", "00uy1b");

    struct row
    {
        const char* what;
        std::string method;
        std::string target;
        std::string body;
        unsigned status;
        std::string message;
        std::string insight{};  // key: names
        field_list fields{};
    };
    const row rows[] = {
        {"no token", "POST", remove, labs, 401, "The API token is missing or not valid", "", {{"Authorization", ""}}},
        {"a wrong token",
         "POST",
         remove,
         labs,
         401,
         "The API token is missing or not valid",
         "",
         {{"Authorization", "Bearer " + sim.token() + "x"}}},
        {"another scheme",
         "POST",
         remove,
         labs,
         401,
         "The API token is missing or not valid",
         "",
         {{"Authorization", "Basic " + sim.token()}}},
        {"no account", "POST", base + "/groups/remove-user", labs, 400, "integrated_account_id is required",
         R"({"missing_required_query_parameters":["integrated_account_id"]})"},
        {"an empty account", "POST", base + "/groups/remove-user?integrated_account_id=", labs, 400,
         "integrated_account_id is required", R"({"missing_required_query_parameters":["integrated_account_id"]})"},
        {"an unknown account", "POST", base + "/groups/remove-user?integrated_account_id=x", labs, 404,
         "There is no integrated account with this id"},
        {"two accounts", "POST", remove + "&" + account, labs, 400,
         "integrated_account_id must be given once, as text"},

        {"nothing in the body", "POST", remove, "{}", 400, "group_id, user_id are required",
         R"({"missing_required_body_fields":["group_id","user_id"]})"},
        {"no body", "POST", remove, "", 400, "group_id, user_id are required",
         R"({"missing_required_body_fields":["group_id","user_id"]})"},
        {"no user", "POST", remove, R"({"group_id":"x"})", 400, "user_id is required",
         R"({"missing_required_body_fields":["user_id"]})"},
        {"null for the group", "POST", remove, R"({"group_id":null,"user_id":"x"})", 400, "group_id is required",
         R"({"missing_required_body_fields":["group_id"]})"},
        {"a number for the group", "POST", remove, R"({"group_id":1,"user_id":"x"})", 400, "group_id must be a string"},
        {"text for remote_data", "POST", remove, R"({"group_id":"x","user_id":"y","remote_data":"z"})", 400,
         "remote_data must be an object"},
        {"no user and no roles", "POST", base + "/users/unassign-role?" + account, "{}", 400, "id, roles are required",
         R"({"missing_required_body_fields":["id","roles"]})"},
        {"a role without id and name", "POST", base + "/users/unassign-role?" + account,
         R"({"id":"00u7k2","roles":[{"id":"a"},{"group":"b"}]})", 400, "roles[1].id is required",
         R"({"missing_required_body_fields":["roles[1].id"]})"},
        {"remove_from without an id", "DELETE", base + "/users/x?remove_from=group&" + account, "", 400,
         "remove_from_id is required",
         R"({"missing_required_query_parameters":["remove_from_id"],)"
         R"("conditionally_required_query_parameters":{"remove_from_id":{"when":"remove_from is set"}}})"},

        {"not JSON", "POST", remove, "{", 400, "The body is not JSON"},
        {"JSON that is no object", "POST", remove, "[1]", 400, "The body must be a JSON object"},
        {"not UTF-8", "POST", remove, "{\"group_id\":\"\xFF\"}", 400, "The body is not JSON"},
        {"too deep", "POST", remove, std::string(100, '[') + std::string(100, ']'), 400, "The body is not JSON"},
        {"another type",
         "POST",
         remove,
         labs,
         415,
         "The body must be application/json",
         "",
         {{"Content-Type", "text/plain"}}},
        {"almost the type",
         "POST",
         remove,
         labs,
         415,
         "The body must be application/json",
         "",
         {{"Content-Type", "application/jsonx"}}},

        {"an unknown format", "POST", remove + "&truto_response_format=yaml", labs, 400,
         "truto_response_format must be unified, raw, normalized, stream or debug"},
        {"neither true nor false", "POST", remove + "&truto_ignore_remote_data=1", labs, 400,
         "truto_ignore_remote_data must be true or false"},
        {"no names", "POST", remove + "&truto_exclude_fields[][a]=1", labs, 400,
         "truto_exclude_fields must be a list of names"},
        {"no object", "POST", remove + "&remote_query=1", labs, 400,
         "remote_query must be an object: remote_query[name]=value"},

        {"no such path", "POST", "/", labs, 404, "There is nothing at this path"},
        {"a longer path", "POST", base + "/groups/remove-user/x?" + account, labs, 404,
         "There is nothing at this path"},
        {"a trailing slash", "DELETE", base + "/users/?" + account, "", 404, "There is nothing at this path"},
        {"the collection", "DELETE", base + "/users?" + account, "", 404, "There is nothing at this path"},
        {"an unknown resource", "DELETE", base + "/planets/1?" + account, "", 404, "There is nothing at this path"},
        {"a similar base", "DELETE", base + "x/users/1?" + account, "", 404, "There is nothing at this path"},
        {"a cut escape", "DELETE", base + "/users/a%4?" + account, "", 400, "The path is not percent-encoded UTF-8"},
        {"escapes that are not UTF-8", "DELETE", base + "/users/%ff?" + account, "", 400,
         "The path is not percent-encoded UTF-8"},
        {"bytes that are not UTF-8", "DELETE", base + "/users/1?x=\xFF&" + account, "", 400,
         "The request target is not UTF-8"},
        {"a wrong method", "GET", base + "/users/1", "", 405, "This path takes DELETE only"},
        {"a method nobody knows", "FROB", base + "/users/1", "", 405, "This path takes DELETE only"},
        {"a method's name comes before an id", "DELETE", base + "/users/unassign-role?" + account, "", 405,
         "This path takes POST only"},
    };

    client api{sim};
    const json::array before = sim.users();
    for (const row& r : rows)
    {
        CAPTURE(r.what);
        const auto answer = api.exchange(r.method, r.target, r.body, r.fields);
        CAPTURE(answer.text());
        CHECK(answer.status() == r.status);
        CHECK(answer.field("Content-Type") == "application/json; charset=utf-8");
        CHECK(answer.at({"statusCode"}) == r.status);
        CHECK(text(answer.at({"error"})) == answer.message.reason());
        CHECK(text(answer.at({"message"})).substr(0, r.message.size()) == r.message);
        CHECK(answer.at({"truto_is_remote_error"}).is_null());

        json::object insight;
        if (const json::value hints = answer.at({"truto_error_insight"}); hints.is_object())
        {
            for (const auto& hint : hints.as_object())
            {
                CHECK(hint.value().at("description").is_string());
                insight[hint.key()] = hint.value().at("value");
            }
        }
        CHECK(json::value(insight) == json::parse(r.insight.empty() ? "{}" : r.insight));
        CHECK(answer.field("Allow").empty() == (r.status != 405));
        CHECK(answer.field("WWW-Authenticate").empty() == (r.status != 401));
    }
    CHECK(sim.users() == before);
    CHECK(sim.connections() == 1);
}

TEST_CASE("a value of the wrong type is named among the failures")
{
    const directory_simulator sim;
    client api{sim};
    const auto answer = api.call("POST", "/users/unassign-role", R"({"id":"x","roles":[{"id":"a"},{"id":7}]})");
    CHECK(answer.at({"details"}) ==
          json::parse(R"({"failures":[{"path":"roles[1].id","reason":"must be a string"}]})"));
}

TEST_CASE("what the provider refuses says so, with the provider's own words")
{
    const directory_simulator sim;
    client api{sim};
    const auto answer = api.call("DELETE", "/users/n%22o");
    CHECK(answer.body() == json::parse(R"({
        "statusCode": 404, "error": "Not Found", "message": "There is no user with the id n\"o",
        "truto_is_remote_error": true,
        "raw_response": {"error": {"code": "not_found", "message": "There is no user with the id n\"o"}},
        "truto_error_insight": {"remote_error": {"description": "The provider refused the call."}}})"));
}

TEST_CASE("every other method is refused with the one that is allowed")
{
    const directory_simulator sim;
    struct row
    {
        std::string path;
        std::string allowed;
    };
    const row rows[] = {{"/groups/remove-user", "POST"},
                        {"/groups/remove", "POST"},
                        {"/users/unassign-role", "POST"},
                        {"/users/00u7k2", "DELETE"},
                        {"/organizations/org-labs", "DELETE"}};
    for (const row& r : rows)
    {
        client api{sim};
        for (const std::string method : {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"})
        {
            CAPTURE(r.path);
            CAPTURE(method);
            if (method != r.allowed)
            {
                const auto answer = api.exchange(method, "/unified/user-directory" + r.path);
                CHECK(answer.status() == 405);
                CHECK(answer.field("Allow") == r.allowed);
                CHECK(answer.text().empty() == (method == "HEAD"));
            }
        }
    }
}

TEST_CASE("types of JSON bodies that are understood")
{
    for (const char* type : {"application/json", "APPLICATION/JSON", "application/json; charset=utf-8",
                             "application/json ;charset=utf-8", "application/scim+json", ""})
    {
        CAPTURE(type);
        const directory_simulator sim;
        client api{sim};
        CHECK(api.call("POST", "/groups/remove-user", membership("grp-labs", "00uy1b"), "", {{"Content-Type", type}})
                  .status() == 200);
    }
}

TEST_CASE("a body of any type can be passed through to the provider")
{
    const directory_simulator sim;
    client api{sim};
    const std::string query = "id=00u7k2&roles[0][id]=role-admin&truto_body_passthrough=";
    const field_list type = {{"Content-Type", "application/octet-stream"}};

    CHECK(api.call("POST", "/users/unassign-role", "\x01\x02", query + "false", type).status() == 415);
    CHECK(api.call("POST", "/users/unassign-role", "\x01\x02", query + "true", type).status() == 200);
}

// ---------------------------------------------------------------------------------------------------------------------

TEST_CASE("a repeated idempotency key returns the first answer without a second effect")
{
    directory_simulator sim;
    const auto& seeded = sim.seeded();
    client api{sim};
    const field_list key = {{"Idempotency-Key", "k-1"}};
    const std::string body = membership(seeded.group, seeded.leaver);

    const auto first = api.call("POST", "/groups/remove-user", body, "", key);
    REQUIRE(first.status() == 200);
    CHECK(first.field("idempotency-replayed").empty());

    const json::array after_first = sim.users();
    const auto second = api.call("POST", "/groups/remove-user", body, "", key);
    CHECK(second.status() == 200);
    CHECK(second.text() == first.text());
    CHECK(second.field("Content-Type") == first.field("Content-Type"));
    CHECK(second.field("idempotency-replayed") == "true");
    CHECK(sim.users() == after_first);

    SUBCASE("another key is another request")
    {
        CHECK(api.call("POST", "/groups/remove-user", body, "", {{"Idempotency-Key", "k-2"}}).status() == 404);
    }
    SUBCASE("another path is another request")
    {
        CHECK(api.call("POST", "/groups/remove", body, "", key).status() == 404);
    }
    SUBCASE("no key, or an empty one, is another request")
    {
        CHECK(api.call("POST", "/groups/remove-user", body).status() == 404);
        CHECK(raw_exchange(sim,
                           "POST /unified/user-directory/groups/remove-user?integrated_account_id=" + sim.account_id() +
                               " HTTP/1.0\r\nIdempotency-Key: \r\nAuthorization: Bearer " + sim.token() +
                               "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body)
                  .find(" 404 ") != std::string::npos);
    }
    SUBCASE("the token is still checked")
    {
        auto fields = key;
        fields.emplace_back("Authorization", "");
        CHECK(api.call("POST", "/groups/remove-user", body, "", fields).status() == 401);
    }
    SUBCASE("a reset forgets the answer")
    {
        sim.reset();
        const auto third = api.call("POST", "/groups/remove-user", body, "", key);
        CHECK(third.status() == 200);
        CHECK(third.field("idempotency-replayed").empty());
    }
}

TEST_CASE("an answer that was a refusal is not kept for its idempotency key")
{
    directory_simulator sim;
    const std::string body = membership("grp-labs", "00uy1b");
    const field_list key = {{"Idempotency-Key", "k"}};
    client api{sim};

    CHECK(api.call("POST", "/groups/remove-user", "{}", "", key).status() == 400);
    sim.fail_next(scripted_answer::bad_gateway());
    CHECK(api.call("POST", "/groups/remove-user", body, "", key).status() == 502);
    CHECK(api.call("POST", "/groups/remove-user", body, "", key).status() == 200);
}

TEST_CASE("DELETE takes no notice of an idempotency key")
{
    const directory_simulator sim;
    client api{sim};
    const field_list key = {{"Idempotency-Key", "k"}};
    CHECK(api.call("DELETE", "/users/00u7k2", "", "", key).status() == 200);
    CHECK(api.call("DELETE", "/users/00u7k2", "", "", key).status() == 404);
}

TEST_CASE("the oldest idempotent answers are forgotten after a thousand")
{
    const directory_simulator sim{{.persistent = false, .recorded_requests = 0}};
    client api{sim};
    const auto replayed = [&](int number)
    {
        return api
            .call("POST", "/groups/remove-user", membership("grp-labs", "00uy1b"), "",
                  {{"Idempotency-Key", std::to_string(number)}})
            .field("idempotency-replayed");
    };
    for (int i = 0; i < 1001; ++i)
    {
        REQUIRE(replayed(i).empty());
    }
    CHECK(replayed(1000) == "true");
    CHECK(replayed(1) == "true");
    CHECK(replayed(0).empty());
}

// ---------------------------------------------------------------------------------------------------------------------

TEST_CASE("scripted answers come in order and have no effect")
{
    directory_simulator sim;
    client api{sim};
    sim.fail_next(503, "busy", "text/plain", 2);
    sim.fail_next({.status = 418, .body = "", .content_type = "", .headers = {{"X-Kind", "teapot"}}});
    sim.fail_next(599, "x");
    sim.fail_next(204, "never sent");
    sim.fail_next(500, "nothing", "text/plain", 0);

    for (int i = 0; i < 2; ++i)
    {
        const auto busy = api.call("DELETE", "/users/00u7k2");
        CHECK(busy.status() == 503);
        CHECK(busy.text() == "busy");
        CHECK(busy.field("Content-Type") == "text/plain");
    }
    const auto teapot = api.exchange("GET", "/anything");
    CHECK(teapot.status() == 418);
    CHECK(teapot.field("X-Kind") == "teapot");
    CHECK_FALSE(teapot.message.count("Content-Type"));
    CHECK(api.call("DELETE", "/users/00u7k2").status() == 599);
    const auto empty = api.call("DELETE", "/users/00u7k2");
    CHECK(empty.status() == 204);
    CHECK(empty.text().empty());

    CHECK(sim.user("00u7k2").at("status") == "active");
    CHECK(api.call("DELETE", "/users/00u7k2").status() == 200);
    CHECK(sim.connections() == 1);

    CHECK_THROWS_AS(sim.fail_next(199, ""), std::invalid_argument);
    CHECK_THROWS_AS(sim.fail_next(600, ""), std::invalid_argument);
}

TEST_CASE("the ready-made failures are in the forms that the API is known for")
{
    using namespace std::chrono_literals;

    const auto forbidden = scripted_answer::missing_scopes({"users.write", "groups.write"});
    const json::value forbidden_body = json::parse(forbidden.body);
    CHECK(forbidden.status == 403);
    CHECK(forbidden_body.at("truto_is_remote_error") == true);
    CHECK(forbidden_body.at("truto_error_insight").at("forbidden_error").at("value").at("missing_scopes") ==
          json::array{"users.write", "groups.write"});
    CHECK(forbidden_body.at("truto_error_insight").as_object().contains("remote_error"));
    CHECK(forbidden_body.at("raw_response").at("error").at("code") == "forbidden");

    const auto own_limit = scripted_answer::rate_limited(10s);
    CHECK(own_limit.status == 429);
    CHECK(own_limit.headers["Retry-After"] == "10");
    CHECK(own_limit.body == R"({"statusCode":429,"error":"Too Many Requests","message":"Rate limit exceeded"})");

    const auto provider_limit = scripted_answer::provider_rate_limited(37s);
    CHECK(provider_limit.status == 429);
    CHECK(provider_limit.headers["Retry-After"] == "37");
    CHECK(provider_limit.headers["ratelimit-reset"] == "37");
    CHECK(provider_limit.headers["ratelimit-remaining"] == "0");
    CHECK(json::parse(provider_limit.body).at("message") == "");
    CHECK(json::parse(provider_limit.body).at("raw_response") == "slow down");
    CHECK(json::parse(provider_limit.body).at("truto_error_insight").as_object().contains("rate_limit_error"));

    const auto reconnect = scripted_answer::account_needs_reconnect();
    CHECK(reconnect.status == 401);
    CHECK(json::parse(reconnect.body).at("truto_is_remote_error") == true);
    CHECK(json::parse(reconnect.body).at("truto_error_insight").at("remote_error").at("description").is_string());

    const auto blocked = scripted_answer::account_blocked();
    CHECK(blocked.status == 503);
    CHECK(json::parse(blocked.body).at("error") == "Service Unavailable");

    const auto page = scripted_answer::bad_gateway();
    CHECK(page.status == 502);
    CHECK(page.content_type == "text/html; charset=utf-8");
    CHECK(page.body.find("<html>") != std::string::npos);
}

TEST_CASE("a connection can break before, after and in the middle")
{
    struct row
    {
        connection_fault fault;
        bool executed;
        bool any_byte;
    };
    for (const row& r :
         {row{connection_fault::before_execution, false, false}, row{connection_fault::after_execution, true, false},
          row{connection_fault::mid_answer, true, true}})
    {
        CAPTURE(static_cast<int>(r.fault.at));
        directory_simulator sim;
        sim.drop_next(r.fault);
        const std::string request =
            "DELETE /unified/user-directory/users/00u7k2?integrated_account_id=" + sim.account_id() +
            " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + sim.token() + "\r\n\r\n";

        const std::string answer = raw_exchange(sim, request);
        CHECK(answer.empty() != r.any_byte);
        CHECK(answer.find("remote_data") == std::string::npos);
        CHECK(sim.user("00u7k2").at("status") == (r.executed ? "deleted" : "active"));
        REQUIRE(sim.requests().size() == 1);
        CHECK(sim.requests()[0].status == 0);

        client api{sim};
        CHECK(api.call("DELETE", "/users/00u7k2").status() == (r.executed ? 404 : 200));
    }
}

TEST_CASE("open connections can be closed from outside, and new ones are accepted")
{
    directory_simulator sim;
    client first{sim};
    client second{sim};
    CHECK(first.call("DELETE", "/users/nobody").status() == 404);
    CHECK(second.call("DELETE", "/users/nobody").status() == 404);
    CHECK(sim.open_connections() == 2);

    sim.close_connections();
    CHECK(first.is_at_end());
    CHECK(second.is_at_end());
    CHECK(eventually([&] { return sim.open_connections() == 0; }));

    client third{sim};
    CHECK(third.call("DELETE", "/users/nobody").status() == 404);
    CHECK(sim.connections() == 3);
}

TEST_CASE("a delayed answer holds up nobody else, and the destructor does not wait for it")
{
    auto sim = std::make_unique<directory_simulator>(directory_simulator_options{.latency = std::chrono::hours{1}});
    client waiting{*sim};
    const std::string request =
        "DELETE /unified/user-directory/users/00u7k2?integrated_account_id=" + sim->account_id() +
        " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + sim->token() + "\r\n\r\n";
    asio::write(waiting.stream(), asio::buffer(request));
    REQUIRE(eventually([&] { return sim->requests().size() == 1; }));
    CHECK(sim->user("00u7k2").at("status") == "deleted");

    sim->answer_after(std::chrono::milliseconds{0});
    client other{*sim};
    CHECK(other.call("DELETE", "/users/00u7k2").status() == 404);

    sim.reset();
    CHECK(waiting.is_at_end());
}

TEST_CASE("an account may have a limit, and is told about it")
{
    directory_simulator sim{{.account_limit = {.requests = 2, .window = std::chrono::hours{1}}}};
    client api{sim};

    const auto first = api.call("DELETE", "/users/nobody");
    CHECK(first.status() == 404);
    const auto second = api.call("DELETE", "/users/00u7k2");
    CHECK(second.status() == 200);
    CHECK(second.field("ratelimit-limit") == "2;w=3600");
    CHECK(second.field("ratelimit-remaining") == "0");

    const auto third = api.call("DELETE", "/users/00u1xw");
    CHECK(third.status() == 429);
    CHECK(third.at({"message"}) == "Rate limit exceeded");
    CHECK(third.field("Retry-After") == third.field("ratelimit-reset"));
    CHECK(std::stoi(third.field("Retry-After")) > 3500);
    CHECK(std::stoi(third.field("Retry-After")) <= 3600);
    CHECK(sim.user("00u1xw").at("status") == "active");

    sim.reset();
    CHECK(api.call("DELETE", "/users/00u1xw").status() == 200);
}

TEST_CASE("without persistence every request meets the directory as it was")
{
    const directory_simulator sim{{.persistent = false}};
    client api{sim};
    const json::array users = sim.users();
    const json::array groups = sim.groups();
    const json::array organizations = sim.organizations();

    for (int i = 0; i < 2; ++i)
    {
        const auto group = api.call("POST", "/groups/remove-user", membership("grp-labs", "00uy1b"));
        CHECK(group.status() == 200);
        CHECK(group.at({"remote_data", "members"}) == json::array{"00uf5z"});
        CHECK(api.call("DELETE", "/users/00u7k2").at({"status"}) == "deleted");
        CHECK(api.call("DELETE", "/users/00u7k2", "", "group_id=grp-platform").at({"groups"}).as_array().size() == 1);
        CHECK(api.call("POST", "/users/unassign-role", R"({"id":"00u7k2","roles":[{"id":"role-admin"}]})")
                  .at({"roles"})
                  .as_array()
                  .size() == 1);
        CHECK(api.call("DELETE", "/organizations/org-labs").status() == 200);
    }
    CHECK(sim.users() == users);
    CHECK(sim.groups() == groups);
    CHECK(sim.organizations() == organizations);
}

// ---------------------------------------------------------------------------------------------------------------------

TEST_CASE("requests are remembered, without the token")
{
    directory_simulator sim{{.recorded_requests = 3}};
    client first{sim};
    client second{sim};

    first.exchange("GET", "/forgotten");
    first.call("POST", "/groups/remove-user", "{\"group_id\":1}", "a%20b[]=c",
               {{"X-Trace", "t 1"}, {"x-trace-2", "u"}});
    second.exchange("FROB", "/unified/user-directory/users/1", "", {{"Authorization", "Bearer wrong"}});
    second.exchange("DELETE", "/x", "", {{"Authorization", ""}});

    const auto seen = sim.requests();
    REQUIRE(seen.size() == 3);
    CHECK(seen[0].method == "POST");
    CHECK(seen[0].target ==
          "/unified/user-directory/groups/remove-user?integrated_account_id=" + sim.account_id() + "&a%20b[]=c");
    CHECK(seen[0].body == "{\"group_id\":1}");
    CHECK(seen[0].headers["x-TRACE"] == "t 1");
    CHECK(seen[0].headers["X-Trace-2"] == "u");
    CHECK(seen[0].headers["Content-Type"] == "application/json");
    CHECK_FALSE(seen[0].headers.contains("Authorization"));
    CHECK(seen[0].authorized);
    CHECK(seen[0].status == 400);
    CHECK(seen[0].connection == 1);

    CHECK(seen[1].method == "FROB");
    CHECK(seen[1].status == 405);
    CHECK_FALSE(seen[1].authorized);
    CHECK(seen[1].connection == 2);
    CHECK_FALSE(seen[2].authorized);
    CHECK(seen[2].status == 404);

    sim.reset();
    CHECK(sim.requests().empty());
}

TEST_CASE("nothing is remembered when nothing shall be")
{
    const directory_simulator sim{{.recorded_requests = 0}};
    client api{sim};
    CHECK(api.call("DELETE", "/users/nobody").status() == 404);
    CHECK(sim.requests().empty());
}

TEST_CASE("a reset brings everything back to the beginning, but keeps the connections")
{
    directory_simulator sim;
    client api{sim};
    const json::array users = sim.users();
    const json::array groups = sim.groups();
    const json::array organizations = sim.organizations();

    CHECK(api.call("DELETE", "/users/00u7k2").status() == 200);
    CHECK(api.call("DELETE", "/organizations/org-labs").status() == 200);
    sim.answer_with(envelope::no_content);
    sim.answer_after(std::chrono::hours{1});
    sim.fail_next(500, "");
    sim.drop_next(connection_fault::after_execution);
    sim.reset();

    CHECK(sim.users() == users);
    CHECK(sim.groups() == groups);
    CHECK(sim.organizations() == organizations);
    CHECK(api.call("DELETE", "/users/00u7k2").status() == 200);
    CHECK(sim.connections() == 1);
}

TEST_CASE("several threads change the directory, and every change happens once")
{
    directory_simulator sim;
    std::vector<std::string> active;
    const json::array users = sim.users();
    for (const json::value& user : users)
    {
        const std::string id = text(user.at("id"));
        if (user.at("status") == "active" && id.find('/') == std::string::npos)
        {
            active.push_back(id);
        }
    }
    REQUIRE(active.size() == 27);

    // Both threads delete everybody: one of them must get each.
    std::vector<int> deleted(2);
    std::vector<int> others(2);
    std::vector<std::thread> threads;
    for (std::size_t t = 0; t < 2; ++t)
    {
        threads.emplace_back(
            [&, t]
            {
                client api{sim};
                for (const std::string& id : active)
                {
                    const unsigned status = api.call("DELETE", "/users/" + id).status();
                    ++(status == 200 ? deleted : others)[t];
                    static_cast<void>(sim.users());
                }
            });
    }
    for (std::thread& thread : threads)
    {
        thread.join();
    }
    CHECK(deleted[0] + deleted[1] == 27);
    CHECK(others[0] + others[1] == 27);
    CHECK(sim.requests().size() == 54);
}

// ---------------------------------------------------------------------------------------------------------------------

TEST_CASE("the connection stays open, or is closed, as HTTP says")
{
    struct row
    {
        const char* what;
        bool option;
        std::string version;
        std::string fields;
        bool stays;
        std::string expected;  // the Connection field of the answer
    };
    const row rows[] = {
        {"1.1", true, "1.1", "Host: x\r\n", true, ""},
        {"1.1, close", true, "1.1", "Host: x\r\nConnection: close\r\n", false, "close"},
        {"1.0", true, "1.0", "", false, ""},
        {"1.0, keep-alive", true, "1.0", "Connection: keep-alive\r\n", true, "keep-alive"},
        {"1.1, switched off", false, "1.1", "Host: x\r\n", false, "close"},
    };
    for (const row& r : rows)
    {
        CAPTURE(r.what);
        const directory_simulator sim{{.keep_alive = r.option}};
        client api{sim};
        const std::string request = "GET /x HTTP/" + r.version + "\r\n" + r.fields + "\r\n";

        asio::write(api.stream(), asio::buffer(request));
        const auto answer = api.read_reply();
        CHECK(answer.status() == 404);
        CHECK(answer.field("Connection") == r.expected);
        CHECK(answer.message.version() == (r.version == "1.0" ? 10 : 11));
        if (r.stays)
        {
            asio::write(api.stream(), asio::buffer(request));
            CHECK(api.read_reply().status() == 404);
            CHECK(sim.connections() == 1);
        }
        else
        {
            CHECK(api.is_at_end());
        }
    }
}

TEST_CASE("requests may follow each other without waiting")
{
    const directory_simulator sim;
    client api{sim};
    std::string requests;
    for (int i = 0; i < 50; ++i)
    {
        requests += "DELETE /unified/user-directory/users/00u7k2?integrated_account_id=" + sim.account_id() +
                    " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + sim.token() + "\r\n\r\n";
    }
    asio::write(api.stream(), asio::buffer(requests));
    CHECK(api.read_reply().status() == 200);
    for (int i = 1; i < 50; ++i)
    {
        CHECK(api.read_reply().status() == 404);
    }
}

TEST_CASE("a chunked body, and one that comes after 100 Continue, is read")
{
    const directory_simulator sim;
    const std::string head =
        "POST /unified/user-directory/groups/remove-user?integrated_account_id=" + sim.account_id() +
        " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + sim.token() + "\r\nContent-Type: application/json\r\n";
    client api{sim};

    asio::write(
        api.stream(),
        asio::buffer(head +
                     "Transfer-Encoding: chunked\r\n\r\n"
                     "13\r\n{\"group_id\":\"grp-la\r\n19\r\nbs\",\"user_id\":\"00uy1b\"   \r\n1\r\n}\r\n0\r\n\r\n"));
    CHECK(api.read_reply().status() == 200);

    const std::string body = membership("grp-labs", "00uf5z");
    asio::write(api.stream(), asio::buffer(head + "Expect: 100-continue\r\nContent-Length: " +
                                           std::to_string(body.size()) + "\r\n\r\n"));
    std::string interim(25, '\0');
    asio::read(api.stream(), asio::buffer(interim));
    CHECK(interim == "HTTP/1.1 100 Continue\r\n\r\n");
    asio::write(api.stream(), asio::buffer(body));
    CHECK(api.read_reply().status() == 200);
    CHECK(members_of(sim, "grp-labs").empty());
}

TEST_CASE("the absolute form of a target is understood")
{
    const directory_simulator sim;
    client api{sim};
    const std::string rest = "/unified/user-directory/users/00u7k2?integrated_account_id=" + sim.account_id();

    CHECK(api.exchange("DELETE", "HTTP://localhost:1" + rest).status() == 200);
    CHECK(api.exchange("DELETE", "https://localhost" + rest).status() == 404);
    CHECK(api.exchange("OPTIONS", "*").status() == 404);
    CHECK(api.exchange("GET", "http://localhost").status() == 404);
    CHECK(api.exchange("GET", "http://localhost?x=/unified/user-directory/users/1").status() == 404);
}

TEST_CASE("what is not HTTP, or too much of it, is answered and the connection closed")
{
    struct row
    {
        const char* what;
        std::string bytes;
        std::string start;  // of the answer; empty means that there is none
    };
    const row rows[] = {
        {"nothing", "", ""},
        {"half a request", "GET /x HTTP/1.1\r\nHost: x\r\n", ""},
        {"half a body", "POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc", ""},
        {"text", "hello\r\n\r\n", "HTTP/1.1 400 "},
        {"TLS on a plain port", std::string("\x16\x03\x01\x00\xA5\x01\x00\x00\xA1\x03\x03", 11), "HTTP/1.1 400 "},
        {"an unknown version", "GET /x HTTP/2.0\r\nHost: x\r\n\r\n", "HTTP/1.1 400 "},
        {"a field without a colon", "GET /x HTTP/1.1\r\nHost: x\r\nnonsense\r\n\r\n", "HTTP/1.1 400 "},
        {"a length that is no number", "POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n", "HTTP/1.1 400 "},
        {"two lengths", "POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
         "HTTP/1.1 400 "},
        {"a length and chunks",
         "POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
         "HTTP/1.1 400 "},
        {"a bad chunk", "POST /x HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "HTTP/1.1 400 "},
        {"no host", "GET /x HTTP/1.1\r\n\r\n", "HTTP/1.1 400 "},
        {"two hosts", "GET /x HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n", "HTTP/1.1 400 "},
        {"a long field", "GET /x HTTP/1.1\r\nHost: x\r\nX-Long: " + std::string(70'000, 'x') + "\r\n\r\n",
         "HTTP/1.1 431 "},
        {"a long target", "GET /" + std::string(70'000, 'x') + " HTTP/1.1\r\nHost: x\r\n\r\n", "HTTP/1.1 431 "},
        {"a long body", "POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 1048577\r\n\r\n" + std::string(1'048'577, 'x'),
         "HTTP/1.1 413 "},
        {"a long body in chunks",
         "POST /x HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n100001\r\n" + std::string(0x100001, 'x') +
             "\r\n0\r\n\r\n",
         "HTTP/1.1 413 "},
        {"a long body that is only announced",
         "POST /x HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 9999999\r\n\r\n", "HTTP/1.1 413 "},
    };

    const directory_simulator sim;
    for (const row& r : rows)
    {
        CAPTURE(r.what);
        const std::string answer = raw_exchange(sim, r.bytes);
        CHECK(answer.substr(0, 13) == r.start);
        if (!r.start.empty())
        {
            CHECK(answer.find("Connection: close\r\n") != std::string::npos);
            const auto body = json::parse(answer.substr(answer.find("\r\n\r\n") + 4));
            CHECK(std::to_string(body.at("statusCode").as_int64()) == r.start.substr(9, 3));
            CHECK(body.at("message").is_string());
        }
    }
    CHECK(sim.requests().empty());

    client api{sim};
    CHECK(api.exchange("GET", "/x").status() == 404);
}

TEST_CASE("a body of exactly one MiB is read")
{
    const directory_simulator sim;
    client api{sim};
    std::string body = membership("grp-labs", "00uy1b");
    body.resize(1024 * 1024, ' ');
    CHECK(api.call("POST", "/groups/remove-user", body).status() == 200);
}

// ---------------------------------------------------------------------------------------------------------------------

TEST_CASE("paths may have a prefix")
{
    const directory_simulator sim{{.path_prefix = "/edge/truto"}};
    CHECK(sim.base_url() == "http://127.0.0.1:" + std::to_string(sim.port()) + "/edge/truto");

    client api{sim};
    const std::string path = "/unified/user-directory/users/00u7k2?integrated_account_id=" + sim.account_id();
    CHECK(api.exchange("DELETE", path).status() == 404);
    CHECK(sim.user("00u7k2").at("status") == "active");
    CHECK(api.exchange("DELETE", "/edge/truto" + path).status() == 200);
}

TEST_CASE("options that cannot work are refused")
{
    CHECK_THROWS_AS((directory_simulator{{.path_prefix = "edge"}}), std::invalid_argument);
    CHECK_THROWS_AS((directory_simulator{{.path_prefix = "/edge/"}}), std::invalid_argument);
    CHECK_THROWS_AS((directory_simulator{{.tls = true, .server_certificate = truto::testing::server_certificate{}}}),
                    boost::system::system_error);

    const directory_simulator first;
    CHECK_THROWS_AS((directory_simulator{{.port = first.port()}}), boost::system::system_error);
}

TEST_CASE("a port can be chosen, and used again at once")
{
    unsigned short port = 0;
    {
        const directory_simulator sim;
        client api{sim};
        CHECK(api.exchange("GET", "/x").status() == 404);
        port = sim.port();
    }
    const directory_simulator again{{.port = port}};
    CHECK(again.port() == port);
    client api{again};
    CHECK(api.exchange("GET", "/x").status() == 404);
}

TEST_CASE("the destructor closes connections whatever they are doing")
{
    for (const bool tls : {false, true})
    {
        CAPTURE(tls);
        auto sim = std::make_unique<directory_simulator>(directory_simulator_options{.tls = tls});
        client idle{*sim};
        client half{*sim};
        // Half a head, or half of the first TLS record.
        asio::write(half.stream(), asio::buffer(std::string_view{tls ? "\x16\x03\x01" : "POST /x HTTP/1.1\r\nCont"}));
        REQUIRE(eventually([&] { return sim->open_connections() == 2; }));
        sim.reset();
        CHECK(idle.is_at_end());
        CHECK(half.is_at_end());
    }
}

// ---------------------------------------------------------------------------------------------------------------------

namespace
{

ssl::context trusting(const std::string& authority_pem)
{
    ssl::context context{ssl::context::tls_client};
    context.add_certificate_authority(asio::buffer(authority_pem));
    context.set_verify_mode(ssl::verify_peer);
    SSL_CTX_set_min_proto_version(context.native_handle(), TLS1_2_VERSION);
    X509_VERIFY_PARAM_set_flags(SSL_CTX_get0_param(context.native_handle()), X509_V_FLAG_X509_STRICT);
    return context;
}

}  // namespace

TEST_CASE("TLS clients accept the certificate for the right host only")
{
    const certificate_authority authority;
    const certificate_authority stranger;

    struct row
    {
        const char* what;
        std::optional<truto::testing::server_certificate> shown;
        const certificate_authority* trusted;  // null: what the simulator says
        std::string host;
        bool accepted;
    };
    const row rows[] = {
        {"the name", std::nullopt, nullptr, "localhost", true},
        {"the address", std::nullopt, nullptr, "127.0.0.1", true},
        {"another name", std::nullopt, nullptr, "example.com", false},
        {"an unknown authority", std::nullopt, &stranger, "localhost", false},
        {"an override", authority.issue({.names = {"api.example"}}), nullptr, "api.example", true},
        {"an override for another host", authority.issue({.names = {"api.example"}}), nullptr, "localhost", false},
        {"an expired override", authority.issue({.names = {"localhost"}, .expired = true}), nullptr, "localhost",
         false},
        {"a self-signed override", authority.issue({.names = {"localhost"}, .self_signed = true}), &authority,
         "localhost", false},
    };
    for (const row& r : rows)
    {
        CAPTURE(r.what);
        const directory_simulator sim{{.tls = true, .server_certificate = r.shown}};
        CHECK(sim.base_url() == "https://localhost:" + std::to_string(sim.port()));

        ssl::context context = trusting(r.trusted != nullptr ? r.trusted->certificate_pem() : sim.certificate_pem());
        tls_client api{sim, context};
        api.stream().set_verify_callback(ssl::host_name_verification(r.host));
        boost::system::error_code error;
        api.stream().handshake(ssl::stream_base::client, error);
        CHECK(!error == r.accepted);
        if (r.accepted)
        {
            CHECK(api.call("DELETE", "/users/00u7k2").status() == 200);
            CHECK(api.call("DELETE", "/users/00u7k2").status() == 404);
            CHECK(sim.connections() == 1);
            api.stream().shutdown(error);
            CHECK(!error);
        }
    }
}

TEST_CASE("TLS answers are whole in every format, and end with a proper goodbye")
{
    const directory_simulator sim{{.tls = true, .keep_alive = false, .persistent = false}};
    ssl::context context = trusting(sim.certificate_pem());
    for (const std::string format : {"unified", "raw", "stream", "debug"})
    {
        CAPTURE(format);
        tls_client api{sim, context};
        api.stream().handshake(ssl::stream_base::client);
        const auto answer = api.call("DELETE", "/users/00u1xw", "", "truto_response_format=" + format);
        CHECK(answer.status() == 200);
        CHECK(answer.body().is_object());
        CHECK(answer.message.chunked() == (format == "stream"));
        CHECK(answer.field("Connection") == "close");

        char byte{};
        boost::system::error_code error;
        api.stream().read_some(asio::buffer(&byte, 1), error);
        CHECK(error == asio::error::eof);  // not ssl::error::stream_truncated
    }
}

TEST_CASE("protocols before TLS 1.2 are refused")
{
    const directory_simulator sim{{.tls = true}};
    ssl::context context{ssl::context::tls_client};
    SSL_CTX_set_min_proto_version(context.native_handle(), TLS1_VERSION);
    SSL_CTX_set_max_proto_version(context.native_handle(), TLS1_1_VERSION);
    SSL_CTX_set_security_level(context.native_handle(), 0);
    tls_client api{sim, context};
    boost::system::error_code error;
    api.stream().handshake(ssl::stream_base::client, error);
    CHECK(error);
}

TEST_CASE("a client that has no certificate is refused where one is asked for")
{
    const certificate_authority authority;
    const certificate_authority stranger;
    const directory_simulator sim{{.tls = true, .client_authority_pem = authority.certificate_pem()}};

    const auto reaches = [&](const certificate_authority* issuer)
    {
        ssl::context context = trusting(sim.certificate_pem());
        if (issuer != nullptr)
        {
            const auto own = issuer->issue({.common_name = "robot", .client = true});
            context.use_certificate_chain(asio::buffer(own.certificate_pem));
            context.use_private_key(asio::buffer(own.key_pem), ssl::context::pem);
        }
        tls_client api{sim, context};
        try
        {
            api.stream().handshake(ssl::stream_base::client);
            return api.call("DELETE", "/users/nobody").status() == 404;
        }
        catch (const boost::system::system_error&)
        {
            return false;  // with TLS 1.3, the refusal arrives after the client's handshake
        }
    };
    CHECK(reaches(&authority));
    CHECK_FALSE(reaches(nullptr));
    CHECK_FALSE(reaches(&stranger));
}

TEST_CASE("TLS sessions can be resumed, and the simulator counts them")
{
    for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION})
    {
        CAPTURE(version);
        const directory_simulator sim{{.tls = true}};
        ssl::context context = trusting(sim.certificate_pem());
        SSL_CTX_set_max_proto_version(context.native_handle(), version);

        struct freed
        {
            void operator()(SSL_SESSION* session) const { SSL_SESSION_free(session); }
        };
        std::unique_ptr<SSL_SESSION, freed> session;
        for (int i = 0; i < 3; ++i)
        {
            tls_client api{sim, context};
            if (session)
            {
                SSL_set_session(api.stream().native_handle(), session.get());
            }
            api.stream().handshake(ssl::stream_base::client);
            CHECK(api.call("DELETE", "/users/nobody").status() == 404);
            session.reset(SSL_get1_session(api.stream().native_handle()));
            api.stream().shutdown();
        }
        CHECK(sim.connections() == 3);
        CHECK(sim.resumed_handshakes() == 2);
    }
}

TEST_CASE("a client that says nothing, or nonsense, to a TLS port disturbs nobody")
{
    const directory_simulator sim{{.tls = true}};
    client silent{sim};
    CHECK_NOTHROW(raw_exchange(sim, "GET / HTTP/1.1\r\nHost: x\r\n\r\n"));

    ssl::context context = trusting(sim.certificate_pem());
    tls_client api{sim, context};
    api.stream().handshake(ssl::stream_base::client);
    CHECK(api.call("DELETE", "/users/00u7k2").status() == 200);
}
