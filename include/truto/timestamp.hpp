#pragma once

#include <truto/config.hpp>
#include <truto/text.hpp>

#include <chrono>
#include <concepts>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>

namespace truto
{

/// A date and time as the server sent it, understood on demand.
///
/// The text is kept and written back unchanged, whatever it is. Reading it accepts RFC 3339 date-times, a space
/// instead of the `T`, a date alone (midnight), seconds left out, any number of fraction digits, and offsets as `Z`,
/// `+hh:mm`, `+hhmm` or `+hh`, also after a space; without an offset it is taken as UTC.
class timestamp
{
public:
    /// Microseconds since 1970-01-01 00:00 UTC, without leap seconds. More digits are cut off.
    using time_point = std::chrono::sys_time<std::chrono::microseconds>;

    timestamp() = default;

    /// Keeps `text` as it is.
    template <std::convertible_to<std::string_view> String>
    timestamp(const String& text) : text_(std::string_view{text})
    {
    }

    /// Spells `time` as `2026-11-21T07:30:00Z`, with a fraction where there is one.
    timestamp(time_point time) : text_(format(time)) {}

    /// The same for a clock of another resolution, such as `std::chrono::system_clock`.
    template <class Duration>
    timestamp(std::chrono::sys_time<Duration> time) : timestamp(std::chrono::floor<time_point::duration>(time))
    {
    }

    /// The text as sent.
    std::string_view text() const noexcept { return text_; }

    /// The moment, or nothing when the text is not a date.
    std::optional<time_point> time() const noexcept { return parse(text_); }

    /// Reads one of the accepted forms.
    static std::optional<time_point> parse(std::string_view text) noexcept;

    /// Spells `time` in RFC 3339 with `Z`.
    static std::string format(time_point time);

    /// Compares the texts: two spellings of one moment are different.
    friend bool operator==(const timestamp&, const timestamp&) = default;
    friend std::ostream& operator<<(std::ostream& out, const timestamp& value) { return out << value.text_; }

private:
    truto::text text_;
};

}  // namespace truto

#if defined(TRUTO_HEADER_ONLY)
#include <truto/impl/timestamp.ipp>
#endif
