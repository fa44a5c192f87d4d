#include <truto/error_details.hpp>
#include <truto/json.hpp>

#include <doctest/doctest.h>
#include <string>
#include <string_view>
#include <vector>

#include "support/json.hpp"
#include "support/notes.hpp"

using truto::decode;
using truto::error_details;
using truto::test::text_of;

namespace
{

using names = std::vector<std::string>;

error_details read(std::string_view body)
{
    const auto result = decode<error_details>(body);
    CHECK(text_of(result.notes) == "");
    return result.value;
}

}  // namespace

TEST_SUITE("error_details")
{

    TEST_CASE("a refusal by the API names the fields that were missing")
    {
        const auto error = read(R"({
        "statusCode": 400,
        "error": "Bad Request",
        "message": "group_id is required",
        "truto_error_insight": {
            "missing_required_body_fields": {
                "description": "The request body lacks fields this method needs.",
                "value": ["group_id", "user_id"]
            },
            "missing_required_query_parameters": {
                "description": "The query lacks parameters this method needs.",
                "value": ["organization_id"]
            }
        }
    })");
        CHECK(error.status_code == 400);
        CHECK(error.error == "Bad Request");
        CHECK(error.message == "group_id is required");
        CHECK_FALSE(error.is_remote());
        CHECK(error.missing_body_fields() == names{"group_id", "user_id"});
        CHECK(error.missing_query_parameters() == names{"organization_id"});
        CHECK(error.missing_scopes().empty());
        REQUIRE(error.truto_error_insight);
        REQUIRE(error.truto_error_insight->missing_required_body_fields);
        CHECK(error.truto_error_insight->missing_required_body_fields->description ==
              "The request body lacks fields this method needs.");
    }

    TEST_CASE("a refusal by the API may have three members and nothing more")
    {
        const auto error =
            read(R"({ "statusCode": 400, "error": "Bad Request", "message": "integrated_account_id is required" })");
        CHECK(error.message == "integrated_account_id is required");
        CHECK_FALSE(error.is_remote());
        CHECK_FALSE(error.truto_error_insight);
        CHECK(error.missing_body_fields().empty());
        CHECK(error.missing_query_parameters().empty());
        CHECK(error.missing_scopes().empty());
    }

    TEST_CASE("a refusal by the provider brings its answer and the missing scopes")
    {
        const auto error = read(R"({
        "statusCode": 403,
        "error": "Forbidden",
        "message": "Insufficient privileges to complete the operation.",
        "truto_is_remote_error": true,
        "raw_response": { "error": { "code": "accessDenied" } },
        "truto_error_insight": {
            "forbidden_error": {
                "description": "The connection was made without scopes this method needs.",
                "value": { "missing_scopes": ["User.ReadWrite.All", "Group.ReadWrite.All"] }
            },
            "remote_error": { "description": "The provider refused the call." },
            "conditionally_required_query_parameters": {
                "description": "Some parameters depend on others.",
                "value": { "remove_from_id": { "when": "remove_from is set" } }
            }
        }
    })");
        CHECK(error.is_remote());
        CHECK(error.missing_scopes() == names{"User.ReadWrite.All", "Group.ReadWrite.All"});
        REQUIRE(error.raw_response);
        CHECK(text_of(*error.raw_response) == R"({"error":{"code":"accessDenied"}})");
        REQUIRE(error.truto_error_insight);
        REQUIRE(error.truto_error_insight->remote_error);
        CHECK(error.truto_error_insight->remote_error->description == "The provider refused the call.");
        CHECK_FALSE(error.truto_error_insight->remote_error->value);

        // Rules are no violations.
        CHECK(error.truto_error_insight->conditionally_required_query_parameters);
        CHECK(error.missing_query_parameters().empty());
    }

    TEST_CASE("a rate limit of the provider may come without a message and with text for an answer")
    {
        const auto error = read(R"({
        "statusCode": 429,
        "error": "Too Many Requests",
        "message": "",
        "truto_is_remote_error": true,
        "raw_response": "slow down",
        "truto_error_insight": {
            "rate_limit_error": { "description": "The provider limits the rate of calls." },
            "remote_error": { "description": "The provider refused the call." }
        }
    })");
        CHECK(error.message == "");
        REQUIRE(error.raw_response);
        CHECK(text_of(*error.raw_response) == R"("slow down")");
        REQUIRE(error.truto_error_insight);
        CHECK(error.truto_error_insight->rate_limit_error);
    }

    TEST_CASE("an account that must be connected again is a refusal by the provider")
    {
        const auto error = read(R"({ "statusCode": 401, "error": "Unauthorized", "message": "Token expired",
                                 "truto_is_remote_error": true, "raw_response": { "error": "invalid_token" } })");
        CHECK(error.is_remote());
        CHECK(error.status_code == 401);
    }

    TEST_CASE("what is not described is kept")
    {
        const auto error = read(R"({ "statusCode": 422, "details": { "failures": [{ "path": "email" }] }, "code": "E17",
                                 "truto_error_insight": { "quota_error": { "value": 3 } } })");
        REQUIRE(error.details);
        CHECK(text_of(*error.details) == R"({"failures":[{"path":"email"}]})");
        CHECK(text_of(error.extra) == R"({"code":"E17"})");
        REQUIRE(error.truto_error_insight);
        CHECK(text_of(error.truto_error_insight->extra) == R"({"quota_error":{"value":3}})");
    }

    TEST_CASE("names are read from lists of texts and from nothing else")
    {
        struct row
        {
            std::string_view insight;
            names fields;
            names scopes;
        };
        const row rows[] = {
            {R"({})", {}, {}},
            {R"({"missing_required_body_fields": null, "forbidden_error": null})", {}, {}},
            {R"({"missing_required_body_fields": {}, "forbidden_error": {}})", {}, {}},
            {R"({"missing_required_body_fields": {"value": null}, "forbidden_error": {"value": null}})", {}, {}},
            {R"({"missing_required_body_fields": {"value": []}, "forbidden_error": {"value": {"missing_scopes": []}}})",
             {},
             {}},
            {R"({"missing_required_body_fields": {"value": "id"}, "forbidden_error": {"value": "scope"}})", {}, {}},
            {R"({"missing_required_body_fields": {"value": {"id": 1}}, "forbidden_error": {"value": ["a"]}})", {}, {}},
            {R"({"missing_required_body_fields": {"value": ["a", 1, null, "b"]}})", {"a", "b"}, {}},
            {R"({"forbidden_error": {"value": {"missing_scopes": ["a", {}, "b"]}}})", {}, {"a", "b"}},
            {R"({"forbidden_error": {"value": {"scopes": ["a"]}}})", {}, {}},
        };
        for (const auto& each : rows)
        {
            CAPTURE(each.insight);
            const auto error = read("{\"truto_error_insight\": " + std::string{each.insight} + "}");
            CHECK(error.missing_body_fields() == each.fields);
            CHECK(error.missing_scopes() == each.scopes);
        }
    }

    TEST_CASE("an error body of an unexpected form is read as far as it goes")
    {
        const auto result = decode<error_details>(
            R"({ "statusCode": "429", "error": 7, "message": { "text": "no" }, "truto_is_remote_error": "true",
             "truto_error_insight": "none" })");
        CHECK(result.value.status_code == 429);
        CHECK(result.value.error == "7");
        CHECK_FALSE(result.value.message);
        CHECK(result.value.is_remote());
        CHECK_FALSE(result.value.truto_error_insight);
        CHECK(text_of(result.value.extra) == R"({"message":{"text":"no"},"truto_error_insight":"none"})");
        CHECK(text_of(result.notes) ==
              "converted statusCode: an integer; converted error: a string; kept message: a string; "
              "converted truto_is_remote_error: a boolean; kept truto_error_insight: an object");
    }

}  // TEST_SUITE
