#include <truto/as_curl.hpp>
#include <truto/user_directory.hpp>

#include <boost/json/value.hpp>

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

    TEST_CASE("the deprecated operation works and says what to use instead")
    {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
        const auto sent =
            sent_by([](const auto& api) { api.groups().async_remove({.group_id = "g", .user_id = "u"}, ignore); });
#pragma GCC diagnostic pop
        CHECK(sent.line == "POST " + base + "groups/remove?" + account + " HTTP/1.1");
        CHECK(sent.body == R"({"group_id":"g","user_id":"u"})");
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
