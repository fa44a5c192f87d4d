#pragma once

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/socket_base.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace truto::test
{

/// A server on loopback that does, connection by connection and step by step, what a test says.
///
/// It blocks on a thread of its own. A step that can't be done (the client hung up) ends its connection's script.
class scripted_server
{
    using tcp = boost::asio::ip::tcp;

public:
    class peer;
    using step = std::function<void(peer&)>;
    using script = std::vector<step>;

    /// One script for each connection, in the order in which they come. `tls` is null for plain TCP.
    explicit scripted_server(std::vector<script> scripts, std::shared_ptr<boost::asio::ssl::context> tls = nullptr)
        : tls_(std::move(tls)),
          acceptor_(context_, {boost::asio::ip::make_address_v4("127.0.0.1"), 0}),
          port_(acceptor_.local_endpoint().port()),
          scripts_(std::move(scripts)),
          thread_([this] { serve(); })
    {
    }

    ~scripted_server()
    {
        stop();
        thread_.join();
    }

    std::string base_url(std::string_view host = "127.0.0.1") const
    {
        return (tls_ ? "https://" : "http://") + std::string{host} + ":" + std::to_string(port_);
    }

    /// The requests that came, head and body as one text each.
    std::vector<std::string> requests() const
    {
        const std::lock_guard lock{mutex_};
        return requests_;
    }

    /// How many connections were accepted so far.
    std::size_t connections() const
    {
        const std::lock_guard lock{mutex_};
        return accepted_;
    }

    /// Waits until `count` requests came.
    void wait_for_requests(std::size_t count) const
    {
        std::unique_lock lock{mutex_};
        changed_.wait(lock, [&] { return requests_.size() >= count; });
    }

    /// Ends everything that waits.
    void stop()
    {
        boost::system::error_code ignored;
        {
            const std::lock_guard lock{mutex_};
            stopped_ = true;
            if (current_ != nullptr)
            {
                current_->shutdown(tcp::socket::shutdown_both, ignored);
            }
        }
        changed_.notify_all();
        // A blocked accept ends with a connection: nothing else ends it on every platform.
        tcp::socket last{context_};
        last.connect({boost::asio::ip::make_address_v4("127.0.0.1"), port_}, ignored);
    }

    /// What a step may do with its connection.
    class peer
    {
    public:
        peer(scripted_server& server, tcp::socket socket) : server_(server), socket_(std::move(socket))
        {
            if (server_.tls_)
            {
                tls_.emplace(socket_, *server_.tls_);
                tls_->handshake(boost::asio::ssl::stream_base::server);
            }
        }

        /// Reads one whole request, by its Content-Length.
        void read_request()
        {
            std::size_t head = std::string::npos;
            while ((head = pending_.find("\r\n\r\n")) == std::string::npos)
            {
                read_some();
            }
            std::size_t length = 0;
            if (const auto at = pending_.find("Content-Length: "); at < head)
            {
                length = std::stoul(pending_.substr(at + 16));
            }
            while (pending_.size() < head + 4 + length)
            {
                read_some();
            }
            auto request = pending_.substr(0, head + 4 + length);
            pending_.erase(0, head + 4 + length);
            {
                const std::lock_guard lock{server_.mutex_};
                server_.requests_.push_back(std::move(request));
            }
            server_.changed_.notify_all();
        }

        void write(std::string_view text)
        {
            const auto buffer = boost::asio::buffer(text);
            tls_ ? boost::asio::write(*tls_, buffer) : boost::asio::write(socket_, buffer);
        }

        /// Waits until the client hangs up.
        void wait_for_end()
        {
            for (;;)
            {
                read_some();
            }
        }

        /// Closes with RST, as a crashed peer does.
        void reset()
        {
            socket_.set_option(boost::asio::socket_base::linger(true, 0));
            socket_.close();
        }

        void close()
        {
            socket_.shutdown(tcp::socket::shutdown_both);
            socket_.close();
        }

        tcp::socket& socket() noexcept { return socket_; }
        SSL* tls() noexcept { return tls_ ? tls_->native_handle() : nullptr; }

    private:
        void read_some()
        {
            char bytes[4096];
            const auto buffer = boost::asio::buffer(bytes);
            const auto count = tls_ ? tls_->read_some(buffer) : socket_.read_some(buffer);
            pending_.append(bytes, count);
        }

        scripted_server& server_;
        tcp::socket socket_;
        std::optional<boost::asio::ssl::stream<tcp::socket&>> tls_;
        std::string pending_;
    };

private:
    /// While it lives, stop() can end what the connection waits for.
    class presence
    {
    public:
        presence(scripted_server& server, tcp::socket& socket) : server_(server)
        {
            const std::lock_guard lock{server_.mutex_};
            server_.current_ = &socket;
        }
        ~presence()
        {
            const std::lock_guard lock{server_.mutex_};
            server_.current_ = nullptr;
        }
        presence(const presence&) = delete;
        presence& operator=(const presence&) = delete;

    private:
        scripted_server& server_;
    };

    void serve()
    {
        for (;;)
        {
            boost::system::error_code ec;
            tcp::socket socket{context_};
            acceptor_.accept(socket, ec);
            script steps;
            {
                const std::lock_guard lock{mutex_};
                if (stopped_ || ec)
                {
                    return;
                }
                if (accepted_ < scripts_.size())
                {
                    steps = scripts_[accepted_];
                }
                ++accepted_;
            }
            run(std::move(socket), steps);
        }
    }

    void run(tcp::socket socket, const script& steps)
    {
        try
        {
            peer client{*this, std::move(socket)};
            const presence here{*this, client.socket()};
            for (const auto& each : steps)
            {
                each(client);
            }
        }
        catch (const boost::system::system_error&)
        {
            // The client hung up, which is what many tests are about.
        }
    }

    boost::asio::io_context context_;
    std::shared_ptr<boost::asio::ssl::context> tls_;
    tcp::acceptor acceptor_;
    unsigned short port_;
    std::vector<script> scripts_;

    mutable std::mutex mutex_;
    mutable std::condition_variable changed_;
    std::vector<std::string> requests_;
    std::size_t accepted_ = 0;
    bool stopped_ = false;
    tcp::socket* current_ = nullptr;

    std::thread thread_;
};

// --- steps -------------------------------------------------------------------------------------------------------

/// An answer with the given status line, body and further header lines.
inline std::string http_answer(std::string_view status, std::string_view body, std::string_view lines = "")
{
    std::string text{"HTTP/1.1 "};
    return text.append(status)
        .append("\r\nContent-Length: ")
        .append(std::to_string(body.size()))
        .append("\r\n")
        .append(lines)
        .append("\r\n")
        .append(body);
}

/// Reads a request and answers it.
inline scripted_server::step answer(std::string text)
{
    return [text = std::move(text)](scripted_server::peer& client)
    {
        client.read_request();
        client.write(text);
    };
}

inline scripted_server::step answer_ok(std::string_view body = R"({"id":"u1","name":"Ines Okafor"})")
{
    return answer(http_answer("200 OK", body));
}

/// Reads a request and never answers.
inline scripted_server::step ignore_request()
{
    return [](scripted_server::peer& client)
    {
        client.read_request();
        client.wait_for_end();
    };
}

inline scripted_server::step read_request()
{
    return [](scripted_server::peer& client) { client.read_request(); };
}

inline scripted_server::step write(std::string text)
{
    return [text = std::move(text)](scripted_server::peer& client) { client.write(text); };
}

inline scripted_server::step close()
{
    return [](scripted_server::peer& client) { client.close(); };
}

inline scripted_server::step reset()
{
    return [](scripted_server::peer& client) { client.reset(); };
}

inline scripted_server::step wait_for_end()
{
    return [](scripted_server::peer& client) { client.wait_for_end(); };
}

}  // namespace truto::test
