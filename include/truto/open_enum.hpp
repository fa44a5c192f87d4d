#pragma once

#include <truto/config.hpp>
#include <truto/fields.hpp>
#include <truto/text.hpp>

#include <array>
#include <cstddef>
#include <optional>
#include <ostream>
#include <string_view>
#include <type_traits>
#include <utility>

namespace truto
{

/// One value of an enumeration: its spelling on the wire and a sentence on its meaning.
template <class E>
struct enum_name
{
    E value;
    std::string_view text;
    std::string_view doc{};
};

template <class E>
enum_name(E, std::string_view, std::string_view) -> enum_name<E>;

template <class E>
enum_name(E, const char*, const char*) -> enum_name<E>;

/// An enumeration whose values are named by a `names(type<E>)` that argument-dependent lookup finds.
template <class E>
concept named_enum = std::is_enum_v<E> && requires { names(type<E>{}).size(); };

namespace detail
{

/// The value of an @ref open_enum: the number of one of its names, or else a text. The same for all of them, so that each
/// costs little to compile.
struct open_value
{
    std::size_t index = 0;
    truto::text other{};

    /// Takes one of `names`, or what is none of them: then the index is how many there are.
    void assign(std::string_view spelling, const std::string_view* names, std::size_t size);

    friend bool operator==(const open_value&, const open_value&) = default;
};

/// What an @ref open_enum is made of, whatever its enumeration.
struct open_parts
{
    open_value& value;
    const std::string_view* names;
    std::size_t size;
};

}  // namespace detail

/// A value of `E`, or one that this library does not know, kept as it was sent.
///
/// Providers pass their own values through where no mapping exists, so a list of values is never complete. Comparing
/// with an enumerator is false for unknown values; `text()` is what goes over the wire in either case.
template <named_enum E>
class open_enum
{
public:
    /// The first value of the enumeration.
    constexpr open_enum() noexcept = default;

    /// A known value.
    constexpr open_enum(E value) noexcept : value_{position(value)} {}

    /// The value spelled `text`, known or not. Spelling is compared exactly.
    explicit open_enum(std::string_view text) { assign(text); }

    /// The known value, if it is one.
    constexpr std::optional<E> known() const noexcept
    {
        if (value_.index == unknown)
        {
            return std::nullopt;
        }
        return table[value_.index].value;
    }

    /// The spelling on the wire.
    std::string_view text() const noexcept
    {
        return value_.index == unknown ? std::string_view{value_.other} : spellings[value_.index];
    }

    /// Takes the value spelled `text`.
    void assign(std::string_view text) { value_.assign(text, spellings.data(), unknown); }

    friend bool operator==(const open_enum&, const open_enum&) = default;
    friend constexpr bool operator==(const open_enum& a, E b) noexcept { return a.known() == b; }
    friend std::ostream& operator<<(std::ostream& out, const open_enum& value) { return out << value.text(); }

    friend detail::open_parts parts_of(open_enum& value) noexcept { return {value.value_, spellings.data(), unknown}; }

private:
    static constexpr auto table = names(type<E>{});
    static constexpr std::size_t unknown = table.size();
    static constexpr auto spellings = []
    {
        std::array<std::string_view, unknown> result{};
        for (std::size_t i = 0; i != unknown; ++i)
        {
            result[i] = table[i].text;
        }
        return result;
    }();

    static constexpr std::size_t position(E value) noexcept
    {
        for (std::size_t i = 0; i != table.size(); ++i)
        {
            if (table[i].value == value)
            {
                return i;
            }
        }
        return 0;
    }

    detail::open_value value_{};
};

}  // namespace truto

#if defined(TRUTO_HEADER_ONLY)
#include <truto/impl/open_enum.ipp>
#endif
