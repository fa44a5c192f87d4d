#include <truto/testing/directory_simulator.hpp>
#include <truto/testing/fake_transport.hpp>
#include <truto/user_directory.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/post.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <deque>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <string_view>
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

bool is_of(const answering_server::request& request, std::string_view account)
{
    return request.text.find("integrated_account_id=" + std::string{account} + " ") != std::string::npos;
}

/// Answers the first request of account `a` so, and all others well.
answering_server::function first_of_a(std::string answer)
{
    return [answer = std::move(answer), first = std::make_shared<std::atomic<bool>>(true)](const auto& request)
    { return is_of(request, "a") && first->exchange(false) ? answer : good; };
}

/// Calls of several accounts, and what became of them.
class calls
{
public:
    struct call
    {
        std::string name;
        std::optional<ended<directory::user>> end{};
        asio::cancellation_signal signal{};
    };

    explicit calls(const directory::client& api) : api_(api) {}

    /// Starts a call; its id is its name.
    call& start(const std::string& account, const std::string& name, truto::call_options options = {})
    {
        auto& which = all_.emplace_back();
        which.name = name;
        options.integrated_account_id = account;
        api_.with(std::move(options))
            .users()
            .async_delete(name, asio::bind_cancellation_slot(
                                    which.signal.slot(),
                                    [this, &which](truto::error_code ec, truto::response<directory::user> answer)
                                    {
                                        order_.push_back(which.name);
                                        note_end<directory::user>{&which.end}(ec, std::move(answer));
                                    }));
        return which;
    }

    /// The names in the order in which the calls ended.
    const std::vector<std::string>& order() const noexcept { return order_; }

    template <class Visitor>
    void for_each(Visitor visit) const
    {
        std::for_each(all_.begin(), all_.end(), visit);
    }

    bool all_ended_well() const
    {
        return std::all_of(all_.begin(), all_.end(), [](const call& each) { return each.end && !each.end->code; });
    }

private:
    directory::client api_;
    std::deque<call> all_;
    std::vector<std::string> order_;
};

template <class Condition>
void run_until(asio::io_context& context, Condition condition)
{
    context.restart();
    while (!condition())
    {
        REQUIRE(context.run_one_for(30s) == 1);
    }
}

std::ptrdiff_t place_of(const std::vector<std::string>& names, const std::string& name)
{
    return std::find(names.begin(), names.end(), name) - names.begin();
}

std::string text_of(const std::vector<std::uint64_t>& numbers)
{
    std::string text;
    for (const auto each : numbers)
    {
        text.append(text.empty() ? "" : ", ").append(std::to_string(each));
    }
    return text;
}

}  // namespace

