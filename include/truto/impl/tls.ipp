#pragma once

#include <truto/detail/net/tls.hpp>

#include <boost/asio/error.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/system/system_error.hpp>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/x509_vfy.h>
#include <utility>

namespace truto::detail::net
{

/// What can't be set up names the option that asked for it.
inline void expect(const boost::system::error_code& ec, const std::string& option)
{
    if (ec)
    {
        throw boost::system::system_error(ec, option);
    }
}

TRUTO_DECL std::shared_ptr<boost::asio::ssl::context> make_tls_context(const tls_options& options)
{
    using boost::asio::ssl::context;

    if (options.context)
    {
        return options.context;
    }
    auto result = std::make_shared<context>(context::tls_client);
    boost::system::error_code ec;
    if (options.use_system_trust)
    {
        result->set_default_verify_paths(ec);
        expect(ec, "tls.use_system_trust");
    }
    if (!options.ca_file.empty())
    {
        result->load_verify_file(options.ca_file, ec);
        expect(ec, "tls.ca_file: " + options.ca_file);
    }
    if (!options.ca_pem.empty())
    {
        result->add_certificate_authority(boost::asio::buffer(options.ca_pem), ec);
        expect(ec, "tls.ca_pem");
    }
    if (!options.certificate_file.empty())
    {
        result->use_certificate_chain_file(options.certificate_file, ec);
        expect(ec, "tls.certificate_file: " + options.certificate_file);
        const auto& key = options.private_key_file.empty() ? options.certificate_file : options.private_key_file;
        result->use_private_key_file(key, context::pem, ec);
        expect(ec, "tls.private_key_file: " + key);
    }
    return result;
}

TRUTO_DECL void session_store::put(session fresh)
{
    if (fresh && ::SSL_SESSION_is_resumable(fresh.get()) == 1)
    {
        const std::lock_guard lock{mutex_};
        newest_ = std::move(fresh);
    }
}

TRUTO_DECL session_store::session session_store::get() const
{
    const std::lock_guard lock{mutex_};
    if (newest_)
    {
        ::SSL_SESSION_up_ref(newest_.get());
    }
    return session{newest_.get()};
}

TRUTO_DECL tls_session::tls_session(boost::asio::ssl::context& context, socket_type& socket, const std::string& host,
                                    session_store::session earlier)
    : socket_(socket), ssl_(::SSL_new(context.native_handle()))
{
    BIO* const bio = ssl_ != nullptr ? ::BIO_new(socket_method()) : nullptr;
    if (bio == nullptr)
    {
        throw boost::system::system_error(boost::asio::error::no_memory, "TLS session");
    }
    ::BIO_set_data(bio, this);
    ::BIO_set_init(bio, 1);
    ::SSL_set_bio(ssl_.get(), bio, bio);
    ::SSL_set_mode(ssl_.get(), SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    // One call of the system for a record, not one for its head and one for the rest.
    ::SSL_set_read_ahead(ssl_.get(), 1);
    // Whatever the context offers: nothing else is spoken here.
    constexpr unsigned char protocols[] = "\x08http/1.1";
    ::SSL_set_alpn_protos(ssl_.get(), protocols, sizeof protocols - 1);
    if (::SSL_get_min_proto_version(ssl_.get()) < TLS1_2_VERSION)
    {
        ::SSL_set_min_proto_version(ssl_.get(), TLS1_2_VERSION);  // whatever the context allows
    }
    expect(host);
    if (earlier)
    {
        ::SSL_set_session(ssl_.get(), earlier.get());
    }
}

TRUTO_DECL tls_session::~tls_session()
{
    // OpenSSL takes a session whose connection was not shut down for one that must not be resumed.
    ::SSL_set_shutdown(ssl_.get(), SSL_SENT_SHUTDOWN | SSL_RECEIVED_SHUTDOWN);
}

/// OpenSSL's verdict, which the callback of a context may make stricter, as for pinned keys, and never milder. Without a
/// callback here, that of the context would decide alone.
inline int verdict(int preverified, X509_STORE_CTX* chain)
{
    const auto* const ssl =
        static_cast<const SSL*>(::X509_STORE_CTX_get_ex_data(chain, ::SSL_get_ex_data_X509_STORE_CTX_idx()));
    const auto of_context = ::SSL_CTX_get_verify_callback(::SSL_get_SSL_CTX(ssl));
    return preverified == 1 && (of_context == nullptr || of_context(preverified, chain) == 1) ? 1 : 0;
}

TRUTO_DECL void tls_session::expect(const std::string& host)
{
    auto* const ssl = ssl_.get();
    ::SSL_set_verify(ssl, SSL_VERIFY_PEER, &verdict);
    boost::system::error_code not_an_address;
    boost::asio::ip::make_address(host, not_an_address);
    bool ok = true;
    if (not_an_address)
    {
        ::SSL_set_hostflags(ssl, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
        ok = ::SSL_set_tlsext_host_name(ssl, host.c_str()) == 1 && ::SSL_set1_host(ssl, host.c_str()) == 1;
    }
    else
    {
        ok = ::X509_VERIFY_PARAM_set1_ip_asc(::SSL_get0_param(ssl), host.c_str()) == 1;
    }
    if (!ok)
    {
        throw boost::system::system_error(boost::asio::error::no_memory, "TLS host name");
    }
}

/// What is in the thread's queue would be taken for the reason of the next failure. Looking costs less than clearing, and
/// nearly always there is nothing.
inline void forget_errors() noexcept
{
    if (::ERR_peek_error() != 0)
    {
        ::ERR_clear_error();
    }
}

TRUTO_DECL void tls_session::handshake(error_code& ec)
{
    forget_errors();
    conclude(::SSL_connect(ssl_.get()), ec);
}

TRUTO_DECL std::size_t tls_session::read_some(boost::asio::mutable_buffer to, error_code& ec)
{
    std::size_t count = 0;
    forget_errors();
    conclude(::SSL_read_ex(ssl_.get(), to.data(), to.size(), &count), ec);
    return count;
}

TRUTO_DECL std::size_t tls_session::write_some(boost::asio::const_buffer from, error_code& ec)
{
    std::size_t count = 0;
    forget_errors();
    conclude(::SSL_write_ex(ssl_.get(), from.data(), from.size(), &count), ec);
    return count;
}

TRUTO_DECL void tls_session::conclude(int result, error_code& ec)
{
    ec = {};
    switch (::SSL_get_error(ssl_.get(), result))
    {
    case SSL_ERROR_NONE:
        return;
    case SSL_ERROR_WANT_READ:
        waits_for_ = socket_type::wait_read;
        ec = boost::asio::error::would_block;
        return;
    case SSL_ERROR_WANT_WRITE:
        waits_for_ = socket_type::wait_write;
        ec = boost::asio::error::would_block;
        return;
    case SSL_ERROR_ZERO_RETURN:
        ec = boost::asio::error::eof;
        return;
    default:
        break;
    }
    if (const auto code = ::ERR_get_error(); code != 0 && ERR_GET_REASON(code) != SSL_R_UNEXPECTED_EOF_WHILE_READING)
    {
        ec = error_code(static_cast<int>(code), boost::asio::error::get_ssl_category());
    }
    else
    {
        // Without close_notify the end may have been forged: what is here may not be all (RFC 8446, 6.1).
        ec = socket_error_ && socket_error_ != boost::asio::error::eof ? socket_error_
                                                                       : boost::asio::ssl::error::stream_truncated;
    }
}

TRUTO_DECL std::string tls_session::verification_problem() const
{
    const auto result = ::SSL_get_verify_result(ssl_.get());
    return result == X509_V_OK ? std::string{} : std::string{::X509_verify_cert_error_string(result)};
}

TRUTO_DECL BIO_METHOD* tls_session::socket_method()
{
    static BIO_METHOD* const method = []
    {
        auto* const made = ::BIO_meth_new(::BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "truto socket");
        ::BIO_meth_set_read(made, &bio_read);
        ::BIO_meth_set_write(made, &bio_write);
        ::BIO_meth_set_ctrl(made, &bio_control);
        return made;
    }();
    return method;
}

TRUTO_DECL int tls_session::bio_read(BIO* bio, char* to, int size)
{
    auto& self = *static_cast<tls_session*>(::BIO_get_data(bio));
    ::BIO_clear_retry_flags(bio);
    const auto count =
        self.socket_.read_some(boost::asio::buffer(to, static_cast<std::size_t>(size)), self.socket_error_);
    if (self.socket_error_ == boost::asio::error::would_block)
    {
        BIO_set_retry_read(bio);
    }
    return self.socket_error_ == boost::asio::error::eof ? 0 : self.socket_error_ ? -1 : static_cast<int>(count);
}

TRUTO_DECL int tls_session::bio_write(BIO* bio, const char* from, int size)
{
    auto& self = *static_cast<tls_session*>(::BIO_get_data(bio));
    ::BIO_clear_retry_flags(bio);
    const auto count =
        self.socket_.write_some(boost::asio::buffer(from, static_cast<std::size_t>(size)), self.socket_error_);
    if (self.socket_error_ == boost::asio::error::would_block)
    {
        BIO_set_retry_write(bio);
    }
    return self.socket_error_ ? -1 : static_cast<int>(count);
}

TRUTO_DECL long tls_session::bio_control(BIO*, int command, long, void*)
{
    return command == BIO_CTRL_FLUSH ? 1 : 0;
}

}  // namespace truto::detail::net
