#pragma once

// Who and what is in the directory at the beginning, as tables; directory_seed makes records of it.

#include <array>
#include <string_view>

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

struct seeded_workspace
{
    std::string_view id;
    std::string_view name;
    std::string_view description;
    std::string_view organization;
    std::string_view parent;  // the workspace that it is a part of
    std::string_view status;
};

inline constexpr std::array<seeded_workspace, 4> seeded_workspaces = {{
    {"ws-production", "Production", "What customers see", "org-quillmoor", "", "active"},
    {"ws-sandbox", "Sandbox", "For trying things out", "org-quillmoor", "", "active"},
    {"ws-canary", "Canary", "What a few customers see first", "org-quillmoor", "ws-production", "active"},
    {"ws-bench", "Test Bench", "Gathers dust", "org-labs", "", "inactive"},
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
    std::string_view role;  // that comes with it
};

inline constexpr std::array<seeded_license, 3> seeded_licenses = {{
    {"lic-enterprise", "Enterprise", 15, 39.5, "role-manager"},
    {"lic-standard", "Standard", 40, 12.0, "role-member"},
    {"lic-guest", "Guest", 100, 0.0, "role-viewer"},
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

}  // namespace truto::testing::detail
