#include <truto/log_observer.hpp>
#include <truto/observer_list.hpp>
#include <truto/testing/fake_transport.hpp>
#include <truto/user_directory.hpp>

#include <boost/asio/io_context.hpp>

#include <chrono>
#include <doctest/doctest.h>
#include <functional>
#include <iostream>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/run.hpp"

using namespace truto::test;
using truto::close_reason;
using truto::errc;
using truto::log_level;
using truto::log_observer;
using truto::retry_reason;
using truto::wait_reason;
using namespace std::chrono_literals;

namespace
{

using lines = std::vector<std::string>;

/// A log_observer that writes into `to`, each line with its level.
std::shared_ptr<log_observer> log_into(lines& to, truto::log_options options)
{
    options.sink = [&to](log_level level, std::string_view line)
    { to.push_back(std::string{to_string(level)} + ": " + std::string{line}); };
    return std::make_shared<log_observer>(std::move(options));
}

constexpr truto::call_info call{7, "users.delete", "DELETE", "/users/ines%40example.com?mail=ines%40example.com",
                                "acc\n1"};

constexpr truto::connection_info connection{3, "api.truto.one:443", false, false, false, 12'900us};

truto::connection_info with(bool proxied, bool tls, bool resumed)
{
    auto result = connection;
    result.proxied = proxied;
    result.tls = tls;
    result.resumed = resumed;
    return result;
}

/// Puts `std::clog` back.
class captured_log
{
public:
    captured_log() : before_(std::clog.rdbuf(text_.rdbuf())) {}
    ~captured_log() { std::clog.rdbuf(before_); }
    captured_log(const captured_log&) = delete;
    captured_log& operator=(const captured_log&) = delete;

    std::string text() const { return text_.str(); }

private:
    std::ostringstream text_;
    std::streambuf* before_;
};

/// Counts what it is told.
class counting_observer : public truto::observer
{
public:
    void call_started(const truto::call_info&) noexcept override { ++told[0]; }
    void wait_started(const truto::call_info&, const truto::wait_info&) noexcept override { ++told[1]; }
    void wait_finished(const truto::call_info&, const truto::wait_info&, std::chrono::nanoseconds) noexcept override
    {
        ++told[2];
    }
    void attempt_started(const truto::call_info&, unsigned) noexcept override { ++told[3]; }
    void attempt_finished(const truto::call_info&, const truto::attempt_info&) noexcept override { ++told[4]; }
    void call_finished(const truto::call_info&, const truto::call_end_info&) noexcept override { ++told[5]; }
    void connection_opened(const truto::connection_info&) noexcept override { ++told[6]; }
    void connection_reused(const truto::connection_info&) noexcept override { ++told[7]; }
    void connection_closed(const truto::connection_info&, close_reason) noexcept override { ++told[8]; }
    void connection_failed(const truto::connection_info&, truto::error_code) noexcept override { ++told[9]; }

    std::vector<int> told = std::vector<int>(10);
};

}  // namespace

TEST_SUITE("log_observer")
{
    TEST_CASE("each event is one line, of its level")
    {
        struct row
        {
            std::function<void(truto::observer&)> event;
            std::string line;
        };
        const auto wait = [](wait_reason reason, retry_reason retry, std::chrono::nanoseconds expected)
        { return [=](truto::observer& o) { o.wait_started(call, {reason, retry, expected}); }; };
        const auto attempt = [](unsigned status, truto::error_code error)
        { return [=](truto::observer& o) { o.attempt_finished(call, {2, status, error, false, 10, 20, 120'999us}); }; };
        const auto end = [](unsigned status, truto::error_code error)
        { return [=](truto::observer& o) { o.call_finished(call, {status, error, 3, 33s, 32'500ms}); }; };
        const auto opened = [](bool proxied, bool tls, bool resumed)
        { return [=](truto::observer& o) { o.connection_opened(with(proxied, tls, resumed)); }; };
        const std::string ended = " in 33000 ms, of which it waited 32500 ms, attempts: 3";
        const std::vector<row> rows{
            {[](auto& o) { o.call_started(call); }, "debug: call 7 users.delete: started"},
            {wait(wait_reason::backoff, retry_reason::rate_limited, 30s),
             "warning: call 7 users.delete: tries again in 30000 ms: rate_limited"},
            {wait(wait_reason::backoff, retry_reason::stale_connection, 0s),
             "info: call 7 users.delete: tries again in 0 ms: stale_connection"},
            {wait(wait_reason::rate_gate, retry_reason::none, 1'500ms),
             "info: call 7 users.delete: waits for the rate limit, 1500 ms"},
            {wait(wait_reason::rate_gate, retry_reason::none, 0s),
             "info: call 7 users.delete: waits for the rate limit"},
            {wait(wait_reason::connection, retry_reason::none, 0s),
             "info: call 7 users.delete: waits for a connection"},
            {[](auto& o) { o.wait_finished(call, {wait_reason::backoff}, 30s); },
             "debug: call 7 users.delete: waited 30000 ms: backoff"},
            {[](auto& o) { o.attempt_started(call, 2); }, "debug: call 7 users.delete: attempt 2"},
            {attempt(200, {}), "debug: call 7 users.delete: attempt 2 got status 200 in 120 ms"},
            {attempt(429, {}), "warning: call 7 users.delete: attempt 2 got status 429 in 120 ms"},
            {attempt(0, errc::tls_failed), "warning: call 7 users.delete: attempt 2 failed in 120 ms: " +
                                               make_error_code(errc::tls_failed).message()},
            {end(204, {}), "info: call 7 users.delete: succeeded" + ended + ", status 204"},
            {end(404, errc::not_found), "error: call 7 users.delete: failed" + ended +
                                            ", status 404: " + make_error_code(errc::not_found).message()},
            {end(0, errc::cancelled),
             "info: call 7 users.delete: failed" + ended + ": " + make_error_code(errc::cancelled).message()},
            {opened(false, false, false), "debug: connection 3 to api.truto.one:443 opened in 12 ms"},
            {opened(true, true, false),
             "debug: connection 3 to api.truto.one:443 opened in 12 ms, through a proxy, TLS"},
            {opened(false, true, true), "debug: connection 3 to api.truto.one:443 opened in 12 ms, TLS resumed"},
            {[](auto& o) { o.connection_reused(connection); }, "debug: connection 3 to api.truto.one:443 reused"},
            {[](auto& o) { o.connection_closed(connection, close_reason::by_server); },
             "debug: connection 3 to api.truto.one:443 closed: by_server"},
            {[](auto& o) { o.connection_failed(connection, errc::connect_failed); },
             "warning: connection 3 to api.truto.one:443 failed in 12 ms: " +
                 make_error_code(errc::connect_failed).message()},
        };
        for (const auto& each : rows)
        {
            lines written;
            each.event(*log_into(written, {.level = log_level::debug}));
            CHECK(written == lines{each.line});
            for (const auto level : {log_level::info, log_level::warning, log_level::error})
            {
                // A line below the level that is wanted is not written.
                lines filtered;
                each.event(*log_into(filtered, {.level = level}));
                const auto position = [](std::string_view name)
                {
                    return name == "debug" ? 0 : name == "info" ? 1 : name == "warning" ? 2 : 3;
                };
                const bool is_wanted = position(each.line.substr(0, each.line.find(':'))) >= position(to_string(level));
                CHECK(filtered.size() == (is_wanted ? 1 : 0));
            }
        }
    }

    TEST_CASE("ids are told on request only, the query never")
    {
        lines written;
        log_into(written, {.level = log_level::debug, .show_ids = true})->call_started(call);
        auto without = call;
        without.account = {};
        without.target = "/users/unassign-role";
        log_into(written, {.level = log_level::debug, .show_ids = true})->call_started(without);
        // A request without a description is named by its method and path.
        const truto::call_info own{
            8, "DELETE /proxy/ines%40example.com", "DELETE", "/proxy/ines%40example.com?x=1", {}};
        log_into(written, {.level = log_level::debug, .show_ids = true})->call_started(own);
        log_into(written, {.level = log_level::debug})->call_started(own);
        CHECK(written == lines{"debug: call 7 users.delete DELETE /users/ines%40example.com account acc%0A1: started",
                               "debug: call 7 users.delete DELETE /users/unassign-role: started",
                               "debug: call 8 DELETE /proxy/ines%40example.com: started",
                               "debug: call 8 DELETE: started"});
    }

    TEST_CASE("without a sink, lines go to clog")
    {
        const captured_log log;
        log_observer quiet;
        quiet.call_started(call);  // below the level
        quiet.wait_started(call, {wait_reason::connection, retry_reason::none, {}});
        CHECK(log.text() == "[info] call 7 users.delete: waits for a connection\n");
    }

    TEST_CASE("a sink that throws does no harm")
    {
        log_observer observer{{.sink = [](log_level, std::string_view) { throw std::runtime_error("disk full"); }}};
        observer.wait_started(call, {wait_reason::connection, retry_reason::none, {}});
        observer.call_finished(call, {});
    }

    TEST_CASE("no line of a run holds a secret, an id, a header or a body")
    {
        for (const bool show_ids : {false, true})
        {
            CAPTURE(show_ids);
            lines written;
            truto::testing::fake_transport network;
            network.any()
                .answer(truto::testing::scripted_answer::rate_limited(2s))
                .answer(500, R"({"message":"body-of-500"})", {{"X-Answer", "header-of-500"}})
                .fail(truto::testing::fault::reset_before_answer)
                .answer(403, R"({"message":"body-of-403"})")
                .fail(truto::testing::fault::tls_failure)
                .answer(200, R"({"id":"body-of-200"})");
            auto options = network.options();
            options.token = "s3cret-token";
            options.integrated_account_id = "account-id";
            options.observer = log_into(written, {.level = log_level::debug, .show_ids = show_ids});
            asio::io_context context;
            const auto api = directory::client{context, options}.with({.remote_query = {{"mail", "query-value"}},
                                                                       .body = {{"note", "body-value"}},
                                                                       .headers = {{"X-Ticket", "header-value"}},
                                                                       .idempotency_key = "the-key"});
            for (int i = 0; i != 3; ++i)
            {
                run<directory::user>(
                    context, [&](auto token)
                    { api.users().async_delete("user-id", {.remove_from_id = "query-id"}, std::move(token)); });
            }
            CHECK(network.requests().size() == 6);
            CHECK(written.size() > 20);
            std::string all;
            for (const auto& each : written)
            {
                CHECK(each.find('\n') == std::string::npos);
                all += each + '\n';
            }
            for (const auto* const secret : {"s3cret", "Bearer", "query-", "header-", "body-", "the-key"})
            {
                CAPTURE(secret);
                CHECK(all.find(secret) == std::string::npos);
            }
            for (const auto* const id : {"user-id", "account-id"})
            {
                CHECK((all.find(id) != std::string::npos) == show_ids);
            }
            CHECK(all.find("users.delete") != std::string::npos);
        }
    }
}

TEST_SUITE("observer_list")
{
    TEST_CASE("every event reaches every observer, and null is none")
    {
        const auto first = std::make_shared<counting_observer>();
        const auto second = std::make_shared<counting_observer>();
        truto::observer_list list{{first, nullptr, second}};
        list.call_started(call);
        list.wait_started(call, {});
        list.wait_finished(call, {}, 1s);
        list.attempt_started(call, 1);
        list.attempt_finished(call, {});
        list.call_finished(call, {});
        list.connection_opened(connection);
        list.connection_reused(connection);
        list.connection_closed(connection, close_reason::idle);
        list.connection_failed(connection, errc::connect_failed);
        CHECK(first->told == std::vector<int>(10, 1));
        CHECK(second->told == std::vector<int>(10, 1));
    }
}
