#include <truto/user_directory.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <doctest/doctest.h>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "faults/broken_exchange.hpp"
#include "support/dialogue.hpp"

// What the policy of retries and replays does about exchanges that break, as the server sees it.

using namespace truto::test;
using truto::condition;
using truto::errc;
using namespace std::chrono_literals;

namespace
{

/// The first, a middle and the last byte of each step in each way.
std::vector<fault> some_faults(const exchange& play, const exchange_sizes& sizes)
{
    const std::vector<fault> all = every_fault(play, sizes);
    const auto size_of = [&](step where)
    {
        std::size_t size = 0;
        for (const fault& each : all)
        {
            size = each.where == where ? std::max(size, each.byte) : size;
        }
        return size;
    };
    std::vector<fault> some;
    for (const fault& each : all)
    {
        const std::size_t last = size_of(each.where);
        if (each.byte <= 1 || each.byte == last / 2 || each.byte == last)
        {
            some.push_back(each);
        }
    }
    return some;
}

std::string key_of(const std::string& request)
{
    const std::string_view name = "\r\nIdempotency-Key: ";
    const std::size_t at = request.find(name);
    return at == std::string::npos ? ""
                                   : request.substr(at + name.size(), request.find("\r\n", at + 2) - at - name.size());
}

/// How much those requests do: what comes with one key, or is a DELETE, is done once.
std::size_t effects_of(kind what, const std::vector<std::string>& requests)
{
    switch (what)
    {
    case kind::deletion:
        return requests.empty() ? 0 : 1;
    case kind::keyed_post:
    {
        std::set<std::string> keys;
        for (const std::string& each : requests)
        {
            CHECK_FALSE(key_of(each).empty());
            keys.insert(key_of(each));
        }
        return keys.size();
    }
    case kind::keyless_post:
        for (const std::string& each : requests)
        {
            CHECK(key_of(each).empty());
        }
        return requests.size();
    }
    return 0;
}

constexpr std::array<kind, 3> all_kinds{kind::deletion, kind::keyed_post, kind::keyless_post};

bool is_endless(const fault& what)
{
    return what.how == way::stall || what.how == way::unsolicited;
}

/// What the policy makes of the end of an attempt.
enum class follow_up
{
    none,
    retry,
};

follow_up follow_up_of(errc code, kind what, bool request_sent)
{
    struct row
    {
        errc code;
        bool request_sent;
        follow_up safe;     // DELETE, or with a key
        follow_up keyless;  // POST
    };
    constexpr row rows[] = {
        {errc{}, true, follow_up::none, follow_up::none},
        {errc::connect_failed, false, follow_up::retry, follow_up::retry},
        {errc::connection_lost, false, follow_up::retry, follow_up::retry},
        {errc::connection_lost, true, follow_up::retry, follow_up::none},
        {errc::timeout, false, follow_up::retry, follow_up::retry},
        {errc::timeout, true, follow_up::retry, follow_up::none},
        {errc::request_timeout, true, follow_up::retry, follow_up::none},
        {errc::tls_failed, false, follow_up::none, follow_up::none},
        {errc::protocol_error, true, follow_up::none, follow_up::none},
    };
    for (const row& each : rows)
    {
        if (each.code == code && each.request_sent == request_sent)
        {
            return what == kind::keyless_post ? each.keyless : each.safe;
        }
    }
    FAIL("no row for ", truto::make_error_code(code).message());
    return follow_up::none;
}

/// The attempts that a call may need that meets the fault once, and how it may end.
struct prospect
{
    std::set<unsigned> attempts{};
    std::vector<errc> codes{};
};

prospect prospect_of(const fault& what, const exchange& play, kind called)
{
    prospect made;
    const expectation first = expected_of(what, play);
    for (const errc code : first.codes)
    {
        for (const bool sent : {false, true})
        {
            const bool is_possible = !first.request_sent || *first.request_sent == sent;
            const bool needs_sending = code == errc{} || code == errc::protocol_error || code == errc::request_timeout;
            const bool forbids_sending = code == errc::connect_failed || code == errc::tls_failed;
            if (!is_possible || (needs_sending && !sent) || (forbids_sending && sent))
            {
                continue;
            }
            const errc seen = code == errc::cancelled ? errc::timeout : code;  // here time ends what nobody ends
            const bool repeats = follow_up_of(seen, called, sent) == follow_up::retry;
            made.attempts.insert(repeats ? 2 : 1);
            made.codes.push_back(repeats ? errc{} : seen);
        }
    }
    return made;
}

}  // namespace

