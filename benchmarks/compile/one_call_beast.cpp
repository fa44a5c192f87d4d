// Deletes one user and prints its name: written by hand with Beast, coroutines and TLS, for comparison.
//
//   one_call_beast USER_ID      TRUTO_API_TOKEN and TRUTO_INTEGRATED_ACCOUNT_ID from the environment

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>
#include <boost/json/parse.hpp>

#include <chrono>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <stdexcept>
#include <string>

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
namespace ssl = asio::ssl;

namespace
{

const std::string host = "api.truto.one";

std::string required_environment(const char* name)
{
    const char* const value = std::getenv(name);
    if (value == nullptr)
    {
        throw std::runtime_error(std::string{"set "} + name);
    }
    return value;
}

asio::awaitable<void> delete_user(std::string id)
{
    const std::string token = required_environment("TRUTO_API_TOKEN");
    const std::string account = required_environment("TRUTO_INTEGRATED_ACCOUNT_ID");
    const auto executor = co_await asio::this_coro::executor;

    ssl::context tls{ssl::context::tls_client};
    tls.set_default_verify_paths();
    tls.set_verify_mode(ssl::verify_peer);

    beast::ssl_stream<beast::tcp_stream> stream{executor, tls};
    if (::SSL_set_tlsext_host_name(stream.native_handle(), host.c_str()) != 1)
    {
        throw std::runtime_error("the host name was not accepted");
    }
    stream.set_verify_callback(ssl::host_name_verification{host});

    asio::ip::tcp::resolver resolver{executor};
    const auto endpoints = co_await resolver.async_resolve(host, "443", asio::use_awaitable);

    auto& lowest = beast::get_lowest_layer(stream);
    lowest.expires_after(std::chrono::seconds{10});
    co_await lowest.async_connect(endpoints, asio::use_awaitable);
    co_await stream.async_handshake(ssl::stream_base::client, asio::use_awaitable);

    const std::string target = "/unified/user-directory/users/" + id + "?integrated_account_id=" + account;
    http::request<http::empty_body> request{http::verb::delete_, target, 11};
    request.set(http::field::host, host);
    request.set(http::field::authorization, "Bearer " + token);
    request.set(http::field::user_agent, "offboard/1.0");
    request.set(http::field::accept, "application/json");

    lowest.expires_after(std::chrono::seconds{30});
    co_await http::async_write(stream, request, asio::use_awaitable);

    beast::flat_buffer buffer;
    buffer.reserve(65536);
    http::response<http::string_body> response;
    lowest.expires_after(std::chrono::seconds{30});
    co_await http::async_read(stream, buffer, response, asio::use_awaitable);
    if (http::to_status_class(response.result()) != http::status_class::successful)
    {
        throw std::runtime_error("status " + std::to_string(response.result_int()) + ": " + response.body());
    }

    const boost::json::value user = boost::json::parse(response.body());
    const boost::json::value* const name = user.is_object() ? user.as_object().if_contains("name") : nullptr;
    std::cout << (name != nullptr && name->is_string() ? name->as_string().c_str() : id) << '\n';

    lowest.expires_after(std::chrono::seconds{5});
    try
    {
        co_await stream.async_shutdown(asio::use_awaitable);
    }
    catch (const boost::system::system_error&)
    {
        // Servers often close without the closing message; the answer is complete by its length.
    }
}

}  // namespace

int main(int argc, char** argv)
try
{
    if (argc != 2)
    {
        std::cerr << "usage: one_call_beast USER_ID\n";
        return EXIT_FAILURE;
    }
    asio::io_context context;
    asio::co_spawn(context, delete_user(argv[1]),
                   [](std::exception_ptr failure)
                   {
                       if (failure)
                       {
                           std::rethrow_exception(failure);
                       }
                   });
    context.run();
    return EXIT_SUCCESS;
}
catch (const std::exception& failure)
{
    std::cerr << failure.what() << '\n';
    return EXIT_FAILURE;
}
