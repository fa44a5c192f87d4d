// A server that receives Truto's webhook events: it checks signatures, answers at once, and works afterwards.
//
//     webhook_receiver               shows what it does with good and bad deliveries, which it sends to itself
//     webhook_receiver --port 8080   serves until Ctrl-C; the webhook's secret is in TRUTO_WEBHOOK_SECRET
//
// Truto sends over HTTPS only. This listens on loopback, behind whatever ends TLS on that machine.
#include <truto/secret.hpp>
#include <truto/testing/webhook_signature.hpp>
#include <truto/timestamp.hpp>
#include <truto/webhook.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/experimental/channel.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <array>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <deque>
#include <exception>
#include <functional>
#include <iostream>
#include <list>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "support/terminal_text.hpp"

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
namespace webhook = truto::webhook;

using asio::ip::tcp;
using std::chrono::system_clock;
using truto::error_code;
using namespace std::chrono_literals;

namespace
{

using request = http::request<http::string_body>;
using response = http::response<http::string_body>;

// Errors come as values: nearly all of them are a peer that went away, which is no exception here.
constexpr auto as_values = asio::as_tuple(asio::use_awaitable);

constexpr std::string_view path = "/webhooks/truto";
constexpr std::size_t largest_body = 4 * 1024 * 1024;
constexpr std::size_t longest_queue = 100;
constexpr auto longest_request = 10s;  // from the first byte of the head to the last one of the body
constexpr auto longest_silence = 30s;  // of a connection that is kept
constexpr auto oldest_event = 5min;

void rethrow(std::exception_ptr failure)
{
    if (failure)
    {
        std::rethrow_exception(failure);
    }
}

//! [recent]
/// Remembers the events of the last minutes. Older ones are refused by their time, so no more is needed.
class recent_events
{
public:
    bool is_in_time(const webhook::event& event, system_clock::time_point now) const
    {
        const auto made = event.created_at ? event.created_at->time() : std::nullopt;
        return made && event.id && *made > now - oldest_event && *made < now + oldest_event;
    }

    bool has(const webhook::event& event) const { return ids_.contains(*event.id); }

    void add(const webhook::event& event, system_clock::time_point now)
    {
        while (!order_.empty() && order_.front().first < now - 2 * oldest_event)
        {
            ids_.erase(order_.front().second);
            order_.pop_front();
        }
        order_.emplace_back(now, *event.id);
        ids_.insert(*event.id);
    }

private:
    std::deque<std::pair<system_clock::time_point, std::string>> order_;
    std::unordered_set<std::string> ids_;
};
//! [recent]

/// The server. One thread runs it.
class receiver
{
public:
    using handler = std::function<void(const webhook::event&)>;

    receiver(asio::io_context& context, std::uint16_t port, webhook::verifier verify, handler handle)
        : acceptor_(context, {asio::ip::address_v4::loopback(), port}),
          queue_(context, longest_queue),
          verify_(std::move(verify)),
          handle_(std::move(handle))
    {
    }

    tcp::endpoint endpoint() const { return acceptor_.local_endpoint(); }

    void start()
    {
        asio::co_spawn(acceptor_.get_executor(), accept(), rethrow);
        asio::co_spawn(acceptor_.get_executor(), work(), rethrow);
    }

    /// Accepts nothing more, finishes what is under way, and then nothing is left to run.
    void stop()
    {
        if (std::exchange(is_stopping_, true))
        {
            return;
        }
        error_code ignored;
        acceptor_.close(ignored);
        for (session& each : sessions_)
        {
            if (each.is_waiting)
            {
                each.stream.cancel();
            }
        }
        end_if_idle();
    }

private:
    struct session
    {
        beast::tcp_stream stream;
        bool is_waiting = false;  // for the first byte of a request
    };

