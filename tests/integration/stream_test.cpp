#include <truto/user_directory.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <exception>
#include <future>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <tuple>
#include <utility>
#include <vector>

#include "support/answering_server.hpp"
#include "support/recorder.hpp"
#include "support/run.hpp"
#include "support/scripted_server.hpp"

using namespace std::chrono_literals;
using namespace truto::test;
using truto::errc;

namespace
{

using step = scripted_server::step;

/// Waits for the test to go on, or the server's end.
step waits_for(std::shared_future<void> what)
{
    return [what = std::move(what)](auto&) { what.wait_for(10s); };
}

std::string head_of(std::size_t length)
{
    return "HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nContent-Length: " + std::to_string(length) +
           "\r\n\r\n";
}

/// What came of a body, and how it ended.
struct whole
{
    std::string text{};
    truto::error_code end{};
    std::size_t reads = 0;
};

/// Reads a body in pieces of this size.
asio::awaitable<whole> read_all(truto::body_stream body, std::size_t size)
{
    whole result;
    std::string piece(size, '\0');
    while (!result.end)
    {
        const auto [code, count] =
            co_await body.async_read_some(asio::buffer(piece), asio::as_tuple(asio::use_awaitable));
        result.end = code;
        result.text.append(piece, 0, count);
        ++result.reads;
    }
    co_return result;
}

/// A client of a server, in the format that streams.
struct streaming
{
    scripted_server server;
    asio::io_context context{};
    truto::client_options options;

    explicit streaming(std::vector<scripted_server::script> scripts)
        : server(std::move(scripts)), options(options_for(server.base_url()))
    {
    }

    auto client() { return directory::client{context, options}.as<truto::stream>(); }

    void run(asio::awaitable<void> what)
    {
        std::optional<std::exception_ptr> failure;
        asio::co_spawn(context, std::move(what), [&](std::exception_ptr met) { failure = met; });
        run_out(context);
        REQUIRE(failure.has_value());
        if (*failure)
        {
            std::rethrow_exception(*failure);
        }
    }
};

}  // namespace

