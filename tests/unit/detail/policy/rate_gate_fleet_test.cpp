#include <truto/detail/policy/rate_gate.hpp>
#include <truto/detail/policy/retry.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <doctest/doctest.h>
#include <functional>
#include <map>
#include <optional>
#include <queue>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/numbered_gate.hpp"

// A fleet of calls, the gate, and a server with limits, with a clock of their own: counts how often the server refuses.

using truto::detail::policy::rate_gate;
using truto::test::numbered_gate;

using namespace std::chrono_literals;
using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::nanoseconds;

namespace
{

using time_point = rate_gate::time_point;

/// Things that happen in the order of their times.
class timeline
{
public:
    time_point now() const { return now_; }

    void at(time_point when, std::function<void()> what)
    {
        to_come_.push({std::max(when, now_), next_++, std::move(what)});
    }

    void run()
    {
        while (!to_come_.empty())
        {
            const auto next = to_come_.top();
            to_come_.pop();
            now_ = next.when;
            next.what();
        }
    }

private:
    struct event
    {
        time_point when;
        std::uint64_t number;
        std::function<void()> what;

        bool operator<(const event& other) const
        {
            return std::pair{when, number} > std::pair{other.when, other.number};
        }
    };

    time_point now_{};
    std::uint64_t next_ = 0;
    std::priority_queue<event> to_come_;
};

/// How a server's windows lie in time.
enum class windows : unsigned char
{
    aligned,  // one after the other, whatever happens
    opened,   // by the first call after the last one ended
    sliding,  // the last ten seconds, at any moment
};

/// What its answers say about its limit.
enum class talk : unsigned char
{
    headers,       // ratelimit-* in each, full seconds, rounded up
    rounded_down,  // the same, but rounded down
    retry_after,   // only when a 429 may be repeated
    constant,      // a 429 says ten seconds, whenever the window ends
    nothing,
};

struct server_rules
{
    windows kind;
    talk says;
    std::size_t allowed;
    milliseconds window = 10s;
};

/// One account of a server.
class limited_account
{
public:
    explicit limited_account(const server_rules& rules) : rules_(rules) {}

    /// How many windows there were with calls in them.
    std::size_t windows_used() const { return windows_used_; }

    rate_gate::feedback serve(time_point now)
    {
        switch (rules_.kind)
        {
        case windows::aligned:
            begin_ = now - (now.time_since_epoch() + phase) % rules_.window;
            break;
        case windows::opened:
            begin_ = now - begin_ >= rules_.window ? now : begin_;
            break;
        case windows::sliding:
            begin_ = now - rules_.window + 1ns;
            break;
        }
        while (!served_.empty() && served_.front() < begin_)
        {
            served_.pop_front();
        }
        if (now >= used_until_)
        {
            ++windows_used_;
            used_until_ = (rules_.kind == windows::sliding ? now : begin_) + rules_.window;
        }
        const bool limited = served_.size() >= rules_.allowed;
        if (!limited)
        {
            served_.push_back(now);
        }
        return answer(now, limited);
    }

private:
    // Clocks of servers do not begin with the test.
    static constexpr nanoseconds phase = 3s;

    rate_gate::feedback answer(time_point now, bool limited) const
    {
        rate_gate::feedback said;
        said.answered = true;
        said.limited = limited;
        const auto end = (rules_.kind == windows::sliding ? served_.front() : begin_) + rules_.window;
        const auto up = std::chrono::ceil<std::chrono::seconds>(end - now);
        const auto down = std::chrono::floor<std::chrono::seconds>(end - now);
        switch (rules_.says)
        {
        case talk::headers:
        case talk::rounded_down:
            said.reset = rules_.says == talk::headers ? up : down;
            said.remaining = static_cast<std::int64_t>(rules_.allowed - served_.size());
            said.limit = static_cast<std::int64_t>(rules_.allowed);
            said.window = rules_.window;
            break;
        case talk::retry_after:
            said.reset = limited ? std::optional<milliseconds>{up} : std::nullopt;
            break;
        case talk::constant:
            said.reset = limited ? std::optional<milliseconds>{10s} : std::nullopt;
            break;
        case talk::nothing:
            break;
        }
        return said;
    }

    server_rules rules_;
    time_point begin_ = time_point{} - 1h;
    time_point used_until_ = begin_;
    std::size_t windows_used_ = 0;
    std::deque<time_point> served_;
};

/// How long the way to the server and back takes: something between the two.
struct latency
{
    milliseconds least;
    milliseconds most;
};

struct fleet
{
    std::size_t accounts = 20;
    std::size_t calls = 50;  // for each account
    rate_gate::rules rules{};
};

/// What became of an account's calls.
struct tally
{
    std::size_t refused = 0;
    std::size_t succeeded = 0;
    std::size_t windows = 0;
    nanoseconds took{};
};

class simulation
{
public:
    simulation(const fleet& of, const server_rules& server, latency ways)
        : of_(of), ways_(ways), gate_(of.rules), server_(of.accounts, limited_account{server}), tallies_(of.accounts)
    {
    }

