#pragma once

#include <truto/testing/detail/json_access.hpp>
#include <truto/testing/detail/resources.hpp>
#include <truto/testing/detail/seed_parts.hpp>
#include <truto/testing/detail/seed_tables.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace truto::testing::detail
{

/// What happened before the simulator was started: activities, bills, reports of use.
class history_seed
{
public:
    template <class Add>
    static void fill(const Add& add)
    {
        for (int i = 0; i < 60; ++i)
        {
            add(resource::activities, activity(i));
        }
        for (unsigned month = 1; month <= 12; ++month)
        {
            add(resource::billing, invoice(month));
        }
        add(resource::billing, yearly_contract());
        for (json::object& each : reports())
        {
            add(resource::utilization, std::move(each));
        }
    }

private:
    struct event
    {
        std::string_view action;
        std::string_view entity;
        std::string_view entity_type;
        std::string_view description;
    };

    static constexpr std::array<event, 12> events = {{
        {"login", "", "", "Logged in"},
        {"updated", "grp-support", "group", "Changed the description of Support"},
        {"logout", "", "", "Logged out"},
        {"login", "", "", "Logged in"},
        {"exported", "doc-118", "document", "Exported the list of instruments"},
        {"login_failed", "", "", "Mistyped the password"},
        {"login", "", "", "Logged in"},
        {"create", "doc-204", "document", "Started a document"},
        {"user_updated", "00um1t", "user", "Corrected a phone number"},
        {"login", "", "", "Logged in"},
        {"calibration.sign", "doc-118", "document", "Signed a calibration"},
        {"destroy", "doc-17", "document", "Threw a document away"},
    }};

    // 60 of them, eleven hours apart, the latest one in the last days of October 2026.
    static json::object activity(int number)
    {
        using namespace std::chrono;
        const event& what = events[static_cast<std::size_t>(number) % events.size()];
        // The first 28 users are the active ones; every ninth event is nobody's.
        const seeded_user& who = seeded_users[static_cast<std::size_t>(number * 5) % 28];
        const bool is_system = number % 9 == 8;

        json::object made;
        made["id"] = "act-" + std::to_string(101 + number);
        made["actor"] = {{"type", is_system ? "system" : "user"}, {"user", nullptr}};
        if (!is_system)
        {
            made["actor"].as_object()["user"] = {{"id", who.id}};
        }
        made["organization"] = seeded_organizations[0].id;
        made["group"] = nullptr;
        made["entity"] = text_or_null(what.entity);
        made["entity_type"] = text_or_null(what.entity_type);
        made["action"] = what.action;
        made["description"] = what.description;
        made["context"] = {{"ip_address", "192.0.2." + std::to_string(10 + number % 5)}, {"user_agent", "Mozilla/5.0"}};
        made["created_at"] =
            to_timestamp(sys_days{2026y / October / 1} + hours{7 + 11 * number} + minutes{number % 50});
        made["remote_data"] = {{"seq", 9000 + number}, {"event", what.action}};
        return made;
    }

    static json::object invoice(unsigned month)
    {
        using namespace std::chrono;
        const year_month when = 2026y / std::chrono::month{month};
        const sys_days first{when / 1};
        const int seats = 18 + static_cast<int>(month) / 3;
        const int cents = seats * 1200 + 8 * 3950;

        std::array<char, 16> id{};
        std::snprintf(id.data(), id.size(), "inv-2026-%02u", month);
        json::object made;
        made["id"] = id.data();
        made["description"] = std::to_string(seats) + " Standard, 8 Enterprise";
        made["currency"] = "EUR";
        made["start_date"] = to_timestamp(first);
        made["end_date"] = to_timestamp(sys_days{when / last} + hours{24} - milliseconds{1});
        made["billing_frequency"] = "monthly";
        made["total_amount"] = money(cents);
        made["tax_amount"] = money(cents / 5);
        made["created_at"] = to_timestamp(first + hours{3});
        made["updated_at"] = to_timestamp(first + hours{3});
        made["remote_data"] = {{"number", 40200 + static_cast<int>(month)}, {"seats", seats + 8}};
        return made;
    }

    static json::object yearly_contract()
    {
        json::object made;
        made["id"] = "inv-support-2026";
        made["description"] = "Support, one year";
        made["currency"] = "EUR";
        made["start_date"] = "2026-01-01T00:00:00.000Z";
        made["end_date"] = "2026-12-31T23:59:59.999Z";
        made["billing_frequency"] = "yearly";
        made["total_amount"] = "4800.00";
        made["tax_amount"] = nullptr;
        made["created_at"] = "2025-12-12T10:00:00.000Z";
        made["updated_at"] = "2026-01-02T10:00:00.000Z";
        made["remote_data"] = {{"number", 39977}};
        return made;
    }

    static std::array<json::object, 5> reports()
    {
        return {
            report("Licenses", "licenses", {"License", "Seats"},
                   {{"Enterprise", 15}, {"Standard", 40}, {"Guest", 100}}),
            report("User activity", "user_activity", {"Day", "Users"},
                   {{"2026-10-27", 21}, {"2026-10-28", 24}, {"2026-10-29", 23}}),
            report("Actions minutes", "actions", {"Repository", "Minutes"}, {{"spectrometer", 812}, {"manuals", 77.5}}),
            report("Packages", "packages", {"Package", "Gigabytes"}, {{"firmware", 3.25}}),
            report("Shared storage", "shared-storage", {"Place", "Gigabytes"},
                   {{"artifacts", 118.5}, {"caches", nullptr}})};
    }

    using row = std::array<json::value, 2>;

    static json::object report(std::string_view name, std::string_view type, std::array<std::string_view, 2> labels,
                               std::initializer_list<row> rows)
    {
        json::array columns;
        for (std::size_t i = 0; i < labels.size(); ++i)
        {
            columns.push_back({{"label", labels[i]}, {"description", nullptr}, {"format", i == 0 ? "text" : "number"}});
        }
        json::array lines;
        for (const row& each : rows)
        {
            lines.push_back(json::array(each.begin(), each.end()));
        }

        json::object made;
        made["name"] = name;
        made["metadata"] = {{"month", "2026-10"}};
        made["columns"] = std::move(columns);
        made["rows"] = std::move(lines);
        made["remote_data"] = {
            {"report", type}, {"made_at", "2026-10-31T00:00:00.000Z"}, {"organization", seeded_organizations[0].id}};
        return made;
    }

    static json::value text_or_null(std::string_view text) { return text.empty() ? json::value{} : json::value(text); }

    static std::string money(int cents)
    {
        std::array<char, 24> text{};
        std::snprintf(text.data(), text.size(), "%d.%02d", cents / 100, cents % 100);
        return text.data();
    }
};

}  // namespace truto::testing::detail
