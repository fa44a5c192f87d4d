#pragma once

#include <truto/detail/net/fiber.hpp>
#include <truto/detail/net/roster.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/post.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace truto::testing::detail
{

namespace asio = boost::asio;
namespace net = truto::detail::net;

class fake_roster;

/// The time of all clients of a fake network. It moves only while all their calls are parked. Any thread may use it.
///
/// Its mutex is the innermost one: it is never held while a roster or a fiber is called.
class fake_clock : public std::enable_shared_from_this<fake_clock>
{
public:
    using time_point = net::roster::time_point;
    using duration = time_point::duration;

    // Any time will do, if there is room to look back from it.
    static constexpr time_point beginning{std::chrono::hours{24}};

    explicit fake_clock(bool manual) noexcept : manual_(manual) {}

    time_point now() const noexcept { return time_point{duration{now_.load()}}; }

    std::shared_ptr<net::roster> make_roster(const asio::any_io_executor& executor, bool lasting);

    /// Lets that much time pass, as soon as everybody waits for it.
    void advance(duration by);

    /// A fiber of `where` made a step.
    void note(fake_roster& where, net::roster::step what);

private:
    // Code of the test that is ready to run may take a few turns until it makes a call, as when one coroutine waits for
    // another: the clock lets it go first so many times.
    static constexpr unsigned patience = 16;

    std::shared_ptr<fake_roster> waiting_roster() const;
    void look_later(const asio::any_io_executor& executor, std::uint64_t resumed, unsigned turns);
    void look(const asio::any_io_executor& executor, std::uint64_t resumed, unsigned turns);
    void move_on(std::uint64_t resumed);
    void set(time_point when) noexcept { now_.store(std::max(now(), when).time_since_epoch().count()); }

    const bool manual_;
    std::atomic<duration::rep> now_ = beginning.time_since_epoch().count();  // written under the mutex

    mutable std::mutex mutex_;  // guards what follows
    time_point goal_ = beginning;
    std::vector<std::weak_ptr<fake_roster>> rosters_;
    std::size_t present_ = 0;  // fibers
    std::size_t busy_ = 0;     // those that do not wait
    std::uint64_t resumed_ =
        0;  // how often one began or went on: what it was when all waited tells whether they still do
};

/// The fibers of one client. Their timer is only there to hold what has to go with the context.
class fake_roster final : public net::roster
{
public:
    fake_roster(const asio::any_io_executor& executor, bool lasting, std::shared_ptr<fake_clock> clock)
        : roster(executor, lasting), executor_(executor), clock_(std::move(clock))
    {
    }

    time_point now() const noexcept override { return clock_->now(); }
    void note(step what) noexcept override { clock_->note(*this, what); }

    const asio::any_io_executor& executor() const noexcept { return executor_; }

    /// Wakes those whose time has come. Gives the time of the next one, or `unset`.
    time_point wake_due()
    {
        next_.store(unset.time_since_epoch().count());
        ring();
        return time_point{time_point::duration{next_.load()}};
    }

    std::size_t waiting = 0;  // its fibers that are parked; the clock's, under its mutex

private:
    // Both are called under the roster's mutex.
    void set_timer(time_point when) override
    {
        next_.store(when.time_since_epoch().count());
        if (!is_held_)
        {
            roster::set_timer(never);
            is_held_ = true;
        }
    }

    void reset_timer() override
    {
        is_held_ = false;
        roster::reset_timer();
    }

    const asio::any_io_executor executor_;
    const std::shared_ptr<fake_clock> clock_;
    std::atomic<time_point::duration::rep> next_ = unset.time_since_epoch().count();
    bool is_held_ = false;
};

inline std::shared_ptr<net::roster> fake_clock::make_roster(const asio::any_io_executor& executor, bool lasting)
{
    auto made = std::make_shared<fake_roster>(executor, lasting, shared_from_this());
    const std::lock_guard lock{mutex_};
    std::erase_if(rosters_, [](const auto& each) { return each.expired(); });
    rosters_.push_back(made);
    return made;
}

inline void fake_clock::advance(duration by)
{
    std::shared_ptr<fake_roster> where;
    std::uint64_t resumed = 0;
    {
        const std::lock_guard lock{mutex_};
        goal_ = std::max(goal_, now());
        goal_ += std::clamp(by, duration::zero(), net::roster::never - goal_);
        if (present_ == 0)
        {
            set(goal_);
        }
        else if (busy_ == 0)
        {
            where = waiting_roster();
            resumed = resumed_;
        }
    }
    if (where)
    {
        look_later(where->executor(), resumed, 0);
    }
}

inline void fake_clock::note(fake_roster& where, net::roster::step what)
{
    std::shared_ptr<fake_roster> waiting;
    std::uint64_t resumed = 0;
    {
        const std::lock_guard lock{mutex_};
        switch (what)
        {
        case net::roster::step::entered:
            ++present_;
            ++busy_;
            ++resumed_;
            break;
        case net::roster::step::parked:
            --busy_;
            ++where.waiting;
            break;
        case net::roster::step::resumed:
            ++busy_;
            ++resumed_;
            --where.waiting;
            break;
        case net::roster::step::left:
            --present_;
            --busy_;
            break;
        }
        if (present_ == 0)
        {
            set(goal_);
        }
        else if (busy_ == 0)
        {
            waiting = waiting_roster();
            resumed = resumed_;
        }
    }
    if (waiting)
    {
        look_later(waiting->executor(), resumed, 0);
    }
}

/// One whose context is running, because a call of it waits. Under the mutex.
inline std::shared_ptr<fake_roster> fake_clock::waiting_roster() const
{
    for (const auto& each : rosters_)
    {
        if (auto live = each.lock(); live && live->waiting != 0)
        {
            return live;
        }
    }
    return nullptr;
}

inline void fake_clock::look_later(const asio::any_io_executor& executor, std::uint64_t resumed, unsigned turns)
{
    asio::post(executor,
               [self = shared_from_this(), executor, resumed, turns] { self->look(executor, resumed, turns); });
}

inline void fake_clock::look(const asio::any_io_executor& executor, std::uint64_t resumed, unsigned turns)
{
    {
        const std::lock_guard lock{mutex_};
        if (resumed != resumed_)
        {
            return;  // who was woken meanwhile will park again, or leave
        }
    }
    if (turns != patience)
    {
        look_later(executor, resumed, turns + 1);
    }
    else
    {
        move_on(resumed);
    }
}

inline void fake_clock::move_on(std::uint64_t resumed)
{
    std::vector<std::shared_ptr<fake_roster>> all;
    {
        const std::lock_guard lock{mutex_};
        for (const auto& each : rosters_)
        {
            if (auto live = each.lock())
            {
                all.push_back(std::move(live));
            }
        }
    }
    auto next = net::roster::unset;
    for (const auto& each : all)
    {
        next = std::min(next, each->wake_due());
    }
    {
        const std::lock_guard lock{mutex_};
        if (resumed != resumed_)
        {
            return;  // somebody was due already
        }
        if (next > goal_ && (manual_ || next >= net::roster::never))
        {
            set(goal_);
            return;
        }
        goal_ = std::max(goal_, next);
        set(next);
    }
    for (const auto& each : all)
    {
        each->wake_due();
    }
}

}  // namespace truto::testing::detail
