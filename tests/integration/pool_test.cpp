#include <truto/user_directory.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>
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

const std::string good = http_answer("200 OK", R"({"id":"u1","name":"Ines Okafor"})");

/// A client of a server that holds its first answers back until as many requests are there: so each of them needs a
/// connection of its own.
class side_by_side
{
public:
    side_by_side(std::size_t width, truto::client_options options)
        : width_(width),
          server_(
              [this](const answering_server::request& request)
              {
                  if (request.number <= width_)
                  {
                      held_.pass();
                  }
                  return good;
              }),
          record_(std::make_shared<recorder>())
    {
        options.base_url = server_.base_url();
        options.observer = record_;
        options.cautious_start = 0;
        api_.emplace(context_, options);
        std::size_t done = 0;
        for (std::size_t i = 0; i != width_; ++i)
        {
            api_->users().async_delete("u1", [&done](truto::error_code ec, auto) { done += ec ? 0 : 1; });
        }
        while (server_.requests().size() != width_)
        {
            context_.run_one_for(1ms);
        }
        held_.open();
        run_out(context_);
        REQUIRE(done == width_);
    }

    asio::io_context& context() noexcept { return context_; }
    const answering_server& server() const noexcept { return server_; }
    const recorder& record() const noexcept { return *record_; }
    const directory::client& api() const noexcept { return *api_; }

private:
    std::size_t width_;
    floodgate held_;
    answering_server server_;
    std::shared_ptr<recorder> record_;
    asio::io_context context_;
    std::optional<directory::client> api_;
};

std::size_t ending_with(const std::vector<std::string>& lines, std::string_view end)
{
    std::size_t count = 0;
    for (const auto& each : lines)
    {
        count += each.ends_with(end) ? 1u : 0u;
    }
    return count;
}

/// A call that waits for the only connection, and others around it.
class queue
{
public:
    queue()
        : server_(
              [this](const answering_server::request& request)
              {
                  if (request.number == 1)
                  {
                      held_.pass();
                  }
                  return good;
              })
    {
        auto options = options_for(server_.base_url());
        options.max_connections = 1;
        options.cautious_start = 0;
        api_.emplace(context_, options);
    }

    /// Starts a call, and calls `then` at its end.
    void start(const std::string& name, truto::call_options options = {}, std::function<void()> then = {})
    {
        api_->with(std::move(options))
            .users()
            .async_delete(name, asio::bind_cancellation_slot(
                                    name == "b" ? signal_.slot() : asio::cancellation_slot{},
                                    [this, name, then](truto::error_code ec, truto::response<directory::user> answer)
                                    {
                                        order_.push_back(name + (!ec                     ? ""
                                                                 : ec == errc::cancelled ? " cancelled"
                                                                 : ec == errc::timeout   ? " late"
                                                                                         : " failed"));
                                        last_ = answer;
                                        if (then)
                                        {
                                            then();
                                        }
                                    }));
    }

    /// Runs until the first request came.
    void get_going()
    {
        while (server_.requests().empty())
        {
            context_.run_one_for(1ms);
        }
    }

    asio::io_context& context() noexcept { return context_; }
    asio::cancellation_signal& signal() noexcept { return signal_; }
    floodgate& held() noexcept { return held_; }
    const answering_server& server() const noexcept { return server_; }
    const directory::client& api() const noexcept { return *api_; }
    const std::vector<std::string>& order() const noexcept { return order_; }
    const truto::response_base& last() const noexcept { return last_; }

private:
    floodgate held_;
    answering_server server_;
    asio::io_context context_;
    asio::cancellation_signal signal_;
    std::optional<directory::client> api_;
    std::vector<std::string> order_;
    truto::response_base last_;
};

using names = std::vector<std::string>;

}  // namespace

