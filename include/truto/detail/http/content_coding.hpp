#pragma once

#include <truto/config.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace truto::detail::http
{

/// What became of a body.
enum class decoding : unsigned char
{
    done,       ///< It is plain now.
    unknown,    ///< There is a coding that this library does not know. The body is as it was before that coding.
    corrupt,    ///< It is not what its head says. The body is as it came.
    too_large,  ///< It would have become larger than allowed.
};

/// Undoes the content codings `gzip` and `deflate` (RFC 9110, 8.4.1) as `Content-Encoding` lists them. `body` gets no
/// longer than `limit`, however little there is of it before.
decoding decode_content(std::string_view codings, std::string& body, std::uint64_t limit);

}  // namespace truto::detail::http

#if defined(TRUTO_HEADER_ONLY)
#include <truto/impl/content_coding.ipp>
#endif
