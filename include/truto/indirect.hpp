#pragma once

#include <boost/config.hpp>

#include <type_traits>
#include <utility>

namespace truto
{

/// A `T` on the heap with the meaning of a plain member: copying copies it, comparing compares it, const is deep.
///
/// It lets a struct hold a value of its own type, and it is what the arguments of calls are made of, because of a fault
/// of gcc 12: in `co_await users.async_delete(id, {.remote_data = data})` that compiler copies the bytes of the members
/// of the struct, uses the copy, and destroys both. An `indirect` knows where it was made. A copy of its bytes, which
/// stands somewhere else, reads the same value and does not destroy it; once it is changed it has a value of its own.
template <class T>
class indirect
{
public:
    using value_type = T;

    /// A default `T`; takes no memory until it is written to.
    indirect() noexcept : self_(this) {}
    template <class U = T>
        requires(std::is_convertible_v<U &&, T> && !std::is_base_of_v<indirect, std::remove_cvref_t<U>>)
    indirect(U&& value) : value_(new T(std::forward<U>(value))), self_(this)
    {
    }
    template <class... Arguments>
    explicit indirect(std::in_place_t, Arguments&&... arguments)
        : value_(new T(std::forward<Arguments>(arguments)...)), self_(this)
    {
    }
    indirect(const indirect& other) : value_(other.value_ != nullptr ? new T(*other.value_) : nullptr), self_(this) {}
    indirect(indirect&& other) noexcept
        : value_(other.is_here()           ? std::exchange(other.value_, nullptr)
                 : other.value_ != nullptr ? new T(*other.value_)
                                           : nullptr),
          self_(this)
    {
    }
    indirect& operator=(indirect other) noexcept
    {
        if (!is_here())
        {
            value_ = nullptr;
            self_ = this;
        }
        std::swap(value_, other.value_);
        return *this;
    }
    // A function of its own: arguments end in many places of a file that makes calls.
    BOOST_NOINLINE ~indirect()
    {
        if (is_here())
        {
            delete value_;
        }
    }

    /// Null while it takes no memory.
    const T* get() const noexcept { return value_; }

    T& operator*()
    {
        if (value_ == nullptr || !is_here())
        {
            value_ = value_ != nullptr ? new T(*value_) : new T();
            self_ = this;
        }
        return *value_;
    }
    const T& operator*() const noexcept
    {
        static const T nothing{};
        return value_ != nullptr ? *value_ : nothing;
    }
    T* operator->() { return &**this; }
    const T* operator->() const noexcept { return &**this; }

    friend bool operator==(const indirect& a, const indirect& b)
    {
        // A default T that holds an indirect of its own type would be compared without end.
        return (a.value_ == nullptr && b.value_ == nullptr) || *a == *b;
    }

private:
    bool is_here() const noexcept { return self_ == this; }

    T* value_ = nullptr;
    const indirect* self_;
};

}  // namespace truto
