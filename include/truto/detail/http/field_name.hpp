#pragma once

#include <algorithm>
#include <string_view>

namespace truto::detail::http
{

/// An ASCII letter in lower case, anything else as it is.
constexpr char to_lower(char c) noexcept
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// Whether two header names are the same (RFC 9110, 5.1).
constexpr bool same_name(std::string_view a, std::string_view b) noexcept
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](char x, char y) { return to_lower(x) == to_lower(y); });
}

/// Whether `name` may be the name of a header (a token of RFC 9110, 5.6.2).
constexpr bool is_field_name(std::string_view name) noexcept
{
    constexpr std::string_view others = "!#$%&'*+-.^_`|~";
    for (const char c : name)
    {
        const bool is_alphanumeric = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
        if (!is_alphanumeric && others.find(c) == std::string_view::npos)
        {
            return false;
        }
    }
    return !name.empty();
}

/// Whether `value` may be the value of a header: no CR, LF or NUL, which would end it (RFC 9110, 5.5).
constexpr bool is_field_value(std::string_view value) noexcept
{
    return value.find_first_of(std::string_view{"\r\n\0", 3}) == std::string_view::npos;
}

}  // namespace truto::detail::http
