#pragma once

#include <truto/testing/detail/query_string.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/string.hpp>
#include <boost/json/value.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

namespace truto::testing::detail
{

/// How much an integration maps of a user.
enum class mapped
{
    all,    // every member of the schema
    usual,  // what most integrations know
    thin    // id, name, status and the raw record; what is left is null or missing
};

/// One seeded user. Lists are ids with spaces between them; a role may name the group it is held in: `role@group`.
struct seeded_user
{
    std::string_view id;
    std::string_view first_name;
    std::string_view last_name;
    std::string_view username;
    std::string_view title;
    std::string_view phone;
    std::string_view timezone;
    std::string_view language;
    std::string_view status;
    std::string_view organization;
    std::string_view groups;
    std::string_view roles;
    std::string_view license;
    mapped detail;
};

struct seeded_name
{
    std::string_view id;
    std::string_view name;
};

struct seeded_group
{
    std::string_view id;
    std::string_view name;
    std::string_view description;
    std::string_view organization;
    std::string_view type;
};

inline constexpr std::array<seeded_name, 3> seeded_organizations = {{
    {"org-quillmoor", "Quillmoor Instruments"},
    {"org-labs", "Quillmoor Labs"},
    {"org-archive", "Quillmoor Archive"},
}};

inline constexpr std::array<seeded_group, 6> seeded_groups = {{
    {"grp-platform", "Platform", "Builds and runs what everybody else builds on", "org-quillmoor", "team"},
    {"grp-security", "Security", "Keeps keys, watches doors", "org-quillmoor", "group"},
    {"grp-support", "Support", "Answers the customers", "org-quillmoor", "team"},
    {"grp-finance", "Finance", "Counts", "org-quillmoor", "department"},
    {"grp-people", "People", "Hires, houses and helps", "org-quillmoor", "department"},
    {"grp-labs", "Labs Crew", "What is left of the experiments", "org-labs", "team"},
}};

struct seeded_role
{
    std::string_view id;
    std::string_view name;
    std::string_view description;
    std::string_view applicable_in;
};

inline constexpr std::array<seeded_role, 5> seeded_roles = {{
    {"role-admin", "Administrator", "May do everything", "workspace"},
    {"role-manager", "Manager", "May change groups and who is in them", "group"},
    {"role-member", "Member", "May use the product", "group"},
    {"role-billing", "Billing", "May see and pay invoices", "workspace"},
    {"role-viewer", "Viewer", "May look", "group"},
}};

struct seeded_license
{
    std::string_view id;
    std::string_view name;
    int available_quantity;
    double unit_amount;
};

inline constexpr std::array<seeded_license, 3> seeded_licenses = {{
    {"lic-enterprise", "Enterprise", 15, 39.5},
    {"lic-standard", "Standard", 40, 12.0},
    {"lic-guest", "Guest", 100, 0.0},
}};

inline constexpr std::array<seeded_user, 36> seeded_users = {{
    // 28 active ones
    {"00u7k2", "Ines", "Okafor", "ines.okafor", "Site Reliability Engineer", "+351210000001", "Europe/Lisbon", "pt-PT",
     "active", "org-quillmoor", "grp-platform grp-security", "role-admin role-viewer@grp-platform", "lic-enterprise",
     mapped::all},
    {"00u3fd", "Mateus", "Figueira", "mateus.figueira", "Chief Executive", "+551130000002", "America/Sao_Paulo",
     "pt-BR", "active", "org-quillmoor", "grp-people", "role-admin", "lic-enterprise", mapped::all},
    {"00u9qd", "Łucja", "Wiśniewska", "lucja.wisniewska", "Head of Engineering", "+48220000003", "Europe/Warsaw",
     "pl-PL", "active", "org-quillmoor", "grp-platform", "role-manager@grp-platform", "lic-enterprise", mapped::usual},
    {"00u5tn", "Haruto", "Nakagawa", "haruto.nakagawa", "Principal Engineer", "+81300000004", "Asia/Tokyo", "ja-JP",
     "active", "org-quillmoor", "grp-platform", "role-member", "lic-enterprise", mapped::usual},
    {"00u1xw", "Aroha", "Tamatea", "aroha.tamatea", "Platform Engineer", "+6490000005", "Pacific/Auckland", "mi-NZ",
     "active", "org-quillmoor", "grp-platform grp-security", "role-member role-viewer@grp-security", "lic-standard",
     mapped::all},
    {"00u8bm", "Søren", "Lindqvist", "soren.lindqvist", "Database Engineer", "", "Europe/Copenhagen", "da-DK", "active",
     "org-quillmoor", "grp-platform", "role-member", "lic-standard", mapped::usual},
    {"00u2vc", "Minh Anh", "Nguyễn", "minhanh.nguyen", "Backend Engineer", "+84240000007", "Asia/Ho_Chi_Minh", "vi-VN",
     "active", "org-quillmoor", "grp-platform", "role-member", "lic-standard", mapped::usual},
    {"00u6hy", "Oluwaseun", "Adeyemi", "oluwaseun.adeyemi", "Security Engineer", "+23410000008", "Africa/Lagos",
     "en-NG", "active", "org-quillmoor", "grp-security", "role-member", "lic-standard", mapped::usual},
    {"00u4zr", "Yael", "Ben-Ami", "yael.benami", "Security Lead", "+97230000009", "Asia/Jerusalem", "he-IL", "active",
     "org-quillmoor", "grp-security", "role-manager@grp-security role-member", "lic-enterprise", mapped::all},
    {"00u0pl", "Rashid", "Al-Khatib", "rashid.alkhatib", "Support Lead", "+96260000010", "Asia/Amman", "ar-JO",
     "active", "org-quillmoor", "grp-support", "role-manager@grp-support", "lic-standard", mapped::usual},
    {"00uj5e", "Paulina", "Ortiz Vega", "paulina.ortiz", "Support Engineer", "+525500000011", "America/Mexico_City",
     "es-MX", "active", "org-quillmoor", "grp-support", "role-member", "lic-standard", mapped::usual},
    {"00ud7g", "Tomáš", "Dvořák", "tomas.dvorak", "Support Engineer", "", "Europe/Prague", "cs-CZ", "active",
     "org-quillmoor", "grp-support", "role-member", "lic-standard", mapped::usual},
    {"00un3a", "Fatoumata", "Diallo", "fatoumata.diallo", "Support Engineer", "+22320000013", "Africa/Bamako", "fr-ML",
     "active", "org-quillmoor", "grp-support", "role-member", "lic-standard", mapped::usual},
    {"00ur8s", "Siobhán", "O'Connell", "siobhan.oconnell", "Documentation Writer", "+35310000014", "Europe/Dublin",
     "ga-IE", "active", "org-quillmoor", "grp-support grp-people", "role-member", "lic-standard", mapped::usual},
    {"00uc6q", "Wei", "Zhang", "wei.zhang", "Financial Analyst", "+862100000015", "Asia/Shanghai", "zh-CN", "active",
     "org-quillmoor", "grp-finance", "role-viewer", "lic-standard", mapped::usual},
    {"00ub2k", "Lakshmi", "Narayanan", "lakshmi.narayanan", "Controller", "+914400000016", "Asia/Kolkata", "ta-IN",
     "active", "org-quillmoor", "grp-finance", "role-billing role-viewer", "lic-standard", mapped::all},
    {"00uw9f", "Émile", "Tremblay", "emile.tremblay", "Payroll Clerk", "+15140000017", "America/Montreal", "fr-CA",
     "active", "org-quillmoor", "grp-finance", "role-billing", "lic-guest", mapped::usual},
    {"00ue4x", "Freyja", "Guðmundsdóttir", "freyja.gudmundsdottir", "Head of Finance", "+3545000018",
     "Atlantic/Reykjavik", "is-IS", "active", "org-quillmoor", "grp-finance", "role-manager@grp-finance role-billing",
     "lic-enterprise", mapped::usual},
    {"00um1t", "Kofi", "Mensah", "kofi.mensah", "Buyer", "", "Africa/Accra", "en-GH", "active", "org-quillmoor",
     "grp-finance", "role-viewer", "lic-guest", mapped::usual},
    {"00uv5h", "Zehra", "Yıldız", "zehra.yildiz", "Head of People", "+902120000020", "Europe/Istanbul", "tr-TR",
     "active", "org-quillmoor", "grp-people", "role-manager@grp-people", "lic-enterprise", mapped::usual},
    {"00us3j", "Camila", "Rojas", "camila.rojas", "Recruiter", "+56220000021", "America/Santiago", "es-CL", "active",
     "org-quillmoor", "grp-people", "role-member", "lic-standard", mapped::usual},
    {"00ug8d", "Andriy", "Kovalenko", "andriy.kovalenko", "People Partner", "+380440000022", "Europe/Kyiv", "uk-UA",
     "active", "org-quillmoor", "grp-people", "role-member", "lic-standard", mapped::usual},
    {"00uq7n", "Leilani", "Kahale", "leilani.kahale", "Office Manager", "+18080000023", "Pacific/Honolulu", "haw-US",
     "active", "org-quillmoor", "", "role-viewer", "lic-guest", mapped::usual},
    {"00ua4p", "Giulia", "Marchetti", "giulia.marchetti", "", "+39020000024", "Europe/Rome", "it-IT", "active",
     "org-quillmoor", "", "role-viewer", "lic-guest", mapped::usual},
    {"00ut6m", "", "Suharto", "suharto", "", "", "", "", "active", "", "", "", "", mapped::thin},
    {"00ux2c", "Dimitra", "Papadopoulou", "dimitra.papadopoulou", "", "", "Europe/Athens", "el-GR", "active",
     "org-quillmoor", "grp-support", "role-viewer", "lic-guest", mapped::usual},
    {"00uk9v", "Bongani", "Dlamini", "bongani.dlamini", "Field Engineer", "+27110000027", "Africa/Johannesburg",
     "zu-ZA", "active", "org-quillmoor", "grp-platform", "role-member", "lic-standard", mapped::usual},
    {"partner/zoë kramer@example.com", "Zoë", "Kramer", "zoe.kramer", "Contractor", "+31200000028", "Europe/Amsterdam",
     "nl-NL", "active", "org-quillmoor", "grp-support", "role-viewer", "lic-guest", mapped::usual},

    // 4 inactive ones, two of them in the small organization
    {"00uh3y", "Hye-jin", "Park", "hyejin.park", "Support Engineer", "+82200000029", "Asia/Seoul", "ko-KR", "inactive",
     "org-quillmoor", "grp-support", "role-member", "lic-guest", mapped::usual},
    {"00ul8w", "Jonas", "Berg", "jonas.berg", "", "", "Europe/Oslo", "nb-NO", "inactive", "org-quillmoor", "", "", "",
     mapped::usual},
    {"00uy1b", "Nadia", "Haddad", "nadia.haddad", "Researcher", "+96110000031", "Asia/Beirut", "ar-LB", "inactive",
     "org-labs", "grp-labs", "role-member role-viewer@grp-labs", "lic-guest", mapped::all},
    {"00uf5z", "Ravshan", "Karimov", "ravshan.karimov", "Lab Technician", "+998710000032", "Asia/Tashkent", "uz-UZ",
     "inactive", "org-labs", "grp-labs", "role-viewer", "lic-guest", mapped::usual},

    // 2 invited ones
    {"00up4r", "Marisol", "Quispe", "marisol.quispe", "Platform Engineer", "", "America/Lima", "qu-PE", "invited",
     "org-quillmoor", "grp-platform", "role-member", "", mapped::usual},
    {"00uz6u", "Teodor", "Ionescu", "teodor.ionescu", "", "", "", "", "invited", "", "", "", "", mapped::thin},

    // 2 deleted ones
    {"00ui0s", "Greta", "Holm", "greta.holm", "Account Manager", "+46800000035", "Europe/Stockholm", "sv-SE", "deleted",
     "", "", "", "", mapped::usual},
    {"00uo7e", "Pita", "Vaipulu", "pita.vaipulu", "", "", "", "", "deleted", "", "", "", "", mapped::thin},
}};

/// The directory as JSON records, in the order of the tables above.
struct directory_records
{
    std::vector<json::object> users{};
    std::vector<json::object> groups{};
    std::vector<json::object> organizations{};
    std::vector<json::object> roles{};
    std::vector<json::object> licenses{};
};

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

/// Makes the records. Every call gives the same ones.
class directory_seed
{
public:
    static directory_records records()
    {
        directory_records made;
        for (std::size_t i = 0; i < seeded_users.size(); ++i)
        {
            made.users.push_back(user(seeded_users[i], static_cast<int>(i)));
        }
        for (std::size_t i = 0; i < seeded_groups.size(); ++i)
        {
            made.groups.push_back(group(seeded_groups[i], static_cast<int>(i)));
        }
        for (std::size_t i = 0; i < seeded_organizations.size(); ++i)
        {
            made.organizations.push_back(organization(seeded_organizations[i], static_cast<int>(i)));
        }
        for (const seeded_role& from : seeded_roles)
        {
            made.roles.push_back(role(from));
        }
        for (const seeded_license& from : seeded_licenses)
        {
            made.licenses.push_back(license(from));
        }
        return made;
    }

private:
    static constexpr std::string_view main_organization = seeded_organizations[0].id;

