#pragma once

// What servers make of a body when they compress it.

#include <boost/beast/zlib/deflate_stream.hpp>
#include <boost/crc.hpp>
#include <boost/system/error_code.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace truto::test
{

/// The bytes of a number, the lowest first.
inline std::string little_endian(std::uint32_t number)
{
    std::string bytes;
    for (int i = 0; i != 4; ++i)
    {
        bytes.push_back(static_cast<char>(static_cast<unsigned char>(number >> (8 * i))));
    }
    return bytes;
}

/// DEFLATE data (RFC 1951), without anything around it.
inline std::string deflated(std::string_view text)
{
    namespace zlib = boost::beast::zlib;
    zlib::deflate_stream stream;
    std::string out(stream.upper_bound(text.size()) + 16, '\0');
    zlib::z_params state;
    state.next_in = text.data();
    state.avail_in = text.size();
    state.next_out = out.data();
    state.avail_out = out.size();
    boost::system::error_code ec;
    stream.write(state, zlib::Flush::finish, ec);
    out.resize(state.total_out);
    return out;
}

/// The same in the format of zlib (RFC 1950), which HTTP calls `deflate`.
inline std::string zlib_of(std::string_view text)
{
    std::uint32_t low = 1;
    std::uint32_t high = 0;
    for (const char c : text)
    {
        low = (low + static_cast<unsigned char>(c)) % 65521;
        high = (high + low) % 65521;
    }
    auto sum = little_endian(high << 16 | low);
    sum = {sum.rbegin(), sum.rend()};
    return "\x78\x9c" + deflated(text) + sum;
}

/// One member of gzip (RFC 1952). `flags` and `extra` are what its head has beyond the least.
inline std::string gzip_of(std::string_view text, unsigned char flags = 0, std::string_view extra = "")
{
    boost::crc_32_type sum;
    sum.process_bytes(text.data(), text.size());
    std::string out{"\x1f\x8b\x08", 3};
    out.push_back(static_cast<char>(flags));
    out.append(6, '\0').append(extra);
    return out + deflated(text) + little_endian(sum.checksum()) +
           little_endian(static_cast<std::uint32_t>(text.size()));
}

}  // namespace truto::test
