#include <truto/testing/certificate_authority.hpp>
#include <truto/testing/directory_simulator.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/system/system_error.hpp>

#include <doctest/doctest.h>
#include <memory>
#include <optional>
#include <string>

#include "support/simulator_client.hpp"

using namespace truto::test;
using truto::testing::certificate_authority;
using truto::testing::directory_simulator_options;

namespace
{

using client = plain_client;

}  // namespace

namespace
{

ssl::context trusting(const std::string& authority_pem)
{
    ssl::context context{ssl::context::tls_client};
    context.add_certificate_authority(asio::buffer(authority_pem));
    context.set_verify_mode(ssl::verify_peer);
    SSL_CTX_set_min_proto_version(context.native_handle(), TLS1_2_VERSION);
    X509_VERIFY_PARAM_set_flags(SSL_CTX_get0_param(context.native_handle()), X509_V_FLAG_X509_STRICT);
    return context;
}

}  // namespace

TEST_CASE("TLS clients accept the certificate for the right host only")
{
    const certificate_authority authority;
    const certificate_authority stranger;

    struct row
    {
        const char* what;
        std::optional<truto::testing::server_certificate> shown;
        const certificate_authority* trusted;  // null: what the simulator says
        std::string host;
        bool accepted;
    };
    const row rows[] = {
        {"the name", std::nullopt, nullptr, "localhost", true},
        {"the address", std::nullopt, nullptr, "127.0.0.1", true},
        {"another name", std::nullopt, nullptr, "example.com", false},
        {"an unknown authority", std::nullopt, &stranger, "localhost", false},
        {"an override", authority.issue({.names = {"api.example"}}), nullptr, "api.example", true},
        {"an override for another host", authority.issue({.names = {"api.example"}}), nullptr, "localhost", false},
        {"an expired override", authority.issue({.names = {"localhost"}, .expired = true}), nullptr, "localhost",
         false},
        {"a self-signed override", authority.issue({.names = {"localhost"}, .self_signed = true}), &authority,
         "localhost", false},
    };
    for (const row& r : rows)
    {
        CAPTURE(r.what);
        const directory_simulator sim{{.tls = true, .server_certificate = r.shown}};
        CHECK(sim.base_url() == "https://localhost:" + std::to_string(sim.port()));

        ssl::context context = trusting(r.trusted != nullptr ? r.trusted->certificate_pem() : sim.certificate_pem());
        tls_client api{sim, context};
        api.stream().set_verify_callback(ssl::host_name_verification(r.host));
        boost::system::error_code error;
        api.stream().handshake(ssl::stream_base::client, error);
        CHECK(!error == r.accepted);
        if (r.accepted)
        {
            CHECK(api.call("DELETE", "/users/00u7k2").status() == 200);
            CHECK(api.call("DELETE", "/users/00u7k2").status() == 404);
            CHECK(sim.connections() == 1);
            api.stream().shutdown(error);
            CHECK(!error);
        }
    }
}

TEST_CASE("TLS answers are whole in every format, and end with a proper goodbye")
{
    const directory_simulator sim{{.tls = true, .keep_alive = false, .persistent = false}};
    ssl::context context = trusting(sim.certificate_pem());
    for (const std::string format : {"unified", "raw", "stream", "debug"})
    {
        CAPTURE(format);
        tls_client api{sim, context};
        api.stream().handshake(ssl::stream_base::client);
        const auto answer = api.call("DELETE", "/users/00u1xw", "", "truto_response_format=" + format);
        CHECK(answer.status() == 200);
        CHECK(answer.body().is_object());
        CHECK(answer.message.chunked() == (format == "stream"));
        CHECK(answer.field("Connection") == "close");

        char byte{};
        boost::system::error_code error;
        api.stream().read_some(asio::buffer(&byte, 1), error);
        CHECK(error == asio::error::eof);  // not ssl::error::stream_truncated
    }
}

TEST_CASE("protocols before TLS 1.2 are refused")
{
    const directory_simulator sim{{.tls = true}};
    ssl::context context{ssl::context::tls_client};
    SSL_CTX_set_min_proto_version(context.native_handle(), TLS1_VERSION);
    SSL_CTX_set_max_proto_version(context.native_handle(), TLS1_1_VERSION);
    SSL_CTX_set_security_level(context.native_handle(), 0);
    tls_client api{sim, context};
    boost::system::error_code error;
    api.stream().handshake(ssl::stream_base::client, error);
    CHECK(error);
}

TEST_CASE("a client that has no certificate is refused where one is asked for")
{
    const certificate_authority authority;
    const certificate_authority stranger;
    const directory_simulator sim{{.tls = true, .client_authority_pem = authority.certificate_pem()}};

    const auto reaches = [&](const certificate_authority* issuer)
    {
        ssl::context context = trusting(sim.certificate_pem());
        if (issuer != nullptr)
        {
            const auto own = issuer->issue({.common_name = "robot", .client = true});
            context.use_certificate_chain(asio::buffer(own.certificate_pem));
            context.use_private_key(asio::buffer(own.key_pem), ssl::context::pem);
        }
        tls_client api{sim, context};
        try
        {
            api.stream().handshake(ssl::stream_base::client);
            return api.call("DELETE", "/users/nobody").status() == 404;
        }
        catch (const boost::system::system_error&)
        {
            return false;  // with TLS 1.3, the refusal arrives after the client's handshake
        }
    };
    CHECK(reaches(&authority));
    CHECK_FALSE(reaches(nullptr));
    CHECK_FALSE(reaches(&stranger));
}

TEST_CASE("TLS sessions can be resumed, and the simulator counts them")
{
    for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION})
    {
        CAPTURE(version);
        const directory_simulator sim{{.tls = true}};
        ssl::context context = trusting(sim.certificate_pem());
        SSL_CTX_set_max_proto_version(context.native_handle(), version);

        struct freed
        {
            void operator()(SSL_SESSION* session) const { SSL_SESSION_free(session); }
        };
        std::unique_ptr<SSL_SESSION, freed> session;
        for (int i = 0; i < 3; ++i)
        {
            tls_client api{sim, context};
            if (session)
            {
                SSL_set_session(api.stream().native_handle(), session.get());
            }
            api.stream().handshake(ssl::stream_base::client);
            CHECK(api.call("DELETE", "/users/nobody").status() == 404);
            session.reset(SSL_get1_session(api.stream().native_handle()));
            api.stream().shutdown();
        }
        CHECK(sim.connections() == 3);
        CHECK(sim.resumed_handshakes() == 2);
    }
}

TEST_CASE("a client that says nothing, or nonsense, to a TLS port disturbs nobody")
{
    const directory_simulator sim{{.tls = true}};
    client silent{sim};
    CHECK_NOTHROW(raw_exchange(sim, "GET / HTTP/1.1\r\nHost: x\r\n\r\n"));

    ssl::context context = trusting(sim.certificate_pem());
    tls_client api{sim, context};
    api.stream().handshake(ssl::stream_base::client);
    CHECK(api.call("DELETE", "/users/00u7k2").status() == 200);
}