    //! [answer]
    /// What is said to a request. Truto waits for it, so everything that takes time comes later.
    response answer(const request& message)
    {
        if (message.target() != path)
        {
            return say(message, http::status::not_found);
        }
        if (message.method() != http::verb::post)
        {
            return say(message, http::status::method_not_allowed);
        }
        if (const auto ec = verify_(message[webhook::signature_header], message.body()))
        {
            return say(message, http::status::unauthorized, ec.message());
        }

        error_code ec;
        const auto event = webhook::parse(message.body(), ec);
        if (ec)
        {
            return say(message, http::status::bad_request, ec.message());
        }
        const auto now = system_clock::now();
        if (!recent_.is_in_time(event, now))
        {
            return say(message, http::status::bad_request, "no id, or not of these minutes");
        }
        if (recent_.has(event))
        {
            return say(message, http::status::ok, "came before");  // our last answer may have been lost
        }
        if (!queue_.try_send(error_code{}, event))
        {
            return say(message, http::status::service_unavailable, "too much to do");  // Truto tries again
        }
        recent_.add(event, now);
        return say(message, http::status::ok);
    }
    //! [answer]

    /// The reason is for us, not for the sender.
    static response say(const request& message, http::status status, std::string_view reason = {})
    {
        if (!reason.empty())
        {
            std::cout << "    " << reason << '\n';
        }
        response result{status, message.version()};
        result.keep_alive(message.keep_alive());
        if (status == http::status::method_not_allowed)
        {
            result.set(http::field::allow, "POST");
        }
        result.prepare_payload();
        return result;
    }

    asio::awaitable<void> accept()
    {
        asio::steady_timer pause{acceptor_.get_executor()};
        while (!is_stopping_)
        {
            auto [ec, socket] = co_await acceptor_.async_accept(as_values);
            if (is_stopping_)
            {
                break;
            }
            if (ec)  // out of descriptors, say: that passes
            {
                pause.expires_after(100ms);
                co_await pause.async_wait(as_values);
                continue;
            }
            sessions_.push_back({beast::tcp_stream{std::move(socket)}});
            const auto place = std::prev(sessions_.end());
            asio::co_spawn(acceptor_.get_executor(), converse(*place),
                           [this, place](std::exception_ptr)  // ends one connection, without an answer
                           {
                               sessions_.erase(place);
                               end_if_idle();
                           });
        }
    }

    asio::awaitable<void> converse(session& with)
    {
        beast::flat_buffer buffer;
        bool is_kept = true;
        while (is_kept && !is_stopping_)
        {
            http::request_parser<http::string_body> parser;
            parser.header_limit(8 * 1024);
            parser.body_limit(largest_body);

            if (buffer.size() == 0)
            {
                with.is_waiting = true;
                with.stream.expires_after(longest_silence);
                const auto [ec, size] = co_await with.stream.async_read_some(buffer.prepare(4096), as_values);
                with.is_waiting = false;
                if (ec)
                {
                    co_return;
                }
                buffer.commit(size);
            }
            with.stream.expires_after(longest_request);
            const auto [failure, read] = co_await http::async_read(with.stream, buffer, parser, as_values);

            response said;
            if (failure == http::error::body_limit)
            {
                said = say(parser.get(), http::status::payload_too_large);
                said.keep_alive(false);
            }
            else if (failure)
            {
                co_return;
            }
            else
            {
                said = answer(parser.get());
            }
            is_kept = said.keep_alive() && !is_stopping_;
            said.keep_alive(is_kept);
            with.stream.expires_after(longest_request);
            const auto [unsaid, written] = co_await http::async_write(with.stream, said, as_values);
            if (unsaid)
            {
                co_return;
            }
        }
        co_await close(with);
    }

