#pragma once

#include <truto/detail/http/origin.hpp>
#include <truto/detail/net/resolver.hpp>

#include <boost/asio/error.hpp>
#include <boost/asio/execution/context.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/query.hpp>

#include <atomic>
#include <cstring>
#include <exception>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>

#if defined(_WIN32)
#include <ws2tcpip.h>
#else
#include <netdb.h>
#endif

namespace truto::detail::net
{

/// More threads than this never wait for name servers; further names queue.
inline constexpr std::size_t most_resolver_threads = 8;

struct resolver_service::job
{
    std::string host;
    std::uint16_t port;

    // Written before `done` is set.
    error_code ec{};
    endpoints found{};
    std::atomic<bool> done = false;

    std::shared_ptr<fiber> who;  // taken by whom it is for, or by shutdown, never by a thread. The state's mutex.
};

/// Outlives the service while a thread is inside getaddrinfo.
struct resolver_service::shared_state
{
    std::mutex mutex;
    bool stopped = false;
    std::size_t threads = 0;
    std::vector<std::shared_ptr<job>> queue;
    std::vector<std::weak_ptr<job>> pending;

    /// Wakes the fiber unless it is gone. The lock keeps the context alive meanwhile: see shutdown().
    void complete(job& which)
    {
        which.done.store(true, std::memory_order_release);
        const std::lock_guard lock{mutex};
        if (which.who && !stopped)
        {
            which.who->wake();
        }
    }

    /// Nobody waits for the result any more.
    void forget(job& which)
    {
        std::shared_ptr<fiber> who;  // let go of when nothing is locked
        const std::lock_guard lock{mutex};
        who = std::move(which.who);
    }
};

/// Waiting for a result, however that ends: with the result, or with the coroutine that waits.
struct resolver_service::interest
{
    std::shared_ptr<shared_state> state;
    std::shared_ptr<job> in;

    interest(std::shared_ptr<shared_state> whose, std::shared_ptr<job> which) noexcept
        : state(std::move(whose)), in(std::move(which))
    {
    }
    interest(const interest&) = delete;
    interest& operator=(const interest&) = delete;
    ~interest() { state->forget(*in); }
};

inline endpoints lookup(const std::string& host, std::uint16_t port, error_code& ec)
{
    addrinfo hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_ADDRCONFIG;
    addrinfo* list = nullptr;
    const int failure = ::getaddrinfo(host.c_str(), nullptr, &hints, &list);
    if (failure != 0)
    {
        ec = failure == EAI_AGAIN ? asio::error::host_not_found_try_again : error_code{asio::error::host_not_found};
        return {};
    }
    endpoints result;
    for (const auto* each = list; each != nullptr; each = each->ai_next)
    {
        asio::ip::tcp::endpoint endpoint;
        if (each->ai_addrlen <= endpoint.capacity())
        {
            endpoint.resize(each->ai_addrlen);
            std::memcpy(endpoint.data(), each->ai_addr, each->ai_addrlen);
            endpoint.port(port);
            result.push_back(endpoint);
        }
    }
    ::freeaddrinfo(list);
    return result;
}

TRUTO_DECL resolver_service::resolver_service(asio::execution_context& context)
    : asio::execution_context::service(context), state_(std::make_shared<shared_state>())
{
}

TRUTO_DECL void resolver_service::shutdown()
{
    // Fibers own what the context is destroying: they go now, and no thread may wake one later.
    std::vector<std::shared_ptr<fiber>> dropped;
    const std::lock_guard lock{state_->mutex};
    state_->stopped = true;
    state_->queue.clear();
    for (const auto& each : state_->pending)
    {
        if (const auto left = each.lock(); left && left->who)
        {
            dropped.push_back(std::move(left->who));
        }
    }
    state_->pending.clear();
}

TRUTO_DECL void resolver_service::start(const std::shared_ptr<job>& which)
{
    bool needs_thread = false;
    {
        const std::lock_guard lock{state_->mutex};
        std::erase_if(state_->pending, [](const auto& each) { return each.expired(); });
        state_->pending.push_back(which);
        state_->queue.push_back(which);
        needs_thread = state_->threads < most_resolver_threads;
        state_->threads += needs_thread ? 1 : 0;
    }
    if (!needs_thread)
    {
        return;
    }
    const auto work = [state = state_]
    {
        std::unique_lock lock{state->mutex};
        while (!state->queue.empty())
        {
            const auto next = std::move(state->queue.front());
            state->queue.erase(state->queue.begin());
            lock.unlock();
            next->found = lookup(next->host, next->port, next->ec);
            state->complete(*next);
            lock.lock();
        }
        --state->threads;
    };
    try
    {
        std::thread(work).detach();
    }
    catch (const std::exception&)
    {
        std::vector<std::shared_ptr<job>> left;
        {
            const std::lock_guard lock{state_->mutex};
            if (--state_->threads == 0)  // else one of those that run takes them, or fails like this one
            {
                left.swap(state_->queue);
            }
        }
        for (const auto& each : left)
        {
            each->ec = asio::error::no_descriptors;
            state_->complete(*each);
        }
    }
}

TRUTO_LAZY task<endpoints> resolver_service::resolve(fiber& who, std::string host, std::uint16_t port,
                                                     fiber::time_point limit, error_code& ec)
{
    const auto which = std::make_shared<job>();
    which->host = std::move(host);
    which->port = port;
    which->who = who.shared_from_this();
    const interest held{state_, which};
    start(which);
    ec = {};
    while (!which->done.load(std::memory_order_acquire))
    {
        ec = co_await who.woken(limit);
        if (ec)
        {
            co_return endpoints{};
        }
    }
    ec = which->ec;
    co_return std::move(which->found);
}

TRUTO_LAZY task<endpoints> resolve(fiber& who, std::string host, std::uint16_t port, fiber::time_point limit,
                                   error_code& ec)
{
    error_code not_an_address;
    const auto address = asio::ip::make_address(host, not_an_address);
    if (!not_an_address)
    {
        co_return endpoints{{address, port}};
    }
    if (http::is_localhost(host))
    {
        // Known without asking (RFC 6761, 6.3), also on machines whose hosts file is empty.
        co_return endpoints{{asio::ip::address_v4::loopback(), port}, {asio::ip::address_v6::loopback(), port}};
    }
    auto& service = asio::use_service<resolver_service>(asio::query(who.executor(), asio::execution::context));
    co_return co_await service.resolve(who, std::move(host), port, limit, ec);
}

}  // namespace truto::detail::net
