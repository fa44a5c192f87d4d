#include <truto/as_curl.hpp>
#include <truto/multipart.hpp>
#include <truto/testing/fake_transport.hpp>
#include <truto/user_directory.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/json/value.hpp>

#include <string>
#include <string_view>
#include <utility>

#include "support/run.hpp"

using namespace truto::test;
using truto::errc;
using truto::testing::fake_transport;
using json_value = boost::json::value;

namespace
{

struct sent
{
    fake_transport network{};
    asio::io_context context{};
    directory::client api{context, network.options()};

    explicit sent(std::string body = R"({"id":"x"})") { network.any().answer(200, std::move(body)).always(); }

    template <class T = json_value>
    ended<T> request(std::string_view method, std::string_view path, const truto::request& what = {})
    {
        return run<T>(context, [&](auto token) { api.async_call<T>(method, path, what, std::move(token)); });
    }

    truto::testing::sent_request last() const { return network.requests().back(); }
};

}  // namespace

TEST_SUITE("requests without a description")
{
    TEST_CASE("any method and path go out with the query and body that were given")
    {
        sent all;
        const json_value body = {{"name", "Ines"}};
        const auto end =
            all.request("PUT", "/proxy/people/7%2F8", {.query = {{"filter", {{"active", true}}}}, .body = body});
        CHECK_FALSE(end.code);
        CHECK(end.answer->at("id") == "x");
        CHECK(end.answer.operation() == "PUT /proxy/people/7%2F8");
        const auto request = all.last();
        CHECK(request.method == "PUT");
        CHECK(request.path == "/proxy/people/7%2F8");
        CHECK(request.target.find("filter%5Bactive%5D=true") != std::string::npos);
        CHECK(request.target.find("integrated_account_id=") != std::string::npos);
        CHECK(request.body == R"({"name":"Ines"})");
        CHECK(request.headers["Content-Type"] == "application/json");
    }

    TEST_CASE("without a body none is sent")
    {
        sent all;
        all.request("GET", "/custom/report");
        CHECK(all.last().body.empty());
        CHECK_FALSE(all.last().headers.contains("Content-Type"));
    }

    TEST_CASE("the answer is JSON of any kind, or a model")
    {
        CHECK(sent{"[1]"}.request("GET", "/proxy/x").answer->as_array().size() == 1);
        CHECK(sent{R"({"result":{"id":"u1"}})"}.request<directory::user>("GET", "/proxy/x").answer->id == "u1");
        CHECK(sent{"<html>"}.request("GET", "/proxy/x").code == errc::body_not_decodable);
        CHECK_FALSE(sent{"<html>"}.request("POST", "/proxy/x").code);  // it was done, whatever the text is
    }

    TEST_CASE("other formats work as everywhere")
    {
        sent all{"\x01\x02"};
        const auto raw = all.api.as<truto::raw>();
        const auto end = run<std::string>(all.context, [&](auto token)
                                          { raw.async_call("GET", "/proxy/files/1", std::move(token)); });
        CHECK(*end.answer == "\x01\x02");
    }

    TEST_CASE("retries and keys are as for described operations")
    {
        sent all;
        all.request("POST", "/proxy/x");
        CHECK_FALSE(all.last().headers["Idempotency-Key"].empty());
        all.request("PATCH", "/proxy/x");
        CHECK_FALSE(all.last().headers["Idempotency-Key"].empty());
        all.request("PUT", "/proxy/x");
        CHECK(all.last().headers["Idempotency-Key"].empty());

        fake_transport network;
        network.any().answer(503).answer(502).answer(200, "{}");
        asio::io_context context;
        auto options = network.options();
        options.retry.retries = 3;
        const directory::client api{context, options};
        const auto get =
            run<json_value>(context, [&](auto token) { api.async_call("GET", "/proxy/x", {}, std::move(token)); });
        CHECK(get.code == errc::account_blocked);
        const auto again =
            run<json_value>(context, [&](auto token) { api.async_call("GET", "/proxy/x", {}, std::move(token)); });
        CHECK_FALSE(again.code);
        CHECK(again.answer.attempts() == 2);
    }

    TEST_CASE("what can't be a request is refused before anything is sent")
    {
        struct row
        {
            std::string_view name;
            std::string_view method;
            std::string_view path;
        };
        const row rows[] = {
            {"no method", "", "/proxy"},
            {"a method with a space", "GET /x", "/proxy"},
            {"a method with a line break", "GET\r\nX: y", "/proxy"},
            {"no path", "GET", ""},
            {"no slash", "GET", "proxy"},
            {"a query", "GET", "/proxy?x=1"},
            {"a fragment", "GET", "/proxy#x"},
            {"a space", "GET", "/proxy/a b"},
            {"a line break", "GET", "/proxy/\r\nX:y"},
            {"braces", "GET", "/proxy/{id}"},
            {"not ASCII", "GET", "/proxy/\xC3\xA9"},
            {"a dot segment", "GET", "/proxy/../integrated-account"},
            {"a dot segment at the end", "GET", "/proxy/.."},
            {"a single dot", "GET", "/./proxy"},
            {"encoded dots", "GET", "/proxy/%2e%2E/integrated-account"},
            {"half encoded dots", "GET", "/proxy/.%2e"},
            {"a percent sign without digits", "GET", "/proxy/%zz"},
            {"a percent sign at the end", "GET", "/proxy/100%"},
        };
        for (const auto& each : rows)
        {
            CAPTURE(each.name);
            sent all;
            const auto end = all.request(each.method, each.path);
            CHECK(end.code == errc::invalid_argument);
            CHECK_FALSE(end.answer.problem().empty());
            CHECK_FALSE(end.answer.request_sent());
            CHECK(all.network.requests().empty());
            // It may hold anything: a query, a second line.
            CHECK(end.answer.operation() == "request");
        }
    }

    TEST_CASE("a custom method is a POST below its resource, its names percent-encoded")
    {
        sent all{R"({"result":{"id":"u1"}})"};
        const json_value body = {{"id", "u1"}};
        const auto end = run<directory::user>(all.context,
                                              [&](auto token)
                                              {
                                                  all.api.async_custom_method<directory::user>(
                                                      "users", "re-enable/now", {.body = body}, std::move(token));
                                              });
        CHECK(end.answer->id == "u1");
        CHECK(end.answer.operation() == "users.re-enable%2Fnow");
        CHECK(all.last().method == "POST");
        CHECK(all.last().path == "/unified/user-directory/users/re-enable%2Fnow");
        CHECK(all.last().body == R"({"id":"u1"})");
    }

    TEST_CASE("a custom method without a name is refused")
    {
        for (const auto& [resource, method] : {std::pair{"", "suspend"}, std::pair{"users", ""}, std::pair{"..", "x"}})
        {
            sent all;
            const auto end = run<json_value>(all.context, [&, of = resource, what = method](auto token)
                                             { all.api.async_custom_method(of, what, std::move(token)); });
            CHECK(end.code == errc::invalid_argument);
            CHECK(all.network.requests().empty());
        }
    }

    TEST_CASE("they can be awaited, and shown as curl commands")
    {
        sent all;
        bool done = false;
        asio::co_spawn(
            all.context,
            [](auto& self, auto& ended) -> asio::awaitable<void>
            {
                const auto answer = co_await self.api.async_call("GET", "/proxy/users", {.query = {}});
                CHECK(answer->at("id") == "x");
                const json_value body = {{"id", "u1"}};
                const auto model =
                    co_await self.api.template async_custom_method<directory::user>("users", "suspend", {.body = body});
                CHECK(model->id == "x");
                ended = true;
            }(all, done),
            [](std::exception_ptr failure) { CHECK_FALSE(failure); });
        run_out(all.context);
        CHECK(done);
        const std::string command = all.api.async_call("GET", "/proxy/users", {}, truto::as_curl);
        CHECK(command.find("curl -X GET 'https://api.truto.test/proxy/users?") == 0);
    }
}

