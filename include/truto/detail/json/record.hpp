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

/// The operations on a place of one C++ type: a member, an element, or a root. Those that its shape has no use for are
/// null. Each is a function of a line or two, so that a further type is cheap to compile.
struct value_table
{
    shape what;

    /// What the place wants, for messages.
    std::string_view wanted;

    /// shape::record, shape::list and shape::map: makes the place hold a value, a default one where it held none, and gives
    /// access to it past any optional.
    void* (*emplace)(void* place);

    /// Back to "not present".
    void (*clear)(void* place);

    /// The value past any optional; null when there is none.
    const void* (*get)(const void* place);

    /// Whether null is to be written. Only for @ref patch.
    bool (*is_null)(const void* place);

    /// Whether an empty list or object counts as not present, as it does in arguments.
    bool empty_is_absent;

    /// shape::list: whether an object of elements, whatever their names, is as good as an array.
    bool is_keyed;

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

    /// shape::list: how many elements there are, and each; `value` is what `get` gave.
    std::size_t (*size)(const void* value);
    const void* (*at)(const void* value, std::size_t index);

    /// shape::list: a new element at the end; `value` is what `emplace` gave.
    void* (*append)(void* value);

    /// shape::list: makes room for so many elements. Null where elements are small and cheap to move.
    void (*reserve)(void* value, std::size_t size);

    /// shape::list: removes the last element.
    void (*drop_last)(void* value);

    /// shape::map: the element for `key`, new or as it was.
    void* (*insert)(void* value, std::string_view key);

    /// shape::map: calls `visit(context, key, element)` for each.
    void (*for_each)(const void* value, void (*visit)(void* context, std::string_view key, const void* element),
                     void* context);
};

/// One member of a struct.
struct member_entry
{
    std::string_view name;
    query_style style;
    void* (*address)(void* record);
    const value_table* table;
};

/// A struct.
struct record_table
{
    const member_entry* members;
    std::size_t size;

    /// Where unknown members are kept; null when the struct has no such place.
    boost::json::object* (*extra)(void* record);

    // A default one on the heap, its end, and back to a default one: so that files which only hand a struct on have none
    // of its code.
    void* (*make)();
    void (*destroy)(void* record) noexcept;
    void (*clear)(void* record);
};

/// Writes a place as JSON; false when there is nothing to write. Defined with the encoder.
bool encode_place(const value_table& table, const void* place, boost::json::value& out);

template <class T>
const record_table& record_table_of() noexcept;

template <class T>
constexpr value_table make_value_table() noexcept;

/// The operations on a place of type `T`.
template <class T>
inline constexpr value_table value_table_of = make_value_table<T>();

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

/// Destroys and makes anew, which is far less code than moving a new one there; once, because for a struct or a vector of
/// structs it is long all the same.
template <class T>
[[gnu::noinline]] void renew(void* place)
{
    auto* const typed = static_cast<T*>(place);
    std::destroy_at(typed);
    std::construct_at(typed);
}

/// The functions of @ref value_table for a place of type `T`.
template <class T>
struct place_functions
{
    using inner = typename wrapping<T>::inner;

    static void* emplace(void* place)
    {
        if constexpr (!std::same_as<T, inner> &&
                      (shape_of<inner>() == shape::list || shape_of<inner>() == shape::record))
        {
            clear(place);  // what stands alone is new when it is asked for
        }
        return wrapping<T>::emplace(*static_cast<T*>(place));
    }

    static void clear(void* place)
    {
        if constexpr (described<T>)
        {
            record_table_of<T>().clear(place);
        }
        else
        {
            renew<T>(place);
        }
    }

    static const void* get(const void* place) { return wrapping<T>::get(*static_cast<const T*>(place)); }

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
            clear(place);
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

/// The functions of @ref value_table for the elements of a list or map.
template <class T>
struct element_functions
{
    static std::size_t size(const void* value) { return static_cast<const T*>(value)->size(); }

    static const void* at(const void* value, std::size_t index)
    {
        return std::addressof((*static_cast<const T*>(value))[index]);
    }

