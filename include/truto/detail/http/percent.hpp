#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

namespace truto::detail::http
{

/// Whether a character stands for itself in every part of a URI (RFC 3986, 2.3).
constexpr bool is_unreserved(char c) noexcept
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
           c == '_' || c == '~';
}

/// Appends `text` with everything but the unreserved characters of RFC 3986, 2.3 percent-encoded. Good for one segment
/// of a path and for a name or value of a query alike.
inline void append_percent_encoded(std::string& out, std::string_view text)
{
    constexpr char digits[] = "0123456789ABCDEF";
    while (!text.empty())
    {
        const auto plain =
            static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_unreserved) - text.begin());
        out.append(text.substr(0, plain));
        text.remove_prefix(plain);
        if (!text.empty())
        {
            const auto byte = static_cast<unsigned char>(text.front());
            out.append({'%', digits[byte >> 4], digits[byte & 15]});
            text.remove_prefix(1);
        }
    }
}

}  // namespace truto::detail::http
