#include <truto/api_error.hpp>
#include <truto/json.hpp>

#include <boost/system/error_code.hpp>

#include <algorithm>
#include <doctest/doctest.h>
#include <exception>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

using truto::api_error;
using truto::errc;
using truto::response_base;

namespace
{

/// An answer as the call layer leaves it behind.
struct outcome
{
    std::string_view operation = "users.delete";
    unsigned status = 0;
    std::string_view error = "{}";
    std::string_view problem{};
};

response_base answer_of(const outcome& from)
{
    auto data = std::make_shared<truto::detail::response_data>();
    data->operation = from.operation;
    data->status = from.status;
    data->error = truto::decode<truto::error_details>(from.error).value;
    data->problem = from.problem;
    data->body = "body-that-is-not-shown";
    data->fields.add("Authorization", "Bearer token-that-is-not-shown");
    return response_base{std::move(data)};
}

bool one_line(std::string_view text)
{
    return std::none_of(text.begin(), text.end(),
                        [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

bool valid_utf8(std::string_view text)
{
    const auto trailing = [](char c) { return (static_cast<unsigned char>(c) & 0xc0) == 0x80; };
    for (std::size_t i = 0; i != text.size();)
    {
        const auto lead = static_cast<unsigned char>(text[i]);
        const std::size_t size = lead < 0x80 ? 1 : lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 0;
        if (size == 0 || size > text.size() - i ||
            !std::all_of(text.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                         text.begin() + static_cast<std::ptrdiff_t>(i + size), trailing))
        {
            return false;
        }
        i += size;
    }
    return true;
}

}  // namespace

TEST_SUITE("api_error")
{

    TEST_CASE("what an error says is the operation, the status, what the server said, and what to do")
    {
        struct row
        {
            errc code;
            outcome from;
            std::string_view text;
        };
        const row rows[] = {
            {errc::bad_request,
             {.operation = "groups.remove-user",
              .status = 400,
              .error = R"({"statusCode": 400, "error": "Bad Request", "message": "group_id is required",
                       "truto_error_insight": {"missing_required_body_fields": {"value": ["group_id", "user_id"]}}})"},
             "groups.remove-user: 400 Bad Request: group_id is required: "
             "the request was refused; see the missing fields in the error's details; "
             "missing in the body: group_id, user_id"},
            {errc::bad_request,
             {.status = 400, .error = R"({"error": "Bad Request", "message": "organization_id is required",
                       "truto_error_insight": {"missing_required_query_parameters": {"value": ["organization_id"]},
                                               "missing_required_body_fields": {"value": ["id"]}}})"},
             "users.delete: 400 Bad Request: organization_id is required: "
             "the request was refused; see the missing fields in the error's details; "
             "missing in the query: organization_id; missing in the body: id"},
            {errc::forbidden,
             {.status = 403,
              .error = R"({"error": "Forbidden", "message": "Insufficient privileges.", "truto_is_remote_error": true,
                       "truto_error_insight": {"forbidden_error":
                           {"value": {"missing_scopes": ["User.Write", "Group.Write"]}}}})"},
             "users.delete: 403 Forbidden: Insufficient privileges. (said by the provider): "
             "not allowed; see the missing scopes in the error's details; missing scopes: User.Write, Group.Write"},
            {errc::account_needs_reconnect,
             {.status = 401,
              .error = R"({"error": "Unauthorized", "message": "Token expired", "truto_is_remote_error": true})"},
             "users.delete: 401 Unauthorized: Token expired (said by the provider): "
             "the provider refused the account's credentials; the end user must connect the account again"},
            {errc::unauthorized,
             {.status = 401, .error = R"({"error": "Unauthorized", "message": "Invalid token"})"},
             "users.delete: 401 Unauthorized: Invalid token: the API token is missing, wrong or expired; set a valid "
             "token"},

            // Nothing that people could read.
            {errc::rate_limited,
             {.status = 429,
              .error = R"({"error": "Too Many Requests", "message": "", "truto_is_remote_error": true})"},
             "users.delete: 429 Too Many Requests: too many requests; wait as the response's rate_limit() says"},
            {errc::other_server_error, {.status = 530}, "users.delete: 530: the server failed; try again later"},
            {errc::redirected,
             {.status = 302},
             "users.delete: 302: the server redirects, which is never followed; set base_url to the right address"},

            // No answer at all.
            {errc::timeout,
             {},
             "users.delete: the deadline passed; the request may have been carried out if it had been sent"},
            {errc::invalid_argument,
             {.problem = "the path parameter id is empty, which would address the whole collection"},
             "users.delete: the path parameter id is empty, which would address the whole collection: "
             "the call is not valid; nothing was sent"},
            {errc::cancelled,
             {.operation = ""},
             "the call was cancelled; the request may have been carried out if it had been sent"},
        };
        for (const auto& each : rows)
        {
            const auto answer = answer_of(each.from);
            const api_error error{each.code, answer};
            CHECK(std::string_view{error.what()} == each.text);
            CHECK(truto::describe(each.code, answer) == each.text);
        }
    }

