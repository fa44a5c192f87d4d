#include <truto/testing/webhook_signature.hpp>
#include <truto/webhook.hpp>

#include <boost/json/error.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/system/system_error.hpp>

#include <cctype>
#include <doctest/doctest.h>
#include <numeric>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace webhook = truto::webhook;

using truto::error_code;
using truto::secret;
using truto::testing::webhook_signature;
using webhook::errc;
using webhook::event_type;
using webhook::verifier;

namespace
{

constexpr const char* key = "6e17561c-a20c-44ce-b8b5-caff0bf786fe";

// The shape of a delivery as Truto publishes it; all values are invented.
constexpr std::string_view account_active = R"({
    "id": "3f0c1a52-7d0e-4b5c-9a43-0c7ad0b3f001",
    "event": "integrated_account:active",
    "payload": {
        "id": "acc-17",
        "tenant_id": "acme-1",
        "environment_id": "env-1",
        "environment_integration_id": "installed-1",
        "status": "active",
        "is_sandbox": false,
        "authentication_method": "oauth2",
        "region": "wnam",
        "context": {"subdomain": "acme", "oauth": {"scope": ["read", "write"]}},
        "object_store_context_fields": [],
        "integration": {"id": "int-9", "name": "helpscout", "category": "helpdesk", "is_beta": false},
        "created_at": "2024-09-10 11:59:50",
        "updated_at": "2024-09-10 12:00:00"
    },
    "environment_id": "env-1",
    "webhook_id": "hook-1",
    "created_at": "2024-09-10 12:00:00"
})";

struct vector
{
    std::string what;
    std::string key;
    std::string body;
    std::string hex;
    std::string base64;
};

std::string counting_bytes()
{
    std::string bytes(25, '\0');
    std::iota(bytes.begin(), bytes.end(), '\x01');
    return bytes;
}

// RFC 4231, sections 4.2 to 4.5, 4.7 and 4.8; Base64 of the same bytes.
const vector rfc4231[] = {
    {"case 1", std::string(20, '\x0b'), "Hi There", "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
     "sDRMYdjbOFNcqK/OrwvxK4gdwgDJgz2nJuk3bC4yz/c="},
    {"case 2", "Jefe", "what do ya want for nothing?",
     "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
     "W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM="},
    {"case 3", std::string(20, '\xaa'), std::string(50, '\xdd'),
     "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe",
     "dz6pHjaADkaFTbjr0JGBpylZCYs++MEi2WNVFM7VZf4="},
    {"case 4", counting_bytes(), std::string(50, '\xcd'),
     "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b",
     "glWKOJpEPA6kzIGYmfIIOoXw+qPlePgHei4/9GcpZls="},
    {"case 6", std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First",
     "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
     "YOQxWR7gtn8Niiaqy/W3f44LxiE3KMUUBUYEDw7jf1Q="},
    {"case 7", std::string(131, '\xaa'),
     "This is a test using a larger than block-size key and a larger than block-size data. The key needs to be hashed "
     "before being used by the HMAC algorithm.",
     "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2",
     "mwn/pxuUL8snY1+81bDpRL/cY2RPBxOTin9RU1w6NeI="},
    {"an empty body", "k", "", "8bb990c40a7d61cb97597a942125025be50ac8beb74436e3735b98893a7f6620",
     "i7mQxAp9YcuXWXqUISUCW+UKyL63RDbjc1uYiTp/ZiA="},
};

std::string upper(std::string text)
{
    for (char& c : text)
    {
        c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    }
    return text;
}

bool is_hex_letter(char c)
{
    return std::string_view{"abcdefABCDEF"}.find(c) != std::string_view::npos;
}

}  // namespace

