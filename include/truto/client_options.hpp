#pragma once

#include <truto/config.hpp>
#include <truto/secret.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace boost::asio::ssl
{
class context;
}  // namespace boost::asio::ssl

namespace truto
{

/// Whom to trust and who to be in TLS. Peer and host name are always verified; there is no setting against it.
struct tls_options
{
    /// A file of CA certificates in PEM to trust besides the system's. The system's are found by OpenSSL's defaults,
    /// so `SSL_CERT_FILE` and `SSL_CERT_DIR` work.
    std::string ca_file{};

    /// CA certificates in PEM, as text, to trust besides the system's.
    std::string ca_pem{};

    /// Whether the system's CA certificates are trusted.
    bool use_system_trust = true;

    /// A context made by the caller, used instead of all the above. Verification of peer and host name is switched on
    /// for each connection all the same. It must not be changed while a client uses it.
    std::shared_ptr<boost::asio::ssl::context> context{};
};

/// How arrays of plain values are written into a query.
enum class array_style : unsigned char
{
    brackets,  ///< `a[]=1&a[]=2`, as the API documents it.
    indices,   ///< `a[0]=1&a[1]=2`, as some of the API's own SDKs send it.
};

/// Settings of a client. Everything but the token has a default that is good for production.
struct client_options
{
    /// Where the API is: scheme, host, port and a path prefix if any. Plain `http` is accepted for loopback only.
    std::string base_url = "https://api.truto.one";

    /// The API token, or an integrated account's token. Sent with each request, never shown.
    secret token{};

    /// The connected account that calls are for; see also `client::account()`. Empty: none is sent, as it should be
    /// with an integrated account's token, which implies it.
    std::string integrated_account_id{};

    /// The deadline of a call, from its start to its completion, name resolution and waiting for a connection
    /// included. Zero or less: none.
    std::chrono::milliseconds timeout = std::chrono::seconds{60};

    /// The most connections that are open at once. Further calls wait in order. At least 1.
    std::size_t max_connections = 64;

    /// The most connections that are kept open while nobody uses them. Zero: none is kept.
    std::size_t max_idle_connections = 16;

    /// How long an unused connection is trusted to be alive. Zero: not at all.
    std::chrono::milliseconds idle_timeout = std::chrono::seconds{50};

    /// The largest body of an answer, in bytes, that is read; beyond it the call fails with `errc::body_too_large`.
    std::uint64_t max_body_size = 64u * 1024 * 1024;

    /// The largest head of an answer, in bytes.
    std::uint32_t max_header_size = 64u * 1024;

    /// Makes it an error when an answer is not as described; see @ref decode_options.
    bool strict_decoding = false;

    /// How arrays are written into a query.
    array_style arrays = array_style::brackets;

    /// Put before the library's own name in `User-Agent`, as in `offboarder/2.1`. Empty: nothing.
    std::string user_agent{};

    tls_options tls{};

    /// Reads `TRUTO_API_TOKEN` (required), `TRUTO_API_BASE_URL` and `TRUTO_INTEGRATED_ACCOUNT_ID` (optional).
    ///
    /// @throws boost::system::system_error with `errc::invalid_argument` that names the variable that is missing.
    static client_options from_environment();
};

}  // namespace truto

#if defined(TRUTO_HEADER_ONLY)
#include <truto/impl/client_options.ipp>
#endif
