#pragma once

#include <truto/fields.hpp>
#include <truto/filter.hpp>
#include <truto/free_form.hpp>
#include <truto/indirect.hpp>
#include <truto/list.hpp>
#include <truto/open_enum.hpp>
#include <truto/patch.hpp>
#include <truto/records.hpp>
#include <truto/secret.hpp>
#include <truto/text.hpp>
#include <truto/timestamp.hpp>

#include <truto/detail/json/scalar.hpp>

#include <boost/config.hpp>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <new>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

// How a struct looks to code that knows no structs: tables of functions, made from `fields(type<T>)`. The decoder and
// the encoder are compiled once and work on these, so a further model costs a table and no parser.
namespace truto::detail::json
{

struct record_table;

/// What may be read into a value.
enum class shape : unsigned char
{
    scalar,  // text, number, bool, enumeration, timestamp
    record,  // a described struct
    list,    // std::vector
    map,     // std::map with string keys
    object,  // any object, kept as it is
    any,     // any value, kept as it is
};

/// What is wanted of a place.
enum class access : unsigned char
{
    look,   // the value past any optional; null when there is none
    fill,   // the same, with a default value
    clear,  // back to "not present"
};

/// How a list changes.
enum class list_change : unsigned char
{
    append,   // gives the new element at the end
    drop,     // the last element
    reserve,  // room for so many elements
};

/// An element of a list, null behind the last one.
struct list_item
{
    const void* element;
    std::size_t size;  // of the list
};

/// The operations on a place of one C++ type: a member, an element, or a root. Those that its shape has no use for are
/// null, as are those that change it if it is only written. They are few, and each is small, so that a further type is
/// cheap to compile.
struct value_table
{
    shape what;

    /// Whether the value is the place itself, with no optional around it.
    bool is_bare;

    /// Whether an empty list or object counts as not present, as it does in arguments.
    bool empty_is_absent;

    /// shape::list: whether an object of elements, whatever their names, is as good as an array.
    bool is_keyed;

    /// What the place wants, for messages.
    std::string_view wanted;

    /// See @ref access; if the place is only written, there is no other than access::look. Null for a struct that is
    /// bare, of which its own table knows all.
    void* (*reach)(void* place, access how);

    /// Whether null is to be written. Only for @ref patch.
    bool (*is_null)(const void* place);

    /// shape::scalar: takes what the parser met.
    assigned (*assign)(void* place, const met_scalar& met);

    /// shape::scalar, shape::any and shape::object: writes what `get` gave.
    void (*write)(const void* value, boost::json::value& out);

    /// shape::object and shape::any: takes a whole JSON value.
    bool (*assign_json)(void* place, boost::json::value&& value);

    /// shape::record.
    const record_table& (*record)();

    /// shape::list and shape::map: what stands inside.
    const value_table* element;

    /// shape::list: `value` is what `get` or `emplace` gave.
    list_item (*at)(const void* value, std::size_t index);
    void* (*change)(void* value, list_change how, std::size_t size);

    /// shape::list: whether elements are so large that moving them again and again takes long.
    bool wants_room;

    /// shape::map: the element for `key`, new or as it was.
    void* (*insert)(void* value, std::string_view key);

    /// shape::map: calls `visit(context, key, element)` for each.
    void (*for_each)(const void* value, void (*visit)(void* context, std::string_view key, const void* element),
                     void* context);

    /// shape::record, shape::list and shape::map: makes the place hold a default value, and gives access to it past any
    /// optional. One that is bare stays as it is.
    void* emplace(void* place) const { return is_bare ? place : reach(place, access::fill); }

    /// The value past any optional; null when there is none.
    const void* get(const void* place) const
    {
        return is_bare ? place : reach(const_cast<void*>(place), access::look);  // which changes nothing
    }

    /// Back to "not present".
    void clear(void* place) const;

    void* append(void* value) const { return change(value, list_change::append, 0); }
    void drop_last(void* value) const { change(value, list_change::drop, 0); }
};

/// One member of a struct.
struct member_entry
{
    std::string_view name;
    query_style style;
    const value_table* table;
};

/// What becomes of a struct on the heap.
enum class lifetime : unsigned char
{
    make,   // a default one
    clear,  // back to a default one
    end,
};

/// A struct.
struct record_table
{
    const member_entry* members;
    std::size_t size;

    /// Whether there is a place where unknown members are kept.
    bool has_extra;

    /// Where the members are, by their number, and `extra` behind the last one.
    void* (*locate)(void* record, std::size_t number) noexcept;