    template <class Visit>
    static void for_each_word(std::string_view list, Visit&& visit)
    {
        while (!list.empty())
        {
            const std::size_t end = list.find(' ');
            visit(list.substr(0, end));
            list.remove_prefix(end == std::string_view::npos ? list.size() : end + 1);
        }
    }

    template <class Table>
    static std::string_view name_of(const Table& table, std::string_view id)
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

    // A date that is different for every record and always the same for one.
    static std::string moment(int year, int salt)
    {
        using namespace std::chrono;
        const sys_days day = sys_days{std::chrono::year{year} / January / 4} + days{(salt * 37) % 300};
        return to_timestamp(day + hours{6 + salt % 12} + minutes{(salt * 17) % 60} + seconds{(salt * 29) % 60});
    }

    static std::string text(std::string_view first, std::string_view second = {}, std::string_view third = {})
    {
        std::string joined{first};
        joined.append(second).append(third);
        return joined;
    }

    static std::string full_name(const seeded_user& from)
    {
        return from.first_name.empty() ? text(from.last_name) : text(from.first_name, " ", from.last_name);
    }

    static std::string_view native_status(std::string_view status)
    {
        return status == "active"     ? "ACTIVE"
               : status == "inactive" ? "SUSPENDED"
               : status == "invited"  ? "PROVISIONED"
                                      : "DEPROVISIONED";
    }

