#pragma once

#include <truto/blocking.hpp>
#include <truto/body_stream.hpp>
#include <truto/format.hpp>
#include <truto/throwing.hpp>

#include <truto/detail/call/call.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/deferred.hpp>

#include <concepts>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>

namespace truto
{

/// The token that operations use when none is given: `co_await` gives a `response<T>` or throws @ref api_error.
using default_token = throwing_t<boost::asio::deferred_t>;

/// Something that takes the outcome of a call whose answer is a `T`: a completion token for
/// `void(truto::error_code, truto::response<T>)`, such as a callback of that signature, `boost::asio::use_future`,
/// `boost::asio::as_tuple(boost::asio::use_awaitable)` or `truto::blocking`. In another format than @ref unified, the
/// response is one of `answer_in<T, Format>`.
template <class Token, class T, class Format = unified>
concept token_for = std::same_as<Token, default_token> ||  // which is one, and to find that out takes time to compile
                    boost::asio::completion_token_for<Token, void(error_code, response<answer_in<T, Format>>)>;

namespace detail::call
{

// How an answer is read in each format; `value` is the model's, or what stands for it.

template <class T, std::derived_from<unified> Format>
error_code read_as(Format, const error_code& so_far, response_data& answer, T& value)
{
    if constexpr (!std::same_as<Format, unified>)
    {
        answer.decode = true;  // of that format it is known how it is read
    }
    return read_answer(so_far, answer, {std::addressof(value), &json::value_table_of<T>});
}

template <class T>
error_code read_as(raw, const error_code& so_far, response_data& answer, std::string& value)
{
    return read_text(so_far, answer, value);
}

template <class T>
error_code read_as(normalized, const error_code& so_far, response_data& answer, boost::json::value& value)
{
    return read_json(so_far, answer, value);
}

template <class T>
error_code read_as(debug, const error_code& so_far, response_data& answer, debug_answer<T>& to)
{
    return read_debug(so_far, answer, {std::addressof(to.value), &json::value_table_of<T>}, to.debug);
}

template <class T>
error_code read_as(stream, const error_code& so_far, response_data& answer, body_stream& to)
{
    return read_stream(so_far, answer, to);
}

/// Decodes the answer where the handler runs, then calls it.
template <class T, class Format>
struct decoding_step
{
    template <class Handler>
    void operator()(Handler&& handler, const error_code& code, std::shared_ptr<response_data>&& answer) const
    {
        auto& data = *answer;
        response<answer_in<T, Format>> result{std::move(answer)};
        const auto outcome = read_as<T>(Format{}, code, data, *result);
        std::forward<Handler>(handler)(outcome, std::move(result));
    }
};

template <class T, class Format>
struct call_initiation
{
    std::shared_ptr<client_handle> handle;

    using executor_type = boost::asio::any_io_executor;
    executor_type get_executor() const noexcept { return handle->executor(); }

    template <class Handler>
    void operator()(Handler&& handler, prepared_call call) const
    {
        start(handle, std::move(call), raw_handler{std::forward<Handler>(handler), decoding_step<T, Format>{}});
    }

    /// For @ref truto::blocking.
    void wait_for(completion& done) const { call::wait_for(*handle, done); }
};

template <class T, class Format, class Token>
auto initiate_call(const client_core& core, prepared_call&& call, Token&& token)
{
    call.streams = std::derived_from<Format, stream>;
    return boost::asio::async_initiate<Token, void(error_code, response<answer_in<T, Format>>)>(
        call_initiation<T, Format>{core.handle}, token, std::move(call));
}

}  // namespace detail::call

/// What the operations of a resource have in common. Cheap to copy; any thread may use it.
class resource
{
public:
    explicit resource(detail::call::client_core core) noexcept : core_(std::move(core)) {}

    /// The executor of the client.
    boost::asio::any_io_executor get_executor() const noexcept { return core_.handle->executor(); }

    /// What calls of this resource are made with.
    const detail::call::client_core& core() const noexcept { return core_; }

private:
    detail::call::client_core core_;
};

/// A resource whose operations answer in a format.
template <response_format Format>
class resource_as : public resource
{
public:
    using resource::resource;
};

/// Calls an operation whose model is a `T`. The arguments are written into the request before this returns.
template <class T, class Format, token_for<T, Format> Token = default_token>
auto async_call(const resource_as<Format>& on, const operation& which, const operation_arguments& arguments,
                Token&& token = {})
{
    const auto& core = on.core();
    return detail::call::initiate_call<T, Format>(core, core.handle->prepare(*core.options, which, arguments),
                                                  std::forward<Token>(token));
}

}  // namespace truto
