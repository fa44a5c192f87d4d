#pragma once

#include <truto/headers.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace truto::testing
{

/// What goes wrong with an attempt that meets a fake_transport.
///
/// Named after what happens to the connection; what the call makes of it, it decides as in real life. With the first
/// four nothing has left the client; with the others the server may have carried the request out.
enum class fault : unsigned char
{
    dns_failure,          ///< The host name has no address: `errc::resolve_failed`.
    refuse_connection,    ///< Nobody listens there: `errc::connect_failed`.
    tls_failure,          ///< The certificate is not accepted: `errc::tls_failed`.
    reset_before_send,    ///< The new connection breaks before a byte of the request left: `errc::connection_lost`.
    stale_connection,     ///< A connection that was kept open is dead: `errc::connection_lost`, and a replay.
    reset_before_answer,  ///< The request was sent, and no byte of an answer comes: `errc::connection_lost`.
    reset_mid_answer,     ///< The answer begins with status 200 and breaks off: `errc::connection_lost`.
    stall,                ///< The request was sent, and nothing comes any more: `errc::timeout`, when time is up.
    garbage,              ///< What comes is not HTTP: `errc::protocol_error`.
};

/// The name of a fault, as in `reset_before_answer`.
constexpr std::string_view to_string(fault what) noexcept
{
    constexpr std::string_view names[] = {
        "dns_failure",      "refuse_connection",   "tls_failure",      "reset_before_send",
        "stale_connection", "reset_before_answer", "reset_mid_answer", "stall",
        "garbage"};
    return names[static_cast<unsigned>(what)];
}

/// One attempt of a call, as a fake_transport saw it.
struct sent_request
{
    std::uint64_t call = 0;   ///< Which call of its client it belongs to, from 1; attempts of one call share it.
    std::string operation{};  ///< The operation: `users.delete`.
    std::string account{};    ///< The integrated account; empty when the token implies it.

    std::string method{};  ///< `POST`, `DELETE`, …
    std::string target{};  ///< Path and query, as they were sent.
    std::string path{};    ///< The path, as it was sent: percent-encoded.

    /// The query's names and values in order, decoded.
    std::vector<std::pair<std::string, std::string>> query{};

    /// The header fields in order. `Authorization` is left out: its value is a secret.
    truto::headers headers{};

    std::string body{};

    /// When, on the fake clock: as `fake_transport::now` at that moment.
    std::chrono::nanoseconds at{};

    /// Whether any of it left the client, so that a server could have carried it out. See @ref fault.
    bool sent = true;
};

/// How a fake_transport is set up. Made for designated initialisers: `fake_transport network{{.seed = 7}}`.
struct fake_transport_options
{
    /// Whether time passes on `fake_transport::advance` only, instead of whenever all calls wait for it.
    bool manual_clock = false;

    /// Which of all possible runs this is: jitter and idempotency keys are the same again for the same seed.
    std::uint64_t seed = 1;
};

}  // namespace truto::testing
