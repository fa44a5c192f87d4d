#include <truto/testing/certificate_authority.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/asio/ssl/context.hpp>

#include <doctest/doctest.h>
#include <memory>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

using truto::testing::certificate_authority;
using truto::testing::certificate_request;
using truto::testing::server_certificate;

namespace
{

struct freed_by_openssl
{
    void operator()(X509* object) const { X509_free(object); }
    void operator()(X509_STORE* object) const { X509_STORE_free(object); }
    void operator()(X509_STORE_CTX* object) const { X509_STORE_CTX_free(object); }
    void operator()(BIO* object) const { BIO_free(object); }
    void operator()(EVP_PKEY* object) const { EVP_PKEY_free(object); }
};

template <class T>
using owned = std::unique_ptr<T, freed_by_openssl>;

owned<X509> read_certificate(std::string_view pem)
{
    const owned<BIO> bio{BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()))};
    owned<X509> certificate{PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr)};
    REQUIRE(certificate != nullptr);
    return certificate;
}

owned<EVP_PKEY> read_key(std::string_view pem)
{
    const owned<BIO> bio{BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()))};
    owned<EVP_PKEY> key{PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr)};
    REQUIRE(key != nullptr);
    return key;
}

struct expectation
{
    std::string host{};
    std::string address{};
    int purpose = X509_PURPOSE_SSL_SERVER;
};

// What a strict verifier says about the certificate; X509_V_OK when it has nothing against it.
int verify(const server_certificate& shown, const std::string& trusted_pem, const expectation& expected)
{
    const auto trusted = read_certificate(trusted_pem);
    const auto leaf = read_certificate(shown.certificate_pem);

    const owned<X509_STORE> store{X509_STORE_new()};
    REQUIRE(X509_STORE_add_cert(store.get(), trusted.get()) == 1);

    const owned<X509_STORE_CTX> context{X509_STORE_CTX_new()};
    REQUIRE(X509_STORE_CTX_init(context.get(), store.get(), leaf.get(), nullptr) == 1);
    X509_VERIFY_PARAM* const rules = X509_STORE_CTX_get0_param(context.get());
    X509_VERIFY_PARAM_set_flags(rules, X509_V_FLAG_X509_STRICT | X509_V_FLAG_CHECK_SS_SIGNATURE);
    X509_VERIFY_PARAM_set_purpose(rules, expected.purpose);
    if (!expected.host.empty())
    {
        X509_VERIFY_PARAM_set1_host(rules, expected.host.c_str(), 0);
    }
    if (!expected.address.empty())
    {
        X509_VERIFY_PARAM_set1_ip_asc(rules, expected.address.c_str());
    }

    X509_verify_cert(context.get());
    ERR_clear_error();
    return X509_STORE_CTX_get_error(context.get());
}

}  // namespace

TEST_CASE("a strict verifier accepts what the authority issues, and only for what it was issued")
{
    const certificate_authority authority;
    const certificate_authority stranger;

    struct row
    {
        const char* what;
        certificate_request request;
        expectation expected;
        bool trust_stranger;
        int verdict;
    };
    const row rows[] = {
        {"the right host", {.names = {"localhost"}}, {.host = "localhost"}, false, X509_V_OK},
        {"one of several hosts", {.names = {"a.example", "b.example"}}, {.host = "b.example"}, false, X509_V_OK},
        {"a wildcard", {.names = {"*.example.com"}}, {.host = "api.example.com"}, false, X509_V_OK},
        {"the right address", {.addresses = {"127.0.0.1"}}, {.address = "127.0.0.1"}, false, X509_V_OK},
        {"a v6 address", {.addresses = {"::1"}}, {.address = "::1"}, false, X509_V_OK},
        {"a client", {.common_name = "robot", .client = true}, {.purpose = X509_PURPOSE_SSL_CLIENT}, false, X509_V_OK},

        {"a wrong host", {.names = {"other.example"}}, {.host = "localhost"}, false, X509_V_ERR_HOSTNAME_MISMATCH},
        {"a comma in a name stays one name",
         {.names = {"a.example,DNS:localhost"}},
         {.host = "localhost"},
         false,
         X509_V_ERR_HOSTNAME_MISMATCH},
        {"the common name does not count",
         {.names = {"other.example"}, .common_name = "localhost"},
         {.host = "localhost"},
         false,
         X509_V_ERR_HOSTNAME_MISMATCH},
        {"a wrong address",
         {.addresses = {"127.0.0.2"}},
         {.address = "127.0.0.1"},
         false,
         X509_V_ERR_IP_ADDRESS_MISMATCH},
        {"an expired one",
         {.names = {"localhost"}, .expired = true},
         {.host = "localhost"},
         false,
         X509_V_ERR_CERT_HAS_EXPIRED},
        {"an unknown authority",
         {.names = {"localhost"}},
         {.host = "localhost"},
         true,
         X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY},
        {"a self-signed one",
         {.names = {"localhost"}, .self_signed = true},
         {.host = "localhost"},
         false,
         X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT},
        {"a server where a client is asked for",
         {.names = {"localhost"}},
         {.purpose = X509_PURPOSE_SSL_CLIENT},
         false,
         X509_V_ERR_INVALID_PURPOSE},
        {"a client where a server is asked for",
         {.names = {"localhost"}, .client = true},
         {.host = "localhost"},
         false,
         X509_V_ERR_INVALID_PURPOSE},
    };

    for (const row& r : rows)
    {
        CAPTURE(r.what);
        const auto& trusted = r.trust_stranger ? stranger.certificate_pem() : authority.certificate_pem();
        const int verdict = verify(authority.issue(r.request), trusted, r.expected);
        CHECK_MESSAGE(verdict == r.verdict, X509_verify_cert_error_string(verdict));
    }
}

