#pragma once

#include <truto/testing/detail/directory_service.hpp>
#include <truto/testing/directory_simulator.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/address_v4.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/context.hpp>
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
#include <boost/system/error_code.hpp>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <future>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <type_traits>
#include <unordered_set>
#include <utility>
#include <vector>

namespace truto::testing
{

namespace detail
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
        if (is_open)
        {
            co_await self->finish();
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
        parser_.emplace();
        parser_->header_limit(head_limit);
        parser_->body_limit(body_limit);
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

        verdict made = state_.service.handle(describe(request));
        if (made.latency.count() > 0)
        {
            timer_.expires_after(made.latency);
            co_await timer_.async_wait(awaited);
        }
        if (made.fault)
        {
            co_await break_off(std::move(made));
            co_return false;
        }
        const bool keep_alive = state_.keep_alive && request.keep_alive();
        co_return co_await send(std::move(made.answer), keep_alive) && keep_alive;
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

    /// Writes an answer. Whether it could be written.
    asio::awaitable<bool> send(outgoing_answer answer, bool keep_alive)
    {
        out_.clear();
        answer.streamed = answer.streamed && version() == 11;  // HTTP/1.0 has no chunks
        const std::string content = answer.streamed ? std::move(answer.body) : std::string{};
        append_answer(std::move(answer), keep_alive);
        if (content.empty())
        {
            co_return co_await write_out(out_.size());
        }

        for (std::size_t begin = 0; begin < content.size(); begin += piece_size)
        {
            const std::size_t size = std::min(piece_size, content.size() - begin);
            append(http::make_chunk(asio::buffer(content.data() + begin, size)));
            if (!co_await write_out(out_.size()))
            {
                co_return false;
            }
            out_.clear();
        }
        append(http::make_chunk_last());
        co_return co_await write_out(out_.size());
    }

    // The version to answer with; of what could not be read it is not known.
    unsigned version() const { return parser_->get().version() == 10 ? 10 : 11; }

    asio::awaitable<bool> write_out(std::size_t size)
    {
        const auto [error, written] = co_await asio::async_write(stream_, asio::buffer(out_.data(), size), awaited);
        co_return !error;
    }

    asio::awaitable<void> break_off(verdict made)
    {
        if (made.fault == connection_fault::mid_answer)
        {
            out_.clear();
            made.answer.streamed = false;
            append_answer(std::move(made.answer), true);
            co_await write_out(out_.size() / 2);
        }
        close();
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

    /// Closes in good order: a peer that is still sending would lose the answer to a reset.
    asio::awaitable<void> finish()
    {
        timer_.expires_after(farewell);
        timer_.async_wait(
            [self = this->shared_from_this()](const error_code& error)
            {
                if (!error)
                {
                    self->close();
                }
            });

        if constexpr (is_tls)
        {
            co_await stream_.async_shutdown(awaited);
        }
        error_code failed;
        socket().shutdown(tcp::socket::shutdown_send, failed);

        std::array<char, 4096> ignored;
        for (std::size_t total = 0; !failed && total < farewell_limit;)
        {
            const auto [error, size] = co_await socket().async_read_some(asio::buffer(ignored), awaited);
            failed = error;
            total += size;
        }
        timer_.cancel();
        close();
    }

    simulator_state& state_;
    Stream stream_;
    asio::steady_timer timer_;
    const std::size_t number_;
    beast::flat_buffer buffer_;
    std::optional<http::request_parser<http::string_body>> parser_;
    incoming_request incoming_;
    std::string out_;
};

/// The server's side of TLS.
TRUTO_DECL asio::ssl::context make_server_context(const server_certificate& certificate,
                                                  const std::string& client_authority_pem)
{
    asio::ssl::context context{asio::ssl::context::tls_server};
    context.set_options(asio::ssl::context::default_workarounds | asio::ssl::context::no_sslv2 |
                        asio::ssl::context::no_sslv3 | asio::ssl::context::no_tlsv1 | asio::ssl::context::no_tlsv1_1);
    context.use_certificate_chain(asio::buffer(certificate.certificate_pem));
    context.use_private_key(asio::buffer(certificate.key_pem), asio::ssl::context::pem);
    if (!client_authority_pem.empty())
    {
        context.add_certificate_authority(asio::buffer(client_authority_pem));
        context.set_verify_mode(asio::ssl::verify_peer | asio::ssl::verify_fail_if_no_peer_cert);
    }

    // Without a name of their own, sessions of verified clients could not be resumed.
    constexpr std::string_view name = "truto simulator";
    ::SSL_CTX_set_session_id_context(context.native_handle(), reinterpret_cast<const unsigned char*>(name.data()),
                                     static_cast<unsigned>(name.size()));
    return context;
}

TRUTO_DECL const directory_simulator_options& checked(const directory_simulator_options& options)
{
    const std::string& prefix = options.path_prefix;
    if (!prefix.empty() && (prefix.front() != '/' || prefix.back() == '/'))
    {
        throw std::invalid_argument("path_prefix must begin with a slash, and not end with one");
    }
    return options;
}

}  // namespace detail

struct directory_simulator::impl
{
    explicit impl(const directory_simulator_options& options)
        : service(detail::checked(options)),
          state{service, options.keep_alive},
          acceptor(context, {detail::asio::ip::address_v4::loopback(), options.port})
    {
        if (options.tls)
        {
            const server_certificate certificate =
                options.server_certificate
                    ? *options.server_certificate
                    : certificate_authority{}.issue({.names = {"localhost"}, .addresses = {"127.0.0.1"}});
            certificate_pem = certificate.authority_pem;
            tls.emplace(detail::make_server_context(certificate, options.client_authority_pem));
        }
        port = acceptor.local_endpoint().port();
        base_url =
            (options.tls ? "https://localhost:" : "http://127.0.0.1:") + std::to_string(port) + options.path_prefix;

        detail::asio::co_spawn(context, accept_connections(), detail::asio::detached);
        thread = std::thread([this] { context.run(); });
    }