    /// Here, so that files which only hand a struct on have none of its code. Null if it is only written.
    void* (*manage)(void* record, lifetime step);

    void* address(void* record, const member_entry& which) const noexcept
    {
        return locate(record, static_cast<std::size_t>(&which - members));
    }

    const void* address(const void* record, const member_entry& which) const noexcept
    {
        return address(const_cast<void*>(record), which);  // where something is, is found without changing it
    }

    /// Where unknown members are kept; null when the struct has no such place.
    boost::json::object* extra(void* record) const noexcept
    {
        return has_extra ? static_cast<boost::json::object*>(locate(record, size)) : nullptr;
    }
    const boost::json::object* extra(const void* record) const noexcept { return extra(const_cast<void*>(record)); }
};

inline void value_table::clear(void* place) const
{
    if (reach != nullptr)
    {
        reach(place, access::clear);
    }
    else
    {
        record().manage(place, lifetime::clear);
    }
}

/// Writes a place as JSON; false when there is nothing to write. Defined with the encoder.
bool encode_place(const value_table& table, const void* place, boost::json::value& out);

/// What a table is made for. Arguments of calls are only written, so that nothing that reads them has to be compiled.
enum class purpose : unsigned char
{
    reading_and_writing,
    writing,
};

template <class T>
const record_table& record_table_of() noexcept;

/// The same for a struct that is an argument.
template <class T>
const record_table& argument_table_of() noexcept;

template <class T, purpose For>
constexpr value_table make_value_table() noexcept;

/// The operations on a place of type `T`.
template <class T, purpose For = purpose::reading_and_writing>
inline constexpr value_table value_table_of = make_value_table<T, For>();

// --- kinds of types ------------------------------------------------------------------------------------------------

template <class T>
inline constexpr bool is_list = false;
template <class T>
inline constexpr bool is_list<std::vector<T>> = !std::same_as<T, bool>;
template <class T>
inline constexpr bool is_list<std::deque<T>> = true;
template <class T>
inline constexpr bool is_list<list<T>> = true;
template <class T>
inline constexpr bool is_list<records<T>> = true;

template <class T>
inline constexpr bool is_keyed = false;
template <class T>
inline constexpr bool is_keyed<records<T>> = true;

template <class T>
inline constexpr bool is_text_map = false;
template <class T>
inline constexpr bool is_text_map<std::map<std::string, T>> = true;

template <class T>
inline constexpr bool is_open_enum = false;
template <class E>
inline constexpr bool is_open_enum<open_enum<E>> = true;

template <class T>
inline constexpr bool is_patch = false;
template <class T>
inline constexpr bool is_patch<patch<T>> = true;

template <class T>
concept any_text =
    std::same_as<T, std::string> || std::same_as<T, text> || std::same_as<T, timestamp> || std::same_as<T, secret>;

template <class T>
concept any_number = (std::integral<T> || std::floating_point<T>) && !std::same_as<T, bool>;

/// What stands inside `optional`, `patch` and `indirect`, and how to get at it.
template <class T>
struct wrapping
{
    using inner = T;
    static T* emplace(T& place) noexcept { return &place; }
    static const T* get(const T& place) noexcept { return &place; }
};

template <class T>
struct wrapping<std::optional<T>>
{
    using inner = typename wrapping<T>::inner;
    static inner* emplace(std::optional<T>& place) { return wrapping<T>::emplace(place.emplace()); }
    static const inner* get(const std::optional<T>& place) noexcept
    {
        return place ? wrapping<T>::get(*place) : nullptr;
    }
};

template <class T>
struct wrapping<patch<T>>
{
    using inner = typename wrapping<T>::inner;
    static inner* emplace(patch<T>& place) { return wrapping<T>::emplace(place.emplace()); }
    static const inner* get(const patch<T>& place) noexcept
    {
        return place.value() ? wrapping<T>::get(*place.value()) : nullptr;
    }
};

template <class T>
struct wrapping<indirect<T>>
{
    using inner = T;
    static T* emplace(indirect<T>& place) { return &*place; }
    static const T* get(const indirect<T>& place) noexcept { return &*place; }
};

template <>
struct wrapping<free_form> : wrapping<indirect<boost::json::object>>
{
};

template <std::derived_from<query_condition> T>
struct wrapping<T> : wrapping<indirect<boost::json::value>>
{
};

template <class T>
constexpr shape shape_of() noexcept
{
    if constexpr (std::same_as<T, boost::json::value>)
    {
        return shape::any;
    }
    else if constexpr (std::same_as<T, boost::json::object>)
    {
        return shape::object;
    }
    else if constexpr (is_list<T>)
    {
        return shape::list;
    }
    else if constexpr (is_text_map<T>)
    {
        return shape::map;
    }
    else if constexpr (described<T>)
    {
        return shape::record;
    }
    else
    {
        static_assert(any_text<T> || any_number<T> || std::same_as<T, bool> || is_open_enum<T>,
                      "this type can't be read from or written as JSON: use a struct with fields(), std::string, bool, "
                      "a number, truto::timestamp, truto::open_enum, std::vector (std::deque for bool), "
                      "std::map<std::string, …>, "
                      "boost::json::value or boost::json::object, plain or in std::optional");
        return shape::scalar;
    }
}

template <class T>
constexpr std::string_view wanted_of() noexcept
{
    if constexpr (std::same_as<T, bool>)
    {
        return "a boolean";
    }
    else if constexpr (std::integral<T>)
    {
        return "an integer";
    }
    else if constexpr (std::floating_point<T>)
    {
        return "a number";
    }
    else if constexpr (is_list<T>)
    {
        return "an array";
    }
    else if constexpr (any_text<T> || is_open_enum<T>)
    {
        return "a string";
    }
    else if constexpr (std::same_as<T, boost::json::value>)
    {
        return "any value";
    }
    else
    {
        return "an object";
    }
}

// --- operations ----------------------------------------------------------------------------------------------------

template <class T>
assigned assign_scalar(T& value, const met_scalar& met)
{
    if constexpr (std::same_as<T, std::string>)
    {
        return met.to_text(value);
    }
    else if constexpr (is_open_enum<T>)
    {
        return assign_spelling(parts_of(value), met);
    }
    else if constexpr (std::same_as<T, secret>)
    {
        std::string shown;
        const auto result = met.to_text(shown);
        value = std::move(shown);
        return result;
    }
    else if constexpr (std::same_as<T, bool>)
    {
        return met.to_bool(value);
    }
    else if constexpr (std::integral<T>)
    {
        if (met.what == met_scalar::kind::unsigned_integer && std::in_range<T>(met.unsigned_integer))
        {
            value = static_cast<T>(met.unsigned_integer);
            return assigned::as_is;
        }
        std::int64_t wide = 0;
        const auto result = met.to_integer(wide);
        if (!std::in_range<T>(wide))
        {
            return assigned::no;
        }
        value = static_cast<T>(wide);
        return result;
    }
    else if constexpr (std::floating_point<T>)
    {
        double wide = 0;
        const auto result = met.to_real(wide);
        value = static_cast<T>(wide);
        return result;
    }
    else
    {
        std::string_view view;
        const auto result = met.to_view(view);
        value = T{view};
        return result;
    }
}

template <class T>
void write_value(const void* value, boost::json::value& out)
{
    const auto& typed = *static_cast<const T*>(value);
    if constexpr (std::same_as<T, timestamp> || is_open_enum<T>)
    {
        const std::string_view view = typed.text();
        out = boost::json::string_view{view.data(), view.size()};
    }
    else if constexpr (std::same_as<T, secret>)
    {
        out = boost::json::string_view{typed.reveal().data(), typed.reveal().size()};
    }
    else if constexpr (any_text<T>)
    {
        out = boost::json::string_view{typed.data(), typed.size()};
    }
    else if constexpr (any_number<T> && std::integral<T>)
    {
        out = static_cast<std::conditional_t<std::unsigned_integral<T>, std::uint64_t, std::int64_t>>(typed);
    }
    else
    {
        out = typed;
    }
}

/// Destroys and makes anew, which is far less code than moving a new one there.
template <class T>
void renew(T& place)
{
    place.~T();
    ::new (static_cast<void*>(&place)) T();
}

/// The functions of @ref value_table for a place of type `T`.
template <class T>
struct place_functions
{
    using inner = typename wrapping<T>::inner;