    static json::value user_remote_data(const seeded_user& from)
    {
        return {{"id", from.id},
                {"status", native_status(from.status)},
                {"profile",
                 {{"login", from.username},
                  {"email", text(from.username, "@example.com")},
                  {"displayName", full_name(from)}}}};
    }

    static json::array emails(const seeded_user& from)
    {
        json::array list;
        list.push_back({{"email", text(from.username, "@example.com")}, {"type", "work"}, {"is_primary", true}});
        if (from.detail == mapped::all)
        {
            list.push_back({{"email", text(from.username, "@example.net")}, {"type", "home"}, {"is_primary", false}});
        }
        return list;
    }

    static json::array phones(const seeded_user& from, int salt)
    {
        json::array list;
        list.push_back({{"number", from.phone}, {"extension", std::to_string(20 + salt)}, {"type", "work"}});
        if (from.detail == mapped::all)
        {
            list.push_back({{"number", text(from.phone, "9")}, {"extension", nullptr}, {"type", "mobile"}});
        }
        return list;
    }

    static json::array roles(const seeded_user& from)
    {
        json::array list;
        for_each_word(from.roles,
                      [&](std::string_view word)
                      {
                          const std::size_t at = word.find('@');
                          const std::string_view id = word.substr(0, at);
                          json::object held{{"id", id}, {"name", name_of(seeded_roles, id)}};
                          held["organization"] = from.organization;
                          held["workspace"] = nullptr;
                          held["group"] = nullptr;
                          if (at != std::string_view::npos)
                          {
                              held["workspace"] = "ws-production";
                              held["group"] = word.substr(at + 1);
                          }
                          list.push_back(std::move(held));
                      });
        return list;
    }