    std::vector<tally> run()
    {
        // All want to go at the same time, account after account.
        for (std::uint64_t caller = 0; caller != of_.accounts * of_.calls; ++caller)
        {
            ask(caller);
        }
        timeline_.run();
        REQUIRE(gate_.waiting() == 0);
        REQUIRE(gate_.under_way() == 0);
        for (std::size_t i = 0; i != tallies_.size(); ++i)
        {
            tallies_[i].windows = server_[i].windows_used();
        }
        return tallies_;
    }

private:
    std::size_t account_of(std::uint64_t caller) const { return caller % of_.accounts; }

    nanoseconds way()
    {
        const auto spread = static_cast<std::uint64_t>((ways_.most - ways_.least) / 1us);
        return nanoseconds{ways_.least} / 2 + microseconds{random_() % (spread + 1)} / 2;
    }

    void ask(std::uint64_t caller)
    {
        const auto said = gate_.ask(caller, std::to_string(account_of(caller)), timeline_.now());
        said.go ? send(caller) : release();
    }

    void release()
    {
        std::vector<std::uint64_t> may_go;
        const auto again = gate_.release(timeline_.now(), may_go);
        for (const auto caller : may_go)
        {
            send(caller);
        }
        if (again && (!alarm_ || *again < *alarm_))
        {
            alarm_ = again;
            timeline_.at(*again,
                         [this, when = *again]
                         {
                             if (alarm_ == when)
                             {
                                 alarm_.reset();
                                 release();
                             }
                         });
        }
    }

    void send(std::uint64_t caller)
    {
        timeline_.at(timeline_.now() + way(),
                     [this, caller]
                     {
                         const auto said = server_[account_of(caller)].serve(timeline_.now());
                         timeline_.at(timeline_.now() + way(), [this, caller, said] { take(caller, said); });
                     });
    }

    void take(std::uint64_t caller, const rate_gate::feedback& said)
    {
        auto& its = tallies_[account_of(caller)];
        gate_.settle(caller, said, timeline_.now());
        if (said.limited)
        {
            ++its.refused;
            // Calls with endless patience, which wait as the retry policy has it.
            const auto next = truto::detail::policy::decide(
                {}, {.status = 429, .request_sent = true, .answer_begun = true, .asked = said.reset}, random_());
            REQUIRE(next.what == truto::detail::policy::retry_decision::action::retry);
            timeline_.at(timeline_.now() + next.delay, [this, caller] { ask(caller); });
        }
        else
        {
            ++its.succeeded;
            its.took = timeline_.now().time_since_epoch();
        }
        release();
    }

    fleet of_;
    latency ways_;
    std::mt19937_64 random_{1};
    timeline timeline_;
    numbered_gate gate_;
    std::vector<limited_account> server_;
    std::vector<tally> tallies_;
    std::optional<time_point> alarm_;
};

std::string_view name_of(windows kind)
{
    constexpr std::string_view names[] = {"aligned", "opened", "sliding"};
    return names[static_cast<std::size_t>(kind)];
}

std::string_view name_of(talk says)
{
    constexpr std::string_view names[] = {"headers", "rounded down", "Retry-After", "a constant", "nothing"};
    return names[static_cast<std::size_t>(says)];
}

constexpr windows all_windows[] = {windows::aligned, windows::opened, windows::sliding};
constexpr latency all_latencies[] = {{2ms, 2ms}, {100ms, 100ms}, {20ms, 400ms}, {100ms, 3s}};

/// What became of all calls together.
struct outcome
{
    std::size_t refused = 0;
    std::size_t most_refused = 0;  // of one account
    std::size_t windows = 0;       // in which they were sent, of all accounts
    nanoseconds took{};
};

outcome run(const fleet& of, const server_rules& server, latency ways)
{
    outcome result;
    simulation all{of, server, ways};
    for (const auto& each : all.run())
    {
        CHECK(each.succeeded == of.calls);
        result.refused += each.refused;
        result.most_refused = std::max(result.most_refused, each.refused);
        result.windows += each.windows;
        result.took = std::max(result.took, each.took);
    }
    return result;
}

/// How long it takes when every window is used up at its beginning.
nanoseconds least_time(const fleet& of, const server_rules& server)
{
    return (of.calls - 1) / server.allowed * nanoseconds{server.window};
}

/// Runs the fleet against servers that say this, with windows of any kind, on ways of any length.
template <class Check>
void for_all_ways(const fleet& of, talk says, std::size_t allowed, const Check& check)
{
    for (const auto kind : all_windows)
    {
        for (const auto ways : all_latencies)
        {
            const server_rules server{kind, says, allowed};
            const auto came = run(of, server, ways);
            CAPTURE(name_of(says));
            CAPTURE(name_of(kind));
            CAPTURE(allowed);
            CAPTURE(ways.most.count());
            CAPTURE(came.refused);
            CAPTURE(came.windows);
            CAPTURE(came.took / 1ms);
            check(server, ways, came);
        }
    }
}

/// Ways that are short against the window: there it shows how well the windows are used.
bool are_short(latency ways)
{
    return ways.most <= 400ms;
}

constexpr fleet thousand_calls{};

}  // namespace

