#pragma once

#include <truto/rate_limit.hpp>

#include <charconv>
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

inline std::optional<std::chrono::seconds> whole_seconds(std::string_view text)
{
    const auto value = whole_number(text);
    return value ? std::optional{std::chrono::seconds{*value}} : std::nullopt;
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

}  // namespace detail

TRUTO_DECL rate_limit rate_limit::from(const headers& fields)
{
    rate_limit result;
    std::string_view rest;
    result.limit = detail::leading_number(fields["ratelimit-limit"], rest);
    result.window = detail::window_in(rest);
    result.remaining = detail::whole_number(fields["ratelimit-remaining"]);
    result.reset = detail::whole_seconds(fields["ratelimit-reset"]);
    result.retry_after = detail::whole_seconds(fields["Retry-After"]);
    return result;
}

}  // namespace truto