TEST_SUITE("pool")
{
    TEST_CASE("there are never more connections than allowed, however many calls there are")
    {
        answering_server server{[](const auto&)
                                {
                                    std::this_thread::sleep_for(2ms);
                                    return good;
                                }};
        asio::io_context context;
        auto options = options_for(server.base_url());
        options.max_connections = 3;
        options.cautious_start = 0;
        const directory::client api{context, options};
        int done = 0;
        for (int i = 0; i != 40; ++i)
        {
            api.users().async_delete("u1", [&](truto::error_code ec, auto) { done += ec ? 0 : 1; });
        }
        run_out(context);
        CHECK(done == 40);
        CHECK(server.connections() == 3);
        CHECK(server.most_connections() == 3);
        const auto counted = api.counters();
        CHECK(counted.connections_opened == 3);
        CHECK(counted.connections_reused == 37);
        CHECK(counted.pool_waits == 37);
    }

    TEST_CASE("the connection that was used last is used next")
    {
        side_by_side three{3, options_for("")};
        REQUIRE(three.server().connections() == 3);
        for (int i = 0; i != 4; ++i)
        {
            CHECK_FALSE(delete_user(three.context(), three.api()).code);
        }
        const auto lines = three.record().lines();
        std::vector<std::string> reused;
        for (const auto& each : lines)
        {
            if (each.ends_with(" reused"))
            {
                reused.push_back(each);
            }
        }
        CHECK(reused == names(4, reused.at(0)));
    }

    TEST_CASE("no more connections are kept idle than allowed, and none for longer")
    {
        SUBCASE("number")
        {
            auto options = options_for("");
            options.max_idle_connections = 2;
            side_by_side five{5, options};
            CHECK(five.server().connections() == 5);
            CHECK(five.server().wait_for_open(2));
            CHECK(ending_with(five.record().lines(), " closed, idle") == 3);
        }
        SUBCASE("time")
        {
            auto options = options_for("");
            options.idle_timeout = 40ms;
            side_by_side two{2, options};
            std::this_thread::sleep_for(60ms);
            CHECK_FALSE(delete_user(two.context(), two.api()).code);
            CHECK(two.server().connections() == 3);
            CHECK(two.server().wait_for_open(1));
            CHECK(ending_with(two.record().lines(), " closed, idle") == 2);
            CHECK(two.api().counters().connections_reused == 0);
        }
    }

    TEST_CASE("the longest of all times are no limit, and not the shortest")
    {
        constexpr auto for_ever = std::chrono::milliseconds::max();
        answering_server server{[](const auto&)
                                {
                                    std::this_thread::sleep_for(20ms);
                                    return good;
                                }};
        asio::io_context context;
        auto options = options_for(server.base_url());
        options.timeout = for_ever;
        options.attempt_timeout = for_ever;
        options.connect_timeout = for_ever;
        options.read_timeout = for_ever;
        options.idle_timeout = for_ever;
        options.token_budget = {3, for_ever};
        options.account_budget = {2, for_ever};
        const directory::client api{context, options};
        for (int i = 0; i != 2; ++i)
        {
            const auto end = delete_user(context, api);
            CHECK_FALSE(end.code);
        }
        CHECK(server.connections() == 1);

        const auto late = delete_user(context, api.with({.timeout = 100ms}));
        CHECK(late.code == errc::timeout);  // the budget is used up, for ever
        CHECK(server.requests().size() == 2);
    }

    TEST_CASE("an idle connection does not keep the context busy, and is closed with its client")
    {
        answering_server server{[](const auto&) { return good; }};
        const auto record = std::make_shared<recorder>();
        asio::io_context context;
        {
            auto options = options_for(server.base_url());
            options.observer = record;
            const directory::client api{context, options};
            CHECK_FALSE(delete_user(context, api).code);  // the context ran out of work
            CHECK(server.wait_for_open(1));
        }
        CHECK(server.wait_for_open(0));
        CHECK(record->has("connection 1 closed, client_gone"));
    }

    TEST_CASE("those who wait get the dial's error in their turn: nobody waits for ever")
    {
        unsigned short free_port = 0;
        {
            const answering_server gone{[](const auto&) { return good; }};
            free_port = gone.port();
        }
        asio::io_context context;
        auto options = options_for("http://127.0.0.1:" + std::to_string(free_port));
        options.max_connections = 1;
        options.cautious_start = 0;
        options.timeout = 0ms;
        const directory::client api{context, options};
        std::vector<truto::error_code> ends;
        for (int i = 0; i != 6; ++i)
        {
            api.users().async_delete("u1", [&](truto::error_code ec, auto) { ends.push_back(ec); });
        }
        run_out(context);
        CHECK(ends == std::vector<truto::error_code>(6, errc::connect_failed));
        CHECK(api.counters().connections_failed == 6);
    }

    TEST_CASE("a waiter that is cancelled hands its turn on, before it comes and when it has just come")
    {
        for (const bool has_come : {false, true})
        {
            CAPTURE(has_come);
            queue all;
            // The connection is given back before the first call's handler runs: then it is b's turn.
            all.start("a", {},
                      [&]
                      {
                          if (has_come)
                          {
                              all.signal().emit(asio::cancellation_type::terminal);
                          }
                      });
            all.get_going();
            all.start("b");
            all.start("c");
            all.start("d");
            all.context().run_for(5ms);
            if (!has_come)
            {
                all.signal().emit(asio::cancellation_type::terminal);
            }
            all.held().open();
            run_out(all.context());
            CHECK(all.order() ==
                  (has_come ? names{"a", "b cancelled", "c", "d"} : names{"b cancelled", "a", "c", "d"}));
            CHECK(all.server().requests().size() == 3);
            CHECK(all.server().connections() == 1);
            CHECK_FALSE(delete_user(all.context(), all.api()).code);
        }
    }

    TEST_CASE("a waiter's deadline is its own, and counts the wait")
    {
        queue all;
        all.start("a");
        all.get_going();
        all.start("b", {.timeout = 50ms});
        all.start("c");
        all.context().restart();
        while (all.order().empty())
        {
            REQUIRE(all.context().run_one_for(10s) == 1);
        }
        CHECK(all.order() == names{"b late"});
        CHECK(all.last().waited() >= 40ms);
        CHECK_FALSE(all.last().request_sent());
        CHECK_FALSE(all.last().maybe_executed());
        CHECK_MESSAGE(all.last().problem().find("connection") != std::string::npos, all.last().problem());
        all.held().open();
        run_out(all.context());
        CHECK(all.order() == names{"b late", "a", "c"});
        CHECK(all.server().requests().size() == 2);
    }

    TEST_CASE("a connection that breaks makes room for the next in line")
    {
        answering_server server{[](const answering_server::request& request)
                                { return request.number % 2 == 1 ? std::string{} : good; }};
        asio::io_context context;
        auto options = options_for(server.base_url());
        options.max_connections = 1;
        options.idempotency_keys = false;
        options.cautious_start = 0;
        const directory::client api{context, options};
        std::vector<truto::error_code> ends;
        for (int i = 0; i != 6; ++i)
        {
            api.groups().async_remove_user({.group_id = "g", .user_id = "u"},
                                           [&](truto::error_code ec, auto) { ends.push_back(ec); });
        }
        run_out(context);
        const truto::error_code lost = errc::connection_lost;
        CHECK(ends == std::vector<truto::error_code>{lost, {}, lost, {}, lost, {}});
        CHECK(server.most_connections() == 1);
    }
}
