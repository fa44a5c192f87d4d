#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string_view>

namespace truto::detail::http
{

/// Takes a date of HTTP apart from the front. Each step says whether what it takes was there.
class date_reader
{
public:
    constexpr explicit date_reader(std::string_view text) noexcept : rest_(text) {}

    constexpr bool at_end() const noexcept { return rest_.empty(); }

    constexpr bool take(std::string_view literal) noexcept
    {
        const bool found = rest_.starts_with(literal);
        rest_.remove_prefix(found ? literal.size() : 0);
        return found;
    }

    /// Exactly `count` digits.
    constexpr bool take_number(std::size_t count, unsigned& out) noexcept
    {
        out = 0;
        for (std::size_t i = 0; i != count; ++i)
        {
            if (i == rest_.size() || rest_[i] < '0' || rest_[i] > '9')
            {
                return false;
            }
            out = out * 10 + static_cast<unsigned>(rest_[i] - '0');
        }
        rest_.remove_prefix(count);
        return true;
    }

    /// One of `names`; `out` is its place among them.
    template <std::size_t Size>
    constexpr bool take_name(const std::string_view (&names)[Size], unsigned& out) noexcept
    {
        for (out = 0; out != Size; ++out)
        {
            if (take(names[out]))
            {
                return true;
            }
        }
        return false;
    }

    /// `hour:minute:second`. 23:59:60 is the only leap second (RFC 9110, 5.6.7).
    constexpr bool take_clock(std::chrono::seconds& out) noexcept
    {
        unsigned hour = 0;
        unsigned minute = 0;
        unsigned second = 0;
        const bool read = take_number(2, hour) && take(":") && take_number(2, minute) && take(":") &&
                          take_number(2, second) && hour < 24 && minute < 60 &&
                          (second < 60 || (hour == 23 && minute == 59 && second == 60));
        out = std::chrono::hours{hour} + std::chrono::minutes{minute} + std::chrono::seconds{second};
        return read;
    }

private:
    std::string_view rest_;
};

/// The latest date that ends in these two digits of a year and is not more than 50 years after `now` (RFC 9110, 5.6.7).
/// Nothing if there is no such date in the centuries around `now`.
constexpr std::optional<std::chrono::sys_seconds> date_of_short_year(unsigned two_digits, std::chrono::month month,
                                                                     std::chrono::day day, std::chrono::seconds clock,
                                                                     std::chrono::system_clock::time_point now) noexcept
{
    using namespace std::chrono;
    // In seconds: half a century later may be beyond the end of the system's clock.
    const auto second_now = floor<seconds>(now);
    const auto today = floor<days>(second_now);
    const year_month_day date_now{today};
    const sys_seconds latest =
        sys_days{(date_now.year() + years{50}) / date_now.month() / date_now.day()} + (second_now - today);

    const int century = static_cast<int>(date_now.year()) / 100;
    for (const int each : {century + 1, century, century - 1})
    {
        const auto date = year{each * 100 + static_cast<int>(two_digits)} / month / day;
        if (date.ok() && sys_days{date} + clock <= latest)
        {
            return sys_days{date} + clock;
        }
    }
    return std::nullopt;
}

/// Reads a date in one of the three forms of RFC 9110, 5.6.7; nothing if it is in none of them, or not in the calendar.
///
/// - IMF-fixdate: `Sun, 06 Nov 1994 08:49:37 GMT`
/// - RFC 850: `Sunday, 06-Nov-94 08:49:37 GMT`. The century is the one that `now` suggests, see @ref date_of_short_year.
/// - asctime: `Sun Nov  6 08:49:37 1994`
///
/// Names and `GMT` have the case shown, as the grammar demands. The day's name has to be one, but need not be that of
/// the date: the date is clear without it. A leap second is the second after it. The result counts in seconds, because
/// the year 9999 does not fit into a `std::chrono::system_clock::time_point`.
constexpr std::optional<std::chrono::sys_seconds> parse_http_date(std::string_view text,
                                                                  std::chrono::system_clock::time_point now) noexcept
{
    constexpr std::string_view long_days[] = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                              "Thursday", "Friday", "Saturday"};
    constexpr std::string_view short_days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::string_view months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                           "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

    unsigned weekday = 0;
    unsigned day = 0;
    unsigned month = 0;
    unsigned year = 0;
    std::chrono::seconds clock{};

    const auto full_date = [&]() -> std::optional<std::chrono::sys_seconds>
    {
        const auto date =
            std::chrono::year{static_cast<int>(year)} / std::chrono::month{month + 1} / std::chrono::day{day};
        return date.ok() ? std::optional{std::chrono::sys_days{date} + clock} : std::nullopt;
    };

    date_reader in{text};
    if (in.take_name(long_days, weekday) && in.take(", "))
    {
        const bool read = in.take_number(2, day) && in.take("-") && in.take_name(months, month) && in.take("-") &&
                          in.take_number(2, year) && in.take(" ") && in.take_clock(clock) && in.take(" GMT");
        return read && in.at_end()
                   ? date_of_short_year(year, std::chrono::month{month + 1}, std::chrono::day{day}, clock, now)
                   : std::nullopt;
    }

    in = date_reader{text};
    if (!in.take_name(short_days, weekday))
    {
        return std::nullopt;
    }
    if (in.take(", "))
    {
        const bool read = in.take_number(2, day) && in.take(" ") && in.take_name(months, month) && in.take(" ") &&
                          in.take_number(4, year) && in.take(" ") && in.take_clock(clock) && in.take(" GMT");
        return read && in.at_end() ? full_date() : std::nullopt;
    }
    const bool read = in.take(" ") && in.take_name(months, month) && in.take(" ") &&
                      (in.take(" ") ? in.take_number(1, day) : in.take_number(2, day)) && in.take(" ") &&
                      in.take_clock(clock) && in.take(" ") && in.take_number(4, year);
    return read && in.at_end() ? full_date() : std::nullopt;
}

}  // namespace truto::detail::http
