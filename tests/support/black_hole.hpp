#pragma once

#include <boost/asio/error.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <chrono>
#include <sys/socket.h>
#include <vector>

#include "support/run.hpp"

namespace truto::test
{

/// An address that is silent: its queue is full, so that the system drops whoever knocks.
class black_hole
{
public:
    using tcp = asio::ip::tcp;

    explicit black_hole(asio::io_context& context) : acceptor_(context)
    {
        acceptor_.open(tcp::v4());
        acceptor_.bind({asio::ip::address_v4::loopback(), 0});
        acceptor_.listen(0);
        for (int i = 0; i != 4; ++i)
        {
            auto& each = fill_.emplace_back(context, tcp::v4());
            each.non_blocking(true);
            const auto to = where();
            ::connect(each.native_handle(), to.data(), static_cast<socklen_t>(to.size()));  // Asio's would wait
        }
    }

    tcp::endpoint where() const { return acceptor_.local_endpoint(); }

private:
    tcp::acceptor acceptor_;
    std::vector<tcp::socket> fill_;
};

/// Whether such a thing can be had here: not every system drops them.
inline bool is_silent(asio::io_context& context, const black_hole& hole)
{
    asio::ip::tcp::socket probe{context};
    bool answered = false;
    probe.async_connect(hole.where(),
                        [&](error_code ec) { answered = answered || ec != asio::error::operation_aborted; });
    context.restart();
    context.run_for(std::chrono::milliseconds{300});
    probe.close();
    run_out(context);
    return !answered;
}

}  // namespace truto::test
