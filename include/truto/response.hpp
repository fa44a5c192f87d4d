#pragma once

#include <truto/config.hpp>
#include <truto/error_details.hpp>
#include <truto/headers.hpp>
#include <truto/rate_limit.hpp>

#include <truto/detail/json/boxed.hpp>
#include <truto/detail/json/decode.hpp>

#include <boost/config.hpp>
#include <boost/json/object.hpp>

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace truto
{

namespace detail
{

namespace call
{
class body_end;
}  // namespace call

/// All that is known about a call that ended, but for the value of its answer.
struct response_data
{
    std::string_view operation{};
    std::shared_ptr<const void> keeps{};  // the operation, if it is no constant
    unsigned status = 0;
    headers fields{};
    std::string body{};
    bool request_sent = false;
    bool has_value = false;
    bool maybe_executed = false;
    unsigned attempts = 0;
    std::chrono::nanoseconds elapsed{};
    std::chrono::nanoseconds waited{};
    std::string idempotency_key{};
    boost::json::object beside{};
    std::vector<decode_note> notes{};
    json::boxed<error_details> error{};        // large, and rarely there
    std::string problem{};                     // what is known about a failure besides its code
    std::shared_ptr<call::body_end> stream{};  // the body, if it is read while it comes

    // How the body is to be read. A pointer, so that a file that makes calls has no decoder in it.
    error_code (*reader)(const error_code& so_far, response_data& answer, json::target to) = nullptr;
    bool decode = true;
    bool reports = false;  // beside a report, as the format debug does
    bool strict = false;
    bool unwrap = false;
    bool method_is_safe = false;
};

}  // namespace detail

/// What every answer has, whatever its type. Cheap to copy; copies share what they refer to.
class response_base
{
public:
    /// As after a call that never got an answer.
    response_base();
    explicit response_base(std::shared_ptr<const detail::response_data> data) noexcept : data_(std::move(data)) {}

    response_base(const response_base& other) = default;
    response_base(response_base&& other) noexcept = default;
    response_base& operator=(const response_base& other) = default;
    response_base& operator=(response_base&& other) noexcept = default;

    // A function of its own: an answer ends in many places of a file that makes calls.
    BOOST_NOINLINE ~response_base() {}

    /// The HTTP status; 0 when no answer came.
    unsigned status() const noexcept { return data_->status; }

    /// The headers of the answer.
    const truto::headers& headers() const noexcept { return data_->fields; }

    /// The body as it came, whether it could be understood or not. Empty when it is the answer itself: in the formats
    /// @ref raw and @ref stream.
    std::string_view body() const noexcept { return data_->body; }

    /// What the answer says about the rate of calls.
    truto::rate_limit rate_limit() const { return truto::rate_limit::from(data_->fields); }

    /// How often the request was sent, or tried to be.
    unsigned attempts() const noexcept { return data_->attempts; }

    /// From the start of the call to its end.
    std::chrono::nanoseconds elapsed() const noexcept { return data_->elapsed; }

    /// Of @ref elapsed: the time between attempts, in the rate gate and until a connection was free.
    std::chrono::nanoseconds waited() const noexcept { return data_->waited; }

    /// Whether any of the request went out, in any attempt, or may have, where memory ran out during one.
    bool request_sent() const noexcept { return data_->request_sent; }

    /// Whether the server may have carried the request out although the call failed: whether any attempt was sent and
    /// got no answer that rules it out. `condition::maybe_executed` says the same of the last attempt's error code alone.
    bool maybe_executed() const noexcept { return data_->maybe_executed; }

    /// The `Idempotency-Key` that was sent; empty when there was none.
    const std::string& idempotency_key() const noexcept { return data_->idempotency_key; }

    /// Whether the body held a value; if not, the model is empty: 204, an empty body, `{"result": null}`, or a text
    /// that is not JSON.
    bool has_value() const noexcept { return data_->has_value; }

    /// Members of the answer that were not as described; the call succeeded all the same.
    const std::vector<decode_note>& decode_notes() const noexcept { return data_->notes; }

    /// What stood beside `result` in a wrapped answer: `debug`, cursors, counts.
    const boost::json::object& beside_result() const noexcept { return data_->beside; }

    /// What the server said about a failure; empty after success.
    const error_details& error() const noexcept { return *data_->error; }

    /// What is known about a failure without an answer: why the call was refused before anything was sent, why the
    /// connection could not be had or broke. Empty otherwise.
    const std::string& problem() const noexcept { return data_->problem; }

    /// The operation that was called: `users.delete`; of one without a description the method and path.
    std::string_view operation() const noexcept { return data_->operation; }

protected:
    std::shared_ptr<const detail::response_data> data_;
};

/// The answer of an operation: points to its model, and knows how it came.
///
/// After a failure the model is empty and @ref response_base::error tells what the server said.
template <class T>
class response : public response_base
{
public:
    using value_type = T;

    response() = default;
    explicit response(std::shared_ptr<const detail::response_data> data) : response_base(std::move(data)) {}
    response(T value, std::shared_ptr<const detail::response_data> data)
        : response_base(std::move(data)), value_(std::move(value))
    {
    }

    const T& value() const& noexcept { return *value_; }
    T& value() & { return *value_; }
    T&& value() && { return std::move(*value_); }
    const T& operator*() const& noexcept { return *value_; }
    T& operator*() & { return *value_; }
    T&& operator*() && { return std::move(*value_); }
    const T* operator->() const noexcept { return &*value_; }
    T* operator->() { return &*value_; }

private:
    // Models are large, and an answer is handed on several times before anybody reads it.
    detail::json::boxed<T> value_;
};

}  // namespace truto

#if defined(TRUTO_HEADER_ONLY)
#include <truto/impl/response.ipp>
#endif
