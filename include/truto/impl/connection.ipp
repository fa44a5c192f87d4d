#pragma once

#include <truto/detail/http/content_coding.hpp>
#include <truto/detail/net/connection.hpp>
#include <truto/detail/net/dial.hpp>
#include <truto/detail/policy/deadline.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/version.hpp>

#include <algorithm>
#include <cstring>
#include <optional>
#include <utility>

namespace truto::detail::net
{

namespace bhttp = boost::beast::http;

/// A connection that is never empty lets others of its context have a turn after so many reads.
inline constexpr unsigned most_reads_in_turn = 16;

/// Beast's parser, which hands what it reads straight to the @ref answer.
class answer_parser final : public bhttp::basic_parser<false>
{
public:
    answer_parser(const exchange_rules& rules, answer& out)
        : out_(out), most_fields_(rules.fields), sinks_(rules.sink != nullptr), most_sunk_(rules.sunk)
    {
        body_limit(rules.body);
        header_limit(rules.head);
        skip(rules.no_body);
    }

private:
    using text = boost::beast::string_view;

    void on_request_impl(bhttp::verb, text, text, int, error_code&) override {}
    void on_response_impl(int code, text, int, error_code&) override
    {
        out_.status = static_cast<unsigned>(code);
        if (sinks_ && code / 100 == 2)
        {
            body_limit(most_sunk_);
        }
    }
    void on_field_impl(bhttp::field, text name, text value, error_code& ec) override
    {
        if (is_header_done())
        {
            return;  // a trailer, which must not change what the head said (RFC 9110, 6.5.1)
        }
        if (out_.fields.size() == most_fields_)
        {
            ec = bhttp::error::header_limit;
            return;
        }
        if (out_.fields.empty())
        {
            out_.fields.reserve(16, 512);
        }
        out_.fields.add(std::string_view{name.data(), name.size()}, std::string_view{value.data(), value.size()});
    }
#if BOOST_BEAST_VERSION >= 359
    void on_trailer_field_impl(bhttp::field, text, text, error_code&) override {}
#endif
    void on_header_impl(error_code&) override {}
    void on_body_init_impl(const boost::optional<std::uint64_t>& length, error_code&) override
    {
        const std::uint64_t most = sinks_ ? 0 : 1024 * 1024;  // the server's word alone is not worth more memory
        out_.body.reserve(static_cast<std::size_t>(std::min(length.value_or(0), most)));
    }
    std::size_t on_body_impl(text part, error_code&) override
    {
        out_.body.append(part.data(), part.size());
        return part.size();
    }
    void on_chunk_header_impl(std::uint64_t, text, error_code&) override {}
    std::size_t on_chunk_body_impl(std::uint64_t, text part, error_code& ec) override { return on_body_impl(part, ec); }
    void on_finish_impl(error_code&) override {}

    answer& out_;
    std::size_t most_fields_;
    bool sinks_;
    std::uint64_t most_sunk_;
};

class answer_reader
{
public:
    static constexpr std::size_t room = 64 * 1024;

    /// The next answer goes to `out`, which must stay until the answer is complete or given up.
    void begin(const exchange_rules& rules, answer& out)
    {
        rules_ = rules;
        out_ = &out;
        head_size_ = 0;
        parser_.emplace(rules, out);
    }

    /// Where the next bytes may be put.
    asio::mutable_buffer space()
    {
        if (!store_)
        {
            store_.reset(new char[room]);
        }
        return asio::buffer(store_.get() + filled_, room - filled_);
    }

    /// Parses what is there after `added` more bytes came. True when the answer is complete.
    bool take(std::size_t added, error_code& ec)
    {
        filled_ += added;
        std::size_t used = 0;
        while (used != filled_ && !parser_->is_done())
        {
            const bool in_head = !parser_->is_header_done();
            const bool may_exceed = in_head && head_size_ + filled_ - used > rules_.head;
            parser_->eager(!may_exceed);  // else a head by itself, so that its size is known
            const auto n = parser_->put(asio::const_buffer(store_.get() + used, filled_ - used), ec);
            used += n;
            head_size_ += in_head ? n : 0;
            if (in_head && head_size_ > rules_.head)
            {
                ec = bhttp::error::header_limit;  // Beast's own limit is for what comes at once
            }
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
            if (parser_->is_done() && out_->status / 100 == 1)
            {
                // An interim answer; the real one follows (RFC 9110, 15.2).
                out_->status = 0;
                out_->fields = {};
                parser_.emplace(rules_, *out_);
            }
        }
        std::memmove(store_.get(), store_.get() + used, filled_ - used);
        filled_ -= used;
        if (!parser_->is_done() && filled_ == room)
        {
            ec = bhttp::error::header_limit;
        }
        return !ec && finish();
    }

