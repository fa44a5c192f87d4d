#pragma once

#include <truto/config.hpp>
#include <truto/error.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <memory>
#include <mutex>
#include <vector>

namespace truto::detail::net
{

namespace asio = boost::asio;

class fiber;

/// The fibers of a client that are under way, and the one timer that wakes them.
///
/// Each call has several times at which it would give up, and nearly always ends before the first. So the timer is
/// set only if it would otherwise come too late, and never taken back while something is under way: in a row of calls
/// it costs nothing. Any thread may use it.
///
/// A fiber that waits for a socket belongs to the operation that waits. One that waits to be woken belongs to itself,
/// and the handler of the timer sees to it that it goes when the context is destroyed.
class roster : public std::enable_shared_from_this<roster>
{
public:
    using time_point = std::chrono::steady_clock::time_point;

    /// `lasting`: the timer may keep the executor's context busy although nothing is under way.
    roster(const asio::any_io_executor& executor, bool lasting);
    virtual ~roster() = default;
    roster(const roster&) = delete;
    roster& operator=(const roster&) = delete;

    virtual time_point now() const noexcept { return std::chrono::steady_clock::now(); }

    /// A fiber begins, or ended. One that begins after @ref close is stopped at once.
    void enter(fiber& who);
    void leave(fiber& who) noexcept;

    /// No time at all: the timer is not set. A wait without an end is set to the tick before.
    static constexpr time_point unset = time_point::max();
    static constexpr time_point never = unset - std::chrono::steady_clock::duration{1};

    /// Sees to it that `fiber::on_alarm` is called at `when`, or not much later, for those that want it.
    void alarm(time_point when)
    {
        // Sequentially consistent, like ring(): one of the two sees what the other wrote.
        if (when.time_since_epoch().count() < armed_.load())
        {
            arm(when);
        }
    }

    /// Stops all fibers, and those that begin later.
    void close();

    /// What a fiber does. The clock of a test moves only while all of them are parked.
    enum class step : unsigned char
    {
        entered,
        parked,
        resumed,  // goes on as soon as the executor lets it
        left,
    };

    /// Called with each step but waits for sockets, under the fiber's mutex or none.
    virtual void note(step) noexcept {}

protected:
    /// Wakes those whose time has come, and sets the timer for the next.
    void ring();

    TRUTO_DECL virtual void set_timer(time_point when);
    TRUTO_DECL virtual void reset_timer();

private:
    class on_timer;

    void arm(time_point when);
    void abandon() noexcept;

    std::mutex mutex_;
    std::atomic<time_point::rep> armed_;  // when the timer ends; written under the mutex
    std::vector<fiber*> present_;
    asio::steady_timer timer_;
    bool lasting_;
    bool closed_ = false;
};

}  // namespace truto::detail::net

#if defined(TRUTO_HEADER_ONLY)
#include <truto/detail/net/fiber.hpp>  // and with it the implementation of both
#endif
