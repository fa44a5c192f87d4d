#include <truto/user_directory.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/system/errc.hpp>

#include <atomic>
#include <future>
#include <memory>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "support/black_hole.hpp"
#include "support/blocked_lookup.hpp"
#include "support/run.hpp"
#include "support/scripted_server.hpp"

using namespace truto::test;
using truto::condition;
using truto::errc;
using namespace std::chrono_literals;

namespace
{

/// A server that takes connections, reads requests and says nothing.
std::vector<scripted_server::script> silence(std::size_t connections = 1)
{
    return std::vector<scripted_server::script>(connections, {ignore_request()});
}

/// Where a call can be when it is ended from outside.
enum class place
{
    name_resolution,
    connecting,
    handshake,
    waiting_for_a_connection,
    waiting_for_the_answer,
    reading_the_answer,
    backing_off,
    refused_for_its_rate,
    waiting_in_the_rate_gate,
};

const char* name_of(place where)
{
    switch (where)
    {
    case place::name_resolution:
        return "name resolution";
    case place::connecting:
        return "connecting";
    case place::handshake:
        return "handshake";
    case place::waiting_for_a_connection:
        return "waiting for a connection";
    case place::waiting_for_the_answer:
        return "waiting for the answer";
    case place::reading_the_answer:
        return "reading the answer";
    case place::backing_off:
        return "backing off";
    case place::refused_for_its_rate:
        return "refused for its rate";
    case place::waiting_in_the_rate_gate:
        return "waiting in the rate gate";
    }
    return "";
}

/// All of them; without `connecting` where no address can be silent.
const std::vector<place>& all_places()
{
    static const auto all = []
    {
        std::vector<place> result{place::name_resolution,          place::handshake,
                                  place::waiting_for_a_connection, place::waiting_for_the_answer,
                                  place::reading_the_answer,       place::backing_off,
                                  place::refused_for_its_rate,     place::waiting_in_the_rate_gate};
        asio::io_context context;
        if (is_silent(context, black_hole{context}))
        {
            result.push_back(place::connecting);
        }
        else
        {
            MESSAGE("no address is silent on this machine: calls are not ended while they connect");
        }
        return result;
    }();
    return all;
}

/// Where the time that it has to wait is known: it does not begin to if that is too long.
bool waits_for_a_time(place where)
{
    return where == place::backing_off || where == place::refused_for_its_rate ||
           where == place::waiting_in_the_rate_gate;
}

/// A call that stays where it is until somebody ends it.
class stuck_call
{
public:
    explicit stuck_call(place where, std::chrono::milliseconds timeout = 60s)
        : where_(where), server_(scripts(where)), hole_(context_)
    {
        auto options = options_for(base_url());
        options.max_connections = 1;
        options.retry.retries = 1;
        options.tls.use_system_trust = false;
        api_.emplace(context_, options);
        if (where == place::waiting_for_a_connection)
        {
            api_->with({.timeout = 0ms}).users().async_delete("first", [this](truto::error_code, auto) { ++others_; });
        }
        if (where == place::waiting_in_the_rate_gate)
        {
            REQUIRE_FALSE(delete_user(context_, *api_).code);
        }
        api_->with({.timeout = timeout})
            .users()
            .async_delete("u1", asio::bind_cancellation_slot(signal_.slot(), note_end<directory::user>{&end_}));
    }

    /// Runs the context until the call is where it should be.
    void get_there()
    {
        switch (where_)
        {
        case place::name_resolution:
            while (!lookup_is_blocked())
            {
                context_.run_one_for(1ms);
            }
            break;
        case place::handshake:
            while (server_.connections() == 0)
            {
                context_.run_one_for(1ms);
            }
            break;
        case place::waiting_for_a_connection:
        case place::waiting_for_the_answer:
        case place::reading_the_answer:
        case place::backing_off:
        case place::refused_for_its_rate:
            while (server_.requests().empty())
            {
                context_.run_one_for(1ms);
            }
            break;
        case place::connecting:
        case place::waiting_in_the_rate_gate:
            break;
        }
        context_.restart();
        context_.run_for(50ms);
        REQUIRE_FALSE(end_.has_value());
    }

