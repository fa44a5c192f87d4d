#pragma once

#include <truto/headers.hpp>
#include <truto/testing/directory_simulator_options.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <string>

namespace truto::testing::detail
{

/// A time as HTTP writes it (RFC 9110, 5.6.7), rounded up to the second.
inline std::string to_http_date(std::chrono::system_clock::time_point time)
{
    constexpr std::array<const char*, 7> days = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array<const char*, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                    "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

    const auto second = std::chrono::ceil<std::chrono::seconds>(time);
    const auto day = std::chrono::floor<std::chrono::days>(second);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss clock{second - day};

    std::array<char, 64> text{};
    const int length = std::snprintf(text.data(), text.size(), "%s, %02u %s %04d %02d:%02d:%02d GMT",
                                     days[std::chrono::weekday{day}.c_encoding()], static_cast<unsigned>(date.day()),
                                     months[static_cast<unsigned>(date.month()) - 1], static_cast<int>(date.year()),
                                     static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                                     static_cast<int>(clock.seconds().count()));
    return {text.data(), static_cast<std::size_t>(length)};
}

/// Counts requests in fixed windows. The time is an argument.
class request_window
{
public:
    using time_point = std::chrono::steady_clock::time_point;

    explicit request_window(const request_limit& limit) : limit_(limit) {}

    /// What became of a request.
    struct outcome
    {
        bool is_refused = false;
        std::size_t left = 0;                        // requests in this window
        std::chrono::steady_clock::duration rest{};  // of this window
    };

    bool is_limited() const noexcept { return limit_.requests != 0; }

    /// Counts a request, or refuses it.
    outcome take(time_point now)
    {
        if (now >= end_)
        {
            end_ = now + limit_.window;
            used_ = 0;
        }
        const bool is_refused = used_ == limit_.requests;
        used_ += is_refused ? 0 : 1;
        refusals_ += is_refused ? 1 : 0;
        return {is_refused, limit_.requests - used_, end_ - now};
    }

    /// How many requests were refused.
    std::size_t refusals() const noexcept { return refusals_; }

    /// The header fields that tell about it, for an answer that is sent at `date`.
    truto::headers fields(const outcome& made, std::chrono::system_clock::time_point date) const
    {
        using std::chrono::seconds;

        truto::headers fields;
        const std::string reset = std::to_string(std::chrono::ceil<seconds>(made.rest).count());
        if (limit_.is_told)
        {
            const std::string width = std::to_string(std::chrono::ceil<seconds>(limit_.window).count());
            fields.add("ratelimit-limit", std::to_string(limit_.requests) + ";w=" + width);
            fields.add("ratelimit-remaining", std::to_string(made.left));
            fields.add("ratelimit-reset", reset);
        }
        if (made.is_refused && limit_.retry_after == retry_after_form::seconds)
        {
            fields.add("Retry-After", reset);
        }
        if (made.is_refused && limit_.retry_after == retry_after_form::http_date)
        {
            const auto rest = std::chrono::ceil<std::chrono::system_clock::duration>(made.rest);
            fields.add("Retry-After", to_http_date(date + rest));
        }
        return fields;
    }

private:
    request_limit limit_;
    time_point end_{};
    std::size_t used_ = 0;
    std::size_t refusals_ = 0;
};

}  // namespace truto::testing::detail
