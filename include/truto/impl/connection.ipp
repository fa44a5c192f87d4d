#pragma once

#include <truto/detail/net/connection.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include <cstring>
#include <optional>
#include <utility>

namespace truto::detail::net
{

namespace bhttp = boost::beast::http;

class answer_reader
{
public:
    static constexpr std::size_t room = 64 * 1024;

    /// Where the next bytes may be put.
    asio::mutable_buffer space()
    {
        if (!store_)
        {
            store_.reset(new char[room]);
        }
        return asio::buffer(store_.get() + filled_, room - filled_);
    }

    void begin(answer_limits limits)
    {
        limits_ = limits;
        parser_.emplace();
        parser_->eager(true);
        parser_->body_limit(limits.body);
        parser_->header_limit(limits.head);
    }

    /// Parses what is there after `added` more bytes came. True when the answer is complete.
    bool take(std::size_t added, error_code& ec)
    {
        filled_ += added;
        std::size_t used = 0;
        while (used != filled_ && !parser_->is_done())
        {
            const auto n = parser_->put(asio::const_buffer(store_.get() + used, filled_ - used), ec);
            used += n;
            if (ec == bhttp::error::need_more)
            {
                ec = {};
                if (n == 0)
                {
                    break;
                }
            }
            if (ec)
            {
                return false;
            }
            if (parser_->is_done() && parser_->get().result_int() / 100 == 1)
            {
                begin(limits_);  // an interim answer; the real one follows (RFC 9110, 15.2)
            }
        }
        std::memmove(store_.get(), store_.get() + used, filled_ - used);
        filled_ -= used;
        if (!parser_->is_done() && filled_ == room)
        {
            ec = bhttp::error::header_limit;
        }
        return parser_->is_done();
    }

    /// The stream ended. True when that completes the answer.
    bool end(error_code& ec)
    {
        if (parser_->need_eof() && parser_->is_header_done())
        {
            parser_->put_eof(ec);
            return !ec && parser_->is_done();
        }
        ec = asio::error::eof;
        return false;
    }

    /// Moves the complete answer out.
    void give(answer& out)
    {
        auto& message = parser_->get();
        out.status = message.result_int();
        std::size_t count = 0;
        std::size_t bytes = 0;
        for (const auto& field : message)
        {
            ++count;
            bytes += field.name_string().size() + field.value().size();
        }
        out.fields.reserve(count, bytes);
        for (const auto& field : message)
        {
            out.fields.add(std::string_view{field.name_string().data(), field.name_string().size()},
                           std::string_view{field.value().data(), field.value().size()});
        }
        out.body = std::move(message.body());
        out.reusable = message.keep_alive() && !parser_->need_eof() && filled_ == 0;
        parser_.reset();
    }

private:
    std::unique_ptr<char[]> store_;
    std::size_t filled_ = 0;
    answer_limits limits_{};
    std::optional<bhttp::response_parser<bhttp::string_body>> parser_;
};

/// What a failure of the transport is to the caller.
inline errc as_errc(error_code ec)
{
    if (ec == bhttp::error::body_limit || ec == bhttp::error::header_limit)
    {
        return errc::body_too_large;
    }
    return ec.category() == bhttp::make_error_code(bhttp::error::end_of_stream).category() ? errc::protocol_error
                                                                                           : errc::connection_lost;
}

TRUTO_DECL connection::connection(const asio::any_io_executor& executor, std::shared_ptr<asio::ssl::context> tls)
    : socket_(executor), context_(std::move(tls)), reader_(std::make_unique<answer_reader>())
{
}

TRUTO_DECL connection::~connection() = default;

TRUTO_DECL task<void> connection::open(const endpoints& where, const http::origin& who, error_code& ec,
                                       std::string& problem)
{
    ec = asio::error::host_not_found;
    for (const auto& each : where)
    {
        socket_.close(ec);
        co_await socket_.async_connect(each, into(ec));
        if (!ec || ec == asio::error::operation_aborted)
        {
            break;
        }
    }
    if (ec)
    {
        problem = ec.message();
        ec = errc::connect_failed;
        co_return;
    }
    error_code ignored;
    socket_.set_option(asio::ip::tcp::no_delay{true}, ignored);
    socket_.non_blocking(true, ec);
    if (!ec && context_)
    {
        co_await shake_hands(who.host, ec);
    }
    if (ec)
    {
        problem = tls_ ? tls_->verification_problem() : std::string{};
        problem = problem.empty() ? ec.message() : problem;
        ec = errc::tls_failed;
    }
}

TRUTO_DECL task<void> connection::shake_hands(const std::string& host, error_code& ec)
{
    tls_ = std::make_unique<tls_session>(*context_, socket_, host);
    tls_->handshake(ec);
    while (ec == asio::error::would_block)
    {
        co_await socket_.async_wait(tls_->waits_for(), into(ec));
        if (!ec)
        {
            tls_->handshake(ec);
        }
    }
}

TRUTO_DECL task<error_code> connection::exchange(std::string_view request, answer_limits limits, answer& out)
{
    reader_->begin(limits);
    out.request_sent = true;
    error_code not_sent;
    co_await send(request, not_sent);

    // A server that refuses a request may answer and close before it has read the whole: the answer counts.
    error_code ec;
    const bool complete = co_await receive(ec);
    if (!complete)
    {
        out.problem = (not_sent ? not_sent : ec).message();
        co_return as_errc(ec);
    }
    reader_->give(out);
    out.reusable = out.reusable && !not_sent;
    co_return error_code{};
}

TRUTO_DECL task<void> connection::send(std::string_view request, error_code& ec)
{
    while (!request.empty() && !ec)
    {
        request.remove_prefix(try_write(request, ec));
        if (ec == asio::error::would_block)
        {
            co_await socket_.async_wait(waits_for(asio::ip::tcp::socket::wait_write), into(ec));
        }
    }
}

TRUTO_DECL task<bool> connection::receive(error_code& ec)
{
    // The answer can't be here yet: waiting first saves a call that finds nothing.
    co_await socket_.async_wait(asio::ip::tcp::socket::wait_read, into(ec));
    while (!ec)
    {
        const auto count = try_read(reader_->space(), ec);
        if (ec == asio::error::would_block)
        {
            co_await socket_.async_wait(waits_for(asio::ip::tcp::socket::wait_read), into(ec));
        }
        else if (ec == asio::error::eof)
        {
            ec = {};
            co_return reader_->end(ec);
        }
        else if (!ec && reader_->take(count, ec))
        {
            co_return true;
        }
    }
    co_return false;
}

TRUTO_DECL std::size_t connection::try_write(std::string_view text, error_code& ec)
{
    const asio::const_buffer from{text.data(), text.size()};
    return tls_ ? tls_->write_some(from, ec) : socket_.write_some(from, ec);
}

TRUTO_DECL std::size_t connection::try_read(asio::mutable_buffer space, error_code& ec)
{
    return tls_ ? tls_->read_some(space, ec) : socket_.read_some(space, ec);
}

TRUTO_DECL asio::ip::tcp::socket::wait_type connection::waits_for(asio::ip::tcp::socket::wait_type plain) const noexcept
{
    return tls_ ? tls_->waits_for() : plain;
}

TRUTO_DECL bool connection::is_quiet() noexcept
{
    char byte = 0;
    error_code ec;
    socket_.receive(asio::buffer(&byte, 1), asio::socket_base::message_peek, ec);
    return ec == asio::error::would_block && !(tls_ && tls_->has_pending());
}

}  // namespace truto::detail::net
