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
    auto next = net::fiber::time_point::min();
    bool may_go = false;
    while (!ec && !may_go)
    {
        if (next != net::fiber::time_point::min())
        {
            ec = co_await who.woken(std::min(next, net::fiber::never));
            if (ec == boost::asio::error::timed_out)
            {
                ec = {};
            }
        }
        const std::lock_guard lock{mutex_};
        next = release(who.now());
        may_go = mine.may_go_;
        if (may_go)
        {
            wake_anybody();  // to watch the clock for the others, as this call may have done
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

TRUTO_DECL net::fiber::time_point gate::release(net::fiber::time_point now)
{
    std::vector<policy::rate_gate::ticket*> turn;
    const auto next = book_.release(now, turn);
    for (auto* const each : turn)
    {
        auto& lucky = static_cast<pass&>(*each);
        lucky.may_go_ = true;
        lucky.who_->wake();
    }
    return next.value_or(net::fiber::never);
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
    if (book_.waiting() != 0)
    {
        release(now);
    }
    wake_anybody();  // to find out how long all of them have to wait now
}

TRUTO_DECL void gate::wake_anybody()
{
    if (auto* const other = book_.anybody_waiting())
    {
        static_cast<pass&>(*other).who_->wake();
    }
}

}  // namespace truto::detail::call
