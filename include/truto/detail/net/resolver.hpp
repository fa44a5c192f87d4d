#pragma once

#include <truto/config.hpp>

#include <truto/detail/net/fiber.hpp>
#include <truto/detail/net/task.hpp>

#include <boost/asio/execution_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace truto::detail::net
{

using endpoints = std::vector<asio::ip::tcp::endpoint>;

/// Resolves names on threads of its own, so that a name server that does not answer delays nothing but its own name:
/// Asio's resolver has one thread per context, can't be cancelled once it started, and holds up the context's end.
class resolver_service : public asio::execution_context::service
{
public:
    using key_type = resolver_service;
    static inline asio::execution_context::id id;

    explicit resolver_service(asio::execution_context& context);

    /// The addresses of `host`, in the system's order. `ec` as of `fiber::woken` when the wait ended before.
    TRUTO_LAZY task<endpoints> resolve(fiber& who, std::string host, std::uint16_t port, fiber::time_point limit,
                                       error_code& ec);

private:
    struct job;
    struct shared_state;
    struct interest;

    std::shared_ptr<job> join(fiber& who, std::string host);
    void work();
    TRUTO_DECL void shutdown() override;

    std::shared_ptr<shared_state> state_;
};

/// The addresses of `host`: at once when it is one, else by the context's @ref resolver_service.
TRUTO_LAZY task<endpoints> resolve(fiber& who, std::string host, std::uint16_t port, fiber::time_point limit,
                                   error_code& ec);

}  // namespace truto::detail::net

#if defined(TRUTO_HEADER_ONLY)
#include <truto/impl/resolver.ipp>
#endif
