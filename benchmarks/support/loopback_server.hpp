// The cheapest HTTP server that keeps connections alive: it finds the end of a request's head and writes one prebuilt
// answer. What is measured is the client's side, so the server must never be the one that is waited for.
#pragma once

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>

#include <array>
#include <cstddef>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <pthread.h>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "pin.hpp"
#include "report.hpp"

namespace benchmark
{

/// Listens on 127.0.0.1, on a port of the system's choice, from construction to destruction. Each connection has a
/// thread that blocks: with one request in flight that is fewer system calls than any event loop needs.
class loopback_server
{
public:
    /// Answers every request with `response`. Speaks TLS if `tls` is not null. All its threads run on `core`, if given.
    loopback_server(std::string response, std::shared_ptr<boost::asio::ssl::context> tls, std::optional<int> core)
        : response_{std::move(response)},
          tls_{std::move(tls)},
          acceptor_{context_, {boost::asio::ip::make_address_v4("127.0.0.1"), 0}},
          port_{acceptor_.local_endpoint().port()}
    {
        accepting_ = std::thread{[this, core]
                                 {
                                     pin_this_thread(core);
                                     accept_all();
                                 }};
    }

    loopback_server(const loopback_server&) = delete;
    loopback_server& operator=(const loopback_server&) = delete;

    /// Cuts what is still open and joins every thread.
    ~loopback_server()
    {
        stop_accepting();
        accepting_.join();
        {
            const std::lock_guard lock{mutex_};
            for (connection& each : connections_)
            {
                boost::system::error_code ignored;
                each.socket.shutdown(boost::asio::socket_base::shutdown_both, ignored);
            }
        }
        for (connection& each : connections_)
        {
            each.thread.join();
        }
    }

    unsigned short port() const noexcept { return port_; }

    /// Processor time of all the server's threads so far, in nanoseconds; for subtracting it from the process's.
    double cpu() const
    {
        const std::lock_guard lock{mutex_};
        double total = cpu_of(accepting_);
        for (const connection& each : connections_)
        {
            total += each.ended ? each.spent : cpu_of(each.thread);
        }
        return total;
    }

    /// Connections accepted so far: a kept-alive contestant has one.
    std::size_t accepted() const
    {
        const std::lock_guard lock{mutex_};
        return connections_.size();
    }

private:
    using tcp = boost::asio::ip::tcp;

    struct connection
    {
        explicit connection(tcp::socket accepted) : socket{std::move(accepted)} {}

        tcp::socket socket;
        std::thread thread;
        bool ended{false};
        double spent{0.0};
    };

    static double cpu_of(const std::thread& thread)
    {
        clockid_t clock{};
        const bool known = ::pthread_getcpuclockid(const_cast<std::thread&>(thread).native_handle(), &clock) == 0;
        return known ? cpu_ns(clock) : 0.0;
    }

    void accept_all()
    {
        for (;;)
        {
            boost::system::error_code ec;
            tcp::socket socket{context_};
            acceptor_.accept(socket, ec);
            const std::lock_guard lock{mutex_};
            if (ec || stopping_)
            {
                return;
            }
            socket.set_option(tcp::no_delay{true}, ec);
            connection& added = connections_.emplace_back(std::move(socket));
            added.thread = std::thread{[this, &added] { serve(added); }};
        }
    }

    /// A blocked accept() only returns for a connection, so make one.
    void stop_accepting()
    {
        {
            const std::lock_guard lock{mutex_};
            stopping_ = true;
        }
        boost::system::error_code ignored;
        tcp::socket last{context_};
        last.connect({boost::asio::ip::make_address_v4("127.0.0.1"), port_}, ignored);
    }

    void serve(connection& peer)
    {
        if (tls_ == nullptr)
        {
            answer_all(peer.socket);
        }
        else
        {
            boost::system::error_code ec;
            boost::asio::ssl::stream<tcp::socket&> stream{peer.socket, *tls_};
            stream.handshake(boost::asio::ssl::stream_base::server, ec);
            if (!ec)
            {
                answer_all(stream);
            }
        }
        const std::lock_guard lock{mutex_};
        peer.ended = true;
        peer.spent = cpu_ns(CLOCK_THREAD_CPUTIME_ID);
    }

    /// Until the peer goes. No request of these programs has a body, so the end of the head is the end of the request.
    template <class Stream>
    void answer_all(Stream& stream)
    {
        std::array<char, 8192> buffer;
        std::size_t filled = 0;
        for (;;)
        {
            boost::system::error_code ec;
            filled += stream.read_some(boost::asio::buffer(buffer.data() + filled, buffer.size() - filled), ec);
            if (ec)
            {
                return;
            }
            if (!std::string_view{buffer.data(), filled}.ends_with("\r\n\r\n"))
            {
                if (filled == buffer.size())
                {
                    return;
                }
                continue;
            }
            filled = 0;
            boost::asio::write(stream, boost::asio::buffer(response_), ec);
            if (ec)
            {
                return;
            }
        }
    }

    const std::string response_;
    const std::shared_ptr<boost::asio::ssl::context> tls_;
    boost::asio::io_context context_;
    tcp::acceptor acceptor_;
    unsigned short port_;
    mutable std::mutex mutex_;
    std::list<connection> connections_;  // a list: the threads hold references
    bool stopping_{false};
    std::thread accepting_;
};

}  // namespace benchmark
