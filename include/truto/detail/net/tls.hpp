#pragma once

#include <truto/client_options.hpp>
#include <truto/config.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/system/error_code.hpp>

#include <cstddef>
#include <memory>
#include <openssl/ssl.h>
#include <string>

namespace truto::detail::net
{

/// The context that `options` ask for. @throws boost::system::system_error when certificates can't be read.
std::shared_ptr<boost::asio::ssl::context> make_tls_context(const tls_options& options);

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
    /// is not trusted or not for `host`.
    tls_session(boost::asio::ssl::context& context, socket_type& socket, const std::string& host);

    void handshake(error_code& ec);
    std::size_t read_some(boost::asio::mutable_buffer to, error_code& ec);
    std::size_t write_some(boost::asio::const_buffer from, error_code& ec);

    /// What the last operation that would have blocked waits for.
    socket_type::wait_type waits_for() const noexcept { return waits_for_; }

    /// Whether there are bytes that were received and not read yet.
    bool has_pending() const noexcept { return ::SSL_has_pending(ssl_.get()) == 1; }

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
