#include <truto/detail/policy/pool_book.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <doctest/doctest.h>
#include <iterator>
#include <map>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <vector>

using truto::detail::policy::pool_book;

using namespace std::chrono_literals;

namespace
{

constexpr pool_book::time_point begin_of_time{};

std::string text_of(const pool_book::grant& granted)
{
    switch (granted.what)
    {
    case pool_book::grant::action::use:
        return "use " + std::to_string(granted.connection);
    case pool_book::grant::action::dial:
        return "dial " + std::to_string(granted.connection);
    case pool_book::grant::action::wait:
        return "wait";
    }
    return "?";
}

std::string text_of(const pool_book::settlement& settled)
{
    std::string text = settled.what == pool_book::settlement::action::keep    ? "keep"
                       : settled.what == pool_book::settlement::action::close ? "close"
                                                                              : "pass";
    if (settled.turn)
    {
        text += ", caller " + std::to_string(settled.turn->caller) + ": " + text_of(settled.turn->granted);
    }
    return text;
}

/// One thing that happens to a pool, at a second, and what the book says to it.
struct event
{
    enum class kind : unsigned char
    {
        ask,
        give_back,  // in order
        give_up,    // not in order
        replace,
        forget,
    };

    int second;
    kind what;
    std::uint64_t id;  // of the caller, or of the connection
    std::string_view answer;
};

constexpr auto ask = event::kind::ask;
constexpr auto give_back = event::kind::give_back;
constexpr auto give_up = event::kind::give_up;
constexpr auto replace = event::kind::replace;
constexpr auto forget = event::kind::forget;

std::string happens(pool_book& book, const event& each)
{
    const auto now = begin_of_time + std::chrono::seconds{each.second};
    switch (each.what)
    {
    case ask:
    {
        std::vector<pool_book::connection_id> expired;
        const auto granted = book.ask(each.id, now, expired);
        std::string text = text_of(granted);
        for (const auto connection : expired)
        {
            text += ", close " + std::to_string(connection);
        }
        return text;
    }
    case give_back:
        return text_of(book.give_back(each.id, now, true));
    case give_up:
        return text_of(book.give_back(each.id, now, false));
    case replace:
        return text_of(book.replace(each.id));
    case forget:
        return book.forget(each.id) ? "forgotten" : "too late";
    }
    return "?";
}

struct counts
{
    std::size_t leased;
    std::size_t idle;
    std::size_t waiting;
};

void play(pool_book::limits allowed, const std::vector<event>& events, counts at_the_end)
{
    pool_book book{allowed};
    for (std::size_t i = 0; i != events.size(); ++i)
    {
        CAPTURE(i);
        CHECK(happens(book, events[i]) == events[i].answer);
    }
    CHECK(book.leased() == at_the_end.leased);
    CHECK(book.idle() == at_the_end.idle);
    CHECK(book.waiting() == at_the_end.waiting);
}

}  // namespace

