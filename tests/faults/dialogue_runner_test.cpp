#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>

#include <array>
#include <cstddef>
#include <doctest/doctest.h>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "support/dialogue.hpp"

// What plays the server in these tests has to be beyond doubt itself. Here Asio alone is its client.

using namespace truto::test;
namespace asio = boost::asio;
namespace ssl = boost::asio::ssl;
using tcp = asio::ip::tcp;

namespace
{

const std::string request = "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nabcde";
const std::string answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";

exchange plain_exchange()
{
    return {.name = "plain", .answer = answer};
}

exchange tls_exchange()
{
    return {.name = "tls", .answer = answer, .tls = true};
}

/// What a client got.
struct got
{
    bool shook_hands = true;
    std::string text{};
    std::string end{};

    friend bool operator==(const got&, const got&) = default;
};

std::string name_of(const boost::system::error_code& error)
{
    if (error == asio::error::eof)
    {
        return "end";
    }
    if (error == ssl::error::stream_truncated)
    {
        return "truncated";
    }
    if (error == asio::error::connection_reset || error == asio::error::broken_pipe)
    {
        return "reset";
    }
    return error.category() == asio::error::get_ssl_category() ? "nonsense" : error.message();
}

/// Says something and listens to the end, or until as many bytes came as are enough.
template <class Stream>
got talk(Stream& stream, std::string_view text, std::size_t enough = static_cast<std::size_t>(-1))
{
    got result;
    boost::system::error_code write_error;
    asio::write(stream, asio::buffer(text), write_error);
    boost::system::error_code error;
    std::array<char, 512> bytes;
    while (result.text.size() < enough)
    {
        const std::size_t size = stream.read_some(asio::buffer(bytes), error);
        result.text.append(bytes.data(), size);
        if (error)
        {
            // A reset is reported once, to whoever comes first.
            result.end = name_of(write_error ? write_error : error);
            break;
        }
    }
    return result;
}

got talk_to(const dialogue& server, bool tls, std::size_t enough = static_cast<std::size_t>(-1))
{
    asio::io_context context;
    const tcp::endpoint where{asio::ip::address_v4::loopback(), server.port()};
    if (!tls)
    {
        tcp::socket socket{context};
        socket.connect(where);
        return talk(socket, request, enough);
    }
    ssl::context trust{ssl::context::tls_client};
    ssl::stream<tcp::socket> stream{context, trust};
    stream.lowest_layer().connect(where);
    boost::system::error_code error;
    stream.handshake(ssl::stream_base::client, error);
    if (error)
    {
        return {.shook_hands = false, .end = name_of(error)};
    }
    return talk(stream, request, enough);
}

exchange_sizes sizes_of(const exchange& play)
{
    const dialogue server{{.play = play}};
    talk_to(server, play.tls, answer.size());
    return server.seen().sizes;
}

/// What a client has to get when a fault happens; `text` is what comes of the answer before it.
got expected(const fault& what, bool tls, std::string text)
{
    got result{.text = std::move(text)};
    switch (what.how)
    {
    case way::close:
        result.end = "end";
        break;
    case way::truncate:
        result.end = tls ? "truncated" : "end";
        break;
    case way::reset:
        result.end = "reset";
        break;
    case way::stall:
    case way::garbage:
    case way::unsolicited:
        break;
    }
    return result;
}

}  // namespace

