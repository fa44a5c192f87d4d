#pragma once

#include <truto/fields.hpp>
#include <truto/text.hpp>

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
    constexpr open_enum(E value) noexcept : index_(position(value)) {}

    /// The value spelled `text`, known or not. Spelling is compared exactly.
    explicit open_enum(std::string_view text) { assign(text); }

    /// The known value, if it is one.
    constexpr std::optional<E> known() const noexcept
    {
        if (index_ == unknown)
        {
            return std::nullopt;
        }
        return table[index_].value;
    }

    /// The spelling on the wire.
    std::string_view text() const noexcept { return index_ == unknown ? std::string_view{other_} : table[index_].text; }

    /// Takes the value spelled `text`.
    void assign(std::string_view text)
    {
        for (std::size_t i = 0; i != table.size(); ++i)
        {
            if (table[i].text == text)
            {
                index_ = i;
                other_ = {};
                return;
            }
        }
        index_ = unknown;
        other_ = text;
    }

    friend bool operator==(const open_enum& a, const open_enum& b) noexcept
    {
        return a.index_ == b.index_ && a.other_ == b.other_;
    }
    friend constexpr bool operator==(const open_enum& a, E b) noexcept { return a.known() == b; }
    friend std::ostream& operator<<(std::ostream& out, const open_enum& value) { return out << value.text(); }

private:
    static constexpr auto table = names(type<E>{});
    static constexpr std::size_t unknown = static_cast<std::size_t>(-1);

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

    std::size_t index_ = 0;
    truto::text other_;
};

}  // namespace truto
