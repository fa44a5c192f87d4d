#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace truto::detail::policy
{

/// Keeps the books of a pool of connections: who may use which, who may open one, who waits.
///
/// Knows connections and callers as numbers only, and does no I/O: the pool does what the answers say. Not thread-safe.
class pool_book
{
public:
    using time_point = std::chrono::steady_clock::time_point;
    using connection_id = std::uint64_t;
    using caller_id = std::uint64_t;

    struct limits
    {
        std::size_t connections = 1;  // at least one
        std::size_t idle = 0;
        std::chrono::steady_clock::duration idle_time{};
    };

    /// What a caller does to get a connection.
    struct grant
    {
        enum class action : unsigned char
        {
            use,   // take this connection, which is idle
            dial,  // open this connection
            wait,  // wait for `turn`
        };

        action what = action::wait;
        connection_id connection = 0;

        friend bool operator==(const grant&, const grant&) = default;
    };

    /// What becomes of a connection that was given back.
    struct settlement
    {
        enum class action : unsigned char
        {
            keep,   // keep it open, idle
            close,  // close it
            pass,   // to the caller in `turn`
        };

        /// The caller whose turn it is, with what it was granted.
        struct next_caller
        {
            caller_id caller = 0;
            grant granted{};

            friend bool operator==(const next_caller&, const next_caller&) = default;
        };

        action what = action::close;
        std::optional<next_caller> turn{};

        friend bool operator==(const settlement&, const settlement&) = default;
    };

    explicit pool_book(limits allowed) : allowed_(allowed) {}

    /// A caller wants a connection. `expired` gets idle ones that are too old and must be closed.
    grant ask(caller_id caller, time_point now, std::vector<connection_id>& expired)
    {
        drop_expired(now, expired);
        if (!idle_.empty())
        {
            // The one used last is the least likely to have been closed by the server.
            const auto connection = idle_.back().connection;
            idle_.pop_back();
            ++leased_;
            return {grant::action::use, connection};
        }
        if (leased_ < allowed_.connections)
        {
            return open();
        }
        waiting_.push_back(caller);
        return {grant::action::wait, 0};
    }

    /// A connection is not used any more; `reusable` when it is open and in order. Also for one that could not be opened.
    settlement give_back(connection_id connection, time_point now, bool reusable)
    {
        --leased_;
        if (!waiting_.empty())
        {
            const auto caller = waiting_.front();
            waiting_.erase(waiting_.begin());
            if (reusable)
            {
                ++leased_;
                return {settlement::action::pass, {{caller, {grant::action::use, connection}}}};
            }
            return {settlement::action::close, {{caller, open()}}};
        }
        if (reusable && idle_.size() < allowed_.idle && allowed_.idle_time.count() > 0)
        {
            idle_.push_back({connection, now});
            return {settlement::action::keep, std::nullopt};
        }
        return {settlement::action::close, std::nullopt};
    }

    /// A connection was found closed when it was about to be used: the caller opens another in its place.
    grant replace(connection_id)
    {
        --leased_;
        return open();
    }

    /// All idle connections are closed.
    void drop_idle() { idle_.clear(); }

    /// A caller does not wait any longer. False when its turn had come already: then it must give back.
    bool forget(caller_id caller) { return std::erase(waiting_, caller) != 0; }

    std::size_t leased() const noexcept { return leased_; }
    std::size_t idle() const noexcept { return idle_.size(); }
    std::size_t waiting() const noexcept { return waiting_.size(); }

private:
    struct idle_entry
    {
        connection_id connection;
        time_point since;
    };

    grant open()
    {
        ++leased_;
        return {grant::action::dial, ++last_};
    }

    void drop_expired(time_point now, std::vector<connection_id>& expired)
    {
        // The oldest are in front.
        while (!idle_.empty() && now - idle_.front().since >= allowed_.idle_time)
        {
            expired.push_back(idle_.front().connection);
            idle_.erase(idle_.begin());
        }
    }

    limits allowed_;
    std::vector<idle_entry> idle_;  // the one used last is the last
    std::vector<caller_id> waiting_;
    std::size_t leased_ = 0;
    connection_id last_ = 0;
};

}  // namespace truto::detail::policy
