#pragma once

#include <truto/config.hpp>
#include <truto/observer.hpp>

#include <functional>
#include <mutex>
#include <string>
#include <string_view>

namespace truto
{

/// How much a line of a log matters.
enum class log_level : unsigned char
{
    debug,    ///< What goes as it should, step by step.
    info,     ///< Calls that ended well or were cancelled; waits for rate limits and connections.
    warning,  ///< Attempts that failed, and that there will be another one.
    error,    ///< Calls that failed.
};

/// The name of a level, as in `warning`.
std::string_view to_string(log_level level) noexcept;

/// How a log_observer is set up.
struct log_options
{
    /// Lines below this level are not made.
    log_level level = log_level::info;

    /// Whether lines tell whom a call is about: the request's path and the integrated account. The query, which may
    /// hold anything, is never told.
    bool show_ids = false;

    /// Takes each line, without an end of line. Called on the threads that do the work, one at a time: it must not
    /// block for long, nor use the client. What it throws is lost, together with the line. Empty: to `std::clog`, as
    /// `[warning] call 7 users.delete: …`.
    std::function<void(log_level, std::string_view)> sink{};
};

/// Writes a line about everything that calls do: `client_options::observer`.
///
/// @code
/// options.observer = std::make_shared<truto::log_observer>(truto::log_options{.level = truto::log_level::debug});
/// @endcode
///
/// Lines name the operation, or the method of one without a description, and not whom it is about, unless
/// `log_options::show_ids` is set. They never hold a token, the value of a header, a query or a body. The number of a
/// call, or of a connection, joins the lines that are about it.
///
/// Any thread may use it at any time, for any number of clients; their numbers don't tell which client it is.
class log_observer : public observer
{
public:
    explicit log_observer(log_options options = {});

    TRUTO_DECL void call_started(const call_info& call) noexcept override;
    TRUTO_DECL void wait_started(const call_info& call, const wait_info& wait) noexcept override;
    TRUTO_DECL void wait_finished(const call_info& call, const wait_info& wait,
                                  std::chrono::nanoseconds actual) noexcept override;
    TRUTO_DECL void attempt_started(const call_info& call, unsigned number) noexcept override;
    TRUTO_DECL void attempt_finished(const call_info& call, const attempt_info& attempt) noexcept override;
    TRUTO_DECL void call_finished(const call_info& call, const call_end_info& end) noexcept override;
    TRUTO_DECL void connection_opened(const connection_info& which) noexcept override;
    TRUTO_DECL void connection_reused(const connection_info& which) noexcept override;
    TRUTO_DECL void connection_closed(const connection_info& which, close_reason why) noexcept override;
    TRUTO_DECL void connection_failed(const connection_info& which, error_code why) noexcept override;

private:
    template <class MakeLine>
    void write(log_level level, MakeLine&& make_line) noexcept;

    std::string about(const call_info& call) const;

    log_options options_;
    std::mutex mutex_;  // for the sink
};

}  // namespace truto

#if defined(TRUTO_HEADER_ONLY)
#include <truto/impl/log_observer.ipp>
#endif
