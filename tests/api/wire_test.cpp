#include <truto/as_curl.hpp>
#include <truto/user_directory.hpp>

#include <boost/json/value.hpp>

#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "support/run.hpp"
#include "support/scripted_server.hpp"

using namespace truto::test;
using truto::errc;

namespace
{

// What every target below begins with, and the account that every query holds.
const std::string base = "/unified/user-directory/";
const std::string account = "integrated_account_id=62f44730-dd91-461e-bd6a-aedd9e0ad79d";

/// What a request consists of.
struct wire
{
    std::string line;
    std::string head;
    std::string body;
};

wire take_apart(const std::string& request)
{
    const auto line = request.find("\r\n");
    const auto head = request.find("\r\n\r\n");
    return {request.substr(0, line), request.substr(line + 2, head - line), request.substr(head + 4)};
}

using call = std::function<void(const directory::client&)>;

/// Makes a call against a server that keeps what comes.
wire sent_by(const call& make, const truto::client_options* changed = nullptr)
{
    scripted_server server{{{answer_ok("{}")}}};
    asio::io_context context;
    auto options = changed != nullptr ? *changed : options_for("");
    options.base_url = server.base_url() + options.base_url;
    const directory::client api{context, options};
    make(api);
    run_out(context);
    REQUIRE(server.requests().size() == 1);
    return take_apart(server.requests().front());
}

/// Takes any outcome.
constexpr auto ignore = [](truto::error_code, auto) {};

}  // namespace

