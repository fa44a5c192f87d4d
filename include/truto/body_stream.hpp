#pragma once

#include <truto/config.hpp>
#include <truto/error.hpp>

#include <truto/detail/call/any_handler.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/deferred.hpp>

#include <cstddef>
#include <memory>
#include <utility>

namespace truto
{

namespace detail::call
{

class body_feed;

/// Called with how many bytes were read.
using read_handler = any_handler<std::size_t>;

/// The reading end of a @ref body_feed; when it goes, the rest is not wanted any more.
class body_end
{
public:
    body_end(std::shared_ptr<body_feed> feed, std::shared_ptr<const void> client) noexcept
        : client_(std::move(client)), feed_(std::move(feed))
    {
    }
    ~body_end();
    body_end(const body_end&) = delete;
    body_end& operator=(const body_end&) = delete;

    boost::asio::any_io_executor executor() const noexcept;
    void read(boost::asio::mutable_buffer into, read_handler handler) const;
    void close() const;

private:
    std::shared_ptr<const void> client_;
    std::shared_ptr<body_feed> feed_;
};

struct read_initiation
{
    std::shared_ptr<body_end> from;
    boost::asio::mutable_buffer into;

    using executor_type = boost::asio::any_io_executor;
    executor_type get_executor() const noexcept { return from->executor(); }

    template <class Handler>
    void operator()(Handler&& handler) const
    {
        const auto stream = from;  // reading may destroy this object
        stream->read(into, std::forward<Handler>(handler));
    }
};

}  // namespace detail::call

/// The body of an answer that is read while it comes: what operations answer in the format @ref stream.
///
/// It is an `AsyncReadStream`: Asio's `async_read`, `async_read_until` and their like take it.
///
/// @code
/// auto report = co_await api.as<truto::stream>().users().async_list();
/// std::array<char, 16384> piece;
/// for (;;)
/// {
///     const auto [error, size] = co_await report->async_read_some(asio::buffer(piece), asio::as_tuple(asio::deferred));
///     if (error) break;                  // asio::error::eof after the last byte
///     file.write(piece.data(), size);
/// }
/// @endcode
///
/// The operation completes when the head of the answer is here. From then on its deadline and the attempt's timeout do
/// not count; `client_options::read_timeout` does, while the server is silent. Nothing is taken from the network beyond
/// what one read brings until somebody wants it. The connection goes back to the pool with the body's last byte, and is
/// closed when the last copy of this goes before; this keeps the client. Until one or the other the call counts as work of the client's
/// executor. Bytes come as the server sends them: the request asks for no compression.
///
/// A body that breaks off ends in `errc::connection_lost`, silence in `errc::timeout`, one larger than
/// `client_options::max_stream_size` in `errc::body_too_large`. Cancelling a read gives the whole body up; what was read
/// before stays good.
///
/// Cheap to copy; copies are the same body. Any thread may use it, with one read at a time.
class body_stream
{
public:
    using executor_type = boost::asio::any_io_executor;

    /// Nothing to read.
    body_stream() = default;
    explicit body_stream(std::shared_ptr<detail::call::body_end> from) noexcept : from_(std::move(from)) {}

    /// Whether this is the body of an answer. After a failure it is not, and must not be read.
    explicit operator bool() const noexcept { return from_ != nullptr; }

    /// The client's executor.
    executor_type get_executor() const noexcept { return from_->executor(); }

    /// Reads what there is, at least a byte, into the first of `buffers` that has room.
    ///
    /// @param token Receives `(error_code, std::size_t)`. `co_await` with the default throws `system_error`, at the end
    ///     too: `asio::error::eof`.
    template <class Buffers,
              boost::asio::completion_token_for<void(error_code, std::size_t)> Token = boost::asio::deferred_t>
    auto async_read_some(const Buffers& buffers, Token&& token = {}) const
    {
        boost::asio::mutable_buffer into;
        for (auto each = boost::asio::buffer_sequence_begin(buffers);
             into.size() == 0 && each != boost::asio::buffer_sequence_end(buffers); ++each)
        {
            into = *each;
        }
        return boost::asio::async_initiate<Token, void(error_code, std::size_t)>(
            detail::call::read_initiation{from_, into}, token);
    }

    /// Gives the rest up: a read that is under way, and later ones, end in `errc::cancelled`.
    void close() const
    {
        if (from_)
        {
            from_->close();
        }
    }

private:
    std::shared_ptr<detail::call::body_end> from_;
};

}  // namespace truto

#if defined(TRUTO_HEADER_ONLY)
#include <truto/impl/body_stream.ipp>
#endif
