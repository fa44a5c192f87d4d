#include <truto/testing/detail/request_window.hpp>

#include <chrono>
#include <cstddef>
#include <doctest/doctest.h>
#include <string>

using namespace std::chrono_literals;
using truto::testing::request_limit;
using truto::testing::retry_after_form;
using truto::testing::detail::request_window;
using truto::testing::detail::to_http_date;

namespace
{

constexpr std::chrono::system_clock::time_point a_date{1'788'249'600s};  // Tue, 01 Sep 2026 08:00:00 GMT

std::string text_of(const truto::headers& fields)
{
    std::string text;
    for (std::size_t i = 0; i != fields.size(); ++i)
    {
        text.append(fields.at(i).name).append(": ").append(fields.at(i).value).append("; ");
    }
    return text;
}

}  // namespace

TEST_SUITE("request window")
{
    TEST_CASE("a window begins with the first request after the one before, and its end forgets everything")
    {
        struct row
        {
            std::chrono::milliseconds at;
            bool is_refused;
            std::size_t left;
            std::chrono::milliseconds rest;
        };
        const row rows[] = {
            {500ms, false, 2, 1000ms}, {500ms, false, 1, 1000ms},  {700ms, false, 0, 800ms},   {800ms, true, 0, 700ms},
            {1499ms, true, 0, 1ms},    {1500ms, false, 2, 1000ms}, {9000ms, false, 2, 1000ms}, {9999ms, false, 1, 1ms},
        };
        request_window window{{.requests = 3, .window = 1s}};
        constexpr request_window::time_point begin{1h};
        for (const row& r : rows)
        {
            CAPTURE(r.at.count());
            const auto made = window.take(begin + r.at);
            CHECK(made.is_refused == r.is_refused);
            CHECK(made.left == r.left);
            CHECK(made.rest == r.rest);
        }
        CHECK(window.refusals() == 2);
    }

    TEST_CASE("what an answer tells")
    {
        struct row
        {
            request_limit limit;
            request_window::outcome made;
            std::string fields;
        };
        const row rows[] = {
            {{.requests = 50},
             {false, 49, 9001ms},
             "ratelimit-limit: 50;w=10; ratelimit-remaining: 49; "
             "ratelimit-reset: 10; "},
            {{.requests = 50, .is_told = false}, {false, 49, 9s}, ""},
            {{.requests = 50, .window = 1500ms},
             {true, 0, 1ms},
             "ratelimit-limit: 50;w=2; ratelimit-remaining: 0; ratelimit-reset: 1; Retry-After: 1; "},
            {{.requests = 1, .is_told = false}, {true, 0, 9s}, "Retry-After: 9; "},
            {{.requests = 1, .is_told = false, .retry_after = retry_after_form::http_date},
             {true, 0, 9s},
             "Retry-After: Tue, 01 Sep 2026 08:00:09 GMT; "},
            {{.requests = 1, .is_told = false, .retry_after = retry_after_form::absent}, {true, 0, 9s}, ""},
        };
        for (const row& r : rows)
        {
            CHECK(text_of(request_window{r.limit}.fields(r.made, a_date)) == r.fields);
        }
    }

    TEST_CASE("dates are written as HTTP wants them, rounded up")
    {
        struct row
        {
            std::chrono::system_clock::time_point time;
            const char* text;
        };
        for (const row& r : {row{{}, "Thu, 01 Jan 1970 00:00:00 GMT"}, row{a_date, "Tue, 01 Sep 2026 08:00:00 GMT"},
                             row{a_date + 1ms, "Tue, 01 Sep 2026 08:00:01 GMT"},
                             row{std::chrono::system_clock::time_point{951'782'399s}, "Mon, 28 Feb 2000 23:59:59 GMT"},
                             row{std::chrono::system_clock::time_point{951'782'400s}, "Tue, 29 Feb 2000 00:00:00 GMT"}})
        {
            CHECK(to_http_date(r.time) == r.text);
        }
    }
}
