#pragma once

#include <truto/config.hpp>
#include <truto/rate_budget.hpp>
#include <truto/retry_options.hpp>
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

namespace truto::detail::net
{
class ground;
}  // namespace truto::detail::net

namespace truto
{

class observer;

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

    /// A file with the client's certificate, and those that lead to its authority, in PEM: for servers and proxies that
    /// ask for one. Empty: none is shown.
    std::string certificate_file{};

    /// A file with the private key of the client's certificate, in PEM. Empty: it is in `certificate_file`.
    std::string private_key_file{};

    /// A context made by the caller, used instead of all the above. For each connection TLS below 1.2 is off, and
    /// verification of peer and host name on, all the same. Its verify callback (`set_verify_callback`) is asked about
    /// what OpenSSL accepts, and may refuse it, as for pinned keys; what OpenSSL refuses stays refused. Only
    /// `SSL_CTX_set_cert_verify_callback` puts something else in OpenSSL's place. The context must not be changed while
    /// a client uses it.
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

    /// The deadline of a call, from its start to its completion: all attempts and all waits included, for names,
    /// connections, rate limits and before retries. A wait that can't end in time fails at once. Zero or less: none.
    std::chrono::milliseconds timeout = std::chrono::seconds{60};

    /// The longest time for one attempt, from asking for a connection to the last byte of the answer. Zero or less:
    /// what is left of the call's.
    std::chrono::milliseconds attempt_timeout = std::chrono::seconds{30};

    /// The longest time for a new connection: name resolution, connect, proxy and TLS. Zero or less: what is left of
    /// the attempt's.
    std::chrono::milliseconds connect_timeout = std::chrono::seconds{10};

    /// The longest silence while an answer is awaited or read. Zero or less: what is left of the attempt's.
    std::chrono::milliseconds read_timeout = std::chrono::seconds{30};

    /// When and how often requests are sent again.
    retry_options retry{};

    /// How many requests may be sent for the token and for each integrated account, however much the answers allow:
    /// calls beyond it wait in order, before anybody says 429. Without a budget they wait for what answers tell, and
    /// for `cautious_start`.
    rate_budget token_budget{};
    rate_budget account_budget{};

    /// How many requests may be under way for one account whose limits are not known yet; more after every 32 that
    /// succeed, and as many as fit once the answers tell. Whoever sends many at once to find a limit gets as many 429s.
    /// Zero: any number.
    std::uint32_t cautious_start = 4;

    /// Whether POST and PATCH carry an `Idempotency-Key`, one for each call and the same in all its attempts, so that
    /// they can be repeated. See also `call_options::idempotency_key`.
    bool idempotency_keys = true;

    /// The most connections that are open at once. Further calls wait in order. At least 1.
    std::size_t max_connections = 64;

    /// The most connections that are kept open while nobody uses them. Zero: none is kept.
    std::size_t max_idle_connections = 16;

    /// How long an unused connection is trusted to be alive. Zero: not at all.
    std::chrono::milliseconds idle_timeout = std::chrono::seconds{50};

    /// Whether answers may come compressed (`gzip`, `deflate`). What comes compressed unasked is decompressed all the same.
    bool compression = true;

    /// The largest body of an answer, in bytes, that is read, also after it was decompressed; beyond it the call fails with `errc::body_too_large`.
    std::uint64_t max_body_size = 64u * 1024 * 1024;

    /// The same for bodies that are read while they come; see @ref body_stream. Zero: no limit.
    std::uint64_t max_stream_size = 0;

    /// The largest head of an answer, in bytes, with those of the interim answers before it.
    std::uint32_t max_header_size = 64u * 1024;

    /// The most header fields of an answer.
    std::size_t max_header_fields = 256;

    /// Makes it an error when an answer is not as described; see @ref decode_options.
    bool strict_decoding = false;

    /// How arrays are written into a query.
    array_style arrays = array_style::brackets;

    /// Put before the library's own name in `User-Agent`, as in `offboarder/2.1`. Empty: nothing.
    std::string user_agent{};

    tls_options tls{};

    /// The proxy to go through: `http://[user:password@]host:port`. TLS goes through it untouched (CONNECT; RFC 9110,
    /// 9.3.6); plain `http` to loopback only if the proxy is there, too. Empty: as `proxy_from_environment` says.
    std::string proxy{};

    /// Whether `HTTPS_PROXY`, `ALL_PROXY` and `NO_PROXY`, also in lower case, are obeyed when `proxy` is empty. They
    /// never apply to loopback.
    bool proxy_from_environment = true;

    /// Is told what the calls do; may be null.
    std::shared_ptr<truto::observer> observer{};

    /// For test kits: what the client stands on instead of the network and the clock; see `testing::fake_transport`.
    std::shared_ptr<detail::net::ground> ground{};

    /// Reads `TRUTO_API_TOKEN` (required), `TRUTO_API_BASE_URL` and `TRUTO_INTEGRATED_ACCOUNT_ID` (optional).
    ///
    /// @throws boost::system::system_error with `errc::invalid_argument` that names the variable that is missing.
    static client_options from_environment();
};

}  // namespace truto

#if defined(TRUTO_HEADER_ONLY)
#include <truto/impl/client_options.ipp>
#endif
