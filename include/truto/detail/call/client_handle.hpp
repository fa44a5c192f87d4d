#pragma once

#include <truto/call_options.hpp>
#include <truto/config.hpp>
#include <truto/error.hpp>
#include <truto/open_enum.hpp>
#include <truto/operation.hpp>
#include <truto/response.hpp>
#include <truto/retry_options.hpp>

#include <truto/detail/call/any_handler.hpp>
#include <truto/detail/json/record.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/config.hpp>

#include <array>
#include <atomic>
#include <charconv>
#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace truto
{

/// A path parameter: a text, a number or an enumeration. Refers to it: use it within the expression that made it.
class path_value
{
public:
    path_value() noexcept {}
    path_value(std::string_view text) noexcept : text_(text) {}
    path_value(const std::string& text) noexcept : text_(text) {}
    path_value(const char* text) noexcept : text_(text) {}
    template <std::integral T>
    path_value(T number) noexcept
    {
        static_assert(sizeof(T) <= sizeof(std::int64_t));
        const auto end = std::to_chars(std::begin(digits_), std::end(digits_), +number).ptr;
        text_ = {digits_, static_cast<std::size_t>(end - digits_)};
    }
    template <class E>
    path_value(const open_enum<E>& value) noexcept : text_(value.text())
    {
    }
    path_value(const path_value&) = delete;
    path_value& operator=(const path_value&) = delete;

    std::string_view text() const noexcept { return text_; }

private:
    char digits_[std::numeric_limits<std::uint64_t>::digits10 + 2];  // with a sign
    std::string_view text_;
};

/// The path parameters of a call, in the order of the path: up to four.
class path_values
{
public:
    path_values() = default;

    template <std::convertible_to<path_value>... Values>
        requires(sizeof...(Values) != 0 && sizeof...(Values) <= 4)
    path_values(const Values&... values) : values_{path_value(values)...}
    {
    }
    path_values(const path_values&) = delete;
    path_values& operator=(const path_values&) = delete;

    const path_value& operator[](std::size_t i) const noexcept { return values_[i]; }

private:
    std::array<path_value, 4> values_{};
};

/// What an operation is called with. Refers to its parts: use it within the expression that made it.
struct operation_arguments
{
    path_values path{};
    detail::json::record_ref query{};
    detail::json::record_ref headers{};
    detail::json::value_ref body{};
};

namespace detail::net
{
class fiber;
}  // namespace detail::net

namespace detail::call
{

class client_handle;
class client_impl;

/// Called once when a call ended.
using raw_handler = any_handler<std::shared_ptr<response_data>>;

/// A call that is ready to be sent: nothing of the caller's arguments is needed any more.
struct prepared_call
{
    // Out of line: it is moved through templates, in every file that makes calls.
    prepared_call();
    prepared_call(const prepared_call& other);
    prepared_call(prepared_call&& other) noexcept;
    prepared_call& operator=(const prepared_call& other) = delete;
    prepared_call& operator=(prepared_call&& other) = delete;
    ~prepared_call();

    const truto::operation* operation = nullptr;
    std::shared_ptr<const void> keeps{};  // the operation, if it is no constant

    /// The request line and the header lines, without the empty line that ends them.
    std::string head{};
    std::size_t target_size = 0;  // of the target in the request line

    std::string body{};
    std::string account{};          // the connected account that it is for
    std::string idempotency_key{};  // the caller's
    bool wants_key = false;         // a key is made when the call starts: each start is a call of its own

    std::chrono::milliseconds timeout{};
    std::chrono::milliseconds attempt_timeout{};
    retry_options retry{};
    bool has_body = false;
    bool is_raw = false;                                // the body is not JSON
    bool decode = true;                                 // whether the format asked for is one that models are read from
    bool reports = false;                               // beside a report, as the format debug does
    bool streams = false;                               // whether the body is read while it comes
    std::weak_ptr<client_handle> client{};              // which such a body keeps
    std::shared_ptr<std::atomic<bool>> is_cancelled{};  // where its operation reads that it was, if it has more calls
    bool strict = false;
    std::string problem{};  // why it can't be sent; empty when it can

    std::string_view target() const noexcept
    {
        return std::string_view{head}.substr(operation->method.size() + 1, target_size);
    }

    /// The header lines, each with its end.
    std::string_view header_lines() const noexcept { return std::string_view{head}.substr(head.find("\r\n") + 2); }
};

/// What all copies of a client share. When the last copy is gone, calls under way complete with `errc::cancelled`.
///
/// What every call needs is virtual: what is behind it is compiled in the files that make a client, and in no other.
class client_handle
{
public:
    /// `own_context`: nobody but the client uses the context; null when there are others.
    client_handle(std::shared_ptr<client_impl> impl, std::shared_ptr<void> own_context) noexcept
        : own_context_(std::move(own_context)), impl_(std::move(impl))
    {
    }
    virtual ~client_handle() = default;
    client_handle(const client_handle&) = delete;
    client_handle& operator=(const client_handle&) = delete;

    const std::shared_ptr<client_impl>& impl() const noexcept { return impl_; }
    bool has_own_context() const noexcept { return own_context_ != nullptr; }

    virtual boost::asio::any_io_executor executor() const noexcept = 0;

    virtual prepared_call prepare(const call_options& options, const truto::operation& operation,
                                  const operation_arguments& arguments) const = 0;

    /// Starts a call; `handler` is called on its associated executor, never from within. Gives what stops it.
    virtual std::weak_ptr<net::fiber> start(prepared_call&& call, raw_handler handler) = 0;

private:
    std::shared_ptr<void> own_context_;  // which goes last
    std::shared_ptr<client_impl> impl_;
};

/// A client and the settings of its calls; what a copy of a client or resource is made of.
struct client_core
{
    client_core(std::shared_ptr<client_handle> shared, std::shared_ptr<const call_options> settings) noexcept
        : handle(std::move(shared)), options(std::move(settings))
    {
    }

    // Functions of their own: `client.users()` is made and ends at each call.
    BOOST_NOINLINE client_core(const client_core& other) noexcept : handle(other.handle), options(other.options) {}
    client_core(client_core&& other) noexcept = default;
    client_core& operator=(const client_core& other) = default;
    client_core& operator=(client_core&& other) noexcept = default;
    BOOST_NOINLINE ~client_core() {}

    std::shared_ptr<client_handle> handle;
    std::shared_ptr<const call_options> options;
};

}  // namespace detail::call

}  // namespace truto
