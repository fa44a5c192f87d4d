#pragma once

#include <truto/config.hpp>

#include <memory>
#include <string>
#include <vector>

namespace truto::testing
{

/// What a certificate is to say. Made for designated initialisers:
/// `authority.issue({.names = {"localhost"}, .addresses = {"127.0.0.1"}})`.
struct certificate_request
{
    /// DNS names the certificate is good for, wildcards (`*.example.com`) included.
    std::vector<std::string> names{};

    /// IP addresses the certificate is good for, v4 or v6, without brackets.
    std::vector<std::string> addresses{};

    /// The common name of the subject. Empty means the first name, or else the first address. Clients that follow
    /// today's rules never compare it with the host.
    std::string common_name{};

    /// Valid from ten days ago until yesterday, instead of from yesterday for a week.
    bool expired = false;

    /// Signed by its own key instead of the authority's: a certificate of an issuer that nobody knows.
    bool self_signed = false;

    /// For a client that shows who it is (extended key usage `clientAuth`), instead of for a server.
    bool client = false;
};

/// A certificate with its private key, both in PEM, and what to trust to find it valid.
struct server_certificate
{
    std::string certificate_pem{};  ///< The certificate alone; there are no intermediate ones.
    std::string key_pem{};          ///< Its private key, PKCS#8, not encrypted.
    std::string authority_pem{};    ///< The certificate whose key signed it.
};

/// A certificate authority for tests: makes a root certificate when constructed, and certificates below it on demand.
///
/// All keys are new (EC P-256), live in memory only, and the certificates carry what strict verification asks for:
/// basic constraints, key usage, subject alternative names, subject and authority key identifiers. They are valid for
/// a week; nothing here is fit for anything but tests.
///
/// An OpenSSL failure is a `std::runtime_error` with OpenSSL's reason.
///
/// @par Thread safety
/// Different objects may be used by different threads. @ref issue and @ref certificate_pem may be called on one
/// object by several threads at once.
class certificate_authority
{
public:
    /// Makes the key and the root certificate.
    certificate_authority();

    certificate_authority(certificate_authority&& other) noexcept;
    certificate_authority& operator=(certificate_authority&& other) noexcept;
    ~certificate_authority();

    /// The root certificate in PEM: what a client has to trust.
    const std::string& certificate_pem() const noexcept;

    /// Makes a key and a certificate for it.
    ///
    /// @throws std::runtime_error when the request names nothing at all, when an address is not an IP address, or when
    /// OpenSSL fails.
    server_certificate issue(const certificate_request& request) const;

private:
    struct impl;
    std::unique_ptr<impl> impl_;
};

}  // namespace truto::testing

#if defined(TRUTO_HEADER_ONLY)
#include <truto/testing/impl/certificate_authority.ipp>
#endif