    /// @ref value_table::reach for those who never change the place.
    static void* look(void* place, access)
    {
        return const_cast<inner*>(wrapping<T>::get(*static_cast<const T*>(place)));
    }

    BOOST_NOINLINE static void* reach(void* place, access how)
    {
        auto& typed = *static_cast<T*>(place);
        if (how != access::look)
        {
            renew(typed);
        }
        if constexpr (!std::same_as<T, inner>)
        {
            constexpr auto what = shape_of<inner>();
            if constexpr (what == shape::record || what == shape::list || what == shape::map)
            {
                if (how == access::fill)
                {
                    return wrapping<T>::emplace(typed);
                }
            }
            if (how == access::look)
            {
                return look(place, how);
            }
        }
        return nullptr;
    }

    static bool is_null(const void* place) { return static_cast<const T*>(place)->is_null(); }

    static assigned assign(void* place, const met_scalar& met)
    {
        if constexpr (std::same_as<T, std::optional<std::string>>)
        {
            if (met.what ==
                met_scalar::kind::text)  // most members by far; made at once, not made empty and then filled
            {
                static_cast<T*>(place)->emplace(met.text);
                return assigned::as_is;
            }
        }
        const auto result = assign_scalar(*wrapping<T>::emplace(*static_cast<T*>(place)), met);
        if (result == assigned::no)
        {
            reach(place, access::clear);
        }
        return result;
    }

