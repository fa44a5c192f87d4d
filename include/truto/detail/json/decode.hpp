#pragma once

#include <truto/config.hpp>
#include <truto/error.hpp>

#include <truto/detail/json/record.hpp>

#include <boost/json/object.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace truto
{

/// How to read JSON.
struct decode_options
{
    /// Makes every @ref decode_note an error.
    bool strict = false;

    /// The deepest nesting of arrays and objects that is read.
    std::size_t max_depth = 64;
};

/// A member whose type was not the described one. Of one text the first thousand are noted.
struct decode_note
{
    enum class kind : unsigned char
    {
        converted,  ///< Read all the same, without loss: a number for a text, one object for an array.
        kept,       ///< Not read; kept as it came in the `extra` of the struct that has the member. So is a whole array
                    ///< or map with an element that does not fit; the elements before that one stand as they were read.
        dropped,    ///< A null among the elements of an array, left out.
        replaced,   ///< Escaped halves of surrogate pairs, anywhere in the body: each is U+FFFD now.
        undecoded,  ///< The body as a whole; its text is kept by the response.
    };

    /// What was done.
    kind what = kind::converted;

    /// Where: `roles[2].id`; empty for the whole. Names that are no members but keys are cut to 64 bytes.
    std::string path{};

    /// What was expected there: "a string".
    std::string wanted{};

    friend bool operator==(const decode_note&, const decode_note&) = default;
};

namespace detail::json
{

/// The member of that name; null when there is none.
const member_entry* find_member(const record_table& record, std::string_view name) noexcept;

/// Where to read to.
struct target
{
    void* place;
    const value_table* table;
};

/// The wrapping that an answer may have (api: lists, custom methods, the debug format).
struct envelope
{
    /// In: whether to look for it.
    bool allowed = false;

    /// Out: whether the value stood under `result`.
    bool found = false;

    /// Out: whether there was a value at all; `{"result": null}` has none.
    bool has_value = false;

    /// Out: what stood beside `result`, such as cursors.
    boost::json::object beside{};
};

/// Reads `text` into `to`, which holds a default value. Fails where the text is not JSON or not the wanted value at
/// all; see @ref truto::decode.
error_code decode_into(std::string_view text, target to, const decode_options& options, std::vector<decode_note>& notes,
                       envelope* wrap = nullptr);

}  // namespace detail::json

}  // namespace truto

#if defined(TRUTO_HEADER_ONLY)
#include <truto/impl/decode.ipp>
#include <truto/impl/encode.ipp>
#endif
