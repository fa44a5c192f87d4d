#pragma once

// The client's side of exchanges that break: calls, how they may end, and what must be true of each end.

#include <truto/user_directory.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/io_context.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <doctest/doctest.h>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/dialogue.hpp"
#include "support/run.hpp"

namespace truto::test
{

inline const std::string answered = R"({"id":"u1","name":"Ines"})";

/// The ways to say where an answer ends. Short answers: each of their bytes is a test.
inline std::vector<exchange> framings(bool tls)
{
    const std::string by_length =
        "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(answered.size()) + "\r\n\r\n" + answered;
    const std::string in_chunks = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-A\r\n\r\n"
                                  "9;name=value\r\n" +
                                  answered.substr(0, 9) + "\r\n10\r\n" + answered.substr(9) + "\r\n0\r\nX-A: b\r\n\r\n";
    return {
        {.name = "by length", .answer = by_length, .tls = tls},
        {.name = "in chunks, with a trailer", .answer = in_chunks, .tls = tls},
        {.name = "by the end of the connection",
         .answer = "HTTP/1.1 200 OK\r\n\r\n" + answered,
         .closes = true,
         .tls = tls},
        {.name = "after interim answers",
         .answer = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + by_length,
         .tls = tls},
        {.name = "without a body", .answer = "HTTP/1.1 204 No Content\r\n\r\n", .tls = tls},
    };
}

/// Of all that is before the body, interim answers included.
inline std::size_t head_size(const exchange& of)
{
    return of.answer.find("\r\n\r\n", of.answer.find("HTTP/1.1 20")) + 4;
}

inline bool has_body(const exchange& of)
{
    return of.answer.find("HTTP/1.1 204") == std::string::npos;
}

/// What may be called, by what a client knows about doing it twice.
enum class kind
{
    deletion,      ///< Idempotent by its method.
    keyed_post,    ///< With an Idempotency-Key.
    keyless_post,  ///< Must not be repeated once it may have arrived.
};

inline std::string_view name_of(kind what)
{
    return what == kind::deletion ? "DELETE" : what == kind::keyed_post ? "POST with a key" : "POST without a key";
}

/// How a call ended.
struct outcome
{
    error_code code{};
    unsigned status = 0;
    bool request_sent = false;
    bool maybe_executed = false;
    unsigned attempts = 0;
    std::string id{};
};

/// A client of a dialogue, and its calls.
class caller
{
public:
    /// Without a time limit an attempt may take as long as it takes.
    caller(const dialogue& server, unsigned retries, std::chrono::milliseconds attempt_timeout = {})
        : api_(context_, options_for(server, retries, attempt_timeout))
    {
    }

    /// Starts a call. The note of its end must stay where it is.
    void start(kind what, std::optional<outcome>& end)
    {
        auto note = asio::bind_cancellation_slot(signal_.slot(),
                                                 [&end](error_code code, auto answer)
                                                 {
                                                     REQUIRE_FALSE(end.has_value());
                                                     end = outcome{code,
                                                                   answer.status(),
                                                                   answer.request_sent(),
                                                                   answer.maybe_executed(),
                                                                   answer.attempts(),
                                                                   answer->id.value_or("")};
                                                 });
        switch (what)
        {
        case kind::deletion:
            api_.users().async_delete("u1", std::move(note));
            break;
        case kind::keyed_post:
            api_.groups().async_remove_user({.group_id = "g1", .user_id = "u1"}, std::move(note));
            break;
        case kind::keyless_post:
            api_.with({.idempotency_key = ""})
                .groups()
                .async_remove_user({.group_id = "g1", .user_id = "u1"}, std::move(note));
            break;
        }
        REQUIRE_FALSE(end.has_value());
    }

    /// Runs until the call is at its end, or the server stalls.
    void run_to_the_fault(const dialogue& server, const std::optional<outcome>& end)
    {
        const auto limit = std::chrono::steady_clock::now() + std::chrono::seconds{20};
        while (!end && !server.has_broken())
        {
            context_.restart();
            context_.run_one_for(std::chrono::milliseconds{1});
            REQUIRE(std::chrono::steady_clock::now() < limit);
        }
        context_.restart();
        context_.poll();
    }

    void cancel() { signal_.emit(asio::cancellation_type::terminal); }

    /// Runs until nothing is left to do.
    void finish() { run_out(context_); }

    truto::counters counters() const { return api_.counters(); }

    outcome call(kind what)
    {
        std::optional<outcome> end;
        start(what, end);
        finish();
        REQUIRE(end.has_value());
        return std::move(*end);
    }

private:
    static client_options options_for(const dialogue& server, unsigned retries,
                                      std::chrono::milliseconds attempt_timeout)
    {
        auto options = test::options_for(server.base_url());
        options.tls.ca_pem = dialogue_certificate().authority_pem;
        options.tls.use_system_trust = false;
        options.attempt_timeout = attempt_timeout;
        options.retry.retries = retries;
        options.retry.first_backoff = std::chrono::milliseconds{1};
        return options;
    }

    asio::io_context context_;
    asio::cancellation_signal signal_;
    directory::client api_;
};

inline exchange_sizes sizes_of(const exchange& play, kind what)
{
    const dialogue server{{.play = play}};
    caller client{server, 0};
    REQUIRE_FALSE(client.call(what).code);
    return server.seen().sizes;
}

// --- what has to come of it --------------------------------------------------------------------------------------

/// What a call without retries may come to.
struct expectation
{
    std::vector<errc> codes{};  // `errc{}`: success

