#pragma once

#include <truto/detail/net/fiber.hpp>
#include <truto/detail/net/roster.hpp>

#include <boost/asio/error.hpp>
#include <boost/asio/execution/blocking.hpp>
#include <boost/asio/execution/outstanding_work.hpp>
#include <boost/asio/prefer.hpp>
#include <boost/asio/require.hpp>

#include <algorithm>
#include <utility>

namespace truto::detail::net
{

// --- the roster --------------------------------------------------------------------------------------------------

TRUTO_DECL roster::roster(const asio::any_io_executor& executor, bool lasting)
    : armed_(unset.time_since_epoch().count()), timer_(executor), lasting_(lasting)
{
}

TRUTO_DECL void roster::enter(fiber& who)
{
    bool closed = false;
    {
        const std::lock_guard lock{mutex_};
        present_.push_back(&who);
        who.position_ = present_.size() - 1;
        who.present_ = true;
        closed = closed_;
    }
    note(step::entered);
    if (closed)
    {
        who.stop(errc::cancelled);
    }
}

TRUTO_DECL void roster::leave(fiber& who) noexcept
{
    {
        const std::lock_guard lock{mutex_};
        present_.back()->position_ = who.position_;
        std::swap(present_[who.position_], present_.back());
        present_.pop_back();
        who.present_ = false;
        if (present_.empty() && !lasting_)
        {
            armed_.store(unset.time_since_epoch().count());
            reset_timer();
        }
    }
    note(step::left);
}

TRUTO_DECL void roster::arm(time_point when)
{
    const std::lock_guard lock{mutex_};
    if (when.time_since_epoch().count() < armed_.load() && !present_.empty())
    {
        armed_.store(when.time_since_epoch().count());
        set_timer(when);
    }
}

/// What the timer calls, also when it was set to another time. If it goes without a call, the context is being destroyed.
class roster::on_timer
{
public:
    explicit on_timer(std::weak_ptr<roster> whose) noexcept : whose_(std::move(whose)) {}
    on_timer(on_timer&& other) noexcept : whose_(std::exchange(other.whose_, {})) {}
    on_timer& operator=(on_timer&&) = delete;
    ~on_timer()
    {
        if (const auto live = whose_.lock())
        {
            live->abandon();
        }
    }

    void operator()(error_code ec)
    {
        const auto live = std::exchange(whose_, {}).lock();
        if (!ec && live)
        {
            live->ring();
        }
    }

private:
    std::weak_ptr<roster> whose_;  // of nobody once it was called or moved
};

TRUTO_DECL void roster::set_timer(time_point when)
{
    timer_.expires_at(when);
    timer_.async_wait(on_timer{weak_from_this()});
}

TRUTO_DECL void roster::reset_timer()
{
    timer_.cancel();
}

TRUTO_DECL void roster::ring()
{
    std::vector<std::shared_ptr<fiber>> due;
    const auto time = now();
    {
        const std::lock_guard lock{mutex_};
        auto next = unset.time_since_epoch().count();
        armed_.store(next);  // before the fibers are asked: see alarm()
        for (auto* const each : present_)
        {
            const auto alarm = each->alarm_.load();
            if (alarm > time.time_since_epoch().count())
            {
                next = std::min(next, alarm);
            }
            else if (auto live = each->weak_from_this().lock())
            {
                due.push_back(std::move(live));
            }
        }
        armed_.store(next);
        if (next != unset.time_since_epoch().count())
        {
            set_timer(time_point{time_point::duration{next}});
        }
    }
    for (const auto& each : due)
    {
        each->on_alarm(time);
    }
}

TRUTO_DECL void roster::abandon() noexcept
{
    std::vector<std::shared_ptr<fiber>> parked;
    {
        const std::lock_guard lock{mutex_};
        for (auto* const each : present_)
        {
            if (auto live = each->weak_from_this().lock())
            {
                parked.push_back(std::move(live));
            }
        }
    }
    for (auto& each : parked)
    {
        each->give_up();
    }
}

TRUTO_DECL void roster::close()
{
    std::vector<std::shared_ptr<fiber>> all;
    {
        const std::lock_guard lock{mutex_};
        closed_ = true;
        lasting_ = false;
        for (auto* const each : present_)
        {
            if (auto live = each->weak_from_this().lock())
            {
                all.push_back(std::move(live));
            }
        }
        if (present_.empty())
        {
            reset_timer();
        }
    }
    for (const auto& each : all)
    {
        each->stop(errc::cancelled);
    }
}

// --- the fiber ---------------------------------------------------------------------------------------------------

/// What a socket calls when it is ready.
class fiber::on_ready
{
public:
    explicit on_ready(std::shared_ptr<fiber> who) noexcept : who_(std::move(who)) {}

    void operator()(error_code ec) const { who_->socket_is_ready(ec); }

private:
    std::shared_ptr<fiber> who_;
};

/// What the executor calls when a fiber was woken.
class fiber::on_post
{
public:
    explicit on_post(std::shared_ptr<fiber> who) noexcept : who_(std::move(who)) {}