    static void* append(void* value) { return std::addressof(static_cast<T*>(value)->emplace_back()); }

    static void reserve(void* value, std::size_t size) { static_cast<T*>(value)->reserve(size); }

    static void drop_last(void* value) { static_cast<T*>(value)->pop_back(); }

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

template <class T>
constexpr value_table make_value_table() noexcept
{
    using functions = place_functions<T>;
    using inner = typename functions::inner;
    constexpr auto what = shape_of<inner>();

    value_table table{};
    table.what = what;
    table.wanted = wanted_of<inner>();
    table.clear = &functions::clear;
    table.get = &functions::get;
    table.empty_is_absent = std::same_as<T, inner> ? is_list<T> : std::same_as<T, free_form>;
    if constexpr (what == shape::record || what == shape::list || what == shape::map)
    {
        table.emplace = &functions::emplace;
    }
    if constexpr (is_patch<T>)
    {
        table.is_null = &functions::is_null;
    }
    if constexpr (what == shape::scalar)
    {
        table.assign = &functions::assign;
        table.write = &write_value<inner>;
    }
    else if constexpr (what == shape::any || what == shape::object)
    {
        table.assign_json = &functions::assign_json;
        table.write = &write_value<inner>;
    }
    else if constexpr (what == shape::record)
    {
        table.record = &record_table_of<inner>;
    }
    else if constexpr (what == shape::list)
    {
        table.element = &value_table_of<typename inner::value_type>;
        table.is_keyed = is_keyed<inner>;
        table.size = &element_functions<inner>::size;
        table.at = &element_functions<inner>::at;
        table.append = &element_functions<inner>::append;
        if constexpr (sizeof(typename inner::value_type) >= 256 && requires(inner& list) { list.reserve(1); })
        {
            table.reserve = &element_functions<inner>::reserve;
        }
        table.drop_last = &element_functions<inner>::drop_last;
    }
    else
    {
        table.element = &value_table_of<typename inner::mapped_type>;
        table.insert = &element_functions<inner>::insert;
        table.for_each = &element_functions<inner>::for_each;
    }
    return table;
}

template <class T, auto Member>
void* address_of(void* record)
{
    return std::addressof(static_cast<T*>(record)->*Member);
}

template <class Place, class T>
constexpr const value_table* table_of_member(Place T::*) noexcept
{
    return &value_table_of<Place>;
}

template <class T, auto... Members>
constexpr std::array<member_entry, sizeof...(Members)>
make_member_entries(const field_list<field<Members>...>& described_members) noexcept
{
    [[maybe_unused]] std::size_t name = 0;  // without members
    [[maybe_unused]] std::size_t style = 0;
    return {member_entry{described_members.names[name++], described_members.styles[style++], &address_of<T, Members>,
                         table_of_member(Members)}...};
}

template <class T>
struct record_data
{
    static constexpr auto members = make_member_entries<T>(fields(type<T>{}));

    static boost::json::object* extra([[maybe_unused]] void* record) noexcept
    {
        if constexpr (requires(T& object) {
                          { object.extra } -> std::same_as<boost::json::object&>;
                      })
        {
            return &static_cast<T*>(record)->extra;
        }
        else
        {
            return nullptr;
        }
    }

    static void* make() { return new T(); }
    static void destroy(void* record) noexcept { delete static_cast<T*>(record); }

    static constexpr record_table table{members.data(), members.size(), &extra, &make, &destroy, &renew<T>};
};

template <class T>
const record_table& record_table_of() noexcept
{
    return record_data<T>::table;
}

/// A described struct, or nothing, seen without its type. Refers to it: use it within the expression that made it.
class record_ref
{
public:
    constexpr record_ref() noexcept = default;

    template <described T>
    record_ref(const T& object) noexcept : object_(std::addressof(object)), table_(&record_table_of<T>())
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
    value_ref(const T& object) noexcept : object_(std::addressof(object)), table_(&value_table_of<T>)
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
