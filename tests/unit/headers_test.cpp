#include <truto/headers.hpp>

#include <cstddef>
#include <doctest/doctest.h>
#include <string>
#include <string_view>

using truto::headers;

namespace
{

std::string lines(const headers& all)
{
    std::string text;
    for (std::size_t i = 0; i != all.size(); ++i)
    {
        const auto [name, value] = all.at(i);
        text.append(name).append(": ").append(value).append("\n");
    }
    return text;
}

}  // namespace

TEST_SUITE("headers")
{

    TEST_CASE("fields stand in the order in which they were added, spelled as they were")
    {
        headers all;
        all.add("Content-Type", "text/html");
        all.add("x-request-source", "offboarding");
        all.add("X-EMPTY", "");
        CHECK(lines(all) == "Content-Type: text/html\nx-request-source: offboarding\nX-EMPTY: \n");
    }

    TEST_CASE("up to four fields stand in braces")
    {
        CHECK(headers{}.empty());
        CHECK(lines(headers{{"A", "1"}}) == "A: 1\n");
        CHECK(lines(headers{{"A", "1"}, {"B", "2"}}) == "A: 1\nB: 2\n");
        CHECK(lines(headers{{"A", "1"}, {"B", "2"}, {"C", "3"}}) == "A: 1\nB: 2\nC: 3\n");
        CHECK(lines(headers{{"A", "1"}, {"B", "2"}, {"C", "3"}, {"A", "4"}}) == "A: 1\nB: 2\nC: 3\nA: 4\n");
    }

    TEST_CASE("names are found without regard to the case of ASCII letters")
    {
        struct row
        {
            std::string_view name;
            bool found;
        };
        const row rows[] = {
            {"Retry-After", true}, {"retry-after", true},   {"RETRY-AFTER", true},      {"rEtRy-aFtEr", true},
            {"Retry", false},      {"Retry-After ", false}, {"Retry_After", false},     {"", false},
            {"etry-After", false}, {"Retry-Afte", false},   {"Retry\x0d-After", false},
        };
        const headers all{{"Content-Length", "2"}, {"Retry-After", "10"}};
        for (const auto& each : rows)
        {
            CAPTURE(each.name);
            CHECK(all.contains(each.name) == each.found);
            CHECK(all[each.name] == (each.found ? "10" : ""));
        }
    }

    TEST_CASE("the first of several fields with one name is what a look-up gives")
    {
        const headers all{{"Set-Cookie", "a=1"}, {"set-cookie", "b=2"}};
        CHECK(all["Set-Cookie"] == "a=1");
        CHECK(all.size() == 2);
    }

    TEST_CASE("a field without a value is there")
    {
        const headers all{{"X-Empty", ""}};
        CHECK(all.contains("x-empty"));
        CHECK(all["x-empty"].empty());
    }

    TEST_CASE("setting replaces all fields of that name and leaves the others in order")
    {
        headers all{{"A", "1"}, {"B", "2"}, {"a", "3"}, {"C", "4"}};
        all.set("A", "5");
        CHECK(lines(all) == "B: 2\nC: 4\nA: 5\n");

        all.set("D", "6");
        CHECK(lines(all) == "B: 2\nC: 4\nA: 5\nD: 6\n");

        all.set("b", "");
        CHECK(lines(all) == "C: 4\nA: 5\nD: 6\nb: \n");
    }

    TEST_CASE("what is set again and again takes no more room")
    {
        headers all{{"A", "1"}, {"X-Request-Id", ""}, {"B", "2"}};
        const std::string large(1024 * 1024, 'x');
        for (int i = 0; i != 5000; ++i)  // more than what a header's place can count
        {
            all.set("X-Request-Id", large);
        }
        CHECK(all["A"] == "1");
        CHECK(all["B"] == "2");
        CHECK(all["x-request-id"] == large);
    }

    TEST_CASE("erasing says how many fields there were")
    {
        headers all{{"A", "1"}, {"B", "2"}, {"a", "3"}};
        CHECK(all.erase("A") == 2);
        CHECK(lines(all) == "B: 2\n");
        CHECK(all.erase("A") == 0);
        CHECK(all.erase("b") == 1);
        CHECK(all.empty());

        all.add("C", "after erasing");
        CHECK(lines(all) == "C: after erasing\n");
    }

    TEST_CASE("what stands in the headers themselves can be added, set and erased")
    {
        const std::string name = "X-A-Name-That-Is-Much-Longer-Than-The-Value-And-Moves-It";
        const std::string value = "a short value";
        headers all{{name, value}, {"B", "2"}};
        for (int i = 0; i != 200; ++i)
        {
            // Some of these move the characters before the value is read.
            all.add(all.at(0).name, all.at(0).value);
            REQUIRE(all.at(all.size() - 1).name == name);
            REQUIRE(all.at(all.size() - 1).value == value);
        }

        all.set(all.at(1).name, all.at(0).value);
        CHECK(all["B"] == value);
        CHECK(all.erase(all.at(0).name) == 201);
        CHECK(lines(all) == "B: " + value + "\n");
    }

    TEST_CASE("copies are independent")
    {
        headers original{{"A", "1"}};
        const headers copy = original;
        original.set("A", "2");
        original.add("B", "3");
        CHECK(lines(copy) == "A: 1\n");
        CHECK(lines(original) == "A: 2\nB: 3\n");
    }

    TEST_CASE("headers are equal if they have equal fields in the same order")
    {
        struct row
        {
            headers a;
            headers b;
            bool equal;
        };
        const row rows[] = {
            {{}, {}, true},
            {{{"A", "1"}}, {{"a", "1"}}, true},
            {{{"A", "1"}}, {{"A", "2"}}, false},
            {{{"A", "1"}}, {{"B", "1"}}, false},
            {{{"A", "x"}}, {{"A", "X"}}, false},
            {{{"A", "1"}}, {{"A", "1"}, {"A", "1"}}, false},
            {{{"A", "1"}, {"B", "2"}}, {{"B", "2"}, {"A", "1"}}, false},
        };
        for (const auto& each : rows)
        {
            CAPTURE(lines(each.a));
            CAPTURE(lines(each.b));
            CHECK((each.a == each.b) == each.equal);
            CHECK((each.b == each.a) == each.equal);
        }
    }

    TEST_CASE("making room changes no field")
    {
        headers all{{"A", "1"}};
        all.reserve(100, 10000);
        all.add("B", "2");
        CHECK(lines(all) == "A: 1\nB: 2\n");
    }

}  // TEST_SUITE
