#pragma once

#include <truto/config.hpp>
#include <truto/error.hpp>
#include <truto/headers.hpp>

#include <truto/detail/http/origin.hpp>
#include <truto/detail/net/resolver.hpp>
#include <truto/detail/net/task.hpp>
#include <truto/detail/net/tls.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace truto::detail::net
{

/// What came back for a request, and what is left of the connection.
struct answer
{
    unsigned status = 0;
    truto::headers fields{};
    std::string body{};

    /// Whether any of the request may have gone out.
    bool request_sent = false;

    /// Whether the connection can take another request.
    bool reusable = false;

    /// What is known about a failure besides its code.
    std::string problem{};
};

/// The most that is read of an answer.
struct answer_limits
{
    std::uint64_t body = 0;
    std::uint32_t head = 0;
};

/// Beast's parser for one answer, and the room where bytes wait until it takes them.
///
/// Feeding the parser from a kept buffer costs a fraction of what `http::async_read` does, in time to run and compile.
class answer_reader;

/// A connection to an origin, plain or TLS. Used by one call at a time.
///
/// It tries first and waits only if it must: Asio tells when the socket is ready, and everything else is a plain
/// function. So a request goes out without a turn of the event loop, and plain and TLS share their coroutines.
class connection
{
public:
    /// Not open yet. `tls` is null for plain HTTP.
    connection(const asio::any_io_executor& executor, std::shared_ptr<asio::ssl::context> tls);
    ~connection();
    connection(const connection&) = delete;
    connection& operator=(const connection&) = delete;

    /// Connects to one of `where` and shakes hands; `ec` says why none could be had, `problem` adds to it.
    task<void> open(const endpoints& where, const http::origin& who, error_code& ec, std::string& problem);

    /// Sends `request` and reads the answer to it.
    task<error_code> exchange(std::string_view request, answer_limits limits, answer& out);

    /// Whether an unused connection is still open and silent. Anything that arrives without having been asked for, a
    /// server's 408 or the end of the stream, makes it unfit for use.
    bool is_quiet() noexcept;

private:
    task<void> shake_hands(const std::string& host, error_code& ec);
    task<void> send(std::string_view request, error_code& ec);
    task<bool> receive(error_code& ec);

    std::size_t try_write(std::string_view text, error_code& ec);
    std::size_t try_read(asio::mutable_buffer space, error_code& ec);

    /// What to wait for after something would have blocked: TLS may have to read in order to write, and vice versa.
    asio::ip::tcp::socket::wait_type waits_for(asio::ip::tcp::socket::wait_type plain) const noexcept;

    asio::ip::tcp::socket socket_;
    std::shared_ptr<asio::ssl::context> context_;
    std::unique_ptr<tls_session> tls_;
    std::unique_ptr<answer_reader> reader_;
};

}  // namespace truto::detail::net

#if defined(TRUTO_HEADER_ONLY)
#include <truto/impl/connection.ipp>
#endif
