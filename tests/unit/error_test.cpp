#include <truto/error.hpp>

#include <boost/system/errc.hpp>
#include <boost/system/system_error.hpp>

#include <algorithm>
#include <doctest/doctest.h>
#include <set>
#include <string>
#include <string_view>
#include <system_error>

using truto::condition;
using truto::errc;
using truto::error_code;

namespace
{

struct condition_name
{
    condition value;
    std::string_view text;
};

constexpr condition_name conditions[] = {
    {condition::retryable, "retryable"},           {condition::client_error, "client_error"},
    {condition::server_error, "server_error"},     {condition::transport_error, "transport_error"},
    {condition::maybe_executed, "maybe_executed"},
};

/// The conditions that an error answers yes to.
std::string answers(const error_code& code)
{
    std::string text;
    for (const auto& each : conditions)
    {
        if (code == each.value)
        {
            text.append(text.empty() ? "" : " ").append(each.text);
        }
    }
    return text;
}

struct error_row
{
    errc value;
    int number;
    std::string_view conditions;
};

constexpr error_row errors[] = {
    {errc::invalid_argument, 1, "client_error"},
    {errc::resolve_failed, 2, "retryable transport_error"},
    {errc::connect_failed, 3, "retryable transport_error"},
    {errc::tls_failed, 4, "transport_error"},

    {errc::timeout, 5, "retryable transport_error maybe_executed"},
    {errc::cancelled, 6, "maybe_executed"},
    {errc::connection_lost, 7, "retryable transport_error maybe_executed"},
    {errc::protocol_error, 8, "transport_error maybe_executed"},
    {errc::body_too_large, 9, "maybe_executed"},
    {errc::body_not_decodable, 10, "maybe_executed"},
    {errc::proxy_refused, 11, "transport_error"},
    {errc::cursor_repeated, 12, ""},
    {errc::too_many_records, 13, ""},

    {errc::bad_request, 400, "client_error"},
    {errc::unauthorized, 401, "client_error"},
    {errc::forbidden, 403, "client_error"},
    {errc::not_found, 404, "client_error"},
    {errc::method_not_allowed, 405, "client_error"},
    {errc::request_timeout, 408, "retryable client_error maybe_executed"},
    {errc::conflict, 409, "client_error"},
    {errc::unprocessable, 422, "client_error"},
    {errc::too_early, 425, "retryable client_error"},
    {errc::rate_limited, 429, "retryable client_error"},
    {errc::server_error, 500, "retryable server_error maybe_executed"},
    {errc::bad_gateway, 502, "retryable server_error maybe_executed"},
    {errc::account_blocked, 503, "server_error"},
    {errc::gateway_timeout, 504, "retryable server_error maybe_executed"},

    {errc::redirected, 1300, "client_error"},
    {errc::other_client_error, 1400, "client_error"},
    {errc::account_needs_reconnect, 1401, "client_error"},
    {errc::other_server_error, 1500, "retryable server_error maybe_executed"},
    {errc::other_status, 1600, ""},
};

bool one_line(std::string_view text)
{
    return std::none_of(text.begin(), text.end(),
                        [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

}  // namespace

TEST_SUITE("error")
{

    TEST_CASE("each error has its number and answers these questions with yes")
    {
        for (const auto& each : errors)
        {
            const error_code code = each.value;
            CAPTURE(code.message());
            CHECK(code.value() == each.number);
            CHECK(code.category() == truto::error_category());
            CHECK(code.failed());
            CHECK(code == each.value);
            CHECK(answers(code) == each.conditions);
        }
    }

    TEST_CASE("each error has a message of its own, on one line, that says what to do")
    {
        std::set<std::string> seen;
        for (const auto& each : errors)
        {
            const auto message = error_code{each.value}.message();
            CAPTURE(message);
            CHECK(one_line(message));
            CHECK(message.size() > 20);
            CHECK(message != "unknown error");
            CHECK(seen.insert(message).second);
        }
    }

    TEST_CASE("a number that is no error has a message and answers no question with yes")
    {
        for (const int each : {0, 99, 200, 399, 402, 1402, -1})
        {
            CAPTURE(each);
            const error_code code{each, truto::error_category()};
            CHECK(code.message() == "unknown error");
            CHECK(answers(code) == "");
        }
    }

    TEST_CASE("conditions have messages and are no errors of their own")
    {
        std::set<std::string> seen;
        for (const auto& each : conditions)
        {
            const boost::system::error_condition asked = each.value;
            CAPTURE(each.text);
            CHECK(&asked.category() == &truto::condition_category());
            CHECK(one_line(asked.message()));
            CHECK(seen.insert(asked.message()).second);
        }
        CHECK(truto::condition_category() != truto::error_category());
        CHECK(std::string_view{truto::error_category().name()} == "truto");
        CHECK(std::string_view{truto::condition_category().name()} == "truto.condition");
    }

    TEST_CASE("an error of another category answers no question with yes, whatever its number")
    {
        for (const auto& each : errors)
        {
            CAPTURE(each.number);
            CHECK(answers({each.number, boost::system::generic_category()}) == "");
            CHECK(answers({each.number, boost::system::system_category()}) == "");
        }
        CHECK(answers({}) == "");
    }

    TEST_CASE("errors that the standard has names for equal them, and no others")
    {
        namespace generic = boost::system::errc;
        struct row
        {
            errc value;
            generic::errc_t condition;
            std::errc standard;
        };
        const row rows[] = {
            {errc::cancelled, generic::operation_canceled, std::errc::operation_canceled},
            {errc::timeout, generic::timed_out, std::errc::timed_out},
            {errc::invalid_argument, generic::invalid_argument, std::errc::invalid_argument},
        };
        for (const auto& each : rows)
        {
            for (const auto& other : errors)
            {
                const error_code code = other.value;
                CAPTURE(code.message());
                CHECK((code == each.condition) == (other.value == each.value));
                CHECK((std::error_code{code} == each.standard) == (other.value == each.value));
            }
        }
    }

    TEST_CASE("the category is found by name in an exception's text")
    {
        const boost::system::system_error thrown{errc::timeout, "users.delete"};
        CHECK(thrown.code() == errc::timeout);
        CHECK(std::string{thrown.what()}.find("users.delete") != std::string::npos);
        CHECK(std::string{thrown.what()}.find("the deadline passed") != std::string::npos);
    }

    TEST_CASE("each status has its error")
    {
        struct row
        {
            unsigned status;
            errc api;       // the API answered so
            errc provider;  // the provider did
        };
        const row rows[] = {
            {400, errc::bad_request, errc::bad_request},
            {401, errc::unauthorized, errc::account_needs_reconnect},
            {402, errc::other_client_error, errc::other_client_error},
            {403, errc::forbidden, errc::forbidden},
            {404, errc::not_found, errc::not_found},
            {405, errc::method_not_allowed, errc::method_not_allowed},
            {406, errc::other_client_error, errc::other_client_error},
            {407, errc::other_client_error, errc::other_client_error},
            {408, errc::request_timeout, errc::request_timeout},
            {409, errc::conflict, errc::conflict},
            {410, errc::other_client_error, errc::other_client_error},
            {413, errc::other_client_error, errc::other_client_error},
            {418, errc::other_client_error, errc::other_client_error},
            {421, errc::other_client_error, errc::other_client_error},
            {422, errc::unprocessable, errc::unprocessable},
            {425, errc::too_early, errc::too_early},
            {428, errc::other_client_error, errc::other_client_error},
            {429, errc::rate_limited, errc::rate_limited},
            {451, errc::other_client_error, errc::other_client_error},
            {499, errc::other_client_error, errc::other_client_error},

            {500, errc::server_error, errc::server_error},
            {501, errc::other_server_error, errc::other_server_error},
            {502, errc::bad_gateway, errc::bad_gateway},
            {503, errc::account_blocked, errc::account_blocked},
            {504, errc::gateway_timeout, errc::gateway_timeout},
            {505, errc::other_server_error, errc::other_server_error},
            {520, errc::other_server_error, errc::other_server_error},
            {530, errc::other_server_error, errc::other_server_error},
            {599, errc::other_server_error, errc::other_server_error},

            {300, errc::redirected, errc::redirected},
            {301, errc::redirected, errc::redirected},
            {302, errc::redirected, errc::redirected},
            {303, errc::redirected, errc::redirected},
            {304, errc::redirected, errc::redirected},
            {307, errc::redirected, errc::redirected},
            {308, errc::redirected, errc::redirected},
            {399, errc::redirected, errc::redirected},

            {0, errc::other_status, errc::other_status},
            {101, errc::other_status, errc::other_status},
            {199, errc::other_status, errc::other_status},
            {600, errc::other_status, errc::other_status},
            {999, errc::other_status, errc::other_status},
        };
        for (const auto& each : rows)
        {
            CAPTURE(each.status);
            CHECK(truto::errc_of_status(each.status, false) == each.api);
            CHECK(truto::errc_of_status(each.status, true) == each.provider);
        }
    }

    TEST_CASE("an error that is named after a status has its number")
    {
        for (const auto& each : errors)
        {
            if (each.number >= 400 && each.number < 600)
            {
                CAPTURE(each.number);
                CHECK(truto::errc_of_status(static_cast<unsigned>(each.number), false) == each.value);
            }
        }
    }

}  // TEST_SUITE
