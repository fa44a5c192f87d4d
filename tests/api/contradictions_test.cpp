// Where sources about the API contradict each other, and what the client does about it: one test for each row that no
// other file is about. Rows are numbered as in the collection of facts.

#include <truto/testing/fake_transport.hpp>
#include <truto/user_directory.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/run.hpp"

using namespace std::chrono_literals;
using namespace truto::test;
using truto::errc;
using truto::testing::fake_transport;
using truto::testing::scripted_answer;

namespace
{

/// A client whose requests all succeed, unless a test expects something else first.
struct world
{
    fake_transport network{};
    asio::io_context context{};
    truto::client_options options = network.options();

    truto::testing::sent_request last() const { return network.requests().back(); }

    directory::client client() { return directory::client{context, options}; }

    /// The target of a call without the account's id.
    template <class T, class Call>
    std::string target_of(Call&& call)
    {
        network.any().answer(200, "{}");
        const auto end = run<T>(context, std::forward<Call>(call));
        CHECK_FALSE(end.code);
        auto target = last().target;
        const std::string account = "integrated_account_id=" + options.integrated_account_id;
        if (const auto at = target.find(account); at != std::string::npos)
        {
            target.erase(at - 1, account.size() + 1);
        }
        return target;
    }

    std::string target_of_delete(const directory::client& api, const directory::users_delete_query& query = {})
    {
        return target_of<directory::user>([&](auto token) { api.users().async_delete("u1", query, std::move(token)); });
    }

    ended<directory::user> delete_with(const scripted_answer& first)
    {
        network.any().answer(first).answer(200, "{}");
        return delete_user(context, client());
    }
};

scripted_answer answer_with(unsigned status, truto::headers headers, std::string body = "{}")
{
    scripted_answer answer;
    answer.status = status;
    answer.headers = std::move(headers);
    answer.body = std::move(body);
    return answer;
}

std::string query_part(const std::string& target)
{
    return target.substr(target.find_first_of("?&") + 1);
}

}  // namespace