    /// Whether a byte of the request went out; not set: that is a matter of chance.
    std::optional<bool> request_sent{};
};

inline expectation expected_of(const fault& what, const exchange& play)
{
    using codes = std::vector<errc>;
    const codes lost{errc::connection_lost};
    const codes stalled{errc::cancelled};
    const codes not_http{errc::protocol_error, errc::connection_lost};
    const codes nonsense = play.tls ? codes{errc::tls_failed, errc::protocol_error, errc::connection_lost} : not_http;

    // Where a connection may already be dead when the request is to be sent, nobody knows which of them came first.
    const codes lost_or_never_had{errc::connection_lost, errc::connect_failed};
    const codes cut_off = what.how == way::stall ? stalled : what.how == way::garbage ? nonsense : lost;

    switch (what.where)
    {
    case step::accept:
    case step::handshake:
        if (play.tls)
        {
            // Nothing of a request may leave before the handshake is done. What is nonsense may look like the beginning
            // of something that never came to its end.
            return {what.how == way::stall ? stalled : codes{errc::tls_failed, errc::connect_failed}, false};
        }
        switch (what.how)
        {
        case way::stall:
            return {stalled};
        case way::garbage:
            return {not_http};
        case way::unsolicited:
            return {{errc::request_timeout, errc::connection_lost, errc::protocol_error}};
        case way::close:
        case way::truncate:
        case way::reset:
            return {lost_or_never_had};
        }
        break;
    case step::tickets:
        return {cut_off};
    case step::request:
        if (what.byte == 0)
        {
            return {what.how == way::reset && !play.tls ? lost_or_never_had : cut_off};
        }
        return {cut_off, true};
    case step::before_answer:
    case step::record:
        return {cut_off, true};
    case step::answer:
    {
        if (what.how == way::stall)
        {
            return {stalled, true};
        }
        const bool is_body = what.byte >= head_size(play);
        if (play.closes && is_body && what.how == way::close)
        {
            return {{errc{}}, true};  // nobody can tell
        }
        if (what.how == way::garbage)
        {
            codes any = nonsense;
            if (is_body && !play.tls)
            {
                any.push_back(errc{});  // of the promised length, if that is all there is to it
            }
            return {any, true};
        }
        return {lost, true};
    }
    case step::after_answer:
        if (!play.closes)
        {
            // A reset may destroy what is not yet read.
            return {what.how == way::reset ? codes{errc{}, errc::connection_lost} : codes{errc{}}, true};
        }
        switch (what.how)
        {
        case way::close:
            return {{errc{}}, true};
        case way::truncate:
        case way::reset:
            return {lost, true};
        case way::garbage:
            return {play.tls ? nonsense : codes{errc{}}, true};
        case way::stall:
        case way::unsolicited:
            return {stalled, true};  // for ever part of the body
        }
        break;
    }
    return {};
}

/// All faults of the first exchange; of the others those that happen after the request was read, which is all they differ
/// in.
inline std::vector<std::pair<exchange, fault>> faults_of(const std::vector<exchange>& plays, kind what)
{
    std::vector<std::pair<exchange, fault>> all;
    for (const exchange& play : plays)
    {
        const bool is_first = play.name == plays.front().name;
        for (const fault& each : every_fault(play, sizes_of(play, what)))
        {
            if (is_first || each.where >= step::before_answer)
            {
                all.emplace_back(play, each);
            }
        }
    }
    return all;
}

inline bool is_among(const error_code& code, const std::vector<errc>& codes)
{
    return std::any_of(codes.begin(), codes.end(), [&](errc each) { return each == errc{} ? !code : code == each; });
}

/// One call without retries that meets the fault, and another one after it.
inline void check_fault(const exchange& play, kind what, const fault& broken)
{
    const std::string name = name_of(broken);
    CAPTURE(play.tls);
    CAPTURE(play.name);
    CAPTURE(name_of(what));
    CAPTURE(name);

    dialogue server{{.play = play, .breaks = broken}};
    caller client{server, 0};
    std::optional<outcome> end;
    client.start(what, end);
    // What nobody ends goes on until it is cancelled.
    const bool is_endless = broken.how == way::stall || broken.how == way::unsolicited;
    if (is_endless)
    {
        client.run_to_the_fault(server, end);
        client.cancel();
    }
    client.finish();
    REQUIRE(end.has_value());
    REQUIRE(server.wait_for_fault());

    const auto seen = server.seen();
    const auto expected = expected_of(broken, play);
    CAPTURE(end->code);
    if (!is_among(end->code, expected.codes))
    {
        FAIL_CHECK("ended with ", end->code.message());
    }
    CHECK(end->attempts <= 1);
    CHECK(seen.connections == 1);

    // What the caller is told about what was done is true.
    CHECK(seen.requests.size() <= 1);
    if (!end->code)
    {
        CHECK(seen.requests.size() == 1);
        CHECK(end->status == (has_body(play) ? 200 : 204));
        CHECK_FALSE(end->maybe_executed);
    }
    else if (!seen.requests.empty())
    {
        CHECK(end->maybe_executed);
        CHECK(end->code == condition::maybe_executed);
    }
    if (end->maybe_executed)
    {
        CHECK(end->request_sent);
    }
    if (expected.request_sent)
    {
        CHECK(end->request_sent == *expected.request_sent);
    }

    // Nothing of it is left for the next call.
    server.release();
    const auto next = client.call(kind::deletion);
    CHECK(next.code == error_code{});
    CHECK(next.attempts == 1);
    CHECK(server.seen().requests.size() == seen.requests.size() + 1);
    const bool is_reused = server.seen().connections == 1;
    CHECK((!is_reused || (!end->code && !play.closes)));
}

}  // namespace truto::test
