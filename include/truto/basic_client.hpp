#pragma once

#include <truto/call_options.hpp>
#include <truto/client_options.hpp>
#include <truto/counters.hpp>
#include <truto/resource.hpp>

#include <boost/asio/any_io_executor.hpp>

#include <concepts>
#include <memory>
#include <string_view>
#include <utility>

namespace truto
{

/// What the client of every API has in common: how it is made, and how its calls are set.
///
/// A client is a value: copies share connections and settings, and any thread may use any copy. When the last copy is
/// gone, of the client and of what it gave, calls under way complete with `errc::cancelled`.
///
/// It completes operations on the executor that it was given, unless a handler has one of its own. Work of one call
/// never runs on two threads at once, however many threads run the context.
template <class Client>
class basic_client
{
public:
    /// Runs on `executor`.
    /// @throws boost::system::system_error with `errc::invalid_argument` when the options can't work.
    basic_client(boost::asio::any_io_executor executor, client_options options)
        : core_{detail::call::make_client(std::move(executor), std::move(options)), no_options()}
    {
    }

    /// Runs on `context`: an `io_context`, a `thread_pool`, or anything that has an executor.
    template <class Context>
        requires requires(Context& context) {
            { context.get_executor() } -> std::convertible_to<boost::asio::any_io_executor>;
        }
    basic_client(Context& context, client_options options) : basic_client(context.get_executor(), std::move(options))
    {
    }

    /// Runs on a context and a thread of its own: for programs without a loop, and @ref blocking.
    explicit basic_client(client_options options) : core_{detail::call::make_client(std::move(options)), no_options()}
    {
    }

    /// The same client for another connected account.
    Client account(std::string_view integrated_account_id) const
    {
        return with({.integrated_account_id = integrated_account_id});
    }

    /// The same client with other settings; what they leave out stays as it is.
    Client with(call_options options) const
    {
        Client copy = static_cast<const Client&>(*this);
        copy.core_.options = std::make_shared<const call_options>(merge(*core_.options, std::move(options)));
        return copy;
    }

    /// What all copies of this client together have done so far.
    truto::counters counters() const noexcept { return detail::call::counters_of(*core_.handle); }

    /// The executor that calls run on.
    boost::asio::any_io_executor get_executor() const noexcept { return detail::call::executor_of(*core_.handle); }

protected:
    /// What a resource is made from.
    detail::call::client_core core() const { return core_; }

private:
    static std::shared_ptr<const call_options> no_options()
    {
        static const auto none = std::make_shared<const call_options>();
        return none;
    }

    detail::call::client_core core_;
};

}  // namespace truto
