#include <truto/testing/certificate_authority.hpp>
#include <truto/user_directory.hpp>

#include <boost/asio/ssl/context.hpp>

#include <array>
#include <cstdlib>
#include <memory>
#include <openssl/ssl.h>
#include <string>
#include <vector>

#include "support/run.hpp"
#include "support/scripted_server.hpp"
#include "support/temporary_file.hpp"

using namespace truto::test;
using truto::errc;
using truto::testing::certificate_authority;

namespace
{

std::shared_ptr<asio::ssl::context> server_context(const certificate_authority& authority)
{
    const auto certificate = authority.issue({.names = {"localhost"}});
    auto context = std::make_shared<asio::ssl::context>(asio::ssl::context::tls_server);
    context->use_certificate_chain(asio::buffer(certificate.certificate_pem));
    context->use_private_key(asio::buffer(certificate.key_pem), asio::ssl::context::pem);
    return context;
}

void speak_only(asio::ssl::context& context, int version)
{
    ::SSL_CTX_set_security_level(context.native_handle(), 0);
    ::SSL_CTX_set_min_proto_version(context.native_handle(), version);
    ::SSL_CTX_set_max_proto_version(context.native_handle(), version);
}

/// Each call has a connection of its own.
truto::client_options trusting(const scripted_server& server, const certificate_authority& authority)
{
    auto options = options_for(server.base_url("localhost"));
    options.tls.ca_pem = authority.certificate_pem();
    options.tls.use_system_trust = false;
    options.max_idle_connections = 0;
    return options;
}

}  // namespace

