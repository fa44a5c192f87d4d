#pragma once

#include <truto/testing/detail/directory_service.hpp>
#include <truto/testing/detail/exchange.hpp>
#include <truto/testing/detail/fault_plan.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/socket_base.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/buffer_traits.hpp>
#include <boost/beast/core/buffers_range.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/string.hpp>
#include <boost/beast/http/chunk_encode.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/field.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/serializer.hpp>
#include <boost/beast/http/status.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/verb.hpp>
#include <boost/system/error_code.hpp>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_set>
#include <utility>
#include <vector>

namespace truto::testing::detail
{

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using boost::system::error_code;
using tcp = asio::ip::tcp;
using tls_stream = asio::ssl::stream<tcp::socket>;

inline constexpr auto awaited = asio::as_tuple(asio::use_awaitable);

/// A connection that can be closed from outside of its own coroutine.
class open_connection
{
public:
    virtual void close() noexcept = 0;

protected:
    ~open_connection() = default;
};

/// What all connections of one simulator share. The set is touched on the server's thread only.
struct simulator_state
{
    directory_service& service;
    const bool keep_alive;
    std::unordered_set<open_connection*> open{};
    std::atomic<std::size_t> accepted{0};
    std::atomic<std::size_t> open_count{0};
    std::atomic<std::size_t> resumed{0};
};

/// Serves one connection, request after request, in one coroutine that owns it.
template <class Stream>
class simulator_connection final : public open_connection,
                                   public std::enable_shared_from_this<simulator_connection<Stream>>
{
public:
    simulator_connection(simulator_state& state, Stream stream, std::size_t number)
        : state_(state), stream_(std::move(stream)), timer_(stream_.get_executor()), number_(number)
    {
        state_.open.insert(this);
        ++state_.open_count;
    }

    ~simulator_connection()
    {
        state_.open.erase(this);
        --state_.open_count;
    }

    simulator_connection(const simulator_connection&) = delete;
    simulator_connection& operator=(const simulator_connection&) = delete;

    static asio::awaitable<void> run(std::shared_ptr<simulator_connection> self)
    {
        bool more = co_await self->handshake();
        const bool is_open = more;
        while (more)
        {
            more = co_await self->serve_request();
        }
        if (is_open && self->socket().is_open())
        {
            co_await self->finish(true);
        }
    }

    void close() noexcept override
    {
        error_code ignored;
        socket().close(ignored);
    }

private:
    static constexpr bool is_tls = std::is_same_v<Stream, tls_stream>;
    static constexpr std::uint32_t head_limit = 64 * 1024;
    static constexpr std::uint64_t body_limit = 1024 * 1024;
    static constexpr std::size_t piece_size = 48;
    static constexpr std::size_t read_size = 4096;

    // How long a peer may take to close its side, and how much it may still send.
    static constexpr std::chrono::seconds farewell{2};
    static constexpr std::size_t farewell_limit = 16 * 1024 * 1024;

    tcp::socket& socket() noexcept
    {
        if constexpr (is_tls)
        {
            return stream_.next_layer();
        }
        else
        {
            return stream_;
        }
    }

    asio::awaitable<bool> handshake()
    {
        if constexpr (is_tls)
        {
            const auto [error] = co_await stream_.async_handshake(asio::ssl::stream_base::server, awaited);
            if (error)
            {
                co_return false;
            }
            if (::SSL_session_reused(stream_.native_handle()) == 1)
            {
                ++state_.resumed;
            }
        }
        co_return true;
    }

    /// Reads and answers one request. Whether there may be another one on this connection.
    asio::awaitable<bool> serve_request()
    {
        if (!co_await begin_request())
        {
            co_return false;
        }
        fate coming = state_.service.next_fate();
        if (coming.fault && coming.fault->at == fault_point::within_request)
        {
            co_await read_part(coming.fault->bytes);
            co_await end(*coming.fault);
            co_return false;
        }

        if (const error_code error = co_await read_request())
        {
            if (auto complaint = complaint_about(error))
            {
                co_await send(std::move(*complaint), false);
            }
            co_return false;
        }

        const auto& request = parser_->get();
        if (request.version() == 11 && request.count(http::field::host) != 1)
        {
            co_await send(directory_service::malformed(400, "A request needs one Host header"), false);
            co_return false;
        }

        verdict made = state_.service.handle(describe(request), std::move(coming));
        if (made.delay.count() > 0)
        {
            timer_.expires_after(made.delay);
            co_await timer_.async_wait(awaited);
        }
        const bool keep_alive = state_.keep_alive && request.keep_alive();
        if (made.fault)
        {
            if (made.fault->at == fault_point::within_answer)
            {
                co_await send(std::move(made.answer), keep_alive, made.fault);
            }
            co_await end(*made.fault);
            co_return false;
        }
        co_return co_await send(std::move(made.answer), keep_alive) && keep_alive;
    }

    /// Waits for the first byte. Whether it came.
    asio::awaitable<bool> begin_request()
    {
        parser_.emplace();
        parser_->header_limit(head_limit);
        parser_->body_limit(body_limit);
        if (buffer_.size() == 0)
        {
            co_return co_await read_more();
        }
        co_return true;
    }

    /// Reads some bytes. Whether any came.
    asio::awaitable<bool> read_more()
    {
        const auto [error, size] = co_await stream_.async_read_some(buffer_.prepare(read_size), awaited);
        buffer_.commit(size);
        co_return !error;
    }

    /// Reads until so many bytes of the request have come, or its head, and in any case not beyond its end. Beast's own
    /// functions read whole lines.
    asio::awaitable<void> read_part(std::optional<std::size_t> bytes)
    {
        parser_->eager(true);
        for (std::size_t parsed = 0;;)
        {
            error_code error;
            const std::size_t taken = parser_->put(buffer_.data(), error);
            buffer_.consume(taken);
            parsed += taken;
            const bool is_enough = bytes ? parsed + buffer_.size() >= *bytes : parser_->is_header_done();
            if (is_enough || parser_->is_done() || (error && error != http::error::need_more))
            {
                co_return;
            }
            if (!co_await read_more())
            {
                co_return;
            }
        }
    }

    asio::awaitable<error_code> read_request()
    {
        const auto [head_error, head_size] = co_await http::async_read_header(stream_, buffer_, *parser_, awaited);
        if (head_error || parser_->is_done())
        {
            co_return head_error;
        }

        if (beast::iequals(parser_->get()[http::field::expect], "100-continue"))
        {
            out_ = "HTTP/1.1 100 Continue\r\n\r\n";
            const auto [write_error, written] = co_await asio::async_write(stream_, asio::buffer(out_), awaited);
            if (write_error)
            {
                co_return write_error;
            }
        }
        const auto [body_error, body_size] = co_await http::async_read(stream_, buffer_, *parser_, awaited);
        co_return body_error;
    }

    /// What to say when a request could not be read; nothing when there is nobody to say it to.
    static std::optional<outgoing_answer> complaint_about(const error_code& error)
    {
        if (error == http::error::end_of_stream || error == http::error::partial_message)
        {
            return std::nullopt;
        }
        if (error == http::error::body_limit)
        {
            return directory_service::malformed(413, "The body is larger than 1 MiB");
        }
        if (error == http::error::header_limit)
        {
            return directory_service::malformed(431, "The head of the request is larger than 64 KiB");
        }
        if (error.category() == error_code(http::error::bad_method).category())
        {
            return directory_service::malformed(400, "This is not HTTP: " + error.message());
        }
        return std::nullopt;
    }

    const incoming_request& describe(const http::request<http::string_body>& request)
    {
        const auto view = [](const auto& text) { return std::string_view{text.data(), text.size()}; };

        incoming_.method = view(request.method_string());
        incoming_.target = view(request.target());
        incoming_.body = request.body();
        incoming_.connection = number_;
        incoming_.headers.clear();
        for (const auto& field : request)
        {
            incoming_.headers.emplace_back(view(field.name_string()), view(field.value()));
        }
        return incoming_;
    }

    /// Writes an answer, or as much of it as the fault lets through. Whether it could be written.
    asio::awaitable<bool> send(outgoing_answer answer, bool keep_alive, std::optional<connection_fault> fault = {})
    {
        lay_out(std::move(answer), keep_alive);
        const std::size_t total = fault ? std::min(fault->bytes.value_or(out_.size() / 2), out_.size()) : out_.size();

        std::size_t begin = 0;
        for (std::size_t i = 0; begin < total; ++i)
        {
            const std::size_t size = std::min(piece_ends_[i], total) - begin;
            const auto [error, written] =
                co_await asio::async_write(stream_, asio::buffer(out_.data() + begin, size), awaited);
            if (error)
            {
                co_return false;
            }
            begin += size;
        }
        co_return true;
    }

    // The version to answer with; of what could not be read it is not known.
    unsigned version() const { return parser_->get().version() == 10 ? 10 : 11; }

    /// Puts down what is to be written, and which pieces of it are written by themselves.
    void lay_out(outgoing_answer answer, bool keep_alive)
    {
        out_.clear();
        piece_ends_.clear();
        answer.streamed = answer.streamed && version() == 11;  // HTTP/1.0 has no chunks
        const std::string content = answer.streamed ? std::move(answer.body) : std::string{};
        append_answer(std::move(answer), keep_alive);
        piece_ends_.push_back(out_.size());
        if (content.empty())
        {
            return;
        }

        for (std::size_t begin = 0; begin < content.size(); begin += piece_size)
        {
            const std::size_t size = std::min(piece_size, content.size() - begin);
            append(http::make_chunk(asio::buffer(content.data() + begin, size)));
            piece_ends_.push_back(out_.size());
        }
        append(http::make_chunk_last());
        piece_ends_.push_back(out_.size());
    }

    template <class Buffers>
    void append(const Buffers& buffers)
    {
        for (const asio::const_buffer piece : beast::buffers_range_ref(buffers))
        {
            out_.append(static_cast<const char*>(piece.data()), piece.size());
        }
    }

    /// Adds head and body to what is to be written, so that one write sends both; the head alone when there is no
    /// body to send, or when it follows in chunks.
    void append_answer(outgoing_answer answer, bool keep_alive)
    {
        const bool has_body = answer.status != 204 && answer.status != 304;
        const bool head_only = answer.streamed || parser_->get().method() == http::verb::head;

        http::response<http::string_body> message;
        message.version(version());
        message.result(answer.status);
        if (message.result() == http::status::unknown)
        {
            message.reason("Unknown Status");
        }
        if (!answer.content_type.empty() && has_body)
        {
            message.set(http::field::content_type, answer.content_type);
        }
        for (std::size_t i = 0; i < answer.headers.size(); ++i)
        {
            message.insert(answer.headers.at(i).name, answer.headers.at(i).value);
        }
        message.keep_alive(keep_alive);
        if (answer.streamed)
        {
            message.chunked(true);
        }
        else if (has_body)
        {
            message.content_length(answer.body.size());
            message.body() = std::move(answer.body);
        }

        http::response_serializer<http::string_body> serializer{message};
        serializer.split(head_only);
        error_code error;
        while (!error && !serializer.is_done() && !(head_only && serializer.is_header_done()))
        {
            serializer.next(error,
                            [&](error_code&, const auto& buffers)
                            {
                                append(buffers);
                                serializer.consume(beast::buffer_bytes(buffers));
                            });
        }
    }

    /// Ends the connection as the fault says.
    asio::awaitable<void> end(connection_fault fault)
    {
        switch (fault.by)
        {
        case fault_ending::close:
            co_await finish(true);
            break;
        case fault_ending::truncate:
            co_await finish(false);
            break;
        case fault_ending::reset:
        {
            error_code ignored;
            socket().set_option(asio::socket_base::linger(true, 0), ignored);
            break;
        }
        case fault_ending::stall:
            co_await wait_for_end(fault.stall_time, std::numeric_limits<std::size_t>::max());
            break;
        }
        close();
    }

    /// Closes in good order: a peer that is still sending would lose the answer to a reset.
    asio::awaitable<void> finish(bool says_goodbye)
    {
        if (is_tls && says_goodbye)
        {
            co_await say_goodbye();
        }
        error_code ignored;
        socket().shutdown(tcp::socket::shutdown_send, ignored);
        co_await wait_for_end(farewell, farewell_limit);
        close();
    }

    // Sends a `close_notify`. What answers it is among what is read to the end.
    asio::awaitable<void> say_goodbye()
    {
        if constexpr (is_tls)
        {
            close_after(farewell);
            co_await stream_.async_shutdown(awaited);
            timer_.cancel();
        }
        co_return;
    }

    /// Reads until the peer has closed its side, without a look at what it sends, but only for so long, or so much. 0
    /// means as long as it takes.
    asio::awaitable<void> wait_for_end(std::chrono::milliseconds time, std::size_t limit)
    {
        close_after(time);
        error_code failed;
        std::array<char, 4096> ignored;
        for (std::size_t total = 0; !failed && total < limit;)
        {
            const auto [error, size] = co_await socket().async_read_some(asio::buffer(ignored), awaited);
            failed = error;
            total += size;
        }
        timer_.cancel();
    }

    void close_after(std::chrono::milliseconds time)
    {
        if (time.count() <= 0)
        {
            return;
        }
        timer_.expires_after(time);
        timer_.async_wait(
            [self = this->shared_from_this()](const error_code& error)
            {
                if (!error)
                {
                    self->close();
                }
            });
    }

    simulator_state& state_;
    Stream stream_;
    asio::steady_timer timer_;
    const std::size_t number_;
    beast::flat_buffer buffer_;
    std::optional<http::request_parser<http::string_body>> parser_;
    incoming_request incoming_;
    std::string out_;
    std::vector<std::size_t> piece_ends_;
};

}  // namespace truto::testing::detail
