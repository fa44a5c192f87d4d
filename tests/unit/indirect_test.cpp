#include <truto/indirect.hpp>

#include <doctest/doctest.h>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "support/byte_copy.hpp"

using truto::indirect;
using truto::test::byte_copy;

namespace
{

/// Counts its objects.
struct counted
{
    static inline int alive = 0;

    int value = 0;

    counted() { ++alive; }
    explicit counted(int v) : value(v) { ++alive; }
    counted(const counted& other) : value(other.value) { ++alive; }
    counted& operator=(const counted&) = default;
    ~counted() { --alive; }

    friend bool operator==(const counted&, const counted&) = default;
};

struct node
{
    int value = 0;
    std::optional<indirect<node>> next{};
    indirect<std::vector<node>> children{};

    friend bool operator==(const node&, const node&) = default;
};

struct endless
{
    int value = 0;
    indirect<endless> next{};

    friend bool operator==(const endless&, const endless&) = default;
};

static_assert(std::is_convertible_v<const char*, indirect<std::string>>);
static_assert(!std::is_convertible_v<int, indirect<std::string>>);
static_assert(std::is_nothrow_move_constructible_v<indirect<std::string>>);

}  // namespace

TEST_SUITE("indirect")
{

    TEST_CASE("a default indirect reads as a default value and holds none until it is written to")
    {
        CHECK(*indirect<std::string>{} == "");

        const int before = counted::alive;
        indirect<counted> lazy;
        CHECK(counted::alive == before);
        lazy->value = 7;
        CHECK(counted::alive == before + 1);
        CHECK(std::as_const(lazy)->value == 7);
    }

    TEST_CASE("copies are deep, and const is, too")
    {
        indirect<std::string> original{"original"};
        auto copy = original;
        *copy = "copy";
        CHECK(*original == "original");
        CHECK(*copy == "copy");
        CHECK(&*original != &*copy);

        original = copy;
        *copy = "changed";
        CHECK(*original == "copy");
        static_assert(std::is_same_v<decltype(*std::declval<const indirect<std::string>&>()), const std::string&>);
    }

    TEST_CASE("moving takes the value along and leaves a default one")
    {
        indirect<std::string> original{"original"};
        const auto* const place = &*original;
        indirect<std::string> moved = std::move(original);
        CHECK(&*moved == place);
        CHECK(*std::as_const(original) == "");  // NOLINT(bugprone-use-after-move)

        original = std::move(moved);
        CHECK(&*original == place);
    }

    TEST_CASE("assigning an indirect to itself changes nothing")
    {
        indirect<std::string> value{"value"};
        const auto& same = value;
        value = same;
        CHECK(*value == "value");
    }

    TEST_CASE("values are compared, and no value is a default value")
    {
        CHECK(indirect<std::string>{"a"} == indirect<std::string>{"a"});
        CHECK(indirect<std::string>{"a"} != indirect<std::string>{"b"});
        CHECK(indirect<std::string>{} == indirect<std::string>{""});
        CHECK(indirect<std::string>{} != indirect<std::string>{"a"});
    }

    TEST_CASE("every value is destroyed once")
    {
        const int before = counted::alive;
        {
            indirect<counted> a{counted{1}};
            indirect<counted> b = a;
            indirect<counted> c = std::move(a);
            a = b;
            b = std::move(c);
            c = indirect<counted>{};
            std::vector<indirect<counted>> all(3, b);
            all.erase(all.begin());
            CHECK(counted::alive == before + 4);
        }
        CHECK(counted::alive == before);
    }

    TEST_CASE("a struct can hold values of its own type")
    {
        node root{.value = 1};
        root.next = node{.value = 2};
        (*root.next)->next = node{.value = 3};
        root.children->push_back(node{.value = 4});

        const node copy = root;
        CHECK(copy == root);
        (*(*root.next)->next)->value = 5;
        CHECK((*(*copy.next)->next)->value == 3);
        CHECK(copy != root);
    }

    TEST_CASE("a struct that holds its own type without an optional can be compared")
    {
        endless a;
        endless b;
        CHECK(a == b);
        b.next->value = 1;
        CHECK(a != b);
        a.next->value = 1;
        CHECK(a == b);
        b.next->next->value = 0;
        CHECK(a == b);
    }

    TEST_CASE("a copy of its bytes reads the same value, and its end changes nothing")
    {
        const int before = counted::alive;
        {
            indirect<counted> original{counted{7}};
            {
                byte_copy<indirect<counted>> copy{original};
                CHECK((*copy)->value == 7);
                CHECK(*copy == original);
                CHECK(counted::alive == before + 1);
            }
            CHECK(counted::alive == before + 1);
            CHECK(original->value == 7);
        }
        CHECK(counted::alive == before);
    }

    TEST_CASE("what is copied or moved from a copy of its bytes is a value of its own")
    {
        const int before = counted::alive;
        {
            indirect<counted> original{counted{7}};
            indirect<counted> copied;
            indirect<counted> moved;
            {
                byte_copy<indirect<counted>> copy{original};
                copied = *copy;
                moved = std::move(copy.get());
                CHECK((*copy)->value == 7);
            }
            CHECK(counted::alive == before + 3);
            copied->value = 8;
            moved->value = 9;
            CHECK(original->value == 7);
        }
        CHECK(counted::alive == before);
    }

    TEST_CASE("a copy of its bytes that is written to becomes a value of its own")
    {
        const int before = counted::alive;
        {
            const indirect<counted> original{counted{7}};
            const indirect<counted> nothing;
            {
                byte_copy<indirect<counted>> copy{original};
                byte_copy<indirect<counted>> other{nothing};
                copy.get()->value = 8;
                other.get()->value = 9;
                CHECK((*copy)->value == 8);
                CHECK((*other)->value == 9);
                CHECK(original->value == 7);
            }
            CHECK(original->value == 7);
            CHECK(nothing->value == 0);
        }
        CHECK(counted::alive == before);
    }

    TEST_CASE("a copy of its bytes that is assigned to becomes a value of its own")
    {
        const int before = counted::alive;
        {
            indirect<counted> original{counted{7}};
            {
                byte_copy<indirect<counted>> copy{original};
                copy.get() = indirect<counted>{counted{8}};
                CHECK((*copy)->value == 8);
                CHECK(original->value == 7);
            }
            CHECK(original->value == 7);
        }
        CHECK(counted::alive == before);
    }

}  // TEST_SUITE
