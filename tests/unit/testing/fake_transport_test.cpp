#include <truto/testing/fake_transport.hpp>
#include <truto/user_directory.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/use_future.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <doctest/doctest.h>
#include <future>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "support/run.hpp"

using namespace truto::test;
using truto::errc;
using truto::testing::fake_transport;
using truto::testing::fault;
using truto::testing::scripted_answer;
using truto::testing::sent_request;
using namespace std::chrono_literals;
using std::chrono::nanoseconds;

namespace
{

constexpr auto user_42 = "/unified/user-directory/users/42";
constexpr auto any_user = "/unified/user-directory/users/*";

/// Deletes user 42 in a context of its own.
ended<directory::user> delete_42(const truto::client_options& options)
{
    asio::io_context context;
    return delete_user(context, directory::client{context, options}, "42");
}

/// Options without tries: what the first attempt met is what the call ends with.
truto::client_options once(const fake_transport& network)
{
    auto result = network.options();
    result.retry.retries = 0;
    return result;
}

std::vector<nanoseconds> times_of(const std::vector<sent_request>& requests)
{
    std::vector<nanoseconds> result;
    for (const auto& each : requests)
    {
        result.push_back(each.at);
    }
    return result;
}

}  // namespace

TEST_SUITE("fake_transport")
{
    TEST_CASE("answers come in the order in which they were scripted")
    {
        fake_transport network;
        network.expect("DELETE", user_42)
            .answer(200, R"({"id":"42","name":"Ines Okafor"})", {{"X-Trace", "t-1"}})
            .answer(204)
            .answer(scripted_answer::missing_scopes({"users:write"}));

        const auto first = delete_42(network.options());
        CHECK_FALSE(first.code);
        CHECK(first.answer->name == "Ines Okafor");
        CHECK(first.answer.headers()["x-trace"] == "t-1");
        CHECK(first.answer.headers()["content-type"] == "application/json; charset=utf-8");

        const auto second = delete_42(network.options());
        CHECK_FALSE(second.code);
        CHECK(second.answer.status() == 204);
        CHECK_FALSE(second.answer.has_value());

        const auto third = delete_42(network.options());
        CHECK(third.code == errc::forbidden);
        CHECK(third.answer.error().is_remote());

        CHECK(network.requests().size() == 3);
        CHECK(network.unused().empty());
        CHECK(network.unexpected().empty());
        CHECK(network.now() == 0s);
    }

    TEST_CASE("a request is recorded as it was sent, without its secret")
    {
        fake_transport network;
        network.any().answer(200).always();
        asio::io_context context;
        auto options = network.options();
        options.token = "s3cret";
        const directory::client api{context, options};
        const auto end =
            run<directory::user>(context,
                                 [&](auto token)
                                 {
                                     api.with({.query = {{"note", "a b&c"}}, .headers = {{"X-Ticket", "HR-4711"}}})
                                         .users()
                                         .async_unassign_role({.id = "ü/1", .roles = {{.id = "role-admin"}}},
                                                              {.id = "ü/1"}, std::move(token));
                                 });
        CHECK_FALSE(end.code);
        run<directory::user>(context, [&](auto token) { api.users().async_delete("ü/1", std::move(token)); });

        const auto requests = network.requests();
        REQUIRE(requests.size() == 2);
        const auto& post = requests[0];
        CHECK(post.call == 1);
        CHECK(post.operation == "users.unassign_role");
        CHECK(post.account == options.integrated_account_id);
        CHECK(post.method == "POST");
        CHECK(post.path == "/unified/user-directory/users/unassign-role");
        CHECK(post.target.substr(0, post.path.size() + 1) == post.path + "?");
        using parameters = std::vector<std::pair<std::string, std::string>>;
        CHECK(post.query ==
              parameters{{"id", "ü/1"}, {"integrated_account_id", options.integrated_account_id}, {"note", "a b&c"}});
        CHECK(post.headers["x-ticket"] == "HR-4711");
        CHECK(post.headers["host"] == "api.truto.test");
        CHECK(post.headers["idempotency-key"] == end.answer.idempotency_key());
        CHECK_FALSE(post.headers.contains("Authorization"));
        CHECK(post.body == R"({"id":"ü/1","roles":[{"id":"role-admin"}]})");
        CHECK(post.at == 0s);
        CHECK(post.sent);
        CHECK(requests[1].call == 2);
        CHECK(requests[1].path == "/unified/user-directory/users/%C3%BC%2F1");
        CHECK(requests[1].body.empty());
    }

    TEST_CASE("each fault is to the call what it would be in real life")
    {
        struct row
        {
            fault what;
            errc code;
            bool request_sent;
            bool maybe_executed;
            std::size_t attempts;  // of a DELETE with one retry
        };
        const std::vector<row> rows{
            {fault::dns_failure, errc::resolve_failed, false, false, 2},
            {fault::refuse_connection, errc::connect_failed, false, false, 2},
            {fault::tls_failure, errc::tls_failed, false, false, 1},
            {fault::reset_before_send, errc::connection_lost, false, false, 2},
            {fault::stale_connection, errc::connection_lost, true, true, 3},
            {fault::reset_before_answer, errc::connection_lost, true, true, 2},
            {fault::reset_mid_answer, errc::connection_lost, true, true, 2},
            {fault::stall, errc::timeout, true, true, 2},
            {fault::garbage, errc::protocol_error, true, true, 1},
        };
        for (const auto& each : rows)
        {
            const auto name = std::string{to_string(each.what)};
            CAPTURE(name);
            fake_transport network;
            network.any().fail(each.what).always();
            auto options = network.options();
            options.retry.retries = 1;
            const auto end = delete_42(options);
            CHECK(end.code == each.code);
            CHECK(end.answer.status() == 0);
            CHECK(end.answer.request_sent() == each.request_sent);
            CHECK(end.answer.maybe_executed() == each.maybe_executed);
            CHECK(end.answer.attempts() == each.attempts);
            CHECK(end.answer.problem().find("fake_transport: ") != std::string::npos);
            REQUIRE(network.requests().size() == each.attempts);
            CHECK(network.requests().back().sent == each.request_sent);
        }
    }

    TEST_CASE("a POST without a key is not sent again after a fault that may have let it through")
    {
        for (const auto what : {fault::reset_before_answer, fault::stale_connection, fault::stall})
        {
            fake_transport network;
            network.any().fail(what);
            auto options = network.options();
            options.idempotency_keys = false;
            asio::io_context context;
            const directory::client api{context, options};
            const auto end = run<directory::group>(
                context, [&](auto token)
                { api.groups().async_remove_user({.group_id = "g", .user_id = "u"}, std::move(token)); });
            CHECK(end.code == truto::condition::maybe_executed);
            CHECK(network.requests().size() == 1);
        }
    }

    TEST_CASE("a call that fails and is tried again succeeds, and its waits pass at once")
    {
        fake_transport network;
        network.expect("DELETE", user_42)
            .answer(scripted_answer::rate_limited(30s))
            .fail(fault::reset_before_answer)
            .after(2s)
            .answer(200, R"({"id":"42"})")
            .after(5s);
        const auto began = std::chrono::steady_clock::now();
        const auto end = delete_42(network.options());
        CHECK(std::chrono::steady_clock::now() - began < 10s);  // of the 37 and more

        CHECK_FALSE(end.code);
        CHECK(end.answer->id == "42");
        CHECK(end.answer.attempts() == 3);
        const auto at = times_of(network.requests());
        REQUIRE(at.size() == 3);
        CHECK(at[0] == 0s);
        CHECK(at[1] == 30s);
        CHECK(at[2] >= 32s);
        CHECK(at[2] <= 34s);
        CHECK(network.now() == at[2] + 5s);
        CHECK(end.answer.elapsed() == network.now());
        CHECK(end.answer.waited() == at[2] - 2s);
    }

    TEST_CASE("limits of the call hold on the fake clock")
    {
        struct row
        {
            std::string name;
            void (*script)(fake_transport&);
            void (*change)(truto::client_options&);
            errc code;
            nanoseconds elapsed;
        };
        const std::vector<row> rows{
            {"deadline", [](fake_transport& n) { n.any().answer(200).after(10min); },
             [](truto::client_options& o) { o.attempt_timeout = o.read_timeout = 0ms; }, errc::timeout, 60s},
            {"attempt", [](fake_transport& n) { n.any().answer(200).after(10min); },
             [](truto::client_options& o) { o.attempt_timeout = 7s; }, errc::timeout, 7s},
            {"silence", [](fake_transport& n) { n.any().fail(fault::stall); },
             [](truto::client_options& o) { o.read_timeout = 4s; }, errc::timeout, 4s},
            {"connect", [](fake_transport& n) { n.any().fail(fault::refuse_connection).after(10min); },
             [](truto::client_options& o) { o.connect_timeout = 3s; }, errc::connect_failed, 3s},
            {"names", [](fake_transport& n) { n.any().fail(fault::dns_failure).after(10min); },
             [](truto::client_options& o) { o.connect_timeout = 3s; }, errc::resolve_failed, 3s},
            {"just in time", [](fake_transport& n) { n.any().answer(200).after(7s); },
             [](truto::client_options& o) { o.attempt_timeout = 7s; }, errc{}, 7s},
        };
        for (const auto& each : rows)
        {
            CAPTURE(each.name);
            fake_transport network;
            each.script(network);
            auto options = once(network);
            each.change(options);
            const auto end = delete_42(options);
            CHECK(static_cast<errc>(end.code.value()) == each.code);
            CHECK(end.answer.elapsed() == each.elapsed);
            CHECK(network.now() == each.elapsed);
        }
    }

    TEST_CASE("limits of answers hold")
    {
        const auto refused = [](auto change, scripted_answer what)
        {
            fake_transport network;
            network.any().answer(std::move(what));
            auto options = once(network);
            change(options);
            return delete_42(options).code == errc::body_too_large;
        };
        const scripted_answer large{.status = 200, .body = std::string(101, ' '), .headers = {{"A", "1"}, {"B", "2"}}};
        CHECK(refused([](auto& o) { o.max_body_size = 100; }, large));
        CHECK_FALSE(refused([](auto& o) { o.max_body_size = 101; }, large));
        CHECK(refused([](auto& o) { o.max_header_fields = 2; }, large));
        CHECK_FALSE(refused([](auto& o) { o.max_header_fields = 3; }, large));
        CHECK(refused([](auto& o) { o.max_header_size = 30; }, large));
    }

    TEST_CASE("a request that nobody expects fails its call at once and says so")
    {
        fake_transport network;
        network.expect("DELETE", "/unified/user-directory/users/7").answer(200);
        const auto end = delete_42(network.options());
        CHECK(end.code == errc::invalid_argument);
        CHECK(end.answer.problem() == "fake_transport: no expectation is left for DELETE " + std::string{user_42});
        CHECK_FALSE(end.answer.request_sent());
        CHECK(end.answer.attempts() == 1);
        REQUIRE(network.unexpected().size() == 1);
        CHECK(network.unexpected()[0].path == user_42);
        CHECK(network.requests().size() == 1);
        CHECK(network.unused() == std::vector<std::string>{"DELETE /unified/user-directory/users/7: steps left: 1"});
    }

    TEST_CASE("what is expected is matched by method and path")
    {
        struct row
        {
            std::string method;
            std::string path;
            bool matches;
        };
        const std::vector<row> rows{
            {"DELETE", user_42, true},
            {"POST", user_42, false},
            {"DELETE", "/unified/user-directory/users/4", false},
            {"DELETE", "/unified/user-directory/users/42/", false},
            {"DELETE", "/unified/user-directory/users", false},
            {"DELETE", any_user, true},
            {"DELETE", "/unified/*/users/*", true},
            {"DELETE", "/unified/*", false},
            {"DELETE", "/unified/user-directory/users/42/*", false},
            {"DELETE", "/unified/user-directory/users/4*", false},
        };
        for (const auto& each : rows)
        {
            CAPTURE(each.method);
            CAPTURE(each.path);
            fake_transport network;
            network.expect(each.method, each.path).answer(200);
            CHECK((delete_42(network.options()).code == truto::error_code{}) == each.matches);
            CHECK(network.unused().empty() == each.matches);
        }
    }

    TEST_CASE("the first expectation with a step left is taken")
    {
        fake_transport network;
        const auto status = [&] { return delete_42(once(network)).answer.status(); };
        const auto first = network.expect("DELETE", any_user).answer(404);
        network.expect("DELETE", user_42).answer(409).times(2).answer(410).times(0).answer(422);
        network.any().answer(403).always();
        CHECK(status() == 404);
        CHECK(status() == 409);
        CHECK(status() == 409);
        first.answer(401);
        CHECK(status() == 401);
        CHECK(network.unused() ==
              std::vector<std::string>{"DELETE " + std::string{user_42} + ": steps left: 1", "any: steps left: 1"});
        CHECK(status() == 422);
        CHECK(status() == 403);
        CHECK(status() == 403);
        CHECK(network.unused().empty());
    }

    TEST_CASE("a function may answer, and what it throws fails the call")
    {
        fake_transport network;
        network.any()
            .answer([](const sent_request& asked)
                    { return scripted_answer{.status = 200, .body = R"({"id":")" + asked.path.substr(30) + R"("})"}; })
            .answer([](const sent_request&) -> scripted_answer { throw std::runtime_error("no such luck"); })
            .answer([](const sent_request&) -> scripted_answer { throw 1; });
        CHECK(delete_42(network.options()).answer->id == "42");
        const auto end = delete_42(network.options());
        CHECK(end.code == errc::invalid_argument);
        CHECK(end.answer.problem() == "fake_transport: the function that answers has thrown: no such luck");
        CHECK(delete_42(network.options()).code == errc::invalid_argument);
    }

    TEST_CASE("a script that makes no sense is refused where it is written")
    {
        fake_transport network;
        CHECK_THROWS_AS(network.any().answer(199), std::invalid_argument);
        CHECK_THROWS_AS(network.any().answer(600), std::invalid_argument);
        CHECK_THROWS_AS(network.any().after(1s), std::logic_error);
        CHECK_THROWS_AS(network.any().times(2), std::logic_error);
        CHECK_THROWS_AS(network.any().always(), std::logic_error);
        CHECK(network.unused() == std::vector<std::string>(5, "any: has no steps"));
    }

    TEST_CASE("things happen in the order of their times, whoever began first")
    {
        fake_transport network;
        network.expect("DELETE", "/unified/user-directory/users/a").answer(200).after(3s);
        network.expect("DELETE", "/unified/user-directory/users/b").answer(200).after(1s);
        network.expect("DELETE", "/unified/user-directory/users/c").fail(fault::stall).answer(200).after(1s);
        asio::io_context context;
        auto options = network.options();
        options.attempt_timeout = 2s;
        options.retry.first_backoff = 0ms;
        options.account_budget = {};
        const directory::client api{context, options};
        const directory::client other{context, options};  // of the same network
        std::vector<std::pair<std::string, nanoseconds>> ends;
        const auto note = [&](std::string who)
        { return [&, who](truto::error_code, const auto&) { ends.emplace_back(who, network.now()); }; };
        api.with({.attempt_timeout = 10s}).users().async_delete("a", note("a"));
        other.users().async_delete("b", note("b"));
        api.users().async_delete("c", note("c"));
        run_out(context);
        CHECK(ends == std::vector<std::pair<std::string, nanoseconds>>{{"b", 1s}, {"a", 3s}, {"c", 3s}});
    }

    TEST_CASE("code of the test that can run runs before time passes")
    {
        fake_transport network;
        network.any().answer(200).after(1s).always();
        asio::io_context context;
        const directory::client api{context, network.options()};
        const auto later = [&](int turns) -> asio::awaitable<void>
        {
            for (int i = 0; i != turns; ++i)
            {
                co_await asio::post(co_await asio::this_coro::executor, asio::use_awaitable);
            }
            co_await api.users().async_delete(std::to_string(turns));
        };
        for (const int turns : {0, 1, 5, 10})
        {
            asio::co_spawn(context, later(turns), asio::detached);
        }
        run_out(context);
        CHECK(times_of(network.requests()) == std::vector<nanoseconds>(4, 0s));
        CHECK(network.now() == 1s);
    }

    TEST_CASE("with a manual clock time passes on request only")
    {
        fake_transport network{{.manual_clock = true}};
        network.any()
            .answer(500, {}, {{"Retry-After", "30"}})
            .answer(500, {}, {{"Retry-After", "5"}})
            .answer(200, R"({"id":"42"})");
        asio::io_context context;
        const directory::client api{context, network.options()};
        std::optional<ended<directory::user>> end;
        api.users().async_delete("42", note_end<directory::user>{&end});
        const auto settle = [&]
        {
            context.restart();
            context.poll();
        };
        settle();
        CHECK(network.requests().size() == 1);
        settle();
        CHECK(network.now() == 0s);

        network.advance(29s);
        settle();
        CHECK(network.now() == 29s);
        CHECK(network.requests().size() == 1);

        network.advance(1s);
        settle();
        CHECK(network.requests().size() == 2);
        CHECK(network.now() == 30s);

        // Past the second wait: what was due on the way happened at its time.
        network.advance(1min);
        settle();
        REQUIRE(end);
        CHECK_FALSE(end->code);
        CHECK(times_of(network.requests()) == std::vector<nanoseconds>{0s, 30s, 35s});
        CHECK(end->answer.elapsed() == 35s);
        CHECK(network.now() == 90s);

        network.advance(10s);
        CHECK(network.now() == 100s);
        network.advance(-5s);
        CHECK(network.now() == 100s);
    }

    TEST_CASE("time can be let pass between calls of a clock that moves by itself, too")
    {
        fake_transport network;
        network.any()
            .answer(200, "{}", {{"ratelimit-limit", "5;w=10"}, {"ratelimit-remaining", "0"}, {"ratelimit-reset", "10"}})
            .answer(200)
            .times(2);
        asio::io_context context;
        const directory::client api{context, network.options()};
        const auto remove = [&] { return delete_user(context, api, "42").answer.waited(); };
        CHECK(remove() == 0s);
        network.advance(11s);
        CHECK(remove() == 0s);
        CHECK(network.now() == 11s);
    }

    TEST_CASE("a call that waits is cancelled by its slot, by its client's end, and by nothing else")
    {
        fake_transport network{{.manual_clock = true}};
        network.any().fail(fault::stall).always();
        asio::io_context context;
        std::optional<directory::client> api{std::in_place, context, network.options()};
        asio::cancellation_signal stop;
        std::optional<ended<directory::user>> first;
        std::optional<ended<directory::user>> second;
        api->users().async_delete("1", asio::bind_cancellation_slot(stop.slot(), note_end<directory::user>{&first}));
        api->users().async_delete("2", note_end<directory::user>{&second});
        context.poll();
        CHECK_FALSE(first);
        stop.emit(asio::cancellation_type::terminal);
        context.poll();
        REQUIRE(first);
        CHECK(first->code == errc::cancelled);
        CHECK_FALSE(second);
        api.reset();
        run_out(context);
        REQUIRE(second);
        CHECK(second->code == errc::cancelled);
        CHECK(second->answer.request_sent());
    }

    TEST_CASE("a context that goes with calls under way takes all of them with it")
    {
        const auto witness = std::make_shared<int>();
        fake_transport network{{.manual_clock = true}};
        network.expect("DELETE", any_user).answer(scripted_answer::rate_limited(1s)).times(5);
        network.any().fail(fault::stall).always();
        {
            asio::io_context context;
            {
                // Only the calls hold their client, as a coroutine does with its own.
                const directory::client api{context, network.options()};
                for (int i = 0; i != 20; ++i)
                {
                    api.users().async_delete(std::to_string(i), [witness, api](truto::error_code, const auto&) {});
                }
            }
            context.poll();
            network.advance(1ms);
            CHECK(witness.use_count() == 21);
        }
        CHECK(witness.use_count() == 1);
        network.advance(1min);  // nobody waits for it any more
        CHECK(network.now() >= 1min);

        // Another context of the same network is not disturbed.
        network.advance(1h);
        asio::io_context context;
        std::optional<ended<directory::user>> end;
        const directory::client api{context, network.options()};
        network.expect("DELETE", user_42).answer(200);
        api.with({.timeout = 5s}).users().async_delete("42", note_end<directory::user>{&end});
        context.poll();
        network.advance(6s);
        context.poll();
        REQUIRE(end);
        CHECK(end->code == errc::timeout);
    }

    TEST_CASE("the context's run() comes back when no call is left, and the client works on afterwards")
    {
        fake_transport network;
        network.any().answer(200).after(1s).always();
        asio::io_context context;
        const directory::client api{context, network.options()};
        for (int i = 1; i != 4; ++i)
        {
            CHECK_FALSE(delete_user(context, api).code);
            CHECK(network.now() == i * 1s);
        }
    }

    TEST_CASE("a client with a thread of its own can be tested, and may outlive the network")
    {
        std::optional<fake_transport> network{std::in_place};
        network->any().fail(fault::refuse_connection).times(2).answer(200, R"({"id":"42"})").always();
        auto options = network->options();
        options.retry.first_backoff = 1min;
        options.retry.max_backoff = 10min;
        options.timeout = 1h;
        const directory::client api{options};
        CHECK(api.users().async_delete("42", truto::blocking)->id == "42");
        network.reset();
        CHECK(api.users().async_delete("42", truto::blocking)->id == "42");
    }

    TEST_CASE("the same seed makes the same run")
    {
        const auto run_of = [](std::uint64_t seed)
        {
            fake_transport network{{.seed = seed}};
            network.any().answer(500).times(3).answer(200);
            asio::io_context context;
            const directory::client api{context, network.options()};
            const auto end = run<directory::group>(
                context, [&](auto token)
                { api.groups().async_remove_user({.group_id = "g", .user_id = "u"}, std::move(token)); });
            CHECK_FALSE(end.code);
            return std::pair{end.answer.idempotency_key(), times_of(network.requests())};
        };
        CHECK(run_of(7) == run_of(7));
        CHECK(run_of(7).first != run_of(8).first);
        CHECK(run_of(7).second != run_of(8).second);
    }

    TEST_CASE("a thousand calls that wait for minutes end at once, each at its time")
    {
        fake_transport network;
        network.any().answer(500).times(2000).answer(200).times(1000);
        asio::io_context context;
        auto options = network.options();
        options.retry.first_backoff = 5min;
        options.retry.max_backoff = 60min;
        options.retry.retries = 20;
        options.timeout = 0ms;
        options.cautious_start = 0;
        const directory::client api{context, options};
        std::size_t succeeded = 0;
        for (int i = 0; i != 1000; ++i)
        {
            api.users().async_delete(std::to_string(i),
                                     [&](truto::error_code ec, const auto&) { succeeded += ec ? 0 : 1; });
        }
        run_out(context);
        CHECK(succeeded == 1000);
        const auto at = times_of(network.requests());
        CHECK(at.size() == 3000);
        CHECK(std::is_sorted(at.begin(), at.end()));
        CHECK(network.now() > 5min);
        CHECK(network.now() == at.back());
        CHECK(network.unused().empty());
    }

    TEST_CASE("threads may share everything")
    {
        fake_transport network;
        network.any().answer(scripted_answer::rate_limited(1s)).times(100).answer(200).after(1s).always();
        auto options = network.options();
        options.timeout = 0ms;
        options.retry.retries = 100;
        asio::io_context context;
        const directory::client api{context, options};
        const directory::client own{options};  // with a thread of its own
        std::vector<std::future<truto::response<directory::user>>> ends;
        for (int i = 0; i != 200; ++i)
        {
            ends.push_back((i % 2 == 0 ? api : own).users().async_delete(std::to_string(i), asio::use_future));
        }
        std::vector<std::thread> threads;
        for (int i = 0; i != 3; ++i)
        {
            threads.emplace_back([&] { context.run(); });
        }
        for (auto& each : threads)
        {
            each.join();
        }
        for (auto& each : ends)
        {
            CHECK(each.get().status() == 200);
        }
        CHECK(network.requests().size() == 300);
        CHECK(network.unexpected().empty());
    }
}
