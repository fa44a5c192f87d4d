#pragma once

#include <truto/error.hpp>

#include <truto/detail/net/fiber.hpp>

#include <boost/asio/cancellation_type.hpp>

#include <memory>
#include <utility>

namespace truto::detail::call
{

/// Stops a call, if it still goes on. A caller's cancellation slot can hold it.
class stopper
{
public:
    explicit stopper(std::weak_ptr<net::fiber> call) noexcept : call_(std::move(call)) {}

    void operator()(boost::asio::cancellation_type = boost::asio::cancellation_type::all) const
    {
        if (const auto live = call_.lock())
        {
            live->stop(errc::cancelled);
        }
    }

private:
    std::weak_ptr<net::fiber> call_;
};

}  // namespace truto::detail::call
