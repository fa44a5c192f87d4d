#pragma once

#include <truto/client_options.hpp>
#include <truto/config.hpp>

#include <truto/detail/call/call.hpp>
#include <truto/detail/http/origin.hpp>
#include <truto/detail/net/pool.hpp>
#include <truto/detail/net/task.hpp>

#include <boost/asio/any_completion_executor.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace truto::detail::call
{

namespace asio = boost::asio;

struct call_state;

/// What a client is made of. Lives as long as the client or a call of it does.
class client_impl
{
public:
    client_impl(asio::any_io_executor executor, client_options options);

    const asio::any_io_executor& executor() const noexcept { return executor_; }
    const client_options& options() const noexcept { return options_; }
    const http::origin& origin() const noexcept { return origin_; }

    /// The header lines that are the same for every request.
    const std::string& fixed_lines() const noexcept { return fixed_lines_; }

    net::pool& connections() noexcept { return *pool_; }

    /// A call begins, or ended. A call that begins after the shutdown is cancelled at once.
    void enter(call_state& call);
    void leave(call_state& call) noexcept;

    /// Cancels every call under way, and all that begin later.
    void shut_down();

private:
    asio::any_io_executor executor_;
    client_options options_;
    http::origin origin_;
    std::string fixed_lines_;
    std::shared_ptr<net::pool> pool_;

    std::mutex mutex_;
    bool down_ = false;
    std::vector<call_state*> active_;
};

/// A context with a thread that runs it.
class own_context
{
public:
    own_context();

    /// Lets the thread end when nothing is left to do, and waits for that, unless called on it.
    ~own_context();

    asio::any_io_executor executor() { return context_->get_executor(); }

private:
    std::shared_ptr<asio::io_context> context_;
    asio::any_io_executor work_;
    std::thread thread_;
};

class client_handle
{
public:
    client_handle(std::shared_ptr<client_impl> impl, std::unique_ptr<own_context> own)
        : own_(std::move(own)), impl_(std::move(impl))
    {
    }
    ~client_handle() { impl_->shut_down(); }
    client_handle(const client_handle&) = delete;
    client_handle& operator=(const client_handle&) = delete;

    const std::shared_ptr<client_impl>& impl() const noexcept { return impl_; }
    bool has_own_context() const noexcept { return own_ != nullptr; }

private:
    std::unique_ptr<own_context> own_;
    std::shared_ptr<client_impl> impl_;
};

/// A call under way. Everything in it belongs to its strand, but for `position`.
struct call_state : std::enable_shared_from_this<call_state>
{
    call_state(std::shared_ptr<client_impl> client, prepared_call&& what, raw_handler handler);

    /// Ends the call as soon as possible with `why`. From any thread.
    void cancel(errc why);

    std::shared_ptr<client_impl> impl;
    prepared_call request;
    raw_handler handler;
    asio::any_completion_executor handler_executor;  // counts as work until the handler is called
    net::strand executor;
    asio::steady_timer deadline;
    asio::cancellation_signal signal;
    std::chrono::steady_clock::time_point started;
    errc cancelled{};  // why, or none
    error_code outcome{};
    std::shared_ptr<response_data> answer;
    std::size_t position = 0;  // in the client's list; guarded by the client's mutex
};

}  // namespace truto::detail::call
