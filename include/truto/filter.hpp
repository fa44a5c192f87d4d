#pragma once

#include <truto/indirect.hpp>
#include <truto/open_enum.hpp>
#include <truto/text.hpp>
#include <truto/timestamp.hpp>

#include <boost/json/object.hpp>
#include <boost/json/string_view.hpp>
#include <boost/json/value.hpp>

#include <concepts>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

// What a list can be narrowed down and sorted by, as values of a query:
//
//     {.status = one_of(user_status::active, user_status::invited),
//      .created_at = since("2026-01-01").before("2026-02-01"),
//      .sort_by = descending("name")}
//
// An operator that is not here goes through the free-form query of `call_options`.
namespace truto
{

/// What goes into the query for a filter, as JSON: a scalar, or an object whose members become `name[member]=value`.
/// Empty is an object without members, of which nothing is sent.
class query_condition : public indirect<boost::json::value>
{
protected:
    query_condition() : indirect(boost::json::object{}) {}
    explicit query_condition(std::string_view value) : indirect(to_json(value)) {}

    /// Adds a member, or replaces it. What was a scalar is an object from now on.
    void set(std::string_view name, std::string_view value)
    {
        auto& form = **this;
        auto& members = form.is_object() ? form.get_object() : form.emplace_object();
        members.insert_or_assign(boost::json::string_view{name.data(), name.size()}, to_json(value));
    }

private:
    static boost::json::value to_json(std::string_view text)
    {
        return boost::json::string_view{text.data(), text.size()};
    }
};

/// Which moments are meant: one exactly, or those between two bounds, either of which may be missing.
///
/// ```
/// {.created_at = "2026-01-01T00:00:00Z"}                       // created_at=2026-01-01T00:00:00Z
/// {.created_at = after(std::chrono::system_clock::now() - 24h)}   // created_at[gt]=…
/// {.created_at = since("2026-01-01").before("2026-02-01")}     // created_at[gte]=…&created_at[lt]=…
/// ```
///
/// Texts go to the server as they are. A bound that is set twice holds the last value; a bound replaces an exact moment.
/// Products that can't compare ignore the filter without a word.
class time_filter : public query_condition
{
public:
    /// All moments.
    time_filter() = default;

    /// Exactly this moment: a text, a `timestamp` or a `std::chrono::sys_time`.
    template <class Moment>
        requires(std::convertible_to<const Moment&, timestamp> && !std::derived_from<Moment, time_filter>)
    time_filter(const Moment& exactly) : query_condition(timestamp(exactly).text())
    {
    }

    /// And later than `moment`: `[gt]`.
    time_filter after(const timestamp& moment) const { return with("gt", moment); }

    /// And at `moment` or later: `[gte]`.
    time_filter since(const timestamp& moment) const { return with("gte", moment); }

    /// And earlier than `moment`: `[lt]`.
    time_filter before(const timestamp& moment) const { return with("lt", moment); }

    /// And at `moment` or earlier: `[lte]`.
    time_filter until(const timestamp& moment) const { return with("lte", moment); }

private:
    time_filter with(std::string_view name, const timestamp& moment) const
    {
        auto copy = *this;
        copy.set(name, moment.text());
        return copy;
    }
};

/// Moments later than `moment`.
inline time_filter after(const timestamp& moment)
{
    return time_filter{}.after(moment);
}

/// Moments at `moment` or later.
inline time_filter since(const timestamp& moment)
{
    return time_filter{}.since(moment);
}

/// Moments earlier than `moment`.
inline time_filter before(const timestamp& moment)
{
    return time_filter{}.before(moment);
}

/// Moments at `moment` or earlier.
inline time_filter until(const timestamp& moment)
{
    return time_filter{}.until(moment);
}

namespace detail
{

/// What a value is taken for in a filter: an enumeration, or a text.
template <class T>
struct filtered
{
    using type = text;
    static std::string_view spelling(const text& value) noexcept { return value; }
};

template <named_enum E>
struct filtered<E>
{
    using type = open_enum<E>;
    static std::string_view spelling(const open_enum<E>& value) noexcept { return value.text(); }
};

template <class E>
struct filtered<open_enum<E>> : filtered<E>
{
};

}  // namespace detail

/// Which values are meant: one exactly, or one of several. `T` is an `open_enum` or a `text`.
///
/// ```
/// {.status = user_status::active}                                // status=active
/// {.status = one_of(user_status::active, user_status::invited)}  // status[in]=active,invited
/// ```
template <class T>
class value_filter : public query_condition
{
public:
    using value_type = T;