    static json::array groups(const seeded_user& from)
    {
        json::array list;
        for_each_word(from.groups,
                      [&](std::string_view id)
                      {
                          list.push_back(
                              {{"id", id}, {"name", name_of(seeded_groups, id)}, {"organization", from.organization}});
                      });
        return list;
    }

    static json::array organizations(const seeded_user& from)
    {
        json::array list;
        for_each_word(from.organization, [&](std::string_view id)
                      { list.push_back({{"id", id}, {"name", name_of(seeded_organizations, id)}}); });
        return list;
    }

    static json::array licenses(const seeded_user& from, int salt)
    {
        json::array list;
        for_each_word(from.license,
                      [&](std::string_view id)
                      {
                          list.push_back({{"id", id},
                                          {"name", name_of(seeded_licenses, id)},
                                          {"organization", from.organization},
                                          {"last_active_at", moment(2026, salt + 5)}});
                      });
        return list;
    }

    static json::object user(const seeded_user& from, int salt)
    {
        json::object made;
        made["id"] = from.id;
        if (from.detail == mapped::thin)
        {
            made["name"] = full_name(from);
            made["emails"] = nullptr;
            made["status"] = from.status;
            made["remote_data"] = user_remote_data(from);
            return made;
        }

        const bool all = from.detail == mapped::all;
        const std::string number = std::to_string(20400 + salt);
        if (all)
        {
            made["external_id"] = text("emp-", number);
            made["identifiers"] = {{"employee_number", number}, {"legacy_id", 800 + salt}};
        }
        made["first_name"] = from.first_name;
        made["last_name"] = from.last_name;
        if (!from.title.empty())
        {
            made["title"] = from.title;
        }
        made["name"] = full_name(from);
        made["username"] = from.username;
        made["emails"] = emails(from);
        if (!from.phone.empty())
        {
            made["phones"] = phones(from, salt);
        }
        made["status"] = from.status;
        if (all)
        {
            made["status_changed_at"] = moment(2024, salt);
        }
        made["is_email_verified"] = from.status != "invited";
        if (all)
        {
            made["is_2fa_enabled"] = salt % 2 == 0;
        }
        made["roles"] = roles(from);
        made["groups"] = groups(from);
        made["organizations"] = organizations(from);
        if (all)
        {
            made["workspaces"] = {{{"id", "ws-production"}, {"name", "Production"}},
                                  {{"id", "ws-sandbox"}, {"name", "Sandbox"}}};
        }
        made["licenses"] = licenses(from, salt);
        made["languages"] = json::array{from.language, "en"};
        if (all)
        {
            made["urls"] = json::array{
                json::object{{"url", text("https://people.example.com/", from.username)}, {"type", "profile"}}};
            made["avatar"] = text("https://img.example.com/u/", number, ".png");
            made["bio"] = text(from.first_name, " has been here for a while.");
        }
        made["timezone"] = from.timezone;
        made["user_type"] = from.roles.find("role-admin") != std::string_view::npos ? "admin" : "end_user";
        if (all)
        {
            made["activated_at"] = moment(2023, salt);
        }
        made["created_at"] = moment(2022, salt);
        made["updated_at"] = moment(2025, salt);
        if (all)
        {
            made["last_active_at"] = moment(2026, salt + 1);
        }
        if (from.status == "active" || all)
        {
            made["last_login_at"] = moment(2026, salt);
        }
        made["remote_data"] = user_remote_data(from);
        return made;
    }

