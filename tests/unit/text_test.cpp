#include <truto/text.hpp>

#include <doctest/doctest.h>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "support/byte_copy.hpp"

using truto::text;
using truto::test::byte_copy;

namespace
{

constexpr const char* long_text = "a text that is too long for the small buffer of a string";

static_assert(std::is_convertible_v<const char*, text>);
static_assert(std::is_convertible_v<std::string, text>);
static_assert(std::is_convertible_v<std::string_view, text>);
static_assert(std::is_convertible_v<text, std::string_view>);
static_assert(!std::is_constructible_v<text, int>);
static_assert(std::is_nothrow_move_constructible_v<text>);

}  // namespace

TEST_SUITE("text")
{

    TEST_CASE("a text holds the characters of any kind of string")
    {
        const std::string string = long_text;
        const char array[] = "in an array";
        CHECK(text{"literal"} == "literal");
        CHECK(text{string} == long_text);
        CHECK(text{std::string_view{string}.substr(2, 4)} == "text");
        CHECK(text{array} == "in an array");
        CHECK(text{""}.empty());
        CHECK(text{}.empty());
        CHECK(text{}.size() == 0);
        CHECK(text{std::string_view{"a\0b", 3}}.size() == 3);
    }

    TEST_CASE("a text owns its characters")
    {
        std::string string = long_text;
        const text copied{string};
        string.assign(string.size(), '?');
        CHECK(copied == long_text);
        CHECK(copied.str() == long_text);
        CHECK(std::string_view{copied.data(), copied.size()} == long_text);
    }

    TEST_CASE("copies are independent of what they were copied from")
    {
        text original{long_text};
        const text copy = original;
        original = text{"another"};
        CHECK(copy == long_text);
        CHECK(original == "another");
    }

    TEST_CASE("moving takes the characters along and leaves an empty text")
    {
        text original{long_text};
        const auto* const characters = original.data();
        const text moved = std::move(original);
        CHECK(moved.data() == characters);
        CHECK(original.empty());  // NOLINT(bugprone-use-after-move): what a moved text is, is part of its meaning

        original = "used again";
        CHECK(original == "used again");
    }

    TEST_CASE("assigning a text to itself changes nothing")
    {
        text value{long_text};
        const auto& same = value;
        value = same;
        CHECK(value == long_text);
    }

    TEST_CASE("texts keep their characters in containers that move them")
    {
        std::vector<text> all;
        for (int i = 0; i != 100; ++i)
        {
            all.emplace_back(std::string{long_text} + std::to_string(i));
        }
        std::swap(all.front(), all.back());
        all.erase(all.begin() + 1);
        CHECK(all.front() == std::string{long_text} + "99");
        CHECK(all[1] == std::string{long_text} + "2");
        CHECK(all.back() == std::string{long_text} + "0");

        std::optional<text> maybe{"first"};
        maybe = text{"second"};
        CHECK(*maybe == "second");
        maybe.reset();
        CHECK_FALSE(maybe);
    }

    TEST_CASE("texts compare with texts and with strings from either side")
    {
        CHECK(text{"a"} == text{"a"});
        CHECK(text{"a"} != text{"b"});
        CHECK(text{"a"} != text{"ab"});
        CHECK(text{"a"} == "a");
        CHECK("a" == text{"a"});
        CHECK(text{"a"} == std::string{"a"});
        CHECK(std::string{"a"} == text{"a"});
        CHECK(text{"a"} != std::string_view{"b"});
        CHECK(text{} == "");
    }

    TEST_CASE("a text is printed as it is")
    {
        std::ostringstream out;
        out << text{"printed"} << text{};
        CHECK(out.str() == "printed");
    }

    TEST_CASE("a copy of its bytes reads the same characters, and its end changes nothing")
    {
        const text original{long_text};
        text copied;
        text moved;
        {
            byte_copy<text> copy{original};
            CHECK(*copy == long_text);
            copied = *copy;
            moved = std::move(copy.get());
        }
        CHECK(original == long_text);
        CHECK(copied == long_text);
        CHECK(moved == long_text);
        CHECK(copied.data() != original.data());
        CHECK(moved.data() != original.data());
    }

    TEST_CASE("a copy of its bytes that is assigned to becomes a text of its own")
    {
        const text original{long_text};
        {
            byte_copy<text> copy{original};
            copy.get() = text{"another text that is too long for a small buffer"};
            CHECK(*copy == "another text that is too long for a small buffer");
            CHECK(original == long_text);
        }
        CHECK(original == long_text);
    }

}  // TEST_SUITE
