#pragma once

#include <truto/config.hpp>
#include <truto/error.hpp>
#include <truto/observer.hpp>

#include <truto/detail/net/fiber.hpp>
#include <truto/detail/net/task.hpp>
#include <truto/detail/policy/deadline.hpp>
#include <truto/detail/policy/rate_gate.hpp>
#include <truto/detail/telemetry.hpp>

#include <chrono>
#include <memory>
#include <mutex>
#include <string>

namespace truto::detail::call
{

/// Where the attempts of a client's calls wait while a rate limit is used up, in order. Any thread may use it.
class gate
{
public:
    gate(const policy::rate_gate::rules& rules, std::shared_ptr<telemetry> reports)
        : reports_(std::move(reports)), book_(rules)
    {
    }

    /// The right to send one request.
    class pass : public policy::rate_gate::ticket
    {
    public:
        explicit pass(gate& where) noexcept : where_(where) {}

        /// Says what became of the attempt, before it goes; without, that nothing is known.
        void settle(const policy::rate_gate::feedback& came) noexcept { came_ = came; }

        /// The same for an attempt whose answer goes on: it counts as ended for everybody else.
        void leave(const policy::rate_gate::feedback& came) noexcept
        {
            came_ = came;
            where_.leave(*this);
            who_ = nullptr;
        }

        /// How long it waited for its turn.
        std::chrono::nanoseconds waited() const noexcept { return waited_; }

        ~pass() { where_.leave(*this); }

    private:
        friend class gate;

        gate& where_;
        net::fiber* who_ = nullptr;  // the call; null before it asked
        net::fiber::time_point not_before_{};
        net::fiber::time_point by_time_{};
        std::chrono::nanoseconds waited_{};
        bool may_go_ = false;  // the gate's mutex, while it waits
        policy::rate_gate::feedback came_{};
    };

    /// True when `mine` may go now. Otherwise it has taken its place, and must @ref wait for its turn, which will not be
    /// before `not_before`. A call that comes back keeps its number, and with it its place before later ones.
    bool try_enter(pass& mine, net::fiber& who, const call_info& call, net::fiber::time_point not_before);

    /// Waits for the turn of `mine`. Gives `errc::timeout` at once, and says why, when it can't come before `limit`.
    /// Observers hear `info`, with the time that it will take at least.
    TRUTO_LAZY net::task<error_code> wait(pass& mine, const call_info& call, policy::deadline limit, wait_info info,
                                          std::string& problem);

private:
    void leave(pass& mine) noexcept;
    net::fiber::time_point look(pass& mine, bool& may_go);

    /// Lets those go whose turn has come. Gives the time to ask again. Under the mutex.
    net::fiber::time_point release(net::fiber::time_point now);

    /// Sees that one of those who wait watches the clock. Under the mutex.
    void appoint_watcher();

    std::shared_ptr<telemetry> reports_;
    std::mutex mutex_;
    policy::rate_gate book_;

    // Who of those that wait asks again, at this time, for all of them: if each did, thousands would at once. The time is the
    // earliest there is until a new watcher has looked.
    pass* watcher_ = nullptr;
    net::fiber::time_point alarm_{};
};

}  // namespace truto::detail::call

#if defined(TRUTO_HEADER_ONLY)
#include <truto/impl/gate.ipp>
#endif