TEST_SUITE("streamed bodies")
{
    TEST_CASE("a body is read piece by piece, however it is framed")
    {
        const std::string text = "0123456789abcdef";
        struct row
        {
            std::string_view name;
            std::vector<std::string> parts;
        };
        const row rows[] = {
            {"by its length", {head_of(16) + "01234567", "89abcdef"}},
            {"in chunks",
             {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n0123\r\n", "6\r\n456789\r\n6\r\nab",
              "cdef\r\n", "0\r\n\r\n"}},
            {"by the connection's end", {"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n01234567", "89abcdef"}},
            {"after an interim answer", {"HTTP/1.1 103 Early Hints\r\n\r\n" + head_of(16), text}},
        };
        for (const auto& each : rows)
        {
            for (const std::size_t size : {1u, 5u, 4096u})
            {
                CAPTURE(each.name);
                CAPTURE(size);
                scripted_server::script script{read_request()};
                for (const auto& part : each.parts)
                {
                    script.push_back(write(part));
                }
                streaming all{{script}};
                all.run(
                    [](auto& self, auto& expected, auto piece) -> asio::awaitable<void>
                    {
                        const auto answer = co_await self.client().users().async_get("u1");
                        CHECK(answer.status() == 200);
                        CHECK(answer.body().empty());
                        CHECK(answer.has_value());
                        REQUIRE(*answer);
                        const auto came = co_await read_all(*answer, piece);
                        CHECK(came.text == expected);
                        CHECK(came.end == asio::error::eof);
                        const auto after = co_await read_all(*answer, piece);
                        CHECK(after.text.empty());
                        CHECK(after.end == asio::error::eof);
                    }(all, text, size));
                const auto request = all.server.requests().at(0);
                CHECK(request.find("truto_response_format=stream") != std::string::npos);
                CHECK(header_of(request, "Accept-Encoding").empty());
            }
        }
    }

    TEST_CASE("Asio's composed operations take it")
    {
        streaming all{{{read_request(), write(head_of(6) + "abc"), write("def")}}};
        all.run(
            [](auto& self) -> asio::awaitable<void>
            {
                auto answer = co_await self.client().users().async_get("u1");
                std::string text;
                const auto [code, count] =
                    co_await asio::async_read(*answer, asio::dynamic_buffer(text), asio::as_tuple(asio::use_awaitable));
                CHECK(code == asio::error::eof);
                CHECK(text == "abcdef");
            }(all));
    }

    TEST_CASE("the answer is there with the head, before the body")
    {
        std::promise<void> go_on;
        streaming all{{{read_request(), write(head_of(3)), waits_for(go_on.get_future().share()), write("abc")}}};
        all.run(
            [](auto& self, auto& promise) -> asio::awaitable<void>
            {
                const auto answer = co_await self.client().users().async_get("u1");
                promise.set_value();  // the server has not sent a byte of the body until now
                const auto came = co_await read_all(*answer, 100);
                CHECK(came.text == "abc");
            }(all, go_on));
    }

    TEST_CASE("nobody takes more from the network than one read brings until somebody wants it")
    {
        // More than the buffers of both sockets hold, so that the server feels that nobody reads.
        static constexpr std::size_t size = 64 * 1024 * 1024;
        std::promise<void> written;
        auto done = written.get_future();
        streaming all{{{read_request(), write(head_of(size)), write(std::string(size, 'x')),
                        [&](auto&) { written.set_value(); }}}};
        all.run(
            [](auto& self, auto& sent) -> asio::awaitable<void>
            {
                const auto client = self.client();
                const auto answer = co_await client.users().async_get("u1");
                asio::steady_timer pause{self.context, 200ms};
                co_await pause.async_wait(asio::use_awaitable);
                CHECK(sent.wait_for(0s) == std::future_status::timeout);
                CHECK(client.counters().bytes_received < 1024 * 1024);
                const auto came = co_await read_all(*answer, 64 * 1024);
                CHECK(came.text.size() == size);
                CHECK(came.end == asio::error::eof);
            }(all, done));
    }

    TEST_CASE("the connection goes back to the pool with the body's last byte")
    {
        streaming all{{{read_request(), write(head_of(3) + "abc"), read_request(), write(head_of(3) + "def")}}};
        all.run(
            [](auto& self) -> asio::awaitable<void>
            {
                const auto client = self.client();
                const auto first = co_await client.users().async_get("u1");
                const auto came = co_await read_all(*first, 100);
                CHECK(came.text == "abc");
                const auto second = co_await client.users().async_get("u2");  // while the first is still held
                const auto then = co_await read_all(*second, 100);
                CHECK(then.text == "def");
            }(all));
        CHECK(all.server.connections() == 1);
    }

    TEST_CASE("a body that nobody wants any more takes its connection with it")
    {
        for (const bool closes : {true, false})
        {
            CAPTURE(closes);
            streaming all{{{read_request(), write(head_of(100) + "abc")}, {read_request(), write(head_of(3) + "def")}}};
            all.run(
                [](auto& self, bool by_hand) -> asio::awaitable<void>
                {
                    const auto client = self.client();
                    {
                        const auto answer = co_await client.users().async_get("u1");
                        std::array<char, 2> piece;
                        co_await answer->async_read_some(asio::buffer(piece), asio::use_awaitable);
                        if (by_hand)
                        {
                            answer->close();
                            const auto rest = co_await read_all(*answer, 10);
                            CHECK(rest.end == errc::cancelled);
                        }
                    }
                    const auto answer = co_await client.users().async_get("u2");
                    const auto came = co_await read_all(*answer, 100);
                    CHECK(came.text == "def");
                }(all, closes));
            CHECK(all.server.connections() == 2);
        }
    }

    TEST_CASE("a body that breaks off says so after the bytes that came")
    {
        struct row
        {
            std::string_view name;
            std::string text;
            errc end;
        };
        const row rows[] = {
            {"shorter than it should be", head_of(10) + "abc", errc::connection_lost},
            {"within a chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n8\r\nabc", errc::connection_lost},
        };
        for (const auto& each : rows)
        {
            CAPTURE(each.name);
            streaming all{{{read_request(), write(each.text)}}};
            all.run(
                [](auto& self, auto& expected) -> asio::awaitable<void>
                {
                    const auto answer = co_await self.client().users().async_get("u1");
                    CHECK(answer.attempts() == 1);
                    const auto came = co_await read_all(*answer, 100);
                    CHECK(came.text == "abc");
                    CHECK(came.end == expected.end);
                }(all, each));
            CHECK(all.server.requests().size() == 1);  // somebody has the beginning: it is not sent again
        }
    }

    TEST_CASE("failures are answers like others, with all that the server said")
    {
        streaming all{{{answer(http_answer("404 Not Found", R"({"message":"No such user"})"))}}};
        all.run(
            [](auto& self) -> asio::awaitable<void>
            {
                const auto client = self.client();
                const auto [code, answer] =
                    co_await client.users().async_get("u1", asio::as_tuple(asio::use_awaitable));
                CHECK(code == errc::not_found);
                CHECK(answer.error().message == "No such user");
                CHECK_FALSE(*answer);
            }(all));
    }

    TEST_CASE("a body that a later attempt brings is one like any other")
    {
        struct row
        {
            std::string_view name;
            scripted_server::script first;
        };
        const row rows[] = {
            {"after a lost connection", {read_request()}},
            {"after an attempt that took too long",
             {read_request(), [](auto&) { std::this_thread::sleep_for(300ms); }}},
            {"after a refusal", {answer(http_answer("500 Internal Server Error", "{}")), read_request()}},
            {"after half a head", {read_request(), write("HTTP/1.1 200 OK\r\nContent-")}},
        };
        for (const auto& each : rows)
        {
            CAPTURE(each.name);
            const scripted_server::script second{read_request(), write(head_of(6) + "abc"), write("def")};
            streaming all{{each.first, second}};
            all.options.attempt_timeout = 200ms;
            all.options.retry = {.retries = 1, .first_backoff = 1ms};
            all.options.max_idle_connections = 0;
            all.run(
                [](auto& self) -> asio::awaitable<void>
                {
                    const auto answer = co_await self.client().users().async_get("u1");
                    CHECK(answer.status() == 200);
                    CHECK(answer.attempts() == 2);
                    CHECK(answer.problem().empty());
                    CHECK(answer.body().empty());
                    CHECK_FALSE(answer.maybe_executed());
                    REQUIRE(*answer);
                    const auto came = co_await read_all(*answer, 100);
                    CHECK(came.text == "abcdef");
                    CHECK(came.end == asio::error::eof);
                }(all));
        }
    }

    TEST_CASE("so is one that came after a kept connection turned out to be closed")
    {
        streaming all{
            {{answer(http_answer("200 OK", "{}")), read_request()}, {read_request(), write(head_of(3) + "abc")}}};
        all.run(
            [](auto& self) -> asio::awaitable<void>
            {
                const auto client = self.client();
                const auto first = co_await client.users().async_get("u1");
                co_await read_all(*first, 100);
                const auto second = co_await client.users().async_get("u2");
                CHECK(second.attempts() == 2);
                const auto came = co_await read_all(*second, 100);
                CHECK(came.text == "abc");
            }(all));
        CHECK(all.server.requests().size() == 3);
    }

    TEST_CASE("a body that is given up gives nothing more, whatever has come of it")
    {
        streaming all{{{read_request(), write(head_of(1'000'000) + std::string(1'000'000, 'x'))}}};
        all.run(
            [](auto& self) -> asio::awaitable<void>
            {
                const auto answer = co_await self.client().users().async_get("u1");
                std::array<char, 100> piece;
                co_await answer->async_read_some(asio::buffer(piece), asio::use_awaitable);
                answer->close();
                const auto rest = co_await read_all(*answer, 100);
                CHECK(rest.text.empty());
                CHECK(rest.end == errc::cancelled);
            }(all));
    }

    TEST_CASE("a body that never pauses leaves turns to others of its context")
    {
        constexpr std::size_t size = 8'000'000;
        streaming all{{{read_request(), write(head_of(size) + std::string(size, 'x'))}}};
        bool has_ended = false;
        std::size_t turns = 0;
        asio::co_spawn(
            all.context,
            [](auto& count, auto& end) -> asio::awaitable<void>
            {
                while (!end)
                {
                    ++count;
                    co_await asio::post(asio::use_awaitable);
                }
            }(turns, has_ended),
            asio::detached);
        all.run(
            [](auto& self, auto& count, auto& end) -> asio::awaitable<void>
            {
                const auto answer = co_await self.client().users().async_get("u1");
                std::string piece(size, '\0');
                std::size_t most = 0;
                std::size_t since = 0;
                std::size_t last = count;
                truto::error_code code;
                while (!code)
                {
                    std::size_t got = 0;
                    std::tie(code, got) =
                        co_await answer->async_read_some(asio::buffer(piece), asio::as_tuple(asio::use_awaitable));
                    since = std::exchange(last, count) == count ? since + got : got;
                    most = std::max(most, since);
                    std::this_thread::sleep_for(1ms);  // so that there is always more
                }
                CHECK(code == asio::error::eof);
                CHECK(most < size / 2);
                end = true;
            }(all, turns, has_ended));
    }

    TEST_CASE("a limit on bodies is one on streams only when it is set for them")
    {
        struct row
        {
            std::uint64_t most;
            std::size_t size;
            truto::error_code end;
        };
        const row rows[] = {
            {0, 5000, asio::error::eof}, {5000, 5000, asio::error::eof}, {4999, 5000, errc::body_too_large}};
        for (const auto& each : rows)
        {
            for (const bool chunked : {false, true})
            {
                CAPTURE(each.most);
                CAPTURE(chunked);
                const std::string text(each.size, 'x');
                const auto text_of_answer =
                    chunked ? "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1388\r\n" + text + "\r\n0\r\n\r\n"
                            : head_of(each.size) + text;
                streaming all{{{read_request(), write(text_of_answer)}}};
                all.options.max_body_size = 100;
                all.options.max_stream_size = each.most;
                all.run(
                    [](auto& self, auto& expected) -> asio::awaitable<void>
                    {
                        const auto client = self.client();
                        const auto [code, answer] =
                            co_await client.users().async_get("u1", asio::as_tuple(asio::use_awaitable));
                        if (code)
                        {
                            CHECK(code == expected.end);  // known from the head already
                            co_return;
                        }
                        const auto came = co_await read_all(*answer, 1000);
                        CHECK(came.end == expected.end);
                    }(all, each));
            }
        }
    }

    TEST_CASE("the deadline ends with the head; silence is bounded for as long as the body lasts")
    {
        std::promise<void> never;
        const auto forever = never.get_future().share();
        streaming all{{{read_request(), write(head_of(6) + "abc"), [](auto&) { std::this_thread::sleep_for(300ms); },
                        write("d"), waits_for(forever)}}};
        all.options.timeout = 200ms;
        all.options.attempt_timeout = 200ms;
        all.options.read_timeout = 400ms;
        all.run(
            [](auto& self, auto& promise) -> asio::awaitable<void>
            {
                const auto answer = co_await self.client().users().async_get("u1");
                const auto came = co_await read_all(*answer, 100);
                CHECK(came.text == "abcd");
                CHECK(came.end == errc::timeout);
                promise.set_value();
            }(all, never));
    }

    TEST_CASE("what handlers throw comes out of run(), also where a strand calls them")
    {
        for (const bool by_reader : {false, true})
        {
            CAPTURE(by_reader);
            scripted_server server{{{read_request(), write(head_of(6) + "abc"), write("def")}}};
            asio::io_context context;
            const directory::client api{asio::any_io_executor{asio::make_strand(context)},
                                        options_for(server.base_url())};
            truto::body_stream body;
            std::array<char, 10> bytes{};
            api.as<truto::stream>().users().async_get("u1",
                                                      [&](truto::error_code, auto answer)
                                                      {
                                                          if (!by_reader)
                                                          {
                                                              throw std::runtime_error{"mine"};
                                                          }
                                                          body = *answer;
                                                          body.async_read_some(asio::buffer(bytes),
                                                                               [](truto::error_code, std::size_t)
                                                                               { throw std::runtime_error{"mine"}; });
                                                      });
            CHECK_THROWS_WITH_AS(context.run_for(10s), "mine", std::runtime_error);
            body = {};
            run_out(context);
        }
    }

    TEST_CASE("a read can be cancelled, which gives the body up")
    {
        std::promise<void> never;
        streaming all{{{read_request(), write(head_of(10) + "abc"), waits_for(never.get_future().share())}}};
        all.run(
            [](auto& self, auto& promise) -> asio::awaitable<void>
            {
                const auto answer = co_await self.client().users().async_get("u1");
                std::array<char, 100> piece;
                const auto first = co_await answer->async_read_some(asio::buffer(piece), asio::use_awaitable);
                CHECK(first == 3);
                asio::cancellation_signal signal;
                std::optional<truto::error_code> end;
                answer->async_read_some(asio::buffer(piece),
                                        asio::bind_cancellation_slot(
                                            signal.slot(), [&](truto::error_code code, std::size_t) { end = code; }));
                CHECK_FALSE(end.has_value());
                signal.emit(asio::cancellation_type::terminal);
                while (!end)
                {
                    co_await asio::post(asio::use_awaitable);
                }
                const auto rest = co_await read_all(*answer, 10);
                CHECK(end == truto::error_code{errc::cancelled});
                CHECK(rest.end == errc::cancelled);
                promise.set_value();
            }(all, never));
    }

    TEST_CASE("one read at a time; a read of nothing reads nothing")
    {
        std::promise<void> go_on;
        streaming all{{{read_request(), write(head_of(3)), waits_for(go_on.get_future().share()), write("abc")}}};
        all.run(
            [](auto& self, auto& promise) -> asio::awaitable<void>
            {
                const auto answer = co_await self.client().users().async_get("u1");
                const auto none =
                    co_await answer->async_read_some(asio::mutable_buffer{}, asio::as_tuple(asio::use_awaitable));
                CHECK_FALSE(std::get<0>(none));
                CHECK(std::get<1>(none) == 0);
                std::array<char, 100> piece;
                std::optional<std::size_t> first;
                answer->async_read_some(asio::buffer(piece), [&](truto::error_code, std::size_t n) { first = n; });
                const auto [code, count] =
                    co_await answer->async_read_some(asio::buffer(piece), asio::as_tuple(asio::use_awaitable));
                CHECK(code == errc::invalid_argument);
                promise.set_value();
                while (!first)
                {
                    co_await asio::post(asio::use_awaitable);
                }
                CHECK(first == 3);
                const auto rest = co_await read_all(*answer, 10);
                CHECK(rest.end == asio::error::eof);
            }(all, go_on));
    }

    TEST_CASE("a body keeps its client: it can be read when every other copy is gone")
    {
        streaming all{{{read_request(), write(head_of(6) + "abc"), write("def")}}};
        all.run(
            [](auto& self) -> asio::awaitable<void>
            {
                truto::body_stream body;
                {
                    const auto answer = co_await self.client().users().async_get("u1");
                    body = *answer;
                }
                const auto came = co_await read_all(body, 100);
                CHECK(came.text == "abcdef");
                CHECK(came.end == asio::error::eof);
            }(all));
    }

    TEST_CASE("a context that goes away while a body is read frees everything")
    {
        std::promise<void> never;
        scripted_server server{{{read_request(), write(head_of(10) + "abc"), waits_for(never.get_future().share())}}};
        const auto canary = std::make_shared<int>(1);
        {
            asio::io_context context;
            auto client = directory::client{context, options_for(server.base_url())}.as<truto::stream>();
            asio::co_spawn(
                context,
                [](auto api, auto held) -> asio::awaitable<void>
                {
                    const auto answer = co_await api.users().async_get("u1");
                    const auto came = co_await read_all(*answer, 100);
                    CHECK(held == nullptr);  // it never comes to this
                }(client, canary),
                [](std::exception_ptr) {});
            context.run_for(100ms);
            CHECK(canary.use_count() > 1);
        }
        CHECK(canary.use_count() == 1);
        never.set_value();
    }

    TEST_CASE("observers hear of the whole body, and the answer of its head")
    {
        streaming all{{{read_request(), write(head_of(3) + "abc")}}};
        const auto heard = std::make_shared<recorder>();
        all.options.observer = heard;
        all.run(
            [](auto& self, auto& told) -> asio::awaitable<void>
            {
                const auto answer = co_await self.client().users().async_get("u1");
                CHECK_FALSE(told->has("end: 200"));
                const auto came = co_await read_all(*answer, 100);
                CHECK(came.text == "abc");
            }(all, heard));
        CHECK(heard->lines_of(1) ==
              std::vector<std::string>{"call users.get", "attempt 1", "attempt 1: 200", "end: 200"});
    }

    TEST_CASE("a body that is read slowly keeps nobody else of its account waiting")
    {
        std::promise<void> never;
        const auto forever = never.get_future().share();
        streaming all{{{read_request(), write(head_of(10) + "abc"), waits_for(forever)}}};
        all.options.cautious_start = 1;
        all.run(
            [](auto& self, auto& promise) -> asio::awaitable<void>
            {
                const auto client = self.client();
                const auto answer = co_await client.users().async_get("u1");
                auto second = client.with({.timeout = 300ms}).users();
                const auto [code, other] = co_await second.async_get("u2", asio::as_tuple(asio::use_awaitable));
                CHECK(code == errc::timeout);  // of the server, which is busy: it was let through
                CHECK(other.request_sent());
                promise.set_value();
            }(all, never));
    }
}