TEST_SUITE("wire")
{
    TEST_CASE("each operation has its method, target and body")
    {
        struct row
        {
            std::string name;
            call make;
            std::string line;
            std::string body;
        };
        using directory::remove_from;
        const std::vector<row> rows{
            {"remove a user from a group", [](const auto& api)
             { api.groups().async_remove_user({.group_id = "grp-3", .user_id = "00u7k2"}, ignore); },
             "POST " + base + "groups/remove-user?" + account + " HTTP/1.1",
             R"({"group_id":"grp-3","user_id":"00u7k2"})"},
            {"with members for the provider",
             [](const auto& api)
             {
                 api.groups().async_remove_user(
                     {.group_id = "grp-3", .user_id = "00u7k2", .remote_data = {{"reason", "left"}}}, ignore);
             },
             "POST " + base + "groups/remove-user?" + account + " HTTP/1.1",
             R"({"group_id":"grp-3","user_id":"00u7k2","remote_data":{"reason":"left"}})"},
            {"with an empty body", [](const auto& api) { api.groups().async_remove_user({}, ignore); },
             "POST " + base + "groups/remove-user?" + account + " HTTP/1.1", "{}"},
            {"take roles away, in the body",
             [](const auto& api)
             {
                 api.users().async_unassign_role(
                     {.id = "00u7k2", .roles = {{.id = "role-admin"}, {.id = "role-b", .group = "grp-3"}}}, ignore);
             },
             "POST " + base + "users/unassign-role?" + account + " HTTP/1.1",
             R"({"id":"00u7k2","roles":[{"id":"role-admin"},{"id":"role-b","group":"grp-3"}]})"},
            {"one role with two members",
             [](const auto& api)
             {
                 api.users().async_unassign_role(
                     {.roles = {{.id = "r", .group = "g"}}, .organizations = {{.id = "org-1", .name = "x"}}}, ignore);
             },
             "POST " + base + "users/unassign-role?" + account + " HTTP/1.1",
             R"({"roles":[{"id":"r","group":"g"}],"organizations":[{"id":"org-1","name":"x"}]})"},
            {"take roles away, in the query",
             [](const auto& api)
             {
                 api.users().async_unassign_role(
                     {}, {.id = "00u7k2", .roles = {{.id = "role-admin"}, {.id = "role b"}}, .workspace_id = "ws-7"},
                     ignore);
             },
             "POST " + base +
                 "users/unassign-role?id=00u7k2&roles%5B0%5D%5Bid%5D=role-admin&roles%5B1%5D%5Bid%5D=role%20b"
                 "&workspace_id=ws-7&" +
                 account + " HTTP/1.1",
             "{}"},
            {"delete a user", [](const auto& api) { api.users().async_delete("00u7k2", ignore); },
             "DELETE " + base + "users/00u7k2?" + account + " HTTP/1.1", ""},
            {"delete a user whose id needs encoding",
             [](const auto& api) { api.users().async_delete("a/b c@d?e%f:ü", ignore); },
             "DELETE " + base + "users/a%2Fb%20c%40d%3Fe%25f%3A%C3%BC?" + account + " HTTP/1.1", ""},
            {"delete a user with every parameter",
             [](const auto& api)
             {
                 api.users().async_delete("00u7k2",
                                          {.remove_from = remove_from::organization,
                                           .remove_from_id = "org-1",
                                           .emails = boost::json::value("ines@example.com"),
                                           .organization_id = "o",
                                           .workspace_id = "w",
                                           .group_id = "g",
                                           .product = directory::directory_product::azure_active_directory,
                                           .user_type = directory::user_type::end_user,
                                           .workspace = "x"},
                                          ignore);
             },
             "DELETE " + base +
                 "users/00u7k2?remove_from=organization&remove_from_id=org-1&emails=ines%40example.com"
                 "&organization_id=o&workspace_id=w&group_id=g&product=azure_active_directory&user_type=end_user"
                 "&workspace=x&" +
                 account + " HTTP/1.1",
             ""},
            {"an enumeration value that the library does not know",
             [](const auto& api)
             {
                 api.users().async_delete(
                     "00u7k2", {.remove_from = truto::open_enum<remove_from>{std::string_view{"planet"}}}, ignore);
             },
             "DELETE " + base + "users/00u7k2?remove_from=planet&" + account + " HTTP/1.1", ""},
            {"delete an organization", [](const auto& api) { api.organizations().async_delete("org-1", ignore); },
             "DELETE " + base + "organizations/org-1?" + account + " HTTP/1.1", ""},
            {"change an organization", [](const auto& api)
             { api.organizations().async_update("org-1", {.remote_data = {{"session_expiry", 1440}}}, ignore); },
             "PATCH " + base + "organizations/org-1?" + account + " HTTP/1.1",
             R"({"remote_data":{"session_expiry":1440}})"},
            {"create a group, its kind in the query",
             [](const auto& api)
             {
                 api.groups().async_create({.name = "Night Shift", .description = "On call"},
                                           {.group_type = directory::group_type::team}, ignore);
             },
             "POST " + base + "groups?group_type=team&" + account + " HTTP/1.1",
             R"({"name":"Night Shift","description":"On call"})"},
            {"change a group: a value, null, and the rest left alone", [](const auto& api)
             { api.groups().async_update("grp-3", {.name = "Late", .description = truto::null}, ignore); },
             "PATCH " + base + "groups/grp-3?" + account + " HTTP/1.1", R"({"name":"Late","description":null})"},
            {"change a group in nothing", [](const auto& api) { api.groups().async_update("grp-3", {}, ignore); },
             "PATCH " + base + "groups/grp-3?" + account + " HTTP/1.1", "{}"},
            {"delete a group", [](const auto& api)
             { api.groups().async_delete("grp/3", {.group_type = directory::group_type::team}, ignore); },
             "DELETE " + base + "groups/grp%2F3?group_type=team&" + account + " HTTP/1.1", ""},
            {"create a role", [](const auto& api)
             { api.roles().async_create({.name = "Dispatcher", .license = "100EXAMPLE00001"}, ignore); },
             "POST " + base + "roles?" + account + " HTTP/1.1", R"({"name":"Dispatcher","license":"100EXAMPLE00001"})"},
            {"change a role", [](const auto& api)
             { api.roles().async_update("role-1", {.remote_data = {{"permissions", {"plan.read"}}}}, ignore); },
             "PATCH " + base + "roles/role-1?" + account + " HTTP/1.1",
             R"({"remote_data":{"permissions":["plan.read"]}})"},
            {"delete a role", [](const auto& api) { api.roles().async_delete("role-1", ignore); },
             "DELETE " + base + "roles/role-1?" + account + " HTTP/1.1", ""},
            {"delete a role assignment", [](const auto& api) { api.role_assignments().async_delete("ra-1", ignore); },
             "DELETE " + base + "role_assignments/ra-1?" + account + " HTTP/1.1", ""},
            {"create a user with everything",
             [](const auto& api)
             {
                 api.users().async_create(
                     {.first_name = "Ana",
                      .last_name = "Ferreira",
                      .name = "Ana Ferreira",
                      .username = "ana",
                      .password = "correct horse",
                      .description = "Plans",
                      .emails = {{.email = "ana@example.com", .type = "work", .is_primary = true}},
                      .phones = {{.number = "+46700000456", .type = "mobile"}, {.number = "1", .extension = "7"}},
                      .roles = {{.id = "role-planner", .workspace = "ws-7"}},
                      .group = 3,
                      .groups = {{.id = "grp-3"}},
                      .languages = {"sv-SE", "pt-PT"},
                      .timezone = "Europe/Stockholm",
                      .remote_data = {{"ProfileId", "00e"}}},
                     {.organization_id = "o", .workspace_id = "w"}, ignore);
             },
             "POST " + base + "users?organization_id=o&workspace_id=w&" + account + " HTTP/1.1",
             R"({"first_name":"Ana","last_name":"Ferreira","name":"Ana Ferreira","username":"ana",)"
             R"("password":"correct horse","description":"Plans",)"
             R"("emails":[{"email":"ana@example.com","type":"work","is_primary":true}],)"
             R"("phones":[{"number":"+46700000456","type":"mobile"},{"number":"1","extension":"7"}],)"
             R"("roles":[{"id":"role-planner","workspace":"ws-7"}],"group":3,"groups":[{"id":"grp-3"}],)"
             R"("languages":["sv-SE","pt-PT"],"timezone":"Europe/Stockholm","remote_data":{"ProfileId":"00e"}})"},
            {"change a user: an empty list is sent, and so is null",
             [](const auto& api)
             {
                 api.users().async_update("u1",
                                          {.id = "u1",
                                           .name = "Ana Sofia",
                                           .emails = truto::list<directory::user_email_input>{{.email = "a@b.example"}},
                                           .roles = truto::null,
                                           .groups = truto::list<directory::user_group_input>{},
                                           .avatar = truto::null,
                                           .created_at = "2021-02-08T07:45:00Z"},
                                          ignore);
             },
             "PATCH " + base + "users/u1?" + account + " HTTP/1.1",
             R"({"id":"u1","name":"Ana Sofia","emails":[{"email":"a@b.example"}],"roles":null,"groups":[],)"
             R"("avatar":null,"created_at":"2021-02-08T07:45:00Z"})"},
            {"change a user where the query says who and what",
             [](const auto& api)
             {
                 api.users().async_update("u1", {},
                                          {.organization_id = "o",
                                           .workspace_id = "w",
                                           .group_id = "g",
                                           .workspace = "site",
                                           .user_id = "u1",
                                           .groups = {{.id = "grp-3"}, {.id = "grp-4", .organization = "org-1"}}},
                                          ignore);
             },
             "PATCH " + base +
                 "users/u1?organization_id=o&workspace_id=w&group_id=g&workspace=site&user_id=u1"
                 "&groups%5B0%5D%5Bid%5D=grp-3&groups%5B1%5D%5Bid%5D=grp-4&groups%5B1%5D%5Borganization%5D=org-1&" +
                 account + " HTTP/1.1",
             "{}"},
            //! [row]
            {"deactivate a user", [](const auto& api)
             { api.users().async_deactivate({.user_id = "u1"}, {.actor = "it@example.com"}, ignore); },
             "POST " + base + "users/deactivate?actor=it%40example.com&" + account + " HTTP/1.1",
             R"({"user_id":"u1"})"},
            //! [row]
            {"G4: downgrade a user, a POST with all of it in the query",
             [](const auto& api)
             {
                 api.users().async_downgrade(
                     {}, {.user_id = "u1", .license_id = "l", .role_id = "observer", .workspace_id = "w"}, ignore);
             },
             "POST " + base + "users/downgrade?user_id=u1&license_id=l&role_id=observer&workspace_id=w&" + account +
                 " HTTP/1.1",
             "{}"},
        };
        for (const auto& each : rows)
        {
            const auto& name = each.name;
            const auto& make = each.make;
            const auto& line = each.line;
            const auto& body = each.body;
            CAPTURE(name);
            const auto sent = sent_by(make);
            CHECK(sent.line == line);
            CHECK(sent.body == body);
        }
    }

    TEST_CASE("each reading operation has its target")
    {
        using namespace std::chrono;
        using truto::after;
        using truto::ascending;
        using truto::descending;
        using truto::one_of;
        using truto::since;
        const auto new_year = sys_days{2026y / January / 1};
        struct row
        {
            std::string name;
            call make;
            std::string target;
        };
        const std::vector<row> rows{
            {"activities", [](const auto& api) { api.activities().async_list(ignore); }, "activities?"},
            {"activities, by everything",
             [=](const auto& api)
             {
                 api.activities().async_list(
                     {.created_at = after(new_year).before("2026-02-01T00:00:00+01:00"),
                      .actor_id = "u1",
                      .organization_id = "o",
                      .action = directory::activity_action::login_failed,
                      .product = directory::directory_product::azure_active_directory,
                      .actor = {{.type = directory::activity_actor_type::user, .user = {{.id = "u1"}}}},
                      .entity = "e",
                      .entity_type = "document",
                      .ip_address = "2001:db8::17",
                      .limit = 100,
                      .next_cursor = "a+b/c==",
                      .super_query = directory::super_query_region::wnam},
                     ignore);
             },
             "activities?created_at%5Bgt%5D=2026-01-01T00%3A00%3A00Z&created_at%5Blt%5D=2026-02-01T00%3A00%3A00%2B01%"
             "3A00"
             "&actor_id=u1&organization_id=o&action=login_failed&product=azure_active_directory"
             "&actor%5Btype%5D=user&actor%5Buser%5D%5Bid%5D=u1&entity=e&entity_type=document"
             "&ip_address=2001%3Adb8%3A%3A17&limit=100&next_cursor=a%2Bb%2Fc%3D%3D&truto_super_query=wnam&"},
            {"an activity", [](const auto& api) { api.activities().async_get("2026/11/20#9", ignore); },
             "activities/2026%2F11%2F20%239?"},
            {"billing", [](const auto& api) { api.billing().async_list({.limit = 5}, ignore); }, "billing?limit=5&"},
            {"groups, sorted",
             [](const auto& api)
             {
                 api.groups().async_list({.group_type = directory::group_type::product,
                                          .name = "R&D / Ops",
                                          .sort_by = descending(directory::group_sort_field::created_at),
                                          .is_group = false,
                                          .updated_at = since("2026-10-01"),
                                          .user_id = "u1",
                                          .key_by = "id",
                                          .ignore_limit = true},
                                         ignore);
             },
             "groups?group_type=product&name=R%26D%20%2F%20Ops&sort_by%5Bcreated_at%5D=desc&is_group=false"
             "&updated_at%5Bgte%5D=2026-10-01&user_id=u1&truto_key_by=id&truto_ignore_limit=true&"},
            {"a group", [](const auto& api) { api.groups().async_get("grp-3", ignore); }, "groups/grp-3?"},
            {"licenses",
             [](const auto& api)
             {
                 api.licenses().async_list({.organization_id = "o", .product = directory::directory_product::onedrive},
                                           ignore);
             },
             "licenses?organization_id=o&product=onedrive&"},
            {"a license", [](const auto& api) { api.licenses().async_get("l 1", {.organization_id = "o"}, ignore); },
             "licenses/l%201?organization_id=o&"},
            {"me", [](const auto& api) { api.me().async_list(ignore); }, "me?"},
            {"organizations, sorted by a member of which only the name is known",
             [=](const auto& api)
             {
                 api.organizations().async_list({.sort_by = ascending("created at"),
                                                 .user_id = "auth0|7731",
                                                 .name = "Söderberg & Co",
                                                 .updated_at = truto::until(new_year),
                                                 .created_at = "2019-09-30T10:00:00Z"},
                                                ignore);
             },
             "organizations?sort_by%5Bcreated%20at%5D=asc&user_id=auth0%7C7731&name=S%C3%B6derberg%20%26%20Co"
             "&updated_at%5Blte%5D=2026-01-01T00%3A00%3A00Z&created_at=2019-09-30T10%3A00%3A00Z&"},
            {"an organization", [](const auto& api) { api.organizations().async_get("org-1", ignore); },
             "organizations/org-1?"},
            {"role assignments, with an underscore",
             [](const auto& api)
             {
                 api.role_assignments().async_list({.role_id = "r",
                                                    .group_id = "g",
                                                    .product = directory::directory_product::workspace,
                                                    .workspace_id = "w"},
                                                   ignore);
             },
             "role_assignments?role_id=r&group_id=g&product=workspace&workspace_id=w&"},
            {"a role assignment", [](const auto& api) { api.role_assignments().async_get("ra-1", ignore); },
             "role_assignments/ra-1?"},
            {"roles", [](const auto& api) { api.roles().async_list({.next_cursor = "c"}, ignore); },
             "roles?next_cursor=c&"},
            {"a role",
             [](const auto& api) { api.roles().async_get("r", {.workspace_id = "w", .group_id = "g"}, ignore); },
             "roles/r?workspace_id=w&group_id=g&"},
            {"users, filtered and sorted",
             [](const auto& api)
             {
                 api.users().async_list(
                     {.first_name = "Zoë",
                      .emails = boost::json::value("ana@example.com"),
                      .status = one_of(directory::user_status::active, directory::user_status::created),
                      .created_at = since("2026-01-01").before("2026-02-01"),
                      .sort_by = descending(directory::user_sort_field::last_login_at),
                      .user_type = directory::user_type::service_account,
                      .limit = 50},
                     ignore);
             },
             "users?first_name=Zo%C3%AB&emails=ana%40example.com&status%5Bin%5D=active%2Ccreated"
             "&created_at%5Bgte%5D=2026-01-01&created_at%5Blt%5D=2026-02-01&sort_by%5Blast_login_at%5D=desc"
             "&user_type=service-account&limit=50&"},
            {"users of one status, one that the library does not know",
             [](const auto& api)
             {
                 using status = truto::open_enum<directory::user_status>;
                 api.users().async_list({.status = status{"ON_LEAVE"}}, ignore);
             },
             "users?status=ON_LEAVE&"},
            {"a user", [](const auto& api)
             { api.users().async_get("u1", {.product = directory::directory_product::teams}, ignore); },
             "users/u1?product=teams&"},
            {"utilization",
             [](const auto& api)
             {
                 api.utilization().async_list({.utilization_type = directory::utilization_type::shared_storage,
                                               .created_at = after("2026-11-01")},
                                              ignore);
             },
             "utilization?utilization_type=shared-storage&created_at%5Bgt%5D=2026-11-01&"},
            {"workspaces",
             [](const auto& api)
             {
                 api.workspaces().async_list({.status = one_of(directory::workspace_status::inactive),
                                              .description = "docks",
                                              .sort_by = ascending(directory::workspace_sort_field::name),
                                              .workspace_id = "ws-7",
                                              .include_nested = true,
                                              .product = directory::directory_product::sharepoint},
                                             ignore);
             },
             "workspaces?status%5Bin%5D=inactive&description=docks&sort_by%5Bname%5D=asc&workspace_id=ws-7"
             "&include_nested=true&product=sharepoint&"},
            {"a workspace", [](const auto& api) { api.workspaces().async_get("site,1a,2b", ignore); },
             "workspaces/site%2C1a%2C2b?"},
        };
        for (const auto& each : rows)
        {
            CAPTURE(each.name);
            const auto sent = sent_by(each.make);
            CHECK(sent.line == "GET " + base + each.target + account + " HTTP/1.1");
            CHECK(sent.body.empty());
        }
    }

    TEST_CASE("deprecated operations work, and the compiler says what to use instead")
    {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
        const auto removed =
            sent_by([](const auto& api) { api.groups().async_remove({.group_id = "g", .user_id = "u"}, ignore); });
        const auto added =
            sent_by([](const auto& api) { api.groups().async_add({.group_id = "g", .user_id = "u"}, ignore); });
#pragma GCC diagnostic pop
        CHECK(removed.line == "POST " + base + "groups/remove?" + account + " HTTP/1.1");
        CHECK(removed.body == R"({"group_id":"g","user_id":"u"})");
        CHECK(added.line == "POST " + base + "groups/add?" + account + " HTTP/1.1");
        CHECK(added.body == R"({"group_id":"g","user_id":"u"})");
    }

    TEST_CASE("the head of a request is complete, and each header stands in it once")
    {
        const auto with_body =
            sent_by([](const auto& api) { api.groups().async_remove_user({.group_id = "g"}, ignore); });
        for (const auto* line :
             {"Host: 127.0.0.1:", "Authorization: Bearer test-token\r\n", "User-Agent: truto-cpp/",
              "Accept: application/json\r\n", "Content-Type: application/json\r\n", "Content-Length: 16\r\n"})
        {
            CAPTURE(line);
            const auto at = with_body.head.find(line);
            CHECK(at != std::string::npos);
            CHECK(with_body.head.find(line, at + 1) == std::string::npos);
        }
        const auto without = sent_by([](const auto& api) { api.users().async_delete("u", ignore); });
        CHECK(without.head.find("Content-") == std::string::npos);
    }

    TEST_CASE("call options are written into the request")
    {
        struct row
        {
            std::string name;
            truto::call_options options;
            std::string query;
        };
        const std::vector<row> rows{
            {"another account", {.integrated_account_id = "b c"}, "?integrated_account_id=b%20c"},
            {"no account", {.integrated_account_id = ""}, ""},
            {"format", {.response_format = "raw"}, "?" + account + "&truto_response_format=raw"},
            {"no remote data", {.ignore_remote_data = true}, "?" + account + "&truto_ignore_remote_data=true"},
            {"excluded members",
             {.exclude_fields = {"id", "name"}},
             "?" + account + "&truto_exclude_fields%5B%5D=id&truto_exclude_fields%5B%5D=name"},
            {"query for the provider",
             {.remote_query = {{"foo", "bar"}, {"deep", {{"x", 1}}}}},
             "?" + account + "&remote_query%5Bfoo%5D=bar&remote_query%5Bdeep%5D%5Bx%5D=1"},
            {"further parameters",
             {.query = {{"permanent", true}, {"ids", {1, 2}}}},
             "?" + account + "&permanent=true&ids%5B%5D=1&ids%5B%5D=2"},
            {"a parameter that replaces ours",
             {.query = {{"integrated_account_id", "mine"}}},
             "?integrated_account_id=mine"},
        };
        for (const auto& each : rows)
        {
            const auto& name = each.name;
            const auto& options = each.options;
            const auto& query = each.query;
            CAPTURE(name);
            const auto sent = sent_by([&](const auto& api) { api.with(options).users().async_delete("u", ignore); });
            CHECK(sent.line == "DELETE " + base + "users/u" + query + " HTTP/1.1");
        }
    }

    TEST_CASE("headers and body members of call options join what the call sends")
    {
        const auto sent = sent_by(
            [](const auto& api)
            {
                api.with({.body = {{"user_id", "other"}, {"permanent", true}},
                          .headers = {{"X-Ticket", "4711"}, {"user-agent", "mine"}},
                          .idempotency_key = "key-1"})
                    .groups()
                    .async_remove_user({.group_id = "g", .user_id = "u"}, ignore);
            });
        CHECK(sent.body == R"({"group_id":"g","user_id":"other","permanent":true})");
        CHECK(sent.head.find("X-Ticket: 4711\r\n") != std::string::npos);
        CHECK(sent.head.find("Idempotency-Key: key-1\r\n") != std::string::npos);
        CHECK(sent.head.find("user-agent: mine\r\n") != std::string::npos);
        CHECK(sent.head.find("User-Agent:") == std::string::npos);
    }

    TEST_CASE("the query may be given a body where the description has none")
    {
        const auto sent =
            sent_by([](const auto& api) { api.with({.body = {{"force", true}}}).users().async_delete("u", ignore); });
        CHECK(sent.body == R"({"force":true})");
        CHECK(sent.head.find("Content-Type: application/json\r\n") != std::string::npos);
    }

    TEST_CASE("a path prefix of the base URL, index style and a name in User-Agent are as asked for")
    {
        auto options = options_for("/edge/truto/");
        options.arrays = truto::array_style::indices;
        options.user_agent = "offboarder/2.1";
        const auto sent = sent_by(
            [](const auto& api) { api.with({.exclude_fields = {"id"}}).users().async_delete("u", ignore); }, &options);
        CHECK(sent.line ==
              "DELETE /edge/truto" + base + "users/u?" + account + "&truto_exclude_fields%5B0%5D=id HTTP/1.1");
        CHECK(sent.head.find("User-Agent: offboarder/2.1 truto-cpp/") != std::string::npos);
    }

    TEST_CASE("a call that can't be right is refused before anything is sent, and says what is wrong")
    {
        struct row
        {
            std::string name;
            truto::call_options options;
            std::string id;
            const char* problem;
        };
        const std::vector<row> rows{
            {"empty id", {}, "", "path parameter id is empty"},
            {"dot", {}, ".", "dot segment"},
            {"dots", {}, "..", "dot segment"},
            {"line break in a header", {.headers = {{"X-A", "b\r\nX-Evil: 1"}}}, "u", "header"},
            {"line break in a name", {.headers = {{"X-A: 1\r\nX-Evil", "b"}}}, "u", "header"},
            {"NUL in a header", {.headers = {{"X-A", std::string_view{"b\0c", 3}}}}, "u", "header"},
            {"line break in the key", {.idempotency_key = "a\nb"}, "u", "header"},
            {"another token", {.headers = {{"authorization", "Bearer mine"}}}, "u", "authorization"},
            {"another length", {.headers = {{"Content-Length", "1"}}}, "u", "Content-Length"},
            {"another host", {.headers = {{"HOST", "evil"}}}, "u", "HOST"},
        };
        asio::io_context context;
        scripted_server server{{}};
        const directory::client api{context, options_for(server.base_url())};
        for (const auto& each : rows)
        {
            const auto& name = each.name;
            const auto& options = each.options;
            const auto& id = each.id;
            const auto& problem = each.problem;
            CAPTURE(name);
            const auto end = delete_user(context, api.with(options), id);
            CHECK(end.code == errc::invalid_argument);
            CHECK(end.answer.attempts() == 0);
            CHECK_FALSE(end.answer.request_sent());
            CHECK_MESSAGE(end.answer.problem().find(problem) != std::string::npos, end.answer.problem());
            CHECK_THROWS_AS(api.with(options).users().async_delete(id, truto::as_curl), truto::api_error);
        }
        CHECK(server.connections() == 0);
    }

    TEST_CASE("a token with a line break makes no client")
    {
        asio::io_context context;
        auto options = options_for("https://localhost");
        options.token = "secret\r\nX-Evil: 1";
        std::string said;
        try
        {
            const directory::client api{context, options};
        }
        catch (const boost::system::system_error& error)
        {
            said = error.what();
        }
        CHECK(said.find("line break") != std::string::npos);
        CHECK(said.find("secret") == std::string::npos);
    }

    TEST_CASE("as_curl shows the request, quoted, without secrets, and sends nothing")
    {
        asio::io_context context;
        scripted_server server{{}};
        const directory::client api{context, options_for(server.base_url())};
        const auto url = server.base_url() + base;
        CHECK(api.users().async_delete("o'neill", truto::as_curl) ==
              "curl -X DELETE '" + url + "users/o%27neill?" + account +
                  "' -H 'Authorization: Bearer ***' -H 'User-Agent: truto-cpp/0.1.0' -H 'Accept: application/json'");
        const auto command = api.with({.headers = {{"X-Session", "hidden"}}})
                                 .groups()
                                 .async_remove_user({.group_id = "it's", .user_id = "u"}, truto::as_curl);
        CHECK(command.find(" -H 'X-Session: ***'") != std::string::npos);
        CHECK(command.ends_with(R"( --data-raw '{"group_id":"it'\''s","user_id":"u"}')"));
        CHECK(command.find("hidden") == std::string::npos);
        CHECK(command.find("test-token") == std::string::npos);
        run_out(context);
        CHECK(server.connections() == 0);
    }
}
