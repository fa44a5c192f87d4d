#pragma once

#include <truto/call_options.hpp>
#include <truto/client_options.hpp>
#include <truto/counters.hpp>
#include <truto/request.hpp>
#include <truto/resource.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/json/value.hpp>

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
///
/// @tparam Client The client in a format; this is the base class of `Client<Format>`.
template <template <class> class Client, response_format Format>
class basic_client
{
public:
    /// Runs on `executor`.
    /// @throws boost::system::system_error when the options can't work: with `errc::invalid_argument`, or where
    ///     `tls_options` name what can't be read or used, with the error of the system or of OpenSSL.
    basic_client(const boost::asio::any_io_executor& executor, client_options options)
        : core_(detail::call::make_client(executor, std::move(options)))
    {
    }

    /// Runs on `context`: an `io_context`, a `thread_pool`, or anything that has an executor.
    template <class Context>
        requires requires(Context& context) {
            { context.get_executor() } -> std::convertible_to<boost::asio::any_io_executor>;
        }
    basic_client(Context& context, client_options options)
        : core_(detail::call::make_client(context.get_executor(), std::move(options)))
    {
    }

    /// Runs on a context and a thread of its own: for programs without a loop, and @ref blocking.
    /// @throws as the others do, and `std::system_error` where there can be no thread.
    explicit basic_client(client_options options) : core_(detail::call::make_client(std::move(options))) {}

    /// The same client for another connected account.
    Client<Format> account(std::string_view integrated_account_id) const
    {
        return with({.integrated_account_id = integrated_account_id});
    }

    /// The same client with other settings; what they leave out stays as it is.
    Client<Format> with(call_options options) const { return Client<Format>{changed(std::move(options))}; }

    /// The same client with answers in another format: `api.as<truto::raw>().users().async_get(id)`.
    template <response_format Other>
    Client<Other> as() const
    {
        return Client<Other>{changed({.response_format = Other::name})};
    }

    /// Sends a request that no operation is described for, through the same connections, limits and retries:
    /// `api.async_call("GET", "/proxy/users", {.query = {{"status", "active"}}})`.
    ///
    /// @tparam T What the answer is read as in the formats that have models: JSON of any kind, or a model.
    /// @param method HTTP's method.
    /// @param path Below the base URL, percent-encoded, beginning with a slash, without a query.
    /// @param what Query and body.
    /// @param token Receives a `response<T>`.
    template <class T = boost::json::value, token_for<T, Format> Token = default_token>
    auto async_call(std::string_view method, std::string_view path, const request& what, Token&& token = {}) const
    {
        return detail::call::initiate_call<T, Format>(
            core_, detail::call::prepare_request(*core_.handle, *core_.options, method, path, what),
            std::forward<Token>(token));
    }

    /// The same without query and body.
    template <class T = boost::json::value, token_for<T, Format>... Token>
    auto async_call(std::string_view method, std::string_view path, Token&&... token) const
    {
        return async_call<T>(method, path, request{}, std::forward<Token>(token)...);
    }

    /// Calls a method of a resource that is not described, as some products have:
    /// `api.async_custom_method("users", "suspend", {.body = {{"id", id}}})`. Which an account has, its capabilities
    /// tell.
    ///
    /// @tparam T What the answer is read as in the formats that have models: JSON of any kind, or a model, which may
    ///     stand under `result` then.
    /// @param token Receives a `response<T>`.
    template <class T = boost::json::value, token_for<T, Format> Token = default_token>
    auto async_custom_method(std::string_view resource, std::string_view method, const request& what,
                             Token&& token = {}) const
    {
        return detail::call::initiate_call<T, Format>(core_,
                                                      detail::call::prepare_custom(*core_.handle, *core_.options,
                                                                                   Client<Format>::base_path, resource,
                                                                                   method, what),
                                                      std::forward<Token>(token));
    }

    /// The same without query and body.
    template <class T = boost::json::value, token_for<T, Format>... Token>
    auto async_custom_method(std::string_view resource, std::string_view method, Token&&... token) const
    {
        return async_custom_method<T>(resource, method, request{}, std::forward<Token>(token)...);
    }

    /// What all copies of this client together have done so far.
    truto::counters counters() const noexcept { return detail::call::counters_of(*core_.handle); }

    /// The executor that calls run on.
    boost::asio::any_io_executor get_executor() const noexcept { return core_.handle->executor(); }

    /// What calls of this client are made with.
    const detail::call::client_core& core() const noexcept { return core_; }

    /// With calls made like that.
    explicit basic_client(detail::call::client_core core) noexcept : core_(std::move(core)) {}

private:
    detail::call::client_core changed(call_options options) const
    {
        return {core_.handle, std::make_shared<const call_options>(merge(*core_.options, std::move(options)))};
    }

    detail::call::client_core core_;
};

}  // namespace truto
