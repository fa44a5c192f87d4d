#pragma once

#include <truto/error.hpp>

#include <boost/asio/any_completion_executor.hpp>
#include <boost/asio/any_completion_handler.hpp>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/associated_executor.hpp>
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
    using handler_type = asio::any_completion_handler<void(error_code, Value)>;

    /// `otherwise`: where it is called if it has no executor of its own.
    held_handler(handler_type handler, const asio::any_io_executor& otherwise)
        : handler_(std::move(handler)),
          executor_(asio::prefer(asio::any_completion_executor(asio::get_associated_executor(handler_, otherwise)),
                                 asio::execution::outstanding_work.tracked))
    {
    }

    auto slot() const noexcept { return asio::get_associated_cancellation_slot(handler_); }

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
        handler_type handler;
        error_code code;
        Value value;

        void operator()()
        {
            // Here, and not before: the slot is used where the handler runs.
            if (auto slot = asio::get_associated_cancellation_slot(handler); slot.is_connected())
            {
                slot.clear();
            }
            std::move(handler)(code, std::move(value));
        }
    };

    handler_type handler_;
    asio::any_completion_executor executor_;
};

}  // namespace truto::detail::call
