#pragma once

#include <truto/config.hpp>
#include <truto/observer.hpp>

#include <truto/detail/net/connection.hpp>
#include <truto/detail/net/fiber.hpp>
#include <truto/detail/net/task.hpp>
#include <truto/detail/net/transport.hpp>
#include <truto/detail/policy/pool_book.hpp>
#include <truto/detail/telemetry.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace truto::detail::net
{

class pool;

/// A connection with its papers.
struct line
{
    std::uint64_t id = 0;
    bool used = false;  // for a request, ever
    std::chrono::nanoseconds opened_in{};
    std::unique_ptr<connection> open{};
};

/// The right to use a connection; gives it back when it goes.
class lease
{
public:
    lease() = default;
    lease(std::shared_ptr<pool> owner, line what) noexcept : owner_(std::move(owner)), line_(std::move(what)) {}
    lease(lease&& other) noexcept { swap(other); }
    lease& operator=(lease&& other) noexcept
    {
        swap(other);
        return *this;
    }
    ~lease();

    connection* operator->() const noexcept { return line_.open.get(); }

    /// Whether the connection had been used before this lease.
    bool is_reused() const noexcept { return line_.used; }

    /// Says that the connection may be used again after this lease.
    void keep() noexcept { reusable_ = true; }

    /// Says why it is not, unless it broke.
    void retire(close_reason why) noexcept { why_ = why; }

private:
    friend class pool;

    void swap(lease& other) noexcept
    {
        std::swap(owner_, other.owner_);
        std::swap(line_, other.line_);
        std::swap(reusable_, other.reusable_);
        std::swap(why_, other.why_);
    }

    std::shared_ptr<pool> owner_;
    line line_;
    bool reusable_ = false;
    close_reason why_ = close_reason::failed;
};

/// The connections of a client to its origin. Any thread may use it.
class pool : public transport, public std::enable_shared_from_this<pool>
{
public:
    pool(const asio::any_io_executor& executor, std::shared_ptr<const route> where, policy::pool_book::limits limits,
         std::shared_ptr<telemetry> reports);

    TRUTO_DECL void close() override;

protected:
    TRUTO_LAZY task<error_code> carry_by_line(fiber& who, const call_info& call, std::string_view request,
                                              exchange_rules rules, answer& out);

private:
    friend class lease;

    class turn;

    /// Takes a connection, or a place in the queue, as the book has it. Gives those that were idle for too long.
    std::vector<line> enter(turn& mine);

    /// Whether the connection that was taken is in order. If not it is closed, and another may be opened in its place.
    bool may_reuse(turn& mine);

    TRUTO_LAZY task<error_code> acquire(fiber& who, const call_info& call, const exchange_rules& rules, lease& to,
                                        answer& out);
    TRUTO_LAZY task<error_code> wait_for(turn& mine, fiber& who, const call_info& call, fiber::time_point limit,
                                         answer& out);
    TRUTO_LAZY task<error_code> open_line(fiber& who, fiber::time_point limit, lease& to, answer& out);

    void give_back(line what, bool reusable, close_reason why) noexcept;
    void settle(std::unique_lock<std::mutex>& lock, line what, bool reusable, close_reason why);
    void withdraw(turn& from) noexcept;
    void drop_idle(close_reason why);

    connection_info describe(const line& what) const;
    void close_line(line what, close_reason why) noexcept;

    asio::any_io_executor executor_;
    std::shared_ptr<const route> where_;
    std::string peer_;
    std::shared_ptr<telemetry> reports_;

    std::mutex mutex_;
    policy::pool_book book_;
    bool closed_ = false;
    std::uint64_t last_caller_ = 0;
    std::vector<line> idle_;  // both in the order of the book
    std::vector<turn*> waiting_;
};

/// A pool that is compiled only where one is made (see TRUTO_LAZY), which a virtual function alone would not be.
template <class...>
class live_pool final : public pool
{
public:
    using pool::pool;

    task<error_code> carry(fiber& who, const call_info& call, std::string_view request, exchange_rules rules,
                           answer& out) override
    {
        return carry_by_line(who, call, request, rules, out);
    }
};

}  // namespace truto::detail::net

#if defined(TRUTO_HEADER_ONLY)
#include <truto/impl/pool.ipp>
#endif
