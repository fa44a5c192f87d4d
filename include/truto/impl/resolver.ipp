#pragma once

#include <truto/detail/http/origin.hpp>
#include <truto/detail/net/resolver.hpp>

#include <boost/asio/error.hpp>
#include <boost/asio/execution/context.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/query.hpp>

#include <algorithm>
#include <atomic>
#include <cstring>
#include <exception>
#include <iterator>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#if defined(_WIN32)
#include <ws2tcpip.h>
#else
#include <netdb.h>
#endif

namespace truto::detail::net
{

/// More threads than this never wait for name servers: further names wait in order.
inline constexpr std::size_t most_resolver_threads = 8;

/// One lookup, for all who want this name while it goes on.
struct resolver_service::job
{
    explicit job(std::string name) noexcept : host(std::move(name)) {}

    const std::string host;

    // Written before `done` is set.
    error_code ec{};
    endpoints found{};
    std::atomic<bool> done = false;

    // The state's mutex.
    bool is_under_way = false;
    std::vector<std::shared_ptr<fiber>> who{};  // taken by whom it is for, or by shutdown, never by a thread
};

/// Outlives the service while a thread is inside getaddrinfo.
struct resolver_service::shared_state
{
    std::mutex mutex;
    bool stopped = false;
    std::size_t threads = 0;
    std::vector<std::shared_ptr<job>> jobs;  // that are not done

    /// The next name to look up, if any. Nobody looks for what nobody waits for any more. Under the mutex.
    std::shared_ptr<job> next()
    {
        std::erase_if(jobs, [](const auto& each) { return !each->is_under_way && each->who.empty(); });
        const auto found = std::find_if(jobs.begin(), jobs.end(), [](const auto& each) { return !each->is_under_way; });
        if (found == jobs.end())
        {
            return nullptr;
        }
        (*found)->is_under_way = true;
        return *found;
    }

    /// Wakes the fibers unless they are gone. The lock keeps the context alive meanwhile: see shutdown().
    void complete(const std::shared_ptr<job>& which)
    {
        which->done.store(true, std::memory_order_release);
        const std::lock_guard lock{mutex};
        std::erase(jobs, which);
        for (const auto& each : which->who)
        {
            if (!stopped)
            {
                each->wake();
            }
        }
    }

    /// That fiber does not wait for the result any more.
    void forget(job& which, const fiber& who)
    {
        std::shared_ptr<fiber> mine;  // let go of when nothing is locked
        const std::lock_guard lock{mutex};
        const auto found =
            std::find_if(which.who.begin(), which.who.end(), [&](const auto& each) { return each.get() == &who; });
        if (found != which.who.end())
        {
            mine = std::move(*found);
            which.who.erase(found);
        }
    }
};

/// Waiting for a result, however that ends: with the result, or with the coroutine that waits.
struct resolver_service::interest
{
    std::shared_ptr<shared_state> state;
    std::shared_ptr<job> in;
    const fiber& who;

    interest(std::shared_ptr<shared_state> whose, std::shared_ptr<job> which, const fiber& of) noexcept
        : state(std::move(whose)), in(std::move(which)), who(of)
    {
    }
    interest(const interest&) = delete;
    interest& operator=(const interest&) = delete;
    ~interest() { state->forget(*in, who); }
};

inline endpoints lookup(const std::string& host, error_code& ec)
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
    for (const auto& each : state_->jobs)
    {
        dropped.insert(dropped.end(), std::make_move_iterator(each->who.begin()),
                       std::make_move_iterator(each->who.end()));
        each->who.clear();
    }
    state_->jobs.clear();
}

/// The lookup of `host` that goes on, or a new one.
TRUTO_DECL std::shared_ptr<resolver_service::job> resolver_service::join(fiber& who, std::string host)
{
    const std::lock_guard lock{state_->mutex};
    auto& jobs = state_->jobs;
    auto found = std::find_if(jobs.begin(), jobs.end(), [&](const auto& each) { return each->host == host; });
    if (found == jobs.end())
    {
        found = jobs.insert(jobs.end(), std::make_shared<job>(std::move(host)));
    }
    (*found)->who.push_back(who.shared_from_this());
    return *found;
}

/// Sees that somebody looks names up.
TRUTO_DECL void resolver_service::work()
{
    {
        const std::lock_guard lock{state_->mutex};
        const bool has_more =
            std::any_of(state_->jobs.begin(), state_->jobs.end(), [](const auto& each) { return !each->is_under_way; });
        if (!has_more || state_->threads == most_resolver_threads)
        {
            return;
        }
        ++state_->threads;
    }
    const auto look_up = [state = state_]
    {
        std::unique_lock lock{state->mutex};
        while (const auto next = state->next())
        {
            lock.unlock();
            next->found = lookup(next->host, next->ec);
            state->complete(next);
            lock.lock();
        }
        --state->threads;
    };
    try
    {
        std::thread(look_up).detach();
    }
    catch (const std::exception&)
    {
        std::vector<std::shared_ptr<job>> left;
        {
            const std::lock_guard lock{state_->mutex};
            --state_->threads;
            left.reserve(state_->jobs.size());
            while (state_->threads == 0)  // else one of those that run takes them, or fails like this one
            {
                auto each = state_->next();
                if (!each)
                {
                    break;
                }
                left.push_back(std::move(each));
            }
        }
        for (const auto& each : left)
        {
            each->ec = asio::error::no_descriptors;
            state_->complete(each);
        }
    }
}

TRUTO_LAZY task<endpoints> resolver_service::resolve(fiber& who, std::string host, std::uint16_t port,
                                                     fiber::time_point limit, error_code& ec)
{
    const auto which = join(who, std::move(host));
    const interest held{state_, which, who};
    work();
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
    auto found = which->found;
    for (auto& each : found)
    {
        each.port(port);
    }
    co_return found;
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
