#pragma once

#include <truto/fields.hpp>
#include <truto/free_form.hpp>
#include <truto/indirect.hpp>
#include <truto/list.hpp>
#include <truto/open_enum.hpp>
#include <truto/patch.hpp>
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
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
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

/// The operations on a place of one C++ type: a member, an element, or a root.
struct value_table
{
    shape what;

    /// What the place wants, for messages.
    std::string_view wanted;

    /// Makes the place hold a default value and gives access to it, past any optional around it.
    void* (*emplace)(void* place);

    /// Back to "not present".
    void (*clear)(void* place);

    /// shape::scalar: takes what the parser met.
    assigned (*assign)(void* place, const met_scalar& met);

    /// shape::object and shape::any: takes a whole JSON value.
    bool (*assign_json)(void* place, boost::json::value&& value);

    /// shape::record.
    const record_table& (*record)();

    /// shape::list and shape::map: what stands inside.
    const value_table* element;

    /// shape::list: a new element at the end. `value` is what `emplace` gave.
    void* (*append)(void* value);

    /// shape::list: removes the last element.
    void (*drop_last)(void* value);

    /// shape::map: the element for `key`, new or as it was.
    void* (*insert)(void* value, std::string_view key);

    /// Writes the place as JSON; false when there is nothing to write.
    bool (*encode)(const void* place, boost::json::value& out);
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
};

/// Writes a struct as an object. Defined with the encoder.
void encode_record(const void* record, const record_table& table, boost::json::value& out);

template <class T>
const record_table& record_table_of() noexcept;

template <class T>
constexpr value_table make_value_table() noexcept;

/// The operations on a place of type `T`.
template <class T>
inline constexpr value_table value_table_of = make_value_table<T>();

template <class T>
struct is_vector : std::false_type
{
};
template <class T>
struct is_vector<std::vector<T>> : std::true_type
{
};
template <class T>
struct is_vector<list<T>> : std::true_type
{
};

template <class T>
struct is_text_map : std::false_type
{
};
template <class T>
struct is_text_map<std::map<std::string, T>> : std::true_type
{
};

/// What stands inside `optional`, `patch` and `indirect`, and how to get at it.
template <class T>
struct wrapping
{
    using inner = T;
    static T* emplace(T& place)
    {
        place = T{};
        return &place;
    }
    static const T* get(const T& place) noexcept { return &place; }
};

template <class T>
struct wrapping<std::optional<T>>
{
    using inner = typename wrapping<T>::inner;
    static inner* emplace(std::optional<T>& place)
    {
        if constexpr (std::is_same_v<T, inner>)
        {
            return &place.emplace();
        }
        else
        {
            return wrapping<T>::emplace(place.emplace());
        }
    }
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
    static T* emplace(indirect<T>& place)
    {
        *place = T{};
        return &*place;
    }
    static const T* get(const indirect<T>& place) noexcept { return &*place; }
};

template <>
struct wrapping<free_form> : wrapping<indirect<boost::json::object>>
{
};

template <class T>
concept any_text = std::same_as<T, std::string> || std::same_as<T, timestamp> || std::same_as<T, text>;

template <class T>
concept any_number = (std::integral<T> || std::floating_point<T>)&&!std::same_as<T, bool>;