    /// All values.
    value_filter() = default;

    /// Exactly this value.
    template <class Value>
        requires std::convertible_to<const Value&, T>
    value_filter(const Value& exactly) : query_condition(spelling(exactly))
    {
    }

    /// Any of the values between `first` and `last`, which are of a type that converts to `T`.
    /// @throws std::invalid_argument when there is none, since all would come then, and when one of them holds a comma,
    /// which is what separates them.
    template <class Iterator>
    static value_filter one_of(Iterator first, Iterator last)
    {
        std::string all;
        bool is_first = true;
        for (; first != last; ++first)
        {
            append(all, std::exchange(is_first, false), spelling(*first));
        }
        if (is_first)
        {
            throw std::invalid_argument("one_of needs at least one value");
        }
        value_filter result;
        result.set("in", all);
        return result;
    }

private:
    /// By value, so that what is given back refers to something: to the text of an enumeration, or to `value`.
    template <class Value>
    static std::string spelling(const Value& value)
    {
        const T typed = value;
        return std::string{detail::filtered<T>::spelling(typed)};
    }

    static void append(std::string& all, bool is_first, std::string_view value)
    {
        if (value.find(',') != std::string_view::npos)
        {
            throw std::invalid_argument("one_of takes no value with a comma in it");
        }
        all.append(is_first ? "" : ",").append(value);
    }
};

/// Any of these values: enumerators, or texts. @throws std::invalid_argument when one of them holds a comma.
template <class Value, std::convertible_to<typename detail::filtered<Value>::type>... Values>
auto one_of(const Value& value, const Values&... values)
{
    using type = typename detail::filtered<Value>::type;
    const type all[]{type(value), type(values)...};
    return value_filter<type>::one_of(std::begin(all), std::end(all));
}

/// Any of the values in a container. @throws std::invalid_argument when it is empty, or a value holds a comma.
template <class Container>
    requires(!std::convertible_to<const Container&, std::string_view> &&
             requires(const Container& all) {
                 typename Container::value_type;
                 all.begin() != all.end();
             })
auto one_of(const Container& values)
{
    using type = typename detail::filtered<typename Container::value_type>::type;
    return value_filter<type>::one_of(values.begin(), values.end());
}

/// By which member to sort, and in which direction; made by @ref ascending and @ref descending.
template <class Field>
struct sort_term
{
    text member;
    bool is_descending;
};

/// The smallest first: `sort_by[name]=asc`. `member` is an enumerator of the fields that are known, or any name.
template <class Field>
auto ascending(const Field& member)
{
    using filtered = detail::filtered<Field>;
    return sort_term<typename filtered::type>{std::string{filtered::spelling(member)}, false};
}

/// The largest first: `sort_by[name]=desc`.
template <class Field>
auto descending(const Field& member)
{
    using filtered = detail::filtered<Field>;
    return sort_term<typename filtered::type>{std::string{filtered::spelling(member)}, true};
}

/// How to sort a list whose fields are known as `Field`, an enumeration.
///
/// ```
/// {.sort_by = descending(user_sort_field::last_login_at)}   // sort_by[last_login_at]=desc
/// {.sort_by = ascending("name")}                            // sort_by[name]=asc
/// ```
template <named_enum Field>
class sorting : public query_condition
{
public:
    /// In the server's order.
    sorting() = default;

    /// By a member, of which an enumerator is checked by the compiler and a text is not.
    template <class Known>
        requires(std::same_as<Known, open_enum<Field>> || std::same_as<Known, text>)
    sorting(const sort_term<Known>& term)
    {
        set(term.member, term.is_descending ? "desc" : "asc");
    }
};

}  // namespace truto
