#pragma once

#include <truto/detail/net/tls.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ssl/verify_mode.hpp>
#include <boost/system/system_error.hpp>

#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>

namespace truto::detail::net
{

TRUTO_DECL std::shared_ptr<boost::asio::ssl::context> make_tls_context(const tls_options& options)
{
    if (options.context)
    {
        return options.context;
    }
    auto context = std::make_shared<boost::asio::ssl::context>(boost::asio::ssl::context::tls_client);
    ::SSL_CTX_set_min_proto_version(context->native_handle(), TLS1_2_VERSION);
    boost::system::error_code ec;
    if (options.use_system_trust)
    {
        context->set_default_verify_paths(ec);
    }
    if (!ec && !options.ca_file.empty())
    {
        context->load_verify_file(options.ca_file, ec);
        if (ec)
        {
            throw boost::system::system_error(ec, "tls.ca_file: " + options.ca_file);
        }
    }
    if (!ec && !options.ca_pem.empty())
    {
        context->add_certificate_authority(boost::asio::buffer(options.ca_pem), ec);
    }
    if (ec)
    {
        throw boost::system::system_error(ec, "the CA certificates can't be read");
    }
    return context;
}

TRUTO_DECL void expect_host(tls_stream& stream, const std::string& host)
{
    stream.set_verify_mode(boost::asio::ssl::verify_peer | boost::asio::ssl::verify_fail_if_no_peer_cert);

    auto* const ssl = stream.native_handle();
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

TRUTO_DECL std::string verification_problem(tls_stream& stream)
{
    const auto result = ::SSL_get_verify_result(stream.native_handle());
    return result == X509_V_OK ? std::string{} : std::string{::X509_verify_cert_error_string(result)};
}

}  // namespace truto::detail::net
