// A self-signed certificate for 127.0.0.1, made when the program starts, so that no key is kept on disk.
#pragma once

#include <memory>
#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <stdexcept>
#include <string>

namespace benchmark
{

/// A certificate that is its own authority, and its key; both in PEM.
struct certificate
{
    std::string certificate_pem;
    std::string key_pem;
};

namespace detail
{

struct free_openssl
{
    void operator()(EVP_PKEY* key) const { ::EVP_PKEY_free(key); }
    void operator()(X509* certificate) const { ::X509_free(certificate); }
    void operator()(X509_EXTENSION* extension) const { ::X509_EXTENSION_free(extension); }
    void operator()(BIO* bio) const { ::BIO_free(bio); }
};

template <class T>
using owned = std::unique_ptr<T, free_openssl>;

inline void check(bool done)
{
    if (!done)
    {
        throw std::runtime_error("OpenSSL could not make the certificate of the benchmark");
    }
}

inline std::string contents(BIO* bio)
{
    char* data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    return std::string(data, static_cast<std::size_t>(size));
}

inline void add_extension(X509* to, int id, const char* value)
{
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    ::X509V3_set_ctx(&context, to, to, nullptr, nullptr, 0);
    const owned<X509_EXTENSION> extension{::X509V3_EXT_conf_nid(nullptr, &context, id, value)};
    check(extension != nullptr && ::X509_add_ext(to, extension.get(), -1) == 1);
}

}  // namespace detail

/// Makes an RSA key and a certificate valid for one day, for 127.0.0.1 and localhost.
inline certificate make_certificate()
{
    using namespace detail;

    const owned<EVP_PKEY> key{EVP_RSA_gen(2048)};
    const owned<X509> made{::X509_new()};
    check(key != nullptr && made != nullptr);

    check(::X509_set_version(made.get(), 2) == 1);
    check(::ASN1_INTEGER_set(::X509_get_serialNumber(made.get()), 1) == 1);
    check(::X509_gmtime_adj(X509_getm_notBefore(made.get()), -3600) != nullptr);
    check(::X509_gmtime_adj(X509_getm_notAfter(made.get()), 24 * 3600) != nullptr);
    check(::X509_set_pubkey(made.get(), key.get()) == 1);

    X509_NAME* const name = ::X509_get_subject_name(made.get());
    const auto* const common_name = reinterpret_cast<const unsigned char*>("truto benchmark");
    check(::X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, common_name, -1, -1, 0) == 1);
    check(::X509_set_issuer_name(made.get(), name) == 1);
    add_extension(made.get(), NID_basic_constraints, "critical,CA:TRUE");
    add_extension(made.get(), NID_subject_alt_name, "DNS:localhost,IP:127.0.0.1");
    check(::X509_sign(made.get(), key.get(), ::EVP_sha256()) > 0);

    const owned<BIO> certificate_text{::BIO_new(::BIO_s_mem())};
    const owned<BIO> key_text{::BIO_new(::BIO_s_mem())};
    check(::PEM_write_bio_X509(certificate_text.get(), made.get()) == 1);
    check(::PEM_write_bio_PrivateKey(key_text.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1);
    return {contents(certificate_text.get()), contents(key_text.get())};
}

}  // namespace benchmark
