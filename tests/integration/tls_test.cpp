#include <truto/testing/certificate_authority.hpp>
#include <truto/user_directory.hpp>

#include <boost/asio/ssl/context.hpp>

#include <chrono>
#include <cstdlib>
#include <memory>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "support/run.hpp"
#include "support/scripted_server.hpp"
#include "support/temporary_file.hpp"

using namespace std::chrono_literals;
using namespace truto::test;
using truto::errc;
using truto::testing::certificate_authority;
using truto::testing::certificate_request;

namespace
{

std::shared_ptr<asio::ssl::context> server_context(const truto::testing::server_certificate& certificate)
{
    auto context = std::make_shared<asio::ssl::context>(asio::ssl::context::tls_server);
    context->use_certificate_chain(asio::buffer(certificate.certificate_pem));
    context->use_private_key(asio::buffer(certificate.key_pem), asio::ssl::context::pem);
    return context;
}

truto::client_options trusting(std::string base_url, const certificate_authority& authority)
{
    auto options = options_for(std::move(base_url));
    options.tls.ca_pem = authority.certificate_pem();
    options.tls.use_system_trust = false;
    return options;
}

/// A server with one certificate, for one call.
struct tls_server
{
    explicit tls_server(const truto::testing::server_certificate& certificate)
        : server{{{answer_ok()}}, server_context(certificate)}
    {
    }

    scripted_server server;
};

}  // namespace

