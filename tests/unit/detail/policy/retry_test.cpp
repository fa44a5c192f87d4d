#include <truto/error.hpp>

#include <truto/detail/policy/retry.hpp>

#include <chrono>
#include <cstdint>
#include <doctest/doctest.h>
#include <optional>
#include <string>
#include <string_view>

using truto::errc;
using truto::retry_options;
using truto::detail::policy::attempt_end;
using truto::detail::policy::decide;
using truto::detail::policy::retry_decision;
using truto::detail::policy::retry_obstacle;
using truto::detail::policy::retry_reason;

using namespace std::chrono_literals;

namespace
{

/// Half a second, or whatever the longest wait leaves of it.
constexpr std::uint64_t chance = 500;

constexpr attempt_end answered(unsigned status)
{
    return {.error = truto::errc{}, .status = status, .request_sent = true, .answer_begun = true};
}

constexpr attempt_end broken(errc error)
{
    return {.error = error, .request_sent = true};
}

std::string_view text_of(retry_reason why)
{
    switch (why)
    {
    case retry_reason::none:
        return "final";
    case retry_reason::rate_limited:
        return "rate limited";
    case retry_reason::status:
        return "status";
    case retry_reason::connection_lost:
        return "connection lost";
    case retry_reason::connect_failed:
        return "connect failed";
    case retry_reason::stale_connection:
        return "stale connection";
    case retry_reason::attempt_timeout:
        return "attempt timeout";
    }
    return "?";
}

std::string_view text_of(retry_obstacle obstacle)
{
    switch (obstacle)
    {
    case retry_obstacle::none:
        return "";
    case retry_obstacle::maybe_executed:
        return ", but maybe executed";
    case retry_obstacle::no_retries:
        return ", but no retries";
    case retry_obstacle::asked_too_long:
        return ", but asked too long";
    }
    return "?";
}

/// As in `status: retry after 500`.
std::string text_of(const retry_decision& decision)
{
    std::string text{text_of(decision.why)};
    switch (decision.what)
    {
    case retry_decision::action::stop:
        return text.append(text_of(decision.obstacle));
    case retry_decision::action::retry:
        return text + ": retry after " + std::to_string(decision.delay.count());
    case retry_decision::action::replay:
        return text + ": replay";
    }
    return "?";
}

std::string outcome(const attempt_end& end, const retry_options& rules = {})
{
    return text_of(decide(rules, end, chance));
}

}  // namespace

