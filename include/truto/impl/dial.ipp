#pragma once

#include <truto/detail/net/dial.hpp>
#include <truto/detail/policy/attempt_order.hpp>

#include <boost/asio/error.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#if defined(BOOST_ASIO_HAS_EPOLL) && !defined(BOOST_ASIO_HAS_IO_URING_AS_DEFAULT)
#define TRUTO_CONNECTS_BY_EPOLL
#include <unistd.h>
#endif

namespace truto::detail::net
{

/// How long an address may be silent before the next is tried as well (RFC 8305, 5).
inline constexpr std::chrono::milliseconds connection_attempt_delay{250};

/// One address that is being tried.
class dialing
{
public:
    explicit dialing(const asio::any_io_executor& executor) : socket(executor) {}

    fiber::socket_type socket;
    error_code ec{};  // written before `done` is set
    std::atomic<bool> done = false;
    bool counted = false;  // whether its failure was seen
};

/// What Asio calls when an address answered, or did not.
class on_connect
{
public:
    on_connect(std::shared_ptr<dialing> which, std::shared_ptr<fiber> who) noexcept
        : which_(std::move(which)), who_(std::move(who))
    {
    }

    void operator()(error_code ec) const
    {
        which_->ec = ec;
        which_->done.store(true, std::memory_order_release);
        who_->wake();
    }

private:
    std::shared_ptr<dialing> which_;
    std::shared_ptr<fiber> who_;
};

/// Hands a connected socket on.
///
/// By connecting, Asio's epoll reactor has registered it for writing as well, and keeps it so: from then on each wait for
/// an answer ends twice, first because there is room to write. A new registration knows nothing of that.
inline error_code hand_on(fiber::socket_type& connected, fiber::socket_type& to)
{
    error_code ec;
#if defined(TRUTO_CONNECTS_BY_EPOLL)
    const auto protocol = connected.local_endpoint(ec).protocol();
    if (!ec)
    {
        const auto descriptor = connected.release(ec);
        if (!ec)
        {
            to.assign(protocol, descriptor, ec);
            if (ec)
            {
                ::close(descriptor);
            }
        }
    }
#else
    to = std::move(connected);
#endif
    return ec;
}

/// The addresses that are being tried; those that were not taken are closed in the end.
class race
{
public:
    explicit race(fiber& who) : who_(who) {}
    ~race()
    {
        error_code ignored;
        for (const auto& each : all_)
        {
            each->socket.close(ignored);
        }
    }
    race(const race&) = delete;
    race& operator=(const race&) = delete;

    void add(const asio::ip::tcp::endpoint& where)
    {
        all_.push_back(std::make_shared<dialing>(who_.executor()));
        all_.back()->socket.async_connect(where, on_connect{all_.back(), who_.shared_from_this()});
        ++open_;
    }

    /// Looks who is done. True when one is connected, which goes to `to`; failures go to `ec`.
    bool look(fiber::socket_type& to, error_code& ec)
    {
        for (const auto& each : all_)
        {
            if (each->counted || !each->done.load(std::memory_order_acquire))
            {
                continue;
            }
            ec = each->ec ? each->ec : hand_on(each->socket, to);
            if (!ec)
            {
                return true;
            }
            each->counted = true;
            --open_;
        }
        return false;
    }

    std::size_t open() const noexcept { return open_; }

private:
    fiber& who_;
    std::vector<std::shared_ptr<dialing>> all_;
    std::size_t open_ = 0;
};

TRUTO_LAZY task<error_code> dial(fiber& who, const endpoints& where, fiber::time_point limit, fiber::socket_type& to)
{
    std::string families;
    for (const auto& each : where)
    {
        families.push_back(each.address().is_v6() ? '6' : '4');
    }
    const auto order = policy::attempt_order(families);
    race running{who};
    error_code ec = asio::error::host_not_found;
    auto turn = who.now();  // of the next address
    for (auto next = order.begin();;)
    {
        if (next != order.end() && (running.open() == 0 || who.now() >= turn))
        {
            running.add(where[*next++]);
            turn = who.now() + connection_attempt_delay;
        }
        const auto before = running.open();
        if (running.look(to, ec))
        {
            co_return error_code{};
        }
        if (running.open() == 0 && next == order.end())
        {
            co_return ec;
        }
        if (running.open() != before)
        {
            turn = who.now();
            continue;
        }
        const auto until = next == order.end() ? limit : std::min(limit, turn);
        const auto waited = co_await who.woken(until);
        if (waited && (waited != asio::error::timed_out || until == limit))
        {
            co_return waited;
        }
    }
}

}  // namespace truto::detail::net

#undef TRUTO_CONNECTS_BY_EPOLL