// A thousand calls for twenty accounts, all at the same time.
TEST_SUITE("policy/rate_gate_fleet")
{

    TEST_CASE("without knowledge and caution most calls are refused at first")
    {
        const auto came = run({.rules = {.first_flight = 0}}, {windows::opened, talk::headers, 10}, {100ms, 100ms});
        CHECK(came.refused >= 20 * 40);
    }

    TEST_CASE("a server that tells what remains refuses none, and waits for none")
    {
        for (const std::size_t allowed : {5u, 10u, 25u, 50u})
        {
            for_all_ways(thousand_calls, talk::headers, allowed,
                         [](const server_rules& server, latency ways, const outcome& came)
                         {
                             if (are_short(ways))
                             {
                                 CHECK(came.refused == 0);
                                 CHECK(came.took <= least_time(thousand_calls, server) * 11 / 10 + 1s);
                             }
                             // What answers say that took a third of a window may be no longer true.
                             CHECK(came.refused <= came.windows / 50);
                         });
        }
    }

    TEST_CASE("one that rounds down refuses one or two of each account, to show that it does")
    {
        for (const std::size_t allowed : {5u, 10u, 25u, 50u})
        {
            for_all_ways(thousand_calls, talk::rounded_down, allowed,
                         [](const server_rules& server, latency ways, const outcome& came)
                         {
                             CHECK(came.most_refused <= 2);
                             CHECK(came.refused <= 20 + 2);
                             if (are_short(ways))
                             {
                                 CHECK(came.took <= least_time(thousand_calls, server) * 11 / 10 + 1s);
                             }
                         });
        }
    }

    TEST_CASE("one that tells nothing before it refuses does it less than once in a window")
    {
        for (const auto says : {talk::retry_after, talk::constant, talk::nothing})
        {
            for (const std::size_t allowed : {2u, 5u, 10u})
            {
                for_all_ways(thousand_calls, says, allowed,
                             [](const server_rules& server, latency ways, const outcome& came)
                             {
                                 CHECK(came.refused < came.windows);
                                 CHECK(came.most_refused < 10);
                                 if (are_short(ways))
                                 {
                                     CHECK(came.took <= least_time(thousand_calls, server) * 4 / 3 + 1s);
                                 }
                             });
            }
        }
    }

    TEST_CASE("where there are few windows, those are refused that were under way when the limit was met first")
    {
        for (const auto says : {talk::retry_after, talk::constant, talk::nothing})
        {
            for_all_ways(thousand_calls, says, 25, [](const server_rules&, latency, const outcome& came)
                         { CHECK(came.most_refused <= rate_gate::rules{}.first_flight + 1); });
        }
    }

    TEST_CASE("many windows do not make it worse: a limit is met now and then, to see whether it is still there")
    {
        constexpr fleet long_lasting{.accounts = 2, .calls = 1000};
        for (const auto says : {talk::retry_after, talk::constant, talk::nothing})
        {
            for_all_ways(long_lasting, says, 25,
                         [&](const server_rules& server, latency ways, const outcome& came)
                         {
                             if (are_short(ways))
                             {
                                 CHECK(came.refused < came.windows);
                                 CHECK(came.took <= least_time(long_lasting, server) * 3 / 2);
                             }
                         });
        }
    }

    TEST_CASE("with the documented budgets none is refused, whatever the server says")
    {
        constexpr fleet budgeted{.calls = 120, .rules = {.token = {500, 10s}, .account = {50, 10s}, .first_flight = 0}};
        for (const auto says : {talk::headers, talk::rounded_down, talk::retry_after, talk::constant, talk::nothing})
        {
            for_all_ways(budgeted, says, 50,
                         [](const server_rules&, latency ways, const outcome& came)
                         {
                             CHECK(came.refused == 0);
                             if (are_short(ways))
                             {
                                 // 2,400 calls, 500 at a time.
                                 CHECK(came.took <= 45s);
                             }
                         });
        }
    }

}  // TEST_SUITE
