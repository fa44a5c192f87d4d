#pragma once

#include <truto/detail/net/pool.hpp>

#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>

#include <chrono>
#include <utility>

namespace truto::detail::net
{

/// A call that waits for its turn.
struct pool::waiter
{
    waiter(strand on, std::uint64_t caller_) : executor(on), timer(on.get_inner_executor()), caller(caller_) {}

    strand executor;
    asio::steady_timer timer;  // never expires; cancelling it wakes the call
    std::uint64_t caller;

    // Guarded by the pool's mutex.
    bool has_turn = false;
    policy::pool_book::grant granted{};
    std::unique_ptr<connection> line;
};

TRUTO_DECL lease::lease(std::shared_ptr<pool> owner, std::uint64_t id, std::unique_ptr<connection> line) noexcept
    : owner_(std::move(owner)), id_(id), line_(std::move(line))
{
}

TRUTO_DECL lease::lease(lease&& other) noexcept
    : owner_(std::move(other.owner_)), id_(other.id_), line_(std::move(other.line_)), reusable_(other.reusable_)
{
}

TRUTO_DECL lease& lease::operator=(lease&& other) noexcept
{
    std::swap(owner_, other.owner_);
    std::swap(id_, other.id_);
    std::swap(line_, other.line_);
    std::swap(reusable_, other.reusable_);
    return *this;
}

TRUTO_DECL lease::~lease()
{
    if (owner_)
    {
        owner_->give_back(id_, std::move(line_), reusable_);
    }
}

TRUTO_DECL pool::pool(asio::any_io_executor executor, http::origin where, policy::pool_book::limits limits,
                      std::shared_ptr<asio::ssl::context> tls)
    : executor_(std::move(executor)), where_(std::move(where)), tls_(std::move(tls)), book_(limits)
{
}

TRUTO_DECL task<lease> pool::acquire(error_code& ec, std::string& problem)
{
    using action = policy::pool_book::grant::action;

    const strand on = co_await asio::this_coro::executor;
    std::vector<std::unique_ptr<connection>> expired_lines;  // closed when nothing is locked
    std::unique_lock lock{mutex_};
    const auto caller = ++last_caller_;
    std::vector<std::uint64_t> expired;
    auto granted = book_.ask(caller, std::chrono::steady_clock::now(), expired);
    for (const auto id : expired)
    {
        expired_lines.push_back(std::move(idle_.extract(id).mapped()));
    }

    std::unique_ptr<connection> line;
    if (granted.what == action::wait)
    {
        const auto mine = std::make_shared<waiter>(on, caller);
        waiting_.emplace(caller, mine);
        lock.unlock();
        co_await wait_for_turn(mine, ec);
        if (ec)
        {
            co_return lease{};
        }
        lock.lock();
        granted = mine->granted;
        line = std::move(mine->line);
    }
    else if (granted.what == action::use)
    {
        line = std::move(idle_.extract(granted.connection).mapped());
    }

    if (line != nullptr)
    {
        if (line->is_quiet())
        {
            co_return lease{shared_from_this(), granted.connection, std::move(line)};
        }
        expired_lines.push_back(std::move(line));
        granted = book_.replace(granted.connection);
    }
    lock.unlock();
    expired_lines.clear();
    co_return co_await dial(granted.connection, ec, problem);
}

TRUTO_DECL task<void> pool::wait_for_turn(std::shared_ptr<waiter> mine, error_code& ec)
{
    using time_point = asio::steady_timer::time_point;
    {
        const std::lock_guard lock{mutex_};
        mine->timer.expires_at(mine->has_turn ? time_point::min() : time_point::max());
    }
    error_code woken;
    co_await mine->timer.async_wait(into(woken));
    const auto state = co_await asio::this_coro::cancellation_state;
    const bool cancelled = state.cancelled() != asio::cancellation_type::none;

    std::unique_lock lock{mutex_};
    waiting_.erase(mine->caller);
    ec = {};
    if (mine->has_turn && !cancelled)
    {
        co_return;
    }
    ec = asio::error::operation_aborted;
    if (mine->has_turn)
    {
        const bool open = mine->line != nullptr;
        settle(lock, mine->granted.connection, std::move(mine->line), open);
    }
    else
    {
        book_.forget(mine->caller);
    }
}

TRUTO_DECL task<lease> pool::dial(std::uint64_t id, error_code& ec, std::string& problem)
{
    lease result{shared_from_this(), id, std::make_unique<connection>(executor_, tls_)};
    const auto where = co_await resolve(where_.host, where_.port, ec);
    if (ec)
    {
        problem = where_.host + ": " + ec.message();
        ec = errc::resolve_failed;
        co_return lease{};
    }
    co_await result->open(where, where_, ec, problem);
    if (ec)
    {
        problem = where_.authority() + ": " + problem;
        co_return lease{};
    }
    co_return result;
}

TRUTO_DECL void pool::give_back(std::uint64_t id, std::unique_ptr<connection> line, bool reusable) noexcept
{
    std::unique_lock lock{mutex_};
    settle(lock, id, std::move(line), reusable);
}

TRUTO_DECL void pool::settle(std::unique_lock<std::mutex>& lock, std::uint64_t id, std::unique_ptr<connection> line,
                             bool reusable)
{
    using action = policy::pool_book::settlement::action;

    const auto settled = book_.give_back(id, std::chrono::steady_clock::now(), reusable && line != nullptr && !closed_);
    std::shared_ptr<waiter> next;
    if (settled.turn)
    {
        next = waiting_.at(settled.turn->caller);
        next->has_turn = true;
        next->granted = settled.turn->granted;
    }
    if (settled.what == action::keep)
    {
        idle_.emplace(id, std::move(line));
    }
    else if (settled.what == action::pass)
    {
        next->line = std::move(line);
    }
    lock.unlock();
    line.reset();
    if (next)
    {
        auto& on = next->executor;
        asio::post(on, [next = std::move(next)] { next->timer.cancel(); });
    }
}

TRUTO_DECL void pool::close()
{
    std::unordered_map<std::uint64_t, std::unique_ptr<connection>> lines;
    const std::lock_guard lock{mutex_};
    closed_ = true;
    lines.swap(idle_);
}

}  // namespace truto::detail::net
