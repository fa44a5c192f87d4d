#pragma once

#include <cstddef>
#include <cstring>
#include <new>

namespace truto::test
{

/// A copy of an object's bytes, as gcc 12 makes it of arguments in a `co_await` expression: it stands elsewhere, and
/// its destructor runs, too.
template <class T>
class byte_copy
{
public:
    explicit byte_copy(const T& original) { std::memcpy(bytes_, static_cast<const void*>(&original), sizeof(T)); }
    byte_copy(const byte_copy&) = delete;
    byte_copy& operator=(const byte_copy&) = delete;
    ~byte_copy() { get().~T(); }

    T& get() noexcept { return *std::launder(reinterpret_cast<T*>(bytes_)); }
    const T& operator*() noexcept { return get(); }

private:
    alignas(T) std::byte bytes_[sizeof(T)];
};

}  // namespace truto::test
