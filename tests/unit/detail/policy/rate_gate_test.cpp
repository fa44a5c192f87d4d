#include <truto/detail/policy/rate_gate.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <doctest/doctest.h>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "support/numbered_gate.hpp"

using truto::detail::policy::rate_gate;
using truto::test::numbered_gate;

using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace
{

constexpr rate_gate::time_point start{};

/// A caller asks, for an account unless it is empty.
struct ask
{
    std::uint64_t caller;
    std::string_view account = "a";
    milliseconds not_before{};
};

/// A call ends.
struct ends
{
    std::uint64_t caller;
    rate_gate::feedback came;
};

struct forget
{
    std::uint64_t caller;
};

/// Only time passes.
struct passes
{
};

ends succeeds(std::uint64_t caller)
{
    return {caller, {.answered = true}};
}

/// An answer with `ratelimit-remaining` and `ratelimit-reset`.
ends tells(std::uint64_t caller, std::int64_t remaining, std::optional<milliseconds> reset = 10s)
{
    return {caller, {.reset = reset, .remaining = remaining, .answered = true}};
}

ends is_refused(std::uint64_t caller, std::optional<milliseconds> wait = {})
{
    return {caller, {.limited = true, .reset = wait, .answered = true}};
}

ends breaks(std::uint64_t caller)
{
    return {caller, {}};
}

ends is_unsent(std::uint64_t caller)
{
    return {caller, {.unsent = true}};
}

/// What happens at a time, and what the gate says to it and then lets happen.
struct event
{
    milliseconds time;
    std::variant<ask, ends, forget, passes> what;
    std::string_view answer;
};

std::string text_of(rate_gate::time_point time)
{
    return std::to_string((time - start) / 1ms);
}

std::string happens(numbered_gate& gate, const event& each)
{
    const auto now = start + each.time;
    std::string text;
    if (const auto* asking = std::get_if<ask>(&each.what))
    {
        const auto said = gate.ask(asking->caller, asking->account, now, start + asking->not_before);
        text = said.go ? "goes" : said.not_before == now ? "waits" : "waits until " + text_of(said.not_before);
    }
    else if (const auto* ending = std::get_if<ends>(&each.what))
    {
        gate.settle(ending->caller, ending->came, now);
    }
    else if (const auto* leaving = std::get_if<forget>(&each.what))
    {
        text = gate.forget(leaving->caller) ? "forgotten" : "too late";
    }

    std::vector<std::uint64_t> may_go;
    const auto again = gate.release(now, may_go);
    for (const auto caller : may_go)
    {
        text += (text.empty() ? "" : ", ") + std::to_string(caller) + " goes";
    }
    if (again)
    {
        text += (text.empty() ? "next at " : ", next at ") + text_of(*again);
    }
    return text;
}

void play(const rate_gate::rules& rules, const std::vector<event>& events)
{
    numbered_gate gate{rules};
    for (std::size_t i = 0; i != events.size(); ++i)
    {
        CAPTURE(i);
        CHECK(happens(gate, events[i]) == events[i].answer);
    }
}

/// Where the first calls are not held back.
constexpr rate_gate::rules bold{.first_flight = 0};

}  // namespace

