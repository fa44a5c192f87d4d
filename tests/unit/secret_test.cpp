#include <truto/secret.hpp>

#include <doctest/doctest.h>
#include <sstream>
#include <string>
#include <string_view>
#include <type_traits>

using truto::secret;

namespace
{

// What could show a secret by accident.
static_assert(!std::is_convertible_v<secret, std::string>);
static_assert(!std::is_convertible_v<secret, std::string_view>);
static_assert(!std::is_constructible_v<std::string, secret>);

}  // namespace

TEST_SUITE("secret")
{

    TEST_CASE("a secret prints as three stars, whatever it is")
    {
        for (const auto* each : {"", "x", "tok-31337-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
        {
            std::ostringstream out;
            out << secret{each};
            CHECK(out.str() == "***");
        }
    }

    TEST_CASE("a secret is revealed on request")
    {
        CHECK(secret{"tok-1"}.reveal() == "tok-1");
        CHECK(secret{std::string{"tok-2"}}.reveal() == "tok-2");
    }

    TEST_CASE("a secret without text is empty")
    {
        CHECK(secret{}.empty());
        CHECK(secret{""}.empty());
        CHECK_FALSE(secret{" "}.empty());
    }

    TEST_CASE("secrets compare by their text")
    {
        CHECK(secret{"tok-1"} == secret{"tok-1"});
        CHECK_FALSE(secret{"tok-1"} == secret{"tok-2"});
    }

}  // TEST_SUITE
