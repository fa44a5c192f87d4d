#include <truto/list.hpp>
#include <truto/text.hpp>

#include <cstddef>
#include <doctest/doctest.h>
#include <optional>
#include <string>
#include <vector>

using truto::list;
using truto::text;

namespace
{

struct role
{
    std::optional<text> id{};
    std::optional<text> scope{};

    friend bool operator==(const role&, const role&) = default;
};

struct arguments
{
    list<role> roles{};
    list<text> fields{};
};

std::vector<std::string> strings(const list<text>& all)
{
    std::vector<std::string> result;
    for (const auto& each : all)
    {
        result.push_back(each.str());
    }
    return result;
}

}  // namespace

TEST_SUITE("list")
{

    TEST_CASE("up to eight elements stand in braces")
    {
        struct row
        {
            list<int> all;
            std::vector<int> expected;
        };
        const row rows[] = {
            {{}, {}},
            {{1}, {1}},
            {{1, 2}, {1, 2}},
            {{1, 2, 3}, {1, 2, 3}},
            {{1, 2, 3, 4}, {1, 2, 3, 4}},
            {{1, 2, 3, 4, 5}, {1, 2, 3, 4, 5}},
            {{1, 2, 3, 4, 5, 6}, {1, 2, 3, 4, 5, 6}},
            {{1, 2, 3, 4, 5, 6, 7}, {1, 2, 3, 4, 5, 6, 7}},
            {{1, 2, 3, 4, 5, 6, 7, 8}, {1, 2, 3, 4, 5, 6, 7, 8}},
            {std::vector<int>{1, 2, 3, 4, 5, 6, 7, 8, 9}, {1, 2, 3, 4, 5, 6, 7, 8, 9}},
        };
        for (const auto& each : rows)
        {
            CAPTURE(each.expected.size());
            CHECK(each.all.elements() == each.expected);
            CHECK(each.all.size() == each.expected.size());
            CHECK(each.all.empty() == each.expected.empty());
            CHECK(std::vector<int>(each.all.begin(), each.all.end()) == each.expected);
        }
    }

    TEST_CASE("arguments read like the JSON that they become")
    {
        const arguments one{.roles = {{.id = "role-admin"}}, .fields = {"name"}};
        CHECK(one.roles.elements() == std::vector<role>{role{.id = "role-admin"}});
        CHECK(strings(one.fields) == std::vector<std::string>{"name"});

        const arguments more{.roles = {{.id = "role-admin"}, {.id = "role-auditor", .scope = "org-1"}},
                             .fields = {"id", "name", "emails"}};
        REQUIRE(more.roles.size() == 2);
        CHECK(more.roles[1].id == text{"role-auditor"});
        CHECK(more.roles[1].scope == text{"org-1"});
        CHECK(strings(more.fields) == std::vector<std::string>{"id", "name", "emails"});
    }

    TEST_CASE("elements that have a name are copied")
    {
        const role admin{.id = "role-admin"};
        role auditor{.id = "role-auditor"};
        const arguments given{.roles = {admin, auditor}};
        auditor.id = "role-other";
        REQUIRE(given.roles.size() == 2);
        CHECK(given.roles[0] == admin);
        CHECK(given.roles[1].id == text{"role-auditor"});
    }

    TEST_CASE("an empty list has a beginning and an end")
    {
        const list<role> none;
        CHECK(none.begin() == none.end());
        CHECK(none.elements().empty());
        CHECK(list<bool>{}.begin() == list<bool>{}.end());
    }

    TEST_CASE("a vector with any number of elements becomes a list")
    {
        std::vector<text> many;
        for (int i = 0; i != 20; ++i)
        {
            many.emplace_back(std::to_string(i));
        }
        const arguments all{.fields = many};
        CHECK(all.fields.size() == 20);
        CHECK(all.fields.elements() == many);
    }

    TEST_CASE("truth values are elements like any other")
    {
        list<bool> all{true, false};
        all.emplace_back() = true;
        const bool& last = all[2];
        CHECK(last);
        CHECK(all == list<bool>{true, false, true});
        CHECK(all.size() == 3);
    }

    TEST_CASE("a list grows and shrinks at its end")
    {
        list<text> all;
        all.push_back("a");
        all.emplace_back() = "b";
        all.push_back("c");
        all.pop_back();
        CHECK(strings(all) == std::vector<std::string>{"a", "b"});
    }

    TEST_CASE("copies are independent, and lists compare by their elements")
    {
        list<text> original{"a", "b"};
        const auto copy = original;
        CHECK(copy == original);
        original.push_back("c");
        CHECK(copy != original);
        CHECK(copy.size() == 2);
        CHECK(list<text>{} == list<text>{std::vector<text>{}});
    }

}  // TEST_SUITE