TEST_SUITE("TLS")
{
    TEST_CASE("a certificate is accepted only if it is trusted, valid and for the host that was asked for")
    {
        const certificate_authority authority;
        const certificate_authority stranger;
        struct row
        {
            std::string name;
            truto::testing::server_certificate certificate;
            const char* host;
            bool accepted;
            const char* problem;
        };
        const std::vector<row> rows{
            {"right name", authority.issue({.names = {"localhost"}}), "localhost", true, ""},
            {"right address", authority.issue({.names = {}, .addresses = {"127.0.0.1"}}), "127.0.0.1", true, ""},
            {"another name", authority.issue({.names = {"api.example.com"}, .addresses = {}}), "localhost", false,
             "mismatch"},
            {"a name where an address was asked for", authority.issue({.names = {"localhost"}, .addresses = {}}),
             "127.0.0.1", false, "mismatch"},
            {"expired", authority.issue({.names = {"localhost"}, .expired = true}), "localhost", false, "expired"},
            {"of an unknown authority", stranger.issue({.names = {"localhost"}}), "localhost", false,
             "issuer certificate"},
            {"signed by itself", authority.issue({.names = {"localhost"}, .self_signed = true}), "localhost", false,
             "self"},
        };
        for (const auto& each : rows)
        {
            const auto& name = each.name;
            const auto& certificate = each.certificate;
            const auto& host = each.host;
            const auto& accepted = each.accepted;
            const auto& problem = each.problem;
            CAPTURE(name);
            const tls_server peer{certificate};
            asio::io_context context;
            const directory::client api{context, trusting(peer.server.base_url(host), authority)};
            const auto end = delete_user(context, api);
            if (accepted)
            {
                CHECK_FALSE(end.code);
                CHECK(end.answer->id == "u1");
            }
            else
            {
                CHECK(end.code == errc::tls_failed);
                CHECK_FALSE(end.answer.request_sent());
                CHECK(peer.server.requests().empty());
                CHECK_MESSAGE(end.answer.problem().find(problem) != std::string::npos, end.answer.problem());
            }
        }
    }

    TEST_CASE("a context of the caller's own verifies too, even if it says otherwise")
    {
        const certificate_authority authority;
        const tls_server peer{authority.issue({.names = {"localhost"}})};
        asio::io_context context;
        auto options = options_for(peer.server.base_url("localhost"));
        options.tls.context = std::make_shared<asio::ssl::context>(asio::ssl::context::tls_client);
        options.tls.context->set_verify_mode(asio::ssl::verify_none);

        SUBCASE("without the authority it refuses")
        {
            CHECK(delete_user(context, directory::client{context, options}).code == errc::tls_failed);
        }
        SUBCASE("with the authority it accepts")
        {
            options.tls.context->add_certificate_authority(asio::buffer(authority.certificate_pem()));
            CHECK_FALSE(delete_user(context, directory::client{context, options}).code);
        }
        SUBCASE("a callback that accepts everything accepts no more than there is to accept")
        {
            options.tls.context->set_verify_callback([](bool, auto&) { return true; });
            const auto end = delete_user(context, directory::client{context, options});
            CHECK(end.code == errc::tls_failed);
            CHECK_FALSE(end.answer.request_sent());
        }
        SUBCASE("a callback may agree")
        {
            options.tls.context->add_certificate_authority(asio::buffer(authority.certificate_pem()));
            options.tls.context->set_verify_callback([](bool accepted, auto&) { return accepted; });
            CHECK_FALSE(delete_user(context, directory::client{context, options}).code);
        }
        SUBCASE("a callback may refuse what would be accepted")
        {
            options.tls.context->add_certificate_authority(asio::buffer(authority.certificate_pem()));
            options.tls.context->set_verify_callback([](bool, auto&) { return false; });
            const auto end = delete_user(context, directory::client{context, options});
            CHECK(end.code == errc::tls_failed);
            CHECK_FALSE(end.answer.request_sent());
        }
    }

    TEST_CASE("trust can come from a file, or from SSL_CERT_FILE as everywhere with OpenSSL")
    {
        const certificate_authority authority;
        const temporary_file file{authority.certificate_pem()};
        const tls_server peer{authority.issue({.names = {"localhost"}})};
        asio::io_context context;
        auto options = options_for(peer.server.base_url("localhost"));

        SUBCASE("ca_file")
        {
            options.tls.ca_file = file.path();
            CHECK_FALSE(delete_user(context, directory::client{context, options}).code);
        }
        SUBCASE("SSL_CERT_FILE")
        {
            const char* before = std::getenv("SSL_CERT_FILE");
            const std::string kept = before != nullptr ? before : "";
            ::setenv("SSL_CERT_FILE", file.path().c_str(), 1);
            const auto end = delete_user(context, directory::client{context, options});
            before != nullptr ? ::setenv("SSL_CERT_FILE", kept.c_str(), 1) : ::unsetenv("SSL_CERT_FILE");
            CHECK_FALSE(end.code);
        }
        SUBCASE("a file that is not there")
        {
            options.tls.ca_file = file.path() + ".missing";
            CHECK_THROWS_WITH_AS(directory::client(context, options), doctest::Contains("tls.ca_file"),
                                 boost::system::system_error);
        }
    }

    TEST_CASE("the server is told which name is meant, and gets TLS 1.2 or newer")
    {
        const certificate_authority authority;
        std::string name;
        std::string version;
        scripted_server server{{{[&](scripted_server::peer& client)
                                 {
                                     const char* told = ::SSL_get_servername(client.tls(), TLSEXT_NAMETYPE_host_name);
                                     name = told != nullptr ? told : "";
                                     version = ::SSL_get_version(client.tls());
                                 },
                                 answer_ok()}},
                               server_context(authority.issue({.names = {"localhost"}}))};
        asio::io_context context;
        CHECK_FALSE(
            delete_user(context, directory::client{context, trusting(server.base_url("localhost"), authority)}).code);
        CHECK(name == "localhost");
        CHECK((version == "TLSv1.2" || version == "TLSv1.3"));
    }

    TEST_CASE("a server that speaks only TLS 1.1 is refused")
    {
        const certificate_authority authority;
        const auto old = server_context(authority.issue({.names = {"localhost"}}));
        ::SSL_CTX_set_security_level(old->native_handle(), 0);
        ::SSL_CTX_set_min_proto_version(old->native_handle(), TLS1_1_VERSION);
        ::SSL_CTX_set_max_proto_version(old->native_handle(), TLS1_1_VERSION);
        scripted_server server{{{answer_ok()}}, old};
        asio::io_context context;
        const auto end =
            delete_user(context, directory::client{context, trusting(server.base_url("localhost"), authority)});
        CHECK(end.code == errc::tls_failed);
    }

    TEST_CASE("calls share a TLS connection, and large messages go through it whole")
    {
        const certificate_authority authority;
        const std::string name(400'000, 'n');
        scripted_server server{{{answer_ok("{\"id\":\"u1\",\"name\":\"" + name + "\"}"), answer_ok("{}")}},
                               server_context(authority.issue({.names = {"localhost"}}))};
        asio::io_context context;
        const directory::client api{context, trusting(server.base_url("localhost"), authority)};
        const auto first = delete_user(context, api);
        CHECK_FALSE(first.code);
        CHECK(first.answer->name == name);
        const auto second = run<directory::group>(
            context, [&](auto token) { api.groups().async_remove_user({.group_id = name}, std::move(token)); });
        CHECK_FALSE(second.code);
        CHECK(server.requests().at(1).find(name) != std::string::npos);
        CHECK(server.connections() == 1);
    }

    TEST_CASE("errors that the program has left in OpenSSL's queue are not taken for errors of a call")
    {
        const certificate_authority authority;
        const std::string text = http_answer("200 OK", R"({"id":"u1"})");
        const auto in_halves = [&](scripted_server::peer& client)
        {
            client.read_request();
            client.write(text.substr(0, 40));
            std::this_thread::sleep_for(50ms);  // so that the client finds nothing, which OpenSSL calls an error, too
            client.write(text.substr(40));
        };
        scripted_server server{{{in_halves, in_halves}}, server_context(authority.issue({.names = {"localhost"}}))};
        asio::io_context context;
        const directory::client api{context, trusting(server.base_url("localhost"), authority)};
        for (const std::string_view connection : {"fresh", "kept"})
        {
            CAPTURE(connection);
            ERR_raise(ERR_LIB_USER, ERR_R_INTERNAL_ERROR);
            CHECK_FALSE(delete_user(context, api).code);
        }
        CHECK(server.connections() == 1);
    }

    TEST_CASE("an answer that was complete is not lost to a connection that ends without close_notify")
    {
        const certificate_authority authority;
        scripted_server server{{{answer_ok(), close()}}, server_context(authority.issue({.names = {"localhost"}}))};
        asio::io_context context;
        CHECK_FALSE(
            delete_user(context, directory::client{context, trusting(server.base_url("localhost"), authority)}).code);
    }

    TEST_CASE("an answer that only the end of the stream completes is lost without close_notify")
    {
        // Anyone on the way can cut a TCP connection: without close_notify the end may be missing (RFC 9112, 9.8).
        const certificate_authority authority;
        scripted_server server{{{answer("HTTP/1.1 200 OK\r\n\r\n{\"id\":\"u1\"}"), close()}},
                               server_context(authority.issue({.names = {"localhost"}}))};
        asio::io_context context;
        const auto end =
            delete_user(context, directory::client{context, trusting(server.base_url("localhost"), authority)});
        CHECK(end.code == errc::connection_lost);
    }

    TEST_CASE("a server that does not speak TLS is told apart from one that is not there")
    {
        scripted_server server{{{write("HTTP/1.1 400 Bad Request\r\n\r\n"), wait_for_end()}}};
        asio::io_context context;
        auto url = server.base_url("localhost");
        url.replace(0, 4, "https");
        const auto end = delete_user(context, directory::client{context, options_for(url)});
        CHECK(end.code == errc::tls_failed);
    }

    TEST_CASE("plain HTTP is for loopback: elsewhere the client is not made")
    {
        asio::io_context context;
        CHECK_THROWS_WITH_AS(directory::client(context, options_for("http://api.example.com")),
                             doctest::Contains("https://"), boost::system::system_error);
    }
}