    /// The stream ended. True when that completes the answer.
    bool end(error_code& ec)
    {
        if (parser_->need_eof() && parser_->is_header_done())
        {
            parser_->put_eof(ec);
            return !ec && finish();
        }
        ec = asio::error::eof;
        return false;
    }

    bool has_head() const noexcept { return parser_->is_header_done(); }

    /// Whether everything that came was part of the answer.
    bool is_empty() const noexcept { return filled_ == 0; }

private:
    bool finish()
    {
        if (!parser_->is_done())
        {
            return false;
        }
        out_->reusable = parser_->keep_alive() && !parser_->need_eof() && filled_ == 0;
        return true;
    }

    std::unique_ptr<char[]> store_;
    std::size_t filled_ = 0;
    std::size_t head_size_ = 0;  // so far, with those of interim answers
    exchange_rules rules_{};
    answer* out_ = nullptr;
    std::optional<answer_parser> parser_;
};

/// What a wait that ended early is to the caller.
inline errc errc_of_wait(const fiber& who, const error_code& ec)
{
    return who.stopped() != errc{}        ? who.stopped()
           : ec == asio::error::timed_out ? errc::timeout
                                          : errc::connection_lost;
}

/// What a failure of an exchange is to the caller.
inline errc errc_of_exchange(const fiber& who, const error_code& ec)
{
    if (ec == bhttp::error::body_limit || ec == bhttp::error::header_limit)
    {
        return errc::body_too_large;
    }
    const bool is_malformed = ec.category() == bhttp::make_error_code(bhttp::error::end_of_stream).category();
    return is_malformed ? errc::protocol_error : errc_of_wait(who, ec);
}

TRUTO_DECL connection::connection(const asio::any_io_executor& executor, std::shared_ptr<const route> where)
    : where_(std::move(where)), socket_(executor), reader_(std::make_unique<answer_reader>())
{
}

TRUTO_DECL connection::~connection()
{
    // The socket goes first: its reactor must not look at it while the rest is torn down.
    error_code ignored;
    socket_.close(ignored);
}

TRUTO_LAZY task<error_code> connection::open(fiber& who, fiber::time_point limit, std::string& problem)
{
    const bool proxied = !where_->via.host.empty();
    const auto& host = proxied ? where_->via.host : where_->origin.host;
    const auto port = proxied ? where_->via.port : where_->origin.port;
    error_code ec;
    const auto addresses = co_await resolve(who, host, port, limit, ec);
    if (ec)
    {
        problem.assign(host).append(": ").append(ec.message());
        co_return who.stopped() != errc{} ? who.stopped() : errc::resolve_failed;
    }
    ec = co_await dial(who, addresses, limit, socket_);
    if (!ec)
    {
        error_code ignored;
        socket_.set_option(asio::ip::tcp::no_delay{true}, ignored);
        socket_.non_blocking(true, ec);
    }
    if (ec)
    {
        problem = http::host_and_port(host, port).append(": ").append(ec.message());
        co_return who.stopped() != errc{} ? who.stopped() : errc::connect_failed;
    }
    if (proxied)
    {
        ec = co_await ask_proxy(who, limit, problem);
    }
    if (!ec && where_->tls)
    {
        ec = co_await shake_hands(who, limit, problem);
    }
    co_return ec;
}

TRUTO_LAZY task<error_code> connection::ask_proxy(fiber& who, fiber::time_point limit, std::string& problem)
{
    const auto request = http::connect_request(where_->via, where_->origin);
    exchange_rules rules;
    rules.limit = limit;
    rules.head = 16 * 1024;
    rules.fields = 100;
    rules.no_body = true;
    answer came;
    const auto ec = co_await exchange(who, request, rules, came);
    if (who.stopped() != errc{})
    {
        co_return who.stopped();
    }
    if (ec || came.status / 100 != 2)
    {
        problem.assign("proxy ").append(http::host_and_port(where_->via.host, where_->via.port)).append(": ");
        problem.append(ec ? came.problem : "status " + std::to_string(came.status));
        co_return ec ? errc::connect_failed : errc::proxy_refused;
    }
    if (!reader_->is_empty())
    {
        // The server speaks only when it was spoken to: this is the proxy's, and must not become an answer.
        problem = "the proxy sent more than its answer";
        co_return errc::connect_failed;
    }
    co_return error_code{};
}

TRUTO_LAZY task<error_code> connection::shake_hands(fiber& who, fiber::time_point limit, std::string& problem)
{
    tls_ = std::make_unique<tls_session>(*where_->tls, socket_, where_->origin.host, where_->tls_sessions->get());
    error_code ec;
    tls_->handshake(ec);
    while (ec == asio::error::would_block)
    {
        ec = co_await who.ready(socket_, tls_->waits_for(), limit);
        if (!ec)
        {
            tls_->handshake(ec);
        }
    }
    if (!ec)
    {
        co_return error_code{};
    }
    problem = tls_->verification_problem();
    const bool untrusted = !problem.empty();
    problem = where_->origin.authority().append(": ").append(untrusted ? problem : ec.message());
    if (who.stopped() != errc{})
    {
        co_return who.stopped();
    }
    // What a broken connection can mend is not a matter of certificates.
    const bool refused = untrusted || ec.category() == asio::error::get_ssl_category();
    co_return refused ? errc::tls_failed : errc::connect_failed;
}

TRUTO_LAZY task<error_code> connection::exchange(fiber& who, std::string_view request, exchange_rules rules,
                                                 answer& out)
{
    if (who.stopped() != errc{})
    {
        co_return who.stopped();  // since it was last waited for: nothing was sent, and nothing will be
    }
    reader_->begin(rules, out);
    error_code not_sent;
    while (!request.empty() && !not_sent)
    {
        const auto count = try_write(request, not_sent);
        request.remove_prefix(count);
        out.bytes_sent += count;
        out.request_sent = out.request_sent || count != 0 || tls_;
        if (not_sent == asio::error::would_block)
        {
            not_sent = co_await who.ready(socket_, waits_for(fiber::socket_type::wait_write), rules.limit);
        }
    }
    // A server that refuses a request may answer and close before it has read the whole: the answer counts. It can't be
    // here yet: waiting first saves a call that finds nothing.
    const bool given_up = not_sent == asio::error::timed_out || who.stopped() != errc{};
    error_code ec = given_up ? not_sent : error_code{};
    auto waits = fiber::socket_type::wait_read;
    bool complete = false;
    bool sinking = false;
    bool wait = true;
    unsigned reads_in_turn = 0;
    while (!ec && !complete)
    {
        if (wait)
        {
            reads_in_turn = 0;
            const auto silence = policy::deadline::after(who.now(), rules.silence);
            ec = co_await who.ready(socket_, waits, std::min(rules.limit, silence.time()));
        }
        else if (++reads_in_turn == most_reads_in_turn)
        {
            reads_in_turn = 0;
            ec = co_await who.turn(rules.limit);
        }
        if (!ec)
        {
            const auto count = try_read(reader_->space(), ec);
            wait = ec == asio::error::would_block;
            waits = waits_for(fiber::socket_type::wait_read);
            complete = take(count, ec, out);
        }
        if (!ec && rules.sink != nullptr && reader_->has_head() && out.status / 100 == 2)
        {
            if (!sinking)
            {
                sinking = true;
                rules.limit = fiber::never;
                rules.sink->begin(out);
            }
            if (!complete && !out.body.empty())
            {
                ec = co_await rules.sink->take(who, out.body);
                out.body.clear();
            }
        }
    }
    if (ec)
    {
        out.problem = (not_sent ? not_sent : ec).message();
        co_return errc_of_exchange(who, ec);
    }
    out.reusable = out.reusable && !not_sent;
    if (const auto codings = out.fields["Content-Encoding"]; !codings.empty() && !sinking)
    {
        if (http::decode_content(codings, out.body, rules.body) == http::decoding::too_large)
        {
            out.problem = "after it was decompressed";
            co_return errc::body_too_large;
        }
    }
    if (tls_ && !session_kept_)
    {
        session_kept_ = true;
        where_->tls_sessions->put(tls_->session());
    }
    co_return error_code{};
}

TRUTO_DECL bool connection::take(std::size_t count, error_code& ec, answer& out)
{
    out.begun = out.begun || count != 0;
    out.bytes_received += count;
    if (ec == asio::error::would_block)
    {
        ec = {};
        return false;
    }
    if (ec == asio::error::eof)
    {
        ec = {};
        return reader_->end(ec);
    }
    return !ec && reader_->take(count, ec);
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

TRUTO_DECL fiber::socket_type::wait_type connection::waits_for(fiber::socket_type::wait_type plain) const noexcept
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
