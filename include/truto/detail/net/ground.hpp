#pragma once

#include <truto/detail/net/roster.hpp>
#include <truto/detail/net/transport.hpp>

#include <boost/asio/any_io_executor.hpp>

#include <cstdint>
#include <memory>

namespace truto::detail::net
{

/// What a client stands on, where a test kit replaces it: the way to the server, the clock and chance.
class ground
{
public:
    ground() = default;
    virtual ~ground() = default;
    ground(const ground&) = delete;
    ground& operator=(const ground&) = delete;

    virtual std::shared_ptr<transport> make_transport(const asio::any_io_executor& executor) = 0;

    /// `lasting` as for the roster itself.
    virtual std::shared_ptr<roster> make_roster(const asio::any_io_executor& executor, bool lasting) = 0;

    /// A number of which every bit is as likely 0 as 1. From any thread.
    virtual std::uint64_t random() = 0;
};

}  // namespace truto::detail::net
