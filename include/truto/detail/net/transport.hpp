#pragma once

#include <truto/error.hpp>
#include <truto/headers.hpp>
#include <truto/observer.hpp>

#include <truto/detail/net/fiber.hpp>
#include <truto/detail/net/task.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace truto::detail::net
{

struct answer;

/// Takes the body of a successful answer while it comes.
class body_sink
{
public:
    body_sink() = default;
    body_sink(const body_sink&) = delete;
    body_sink& operator=(const body_sink&) = delete;

    /// The head of the answer is here, and with it the end of all time limits but that on silence.
    virtual void begin(const answer& head) = 0;

    /// Waits until `bytes` are wanted and taken. The transport keeps what it has not handed over in `answer::body`.
    virtual task<error_code> take(fiber& who, std::string_view bytes) = 0;

protected:
    ~body_sink() = default;
};

/// How a request is sent and how much of the answer is taken.
struct exchange_rules
{
    fiber::time_point limit = fiber::never;       // the end of the attempt
    std::chrono::milliseconds connect_timeout{};  // until a new connection is open; zero: as long as the rest
    std::chrono::milliseconds silence{};          // the longest time without a byte of the answer; zero: no limit
    std::uint64_t body = 0;                       // the most bytes of the body
    std::uint32_t head = 0;                       // and of the head
    std::size_t fields = 0;                       // and header fields in it
    body_sink* sink = nullptr;                    // where the body of a successful answer goes, if not into the answer
    std::uint64_t sunk = 0;                       // the most bytes of it
    bool no_body = false;                         // the answer has none, whatever its head says: HEAD, CONNECT
    bool fresh = false;                           // on a connection that nobody used before
};

/// What came back for a request.
struct answer
{
    unsigned status = 0;
    truto::headers fields{};
    std::string body{};

    /// Whether any of the request may have gone out, and whether anything came back.
    bool request_sent = false;
    bool begun = false;

    /// Whether the connection had been used before, and whether it can take another request.
    bool reused_connection = false;
    bool reusable = false;

    std::uint64_t bytes_sent = 0;
    std::uint64_t bytes_received = 0;

    /// How long it took to get a connection that somebody else had.
    std::chrono::nanoseconds waited{};

    /// What is known about a failure besides its code.
    std::string problem{};
};

/// Carries requests to the server, each once. Any thread may use it.
class transport
{
public:
    transport() = default;
    virtual ~transport() = default;
    transport(const transport&) = delete;
    transport& operator=(const transport&) = delete;

    /// Sends `request` and reads the answer to it. Gives one of @ref errc, or none whatever the status is. `request`,
    /// `call` and `out` live until the task ends.
    virtual task<error_code> carry(fiber& who, const call_info& call, std::string_view request, exchange_rules rules,
                                   answer& out) = 0;

    /// The client is gone: keeps nothing from now on.
    virtual void close() = 0;
};

}  // namespace truto::detail::net
