#pragma once

#include <truto/error.hpp>
#include <truto/multipart.hpp>

#include <truto/detail/http/field_name.hpp>

#include <boost/system/system_error.hpp>

#include <random>

namespace truto
{

namespace detail
{

/// A name within quotes (RFC 7578, 2 and 5.1; WHATWG's form encoding).
inline void append_form_name(std::string& out, std::string_view name)
{
    for (const char c : name)
    {
        switch (c)
        {
        case '"':
            out.append("%22");
            break;
        case '\r':
            out.append("%0D");
            break;
        case '\n':
            out.append("%0A");
            break;
        default:
            out.push_back(c);
        }
    }
}

}  // namespace detail

// 160 random bits: no text that is sent holds them by chance, and nobody can know them beforehand.
TRUTO_DECL multipart::multipart() : boundary_("truto-")
{
    constexpr char digits[] = "0123456789abcdef";
    std::random_device random;
    for (int word = 0; word != 5; ++word)
    {
        for (auto bits = random() | 0x1'0000'0000; bits != 1; bits >>= 4)
        {
            boundary_.push_back(digits[bits & 15]);
        }
    }
}

TRUTO_DECL void multipart::begin_part(std::string_view name)
{
    parts_.append("--").append(boundary_).append("\r\nContent-Disposition: form-data; name=\"");
    detail::append_form_name(parts_, name);
    parts_.push_back('"');
}

TRUTO_DECL multipart& multipart::add(std::string_view name, std::string_view value)
{
    begin_part(name);
    parts_.append("\r\n\r\n").append(value).append("\r\n");
    return *this;
}

TRUTO_DECL multipart& multipart::add_file(std::string_view name, std::string_view file_name,
                                          std::string_view content_type, std::string_view bytes)
{
    if (content_type.empty() || !detail::http::is_field_value(content_type))
    {
        throw boost::system::system_error(errc::invalid_argument, "the content type of a file in a form");
    }
    begin_part(name);
    parts_.append("; filename=\"");
    detail::append_form_name(parts_, file_name);
    parts_.append("\"\r\nContent-Type: ").append(content_type).append("\r\n\r\n").append(bytes).append("\r\n");
    return *this;
}

TRUTO_DECL payload multipart::finish() const
{
    return {.content_type = "multipart/form-data; boundary=" + boundary_,
            .bytes = parts_ + "--" + boundary_ + "--\r\n"};
}

}  // namespace truto
