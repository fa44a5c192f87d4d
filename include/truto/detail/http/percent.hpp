#pragma once

#include <string>
#include <string_view>

namespace truto::detail::http
{

/// Appends `text` with everything but the unreserved characters of RFC 3986, 2.3 percent-encoded. Good for one segment
/// of a path and for a name or value of a query alike.
inline void append_percent_encoded(std::string& out, std::string_view text)
{
    constexpr char digits[] = "0123456789ABCDEF";
    for (const char c : text)
    {
        const auto byte = static_cast<unsigned char>(c);
        const bool unreserved = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                                c == '-' || c == '.' || c == '_' || c == '~';
        if (unreserved)
        {
            out.push_back(c);
        }
        else
        {
            out.push_back('%');
            out.push_back(digits[byte >> 4]);
            out.push_back(digits[byte & 15]);
        }
    }
}

}  // namespace truto::detail::http
