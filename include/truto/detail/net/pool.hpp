#pragma once

#include <truto/config.hpp>

#include <truto/detail/http/origin.hpp>
#include <truto/detail/net/connection.hpp>
#include <truto/detail/net/task.hpp>
#include <truto/detail/policy/pool_book.hpp>

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

namespace truto::detail::net
{

class pool;

/// The right to use a connection; gives it back when it goes.
class lease
{
public:
    lease() = default;
    lease(std::shared_ptr<pool> owner, std::uint64_t id, std::unique_ptr<connection> line) noexcept;
    lease(lease&& other) noexcept;
    lease& operator=(lease&& other) noexcept;
    ~lease();

    explicit operator bool() const noexcept { return line_ != nullptr; }
    connection* operator->() const noexcept { return line_.get(); }

    /// Says that the connection may be used again after this lease.
    void keep() noexcept { reusable_ = true; }

private:
    std::shared_ptr<pool> owner_;
    std::uint64_t id_ = 0;
    std::unique_ptr<connection> line_;
    bool reusable_ = false;
};

/// The connections of a client to its origin. Any thread may use it.
class pool : public std::enable_shared_from_this<pool>
{
public:
    pool(asio::any_io_executor executor, http::origin where, policy::pool_book::limits limits,
         std::shared_ptr<asio::ssl::context> tls);

    /// A connection that is open. On failure the lease is empty, `ec` one of @ref errc, and `problem` says more.
    task<lease> acquire(error_code& ec, std::string& problem);

    /// Closes what is idle, and keeps nothing from now on.
    void close();

private:
    friend class lease;
    struct waiter;

    void give_back(std::uint64_t id, std::unique_ptr<connection> line, bool reusable) noexcept;
    void settle(std::unique_lock<std::mutex>& lock, std::uint64_t id, std::unique_ptr<connection> line, bool reusable);
    task<void> wait_for_turn(std::shared_ptr<waiter> mine, error_code& ec);
    task<lease> dial(std::uint64_t id, error_code& ec, std::string& problem);

    asio::any_io_executor executor_;
    http::origin where_;
    std::shared_ptr<asio::ssl::context> tls_;

    std::mutex mutex_;
    policy::pool_book book_;
    bool closed_ = false;
    std::uint64_t last_caller_ = 0;
    std::unordered_map<std::uint64_t, std::unique_ptr<connection>> idle_;
    std::unordered_map<std::uint64_t, std::shared_ptr<waiter>> waiting_;
};

}  // namespace truto::detail::net

#if defined(TRUTO_HEADER_ONLY)
#include <truto/impl/pool.ipp>
#endif
