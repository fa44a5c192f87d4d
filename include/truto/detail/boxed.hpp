#pragma once

#include <memory>
#include <utility>

namespace truto::detail
{

/// A value in memory of its own: moving it never moves the value. Copied in depth.
template <class T>
class boxed
{
public:
    boxed() = default;
    boxed(T value) : value_(std::make_unique<T>(std::move(value))) {}
    boxed(const boxed& other) : value_(other.value_ ? std::make_unique<T>(*other.value_) : nullptr) {}
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
            value_ = std::make_unique<T>();
        }
        return *value_;
    }
    const T& operator*() const noexcept
    {
        static const T nothing{};
        return value_ ? *value_ : nothing;
    }

    T* operator->() { return &**this; }
    const T* operator->() const noexcept { return &**this; }

private:
    std::unique_ptr<T> value_;
};

}  // namespace truto::detail
