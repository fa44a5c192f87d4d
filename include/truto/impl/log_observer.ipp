#pragma once

#include <truto/log_observer.hpp>

#include <truto/detail/http/percent.hpp>

#include <array>
#include <chrono>
#include <iostream>
#include <utility>

namespace truto
{

namespace detail
{

inline std::string log_time(std::chrono::nanoseconds time)
{
    return std::to_string(std::chrono::floor<std::chrono::milliseconds>(time).count()) + " ms";
}

inline std::string log_connection(const connection_info& which)
{
    return "connection " + std::to_string(which.id) + " to " + std::string{which.peer};
}

inline void log_to_standard(log_level level, std::string_view line)
{
    // In one piece, so that what others write does not come between.
    std::clog << "[" + std::string{to_string(level)} + "] " + std::string{line} + "\n";
}

}  // namespace detail

TRUTO_DECL std::string_view to_string(log_level level) noexcept
{
    constexpr std::array<std::string_view, 4> names{"debug", "info", "warning", "error"};
    return names[static_cast<std::size_t>(level)];
}

TRUTO_DECL log_observer::log_observer(log_options options) : options_(std::move(options))
{
    if (!options_.sink)
    {
        options_.sink = detail::log_to_standard;
    }
}

template <class MakeLine>
void log_observer::write(log_level level, MakeLine&& make_line) noexcept
{
    if (level < options_.level)
    {
        return;
    }
    try
    {
        const std::string line = make_line();
        const std::lock_guard lock{mutex_};
        options_.sink(level, line);
    }
    catch (...)
    {
        // A call must not fail because nobody could write about it.
    }
}

TRUTO_DECL std::string log_observer::about(const call_info& call) const
{
    auto text = "call " + std::to_string(call.id) + " ";
    const bool is_described = call.operation.find(' ') == std::string_view::npos;  // else it is a method and a path
    if (is_described || !options_.show_ids)
    {
        text.append(is_described ? call.operation : call.method);
    }
    if (options_.show_ids)
    {
        text.append(is_described ? " " : "").append(call.method);
        text.append(" ").append(call.target.substr(0, call.target.find('?')));
        if (!call.account.empty())
        {
            text.append(" account ");
            detail::http::append_percent_encoded(text, call.account);  // it may be anything, a line break included
        }
    }
    return text + ": ";
}

TRUTO_DECL void log_observer::call_started(const call_info& call) noexcept
{
    write(log_level::debug, [&] { return about(call) + "started"; });
}

TRUTO_DECL void log_observer::wait_started(const call_info& call, const wait_info& wait) noexcept
{
    const bool is_bad = wait.reason == wait_reason::backoff && wait.retry != retry_reason::stale_connection;
    write(is_bad ? log_level::warning : log_level::info,
          [&]
          {
              const auto time = detail::log_time(wait.expected);
              switch (wait.reason)
              {
              case wait_reason::backoff:
                  return about(call) + "tries again in " + time + ": " + std::string{to_string(wait.retry)};
              case wait_reason::rate_gate:
                  return about(call) + "waits for the rate limit" + (wait.expected.count() > 0 ? ", " + time : "");
              default:
                  return about(call) + "waits for a connection";
              }
          });
}

TRUTO_DECL void log_observer::wait_finished(const call_info& call, const wait_info& wait,
                                            std::chrono::nanoseconds actual) noexcept
{
    write(log_level::debug, [&]
          { return about(call) + "waited " + detail::log_time(actual) + ": " + std::string{to_string(wait.reason)}; });
}

TRUTO_DECL void log_observer::attempt_started(const call_info& call, unsigned number) noexcept
{
    write(log_level::debug, [&] { return about(call) + "attempt " + std::to_string(number); });
}

TRUTO_DECL void log_observer::attempt_finished(const call_info& call, const attempt_info& attempt) noexcept
{
    const bool is_good = !attempt.error && attempt.status >= 200 && attempt.status <= 299;
    write(is_good ? log_level::debug : log_level::warning,
          [&]
          {
              const auto which = about(call) + "attempt " + std::to_string(attempt.number);
              const auto time = " in " + detail::log_time(attempt.elapsed);
              return attempt.error ? which + " failed" + time + ": " + attempt.error.message()
                                   : which + " got status " + std::to_string(attempt.status) + time;
          });
}

TRUTO_DECL void log_observer::call_finished(const call_info& call, const call_end_info& end) noexcept
{
    const bool is_bad = end.error && end.error != errc::cancelled;
    write(is_bad ? log_level::error : log_level::info,
          [&]
          {
              auto line = about(call) + (end.error ? "failed" : "succeeded") + " in " + detail::log_time(end.elapsed) +
                          ", of which it waited " + detail::log_time(end.waited) +
                          ", attempts: " + std::to_string(end.attempts);
              line += end.status != 0 ? ", status " + std::to_string(end.status) : "";
              return line + (end.error ? ": " + end.error.message() : "");
          });
}

TRUTO_DECL void log_observer::connection_opened(const connection_info& which) noexcept
{
    write(log_level::debug,
          [&]
          {
              return detail::log_connection(which) + " opened in " + detail::log_time(which.elapsed) +
                     (which.proxied ? ", through a proxy" : "") +
                     (which.resumed ? ", TLS resumed"
                      : which.tls   ? ", TLS"
                                    : "");
          });
}

TRUTO_DECL void log_observer::connection_reused(const connection_info& which) noexcept
{
    write(log_level::debug, [&] { return detail::log_connection(which) + " reused"; });
}

TRUTO_DECL void log_observer::connection_closed(const connection_info& which, close_reason why) noexcept
{
    write(log_level::debug, [&] { return detail::log_connection(which) + " closed: " + std::string{to_string(why)}; });
}

TRUTO_DECL void log_observer::connection_failed(const connection_info& which, error_code why) noexcept
{
    write(log_level::warning,
          [&]
          {
              return detail::log_connection(which) + " failed in " + detail::log_time(which.elapsed) + ": " +
                     why.message();
          });
}

}  // namespace truto
