#pragma once

#include <truto/detail/json/scalar.hpp>

#include <charconv>
#include <cmath>
#include <limits>
#include <system_error>

#if !defined(__cpp_lib_to_chars)
#include <locale>
#include <sstream>
#include <string>
#endif

namespace truto::detail::json
{

/// Up to here a double holds every integer.
inline constexpr std::int64_t exact_integers = std::int64_t{1} << 53;

/// Puts an integer into a double; false when that would change it.
inline bool put_exactly(std::int64_t value, double& out)
{
    if (value < -exact_integers || value > exact_integers)
    {
        return false;
    }
    out = static_cast<double>(value);
    return true;
}

TRUTO_DECL bool read_double(std::string_view text, double& out)
{
    double value = 0;
#if defined(__cpp_lib_to_chars)
    const auto* const last = text.data() + text.size();
    const auto [end, ec] = std::from_chars(text.data(), last, value);
    const bool is_whole = ec == std::errc{} && end == last;
#else
    // libc++ has std::from_chars for integers only; a stream takes hexadecimal digits too.
    if (text.find_first_not_of("0123456789+-.eE") != std::string_view::npos)
    {
        return false;
    }
    std::istringstream in{std::string{text}};
    in.imbue(std::locale::classic());
    const bool is_whole = in >> value && in.peek() == std::istringstream::traits_type::eof();
#endif
    if (is_whole)
    {
        out = value;
    }
    return is_whole;
}

/// Whether `text` begins and ends as a number of JSON does: "007", ".5" and "5." are something else.
inline bool spells_number(std::string_view text) noexcept
{
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    const auto number = text.substr(text.starts_with('-') ? 1 : 0);
    return !number.empty() && is_digit(number.front()) && is_digit(number.back()) &&
           !(number.size() > 1 && number[0] == '0' && is_digit(number[1]));
}

TRUTO_DECL assigned met_scalar::to_view(std::string_view& out) const
{
    switch (what)
    {
    case kind::text:
        out = text;
        return assigned::as_is;
    case kind::integer:
    case kind::unsigned_integer:
    case kind::real:
        out = text;
        return assigned::converted;
    case kind::boolean:
        out = boolean ? "true" : "false";
        return assigned::converted;
    case kind::null:
        break;
    }
    return assigned::no;
}

TRUTO_DECL assigned assign_spelling(const open_parts& to, const met_scalar& met)
{
    std::string_view view;
    const auto result = met.to_view(view);
    to.value.assign(view, to.names, to.size);
    return result;
}

TRUTO_DECL assigned met_scalar::to_bool(bool& out) const
{
    if (what == kind::boolean)
    {
        out = boolean;
        return assigned::as_is;
    }
    if (what == kind::text && (text == "true" || text == "false"))
    {
        out = text == "true";
        return assigned::converted;
    }
    return assigned::no;
}

TRUTO_DECL assigned met_scalar::to_integer(std::int64_t& out) const
{
    switch (what)
    {
    case kind::integer:
        out = integer;
        return assigned::as_is;
    case kind::unsigned_integer:
        if (unsigned_integer > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
        {
            return assigned::no;
        }
        out = static_cast<std::int64_t>(unsigned_integer);
        return assigned::as_is;
    case kind::real:
        // At the limit itself it may have been spelled with the next integer. Not a number is not below it, either.
        if (!(std::abs(real) < static_cast<double>(exact_integers)) || real != std::trunc(real))
        {
            return assigned::no;
        }
        out = static_cast<std::int64_t>(real);
        return assigned::converted;
    case kind::text:
    {
        std::int64_t value = 0;
        const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), value);
        // "007" or "+7" would not be written back as they came.
        if (ec != std::errc{} || end != text.data() + text.size() || std::to_string(value) != text)
        {
            return assigned::no;
        }
        out = value;
        return assigned::converted;
    }
    case kind::boolean:
    case kind::null:
        break;
    }
    return assigned::no;
}

TRUTO_DECL assigned met_scalar::to_real(double& out) const
{
    switch (what)
    {
    case kind::real:
        out = real;
        return std::isfinite(real) ? assigned::as_is : assigned::no;
    case kind::integer:
        return put_exactly(integer, out) ? assigned::as_is : assigned::no;
    case kind::unsigned_integer:
        return assigned::no;  // the parser uses it above 2^63 only
    case kind::text:
    {
        if (!spells_number(text))
        {
            return assigned::no;
        }
        const auto* const last = text.data() + text.size();
        std::int64_t whole = 0;
        if (const auto [end, ec] = std::from_chars(text.data(), last, whole); end == last)
        {
            return ec == std::errc{} && put_exactly(whole, out) ? assigned::converted : assigned::no;
        }
        return read_double(text, out) && std::isfinite(out) ? assigned::converted : assigned::no;
    }
    case kind::boolean:
    case kind::null:
        break;
    }
    return assigned::no;
}

}  // namespace truto::detail::json
