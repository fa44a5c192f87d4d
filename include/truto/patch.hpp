#pragma once

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

/// A member of an update: left alone, set to null, or set to a value.
///
/// ```
/// {.title = "Engineer", .manager = truto::null}   // everything else stays as it is
/// ```
template <class T>
class patch
{
public:
    using value_type = T;

    /// Leaves the member alone: it is not sent.
    constexpr patch() noexcept = default;

    /// Sets the member to null.
    constexpr patch(null_t) noexcept : null_(true) {}

    /// Sets the member to `value`.
    template <class U = T>
        requires(std::is_constructible_v<T, U &&> && !std::is_same_v<std::remove_cvref_t<U>, patch> &&
                 !std::is_same_v<std::remove_cvref_t<U>, null_t>)
    constexpr explicit(!std::is_convertible_v<U&&, T>) patch(U&& value) : value_(std::forward<U>(value))
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