TEST_SUITE("contradictions")
{
    TEST_CASE("G5: fields to leave out are an array, or the text that the caller sends")
    {
        world all;
        const auto listed = all.client().with({.exclude_fields = {"id", "name"}});
        CHECK(query_part(all.target_of_delete(listed)) ==
              "truto_exclude_fields%5B%5D=id&truto_exclude_fields%5B%5D=name");
        const auto text = all.client().with({.query = {{"truto_exclude_fields", "id,name"}}});
        CHECK(query_part(all.target_of_delete(text)) == "truto_exclude_fields=id%2Cname");
    }

    TEST_CASE("G6: arrays of plain values have empty brackets, or indices on request; arrays of objects have indices")
    {
        const directory::users_delete_query none{};
        const boost::json::array plain{"a", "b"};
        const boost::json::array objects{boost::json::value{{"id", "r1"}}, boost::json::value{{"id", "r2"}}};
        world all;
        CHECK(query_part(all.target_of_delete(all.client().with({.query = {{"x", plain}}}))) == "x%5B%5D=a&x%5B%5D=b");
        CHECK(query_part(all.target_of_delete(all.client().with({.query = {{"x", objects}}}))) ==
              "x%5B0%5D%5Bid%5D=r1&x%5B1%5D%5Bid%5D=r2");
        all.options.arrays = truto::array_style::indices;
        CHECK(query_part(all.target_of_delete(all.client().with({.query = {{"x", plain}}}))) ==
              "x%5B0%5D=a&x%5B1%5D=b");
    }

    TEST_CASE("G7: what is tried again when the deed may be done twice, and what never is")
    {
        struct row
        {
            unsigned status;
            bool delete_again;  // idempotent
            bool post_again;    // without a key
        };
        const row rows[] = {
            {408, true, false}, {409, false, false}, {425, true, false},  {429, true, true},
            {500, true, false}, {502, true, false},  {503, false, false}, {504, true, false},
        };
        for (const auto& each : rows)
        {
            CAPTURE(each.status);
            world deleting;
            CHECK((deleting.delete_with(answer_with(each.status, {})).answer.attempts() == 2) == each.delete_again);

            world posting;
            posting.options.idempotency_keys = false;
            posting.network.any().answer(each.status).answer(200, "{}");
            const auto api = posting.client();
            const auto end = run<directory::group>(
                posting.context, [&](auto token)
                { api.groups().async_remove_user({.group_id = "g1", .user_id = "u1"}, std::move(token)); });
            CHECK((end.answer.attempts() == 2) == each.post_again);
        }
    }

    TEST_CASE("G8: a failure says as much as its body does, in any of the three shapes")
    {
        struct row
        {
            std::string_view name;
            std::string body;
            std::string message;
        };
        const row rows[] = {
            {"three members", R"({"statusCode":400,"error":"Bad Request","message":"no"})", "no"},
            {"details", R"({"statusCode":400,"message":"no","details":{"failures":[{"path":"id"}]}})", "no"},
            {"of the provider", R"({"message":"no","truto_is_remote_error":true,"raw_response":"<xml/>"})", "no"},
            {"a page of something in between", "<html>Bad Request</html>", ""},
            {"nothing", "", ""},
        };
        for (const auto& each : rows)
        {
            CAPTURE(each.name);
            world all;
            const auto end = all.delete_with(answer_with(400, {}, each.body));
            CHECK(end.code == errc::bad_request);
            CHECK(end.answer.error().message.value_or("") == each.message);
            CHECK(end.answer.body() == each.body);
        }
    }

    TEST_CASE("G9: the wait is what Retry-After says, or else ratelimit-reset")
    {
        world seconds;
        seconds.delete_with(answer_with(429, {{"Retry-After", "7"}, {"ratelimit-reset", "3"}}));
        CHECK(seconds.network.now() >= 7s);
        CHECK(seconds.network.now() < 20s);
        world reset;
        reset.delete_with(answer_with(429, {{"ratelimit-reset", "3"}}));
        CHECK(reset.network.now() >= 3s);
        CHECK(reset.network.now() < 7s);
    }

    TEST_CASE("G10: the account may be left out, for tokens that imply it")
    {
        world all;
        all.options.integrated_account_id.clear();
        CHECK(all.target_of_delete(all.client()) == "/unified/user-directory/users/u1");
        all.options.integrated_account_id = "acme";
        all.target_of_delete(all.client().with({.integrated_account_id = ""}));
        CHECK(all.last().target == "/unified/user-directory/users/u1");
    }

    TEST_CASE("G11: an id in the path is required; products that want it in the body are called without a description")
    {
        world all;
        const auto api = all.client();
        CHECK(delete_user(all.context, api, "").code == errc::invalid_argument);
        CHECK(all.network.requests().empty());
        const boost::json::value body = {{"id", "u1"}};
        const auto target = all.target_of<boost::json::value>(
            [&](auto token)
            { api.async_call("DELETE", "/unified/user-directory/users", {.body = body}, std::move(token)); });
        CHECK(target == "/unified/user-directory/users");
        CHECK(all.last().body == R"({"id":"u1"})");
    }

    TEST_CASE("G12: a content type goes with a body, and without one where the caller says so")
    {
        world all;
        all.target_of_delete(all.client());
        CHECK_FALSE(all.last().headers.contains("Content-Type"));
        all.target_of_delete(all.client().with({.headers = {{"Content-Type", "application/json"}}}));
        CHECK(all.last().headers["Content-Type"] == "application/json");
    }

    TEST_CASE("G14: methods have hyphens; older names are custom methods")
    {
        world all;
        const auto api = all.client();
        CHECK(all.target_of<directory::user>([&](auto token)
                                             { api.users().async_unassign_role({.id = "u1"}, std::move(token)); }) ==
              "/unified/user-directory/users/unassign-role");
        CHECK(all.target_of<boost::json::value>(
                  [&](auto token) { api.async_custom_method("users", "unassign_role", {}, std::move(token)); }) ==
              "/unified/user-directory/users/unassign_role");
    }

    TEST_CASE("G15: addresses in the query of a deletion may be a text or any JSON")
    {
        world all;
        const auto api = all.client();
        CHECK(query_part(all.target_of_delete(api, {.emails = boost::json::value("a@example.com")})) ==
              "emails=a%40example.com");
        const boost::json::value listed = boost::json::array{boost::json::value{{"email", "a@example.com"}}};
        CHECK(query_part(all.target_of_delete(api, {.emails = listed})) == "emails%5B0%5D%5Bemail%5D=a%40example.com");
    }

    TEST_CASE("G18, G26: what some products require is sent when it is given, and never demanded")
    {
        world all;
        const auto api = all.client();
        CHECK(all.target_of<directory::group>([&](auto token)
                                              { api.groups().async_remove_user({}, std::move(token)); }) ==
              "/unified/user-directory/groups/remove-user");
        CHECK(all.last().body == "{}");
    }

    TEST_CASE("G22: POST and PATCH carry a key, DELETE on request")
    {
        world all;
        const auto api = all.client();
        all.target_of<directory::group>([&](auto token) { api.groups().async_remove_user({}, std::move(token)); });
        CHECK(all.last().headers.contains("Idempotency-Key"));
        all.target_of<directory::role>([&](auto token) { api.roles().async_update("r1", {}, std::move(token)); });
        CHECK(all.last().headers.contains("Idempotency-Key"));
        all.target_of_delete(api);
        CHECK_FALSE(all.last().headers.contains("Idempotency-Key"));
        all.target_of_delete(api.with({.idempotency_key = "mine"}));
        CHECK(all.last().headers["Idempotency-Key"] == "mine");
    }

    TEST_CASE("G23: 503 is an error of its own: the account is blocked")
    {
        world all;
        CHECK(all.delete_with(answer_with(503, {})).code == errc::account_blocked);
    }

    TEST_CASE("G24: a 401 of the provider is about the account, any other about the token")
    {
        world token;
        CHECK(token.delete_with(answer_with(401, {}, R"({"message":"x"})")).code == errc::unauthorized);
        world account;
        CHECK(account.delete_with(answer_with(401, {}, R"({"message":"x","truto_is_remote_error":true})")).code ==
              errc::account_needs_reconnect);
    }

    TEST_CASE("G25: a reset is in so many seconds, or at a time if the number is too large for that")
    {
        const auto in = [](std::chrono::seconds wait)
        {
            const auto at = std::chrono::system_clock::now() + wait;
            return std::to_string(std::chrono::duration_cast<std::chrono::seconds>(at.time_since_epoch()).count());
        };
        world delta;
        delta.delete_with(answer_with(429, {{"ratelimit-reset", "20"}}));
        CHECK(delta.network.now() >= 20s);
        CHECK(delta.network.now() < 40s);
        world epoch;
        epoch.delete_with(answer_with(429, {{"ratelimit-reset", in(20s)}}));
        CHECK(epoch.network.now() >= 15s);
        CHECK(epoch.network.now() < 40s);
    }
}
