#include <truto/testing/certificate_authority.hpp>
#include <truto/user_directory.hpp>

#include <boost/asio/ssl/context.hpp>

#include <chrono>
#include <future>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "support/answering_server.hpp"
#include "support/recorder.hpp"
#include "support/run.hpp"
#include "support/scripted_server.hpp"

using namespace truto::test;
using truto::condition;
using truto::errc;

namespace
{

const std::string good = http_answer("200 OK", R"({"id":"u1","name":"Ines Okafor"})");

/// A call with POST, with or without a key.
ended<directory::group> post(asio::io_context& context, const directory::client& api, bool keyed)
{
    truto::call_options options;
    if (!keyed)
    {
        options.idempotency_key = "";
    }
    return run<directory::group>(
        context, [&](auto token)
        { api.with(options).groups().async_remove_user({.group_id = "g1", .user_id = "u1"}, std::move(token)); });
}

}  // namespace

// No retries here at all: `options_for` sets none. A replay is not one.
TEST_SUITE("replay")
{
    TEST_CASE("a request that met a dead connection is sent once more on a new one, if that can do no harm")
    {
        struct row
        {
            std::string name;
            scripted_server::script end;  // of the connection, on its second request
            bool is_replayed;             // where nothing can be done twice
        };
        const std::vector<row> rows{
            {"closed", {read_request(), close()}, true},
            {"reset", {read_request(), reset()}, true},
            {"closed within the head", {read_request(), write("HTTP/1.1 2"), close()}, false},
            {"closed within the body",
             {read_request(), write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"), close()},
             false},
        };
        enum class kind
        {
            erase,
            keyed,
            plain_post
        };
        for (const auto& each : rows)
        {
            for (const auto what : {kind::erase, kind::keyed, kind::plain_post})
            {
                const auto& name = each.name;
                CAPTURE(name);
                CAPTURE(static_cast<int>(what));
                scripted_server::script first{answer(good)};
                first.insert(first.end(), each.end.begin(), each.end.end());
                scripted_server server{{first, {answer(good)}}};
                const auto record = std::make_shared<recorder>();
                asio::io_context context;
                auto options = options_for(server.base_url());
                options.observer = record;
                const directory::client api{context, options};
                CHECK_FALSE(delete_user(context, api).code);

                truto::error_code code;
                truto::response_base answer;
                if (what == kind::erase)
                {
                    const auto end = delete_user(context, api);
                    code = end.code;
                    answer = end.answer;
                }
                else
                {
                    const auto end = post(context, api, what == kind::keyed);
                    code = end.code;
                    answer = end.answer;
                }
                const bool replayed = each.is_replayed && what != kind::plain_post;
                CHECK(code == (replayed ? truto::error_code{} : truto::error_code{errc::connection_lost}));
                CHECK(answer.maybe_executed() == !replayed);
                CHECK(answer.attempts() == (replayed ? 2u : 1u));
                CHECK(server.requests().size() == (replayed ? 3u : 2u));
                CHECK(server.connections() == (replayed ? 2u : 1u));
                const auto counted = api.counters();
                CHECK(counted.replays == (replayed ? 1u : 0u));
                CHECK(counted.retries_connection == 0);
                CHECK(counted.connections_reused == 1);
                CHECK(counted.stale_connections == 0);
                CHECK(record->count("wait backoff, stale_connection") == (replayed ? 1u : 0u));
                if (what == kind::keyed && replayed)
                {
                    const auto all = server.requests();
                    CHECK_FALSE(header_of(all[1], "Idempotency-Key").empty());
                    CHECK(header_of(all[1], "Idempotency-Key") == header_of(all[2], "Idempotency-Key"));
                }
            }
        }
    }

    TEST_CASE("a request is replayed once: when the new connection dies too, the call fails")
    {
        scripted_server server{{{answer(good), read_request(), close()}, {read_request(), close()}, {answer(good)}}};
        asio::io_context context;
        const directory::client api{context, options_for(server.base_url())};
        CHECK_FALSE(delete_user(context, api).code);
        const auto end = delete_user(context, api);
        CHECK(end.code == errc::connection_lost);
        CHECK(end.code == condition::maybe_executed);
        CHECK(end.answer.attempts() == 2);
        CHECK(api.counters().replays == 1);
        CHECK(server.requests().size() == 3);
    }

    TEST_CASE("a replay comes on top of the retries")
    {
        scripted_server server{
            {{answer(good), read_request(), close()}, {read_request(), close()}, {read_request(), close()}}};
        asio::io_context context;
        auto options = options_for(server.base_url());
        options.retry.retries = 1;
        options.retry.first_backoff = std::chrono::milliseconds{1};
        const directory::client api{context, options};
        CHECK_FALSE(delete_user(context, api).code);
        const auto end = delete_user(context, api);
        CHECK(end.code == errc::connection_lost);
        CHECK(end.answer.attempts() == 3);
        CHECK(api.counters().replays == 1);
        CHECK(api.counters().retries_connection == 1);
    }

    TEST_CASE("a new connection that dies is no reason for a replay")
    {
        scripted_server server{{{read_request(), close()}, {answer(good)}}};
        asio::io_context context;
        const directory::client api{context, options_for(server.base_url())};
        CHECK(delete_user(context, api).code == errc::connection_lost);
        CHECK(api.counters().replays == 0);
    }

    TEST_CASE("before a replay all idle connections are dropped: they are no younger than the dead one")
    {
        constexpr std::size_t width = 3;
        floodgate all_there;
        answering_server server{[&](const answering_server::request& request)
                                {
                                    if (request.number <= width)
                                    {
                                        all_there.pass();  // so that each call needs a connection of its own
                                    }
                                    return request.number == width + 1 ? std::string{} : good;
                                }};
        const auto record = std::make_shared<recorder>();
        asio::io_context context;
        auto options = options_for(server.base_url());
        options.observer = record;
        const directory::client api{context, options};
        std::size_t ended = 0;
        for (std::size_t i = 0; i != width; ++i)
        {
            api.users().async_delete("u1",
                                     [&](truto::error_code ec, auto)
                                     {
                                         CHECK_FALSE(ec);
                                         ++ended;
                                     });
        }
        while (server.requests().size() != width)
        {
            context.run_one_for(std::chrono::milliseconds{1});
        }
        all_there.open();
        run_out(context);
        REQUIRE(ended == width);
        REQUIRE(api.counters().connections_opened == width);

        CHECK_FALSE(delete_user(context, api).code);
        CHECK(api.counters().replays == 1);
        CHECK(api.counters().connections_opened == width + 1);
        CHECK(server.connections() == width + 1);
        CHECK(server.wait_for_open(1));
        std::size_t stale = 0;
        for (const auto& each : record->lines())
        {
            stale += each.ends_with("closed, stale") ? 1u : 0u;
        }
        CHECK(stale == width - 1);
    }

    TEST_CASE("what comes on an idle connection is never the answer to the next request")
    {
        struct row
        {
            std::string name;
            scripted_server::script idle;  // what the server does after its answer
        };
        const std::string timeout = http_answer("408 Request Timeout", "{}", "Connection: close\r\n");
        const std::string forged = http_answer("200 OK", R"({"id":"forged"})");
        const std::vector<row> plain{
            {"408 and the end", {write(timeout), close()}},
            {"408", {write(timeout), wait_for_end()}},
            {"a whole answer", {write(forged), wait_for_end()}},
            {"one byte", {write("\n"), wait_for_end()}},
            {"the end", {close()}},
            {"a reset", {reset()}},
        };
        const std::vector<row> secure{
            {"408 and the end", {write(timeout), close()}},
            {"a whole answer", {write(forged), wait_for_end()}},
            {"the end", {close()}},
        };
        const truto::testing::certificate_authority authority;
        const auto certificate = authority.issue({.names = {"localhost"}});
        for (const bool tls : {false, true})
        {
            CAPTURE(tls);
            for (const auto& each : tls ? secure : plain)
            {
                const auto& name = each.name;
                CAPTURE(name);
                std::promise<void> is_idle;
                std::promise<void> done;
                scripted_server::script first{answer(good),
                                              [&](scripted_server::peer&) { is_idle.get_future().wait(); },
                                              each.idle.front(), [&](scripted_server::peer&) { done.set_value(); }};
                first.insert(first.end(), each.idle.begin() + 1, each.idle.end());
                std::shared_ptr<asio::ssl::context> secured;
                if (tls)
                {
                    secured = std::make_shared<asio::ssl::context>(asio::ssl::context::tls_server);
                    secured->use_certificate_chain(asio::buffer(certificate.certificate_pem));
                    secured->use_private_key(asio::buffer(certificate.key_pem), asio::ssl::context::pem);
                }
                scripted_server server{{first, {answer(good)}}, secured};
                asio::io_context context;
                auto options = options_for(server.base_url("localhost"));
                options.tls.ca_pem = authority.certificate_pem();
                const directory::client api{context, options};
                CHECK_FALSE(delete_user(context, api).code);
                is_idle.set_value();
                done.get_future().wait();
                std::this_thread::sleep_for(std::chrono::milliseconds{50});  // sent is not yet delivered
                const auto end = delete_user(context, api);
                CHECK_FALSE(end.code);
                CHECK(end.answer->id == "u1");
                CHECK(end.answer.attempts() == 1);
                CHECK(server.connections() == 2);
                CHECK(api.counters().stale_connections == 1);
                CHECK(api.counters().replays == 0);
            }
        }
    }
}
