#pragma once

// A server that plays one prepared exchange after the other, and breaks one of them at any step and any byte.

#include <truto/testing/certificate_authority.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/socket_base.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/none.hpp>
#include <boost/system/error_code.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <future>
#include <initializer_list>
#include <memory>
#include <mutex>
#include <openssl/bio.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <optional>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <unordered_set>
#include <utility>
#include <vector>

namespace truto::test
{

// --- what may go wrong -------------------------------------------------------------------------------------------

/// Where an exchange breaks: each step after so many bytes of something.
enum class step
{
    accept,         ///< As soon as the connection was accepted. No bytes.
    handshake,      ///< Bytes that the server sends to the first message of TLS; never all of them.
    tickets,        ///< Bytes that the server sends after its handshake is done, as the client's is by then.
    request,        ///< Bytes of the request that the server reads; 0 means none, right after an earlier answer, too.
    before_answer,  ///< The whole request was read. No bytes.
    answer,         ///< Bytes of the answer, head and body. With TLS what was sent so far is in records that are whole.
    record,         ///< With TLS: bytes of the records that hold the answer.
    after_answer,   ///< The whole answer was sent. No bytes.
};

/// How it breaks.
enum class way
{
    close,     ///< The server closes in good order, with TLS with a `close_notify`.
    truncate,  ///< With TLS: the server closes without a `close_notify`.
    reset,     ///< RST.
    stall,     ///< Nothing more comes, and what comes in is ignored, until `dialogue::release`.
    garbage,   ///< Bytes that are neither HTTP nor TLS, and then the end.

    /// An answer with status 408, as servers send it to connections that are idle for too long. The connection stays
    /// open, although the answer says that it will not: no end gives it away. With TLS it is in a record if possible.
    unsolicited,
};

struct fault
{
    step where;
    std::size_t byte = 0;
    way how = way::close;
};

inline std::string_view name_of(step where)
{
    switch (where)
    {
    case step::accept:
        return "accepted";
    case step::handshake:
        return "handshake";
    case step::tickets:
        return "session tickets";
    case step::request:
        return "request";
    case step::before_answer:
        return "before the answer";
    case step::answer:
        return "answer";
    case step::record:
        return "records of the answer";
    case step::after_answer:
        return "after the answer";
    }
    return "?";
}

inline std::string_view name_of(way how)
{
    switch (how)
    {
    case way::close:
        return "close";
    case way::truncate:
        return "close without close_notify";
    case way::reset:
        return "reset";
    case way::stall:
        return "stall";
    case way::garbage:
        return "garbage";
    case way::unsolicited:
        return "unsolicited answer";
    }
    return "?";
}

/// As in `answer, 17 bytes: reset`.
inline std::string name_of(const fault& what)
{
    std::string text{name_of(what.where)};
    if (what.where != step::accept && what.where != step::before_answer && what.where != step::after_answer)
    {
        text.append(", ").append(std::to_string(what.byte)).append(" bytes");
    }
    return text.append(": ").append(name_of(what.how));
}

/// How the bytes of the server get on their way. `TCP_NODELAY` is always set.
enum class delivery
{
    whole,          ///< As few writes as possible.
    byte_by_byte,   ///< A write for each byte.
    random_pieces,  ///< Writes of 1 to 17 bytes.
};

/// What the server says to each request.
struct exchange
{
    std::string name;
    std::string answer;

    /// Whether the end of the connection is the end of the answer.
    bool closes = false;