TEST_SUITE("raw bodies")
{
    TEST_CASE("go out as they are, with their type and the word that nobody is to translate them")
    {
        sent all;
        const std::string bytes{"a\0\r\n\xFF", 5};
        const auto upload = all.api.with({.raw_body = truto::payload{"application/x-thing", bytes}});
        const directory::users_create_body ignored{.first_name = "Ines"};
        const auto end = run<directory::user>(all.context, [&](auto token)
                                              { upload.users().async_create(ignored, std::move(token)); });
        CHECK_FALSE(end.code);
        CHECK(all.last().body == bytes);
        CHECK(all.last().headers["Content-Type"] == "application/x-thing");
        CHECK(all.last().target.find("truto_body_passthrough=true") != std::string::npos);
    }

    TEST_CASE("the type is one of the headers, which the caller's replace")
    {
        sent all;
        const auto upload = all.api.with(
            {.raw_body = truto::payload{"text/csv", "a,b"}, .headers = {{"content-type", "text/csv; header=absent"}}});
        run<json_value>(all.context, [&](auto token) { upload.async_call("POST", "/proxy/x", {}, std::move(token)); });
        std::string types;
        const auto& headers = all.last().headers;
        for (std::size_t i = 0; i != headers.size(); ++i)
        {
            const auto each = headers.at(i);
            types.append(each.name == "Content-Type" || each.name == "content-type" ? each.value : "");
        }
        CHECK(types == "text/csv; header=absent");
    }

    TEST_CASE("a type that can't be a header is refused")
    {
        sent all;
        const auto upload = all.api.with({.raw_body = truto::payload{"text/plain\r\nX: y", "x"}});
        const auto end = run<json_value>(all.context, [&](auto token)
                                         { upload.async_call("POST", "/proxy/x", {}, std::move(token)); });
        CHECK(end.code == errc::invalid_argument);
        CHECK(all.network.requests().empty());
    }

    TEST_CASE("a curl command takes them from its input")
    {
        sent all;
        const auto upload = all.api.with({.raw_body = truto::payload{"text/plain", "secret"}});
        const std::string command = upload.async_call("POST", "/proxy/x", {}, truto::as_curl);
        CHECK(command.find("--data-binary @-") != std::string::npos);
        CHECK(command.find("secret") == std::string::npos);
    }
}