    /// Whether it has ended once all is done that waits for nothing: no time, no other program, no other thread.
    bool ends_at_once()
    {
        context_.restart();
        context_.poll();
        return end_.has_value();
    }

    ended<directory::user> finish()
    {
        context_.restart();
        while (!end_)
        {
            REQUIRE(context_.run_one_for(10s) == 1);
        }
        auto result = std::move(*end_);
        api_.reset();
        server_.stop();
        run_out(context_);
        return result;
    }

    asio::cancellation_signal& signal() noexcept { return signal_; }
    std::optional<directory::client>& api() noexcept { return api_; }
    const scripted_server& server() const noexcept { return server_; }
    int others() const noexcept { return others_; }

private:
    static std::vector<scripted_server::script> scripts(place where)
    {
        if (where == place::reading_the_answer)
        {
            return {{read_request(), write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"), wait_for_end()}};
        }
        if (where == place::backing_off)
        {
            return {{answer(http_answer("500 Internal Server Error", "{}", "Retry-After: 20\r\n"))}};
        }
        if (where == place::refused_for_its_rate)
        {
            return {{answer(http_answer("429 Too Many Requests", "{}", "Retry-After: 20\r\n"))}};
        }
        if (where == place::waiting_in_the_rate_gate)
        {
            return {{answer(http_answer("200 OK", "{}", "ratelimit-remaining: 0\r\nratelimit-reset: 20\r\n"))}};
        }
        return where == place::handshake ? std::vector<scripted_server::script>{{wait_for_end()}} : silence();
    }

    std::string base_url() const
    {
        switch (where_)
        {
        case place::name_resolution:
            return "https://" + std::string{blocked_host};
        case place::connecting:
            return "http://127.0.0.1:" + std::to_string(hole_.where().port());
        case place::handshake:
            return "https://127.0.0.1:" + port();
        default:
            return server_.base_url();
        }
    }

    std::string port() const
    {
        const auto url = server_.base_url();
        return url.substr(url.rfind(':') + 1);
    }

    place where_;
    blocked_lookup block_;
    scripted_server server_;
    asio::io_context context_;
    black_hole hole_;
    asio::cancellation_signal signal_;
    std::optional<ended<directory::user>> end_;
    int others_ = 0;
    std::optional<directory::client> api_;
};

bool had_been_sent(place where)
{
    return where == place::waiting_for_the_answer || where == place::reading_the_answer ||
           where == place::backing_off || where == place::refused_for_its_rate;
}

}  // namespace

TEST_SUITE("lifetime")
{
    TEST_CASE("a call ends with timeout when its deadline passes, wherever it is")
    {
        for (const auto where : all_places())
        {
            CAPTURE(name_of(where));
            if (waits_for_a_time(where))
            {
                continue;  // it ends with what it knows, before the deadline
            }
            stuck_call call{where, 50ms};
            const auto end = call.finish();
            CHECK(end.code == errc::timeout);
            CHECK(end.code == boost::system::errc::timed_out);
            CHECK(end.code == condition::retryable);
            CHECK(end.answer.request_sent() == had_been_sent(where));
            CHECK(end.answer.elapsed() >= 50ms);
        }
    }

    TEST_CASE("wherever a call is, every type of cancellation ends it without waiting for anything")
    {
        for (const auto type :
             {asio::cancellation_type::terminal, asio::cancellation_type::partial, asio::cancellation_type::total})
        {
            for (const auto where : all_places())
            {
                CAPTURE(name_of(where));
                CAPTURE(static_cast<int>(type));
                stuck_call call{where};
                call.get_there();
                call.signal().emit(type);
                CHECK(call.ends_at_once());
                const auto end = call.finish();
                CHECK(end.code == errc::cancelled);
                CHECK(end.code == boost::system::errc::operation_canceled);
                CHECK(end.answer.request_sent() == had_been_sent(where));
            }
        }
    }

    TEST_CASE("a cancellation right after the start, before anything ran, is not lost")
    {
        scripted_server server{silence()};
        asio::io_context context;
        const directory::client api{context, options_for(server.base_url())};
        asio::cancellation_signal signal;
        std::optional<ended<directory::user>> end;
        api.users().async_delete("u1", asio::bind_cancellation_slot(signal.slot(), note_end<directory::user>{&end}));
        signal.emit(asio::cancellation_type::terminal);
        CHECK_FALSE(end.has_value());
        run_out(context);
        REQUIRE(end.has_value());
        CHECK(end->code == errc::cancelled);
        CHECK(server.requests().empty());
    }

    TEST_CASE("a cancellation after the end does nothing")
    {
        scripted_server server{{{answer_ok()}}};
        asio::io_context context;
        const directory::client api{context, options_for(server.base_url())};
        asio::cancellation_signal signal;
        std::optional<ended<directory::user>> end;
        api.users().async_delete("u1", asio::bind_cancellation_slot(signal.slot(), note_end<directory::user>{&end}));
        run_out(context);
        signal.emit(asio::cancellation_type::terminal);
        run_out(context);
        REQUIRE(end.has_value());
        CHECK_FALSE(end->code);
    }

    TEST_CASE("a cancelled call does not leave its half-read connection to the next")
    {
        scripted_server server{
            {{read_request(), write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"), wait_for_end()}, {answer_ok()}}};
        asio::io_context context;
        const directory::client api{context, options_for(server.base_url())};
        const auto first = delete_user(context, api.with({.timeout = 30ms}));
        CHECK(first.code == errc::timeout);
        const auto second = delete_user(context, api);
        CHECK_FALSE(second.code);
        CHECK(second.answer->id == "u1");
        CHECK(server.connections() == 2);
    }

    TEST_CASE("when the last copy of a client goes, its calls end with cancelled, wherever they are")
    {
        for (const auto where : all_places())
        {
            CAPTURE(name_of(where));
            stuck_call call{where};
            call.get_there();
            call.api().reset();
            CHECK(call.ends_at_once());
            const auto end = call.finish();
            CHECK(end.code == errc::cancelled);
            CHECK(call.others() == (where == place::waiting_for_a_connection ? 1 : 0));
        }
    }

    TEST_CASE("a resource keeps its client alive")
    {
        scripted_server server{{{answer_ok()}}};
        asio::io_context context;
        const auto users = directory::client{context, options_for(server.base_url())}.users();
        const auto end = run<directory::user>(context, [&](auto token) { users.async_delete("u1", std::move(token)); });
        CHECK_FALSE(end.code);
    }

    TEST_CASE("a client with a thread of its own goes with connections open, and with calls under way")
    {
        SUBCASE("with an idle connection")
        {
            scripted_server server{{{answer_ok(), wait_for_end()}}};
            const directory::client api{options_for(server.base_url())};
            CHECK(api.users().async_delete("u1", truto::blocking).status() == 200);
        }
        SUBCASE("with a call under way, which ends with cancelled")
        {
            scripted_server server{silence()};
            std::promise<truto::error_code> end;
            {
                const directory::client api{options_for(server.base_url())};
                api.users().async_delete("u1", [&](truto::error_code code, auto) { end.set_value(code); });
            }
            CHECK(end.get_future().get() == errc::cancelled);
        }
        SUBCASE("from its own thread, in a handler that has the last copy")
        {
            scripted_server server{{{answer_ok(), wait_for_end()}}};
            std::promise<void> others_are_gone;
            std::promise<unsigned> end;
            {
                auto api = std::make_unique<directory::client>(options_for(server.base_url()));
                const auto users = api->users();
                users.async_delete(
                    "u1",
                    [last = std::move(api), &others_are_gone, &end](truto::error_code, auto answer) mutable
                    {
                        others_are_gone.get_future().wait();
                        last.reset();
                        end.set_value(answer.status());
                    });
            }
            others_are_gone.set_value();
            CHECK(end.get_future().get() == 200);
        }
    }

    TEST_CASE("a context may be destroyed while calls are under way: their handlers are destroyed, not called")
    {
        for (const auto where : {place::name_resolution, place::waiting_for_the_answer})
        {
            CAPTURE(name_of(where));
            const blocked_lookup block;
            scripted_server server{silence()};
            const auto alive = std::make_shared<int>(0);
            bool called = false;
            {
                asio::io_context context;
                const directory::client api{context, options_for(where == place::name_resolution
                                                                     ? "https://" + std::string{blocked_host}
                                                                     : server.base_url())};
                api.users().async_delete("u1", [alive, &called](truto::error_code, auto) { called = true; });
                while (server.requests().empty() && !lookup_is_blocked())
                {
                    context.run_one_for(1ms);
                }
            }
            server.stop();
            CHECK_FALSE(called);
            CHECK(alive.use_count() == 1);
        }
    }

    TEST_CASE("a name that does not resolve holds up no other name and not the end of the context")
    {
        const blocked_lookup block;
        scripted_server server{{{write("HTTP/1.1 400 Bad Request\r\n\r\n"), wait_for_end()}}};
        asio::io_context context;
        const directory::client stuck{context, options_for("https://" + std::string{blocked_host})};
        std::optional<ended<directory::user>> end;
        stuck.with({.timeout = 20ms}).users().async_delete("u1", note_end<directory::user>{&end});
        while (!lookup_is_blocked())
        {
            std::this_thread::sleep_for(1ms);
        }
        int ends = 0;
        for (int i = 0; i != 20; ++i)
        {
            stuck.with({.timeout = 20ms}).users().async_delete("u1", [&](truto::error_code, auto) { ++ends; });
        }
        auto url = server.base_url(other_host);
        url.replace(0, 4, "https");  // the server speaks no TLS: that much is found out only with an address
        const directory::client api{context, options_for(url)};
        CHECK(delete_user(context, api).code == errc::tls_failed);
        REQUIRE(end.has_value());
        CHECK(end->code == errc::timeout);
        CHECK(ends == 20);
        CHECK(lookup_is_blocked());
    }

    TEST_CASE("many threads may run the context, start calls and cancel them")
    {
        constexpr int calls = 200;
        scripted_server server{
            std::vector<scripted_server::script>(calls, scripted_server::script(calls, answer_ok()))};
        asio::thread_pool pool{4};
        auto options = options_for(server.base_url());
        options.max_connections = 1;
        std::atomic<int> done = 0;
        std::atomic<int> cancelled = 0;
        std::atomic<int> failed = 0;
        std::vector<asio::cancellation_signal> signals(calls);
        {
            const directory::client api{pool, options};
            for (int i = 0; i != calls; ++i)
            {
                // A signal and its slot belong to one strand: that of the handler.
                const auto strand = asio::make_strand(pool);
                asio::post(
                    strand,
                    [&, i, strand, api]
                    {
                        api.users().async_delete(
                            "u" + std::to_string(i),
                            asio::bind_cancellation_slot(
                                signals[static_cast<std::size_t>(i)].slot(),
                                asio::bind_executor(strand, [&](truto::error_code ec, auto)
                                                    { ++(ec == errc::cancelled ? cancelled
                                                         : ec                  ? failed
                                                                               : done); })));
                        if (i % 3 == 0)
                        {
                            asio::post(
                                strand, [&, i]
                                { signals[static_cast<std::size_t>(i)].emit(asio::cancellation_type::terminal); });
                        }
                    });
            }
            while (done + cancelled + failed != calls)
            {
                std::this_thread::yield();
            }
        }
        pool.join();
        CHECK(failed == 0);
        CHECK(done >= calls - calls / 3 - 1);
    }
}