    ~impl()
    {
        context.stop();
        thread.join();
        // The context's destructor then frees the coroutines, and with them the sockets.
    }

    detail::asio::awaitable<void> accept_connections()
    {
        for (;;)
        {
            auto [error, socket] = co_await acceptor.async_accept(detail::awaited);
            if (error == detail::asio::error::operation_aborted)
            {
                co_return;
            }
            if (error)
            {
                // Most likely out of file descriptors: wait until some are free again.
                detail::asio::steady_timer pause{context, std::chrono::milliseconds{10}};
                co_await pause.async_wait(detail::awaited);
                continue;
            }

            detail::error_code ignored;
            socket.set_option(detail::tcp::no_delay(true), ignored);
            if (tls)
            {
                start(detail::tls_stream(std::move(socket), *tls));
            }
            else
            {
                start(std::move(socket));
            }
        }
    }

    template <class Stream>
    void start(Stream stream)
    {
        using connection = detail::simulator_connection<Stream>;
        auto made = std::make_shared<connection>(state, std::move(stream), ++state.accepted);
        detail::asio::co_spawn(context, connection::run(std::move(made)), detail::asio::detached);
    }

    void close_connections()
    {
        std::promise<void> done;
        detail::asio::post(context,
                           [&]
                           {
                               for (detail::open_connection* const connection : state.open)
                               {
                                   connection->close();
                               }
                               done.set_value();
                           });
        done.get_future().wait();
    }

