#pragma once

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace truto::test
{

/// A server on loopback for many connections at once: it answers each request as a function says.
///
/// Each connection has a thread, on which the function is called, and may block.
class answering_server
{
    using tcp = boost::asio::ip::tcp;

public:
    struct request
    {
        std::string text;        // head and body
        std::size_t connection;  // 1 for the first that was accepted
        std::size_t number;      // 1 for the first that came, on whatever connection
        std::chrono::steady_clock::time_point came;
    };

    /// Gives the answer; an empty one closes the connection.
    using function = std::function<std::string(const request&)>;

    explicit answering_server(function answer)
        : answer_(std::move(answer)),
          acceptor_(context_, {boost::asio::ip::make_address_v4("127.0.0.1"), 0}),
          port_(acceptor_.local_endpoint().port()),
          thread_([this] { serve(); })
    {
    }

    ~answering_server()
    {
        boost::system::error_code ignored;
        {
            const std::lock_guard lock{mutex_};
            stopped_ = true;
            for (auto* const each : open_)
            {
                each->shutdown(tcp::socket::shutdown_both, ignored);
            }
        }
        tcp::socket last{context_};
        last.connect({boost::asio::ip::make_address_v4("127.0.0.1"), port_}, ignored);
        thread_.join();
        for (auto& each : threads_)
        {
            each.join();
        }
    }

    unsigned short port() const noexcept { return port_; }
    std::string base_url() const { return "http://127.0.0.1:" + std::to_string(port_); }

    std::vector<request> requests() const
    {
        const std::lock_guard lock{mutex_};
        return requests_;
    }

    std::size_t connections() const
    {
        const std::lock_guard lock{mutex_};
        return accepted_;
    }

    /// The most connections that were open at once.
    std::size_t most_connections() const
    {
        const std::lock_guard lock{mutex_};
        return most_open_;
    }

    /// Waits until `count` requests came, and true; false after half a minute.
    bool wait_for_requests(std::size_t count) const
    {
        std::unique_lock lock{mutex_};
        return changed_.wait_for(lock, std::chrono::seconds{30}, [&] { return requests_.size() >= count; });
    }

    /// Waits until `count` connections are open, and true; false after half a minute.
    bool wait_for_open(std::size_t count) const
    {
        std::unique_lock lock{mutex_};
        return changed_.wait_for(lock, std::chrono::seconds{30}, [&] { return open_.size() == count; });
    }

private:
    void serve()
    {
        for (;;)
        {
            auto socket = std::make_shared<tcp::socket>(context_);
            boost::system::error_code ec;
            acceptor_.accept(*socket, ec);
            const std::lock_guard lock{mutex_};
            if (stopped_ || ec)
            {
                return;
            }
            const auto number = ++accepted_;
            open_.push_back(socket.get());
            most_open_ = std::max(most_open_, open_.size());
            changed_.notify_all();
            threads_.emplace_back([this, socket, number] { talk(*socket, number); });
        }
    }

    void talk(tcp::socket& socket, std::size_t number)
    {
        boost::system::error_code ec;
        std::string pending;
        while (!ec)
        {
            const auto size = size_of_request(pending);
            if (size == 0)
            {
                char bytes[4096];
                const auto count = socket.read_some(boost::asio::buffer(bytes), ec);
                pending.append(bytes, count);
                continue;
            }
            request came{pending.substr(0, size), number, 0, std::chrono::steady_clock::now()};
            pending.erase(0, size);
            {
                const std::lock_guard lock{mutex_};
                came.number = requests_.size() + 1;
                requests_.push_back(came);
                changed_.notify_all();
            }
            const auto answer = answer_(came);
            if (answer.empty())
            {
                break;
            }
            boost::asio::write(socket, boost::asio::buffer(answer), ec);
        }
        const std::lock_guard lock{mutex_};
        std::erase(open_, &socket);
        socket.close(ec);
        changed_.notify_all();
    }

    /// Zero when there is no whole request yet.
    static std::size_t size_of_request(std::string_view text)
    {
        const auto head = text.find("\r\n\r\n");
        if (head == std::string_view::npos)
        {
            return 0;
        }
        std::size_t length = 0;
        if (const auto at = text.find("Content-Length: "); at < head)
        {
            length = std::stoul(std::string{text.substr(at + 16, head - at - 16)});
        }
        const auto size = head + 4 + length;
        return text.size() >= size ? size : 0;
    }

    boost::asio::io_context context_;
    function answer_;
    tcp::acceptor acceptor_;
    unsigned short port_;

    mutable std::mutex mutex_;
    mutable std::condition_variable changed_;
    std::vector<request> requests_;
    std::vector<tcp::socket*> open_;
    std::size_t accepted_ = 0;
    std::size_t most_open_ = 0;
    bool stopped_ = false;
    std::vector<std::thread> threads_;

    std::thread thread_;
};

/// Holds back whoever comes until it is opened.
class floodgate
{
public:
    void open()
    {
        const std::lock_guard lock{mutex_};
        open_ = true;
        changed_.notify_all();
    }

    /// Waits, half a minute at most.
    void pass()
    {
        std::unique_lock lock{mutex_};
        changed_.wait_for(lock, std::chrono::seconds{30}, [&] { return open_; });
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    bool open_ = false;
};

/// The value of a header of a request; empty when it has none.
inline std::string header_of(std::string_view request, std::string_view name)
{
    const auto head = request.substr(0, request.find("\r\n\r\n") + 2);
    std::string start{"\r\n"};
    start.append(name).append(": ");
    const auto at = head.find(start);
    if (at == std::string_view::npos)
    {
        return {};
    }
    const auto value = head.substr(at + start.size());
    return std::string{value.substr(0, value.find("\r\n"))};
}

}  // namespace truto::test
