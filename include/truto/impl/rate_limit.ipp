#pragma once

#include <truto/rate_limit.hpp>

#include <truto/detail/http/http_date.hpp>

#include <algorithm>
#include <charconv>
#include <limits>
#include <string_view>
#include <system_error>

namespace truto
{

namespace detail
{

/// The whole number that `text` begins with, and what follows it; nothing when there is none or it is negative.
inline std::optional<std::int64_t> leading_number(std::string_view text, std::string_view& rest)
{
    std::int64_t value = 0;
    const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (ec != std::errc{} || value < 0)
    {
        return std::nullopt;
    }
    rest = text.substr(static_cast<std::size_t>(end - text.data()));
    return value;
}

inline std::optional<std::int64_t> whole_number(std::string_view text)
{
    std::string_view rest;
    const auto value = leading_number(text, rest);
    return rest.empty() ? value : std::nullopt;
}

/// A number of seconds. Any number of digits will do: what is too large to count is the largest number there is.
inline std::optional<std::chrono::seconds> whole_seconds(std::string_view text)
{
    if (text.empty() || text.find_first_not_of("0123456789") != std::string_view::npos)
    {
        return std::nullopt;
    }
    return std::chrono::seconds{whole_number(text).value_or(std::numeric_limits<std::int64_t>::max())};
}

/// The time until the window ends, from a number that is this time itself or a time since 1970.
inline std::optional<std::chrono::seconds> time_until(std::string_view text, std::chrono::system_clock::time_point now)
{
    using namespace std::chrono;
    const auto number = whole_seconds(text);
    if (!number || number->count() <= 1'000'000'000)
    {
        return number;
    }
    // Rounded so that nobody comes too early. Both times are small enough for their difference.
    const bool is_fine = number->count() > 1'000'000'000'000;
    const auto end = is_fine ? ceil<seconds>(milliseconds{number->count()}) : *number;
    return std::max(end - floor<seconds>(now.time_since_epoch()), seconds::zero());
}

/// The time to wait, from a number of seconds or a date.
inline std::optional<std::chrono::seconds> wait_in(std::string_view text, std::chrono::system_clock::time_point now)
{
    using namespace std::chrono;
    const auto number = whole_seconds(text);
    const auto date = number ? std::nullopt : http::parse_http_date(text, now);
    return date ? std::optional{std::max<seconds>(*date - floor<seconds>(now), seconds::zero())} : number;
}

/// The value of the parameter `w`, as in `;w=10`.
inline std::optional<std::chrono::seconds> window_in(std::string_view parameters)
{
    for (auto at = parameters.find("w="); at != std::string_view::npos; at = parameters.find("w=", at + 1))
    {
        const auto before = parameters.substr(0, at);
        if (before.substr(0, before.find_last_not_of(' ') + 1).ends_with(';'))
        {
            std::string_view rest;
            const auto value = leading_number(parameters.substr(at + 2), rest);
            return value ? std::optional{std::chrono::seconds{*value}} : std::nullopt;
        }
    }
    return std::nullopt;
}

/// The window of the first of the limits in a list that is this one.
inline std::optional<std::chrono::seconds> window_of(std::int64_t limit, std::string_view list)
{
    while (!list.empty())
    {
        const auto item = list.substr(0, list.find(','));
        list.remove_prefix(std::min(item.size() + 1, list.size()));
        std::string_view parameters;
        const auto number = leading_number(item.substr(std::min(item.find_first_not_of(' '), item.size())), parameters);
        const auto window = number == limit ? window_in(parameters) : std::nullopt;
        if (window)
        {
            return window;
        }
    }
    return std::nullopt;
}

}  // namespace detail

TRUTO_DECL rate_limit rate_limit::from(const headers& fields, std::chrono::system_clock::time_point now)
{
    rate_limit result;
    std::string_view rest;
    result.limit = detail::leading_number(fields["ratelimit-limit"], rest);
    result.window = result.limit ? detail::window_of(*result.limit, fields["ratelimit-limit"]) : std::nullopt;
    result.remaining = detail::whole_number(fields["ratelimit-remaining"]);
    result.reset = detail::time_until(fields["ratelimit-reset"], now);
    result.retry_after = detail::wait_in(fields["Retry-After"], now);
    return result;
}

}  // namespace truto
