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

/// A connection to an origin, plain or TLS. Used by one call at a time.
class connection
{
public:
    virtual ~connection() = default;

    /// Connects to one of `where` and shakes hands; `ec` says why none could be had, `problem` adds to it.
    virtual task<void> open(const endpoints& where, const http::origin& who, error_code& ec, std::string& problem) = 0;

    /// Sends `request` and reads the answer to it.
    virtual task<error_code> exchange(std::string_view request, answer_limits limits, answer& out) = 0;

    /// Whether an unused connection is still open and silent. Anything that arrives without having been asked for, a
    /// server's 408 or the end of the stream, makes it unfit for use.
    virtual bool is_quiet() noexcept = 0;
};

/// A connection that is not open yet. `tls` is null for plain HTTP.
std::unique_ptr<connection> make_connection(const asio::any_io_executor& executor, asio::ssl::context* tls);

}  // namespace truto::detail::net

#if defined(TRUTO_HEADER_ONLY)
#include <truto/impl/connection.ipp>
#endif
