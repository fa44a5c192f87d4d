#pragma once

#include <truto/detail/net/pool.hpp>
#include <truto/detail/policy/deadline.hpp>

#include <boost/asio/error.hpp>

#include <algorithm>
#include <chrono>
#include <utility>

namespace truto::detail::net
{

TRUTO_DECL lease::~lease()
{
    if (owner_)
    {
        owner_->give_back(std::move(line_), reusable_, why_);
    }
}

TRUTO_DECL pool::pool(const asio::any_io_executor& executor, std::shared_ptr<const route> where,
                      policy::pool_book::limits limits, std::shared_ptr<telemetry> reports)
    : executor_(executor),
      where_(std::move(where)),
      peer_(http::host_and_port(where_->origin.host, where_->origin.port)),
      reports_(std::move(reports)),
      book_(limits)
{
}

TRUTO_DECL connection_info pool::describe(const line& what) const
{
    return {
        what.id,       peer_, !where_->via.host.empty(), where_->tls != nullptr, what.open && what.open->is_resumed(),
        what.opened_in};
}

TRUTO_DECL void pool::close_line(line what, close_reason why) noexcept
{
    if (what.open && reports_->watching)
    {
        reports_->watching->connection_closed(describe(what), why);
    }
}

/// A call that wants a connection, and what it was granted. What it was granted and did not take, the next one gets.
class pool::turn
{
public:
    turn(pool& where, fiber& who) : where_(where), who_(who) {}
    ~turn() { where_.withdraw(*this); }
    turn(const turn&) = delete;
    turn& operator=(const turn&) = delete;

    std::uint64_t caller = 0;
    bool is_queued = false;  // it is in `waiting_`, or was. The call's own

    // The pool's, once it is queued.
    bool has_come = false;
    policy::pool_book::grant granted{};
    line taken{};

