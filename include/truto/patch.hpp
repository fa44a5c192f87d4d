#pragma once

#include <truto/list.hpp>

#include <optional>
#include <type_traits>
#include <utility>

namespace truto
{

/// Says "set it to null" where that differs from "leave it alone".
struct null_t
{
    friend constexpr bool operator==(null_t, null_t) noexcept { return true; }
};

/// See @ref null_t.
inline constexpr null_t null{};

namespace detail
{

/// What the elements of a list are, and of anything else nothing.
template <class T>
struct elements_of
{
    struct type
    {
    };
    static constexpr bool is_list = false;
};
template <class T>
struct elements_of<list<T>>
{
    using type = T;
    static constexpr bool is_list = true;
};

}  // namespace detail

/// A member of an update: left alone, set to null, or set to a value.
///
/// ```
/// {.title = "Engineer", .manager = truto::null}   // everything else stays as it is
/// ```
template <class T>
class patch
{
    using element = typename detail::elements_of<T>::type;
    static constexpr bool is_list = detail::elements_of<T>::is_list;

public:
    using value_type = T;

    /// Leaves the member alone: it is not sent.
    constexpr patch() noexcept = default;

    /// Sets the member to null.
    constexpr patch(null_t) noexcept : null_(true) {}

    /// Sets the member to `value`.
    template <class U = T>
        requires(std::is_constructible_v<T, U &&> && !std::is_same_v<std::remove_cvref_t<U>, patch> &&
                 !std::is_same_v<std::remove_cvref_t<U>, null_t> && (!is_list || std::is_convertible_v<U &&, T>))
    constexpr explicit(!std::is_convertible_v<U&&, T>) patch(U&& value) : value_(std::forward<U>(value))
    {
    }

    /// Sets the member to a list in braces, as where it is no patch: `{.emails = {{.email = "ann@example.com"}}}`. Up to
    /// eight elements; see @ref list. One without any is `truto::list<T>{}`: `{}` leaves the member alone.
    patch(const element& a)
        requires is_list
        : value_(T(a))
    {
    }
    patch(const element& a, const element& b)
        requires is_list
        : value_(T(a, b))
    {
    }
    patch(const element& a, const element& b, const element& c)
        requires is_list
        : value_(T(a, b, c))
    {
    }
    patch(const element& a, const element& b, const element& c, const element& d)
        requires is_list
        : value_(T(a, b, c, d))
    {
    }
    patch(const element& a, const element& b, const element& c, const element& d, const element& e)
        requires is_list
        : value_(T(a, b, c, d, e))
    {
    }
    patch(const element& a, const element& b, const element& c, const element& d, const element& e, const element& f)
        requires is_list
        : value_(T(a, b, c, d, e, f))
    {
    }
    patch(const element& a, const element& b, const element& c, const element& d, const element& e, const element& f,
          const element& g)
        requires is_list
        : value_(T(a, b, c, d, e, f, g))
    {
    }
    patch(const element& a, const element& b, const element& c, const element& d, const element& e, const element& f,
          const element& g, const element& h)
        requires is_list
        : value_(T(a, b, c, d, e, f, g, h))
    {
    }

    /// Whether anything is sent at all.
    constexpr bool is_set() const noexcept { return null_ || value_.has_value(); }

    /// Whether null is sent.
    constexpr bool is_null() const noexcept { return null_; }

    /// The value to send, if it is one.
    constexpr const std::optional<T>& value() const noexcept { return value_; }

    /// Takes a default value, ready to be filled, and gives access to it.
    T& emplace()
    {
        null_ = false;
        return value_.emplace();
    }

    friend constexpr bool operator==(const patch&, const patch&) = default;

private:
    bool null_ = false;
    std::optional<T> value_;
};

}  // namespace truto
