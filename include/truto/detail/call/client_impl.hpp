#pragma once

#include <truto/client_options.hpp>
#include <truto/config.hpp>

#include <truto/detail/call/client_handle.hpp>
#include <truto/detail/call/gate.hpp>
#include <truto/detail/http/origin.hpp>
#include <truto/detail/net/roster.hpp>
#include <truto/detail/net/transport.hpp>
#include <truto/detail/telemetry.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/io_context.hpp>

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

namespace truto::detail::call
{

namespace asio = boost::asio;

/// What a client is made of. Lives as long as the client or a call of it does.
class client_impl
{
public:
    /// `own_context`: nobody but the client uses the executor's context.
    TRUTO_LAZY client_impl(const asio::any_io_executor& executor, client_options&& options, bool own_context);

    const asio::any_io_executor& executor() const noexcept { return executor_; }
    const client_options& options() const noexcept { return options_; }
    const http::origin& origin() const noexcept { return origin_; }

    /// The header lines that are the same for every request.
    const std::string& fixed_lines() const noexcept { return fixed_lines_; }

    /// Those that a caller may replace.
    const std::string& default_lines() const noexcept { return default_lines_; }

    const std::shared_ptr<net::roster>& calls() const noexcept { return calls_; }
    net::transport& transport() noexcept { return *transport_; }
    gate& rate_gate() noexcept { return gate_; }
    telemetry& reports() noexcept { return *reports_; }
    const telemetry& reports() const noexcept { return *reports_; }

    /// A number of which every bit is as likely 0 as 1.
    std::uint64_t random();

    /// A new `Idempotency-Key`: a UUID of version 4 (RFC 9562, 5.4).
    std::string make_key();

    /// The next number of a call.
    std::uint64_t next_call() noexcept { return ++last_call_; }

    /// Cancels every call under way, and all that begin later.
    void shut_down();

private:
    asio::any_io_executor executor_;
    client_options options_;
    http::origin origin_;
    std::string fixed_lines_;
    std::string default_lines_;
    std::shared_ptr<telemetry> reports_;
    std::shared_ptr<net::roster> calls_;
    std::shared_ptr<net::transport> transport_;
    gate gate_;
    std::atomic<std::uint64_t> last_call_ = 0;
};

/// Writes a header line.
inline void append_line(std::string& out, std::string_view name, std::string_view value)
{
    out.append(name).append(": ").append(value).append("\r\n");
}

/// The headers that a caller may replace, with their values; one without a value is not sent.
std::array<std::pair<std::string_view, std::string>, 3> default_headers(const client_options& options);

/// A context with a thread that runs it.
class own_context
{
public:
    own_context();

    /// Lets the thread end when nothing is left to do, and waits for that, unless called on it.
    ~own_context();

    asio::any_io_executor executor() { return context_->get_executor(); }

private:
    std::shared_ptr<asio::io_context> context_;
    asio::any_io_executor work_;
    std::thread thread_;
};

/// Writes the request of a call down.
prepared_call write_request(const client_impl& client, const call_options& options, const operation& which,
                            const operation_arguments& arguments);

/// Starts a call; see @ref client_handle::start.
TRUTO_LAZY std::weak_ptr<net::fiber> start_call(const std::shared_ptr<client_impl>& client, prepared_call&& request,
                                                raw_handler handler);

/// The client itself, compiled only where one is made (see TRUTO_LAZY).
template <class...>
class live_client final : public client_handle, public std::enable_shared_from_this<live_client<>>
{
public:
    using client_handle::client_handle;
    ~live_client() override { impl()->shut_down(); }

    asio::any_io_executor executor() const noexcept override { return impl()->executor(); }
    prepared_call prepare(const call_options& options, const truto::operation& operation,
                          const operation_arguments& arguments) const override
    {
        return write_request(*impl(), options, operation, arguments);
    }
    std::weak_ptr<net::fiber> start(prepared_call&& call, raw_handler handler) override
    {
        if (call.streams)
        {
            call.client = this->weak_from_this();
        }
        return start_call(impl(), std::move(call), std::move(handler));
    }
};

}  // namespace truto::detail::call

#if defined(TRUTO_HEADER_ONLY)
#include <truto/impl/client_impl.ipp>
#endif
