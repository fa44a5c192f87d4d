#pragma once

#include <truto/config.hpp>
#include <truto/indirect.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace truto
{

/// The header fields of a message, in order, names compared without regard to case (RFC 9110, 5.1).
class headers
{
public:
    /// One field. Views into the `headers` that gave it.
    struct entry
    {
        std::string_view name;
        std::string_view value;
    };

    headers() = default;

    /// Up to four fields written as a list, `{{"X-Request-Source", "offboarding"}, {"X-Ticket", "4711"}}`; for more there
    /// is @ref add. See @ref list on why this takes no `std::initializer_list`.
    headers(entry a) { add_all(a); }
    headers(entry a, entry b) { add_all(a, b); }
    headers(entry a, entry b, entry c) { add_all(a, b, c); }
    headers(entry a, entry b, entry c, entry d) { add_all(a, b, c, d); }

    /// Adds a field at the end, also when there is one of that name.
    void add(std::string_view name, std::string_view value);

    /// Replaces the fields of that name by one.
    void set(std::string_view name, std::string_view value);

    /// Removes all fields of that name and says how many there were.
    std::size_t erase(std::string_view name);

    /// The value of the first field of that name, empty when there is none. The view lives until the next change.
    std::string_view operator[](std::string_view name) const noexcept;

    /// Whether there is a field of that name.
    bool contains(std::string_view name) const noexcept;

    std::size_t size() const noexcept { return content_->places.size(); }
    bool empty() const noexcept { return content_->places.empty(); }

    /// The field at position `i`, in the order of the message.
    entry at(std::size_t i) const noexcept;

    /// Makes room for `count` fields of `bytes` characters in all.
    void reserve(std::size_t count, std::size_t bytes);

    friend bool operator==(const headers& a, const headers& b) noexcept;

private:
    template <class... Entries>
    void add_all(const Entries&... entries)
    {
        (add(entries.name, entries.value), ...);
    }

    struct place
    {
        std::uint32_t name;
        std::uint32_t value;
        std::uint32_t end;
    };

    /// All names and values one after the other, and where each begins.
    struct content
    {
        std::string text{};
        std::vector<place> places{};

        std::string_view name_of(const place& each) const noexcept
        {
            return std::string_view{text}.substr(each.name, each.value - each.name);
        }
    };

    indirect<content> content_;
};

}  // namespace truto

#if defined(TRUTO_HEADER_ONLY)
#include <truto/impl/headers.ipp>
#endif
