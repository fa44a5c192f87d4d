#include <truto/detail/http/field_name.hpp>

#include <doctest/doctest.h>
#include <string>
#include <string_view>

using truto::detail::http::is_field_name;
using truto::detail::http::is_field_value;
using truto::detail::http::same_name;
using truto::detail::http::to_lower;

TEST_SUITE("http/field_name")
{

    TEST_CASE("the name of a header is a token")
    {
        struct row
        {
            std::string_view name;
            bool valid;
        };
        const row rows[] = {
            {"Host", true},
            {"x-request-source", true},
            {"X_Ticket", true},
            {"!#$%&'*+-.^_`|~09azAZ", true},
            {"1", true},
            {"", false},
            {"X Ticket", false},
            {" X-Ticket", false},
            {"X-Ticket ", false},
            {"X-Ticket:", false},
            {":path", false},
            {"X-Tick\ret", false},
            {"X-Tick\net", false},
            {"X-Ticket\r\nHost", false},
            {std::string_view{"X\0T", 3}, false},
            {"X-Tick\tet", false},
            {"X-Tickét", false},
            {"X\x7fT", false},
            {"(comment)", false},
            {"a/b", false},
            {"a,b", false},
            {"a;b", false},
            {"a=b", false},
            {"a@b", false},
            {"[a]", false},
            {"{a}", false},
            {"a\"b", false},
            {"a\\b", false},
            {"<a>", false},
            {"a?b", false},
        };
        for (const auto& each : rows)
        {
            CAPTURE(each.name);
            CHECK(is_field_name(each.name) == each.valid);
        }
    }

    TEST_CASE("exactly 77 bytes may stand in the name of a header")
    {
        int count = 0;
        for (unsigned byte = 0; byte != 256; ++byte)
        {
            count += is_field_name(std::string(1, static_cast<char>(byte))) ? 1 : 0;
        }
        CHECK(count == 26 + 26 + 10 + 15);
    }

    TEST_CASE("the value of a header holds anything that does not end it")
    {
        struct row
        {
            std::string_view value;
            bool valid;
        };
        const row rows[] = {
            {"", true},
            {"plain", true},
            {" with spaces \t and tabs ", true},
            {"Bearer abc.def==", true},
            {"ünïcode", true},
            {"\x01\x7f\xff", true},
            {"a\r\nHost: evil", false},
            {"\r", false},
            {"\n", false},
            {"a\n", false},
            {std::string_view{"\0", 1}, false},
            {std::string_view{"a\0b", 3}, false},
        };
        for (const auto& each : rows)
        {
            CAPTURE(each.value);
            CHECK(is_field_value(each.value) == each.valid);
        }
    }

    TEST_CASE("names are the same if they differ in the case of ASCII letters only")
    {
        struct row
        {
            std::string_view a;
            std::string_view b;
            bool same;
        };
        const row rows[] = {
            {"Retry-After", "retry-after", true},
            {"RETRY-AFTER", "rEtRy-AfTeR", true},
            {"", "", true},
            {"a", "", false},
            {"ab", "a", false},
            {"a", "b", false},
            {"a-b", "a_b", false},
            {"[", "{", false},  // 0x20 apart, as letters are
            {"@", "`", false},
            {"É", "é", false},  // not ASCII
            {"\xc1", "\xe1", false},
        };
        for (const auto& each : rows)
        {
            CAPTURE(each.a);
            CAPTURE(each.b);
            CHECK(same_name(each.a, each.b) == each.same);
            CHECK(same_name(each.b, each.a) == each.same);
        }
    }

    TEST_CASE("only letters of ASCII have a lower case")
    {
        for (int byte = 0; byte != 128; ++byte)
        {
            CAPTURE(byte);
            const bool upper = byte >= 'A' && byte <= 'Z';
            CHECK(to_lower(static_cast<char>(byte)) == static_cast<char>(upper ? byte + 32 : byte));
        }
        CHECK(to_lower('\xc1') == '\xc1');
    }

}  // TEST_SUITE
