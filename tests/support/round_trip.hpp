#pragma once

// Reading JSON into a struct and writing it again, for the examples of the API's description and for unit tests.

#include <truto/json.hpp>

#include <truto/detail/json/record.hpp>

#include <boost/json/value.hpp>

#include <cstddef>
#include <doctest/doctest.h>
#include <string_view>
#include <utility>
#include <vector>

#include "support/json.hpp"
#include "support/notes.hpp"

namespace truto::test
{

/// Takes null members out of what is read into structs: absent and null read the same, so null is not written back.
/// Free-form values, maps and unknown members keep theirs.
inline void remove_absent(boost::json::value& value, const detail::json::value_table& table)
{
    using detail::json::shape;
    if (table.what == shape::list && value.is_array())
    {
        for (auto& each : value.get_array())
        {
            remove_absent(each, *table.element);
        }
        return;
    }
    if (table.what == shape::map && value.is_object())
    {
        for (auto& [name, each] : value.get_object())
        {
            remove_absent(each, *table.element);
        }
        return;
    }
    if (table.what != shape::record || !value.is_object())
    {
        return;
    }
    auto& object = value.get_object();
    const auto& record = table.record();
    for (std::size_t i = 0; i != record.size; ++i)
    {
        auto* const member = object.if_contains(record.members[i].name);
        if (member != nullptr && member->is_null())
        {
            object.erase(record.members[i].name);
        }
        else if (member != nullptr)
        {
            remove_absent(*member, *record.members[i].table);
        }
    }
}

/// The value of a struct that stands as JSON in a test.
template <class T>
T from_json(std::string_view text)
{
    return decode<T>(text).value;
}

/// Reads `text` as a `T`, which must find nothing odd, and checks that writing it gives `expected`.
template <class T>
void check_round_trip(std::string_view name, std::string_view text, std::string_view expected)
{
    CAPTURE(name);
    const auto read = decode<T>(text);
    CHECK(text_of(read.notes) == "");

    const auto written = encode(read.value);
    CAPTURE(text_of(written));
    CAPTURE(expected);
    CHECK(same_json(written, json(expected)));

    // Writing is the inverse of reading for the value, too, not only for its text.
    CHECK(decode<T>(text_of(written)).value == read.value);
}

/// The same for a text that comes back as it is, but for null members of structs.
template <class T>
void check_round_trip(std::string_view name, std::string_view text)
{
    auto expected = json(text);
    remove_absent(expected, detail::json::value_table_of<T>);
    check_round_trip<T>(name, text, text_of(expected));
}

}  // namespace truto::test
