#pragma once

#include <truto/error.hpp>
#include <truto/version.hpp>

#include <truto/detail/call/call.hpp>
#include <truto/detail/call/client_impl.hpp>
#include <truto/detail/http/field_name.hpp>
#include <truto/detail/http/proxy.hpp>
#include <truto/detail/net/ground.hpp>
#include <truto/detail/net/pool.hpp>
#include <truto/detail/net/tls.hpp>

#include <boost/asio/execution/outstanding_work.hpp>
#include <boost/asio/prefer.hpp>
#include <boost/system/system_error.hpp>

#include <algorithm>
#include <cstdlib>
#include <openssl/rand.h>
#include <random>
#include <utility>

namespace truto::detail::call
{

inline http::origin checked_origin(const client_options& options)
{
    http::origin result;
    std::string problem;
    if (!http::parse_origin(options.base_url, result, problem))
    {
        throw boost::system::system_error(errc::invalid_argument, problem);
    }
    return result;
}

TRUTO_DECL std::array<std::pair<std::string_view, std::string>, 3> default_headers(const client_options& options)
{
    const auto& own = options.user_agent;
    return {{{"User-Agent", own + (own.empty() ? "" : " ") + "truto-cpp/" TRUTO_VERSION_STRING},
             {"Accept", "application/json"},
             {"Accept-Encoding", options.compression ? "gzip, deflate" : ""}}};
}

inline std::string make_fixed_lines(const client_options& options, const http::origin& where)
{
    if (!http::is_field_value(options.token.reveal()) || !http::is_field_value(options.user_agent))
    {
        throw boost::system::system_error(errc::invalid_argument, "token and user_agent must not hold line breaks");
    }
    std::string lines;
    append_line(lines, "Host", where.authority());
    if (!options.token.empty())
    {
        lines.append("Authorization: Bearer ").append(options.token.reveal()).append("\r\n");
    }
    return lines;
}

inline std::string make_default_lines(const client_options& options)
{
    std::string lines;
    for (const auto& [name, value] : default_headers(options))
    {
        if (!value.empty())
        {
            append_line(lines, name, value);
        }
    }
    return lines;
}

inline std::shared_ptr<net::roster> make_roster(const asio::any_io_executor& executor, const client_options& options,
                                                bool own_context)
{
    return options.ground ? options.ground->make_roster(executor, own_context)
                          : std::make_shared<net::roster>(executor, own_context);
}

TRUTO_LAZY std::shared_ptr<net::transport> make_transport(const asio::any_io_executor& executor,
                                                          const client_options& options, const http::origin& origin,
                                                          const std::shared_ptr<telemetry>& reports)
{
    if (options.ground)
    {
        return options.ground->make_transport(executor);
    }
    const auto where = std::make_shared<net::route>();
    where->origin = origin;
    where->via = http::proxy_for(options, origin);
    if (origin.tls)
    {
        where->tls = net::make_tls_context(options.tls);
        where->tls_sessions = std::make_shared<net::session_store>();
    }
    const policy::pool_book::limits limits{std::max<std::size_t>(options.max_connections, 1),
                                           options.max_idle_connections, policy::countable(options.idle_timeout)};
    return std::make_shared<net::live_pool<>>(executor, where, limits, reports);
}

inline policy::rate_gate::rules make_rate_rules(const client_options& options)
{
    policy::rate_gate::rules rules;
    rules.token = {options.token_budget.requests, policy::countable(options.token_budget.per)};
    rules.account = {options.account_budget.requests, policy::countable(options.account_budget.per)};
    rules.first_flight = options.cautious_start;
    return rules;
}

TRUTO_LAZY client_impl::client_impl(const asio::any_io_executor& executor, client_options&& options, bool own_context)
    : executor_(executor),
      options_(std::move(options)),
      origin_(checked_origin(options_)),
      fixed_lines_(make_fixed_lines(options_, origin_)),
      default_lines_(make_default_lines(options_)),
      reports_(std::make_shared<telemetry>()),
      calls_(make_roster(executor_, options_, own_context)),
      transport_(make_transport(executor_, options_, origin_, reports_)),
      gate_(make_rate_rules(options_), reports_)
{
    reports_->watching = options_.observer;
}

TRUTO_DECL std::uint64_t client_impl::random()
{
    if (options_.ground)
    {
        return options_.ground->random();
    }
    std::uint64_t result = 0;
    if (::RAND_bytes(reinterpret_cast<unsigned char*>(&result), sizeof result) != 1)
    {
        // Two calls with one key would be carried out once.
        std::random_device system;
        result = static_cast<std::uint64_t>(system()) << 32 | system();
    }
    return result;
}

TRUTO_DECL std::string client_impl::make_key()
{
    constexpr char digits[] = "0123456789abcdef";
    const std::array<std::uint64_t, 2> bits{random(), random()};
    std::string key;
    for (unsigned i = 0; i != 32; ++i)
    {
        if (i == 8 || i == 12 || i == 16 || i == 20)
        {
            key.push_back('-');
        }
        auto digit = (bits[i / 16] >> (i % 16 * 4)) & 0xf;
        digit = i == 12 ? 4 : i == 16 ? 8 + digit % 4 : digit;  // the version, and the variant
        key.push_back(digits[digit]);
    }
    return key;
}

TRUTO_DECL void client_impl::shut_down()
{
    calls_->close();
    transport_->close();
}

TRUTO_DECL own_context::own_context()
    : context_(std::make_shared<asio::io_context>(1)),
      work_(asio::prefer(context_->get_executor(), asio::execution::outstanding_work.tracked)),
      thread_([context = context_] { context->run(); })
{
}

TRUTO_DECL own_context::~own_context()
{
    work_ = {};
    if (thread_.get_id() == std::this_thread::get_id())
    {
        thread_.detach();
    }
    else
    {
        thread_.join();
    }
}

TRUTO_LAZY client_core make_core(const asio::any_io_executor& executor, client_options&& options,
                                 std::shared_ptr<own_context> own)
{
    static const auto no_options = std::make_shared<const call_options>();
    auto impl = std::make_shared<client_impl>(executor, std::move(options), own != nullptr);
    return {std::make_shared<live_client<>>(std::move(impl), std::move(own)), no_options};
}

TRUTO_LAZY client_core make_client(const asio::any_io_executor& executor, client_options&& options)
{
    return make_core(executor, std::move(options), nullptr);
}

TRUTO_LAZY client_core make_client(client_options&& options)
{
    auto own = std::make_shared<own_context>();
    const auto executor = own->executor();
    return make_core(executor, std::move(options), std::move(own));
}

TRUTO_DECL void start(const std::shared_ptr<client_handle>& client, prepared_call&& call, raw_handler&& handler)
{
    const auto held = client;  // it may be nowhere but in what starting destroys
    held->start(std::move(call), std::move(handler));
}

TRUTO_DECL counters counters_of(const client_handle& client) noexcept
{
    return client.impl()->reports().snapshot();
}

}  // namespace truto::detail::call