TEST_SUITE("retries")
{
    TEST_CASE("an exchange that breaks is tried again where that can do no harm, and only there")
    {
        for (const bool tls : {false, true})
        {
            for (const exchange& play : framings(tls))
            {
                for (const kind what : all_kinds)
                {
                    for (const fault& each : some_faults(play, sizes_of(play, what)))
                    {
                        // Only time ends these. That is shown once.
                        const bool is_slow = is_endless(each);
                        if (is_slow && (play.name != framings(tls).front().name || each.byte == 1))
                        {
                            continue;
                        }
                        const std::string name = name_of(each);
                        CAPTURE(tls);
                        CAPTURE(play.name);
                        CAPTURE(name_of(what));
                        CAPTURE(name);

                        const dialogue server{{.play = play, .breaks = each}};
                        caller client{server, 2, is_slow ? 150ms : 20'000ms};
                        const auto end = client.call(what);
                        const auto seen = server.seen();
                        const auto expected = prospect_of(each, play, what);
                        CAPTURE(end.code);
                        CAPTURE(end.attempts);
                        CAPTURE(seen.requests.size());

                        CHECK(is_among(end.code, expected.codes));
                        CHECK(expected.attempts.count(end.attempts) == 1);
                        CHECK(seen.connections == end.attempts);
                        CHECK(seen.requests.size() <= end.attempts);

                        // Nothing is done twice, and nothing is done that is not told.
                        const std::size_t effects = effects_of(what, seen.requests);
                        CHECK(effects <= 1);
                        if (!end.code)
                        {
                            CHECK(effects == 1);
                            CHECK_FALSE(end.maybe_executed);
                        }
                        else if (effects != 0)
                        {
                            CHECK(end.maybe_executed);
                            CHECK(end.code == condition::maybe_executed);
                        }
                    }
                }
            }
        }
    }

    TEST_CASE("a call that breaks each time ends with the last failure, after as many attempts as allowed")
    {
        const exchange play = framings(false).front();
        for (const unsigned retries : {0U, 1U, 3U})
        {
            for (const kind what : all_kinds)
            {
                for (const step where : {step::before_answer, step::answer})
                {
                    CAPTURE(retries);
                    CAPTURE(name_of(what));
                    CAPTURE(name_of(where));
                    const dialogue server{{.play = play, .breaks = fault{where, 10, way::reset}, .broken = 100}};
                    caller client{server, retries};
                    const auto end = client.call(what);
                    const unsigned attempts = what == kind::keyless_post ? 1 : 1 + retries;
                    CHECK(end.code == errc::connection_lost);
                    CHECK(end.maybe_executed);
                    CHECK(end.attempts == attempts);
                    CHECK(server.seen().requests.size() == attempts);
                    CHECK(effects_of(what, server.seen().requests) == 1);
                }
            }
        }
    }

    TEST_CASE("a request that meets a dead kept connection goes once to a new one, where that can do no harm")
    {
        for (const bool tls : {false, true})
        {
            const exchange play = framings(tls).front();
            for (const kind what : all_kinds)
            {
                for (const fault& each : some_faults(play, sizes_of(play, what)))
                {
                    const bool is_kept = each.where == step::request || each.where == step::before_answer ||
                                         each.where == step::answer || each.where == step::record;
                    if (!is_kept || is_endless(each) || each.how == way::garbage)
                    {
                        continue;
                    }
                    const std::string name = name_of(each);
                    CAPTURE(tls);
                    CAPTURE(name_of(what));
                    CAPTURE(name);

                    const dialogue server{{.play = play, .breaks = each, .first_broken = 1}};
                    caller client{server, 0};
                    REQUIRE_FALSE(client.call(what).code);
                    const bool is_dead_before = each.where == step::request && each.byte == 0;
                    if (is_dead_before)
                    {
                        REQUIRE(server.wait_for_fault());
                    }
                    const auto end = client.call(what);
                    const auto seen = server.seen();
                    const std::vector<std::string> requests(seen.requests.begin() + 1, seen.requests.end());
                    CAPTURE(end.code);
                    CAPTURE(requests.size());
                    CHECK(effects_of(what, requests) <= 1);

                    const bool is_silent = each.where == step::request || each.where == step::before_answer;
                    if (is_dead_before)
                    {
                        // Seen before anything was sent, so nothing had to be sent twice.
                        CHECK_FALSE(end.code);
                        CHECK(end.attempts == 1);
                        CHECK(requests.size() == 1);
                        CHECK(client.counters().stale_connections == 1);
                        CHECK(client.counters().replays == 0);
                    }
                    else if (is_silent && what != kind::keyless_post)
                    {
                        CHECK_FALSE(end.code);
                        CHECK(requests.size() == (each.where == step::before_answer ? 2U : 1U));
                        CHECK(client.counters().replays == 1);
                    }
                    else if (each.where == step::record && what != kind::keyless_post && !end.code)
                    {
                        // A part of a record is nothing that an answer could begin with.
                        CHECK(client.counters().replays == 1);
                    }
                    else
                    {
                        CHECK(end.code == errc::connection_lost);
                        CHECK(end.maybe_executed);
                        CHECK(end.attempts == 1);
                        CHECK(requests.size() == (each.where == step::request ? 0U : 1U));
                        CHECK(client.counters().replays == 0);
                    }
                }
            }
        }
    }

    TEST_CASE("a replay is made once: the second dead connection is a failure, or a retry")
    {
        const exchange play = framings(false).front();
        for (const unsigned retries : {0U, 1U})
        {
            CAPTURE(retries);
            const dialogue server{
                {.play = play, .breaks = fault{step::before_answer, 0, way::reset}, .first_broken = 1, .broken = 2}};
            caller client{server, retries};
            REQUIRE_FALSE(client.call(kind::deletion).code);
            const auto end = client.call(kind::deletion);
            CHECK(end.code == (retries == 0 ? make_error_code(errc::connection_lost) : truto::error_code{}));
            CHECK(server.seen().requests.size() == 3 + retries);
            CHECK(client.counters().replays == 1);
        }
    }
}
