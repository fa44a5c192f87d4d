#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace truto::testing
{

/// Where in the exchange of a request and its answer something happens.
enum class fault_point
{
    within_request,    ///< While the request comes in. It is not carried out, and not recorded.
    before_execution,  ///< After the whole request came, before anything was done.
    after_execution,   ///< After the request was carried out, before the first byte of the answer.
    within_answer      ///< After the request was carried out, and a part of the answer was sent, or all of it.
};

/// How a connection ends.
enum class fault_ending
{
    close,     ///< In good order, with TLS with a `close_notify`: as if nothing more were to come.
    truncate,  ///< With TLS without a `close_notify`, as an attacker could do it; else the same as `close`.
    reset,     ///< With RST, as when the process crashed.
    stall      ///< Not at all: it stays open, takes what is sent, and says nothing more.
};

/// A connection that breaks during a request. Made for designated initialisers, with ready-made ones:
///
/// @code
/// sim.drop_next(connection_fault::after_execution);
/// sim.drop_next({.at = fault_point::within_answer, .bytes = 17, .by = fault_ending::reset});
/// @endcode
struct connection_fault
{
    fault_point at = fault_point::before_execution;

    /// For `within_request`, as soon as so many bytes have come; for `within_answer`, after exactly so many bytes were
    /// sent. Head and body count, TLS does not. Not set: after the head of the request, or half of the answer. More
    /// than there are means the end of the request, before it is carried out, or the end of the answer.
    std::optional<std::size_t> bytes{};

    fault_ending by = fault_ending::close;

    /// After which time a stalled connection is closed. 0 means when the client gives up, or on
    /// `directory_simulator::close_connections`.
    std::chrono::milliseconds stall_time{0};

    static const connection_fault before_execution;  ///< Closed after the request came.
    static const connection_fault after_execution;   ///< Closed after the request was carried out.
    static const connection_fault mid_answer;        ///< Closed after half of the answer.
};

inline constexpr connection_fault connection_fault::before_execution{.at = fault_point::before_execution};
inline constexpr connection_fault connection_fault::after_execution{.at = fault_point::after_execution};
inline constexpr connection_fault connection_fault::mid_answer{.at = fault_point::within_answer};

/// What breaks by chance. Made for designated initialisers.
///
/// Each request meets at most one of the faults, so the chances, each from 0 to 1, must not be more than 1 in sum.
/// Requests are counted in the order in which their first bytes come, and what happens to the n-th depends on @ref seed
/// and n only, on every platform; a script (`directory_simulator::fail_next`, `drop_next`) takes precedence, but the
/// request counts.
struct random_faults
{
    std::uint64_t seed = 1;  ///< Which of all possible runs this is.

    double reset_before_reading = 0;    ///< The connection is reset as soon as the request begins to come.
    double reset_before_execution = 0;  ///< The connection is reset after the request came.
    double reset_after_execution = 0;   ///< The connection is reset before the first byte of the answer.

    /// The connection ends after half of the answer: as likely closed as truncated as reset.
    double half_answer = 0;

    /// There is no answer, and after @ref stall_time the connection is closed; carried out or not.
    double stall = 0;

    double rate_limited = 0;  ///< 429 in the API's words, with @ref retry_after; not carried out.
    double server_error = 0;  ///< 500 of the API; carried out or not.
    double bad_gateway = 0;   ///< 502 with a page in HTML; carried out or not.

    /// How likely it is, where it says *carried out or not*, that the request is carried out.
    double executed_anyway = 0.5;

    /// How long a stalled connection stays open. 0 means until the client gives up.
    std::chrono::milliseconds stall_time{200};

    /// What `Retry-After` says after @ref rate_limited.
    std::chrono::seconds retry_after{1};

    /// Every answer is held back for a random time up to this one, besides
    /// `directory_simulator_options::latency`.
    std::chrono::milliseconds jitter{0};
};

}  // namespace truto::testing
