#pragma once

#include <truto/error.hpp>
#include <truto/observer.hpp>
#include <truto/retry_options.hpp>

#include <truto/detail/policy/backoff.hpp>

#include <chrono>
#include <cstdint>
#include <optional>

namespace truto::detail::policy
{

using truto::retry_reason;

/// What keeps a call from another attempt although there is a reason for one.
enum class retry_obstacle : unsigned char
{
    none,
    maybe_executed,  // the server may have acted, and would act again: not idempotent, and no Idempotency-Key
    no_retries,      // all retries were used
    asked_too_long,  // the server asks for a longer wait than is allowed
};

/// How one attempt ended.
struct attempt_end
{
    /// The attempt's error; `errc{}` on success. `errc::timeout` is the attempt's own: after the deadline of the call
    /// nobody asks.
    errc error{};

    /// The answer's status, also if the rest of the answer was lost; 0 if none came.
    unsigned status = 0;

    bool idempotent = false;         // GET, HEAD, PUT, DELETE, … (RFC 9110, 9.2.2)
    bool keyed = false;              // an Idempotency-Key was sent: the server acts once
    bool request_sent = false;       // a byte of the request may have left
    bool answer_begun = false;       // a byte of the answer came
    bool reused_connection = false;  // it had served a request before
    unsigned retries = 0;            // before this attempt; a replay is none
    bool replayed = false;           // a replay was made for this call

    /// What @ref asked_wait read in the answer.
    std::optional<std::chrono::milliseconds> asked{};
};

/// What follows an attempt.
struct retry_decision
{
    enum class action : unsigned char
    {
        stop,    // the call ends as the attempt did
        retry,   // another attempt, after the delay
        replay,  // the same once more, now and on a new connection; not counted as a retry
    };

    action what = action::stop;

    /// Also after a stop: what another attempt would have been for.
    retry_reason why = retry_reason::none;

    /// Only after a stop that has a reason: why there is no other attempt.
    retry_obstacle obstacle = retry_obstacle::none;

    /// Only before a retry.
    std::chrono::milliseconds delay{};

    friend bool operator==(const retry_decision&, const retry_decision&) = default;
};

/// What might mend by itself, and what a retry of it has to heed.
struct retry_cause
{
    retry_reason why = retry_reason::none;

    /// Whether the server did nothing for sure, so that a retry can't do it twice.
    bool is_harmless = false;
};

/// The cause for another attempt in an answer's status.
constexpr retry_cause cause_in_status(const retry_options& rules, unsigned status) noexcept
{
    switch (status)
    {
    case 429:
        // Refused before anything was done.
        return {retry_reason::rate_limited, true};
    case 408:
    case 425:
        return {retry_reason::status, false};
    case 503:
        return {rules.on_account_blocked ? retry_reason::status : retry_reason::none, false};
    default:
        return {status >= 500 && status <= 599 ? retry_reason::status : retry_reason::none, false};
    }
}

/// The cause for another attempt in the end of this one.
constexpr retry_cause cause_of_retry(const retry_options& rules, const attempt_end& end) noexcept
{
    switch (end.error)
    {
    case errc::resolve_failed:
    case errc::connect_failed:
        return {retry_reason::connect_failed, true};
    case errc::connection_lost:
    case errc::timeout:
        if (end.status == 429)
        {
            // The head says all that matters.
            return cause_in_status(rules, end.status);
        }
        return {end.error == errc::timeout ? retry_reason::attempt_timeout : retry_reason::connection_lost,
                !end.request_sent};
    case errc::invalid_argument:
    case errc::tls_failed:  // a certificate does not mend itself
    case errc::cancelled:
    case errc::protocol_error:
    case errc::body_too_large:
    case errc::body_not_decodable:
    case errc::proxy_refused:
        return {};
    default:
        return cause_in_status(rules, end.status);
    }
}

/// What follows an attempt that ended so. `random` is any number of its type.
///
/// A call is tried again if there is a cause that may go away by itself, if nothing can happen twice, and if retries are
/// left. Nothing can happen twice if the server did nothing for sure, if the operation is idempotent, or if the request
/// carries an Idempotency-Key.
///
/// The delay is what the server asked for, and not a moment less. When that is more than `max_asked_wait`, the call ends now:
/// to come earlier would only be refused again. The delay is not spread either: calls that wait for the same account are
/// let go one by one by the @ref rate_gate. If the server asks for nothing, or for no wait at all, it is a random one, see
/// @ref full_jitter.
constexpr retry_decision decide(const retry_options& rules, const attempt_end& end, std::uint64_t random) noexcept
{
    using action = retry_decision::action;

    const auto cause = cause_of_retry(rules, end);
    if (cause.why == retry_reason::none)
    {
        return {};
    }
    if (!cause.is_harmless && !end.idempotent && !end.keyed)
    {
        return {action::stop, cause.why, retry_obstacle::maybe_executed};
    }
    if (cause.why == retry_reason::connection_lost && end.reused_connection && !end.answer_begun && !end.replayed)
    {
        // The server closed it while it was idle, most likely: that says nothing about the server.
        return {action::replay, retry_reason::stale_connection};
    }
    if (end.retries >= rules.retries)
    {
        return {action::stop, cause.why, retry_obstacle::no_retries};
    }
    const auto asked = end.asked.value_or(std::chrono::milliseconds::zero());
    if (asked > rules.max_asked_wait)
    {
        return {action::stop, cause.why, retry_obstacle::asked_too_long};
    }
    const bool is_told = asked > std::chrono::milliseconds::zero();
    return {action::retry, cause.why, retry_obstacle::none,
            is_told ? asked : full_jitter({rules.first_backoff, rules.max_backoff}, end.retries, random)};
}

}  // namespace truto::detail::policy
