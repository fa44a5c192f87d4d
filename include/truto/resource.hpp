#pragma once

#include <truto/blocking.hpp>
#include <truto/throwing.hpp>

#include <truto/detail/call/call.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/associator.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/deferred.hpp>

#include <memory>
#include <type_traits>
#include <utility>

namespace truto
{

/// Something that takes the outcome of a call whose answer is a `T`: a completion token for
/// `void(truto::error_code, truto::response<T>)`, such as a callback of that signature, `boost::asio::use_future`,
/// `boost::asio::as_tuple(boost::asio::use_awaitable)` or `truto::blocking`.
template <class Token, class T>
concept token_for = boost::asio::completion_token_for<Token, void(error_code, response<T>)>;

/// The token that operations use when none is given: `co_await` gives a `response<T>` or throws @ref api_error.
using default_token = throwing_t<boost::asio::deferred_t>;

namespace detail::call
{

/// A client and the settings of its calls; what a copy of a client or resource is made of.
struct client_core
{
    std::shared_ptr<client_handle> handle;
    std::shared_ptr<const call_options> options;
};

/// Decodes the answer where the handler runs, then calls it.
template <class T, class Handler>
struct decoding_handler
{
    Handler handler;

    void operator()(error_code code, std::shared_ptr<response_data> answer)
    {
        auto& data = *answer;
        response<T> result{std::move(answer)};
        const auto outcome = read_answer(code, data, {std::addressof(*result), &json::value_table_of<T>});
        std::move(handler)(outcome, std::move(result));
    }
};

template <class T>
struct call_initiation
{
    std::shared_ptr<client_handle> handle;

    using executor_type = boost::asio::any_io_executor;
    executor_type get_executor() const noexcept { return executor_of(*handle); }

    template <class Handler>
    void operator()(Handler&& handler, prepared_call call) const
    {
        const auto client = handle;  // starting may destroy this object
        start(client, std::move(call), decoding_handler<T, std::decay_t<Handler>>{std::forward<Handler>(handler)});
    }

    /// For @ref truto::blocking.
    void wait_for(completion& done) const { call::wait_for(*handle, done); }
};

}  // namespace detail::call

/// What the operations of a resource have in common. Cheap to copy; any thread may use it.
class resource
{
public:
    explicit resource(detail::call::client_core core) noexcept : core_(std::move(core)) {}

    /// The executor of the client.
    boost::asio::any_io_executor get_executor() const noexcept { return detail::call::executor_of(*core_.handle); }

protected:
    /// Calls an operation. The arguments are written into the request before this returns.
    template <class T, token_for<T> Token>
    auto async_call(const operation& which, const operation_arguments& arguments, Token&& token) const
    {
        return boost::asio::async_initiate<Token, void(error_code, response<T>)>(
            detail::call::call_initiation<T>{core_.handle}, token,
            detail::call::prepare(*core_.handle, *core_.options, which, arguments));
    }

private:
    detail::call::client_core core_;
};

}  // namespace truto

namespace boost::asio
{

template <template <class, class> class Associator, class T, class Handler, class Default>
struct associator<Associator, truto::detail::call::decoding_handler<T, Handler>, Default> : Associator<Handler, Default>
{
    static auto get(const truto::detail::call::decoding_handler<T, Handler>& wrapped) noexcept
    {
        return Associator<Handler, Default>::get(wrapped.handler);
    }
    static auto get(const truto::detail::call::decoding_handler<T, Handler>& wrapped, const Default& otherwise) noexcept
    {
        return Associator<Handler, Default>::get(wrapped.handler, otherwise);
    }
};

}  // namespace boost::asio
