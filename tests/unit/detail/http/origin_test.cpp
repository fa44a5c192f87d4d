#include <truto/detail/http/origin.hpp>

#include <cstdint>
#include <doctest/doctest.h>
#include <string>
#include <string_view>

using truto::detail::http::is_loopback;
using truto::detail::http::origin;
using truto::detail::http::parse_origin;

TEST_SUITE("http/origin")
{

    TEST_CASE("a base URL has a scheme, a host, a port and a prefix")
    {
        struct row
        {
            std::string_view url;
            bool tls;
            std::string_view host;
            std::uint16_t port;
            std::string_view prefix;
            std::string_view authority;
        };
        const row rows[] = {
            {"https://api.truto.one", true, "api.truto.one", 443, "", "api.truto.one"},
            {"https://api.truto.one/", true, "api.truto.one", 443, "", "api.truto.one"},
            {"https://api.truto.one///", true, "api.truto.one", 443, "", "api.truto.one"},
            {"https://api.truto.one:443", true, "api.truto.one", 443, "", "api.truto.one"},
            {"https://api.truto.one:8443", true, "api.truto.one", 8443, "", "api.truto.one:8443"},
            {"https://api.truto.one:08443", true, "api.truto.one", 8443, "", "api.truto.one:8443"},
            {"https://api.truto.one:80", true, "api.truto.one", 80, "", "api.truto.one:80"},
            {"https://api.truto.one:1", true, "api.truto.one", 1, "", "api.truto.one:1"},
            {"https://api.truto.one:65535", true, "api.truto.one", 65535, "", "api.truto.one:65535"},
            {"https://gateway.example.com/truto", true, "gateway.example.com", 443, "/truto", "gateway.example.com"},
            {"https://gateway.example.com/truto/v1/", true, "gateway.example.com", 443, "/truto/v1",
             "gateway.example.com"},
            {"https://gateway.example.com:8443/a%20b/c@d:e", true, "gateway.example.com", 8443, "/a%20b/c@d:e",
             "gateway.example.com:8443"},
            {"https://10.0.0.7", true, "10.0.0.7", 443, "", "10.0.0.7"},
            {"https://my_host-1.internal", true, "my_host-1.internal", 443, "", "my_host-1.internal"},
            {"https://xn--bcher-kva.example", true, "xn--bcher-kva.example", 443, "", "xn--bcher-kva.example"},

            // The scheme has no case, the host keeps its own.
            {"HTTPS://Api.Truto.One", true, "Api.Truto.One", 443, "", "Api.Truto.One"},
            {"hTTp://LocalHost", false, "LocalHost", 80, "", "LocalHost"},

            {"https://[2001:db8::1]", true, "2001:db8::1", 443, "", "[2001:db8::1]"},
            {"https://[2001:db8::1]:8443/v1", true, "2001:db8::1", 8443, "/v1", "[2001:db8::1]:8443"},
            {"https://[::ffff:10.0.0.7]/", true, "::ffff:10.0.0.7", 443, "", "[::ffff:10.0.0.7]"},

            {"http://localhost", false, "localhost", 80, "", "localhost"},
            {"http://localhost:80", false, "localhost", 80, "", "localhost"},
            {"http://localhost:443", false, "localhost", 443, "", "localhost:443"},
            {"http://127.0.0.1:8080/prefix", false, "127.0.0.1", 8080, "/prefix", "127.0.0.1:8080"},
            {"http://127.255.0.9", false, "127.255.0.9", 80, "", "127.255.0.9"},
            {"http://[::1]:8080", false, "::1", 8080, "", "[::1]:8080"},
        };
        for (const auto& each : rows)
        {
            CAPTURE(each.url);
            origin read{false, "left over", 7, "/left/over"};
            std::string problem;
            REQUIRE(parse_origin(each.url, read, problem));
            CHECK(problem.empty());
            CHECK(read == origin{each.tls, std::string{each.host}, each.port, std::string{each.prefix}});
            CHECK(read.authority() == each.authority);
        }
    }

    TEST_CASE("a base URL that can't be right is refused with the reason")
    {
        constexpr std::string_view scheme = "must begin with https://";
        constexpr std::string_view host = "needs a host name";
        constexpr std::string_view port = "port in base_url must be a number from 1 to 65535";
        constexpr std::string_view plain = "plain http would show the token";
        struct row
        {
            std::string_view url;
            std::string_view reason;
        };
        const row rows[] = {
            {"", scheme},
            {"api.truto.one", scheme},
            {"//api.truto.one", scheme},
            {"://api.truto.one", scheme},
            {"https:", scheme},
            {"https:/api.truto.one", scheme},
            {"https:api.truto.one", scheme},
            {" https://api.truto.one", scheme},
            {"ftp://api.truto.one", scheme},
            {"wss://api.truto.one", scheme},
            {"https+x://api.truto.one", scheme},
            {"api.truto.one/?u=https://x", scheme},

            {"https://", host},
            {"https:///v1", host},
            {"https://:8443", host},
            {"https://[]", host},
            {"https://api truto.one", host},
            {"https://api.truto.one ", host},
            {"https://api.truto.one\r\nX: y", host},
            {"https://api.truto.one\\evil", host},
            {"https://api%2etruto.one", host},
            {"https://b\xc3\xbc"
             "cher.example",
             host},
            {"https://[fe80::1%25eth0]", host},
            {"https://2001:db8::1", port},
            {"https://::1", host},

            {"https://[api.truto.one]", "IPv6"},
            {"https://[127.0.0.1]", "IPv6"},
            {"https://[::1", "closing bracket"},
            {"https://[2001:db8::1/v1", "closing bracket"},

            {"https://api.truto.one:", port},
            {"https://api.truto.one:/v1", port},
            {"https://api.truto.one:0", port},
            {"https://api.truto.one:65536", port},
            {"https://api.truto.one:99999999999999999999", port},
            {"https://api.truto.one:-1", port},
            {"https://api.truto.one:+443", port},
            {"https://api.truto.one: 443", port},
            {"https://api.truto.one:443x", port},
            {"https://api.truto.one:https", port},
            {"https://[::1]443", port},
            {"https://[::1]:", port},

            {"https://user@api.truto.one", "credentials"},
            {"https://user:password@api.truto.one", "credentials"},
            {"https://api.truto.one@evil.example", "credentials"},

            {"https://api.truto.one?a=b", "query or fragment"},
            {"https://api.truto.one/?a=b", "query or fragment"},
            {"https://api.truto.one/v1?", "query or fragment"},
            {"https://api.truto.one/#top", "query or fragment"},

            {"https://api.truto.one/a b", "percent-encoded"},
            {"https://api.truto.one/a\r\nX: y", "percent-encoded"},
            {"https://api.truto.one/\xc3\xbc", "percent-encoded"},
            {"https://api.truto.one/\x7f", "percent-encoded"},

            // The token would be read on the way.
            {"http://api.truto.one", plain},
            {"HTTP://api.truto.one", plain},
            {"http://api.truto.one:443", plain},
            {"http://10.0.0.7", plain},
            {"http://0.0.0.0", plain},
            {"http://128.0.0.1", plain},
            {"http://1270.0.0.1", plain},
            {"http://localhost.example.com", plain},
            {"http://127.0.0.1.example.com", plain},
            {"http://127.example.com", plain},
            {"http://[::2]", plain},
            {"http://[2001:db8::1]", plain},
        };
        for (const auto& each : rows)
        {
            CAPTURE(each.url);
            origin read;
            std::string problem;
            CHECK_FALSE(parse_origin(each.url, read, problem));
            CAPTURE(problem);
            CHECK(problem.find(each.reason) != std::string::npos);
        }
    }

    TEST_CASE("the reason shows no credentials")
    {
        origin read;
        std::string problem;
        CHECK_FALSE(parse_origin("https://user:hunter2@api.truto.one", read, problem));
        CHECK(problem.find("hunter2") == std::string::npos);
    }

    TEST_CASE("this machine is known by its names and addresses")
    {
        struct row
        {
            std::string_view host;
            bool loopback;
        };
        const row rows[] = {
            {"localhost", true},     {"LOCALHOST", true},    {"127.0.0.1", true},
            {"127.1.2.3", true},     {"::1", true},          {"", false},
            {"127", false},          {"127x0.0.1", false},   {"localhost.", false},
            {"notlocalhost", false}, {"a.localhost", true},  {"::", false},
            {"::1:1", false},        {"10.127.0.0", false},  {"127.0.0.evil", false},
            {"0.0.0.0", false},      {"192.168.0.1", false},
        };
        for (const auto& each : rows)
        {
            CAPTURE(each.host);
            const origin where{.host = std::string{each.host}};
            CHECK(is_loopback(where.host) == each.loopback);
        }
    }

}  // TEST_SUITE
