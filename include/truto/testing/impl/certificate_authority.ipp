#pragma once

#include <truto/testing/certificate_authority.hpp>

#include <array>
#include <memory>
#include <openssl/asn1.h>
#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/objects.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <stdexcept>
#include <string>
#include <utility>

namespace truto::testing
{

namespace detail
{

/// Owns one object of OpenSSL; `Free` is its function for that.
template <class T, auto Free>
struct openssl_deleter
{
    void operator()(T* object) const noexcept { static_cast<void>(Free(object)); }
};

template <class T, auto Free>
using openssl_handle = std::unique_ptr<T, openssl_deleter<T, Free>>;

using bio_handle = openssl_handle<BIO, &::BIO_free>;
using bignum_handle = openssl_handle<BIGNUM, &::BN_free>;
using certificate_handle = openssl_handle<X509, &::X509_free>;
using extension_handle = openssl_handle<X509_EXTENSION, &::X509_EXTENSION_free>;
using general_name_handle = openssl_handle<GENERAL_NAME, &::GENERAL_NAME_free>;
using general_names_handle = openssl_handle<GENERAL_NAMES, &::GENERAL_NAMES_free>;
using ia5_string_handle = openssl_handle<ASN1_IA5STRING, &::ASN1_IA5STRING_free>;
using key_handle = openssl_handle<EVP_PKEY, &::EVP_PKEY_free>;
using octet_string_handle = openssl_handle<ASN1_OCTET_STRING, &::ASN1_OCTET_STRING_free>;

/// Throws with what was tried and the reason that OpenSSL left in its queue, and empties the queue.
[[noreturn]] TRUTO_DECL void throw_openssl_error(const std::string& attempt)
{
    std::array<char, 256> reason{"no reason given"};
    if (const unsigned long code = ::ERR_peek_last_error(); code != 0)
    {
        ::ERR_error_string_n(code, reason.data(), reason.size());
    }
    ::ERR_clear_error();
    throw std::runtime_error(attempt + ": " + reason.data());
}

TRUTO_DECL void require(bool done, const char* attempt)
{
    if (!done)
    {
        throw_openssl_error(attempt);
    }
}

TRUTO_DECL std::string pem_text(BIO* bio)
{
    char* data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    return {data, static_cast<std::size_t>(size)};
}

TRUTO_DECL std::string to_pem(X509* certificate)
{
    const bio_handle bio{::BIO_new(::BIO_s_mem())};
    require(bio && ::PEM_write_bio_X509(bio.get(), certificate) == 1, "cannot write a certificate as PEM");
    return pem_text(bio.get());
}

TRUTO_DECL std::string to_pem(EVP_PKEY* key)
{
    const bio_handle bio{::BIO_new(::BIO_s_mem())};
    require(bio && ::PEM_write_bio_PKCS8PrivateKey(bio.get(), key, nullptr, nullptr, 0, nullptr, nullptr) == 1,
            "cannot write a private key as PEM");
    return pem_text(bio.get());
}

TRUTO_DECL key_handle make_key()
{
    key_handle key{EVP_EC_gen("P-256")};
    require(key != nullptr, "cannot make a key");
    return key;
}

/// Adds an extension in the notation of OpenSSL's configuration files. Only for values that are literals here: names
/// that come from outside could hold a comma, and so a second value.
TRUTO_DECL void add_extension(X509* certificate, X509* issuer, int kind, const char* value)
{
    X509V3_CTX context{};
    X509V3_set_ctx_nodb(&context);
    ::X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);

