#include <truto/detail/net/dial.hpp>
#include <truto/detail/net/fiber.hpp>
#include <truto/detail/net/roster.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/system/errc.hpp>

#include <chrono>
#include <doctest/doctest.h>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "support/black_hole.hpp"
#include "support/refused_watch.hpp"
#include "support/run.hpp"

namespace net = truto::detail::net;
namespace asio = boost::asio;
using asio::ip::tcp;
using truto::errc;
using truto::error_code;
using truto::test::black_hole;
using truto::test::is_silent;
using truto::test::refused_watch;
using namespace std::chrono_literals;

namespace
{

const auto loopback = asio::ip::make_address_v4("127.0.0.1");

/// One dial, by itself.
class dialer : public net::fiber
{
public:
    dialer(asio::io_context& context, std::shared_ptr<net::roster> among, net::endpoints where)
        : fiber(context.get_executor(), std::move(among)), where_(std::move(where)), socket_(context)
    {
    }
    ~dialer() override { drop_body(); }

    void run(time_point limit = never) { begin(body(limit), never); }

    bool has_ended() const noexcept { return ended_; }
    const error_code& result() const noexcept { return result_; }
    const tcp::socket& socket() const noexcept { return socket_; }
    std::chrono::nanoseconds took() const noexcept { return took_; }

private:
    net::task<void> body(time_point limit)
    {
        const auto began = now();
        result_ = co_await net::dial(*this, where_, limit, socket_);
        took_ = now() - began;
    }

    void ended() override
    {
        CHECK_FALSE(ended_);
        CHECK_FALSE(failure_of_body());
        ended_ = true;
        sign_off();
    }

    net::endpoints where_;
    tcp::socket socket_;
    error_code result_;
    std::chrono::nanoseconds took_{};
    bool ended_ = false;
};

/// A fiber keeps its context busy as long as it is there: so this runs until it has ended.
void finish(asio::io_context& context, const dialer& who)
{
    context.restart();
    while (!who.has_ended())
    {
        REQUIRE(context.run_one_for(30s) == 1);
    }
}

/// Somebody who takes connections.
class listener
{
public:
    explicit listener(asio::io_context& context) : acceptor_(context, {loopback, 0}) {}

    tcp::endpoint where() const { return acceptor_.local_endpoint(); }

    bool is_called()
    {
        acceptor_.non_blocking(true);
        error_code ec;
        acceptor_.accept(ec);
        return !ec;
    }

    /// The same by somebody who has gone again.
    bool is_called_in_vain()
    {
        acceptor_.non_blocking(true);
        error_code ec;
        auto caller = acceptor_.accept(ec);
        if (!ec)
        {
            char byte = 0;
            caller.non_blocking(true, ec);
            caller.read_some(asio::buffer(&byte, 1), ec);
        }
        return ec == asio::error::eof;
    }

private:
    tcp::acceptor acceptor_;
};

/// Nobody listens there.
tcp::endpoint refusing(asio::io_context& context)
{
    const listener gone{context};
    return gone.where();
}

}  // namespace