TEST_SUITE("policy/retry")
{

    TEST_CASE("an answer is tried again by its status and by whether that can do harm")
    {
        // What becomes of a request that is neither idempotent nor keyed, and of one that is either.
        struct row
        {
            unsigned status;
            std::string_view unsafe;
            std::string_view safe;
        };
        constexpr std::string_view no = "status, but maybe executed";
        constexpr std::string_view again = "status: retry after 500";
        const row rows[] = {
            {200, "final", "final"}, {201, "final", "final"},
            {204, "final", "final"}, {299, "final", "final"},
            {304, "final", "final"}, {301, "final", "final"},
            {307, "final", "final"}, {400, "final", "final"},
            {401, "final", "final"}, {403, "final", "final"},
            {404, "final", "final"}, {405, "final", "final"},
            {408, no, again},        {409, "final", "final"},
            {410, "final", "final"}, {422, "final", "final"},
            {425, no, again},        {429, "rate limited: retry after 500", "rate limited: retry after 500"},
            {451, "final", "final"}, {499, "final", "final"},
            {500, no, again},        {501, no, again},
            {502, no, again},        {503, "final", "final"},
            {504, no, again},        {507, no, again},
            {530, no, again},        {599, no, again},
            {600, "final", "final"}, {999, "final", "final"},
            {100, "final", "final"}, {0, "final", "final"},
        };
        for (const auto& each : rows)
        {
            CAPTURE(each.status);
            auto end = answered(each.status);
            if (each.status >= 300)
            {
                end.error = truto::errc_of_status(each.status, false);
            }
            CHECK(outcome(end) == each.unsafe);

            end.idempotent = true;
            CHECK(outcome(end) == each.safe);

            end.idempotent = false;
            end.keyed = true;
            CHECK(outcome(end) == each.safe);
        }
    }

    TEST_CASE("503 is tried again if the rules say so")
    {
        const retry_options rules{.on_account_blocked = true};
        auto end = answered(503);
        CHECK(outcome(end, rules) == "status, but maybe executed");
        end.keyed = true;
        CHECK(outcome(end, rules) == "status: retry after 500");
        end.asked = 7s;
        CHECK(outcome(end, rules) == "status: retry after 7000");
    }

    TEST_CASE("without an answer it depends on what went wrong and on how far the request got")
    {
        // What becomes of a request of which nothing was sent, of one that was sent, and of one that may be repeated.
        struct row
        {
            errc error;
            std::string_view unsent;
            std::string_view sent;
            std::string_view safe;
        };
        const row rows[] = {
            {errc::resolve_failed, "connect failed: retry after 500", "connect failed: retry after 500",
             "connect failed: retry after 500"},
            {errc::connect_failed, "connect failed: retry after 500", "connect failed: retry after 500",
             "connect failed: retry after 500"},
            {errc::connection_lost, "connection lost: retry after 500", "connection lost, but maybe executed",
             "connection lost: retry after 500"},
            {errc::timeout, "attempt timeout: retry after 500", "attempt timeout, but maybe executed",
             "attempt timeout: retry after 500"},
            {errc::invalid_argument, "final", "final", "final"},
            {errc::tls_failed, "final", "final", "final"},
            {errc::cancelled, "final", "final", "final"},
            {errc::protocol_error, "final", "final", "final"},
            {errc::body_too_large, "final", "final", "final"},
            {errc::body_not_decodable, "final", "final", "final"},
            {errc::proxy_refused, "final", "final", "final"},
        };
        for (const auto& each : rows)
        {
            CAPTURE(static_cast<int>(each.error));
            CHECK(outcome({.error = each.error}) == each.unsent);
            CHECK(outcome(broken(each.error)) == each.sent);

            auto end = broken(each.error);
            end.idempotent = true;
            CHECK(outcome(end) == each.safe);
            end.idempotent = false;
            end.keyed = true;
            CHECK(outcome(end) == each.safe);
        }
    }

    TEST_CASE("an answer that broke off counts as lost, unless its status says that nothing was done")
    {
        struct row
        {
            errc error;
            unsigned status;
            std::string_view unsafe;
            std::string_view safe;
        };
        const row rows[] = {
            {errc::connection_lost, 200, "connection lost, but maybe executed", "connection lost: retry after 500"},
            {errc::connection_lost, 404, "connection lost, but maybe executed", "connection lost: retry after 500"},
            {errc::connection_lost, 503, "connection lost, but maybe executed", "connection lost: retry after 500"},
            {errc::connection_lost, 429, "rate limited: retry after 500", "rate limited: retry after 500"},
            {errc::timeout, 200, "attempt timeout, but maybe executed", "attempt timeout: retry after 500"},
            {errc::timeout, 429, "rate limited: retry after 500", "rate limited: retry after 500"},
            {errc::body_too_large, 500, "final", "final"},
            {errc::protocol_error, 500, "final", "final"},
            {errc::body_not_decodable, 200, "final", "final"},
        };
        for (const auto& each : rows)
        {
            CAPTURE(each.status);
            auto end = answered(each.status);
            end.error = each.error;
            end.reused_connection = true;
            CHECK(outcome(end) == each.unsafe);
            end.idempotent = true;
            CHECK(outcome(end) == each.safe);
        }
    }

    TEST_CASE("a request that met a dead connection is replayed once on a new one")
    {
        struct row
        {
            std::string_view about;
            attempt_end end;
            std::string_view outcome;
        };
        constexpr auto lost = errc::connection_lost;
        const row rows[] = {
            {"idempotent",
             {.error = lost, .idempotent = true, .request_sent = true, .reused_connection = true},
             "stale connection: replay"},
            {"keyed",
             {.error = lost, .keyed = true, .request_sent = true, .reused_connection = true},
             "stale connection: replay"},
            {"not sent", {.error = lost, .reused_connection = true}, "stale connection: replay"},
            {"may not be repeated",
             {.error = lost, .request_sent = true, .reused_connection = true},
             "connection lost, but maybe executed"},
            {"a new connection",
             {.error = lost, .idempotent = true, .request_sent = true},
             "connection lost: retry after 500"},
            {"the answer had begun",
             {.error = lost, .idempotent = true, .request_sent = true, .answer_begun = true, .reused_connection = true},
             "connection lost: retry after 500"},
            {"for the second time",
             {.error = lost, .idempotent = true, .request_sent = true, .reused_connection = true, .replayed = true},
             "connection lost: retry after 500"},
            {"slow, not dead",
             {.error = errc::timeout, .idempotent = true, .request_sent = true, .reused_connection = true},
             "attempt timeout: retry after 500"},
            {"not counted as a retry",
             {.error = lost, .idempotent = true, .request_sent = true, .reused_connection = true, .retries = 3},
             "stale connection: replay"},
            {"and then all retries are used",
             {.error = lost,
              .idempotent = true,
              .request_sent = true,
              .reused_connection = true,
              .retries = 3,
              .replayed = true},
             "connection lost, but no retries"},
        };
        for (const auto& each : rows)
        {
            CAPTURE(each.about);
            CHECK(outcome(each.end) == each.outcome);
        }
        // Also where there are no retries at all.
        CHECK(outcome(rows[0].end, {.retries = 0}) == "stale connection: replay");
    }

    TEST_CASE("no more than the allowed retries are made")
    {
        struct row
        {
            unsigned allowed;
            unsigned made;
            bool again;
        };
        const row rows[] = {
            {0, 0, false}, {1, 0, true}, {1, 1, false}, {3, 2, true}, {3, 3, false}, {3, 4, false},
        };
        for (const auto& each : rows)
        {
            CAPTURE(each.allowed);
            CAPTURE(each.made);
            auto end = answered(429);
            end.retries = each.made;
            const auto decision = decide({.retries = each.allowed}, end, chance);
            CHECK((decision.what == retry_decision::action::retry) == each.again);
            CHECK(decision.why == retry_reason::rate_limited);
            CHECK((decision.obstacle == retry_obstacle::no_retries) != each.again);
        }
    }

    TEST_CASE("the wait is what the server asks for, or random and longer each time")
    {
        struct row
        {
            std::optional<std::chrono::milliseconds> asked;
            unsigned retries;
            std::uint64_t random;
            std::string_view outcome;
        };
        const row rows[] = {
            {{}, 0, 0, "rate limited: retry after 0"},
            {{}, 0, 500, "rate limited: retry after 500"},
            {{}, 0, 501, "rate limited: retry after 0"},
            {{}, 1, 1000, "rate limited: retry after 1000"},
            {{}, 1, 1001, "rate limited: retry after 0"},
            {{}, 2, 2000, "rate limited: retry after 2000"},
            {1ms, 2, 2000, "rate limited: retry after 1"},
            {10s, 0, 500, "rate limited: retry after 10000"},
            {120s, 0, 500, "rate limited: retry after 120000"},

            // To come before that would be in vain.
            {120'001ms, 0, 500, "rate limited, but asked too long"},
            {std::chrono::milliseconds::max(), 0, 500, "rate limited, but asked too long"},

            // At once, says the server that refused: then it does not know either.
            {0ms, 0, 500, "rate limited: retry after 500"},
            {-1ms, 0, 500, "rate limited: retry after 500"},

            // Out of retries, nobody cares how long.
            {std::chrono::milliseconds::max(), 3, 500, "rate limited, but no retries"},
        };
        for (const auto& each : rows)
        {
            auto end = answered(429);
            end.asked = each.asked;
            end.retries = each.retries;
            CHECK(text_of(decide({}, end, each.random)) == each.outcome);
        }
    }

    TEST_CASE("what a server asks for counts with every status that is tried again")
    {
        for (const unsigned status : {408u, 425u, 429u, 500u, 502u, 504u, 530u})
        {
            CAPTURE(status);
            auto end = answered(status);
            end.idempotent = true;
            end.asked = 4s;
            CHECK(decide({}, end, chance).delay == 4s);
            CHECK(decide({.max_asked_wait = 3s}, end, chance).obstacle == retry_obstacle::asked_too_long);
        }
    }

    TEST_CASE("every number is an option")
    {
        auto end = answered(500);
        end.keyed = true;
        end.retries = 6;
        const retry_options patient{.retries = 10,
                                    .first_backoff = 10ms,
                                    .max_backoff = 300ms,
                                    .max_asked_wait = 1h,
                                    .on_account_blocked = true};
        CHECK(outcome(end, patient) == "status: retry after " + std::to_string(chance % 301));
        end.asked = 59min;
        CHECK(outcome(end, patient) == "status: retry after 3540000");
        end.retries = 10;
        CHECK(outcome(end, patient) == "status, but no retries");
    }

}  // TEST_SUITE
