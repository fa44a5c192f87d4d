#pragma once

#include <chrono>

namespace truto
{

/// When and how often a request is sent again after it failed.
///
/// Only what can't do harm is repeated: a request that was refused for its rate (429) or never left, and otherwise one
/// that is idempotent (GET, HEAD, PUT and DELETE are, RFC 9110, 9.2.2, unless its description says otherwise) or that
/// carries an `Idempotency-Key`. Besides 429 these are answers with 408, 425, 500, 502, 504 and other 5xx, connections
/// that could not be had or broke, and attempts that took too long.
struct retry_options
{
    /// How often at most, after the first attempt. Zero: never. One thing is no retry, and happens with zero too: a
    /// request that can't do harm twice, and met a kept connection which the server had closed, goes out once more at
    /// once, on a new one.
    unsigned retries = 3;

    /// Where the server does not say when to come back, the wait before the nth retry is a random time up to
    /// `first_backoff`·2ⁿ⁻¹ and at most `max_backoff`.
    std::chrono::milliseconds first_backoff{500};
    std::chrono::milliseconds max_backoff{8000};

    /// The longest wait that the server may ask for with `Retry-After` or `ratelimit-reset`. When it asks for more, the
    /// call fails at once with the answer.
    std::chrono::milliseconds max_asked_wait = std::chrono::seconds{120};

    /// Whether 503 is repeated too. The API uses it for accounts that are blocked, which waiting does not mend.
    bool on_account_blocked = false;

    friend bool operator==(const retry_options&, const retry_options&) = default;
};

}  // namespace truto
