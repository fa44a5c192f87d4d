#pragma once

#include <truto/config.hpp>
#include <truto/error.hpp>

#include <truto/detail/net/roster.hpp>
#include <truto/detail/net/task.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <atomic>
#include <chrono>
#include <coroutine>
#include <cstddef>
#include <memory>
#include <mutex>

namespace truto::detail::net
{

/// One call's line of work: a chain of coroutines that runs on one thread at a time, or waits for one thing.
///
/// It can wait for a socket, or to be woken; both end at a time limit, and when the fiber is stopped. Stopping and
/// waking may come from any thread at any time. What is waited for is changed under a mutex and ended only while the
/// fiber waits, so the coroutines and their sockets need no strand.
class fiber : public std::enable_shared_from_this<fiber>
{
public:
    using time_point = roster::time_point;
    using socket_type = asio::ip::tcp::socket;

    static constexpr time_point never = roster::never;

    fiber(asio::any_io_executor executor, std::shared_ptr<roster> among);
    TRUTO_DECL virtual ~fiber();
    fiber(const fiber&) = delete;
    fiber& operator=(const fiber&) = delete;

    const asio::any_io_executor& executor() const noexcept { return executor_; }
    time_point now() const noexcept { return among_->now(); }

    // --- for its coroutines

    class socket_wait;
    class wake_wait;
    class turn_wait;

    /// `co_await` gives no error when `socket` is ready for `what`, `timed_out` at `limit`, `operation_aborted` when
    /// the fiber was stopped.
    [[nodiscard]] socket_wait ready(socket_type& socket, socket_type::wait_type what, time_point limit) noexcept;

    /// The same until somebody calls @ref wake, which may have been earlier, and for another reason: look again.
    [[nodiscard]] wake_wait woken(time_point limit) noexcept;

    /// The same as soon as whatever else is ready on the executor has run: for those that could go on and on.
    [[nodiscard]] turn_wait turn(time_point limit) noexcept;

    // --- for everybody, on any thread

    /// Ends @ref woken.
    void wake();

    /// Ends the wait that goes on, and every later one. The first reason counts.
    void stop(errc why);

    /// Why it was stopped, or none.
    errc stopped() const noexcept { return stopped_.load(std::memory_order_acquire); }

protected:
    /// Runs `body` up to its first wait, with `stop(errc::timeout)` at `deadline`.
    void begin(task<void> body, time_point deadline);

    /// Gives up what the body holds. Only from @ref ended, and from the destructor of whose members it uses.
    void drop_body() noexcept { body_ = {}; }

    /// From now on only @ref stop stops it.
    void lift_deadline();

    /// The body has run to its end; @ref failure_of_body tells how. Called on the executor, never by @ref begin.
    virtual void ended() = 0;

    std::exception_ptr failure_of_body() const noexcept;

    /// Not in the roster any more.
    void sign_off() noexcept;

private:
    friend class roster;
    friend void note_end_of(fiber& ended) noexcept;
    class on_ready;
    class on_post;

    enum class state : unsigned char
    {
        running,
        in_socket,  // waits for a socket
        parked,     // waits to be woken
        resuming,   // was woken or stepped aside, and goes on as soon as the executor lets it
    };

    bool wait_for_socket(std::coroutine_handle<> who, socket_type& socket, socket_type::wait_type what,
                         time_point limit);
    bool park(std::coroutine_handle<> who, time_point limit);
    bool step_aside(std::coroutine_handle<> who, time_point limit);

    bool may_wait();
    void set_limit(std::coroutine_handle<> who, time_point limit);
    void interrupt();
    void unpark();
    void socket_is_ready(error_code ec);
    void go_on();
    void end();
    void resume(std::coroutine_handle<> who);
    void on_alarm(time_point now);
    std::shared_ptr<fiber> give_up() noexcept;

    asio::any_io_executor executor_;
    asio::any_io_executor work_;  // keeps the context running, and never runs anything at once
    std::shared_ptr<roster> among_;
    std::size_t position_ = 0;  // in the roster; the roster's
    bool present_ = false;
    std::atomic<time_point::rep> alarm_;  // when on_alarm is to be called

    task<void> body_;
    bool* has_ended_ = nullptr;  // of the resume() that is running the body
    bool never_waited_ = true;
    error_code result_;  // of the last wait

    std::mutex mutex_;  // guards what follows
    state state_ = state::running;
    std::atomic<errc> stopped_ = errc{};
    bool woken_ = false;
    bool timed_out_ = false;
    time_point deadline_ = never;
    time_point limit_ = never;
    std::coroutine_handle<> waiting_;
    socket_type* socket_ = nullptr;
    std::shared_ptr<fiber> self_;  // while parked
};

// await_suspend is not inlined, since another thread may resume the coroutine before it returns: clang to 16 may keep
// what it needs then in the coroutine's frame (its issue 56301).

class fiber::socket_wait
{
public:
    socket_wait(fiber& who, socket_type& socket, socket_type::wait_type what, time_point limit) noexcept
        : who_(who), socket_(socket), what_(what), limit_(limit)
    {
    }

    bool await_ready() const noexcept { return false; }
    BOOST_NOINLINE bool await_suspend(std::coroutine_handle<> waiting) const
    {
        return who_.wait_for_socket(waiting, socket_, what_, limit_);
    }
    error_code await_resume() const noexcept { return who_.result_; }

private:
    fiber& who_;
    socket_type& socket_;
    socket_type::wait_type what_;
    time_point limit_;
};

class fiber::wake_wait
{
public:
    wake_wait(fiber& who, time_point limit) noexcept : who_(who), limit_(limit) {}

    bool await_ready() const noexcept { return false; }
    BOOST_NOINLINE bool await_suspend(std::coroutine_handle<> waiting) const { return who_.park(waiting, limit_); }
    error_code await_resume() const noexcept { return who_.result_; }

private:
    fiber& who_;
    time_point limit_;
};

class fiber::turn_wait
{
public:
    turn_wait(fiber& who, time_point limit) noexcept : who_(who), limit_(limit) {}

    bool await_ready() const noexcept { return false; }
    BOOST_NOINLINE bool await_suspend(std::coroutine_handle<> waiting) const
    {
        return who_.step_aside(waiting, limit_);
    }
    error_code await_resume() const noexcept { return who_.result_; }

private:
    fiber& who_;
    time_point limit_;
};

inline fiber::socket_wait fiber::ready(socket_type& socket, socket_type::wait_type what, time_point limit) noexcept
{
    return {*this, socket, what, limit};
}

inline fiber::wake_wait fiber::woken(time_point limit) noexcept
{
    return {*this, limit};
}

inline fiber::turn_wait fiber::turn(time_point limit) noexcept
{
    return {*this, limit};
}

}  // namespace truto::detail::net

#if defined(TRUTO_HEADER_ONLY)
#include <truto/impl/fiber.ipp>
#endif