    bool tls = false;
};

/// How many bytes there were of each thing in an exchange in which nothing broke.
struct exchange_sizes
{
    std::size_t handshake = 0;
    std::size_t tickets = 0;
    std::size_t request = 0;
    std::size_t answer = 0;
    std::size_t record = 0;
};

/// Every way in which an exchange of those sizes can break, at every byte. `stride` leaves all but every so manieth byte
/// of handshakes out, which are long; the first and the last are always there.
inline std::vector<fault> every_fault(const exchange& of, const exchange_sizes& sizes, std::size_t stride = 1)
{
    std::vector<fault> all;
    const auto add = [&](step where, std::size_t byte, std::initializer_list<way> ways)
    {
        for (const way how : ways)
        {
            if (how != way::truncate || of.tls)
            {
                all.push_back({where, byte, how});
            }
        }
    };
    const auto add_range =
        [&](step where, std::size_t begin, std::size_t end, std::size_t by, std::initializer_list<way> ways)
    {
        for (std::size_t byte = begin; byte < end; byte += by)
        {
            add(where, byte, ways);
            if (byte + 1 < end && byte + by >= end)
            {
                add(where, end - 1, ways);
            }
        }
    };

    add(step::accept, 0, {way::close, way::reset, way::stall, way::garbage, way::unsolicited});
    if (of.tls)
    {
        // There is no good order before the handshake is done.
        const auto ways = {way::truncate, way::reset, way::stall, way::garbage};
        add_range(step::handshake, 0, sizes.handshake, stride, ways);
        add_range(step::tickets, 0, sizes.tickets, stride, ways);
    }
    const auto ways = {way::close, way::truncate, way::reset, way::stall, way::garbage};
    add_range(step::request, 0, sizes.request, 1, ways);
    add(step::before_answer, 0, ways);
    add_range(step::answer, 1, sizes.answer, 1, ways);
    if (of.tls)
    {
        add_range(step::record, 1, sizes.record, 1, {way::truncate, way::reset, way::stall, way::garbage});
    }
    add(step::after_answer, 0, ways);
    add(step::after_answer, 0, {way::unsolicited});
    return all;
}

// --- TLS, byte by byte -------------------------------------------------------------------------------------------

/// What all servers show, and clients have to trust.
inline const testing::server_certificate& dialogue_certificate()
{
    static const auto made =
        testing::certificate_authority{}.issue({.names = {"localhost"}, .addresses = {"127.0.0.1"}});
    return made;
}

/// The server's side of TLS without a socket: what comes in is given to it, and what is to be sent is taken from it.
class tls_engine
{
public:
    enum class progress
    {
        done,
        wants_more,
        failed,
    };

    tls_engine() : ssl_(::SSL_new(context())), in_(::BIO_new(::BIO_s_mem())), out_(::BIO_new(::BIO_s_mem()))
    {
        ::SSL_set_bio(ssl_.get(), in_, out_);
        ::SSL_set_accept_state(ssl_.get());
    }

    void give(std::string_view bytes) { ::BIO_write(in_, bytes.data(), static_cast<int>(bytes.size())); }

    std::string take()
    {
        std::string bytes(::BIO_ctrl_pending(out_), '\0');
        ::BIO_read(out_, bytes.data(), static_cast<int>(bytes.size()));
        return bytes;
    }

    progress handshake()
    {
        const int result = ::SSL_do_handshake(ssl_.get());
        if (result > 0)
        {
            return progress::done;
        }
        return ::SSL_get_error(ssl_.get(), result) == SSL_ERROR_WANT_READ ? progress::wants_more : progress::failed;
    }

    bool is_shaking_hands() const { return ::SSL_is_init_finished(ssl_.get()) != 1; }

    /// Reads plain text that is there already, at most `most` bytes, to the end of `text`. Whether there was any.
    bool read(std::string& text, std::size_t most)
    {
        if (is_shaking_hands())
        {
            return false;
        }
        std::array<char, 4096> bytes;
        const int size =
            ::SSL_read(ssl_.get(), bytes.data(), static_cast<int>(std::min<std::size_t>(most, bytes.size())));
        if (size <= 0)
        {
            return false;
        }
        text.append(bytes.data(), static_cast<std::size_t>(size));
        return true;
    }

    void write(std::string_view text) { ::SSL_write(ssl_.get(), text.data(), static_cast<int>(text.size())); }

