#pragma once

#include <truto/body_stream.hpp>
#include <truto/call_options.hpp>
#include <truto/client_options.hpp>
#include <truto/config.hpp>
#include <truto/counters.hpp>
#include <truto/error.hpp>
#include <truto/operation.hpp>
#include <truto/request.hpp>
#include <truto/response.hpp>

#include <truto/detail/json/record.hpp>

#include <boost/asio/any_completion_handler.hpp>
#include <boost/asio/any_io_executor.hpp>

#include <array>
#include <concepts>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

// The seam between the templates that users call and the code that is compiled once.
namespace truto
{

/// A path parameter: a text, a number or an enumeration.
class path_value
{
public:
    path_value() = default;
    path_value(std::string_view text) : text_(text) {}
    path_value(const std::string& text) : text_(text) {}
    path_value(const char* text) : text_(text) {}
    template <std::integral T>
    path_value(T number) : text_(std::to_string(number))
    {
    }
    template <class E>
    path_value(const open_enum<E>& value) : text_(value.text())
    {
    }

    const std::string& text() const noexcept { return text_; }

private:
    std::string text_;
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

/// What all copies of a client share. When the last copy is gone, calls under way complete with `errc::cancelled`.
class client_handle;

/// A client and the settings of its calls; what a copy of a client or resource is made of.
struct client_core
{
    std::shared_ptr<client_handle> handle;
    std::shared_ptr<const call_options> options;
};

/// Called once when a call ended.
using raw_handler = boost::asio::any_completion_handler<void(error_code, std::shared_ptr<response_data>)>;

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
    bool is_raw = false;                    // the body is not JSON
    bool decode = true;                     // whether the format asked for is one that models are read from
    bool streams = false;                   // whether the body is read while it comes
    std::weak_ptr<client_handle> client{};  // which such a body keeps
    bool strict = false;
    std::string problem{};  // why it can't be sent; empty when it can

    std::string_view target() const noexcept
    {
        return std::string_view{head}.substr(operation->method.size() + 1, target_size);
    }

    /// The header lines, each with its end.
    std::string_view header_lines() const noexcept { return std::string_view{head}.substr(head.find("\r\n") + 2); }
};

/// A client whose calls have no settings of their own.
/// @throws boost::system::system_error when the options are not valid.
client_core make_client(const boost::asio::any_io_executor& executor, client_options&& options);

/// The same with a context and a thread of its own.
client_core make_client(client_options&& options);

boost::asio::any_io_executor executor_of(const client_handle& client) noexcept;

prepared_call prepare(const client_handle& client, const call_options& options, const truto::operation& operation,
                      const operation_arguments& arguments);

/// The same for a request that no description has: a method and path of the caller's.
prepared_call prepare_request(const client_handle& client, const call_options& options, std::string_view method,
                              std::string_view path, const request& what);

/// And for a method of a resource below `base`.
prepared_call prepare_custom(const client_handle& client, const call_options& options, std::string_view base,
                             std::string_view resource, std::string_view method, const request& what);

/// Starts a call; `handler` is called on its associated executor, never from within. Gives what stops it.
std::weak_ptr<net::fiber> start(const std::shared_ptr<client_handle>& client, prepared_call&& call,
                                raw_handler handler);

/// What the client has done so far.
counters counters_of(const client_handle& client) noexcept;

/// The request as a curl command with its secrets masked. @throws api_error when the call can't be sent.
std::string to_curl(const client_handle& client, const prepared_call& call);

/// Reads the answer's body into `to`, and the error's details after a failure. Gives the error of the whole call.
error_code read_answer(error_code so_far, response_data& answer, json::target to);

/// The same with the body as it is; it moves to `to`.
error_code read_text(error_code so_far, response_data& answer, std::string& to);

/// The same with a body that is JSON of any kind.
error_code read_json(error_code so_far, response_data& answer, boost::json::value& to);

/// The same with a value that stands under `result` beside `debug`.
error_code read_debug(error_code so_far, response_data& answer, json::target to, boost::json::value& debug);

/// The same with a body that is still coming.
error_code read_stream(error_code so_far, response_data& answer, body_stream& to);

/// Lets a thread wait for a call's end.
class completion
{
public:
    void signal();
    bool is_signalled() const;

    /// Waits without doing anything.
    void wait();

private:
    mutable std::mutex mutex_;
    std::condition_variable signalled_;
    bool done_ = false;
};

/// Waits for `done`, and drives the client's io_context meanwhile if that is what it runs on.
void wait_for(const client_handle& client, completion& done);

}  // namespace detail::call

}  // namespace truto

#if defined(TRUTO_HEADER_ONLY)
#include <truto/impl/call.ipp>
#include <truto/impl/request.ipp>
#endif
