#pragma once

#include <truto/body_stream.hpp>
#include <truto/error.hpp>

#include <truto/detail/call/held_handler.hpp>
#include <truto/detail/net/fiber.hpp>
#include <truto/detail/net/task.hpp>

#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>

namespace truto::detail::call
{

/// Between the call that receives a body and whoever reads it. Any thread may use it.
class body_feed
{
public:
    explicit body_feed(std::weak_ptr<net::fiber> call, asio::any_io_executor executor)
        : call_(std::move(call)), executor_(std::move(executor))
    {
    }

    const asio::any_io_executor& executor() const noexcept { return executor_; }

    // --- for the call

    /// Hands `bytes` to the reader; waits, as long as it takes, until all are taken.
    TRUTO_LAZY net::task<error_code> hand_over(net::fiber& call, std::string_view bytes);

    /// There is nothing more, for this reason.
    void end(error_code why);

    /// The call is gone, and calls nobody.
    void abandon() noexcept;

    // --- for the reader

    void read(asio::mutable_buffer into, read_handler handler);

    /// The rest is not wanted.
    void close();

private:
    using waiting_reader = held_handler<std::size_t>;

    std::weak_ptr<net::fiber> call_;
    asio::any_io_executor executor_;

    std::mutex mutex_;
    std::optional<waiting_reader> reader_;
    asio::mutable_buffer into_;
    bool has_ended_ = false;
    error_code end_;
};

}  // namespace truto::detail::call