    void say_goodbye() { ::SSL_shutdown(ssl_.get()); }

private:
    struct deleter
    {
        void operator()(SSL* ssl) const noexcept { ::SSL_free(ssl); }
        void operator()(SSL_CTX* context) const noexcept { ::SSL_CTX_free(context); }
        void operator()(BIO* bio) const noexcept { ::BIO_free(bio); }
        void operator()(X509* certificate) const noexcept { ::X509_free(certificate); }
        void operator()(EVP_PKEY* key) const noexcept { ::EVP_PKEY_free(key); }
    };

    template <class T>
    using owned = std::unique_ptr<T, deleter>;

    static SSL_CTX* context()
    {
        static const owned<SSL_CTX> made = []
        {
            const auto& shown = dialogue_certificate();
            const auto text = [](const std::string& pem)
            { return owned<BIO>{::BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()))}; };
            const auto chain = text(shown.certificate_pem);
            const auto secret = text(shown.key_pem);
            const owned<X509> certificate{::PEM_read_bio_X509(chain.get(), nullptr, nullptr, nullptr)};
            const owned<EVP_PKEY> key{::PEM_read_bio_PrivateKey(secret.get(), nullptr, nullptr, nullptr)};
            owned<SSL_CTX> context{::SSL_CTX_new(::TLS_server_method())};
            // With 1.3 all that a server sends before it knows the client comes in one go.
            if (::SSL_CTX_set_min_proto_version(context.get(), TLS1_3_VERSION) != 1 ||
                ::SSL_CTX_use_certificate(context.get(), certificate.get()) != 1 ||
                ::SSL_CTX_use_PrivateKey(context.get(), key.get()) != 1)
            {
                throw std::runtime_error("the certificate of the dialogue can't be used");
            }
            return context;
        }();
        return made.get();
    }

    owned<SSL> ssl_;
    BIO* in_;  // belongs to ssl_, as does the other
    BIO* out_;
};

// --- the server --------------------------------------------------------------------------------------------------

/// What a dialogue does.
struct dialogue_plan
{
    exchange play;

    /// What breaks; nothing if it is not set.
    std::optional<fault> breaks{};

    /// Which exchange breaks first, counted over all connections from 0, and how many in a row.
    std::size_t first_broken = 0;
    std::size_t broken = 1;

    delivery pieces = delivery::whole;
    std::uint64_t seed = 1;
};

/// What a dialogue saw.
struct dialogue_record
{
    std::size_t connections = 0;

    /// The requests that were read to their end, in order, head and body in one text.
    std::vector<std::string> requests{};

    /// How many answers were sent, and were not to break.
    std::size_t answers = 0;

    /// How often the fault happened.
    std::size_t faults = 0;

    /// Of the last exchange that came to its end.
    exchange_sizes sizes{};
};

/// A server on loopback that plays the same exchange on each request of each connection, and breaks as planned. It runs
/// on a thread of its own.
class dialogue
{
    using tcp = boost::asio::ip::tcp;
    using error_code = boost::system::error_code;
    template <class T>
    using awaitable = boost::asio::awaitable<T>;

public:
    explicit dialogue(dialogue_plan plan)
        : plan_(std::move(plan)),
          faults_left_(plan_.breaks ? plan_.broken : 0),
          acceptor_(context_, {boost::asio::ip::address_v4::loopback(), 0}),
          port_(acceptor_.local_endpoint().port())
    {
        boost::asio::co_spawn(context_, accept_all(), boost::asio::detached);
        thread_ = std::thread([this] { context_.run(); });
    }

    ~dialogue()
    {
        context_.stop();
        thread_.join();
    }

    dialogue(const dialogue&) = delete;
    dialogue& operator=(const dialogue&) = delete;

    std::string base_url() const
    {
        return (plan_.play.tls ? "https://localhost:" : "http://127.0.0.1:") + std::to_string(port_);
    }

    unsigned short port() const noexcept { return port_; }

    dialogue_record seen() const
    {
        const std::lock_guard lock{mutex_};
        return record_;
    }

    /// Waits until all that was planned to break did so, or the time is up. Whether it did.
    bool wait_for_fault(std::chrono::milliseconds time = std::chrono::seconds{10}) const
    {
        std::unique_lock lock{mutex_};
        return changed_.wait_for(lock, time, [&] { return record_.faults >= plan_.broken; });
    }

