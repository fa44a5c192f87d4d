#include <truto/json.hpp>
#include <truto/records.hpp>

#include <boost/json/object.hpp>

#include <cstdint>
#include <doctest/doctest.h>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/json.hpp"
#include "support/notes.hpp"
#include "support/zoo.hpp"

using truto::records;
using truto::test::part;
using truto::test::text_of;

namespace pages
{

/// What a generated page looks like.
struct page
{
    records<part> result{};
    std::optional<std::string> next_cursor{};
    boost::json::object extra{};

    friend bool operator==(const page&, const page&) = default;
};

constexpr auto fields(truto::type<page>)
{
    return truto::field_list{
        truto::field<&page::result>{"result"},
        truto::field<&page::next_cursor>{"next_cursor"},
    };
}

/// Records that hold records, as a page of pages would.
struct shelf
{
    records<page> pages{};
    boost::json::object extra{};

    friend bool operator==(const shelf&, const shelf&) = default;
};

constexpr auto fields(truto::type<shelf>)
{
    return truto::field_list{truto::field<&shelf::pages>{"pages"}};
}

}  // namespace pages

namespace
{

struct row
{
    std::string_view text;
    std::string_view written;
    std::string_view notes{};
};

template <class T, std::size_t N>
void check(const row (&rows)[N])
{
    for (const auto& each : rows)
    {
        CAPTURE(each.text);
        const auto read = truto::decode<T>(each.text);
        CHECK(text_of(truto::encode(read.value)) == each.written);
        CHECK(text_of(read.notes) == each.notes);
    }
}

}  // namespace

TEST_SUITE("records")
{
    TEST_CASE("G27: a list of records comes as an array, or as an object that holds them by a value of theirs")
    {
        const row rows[] = {
            {R"({"result":[{"id":"a"},{"id":"b"}],"next_cursor":"c"})",
             R"({"result":[{"id":"a"},{"id":"b"}],"next_cursor":"c"})"},
            {R"({"result":{"a":{"id":"a","count":1},"b":{"id":"b"}},"next_cursor":"c"})",
             R"({"result":[{"id":"a","count":1},{"id":"b"}],"next_cursor":"c"})"},
            {R"({"next_cursor":null,"result":{"a":{}}})", R"({"result":[{}]})"},

            // Names are no members: not even those of the record's own, further behind.
            {R"({"result":{"x":{"id":"a"},"id":{"id":"b"}}})", R"({"result":[{"id":"a"},{"id":"b"}]})"},
            {R"({"result":{"":{"id":"a"},"a\tb":{"id":"b"}}})", R"({"result":[{"id":"a"},{"id":"b"}]})"},

            // The same name twice: nothing is lost.
            {R"({"result":{"a":{"id":"1"},"a":{"id":"2"}}})", R"({"result":[{"id":"1"},{"id":"2"}]})"},
            {R"({"result":{"a":{"id":1,"new":[{}]}}})", R"({"result":[{"id":"1","new":[{}]}]})",
             "converted result.a.id: a string"},
        };
        check<pages::page>(rows);
    }

    TEST_CASE("no records are an empty list, however it is said")
    {
        const row rows[] = {
            {R"({})", "{}"},
            {R"({"result":[]})", "{}"},
            {R"({"result":{}})", "{}"},
            {R"({"result":null})", "{}"},
            {R"({"result":[],"next_cursor":"c"})", R"({"next_cursor":"c"})"},
            {R"({"result":[{"id":"a"}],"result":null})", "{}"},
            {R"({"result":{"a":{}},"result":[{"id":"b"}]})", R"({"result":[{"id":"b"}]})"},
        };
        check<pages::page>(rows);
    }

    TEST_CASE("an object that is a record itself is the only one")
    {
        const row rows[] = {
            {R"({"result":{"id":"a","count":2}})", R"({"result":[{"id":"a","count":2}]})",
             "converted result: an array"},
            {R"({"result":{"count":null}})", R"({"result":[{}]})", "converted result: an array"},
            {R"({"result":{"new":"x","id":"a"}})", R"({"result":[{"id":"a","new":"x"}]})",
             "converted result: an array"},
            {R"({"result":{"new":[{"id":"x"}],"id":"a"}})", R"({"result":[{"id":"a","new":[{"id":"x"}]}]})",
             "converted result: an array"},
            {R"({"result":{"id":{"deep":1},"count":1}})", R"({"result":[{"count":1,"id":{"deep":1}}]})",
             "converted result: an array; kept result.id: a string"},
        };
        check<pages::page>(rows);
    }

    TEST_CASE("what is no record among them leaves the whole as it came")
    {
        const row rows[] = {
            {R"({"result":{"a":{"id":"1"},"b":"x","c":{"id":"3"}}})",
             R"({"result":{"a":{"id":"1"},"b":"x","c":{"id":"3"}}})",
             "kept result.b: an object; kept result: an array"},
            {R"({"result":{"a":{"id":"1"},"b":[1],"c":{}}})", R"({"result":{"a":{"id":"1"},"b":[1],"c":{}}})",
             "kept result.b: an object; kept result: an array"},
            {R"({"result":{"a":{"id":"1"},"b":null,"c":{}}})", R"({"result":[{"id":"1"},{}]})",
             "dropped result.b: an object"},
            {R"({"result":{"a":null}})", "{}", "dropped result.a: an object"},
            {R"({"result":"x"})", R"({"result":"x"})", "kept result: an array"},
            {R"({"result":[{"id":"a"},7]})", R"({"result":[{"id":"a"},7]})",
             "kept result[1]: an object; kept result: an array"},
        };
        check<pages::page>(rows);
    }

    TEST_CASE("records within records are told apart by name")
    {
        const row rows[] = {
            {R"({"pages":{"one":{"result":{"a":{"id":"1"},"b":{"id":2}}},"two":{"result":[{"id":"3"}]}}})",
             R"({"pages":[{"result":[{"id":"1"},{"id":"2"}]},{"result":[{"id":"3"}]}]})",
             "converted pages.one.result.b.id: a string"},
            {R"({"pages":{"one":{"result":{"a":{"id":"1"},"b":7}},"two":{}}})",
             R"({"pages":[{"result":{"a":{"id":"1"},"b":7}},{}]})",
             "kept pages.one.result.b: an object; kept pages.one.result: an array"},
            {R"({"pages":{"one":{"result":{"a":{"id":"1"}}},"two":7}})",
             R"({"pages":{"one":{"result":[{"id":"1"}]},"two":7}})", "kept pages.two: an object; kept pages: an array"},
        };
        check<pages::shelf>(rows);
    }

    TEST_CASE("plain values can be records, too")
    {
        const auto read = truto::decode<records<std::int64_t>>(R"({"a":1,"b":"2","c":null})");
        CHECK(read.value == records<std::int64_t>{1, 2});
        CHECK(text_of(read.notes) == "converted b: an integer; dropped c: an integer");
    }

    TEST_CASE("records are a vector")
    {
        records<int> all{1, 2, 3};
        all.push_back(4);
        CHECK(all.back() == 4);
        const std::vector<int> copied = all;
        CHECK(copied.size() == 4);
        all = std::vector{7};
        CHECK(all == records<int>{7});
        int sum = 0;
        for (const auto each : all)
        {
            sum += each;
        }
        CHECK(sum == 7);
    }
}
