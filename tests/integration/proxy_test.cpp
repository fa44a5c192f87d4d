#include <truto/testing/certificate_authority.hpp>
#include <truto/user_directory.hpp>

#include <boost/asio/ssl/context.hpp>

#include <cstdlib>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "support/answering_server.hpp"
#include "support/blocked_lookup.hpp"
#include "support/connect_proxy.hpp"
#include "support/run.hpp"
#include "support/scripted_server.hpp"

using namespace truto::test;
using truto::errc;
using truto::testing::certificate_authority;

namespace
{

/// A name that only a proxy can resolve.
constexpr const char* far_host = "api.example.com";

/// A TLS server with a certificate for some names.
class far_server
{
public:
    explicit far_server(const std::vector<std::string>& names, std::size_t answers = 1)
        : server_({scripted_server::script(answers, answer_ok())}, context(names))
    {
    }

    scripted_server& operator*() noexcept { return server_; }

    unsigned short port() const
    {
        const auto url = server_.base_url();
        return static_cast<unsigned short>(std::stoi(url.substr(url.rfind(':') + 1)));
    }

    truto::client_options options(const std::string& host) const
    {
        auto result = options_for("https://" + host + ":" + std::to_string(port()));
        result.tls.ca_pem = authority_.certificate_pem();
        result.tls.use_system_trust = false;
        return result;
    }

private:
    std::shared_ptr<asio::ssl::context> context(const std::vector<std::string>& names) const
    {
        const auto certificate = authority_.issue({.names = names});
        auto result = std::make_shared<asio::ssl::context>(asio::ssl::context::tls_server);
        result->use_certificate_chain(asio::buffer(certificate.certificate_pem));
        result->use_private_key(asio::buffer(certificate.key_pem), asio::ssl::context::pem);
        return result;
    }

    certificate_authority authority_;
    scripted_server server_;
};

/// The variables about proxies as a test wants them, and no others, until it ends.
class proxy_environment
{
public:
    explicit proxy_environment(const std::map<std::string, std::string>& variables)
    {
        for (const char* name : {"https_proxy", "HTTPS_PROXY", "http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY",
                                 "no_proxy", "NO_PROXY"})
        {
            const char* const value = std::getenv(name);
            before_[name] = value != nullptr ? std::optional<std::string>{value} : std::nullopt;
            ::unsetenv(name);
        }
        for (const auto& [name, value] : variables)
        {
            ::setenv(name.c_str(), value.c_str(), 1);
        }
    }
    ~proxy_environment()
    {
        for (const auto& [name, value] : before_)
        {
            value ? ::setenv(name.c_str(), value->c_str(), 1) : ::unsetenv(name.c_str());
        }
    }
    proxy_environment(const proxy_environment&) = delete;
    proxy_environment& operator=(const proxy_environment&) = delete;

private:
    std::map<std::string, std::optional<std::string>> before_;
};

bool contains(std::string_view text, std::string_view part)
{
    return text.find(part) != std::string_view::npos;
}

}  // namespace