TEST_SUITE("dialogue runner")
{
    TEST_CASE("an exchange is played again and again, on one connection and on others")
    {
        for (const bool tls : {false, true})
        {
            const dialogue server{{.play = tls ? tls_exchange() : plain_exchange()}};
            for (int i = 0; i != 3; ++i)
            {
                CHECK(talk_to(server, tls, answer.size()).text == answer);
            }
            const auto seen = server.seen();
            CHECK(seen.connections == 3);
            CHECK(seen.requests == std::vector<std::string>(3, request));
            CHECK(seen.faults == 0);
            CHECK(seen.sizes.request == request.size());
            CHECK(seen.sizes.answer == answer.size());
            CHECK(seen.sizes.record == answer.size() + (tls ? 22 : 0));
            CHECK((seen.sizes.handshake > 500) == tls);
            CHECK((seen.sizes.tickets > 100) == tls);
        }
    }

    TEST_CASE("requests that come at once are answered one by one")
    {
        const dialogue server{{.play = plain_exchange()}};
        asio::io_context context;
        tcp::socket socket{context};
        socket.connect({asio::ip::address_v4::loopback(), server.port()});
        CHECK(talk(socket, request + request + request, 3 * answer.size()).text == answer + answer + answer);
        CHECK(server.seen().requests.size() == 3);
        CHECK(server.seen().connections == 1);
    }

    TEST_CASE("the end of the connection is the end of an answer that closes")
    {
        for (const bool tls : {false, true})
        {
            exchange play = tls ? tls_exchange() : plain_exchange();
            play.closes = true;
            const dialogue server{{.play = play}};
            CHECK(talk_to(server, tls) == got{.text = answer, .end = "end"});
        }
    }

    TEST_CASE("every fault happens where and how its name says")
    {
        for (const bool tls : {false, true})
        {
            const exchange play = tls ? tls_exchange() : plain_exchange();
            const auto sizes = sizes_of(play);
            const auto all = every_fault(play, sizes, 50);
            for (const fault& each : all)
            {
                const std::string name = name_of(each);
                CAPTURE(tls);
                CAPTURE(name);
                dialogue server{{.play = play, .breaks = each}};
                if (each.how == way::stall || each.how == way::garbage || each.how == way::unsolicited)
                {
                    // Nothing would ever end there: what has come until then is looked at by other means.
                    asio::io_context context;
                    tcp::socket socket{context};
                    socket.connect({asio::ip::address_v4::loopback(), server.port()});
                    if (!tls)
                    {
                        asio::write(socket, asio::buffer(request));
                        CHECK(server.wait_for_fault());
                        std::string text(socket.available(), '\0');
                        asio::read(socket, asio::buffer(text));
                        const std::size_t whole = each.where == step::after_answer ? answer.size() : 0;
                        const std::size_t bytes = each.where == step::answer ? each.byte : whole;
                        CHECK(text.substr(0, bytes) == answer.substr(0, bytes));
                        CHECK((text.size() > bytes) == (each.how != way::stall));
                        server.release();
                    }
                    continue;
                }

                const auto result = talk_to(server, tls);
                CHECK(server.wait_for_fault());
                const auto seen = server.seen();
                CHECK(seen.faults == 1);
                const bool is_read = each.where != step::accept && each.where != step::handshake &&
                                     each.where != step::tickets && each.where != step::request;
                CHECK(seen.requests.size() == (is_read ? 1U : 0U));
                CHECK(seen.answers == (each.where == step::after_answer ? 1U : 0U));

                std::string text;
                if (each.where == step::answer)
                {
                    text = answer.substr(0, each.byte);
                }
                if (each.where == step::after_answer)
                {
                    text = answer;
                }
                if (each.where == step::handshake || (each.where == step::accept && tls))
                {
                    CHECK_FALSE(result.shook_hands);
                }
                else if (each.where == step::record || each.where == step::tickets)
                {
                    // Half a record is nothing, and the end of the stream comes within it or behind it.
                    CHECK(result.shook_hands);
                    CHECK(result.text.empty());
                    CHECK(result.end == expected(each, tls, "").end);
                }
                else
                {
                    CHECK(result == expected(each, tls, text));
                }
            }
            CHECK(all.size() > (tls ? 400 : 300));
        }
    }

    TEST_CASE("the list of faults has every byte once in every way, and no name twice")
    {
        const exchange_sizes sizes{.handshake = 100, .tickets = 50, .request = 30, .answer = 20, .record = 42};
        const auto count = [&](const exchange& play, std::size_t stride)
        {
            std::set<std::string> names;
            const auto all = every_fault(play, sizes, stride);
            for (const fault& each : all)
            {
                names.insert(name_of(each));
            }
            CHECK(names.size() == all.size());
            return all.size();
        };
        CHECK(count(plain_exchange(), 1) == 5 + 30 * 4 + 4 + 19 * 4 + 5);
        CHECK(count(tls_exchange(), 1) == 5 + 100 * 4 + 50 * 4 + 30 * 5 + 5 + 19 * 5 + 41 * 4 + 6);
        CHECK(count(tls_exchange(), 10) == 5 + 11 * 4 + 6 * 4 + 30 * 5 + 5 + 19 * 5 + 41 * 4 + 6);
    }

    TEST_CASE("as many exchanges break as shall, from the one that shall be the first")
    {
        const dialogue server{
            {.play = plain_exchange(), .breaks = fault{step::before_answer}, .first_broken = 1, .broken = 2}};
        std::string ends;
        for (int i = 0; i != 4; ++i)
        {
            ends += talk_to(server, false, answer.size()).end + ";";
        }
        CHECK(ends == ";end;end;;");
        CHECK(server.seen().requests.size() == 4);
        CHECK(server.seen().faults == 2);
    }

    TEST_CASE("an idle connection can break before the second request")
    {
        const dialogue server{{.play = plain_exchange(), .breaks = fault{step::request}, .first_broken = 1}};
        asio::io_context context;
        tcp::socket socket{context};
        socket.connect({asio::ip::address_v4::loopback(), server.port()});
        const auto result = talk(socket, request);
        CHECK(result.text == answer);
        CHECK(result.end == "end");
    }

    TEST_CASE("what stalls goes on stalling until it is released")
    {
        dialogue server{{.play = plain_exchange(), .breaks = fault{step::answer, 10, way::stall}}};
        asio::io_context context;
        tcp::socket socket{context};
        socket.connect({asio::ip::address_v4::loopback(), server.port()});
        CHECK(talk(socket, request, 10).text == answer.substr(0, 10));
        CHECK(server.wait_for_fault());
        socket.non_blocking(true);
        char byte{};
        boost::system::error_code error;
        socket.read_some(asio::buffer(&byte, 1), error);
        CHECK(error == asio::error::would_block);
        socket.non_blocking(false);
        server.release();
        socket.read_some(asio::buffer(&byte, 1), error);
        CHECK(error == asio::error::eof);
    }

    TEST_CASE("in pieces the same comes as in one")
    {
        for (const bool tls : {false, true})
        {
            for (const delivery pieces : {delivery::whole, delivery::byte_by_byte, delivery::random_pieces})
            {
                CAPTURE(tls);
                CAPTURE(static_cast<int>(pieces));
                const dialogue server{{.play = tls ? tls_exchange() : plain_exchange(), .pieces = pieces}};
                CHECK(talk_to(server, tls, answer.size()).text == answer);
            }
        }
    }
}
