#include <truto/api_error.hpp>
#include <truto/testing/fake_transport.hpp>
#include <truto/user_directory.hpp>

#include <truto/detail/net/ground.hpp>
#include <truto/detail/net/roster.hpp>
#include <truto/detail/net/transport.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/read_until.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <memory>
#include <new>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "support/answering_server.hpp"
#include "support/recorder.hpp"
#include "support/run.hpp"
#include "support/scripted_server.hpp"

using namespace truto::test;
using truto::condition;
using truto::errc;
using namespace std::chrono_literals;

namespace
{

/// A few quick retries. Each attempt has a connection of its own, and a server script with it.
truto::client_options retrying(std::string base_url)
{
    auto options = options_for(std::move(base_url));
    options.retry.retries = 3;
    options.retry.first_backoff = 1ms;
    options.retry.max_backoff = 4ms;
    options.max_idle_connections = 0;
    return options;
}

/// What is called.
enum class kind
{
    erase,      // DELETE
    keyed,      // POST with a key
    plain_post  // POST without
};

constexpr kind all_kinds[] = {kind::erase, kind::keyed, kind::plain_post};

std::string name_of(kind what)
{
    return what == kind::erase ? "DELETE" : what == kind::keyed ? "POST with a key" : "POST without a key";
}

/// Cancels a call as soon as an attempt has its answer.
class cancelling : public truto::observer
{
public:
    explicit cancelling(asio::cancellation_signal& signal) : signal_(signal) {}

    void attempt_finished(const truto::call_info&, const truto::attempt_info&) noexcept override
    {
        signal_.emit(asio::cancellation_type::terminal);
    }

private:
    asio::cancellation_signal& signal_;
};

/// A network that sends requests, and has no memory for answers.
struct poor_line final : truto::detail::net::transport
{
    truto::detail::net::task<truto::error_code> carry(truto::detail::net::fiber&, const truto::call_info&,
                                                      std::string_view, truto::detail::net::exchange_rules,
                                                      truto::detail::net::answer& out) override
    {
        out.request_sent = true;
        throw std::bad_alloc{};
        co_return truto::error_code{};
    }
    void close() override {}
};

struct poor_ground final : truto::detail::net::ground
{
    std::shared_ptr<truto::detail::net::transport> make_transport(const asio::any_io_executor&) override
    {
        return std::make_shared<poor_line>();
    }
    std::shared_ptr<truto::detail::net::roster> make_roster(const asio::any_io_executor& executor,
                                                            bool lasting) override
    {
        return std::make_shared<truto::detail::net::roster>(executor, lasting);
    }
    std::uint64_t random() override { return 1; }
};

/// How a call ended, whatever it was.
struct outcome
{
    truto::error_code code{};
    truto::response_base answer{};
};

outcome call(asio::io_context& context, const directory::client& api, kind what)
{
    if (what == kind::erase)
    {
        auto end = delete_user(context, api);
        return {end.code, end.answer};
    }
    truto::call_options options;
    if (what == kind::plain_post)
    {
        options.idempotency_key = "";
    }
    const auto end = run<directory::group>(
        context, [&](auto token)
        { api.with(options).groups().async_remove_user({.group_id = "g1", .user_id = "u1"}, std::move(token)); });
    return {end.code, end.answer};
}

std::string failure(std::string_view status, std::string_view lines = "")
{
    return http_answer(status, R"({"statusCode":500,"message":"said by the server"})", lines);
}

/// Closes the listening socket as soon as one connection is there, reads the request, and hangs up.
class vanishing_server
{
public:
    vanishing_server()
        : acceptor_(context_, {asio::ip::make_address_v4("127.0.0.1"), 0}),
          port_(acceptor_.local_endpoint().port()),
          thread_(
              [this]
              {
                  auto socket = acceptor_.accept();
                  acceptor_.close();
                  std::string request;
                  boost::system::error_code ignored;
                  asio::read_until(socket, asio::dynamic_buffer(request), "\r\n\r\n", ignored);
              })
    {
    }
    ~vanishing_server() { thread_.join(); }