TEST_SUITE("dial")
{
    TEST_CASE("the first address that answers is taken; one that refuses costs no time")
    {
        asio::io_context context;
        listener good{context};
        listener other{context};
        const auto bad = refusing(context);
        struct row
        {
            std::string name;
            net::endpoints where;
            std::optional<tcp::endpoint> reached;
            error_code error;
        };
        const std::vector<row> rows{
            {"one", {good.where()}, good.where(), {}},
            {"two", {good.where(), other.where()}, good.where(), {}},
            {"the second", {bad, good.where()}, good.where(), {}},
            {"the last", {bad, bad, bad, good.where()}, good.where(), {}},
            {"none", {bad, bad}, std::nullopt, asio::error::connection_refused},
            {"nothing to try", {}, std::nullopt, asio::error::host_not_found},
        };
        for (const auto& each : rows)
        {
            const auto& name = each.name;
            CAPTURE(name);
            const auto among = std::make_shared<net::roster>(context.get_executor(), false);
            const auto who = std::make_shared<dialer>(context, among, each.where);
            who->run();
            finish(context, *who);
            CHECK(who->result() == each.error);
            CHECK(who->took() < 200ms);  // not even one turn
            CHECK(who->socket().is_open() == each.reached.has_value());
            if (each.reached)
            {
                CHECK(who->socket().remote_endpoint() == *each.reached);
                CHECK(good.is_called());
            }
            CHECK_FALSE(other.is_called());
        }
    }

#if defined(BOOST_ASIO_HAS_EPOLL) && !defined(BOOST_ASIO_HAS_IO_URING_AS_DEFAULT)
    TEST_CASE("an address whose connection the system does not watch counts as one that failed")
    {
        asio::io_context context;
        listener first{context};
        listener second{context};
        const error_code no_room{boost::system::errc::no_space_on_device, boost::system::system_category()};
        struct row
        {
            std::string name;
            int refused;
            net::endpoints where;
            bool first_called;
            std::optional<tcp::endpoint> reached;
            error_code error;
        };
        const std::vector<row> rows{
            {"before it is connected", 1, {first.where(), second.where()}, false, second.where(), {}},
            {"once it is connected", 2, {first.where(), second.where()}, true, second.where(), {}},
            {"the only one", 2, {first.where()}, true, std::nullopt, no_room},
        };
        for (const auto& each : rows)
        {
            const auto& name = each.name;
            CAPTURE(name);
            const auto among = std::make_shared<net::roster>(context.get_executor(), false);
            const auto who = std::make_shared<dialer>(context, among, each.where);
            const refused_watch refusal{each.refused};
            who->run();
            finish(context, *who);
            CHECK(refusal.has_happened());
            CHECK(who->result() == each.error);
            CHECK(first.is_called_in_vain() == each.first_called);
            CHECK(second.is_called() == each.reached.has_value());
            CHECK(who->socket().is_open() == each.reached.has_value());
            if (each.reached)
            {
                CHECK(who->socket().remote_endpoint() == *each.reached);
            }
        }
    }
#endif

    TEST_CASE("an address that is silent holds the next one up for a quarter of a second")
    {
        asio::io_context context;
        const black_hole hole{context};
        if (!is_silent(context, hole))
        {
            MESSAGE("no address here is silent: not tested");
            return;
        }
        listener good{context};
        const auto bad = refusing(context);
        struct row
        {
            std::string name;
            net::endpoints where;
            bool reached;
            std::chrono::milliseconds least;
        };
        const std::vector<row> rows{
            {"then a good one", {hole.where(), good.where()}, true, 250ms},
            {"then one that refuses, and a good one at once", {hole.where(), bad, good.where()}, true, 250ms},
            {"two of them", {hole.where(), hole.where(), good.where()}, true, 500ms},
            {"after one that refuses", {bad, hole.where(), good.where()}, true, 250ms},
        };
        for (const auto& each : rows)
        {
            const auto& name = each.name;
            CAPTURE(name);
            const auto among = std::make_shared<net::roster>(context.get_executor(), false);
            const auto who = std::make_shared<dialer>(context, among, each.where);
            who->run();
            finish(context, *who);
            CHECK_FALSE(who->result());
            CHECK(who->took() >= each.least);
            CHECK(who->took() < each.least + 600ms);  // the system would knock again after a second
            CHECK(who->socket().remote_endpoint() == good.where());
        }
    }

    TEST_CASE("a dial ends at its limit, and when its fiber is stopped")
    {
        asio::io_context context;
        const black_hole hole{context};
        if (!is_silent(context, hole))
        {
            MESSAGE("no address here is silent: not tested");
            return;
        }
        const auto among = std::make_shared<net::roster>(context.get_executor(), false);
        for (const auto& where :
             {net::endpoints{hole.where()}, net::endpoints{hole.where(), hole.where(), hole.where()}})
        {
            const auto late = std::make_shared<dialer>(context, among, where);
            late->run(late->now() + 100ms);
            finish(context, *late);
            CHECK(late->result() == asio::error::timed_out);
            CHECK(late->took() >= 100ms);
            CHECK_FALSE(late->socket().is_open());

            const auto stopped = std::make_shared<dialer>(context, among, where);
            stopped->run();
            context.restart();
            context.run_for(20ms);
            CHECK_FALSE(stopped->has_ended());
            stopped->stop(errc::cancelled);
            CHECK_FALSE(stopped->has_ended());
            finish(context, *stopped);
            CHECK(stopped->result() == asio::error::operation_aborted);
            CHECK(stopped->stopped() == errc::cancelled);
            CHECK_FALSE(stopped->socket().is_open());
        }
    }

    TEST_CASE("a limit between two addresses ends the dial before the second")
    {
        asio::io_context context;
        const black_hole hole{context};
        if (!is_silent(context, hole))
        {
            MESSAGE("no address here is silent: not tested");
            return;
        }
        listener good{context};
        const auto among = std::make_shared<net::roster>(context.get_executor(), false);
        const auto who = std::make_shared<dialer>(context, among, net::endpoints{hole.where(), good.where()});
        who->run(who->now() + 50ms);
        finish(context, *who);
        CHECK(who->result() == asio::error::timed_out);
        CHECK_FALSE(good.is_called());
    }
}
