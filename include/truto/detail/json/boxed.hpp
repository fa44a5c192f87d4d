#pragma once

#include <truto/fields.hpp>

#include <truto/detail/json/record.hpp>

#include <boost/config.hpp>

#include <utility>

namespace truto::detail::json
{

/// A value in memory of its own: moving it never moves the value. Copied in depth.
///
/// A bare pointer, since `std::unique_ptr` and its tuple are some twenty functions to compile for each type of an answer.
template <class T>
class boxed
{
public:
    boxed() = default;
    boxed(T value) : value_(new T(std::move(value))) {}
    boxed(const boxed& other) : value_(other.value_ != nullptr ? new T(*other.value_) : nullptr) {}
    boxed(boxed&& other) noexcept : value_(other.value_) { other.value_ = nullptr; }
    boxed& operator=(boxed other) noexcept
    {
        T* const mine = value_;
        value_ = other.value_;
        other.value_ = mine;
        return *this;
    }
    BOOST_NOINLINE ~boxed()
    {
        if (value_ != nullptr)
        {
            manage(value_, lifetime::end);
        }
    }

    /// Made when it is first asked for.
    T& operator*()
    {
        if (value_ == nullptr)
        {
            value_ = static_cast<T*>(manage(nullptr, lifetime::make));
        }
        return *value_;
    }
    const T& operator*() const noexcept { return value_ != nullptr ? *value_ : nothing(); }

    T* operator->() { return &**this; }
    const T* operator->() const noexcept { return &**this; }

private:
    static void* manage(void* value, lifetime step)
    {
        if constexpr (described<T>)
        {
            return record_table_of<T>().manage(value, step);
        }
        else
        {
            return json::manage<T>(value, step);
        }
    }

    static const T& nothing()
    {
        static boxed empty;
        static const T& value = *empty;
        return value;
    }

    T* value_ = nullptr;
};

}  // namespace truto::detail::json
