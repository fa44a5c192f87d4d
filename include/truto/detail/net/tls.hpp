#pragma once

#include <truto/client_options.hpp>
#include <truto/config.hpp>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>

#include <memory>
#include <string>

namespace truto::detail::net
{

using tls_stream = boost::asio::ssl::stream<boost::asio::ip::tcp::socket>;

/// The context that `options` ask for. @throws boost::system::system_error when certificates can't be read.
std::shared_ptr<boost::asio::ssl::context> make_tls_context(const tls_options& options);

/// Makes `stream` announce `host`, and accept no certificate that is not trusted or not for `host`.
void expect_host(tls_stream& stream, const std::string& host);

/// Why the certificate was not accepted; empty when that was not the reason for a failure.
std::string verification_problem(tls_stream& stream);

}  // namespace truto::detail::net

#if defined(TRUTO_HEADER_ONLY)
#include <truto/impl/tls.ipp>
#endif
