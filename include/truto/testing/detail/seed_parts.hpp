#pragma once

// What the makers of seeded records share.

#include <truto/testing/detail/json_access.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <string>
#include <string_view>
#include <utility>

namespace truto::testing::detail
{

/// A time as the API writes it: `2026-11-19T07:58:03.000Z`.
inline std::string to_timestamp(std::chrono::system_clock::time_point time)
{
    const auto rounded = std::chrono::floor<std::chrono::milliseconds>(time);
    const auto day = std::chrono::floor<std::chrono::days>(rounded);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss clock{rounded - day};

    std::array<char, 40> text{};
    const int length =
        std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", static_cast<int>(date.year()),
                      static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                      static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                      static_cast<int>(clock.seconds().count()), static_cast<int>(clock.subseconds().count()));
    return {text.data(), static_cast<std::size_t>(length)};
}

/// A date that is different for every record and always the same for one.
inline std::string seeded_moment(int year, int salt)
{
    using namespace std::chrono;
    const sys_days day = sys_days{std::chrono::year{year} / January / 4} + days{(salt * 37) % 300};
    return to_timestamp(day + hours{6 + salt % 12} + minutes{(salt * 17) % 60} + seconds{(salt * 29) % 60});
}

inline std::string joined(std::string_view first, std::string_view second = {}, std::string_view third = {})
{
    std::string text{first};
    text.append(second).append(third);
    return text;
}

/// Visits the words of a list with spaces between them.
template <class Visit>
void for_each_word(std::string_view list, Visit&& visit)
{
    while (!list.empty())
    {
        const std::size_t end = list.find(' ');
        visit(list.substr(0, end));
        list.remove_prefix(end == std::string_view::npos ? list.size() : end + 1);
    }
}

/// The name that a seeded table has for an id.
template <class Table>
std::string_view name_in(const Table& table, std::string_view id)
{
    for (const auto& row : table)
    {
        if (row.id == id)
        {
            return row.name;
        }
    }
    return {};
}

/// The provider's own word for a user's status.
inline std::string_view native_status(std::string_view status)
{
    return status == "active"     ? "ACTIVE"
           : status == "inactive" ? "SUSPENDED"
           : status == "invited"  ? "PROVISIONED"
                                  : "DEPROVISIONED";
}

/// A role that a user holds, as a record of its own. `held` is an element of the user's `roles`; `group_type` is null
/// for a role that is not held in a group.
inline json::object role_assignment(std::string id, std::string_view user_id, const json::object& held,
                                    json::value group_type, std::string_view when)
{
    const auto member = [&](std::string_view name)
    {
        const json::value* const found = held.if_contains(name);
        return found != nullptr ? *found : json::value{};
    };
    json::array workspaces;
    if (const std::string_view workspace = text_of(held, "workspace"); !workspace.empty())
    {
        workspaces.push_back(json::value(workspace));
    }

    json::object made;
    made["id"] = id;
    made["user_id"] = user_id;
    made["group_id"] = member("group");
    made["role_id"] = member("id");
    made["group_type"] = std::move(group_type);
    made["workspace"] = std::move(workspaces);
    made["created_at"] = when;
    made["updated_at"] = when;
    made["remote_data"] = {{"grant", id}, {"principal", user_id}, {"organization", member("organization")}};
    return made;
}

}  // namespace truto::testing::detail
