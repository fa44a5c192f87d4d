#pragma once

#include <truto/config.hpp>
#include <truto/error.hpp>

#include <truto/detail/net/fiber.hpp>
#include <truto/detail/net/resolver.hpp>
#include <truto/detail/net/task.hpp>

namespace truto::detail::net
{

/// Connects `to` to the first of `where` that answers: the next address is tried when the one before has failed or
/// been silent for a quarter of a second, and the families take turns (RFC 8305). Gives the error of the last one.
TRUTO_LAZY task<error_code> dial(fiber& who, const endpoints& where, fiber::time_point limit, fiber::socket_type& to);

}  // namespace truto::detail::net

#if defined(TRUTO_HEADER_ONLY)
#include <truto/impl/dial.ipp>
#endif
