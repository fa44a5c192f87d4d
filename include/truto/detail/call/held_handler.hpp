#pragma once

#include <truto/error.hpp>

#include <truto/detail/call/any_handler.hpp>

#include <boost/asio/any_completion_executor.hpp>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/execution/outstanding_work.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/prefer.hpp>

#include <tuple>
#include <utility>

namespace truto::detail::call
{

namespace asio = boost::asio;

/// A handler until it is called: counts as work of its executor meanwhile.
template <class Value>
class held_handler
{
public:
    /// `otherwise`: where it is called if it has no executor of its own.
    held_handler(any_handler<Value> handler, const asio::any_io_executor& otherwise)
        : handler_(std::move(handler)),
          executor_(asio::prefer(handler_.executor(asio::any_completion_executor(otherwise)),
                                 asio::execution::outstanding_work.tracked))
    {
    }

    asio::cancellation_slot slot() const noexcept { return handler_.slot(); }

    /// Calls it on its executor, at once if this is it.
    void call(error_code code, Value value)
    {
        const auto executor = std::move(executor_);
        asio::dispatch(executor, ready{std::move(handler_), code, std::move(value)});
    }

    /// The same by way of `context`, so that it is never at once.
    void post(const asio::any_io_executor& context, error_code code, Value value)
    {
        asio::post(context, [held = std::move(*this), code, what = std::move(value)]() mutable
                   { held.call(code, std::move(what)); });
    }

private:
    struct ready
    {
        any_handler<Value> handler;
        error_code code;
        Value value;

        void operator()()
        {
            // Here, and not before: the slot is used where the handler runs.
            if (auto slot = handler.slot(); slot.is_connected())
            {
                slot.clear();
            }
            std::move(handler)(code, std::move(value));
        }
    };

    any_handler<Value> handler_;
    asio::any_completion_executor executor_;
};

}  // namespace truto::detail::call
