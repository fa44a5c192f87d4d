#pragma once

#include <truto/config.hpp>
#include <truto/error.hpp>

#include <truto/detail/json/decode.hpp>
#include <truto/detail/json/record.hpp>

#include <boost/system/system_error.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace truto
{

/// A value read from JSON, with what was odd about it.
template <class T>
struct decoded
{
    T value{};

    /// Members whose type was unexpected. Empty when all was as described.
    std::vector<decode_note> notes{};
};

/// Reads a `T` from JSON text. `T` is a struct with `fields`, or a vector, map or scalar.
///
/// Unknown members go to the struct's `extra`. A member of an unexpected type is converted where nothing is lost by it
/// and otherwise kept in `extra` under its name; either leaves a note. Null reads as "not present".
///
/// @throws boost::system::system_error when the text is not JSON (Boost.JSON's error codes), is nested deeper than
/// `options.max_depth`, or is not a `T` at all; in strict mode for every note (`errc::body_not_decodable`).
template <class T>
decoded<T> decode(std::string_view text, const decode_options& options = {})
{
    decoded<T> result;
    const auto ec =
        detail::json::decode_into(text, {&result.value, &detail::json::value_table_of<T>}, options, result.notes);
    if (ec)
    {
        const bool is_inside = !result.notes.empty() && !result.notes.back().path.empty();
        throw boost::system::system_error(ec, is_inside ? result.notes.back().path : "JSON");
    }
    return result;
}

/// Writes `value` as JSON: described members in order, then those of `extra`; what is not present is left out.
template <class T>
boost::json::value encode(const T& value)
{
    boost::json::value result;
    detail::json::encode_place(detail::json::value_table_of<T>, &value, result);
    return result;
}

}  // namespace truto