TEST_SUITE("webhook")
{

    TEST_CASE("known signatures are accepted, in either case and in Base64")
    {
        for (const vector& each : rfc4231)
        {
            CAPTURE(each.what);
            const verifier verify{secret{each.key}};
            CHECK_FALSE(verify("format=sha256,v=" + each.hex, each.body));
            CHECK_FALSE(verify("format=sha256,v=" + upper(each.hex), each.body));
            CHECK_FALSE(verify("format=sha256,v=" + each.base64, each.body));
            CHECK(webhook_signature(each.key, each.body) == "format=sha256,v=" + each.hex);
        }
    }

    TEST_CASE("a header is read as Truto writes it, and with what others might add")
    {
        const vector& right = rfc4231[1];
        const std::string wrong(64, '0');
        const verifier verify{secret{right.key}};
        const error_code good;

        struct row
        {
            const char* what;
            std::string header;
            error_code verdict;
        };
        const row rows[] = {
            {"as it is", "format=sha256,v=" + right.hex, good},
            {"spaces around", " \tformat=sha256 , v=" + right.hex + " ", good},
            {"spaces around the equals sign", "format = sha256, v = " + right.hex, good},
            {"another order", "v=" + right.hex + ",format=sha256", good},
            {"unknown parts", "t=1795246200,format=sha256,flag,v=" + right.hex + ",kid=7=8,=", good},
            {"empty parts", ",,format=sha256,,v=" + right.hex + ",", good},
            {"several digests, the first right", "format=sha256,v=" + right.hex + ",v=" + wrong, good},
            {"several digests, the last right", "format=sha256,v=" + wrong + ",v=" + right.hex, good},
            {"both spellings", "format=sha256,v=" + right.base64 + ",v=" + right.hex, good},
            {"a useless digest beside the right one", "format=sha256,v=,v=abc,v=" + right.hex, good},
            {"another format beside it", "format=sha512,format=sha256,v=" + right.hex, good},

            {"nothing", "", errc::signature_missing},
            {"blanks", " \t ", errc::signature_missing},

            {"the digest alone", right.hex, errc::signature_malformed},
            {"no format", "v=" + right.hex, errc::signature_malformed},
            {"no digest", "format=sha256", errc::signature_malformed},
            {"an empty digest", "format=sha256,v=", errc::signature_malformed},
            {"another format", "format=sha512,v=" + right.hex, errc::signature_malformed},
            {"a format that begins alike", "format=sha256x,v=" + right.hex, errc::signature_malformed},
            {"another algorithm's length", "format=sha256,v=" + right.hex + right.hex, errc::signature_malformed},
            {"one digit too few", "format=sha256,v=" + right.hex.substr(1), errc::signature_malformed},
            {"one digit too many", "format=sha256,v=" + right.hex + "0", errc::signature_malformed},
            {"truncated to 128 bits", "format=sha256,v=" + right.hex.substr(0, 32), errc::signature_malformed},
            {"no hexadecimal digit", "format=sha256,v=g" + right.hex.substr(1), errc::signature_malformed},
            {"a blank inside", "format=sha256,v=" + right.hex.substr(0, 32) + " " + right.hex.substr(33),
             errc::signature_malformed},
            {"a prefix", "format=sha256,v=0x" + right.hex.substr(2), errc::signature_malformed},
            {"Base64 without padding", "format=sha256,v=" + right.base64.substr(0, 43), errc::signature_malformed},
            {"another name for the digest", "format=sha256,v1=" + right.hex, errc::signature_malformed},
            {"another separator", "format=sha256;v=" + right.hex, errc::signature_malformed},
            {"quotes", "format=sha256,v=\"" + right.hex + "\"", errc::signature_malformed},

            {"zeroes", "format=sha256,v=" + wrong, errc::signature_mismatch},
            {"many wrong ones", "format=sha256,v=" + wrong + ",v=" + std::string(64, 'f'), errc::signature_mismatch},
            {"Base64 in the wrong case", "format=sha256,v=" + upper(right.base64), errc::signature_mismatch},
            {"as long as Base64", "format=sha256,v=" + right.hex.substr(0, 44), errc::signature_mismatch},
            // The last character carries two bits that stand for nothing; `N` decodes to what `M` does.
            {"Base64 that decodes to the same",
             "format=sha256,v=" + right.base64.substr(0, 42) + "N=", errc::signature_mismatch},
        };
        for (const row& each : rows)
        {
            CAPTURE(each.what);
            CHECK(verify(each.header, right.body) == each.verdict);
        }
    }

    TEST_CASE("whichever bit of a body or a signature is turned, the delivery is refused")
    {
        const verifier verify{secret{key}};
        const std::string body{account_active};
        const std::string prefix = "format=sha256,v=";
        const std::string hex = webhook_signature(key, body).substr(prefix.size());
        REQUIRE_FALSE(verify(prefix + hex, body));

        for (std::size_t bit = 0; bit != body.size() * 8; ++bit)
        {
            auto changed = body;
            changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ (1 << bit % 8));
            REQUIRE(verify(prefix + hex, changed) == errc::signature_mismatch);
        }
        for (const auto& text : {hex, rfc4231[1].base64})
        {
            const bool is_hex = text == hex;
            const verifier same{secret{is_hex ? key : rfc4231[1].key}};
            const std::string_view signed_body = is_hex ? std::string_view{body} : std::string_view{rfc4231[1].body};
            for (std::size_t bit = 0; bit != text.size() * 8; ++bit)
            {
                auto changed = text;
                changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ (1 << bit % 8));
                const bool is_other_case = is_hex && bit % 8 == 5 && is_hex_letter(text[bit / 8]);
                CAPTURE(changed);
                REQUIRE(same(prefix + changed, signed_body).failed() != is_other_case);
            }
        }
    }

    TEST_CASE("a body that gains or loses a byte, or is written again, is refused")
    {
        const verifier verify{secret{key}};
        const std::string body{account_active};
        const auto signature = webhook_signature(key, body);
        CHECK_FALSE(verify(signature, body));
        for (const auto& other :
             {body + "\n", " " + body, body.substr(1), body.substr(0, body.size() - 1), std::string{}, body + body,
              body + std::string(1, '\0'), std::string{boost::json::serialize(boost::json::parse(body))}})
        {
            CHECK(verify(signature, other) == errc::signature_mismatch);
        }
    }

    TEST_CASE("each of several secrets is good, and no other is")
    {
        const verifier verify{{secret{"old"}, secret{"new"}}};
        CHECK_FALSE(verify(webhook_signature("old", "{}"), "{}"));
        CHECK_FALSE(verify(webhook_signature("new", "{}"), "{}"));
        CHECK(verify(webhook_signature("other", "{}"), "{}") == errc::signature_mismatch);
        CHECK(verify(webhook_signature("oldnew", "{}"), "{}") == errc::signature_mismatch);
        CHECK_FALSE(verifier{"old"}(webhook_signature("old", "{}"), "{}"));
        CHECK_FALSE(verifier{{"old", "new"}}(webhook_signature("new", "{}"), "{}"));
    }

    TEST_CASE("a secret counts with all its bytes")
    {
        const secret with_zero{std::string{"a\0b", 3}};
        CHECK_FALSE(verifier{with_zero}(webhook_signature(with_zero, "{}"), "{}"));
        CHECK(verifier{with_zero}(webhook_signature("a", "{}"), "{}") == errc::signature_mismatch);
    }

    TEST_CASE("a verifier without a secret is not made")
    {
        CHECK_THROWS_WITH_AS(verifier{secret{}}, "the secret of a webhook is empty", std::invalid_argument);
        CHECK_THROWS_AS(verifier{std::vector<secret>{}}, std::invalid_argument);
        CHECK_THROWS_WITH_AS((verifier{{secret{"s3cret-one"}, secret{}}}), "the secret of a webhook is empty",
                             std::invalid_argument);
    }

    TEST_CASE("each reason for refusing has a message of its own")
    {
        std::set<std::string> seen;
        for (const auto each :
             {errc::signature_missing, errc::signature_malformed, errc::signature_mismatch, errc::not_an_event})
        {
            const error_code code = each;
            CHECK(code.failed());
            CHECK(code.category() == webhook::error_category());
            CHECK(code.message() != "unknown error");
            CHECK(seen.insert(code.message()).second);
        }
        CHECK(error_code{99, webhook::error_category()}.message() == "unknown error");
        CHECK(webhook::error_category().name() == std::string_view{"truto.webhook"});
        CHECK(error_code{errc::signature_missing} != error_code{truto::errc::invalid_argument});
    }

    TEST_CASE("an event is read, with its account")
    {
        const auto event = webhook::parse(account_active);
        CHECK(event.id == "3f0c1a52-7d0e-4b5c-9a43-0c7ad0b3f001");
        CHECK(event.type == event_type::integrated_account_active);
        CHECK(event.environment_id == "env-1");
        CHECK(event.webhook_id == "hook-1");
        REQUIRE(event.created_at);
        CHECK(event.created_at->time() == truto::timestamp::parse("2024-09-10T12:00:00Z"));
        CHECK(event.extra.empty());

        const auto account = event.payload_as<webhook::integrated_account>().value;
        CHECK(account.id == "acc-17");
        CHECK(account.tenant_id == "acme-1");
        CHECK(account.environment_id == "env-1");
        CHECK(account.environment_integration_id == "installed-1");
        CHECK(account.status == "active");
        CHECK(account.last_error == std::nullopt);
        CHECK(account.is_sandbox == false);
        CHECK(account.authentication_method == "oauth2");
        REQUIRE(account.context);
        CHECK(account.context->at("subdomain") == "acme");
        REQUIRE(account.integration);
        CHECK(account.integration->name == "helpscout");
        CHECK(account.integration->category == "helpdesk");
        CHECK(account.integration->extra == boost::json::object{{"is_beta", false}});
        CHECK(account.created_at->text() == "2024-09-10 11:59:50");
        CHECK(account.extra ==
              boost::json::object{{"region", "wnam"}, {"object_store_context_fields", boost::json::array{}}});
        CHECK(boost::json::serialize(truto::encode(event)) ==
              boost::json::serialize(boost::json::parse(account_active)));
    }

    TEST_CASE("every published name of an event is known")
    {
        // Spelt here again: the names come from Truto's pages, and a slip in the table would go unseen otherwise.
        const std::vector<std::string_view> published{
            "integrated_account:created",
            "integrated_account:updated",
            "integrated_account:active",
            "integrated_account:post_install_error",
            "integrated_account:validation_error",
            "integrated_account:post_connect_form_submitted",
            "integrated_account:authentication_error",
            "integrated_account:reactivated",
            "integrated_account:deleted",
            "environment_integration:created",
            "environment_integration:updated",
            "environment_integration:deleted",
            "api_token:created",
            "api_token:deleted",
            "record:created",
            "record:updated",
            "record:deleted",
            "sync_job_run:created",
            "sync_job_run:started",
            "sync_job_run:updated",
            "sync_job_run:record",
            "sync_job_run:record_error",
            "sync_job_run:completed",
            "sync_job_run:failed",
            "sync_job_run:deleted",
            "sync_job_cron_trigger:failed",
            "batch_job:dry_run_completed",
            "batch_job:dry_run_failed",
            "batch_job:completed",
            "batch_job:failed",
            "test",
        };
        std::set<event_type> seen;
        for (const auto name : published)
        {
            CAPTURE(name);
            const auto event = webhook::parse(boost::json::serialize(boost::json::object{{"event", name}}));
            REQUIRE(event.type);
            REQUIRE(event.type->known());
            CHECK(event.type->text() == name);
            CHECK(seen.insert(*event.type->known()).second);
        }
        CHECK(names(truto::type<event_type>{}).size() == published.size());
    }

    TEST_CASE("events are read whatever they are about")
    {
        struct row
        {
            const char* what;
            std::string_view body;
            std::string type;     // as text; none where it is empty
            std::string payload;  // the same
            boost::json::object extra;
        };
        const row rows[] = {
            {"a name that nobody knows",
             R"({"event":"planet:discovered","payload":{"id":1}})",
             "planet:discovered",
             R"({"id":1})",
             {}},
            {"an array as payload",
             R"({"event":"sync_job_run:record","payload":[{"id":"1"},{"id":"2"}]})",
             "sync_job_run:record",
             R"([{"id":"1"},{"id":"2"}])",
             {}},
            {"a text as payload", R"({"event":"test","payload":"hello"})", "test", R"("hello")", {}},
            {"no payload", R"({"event":"test"})", "test", "", {}},
            {"null as payload", R"({"event":"test","payload":null})", "test", "", {}},
            {"further members",
             R"({"event":"test","attempt":2,"tenant":{"id":"t"}})",
             "test",
             "",
             {{"attempt", 2}, {"tenant", {{"id", "t"}}}}},
            {"no name", R"({"id":"1"})", "", "", {}},
            {"null as name", R"({"event":null})", "", "", {}},
            {"a name of another type", R"({"event":{"name":"test"}})", "", "", {{"event", {{"name", "test"}}}}},
            {"the name under its other name", R"({"event_type":"test","payload":1})", "test", "1", {}},
            {"both names",
             R"({"event":"test","event_type":"record:created"})",
             "test",
             "",
             {{"event_type", "record:created"}}},
            {"the other name of another type", R"({"event_type":7})", "", "", {{"event_type", 7}}},
            {"nothing", "{}", "", "", {}},
            {"a byte order mark", "\xEF\xBB\xBF{\"event\":\"test\"}", "test", "", {}},
        };
        for (const row& each : rows)
        {
            CAPTURE(each.what);
            const auto event = webhook::parse(each.body);
            CHECK((event.type ? event.type->text() : "") == each.type);
            CHECK((event.payload ? boost::json::serialize(*event.payload) : "") == each.payload);
            CHECK(event.extra == each.extra);
        }
    }

    TEST_CASE("members of another type are kept or converted")
    {
        const auto event = webhook::parse(R"({"id":17,"event":"test","webhook_id":{"a":1},"created_at":"soon"})");
        CHECK(event.id == "17");
        CHECK(event.webhook_id == std::nullopt);
        CHECK(event.extra == boost::json::object{{"webhook_id", {{"a", 1}}}});
        REQUIRE(event.created_at);
        CHECK(event.created_at->text() == "soon");
        CHECK(event.created_at->time() == std::nullopt);
    }

    TEST_CASE("a body that is no event says so")
    {
        const std::string deep = std::string(100, '[') + std::string(100, ']');
        struct row
        {
            std::string_view body;
            error_code verdict;
        };
        const row rows[] = {
            {"", boost::json::error::incomplete},
            {"{\"event\":", boost::json::error::incomplete},
            {"event=test", boost::json::error::syntax},
            {"{}{}", boost::json::error::extra_data},
            {deep, boost::json::error::too_deep},
            {"null", errc::not_an_event},
            {"[]", errc::not_an_event},
            {"[{\"event\":\"test\"}]", errc::not_an_event},
            {"\"test\"", errc::not_an_event},
            {"17", errc::not_an_event},
            {"true", errc::not_an_event},
        };
        for (const row& each : rows)
        {
            CAPTURE(each.body);
            error_code ec;
            CHECK(webhook::parse(each.body, ec) == webhook::event{});
            CHECK(ec == each.verdict);
            CHECK_THROWS_AS(webhook::parse(each.body), boost::system::system_error);
        }

        error_code ec = errc::not_an_event;
        webhook::parse("{}", ec);
        CHECK_FALSE(ec);
    }

    TEST_CASE("a payload that is no account is no account")
    {
        using account = webhook::integrated_account;
        CHECK(webhook::parse(R"({"payload":{"id":"acc-17"}})").payload_as<account>().value.id == "acc-17");
        CHECK_THROWS_AS(webhook::parse(R"({"payload":[1]})").payload_as<account>(), boost::system::system_error);
        CHECK_THROWS_AS(webhook::parse(R"({"payload":"acc-17"})").payload_as<account>(), boost::system::system_error);
        CHECK(webhook::parse(R"({"event":"test"})").payload_as<account>().value == account{});
        CHECK(webhook::parse(R"({"payload":[1,2]})").payload_as<std::vector<int>>().value == std::vector<int>{1, 2});
    }

}  // TEST_SUITE