    std::string base_url() const { return "http://127.0.0.1:" + std::to_string(port_); }

private:
    asio::io_context context_;
    asio::ip::tcp::acceptor acceptor_;
    unsigned short port_;
    std::thread thread_;
};

unsigned short free_port()
{
    asio::io_context context;
    const asio::ip::tcp::acceptor probe{context, {asio::ip::make_address_v4("127.0.0.1"), 0}};
    return probe.local_endpoint().port();
}

template <class Clock = std::chrono::steady_clock>
class stopwatch
{
public:
    auto elapsed() const { return Clock::now() - began_; }

private:
    typename Clock::time_point began_ = Clock::now();
};

}  // namespace

TEST_SUITE("retries")
{
    TEST_CASE("what may mend by itself is tried again, unless it could be done twice")
    {
        struct row
        {
            std::string name;
            scripted_server::script first;  // then comes a good answer
            errc code;                      // if it is not tried again
            bool is_repeated;               // for DELETE, and POST with a key
            bool is_harmless;               // then also for POST without
        };
        const auto status =
            [](std::string_view line, errc code, bool repeated, bool harmless = false, std::string_view lines = "")
        { return row{std::string{line}, {answer(failure(line, lines))}, code, repeated, harmless}; };
        const std::vector<row> rows{
            status("408 Request Timeout", errc::request_timeout, true),
            status("425 Too Early", errc::too_early, true),
            status("429 Too Many Requests", errc::rate_limited, true, true, "Retry-After: 0\r\n"),
            status("500 Internal Server Error", errc::server_error, true),
            status("502 Bad Gateway", errc::bad_gateway, true),
            status("504 Gateway Timeout", errc::gateway_timeout, true),
            status("507 Insufficient Storage", errc::other_server_error, true),
            status("503 Service Unavailable", errc::account_blocked, false),
            status("302 Found", errc::redirected, false, false, "Location: /elsewhere\r\n"),
            status("400 Bad Request", errc::bad_request, false),
            status("401 Unauthorized", errc::unauthorized, false),
            status("403 Forbidden", errc::forbidden, false),
            status("404 Not Found", errc::not_found, false),
            status("405 Method Not Allowed", errc::method_not_allowed, false),
            status("409 Conflict", errc::conflict, false),
            status("418 I'm a teapot", errc::other_client_error, false),
            status("422 Unprocessable Content", errc::unprocessable, false),
            {"closed before the answer", {read_request(), close()}, errc::connection_lost, true, false},
            {"reset before the answer", {read_request(), reset()}, errc::connection_lost, true, false},
            {"closed within the head",
             {read_request(), write("HTTP/1.1 200 OK\r\nCont"), close()},
             errc::connection_lost,
             true,
             false},
            {"closed within the body",
             {read_request(), write("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{"), close()},
             errc::connection_lost,
             true,
             false},
            {"silent for too long", {ignore_request()}, errc::timeout, true, false},
            {"not HTTP",
             {read_request(), write("SSH-2.0-OpenSSH_9.2\r\n"), close()},
             errc::protocol_error,
             false,
             false},
            {"a body that is too large",
             {read_request(), write("HTTP/1.1 200 OK\r\nContent-Length: 2000\r\n\r\n"), wait_for_end()},
             errc::body_too_large,
             false,
             false},
        };
        for (const auto& each : rows)
        {
            const auto& name = each.name;
            CAPTURE(name);
            for (const auto what : all_kinds)
            {
                const auto method = name_of(what);
                CAPTURE(method);
                scripted_server server{{each.first, {answer_ok("{}")}}};
                asio::io_context context;
                auto options = retrying(server.base_url());
                options.max_body_size = 1000;
                options.attempt_timeout = 400ms;
                const directory::client api{context, options};
                const auto end = call(context, api, what);

                const bool repeated = what == kind::plain_post ? each.is_harmless : each.is_repeated;
                CHECK(end.code == (repeated ? truto::error_code{} : truto::error_code{each.code}));
                CHECK(end.answer.attempts() == (repeated ? 2u : 1u));
                CHECK(server.requests().size() == (repeated ? 2u : 1u));
                CHECK(end.answer.maybe_executed() == (!repeated && end.code == condition::maybe_executed));
                CHECK(end.answer.request_sent());

                const auto counted = api.counters();
                const auto retries = counted.retries_rate_limited + counted.retries_status +
                                     counted.retries_connection + counted.retries_timeout;
                CHECK(counted.calls == 1);
                CHECK(counted.attempts == (repeated ? 2u : 1u));
                CHECK(retries == (repeated ? 1u : 0u));
                CHECK(counted.replays == 0);
            }
        }
    }

    TEST_CASE("whether it can do no harm is the operation's to say, whatever its method is")
    {
        struct row
        {
            std::string_view method;
            bool idempotent;
            std::size_t requests;
        };
        const row rows[] = {{"DELETE", true, 2}, {"DELETE", false, 1}, {"POST", true, 2}, {"POST", false, 1}};
        for (const auto& each : rows)
        {
            CAPTURE(each.method);
            CAPTURE(each.idempotent);
            scripted_server server{{{read_request(), close()}, {answer_ok("{}")}}};
            auto options = retrying(server.base_url());
            options.idempotency_keys = false;
            asio::io_context context;
            const directory::client api{context, options};
            const truto::operation which{
                .id = "things.end", .method = each.method, .path = "/things", .idempotent = each.idempotent};
            const auto end = run<directory::user>(
                context, [&](auto token) { truto::async_call<directory::user>(api.users(), which, {}, token); });
            CHECK(end.code == (each.requests == 2 ? truto::error_code{} : truto::error_code{errc::connection_lost}));
            CHECK(server.requests().size() == each.requests);
        }
    }

    TEST_CASE("503 means a blocked account, and is tried again only if that is asked for")
    {
        for (const bool asked : {false, true})
        {
            CAPTURE(asked);
            scripted_server server{{{answer(failure("503 Service Unavailable"))}, {answer_ok("{}")}}};
            asio::io_context context;
            auto options = retrying(server.base_url());
            options.retry.on_account_blocked = asked;
            const auto end = delete_user(context, directory::client{context, options});
            CHECK(end.code == (asked ? truto::error_code{} : truto::error_code{errc::account_blocked}));
            CHECK(server.requests().size() == (asked ? 2u : 1u));
        }
    }

    TEST_CASE("a 503 that is not the API's is remembered when another attempt fails")
    {
        struct row
        {
            std::string_view name;
            std::string body;
            bool may_be_done;
        };
        const row rows[] = {
            {"the API's", R"({"statusCode":503,"error":"Service Unavailable"})", false},
            {"a proxy's", "upstream connect error", true},
        };
        for (const auto& each : rows)
        {
            CAPTURE(each.name);
            scripted_server server{
                {{answer(http_answer("503 Service Unavailable", each.body))}, {answer(failure("404 Not Found"))}}};
            asio::io_context context;
            auto options = retrying(server.base_url());
            options.retry.on_account_blocked = true;
            const auto end = delete_user(context, directory::client{context, options});
            CHECK(end.code == errc::not_found);
            CHECK(end.answer.attempts() == 2);
            CHECK(end.answer.maybe_executed() == each.may_be_done);
            CHECK(end.answer.error().message == "said by the server");
            CHECK_FALSE(end.answer.error().status_code == 503);
        }
    }

    TEST_CASE("retries come to an end, and the last answer is the call's")
    {
        const auto bad = answer(failure("500 Internal Server Error"));
        scripted_server server{{{bad}, {bad}, {bad}, {answer(failure("502 Bad Gateway"))}, {answer_ok("{}")}}};
        asio::io_context context;
        const directory::client api{context, retrying(server.base_url())};
        const auto end = delete_user(context, api);
        CHECK(end.code == errc::bad_gateway);
        CHECK(end.answer.status() == 502);
        CHECK(end.answer.attempts() == 4);
        CHECK(end.answer.maybe_executed());
        CHECK(end.answer.waited() <= end.answer.elapsed());
        CHECK(end.answer.error().message == "said by the server");
        CHECK(api.counters().retries_status == 3);

        const auto text = truto::describe(end.code, end.answer);
        CHECK_MESSAGE(text.find("users.delete: 502: said by the server") == 0, text);
        CHECK_MESSAGE(text.find("; 4 attempts in ") != std::string::npos, text);
        CHECK_MESSAGE(text.find(" of it waiting") != std::string::npos, text);
    }

    TEST_CASE("no connection is tried again, for every method: nothing was sent")
    {
        for (const auto what : all_kinds)
        {
            const auto method = name_of(what);
            CAPTURE(method);
            asio::io_context context;
            const directory::client api{context, retrying("http://127.0.0.1:" + std::to_string(free_port()))};
            const auto end = call(context, api, what);
            CHECK(end.code == errc::connect_failed);
            CHECK(end.answer.attempts() == 4);
            CHECK_FALSE(end.answer.request_sent());
            CHECK_FALSE(end.answer.maybe_executed());
            CHECK(api.counters().retries_connection == 3);
            CHECK(api.counters().connections_failed == 4);
        }
    }

    TEST_CASE("when the last attempt was not sent but one before it was, the call may have been executed")
    {
        for (const auto what : {kind::erase, kind::keyed})
        {
            const auto method = name_of(what);
            CAPTURE(method);
            const vanishing_server server;
            asio::io_context context;
            const auto end = call(context, directory::client{context, retrying(server.base_url())}, what);
            CHECK(end.code == errc::connection_lost);
            CHECK(end.code == condition::maybe_executed);
            CHECK(end.answer.maybe_executed());
            CHECK(end.answer.request_sent());
            CHECK(end.answer.attempts() == 4);
            CHECK_MESSAGE(end.answer.problem().find("an earlier attempt was sent") != std::string::npos,
                          end.answer.problem());
        }
    }

    TEST_CASE("an answer that rules it out does not undo that an earlier attempt may have been executed")
    {
        scripted_server server{{{read_request(), close()}, {answer(failure("404 Not Found"))}}};
        asio::io_context context;
        const auto end = delete_user(context, directory::client{context, retrying(server.base_url())});
        CHECK(end.code == errc::not_found);
        CHECK(end.code != condition::maybe_executed);
        CHECK(end.answer.maybe_executed());
        const auto text = truto::describe(end.code, end.answer);
        CHECK_MESSAGE(text.find("an earlier attempt may have been carried out") != std::string::npos, text);
        CHECK_MESSAGE(text.find("2 attempts") != std::string::npos, text);
    }

    TEST_CASE("a wait that the server asks for is kept")
    {
        struct row
        {
            std::string status;
            std::string lines;
        };
        for (const auto& each : {row{"429 Too Many Requests", "Retry-After: 1\r\n"},
                                 row{"429 Too Many Requests", "ratelimit-reset: 1\r\n"},
                                 row{"500 Internal Server Error", "Retry-After: 1\r\n"}})
        {
            const auto lines = each.lines;
            CAPTURE(lines);
            scripted_server server{{{answer(failure(each.status, lines))}, {answer_ok("{}")}}};
            asio::io_context context;
            const auto end = delete_user(context, directory::client{context, retrying(server.base_url())});
            CHECK_FALSE(end.code);
            CHECK(end.answer.attempts() == 2);
            CHECK(end.answer.waited() >= 1s);
            CHECK(end.answer.elapsed() >= end.answer.waited());
            CHECK(end.answer.elapsed() < 8s);
        }
    }

    TEST_CASE("a wait that is too long is not begun: the call fails at once with the answer")
    {
        struct row
        {
            std::string name;
            std::string lines;
            std::chrono::milliseconds most;
            std::chrono::milliseconds timeout;
            bool tells;  // that the deadline is the reason
        };
        const std::vector<row> rows{
            {"longer than allowed", "Retry-After: 9\r\n", 5s, 60s, false},
            {"longer than anything", "Retry-After: 99999999999999999999999\r\n", 120s, 60s, false},
            {"until after the deadline", "Retry-After: 30\r\n", 120s, 20s, true},
        };
        for (const auto& each : rows)
        {
            for (const std::string status : {"429 Too Many Requests", "500 Internal Server Error"})
            {
                const auto& name = each.name;
                CAPTURE(name);
                CAPTURE(status);
                scripted_server server{{{answer(failure(status, each.lines))}, {answer_ok("{}")}}};
                asio::io_context context;
                auto options = retrying(server.base_url());
                options.retry.max_asked_wait = each.most;
                options.timeout = each.timeout;
                const stopwatch watch;
                const auto end = delete_user(context, directory::client{context, options});
                CHECK(watch.elapsed() < 4s);
                CHECK(end.answer.status() == static_cast<unsigned>(std::stoi(status)));
                CHECK(end.code == truto::errc_of_status(end.answer.status(), false));
                CHECK(end.answer.attempts() == 1);
                CHECK(end.answer.waited() == 0ns);
                CHECK(end.answer.error().message == "said by the server");
                CHECK((end.answer.problem().find("deadline") != std::string::npos) == each.tells);
            }
        }
    }

    TEST_CASE("no wait is too long to be begun when there is no limit, and none ends before its time")
    {
        constexpr auto for_ever = std::chrono::milliseconds::max();
        struct row
        {
            std::string name;
            std::string lines;
        };
        for (const auto& each : {row{"the server's", "Retry-After: 99999999999999999\r\n"}, row{"a random one", ""}})
        {
            const auto name = each.name;
            CAPTURE(name);
            scripted_server server{{{answer(failure("500 Internal Server Error", each.lines))}}};
            asio::io_context context;
            auto options = retrying(server.base_url());
            const auto record = std::make_shared<recorder>();
            options.observer = record;
            options.timeout = 0ms;
            options.attempt_timeout = 0ms;
            options.retry = {.first_backoff = for_ever, .max_backoff = for_ever, .max_asked_wait = for_ever};
            const directory::client api{context, options};
            asio::cancellation_signal signal;
            std::optional<ended<directory::user>> end;
            api.users().async_delete("u1",
                                     asio::bind_cancellation_slot(signal.slot(), note_end<directory::user>{&end}));
            while (!record->has("wait backoff, status"))
            {
                REQUIRE(context.run_one_for(10s) == 1);
            }
            context.run_for(50ms);
            CHECK_FALSE(end.has_value());
            signal.emit(asio::cancellation_type::terminal);
            run_out(context);
            REQUIRE(end.has_value());
            CHECK(end->code == errc::cancelled);
            CHECK(end->answer.attempts() == 1);
        }
    }

    TEST_CASE("an attempt that takes too long is given up, and the next one may succeed")
    {
        for (const bool per_call : {false, true})
        {
            CAPTURE(per_call);
            scripted_server server{{{ignore_request()}, {answer_ok("{}")}}};
            asio::io_context context;
            auto options = retrying(server.base_url());
            truto::call_options own;
            (per_call ? own.attempt_timeout.emplace() : options.attempt_timeout) = 400ms;
            const directory::client api{context, options};
            const auto end = delete_user(context, api.with(own));
            CHECK_FALSE(end.code);
            CHECK(end.answer.attempts() == 2);
            CHECK_FALSE(end.answer.maybe_executed());
            CHECK(end.answer.elapsed() >= 400ms);
            CHECK(api.counters().retries_timeout == 1);
        }
    }

    TEST_CASE("calls may have other retries than their client")
    {
        const auto bad = answer(failure("500 Internal Server Error"));
        scripted_server server{{{bad}, {bad}, {bad}}};
        asio::io_context context;
        const directory::client api{context, retrying(server.base_url())};
        const auto once = delete_user(
            context, api.with({.retry = truto::retry_options{.retries = 1, .first_backoff = 1ms, .max_backoff = 1ms}}));
        CHECK(once.code == errc::server_error);
        CHECK(once.answer.attempts() == 2);
        const auto never = delete_user(context, api.with({.retry = truto::retry_options{.retries = 0}}));
        CHECK(never.code == errc::server_error);
        CHECK(never.answer.attempts() == 1);
    }

    TEST_CASE("POST has an Idempotency-Key, one for each call and the same in all its attempts")
    {
        const auto bad = answer(failure("500 Internal Server Error"));
        scripted_server server{{{bad}, {bad}, {answer_ok("{}")}, {bad}, {answer_ok("{}")}}};
        asio::io_context context;
        const directory::client api{context, retrying(server.base_url())};
        const auto deferred = api.groups().async_remove_user({.group_id = "g1", .user_id = "u1"}, asio::deferred);
        std::vector<std::string> told;
        for (int i = 0; i != 2; ++i)
        {
            const auto end = run<directory::group>(context, [&](auto token) { deferred(std::move(token)); });
            CHECK_FALSE(end.code);
            told.push_back(end.answer.idempotency_key());
        }
        std::vector<std::string> sent;
        for (const auto& each : server.requests())
        {
            sent.push_back(header_of(each, "Idempotency-Key"));
        }
        REQUIRE(sent.size() == 5);
        CHECK(sent == std::vector{told[0], told[0], told[0], told[1], told[1]});
        CHECK(told[0] != told[1]);
        for (const auto& each : told)
        {
            CAPTURE(each);
            REQUIRE(each.size() == 36);  // a UUID of version 4
            CHECK(each[14] == '4');
            CHECK(std::string{"89ab"}.find(each[19]) != std::string::npos);
            CHECK(each.find_first_not_of("0123456789abcdef-") == std::string::npos);
        }
    }

    TEST_CASE("the Idempotency-Key can be set, and left out")
    {
        struct row
        {
            std::string name;
            kind what;
            bool by_default;                   // client_options::idempotency_keys
            std::optional<truto::text> own{};  // call_options::idempotency_key
            bool as_header = false;            // given among the headers
            std::string sent{};                // "*": any
        };
        const std::vector<row> rows{
            {.name = "POST", .what = kind::keyed, .by_default = true, .sent = "*"},
            {.name = "POST of a client without keys", .what = kind::keyed, .by_default = false, .sent = ""},
            {.name = "POST with its own", .what = kind::keyed, .by_default = true, .own = "mine", .sent = "mine"},
            {.name = "POST with its own, and a client without",
             .what = kind::keyed,
             .by_default = false,
             .own = "mine",
             .sent = "mine"},
            {.name = "POST with an empty one", .what = kind::keyed, .by_default = true, .own = "", .sent = ""},
            {.name = "POST with a header of its own",
             .what = kind::keyed,
             .by_default = true,
             .as_header = true,
             .sent = "from-header"},
            {.name = "DELETE", .what = kind::erase, .by_default = true, .sent = ""},
            {.name = "DELETE with its own", .what = kind::erase, .by_default = true, .own = "mine", .sent = "mine"},
        };
        for (const auto& each : rows)
        {
            const auto& name = each.name;
            CAPTURE(name);
            scripted_server server{{{answer(failure("404 Not Found"))}}};
            asio::io_context context;
            auto options = retrying(server.base_url());
            options.idempotency_keys = each.by_default;
            truto::call_options own;
            own.idempotency_key = each.own;
            if (each.as_header)
            {
                own.headers.set("Idempotency-Key", "from-header");
            }
            const auto end = call(context, directory::client{context, options}.with(own), each.what);
            const auto sent = header_of(server.requests().at(0), "Idempotency-Key");
            CHECK(end.answer.idempotency_key() == sent);
            CHECK((each.sent == "*" ? !sent.empty() : sent == each.sent));
        }
    }

    TEST_CASE("a call that is cancelled while its answer is looked at is not tried again, and has that answer")
    {
        struct row
        {
            unsigned status;
            errc code;
        };
        for (const auto& each : {row{500, errc::server_error}, row{429, errc::rate_limited}})
        {
            CAPTURE(each.status);
            truto::testing::fake_transport network;
            network.any().answer(each.status, "{}", {{"Retry-After", "0"}}).answer(200, "{}");
            asio::cancellation_signal signal;
            auto options = network.options();
            options.retry.first_backoff = 0ms;
            options.observer = std::make_shared<cancelling>(signal);
            asio::io_context context;
            const directory::client api{context, options};
            const auto end = run<directory::user>(
                context, [&](auto token)
                { api.users().async_delete("u1", asio::bind_cancellation_slot(signal.slot(), std::move(token))); });
            CHECK(end.code == each.code);
            CHECK(end.answer.status() == each.status);
            CHECK(network.requests().size() == 1);
        }
    }

    TEST_CASE("when memory runs out after the request was sent, it may have been executed")
    {
        truto::client_options options;
        options.token = "test-token";
        options.ground = std::make_shared<poor_ground>();
        asio::io_context context;
        const auto end = delete_user(context, directory::client{context, options});
        CHECK(end.code == boost::system::errc::not_enough_memory);
        CHECK(end.answer.status() == 0);
        CHECK(end.answer.request_sent());
        CHECK(end.answer.maybe_executed());
    }

    TEST_CASE("a call that waits to try again can be ended, by every type of cancellation and with its client")
    {
        struct row
        {
            std::string name;
            std::optional<asio::cancellation_type> type;  // none: the client goes
        };
        for (const auto& each :
             {row{"terminal", asio::cancellation_type::terminal}, row{"partial", asio::cancellation_type::partial},
              row{"total", asio::cancellation_type::total}, row{"client gone", std::nullopt}})
        {
            const auto name = each.name;
            CAPTURE(name);
            scripted_server server{{{answer(failure("500 Internal Server Error", "Retry-After: 50\r\n"))}}};
            const auto record = std::make_shared<recorder>();
            asio::io_context context;
            auto options = retrying(server.base_url());
            options.observer = record;
            std::optional<directory::client> api{std::in_place, context, options};
            asio::cancellation_signal signal;
            std::optional<ended<directory::user>> end;
            api->users().async_delete("u1",
                                      asio::bind_cancellation_slot(signal.slot(), note_end<directory::user>{&end}));
            while (!record->has("wait backoff, status"))
            {
                REQUIRE(context.run_one_for(10s) == 1);
            }
            const stopwatch watch;
            each.type ? signal.emit(*each.type) : api.reset();
            CHECK_FALSE(end.has_value());
            run_out(context);
            CHECK(watch.elapsed() < 2s);  // of the 50 that the server asked for
            REQUIRE(end.has_value());
            CHECK(end->code == errc::cancelled);
            CHECK(end->answer.status() == 0);
            CHECK(end->answer.attempts() == 1);
            CHECK(end->answer.maybe_executed());
            CHECK_MESSAGE(end->answer.problem().find("status 500") != std::string::npos, end->answer.problem());
            CHECK(server.requests().size() == 1);
        }
    }
}
