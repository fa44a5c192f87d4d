#include <truto/detail/http/percent.hpp>

#include <cstddef>
#include <doctest/doctest.h>
#include <string>
#include <string_view>

using truto::detail::http::append_percent_encoded;

namespace
{

std::string encoded(std::string_view text)
{
    std::string out;
    append_percent_encoded(out, text);
    return out;
}

}  // namespace

TEST_SUITE("http/percent")
{

    TEST_CASE("unreserved characters stay, everything else is encoded")
    {
        struct row
        {
            std::string_view text;
            std::string_view encoded;
        };
        const row rows[] = {
            {"", ""},
            {"abcxyzABCXYZ0189-._~", "abcxyzABCXYZ0189-._~"},
            {" ", "%20"},
            {"+", "%2B"},
            {"%", "%25"},
            {"%20", "%2520"},
            {"a/b", "a%2Fb"},
            {"a?b#c", "a%3Fb%23c"},
            {"a&b=c;d", "a%26b%3Dc%3Bd"},
            {"roles[0][id]", "roles%5B0%5D%5Bid%5D"},
            {"urn:user@example.com", "urn%3Auser%40example.com"},
            {"!$'()*,\"<>\\^`{|}", "%21%24%27%28%29%2A%2C%22%3C%3E%5C%5E%60%7B%7C%7D"},
            {"é", "%C3%A9"},
            {"€", "%E2%82%AC"},
            {"😀", "%F0%9F%98%80"},
            {"\r\n\t\x7f", "%0D%0A%09%7F"},
            {std::string_view{"a\0b", 3}, "a%00b"},
            {"\xff\x80", "%FF%80"},
            {"..", ".."},
        };
        for (const auto& each : rows)
        {
            CAPTURE(each.text);
            CHECK(encoded(each.text) == each.encoded);
        }
    }

    TEST_CASE("each byte is encoded as its two digits unless it is one of 66 characters")
    {
        constexpr std::string_view unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
        constexpr std::string_view digits = "0123456789ABCDEF";
        for (unsigned byte = 0; byte != 256; ++byte)
        {
            CAPTURE(byte);
            const std::string text(1, static_cast<char>(byte));
            const std::string code{'%', digits[byte / 16], digits[byte % 16]};
            CHECK(encoded(text) == (unreserved.find(text) != std::string_view::npos ? text : code));
        }
    }

    TEST_CASE("what was there before stays")
    {
        std::string target = "/users/";
        append_percent_encoded(target, "a b");
        append_percent_encoded(target, "/");
        CHECK(target == "/users/a%20b%2F");
    }

}  // TEST_SUITE