    void wake() const { who_.wake(); }

private:
    pool& where_;
    fiber& who_;
};

TRUTO_LAZY task<error_code> pool::carry_by_line(fiber& who, const call_info& call, std::string_view request,
                                                exchange_rules rules, answer& out)
{
    if (rules.fresh)
    {
        drop_idle(close_reason::stale);  // one of them was dead, and the others are no younger
    }
    lease line;
    auto ec = co_await acquire(who, call, rules, line, out);
    if (ec)
    {
        co_return ec;
    }
    out.reused_connection = line.is_reused();
    ec = co_await line->exchange(who, request, rules, out);
    count(reports_->counts.bytes_sent, out.bytes_sent);
    count(reports_->counts.bytes_received, out.bytes_received);
    if (out.reusable)
    {
        line.keep();
    }
    else if (!ec)
    {
        line.retire(close_reason::by_server);
    }
    co_return ec;
}

TRUTO_DECL std::vector<line> pool::enter(turn& mine)
{
    using action = policy::pool_book::grant::action;

    const std::lock_guard lock{mutex_};
    mine.caller = ++last_caller_;
    std::vector<std::uint64_t> expired;
    mine.granted = book_.ask(mine.caller, std::chrono::steady_clock::now(), expired);
    std::vector<line> too_old;
    for (; too_old.size() != expired.size(); idle_.erase(idle_.begin()))
    {
        too_old.push_back(std::move(idle_.front()));
    }
    if (mine.granted.what == action::use)
    {
        mine.taken = std::move(idle_.back());
        idle_.pop_back();
    }
    else if (mine.granted.what == action::wait)
    {
        mine.is_queued = true;
        waiting_.push_back(&mine);
    }
    return too_old;
}

TRUTO_DECL bool pool::may_reuse(turn& mine)
{
    if (mine.taken.open->is_quiet())
    {
        count(reports_->counts.connections_reused);
        if (reports_->watching)
        {
            reports_->watching->connection_reused(describe(mine.taken));
        }
        return true;
    }
    count(reports_->counts.stale_connections);
    close_line(std::move(mine.taken), close_reason::stale);
    const std::lock_guard lock{mutex_};
    mine.granted = book_.replace(mine.granted.connection);
    return false;
}

TRUTO_LAZY task<error_code> pool::acquire(fiber& who, const call_info& call, const exchange_rules& rules, lease& to,
                                          answer& out)
{
    turn mine{*this, who};
    for (auto& each : enter(mine))
    {
        close_line(std::move(each), close_reason::idle);
    }
    if (mine.is_queued)
    {
        const auto ec = co_await wait_for(mine, who, call, rules.limit, out);
        if (ec)
        {
            co_return ec;
        }
    }
    if (mine.taken.open && may_reuse(mine))
    {
        to = lease{shared_from_this(), std::move(mine.taken)};
        co_return error_code{};
    }
    line fresh;
    fresh.id = mine.granted.connection;
    lease opening{shared_from_this(), std::move(fresh)};
    opening.line_.open = std::make_unique<connection>(executor_, where_);
    const auto limit = std::min(rules.limit, policy::deadline::after(who.now(), rules.connect_timeout).time());
    const auto ec = co_await open_line(who, limit, opening, out);
    if (!ec)
    {
        to = std::move(opening);
    }
    co_return ec;
}

TRUTO_LAZY task<error_code> pool::wait_for(turn& mine, fiber& who, const call_info& call, fiber::time_point limit,
                                           answer& out)
{
    const wait_info info{wait_reason::connection, retry_reason::none, {}};
    const auto started = who.now();
    count(reports_->counts.pool_waits);
    if (reports_->watching)
    {
        reports_->watching->wait_started(call, info);
    }
    error_code ec;
    bool has_come = false;
    while (!ec && !has_come)
    {
        ec = co_await who.woken(limit);
        const std::lock_guard lock{mutex_};
        has_come = mine.has_come;
        mine.is_queued = mine.is_queued && (ec || !has_come);
    }
    out.waited = who.now() - started;
    if (reports_->watching)
    {
        reports_->watching->wait_finished(call, info, out.waited);
    }
    if (ec)
    {
        out.problem = "no connection became free in time";
        co_return who.stopped() != errc{} ? who.stopped() : errc::timeout;
    }
    co_return ec;
}

TRUTO_DECL void pool::withdraw(turn& from) noexcept
{
    if (!from.is_queued)
    {
        return;
    }
    std::unique_lock lock{mutex_};
    if (from.has_come)
    {
        const bool open = from.taken.open != nullptr;
        from.taken.id = from.granted.connection;
        settle(lock, std::move(from.taken), open, close_reason::idle);
    }
    else
    {
        book_.forget(from.caller);
        waiting_.erase(std::find(waiting_.begin(), waiting_.end(), &from));
    }
}

TRUTO_LAZY task<error_code> pool::open_line(fiber& who, fiber::time_point limit, lease& to, answer& out)
{
    const auto started = who.now();
    const auto ec = co_await to->open(who, limit, out.problem);
    auto& line = to.line_;
    line.opened_in = who.now() - started;
    if (ec)
    {
        count(reports_->counts.connections_failed);
        if (reports_->watching)
        {
            reports_->watching->connection_failed(describe(line), ec);
        }
        line.open.reset();
        co_return ec;
    }
    count(reports_->counts.connections_opened);
    if (line.open->is_resumed())
    {
        count(reports_->counts.tls_resumptions);
    }
    if (reports_->watching)
    {
        reports_->watching->connection_opened(describe(line));
    }
    co_return ec;
}

TRUTO_DECL void pool::give_back(line what, bool reusable, close_reason why) noexcept
{
    what.used = true;
    std::unique_lock lock{mutex_};
    settle(lock, std::move(what), reusable, why);
}

TRUTO_DECL void pool::settle(std::unique_lock<std::mutex>& lock, line what, bool reusable, close_reason why)
{
    using action = policy::pool_book::settlement::action;

    const bool open = reusable && what.open && !closed_;
    const auto settled = book_.give_back(what.id, std::chrono::steady_clock::now(), open);
    if (settled.what == action::keep)
    {
        idle_.push_back(std::move(what));
    }
    if (settled.turn)
    {
        auto& lucky = *waiting_.front();
        waiting_.erase(waiting_.begin());
        lucky.has_come = true;
        lucky.granted = settled.turn->granted;
        if (settled.what == action::pass)
        {
            lucky.taken = std::move(what);
        }
        lucky.wake();  // under the lock: after it, the call may be gone
    }
    const bool gone = closed_;
    lock.unlock();
    close_line(std::move(what), gone ? close_reason::client_gone : reusable ? close_reason::idle : why);
}

TRUTO_DECL void pool::drop_idle(close_reason why)
{
    std::vector<line> lines;
    {
        const std::lock_guard lock{mutex_};
        book_.drop_idle();
        lines.swap(idle_);
        closed_ = closed_ || why == close_reason::client_gone;
    }
    for (auto& each : lines)
    {
        close_line(std::move(each), why);
    }
}

TRUTO_DECL void pool::close()
{
    drop_idle(close_reason::client_gone);
}

}  // namespace truto::detail::net
