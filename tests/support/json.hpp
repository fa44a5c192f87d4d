#pragma once

// Comparing and showing JSON in tests.

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

namespace truto::test
{

/// The value that a test writes as text.
inline boost::json::value json(std::string_view text)
{
    boost::json::parse_options how;
    how.max_depth = 1000;
    return boost::json::parse({text.data(), text.size()}, {}, how);
}

/// Compact JSON. Members stand in the order in which the object holds them.
inline std::string text_of(const boost::json::value& value)
{
    return boost::json::serialize(value);
}

/// Whether two numbers are exactly equal, be they written with a fraction or not: 2 and 2.0 are, 2^53 + 1 and the
/// nearest double are not.
inline bool same_number(const boost::json::value& a, const boost::json::value& b)
{
    if (a.is_double() && b.is_double())
    {
        return a.get_double() == b.get_double();
    }
    if (a.is_double() || b.is_double())
    {
        const double real = a.is_double() ? a.get_double() : b.get_double();
        const auto& whole = a.is_double() ? b : a;
        constexpr double two_to_63 = 9223372036854775808.0;
        if (whole.is_uint64())
        {
            return real >= 0 && real < 2 * two_to_63 && static_cast<std::uint64_t>(real) == whole.get_uint64() &&
                   static_cast<double>(whole.get_uint64()) == real;
        }
        return real >= -two_to_63 && real < two_to_63 && static_cast<std::int64_t>(real) == whole.get_int64() &&
               static_cast<double>(whole.get_int64()) == real;
    }
    return a == b;
}

/// Whether two values mean the same: members in any order, numbers by their value.
inline bool same_json(const boost::json::value& a, const boost::json::value& b)
{
    if (a.is_number() && b.is_number())
    {
        return same_number(a, b);
    }
    if (const auto *left = a.if_array(), *right = b.if_array(); left != nullptr && right != nullptr)
    {
        return std::equal(left->begin(), left->end(), right->begin(), right->end(), same_json);
    }
    if (const auto *left = a.if_object(), *right = b.if_object(); left != nullptr && right != nullptr)
    {
        return left->size() == right->size() && std::all_of(left->begin(), left->end(),
                                                            [&](const auto& each)
                                                            {
                                                                const auto* other = right->if_contains(each.key());
                                                                return other != nullptr &&
                                                                       same_json(each.value(), *other);
                                                            });
    }
    return a == b;
}

}  // namespace truto::test