    // The context comes after what connections use, so that it goes before it.
    detail::directory_service service;
    detail::simulator_state state;
    std::optional<detail::asio::ssl::context> tls;
    std::string certificate_pem;
    std::string base_url;
    unsigned short port = 0;
    detail::asio::io_context context{1};
    detail::tcp::acceptor acceptor;
    std::thread thread;
};

TRUTO_DECL directory_simulator::directory_simulator(directory_simulator_options options)
    : impl_(std::make_unique<impl>(options))
{
}

TRUTO_DECL directory_simulator::~directory_simulator() = default;

TRUTO_DECL const std::string& directory_simulator::base_url() const noexcept
{
    return impl_->base_url;
}

TRUTO_DECL unsigned short directory_simulator::port() const noexcept
{
    return impl_->port;
}

TRUTO_DECL const std::string& directory_simulator::token() const noexcept
{
    return impl_->service.token();
}

TRUTO_DECL const std::string& directory_simulator::account_id() const noexcept
{
    return impl_->service.account_id();
}

TRUTO_DECL const std::string& directory_simulator::certificate_pem() const noexcept
{
    return impl_->certificate_pem;
}

TRUTO_DECL const seeded_directory& directory_simulator::seeded() noexcept
{
    static const seeded_directory ids;
    return ids;
}

TRUTO_DECL void directory_simulator::answer_with(envelope form)
{
    impl_->service.answer_with(form);
}

TRUTO_DECL void directory_simulator::answer_after(std::chrono::milliseconds latency)
{
    impl_->service.answer_after(latency);
}

TRUTO_DECL void directory_simulator::fail_next(scripted_answer answer, std::size_t count)
{
    if (answer.status < 200 || answer.status > 599)
    {
        throw std::invalid_argument("a scripted status is from 200 to 599");
    }
    impl_->service.script(std::move(answer), count);
}

TRUTO_DECL void directory_simulator::fail_next(unsigned status, std::string body, std::string content_type,
                                               std::size_t count)
{
    fail_next({.status = status, .body = std::move(body), .content_type = std::move(content_type)}, count);
}

TRUTO_DECL void directory_simulator::drop_next(connection_fault fault, std::size_t count)
{
    impl_->service.script(fault, count);
}

TRUTO_DECL void directory_simulator::close_connections()
{
    impl_->close_connections();
}

TRUTO_DECL void directory_simulator::reset()
{
    impl_->service.reset();
}

TRUTO_DECL std::vector<recorded_request> directory_simulator::requests() const
{
    return impl_->service.recorded();
}

TRUTO_DECL std::size_t directory_simulator::connections() const noexcept
{
    return impl_->state.accepted;
}

TRUTO_DECL std::size_t directory_simulator::open_connections() const noexcept
{
    return impl_->state.open_count;
}

TRUTO_DECL std::size_t directory_simulator::resumed_handshakes() const noexcept
{
    return impl_->state.resumed;
}

namespace detail
{

TRUTO_DECL json::value record_or_null(const record_table& table, std::string_view id)
{
    const json::object* const record = table.find(id);
    return record != nullptr ? json::value(*record) : json::value(nullptr);
}

}  // namespace detail

TRUTO_DECL boost::json::array directory_simulator::users() const
{
    return impl_->service.read([](const auto& store) { return store.users().to_json(); });
}

TRUTO_DECL boost::json::value directory_simulator::user(std::string_view id) const
{
    return impl_->service.read([&](const auto& store) { return detail::record_or_null(store.users(), id); });
}

TRUTO_DECL boost::json::array directory_simulator::groups() const
{
    return impl_->service.read([](const auto& store) { return store.groups().to_json(); });
}

TRUTO_DECL boost::json::value directory_simulator::group(std::string_view id) const
{
    return impl_->service.read([&](const auto& store) { return detail::record_or_null(store.groups(), id); });
}

TRUTO_DECL boost::json::array directory_simulator::organizations() const
{
    return impl_->service.read([](const auto& store) { return store.organizations().to_json(); });
}

TRUTO_DECL boost::json::value directory_simulator::organization(std::string_view id) const
{
    return impl_->service.read([&](const auto& store) { return detail::record_or_null(store.organizations(), id); });
}

TRUTO_DECL boost::json::array directory_simulator::roles() const
{
    return impl_->service.read([](const auto& store) { return store.roles().to_json(); });
}

TRUTO_DECL boost::json::array directory_simulator::licenses() const
{
    return impl_->service.read([](const auto& store) { return store.licenses().to_json(); });
}

}  // namespace truto::testing
