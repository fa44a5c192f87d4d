#include <truto/user_directory.hpp>

#include <chrono>
#include <future>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "support/run.hpp"
#include "support/scripted_server.hpp"

using namespace truto::test;
using truto::condition;
using truto::errc;
using namespace std::chrono_literals;

namespace
{

/// Writes this a hundred times, each time in a packet of its own, until the client has had enough.
scripted_server::step write_on(std::string piece)
{
    return [piece = std::move(piece)](scripted_server::peer& client)
    {
        client.socket().set_option(asio::ip::tcp::no_delay{true});
        for (int i = 0; i != 100; ++i)
        {
            client.write(piece);
            std::this_thread::sleep_for(1ms);
        }
        wait_for_end()(client);
    };
}

}  // namespace

TEST_SUITE("transport")
{
    TEST_CASE("calls one after the other use one connection")
    {
        scripted_server server{{{answer_ok(), answer_ok(), answer_ok()}}};
        asio::io_context context;
        const directory::client api{context, options_for(server.base_url())};

        for (int i = 0; i != 3; ++i)
        {
            const auto end = delete_user(context, api);
            CHECK(end.code == truto::error_code{});
            CHECK(end.answer->name == "Ines Okafor");
        }
        CHECK(server.connections() == 1);
    }

    TEST_CASE("an answer is read however it is framed")
    {
        struct row
        {
            std::string name;
            std::string text;
            std::size_t connections;  // that two such calls need
        };
        const std::string body = R"({"id":"u1","name":"Ines Okafor"})";
        const std::vector<row> rows{
            {"by length", http_answer("200 OK", body), 1},
            {"in chunks",
             "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10\r\n" + body.substr(0, 16) + "\r\n10\r\n" +
                 body.substr(16) + "\r\n0\r\nX-Trailer: t\r\n\r\n",
             1},
            {"by the end of the connection", "HTTP/1.1 200 OK\r\n\r\n" + body, 2},
            {"and closed", http_answer("200 OK", body, "Connection: close\r\n"), 2},
            {"by HTTP/1.0", "HTTP/1.0 200 OK\r\nContent-Length: 32\r\n\r\n" + body, 2},
            {"after an interim answer", "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + http_answer("200 OK", body),
             1},
            {"with bytes that nobody asked for", http_answer("200 OK", body) + "HTTP/1.1 408 Request Timeout\r\n\r\n",
             2},
        };
        for (const auto& each : rows)
        {
            const auto& name = each.name;
            const auto& text = each.text;
            const auto& connections = each.connections;
            CAPTURE(name);
            const bool reused = connections == 1;
            const scripted_server::script once{answer(text), close()};
            const scripted_server::script twice{answer(text), answer(text), close()};
            using scripts = std::vector<scripted_server::script>;
            scripted_server server{reused ? scripts{twice} : scripts{once, once}};
            asio::io_context context;
            const directory::client api{context, options_for(server.base_url())};

            for (int i = 0; i != 2; ++i)
            {
                const auto end = delete_user(context, api);
                CHECK(end.code == truto::error_code{});
                CHECK(end.answer.status() == 200);
                CHECK(end.answer->id == "u1");
            }
            CHECK(server.connections() == connections);
        }
    }

    TEST_CASE("an answer that comes byte by byte is an answer")
    {
        const auto text = http_answer("200 OK", R"({"id":"u1"})", "X-One: 1\r\n");
        scripted_server server{{{read_request(), [&](scripted_server::peer& client)
                                 {
                                     client.socket().set_option(asio::ip::tcp::no_delay{true});
                                     for (const char c : text)
                                     {
                                         client.write({&c, 1});
                                     }
                                 }}}};
        asio::io_context context;
        const auto end = delete_user(context, directory::client{context, options_for(server.base_url())});
        CHECK(end.code == truto::error_code{});
        CHECK(end.answer->id == "u1");
        CHECK(end.answer.headers()["x-one"] == "1");
    }

    TEST_CASE("an idle connection that the server closed is noticed before it is used")
    {
        std::promise<void> closed;
        scripted_server server{{{answer_ok(),
                                 [&](scripted_server::peer& client)
                                 {
                                     client.close();
                                     closed.set_value();
                                 }},
                                {answer_ok()}}};
        asio::io_context context;
        const directory::client api{context, options_for(server.base_url())};

        CHECK_FALSE(delete_user(context, api).code);
        closed.get_future().wait();
        CHECK_FALSE(delete_user(context, api).code);
        CHECK(server.connections() == 2);
    }

    TEST_CASE("each failure on the way has its error, and tells whether the server may have acted")
    {
        struct row
        {
            std::string name;
            scripted_server::script script;
            errc code;
            bool request_sent;
            bool maybe_executed;
        };
        const std::vector<row> rows{
            {"closed before the answer", {read_request(), close()}, errc::connection_lost, true, true},
            {"reset before the answer", {read_request(), reset()}, errc::connection_lost, true, true},
            {"closed within the head",
             {read_request(), write("HTTP/1.1 200 OK\r\nCont"), close()},
             errc::connection_lost,
             true,
             true},
            {"closed within the body",
             {read_request(), write("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{"), close()},
             errc::connection_lost,
             true,
             true},
            {"closed within a chunk",
             {read_request(), write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n20\r\n{"), close()},
             errc::connection_lost,
             true,
             true},
            {"not HTTP", {read_request(), write("SSH-2.0-OpenSSH_9.2\r\n"), close()}, errc::protocol_error, true, true},
            {"a head without end",
             {read_request(), write("HTTP/1.1 200 OK\r\nX: " + std::string(100'000, 'x')), wait_for_end()},
             errc::body_too_large,
             true,
             true},
            {"a head without end, in pieces that end within a line",
             {read_request(), write("HTTP/1.1 200 OK\r\nX"), write_on(": " + std::string(3000, 'x') + "\r\nX")},
             errc::body_too_large,
             true,
             true},
            {"interim answers without end",
             {read_request(), write_on("HTTP/1.1 103 Early Hints\r\nX: " + std::string(3000, 'x') + "\r\n\r\n")},
             errc::body_too_large,
             true,
             true},
            {"a head of two packets, neither of which is too large",
             {read_request(), write("HTTP/1.1 200 OK\r\nX: " + std::string(35'000, 'x') + "\r\n"),
              [](auto&) { std::this_thread::sleep_for(50ms); },
              write("Y: " + std::string(35'000, 'x') + "\r\nContent-Length: 2\r\n\r\n{}"), wait_for_end()},
             errc::body_too_large,
             true,
             true},
            {"a body that is too large",
             {read_request(), write("HTTP/1.1 200 OK\r\nContent-Length: 2000\r\n\r\n"), wait_for_end()},
             errc::body_too_large,
             true,
             true},
        };
        for (const auto& each : rows)
        {
            const auto& name = each.name;
            const auto& script = each.script;
            const auto& code = each.code;
            const auto& sent = each.request_sent;
            const auto& executed = each.maybe_executed;
            CAPTURE(name);
            scripted_server server{{script}};
            asio::io_context context;
            auto options = options_for(server.base_url());
            options.max_body_size = 1000;
            const auto end = delete_user(context, directory::client{context, options});
            CHECK(end.code == code);
            CHECK(end.answer.status() == 0);
            CHECK(end.answer.request_sent() == sent);
            CHECK((end.code == condition::maybe_executed) == executed);
            CHECK_FALSE(end.answer.has_value());
        }
    }

    TEST_CASE("a server that answers before it has read the request, and closes, is heard")
    {
        scripted_server server{
            {{[](scripted_server::peer& client)
              { client.write(http_answer("413 Payload Too Large", R"({"message":"too much"})")); }, wait_for_end()}}};
        asio::io_context context;
        const directory::client api{context, options_for(server.base_url())};
        const auto end = run<directory::group>(
            context, [&](auto token)
            { api.groups().async_remove_user({.group_id = std::string(4'000'000, 'g')}, std::move(token)); });
        CHECK(end.code == errc::other_client_error);
        CHECK(end.answer.status() == 413);
        CHECK(end.answer.error().message == "too much");
    }

    TEST_CASE("a large body goes out whole")
    {
        scripted_server server{{{answer_ok("{}")}}};
        asio::io_context context;
        const directory::client api{context, options_for(server.base_url())};
        const std::string id(3'000'000, 'g');
        const auto end = run<directory::group>(context, [&](auto token)
                                               { api.groups().async_remove_user({.group_id = id}, std::move(token)); });
        CHECK_FALSE(end.code);
        CHECK(server.requests().at(0).find(id) != std::string::npos);
    }

    TEST_CASE("a port where nobody listens, and a name that does not exist, are told apart")
    {
        asio::io_context context;
        unsigned short free_port = 0;
        {
            asio::ip::tcp::acceptor probe{context, {asio::ip::make_address_v4("127.0.0.1"), 0}};
            free_port = probe.local_endpoint().port();
        }
        const directory::client nobody{context, options_for("http://127.0.0.1:" + std::to_string(free_port))};
        const auto refused = delete_user(context, nobody);
        CHECK(refused.code == errc::connect_failed);
        CHECK(refused.code == condition::retryable);
        CHECK(refused.code != condition::maybe_executed);
        CHECK_FALSE(refused.answer.request_sent());
        CHECK(refused.answer.problem().find("127.0.0.1") != std::string::npos);

        const directory::client nowhere{context, options_for("https://no-such-host.invalid")};
        const auto unknown = delete_user(context, nowhere);
        CHECK(unknown.code == errc::resolve_failed);
        CHECK(unknown.code != condition::maybe_executed);
        CHECK(unknown.answer.problem().find("no-such-host.invalid") != std::string::npos);
    }

    TEST_CASE("there are never more connections than allowed, and calls get them in order")
    {
        std::vector<scripted_server::script> scripts{{answer_ok(), answer_ok(), answer_ok(), answer_ok(), answer_ok()}};
        scripted_server server{scripts};
        asio::io_context context;
        auto options = options_for(server.base_url());
        options.max_connections = 1;
        const directory::client api{context, options};

        std::vector<int> order;
        for (int i = 0; i != 5; ++i)
        {
            api.users().async_delete("u" + std::to_string(i),
                                     [&order, i](truto::error_code ec, auto)
                                     {
                                         CHECK_FALSE(ec);
                                         order.push_back(i);
                                     });
        }
        run_out(context);
        CHECK(order == std::vector{0, 1, 2, 3, 4});
        CHECK(server.connections() == 1);
    }

    TEST_CASE("a call that waits goes on when the connection before it breaks")
    {
        scripted_server server{{{read_request(), close()}, {answer_ok()}}};
        asio::io_context context;
        auto options = options_for(server.base_url());
        options.max_connections = 1;
        const directory::client api{context, options};

        std::vector<truto::error_code> ends;
        for (int i = 0; i != 2; ++i)
        {
            api.users().async_delete("u", [&](truto::error_code ec, auto) { ends.push_back(ec); });
        }
        run_out(context);
        REQUIRE(ends.size() == 2);
        CHECK(ends[0] == errc::connection_lost);
        CHECK_FALSE(ends[1]);
    }

    TEST_CASE("no connection is kept when none may be idle")
    {
        struct row
        {
            std::size_t idle;
            std::chrono::milliseconds time;
        };
        for (const auto& each : {row{0, std::chrono::seconds{50}}, row{16, std::chrono::seconds{0}}})
        {
            const auto& idle = each.idle;
            const auto& time = each.time;
            scripted_server server{{{answer_ok(), wait_for_end()}, {answer_ok(), wait_for_end()}}};
            asio::io_context context;
            auto options = options_for(server.base_url());
            options.max_idle_connections = idle;
            options.idle_timeout = time;
            const directory::client api{context, options};
            CHECK_FALSE(delete_user(context, api).code);
            CHECK_FALSE(delete_user(context, api).code);
            CHECK(server.connections() == 2);
        }
    }
}
