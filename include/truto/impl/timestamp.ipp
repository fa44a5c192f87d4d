#pragma once

#include <truto/timestamp.hpp>

#include <charconv>
#include <cstddef>
#include <cstdio>

namespace truto
{

namespace detail
{

/// Takes a text apart from the front.
class text_reader
{
public:
    explicit text_reader(std::string_view text) noexcept : rest_(text) {}

    bool at_end() const noexcept { return rest_.empty(); }

    /// Takes one of `choices`, and says whether there was one.
    bool take(std::string_view choices) noexcept
    {
        if (rest_.empty() || choices.find(rest_.front()) == std::string_view::npos)
        {
            return false;
        }
        rest_.remove_prefix(1);
        return true;
    }

    /// Takes exactly `count` digits.
    std::optional<int> digits(std::size_t count) noexcept
    {
        if (rest_.size() < count || rest_.substr(0, count).find_first_not_of("0123456789") != std::string_view::npos)
        {
            return std::nullopt;
        }
        int value = 0;
        std::from_chars(rest_.data(), rest_.data() + count, value);
        rest_.remove_prefix(count);
        return value;
    }

    /// Takes all digits that follow as a decimal fraction; nothing if there is none.
    std::optional<std::chrono::microseconds> fraction() noexcept
    {
        const auto end = rest_.find_first_not_of("0123456789");
        const auto all = rest_.substr(0, end);
        if (all.empty())
        {
            return std::nullopt;
        }
        int value = 0;
        for (std::size_t i = 0; i != 6; ++i)
        {
            value = value * 10 + (i < all.size() ? all[i] - '0' : 0);
        }
        rest_.remove_prefix(all.size());
        return std::chrono::microseconds{value};
    }

    /// Takes an offset from UTC; none at the end of the text is zero.
    std::optional<std::chrono::minutes> offset() noexcept
    {
        if (at_end() || take("Zz"))
        {
            return std::chrono::minutes{0};
        }
        const bool west = !rest_.empty() && rest_.front() == '-';
        if (!take("+-"))
        {
            return std::nullopt;
        }
        const auto hours = digits(2);
        const bool colon = take(":");
        const auto minutes = at_end() && !colon ? std::optional<int>{0} : digits(2);
        if (!hours || !minutes || *hours > 23 || *minutes > 59)
        {
            return std::nullopt;
        }
        const auto total = std::chrono::hours{*hours} + std::chrono::minutes{*minutes};
        return west ? -total : total;
    }

private:
    std::string_view rest_;
};

}  // namespace detail

TRUTO_DECL std::optional<timestamp::time_point> timestamp::parse(std::string_view text) noexcept
{
    using namespace std::chrono;
    detail::text_reader in{text};

    const auto y = in.digits(4);
    const bool first_dash = in.take("-");
    const auto m = in.digits(2);
    const bool second_dash = in.take("-");
    const auto d = in.digits(2);
    if (!y || !first_dash || !m || !second_dash || !d)
    {
        return std::nullopt;
    }
    const auto date = year{*y} / month{static_cast<unsigned>(*m)} / day{static_cast<unsigned>(*d)};
    if (!date.ok())
    {
        return std::nullopt;
    }
    time_point result = sys_days{date};
    if (in.at_end())
    {
        return result;
    }

    const bool separated = in.take("Tt ");
    const auto hour = in.digits(2);
    const bool colon = in.take(":");
    const auto minute = in.digits(2);
    if (!separated || !hour || !colon || !minute || *hour > 23 || *minute > 59)
    {
        return std::nullopt;
    }
    result += hours{*hour} + minutes{*minute};
    if (in.take(":"))
    {
        const auto second = in.digits(2);
        if (!second || *second > 60)
        {
            return std::nullopt;
        }
        result += seconds{*second};
        if (in.take(".,"))
        {
            const auto fraction = in.fraction();
            if (!fraction)
            {
                return std::nullopt;
            }
            result += *fraction;
        }
    }
    const bool space = in.take(" ");
    if (space && in.at_end())
    {
        return std::nullopt;
    }
    const auto offset = in.offset();
    if (!offset || !in.at_end())
    {
        return std::nullopt;
    }
    return result - *offset;
}

TRUTO_DECL std::string timestamp::format(time_point time)
{
    using namespace std::chrono;
    const auto day_point = floor<days>(time);
    const year_month_day date{day_point};
    const hh_mm_ss<microseconds> clock{time - day_point};

    char text[48];
    int size = std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d", static_cast<int>(date.year()),
                             static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                             static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                             static_cast<int>(clock.seconds().count()));
    std::string result(text, static_cast<std::size_t>(size));
    if (clock.subseconds().count() != 0)
    {
        size = std::snprintf(text, sizeof text, ".%06d", static_cast<int>(clock.subseconds().count()));
        result.append(text, static_cast<std::size_t>(size));
    }
    return result + 'Z';
}

}  // namespace truto
