#pragma once

#include <truto/api_error.hpp>
#include <truto/version.hpp>

#include <truto/detail/call/call.hpp>
#include <truto/detail/call/client_impl.hpp>
#include <truto/detail/http/field_name.hpp>
#include <truto/detail/http/percent.hpp>
#include <truto/detail/http/query.hpp>
#include <truto/detail/json/decode.hpp>

#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/execution/outstanding_work.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/prefer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/string.hpp>
#include <boost/system/errc.hpp>
#include <boost/system/system_error.hpp>

#include <algorithm>
#include <array>
#include <exception>
#include <new>
#include <utility>

namespace truto::detail::call
{

// --- the client ------------------------------------------------------------------------------------------------

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

inline std::string make_fixed_lines(const client_options& options, const http::origin& where)
{
    if (!http::is_field_value(options.token.reveal()) || !http::is_field_value(options.user_agent))
    {
        throw boost::system::system_error(errc::invalid_argument, "token and user_agent must not hold line breaks");
    }
    std::string lines;
    lines.append("Host: ").append(where.authority()).append("\r\n");
    if (!options.token.empty())
    {
        lines.append("Authorization: Bearer ").append(options.token.reveal()).append("\r\n");
    }
    return lines;
}

TRUTO_DECL client_impl::client_impl(asio::any_io_executor executor, client_options options)
    : executor_(std::move(executor)),
      options_(std::move(options)),
      origin_(checked_origin(options_)),
      fixed_lines_(make_fixed_lines(options_, origin_))
{
    const policy::pool_book::limits limits{std::max<std::size_t>(options_.max_connections, 1),
                                           options_.max_idle_connections, options_.idle_timeout};
    pool_ = std::make_shared<net::pool>(executor_, origin_, limits,
                                        origin_.tls ? net::make_tls_context(options_.tls) : nullptr);
}

TRUTO_DECL void client_impl::enter(call_state& call)
{
    bool down = false;
    {
        const std::lock_guard lock{mutex_};
        call.position = active_.size();
        active_.push_back(&call);
        down = down_;
    }
    if (down)
    {
        call.cancel(errc::cancelled);
    }
}

TRUTO_DECL void client_impl::leave(call_state& call) noexcept
{
    const std::lock_guard lock{mutex_};
    active_.back()->position = call.position;
    std::swap(active_[call.position], active_.back());
    active_.pop_back();
}

TRUTO_DECL void client_impl::shut_down()
{
    std::vector<std::shared_ptr<call_state>> calls;
    {
        const std::lock_guard lock{mutex_};
        down_ = true;
        for (auto* each : active_)
        {
            if (auto live = each->weak_from_this().lock())
            {
                calls.push_back(std::move(live));
            }
        }
    }
    for (const auto& each : calls)
    {
        each->cancel(errc::cancelled);
    }
    pool_->close();
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

TRUTO_DECL std::shared_ptr<client_handle> make_client(asio::any_io_executor executor, client_options options)
{
    return std::make_shared<client_handle>(std::make_shared<client_impl>(std::move(executor), std::move(options)),
                                           nullptr);
}

TRUTO_DECL std::shared_ptr<client_handle> make_client(client_options options)
{
    auto own = std::make_unique<own_context>();
    auto impl = std::make_shared<client_impl>(own->executor(), std::move(options));
    return std::make_shared<client_handle>(std::move(impl), std::move(own));
}

TRUTO_DECL asio::any_io_executor executor_of(const client_handle& client) noexcept
{
    return client.impl()->executor();
}

// --- writing the request -----------------------------------------------------------------------------------------

/// Names of headers that frame or authorize the request: the library alone writes them.
inline constexpr std::array<std::string_view, 8> reserved_headers{
    "Host", "Authorization", "Content-Length", "Transfer-Encoding", "Connection", "Upgrade", "TE", "Expect"};

inline void append_line(std::string& out, std::string_view name, std::string_view value)
{
    out.append(name).append(": ").append(value).append("\r\n");
}

/// Writes one request down, and says what is wrong with it.
class request_writer
{
public:
    request_writer(const client_impl& client, const call_options& options, const operation& which)
        : client_(client), options_(options), which_(which)
    {
        call_.operation = &which;
        call_.timeout = options.timeout.value_or(client.options().timeout);
        call_.strict = options.strict_decoding.value_or(client.options().strict_decoding);
        call_.decode =
            !options.response_format || *options.response_format == "unified" || *options.response_format == "debug";
    }

    prepared_call write(const operation_arguments& arguments)
    {
        write_path(arguments.path);
        write_query(arguments.query);
        write_body(arguments.body);
        write_headers(arguments.headers);
        return std::move(call_);
    }

private:
    void refuse(std::string problem)
    {
        if (call_.problem.empty())
        {
            call_.problem = std::move(problem);
        }
    }

    void write_path(const path_values& values)
    {
        auto& target = call_.target;
        target.reserve(192);
        target.append(client_.origin().prefix);
        std::size_t next = 0;
        auto rest = which_.path;
        for (auto open = rest.find('{'); open != std::string_view::npos; open = rest.find('{'))
        {
            const auto close = rest.find('}', open);
            const auto name = rest.substr(open + 1, close - open - 1);
            target.append(rest.substr(0, open));
            write_segment(name, values[next++].text());
            rest.remove_prefix(close + 1);
        }
        target.append(rest);
    }

    void write_segment(std::string_view name, const std::string& text)
    {
        if (text.empty())
        {
            refuse("the path parameter " + std::string{name} + " is empty, which would address the whole collection");
        }
        if (text == "." || text == "..")
        {
            refuse("the path parameter " + std::string{name} + " is a dot segment, which would address another path");
        }
        http::append_percent_encoded(call_.target, text);
    }

    void write_query(json::record_ref query)
    {
        if (query)
        {
            void* source = const_cast<void*>(query.object());  // the tables read and write alike; this only reads
            for (std::size_t i = 0; i != query.table()->size; ++i)
            {
                const auto& member = query.table()->members[i];
                boost::json::value value;
                if (json::encode_place(*member.table, member.address(source), value))
                {
                    append(member.name, value, member.style);
                }
            }
        }
        write_common_query();
        for (const auto& [name, value] : *options_.query)
        {
            http::append_query(call_.target, std::string_view{name}, value, spelling(query_style::brackets));
        }
    }

    void write_common_query()
    {
        const std::string_view account = options_.integrated_account_id
                                             ? std::string_view{*options_.integrated_account_id}
                                             : client_.options().integrated_account_id;
        if (!account.empty())
        {
            append("integrated_account_id", to_json(account));
        }
        if (options_.response_format)
        {
            append("truto_response_format", to_json(*options_.response_format));
        }
        if (options_.ignore_remote_data)
        {
            append("truto_ignore_remote_data", *options_.ignore_remote_data);
        }
        if (!options_.exclude_fields.empty())
        {
            boost::json::array names;
            for (const auto& each : options_.exclude_fields)
            {
                names.push_back(to_json(each));
            }
            append("truto_exclude_fields", std::move(names));
        }
        if (!options_.remote_query->empty())
        {
            append("remote_query", *options_.remote_query);
        }
    }

    static boost::json::value to_json(std::string_view text)
    {
        return boost::json::string_view{text.data(), text.size()};
    }

    http::query_spelling spelling(query_style style) const
    {
        return {style, client_.options().arrays == array_style::indices};
    }

    /// A parameter that the caller's free-form query does not replace.
    void append(std::string_view name, const boost::json::value& value, query_style style = query_style::brackets)
    {
        if (!options_.query->contains(name))
        {
            http::append_query(call_.target, name, value, spelling(style));
        }
    }

    void write_body(json::value_ref body)
    {
        if (!body && options_.body->empty())
        {
            return;
        }
        boost::json::value value;
        if (body)
        {
            json::encode_place(*body.table(), body.object(), value);
        }
        if (!options_.body->empty())
        {
            if (!value.is_object() && !value.is_null())
            {
                refuse("call_options::body adds members to an object, and this operation's body is none");
                return;
            }
            auto& object = value.is_object() ? value.get_object() : value.emplace_object();
            for (const auto& [name, each] : *options_.body)
            {
                object.insert_or_assign(name, each);
            }
        }
        call_.body = boost::json::serialize(value);
        call_.has_body = true;
    }

    void write_headers(json::record_ref described)
    {
        auto& lines = call_.header_lines;
        lines.reserve(256);
        write_default("User-Agent", user_agent());
        write_default("Accept", "application/json");
        if (call_.has_body)
        {
            write_default("Content-Type", "application/json");
        }
        if (call_.has_body || which_.method == "POST" || which_.method == "PUT" || which_.method == "PATCH")
        {
            append_line(lines, "Content-Length", std::to_string(call_.body.size()));
        }
        if (options_.idempotency_key)
        {
            write_header("Idempotency-Key", *options_.idempotency_key);
        }
        if (described)
        {
            write_described(described);
        }
        for (std::size_t i = 0; i != options_.headers.size(); ++i)
        {
            const auto each = options_.headers.at(i);
            write_header(each.name, each.value);
        }
    }

    void write_described(json::record_ref described)
    {
        void* source = const_cast<void*>(described.object());
        for (std::size_t i = 0; i != described.table()->size; ++i)
        {
            const auto& member = described.table()->members[i];
            boost::json::value value;
            if (!json::encode_place(*member.table, member.address(source), value) ||
                options_.headers.contains(member.name))
            {
                continue;
            }
            std::string text;
            if (const auto* list = value.if_array())
            {
                for (const auto& each : *list)
                {
                    text.append(text.empty() ? "" : ",").append(http::scalar_text(each));
                }
            }
            else
            {
                text = http::scalar_text(value);
            }
            write_header(member.name, text);
        }
    }

    std::string user_agent() const
    {
        const auto& own = client_.options().user_agent;
        return own + (own.empty() ? "" : " ") + "truto-cpp/" TRUTO_VERSION_STRING;
    }

    void write_default(std::string_view name, std::string_view value)
    {
        if (!options_.headers.contains(name))
        {
            append_line(call_.header_lines, name, value);
        }
    }

    void write_header(std::string_view name, std::string_view value)
    {
        const auto is_reserved = [&](std::string_view other) { return http::same_name(name, other); };
        if (!http::is_field_name(name) || !http::is_field_value(value))
        {
            refuse("a header holds characters that end it or can't stand in it; names are letters, digits and hyphens");
        }
        else if (std::any_of(reserved_headers.begin(), reserved_headers.end(), is_reserved))
        {
            refuse("the header " + std::string{name} + " is the library's to write; set it through client_options");
        }
        else
        {
            append_line(call_.header_lines, name, value);
        }
    }

    const client_impl& client_;
    const call_options& options_;
    const operation& which_;
    prepared_call call_{};
};

TRUTO_DECL prepared_call prepare(const client_handle& client, const call_options& options, const operation& which,
                                 const operation_arguments& arguments)
{
    return request_writer{*client.impl(), options, which}.write(arguments);
}

/// The whole request in one string, so that one write sends it.
inline std::string wire_form(const client_impl& client, const prepared_call& call)
{
    std::string wire;
    wire.reserve(call.operation->method.size() + call.target.size() + client.fixed_lines().size() +
                 call.header_lines.size() + call.body.size() + 16);
    wire.append(call.operation->method).append(" ").append(call.target).append(" HTTP/1.1\r\n");
    wire.append(client.fixed_lines()).append(call.header_lines).append("\r\n").append(call.body);
    return wire;
}

/// Quotes a word for a POSIX shell.
inline void append_quoted(std::string& out, std::string_view word)
{
    out.push_back('\'');
    for (const char c : word)
    {
        if (c == '\'')
        {
            out.append("'\\''");
        }
        else
        {
            out.push_back(c);
        }
    }
    out.push_back('\'');
}

/// Whether the value of a header line may be shown: it is the library's own, and no secret.
inline bool may_be_shown(std::string_view name)
{
    constexpr std::array<std::string_view, 4> shown{"Accept", "Content-Type", "User-Agent", "Idempotency-Key"};
    return std::any_of(shown.begin(), shown.end(), [&](auto each) { return http::same_name(each, name); });
}

TRUTO_DECL std::string to_curl(const client_handle& client, const prepared_call& call)
{
    if (!call.problem.empty())
    {
        const auto answer = std::make_shared<response_data>();
        answer->operation = call.operation->id;
        answer->problem = call.problem;
        throw api_error(errc::invalid_argument, response_base{answer});
    }
    const auto& impl = *client.impl();
    std::string out{"curl -X "};
    out.append(call.operation->method).append(" ");
    append_quoted(out, (impl.origin().tls ? "https://" : "http://") + impl.origin().authority() + call.target);
    if (!impl.options().token.empty())
    {
        out.append(" -H 'Authorization: Bearer ***'");
    }
    for (std::string_view lines{call.header_lines}; !lines.empty();)
    {
        const auto line = lines.substr(0, lines.find("\r\n"));
        const auto name = line.substr(0, line.find(':'));
        lines.remove_prefix(line.size() + 2);
        if (!http::same_name(name, "Content-Length"))
        {
            out.append(" -H ");
            append_quoted(out, may_be_shown(name) ? std::string{line} : std::string{name} + ": ***");
        }
    }
    if (call.has_body)
    {
        out.append(" --data-raw ");
        append_quoted(out, call.body);
    }
    return out;
}

// --- the call ----------------------------------------------------------------------------------------------------

TRUTO_DECL call_state::call_state(std::shared_ptr<client_impl> client, prepared_call&& what, raw_handler done)
    : impl(std::move(client)),
      request(std::move(what)),
      handler(std::move(done)),
      handler_executor(
          asio::prefer(asio::any_completion_executor(asio::get_associated_executor(handler, impl->executor())),
                       asio::execution::outstanding_work.tracked)),
      executor(asio::make_strand(impl->executor())),
      deadline(impl->executor()),
      started(std::chrono::steady_clock::now()),
      answer(std::make_shared<response_data>())
{
    answer->operation = request.operation->id;
}

TRUTO_DECL void call_state::cancel(errc why)
{
    asio::dispatch(executor,
                   [self = shared_from_this(), why]
                   {
                       if (self->cancelled == errc{})
                       {
                           self->cancelled = why;
                           self->signal.emit(asio::cancellation_type::terminal);
                       }
                   });
}

/// Sends the request once, on a connection of the pool.
inline net::task<error_code> attempt(call_state& call)
{
    auto& answer = *call.answer;
    ++answer.attempts;

    error_code ec;
    auto line = co_await call.impl->connections().acquire(ec, answer.problem);
    if (ec || call.cancelled != errc{})
    {
        co_return ec;
    }
    const auto wire = wire_form(*call.impl, call.request);
    const net::answer_limits limits{call.impl->options().max_body_size, call.impl->options().max_header_size};
    net::answer came;
    ec = co_await line->exchange(wire, limits, came);
    answer.request_sent = came.request_sent;
    answer.problem = std::move(came.problem);
    if (ec)
    {
        co_return ec;
    }
    if (came.reusable)
    {
        line.keep();
    }
    answer.status = came.status;
    answer.fields = std::move(came.fields);
    answer.body = std::move(came.body);
    co_return error_code{};
}

/// deadline( retry( rate gate( attempt timeout( pool → exchange ))))
///
/// The deadline is armed in start(). Retries, the rate gate and the timeout of an attempt go around `attempt`, here.
inline net::task<void> drive(std::shared_ptr<call_state> call)
{
    co_await asio::this_coro::throw_if_cancelled(false);
    if (!call->request.problem.empty())
    {
        call->answer->problem = call->request.problem;
        call->outcome = errc::invalid_argument;
        co_return;
    }
    if (call->cancelled == errc{})
    {
        call->outcome = co_await attempt(*call);
    }
}

/// Gives everything back, then calls the handler where it wants to be called.
inline void complete(std::shared_ptr<call_state> call, std::exception_ptr failure)
{
    auto& answer = *call->answer;
    if (failure)
    {
        try
        {
            std::rethrow_exception(failure);
        }
        catch (const boost::system::system_error& e)
        {
            call->outcome = e.code();
        }
        catch (const std::exception& e)
        {
            call->outcome = boost::system::errc::make_error_code(boost::system::errc::not_enough_memory);
            answer.problem = e.what();
        }
    }
    // An answer that was complete when the cancellation came is an answer all the same.
    if (call->cancelled != errc{} && answer.status == 0 && call->outcome != errc::invalid_argument)
    {
        call->outcome = call->cancelled;
        answer.problem.clear();
    }
    if (!call->outcome && (answer.status < 200 || answer.status > 299))
    {
        call->outcome = errc_of_status(answer.status, false);
    }
    answer.elapsed = std::chrono::steady_clock::now() - call->started;
    answer.method_is_safe = call->request.operation->method == "GET" || call->request.operation->method == "HEAD";
    answer.decode = call->request.decode;
    answer.strict = call->request.strict;
    answer.unwrap = call->request.operation->unwrap_result;

    call->deadline.cancel();
    call->impl->leave(*call);
    if (auto slot = asio::get_associated_cancellation_slot(call->handler); slot.is_connected())
    {
        slot.clear();
    }
    auto executor = std::move(call->handler_executor);
    auto handler = std::move(call->handler);
    const auto outcome = call->outcome;
    auto data = std::move(call->answer);
    call.reset();
    asio::dispatch(executor, [handler = std::move(handler), outcome, data = std::move(data)]() mutable
                   { std::move(handler)(outcome, std::move(data)); });
}

/// What the caller's cancellation slot calls.
struct on_cancel
{
    std::weak_ptr<call_state> call;

    void operator()(asio::cancellation_type) const
    {
        if (const auto live = call.lock())
        {
            live->cancel(errc::cancelled);
        }
    }
};

TRUTO_DECL void start(const std::shared_ptr<client_handle>& client, prepared_call&& request, raw_handler handler)
{
    auto slot = asio::get_associated_cancellation_slot(handler);
    const auto call = std::make_shared<call_state>(client->impl(), std::move(request), std::move(handler));
    call->impl->enter(*call);
    if (slot.is_connected())
    {
        slot.template emplace<on_cancel>(on_cancel{call});
    }
    if (call->request.timeout.count() > 0)
    {
        call->deadline.expires_at(call->started + call->request.timeout);
        call->deadline.async_wait(asio::bind_executor(call->executor,
                                                      [weak = std::weak_ptr<call_state>(call)](error_code ec)
                                                      {
                                                          const auto live = weak.lock();
                                                          if (!ec && live)
                                                          {
                                                              live->cancel(errc::timeout);
                                                          }
                                                      }));
    }
    asio::co_spawn(call->executor, drive(call),
                   asio::bind_cancellation_slot(call->signal.slot(), [call](std::exception_ptr failure) mutable
                                                { complete(std::move(call), std::move(failure)); }));
}

// --- reading the answer ------------------------------------------------------------------------------------------

inline void read_error(response_data& answer)
{
    std::vector<decode_note> ignored;
    const auto ec = json::decode_into(answer.body, {&answer.error, &json::value_table_of<error_details>}, {}, ignored);
    if (ec)
    {
        answer.error = {};  // an error page of something in between; its text is in body()
    }
}

TRUTO_DECL error_code read_answer(error_code so_far, response_data& answer, json::target to)
{
    if (so_far && answer.status != 0)
    {
        read_error(answer);
        return errc_of_status(answer.status, answer.error.is_remote());
    }
    if (so_far || answer.body.empty() || !answer.decode)
    {
        return so_far;
    }
    json::envelope wrap{.allowed = true};
    const auto ec = json::decode_into(answer.body, to, {.strict = answer.strict}, answer.notes, &wrap);
    answer.has_value = wrap.has_value;
    answer.beside = std::move(wrap.beside);
    // The server has done what it was asked to: a text that can't be read does not undo it. Where nothing was done but
    // reading, the text is all there is.
    return ec && (answer.strict || answer.method_is_safe) ? make_error_code(errc::body_not_decodable) : error_code{};
}

// --- waiting -----------------------------------------------------------------------------------------------------

TRUTO_DECL void completion::signal()
{
    const std::lock_guard lock{mutex_};
    done_ = true;
    signalled_.notify_all();  // under the lock: the waiter may destroy this as soon as it is free
}

TRUTO_DECL bool completion::is_signalled() const
{
    const std::lock_guard lock{mutex_};
    return done_;
}

TRUTO_DECL void completion::wait()
{
    std::unique_lock lock{mutex_};
    signalled_.wait(lock, [this] { return done_; });
}

TRUTO_DECL void wait_for(const client_handle& client, completion& done)
{
    const auto executor = client.impl()->executor();
    const auto* const target = executor.target<asio::io_context::executor_type>();
    if (client.has_own_context() || target == nullptr)
    {
        done.wait();
        return;
    }
    // Other threads may run the context too, and one of them may run the handler while this one sleeps in it.
    constexpr auto nap = std::chrono::milliseconds{5};
    auto& context = asio::query(*target, asio::execution::context);
    while (!done.is_signalled())
    {
        if (context.stopped())
        {
            context.restart();
        }
        context.run_one_for(nap);
    }
}

}  // namespace truto::detail::call