    const extension_handle extension{::X509V3_EXT_conf_nid(nullptr, &context, kind, value)};
    require(extension && ::X509_add_ext(certificate, extension.get(), -1) == 1, "cannot add an extension");
}

TRUTO_DECL void add_general_name(GENERAL_NAMES* to, general_name_handle name)
{
    require(sk_GENERAL_NAME_push(to, name.get()) > 0, "cannot add an alternative name");
    static_cast<void>(name.release());  // the list owns it now
}

TRUTO_DECL void add_alternative_names(X509* certificate, const certificate_request& request)
{
    if (request.names.empty() && request.addresses.empty())
    {
        return;
    }

    const general_names_handle all{::GENERAL_NAMES_new()};
    require(all != nullptr, "cannot make alternative names");

    for (const std::string& text : request.names)
    {
        general_name_handle name{::GENERAL_NAME_new()};
        ia5_string_handle value{::ASN1_IA5STRING_new()};
        require(name && value && ::ASN1_STRING_set(value.get(), text.data(), static_cast<int>(text.size())) == 1,
                "cannot make an alternative name");
        ::GENERAL_NAME_set0_value(name.get(), GEN_DNS, value.release());
        add_general_name(all.get(), std::move(name));
    }
    for (const std::string& text : request.addresses)
    {
        general_name_handle name{::GENERAL_NAME_new()};
        octet_string_handle value{::a2i_IPADDRESS(text.c_str())};
        if (!name || !value)
        {
            throw_openssl_error("not an IP address: " + text);
        }
        ::GENERAL_NAME_set0_value(name.get(), GEN_IPADD, value.release());
        add_general_name(all.get(), std::move(name));
    }
    require(::X509_add1_ext_i2d(certificate, NID_subject_alt_name, all.get(), 0, X509V3_ADD_DEFAULT) == 1,
            "cannot add the alternative names");
}

TRUTO_DECL void set_serial_number(X509* certificate)
{
    // At most 20 octets and positive (RFC 5280, 4.1.2.2); random, so that certificates of two runs never clash.
    constexpr int bits = 127;
    const bignum_handle number{::BN_new()};
    require(number && ::BN_rand(number.get(), bits, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY) == 1 &&
                ::BN_to_ASN1_INTEGER(number.get(), ::X509_get_serialNumber(certificate)) != nullptr,
            "cannot make a serial number");
}

TRUTO_DECL void set_subject(X509* certificate, const std::string& common_name)
{
    // The subject is copied into the certificate in its UTF-8 form; CN is the only part that anyone looks at.
    const auto* text = reinterpret_cast<const unsigned char*>(common_name.c_str());
    require(::X509_NAME_add_entry_by_txt(::X509_get_subject_name(certificate), "CN", MBSTRING_UTF8, text,
                                         static_cast<int>(common_name.size()), -1, 0) == 1,
            "cannot set the common name");
}

/// A certificate with everything but the extensions and the signature.
TRUTO_DECL certificate_handle make_certificate(EVP_PKEY* key, const std::string& common_name, int first_day,
                                               int last_day)
{
    certificate_handle certificate{::X509_new()};
    require(certificate != nullptr, "cannot make a certificate");

    constexpr long version_3 = 2;
    require(::X509_set_version(certificate.get(), version_3) == 1, "cannot set the version");
    set_serial_number(certificate.get());
    set_subject(certificate.get(), common_name);
    require(::X509_time_adj_ex(X509_getm_notBefore(certificate.get()), first_day, 0, nullptr) != nullptr &&
                ::X509_time_adj_ex(X509_getm_notAfter(certificate.get()), last_day, 0, nullptr) != nullptr,
            "cannot set the time of validity");
    require(::X509_set_pubkey(certificate.get(), key) == 1, "cannot set the public key");
    return certificate;
}

TRUTO_DECL void sign(X509* certificate, X509* issuer, EVP_PKEY* issuer_key)
{
    require(::X509_set_issuer_name(certificate, ::X509_get_subject_name(issuer)) == 1, "cannot set the issuer");
    require(::X509_sign(certificate, issuer_key, ::EVP_sha256()) > 0, "cannot sign a certificate");
}

}  // namespace detail

struct certificate_authority::impl
{
    detail::key_handle key;
    detail::certificate_handle certificate;
    std::string certificate_pem;
};

TRUTO_DECL certificate_authority::certificate_authority() : impl_(std::make_unique<impl>())
{
    impl_->key = detail::make_key();
    impl_->certificate = detail::make_certificate(impl_->key.get(), "truto test authority", -1, 7);

    X509* root = impl_->certificate.get();
    detail::add_extension(root, root, NID_basic_constraints, "critical,CA:TRUE,pathlen:0");
    detail::add_extension(root, root, NID_key_usage, "critical,keyCertSign,cRLSign");
    detail::add_extension(root, root, NID_subject_key_identifier, "hash");
    detail::add_extension(root, root, NID_authority_key_identifier, "keyid:always");
    detail::sign(root, root, impl_->key.get());
    impl_->certificate_pem = detail::to_pem(root);
}

TRUTO_DECL certificate_authority::certificate_authority(certificate_authority&& other) noexcept = default;
TRUTO_DECL certificate_authority& certificate_authority::operator=(certificate_authority&& other) noexcept = default;
TRUTO_DECL certificate_authority::~certificate_authority() = default;

TRUTO_DECL const std::string& certificate_authority::certificate_pem() const noexcept
{
    return impl_->certificate_pem;
}

TRUTO_DECL server_certificate certificate_authority::issue(const certificate_request& request) const
{
    const std::string& common_name = !request.common_name.empty() ? request.common_name
                                     : !request.names.empty()     ? request.names.front()
                                     : !request.addresses.empty() ? request.addresses.front()
                                                                  : request.common_name;
    if (common_name.empty())
    {
        throw std::runtime_error("a certificate needs a name, an address or a common name");
    }

    const detail::key_handle key = detail::make_key();
    const detail::certificate_handle made =
        detail::make_certificate(key.get(), common_name, request.expired ? -10 : -1, request.expired ? -1 : 7);

    X509* const leaf = made.get();
    X509* const issuer = request.self_signed ? leaf : impl_->certificate.get();
    detail::add_extension(leaf, issuer, NID_basic_constraints, "critical,CA:FALSE");
    detail::add_extension(leaf, issuer, NID_key_usage, "critical,digitalSignature");
    detail::add_extension(leaf, issuer, NID_ext_key_usage, request.client ? "clientAuth" : "serverAuth");
    detail::add_extension(leaf, issuer, NID_subject_key_identifier, "hash");
    detail::add_extension(leaf, issuer, NID_authority_key_identifier, "keyid:always");
    detail::add_alternative_names(leaf, request);
    detail::sign(leaf, issuer, request.self_signed ? key.get() : impl_->key.get());

    const std::string certificate_pem = detail::to_pem(leaf);
    return {.certificate_pem = certificate_pem,
            .key_pem = detail::to_pem(key.get()),
            .authority_pem = request.self_signed ? certificate_pem : impl_->certificate_pem};
}

}  // namespace truto::testing