    /// Whether something broke.
    bool has_broken() const { return seen().faults != 0; }

    /// Ends all that stalls: the connections are closed on return.
    void release()
    {
        std::promise<void> done;
        boost::asio::post(context_,
                          [&]
                          {
                              for (tcp::socket* const each : stalled_)
                              {
                                  error_code ignored;
                                  each->close(ignored);
                              }
                              done.set_value();
                          });
        done.get_future().wait();
    }

private:
    static constexpr auto awaited = boost::asio::as_tuple(boost::asio::use_awaitable);
    static constexpr std::size_t unlimited = static_cast<std::size_t>(-1);
    // Neither a status line nor a record of TLS, and with a null in it.
    static constexpr char garbage[] = "\x03\xff no server says that \r\n\0\x17\x15\r\n\r\n";

    static constexpr std::string_view unsolicited =
        "HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";

    /// One connection: what came over it, and whether it goes on.
    struct connection
    {
        explicit connection(tcp::socket from) : socket(std::move(from)) {}

        tcp::socket socket;
        std::optional<tls_engine> tls{};
        std::string input{};  // what came, after TLS, and belongs to no request yet
        bool is_over = false;
    };

    // --- the steps ---

    awaitable<void> accept_all()
    {
        for (;;)
        {
            auto [error, socket] = co_await acceptor_.async_accept(awaited);
            if (error)
            {
                co_return;
            }
            error_code ignored;
            socket.set_option(tcp::no_delay(true), ignored);
            note([](dialogue_record& record) { ++record.connections; });
            auto made = std::make_shared<connection>(std::move(socket));
            boost::asio::co_spawn(context_, serve(std::move(made)), boost::asio::detached);
        }
    }

    awaitable<void> serve(std::shared_ptr<connection> owned)
    {
        connection& client = *owned;
        if (takes(step::accept, begun_))
        {
            co_await break_off(client);
        }
        else if (plan_.play.tls)
        {
            client.tls.emplace();
            co_await shake_hands(client);
        }
        while (!client.is_over)
        {
            co_await serve_request(client);
        }
    }

    awaitable<void> shake_hands(connection& client)
    {
        const bool breaks = takes(step::handshake, begun_);
        while (!client.is_over)
        {
            co_await receive(client, unlimited);
            const auto made = client.tls->handshake();
            std::string flight = client.tls->take();
            // Once it has the client's last message, all that the server still has to send are the tickets.
            if (made == tls_engine::progress::done)
            {
                co_await send_tickets(client, flight);
                co_return;
            }
            if (breaks && !flight.empty())
            {
                // Signatures differ in length by a few bytes, so the last byte is not always the same one.
                const auto cut = std::min(plan_.breaks->byte, flight.size() - 1);
                const char unsent = flight[cut];
                flight.resize(cut);
                co_await send(client, flight);
                co_await break_off(client, unsent);
                co_return;
            }
            if (!flight.empty())
            {
                note([&](dialogue_record& record) { record.sizes.handshake = flight.size(); });
            }
            co_await send(client, flight);
            client.is_over = client.is_over || made == tls_engine::progress::failed;
        }
    }

    awaitable<void> send_tickets(connection& client, const std::string& tickets)
    {
        if (takes(step::tickets, begun_))
        {
            const auto cut = std::min(plan_.breaks->byte, std::max<std::size_t>(tickets.size(), 1) - 1);
            const std::string part = tickets.substr(0, cut);
            co_await send(client, part);
            co_await break_off(client, tickets[cut]);
            co_return;
        }
        note([&](dialogue_record& record) { record.sizes.tickets = tickets.size(); });
        co_await send(client, tickets);
    }

