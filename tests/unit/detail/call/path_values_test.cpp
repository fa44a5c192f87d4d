#include <truto/user_directory/models/user_status.hpp>

#include <truto/detail/call/client_handle.hpp>

#include <cstdint>
#include <doctest/doctest.h>
#include <limits>
#include <string>
#include <string_view>

using truto::path_value;
using truto::path_values;

TEST_SUITE("path parameters")
{

    TEST_CASE("texts, numbers and enumerations are spelled as on the wire")
    {
        const std::string owned = "a text that is too long to stand within a string";
        const truto::open_enum<truto::user_directory::user_status> status{truto::user_directory::user_status::invited};
        struct row
        {
            path_value value;
            std::string_view expected;
        };
        const row rows[] = {
            {path_value{}, ""},
            {path_value{"literal"}, "literal"},
            {path_value{std::string_view{"a view of it"}.substr(2)}, "view of it"},
            {path_value{owned}, owned},
            {path_value{status}, "invited"},
            {path_value{0}, "0"},
            {path_value{-17}, "-17"},
            {path_value{true}, "1"},
            {path_value{std::int8_t{-128}}, "-128"},
            {path_value{std::uint16_t{65535}}, "65535"},
            {path_value{std::numeric_limits<std::int64_t>::min()}, "-9223372036854775808"},
            {path_value{std::numeric_limits<std::uint64_t>::max()}, "18446744073709551615"},
        };
        for (const auto& each : rows)
        {
            CHECK(each.value.text() == each.expected);
        }
    }

    TEST_CASE("up to four stand in the order of the path, and the rest is empty")
    {
        const path_values none;
        CHECK(none[0].text().empty());
        const path_values four{"a", 2, std::string_view{"c"}, -4};
        CHECK(four[0].text() == "a");
        CHECK(four[1].text() == "2");
        CHECK(four[2].text() == "c");
        CHECK(four[3].text() == "-4");
        const path_values one{7};
        CHECK(one[0].text() == "7");
        CHECK(one[3].text().empty());
    }

    TEST_CASE("a text is referred to, not copied")
    {
        const std::string owned = "user-1";
        const path_values values{owned};
        CHECK(values[0].text().data() == owned.data());
    }

}  // TEST_SUITE
