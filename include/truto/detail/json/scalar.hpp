#pragma once

#include <truto/config.hpp>
#include <truto/open_enum.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace truto::detail::json
{

/// How well a scalar of JSON fitted into a C++ value.
enum class assigned : unsigned char
{
    as_is,      // it was of the wanted type
    converted,  // it was of another type, and nothing of it was lost
    no,         // it does not fit
};

/// A scalar that the parser met, with its spelling.
struct met_scalar
{
    enum class kind : unsigned char
    {
        null,
        boolean,
        integer,
        unsigned_integer,
        real,
        text,
    };

    kind what = kind::null;

    /// A string's content, or a number's spelling. Not for booleans and null.
    std::string_view text{};

    std::int64_t integer = 0;
    std::uint64_t unsigned_integer = 0;
    double real = 0;
    bool boolean = false;

    /// A string; the spelling of a number or boolean.
    assigned to_text(std::string& out) const
    {
        if (what == kind::text)
        {
            out.assign(text);
            return assigned::as_is;
        }
        std::string_view view;
        const auto result = to_view(view);
        out.assign(view);
        return result;
    }

    /// The same without a copy. The view is as good as `text`.
    assigned to_view(std::string_view& out) const;

    /// A boolean; "true" and "false" as a string.
    assigned to_bool(bool& out) const;

    /// An integer; a real without fraction, or a string that spells an integer as it would be written back.
    assigned to_integer(std::int64_t& out) const;

    /// Any number that a double holds exactly; a string that is the spelling of one.
    assigned to_real(double& out) const;
};

/// Takes a string, or the spelling of a number or boolean, as the value of an enumeration.
assigned assign_spelling(const open_parts& to, const met_scalar& met);

/// The double that is nearest to the number that a text spells. False, and `out` as it was, when the text is none, or
/// none that a double can hold.
bool read_double(std::string_view text, double& out);

}  // namespace truto::detail::json

#if defined(TRUTO_HEADER_ONLY)
#include <truto/impl/scalar.ipp>
#endif
