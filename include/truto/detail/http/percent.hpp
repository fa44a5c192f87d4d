#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace truto::detail::http
{

/// By character: whether it stands for itself in every part of a URI (RFC 3986, 2.3).
inline constexpr auto unreserved = []
{
    std::array<bool, 256> result{};
    for (const char c : std::string_view{"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"})
    {
        result[static_cast<unsigned char>(c)] = true;
    }
    return result;
}();

/// Appends `text` with everything but the unreserved characters of RFC 3986, 2.3 percent-encoded. Good for one segment
/// of a path and for a name or value of a query alike.
inline void append_percent_encoded(std::string& out, std::string_view text)
{
    constexpr char digits[] = "0123456789ABCDEF";
    while (!text.empty())
    {
        const auto reserved =
            std::find_if(text.begin(), text.end(), [](char c) { return !unreserved[static_cast<unsigned char>(c)]; });
        const auto plain = static_cast<std::size_t>(reserved - text.begin());
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
