#include <truto/json.hpp>
#include <truto/user_directory/models/group.hpp>
#include <truto/user_directory/models/organization.hpp>
#include <truto/user_directory/models/user.hpp>

#include <doctest/doctest.h>
#include <string>
#include <string_view>

#include "support/json.hpp"
#include "support/notes.hpp"
#include "support/round_trip.hpp"

using truto::decode;
using truto::encode;
using truto::test::check_round_trip;
using truto::test::text_of;

namespace
{

namespace directory = truto::user_directory;

constexpr std::string_view full_user = R"({
    "id": "00u7k2mQx9Example",
    "external_id": "emp-20417",
    "identifiers": { "employee_number": "20417", "legacy_id": 881 },
    "first_name": "Ines",
    "last_name": "Okafor",
    "name": "Ines Okafor",
    "username": "ines.okafor",
    "title": "Site Reliability Engineer",
    "emails": [
        { "email": "ines.okafor@example.com", "type": "work", "is_primary": true },
        { "email": "ines@example.net", "type": "home", "is_primary": false }
    ],
    "phones": [
        { "number": "+351210000001", "extension": "42", "type": "work" },
        { "number": "+351910000002", "extension": null, "type": "mobile" }
    ],
    "status": "active",
    "status_changed_at": "2026-02-11T08:15:00.000Z",
    "is_email_verified": true,
    "is_2fa_enabled": false,
    "roles": [
        { "id": "role-admin", "name": "Administrator", "organization": "org-1", "workspace": null, "group": null },
        { "id": "role-viewer", "name": "Viewer", "workspace": "ws-7", "group": "grp-3" }
    ],
    "groups": [ { "id": "grp-3", "name": "Platform", "organization": "org-1" } ],
    "organizations": [ { "id": "org-1", "name": "Example Lda" } ],
    "workspaces": [ { "id": "ws-7", "name": "Production" } ],
    "licenses": [
        { "id": "lic-ent", "name": "Enterprise", "organization": "org-1", "last_active_at": "2026-11-18T16:40:12Z" }
    ],
    "languages": ["pt-PT", "en"],
    "urls": [ { "url": "https://people.example.com/ines", "type": "profile" } ],
    "avatar": "https://img.example.com/u/20417.png",
    "bio": "Keeps things running.",
    "timezone": "Europe/Lisbon",
    "user_type": "end_user",
    "activated_at": "2024-05-02T09:00:00Z",
    "created_at": "2024-05-01T17:22:31.000Z",
    "updated_at": "2026-11-01T10:00:00.000Z",
    "last_active_at": "2026-11-19T07:58:03Z",
    "last_login_at": "2026-11-19T07:55:00Z",
    "remote_data": { "id": "00u7k2mQx9Example", "profile": { "login": "ines.okafor", "manager": null } }
})";

}  // namespace

TEST_SUITE("user_directory/models")
{

    TEST_CASE("records of all kinds of integrations survive reading and writing")
    {
        check_round_trip<directory::user>("full", full_user);
        check_round_trip<directory::user>(
            "thin", R"({ "id": "7731", "name": "J. Moreau", "emails": null, "status": "DEPROVISIONED",
                     "remote_data": { "uid": 7731 } })");
        check_round_trip<directory::group>(
            "group", R"({ "id": "grp-3", "name": "Platform", "description": "Owns the runtime", "organization": "org-1",
                      "group_type": "team", "created_at": "2023-01-09T12:00:00.000Z",
                      "updated_at": "2026-10-30T12:00:00.000Z",
                      "remote_data": { "objectClass": ["example:group"] } })");
        check_round_trip<directory::organization>("organization",
                                                  R"({ "id": "org-1", "name": "Example Lda", "pricing_plan": "business",
                             "licenses": [ { "id": "lic-ent", "name": "Enterprise" },
                                           { "id": "lic-free", "name": "Free" } ],
                             "created_at": "2021-03-15T00:00:00Z", "updated_at": "2026-09-09T09:09:09Z",
                             "remote_data": { "login": "example-lda" } })");
    }

    TEST_CASE("a full user is read with its meaning")
    {
        const auto user = decode<directory::user>(full_user).value;
        CHECK(user.id == "00u7k2mQx9Example");
        CHECK(user.status == directory::user_status::active);
        CHECK(user.is_2fa_enabled == false);
        REQUIRE(user.emails);
        REQUIRE(user.emails->size() == 2);
        CHECK(user.emails->at(0).email == "ines.okafor@example.com");
        CHECK(user.emails->at(0).is_primary == true);
        REQUIRE(user.phones);
        CHECK_FALSE(user.phones->at(1).extension);
        REQUIRE(user.roles);
        CHECK_FALSE(user.roles->at(0).workspace);
        CHECK(user.roles->at(1).workspace == "ws-7");
        CHECK(user.created_at->time() == truto::timestamp::parse("2024-05-01T17:22:31Z"));
        CHECK(user.extra.empty());
    }

    TEST_CASE("a user of a thin integration is empty where nothing is mapped, and keeps the raw status")
    {
        const auto user = decode<directory::user>(R"({ "id": 7731, "emails": null, "status": "DEPROVISIONED" })");
        CHECK(user.value.id == "7731");
        CHECK_FALSE(user.value.emails);
        CHECK_FALSE(user.value.first_name);
        REQUIRE(user.value.status);
        CHECK_FALSE(user.value.status->known());
        CHECK(user.value.status->text() == "DEPROVISIONED");
        CHECK(text_of(user.notes) == "converted id: a string");
    }

    TEST_CASE("fields that an environment adds, and fields of other types than described, are not lost")
    {
        constexpr std::string_view text =
            R"({"id":"a","emails":{"email":"a@example.com"},"is_email_verified":"true","groups":["grp-3"],)"
            R"("cost_center":"4711","manager":{"id":"b"}})";
        const auto user = decode<directory::user>(text);
        CHECK(text_of(user.notes) ==
              "converted emails: an array; converted is_email_verified: a boolean; kept groups[0]: an object; "
              "kept groups: an array");
        CHECK(text_of(encode(user.value)) ==
              R"({"id":"a","emails":[{"email":"a@example.com"}],"is_email_verified":true,"groups":["grp-3"],)"
              R"("cost_center":"4711","manager":{"id":"b"}})");
    }

}  // TEST_SUITE
