#pragma once

#include <cstdint>

namespace truto
{

/// What a client has done since it was made: `client::counters()`. `Number` counts.
template <class Number>
struct basic_counters
{
    Number calls{};     ///< Calls that began.
    Number attempts{};  ///< Requests that were sent, or tried to be.
    Number connections_opened{};
    Number connections_reused{};
    Number connections_failed{};  ///< That could not be opened.
    Number stale_connections{};   ///< Kept connections that were found dead before they were used.
    Number tls_resumptions{};     ///< Handshakes that resumed an earlier session.
    Number pool_waits{};          ///< Calls that waited for a connection.
    Number gate_waits{};          ///< Calls that waited for a rate limit.
    Number replays{};             ///< Requests sent again because a kept connection died under them.
    Number retries_rate_limited{};
    Number retries_status{};
    Number retries_connection{};  ///< After a connection broke or could not be had.
    Number retries_timeout{};     ///< After an attempt took too long.
    Number rate_limited{};        ///< Answers with status 429.
    Number bytes_sent{};          ///< Of requests, before TLS.
    Number bytes_received{};      ///< Of answers, after TLS, before decompression.
};

using counters = basic_counters<std::uint64_t>;

}  // namespace truto
