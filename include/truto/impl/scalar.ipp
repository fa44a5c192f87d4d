#pragma once

#include <truto/detail/json/scalar.hpp>

#include <charconv>
#include <cmath>
#include <limits>
#include <system_error>

namespace truto::detail::json
{

/// Up to here a double holds every integer.
inline constexpr double exact_integers = 9007199254740992.0;

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
        if (std::abs(real) > exact_integers || real != std::trunc(real))
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
        return assigned::as_is;
    case kind::integer:
        out = static_cast<double>(integer);
        return std::abs(out) <= exact_integers ? assigned::as_is : assigned::no;
    case kind::unsigned_integer:
        return assigned::no;  // the parser uses it above 2^63 only
    case kind::text:
    {
        double value = 0;
        const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (text.empty() || ec != std::errc{} || end != text.data() + text.size() || !std::isfinite(value))
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

}  // namespace truto::detail::json