template <class T>
struct is_open_enum : std::false_type
{
};
template <class E>
struct is_open_enum<open_enum<E>> : std::true_type
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
    else if constexpr (is_vector<T>::value)
    {
        return shape::list;
    }
    else if constexpr (is_text_map<T>::value)
    {
        return shape::map;
    }
    else if constexpr (described<T>)
    {
        return shape::record;
    }
    else
    {
        static_assert(any_text<T> || any_number<T> || std::same_as<T, bool> || is_open_enum<T>::value,
                      "this type can't be read from or written as JSON: use a struct with fields(), std::string, bool, "
                      "a number, truto::timestamp, truto::open_enum, std::vector, std::map<std::string, …>, "
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
    else if constexpr (is_vector<T>::value)
    {
        return "an array";
    }
    else if constexpr (any_text<T> || is_open_enum<T>::value)
    {
        return "a string";
    }
    else
    {
        return "an object";
    }
}

template <class T>
assigned assign_scalar(T& value, const met_scalar& met)
{
    if constexpr (std::same_as<T, std::string>)
    {
        return met.to_text(value);
    }
    else if constexpr (std::same_as<T, timestamp> || std::same_as<T, text>)
    {
        std::string_view view;
        const auto result = met.to_view(view);
        value = T{view};
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
        std::string_view text;
        const auto result = met.to_view(text);
        value.assign(text);
        return result;
    }
}

template <class T>
void encode_value(const T& value, boost::json::value& out)
{
    if constexpr (any_text<T>)
    {
        std::string_view view;
        if constexpr (std::same_as<T, timestamp>)
        {
            view = value.text();
        }
        else
        {
            view = value;
        }
        out = boost::json::string_view{view.data(), view.size()};
    }
    else if constexpr (is_open_enum<T>::value)
    {
        const auto text = value.text();
        out = boost::json::string_view{text.data(), text.size()};
    }
    else if constexpr (std::unsigned_integral<T> && !std::same_as<T, bool>)
    {
        out = static_cast<std::uint64_t>(value);
    }
    else if constexpr (std::integral<T> && !std::same_as<T, bool>)
    {
        out = static_cast<std::int64_t>(value);
    }
    else if constexpr (is_vector<T>::value)
    {
        auto& list = out.emplace_array();
        list.reserve(value.size());
        for (const auto& each : value)
        {
            boost::json::value element;
            value_table_of<typename T::value_type>.encode(&each, element);
            list.push_back(std::move(element));
        }
    }
    else if constexpr (is_text_map<T>::value)
    {
        auto& object = out.emplace_object();
        for (const auto& [key, each] : value)
        {
            boost::json::value element;
            value_table_of<typename T::mapped_type>.encode(&each, element);
            object.insert_or_assign(key, std::move(element));
        }
    }
    else if constexpr (shape_of<T>() == shape::record)
    {
        encode_record(&value, record_table_of<T>(), out);
    }
    else
    {
        out = value;
    }
}

template <class T>
struct is_patch : std::false_type
{
};
template <class T>
struct is_patch<patch<T>> : std::true_type
{
};

/// Writes a place; false when it is not present. A plain list or object in a struct of arguments is not present when
/// empty.
template <class T>
bool encode_place(const void* place, boost::json::value& out)
{
    const auto& typed = *static_cast<const T*>(place);
    if constexpr (is_patch<T>::value)
    {
        if (typed.is_null())
        {
            out = nullptr;
            return true;
        }
    }
    const auto* value = wrapping<T>::get(typed);
    if (value == nullptr)
    {
        return false;
    }
    encode_value(*value, out);
    if constexpr (is_vector<T>::value || std::same_as<T, free_form>)
    {
        return !value->empty();
    }
    else
    {
        return true;
    }
}

template <class T>
constexpr value_table make_value_table() noexcept
{
    using inner = typename wrapping<T>::inner;
    constexpr auto what = shape_of<inner>();

    value_table table{};
    table.what = what;
    table.wanted = wanted_of<inner>();
    table.emplace = [](void* place) -> void* { return wrapping<T>::emplace(*static_cast<T*>(place)); };
    table.clear = [](void* place) { *static_cast<T*>(place) = T{}; };
    table.encode = &encode_place<T>;
    if constexpr (what == shape::scalar)
    {
        table.assign = [](void* place, const met_scalar& met)
        {
            const auto result = assign_scalar(*wrapping<T>::emplace(*static_cast<T*>(place)), met);
            if (result == assigned::no)
            {
                *static_cast<T*>(place) = T{};
            }
            return result;
        };
    }
    else if constexpr (what == shape::any)
    {
        table.assign_json = [](void* place, boost::json::value&& value)
        {
            *wrapping<T>::emplace(*static_cast<T*>(place)) = std::move(value);
            return true;
        };
    }
    else if constexpr (what == shape::object)
    {
        table.assign_json = [](void* place, boost::json::value&& value)
        {
            auto* object = value.if_object();
            if (object != nullptr)
            {
                *wrapping<T>::emplace(*static_cast<T*>(place)) = std::move(*object);
            }
            return object != nullptr;
        };
    }
    else if constexpr (what == shape::record)
    {
        table.record = &record_table_of<inner>;
    }
    else if constexpr (what == shape::list)
    {
        table.element = &value_table_of<typename inner::value_type>;
        table.append = [](void* value) -> void* { return &static_cast<inner*>(value)->emplace_back(); };
        table.drop_last = [](void* value) { static_cast<inner*>(value)->pop_back(); };
    }
    else
    {
        table.element = &value_table_of<typename inner::mapped_type>;
        table.insert = [](void* value, std::string_view key) -> void*
        { return &(*static_cast<inner*>(value))[std::string{key}]; };
    }
    return table;
}

template <class T, auto Member>
constexpr member_entry make_member_entry(const field<Member>& each) noexcept
{
    using place = std::remove_cvref_t<decltype(std::declval<T&>().*Member)>;
    return {each.name, each.style, [](void* record) -> void* { return &(static_cast<T*>(record)->*Member); },
            &value_table_of<place>};
}

template <class T>
struct record_data
{
    static constexpr auto members = std::apply(
        [](const auto&... each) { return std::array<member_entry, sizeof...(each)>{make_member_entry<T>(each)...}; },
        fields(type<T>{}).all);

    static boost::json::object* extra([[maybe_unused]] void* record) noexcept
    {
        if constexpr (requires(T& object) { { object.extra } -> std::same_as<boost::json::object&>; })
        {
            return &static_cast<T*>(record)->extra;
        }
        else
        {
            return nullptr;
        }
    }

    static constexpr record_table table{members.data(), members.size(), &extra};
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
