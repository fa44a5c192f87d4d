#include <truto/list.hpp>
#include <truto/patch.hpp>
#include <truto/text.hpp>

#include <doctest/doctest.h>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

using truto::list;
using truto::null;
using truto::patch;

namespace
{

struct profile_update
{
    patch<std::string> title{};
    patch<std::string> manager{};
    patch<std::vector<std::string>> languages{};
};

static_assert(std::is_convertible_v<const char*, patch<std::string>>);
static_assert(!std::is_convertible_v<std::size_t, patch<std::vector<int>>>, "explicit where the value's own is");
static_assert(std::is_constructible_v<patch<std::vector<int>>, std::size_t>);

}  // namespace

TEST_SUITE("patch")
{

    TEST_CASE("a patch leaves alone, sets to null or sets to a value")
    {
        const profile_update update{.title = "Engineer", .manager = null};

        CHECK(update.title.is_set());
        CHECK_FALSE(update.title.is_null());
        CHECK(update.title.value() == "Engineer");

        CHECK(update.manager.is_set());
        CHECK(update.manager.is_null());
        CHECK_FALSE(update.manager.value());

        CHECK_FALSE(update.languages.is_set());
        CHECK_FALSE(update.languages.is_null());
        CHECK_FALSE(update.languages.value());
    }

    TEST_CASE("the three states are different from each other, and so is a default value")
    {
        const patch<std::string> unset;
        const patch<std::string> nothing = null;
        const patch<std::string> empty = "";

        CHECK(unset == patch<std::string>{});
        CHECK(nothing == patch<std::string>{null});
        CHECK(empty == patch<std::string>{std::string{}});
        CHECK(unset != nothing);
        CHECK(unset != empty);
        CHECK(nothing != empty);
    }

    TEST_CASE("lists stand in braces as where they are no patches")
    {
        struct contact
        {
            std::optional<truto::text> email{};
            std::optional<bool> is_primary{};

            bool operator==(const contact&) const = default;
        };
        struct contacts_update
        {
            patch<list<contact>> contacts{};
            patch<list<truto::text>> tags{};
            patch<list<int>> levels{};
        };
        const list<contact> one{{.email = "ann@example.com"}};
        const list<contact> two{{.email = "ann@example.com"}, {.email = "bo@example.com", .is_primary = true}};

        const contacts_update first{.contacts = {{.email = "ann@example.com"}}, .tags = {"a"}, .levels = {1}};
        CHECK(first.contacts.value() == one);
        CHECK(first.tags.value() == list<truto::text>{"a"});
        CHECK(first.levels.value() == list<int>{1});

        const contacts_update second{
            .contacts = {{.email = "ann@example.com"}, {.email = "bo@example.com", .is_primary = true}},
            .tags = {"a", "b", "c"},
            .levels = {1, 2, 3, 4, 5, 6, 7, 8}};
        CHECK(second.contacts.value() == two);
        CHECK(second.tags.value() == list<truto::text>{"a", "b", "c"});
        CHECK(second.levels.value() == list<int>{1, 2, 3, 4, 5, 6, 7, 8});
        CHECK(first.contacts != second.contacts);

        const contacts_update named{.contacts = two, .tags = std::vector<truto::text>{"a"}, .levels = null};
        CHECK(named.contacts == second.contacts);
        CHECK(named.tags == first.tags);
        CHECK(named.levels.is_null());

        const contacts_update spelled{.contacts = list<contact>{{.email = "ann@example.com"}}, .tags = {}};
        CHECK(spelled.contacts == first.contacts);
        CHECK_FALSE(spelled.tags.is_set());
        CHECK(contacts_update{.tags = list<truto::text>{}}.tags.is_set());
    }

    TEST_CASE("an empty array is a value")
    {
        const profile_update update{.languages = std::vector<std::string>{}};
        CHECK(update.languages.is_set());
        REQUIRE(update.languages.value());
        CHECK(update.languages.value()->empty());
    }

    TEST_CASE("emplacing ends null and replaces a value")
    {
        patch<std::string> title = null;
        title.emplace() = "Engineer";
        CHECK_FALSE(title.is_null());
        CHECK(title.value() == "Engineer");

        CHECK(title.emplace() == "");
        CHECK(title == patch<std::string>{""});
    }

    TEST_CASE("assigning null takes the value away, and assigning a default patch takes both")
    {
        patch<std::string> title = "Engineer";
        title = null;
        CHECK(title == patch<std::string>{null});
        title = patch<std::string>{};
        CHECK_FALSE(title.is_set());
    }

}  // TEST_SUITE
