#pragma once

#include <truto/error.hpp>
#include <truto/testing/detail/fake_network.hpp>
#include <truto/testing/detail/query_string.hpp>
#include <truto/testing/fake_transport.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/none.hpp>

#include <algorithm>
#include <exception>
#include <limits>
#include <stdexcept>
#include <utility>

namespace truto::testing
{

namespace detail
{

// --- what was sent -----------------------------------------------------------------------------------------------

TRUTO_DECL std::string decoded_or_as_is(std::string_view text)
{
    auto decoded = percent_decoded(text);
    return decoded ? std::move(*decoded) : std::string{text};
}

TRUTO_DECL void split_target(sent_request& request)
{
    std::string_view rest = request.target;
    const auto mark = rest.find('?');
    request.path = rest.substr(0, mark);
    rest.remove_prefix(mark == std::string_view::npos ? rest.size() : mark + 1);
    while (!rest.empty())
    {
        const auto parameter = rest.substr(0, rest.find('&'));
        rest.remove_prefix(std::min(rest.size(), parameter.size() + 1));
        const auto equals = std::min(parameter.find('='), parameter.size());
        request.query.emplace_back(decoded_or_as_is(parameter.substr(0, equals)),
                                   decoded_or_as_is(parameter.substr(std::min(equals + 1, parameter.size()))));
    }
}

/// Reads what a call wrote.
TRUTO_DECL sent_request read_request(const call_info& call, std::string_view text)
{
    namespace bhttp = boost::beast::http;

    bhttp::request_parser<bhttp::string_body> parser;
    parser.eager(true);
    parser.header_limit(std::numeric_limits<std::uint32_t>::max());
    parser.body_limit(boost::none);
    error_code ec;
    while (!text.empty() && !ec && !parser.is_done())
    {
        text.remove_prefix(parser.put(boost::asio::buffer(text), ec));
        ec = ec == bhttp::error::need_more ? error_code{} : ec;
    }
    auto message = parser.release();
    const auto view = [](const auto& each) { return std::string_view{each.data(), each.size()}; };
    sent_request result;
    result.call = call.id;
    result.operation = call.operation;
    result.account = call.account;
    result.method = view(message.method_string());
    result.target = view(message.target());
    for (const auto& field : message)
    {
        if (field.name() != bhttp::field::authorization)
        {
            result.headers.add(view(field.name_string()), view(field.value()));
        }
    }
    result.body = std::move(message.body());
    split_target(result);
    return result;
}

// --- expectations ------------------------------------------------------------------------------------------------

/// Whether `path` is what `pattern` stands for: the same, but for `*`, which is any one segment.
TRUTO_DECL bool path_matches(std::string_view pattern, std::string_view path)
{
    while (true)
    {
        const auto wanted = pattern.substr(0, pattern.find('/'));
        const auto found = path.substr(0, path.find('/'));
        if (wanted != found && (wanted != "*" || found.empty()))
        {
            return false;
        }
        if (wanted.size() == pattern.size() || found.size() == path.size())
        {
            return wanted.size() == pattern.size() && found.size() == path.size();
        }
        pattern.remove_prefix(wanted.size() + 1);
        path.remove_prefix(found.size() + 1);
    }
}

TRUTO_DECL bool is_about(const fake_script& script, const sent_request& request)
{
    return script.method.empty() || (script.method == request.method && path_matches(script.path, request.path));
}

/// Whether the request leaves the client before this happens.
TRUTO_DECL bool is_after_sending(fault what) noexcept
{
    return what != fault::dns_failure && what != fault::refuse_connection && what != fault::tls_failure &&
           what != fault::reset_before_send;
}

TRUTO_DECL errc errc_of(fault what) noexcept
{
    switch (what)
    {
    case fault::dns_failure:
        return errc::resolve_failed;
    case fault::refuse_connection:
        return errc::connect_failed;
    case fault::tls_failure:
        return errc::tls_failed;
    case fault::garbage:
        return errc::protocol_error;
    case fault::stall:
        return errc::timeout;
    default:
        return errc::connection_lost;
    }
}

// --- the network -------------------------------------------------------------------------------------------------

TRUTO_DECL fake_network::fake_network(const fake_transport_options& options)
    : clock_(std::make_shared<fake_clock>(options.manual_clock)), chance_(options.seed)
{
}

TRUTO_DECL std::shared_ptr<net::transport> fake_network::make_transport(const asio::any_io_executor&)
{
    return std::make_shared<fake_line>(shared_from_this());
}

TRUTO_DECL std::shared_ptr<net::roster> fake_network::make_roster(const asio::any_io_executor& executor, bool lasting)
{
    return clock_->make_roster(executor, lasting);
}

TRUTO_DECL std::uint64_t fake_network::random()
{
    const std::lock_guard lock{mutex_};
    return chance_();
}

TRUTO_DECL std::shared_ptr<fake_script> fake_network::add(std::string_view method, std::string_view path)
{
    auto made = std::make_shared<fake_script>();
    made->method = method;
    made->path = path;
    const std::lock_guard lock{mutex_};
    scripts_.push_back(made);
    return made;
}

TRUTO_DECL void fake_network::add(fake_script& to, fake_step step)
{
    if (const auto* answer = std::get_if<scripted_answer>(&step.what))
    {
        if (answer->status < 200 || answer->status > 599)
        {
            throw std::invalid_argument("the status of an answer is from 200 to 599");
        }
    }
    const std::lock_guard lock{mutex_};
    to.steps.push_back(std::move(step));
}

TRUTO_DECL void fake_network::change_last(fake_script& of, const std::function<void(fake_step&)>& change)
{
    const std::lock_guard lock{mutex_};
    if (of.steps.empty())
    {
        throw std::logic_error("say first what happens, by answer() or fail()");
    }
    change(of.steps.back());
}

/// The step that is the request's. Under the mutex.
TRUTO_DECL std::optional<fake_step> fake_network::take(const sent_request& request)
{
    for (const auto& script : scripts_)
    {
        if (!is_about(*script, request))
        {
            continue;
        }
        const auto found = std::find_if(script->steps.begin(), script->steps.end(),
                                        [](const auto& each) { return each.always || each.left != 0; });
        if (found != script->steps.end())
        {
            found->left -= found->always ? 0 : 1;
            found->taken = true;
            return *found;
        }
    }
    return std::nullopt;
}

TRUTO_DECL fake_fate fake_network::meet(const call_info& call, std::string_view text)
{
    auto request = read_request(call, text);
    std::optional<fake_step> step;
    {
        const std::lock_guard lock{mutex_};
        request.at = clock_->now() - fake_clock::beginning;
        step = take(request);
        const auto* const failure = step ? std::get_if<fault>(&step->what) : nullptr;
        request.sent = step && (failure == nullptr || is_after_sending(*failure));
        if (!step)
        {
            unexpected_.push_back(requests_.size());
        }
        requests_.push_back(request);
    }
    fake_fate result;
    if (!step)
    {
        result.refusal = "fake_transport: no expectation is left for " + request.method + " " + request.path;
        return result;
    }
    result.after = step->after;
    if (const auto* const failure = std::get_if<fault>(&step->what))
    {
        result.what = *failure;
        return result;
    }
    if (auto* const ready = std::get_if<scripted_answer>(&step->what))
    {
        result.what = std::move(*ready);
        return result;
    }
    try
    {
        result.what = std::get<fake_responder>(step->what)(request);
    }
    catch (const std::exception& e)
    {
        result.refusal = std::string{"fake_transport: the function that answers has thrown: "} + e.what();
    }
    catch (...)
    {
        result.refusal = "fake_transport: the function that answers has thrown";
    }
    return result;
}

TRUTO_DECL std::vector<sent_request> fake_network::requests() const
{
    const std::lock_guard lock{mutex_};
    return requests_;
}

TRUTO_DECL std::vector<sent_request> fake_network::unexpected() const
{
    const std::lock_guard lock{mutex_};
    std::vector<sent_request> result;
    for (const auto i : unexpected_)
    {
        result.push_back(requests_[i]);
    }
    return result;
}

TRUTO_DECL std::vector<std::string> fake_network::unused() const
{
    const std::lock_guard lock{mutex_};
    std::vector<std::string> result;
    for (const auto& script : scripts_)
    {
        std::size_t left = 0;
        for (const auto& each : script->steps)
        {
            left += each.always ? (each.taken ? 0 : 1) : each.left;
        }
        if (left != 0 || script->steps.empty())
        {
            result.push_back((script->method.empty() ? "any" : script->method + " " + script->path) + ": " +
                             (script->steps.empty() ? "has no steps" : "steps left: " + std::to_string(left)));
        }
    }
    return result;
}

// --- the exchange ------------------------------------------------------------------------------------------------

/// Waits for `time` on the fake clock. Gives `timed_out` when `limit` comes before.
TRUTO_DECL net::task<error_code> pass_time(net::fiber& who, std::chrono::nanoseconds time, net::fiber::time_point limit)
{
    const auto most = net::fiber::never - who.now();
    const auto until = who.now() + std::clamp<fake_clock::duration>(time, fake_clock::duration::zero(), most);
    while (who.now() < std::min(until, limit))
    {
        const auto ec = co_await who.woken(std::min(until, limit));
        if (ec && ec != asio::error::timed_out)
        {
            co_return ec;
        }
    }
    co_return until > limit ? error_code{asio::error::timed_out} : error_code{};
}

/// The same limits as a connection's own.
TRUTO_DECL error_code deliver(scripted_answer what, const net::exchange_rules& rules, net::answer& out)
{
    const bool has_body = !rules.no_body && what.status != 204 && what.status != 304;
    if (has_body && !what.body.empty() && !what.content_type.empty() && !what.headers.contains("Content-Type"))
    {
        out.fields.add("Content-Type", what.content_type);
    }
    for (std::size_t i = 0; i != what.headers.size(); ++i)
    {
        out.fields.add(what.headers.at(i).name, what.headers.at(i).value);
    }
    constexpr std::size_t frame = 4;  // a colon, a space, CR and LF
    std::size_t head = std::string_view{"HTTP/1.1 200 OK\r\n\r\n"}.size();
    for (std::size_t i = 0; i != out.fields.size(); ++i)
    {
        head += out.fields.at(i).name.size() + out.fields.at(i).value.size() + frame;
    }
    out.status = what.status;
    out.bytes_received = head + (has_body ? what.body.size() : 0);
    const auto most = rules.sink != nullptr && what.status / 100 == 2 ? rules.sunk : rules.body;
    if (head > rules.head || out.fields.size() > rules.fields || (has_body && what.body.size() > most))
    {
        out.problem = "fake_transport: the answer is larger than the client allows";
        return errc::body_too_large;
    }
    out.body = has_body ? std::move(what.body) : std::string{};
    out.reusable = true;
    return {};
}

TRUTO_DECL net::task<error_code> fake_line::carry(net::fiber& who, const call_info& call, std::string_view request,
                                                  net::exchange_rules rules, net::answer& out)
{
    if (who.stopped() != errc{})
    {
        co_return who.stopped();
    }
    auto fate = network_->meet(call, request);
    if (!fate.refusal.empty())
    {
        out.problem = std::move(fate.refusal);
        co_return errc::invalid_argument;
    }
    const auto* const failure = std::get_if<fault>(&fate.what);
    const bool is_sent = failure == nullptr || is_after_sending(*failure);
    const bool is_connected = is_sent || *failure == fault::reset_before_send;
    const auto most = is_connected ? rules.silence : rules.connect_timeout;
    const auto room = net::fiber::never - who.now();
    const auto limit = most.count() > 0 && most < room ? std::min(rules.limit, who.now() + most) : rules.limit;
    out.request_sent = is_sent;
    out.bytes_sent = is_sent ? request.size() : 0;
    out.reused_connection = failure != nullptr && *failure == fault::stale_connection;

    const bool is_endless = failure != nullptr && *failure == fault::stall;
    const auto ec = co_await pass_time(who, is_endless ? std::chrono::nanoseconds::max() : fate.after, limit);
    if (who.stopped() != errc{})
    {
        out.problem = "fake_transport: given up";
        co_return who.stopped();
    }
    if (ec)
    {
        // As of real connections: one that can't be had in time is no timeout of the request.
        out.problem = "fake_transport: timed out";
        co_return is_connected           ? errc::timeout
        : *failure == fault::dns_failure ? errc::resolve_failed
                                         : errc::connect_failed;
    }
    if (failure == nullptr)
    {
        out.begun = true;
        const auto delivered = deliver(std::move(std::get<scripted_answer>(fate.what)), rules, out);
        if (!delivered && rules.sink != nullptr && out.status / 100 == 2)
        {
            rules.sink->begin(out);
        }
        co_return delivered;
    }
    out.problem = std::string{"fake_transport: "}.append(to_string(*failure));
    out.begun = *failure == fault::reset_mid_answer || *failure == fault::garbage;
    out.status = *failure == fault::reset_mid_answer ? 200 : 0;
    co_return errc_of(*failure);
}

}  // namespace detail

// --- what users hold ---------------------------------------------------------------------------------------------

TRUTO_DECL fake_transport::fake_transport(fake_transport_options options)
    : network_(std::make_shared<detail::fake_network>(options))
{
}

TRUTO_DECL fake_transport::~fake_transport() = default;

TRUTO_DECL client_options fake_transport::options() const
{
    client_options result;
    result.base_url = "https://api.truto.test";  // a name that can't be (RFC 6761, 6.2)
    result.token = "fake-token";
    result.integrated_account_id = "00000000-0000-4000-8000-000000000001";
    result.ground = network_;
    return result;
}

TRUTO_DECL fake_transport::expectation fake_transport::expect(std::string_view method, std::string_view path)
{
    return {network_, network_->add(method, path)};
}

TRUTO_DECL fake_transport::expectation fake_transport::any()
{
    return {network_, network_->add({}, {})};
}

TRUTO_DECL std::vector<sent_request> fake_transport::requests() const
{
    return network_->requests();
}

TRUTO_DECL std::vector<sent_request> fake_transport::unexpected() const
{
    return network_->unexpected();
}

TRUTO_DECL std::vector<std::string> fake_transport::unused() const
{
    return network_->unused();
}

TRUTO_DECL std::chrono::nanoseconds fake_transport::now() const noexcept
{
    return network_->clock().now() - detail::fake_clock::beginning;
}

TRUTO_DECL void fake_transport::advance(std::chrono::nanoseconds by)
{
    network_->clock().advance(by);
}

TRUTO_DECL fake_transport::expectation::expectation(std::shared_ptr<detail::fake_network> network,
                                                    std::shared_ptr<detail::fake_script> script) noexcept
    : network_(std::move(network)), script_(std::move(script))
{
}

TRUTO_DECL fake_transport::expectation fake_transport::expectation::answer(scripted_answer what) const
{
    network_->add(*script_, {.what = std::move(what)});
    return *this;
}

TRUTO_DECL fake_transport::expectation fake_transport::expectation::answer(unsigned status, std::string body,
                                                                           truto::headers headers) const
{
    return answer(scripted_answer{.status = status, .body = std::move(body), .headers = std::move(headers)});
}

TRUTO_DECL fake_transport::expectation
fake_transport::expectation::answer(std::function<scripted_answer(const sent_request&)> how) const
{
    network_->add(*script_, {.what = std::move(how)});
    return *this;
}

TRUTO_DECL fake_transport::expectation fake_transport::expectation::fail(fault what) const
{
    network_->add(*script_, {.what = what});
    return *this;
}

TRUTO_DECL fake_transport::expectation fake_transport::expectation::after(std::chrono::nanoseconds time) const
{
    network_->change_last(*script_, [&](auto& step) { step.after = time; });
    return *this;
}

TRUTO_DECL fake_transport::expectation fake_transport::expectation::times(std::size_t count) const
{
    network_->change_last(*script_, [&](auto& step) { step.left = count; });
    return *this;
}

TRUTO_DECL fake_transport::expectation fake_transport::expectation::always() const
{
    network_->change_last(*script_, [](auto& step) { step.always = true; });
    return *this;
}

}  // namespace truto::testing
