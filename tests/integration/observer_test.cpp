#include <truto/user_directory.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "support/answering_server.hpp"
#include "support/recorder.hpp"
#include "support/run.hpp"
#include "support/scripted_server.hpp"

using namespace truto::test;
using truto::errc;
using namespace std::chrono_literals;

namespace
{

using lines = std::vector<std::string>;

const std::string good = http_answer("200 OK", R"({"id":"u1","name":"Ines Okafor"})");

std::string text_of(const lines& all)
{
    std::string text;
    for (const auto& each : all)
    {
        text.append("\n    ").append(each);
    }
    return text;
}

/// Keeps all texts that it is told.
class eavesdropper : public truto::observer
{
public:
    std::string heard;

    void call_started(const truto::call_info& call) noexcept override
    {
        heard.append(call.operation).append(call.method).append(call.target).append(call.account);
    }
    void connection_opened(const truto::connection_info& what) noexcept override { heard.append(what.peer); }
};

}  // namespace

TEST_SUITE("observer")
{
    TEST_CASE("an observer is told of each step, in order")
    {
        scripted_server server{
            {{answer(http_answer("500 Internal Server Error", "{}")), answer(good), read_request(), close()},
             {answer(good)}}};
        const auto record = std::make_shared<recorder>();
        asio::io_context context;
        {
            auto options = options_for(server.base_url());
            options.observer = record;
            options.retry.retries = 1;
            options.retry.first_backoff = 1ms;
            const directory::client api{context, options};
            CHECK_FALSE(delete_user(context, api).code);
            CHECK_FALSE(delete_user(context, api).code);
        }
        const lines expected{
            "call users.delete",
            "attempt 1",
            "connection 1 opened",
            "attempt 1: 500",
            "wait backoff, status",
            "waited backoff, status",
            "attempt 2",
            "connection 1 reused",
            "attempt 2: 200",
            "end: 200",
            "call users.delete",
            "attempt 1",
            "connection 1 reused",
            "connection 1 closed, failed",
            "attempt 1: no answer",
            "wait backoff, stale_connection",
            "waited backoff, stale_connection",
            "attempt 2",
            "connection 2 opened",
            "attempt 2: 200",
            "end: 200",
        };
        auto all = record->lines();
        if (!all.empty() && all.back().starts_with("connection 2 closed"))
        {
            all.pop_back();  // by the client or by the server, whoever was first
        }
        CHECK_MESSAGE(all == expected, text_of(all));
    }

    TEST_CASE("deadline, retry, rate gate, attempt, pool and exchange lie within each other in this order")
    {
        // Two calls for different accounts and one connection. The first call fails, waits to try again, then for its
        // account's budget; meanwhile the second call takes the connection, so that the first has to wait for it too.
        const auto record = std::make_shared<recorder>();
        answering_server server{[&](const answering_server::request& request)
                                {
                                    if (request.number == 1)
                                    {
                                        return http_answer("500 Internal Server Error", "{}");
                                    }
                                    for (int i = 0;
                                         i != 10'000 && request.number == 2 && !record->has("wait connection"); ++i)
                                    {
                                        std::this_thread::sleep_for(1ms);
                                    }
                                    return good;
                                }};
        asio::io_context context;
        auto options = options_for(server.base_url());
        options.observer = record;
        options.retry.retries = 1;
        options.retry.first_backoff = 1ms;
        options.max_connections = 1;
        options.account_budget = {1, 300ms};
        const directory::client api{context, options};
        std::optional<ended<directory::user>> first;
        std::optional<ended<directory::user>> second;
        api.account("a").users().async_delete("u1", note_end<directory::user>{&first});
        while (!record->has("wait rate_gate"))
        {
            REQUIRE(context.run_one_for(10s) == 1);
        }
        api.account("b").users().async_delete("u2", note_end<directory::user>{&second});
        run_out(context);
        REQUIRE(first);
        REQUIRE(second);
        CHECK_FALSE(first->code);
        CHECK_FALSE(second->code);
        const lines expected{
            "call users.delete",      "attempt 1",         "attempt 1: 500",   "wait backoff, status",
            "waited backoff, status", "wait rate_gate",    "waited rate_gate", "attempt 2",
            "wait connection",        "waited connection", "attempt 2: 200",   "end: 200",
        };
        const auto all = record->lines_of(1);
        CHECK_MESSAGE(all == expected, text_of(all));
        CHECK(first->answer.waited() >= 250ms);
        CHECK(first->answer.elapsed() >= first->answer.waited());

        const auto counted = api.counters();
        CHECK(counted.calls == 2);
        CHECK(counted.attempts == 3);
        CHECK(counted.gate_waits == 1);
        CHECK(counted.pool_waits == 1);
        CHECK(counted.retries_status == 1);
        CHECK(counted.connections_opened == 1);
        CHECK(counted.connections_reused == 2);
    }

    TEST_CASE("the deadline ends the whole, in the middle of an attempt")
    {
        scripted_server server{{{answer(http_answer("500 Internal Server Error", "{}")), ignore_request()}}};
        const auto record = std::make_shared<recorder>();
        asio::io_context context;
        auto options = options_for(server.base_url());
        options.observer = record;
        options.retry.retries = 5;
        options.retry.first_backoff = 1ms;
        options.timeout = 400ms;
        const auto end = delete_user(context, directory::client{context, options});
        CHECK(end.code == errc::timeout);
        CHECK(end.answer.attempts() == 2);
        CHECK(end.answer.maybe_executed());
        const auto all = record->lines_of(1);
        REQUIRE(all.size() >= 2);
        CHECK_MESSAGE(all.back() == "end: no answer", text_of(all));
        CHECK_MESSAGE(all[all.size() - 2] == "attempt 2: no answer", text_of(all));
    }

    TEST_CASE("a call that is refused before anything is sent has a beginning and an end")
    {
        const auto record = std::make_shared<recorder>();
        asio::io_context context;
        auto options = options_for("http://127.0.0.1:9");
        options.observer = record;
        CHECK(delete_user(context, directory::client{context, options}, "").code == errc::invalid_argument);
        CHECK(record->lines() == lines{"call users.delete", "end: no answer"});
    }

    TEST_CASE("a call that is cancelled when its connection was opened sends nothing")
    {
        class cancelling : public truto::observer
        {
        public:
            explicit cancelling(asio::cancellation_signal& signal) : signal_(signal) {}

            void connection_opened(const truto::connection_info&) noexcept override
            {
                signal_.emit(asio::cancellation_type::terminal);
            }

        private:
            asio::cancellation_signal& signal_;
        };
        answering_server server{[](const auto&) { return good; }};
        asio::cancellation_signal signal;
        auto options = options_for(server.base_url());
        options.observer = std::make_shared<cancelling>(signal);
        asio::io_context context;
        const directory::client api{context, options};
        const auto end = run<directory::user>(
            context, [&](auto token)
            { api.users().async_delete("u1", asio::bind_cancellation_slot(signal.slot(), std::move(token))); });
        CHECK(end.code == errc::cancelled);
        CHECK_FALSE(end.answer.request_sent());
        CHECK_FALSE(end.answer.maybe_executed());
        CHECK(server.requests().empty());
    }

    TEST_CASE("an observer hears no token, header or body")
    {
        scripted_server server{{{answer(good)}}};
        const auto spy = std::make_shared<eavesdropper>();
        asio::io_context context;
        auto options = options_for(server.base_url());
        options.observer = spy;
        truto::call_options own;
        own.headers.set("X-Secret", "header-secret");
        own.body = boost::json::object{{"password", "body-secret"}};
        CHECK_FALSE(delete_user(context, directory::client{context, options}.with(own)).code);
        CHECK(spy->heard.find("users.delete") != std::string::npos);
        for (const auto* secret : {"test-token", "header-secret", "body-secret", "Ines Okafor"})
        {
            CHECK(spy->heard.find(secret) == std::string::npos);
        }
    }
}
