#include <doctest/doctest.h>
#include <string>
#include <vector>

#include "faults/soak_book.hpp"

// The soak program finds nothing most of the time. Here it is shown that it would.

using namespace truto::test;
using truto::testing::recorded_effect;
using truto::testing::recorded_request;

namespace
{

told_call deletion(bool has_succeeded, bool maybe_executed = false)
{
    return {.id = "a",
            .operation = "users.delete",
            .has_succeeded = has_succeeded,
            .maybe_executed = maybe_executed,
            .attempts = 2};
}

told_call post(std::string key)
{
    return {.id = "a",
            .operation = "groups.remove",
            .is_idempotent = false,
            .has_succeeded = true,
            .attempts = 2,
            .key = std::move(key)};
}

const recorded_effect deleted{.operation = "users.delete", .id = "a"};
const recorded_effect removed{.operation = "groups.remove", .id = "a"};

recorded_request request(unsigned status, std::string key = {})
{
    recorded_request made{.method = "DELETE", .target = "/x/users/a?b=c", .status = status};
    if (!key.empty())
    {
        made.headers.add("Idempotency-Key", key);
    }
    return made;
}

std::string blame_of(const std::vector<told_call>& calls, const std::vector<recorded_effect>& effects,
                     const std::vector<recorded_request>& requests = {})
{
    std::string text;
    for (const violation& each : compare_books(calls, effects, requests))
    {
        CHECK_FALSE(each.story.empty());
        text.append(text.empty() ? "" : "; ").append(each.what);
    }
    return text;
}

}  // namespace

TEST_SUITE("soak book")
{
    TEST_CASE("each promise that is not kept is found")
    {
        struct row
        {
            std::vector<told_call> calls;
            std::vector<recorded_effect> effects;
            std::vector<recorded_request> requests;
            std::string blame;
        };
        told_call not_sent = deletion(false);
        not_sent.request_sent = false;
        told_call second = post("k");
        second.id = "b";
        second.has_succeeded = false;
        told_call short_one = deletion(true);
        short_one.attempts = 1;

        recorded_request refused_and_cut = request(0);
        refused_and_cut.cut_status = 429;

        const row rows[] = {
            {{deletion(true)}, {deleted}, {request(0), request(200)}, ""},
            {{deletion(false)}, {}, {request(404)}, ""},
            {{deletion(false, true)}, {}, {request(0)}, ""},
            {{deletion(false, true)}, {deleted}, {request(0)}, ""},
            {{not_sent}, {}, {}, ""},
            {{post("")}, {removed}, {request(429), request(200)}, ""},
            {{post("")}, {removed}, {refused_and_cut, request(200)}, ""},
            {{post("k")}, {removed}, {request(0, "k"), request(200, "k")}, ""},

            {{deletion(true)}, {}, {}, "told as success, but not done"},
            {{deletion(true)}, {deleted, deleted}, {}, "done more than once"},
            {{deletion(false, true)}, {deleted, deleted}, {}, "done more than once"},
            {{deletion(false)}, {deleted}, {}, "told as not done, but done"},
            {{deletion(true, true)}, {deleted}, {}, "told as done, and as maybe done"},
            {{}, {deleted}, {}, "the server did something that nobody asked for"},
            {{}, {}, {request(404)}, "the server did something that nobody asked for"},
            {{not_sent}, {}, {request(404)}, "told as not sent, but received"},
            {{short_one}, {deleted}, {request(0), request(200)}, "received more often than it was tried"},
            {{deletion(true)}, {removed}, {}, "something else was done"},
            {{post("")}, {removed}, {request(0), request(200)}, "repeated, although that may do harm"},
            {{post("")}, {removed}, {request(502), request(200)}, "repeated, although that may do harm"},
            {{post("k")},
             {removed},
             {request(0, "k"), request(200, "l")},
             "a request carries another key than its call"},
            {{post("k")}, {removed}, {request(200)}, "a request carries another key than its call"},
            {{post("k"), second}, {removed}, {}, "the key of another call"},
        };
        for (const row& each : rows)
        {
            CHECK(blame_of(each.calls, each.effects, each.requests) == each.blame);
        }
    }

    TEST_CASE("a request is found by what it is about")
    {
        CHECK(subject_of({.method = "DELETE", .target = "/unified/user-directory/users/u-1?a=b/c"}) == "u-1");
        CHECK(subject_of({.method = "POST", .body = R"({"group_id":"g","user_id":"u-2"})"}) == "u-2");
        CHECK(subject_of({.method = "POST", .body = R"({"id":"u-3","roles":[{"id":"r"}]})"}) == "u-3");
        CHECK(subject_of({.method = "POST", .body = "[]"}).empty());
        CHECK(subject_of({.method = "POST", .body = "nonsense"}).empty());
    }
}
