#include <truto/client_options.hpp>
#include <truto/error.hpp>

#include <truto/detail/http/proxy.hpp>

#include <boost/system/system_error.hpp>

#include <cstddef>
#include <cstdint>
#include <doctest/doctest.h>
#include <map>
#include <optional>
#include <string>
#include <string_view>

using truto::detail::http::base64;
using truto::detail::http::bypasses_proxy;
using truto::detail::http::connect_request;
using truto::detail::http::environment;
using truto::detail::http::origin;
using truto::detail::http::parse_proxy;
using truto::detail::http::proxy;
using truto::detail::http::proxy_for;
using truto::detail::http::proxy_in;
using truto::detail::http::proxy_setting;

namespace
{

using variables = std::map<std::string, std::string>;

variables environment_now;

environment of(const variables& all)
{
    environment_now = all;
    return [](const char* name) -> const char*
    {
        const auto found = environment_now.find(name);
        return found != environment_now.end() ? found->second.c_str() : nullptr;
    };
}

const origin api{.tls = true, .host = "api.truto.one", .port = 443};
const origin plain_api{.tls = false, .host = "api.truto.one", .port = 80};

}  // namespace

TEST_SUITE("http/proxy")
{

    TEST_CASE("a proxy has a host, a port and maybe a user with a password")
    {
        struct row
        {
            std::string_view url;
            std::string_view host;
            std::uint16_t port;
            std::string_view credentials;  // none if empty
        };
        const row rows[] = {
            {"http://proxy.example.com:3128", "proxy.example.com", 3128, ""},
            {"http://proxy.example.com:3128/", "proxy.example.com", 3128, ""},
            {"http://proxy.example.com", "proxy.example.com", 80, ""},
            {"HTTP://Proxy.Example.Com", "Proxy.Example.Com", 80, ""},
            {"http://10.0.0.7:1", "10.0.0.7", 1, ""},
            {"http://my_proxy:65535", "my_proxy", 65535, ""},
            {"http://proxy:08080", "proxy", 8080, ""},

            // Without a scheme.
            {"proxy.example.com:3128", "proxy.example.com", 3128, ""},
            {"proxy", "proxy", 80, ""},
            {"user:word@proxy:3128", "proxy", 3128, "user:word"},

            {"http://[2001:db8::1]:3128", "2001:db8::1", 3128, ""},
            {"http://[2001:db8::1]", "2001:db8::1", 80, ""},
            {"[::1]:3128", "::1", 3128, ""},
            {"::1", "::1", 80, ""},
            {"http://user:word@[::ffff:10.0.0.7]:3128/", "::ffff:10.0.0.7", 3128, "user:word"},

            {"http://user:word@proxy:3128", "proxy", 3128, "user:word"},
            {"http://user@proxy:3128", "proxy", 3128, "user:"},
            {"http://user:@proxy:3128", "proxy", 3128, "user:"},
            {"http://:word@proxy:3128", "proxy", 3128, ":word"},
            {"http://@proxy:3128", "proxy", 3128, ":"},
            {"http://user:a:b@proxy:3128", "proxy", 3128, "user:a:b"},
            {"http://user:a@b@proxy:3128", "proxy", 3128, "user:a@b"},
            {"http://us%65r:%40%2f%3A%25%C3%A9@proxy:3128", "proxy", 3128, "user:@/:%\xC3\xA9"},
            {"http://DOMAIN%5Cuser:word@proxy:3128", "proxy", 3128, "DOMAIN\\user:word"},
        };
        for (const auto& each : rows)
        {
            CAPTURE(each.url);
            proxy read{"left.over", 7, "left over"};
            std::string problem;
            REQUIRE(parse_proxy(each.url, read, problem));
            CHECK(problem.empty());
            CHECK(read.host == each.host);
            CHECK(read.port == each.port);
            CHECK(read.authorization.reveal() == (each.credentials.empty() ? "" : "Basic " + base64(each.credentials)));
        }
    }

    TEST_CASE("a proxy that can't be used is refused with the reason, which shows nothing of it")
    {
        constexpr std::string_view tls = "connections to the proxy itself can't use TLS";
        constexpr std::string_view scheme = "only http:// proxies";
        constexpr std::string_view host = "it needs a host name";
        constexpr std::string_view port = "the port must be a number from 1 to 65535";
        constexpr std::string_view encoding = "user and password must be percent-encoded";
        constexpr std::string_view rest = "nothing may follow host and port";
        struct row
        {
            std::string_view url;
            std::string_view reason;
        };
        const row rows[] = {
            {"https://user:hunter2@proxy:3128", tls},
            {"HTTPS://proxy", tls},
            {"socks5://user:hunter2@proxy:1080", scheme},
            {"socks5h://proxy", scheme},
            {"://proxy", scheme},
            {"", host},
            {"http://", host},
            {"http:///", host},
            {"http://:3128", host},
            {"http://user:hunter2@", host},
            {"http://user:hunter2@:3128", host},
            {"http://pröxy", host},
            {"http://pro xy", host},
            {"http://proxy\r\n", host},
            {"http://[::1", host},
            {"http://[::1::2]", host},
            {"http://[proxy]", host},
            {"http://[]", host},
            {"http://proxy:", port},
            {"http://proxy:0", port},
            {"http://proxy:65536", port},
            {"http://proxy:-1", port},
            {"http://proxy:+1", port},
            {"http://proxy:3128x", port},
            {"http://proxy:99999999999", port},
            {"http://proxy:3128:3128", port},
            {"http://[::1]:", port},
            {"http://[::1]3128", port},
            {"http://proxy/path", rest},
            {"http://proxy:3128//", rest},
            {"http://proxy?hunter2", rest},
            {"http://proxy#hunter2", rest},
            {"http://user:hunter2/x@proxy/y", rest},
            {"http://user:hunter2%@proxy", encoding},
            {"http://user:hunter2%4@proxy", encoding},
            {"http://user:hunter2%4g@proxy", encoding},
            {"http://user:hunter2%-1@proxy", encoding},
            {"http://us%er:hunter2@proxy", encoding},
            {"http://us%3Aer:hunter2@proxy", "the user must not hold a colon"},
            {"http://user:hunter2%0d%0A@proxy", "must not hold control characters"},
            {"http://user%00:hunter2@proxy", "must not hold control characters"},
            {"http://user:hunter2%7F@proxy", "must not hold control characters"},
        };
        for (const auto& each : rows)
        {
            CAPTURE(each.url);
            proxy read;
            std::string problem;
            CHECK_FALSE(parse_proxy(each.url, read, problem));
            CHECK(problem.find(each.reason) != std::string::npos);
            CHECK(problem.find("hunter2") == std::string::npos);
            CHECK(problem.find("user:") == std::string::npos);
        }
    }

    TEST_CASE("NO_PROXY names hosts, and those below them")
    {
        struct row
        {
            std::string_view list;
            bool bypasses;
        };
        const row rows[] = {
            {"", false},
            {" , ,", false},
            {"*", true},
            {"example.com, *", true},
            {"api.truto.one", true},
            {"API.Truto.ONE", true},
            {"api.truto.one.", true},
            {"truto.one", true},
            {".truto.one", true},
            {"*.truto.one", true},
            {"one", true},
            {"example.com,truto.one", true},
            {"example.com truto.one", true},
            {"example.com\ttruto.one\n", true},
            {"  truto.one  ,", true},
            {"api.truto.one:443", true},
            {".truto.one:443", true},

            {"ruto.one", false},
            {"i.truto.one", false},
            {"xapi.truto.one", false},
            {"www.api.truto.one", false},
            {".api.truto.one.example.com", false},
            {"api.truto.one:80", false},
            {"api.truto.one:", false},
            {"api.truto.one:x", false},
            {"api.truto.one:65979", false},  // 443 in 16 bits
            {"api.truto.one/24", false},
            {"api.*.one", false},
            {"**", false},
            {"*.", false},
            {".", false},
            {"..", false},
            {":443", false},
            {"https://api.truto.one", false},
            {"10.0.0.0/8", false},
            {"0.0.0.0/0", false},
            {"::/0", false},
        };
        for (const auto& each : rows)
        {
            CAPTURE(each.list);
            CHECK(bypasses_proxy(each.list, api) == each.bypasses);
        }
        CHECK(bypasses_proxy("truto.one", {.host = "api.truto.one."}));
    }

    TEST_CASE("NO_PROXY names addresses and networks")
    {
        struct row
        {
            std::string_view host;
            std::string_view list;
            bool bypasses;
        };
        const row rows[] = {
            {"10.1.2.3", "10.1.2.3", true},
            {"10.1.2.3", "10.1.2.3:443", true},
            {"10.1.2.3", "10.1.2.3:80", false},
            {"10.1.2.3", "10.1.2.4", false},
            {"10.1.2.3", "2.3", false},
            {"10.1.2.3", ".2.3", false},
            {"10.1.2.3", "*.2.3", false},
            {"10.1.2.3", "3", false},
            {"10.1.2.3", "10.0.0.0/8", true},
            {"10.1.2.3", "10.255.255.255/8", true},
            {"10.1.2.3", "11.0.0.0/8", false},
            {"10.1.2.3", "10.1.2.0/24", true},
            {"10.1.2.3", "10.1.2.2/31", true},
            {"10.1.2.3", "10.1.2.4/31", false},
            {"10.1.2.3", "10.1.2.3/32", true},
            {"10.1.2.3", "10.1.2.2/32", false},
            {"10.1.2.3", "0.0.0.0/0", true},
            {"10.1.2.3", "200.1.2.3/0", true},
            {"10.1.2.3", "10.0.0.0/33", false},
            {"10.1.2.3", "10.0.0.0/", false},
            {"10.1.2.3", "10.0.0.0/-1", false},
            {"10.1.2.3", "10.0.0.0/8x", false},
            {"10.1.2.3", "10.0.0/8", false},
            {"10.1.2.3", "10/8", false},
            {"10.1.2.3", "10.0.0.0.0/8", false},
            {"10.1.2.3", "10.0.0.256/8", false},
            {"10.1.2.3", "10.0.0.0000/8", false},
            {"10.1.2.3", "::/0", false},
            {"10.1.2.3", "::ffff:10.1.2.3", false},
            {"10.1.2.3", "*", true},

            {"2001:db8::1", "2001:db8::1", true},
            {"2001:db8::1", "[2001:db8::1]", true},
            {"2001:db8::1", "[2001:db8::1]:443", true},
            {"2001:db8::1", "[2001:db8::1]:80", false},
            {"2001:db8::1", "2001:0DB8:0:0:0:0:0:1", true},
            {"2001:db8::1", "2001:db8::0:1", true},
            {"2001:db8::1", "2001:db8::2", false},
            {"2001:db8::1", "2001:db8::/32", true},
            {"2001:db8::1", "2001:db8::/128", false},
            {"2001:db8::1", "2001:db9::/32", false},
            {"2001:db8::1", "2001:db9::/31", true},
            {"2001:db8::1", "2000::/3", true},
            {"2001:db8::1", "4000::/3", false},
            {"2001:db8::1", "::/0", true},
            {"2001:db8::1", "2001:db8::/129", false},
            {"2001:db8::1", "2001:db8::1::/32", false},
            {"2001:db8::1", "2001:db8:/32", false},
            {"2001:db8::1", "0.0.0.0/0", false},
            {"2001:db8::1", "1", false},
            {"::ffff:10.1.2.3", "::ffff:10.1.2.3", true},
            {"::ffff:10.1.2.3", "::ffff:a01:203", true},
            {"::ffff:10.1.2.3", "::ffff:10.1.0.0/112", true},
            {"1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8", true},
            {"1:2:3:4:5:6:7:8", "1:2:3:4:5:6:0.7.0.8", true},
            {"1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7::8", false},
            {"1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8:9/0", false},
            {"1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:0.0.0.8/0", false},
            {"1:2:3:4:5:6:7:8", "12345::/0", false},
            {"1:2:3:4:5:6:7:8", ":::/0", false},
            {"1:2:3:4:5:6:7:8", ":/0", false},
            {"1:2:3:4:5:6:7:8", "/0", false},
            {"1:2:3:4:5:6:7:8", "[::1", false},
            {"::", "::", true},
            {"1::", "1:0::0", true},
        };
        for (const auto& each : rows)
        {
            CAPTURE(each.host);
            CAPTURE(each.list);
            CHECK(bypasses_proxy(each.list, {.host = std::string{each.host}, .port = 443}) == each.bypasses);
        }
    }

    TEST_CASE("the environment names the proxy: the first variable that is set counts")
    {
        struct row
        {
            variables set;
            std::string_view https;  // the variable that counts, or none
            std::string_view http;
        };
        const row rows[] = {
            {{}, "", ""},
            {{{"https_proxy", "a"}}, "https_proxy", ""},
            {{{"HTTPS_PROXY", "a"}}, "HTTPS_PROXY", ""},
            {{{"http_proxy", "a"}}, "", "http_proxy"},
            {{{"HTTP_PROXY", "a"}}, "", "HTTP_PROXY"},
            {{{"all_proxy", "a"}}, "all_proxy", "all_proxy"},
            {{{"ALL_PROXY", "a"}}, "ALL_PROXY", "ALL_PROXY"},
            {{{"https_proxy", "a"}, {"HTTPS_PROXY", "b"}, {"ALL_PROXY", "c"}}, "https_proxy", "ALL_PROXY"},
            {{{"http_proxy", "a"}, {"HTTP_PROXY", "b"}, {"all_proxy", "c"}}, "all_proxy", "http_proxy"},
            {{{"all_proxy", "a"}, {"ALL_PROXY", "b"}}, "all_proxy", "all_proxy"},

            // Set to nothing means none.
            {{{"https_proxy", ""}, {"HTTPS_PROXY", "b"}, {"ALL_PROXY", "c"}}, "", "ALL_PROXY"},
            {{{"HTTP_PROXY", ""}, {"ALL_PROXY", "c"}}, "ALL_PROXY", ""},

            // In a CGI program HTTP_PROXY is what the header `Proxy` says.
            {{{"REQUEST_METHOD", "GET"}, {"HTTP_PROXY", "a"}}, "", ""},
            {{{"REQUEST_METHOD", "GET"}, {"HTTP_PROXY", "a"}, {"http_proxy", "b"}}, "", "http_proxy"},
            {{{"REQUEST_METHOD", "GET"}, {"HTTP_PROXY", "a"}, {"ALL_PROXY", "b"}}, "ALL_PROXY", "ALL_PROXY"},
            {{{"REQUEST_METHOD", ""}, {"HTTP_PROXY", "a"}}, "", ""},
            {{{"REQUEST_METHOD", "GET"}, {"HTTPS_PROXY", "a"}}, "HTTPS_PROXY", ""},

            {{{"ALL_PROXY", "a"}, {"no_proxy", "truto.one"}}, "", ""},
            {{{"ALL_PROXY", "a"}, {"NO_PROXY", "truto.one"}}, "", ""},
            {{{"ALL_PROXY", "a"}, {"NO_PROXY", "*"}}, "", ""},
            {{{"ALL_PROXY", "a"}, {"NO_PROXY", "truto.one:80"}}, "ALL_PROXY", ""},
            {{{"ALL_PROXY", "a"}, {"NO_PROXY", "example.com"}}, "ALL_PROXY", "ALL_PROXY"},
            {{{"ALL_PROXY", "a"}, {"no_proxy", ""}, {"NO_PROXY", "*"}}, "ALL_PROXY", "ALL_PROXY"},
        };
        const auto setting = [](const row& each, std::string_view name) -> std::optional<proxy_setting>
        {
            const auto found = each.set.find(std::string{name});
            return found != each.set.end() ? std::optional{proxy_setting{found->first.c_str(), found->second}}
                                           : std::nullopt;
        };
        for (const auto& each : rows)
        {
            const auto https = proxy_in(of(each.set), api);
            CHECK(std::string_view{https ? https->variable : ""} == each.https);
            CHECK((https ? https->url : "") == (setting(each, each.https).value_or(proxy_setting{}).url));

            const auto http = proxy_in(of(each.set), plain_api);
            CHECK(std::string_view{http ? http->variable : ""} == each.http);
            CHECK((http ? http->url : "") == (setting(each, each.http).value_or(proxy_setting{}).url));
        }
    }

    TEST_CASE("this machine is never reached by the environment's proxy")
    {
        const variables set{{"ALL_PROXY", "http://proxy"}, {"https_proxy", "http://proxy"}};
        for (const char* const host : {"localhost", "api.localhost", "127.0.0.1", "127.8.9.10", "::1"})
        {
            CAPTURE(host);
            CHECK(proxy_in(of(set), {.tls = true, .host = host, .port = 443}) == std::nullopt);
            CHECK(proxy_in(of(set), {.tls = false, .host = host, .port = 80}) == std::nullopt);
        }
    }

    TEST_CASE("the options go before the environment")
    {
        const variables set{{"HTTPS_PROXY", "http://from.environment:3128"}};
        truto::client_options options;
        CHECK(proxy_for(options, api, of(set)) == proxy{"from.environment", 3128, {}});
        CHECK(proxy_for(options, api, of({})) == proxy{});
        CHECK(proxy_for(options, {.tls = true, .host = "::1"}, of(set)) == proxy{});

        options.proxy = "http://from.options:8080";
        CHECK(proxy_for(options, api, of(set)) == proxy{"from.options", 8080, {}});
        CHECK(proxy_for(options, {.tls = true, .host = "::1"}, of(set)) == proxy{"from.options", 8080, {}});

        options.proxy.clear();
        options.proxy_from_environment = false;
        CHECK(proxy_for(options, api, of(set)) == proxy{});
    }

    TEST_CASE("what is wrong with a proxy is told with the place that names it, and without its secrets")
    {
        const auto failure = [](const truto::client_options& options, const variables& set) -> std::string
        {
            try
            {
                proxy_for(options, api, of(set));
            }
            catch (const boost::system::system_error& error)
            {
                CHECK(error.code() == truto::errc::invalid_argument);
                return error.what();
            }
            return "nothing";
        };
        truto::client_options options;
        const auto of_environment = failure(options, {{"all_proxy", "socks5://user:hunter2@proxy"}});
        CHECK(of_environment.find("all_proxy: only http:// proxies") != std::string::npos);
        CHECK(of_environment.find("hunter2") == std::string::npos);

        options.proxy = "http://user:hunter2@proxy:port";
        const auto of_options = failure(options, {});
        CHECK(of_options.find("client_options::proxy: the port must be") != std::string::npos);
        CHECK(of_options.find("hunter2") == std::string::npos);
    }

    TEST_CASE("a tunnel is asked for with host and port, and the credentials if there are any")
    {
        CHECK(connect_request({"proxy", 3128, {}}, api) ==
              "CONNECT api.truto.one:443 HTTP/1.1\r\nHost: api.truto.one:443\r\n\r\n");
        CHECK(connect_request({"proxy", 3128, "Basic dXNlcjp3b3Jk"}, {.host = "2001:db8::1", .port = 8443}) ==
              "CONNECT [2001:db8::1]:8443 HTTP/1.1\r\nHost: [2001:db8::1]:8443\r\n"
              "Proxy-Authorization: Basic dXNlcjp3b3Jk\r\n\r\n");
    }

    // RFC 4648, 10, and all that is special.
    TEST_CASE("base64 is that of RFC 4648")
    {
        struct row
        {
            std::string_view bytes;
            std::string_view text;
        };
        const row rows[] = {
            {"", ""},
            {"f", "Zg=="},
            {"fo", "Zm8="},
            {"foo", "Zm9v"},
            {"foob", "Zm9vYg=="},
            {"fooba", "Zm9vYmE="},
            {"foobar", "Zm9vYmFy"},
            {{"\0\0\0", 3}, "AAAA"},
            {"\xfb\xff\xfe", "+//+"},
            {"Aladdin:open sesame", "QWxhZGRpbjpvcGVuIHNlc2FtZQ=="},
        };
        for (const auto& each : rows)
        {
            CHECK(base64(each.bytes) == each.text);
        }
    }

}  // TEST_SUITE
