#pragma once

#include <truto/config.hpp>
#include <truto/error.hpp>

#include <chrono>
#include <cstdint>
#include <string_view>

namespace truto
{

/// A call, as observers see it. The texts live as long as the call.
struct call_info
{
    /// A number that no other call of this client has.
    std::uint64_t id = 0;

    /// The operation, as in `users.delete`; of a request without a description the method and path, as in
    /// `GET /proxy/users/7`, which may hold ids.
    std::string_view operation{};

    /// The HTTP method.
    std::string_view method{};

    /// The path and query of the request. They hold ids, and whatever else the caller put in there.
    std::string_view target{};

    /// The connected account; empty when the token implies it.
    std::string_view account{};
};

/// Why a call, or one attempt of it, goes on later.
enum class wait_reason : unsigned char
{
    connection,  ///< All connections that the pool may have are in use.
    rate_gate,   ///< The rate limit of the account or the token is used up.
    backoff,     ///< Before another attempt.
};

/// Why an attempt is repeated.
enum class retry_reason : unsigned char
{
    none,              ///< It is not.
    rate_limited,      ///< 429.
    status,            ///< Another status that may pass: 408, 425, 5xx.
    connection_lost,   ///< The connection broke.
    connect_failed,    ///< There was no connection, or no address.
    attempt_timeout,   ///< The attempt took too long.
    stale_connection,  ///< A connection that was kept open turned out to be dead; a new one takes its place.
};

/// The name of a reason, as in `rate_gate`.
std::string_view to_string(wait_reason reason) noexcept;

/// The name of a reason, as in `connection_lost`.
std::string_view to_string(retry_reason reason) noexcept;

/// The end of an attempt.
struct attempt_info
{
    /// 1 for the first.
    unsigned number = 0;

    /// The status of the answer; 0 when none came.
    unsigned status = 0;

    /// What went wrong; none after an answer, whatever its status.
    error_code error{};

    /// Whether the connection had been used before.
    bool reused_connection = false;

    std::uint64_t bytes_sent = 0;
    std::uint64_t bytes_received = 0;
    std::chrono::nanoseconds elapsed{};
};

/// What a call waits for.
struct wait_info
{
    wait_reason reason = wait_reason::backoff;

    /// Why there will be another attempt, if that is what it waits for.
    retry_reason retry = retry_reason::none;

    /// How long, as far as it is known; zero when somebody else's end decides.
    std::chrono::nanoseconds expected{};
};

/// The end of a call.
struct call_end_info
{
    unsigned status = 0;
    error_code error{};
    unsigned attempts = 0;
    std::chrono::nanoseconds elapsed{};

    /// Of `elapsed`: how long it waited between attempts, in the rate gate and for a connection.
    std::chrono::nanoseconds waited{};
};

/// A connection, as observers see it.
struct connection_info
{
    /// A number that no other connection of this client has.
    std::uint64_t id = 0;

    /// The host and port that it leads to.
    std::string_view peer{};

    /// Whether it leads through a proxy.
    bool proxied = false;

    bool tls = false;

    /// Whether the TLS handshake resumed an earlier session.
    bool resumed = false;

    /// Name resolution, connect and handshake.
    std::chrono::nanoseconds elapsed{};
};

/// Why a connection is closed.
enum class close_reason : unsigned char
{
    failed,       ///< It broke, or the exchange on it did not come to its end.
    by_server,    ///< The server said that it would close it, or framed its answer by closing.
    stale,        ///< It was found closed, or something had come without having been asked for.
    idle,         ///< Nobody needed it for too long, or enough others were idle.
    client_gone,  ///< The client is gone.
};

/// The name of a reason, as in `by_server`.
std::string_view to_string(close_reason reason) noexcept;

/// Is told what the calls of a client do, as it happens: `client_options::observer`.
///
/// Derive from it and override what is of interest. The functions are called on the threads that do the work, several
/// at once for different calls, in order for one call; they must not block, and can't throw. Nothing in here holds a
/// token, a header or a body.
class observer
{
public:
    virtual ~observer() = default;

    virtual void call_started(const call_info&) noexcept {}

    /// The call waits before it goes on.
    virtual void wait_started(const call_info&, const wait_info&) noexcept {}

    /// The wait is over, or was given up; `actual` is how long it was.
    virtual void wait_finished(const call_info&, const wait_info&, std::chrono::nanoseconds actual) noexcept
    {
        static_cast<void>(actual);
    }

    /// The request is about to be sent for the `number`th time.
    virtual void attempt_started(const call_info&, unsigned number) noexcept { static_cast<void>(number); }
    virtual void attempt_finished(const call_info&, const attempt_info&) noexcept {}

    virtual void call_finished(const call_info&, const call_end_info&) noexcept {}

    virtual void connection_opened(const connection_info&) noexcept {}
    virtual void connection_reused(const connection_info&) noexcept {}
    virtual void connection_closed(const connection_info&, close_reason) noexcept {}

    /// No connection could be had; the info's `id` is the one that it would have got.
    virtual void connection_failed(const connection_info&, error_code) noexcept {}
};

}  // namespace truto

#if defined(TRUTO_HEADER_ONLY)
#include <truto/impl/observer.ipp>
#endif