    static json::object group(const seeded_group& from, int salt)
    {
        json::array members;
        for (const seeded_user& user : seeded_users)
        {
            for_each_word(user.groups,
                          [&](std::string_view id)
                          {
                              if (id == from.id)
                              {
                                  members.push_back(json::value(user.id));
                              }
                          });
        }

        json::object made;
        made["id"] = from.id;
        made["name"] = from.name;
        made["description"] = from.description;
        made["organization"] = from.organization;
        made["group_type"] = from.type;
        made["created_at"] = moment(2021, salt);
        made["updated_at"] = moment(2025, salt);
        made["remote_data"] = {{"gid", from.id}, {"objectClass", json::array{"example:group"}}, {"members", members}};
        return made;
    }

    static json::object organization(const seeded_name& from, int salt)
    {
        json::object made;
        made["id"] = from.id;
        made["name"] = from.name;
        const bool is_main = from.id == main_organization;
        made["pricing_plan"] = is_main ? json::value("business") : json::value(nullptr);
        json::array owned;
        for (const seeded_license& license : seeded_licenses)
        {
            if (is_main || license.unit_amount == 0)
            {
                owned.push_back({{"id", license.id}, {"name", license.name}});
            }
        }
        made["licenses"] = std::move(owned);
        made["created_at"] = moment(2019, salt);
        made["updated_at"] = moment(2025, salt + 3);
        made["remote_data"] = {{"login", from.id.substr(4)}, {"seats", is_main ? 155 : 5}};
        return made;
    }

    static json::object role(const seeded_role& from)
    {
        return {{"id", from.id},
                {"name", from.name},
                {"description", from.description},
                {"applicable_in", from.applicable_in},
                {"remote_data", {{"key", from.id}}}};
    }

    static json::object license(const seeded_license& from)
    {
        return {{"id", from.id},
                {"name", from.name},
                {"available_quantity", from.available_quantity},
                {"unit_amount", from.unit_amount},
                {"currency", "EUR"},
                {"is_paid", from.unit_amount > 0},
                {"status", "active"},
                {"remote_data", {{"sku", from.id}}}};
    }
};

}  // namespace truto::testing::detail
