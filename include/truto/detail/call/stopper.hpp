#pragma once

#include <truto/error.hpp>

#include <truto/detail/net/fiber.hpp>

#include <boost/asio/cancellation_type.hpp>

#include <atomic>
#include <memory>
#include <utility>

namespace truto::detail::call
{

/// Stops a call, if it still goes on. A caller's cancellation slot can hold it.
class stopper
{
public:
    /// `told`: where an operation of several calls reads that it was cancelled, should this one have ended.
    explicit stopper(std::weak_ptr<net::fiber> call, std::shared_ptr<std::atomic<bool>> told = {}) noexcept
        : call_(std::move(call)), told_(std::move(told))
    {
    }

    void operator()(boost::asio::cancellation_type = boost::asio::cancellation_type::all) const
    {
        if (told_)
        {
            told_->store(true);
        }
        if (const auto live = call_.lock())
        {
            live->stop(errc::cancelled);
        }
    }

private:
    std::weak_ptr<net::fiber> call_;
    std::shared_ptr<std::atomic<bool>> told_;
};

}  // namespace truto::detail::call
