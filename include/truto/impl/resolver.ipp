#pragma once

#include <truto/detail/http/origin.hpp>
#include <truto/detail/net/resolver.hpp>

#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/execution/context.hpp>
#include <boost/asio/execution/outstanding_work.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/prefer.hpp>
#include <boost/asio/query.hpp>
#include <boost/asio/this_coro.hpp>

#include <cstring>
#include <deque>
#include <mutex>
#include <optional>
#include <system_error>
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

    // Taken once, together: by the result, by cancellation or by shutdown. What is left can outlive the context.
    std::optional<strand> on;
    asio::any_io_executor work;  // keeps the context running until the job is done
    std::optional<resolver_service::handler> done;
};

/// Outlives the service while a thread is inside getaddrinfo.
struct resolver_service::shared_state
{
    std::mutex mutex;
    bool stopped = false;
    std::size_t threads = 0;
    std::deque<std::shared_ptr<job>> queue;
    std::vector<std::weak_ptr<job>> pending;

    /// Completes a job unless somebody did already. The lock keeps the context alive meanwhile: see shutdown().
    void complete(const std::shared_ptr<job>& which, error_code ec, endpoints found)
    {
        const std::lock_guard lock{mutex};
        if (stopped || !which->done)
        {
            return;
        }
        const strand on{std::move(*which->on)};
        const auto work = std::exchange(which->work, {});
        resolver_service::handler taken{std::move(*which->done)};
        which->on.reset();
        which->done.reset();
        asio::post(on, [taken = std::move(taken), ec, found = std::move(found)]() mutable
                   { std::move(taken)(ec, std::move(found)); });
    }
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
    // Handlers own what the context is destroying: they go now, and no thread may post to it later.
    std::vector<std::shared_ptr<job>> dropped;
    {
        const std::lock_guard lock{state_->mutex};
        state_->stopped = true;
        state_->queue.clear();
        for (const auto& each : state_->pending)
        {
            if (auto left = each.lock())
            {
                dropped.push_back(std::move(left));
            }
        }
        state_->pending.clear();
    }
    for (const auto& each : dropped)
    {
        each->done.reset();
        each->on.reset();
        each->work = {};
    }
}

TRUTO_DECL void resolver_service::async_resolve(std::string host, std::uint16_t port, const strand& on, handler done)
{
    const auto slot = asio::get_associated_cancellation_slot(done);
    const auto which = std::make_shared<job>(
        job{std::move(host), port, on, asio::prefer(on.get_inner_executor(), asio::execution::outstanding_work.tracked),
            std::nullopt});
    which->done.emplace(std::move(done));
    if (slot.is_connected())
    {
        auto cancel_slot = slot;
        cancel_slot.assign(
            [state = std::weak_ptr<shared_state>(state_),
             job = std::weak_ptr<struct job>(which)](asio::cancellation_type)
            {
                const auto live_state = state.lock();
                const auto live_job = job.lock();
                if (live_state && live_job)
                {
                    live_state->complete(live_job, asio::error::operation_aborted, {});
                }
            });
    }

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
            state->queue.pop_front();
            lock.unlock();
            error_code ec;
            auto found = lookup(next->host, next->port, ec);
            state->complete(next, ec, std::move(found));
            lock.lock();
        }
        --state->threads;
    };
    try
    {
        std::thread(work).detach();
    }
    catch (const std::system_error&)
    {
        {
            const std::lock_guard lock{state_->mutex};
            --state_->threads;
        }
        state_->complete(which, asio::error::no_descriptors, {});
    }
}

// Not an aggregate: gcc 12 destroys those twice when they are temporaries of a co_await expression.
class initiate_resolve
{
public:
    initiate_resolve(resolver_service& service, strand on) : service_(&service), on_(std::move(on)) {}

    template <class Handler>
    void operator()(Handler&& handler, std::string host, std::uint16_t port) const
    {
        service_->async_resolve(std::move(host), port, on_, std::forward<Handler>(handler));
    }

private:
    resolver_service* service_;
    strand on_;
};

TRUTO_DECL task<endpoints> resolve(std::string host, std::uint16_t port, error_code& ec)
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
    const strand on = co_await asio::this_coro::executor;
    auto& service = asio::use_service<resolver_service>(asio::query(on.get_inner_executor(), asio::execution::context));
    auto token = into(ec);
    co_return co_await asio::async_initiate<decltype(token), void(error_code, endpoints)>(initiate_resolve(service, on),
                                                                                          token, std::move(host), port);
}

}  // namespace truto::detail::net
