#pragma once

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>

#include <array>
#include <cstddef>
#include <list>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace truto::test
{

/// An HTTP proxy on loopback that knows CONNECT, and keeps all that went through it.
///
/// Every tunnel leads to one port of this machine, whatever name the client asked for: so a test can use any name.
class connect_proxy
{
    using tcp = boost::asio::ip::tcp;

public:
    /// What it says to a CONNECT. Empty: it hangs up. `200`: it opens the tunnel. Anything else: it says that, and
    /// waits for the end.
    explicit connect_proxy(unsigned short to, std::string answer = "HTTP/1.1 200 Connection established\r\n\r\n")
        : answer_(std::move(answer)),
          to_(to),
          acceptor_(context_, {boost::asio::ip::make_address_v4("127.0.0.1"), 0}),
          port_(acceptor_.local_endpoint().port())
    {
        accept();
        thread_ = std::thread{[this] { context_.run(); }};
    }

    ~connect_proxy()
    {
        context_.stop();
        thread_.join();
    }

    std::string url(std::string_view credentials = "") const
    {
        return "http://" + std::string{credentials} + (credentials.empty() ? "" : "@") +
               "127.0.0.1:" + std::to_string(port_);
    }

    /// The heads of the requests that came, one for each connection.
    std::vector<std::string> heads() const
    {
        const std::lock_guard lock{mutex_};
        return heads_;
    }

    /// All bytes that clients sent, the heads included.
    std::string seen() const
    {
        const std::lock_guard lock{mutex_};
        return seen_;
    }

private:
    struct tunnel
    {
        explicit tunnel(boost::asio::io_context& context) : client(context), server(context) {}

        tcp::socket client;
        tcp::socket server;
        std::string head{};
        std::array<char, 4096> up{};
        std::array<char, 4096> down{};
    };

    void accept()
    {
        auto& next = tunnels_.emplace_back(context_);
        acceptor_.async_accept(next.client,
                               [this, &next](boost::system::error_code ec)
                               {
                                   if (!ec)
                                   {
                                       read_head(next);
                                       accept();
                                   }
                               });
    }

    void read_head(tunnel& which)
    {
        which.client.async_read_some(boost::asio::buffer(which.up),
                                     [this, &which](boost::system::error_code ec, std::size_t count)
                                     {
                                         if (ec)
                                         {
                                             return;
                                         }
                                         which.head.append(note(which, count));
                                         if (which.head.find("\r\n\r\n") == std::string::npos)
                                         {
                                             read_head(which);
                                             return;
                                         }
                                         {
                                             const std::lock_guard lock{mutex_};
                                             heads_.push_back(which.head);
                                         }
                                         reply(which);
                                     });
    }

    void reply(tunnel& which)
    {
        boost::system::error_code ec;
        if (answer_.empty())
        {
            which.client.close(ec);
            return;
        }
        boost::asio::write(which.client, boost::asio::buffer(answer_), ec);
        if (answer_.starts_with("HTTP/1.1 200"))
        {
            which.server.connect({boost::asio::ip::make_address_v4("127.0.0.1"), to_}, ec);
            pump(which, which.server, which.client, which.down);
        }
        pump(which, which.client, which.server, which.up);
    }

    /// Carries bytes from one side to the other, and the end too.
    void pump(tunnel& which, tcp::socket& from, tcp::socket& to, std::array<char, 4096>& bytes)
    {
        from.async_read_some(boost::asio::buffer(bytes),
                             [this, &which, &from, &to, &bytes](boost::system::error_code ec, std::size_t count)
                             {
                                 boost::system::error_code ignored;
                                 if (ec)
                                 {
                                     from.close(ignored);
                                     to.close(ignored);
                                     return;
                                 }
                                 if (&from == &which.client)
                                 {
                                     note(which, count);
                                 }
                                 boost::asio::write(to, boost::asio::buffer(bytes, count), ignored);
                                 pump(which, from, to, bytes);
                             });
    }

    std::string_view note(const tunnel& which, std::size_t count)
    {
        const std::string_view bytes{which.up.data(), count};
        const std::lock_guard lock{mutex_};
        seen_.append(bytes);
        return bytes;
    }

    boost::asio::io_context context_;
    std::string answer_;
    unsigned short to_;
    tcp::acceptor acceptor_;
    unsigned short port_;
    std::list<tunnel> tunnels_;

    mutable std::mutex mutex_;
    std::vector<std::string> heads_;
    std::string seen_;

    std::thread thread_;
};

}  // namespace truto::test
