#pragma once

#include <truto/detail/http/content_coding.hpp>
#include <truto/detail/http/field_name.hpp>

#include <boost/beast/zlib/error.hpp>
#include <boost/beast/zlib/inflate_stream.hpp>
#include <boost/crc.hpp>
#include <boost/system/error_code.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace truto::detail::http
{

namespace zlib = boost::beast::zlib;

/// Inflates the DEFLATE data (RFC 1951) that `in` begins with to the end of `out`. What follows it begins at `end`, or one
/// byte before. Room is made for `guess` bytes at a time, or for as many as came already.
///
/// Beast's inflater looks some bits ahead, also behind the end of the data, and may keep a byte that it did not need. So
/// it gets some zeros after the last byte, and whoever has a check sum tries both places for it.
inline decoding inflate(std::string_view in, std::string& out, std::uint64_t limit, std::size_t& end, std::size_t guess)
{
    constexpr std::array<char, 8> zeros{};

    const auto begin = out.size();
    zlib::inflate_stream stream;
    zlib::z_params state;
    state.next_in = in.data();
    state.avail_in = in.size();
    bool padded = false;
    boost::system::error_code ec;
    while (ec != zlib::error::end_of_stream)
    {
        const auto filled = out.size();
        if (filled >= limit)
        {
            return decoding::too_large;
        }
        const auto room = std::min<std::uint64_t>(limit - filled, std::max({std::size_t{512}, guess, filled - begin}));
        out.resize(filled + static_cast<std::size_t>(room));
        state.next_out = out.data() + filled;
        state.avail_out = static_cast<std::size_t>(room);
        stream.write(state, zlib::Flush::sync, ec);
        out.resize(out.size() - state.avail_out);
        if (ec && ec != zlib::error::need_buffers && ec != zlib::error::end_of_stream)
        {
            return decoding::corrupt;
        }
        if (state.avail_in == 0 && state.avail_out != 0 && ec != zlib::error::end_of_stream)
        {
            if (padded)
            {
                return decoding::corrupt;
            }
            padded = true;
            state.next_in = zeros.data();
            state.avail_in = zeros.size();
        }
    }
    const auto offered = in.size() + (padded ? zeros.size() : 0);
    end = offered - state.avail_in;
    return end <= in.size() + 1 ? decoding::done : decoding::corrupt;
}

/// Bytes of a format, one after the other; zeros beyond its end, which `missing` then tells.
class byte_reader
{
public:
    explicit byte_reader(std::string_view bytes) : left(bytes) {}

    unsigned next()
    {
        if (left.empty())
        {
            missing = true;
            return 0;
        }
        const auto byte = static_cast<unsigned char>(left.front());
        left.remove_prefix(1);
        return byte;
    }
    std::uint32_t little_endian()
    {
        std::uint32_t value = 0;
        for (unsigned shift = 0; shift != 32; shift += 8)
        {
            value |= static_cast<std::uint32_t>(next()) << shift;
        }
        return value;
    }
    void skip(std::size_t count)
    {
        missing = missing || count > left.size();
        left.remove_prefix(std::min(count, left.size()));
    }
    void skip_text()
    {
        while (!missing && next() != 0)
        {
        }
    }

    std::string_view left;
    bool missing = false;
};

/// The head of a member of gzip (RFC 1952, 2.3). False when it is none.
inline bool skip_gzip_head(byte_reader& in)
{
    constexpr unsigned has_check = 2;
    constexpr unsigned has_extra = 4;
    constexpr unsigned has_name = 8;
    constexpr unsigned has_comment = 16;

    const bool is_gzip = in.next() == 0x1f && in.next() == 0x8b && in.next() == 8;
    const auto flags = in.next();
    in.skip(6);
    if ((flags & has_extra) != 0)
    {
        const auto low = in.next();
        in.skip(low | in.next() << 8);
    }
    if ((flags & has_name) != 0)
    {
        in.skip_text();
    }
    if ((flags & has_comment) != 0)
    {
        in.skip_text();
    }
    if ((flags & has_check) != 0)
    {
        in.skip(2);
    }
    return is_gzip && !in.missing;
}

/// Calls `matches` with what follows data that ended at `end`, or one byte before: see inflate(). `rest` gets what is left.
template <class Matches>
bool find_trailer(std::string_view data, std::size_t end, std::string_view& rest, Matches matches)
{
    for (std::size_t back = 0; back != 2 && back <= end; ++back)
    {
        if (end - back <= data.size())
        {
            byte_reader in{data.substr(end - back)};
            if (matches(in) && !in.missing)
            {
                rest = in.left;
                return true;
            }
        }
    }
    return false;
}

/// What DEFLATE makes of JSON is a quarter of it, as a rule.
inline std::size_t usual_size(std::string_view body) noexcept
{
    return std::max<std::size_t>(4096, 4 * body.size());
}

inline decoding gunzip(std::string_view body, std::string& out, std::uint64_t limit)
{
    auto guess = usual_size(body);
    do
    {
        byte_reader in{body};
        const auto begin = out.size();
        if (!skip_gzip_head(in))
        {
            return decoding::corrupt;
        }
        std::size_t end = 0;
        if (const auto how = inflate(in.left, out, limit, end, guess); how != decoding::done)
        {
            return how;
        }
        guess = 0;  // others are for what is left, which may be another of no bytes, and many of those
        boost::crc_32_type sum;
        sum.process_bytes(out.data() + begin, out.size() - begin);
        const auto size = static_cast<std::uint32_t>(out.size() - begin);
        const bool is_right = find_trailer(in.left, end, body,
                                           [&](byte_reader& trailer)
                                           {
                                               const auto right_sum = trailer.little_endian() == sum.checksum();
                                               return trailer.little_endian() == size && right_sum;
                                           });
        if (!is_right)
        {
            return decoding::corrupt;
        }
    } while (!body.empty());  // members may follow each other
    return decoding::done;
}

/// `deflate` means the format of zlib (RFC 1950), and some servers send the bare data of DEFLATE by that name.
inline decoding undeflate(std::string_view body, std::string& out, std::uint64_t limit)
{
    byte_reader in{body};
    const auto method = in.next();
    const auto flags = in.next();
    const bool is_zlib = !in.missing && (method & 15) == 8 && (method << 8 | flags) % 31 == 0 && (flags & 32) == 0;
    std::size_t end = 0;
    if (!is_zlib)
    {
        const auto how = inflate(body, out, limit, end, usual_size(body));
        return how == decoding::done && end > body.size() ? decoding::corrupt : how;
    }
    if (const auto how = inflate(in.left, out, limit, end, usual_size(body)); how != decoding::done)
    {
        return how;
    }
    std::uint32_t low = 1;  // Adler-32
    std::uint32_t high = 0;
    for (const char c : out)
    {
        low = (low + static_cast<unsigned char>(c)) % 65521;
        high = (high + low) % 65521;
    }
    const bool is_right = find_trailer(in.left, end, body,
                                       [&](byte_reader& trailer)
                                       {
                                           std::uint32_t sum = 0;
                                           for (int i = 0; i != 4; ++i)
                                           {
                                               sum = sum << 8 | trailer.next();
                                           }
                                           return sum == (high << 16 | low);
                                       });
    return is_right ? decoding::done : decoding::corrupt;
}

TRUTO_DECL decoding decode_content(std::string_view codings, std::string& body, std::uint64_t limit)
{
    // The last one was applied last.
    while (!codings.empty())
    {
        const auto comma = codings.rfind(',');
        auto coding = comma == std::string_view::npos ? codings : codings.substr(comma + 1);
        codings = comma == std::string_view::npos ? std::string_view{} : codings.substr(0, comma);
        while (!coding.empty() && (coding.front() == ' ' || coding.front() == '\t'))
        {
            coding.remove_prefix(1);
        }
        while (!coding.empty() && (coding.back() == ' ' || coding.back() == '\t'))
        {
            coding.remove_suffix(1);
        }
        if (coding.empty() || same_name(coding, "identity"))
        {
            continue;
        }
        const bool is_gzip = same_name(coding, "gzip") || same_name(coding, "x-gzip");
        if (!is_gzip && !same_name(coding, "deflate"))
        {
            return decoding::unknown;
        }
        if (body.empty())
        {
            continue;  // 204 and the like
        }
        std::string plain;
        if (const auto how = is_gzip ? gunzip(body, plain, limit) : undeflate(body, plain, limit);
            how != decoding::done)
        {
            return how;
        }
        body = std::move(plain);
    }
    return decoding::done;
}

}  // namespace truto::detail::http