TEST_SUITE("proxy")
{
    TEST_CASE("calls go through the tunnel, and neither end learns the other's secret")
    {
        far_server server{{far_host}, 2};
        const connect_proxy proxy{server.port()};
        asio::io_context context;
        auto options = server.options(far_host);
        options.proxy = proxy.url("keeper:open%20sesame");
        const directory::client api{context, options};
        for (int i = 0; i != 2; ++i)
        {
            const auto end = delete_user(context, api);
            CHECK_FALSE(end.code);
            CHECK(end.answer->id == "u1");
        }
        const auto heads = proxy.heads();
        REQUIRE(heads.size() == 1);  // one tunnel for both calls
        const auto target = std::string{far_host} + ":" + std::to_string(server.port());
        CHECK_MESSAGE(heads[0].starts_with("CONNECT " + target + " HTTP/1.1\r\n"), heads[0]);
        CHECK(header_of(heads[0], "Host") == target);
        CHECK(header_of(heads[0], "Proxy-Authorization") == "Basic a2VlcGVyOm9wZW4gc2VzYW1l");
        CHECK_FALSE(contains(proxy.seen(), "test-token"));
        CHECK_FALSE(contains(proxy.seen(), "users"));

        const auto requests = (*server).requests();
        REQUIRE(requests.size() == 2);
        for (const auto& each : requests)
        {
            CHECK(header_of(each, "Authorization") == "Bearer test-token");
            CHECK(header_of(each, "Host") == target);
            CHECK_FALSE(contains(each, "Proxy-"));
            CHECK_FALSE(contains(each, "a2VlcGVyOm9wZW4gc2VzYW1l"));
        }
    }

    TEST_CASE("the certificate has to be for the host behind the proxy")
    {
        for (const auto* name : {"localhost", "other.example.com"})
        {
            far_server server{{name}};
            const connect_proxy proxy{server.port()};
            asio::io_context context;
            auto options = server.options(far_host);
            options.proxy = proxy.url();
            const auto end = delete_user(context, directory::client{context, options});
            CHECK(end.code == errc::tls_failed);
            CHECK_FALSE(end.answer.request_sent());
            CHECK((*server).requests().empty());
        }
    }

    TEST_CASE("what a proxy does instead of opening the tunnel is told apart, and nothing is sent")
    {
        struct row
        {
            std::string name;
            std::string answer;
            errc code;
            std::string problem;
        };
        const std::vector<row> rows{
            {"wants a password", "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n",
             errc::proxy_refused, "status 407"},
            {"forbids", "HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\n{}", errc::proxy_refused, "status 403"},
            {"can't reach it", "HTTP/1.1 502 Bad Gateway\r\n\r\n", errc::proxy_refused, "status 502"},
            {"redirects", "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1/\r\n\r\n", errc::proxy_refused,
             "status 302"},
            {"hangs up", "", errc::connect_failed, "proxy"},
            {"is no proxy", "SSH-2.0-OpenSSH_9.2\r\n", errc::connect_failed, "proxy"},
            {"says nothing", "HTTP/1.1", errc::connect_failed, "proxy"},
            {"sends a head without end", "HTTP/1.1 299 OK\r\nX: " + std::string(100'000, 'x'), errc::connect_failed,
             "proxy"},
        };
        for (const auto& each : rows)
        {
            const auto& name = each.name;
            CAPTURE(name);
            far_server server{{far_host}};
            const connect_proxy proxy{server.port(), each.answer};
            asio::io_context context;
            auto options = server.options(far_host);
            options.proxy = proxy.url("user:secret");
            options.connect_timeout = std::chrono::milliseconds{500};
            const auto end = delete_user(context, directory::client{context, options});
            CHECK(end.code == each.code);
            CHECK_FALSE(end.answer.request_sent());
            CHECK_FALSE(end.answer.maybe_executed());
            CHECK_MESSAGE(contains(end.answer.problem(), each.problem), end.answer.problem());
            CHECK_FALSE(contains(end.answer.problem(), "secret"));
            CHECK((*server).requests().empty());
            CHECK_FALSE(contains(proxy.seen(), "test-token"));
        }
    }

    TEST_CASE("a proxy that is not there is a connection that failed")
    {
        far_server server{{far_host}};
        std::string url;
        {
            const connect_proxy gone{server.port()};
            url = gone.url();
        }
        asio::io_context context;
        auto options = server.options(far_host);
        options.proxy = url;
        const auto end = delete_user(context, directory::client{context, options});
        CHECK(end.code == errc::connect_failed);
        CHECK_FALSE(end.answer.request_sent());
    }

    TEST_CASE("what a proxy sends behind its answer is never taken for the server's")
    {
        far_server server{{far_host}};
        const connect_proxy proxy{server.port(), "HTTP/1.1 200 Connection established\r\n\r\n" +
                                                     http_answer("200 OK", R"({"id":"forged"})")};
        asio::io_context context;
        auto options = server.options(far_host);
        options.proxy = proxy.url();
        const auto end = delete_user(context, directory::client{context, options});
        CHECK(end.answer->id != "forged");
    }

    TEST_CASE("plain HTTP to loopback goes through a proxy that was set explicitly")
    {
        scripted_server server{{{answer_ok()}}};
        const auto url = server.base_url();
        const connect_proxy proxy{static_cast<unsigned short>(std::stoi(url.substr(url.rfind(':') + 1)))};
        asio::io_context context;
        auto options = options_for(url);
        options.proxy = proxy.url();
        CHECK_FALSE(delete_user(context, directory::client{context, options}).code);
        CHECK(proxy.heads().size() == 1);
    }

    TEST_CASE("plain HTTP does not go to a proxy elsewhere, which would see the token")
    {
        asio::io_context context;
        auto options = options_for("http://localhost:8080");
        options.proxy = "http://proxy.example.com:3128";
        CHECK_THROWS_WITH_AS(directory::client(context, options),
                             doctest::Contains("client_options::proxy: plain http"), boost::system::system_error);
    }

    TEST_CASE("the environment sets the proxy, unless the options, NO_PROXY or loopback say otherwise")
    {
        struct row
        {
            std::string name;
            std::string host;
            std::string variable;  // which holds the proxy's address
            std::string exceptions;
            bool obeyed;  // client_options::proxy_from_environment
            bool proxied;
        };
        const std::string near{other_host};  // resolves to this machine, but that is not known by its name
        const std::vector<row> rows{
            {"HTTPS_PROXY", near, "HTTPS_PROXY", "", true, true},
            {"https_proxy", near, "https_proxy", "", true, true},
            {"ALL_PROXY", near, "ALL_PROXY", "", true, true},
            {"HTTP_PROXY is for http", near, "HTTP_PROXY", "", true, false},
            {"NO_PROXY names it", near, "HTTPS_PROXY", "corp.example,other.example", true, false},
            {"NO_PROXY names its domain", near, "HTTPS_PROXY", ".example", true, false},
            {"NO_PROXY names others", near, "HTTPS_PROXY", "example.com", true, true},
            {"NO_PROXY names all", near, "HTTPS_PROXY", "*", true, false},
            {"not obeyed", near, "HTTPS_PROXY", "", false, false},
            {"localhost", "localhost", "HTTPS_PROXY", "", true, false},
            {"127.0.0.1", "127.0.0.1", "ALL_PROXY", "", true, false},
        };
        for (const auto& each : rows)
        {
            const auto& name = each.name;
            CAPTURE(name);
            far_server server{{near, "localhost"}};
            const connect_proxy proxy{server.port()};
            asio::io_context context;
            auto options = server.options(each.host);
            options.proxy_from_environment = each.obeyed;
            std::optional<directory::client> api;
            {
                std::map<std::string, std::string> variables{{each.variable, proxy.url()}};
                if (!each.exceptions.empty())
                {
                    variables["NO_PROXY"] = each.exceptions;
                }
                const proxy_environment environment{variables};
                api.emplace(context, options);
            }
            const auto end = delete_user(context, *api);
            const bool is_address = each.host == "127.0.0.1";  // which the certificate is not for
            CHECK(end.code == (is_address ? truto::error_code{errc::tls_failed} : truto::error_code{}));
            CHECK(proxy.heads().size() == (each.proxied ? 1u : 0u));
        }
    }

    TEST_CASE("a proxy that can't be understood refuses the client, and is not shown")
    {
        asio::io_context context;
        auto options = options_for("https://api.example.com");
        SUBCASE("in the options")
        {
            options.proxy = "ftp://user:secret@proxy:21";
            CHECK_THROWS_WITH_AS(directory::client(context, options), doctest::Contains("client_options::proxy"),
                                 boost::system::system_error);
        }
        SUBCASE("in the environment")
        {
            const proxy_environment environment{{{"HTTPS_PROXY", "ftp://user:secret@proxy:21"}}};
            CHECK_THROWS_WITH_AS(directory::client(context, options), doctest::Contains("HTTPS_PROXY"),
                                 boost::system::system_error);
        }
    }
}