    static bool assign_json(void* place, boost::json::value&& value)
    {
        if constexpr (std::same_as<inner, boost::json::object>)
        {
            auto* object = value.if_object();
            if (object != nullptr)
            {
                *wrapping<T>::emplace(*static_cast<T*>(place)) = std::move(*object);
            }
            return object != nullptr;
        }
        else
        {
            *wrapping<T>::emplace(*static_cast<T*>(place)) = std::move(value);
            return true;
        }
    }
};

template <class List>
inline constexpr bool wants_room =
    sizeof(typename List::value_type) >= 256 && requires(List& list) { list.reserve(1); };

/// The functions of @ref value_table for the elements of a list or map.
template <class T>
struct element_functions
{
    static list_item at(const void* value, std::size_t index)
    {
        const auto& list = *static_cast<const T*>(value);
        const auto size = list.size();
        return {index < size ? std::addressof(list[index]) : nullptr, size};
    }

    static void* change(void* value, list_change how, [[maybe_unused]] std::size_t size)
    {
        auto& list = *static_cast<T*>(value);
        if (how == list_change::append)
        {
            return std::addressof(list.emplace_back());
        }
        if (how == list_change::drop)
        {
            list.pop_back();
        }
        else if constexpr (wants_room<T>)
        {
            list.reserve(size);
        }
        return nullptr;
    }

    static void* insert(void* value, std::string_view key)
    {
        return std::addressof((*static_cast<T*>(value))[std::string{key}]);
    }

    static void for_each(const void* value, void (*visit)(void*, std::string_view, const void*), void* context)
    {
        for (const auto& [key, element] : *static_cast<const T*>(value))
        {
            visit(context, key, std::addressof(element));
        }
    }
};

template <class T, purpose For>
constexpr value_table make_value_table() noexcept
{
    constexpr bool reads = For != purpose::writing;
    using functions = place_functions<T>;
    using inner = typename functions::inner;
    constexpr auto what = shape_of<inner>();

    value_table table{};
    table.what = what;
    table.wanted = wanted_of<inner>();
    table.is_bare = std::same_as<T, inner>;
    table.empty_is_absent = table.is_bare ? is_list<T> : std::same_as<T, free_form>;
    if constexpr (reads && (!std::same_as<T, inner> || what != shape::record))
    {
        table.reach = &functions::reach;
    }
    if constexpr (!reads && !std::same_as<T, inner>)
    {
        table.reach = &functions::look;
    }
    if constexpr (is_patch<T>)
    {
        table.is_null = &functions::is_null;
    }
    if constexpr (what == shape::scalar || what == shape::any || what == shape::object)
    {
        table.write = &write_value<inner>;
    }
    else if constexpr (what == shape::record)
    {
        if constexpr (reads)
        {
            table.record = &record_table_of<inner>;
        }
        else
        {
            table.record = &argument_table_of<inner>;
        }
    }
    else if constexpr (what == shape::list)
    {
        table.element = &value_table_of<typename inner::value_type, For>;
        table.is_keyed = is_keyed<inner>;
        table.at = &element_functions<inner>::at;
        table.wants_room = wants_room<inner>;
    }
    else
    {
        table.element = &value_table_of<typename inner::mapped_type, For>;
        table.for_each = &element_functions<inner>::for_each;
    }

    if constexpr (reads && what == shape::scalar)
    {
        table.assign = &functions::assign;
    }
    else if constexpr (reads && (what == shape::any || what == shape::object))
    {
        table.assign_json = &functions::assign_json;
    }
    else if constexpr (reads && what == shape::list)
    {
        table.change = &element_functions<inner>::change;
    }
    else if constexpr (reads && what == shape::map)
    {
        table.insert = &element_functions<inner>::insert;
    }
    return table;
}

template <class T, auto... Members>
void* locate([[maybe_unused]] void* record, [[maybe_unused]] std::size_t number) noexcept
{
    [[maybe_unused]] std::size_t i = 0;
    void* found = nullptr;
    // Short-circuited, this becomes a jump.
    static_cast<void>(((number == i++ && (found = &(static_cast<T*>(record)->*Members), true)) || ... || false));
    return found;
}

template <purpose For, class Place, class T>
constexpr const value_table* table_of_member(Place T::*) noexcept
{
    return &value_table_of<Place, For>;
}

template <class T>
concept has_extra = requires(T& object) {
    { object.extra } -> std::same_as<boost::json::object&>;
};

/// What is made of the described members of `T`.
template <class T, purpose For, class Fields>
struct member_data;

template <class T, purpose For, auto... Members>
struct member_data<T, For, field_list<field<Members>...>>
{
    static constexpr std::array<member_entry, sizeof...(Members)> entries() noexcept
    {
        // Without members, none of them is used.
        [[maybe_unused]] constexpr auto described_members = fields(type<T>{});
        [[maybe_unused]] std::size_t name = 0;
        [[maybe_unused]] std::size_t style = 0;
        return {member_entry{described_members.names[name++], described_members.styles[style++],
                             table_of_member<For>(Members)}...};
    }

