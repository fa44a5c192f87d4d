#pragma once

#include <truto/client_options.hpp>
#include <truto/config.hpp>

#include <truto/detail/net/openssl.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/system/error_code.hpp>

#include <cstddef>
#include <memory>
#include <mutex>
#include <openssl/ssl.h>
#include <string>

namespace truto::detail::net
{

/// The context that `options` ask for. @throws boost::system::system_error when certificates can't be read.
std::shared_ptr<boost::asio::ssl::context> make_tls_context(const tls_options& options);

/// The newest session with a server, for connections to come: resuming it saves the larger part of a handshake
/// (RFC 8446, 2.2; RFC 5077). Any thread may use it.
class session_store
{
public:
    struct free_session
    {
        void operator()(SSL_SESSION* session) const noexcept { ::SSL_SESSION_free(session); }
    };
    using session = std::unique_ptr<SSL_SESSION, free_session>;

    /// Takes what can be resumed, and nothing else.
    void put(session fresh);

    /// Null when there is none.
    session get() const;

private:
    mutable std::mutex mutex_;
    session newest_;
};

/// The client's end of TLS on a socket that does not block.
///
/// Nothing in here waits: what can't go on says `would_block`, and @ref waits_for tells for what. OpenSSL reads and
/// writes the socket itself, so there is no buffer in between, and a record that was taken in part is continued.
class tls_session
{
public:
    using error_code = boost::system::error_code;
    using socket_type = boost::asio::ip::tcp::socket;

    /// Speaks on `socket`, which must outlive it and stay where it is. Announces `host`, and accepts no certificate that
    /// is not trusted or not for `host`. Resumes `earlier` if the server agrees; it may be null.
    tls_session(boost::asio::ssl::context& context, socket_type& socket, const std::string& host,
                session_store::session earlier);
    tls_session(const tls_session&) = delete;
    tls_session& operator=(const tls_session&) = delete;
    ~tls_session();

    void handshake(error_code& ec);
    std::size_t read_some(boost::asio::mutable_buffer to, error_code& ec);
    std::size_t write_some(boost::asio::const_buffer from, error_code& ec);

    /// What the last operation that would have blocked waits for.
    socket_type::wait_type waits_for() const noexcept { return waits_for_; }

    /// Whether there are bytes that were received and not read yet.
    bool has_pending() const noexcept { return ::SSL_has_pending(ssl_.get()) == 1; }

    /// Whether the handshake resumed an earlier session.
    bool is_resumed() const noexcept { return ::SSL_session_reused(ssl_.get()) == 1; }

    /// The session for later connections. The server may send it any time after the handshake (RFC 8446, 4.6.1).
    session_store::session session() const { return session_store::session{::SSL_get1_session(ssl_.get())}; }

    /// Why the certificate was not accepted; empty when that was not the reason for a failure.
    std::string verification_problem() const;

private:
    struct free_ssl
    {
        void operator()(SSL* ssl) const noexcept { ::SSL_free(ssl); }
    };

    // What OpenSSL calls to read and write the socket.
    static BIO_METHOD* socket_method();
    static int bio_read(BIO* bio, char* to, int size);
    static int bio_write(BIO* bio, const char* from, int size);
    static long bio_control(BIO* bio, int command, long number, void* pointer);

    void expect(const std::string& host);

    /// Says how an operation of OpenSSL that returned `result` ended.
    void conclude(int result, error_code& ec);

    socket_type& socket_;
    error_code socket_error_;
    socket_type::wait_type waits_for_ = socket_type::wait_read;
    std::unique_ptr<SSL, free_ssl> ssl_;
};

}  // namespace truto::detail::net

#if defined(TRUTO_HEADER_ONLY)
#include <truto/impl/tls.ipp>
#endif