    awaitable<void> serve_request(connection& client)
    {
        std::string request;
        const bool has_come = co_await read_request(client, request);
        if (!has_come)
        {
            co_return;
        }
        const std::size_t index = begun_ - 1;
        if (takes(step::before_answer, index))
        {
            co_await break_off(client);
            co_return;
        }
        const bool breaks = takes(step::answer, index);
        const bool breaks_record = takes(step::record, index);

        std::string bytes = plan_.play.answer.substr(0, breaks ? plan_.breaks->byte : std::string::npos);
        if (client.tls)
        {
            client.tls->write(bytes);
            bytes = client.tls->take();
        }
        const std::size_t size = bytes.size();
        if (breaks_record)
        {
            const auto cut = std::min(plan_.breaks->byte, size - 1);
            const char unsent = bytes[cut];
            bytes.resize(cut);
            co_await send(client, bytes);
            co_await break_off(client, unsent);
            co_return;
        }
        if (breaks)
        {
            co_await send(client, bytes);
            co_await break_off(client);
            co_return;
        }
        // Before the client can know of it, so that who has the answer finds it in the record.
        note(
            [&](dialogue_record& record)
            {
                ++record.answers;
                record.sizes.request = request.size();
                record.sizes.answer = plan_.play.answer.size();
                record.sizes.record = size;
            });
        co_await send(client, bytes);
        if (takes(step::after_answer, index))
        {
            co_await break_off(client);
        }
        else if (plan_.play.closes)
        {
            co_await hang_up(client, true);
            co_await ignore_the_rest(client);
        }
    }

    /// Reads a request to its end, or to where it breaks. Whether it came to its end.
    awaitable<bool> read_request(connection& client, std::string& request)
    {
        if (plan_.breaks && plan_.breaks->byte == 0 && takes(step::request, begun_))
        {
            co_await break_off(client);
            co_return false;
        }
        std::size_t limit = unlimited;
        while (!client.is_over)
        {
            // An exchange begins with its first byte, and only then it is known whether it is the one to break.
            if (client.input.empty())
            {
                co_await receive(client, request.empty() ? 1 : limit - request.size());
            }
            if (request.empty() && !client.input.empty())
            {
                limit = takes(step::request, begun_++) ? plan_.breaks->byte : unlimited;
            }
            const std::size_t length = length_of(request, client.input);
            const std::size_t size = std::min({client.input.size(), limit - request.size(), length - request.size()});
            request.append(client.input, 0, size);
            client.input.erase(0, size);
            if (request.size() == limit)
            {
                co_await break_off(client);
                co_return false;
            }
            if (request.size() == length)
            {
                note([&](dialogue_record& record) { record.requests.push_back(request); });
                co_return true;
            }
        }
        co_return false;
    }

    /// The length of the request that begins with these two texts, or the most there is while its head is not whole.
    static std::size_t length_of(const std::string& begin, const std::string& rest)
    {
        const std::string text = begin + rest;
        const std::size_t end = text.find("\r\n\r\n");
        if (end == std::string::npos)
        {
            return unlimited;
        }
        boost::beast::http::request_parser<boost::beast::http::empty_body> parser;
        parser.body_limit(boost::none);
        error_code error;
        parser.put(boost::asio::buffer(text.data(), end + 4), error);
        return error ? unlimited : end + 4 + static_cast<std::size_t>(parser.content_length().value_or(0));
    }

    // --- what breaks ---

    /// Whether the exchange of that number breaks at that step. If so, the fault is used up.
    bool takes(step where, std::size_t index)
    {
        if (faults_left_ == 0 || plan_.breaks->where != where || index < plan_.first_broken)
        {
            return false;
        }
        --faults_left_;
        return true;
    }

