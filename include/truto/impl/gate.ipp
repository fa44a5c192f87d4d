#pragma once

#include <truto/detail/call/gate.hpp>

#include <boost/asio/error.hpp>

#include <algorithm>
#include <utility>
#include <vector>

namespace truto::detail::call
{

TRUTO_DECL bool gate::try_enter(pass& mine, net::fiber& who, const call_info& call, net::fiber::time_point not_before)
{
    const std::lock_guard lock{mutex_};
    mine.who_ = &who;
    const auto said = book_.ask(mine, call.id, call.account, who.now(), not_before);
    mine.may_go_ = said.go;
    mine.not_before_ = said.not_before;
    mine.by_time_ = said.by_time;
    return said.go;
}

TRUTO_LAZY net::task<error_code> gate::wait(pass& mine, const call_info& call, policy::deadline limit, wait_info info,
                                            std::string& problem)
{
    auto& who = *mine.who_;
    const auto began = who.now();
    info.expected = std::max(mine.not_before_ - began, std::chrono::nanoseconds{});
    if (!limit.fits(mine.not_before_))
    {
        problem = "the rate limit is used up for longer than the deadline allows";
        co_return errc::timeout;
    }
    if (info.reason == wait_reason::rate_gate)
    {
        count(reports_->counts.gate_waits);
    }
    if (reports_->watching)
    {
        reports_->watching->wait_started(call, info);
    }
    error_code ec;
    bool may_go = false;
    while (!ec && !may_go)
    {
        const auto until = look(mine, may_go);
        if (!may_go)
        {
            ec = co_await who.woken(until);
            if (ec == boost::asio::error::timed_out)
            {
                ec = {};
            }
        }
    }
    mine.waited_ = who.now() - began;
    if (reports_->watching)
    {
        reports_->watching->wait_finished(call, info, mine.waited_);
    }
    if (ec)
    {
        problem = "while it waited for the rate limit";
        co_return who.stopped();
    }
    co_return ec;
}

/// Whether the turn of a pass has come, and if not, until when it may sleep.
TRUTO_DECL net::fiber::time_point gate::look(pass& mine, bool& may_go)
{
    const std::lock_guard lock{mutex_};
    auto until = net::fiber::never;
    if (!mine.may_go_ && (watcher_ == nullptr || watcher_ == &mine || mine.by_time_ < alarm_))
    {
        watcher_ = &mine;  // one that watched before finds that out when it wakes
        alarm_ = std::min(release(mine.who_->now()), net::fiber::never);
        until = alarm_;
    }
    mine.by_time_ = net::fiber::time_point::max();  // it is known now
    may_go = mine.may_go_;
    appoint_watcher();
    return until;
}

TRUTO_DECL net::fiber::time_point gate::release(net::fiber::time_point now)
{
    std::vector<policy::rate_gate::ticket*> turn;
    const auto next = book_.release(now, turn);
    for (auto* const each : turn)
    {
        auto& lucky = static_cast<pass&>(*each);
        lucky.may_go_ = true;
        lucky.who_->wake();
        watcher_ = watcher_ == &lucky ? nullptr : watcher_;
    }
    return next.value_or(net::fiber::never);
}

TRUTO_DECL void gate::appoint_watcher()
{
    auto* const anybody = watcher_ == nullptr ? book_.anybody_waiting() : nullptr;
    if (anybody != nullptr)
    {
        watcher_ = static_cast<pass*>(anybody);
        alarm_ = net::fiber::time_point::min();
        watcher_->who_->wake();
    }
}

TRUTO_DECL void gate::leave(pass& mine) noexcept
{
    if (mine.who_ == nullptr)
    {
        return;
    }
    const std::lock_guard lock{mutex_};
    const auto now = mine.who_->now();
    book_.forget(mine);
    book_.settle(mine, mine.came_, now);
    watcher_ = watcher_ == &mine ? nullptr : watcher_;
    if (book_.waiting() != 0)
    {
        const auto next = release(now);
        if (watcher_ != nullptr && next < alarm_)
        {
            watcher_->who_->wake();
        }
        appoint_watcher();
    }
}

}  // namespace truto::detail::call
