#include <truto/json.hpp>
#include <truto/testing/directory_simulator.hpp>
#include <truto/user_directory.hpp>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <optional>
#include <string>
#include <vector>

#include "support/run.hpp"
#include "support/scripted_server.hpp"

using namespace truto::test;
using truto::condition;
using truto::errc;
using truto::testing::directory_simulator;
using truto::testing::envelope;

namespace
{

/// One answer of a server to `users().async_delete("u1")`.
ended<directory::user> answered(const std::string& text, const truto::call_options& options = {})
{
    scripted_server server{{{answer(text)}}};
    asio::io_context context;
    const directory::client api{context, options_for(server.base_url())};
    return delete_user(context, api.with(options));
}

const std::string html = "<html><body><h1>502 Bad Gateway</h1></body></html>";

}  // namespace

TEST_SUITE("answers")
{
    TEST_CASE("G1, G2: whatever a success looks like, it is a success, and nothing of it is lost")
    {
        struct row
        {
            std::string name;
            std::string status;
            std::string body;
            bool has_value;
            std::optional<std::string> id;
            std::optional<std::string> name_member;
            std::string extra;
        };
        const std::optional<std::string> none;
        const std::vector<row> rows{
            {"bare", "200 OK", R"({"id":"u1","name":"Ines"})", true, "u1", "Ines", "{}"},
            {"wrapped", "200 OK", R"({"result":{"id":"u1","name":"Ines"}})", true, "u1", "Ines", "{}"},
            {"wrapped with debug", "200 OK", R"({"debug":{"requestUrl":"x"},"result":{"id":"u1"}})", true, "u1", none,
             "{}"},
            {"id only", "200 OK", R"({"id":"u1"})", true, "u1", none, "{}"},
            {"an empty object", "200 OK", "{}", true, none, none, "{}"},
            {"an empty object, wrapped", "200 OK", R"({"result":{}})", true, none, none, "{}"},
            {"null, wrapped", "200 OK", R"({"result":null})", false, none, none, "{}"},
            {"no id, raw record", "200 OK", R"({"id":null,"remote_data":{"deleted":true}})", true, none, none, "{}"},
            {"the provider's own object", "200 OK", R"({"success":true})", true, none, none, R"({"success":true})"},
            {"an id beside the result", "200 OK", R"({"id":"u1","result":{"id":"x"}})", true, "u1", none,
             R"({"result":{"id":"x"}})"},
            {"a result and more", "200 OK", R"({"result":"ok","took":3})", true, none, none,
             R"({"result":"ok","took":3})"},
            {"a scalar result", "200 OK", R"({"result":"ok"})", false, none, none, "{}"},
            {"a list", "200 OK", R"([{"id":"u1"}])", false, none, none, "{}"},
            {"null", "200 OK", "null", false, none, none, "{}"},
            {"nothing", "200 OK", "", false, none, none, "{}"},
            {"204", "204 No Content", "", false, none, none, "{}"},
            {"201", "201 Created", R"({"id":"u1"})", true, "u1", none, "{}"},
            {"202, a text", "202 Accepted", "queued", false, none, none, "{}"},
            {"a web page", "200 OK", html, false, none, none, "{}"},
            {"half a document", "200 OK", R"({"id":"u1")", false, none, none, "{}"},
        };
        for (const auto& each : rows)
        {
            CAPTURE(each.name);
            const auto text = each.status == "204 No Content" ? std::string{"HTTP/1.1 204 No Content\r\n\r\n"}
                                                              : http_answer(each.status, each.body);
            const auto end = answered(text);
            CHECK_FALSE(end.code);
            CHECK(end.answer.status() == static_cast<unsigned>(std::stoi(each.status)));
            CHECK(end.answer.has_value() == each.has_value);
            CHECK(end.answer->id == each.id);
            CHECK(end.answer->name == each.name_member);
            CHECK(boost::json::serialize(end.answer->extra) == each.extra);
            CHECK(end.answer.body() == each.body);
        }
    }

    TEST_CASE("strict decoding makes odd answers errors, and says where they are odd")
    {
        const auto odd = http_answer("200 OK", R"({"id":7,"roles":["admin"]})");
        const auto lenient = answered(odd);
        CHECK_FALSE(lenient.code);
        CHECK(lenient.answer->id == "7");
        CHECK(lenient.answer.decode_notes().size() >= 2);
        CHECK(lenient.answer.decode_notes().front().path == "id");

        const auto strict = answered(odd, {.strict_decoding = true});
        CHECK(strict.code == errc::body_not_decodable);
        CHECK(strict.code == condition::maybe_executed);
        CHECK(strict.answer.status() == 200);
        CHECK(strict.answer.maybe_executed());
        CHECK(answered(http_answer("200 OK", html), {.strict_decoding = true}).code == errc::body_not_decodable);
        CHECK_FALSE(answered(http_answer("200 OK", R"({"id":"7"})"), {.strict_decoding = true}).code);
    }

    TEST_CASE("G19: models are read from the unified and debug formats; others are the body's text")
    {
        const std::string raw = R"({"id":"u1"})";
        CHECK(answered(http_answer("200 OK", raw), {.response_format = "unified"}).answer->id == "u1");
        const auto debug = answered(http_answer("200 OK", R"({"result":{"id":"u1"},"debug":{"requestUrl":"x"}})"),
                                    {.response_format = "debug"});
        CHECK(debug.answer->id == "u1");
        CHECK(debug.answer.beside_result().contains("debug"));

        const auto text =
            R"({"result":{"result":[{"id":"u1"}],"next_cursor":"b"},"debug":{"requestUrl":"x"},"more":1})";
        scripted_server server{{{answer(http_answer("200 OK", text))}}};
        asio::io_context context;
        const auto api = directory::client{context, options_for(server.base_url())}.with({.response_format = "debug"});
        const auto list = run<directory::user_page>(context, [&](auto token) { api.users().async_list(token); });
        REQUIRE(list.answer->result.size() == 1);
        CHECK(list.answer->result[0].id == "u1");
        CHECK(list.answer->next_cursor == "b");
        CHECK(boost::json::serialize(list.answer.beside_result()) == R"({"more":1,"debug":{"requestUrl":"x"}})");
        for (const auto* format : {"raw", "normalized", "stream", "something-new"})
        {
            CAPTURE(format);
            const auto end = answered(http_answer("200 OK", raw), {.response_format = format});
            CHECK_FALSE(end.code);
            CHECK_FALSE(end.answer.has_value());
            CHECK(end.answer.body() == raw);
        }
    }

    TEST_CASE("each failure has its error and everything that the server said")
    {
        struct row
        {
            std::string status;
            std::string body;
            errc code;
            std::string message;
        };
        const auto own = [](int status, const char* message)
        { return R"({"statusCode":)" + std::to_string(status) + R"(,"error":"E","message":")" + message + R"("})"; };
        const auto remote = [](int status)
        {
            return R"({"statusCode":)" + std::to_string(status) +
                   R"(,"error":"E","message":"m","truto_is_remote_error":true,"raw_response":{"code":"x"}})";
        };
        const std::vector<row> rows{
            {"400 Bad Request", own(400, "group_id is required"), errc::bad_request, "group_id is required"},
            {"401 Unauthorized", own(401, "no token"), errc::unauthorized, "no token"},
            {"401 Unauthorized", remote(401), errc::account_needs_reconnect, "m"},
            {"403 Forbidden", remote(403), errc::forbidden, "m"},
            {"404 Not Found", own(404, "gone"), errc::not_found, "gone"},
            {"405 Method Not Allowed", own(405, "sandbox"), errc::method_not_allowed, "sandbox"},
            {"408 Request Timeout", "", errc::request_timeout, ""},
            {"409 Conflict", remote(409), errc::conflict, "m"},
            {"418 I'm a teapot", "{}", errc::other_client_error, ""},
            {"422 Unprocessable Entity", remote(422), errc::unprocessable, "m"},
            {"425 Too Early", "", errc::too_early, ""},
            {"429 Too Many Requests", own(429, "slow down"), errc::rate_limited, "slow down"},
            {"500 Internal Server Error", own(500, "oops"), errc::server_error, "oops"},
            {"502 Bad Gateway", html, errc::bad_gateway, ""},
            {"503 Service Unavailable", own(503, "blocked"), errc::account_blocked, "blocked"},
            {"504 Gateway Timeout", "", errc::gateway_timeout, ""},
            {"530 ", html, errc::other_server_error, ""},
            {"302 Found", "", errc::redirected, ""},
            {"404 Not Found", "[1,2]", errc::not_found, ""},
            {"404 Not Found", R"({"message":{"odd":1},"statusCode":"404"})", errc::not_found, ""},
        };
        for (const auto& each : rows)
        {
            const auto& status = each.status;
            const auto& body = each.body;
            const auto& code = each.code;
            const auto& message = each.message;
            CAPTURE(status);
            CAPTURE(body);
            const auto end = answered(http_answer(status, body, "Location: https://elsewhere.example/\r\n"));
            CHECK(end.code == code);
            CHECK(end.answer.status() == static_cast<unsigned>(std::stoi(status)));
            CHECK(end.answer.error().message.value_or("") == message);
            CHECK(end.answer.body() == body);
            CHECK(end.answer.headers()["location"] == "https://elsewhere.example/");
            CHECK(end.answer->id == std::nullopt);
            CHECK_FALSE(end.answer.has_value());
        }
    }

    TEST_CASE("a 503 rules out that something was done only if it is the API's")
    {
        struct row
        {
            std::string_view name;
            std::string body;
            bool may_be_done;
        };
        const row rows[] = {
            {"the API's", R"({"statusCode":503,"error":"Service Unavailable","message":"blocked"})", false},
            {"a proxy's", "upstream connect error or disconnect/reset before headers", true},
            {"a gateway's", R"({"message":"Service Unavailable"})", true},
            {"nobody's", "", true},
        };
        for (const auto& each : rows)
        {
            CAPTURE(each.name);
            const auto end = answered(http_answer("503 Service Unavailable", each.body));
            CHECK(end.code == errc::account_blocked);
            CHECK(end.answer.maybe_executed() == each.may_be_done);
            const auto text = truto::describe(end.code, end.answer);
            CHECK_MESSAGE((text.find("the API did not say it") != std::string::npos) == each.may_be_done, text);
        }
    }

    TEST_CASE("the insight of a failure is typed, and what it does not know is kept")
    {
        const auto end = answered(http_answer("403 Forbidden", R"({
            "statusCode": 403, "error": "Forbidden", "message": "Insufficient privileges.",
            "truto_is_remote_error": true, "raw_response": {"error": {"code": "accessDenied"}}, "trace": "t-1",
            "truto_error_insight": {
                "forbidden_error": {"description": "d", "value": {"missing_scopes": ["User.ReadWrite.All"]}},
                "remote_error": {"description": "The provider refused the call."},
                "new_hint": {"value": 1}}})"));
        CHECK(end.code == errc::forbidden);
        const auto& error = end.answer.error();
        CHECK(error.is_remote());
        CHECK(error.missing_scopes() == std::vector<std::string>{"User.ReadWrite.All"});
        CHECK(error.raw_response->at("error").at("code") == "accessDenied");
        CHECK(error.extra.at("trace") == "t-1");
        REQUIRE(error.truto_error_insight);
        CHECK(error.truto_error_insight->remote_error->description == "The provider refused the call.");
        CHECK(error.truto_error_insight->extra.contains("new_hint"));
        const auto line = truto::describe(end.code, end.answer);
        CHECK(line.find("users.delete: 403 Forbidden: Insufficient privileges.") == 0);
        CHECK(line.find("User.ReadWrite.All") != std::string::npos);
        CHECK(line.find("accessDenied") == std::string::npos);  // no body in a message
    }

    TEST_CASE("the rate limit is read from the headers of successes and failures")
    {
        const auto end = answered(http_answer("429 Too Many Requests", "{}",
                                              "Retry-After: 37\r\nratelimit-limit: 110;w=10\r\n"
                                              "ratelimit-remaining: 0\r\nratelimit-reset: 37\r\n"));
        const auto limit = end.answer.rate_limit();
        CHECK(limit.limit == 110);
        CHECK(limit.window == std::chrono::seconds{10});
        CHECK(limit.remaining == 0);
        CHECK(limit.reset == std::chrono::seconds{37});
        CHECK(limit.retry_after == std::chrono::seconds{37});
        CHECK(answered(http_answer("200 OK", "{}")).answer.rate_limit() == truto::rate_limit{});
    }

    TEST_CASE("the five operations have their effects, in every envelope")
    {
        for (const auto form : {envelope::bare, envelope::wrapped, envelope::id_only, envelope::empty_object,
                                envelope::null_id, envelope::empty_body, envelope::no_content, envelope::foreign})
        {
            CAPTURE(static_cast<int>(form));
            const directory_simulator simulator{{.envelope = form}};
            const auto& seeded = directory_simulator::seeded();
            asio::io_context context;
            const directory::client api{context,
                                        {.base_url = simulator.base_url(),
                                         .token = simulator.token(),
                                         .integrated_account_id = simulator.account_id()}};
            const auto member = [&](std::string_view what, std::string_view id)
            {
                const auto user = simulator.user(seeded.leaver);
                const auto* list = user.as_object().if_contains(what);
                return list != nullptr && list->is_array() &&
                       boost::json::serialize(*list).find("\"" + std::string{id} + "\"") != std::string::npos;
            };

            CHECK(member("groups", seeded.group));
            api.groups().async_remove_user({.group_id = seeded.group, .user_id = seeded.leaver}, truto::blocking);
            CHECK_FALSE(member("groups", seeded.group));

            CHECK(member("groups", seeded.second_group));
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
            api.groups().async_remove({.group_id = seeded.second_group, .user_id = seeded.leaver}, truto::blocking);
#pragma GCC diagnostic pop
            CHECK_FALSE(member("groups", seeded.second_group));

            CHECK(member("roles", seeded.leaver_role));
            api.users().async_unassign_role({.id = seeded.leaver, .roles = {{.id = seeded.leaver_role}}},
                                            truto::blocking);
            CHECK_FALSE(member("roles", seeded.leaver_role));

            const auto gone = api.users().async_delete(seeded.leaver, truto::blocking);
            CHECK(simulator.user(seeded.leaver).at("status") == "deleted");
            if (form == envelope::bare || form == envelope::wrapped)
            {
                CHECK(gone->name == "Ines Okafor");
                CHECK(gone->status == directory::user_status::deleted);
            }

            api.organizations().async_delete(seeded.empty_organization, truto::blocking);
            CHECK(simulator.organization(seeded.empty_organization).is_null());
            CHECK(simulator.connections() == 1);
        }
    }

    TEST_CASE("a 400 of the API names the members that are missing")
    {
        const directory_simulator simulator;
        asio::io_context context;
        const directory::client api{context,
                                    {.base_url = simulator.base_url(),
                                     .token = simulator.token(),
                                     .integrated_account_id = simulator.account_id()}};
        std::optional<truto::api_error> thrown;
        try
        {
            api.groups().async_remove_user({}, truto::blocking);
        }
        catch (const truto::api_error& error)
        {
            thrown = error;
        }
        REQUIRE(thrown);
        CHECK(thrown->code() == errc::bad_request);
        CHECK(thrown->details().missing_body_fields() == std::vector<std::string>{"group_id", "user_id"});
        CHECK(std::string{thrown->what()}.find("missing in the body: group_id, user_id") != std::string::npos);
    }

    TEST_CASE("a user of the simulator survives decoding and encoding unchanged")
    {
        const directory_simulator simulator;
        for (const auto& user : simulator.users())
        {
            const auto text = boost::json::serialize(user);
            CAPTURE(text);
            const auto decoded = truto::decode<directory::user>(text);
            CHECK(decoded.notes.empty());
            const auto again = truto::decode<directory::user>(boost::json::serialize(truto::encode(decoded.value)));
            CHECK(again.value == decoded.value);
        }
    }
}
