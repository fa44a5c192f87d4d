#pragma once

#include <boost/config.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>

namespace truto
{

/// A text in the arguments of a call: takes whatever is a string, owns a copy, and reads as a `std::string_view`.
///
/// It is not a `std::string` because of what gcc 12 does in `co_await` expressions: see @ref indirect.
class text
{
public:
    text() noexcept : self_(this) {}

    template <class String>
        requires(std::convertible_to<const String&, std::string_view> && !std::same_as<String, text>)
    text(const String& characters) : self_(this)
    {
        assign(characters);
    }

    text(const text& other) : self_(this) { assign(other); }
    text(text&& other) noexcept : self_(this)
    {
        if (other.is_here())
        {
            data_ = std::exchange(other.data_, nullptr);
            size_ = std::exchange(other.size_, 0);
        }
        else
        {
            assign(other);
        }
    }
    text& operator=(text other) noexcept
    {
        if (!is_here())
        {
            data_ = nullptr;
            size_ = 0;
            self_ = this;
        }
        std::swap(data_, other.data_);
        std::swap(size_, other.size_);
        return *this;
    }
    ~text()
    {
        if (is_here())
        {
            delete[] data_;
        }
    }

    operator std::string_view() const noexcept { return {data_, size_}; }

    /// A `std::string` with the same characters.
    std::string str() const { return std::string{std::string_view{*this}}; }

    const char* data() const noexcept { return data_; }
    std::size_t size() const noexcept { return size_; }
    bool empty() const noexcept { return size_ == 0; }

    friend bool operator==(const text& a, const text& b) noexcept { return std::string_view{a} == std::string_view{b}; }
    template <class String>
        requires(std::convertible_to<const String&, std::string_view> && !std::same_as<String, text>)
    friend bool operator==(const text& a, const String& b) noexcept
    {
        return std::string_view{a} == std::string_view{b};
    }
    friend std::ostream& operator<<(std::ostream& out, const text& value) { return out << std::string_view{value}; }

private:
    bool is_here() const noexcept { return self_ == this; }

    BOOST_NOINLINE void assign(std::string_view characters)
    {
        if (!characters.empty())
        {
            data_ = new char[characters.size()];
            size_ = characters.size();
            std::copy(characters.begin(), characters.end(), data_);
        }
    }

    char* data_ = nullptr;
    std::size_t size_ = 0;
    const text* self_;
};

}  // namespace truto
