#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdlib>
#include <string>
#include <string_view>
#include <unistd.h>
#include <utility>

namespace example
{

/// Takes one character off the front of UTF-8 text. A byte that begins none is one, with the value U+FFFD.
inline char32_t next_character(std::string_view& text)
{
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const int ones = std::countl_one(byte(0));  // none in ASCII, otherwise as many as there are bytes
    const std::size_t length = ones == 0 ? 1 : static_cast<std::size_t>(ones);
    char32_t value = length == 1 ? byte(0) : byte(0) & (0xffu >> (length + 1));
    bool is_good = ones != 1 && ones <= 4 && length <= text.size();
    for (std::size_t i = 1; is_good && i != length; ++i)
    {
        value = value << 6 | (byte(i) & 0x3fu);
        is_good = std::countl_one(byte(i)) == 1;
    }
    text.remove_prefix(is_good ? length : 1);
    return is_good ? value : U'\ufffd';
}

/// How many columns of a terminal a character takes, as far as names need it: none for marks that combine, two for
/// East Asian scripts and pictures.
inline std::size_t columns_of(char32_t character)
{
    using range = std::pair<char32_t, char32_t>;
    constexpr std::array<range, 5> combining{
        {{0x300, 0x36f}, {0x1ab0, 0x1aff}, {0x200b, 0x200f}, {0x20d0, 0x20ff}, {0xfe00, 0xfe0f}}};
    constexpr std::array<range, 8> wide{{{0x1100, 0x115f},
                                         {0x2e80, 0xa4cf},
                                         {0xac00, 0xd7a3},
                                         {0xf900, 0xfaff},
                                         {0xfe30, 0xfe6f},
                                         {0xff00, 0xff60},
                                         {0x1f300, 0x1faff},
                                         {0x20000, 0x3fffd}}};
    const auto holds = [=](const range& each) { return each.first <= character && character <= each.second; };
    if (std::any_of(combining.begin(), combining.end(), holds))
    {
        return 0;
    }
    return std::any_of(wide.begin(), wide.end(), holds) ? 2 : 1;
}

/// How many columns `text` takes.
inline std::size_t columns_of(std::string_view text)
{
    std::size_t columns = 0;
    while (!text.empty())
    {
        columns += columns_of(next_character(text));
    }
    return columns;
}

/// `text` on one line and without what a terminal would obey: names and messages come from elsewhere.
inline std::string printable(std::string_view text)
{
    std::string out;
    while (!text.empty())
    {
        const auto before = text;
        const auto character = next_character(text);
        const bool is_control = character < 0x20 || (character >= 0x7f && character < 0xa0);
        out += is_control || character == U'\ufffd' ? "?" : before.substr(0, before.size() - text.size());
    }
    return out;
}

/// `text` and spaces up to that many columns.
inline std::string padded(std::string text, std::size_t columns)
{
    text.append(columns - std::min(columns, columns_of(text)), ' ');
    return text;
}

/// `1 user`, `3 users`.
inline std::string counted(std::size_t number, std::string_view noun)
{
    return std::to_string(number).append(" ").append(noun).append(number == 1 ? "" : "s");
}

/// Whether to write in colour on standard output (no-color.org).
inline bool wants_colour()
{
    const char* no = std::getenv("NO_COLOR");
    return ::isatty(STDOUT_FILENO) == 1 && (no == nullptr || *no == '\0');
}

}  // namespace example