    static constexpr auto locator() noexcept
    {
        if constexpr (has_extra<T>)
        {
            return &locate<T, Members..., &T::extra>;
        }
        else
        {
            return &locate<T, Members...>;
        }
    }
};

/// Makes, renews or ends a `T` on the heap. A function of its own, in which each of the long parts stands once.
template <class T>
BOOST_NOINLINE void* manage(void* value, lifetime step)
{
    constexpr bool is_aligned_further = alignof(T) > __STDCPP_DEFAULT_NEW_ALIGNMENT__;
    if (step != lifetime::make)
    {
        static_cast<T*>(value)->~T();
        if (step == lifetime::end)
        {
            if constexpr (is_aligned_further)
            {
                ::operator delete(value, std::align_val_t{alignof(T)});
            }
            else
            {
                ::operator delete(value);  // without the size, which clang takes from version 19 on
            }
            return nullptr;
        }
    }
    else if constexpr (!std::is_nothrow_default_constructible_v<T>)
    {
        return ::new T();
    }
    else if constexpr (is_aligned_further)
    {
        value = ::operator new(sizeof(T), std::align_val_t{alignof(T)});
    }
    else
    {
        value = ::operator new(sizeof(T));
    }
    return ::new (value) T();
}

template <class T, purpose For>
struct record_data
{
    using of_members = member_data<T, For, decltype(fields(type<T>{}))>;

    static constexpr auto manager() noexcept
    {
        if constexpr (For == purpose::writing)
        {
            return nullptr;
        }
        else
        {
            return &manage<T>;
        }
    }

    static constexpr auto members = of_members::entries();

    static constexpr record_table table{members.data(), members.size(), has_extra<T>, of_members::locator(), manager()};
};

template <class T>
const record_table& record_table_of() noexcept
{
    return record_data<T, purpose::reading_and_writing>::table;
}

template <class T>
const record_table& argument_table_of() noexcept
{
    return record_data<T, purpose::writing>::table;
}

/// A described struct, or nothing, seen without its type. Refers to it: use it within the expression that made it.
class record_ref
{
public:
    constexpr record_ref() noexcept = default;

    template <described T>
    record_ref(const T& object) noexcept : object_(std::addressof(object)), table_(&argument_table_of<T>())
    {
    }

    const void* object() const noexcept { return object_; }
    const record_table* table() const noexcept { return table_; }
    explicit operator bool() const noexcept { return object_ != nullptr; }

private:
    const void* object_ = nullptr;
    const record_table* table_ = nullptr;
};

/// Anything that can be written as JSON, or nothing, seen without its type. Refers to it, as @ref record_ref.
class value_ref
{
public:
    constexpr value_ref() noexcept = default;

    template <class T>
        requires(!std::same_as<T, value_ref>)
    value_ref(const T& object) noexcept : object_(std::addressof(object)), table_(&value_table_of<T, purpose::writing>)
    {
    }

    const void* object() const noexcept { return object_; }
    const value_table* table() const noexcept { return table_; }
    explicit operator bool() const noexcept { return object_ != nullptr; }

private:
    const void* object_ = nullptr;
    const value_table* table_ = nullptr;
};

}  // namespace truto::detail::json