TEST_SUITE("TLS sessions")
{
    TEST_CASE("a new connection resumes the session of one before, in TLS 1.2 and 1.3")
    {
        for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION})
        {
            CAPTURE(version);
            const certificate_authority authority;
            const auto secured = server_context(authority);
            speak_only(*secured, version);
            std::vector<bool> resumed;
            const auto look = [&](scripted_server::peer& client)
            { resumed.push_back(::SSL_session_reused(client.tls()) == 1); };
            const scripted_server::script once{look, answer_ok()};
            scripted_server server{{once, once, once}, secured};
            asio::io_context context;
            const directory::client api{context, trusting(server, authority)};
            for (int i = 0; i != 3; ++i)
            {
                CHECK_FALSE(delete_user(context, api).code);
            }
            CHECK(resumed == std::vector<bool>{false, true, true});
            CHECK(api.counters().tls_resumptions == 2);
            CHECK(api.counters().connections_opened == 3);
        }
    }

    TEST_CASE("a server that has forgotten the session gets a full handshake")
    {
        const certificate_authority authority;
        const auto secured = server_context(authority);
        ::SSL_CTX_set_session_cache_mode(secured->native_handle(), SSL_SESS_CACHE_OFF);
        std::vector<bool> resumed;
        const auto look = [&](scripted_server::peer& client)
        { resumed.push_back(::SSL_session_reused(client.tls()) == 1); };
        const auto forget = [&](scripted_server::peer&)
        {
            std::array<unsigned char, 80> keys{};
            keys.fill(7);
            CHECK(::SSL_CTX_set_tlsext_ticket_keys(secured->native_handle(), keys.data(),
                                                   static_cast<long>(keys.size())) == 1);
        };
        scripted_server server{{{look, answer_ok(), forget}, {look, answer_ok()}, {look, answer_ok()}}, secured};
        asio::io_context context;
        const directory::client api{context, trusting(server, authority)};
        for (int i = 0; i != 3; ++i)
        {
            CHECK_FALSE(delete_user(context, api).code);
        }
        CHECK(resumed == std::vector<bool>{false, false, true});
        CHECK(api.counters().tls_resumptions == 1);
    }

    TEST_CASE("clients do not share sessions")
    {
        const certificate_authority authority;
        scripted_server server{{{answer_ok()}, {answer_ok()}}, server_context(authority)};
        asio::io_context context;
        for (int i = 0; i != 2; ++i)
        {
            const directory::client api{context, trusting(server, authority)};
            CHECK_FALSE(delete_user(context, api).code);
            CHECK(api.counters().tls_resumptions == 0);
        }
    }

    TEST_CASE("a server that asks for a certificate gets the client's, from one file or two, or from its own context")
    {
        const certificate_authority authority;
        const auto own = authority.issue({.names = {"offboarder"}, .client = true});
        const temporary_file certificate{own.certificate_pem};
        const temporary_file key{own.key_pem};
        const temporary_file both{own.certificate_pem + own.key_pem};
        enum class way
        {
            two_files,
            one_file,
            context,
            none
        };
        for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION})
        {
            for (const auto how : {way::two_files, way::one_file, way::context, way::none})
            {
                CAPTURE(version);
                CAPTURE(static_cast<int>(how));
                const auto secured = server_context(authority);
                speak_only(*secured, version);
                secured->set_verify_mode(asio::ssl::verify_peer | asio::ssl::verify_fail_if_no_peer_cert);
                secured->add_certificate_authority(asio::buffer(authority.certificate_pem()));
                scripted_server server{{{answer_ok()}}, secured};
                auto options = trusting(server, authority);
                switch (how)
                {
                case way::two_files:
                    options.tls.certificate_file = certificate.path();
                    options.tls.private_key_file = key.path();
                    break;
                case way::one_file:
                    options.tls.certificate_file = both.path();
                    break;
                case way::context:
                    options.tls.context = std::make_shared<asio::ssl::context>(asio::ssl::context::tls_client);
                    options.tls.context->add_certificate_authority(asio::buffer(authority.certificate_pem()));
                    options.tls.context->use_certificate_chain_file(certificate.path());
                    options.tls.context->use_private_key_file(key.path(), asio::ssl::context::pem);
                    break;
                case way::none:
                    break;
                }
                asio::io_context context;
                const auto end = delete_user(context, directory::client{context, options});
                if (how != way::none)
                {
                    CHECK_FALSE(end.code);
                    CHECK(server.requests().size() == 1);
                }
                else
                {
                    // In TLS 1.3 the client's handshake is over before the server has looked at the certificate.
                    CHECK((end.code == errc::tls_failed ||
                           (version == TLS1_3_VERSION && end.code == errc::connection_lost)));
                    CHECK(server.requests().empty());
                }
            }
        }
    }

    TEST_CASE("a certificate or key that can't be read refuses the client, and names the option")
    {
        const certificate_authority authority;
        const auto own = authority.issue({.names = {"offboarder"}, .client = true});
        const temporary_file certificate{own.certificate_pem};
        asio::io_context context;
        auto options = options_for("https://localhost");
        options.tls.certificate_file = "/nowhere/certificate.pem";
        CHECK_THROWS_WITH_AS(directory::client(context, options), doctest::Contains("tls.certificate_file"),
                             boost::system::system_error);
        options.tls.certificate_file = certificate.path();  // which has no key
        CHECK_THROWS_WITH_AS(directory::client(context, options), doctest::Contains("tls.private_key_file"),
                             boost::system::system_error);
    }

    TEST_CASE("TLS 1.1 is refused even where the caller's own context allows it")
    {
        const certificate_authority authority;
        const auto old = server_context(authority);
        speak_only(*old, TLS1_1_VERSION);
        scripted_server server{{{answer_ok()}}, old};
        asio::io_context context;
        auto options = trusting(server, authority);
        options.tls.context = std::make_shared<asio::ssl::context>(asio::ssl::context::tls_client);
        options.tls.context->add_certificate_authority(asio::buffer(authority.certificate_pem()));
        speak_only(*options.tls.context, TLS1_1_VERSION);
        ::SSL_CTX_set_max_proto_version(options.tls.context->native_handle(), 0);
        CHECK(delete_user(context, directory::client{context, options}).code == errc::tls_failed);
        CHECK(server.requests().empty());
    }

    TEST_CASE("HTTP/1.1 is what is agreed on, also where the caller's own context offers more")
    {
        const certificate_authority authority;
        const auto secured = server_context(authority);
        static constexpr unsigned char known[] = "\x02h2\x08http/1.1";  // what is chosen refers to it
        constexpr auto choose = [](SSL*, const unsigned char** chosen, unsigned char* size,
                                   const unsigned char* offered, unsigned int offered_size, void*)
        {
            unsigned char* which = nullptr;
            const int found = ::SSL_select_next_proto(&which, size, known, sizeof known - 1, offered, offered_size);
            *chosen = which;
            return found == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_ALERT_FATAL;
        };
        ::SSL_CTX_set_alpn_select_cb(secured->native_handle(), choose, nullptr);
        std::string agreed;
        scripted_server server{{{[&](scripted_server::peer& client)
                                 {
                                     const unsigned char* name = nullptr;
                                     unsigned int size = 0;
                                     ::SSL_get0_alpn_selected(client.tls(), &name, &size);
                                     agreed.assign(reinterpret_cast<const char*>(name), size);
                                 },
                                 answer_ok()}},
                               secured};
        asio::io_context context;
        auto options = trusting(server, authority);
        options.tls.context = std::make_shared<asio::ssl::context>(asio::ssl::context::tls_client);
        options.tls.context->add_certificate_authority(asio::buffer(authority.certificate_pem()));
        constexpr unsigned char offered[] = "\x02h2\x08http/1.1";
        ::SSL_CTX_set_alpn_protos(options.tls.context->native_handle(), offered, sizeof offered - 1);
        CHECK_FALSE(delete_user(context, directory::client{context, options}).code);
        server.stop();
        CHECK(agreed == "http/1.1");
    }

    TEST_CASE("without close_notify an answer counts only if its own framing says that it is complete")
    {
        struct row
        {
            std::string name;
            std::string text;
            bool complete;
        };
        const std::string body = R"({"id":"u1"})";
        const std::vector<row> rows{
            {"whole by its length", http_answer("200 OK", body), true},
            {"short of its length", "HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n" + body, false},
            {"all chunks", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nb\r\n" + body + "\r\n0\r\n\r\n", true},
            {"without the last chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nb\r\n" + body + "\r\n",
             false},
            {"without the end of the trailers",
             "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nb\r\n" + body + "\r\n0\r\n", false},
            {"within the head", "HTTP/1.1 200 OK\r\nContent-", false},
            {"a status without content", "HTTP/1.1 204 No Content\r\n\r\n", true},
        };
        for (const auto& each : rows)
        {
            const auto& name = each.name;
            CAPTURE(name);
            const certificate_authority authority;
            scripted_server server{{{answer(each.text), close()}}, server_context(authority)};
            asio::io_context context;
            const auto end = delete_user(context, directory::client{context, trusting(server, authority)});
            CHECK(end.code == (each.complete ? truto::error_code{} : truto::error_code{errc::connection_lost}));
        }
    }
}
