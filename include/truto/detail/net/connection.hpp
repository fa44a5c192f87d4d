#pragma once

#include <truto/config.hpp>
#include <truto/error.hpp>

#include <truto/detail/http/origin.hpp>
#include <truto/detail/http/proxy.hpp>
#include <truto/detail/net/fiber.hpp>
#include <truto/detail/net/resolver.hpp>
#include <truto/detail/net/task.hpp>
#include <truto/detail/net/tls.hpp>
#include <truto/detail/net/transport.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace truto::detail::net
{

/// Beast's parser for one answer, and the room where bytes wait until it takes them.
///
/// Feeding the parser from a kept buffer costs a fraction of what `http::async_read` does, in time to run and compile.
class answer_reader;

/// Where a connection leads, and by which way.
struct route
{
    http::origin origin{};
    http::proxy via{};                              // none if its host is empty
    std::shared_ptr<asio::ssl::context> tls{};      // null for plain HTTP
    std::shared_ptr<session_store> tls_sessions{};  // of this origin
};

/// A connection to an origin, plain or TLS, direct or through a proxy. Used by one fiber at a time.
///
/// It tries first and waits only if it must: Asio tells when the socket is ready, and everything else is a plain
/// function. So a request goes out without a turn of the event loop, and plain and TLS share their coroutines.
class connection
{
public:
    /// Not open yet.
    connection(const asio::any_io_executor& executor, std::shared_ptr<const route> where);
    ~connection();
    connection(const connection&) = delete;
    connection& operator=(const connection&) = delete;

    /// Looks the host up, connects to the first of its addresses that answers, and shakes hands. Gives one of
    /// @ref errc; `problem` says more.
    TRUTO_LAZY task<error_code> open(fiber& who, fiber::time_point limit, std::string& problem);

    /// Sends `request` and reads the answer to it.
    TRUTO_LAZY task<error_code> exchange(fiber& who, std::string_view request, exchange_rules rules, answer& out);

    /// Whether an unused connection is still open and silent. Anything that arrives without having been asked for, a
    /// server's 408 or the end of the stream, makes it unfit for use.
    bool is_quiet() noexcept;

    bool is_resumed() const noexcept { return tls_ && tls_->is_resumed(); }

private:
    TRUTO_LAZY task<error_code> ask_proxy(fiber& who, fiber::time_point limit, std::string& problem);
    TRUTO_LAZY task<error_code> shake_hands(fiber& who, fiber::time_point limit, std::string& problem);

    std::size_t try_write(std::string_view text, error_code& ec);
    std::size_t try_read(asio::mutable_buffer space, error_code& ec);

    /// What to wait for after something would have blocked: TLS may have to read in order to write, and vice versa.
    fiber::socket_type::wait_type waits_for(fiber::socket_type::wait_type plain) const noexcept;

    /// Parses what came, and decides whether more is needed.
    bool take(std::size_t count, error_code& ec, answer& out);

    std::shared_ptr<const route> where_;
    fiber::socket_type socket_;
    std::unique_ptr<tls_session> tls_;
    std::unique_ptr<answer_reader> reader_;
    bool session_kept_ = false;
};

}  // namespace truto::detail::net

#if defined(TRUTO_HEADER_ONLY)
#include <truto/impl/connection.ipp>
#endif
