#pragma once

#include <truto/detail/net/connection.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include <cstring>
#include <limits>
#include <optional>
#include <type_traits>
#include <utility>

namespace truto::detail::net
{

namespace bhttp = boost::beast::http;

/// Beast's parser for one answer, and the room where bytes wait until it takes them.
///
/// Feeding the parser from a kept buffer costs a fraction of what `http::async_read` does, in time to run and compile.
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

template <class Stream>
class stream_connection final : public connection
{
public:
    template <class... Arguments>
    explicit stream_connection(Arguments&&... arguments) : stream_(std::forward<Arguments>(arguments)...)
    {
    }

    task<void> open(const endpoints& where, const http::origin& who, error_code& ec, std::string& problem) override
    {
        ec = asio::error::host_not_found;
        for (const auto& each : where)
        {
            socket().close(ec);
            co_await socket().async_connect(each, into(ec));
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
        socket().set_option(asio::ip::tcp::no_delay{true}, ignored);
        socket().non_blocking(true, ignored);
        if constexpr (is_tls)
        {
            expect_host(stream_, who.host);
            co_await stream_.async_handshake(asio::ssl::stream_base::client, into(ec));
            if (ec)
            {
                problem = verification_problem(stream_);
                problem = problem.empty() ? ec.message() : problem;
                ec = errc::tls_failed;
            }
        }
    }

    task<error_code> exchange(std::string_view request, answer_limits limits, answer& out) override
    {
        reader_.begin(limits);
        out.request_sent = true;
        error_code write_error;
        const auto at_once = write_what_fits(request, write_error);
        if (!write_error && at_once != request.size())
        {
            const auto rest = request.substr(at_once);
            co_await asio::async_write(stream_, asio::const_buffer(rest.data(), rest.size()), into(write_error));
        }
        // A server that refuses a request may answer and close before it has read the whole: the answer counts.
        error_code ec;
        bool complete = false;
        while (!complete && !ec)
        {
            const auto count = co_await stream_.async_read_some(reader_.space(), into(ec));
            if (ec == asio::error::eof)
            {
                ec = {};
                complete = reader_.end(ec);
                break;
            }
            if (!ec)
            {
                complete = reader_.take(count, ec);
            }
        }
        if (!complete)
        {
            out.problem = (write_error ? write_error : ec).message();
            co_return as_errc(ec);
        }
        reader_.give(out);
        out.reusable = out.reusable && !write_error;
        co_return error_code{};
    }

    bool is_quiet() noexcept override
    {
        char byte = 0;
        error_code ec;
        socket().receive(asio::buffer(&byte, 1), asio::socket_base::message_peek, ec);
        return ec == asio::error::would_block;
    }

private:
    static constexpr bool is_tls = std::is_same_v<Stream, tls_stream>;

    /// Writes what the system takes without waiting: as a rule, all. That saves a turn of the event loop.
    ///
    /// In TLS what could not be written whole is lost to the stream, so only what fits one record and the system's
    /// buffer, which is empty between requests, is tried. Were it refused all the same, the peer would find a record
    /// missing and break the connection: a lost request, never a doubled one.
    std::size_t write_what_fits(std::string_view request, error_code& ec)
    {
        constexpr std::size_t one_record = 8 * 1024;
        if (is_tls && request.size() > one_record)
        {
            return 0;
        }
        const auto count = stream_.write_some(asio::const_buffer(request.data(), request.size()), ec);
        if (ec == asio::error::would_block || ec == asio::error::try_again)
        {
            ec = {};
        }
        return count;
    }

    asio::ip::tcp::socket& socket() noexcept
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

    Stream stream_;
    answer_reader reader_;
};

TRUTO_DECL std::unique_ptr<connection> make_connection(const asio::any_io_executor& executor, asio::ssl::context* tls)
{
    if (tls != nullptr)
    {
        return std::make_unique<stream_connection<tls_stream>>(executor, *tls);
    }
    return std::make_unique<stream_connection<asio::ip::tcp::socket>>(executor);
}

}  // namespace truto::detail::net