TEST_SUITE("policy/rate_gate")
{

    TEST_CASE("while nothing is known of an account a few calls go at a time")
    {
        play({}, {
                     {0ms, ask{1}, "goes"},
                     {0ms, ask{2}, "goes"},
                     {0ms, ask{3}, "goes"},
                     {0ms, ask{4}, "waits"},
                     {0ms, ask{5}, "waits"},
                     {0ms, ask{6, "b"}, "goes"},
                     {100ms, succeeds(2), "4 goes"},
                     {100ms, breaks(1), "5 goes"},
                     {100ms, succeeds(3), ""},
                     {100ms, ask{7}, "goes"},
                 });
    }

    TEST_CASE("with each success there can be more, or as many as want to from the start")
    {
        play({.first_flight = 1, .flight_step = 2}, {
                                                        {0ms, ask{1}, "goes"},
                                                        {0ms, ask{2}, "waits"},
                                                        {0ms, ask{3}, "waits"},
                                                        {0ms, ask{4}, "waits"},
                                                        {0ms, ask{5}, "waits"},
                                                        {1ms, succeeds(1), "2 goes"},
                                                        {2ms, succeeds(2), "3 goes, 4 goes"},
                                                        {3ms, succeeds(3), "5 goes"},
                                                    });
        numbered_gate gate{bold};
        for (std::uint64_t caller = 0; caller != 1000; ++caller)
        {
            CHECK(gate.ask(caller, "a", start).go);
        }
        CHECK(gate.under_way() == 1000);
    }

    TEST_CASE("after a 429 calls of the account wait as long as it asks, and then go one by one, in order")
    {
        play(bold, {
                       {0ms, ask{1}, "goes"},
                       {100ms, is_refused(1, 10s), ""},
                       {200ms, ask{2}, "waits until 10100, next at 10100"},
                       {300ms, ask{3}, "waits until 10100, next at 10100"},
                       {400ms, ask{4}, "waits until 10100, next at 10100"},
                       {500ms, ask{5}, "waits until 10100, next at 10100"},
                       {10'099ms, passes{}, "next at 10100"},
                       {10'100ms, passes{}, "2 goes"},
                       {10'100ms, ask{6}, "waits"},
                       {10'200ms, succeeds(2), "3 goes, 4 goes"},
                       {10'300ms, succeeds(3), "5 goes, 6 goes"},
                       {10'400ms, ask{7}, "waits"},
                       {10'500ms, succeeds(4), "7 goes"},
                       {10'500ms, ask{8}, "goes"},
                   });
    }

    TEST_CASE("a pause of hours is not taken for a window")
    {
        play(bold, {
                       {0ms, ask{1}, "goes"},
                       {1ms, succeeds(1), ""},
                       {2ms, ask{2}, "goes"},
                       {3ms, succeeds(2), ""},
                       {4ms, ask{3}, "goes"},
                       {5ms, is_refused(3, 3s), ""},
                       {3'100ms, ask{4}, "goes"},
                       {3'101ms, is_refused(4, 3s), ""},
                       {36'000'000ms, ask{5}, "goes"},
                       {36'000'001ms, succeeds(5), ""},
                       {36'000'002ms, ask{6}, "goes"},
                       {36'000'003ms, succeeds(6), ""},
                       {36'000'004ms, ask{7}, "goes"},
                   });
    }

    TEST_CASE("a window that an answer told of is remembered to its end")
    {
        play(bold, {
                       {0ms, ask{1}, "goes"},
                       {100ms, tells(1, 0, 3'600'000ms), ""},
                       {200ms, ask{2}, "waits until 3600100, next at 3600100"},
                       {300ms, forget{2}, "forgotten"},
                       {900'000ms, ask{3}, "waits until 3600100, next at 3600100"},
                   });
    }

    TEST_CASE("other accounts go on")
    {
        play(bold, {
                       {0ms, ask{1, "a"}, "goes"},
                       {0ms, ask{2, "b"}, "goes"},
                       {100ms, is_refused(1, 10s), ""},
                       {200ms, ask{3, "a"}, "waits until 10100, next at 10100"},
                       {200ms, ask{4, "b"}, "goes, next at 10100"},
                       {200ms, ask{5, "c"}, "goes, next at 10100"},
                       {300ms, succeeds(2), "next at 10100"},
                       {10'100ms, passes{}, "3 goes"},
                   });
    }

    TEST_CASE("calls that were under way when the first was refused make it no longer than any of them asks")
    {
        play(bold, {
                       {0ms, ask{1}, "goes"},
                       {0ms, ask{2}, "goes"},
                       {0ms, ask{3}, "goes"},
                       {0ms, ask{4}, "goes"},
                       {100ms, is_refused(1, 10s), ""},
                       {200ms, is_refused(2, 10s), ""},
                       {250ms, is_refused(3, 1s), ""},
                       {300ms, ask{5}, "waits until 10200"},
                       {400ms, succeeds(4), "next at 10200"},
                       {10'200ms, passes{}, "5 goes"},
                   });
    }

    TEST_CASE("a 429 that tells no wait is one of ten seconds, and twice as long each time that was not enough")
    {
        play(bold, {
                       {0ms, ask{1}, "goes"},
                       {0ms, is_refused(1), ""},
                       {0ms, ask{2}, "waits until 10000, next at 10000"},
                       {10s, passes{}, "2 goes"},
                       {10s, is_refused(2), ""},
                       {10s, ask{3}, "waits until 30000, next at 30000"},
                       {30s, passes{}, "3 goes"},
                       {30s, is_refused(3), ""},
                       {30s, ask{4}, "waits until 70000, next at 70000"},
                       {70s, passes{}, "4 goes"},
                       {70s, succeeds(4), ""},
                       {70s, ask{5}, "goes"},
                       {70s, is_refused(5), ""},
                       {70s, ask{6}, "waits until 80000, next at 80000"},
                   });
    }

    TEST_CASE("a wait that was told and not enough is a second longer, then twice as long")
    {
        play(bold, {
                       {0ms, ask{1}, "goes"},
                       {0ms, is_refused(1, 3s), ""},
                       {0ms, ask{2}, "waits until 3000, next at 3000"},
                       {3s, passes{}, "2 goes"},
                       {3s, is_refused(2, 0s), ""},
                       {3s, ask{3}, "waits until 4000, next at 4000"},
                       {4s, passes{}, "3 goes"},
                       {4s, is_refused(3, 1s), ""},
                       {4s, ask{4}, "waits until 8000, next at 8000"},
                       {8s, passes{}, "4 goes"},
                       {8s, succeeds(4), ""},

                       // The second stays: this server rounds down.
                       {8s, ask{5}, "goes"},
                       {8s, is_refused(5, 3s), ""},
                       {8s, ask{6}, "waits until 12000, next at 12000"},
                   });
    }

    TEST_CASE("no wait is longer than the longest")
    {
        play({.first_flight = 0, .most_wait = 1min}, {
                                                         {0ms, ask{1}, "goes"},
                                                         {0ms, is_refused(1, milliseconds::max()), ""},
                                                         {0ms, ask{2}, "waits until 60000, next at 60000"},
                                                         {60s, passes{}, "2 goes"},
                                                         {60s, is_refused(2, milliseconds::max()), ""},
                                                         {60s, ask{3}, "waits until 120000, next at 120000"},
                                                     });
        play({.first_flight = 0, .most_wait = 1min}, {
                                                         {0ms, ask{1}, "goes"},
                                                         {0ms, tells(1, 0, milliseconds::max()), ""},
                                                         {0ms, ask{2}, "waits until 60000, next at 60000"},
                                                     });
    }

    TEST_CASE("when no calls remain the next ones wait for the reset, and then go one by one")
    {
        play(bold, {
                       {0ms, ask{1}, "goes"},
                       {100ms, tells(1, 0, 10s), ""},
                       {200ms, ask{2}, "waits until 10100, next at 10100"},
                       {200ms, ask{3}, "waits until 10100, next at 10100"},
                       {10'100ms, passes{}, "2 goes"},
                       {10'200ms, tells(2, 9, 10s), "3 goes"},
                   });
    }

    TEST_CASE("as many calls go as remain, and those under way are among them")
    {
        play({}, {
                     {0ms, ask{1}, "goes"},
                     {0ms, ask{2}, "goes"},
                     {0ms, ask{3}, "goes"},
                     {0ms, ask{4}, "waits"},
                     {0ms, ask{5}, "waits"},
                     {0ms, ask{6}, "waits"},
                     {0ms, ask{7}, "waits"},

                     // Five, of which the server may not have counted two yet.
                     {100ms, tells(1, 5, 10s), "4 goes, 5 goes, 6 goes, next at 10100"},
                     {100ms, tells(2, 4, 10s), "next at 10100"},

                     // It had counted them before.
                     {100ms, tells(3, 3, 10s), "next at 10100"},
                     {200ms, tells(4, 2, 10s), "next at 10100"},
                     {200ms, tells(5, 1, 10s), "next at 10100"},
                     {200ms, tells(6, 1, 10s), "7 goes"},
                     {300ms, tells(7, 0, 10s), ""},
                     {300ms, ask{8}, "waits until 10300, next at 10300"},
                 });
    }

    TEST_CASE("what remains is told with any answer, but of answers that overtook each other the smaller number counts")
    {
        play({}, {
                     {0ms, ask{1}, "goes"},
                     {0ms, ask{2}, "goes"},
                     {100ms, tells(2, 1, 10s), ""},
                     {150ms, tells(1, 9, 10s), ""},
                     {200ms, ask{3}, "goes"},
                     {200ms, ask{4}, "waits, next at 10100"},

                     // This one went after the others had come: its number is a new one, be it larger.
                     {300ms, tells(3, 7, 10s), "4 goes"},
                     {300ms, ask{5}, "goes"},
                 });
    }

    TEST_CASE("an answer about an earlier window does not count")
    {
        play({}, {
                     {8s, ask{1}, "goes"},
                     {8s, ask{2}, "goes"},
                     {8s, ask{3}, "goes"},
                     {9s, tells(1, 2, 10s), ""},
                     {9s, tells(2, 0, 0s), ""},
                     {9s, ask{4}, "goes"},
                     {9s, ask{5}, "waits, next at 19000"},
                 });
    }

    TEST_CASE("an answer about a later window does not make this one longer")
    {
        play({}, {
                     {0ms, ask{1}, "goes"},
                     {0ms, ask{2}, "goes"},
                     {1s, tells(1, 0, 2s), ""},
                     {2s, ask{3}, "waits, next at 3000"},
                     {2s, tells(2, 9, 10s), "next at 3000"},
                     {3s, passes{}, "3 goes"},
                 });
    }

    TEST_CASE("a call without an answer is taken for counted, and one that was not sent is not")
    {
        play({}, {
                     {0ms, ask{1}, "goes"},
                     {0ms, tells(1, 3, 10s), ""},
                     {0ms, ask{2}, "goes"},
                     {0ms, ask{3}, "goes"},
                     {0ms, ask{4}, "goes"},
                     {0ms, ask{5}, "waits, next at 10000"},
                     {0ms, breaks(2), "next at 10000"},
                     {0ms, breaks(3), "next at 10000"},
                     {0ms, is_unsent(4), "5 goes"},
                 });
    }

    TEST_CASE("without a reset what remains counts for the window that the answer tells, or ten seconds")
    {
        play({}, {
                     {0ms, ask{1}, "goes"},
                     {0ms, tells(1, 0, std::nullopt), ""},
                     {0ms, ask{2}, "waits until 10000, next at 10000"},
                     {0ms, ask{3, "b"}, "goes, next at 10000"},
                     {0ms, ends{3, {.remaining = 0, .answered = true, .window = 4s}}, "next at 10000"},
                     {0ms, ask{4, "b"}, "waits until 4000, next at 4000"},
                 });
    }

    TEST_CASE("a limit that is told without what remains is kept")
    {
        const auto told = [](std::uint64_t caller)
        { return ends{caller, {.limit = 3, .answered = true, .window = 10s}}; };
        play(bold, {
                       {0ms, ask{1}, "goes"},
                       {0ms, told(1), ""},
                       {1s, ask{2}, "goes"},
                       {1s, told(2), ""},
                       {2s, ask{3}, "goes"},
                       {2s, ask{4}, "waits until 10000, next at 10000"},
                       {2s, told(3), "next at 10000"},
                       {10s, passes{}, "4 goes"},
                   });
    }

    TEST_CASE("a refusal teaches how many calls succeed in how much time")
    {
        play(bold, {
                       {0ms, ask{1}, "goes"},
                       {1s, succeeds(1), ""},
                       {1s, ask{2}, "goes"},
                       {1s, ask{3}, "goes"},
                       {2s, succeeds(2), ""},
                       {2s, is_refused(3, 8s), ""},

                       // Two calls in ten seconds, counted from the end of each.
                       {2s, ask{4}, "waits until 11000, next at 11000"},
                       {2s, ask{5}, "waits until 11000, next at 11000"},
                       {2s, ask{6}, "waits until 11000, next at 11000"},
                       {11s, passes{}, "4 goes"},
                       {12s, passes{}, ""},
                       {13s, succeeds(4), "5 goes"},
                       {14s, succeeds(5), "next at 23000"},
                       {23s, passes{}, "6 goes"},
                       {23s, ask{7}, "waits until 24000"},
                       {25s, succeeds(6), "7 goes"},
                   });
    }

    TEST_CASE("now and then one more is tried, alone, and more when that works out")
    {
        // One call in ten seconds, as was learned; now everything succeeds.
        numbered_gate gate{bold};
        const auto at = [&](milliseconds time, std::variant<ask, ends, forget, passes> what)
        { return happens(gate, {time, std::move(what), {}}); };
        at(0ms, ask{1});
        at(0ms, succeeds(1));
        at(0ms, ask{2});
        at(0ms, is_refused(2, 10s));

        constexpr std::uint64_t last = 400;
        for (std::uint64_t caller = 3; caller <= last; ++caller)
        {
            at(0ms, ask{caller});
        }
        std::map<std::int64_t, int> in_window;
        std::vector<std::uint64_t> may_go;
        auto again = gate.release(start, may_go);
        while (gate.waiting() != 0)
        {
            REQUIRE(again);
            const auto now = *again;
            again = gate.release(now, may_go);
            while (!may_go.empty())
            {
                // Each call takes no time, so all of a window go at its beginning.
                in_window[(now - start) / 10s] += static_cast<int>(may_go.size());
                for (const auto caller : std::exchange(may_go, {}))
                {
                    gate.settle(caller, {.answered = true}, now);
                }
                again = gate.release(now, may_go);
            }
        }
        const std::vector<int> expected{1, 1, 1, 1, 1, 1, 1, 1, 2, 4, 8, 16, 32, 64, 128};
        std::vector<int> seen;
        for (const auto& [window, calls] : in_window)
        {
            CHECK(window == static_cast<std::int64_t>(seen.size()) + 1);
            seen.push_back(calls);
        }
        REQUIRE(seen.size() >= expected.size());
        seen.resize(expected.size());
        CHECK(seen == expected);
    }

    TEST_CASE("a budget holds calls back before anything was refused")
    {
        play({.account = {.requests = 2, .per = 10s}, .first_flight = 0},
             {
                 {0ms, ask{1}, "goes"},
                 {0ms, ask{2}, "goes"},
                 {0ms, ask{3}, "waits"},
                 {0ms, ask{4, "b"}, "goes"},

                 // The server counted it some time before its end.
                 {500ms, succeeds(1), "next at 10500"},
                 {500ms, ask{5}, "waits until 10500, next at 10500"},
                 {700ms, breaks(2), "next at 10500"},
                 {10'500ms, passes{}, "3 goes, next at 10700"},
                 {10'600ms, is_unsent(3), "5 goes"},
                 {10'700ms, ask{6}, "goes"},
                 {10'700ms, ask{7}, "waits"},
                 {10'700ms, succeeds(5), "next at 20700"},
             });
    }

    TEST_CASE("a token's budget is for all its accounts together, and those who came first go first")
    {
        play({.token = {.requests = 2, .per = 10s}, .first_flight = 0}, {
                                                                            {0ms, ask{1, "a"}, "goes"},
                                                                            {0ms, ask{2, "b"}, "goes"},
                                                                            {0ms, ask{3, "b"}, "waits"},
                                                                            {0ms, ask{4, "a"}, "waits"},
                                                                            {0ms, ask{5, ""}, "waits"},
                                                                            {0ms, ask{6, "a"}, "waits"},
                                                                            {1s, succeeds(2), "next at 11000"},
                                                                            {2s, succeeds(1), "next at 11000"},
                                                                            {11s, passes{}, "3 goes, next at 12000"},
                                                                            {12s, passes{}, "4 goes"},
                                                                            {12s, is_unsent(3), "5 goes"},
                                                                            {12s, is_unsent(4), "6 goes"},
                                                                        });
    }

    TEST_CASE("without an account the answers speak of the token, and close it for its accounts too")
    {
        play(bold, {
                       {0ms, ask{1, ""}, "goes"},
                       {0ms, is_refused(1, 10s), ""},
                       {0ms, ask{2, ""}, "waits until 10000, next at 10000"},
                       {0ms, ask{3, "a"}, "waits until 10000, next at 10000"},
                       {10s, passes{}, "2 goes, 3 goes"},
                   });
    }

    TEST_CASE("with an account they speak of the account alone")
    {
        play(bold, {
                       {0ms, ask{1, "a"}, "goes"},
                       {0ms, is_refused(1, 10s), ""},
                       {0ms, ask{2, ""}, "goes"},
                       {0ms, ask{3, "b"}, "goes"},
                       {0ms, ask{4, "a"}, "waits until 10000, next at 10000"},
                   });
    }

    TEST_CASE("a call that was refused has its place before those that came later")
    {
        play(bold, {
                       {0ms, ask{1}, "goes"},
                       {0ms, ask{2}, "goes"},
                       {0ms, is_refused(1, 10s), ""},
                       {0ms, is_refused(2, 10s), ""},
                       {0ms, ask{3}, "waits until 10000, next at 10000"},
                       {0ms, ask{2}, "waits until 10000, next at 10000"},
                       {0ms, ask{1}, "waits until 10000, next at 10000"},
                       {10s, passes{}, "1 goes"},
                       {10s, succeeds(1), "2 goes, 3 goes"},
                   });
    }

    TEST_CASE("a call whose own time is later than its account's goes then, and those behind it after it")
    {
        play(bold, {
                       {0ms, ask{1}, "goes"},
                       {0ms, is_refused(1, 10s), ""},
                       {0ms, ask{2}, "waits until 10000, next at 10000"},
                       {0ms, ask{3, "b"}, "goes, next at 10000"},
                       {0ms, ask{1, "a", 12s}, "waits until 12000, next at 12000"},
                       {10s, passes{}, "next at 12000"},
                       {12s, passes{}, "1 goes"},
                       {12s, succeeds(1), "2 goes"},
                       {12s, ask{4, "b", 13s}, "waits until 13000, next at 13000"},
                       {12s, ask{5, "b"}, "waits, next at 13000"},
                       {12s, forget{4}, "forgotten, 5 goes"},
                   });
    }

    TEST_CASE("who does not wait any longer is passed over")
    {
        play(bold, {
                       {0ms, forget{1}, "too late"},
                       {0ms, ask{1}, "goes"},
                       {0ms, forget{1}, "too late"},
                       {0ms, is_refused(1, 10s), ""},
                       {0ms, forget{1}, "too late"},
                       {0ms, ask{2}, "waits until 10000, next at 10000"},
                       {0ms, ask{3}, "waits until 10000, next at 10000"},
                       {0ms, ask{4}, "waits until 10000, next at 10000"},
                       {0ms, forget{3}, "forgotten, next at 10000"},
                       {0ms, forget{3}, "too late, next at 10000"},
                       {10s, passes{}, "2 goes"},
                       {10s, forget{2}, "too late"},
                       {10s, forget{4}, "forgotten"},
                       {10s, is_unsent(2), ""},
                       {10s, ask{5}, "goes"},
                   });
    }

    TEST_CASE("the end of a call that is not under way means nothing")
    {
        play(bold, {
                       {0ms, succeeds(1), ""},
                       {0ms, ask{1}, "goes"},
                       {0ms, is_refused(1, 10s), ""},
                       {0ms, is_refused(1, 20s), ""},
                       {0ms, ask{2}, "waits until 10000, next at 10000"},
                       {0ms, is_refused(2, 20s), "next at 10000"},
                   });
    }

    TEST_CASE("keys that nobody uses are forgotten, unless they are closed")
    {
        numbered_gate gate{{.memory = 1min}};
        auto now = start;
        std::uint64_t caller = 0;
        const auto use = [&](const std::string& account, const rate_gate::feedback& came)
        {
            REQUIRE(gate.ask(++caller, account, now).go);
            gate.settle(caller, came, now);
        };
        use("closed", {.limited = true, .reset = 1h, .answered = true});
        for (int i = 0; i != 20'000; ++i)
        {
            now += 100ms;
            use(std::to_string(i), {.answered = true});
            // At most twice those of the last minute.
            REQUIRE(gate.accounts() <= 2 * (600 + 2));
        }
        CHECK_FALSE(gate.ask(++caller, "closed", now).go);
        CHECK(gate.forget(caller));
    }

    TEST_CASE("a key that somebody waits for or uses is not forgotten")
    {
        numbered_gate gate{{.account = {.requests = 1, .per = 1h}, .memory = 1ms}};
        auto now = start;
        REQUIRE(gate.ask(1, "a", now).go);
        REQUIRE_FALSE(gate.ask(2, "a", now).go);
        for (std::uint64_t caller = 3; caller != 1000; ++caller)
        {
            now += 1s;
            REQUIRE(gate.ask(caller, std::to_string(caller), now).go);
            gate.settle(caller, {.answered = true}, now);
        }
        gate.settle(1, {.answered = true}, now);
        std::vector<std::uint64_t> may_go;
        CHECK(gate.release(now, may_go) == now + 1h);
        CHECK(may_go.empty());
        CHECK(gate.release(now + 1h, may_go) == std::nullopt);
        CHECK(may_go == std::vector<std::uint64_t>{2});
    }

    // Plays the part of callers that ask, wait, leave, and get any answers, and calls `release` only when it must.
    TEST_CASE("whatever happens, everybody who waits goes once, in the order of its key, and nobody is stuck")
    {
        for (unsigned seed = 0; seed != 60; ++seed)
        {
            CAPTURE(seed);
            std::mt19937 random{seed};
            const auto pick = [&](std::size_t below)
            { return std::uniform_int_distribution<std::size_t>{0, below - 1}(random); };
            const auto maybe = [&](auto value) { return pick(2) == 0 ? std::optional{value} : std::nullopt; };

            rate_gate::rules rules{.first_flight = static_cast<std::uint32_t>(pick(4)),
                                   .flight_step = static_cast<std::uint32_t>(pick(4)),
                                   .most_wait = 1min,
                                   .memory = milliseconds{pick(20'000)}};
            if (pick(2) == 0)
            {
                rules.token = {static_cast<std::uint32_t>(pick(20)), milliseconds{pick(5000)}};
                rules.account = {static_cast<std::uint32_t>(pick(5)), milliseconds{pick(5000)}};
            }
            numbered_gate gate{rules};
            auto now = start;
            std::map<std::string, std::set<std::uint64_t>> waiting;
            std::map<std::uint64_t, std::string> keys;
            std::map<std::uint64_t, rate_gate::time_point> earliest;  // of those that were refused
            std::vector<std::uint64_t> under_way;
            std::uint64_t last = 0;
            std::optional<rate_gate::time_point> alarm;

            const auto release = [&]
            {
                std::vector<std::uint64_t> may_go;
                alarm = gate.release(now, may_go);
                REQUIRE((!alarm || *alarm > now));
                for (const auto caller : may_go)
                {
                    auto& line = waiting[keys.at(caller)];
                    REQUIRE(!line.empty());
                    REQUIRE(*line.begin() == caller);
                    REQUIRE(earliest[caller] <= now);
                    line.erase(caller);
                    under_way.push_back(caller);
                }
            };
            const auto ask = [&](std::uint64_t caller)
            {
                auto& line = waiting[keys.at(caller)];
                const auto said = gate.ask(caller, keys.at(caller), now, earliest[caller]);
                if (said.go)
                {
                    REQUIRE(line.empty());
                    REQUIRE(earliest[caller] <= now);
                    under_way.push_back(caller);
                }
                else
                {
                    REQUIRE(said.not_before >= std::max(now, earliest[caller]));
                    line.insert(caller);
                }
            };
            const auto end_one = [&](bool kindly)
            {
                const auto place = under_way.begin() + static_cast<std::ptrdiff_t>(pick(under_way.size()));
                const auto caller = *place;
                under_way.erase(place);
                const bool limited = !kindly && pick(4) == 0;
                gate.settle(caller,
                            {.limited = limited,
                             .reset = maybe(milliseconds{pick(10'000)}),
                             .remaining = kindly ? std::nullopt : maybe(static_cast<std::int64_t>(pick(6))),
                             .limit = maybe(static_cast<std::int64_t>(pick(6))),
                             .answered = kindly || pick(4) != 0,
                             .window = maybe(milliseconds{pick(10'000)}),
                             .unsent = !kindly && pick(8) == 0},
                            now);
                if (limited && pick(2) == 0)
                {
                    earliest[caller] = now + milliseconds{pick(20'000)};
                    ask(caller);
                }
                release();
            };

            for (int step = 0; step != 500; ++step)
            {
                now += milliseconds{pick(400)};
                if (alarm && now >= *alarm)
                {
                    release();
                }
                const auto choice = pick(10);
                if (choice < 5)
                {
                    const auto caller = ++last;
                    keys[caller] = pick(4) == 0 ? std::string{} : std::to_string(pick(4));
                    ask(caller);
                    release();
                }
                else if (choice < 9 && !under_way.empty())
                {
                    end_one(false);
                }
                else if (last != 0)
                {
                    const auto caller = 1 + pick(last);
                    const bool waits = waiting[keys.at(caller)].erase(caller) != 0;
                    REQUIRE(gate.forget(caller) == waits);
                    release();
                }
                REQUIRE(gate.under_way() == under_way.size());
            }

            // All that remains to be done is to wait, and to end what goes.
            int rounds = 0;
            while (gate.waiting() != 0 || !under_way.empty())
            {
                REQUIRE(++rounds < 100'000);
                if (!under_way.empty())
                {
                    end_one(true);
                }
                else
                {
                    REQUIRE(alarm);
                    now = *alarm;
                    release();
                }
            }
            for (const auto& [key, line] : waiting)
            {
                CHECK(line.empty());
            }
        }
    }

}  // TEST_SUITE
