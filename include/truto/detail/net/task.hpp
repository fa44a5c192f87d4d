#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/error_code.hpp>

namespace truto::detail::net
{

namespace asio = boost::asio;
using boost::system::error_code;

/// The work of one call: never on two threads at once.
using strand = asio::strand<asio::any_io_executor>;

/// A coroutine of a call.
template <class T>
using task = asio::awaitable<T, strand>;

/// `co_await op(into(ec))`: reports to `ec` and throws nothing.
inline auto into(error_code& ec)
{
    return asio::redirect_error(asio::use_awaitable_t<strand>{}, ec);
}

}  // namespace truto::detail::net