    /// `unsent` is what would have come next. Garbage must not begin with it: where only that byte is missing, nothing would
    /// be broken.
    awaitable<void> break_off(connection& client, char unsent = '\0')
    {
        switch (plan_.breaks->how)
        {
        case way::close:
        case way::truncate:
            co_await hang_up(client, plan_.breaks->how == way::close);
            note_fault();
            co_await ignore_the_rest(client);
            break;
        case way::reset:
        {
            error_code ignored;
            client.socket.set_option(boost::asio::socket_base::linger(true, 0), ignored);
            client.socket.close(ignored);
            client.is_over = true;
            note_fault();
            break;
        }
        case way::stall:
            stalled_.insert(&client.socket);
            note_fault();
            co_await ignore_the_rest(client);
            stalled_.erase(&client.socket);
            break;
        case way::garbage:
            co_await send(client, unsent == garbage[0] ? "\x02" : "");
            co_await send(client, {garbage, sizeof garbage - 1});
            co_await hang_up(client, false);
            note_fault();
            co_await ignore_the_rest(client);
            break;
        case way::unsolicited:
        {
            std::string bytes{unsolicited};
            if (client.tls)
            {
                client.tls->write(bytes);
                bytes = client.tls->take();
            }
            co_await send(client, bytes);
            note_fault();
            co_await ignore_the_rest(client);
            break;
        }
        }
    }

    /// Says that there is nothing more to come.
    awaitable<void> hang_up(connection& client, bool says_goodbye)
    {
        if (client.tls && says_goodbye)
        {
            client.tls->say_goodbye();
            const std::string bytes = client.tls->take();
            co_await send(client, bytes);
        }
        error_code ignored;
        client.socket.shutdown(tcp::socket::shutdown_send, ignored);
    }

    /// Waits until the client closes too: what it has not read yet, it would lose to a reset.
    awaitable<void> ignore_the_rest(connection& client)
    {
        std::array<char, 4096> bytes;
        error_code failed;
        while (!failed)
        {
            const auto [error, size] = co_await client.socket.async_read_some(boost::asio::buffer(bytes), awaited);
            failed = error;
        }
        client.is_over = true;
    }

    void note_fault()
    {
        note([](dialogue_record& record) { ++record.faults; });
        changed_.notify_all();
    }

    // --- bytes ---

    awaitable<void> send(connection& client, std::string_view bytes)
    {
        while (!bytes.empty() && !client.is_over)
        {
            const std::size_t size = std::min(bytes.size(), next_piece());
            const auto [error, written] =
                co_await boost::asio::async_write(client.socket, boost::asio::buffer(bytes.data(), size), awaited);
            client.is_over = bool(error);
            bytes.remove_prefix(size);
        }
    }

    std::size_t next_piece()
    {
        switch (plan_.pieces)
        {
        case delivery::whole:
            return unlimited;
        case delivery::byte_by_byte:
            return 1;
        case delivery::random_pieces:
            return 1 + random_() % 17;
        }
        return unlimited;
    }

    /// Receives something, of the plain text at most `most` bytes; during a handshake what is not plain text yet.
    awaitable<void> receive(connection& client, std::size_t most)
    {
        std::array<char, 4096> bytes;
        const std::size_t room = client.tls ? bytes.size() : std::min(most, bytes.size());
        while (!client.is_over)
        {
            if (client.tls && client.tls->read(client.input, most))
            {
                co_return;
            }
            const auto [error, size] =
                co_await client.socket.async_read_some(boost::asio::buffer(bytes.data(), room), awaited);
            if (error)
            {
                client.is_over = true;
                co_return;
            }
            if (!client.tls)
            {
                client.input.append(bytes.data(), size);
                co_return;
            }
            client.tls->give({bytes.data(), size});
            if (client.tls->is_shaking_hands())
            {
                co_return;
            }
        }
    }

    template <class Change>
    void note(Change&& change)
    {
        const std::lock_guard lock{mutex_};
        change(record_);
    }

    const dialogue_plan plan_;

    mutable std::mutex mutex_;
    mutable std::condition_variable changed_;
    dialogue_record record_;

    // Only the server's thread touches these.
    std::size_t faults_left_;
    std::size_t begun_ = 0;  // exchanges
    std::unordered_set<tcp::socket*> stalled_;
    std::mt19937_64 random_{plan_.seed};

    // After what the connections use, so that it goes before that.
    boost::asio::io_context context_{1};
    tcp::acceptor acceptor_;
    unsigned short port_;
    std::thread thread_;
};

}  // namespace truto::test