    TEST_CASE("what an error says is one line, whatever the server and the system say")
    {
        constexpr std::string_view hostile = R"(a\r\nb\tc\u0000d\u001b[31me\u007ff)";
        const std::string text{hostile};
        const std::string error = R"({"error": ")" + text + R"(", "message": ")" + text +
                                  R"(", "truto_error_insight": {)" +
                                  R"("missing_required_query_parameters": {"value": [")" + text + R"("]},)" +
                                  R"("missing_required_body_fields": {"value": [")" + text + R"("]},)" +
                                  R"("forbidden_error": {"value": {"missing_scopes": [")" + text + R"("]}}}})";
        const auto what = truto::describe(
            errc::forbidden,
            answer_of({.status = 403, .error = error, .problem = "the name of the header X\r\nY: is not valid"}));
        CAPTURE(what);
        CHECK(one_line(what));

        // All of it is there all the same.
        std::size_t count = 0;
        for (auto at = what.find("a  b c d [31me f"); at != std::string::npos;
             at = what.find("a  b c d [31me f", at + 1))
        {
            ++count;
        }
        CHECK(count == 5);
        CHECK(what.find("X  Y: is not valid") != std::string::npos);
    }

    TEST_CASE("long texts of the server are cut off between characters")
    {
        for (const std::string_view character : {"x", "é", "€", "😀"})
        {
            for (int shift = 0; shift != 4; ++shift)
            {
                std::string long_text(static_cast<std::size_t>(shift), '.');
                while (long_text.size() < 5000)
                {
                    long_text += character;
                }
                const std::string error =
                    R"({"message": ")" + long_text + R"(", "error": ")" + long_text +
                    R"(", "truto_error_insight": {"forbidden_error": {"value": {"missing_scopes": [")" + long_text +
                    R"("]}}}})";
                const auto what = truto::describe(errc::forbidden, answer_of({.status = 403, .error = error}));
                CAPTURE(shift);
                CHECK(what.size() < 2000);
                CHECK(what.find("…") != std::string::npos);
                CHECK(valid_utf8(what));
            }
        }
    }

    TEST_CASE("what an error says holds no header and no body")
    {
        const std::string what = api_error{errc::bad_gateway, answer_of({.status = 502})}.what();
        CHECK(what.find("not-shown") == std::string::npos);
    }

    TEST_CASE("an error gives the code, the status and all that the server said")
    {
        const auto answer = answer_of({.status = 422, .error = R"({"message": "no such role", "details": [1]})"});
        const api_error error{errc::unprocessable, answer};
        CHECK(error.code() == errc::unprocessable);
        CHECK(error.code() == truto::condition::client_error);
        CHECK(error.status() == 422);
        CHECK(error.details().message == "no such role");
        CHECK(error.response().body() == "body-that-is-not-shown");
        CHECK(error.response().operation() == "users.delete");
    }

    TEST_CASE("an error outlives the answer that it is made of, and copies of it say the same")
    {
        std::exception_ptr thrown;
        {
            thrown = truto::detail::failure_of(errc::not_found, answer_of({.status = 404}));
        }
        try
        {
            std::rethrow_exception(thrown);
        }
        catch (const boost::system::system_error& error)
        {
            CHECK(error.code() == errc::not_found);
            const auto* const rich = dynamic_cast<const api_error*>(&error);
            REQUIRE(rich != nullptr);
            const api_error copy = *rich;
            CHECK(std::string{copy.what()} == std::string{error.what()});
            CHECK(copy.status() == 404);
        }
    }

    TEST_CASE("after success there is nothing to throw")
    {
        CHECK(truto::detail::failure_of({}, answer_of({.status = 200})) == nullptr);
    }

    TEST_CASE("an error of another category is described, too")
    {
        const auto cut = boost::system::errc::make_error_code(boost::system::errc::broken_pipe);
        CHECK(truto::describe(cut, response_base{}) == cut.message());
        CHECK(truto::describe(cut, answer_of({})) == "users.delete: " + cut.message());
    }

}  // TEST_SUITE