TEST_SUITE("rate gate")
{
    TEST_CASE("after a 429 the calls of that account wait in order, and those of others go on")
    {
        struct row
        {
            std::string name;
            std::string answer;
            std::uint64_t limited;
        };
        const std::vector<row> rows{
            {"429", http_answer("429 Too Many Requests", "{}", "Retry-After: 1\r\n"), 1},
            {"nothing remaining",
             http_answer("200 OK", "{}", "ratelimit-limit: 5\r\nratelimit-remaining: 0\r\nratelimit-reset: 1\r\n"), 0},
        };
        for (const auto& each : rows)
        {
            const auto& name = each.name;
            CAPTURE(name);
            answering_server server{first_of_a(each.answer)};
            const auto record = std::make_shared<recorder>();
            asio::io_context context;
            auto options = options_for(server.base_url());
            options.observer = record;
            options.retry.retries = 3;
            const directory::client api{context, options};
            calls started{api};
            started.start("a", "a0");
            run_until(context, [&] { return record->count("attempt 1: 429") + record->count("attempt 1: 200") == 1; });

            const auto began = std::chrono::steady_clock::now();
            for (int i = 1; i != 5; ++i)
            {
                started.start("a", "a" + std::to_string(i));
                started.start("b", "b" + std::to_string(i));
            }
            run_until(context, [&] { return place_of(started.order(), "b4") != std::ssize(started.order()); });
            for (int i = 1; i != 5; ++i)
            {
                CHECK(place_of(started.order(), "a" + std::to_string(i)) == std::ssize(started.order()));
            }
            run_out(context);
            CHECK(started.all_ended_well());
            CHECK(std::chrono::steady_clock::now() - began >= 900ms);
            CHECK(api.counters().rate_limited == each.limited);
            CHECK(api.counters().retries_rate_limited == each.limited);
            CHECK(api.counters().gate_waits >= 4);

            std::vector<std::uint64_t> went;
            for (const auto& event : record->events())
            {
                const bool is_of_a = event.call % 2 == 0;  // they were started in turns
                if (event.text == "attempt 2" || (is_of_a && event.text == "attempt 1"))
                {
                    went.push_back(event.call);
                }
            }
            auto in_order = std::vector<std::uint64_t>{2, 4, 6, 8};
            in_order.insert(in_order.begin(), each.limited, 1);  // it comes again before those that waited meanwhile
            CHECK_MESSAGE(went == in_order, text_of(went));
        }
    }

    TEST_CASE("a call that can't have its turn before its deadline fails at once, and says why")
    {
        answering_server server{first_of_a(http_answer("429 Too Many Requests", "{}", "Retry-After: 40\r\n"))};
        asio::io_context context;
        const directory::client api{context, options_for(server.base_url())};
        calls started{api};
        const auto& refused = started.start("a", "refused");
        run_out(context);
        REQUIRE(refused.end);
        CHECK(refused.end->code == errc::rate_limited);

        const auto began = std::chrono::steady_clock::now();
        const auto& late = started.start("a", "late", {.timeout = 20s});
        CHECK_FALSE(late.end.has_value());
        run_out(context);
        CHECK(std::chrono::steady_clock::now() - began < 4s);
        REQUIRE(late.end);
        CHECK(late.end->code == errc::timeout);
        CHECK_FALSE(late.end->answer.request_sent());
        CHECK_FALSE(late.end->answer.maybe_executed());
        CHECK(late.end->answer.attempts() == 0);
        CHECK_MESSAGE(late.end->answer.problem().find("rate limit") != std::string::npos, late.end->answer.problem());
        CHECK(server.requests().size() == 1);
    }

    TEST_CASE("each call that waits has its own deadline and cancellation, and the others keep their order")
    {
        floodgate held;
        answering_server server{[&](const answering_server::request& request)
                                {
                                    if (request.number == 1)
                                    {
                                        held.pass();
                                    }
                                    return good;
                                }};
        const auto record = std::make_shared<recorder>();
        asio::io_context context;
        auto options = options_for(server.base_url());
        options.cautious_start = 1;  // one at a time, as long as nothing is known
        options.observer = record;
        const directory::client api{context, options};
        calls started{api};
        started.start("a", "first");
        const auto& hurried = started.start("a", "hurried", {.timeout = 50ms});
        std::vector<calls::call*> cancelled;
        for (const auto* name : {"terminal", "partial", "total"})
        {
            cancelled.push_back(&started.start("a", name));
            started.start("a", std::string{"after "} + name);
        }
        run_until(context, [&] { return hurried.end.has_value(); });
        CHECK(hurried.end->code == errc::timeout);
        CHECK(hurried.end->answer.attempts() == 0);
        CHECK(hurried.end->answer.waited() >= 40ms);

        cancelled[0]->signal.emit(asio::cancellation_type::terminal);
        cancelled[1]->signal.emit(asio::cancellation_type::partial);
        cancelled[2]->signal.emit(asio::cancellation_type::total);
        run_until(context, [&] { return started.order().size() == 4; });
        for (const auto* each : cancelled)
        {
            REQUIRE(each->end);
            CHECK(each->end->code == errc::cancelled);
            CHECK_FALSE(each->end->answer.request_sent());
            CHECK_FALSE(each->end->answer.maybe_executed());
        }
        held.open();
        run_out(context);
        CHECK(started.order() == std::vector<std::string>{"hurried", "terminal", "partial", "total", "first",
                                                          "after terminal", "after partial", "after total"});
        CHECK(server.requests().size() == 4);
        CHECK(record->count("wait rate_gate") == 7);
        CHECK(record->count("waited rate_gate") == 7);
    }

    TEST_CASE("when the client goes, those that wait for a rate limit end with cancelled")
    {
        answering_server server{first_of_a(http_answer("429 Too Many Requests", "{}", "Retry-After: 40\r\n"))};
        asio::io_context context;
        std::optional<directory::client> api{std::in_place, context, options_for(server.base_url())};
        std::optional<ended<directory::user>> end;
        std::optional<ended<directory::user>> waiting;
        api->account("a").users().async_delete("u1", note_end<directory::user>{&end});
        run_until(context, [&] { return end.has_value(); });
        api->account("a").users().async_delete("u2", note_end<directory::user>{&waiting});
        context.restart();
        context.run_for(20ms);
        CHECK_FALSE(waiting.has_value());
        api.reset();
        run_out(context);
        REQUIRE(waiting.has_value());
        CHECK(waiting->code == errc::cancelled);
        CHECK(server.requests().size() == 1);
    }

    TEST_CASE("a budget is kept without any 429: for each account, and for the token")
    {
        struct row
        {
            std::string name;
            truto::rate_budget account;
            truto::rate_budget token;
            std::vector<std::string> together;  // accounts that share the budget
        };
        const std::vector<row> rows{
            {"account", {4, 300ms}, {}, {"a"}},
            {"token", {}, {4, 300ms}, {"a", "b"}},
        };
        for (const auto& each : rows)
        {
            const auto& name = each.name;
            CAPTURE(name);
            answering_server server{[](const auto&) { return good; }};
            asio::io_context context;
            auto options = options_for(server.base_url());
            options.account_budget = each.account;
            options.token_budget = each.token;
            options.cautious_start = 0;
            const directory::client api{context, options};
            calls started{api};
            for (int i = 0; i != 6; ++i)
            {
                started.start("a", "a" + std::to_string(i));
                started.start("b", "b" + std::to_string(i));
            }
            run_out(context);
            CHECK(started.all_ended_well());

            std::vector<std::chrono::steady_clock::time_point> came;
            for (const auto& request : server.requests())
            {
                if (std::any_of(each.together.begin(), each.together.end(),
                                [&](const auto& account) { return is_of(request, account); }))
                {
                    came.push_back(request.came);
                }
            }
            REQUIRE(came.size() == 6 * each.together.size());
            std::sort(came.begin(), came.end());
            for (std::size_t i = 4; i < came.size(); ++i)
            {
                // A call counts until a window after its end: the server never sees more in one.
                CHECK(came[i] - came[i - 4] >= 290ms);
            }
        }
    }

    TEST_CASE("each call of a budget goes when its turn comes, whatever becomes of those before it")
    {
        truto::testing::fake_transport network;
        const std::string_view users = "/unified/user-directory/users/";
        const auto expect = [&](std::string_view id, std::chrono::seconds after)
        { network.expect("DELETE", std::string{users}.append(id)).answer(200, "{}").after(after); };
        expect("first", 1s);
        expect("second", 4s);
        expect("slow", 25s);
        expect("last", 1s);
        auto options = network.options();
        options.account_budget = {2, 10s};
        options.timeout = 60s;
        options.cautious_start = 0;
        asio::io_context context;
        const directory::client api{context, options};
        calls started{api};
        for (const auto* const id : {"first", "second", "slow", "last"})
        {
            started.start("a", id);
        }
        run_out(context);
        CHECK(started.all_ended_well());
        const auto requests = network.requests();
        REQUIRE(requests.size() == 4);
        CHECK(requests[2].at == 11s);  // ten after the end of the first
        CHECK(requests[3].at == 14s);
        CHECK(requests[3].path.ends_with("/last"));
    }

    TEST_CASE("a call that waits for a time is not held up by those before it that wait for a call to end")
    {
        truto::testing::fake_transport network;
        network.expect("DELETE", "/unified/user-directory/users/slow").answer(200, "{}").after(25s);
        network.any().answer(200, "{}").always();
        auto options = network.options();
        options.account_budget = {1, 10s};
        options.cautious_start = 0;
        asio::io_context context;
        const directory::client api{context, options};
        calls started{api};
        started.start("b", "first");
        run_out(context);
        started.start("a", "slow");
        started.start("a", "behind");
        started.start("b", "second");
        run_out(context);
        CHECK(started.all_ended_well());
        CHECK(started.order() == std::vector<std::string>{"first", "second", "slow", "behind"});
        CHECK(network.requests()[2].at == 10s);
    }

    TEST_CASE("whoever waits goes in time, whatever the others do: end early or late, or give up")
    {
        for (unsigned seed = 1; seed != 9; ++seed)
        {
            CAPTURE(seed);
            std::mt19937 random{seed};
            const auto below = [&](unsigned end) { return static_cast<int>(random() % end); };
            truto::testing::fake_transport network;
            network.any()
                .answer([&](const auto&) { return truto::testing::scripted_answer{.status = 200}; })
                .after(50ms)
                .always();
            auto options = network.options();
            options.token_budget = {20, 1s};
            options.account_budget = {2, 500ms};
            options.cautious_start = static_cast<unsigned>(below(3));
            options.timeout = 120s;
            asio::io_context context;
            const directory::client api{context, options};
            calls started{api};
            std::vector<calls::call*> impatient;
            for (int i = 0; i != 400; ++i)
            {
                auto& which = started.start("account-" + std::to_string(below(60)), "u" + std::to_string(i),
                                            {.timeout = std::chrono::milliseconds{below(5) == 0 ? 2000 : 120'000}});
                if (below(5) == 0)
                {
                    impatient.push_back(&which);
                }
            }
            for (auto* const each : impatient)
            {
                asio::post(context, [each] { each->signal.emit(asio::cancellation_type::total); });
            }
            run_out(context);
            std::size_t went = 0;
            std::size_t gave_up = 0;
            started.for_each(
                [&](const calls::call& each)
                {
                    REQUIRE(each.end);
                    went += each.end->code ? 0 : 1;
                    gave_up += each.end->code == errc::cancelled || each.end->code == errc::timeout ? 1 : 0;
                });
            CHECK(went + gave_up == 400);
            CHECK(went > 200);
            // Twenty at once, and again when those have ended a second ago; a batch of ends counts as one.
            CHECK(network.now() < std::chrono::seconds{went / 20 * 5 / 4 + 5});
        }
    }

    TEST_CASE("a fleet of calls against a server with limits has fewer than one 429 per account and window")
    {
        for (const bool told : {true, false})
        {
            CAPTURE(told);
            constexpr std::size_t accounts = 4;
            constexpr std::size_t fleet = 200;
            truto::testing::directory_simulator_options settings;
            settings.accounts = accounts;
            settings.account_limit = {.requests = 20, .window = 1s, .is_told = told};
            settings.persistent = false;
            truto::testing::directory_simulator simulator{settings};
            asio::io_context context;
            auto options = options_for(simulator.base_url());
            options.token = simulator.token();
            options.retry.retries = 10;
            options.retry.first_backoff = 5ms;
            options.cautious_start = 1;
            const directory::client api{context, options};
            std::size_t ended_well = 0;
            std::size_t ended = 0;
            const auto began = std::chrono::steady_clock::now();
            for (std::size_t i = 0; i != fleet; ++i)
            {
                api.account(simulator.account_ids()[i % accounts])
                    .users()
                    .async_delete(simulator.seeded().leaver,
                                  [&](truto::error_code ec, auto)
                                  {
                                      ++ended;
                                      ended_well += ec ? 0 : 1;
                                  });
            }
            run_out(context);
            const auto windows = static_cast<std::size_t>((std::chrono::steady_clock::now() - began) / 1s) + 1;
            CHECK(ended == fleet);
            CHECK(ended_well == fleet);
            CHECK(simulator.effect_count() == fleet);
            CHECK(simulator.refusals() < accounts * windows);
            CHECK(api.counters().rate_limited == simulator.refusals());
            CHECK(api.counters().gate_waits > 0);
        }
    }
}