    /// To close while the peer still sends would reset the connection, and our answer could be lost with it.
    asio::awaitable<void> close(session& with)
    {
        error_code ec;
        with.stream.socket().shutdown(tcp::socket::shutdown_send, ec);
        with.stream.expires_after(2s);
        std::array<char, 4096> unwanted{};
        for (std::size_t all = 0; !ec && all < 2 * largest_body;)
        {
            const auto [failure, size] = co_await with.stream.async_read_some(asio::buffer(unwanted), as_values);
            ec = failure;
            all += size;
        }
    }

    //! [work]
    /// Handles the events, one after the other, in the order of their arrival.
    asio::awaitable<void> work()
    {
        for (;;)
        {
            const auto [ec, event] = co_await queue_.async_receive(as_values);
            if (ec || !event)
            {
                co_return;
            }
            try
            {
                handle_(*event);
            }
            catch (const std::exception& failure)
            {
                std::cerr << "    not handled: " << example::printable(failure.what()) << '\n';
            }
        }
    }
    //! [work]

    void end_if_idle()
    {
        if (is_stopping_ && sessions_.empty())
        {
            queue_.async_send(error_code{}, std::nullopt, asio::detached);  // comes after all events
        }
    }

    tcp::acceptor acceptor_;
    asio::experimental::channel<void(error_code, std::optional<webhook::event>)> queue_;
    webhook::verifier verify_;
    handler handle_;
    recent_events recent_;
    std::list<session> sessions_;
    bool is_stopping_ = false;
};

//! [handle]
/// What an event means to this program.
void handle(const webhook::event& event)
{
    using enum webhook::event_type;

    std::cout << "    " << (event.type ? example::printable(event.type->text()) : "an event without a name");
    if (event.type == integrated_account_active || event.type == integrated_account_authentication_error)
    {
        const auto account = event.payload_as<webhook::integrated_account>().value;
        std::cout << ": account " << example::printable(account.id.value_or("?")) << " of "
                  << example::printable(account.tenant_id.value_or("?")) << " is "
                  << example::printable(account.status.value_or("?"));
    }
    std::cout << '\n';
}
//! [handle]

int serve(std::uint16_t port)
{
    const char* const key = std::getenv("TRUTO_WEBHOOK_SECRET");
    if (key == nullptr)
    {
        throw std::runtime_error("TRUTO_WEBHOOK_SECRET is not set: Truto tells it when it creates the webhook");
    }
    asio::io_context context{1};  // one thread, as the server wants it
    receiver server{context, port, webhook::verifier{truto::secret{key}}, handle};
    server.start();
    std::cout << "http://" << server.endpoint() << path << std::endl;  // for whoever reads it through a pipe

    asio::signal_set signals{context, SIGINT, SIGTERM};
    signals.async_wait([&](error_code, int) { server.stop(); });
    context.run();
    return EXIT_SUCCESS;
}

// --- the demonstration ----------------------------------------------------------------------------------------------

struct delivery
{
    const char* what;
    request message;
    unsigned expected;
};

std::string body_of(const char* id, std::string_view type, system_clock::duration age = {})
{
    return boost::json::serialize(boost::json::object{
        {"id", id},
        {"event", type},
        {"payload", {{"id", "acc-17"}, {"tenant_id", "acme-1"}, {"status", "active"}}},
        {"created_at", truto::timestamp{system_clock::now() - age}.text()},
    });
}

request post(std::string body, const std::string& signature)
{
    request message{http::verb::post, path, 11};
    message.set(http::field::host, "localhost");
    message.set(http::field::content_type, "application/json");
    message.body() = std::move(body);
    if (!signature.empty())
    {
        message.set(webhook::signature_header, signature);
    }
    message.prepare_payload();
    return message;
}

request signed_post(const std::string& body, const char* key)
{
    return post(body, truto::testing::webhook_signature(key, body));
}

std::vector<delivery> deliveries(const char* key, const char* former_key)
{
    const auto account = body_of("evt-1", "integrated_account:active");
    auto changed = account;
    changed.replace(changed.find("acc-17"), 6, "acc-71");
    const auto signature = truto::testing::webhook_signature(key, account);
    auto get = post("", "");
    get.method(http::verb::get);

    return {
        {"signed", post(account, signature), 200},
        {"once more, as after a lost answer", post(account, signature), 200},
        {"signed, and of a kind that nobody knows", signed_post(body_of("evt-2", "planet:discovered"), key), 200},
        {"signed with the former secret", signed_post(body_of("evt-3", "test"), former_key), 200},
        {"not signed", post(account, ""), 401},
        {"signed by somebody else", signed_post(account, "guessed"), 401},
        {"changed on the way", post(changed, signature), 401},
        {"signed another way", post(account, "format=md5,v=" + signature.substr(16)), 401},
        {"signed, an hour ago", signed_post(body_of("evt-4", "test", 1h), key), 400},
        {"signed, but no JSON", signed_post("id=evt-5", key), 400},
        {"larger than anything from Truto", signed_post(std::string(largest_body + 1, ' '), key), 413},
        {"not sent, but asked for", get, 405},
    };
}

/// Sends them all, over one connection as long as it is kept. Gives the number of those that met another answer.
asio::awaitable<int> send_all(tcp::endpoint where, std::vector<delivery> all)
{
    int surprises = 0;
    std::optional<tcp::socket> socket;
    for (const delivery& each : all)
    {
        if (!socket)
        {
            socket.emplace(co_await asio::this_coro::executor);
            co_await socket->async_connect(where, asio::use_awaitable);
        }
        std::cout << each.what << '\n';
        beast::flat_buffer buffer;
        response said;
        co_await http::async_write(*socket, each.message, asio::use_awaitable);
        co_await http::async_read(*socket, buffer, said, asio::use_awaitable);
        std::cout << "    -> " << said.result_int() << '\n';
        surprises += said.result_int() == each.expected ? 0 : 1;
        if (!said.keep_alive())
        {
            socket.reset();
        }
    }
    co_return surprises;
}

int demonstrate()
{
    constexpr const char* key = "6e17561c-a20c-44ce-b8b5-caff0bf786fe";
    constexpr const char* former_key = "b6d29b9b-3d9d-44fd-aa77-512fd83b28c1";

    asio::io_context context{1};
    std::vector<std::string> handled;
    //! [verifier]
    // Each webhook has a secret of its own. While one takes the place of another, both are good.
    const webhook::verifier verify{{truto::secret{key}, truto::secret{former_key}}};
    //! [verifier]
    receiver server{context, 0, verify, [&](const webhook::event& event)
                    {
                        handle(event);
                        handled.push_back(*event.id);
                    }};
    server.start();

    int surprises = 0;
    asio::co_spawn(context, send_all(server.endpoint(), deliveries(key, former_key)),
                   [&](std::exception_ptr failure, int number)
                   {
                       server.stop();
                       surprises = number;
                       rethrow(failure);
                   });
    context.run();

    const bool is_right = surprises == 0 && handled == std::vector<std::string>{"evt-1", "evt-2", "evt-3"};
    std::cout << (is_right ? "three events were handled, once each\n" : "that was not what was expected\n");
    return is_right ? EXIT_SUCCESS : EXIT_FAILURE;
}

std::uint16_t port_of(std::string_view text)
{
    std::uint16_t port = 0;
    const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), port);
    if (ec != std::errc{} || end != text.data() + text.size())
    {
        throw std::runtime_error("a port is a number up to 65535");
    }
    return port;
}

}  // namespace

int main(int count, char** values)
{
    try
    {
        if (count == 1)
        {
            return demonstrate();
        }
        if (count == 3 && std::string_view{values[1]} == "--port")
        {
            return serve(port_of(values[2]));
        }
        std::cerr << "usage: webhook_receiver [--port NUMBER]\n";
    }
    catch (const std::exception& failure)
    {
        std::cerr << failure.what() << '\n';
    }
    return EXIT_FAILURE;
}
