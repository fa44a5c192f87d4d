#pragma once

#include <truto/fields.hpp>

#include <truto/detail/json/record.hpp>

#include <memory>
#include <utility>

namespace truto::detail::json
{

/// A value in memory of its own: moving it never moves the value. Copied in depth.
template <class T>
class boxed
{
public:
    boxed() = default;
    boxed(T value) : value_(new T(std::move(value))) {}
    boxed(const boxed& other) : value_(other.value_ ? new T(*other.value_) : nullptr) {}
    boxed(boxed&& other) noexcept = default;
    boxed& operator=(boxed other) noexcept
    {
        value_ = std::move(other.value_);
        return *this;
    }
    ~boxed() = default;

    /// Made when it is first asked for.
    T& operator*()
    {
        if (!value_)
        {
            if constexpr (described<T>)
            {
                value_.reset(static_cast<T*>(record_table_of<T>().make()));
            }
            else
            {
                value_.reset(new T());
            }
        }
        return *value_;
    }
    const T& operator*() const noexcept { return value_ ? *value_ : nothing(); }

    T* operator->() { return &**this; }
    const T* operator->() const noexcept { return &**this; }

private:
    struct deleter
    {
        void operator()(T* value) const noexcept
        {
            if constexpr (described<T>)
            {
                record_table_of<T>().destroy(value);
            }
            else
            {
                delete value;
            }
        }
    };

    static const T& nothing()
    {
        static boxed empty;
        static const T& value = *empty;
        return value;
    }

    std::unique_ptr<T, deleter> value_;
};

}  // namespace truto::detail::json