TEST_SUITE("policy/pool_book")
{

    TEST_CASE("a connection is opened for each caller up to the limit, and then callers wait")
    {
        play({.connections = 2, .idle = 2, .idle_time = 10s},
             {
                 {0, ask, 1, "dial 1"},
                 {0, ask, 2, "dial 2"},
                 {0, ask, 3, "wait"},
                 {0, ask, 4, "wait"},
             },
             {.leased = 2, .idle = 0, .waiting = 2});
    }

    TEST_CASE("a connection that is given back goes to the caller who waits longest")
    {
        play({.connections = 1, .idle = 1, .idle_time = 10s},
             {
                 {0, ask, 1, "dial 1"},
                 {0, ask, 2, "wait"},
                 {0, ask, 3, "wait"},
                 {1, give_back, 1, "pass, caller 2: use 1"},
                 {2, give_back, 1, "pass, caller 3: use 1"},
                 {3, give_back, 1, "keep"},
             },
             {.leased = 0, .idle = 1, .waiting = 0});
    }

    TEST_CASE("for a connection that broke, the caller who waits longest opens another")
    {
        play({.connections = 1, .idle = 1, .idle_time = 10s},
             {
                 {0, ask, 1, "dial 1"},
                 {0, ask, 2, "wait"},
                 {0, ask, 3, "wait"},
                 {1, give_up, 1, "close, caller 2: dial 2"},
                 {2, give_up, 2, "close, caller 3: dial 3"},
                 {3, give_up, 3, "close"},
                 {4, ask, 4, "dial 4"},
             },
             {.leased = 1, .idle = 0, .waiting = 0});
    }

    TEST_CASE("of several idle connections the one that was used last is used first")
    {
        play({.connections = 3, .idle = 3, .idle_time = 10s},
             {
                 {0, ask, 1, "dial 1"},
                 {0, ask, 2, "dial 2"},
                 {0, ask, 3, "dial 3"},
                 {1, give_back, 2, "keep"},
                 {2, give_back, 3, "keep"},
                 {3, give_back, 1, "keep"},
                 {4, ask, 4, "use 1"},
                 {4, ask, 5, "use 3"},
                 {4, ask, 6, "use 2"},
                 {4, ask, 7, "wait"},
             },
             {.leased = 3, .idle = 0, .waiting = 1});
    }

    TEST_CASE("idle connections are closed when they have been idle for the idle time")
    {
        play({.connections = 3, .idle = 3, .idle_time = 10s},
             {
                 {0, ask, 1, "dial 1"},
                 {0, ask, 2, "dial 2"},
                 {0, ask, 3, "dial 3"},
                 {0, give_back, 1, "keep"},
                 {1, give_back, 2, "keep"},
                 {5, give_back, 3, "keep"},
                 {9, ask, 4, "use 3"},
                 {9, give_back, 3, "keep"},
                 {11, ask, 5, "use 3, close 1, close 2"},
                 {12, give_back, 3, "keep"},
                 {21, ask, 6, "use 3"},
                 {21, give_back, 3, "keep"},
                 {31, ask, 7, "dial 4, close 3"},
             },
             {.leased = 1, .idle = 0, .waiting = 0});
    }

    TEST_CASE("no more connections than allowed are kept idle")
    {
        play({.connections = 3, .idle = 1, .idle_time = 10s},
             {
                 {0, ask, 1, "dial 1"},
                 {0, ask, 2, "dial 2"},
                 {0, ask, 3, "dial 3"},
                 {1, give_back, 1, "keep"},
                 {1, give_back, 2, "close"},
                 {1, give_back, 3, "close"},
             },
             {.leased = 0, .idle = 1, .waiting = 0});
    }

    TEST_CASE("without idle connections or idle time every connection is closed, unless somebody waits for it")
    {
        for (const auto& allowed : {pool_book::limits{.connections = 1, .idle = 0, .idle_time = 10s},
                                    pool_book::limits{.connections = 1, .idle = 1, .idle_time = 0s}})
        {
            play(allowed,
                 {
                     {0, ask, 1, "dial 1"},
                     {0, ask, 2, "wait"},
                     {0, give_back, 1, "pass, caller 2: use 1"},
                     {0, give_back, 1, "close"},
                     {0, ask, 3, "dial 2"},
                 },
                 {.leased = 1, .idle = 0, .waiting = 0});
        }
    }

    TEST_CASE("a caller who does not wait any longer is passed over")
    {
        play({.connections = 1, .idle = 1, .idle_time = 10s},
             {
                 {0, ask, 1, "dial 1"},
                 {0, ask, 2, "wait"},
                 {0, ask, 3, "wait"},
                 {0, ask, 4, "wait"},
                 {1, forget, 3, "forgotten"},
                 {1, forget, 3, "too late"},
                 {2, give_back, 1, "pass, caller 2: use 1"},
                 {2, forget, 2, "too late"},
                 {3, give_back, 1, "pass, caller 4: use 1"},
             },
             {.leased = 1, .idle = 0, .waiting = 0});
    }

    TEST_CASE("a caller whose turn has come when it stops waiting gives back, and the next one is served")
    {
        play({.connections = 1, .idle = 1, .idle_time = 10s},
             {
                 {0, ask, 1, "dial 1"},
                 {0, ask, 2, "wait"},
                 {0, ask, 3, "wait"},
                 {1, give_back, 1, "pass, caller 2: use 1"},
                 {1, forget, 2, "too late"},
                 {1, give_back, 1, "pass, caller 3: use 1"},
                 {2, give_up, 1, "close"},
             },
             {.leased = 0, .idle = 0, .waiting = 0});
    }

    TEST_CASE("a caller who never asked is not forgotten")
    {
        play({.connections = 1, .idle = 1, .idle_time = 10s},
             {
                 {0, forget, 1, "too late"},
                 {0, ask, 1, "dial 1"},
                 {0, forget, 1, "too late"},
             },
             {.leased = 1, .idle = 0, .waiting = 0});
    }

    TEST_CASE("a connection that was found closed is replaced without letting anybody else in")
    {
        play({.connections = 1, .idle = 1, .idle_time = 10s},
             {
                 {0, ask, 1, "dial 1"},
                 {0, give_back, 1, "keep"},
                 {1, ask, 2, "use 1"},
                 {1, ask, 3, "wait"},
                 {1, replace, 1, "dial 2"},
                 {1, ask, 4, "wait"},
                 {2, give_back, 2, "pass, caller 3: use 2"},
             },
             {.leased = 1, .idle = 0, .waiting = 1});
    }

    // Plays the part of a pool: callers ask, use, give back, lose and leave in any order, and time passes.
    TEST_CASE("whatever happens, no limit is exceeded and each caller who waits is served once and in order")
    {
        for (unsigned seed = 0; seed != 60; ++seed)
        {
            CAPTURE(seed);
            std::mt19937 random{seed};
            const auto pick = [&](std::size_t below)
            { return std::uniform_int_distribution<std::size_t>{0, below - 1}(random); };

            const pool_book::limits allowed{
                .connections = 1 + pick(5), .idle = pick(4), .idle_time = std::chrono::seconds{pick(4)}};
            pool_book book{allowed};
            auto now = begin_of_time;

            std::deque<std::uint64_t> waiting;              // callers, in the order in which they asked
            std::map<std::uint64_t, std::uint64_t> leases;  // connection → caller
            std::map<std::uint64_t, pool_book::time_point> idle;
            std::set<std::uint64_t> opened;
            std::uint64_t next_caller = 0;

            const auto take = [&](std::uint64_t caller, const pool_book::grant& granted)
            {
                if (granted.what == pool_book::grant::action::dial)
                {
                    REQUIRE(opened.insert(granted.connection).second);  // a new number each time
                }
                REQUIRE(!leases.contains(granted.connection));
                leases.emplace(granted.connection, caller);
            };

            for (int step = 0; step != 400; ++step)
            {
                now += std::chrono::milliseconds{pick(1500)};
                const auto choice = pick(10);
                if (choice < 4)
                {
                    const auto caller = ++next_caller;
                    std::vector<std::uint64_t> expired;
                    const auto granted = book.ask(caller, now, expired);
                    for (const auto connection : expired)
                    {
                        REQUIRE(idle.contains(connection));
                        REQUIRE(now - idle.at(connection) >= allowed.idle_time);
                        idle.erase(connection);
                    }
                    for (const auto& [connection, since] : idle)
                    {
                        REQUIRE(now - since < allowed.idle_time);  // none was forgotten
                    }
                    switch (granted.what)
                    {
                    case pool_book::grant::action::wait:
                        REQUIRE(idle.empty());
                        REQUIRE(leases.size() == allowed.connections);
                        waiting.push_back(caller);
                        break;
                    case pool_book::grant::action::use:
                        REQUIRE(idle.erase(granted.connection) == 1);
                        take(caller, granted);
                        break;
                    case pool_book::grant::action::dial:
                        REQUIRE(idle.empty());
                        REQUIRE(waiting.empty());
                        take(caller, granted);
                        break;
                    }
                }
                else if (choice < 8 && !leases.empty())
                {
                    const auto lease = std::next(leases.begin(), static_cast<std::ptrdiff_t>(pick(leases.size())));
                    const auto connection = lease->first;
                    const bool reusable = pick(3) != 0;
                    leases.erase(lease);
                    const auto settled = book.give_back(connection, now, reusable);
                    REQUIRE(settled.turn.has_value() == !waiting.empty());
                    if (settled.turn)
                    {
                        REQUIRE(settled.turn->caller == waiting.front());
                        waiting.pop_front();
                        REQUIRE((settled.what == pool_book::settlement::action::pass) == reusable);
                        REQUIRE((settled.turn->granted.what == pool_book::grant::action::use) == reusable);
                        REQUIRE((settled.turn->granted.connection == connection) == reusable);
                        take(settled.turn->caller, settled.turn->granted);
                    }
                    else if (settled.what == pool_book::settlement::action::keep)
                    {
                        REQUIRE(reusable);
                        REQUIRE(allowed.idle_time > 0s);
                        idle.emplace(connection, now);
                    }
                    else
                    {
                        REQUIRE(settled.what == pool_book::settlement::action::close);
                    }
                }
                else if (choice == 8 && !leases.empty())
                {
                    const auto lease = std::next(leases.begin(), static_cast<std::ptrdiff_t>(pick(leases.size())));
                    const auto caller = lease->second;
                    const auto granted = book.replace(lease->first);
                    leases.erase(lease);
                    REQUIRE(granted.what == pool_book::grant::action::dial);
                    take(caller, granted);
                }
                else if (next_caller != 0)
                {
                    const auto caller = 1 + pick(next_caller);
                    const auto place = std::find(waiting.begin(), waiting.end(), caller);
                    REQUIRE(book.forget(caller) == (place != waiting.end()));
                    if (place != waiting.end())
                    {
                        waiting.erase(place);
                    }
                }

                REQUIRE(leases.size() <= allowed.connections);
                REQUIRE(leases.size() + idle.size() <= allowed.connections);
                REQUIRE(idle.size() <= allowed.idle);
                REQUIRE(book.leased() == leases.size());
                REQUIRE(book.idle() == idle.size());
                REQUIRE(book.waiting() == waiting.size());
                REQUIRE((waiting.empty() || leases.size() == allowed.connections));  // nobody waits for nothing
            }
        }
    }

}  // TEST_SUITE