    void operator()() const { who_->go_on(); }

private:
    std::shared_ptr<fiber> who_;
};

TRUTO_DECL fiber::fiber(asio::any_io_executor executor, std::shared_ptr<roster> among)
    : executor_(std::move(executor)),
      work_(asio::prefer(asio::require(executor_, asio::execution::blocking.never),
                         asio::execution::outstanding_work.tracked)),
      among_(std::move(among)),
      alarm_(roster::unset.time_since_epoch().count())
{
}

TRUTO_DECL fiber::~fiber()
{
    sign_off();
}

TRUTO_DECL void fiber::sign_off() noexcept
{
    if (present_)
    {
        among_->leave(*this);
    }
}

TRUTO_DECL void fiber::begin(task<void> body, time_point deadline)
{
    body_ = std::move(body);
    body_.coroutine().promise().root = this;
    deadline_ = deadline;
    among_->enter(*this);
    resume(body_.coroutine());
}

TRUTO_DECL std::exception_ptr fiber::failure_of_body() const noexcept
{
    try
    {
        body_.await_resume();
        return nullptr;
    }
    catch (...)
    {
        return std::current_exception();
    }
}

TRUTO_DECL void note_end_of(fiber& ended) noexcept
{
    *ended.has_ended_ = true;
}

TRUTO_DECL void fiber::resume(std::coroutine_handle<> who)
{
    // When the coroutine waits again, another thread may go on with it before resume() comes back here: from then on
    // only this variable is ours.
    bool has_ended = false;
    has_ended_ = &has_ended;
    who.resume();
    if (has_ended)
    {
        end();
    }
}

TRUTO_DECL std::shared_ptr<fiber> fiber::give_up() noexcept
{
    const std::lock_guard lock{mutex_};
    if (self_)
    {
        state_ = state::resuming;  // nobody wakes it any more, though others that go try to
        among_->note(roster::step::resumed);
    }
    return std::move(self_);
}

TRUTO_DECL void fiber::end()
{
    waiting_ = {};
    if (never_waited_)
    {
        // This is still inside the function that began it, which must have returned before anybody hears of the end.
        work_.execute(on_post{shared_from_this()});
    }
    else
    {
        ended();
    }
}

TRUTO_DECL bool fiber::may_wait()
{
    result_ = stopped() == errc{} ? error_code{} : error_code{asio::error::operation_aborted};
    return !result_;
}

TRUTO_DECL void fiber::set_limit(std::coroutine_handle<> who, time_point limit)
{
    never_waited_ = false;
    waiting_ = who;
    timed_out_ = false;
    limit_ = limit;
    const auto alarm = std::min(limit, deadline_);
    alarm_.store(alarm.time_since_epoch().count());
    among_->alarm(alarm);
}

TRUTO_DECL bool fiber::wait_for_socket(std::coroutine_handle<> who, socket_type& socket, socket_type::wait_type what,
                                       time_point limit)
{
    const auto self = shared_from_this();  // the wait may end, and the fiber with it, before this function does
    const std::lock_guard lock{mutex_};
    if (!may_wait())
    {
        return false;
    }
    set_limit(who, limit);
    socket.async_wait(what, on_ready{self});
    socket_ = &socket;
    state_ = state::in_socket;
    return true;
}

TRUTO_DECL bool fiber::park(std::coroutine_handle<> who, time_point limit)
{
    const auto self = shared_from_this();
    const std::lock_guard lock{mutex_};
    if (!may_wait() || std::exchange(woken_, false))
    {
        return false;
    }
    set_limit(who, limit);
    state_ = state::parked;
    self_ = self;
    among_->note(roster::step::parked);
    return true;
}

TRUTO_DECL bool fiber::step_aside(std::coroutine_handle<> who, time_point limit)
{
    const auto self = shared_from_this();
    const std::lock_guard lock{mutex_};
    if (!may_wait())
    {
        return false;
    }
    set_limit(who, limit);
    state_ = state::resuming;
    work_.execute(on_post{self});
    return true;
}

TRUTO_DECL void fiber::socket_is_ready(error_code ec)
{
    std::coroutine_handle<> who;
    {
        const std::lock_guard lock{mutex_};
        state_ = state::running;
        socket_ = nullptr;
        result_ = ec && timed_out_ ? error_code{asio::error::timed_out} : ec;
        who = waiting_;
    }
    resume(who);
}

TRUTO_DECL void fiber::go_on()
{
    std::coroutine_handle<> who;
    {
        const std::lock_guard lock{mutex_};
        state_ = state::running;
        if (may_wait())
        {
            result_ = woken_ || !timed_out_ ? error_code{} : error_code{asio::error::timed_out};
        }
        woken_ = false;
        who = waiting_;
    }
    if (who)
    {
        resume(who);
    }
    else
    {
        ended();  // it never waited: see end()
    }
}

TRUTO_DECL void fiber::unpark()
{
    state_ = state::resuming;
    among_->note(roster::step::resumed);
    work_.execute(on_post{std::move(self_)});
}

TRUTO_DECL void fiber::interrupt()
{
    if (state_ == state::in_socket)
    {
        error_code ignored;
        socket_->cancel(ignored);
    }
    else if (state_ == state::parked)
    {
        unpark();
    }
}

TRUTO_DECL void fiber::wake()
{
    const std::lock_guard lock{mutex_};
    woken_ = true;
    if (state_ == state::parked)
    {
        unpark();
    }
}

TRUTO_DECL void fiber::stop(errc why)
{
    const std::lock_guard lock{mutex_};
    if (stopped() == errc{})
    {
        stopped_.store(why, std::memory_order_release);
        interrupt();
    }
}

TRUTO_DECL void fiber::lift_deadline()
{
    const std::lock_guard lock{mutex_};
    deadline_ = never;
}

TRUTO_DECL void fiber::on_alarm(time_point now)
{
    const std::lock_guard lock{mutex_};
    if (now >= deadline_)
    {
        deadline_ = never;
        if (stopped() == errc{})
        {
            stopped_.store(errc::timeout, std::memory_order_release);
            interrupt();
        }
    }
    else if (now >= limit_)
    {
        limit_ = never;
        timed_out_ = true;
        interrupt();
    }
    const auto alarm = std::min(limit_, deadline_);
    alarm_.store(alarm.time_since_epoch().count());
    among_->alarm(alarm);
}

}  // namespace truto::detail::net