TEST_CASE("the key belongs to the certificate, and the authority that signed it is named")
{
    const certificate_authority authority;

    const auto issued = authority.issue({.names = {"localhost"}});
    CHECK(X509_check_private_key(read_certificate(issued.certificate_pem).get(), read_key(issued.key_pem).get()) == 1);
    CHECK(issued.authority_pem == authority.certificate_pem());

    const auto alone = authority.issue({.names = {"localhost"}, .self_signed = true});
    CHECK(X509_check_private_key(read_certificate(alone.certificate_pem).get(), read_key(alone.key_pem).get()) == 1);
    CHECK(alone.authority_pem == alone.certificate_pem);
}

TEST_CASE("Asio's TLS context takes the certificate and the key as they are")
{
    const certificate_authority authority;
    const auto issued = authority.issue({.names = {"localhost"}});

    boost::asio::ssl::context server{boost::asio::ssl::context::tls_server};
    server.use_certificate_chain(boost::asio::buffer(issued.certificate_pem));
    server.use_private_key(boost::asio::buffer(issued.key_pem), boost::asio::ssl::context::pem);
    CHECK(SSL_CTX_check_private_key(server.native_handle()) == 1);

    boost::asio::ssl::context client{boost::asio::ssl::context::tls_client};
    boost::system::error_code ec;
    client.add_certificate_authority(boost::asio::buffer(authority.certificate_pem()), ec);
    CHECK(!ec);
}

TEST_CASE("every key and every serial number is new")
{
    const certificate_authority authority;
    const auto first = authority.issue({.names = {"localhost"}});
    const auto second = authority.issue({.names = {"localhost"}});

    CHECK(first.key_pem != second.key_pem);
    CHECK(ASN1_INTEGER_cmp(X509_get0_serialNumber(read_certificate(first.certificate_pem).get()),
                           X509_get0_serialNumber(read_certificate(second.certificate_pem).get())) != 0);
    CHECK(authority.certificate_pem() != certificate_authority{}.certificate_pem());
}

TEST_CASE("a request that cannot be met is refused with the reason")
{
    const certificate_authority authority;

    CHECK_THROWS_WITH_AS(authority.issue({.addresses = {"300.1.1.1"}}), doctest::Contains("300.1.1.1"),
                         std::runtime_error);
    CHECK_THROWS_AS(authority.issue({}), std::runtime_error);

    // X.509 limits a common name to 64 characters; what OpenSSL says about it reaches the caller.
    CHECK_THROWS_WITH_AS(authority.issue({.names = {"localhost"}, .common_name = std::string(65, 'x')}),
                         doctest::Contains("string too long"), std::runtime_error);
    CHECK(ERR_peek_error() == 0);
}

TEST_CASE("an authority can be moved and goes on issuing")
{
    static_assert(!std::is_copy_constructible_v<certificate_authority>);

    certificate_authority first;
    const std::string pem = first.certificate_pem();
    const certificate_authority second = std::move(first);

    CHECK(second.certificate_pem() == pem);
    CHECK(verify(second.issue({.names = {"localhost"}}), pem, {.host = "localhost"}) == X509_V_OK);
}
