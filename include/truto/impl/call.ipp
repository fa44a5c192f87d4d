#pragma once

#include <truto/observer.hpp>

#include <truto/detail/call/body_feed.hpp>
#include <truto/detail/call/call.hpp>
#include <truto/detail/call/client_impl.hpp>
#include <truto/detail/call/gate.hpp>
#include <truto/detail/call/held_handler.hpp>
#include <truto/detail/call/stopper.hpp>
#include <truto/detail/json/decode.hpp>
#include <truto/detail/net/fiber.hpp>
#include <truto/detail/net/task.hpp>
#include <truto/detail/net/transport.hpp>
#include <truto/detail/policy/deadline.hpp>
#include <truto/detail/policy/retry.hpp>
#include <truto/detail/policy/retry_after.hpp>

#include <boost/asio/error.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/query.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <boost/system/errc.hpp>
#include <boost/system/system_error.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <exception>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace truto::detail::call
{

TRUTO_DECL prepared_call::prepared_call() = default;
TRUTO_DECL prepared_call::prepared_call(const prepared_call& other) = default;
TRUTO_DECL prepared_call::prepared_call(prepared_call&& other) noexcept = default;
TRUTO_DECL prepared_call::~prepared_call() = default;

// --- the call ----------------------------------------------------------------------------------------------------

/// What an answer with a model is read with; see @ref read_answer.
error_code read_described(const error_code& so_far, response_data& answer, json::target to);

/// A call under way: what it sends, what came back, and whom to tell.
class call_state : public net::fiber
{
public:
    call_state(std::shared_ptr<client_impl> client, prepared_call&& what, raw_handler done);
    TRUTO_DECL ~call_state() override;

    /// Begins, and goes as far as it can without waiting.
    TRUTO_LAZY void run();

private:
    template <class...>
    class piecewise;

    TRUTO_LAZY net::task<void> drive();
    TRUTO_LAZY net::task<error_code> attempt(const policy::retry_decision& reason, policy::attempt_end& end);
    bool has_time_for(const policy::retry_decision& next);
    TRUTO_LAZY net::task<bool> back_off(const policy::retry_decision& next);
    std::string problem_of_backoff() const;
    void finish_request();
    TRUTO_DECL void ended() override;
    void conclude(std::exception_ptr failure);
    void deliver(std::shared_ptr<response_data> answer);

    time_point attempt_limit(time_point began) const;
    policy::attempt_end look_at(const net::answer& came, error_code ec) const;
    policy::rate_gate::feedback feedback_of(const net::answer& came, const policy::attempt_end& end) const;
    void keep(net::answer&& came, error_code ec);
    void add_problem(std::string_view more);
    void forget_answer(std::string why);
    call_info info() const noexcept;

    std::shared_ptr<client_impl> impl_;
    prepared_call request_;
    held_handler<std::shared_ptr<response_data>> handler_;
    bool is_delivered_ = false;
    std::shared_ptr<body_feed> feed_;  // once the body is handed on while it comes
    std::uint64_t id_;
    time_point started_;
    policy::deadline deadline_;
    error_code outcome_{};
    std::shared_ptr<response_data> answer_;
};

TRUTO_DECL call_state::call_state(std::shared_ptr<client_impl> client, prepared_call&& what, raw_handler done)
    : fiber(client->executor(), client->calls()),
      impl_(std::move(client)),
      request_(std::move(what)),
      handler_(std::move(done), impl_->executor()),
      id_(impl_->next_call()),
      started_(now()),
      deadline_(policy::deadline::after(started_, request_.timeout)),
      answer_(std::make_shared<response_data>())
{
    answer_->operation = request_.operation->id;
    answer_->keeps = request_.keeps;
    answer_->reader = &read_described;
}

TRUTO_DECL call_state::~call_state()
{
    drop_body();  // which uses what goes now
    if (feed_)
    {
        feed_->abandon();
    }
}

TRUTO_DECL call_info call_state::info() const noexcept
{
    const auto& which = *request_.operation;
    return {id_, which.id, which.method, request_.target(), request_.account};
}

TRUTO_LAZY void call_state::run()
{
    finish_request();
    count(impl_->reports().counts.calls);
    if (const auto& watching = impl_->reports().watching)
    {
        watching->call_started(info());
    }
    begin(drive(), std::min(deadline_.time(), never));
}

TRUTO_DECL void call_state::finish_request()
{
    if (request_.wants_key)
    {
        request_.idempotency_key = impl_->make_key();
        request_.head.append("Idempotency-Key: ").append(request_.idempotency_key).append("\r\n");
    }
    answer_->idempotency_key = request_.idempotency_key;
    request_.head.append("\r\n").append(request_.body);  // one string, so that one write sends it
    request_.body = {};
}

/// deadline( retry( rate gate( attempt timeout( pool → exchange ))))
///
/// The deadline stops the fiber, whatever it waits for. Retries are decided by @ref policy::decide.
TRUTO_LAZY net::task<void> call_state::drive()
{
    if (!request_.problem.empty())
    {
        answer_->problem = request_.problem;
        outcome_ = errc::invalid_argument;
        co_return;
    }
    unsigned retries = 0;
    bool replayed = false;
    policy::retry_decision next;
    while (true)
    {
        policy::attempt_end end;
        outcome_ = co_await attempt(next, end);
        // An answer that was complete when the stop came is an answer all the same.
        if (stopped() != errc{} && outcome_)
        {
            outcome_ = stopped();
            co_return;
        }
        if (end.error == errc{})
        {
            co_return;
        }
        end.retries = retries;
        end.replayed = replayed;
        next = policy::decide(request_.retry, end, impl_->random());
        if (next.what == policy::retry_decision::action::stop || stopped() != errc{} || !has_time_for(next))
        {
            co_return;
        }
        const bool replays = next.what == policy::retry_decision::action::replay;
        replayed = replayed || replays;
        retries += replays ? 0 : 1;
        // A refused call waits in the rate gate: where it waits otherwise, those that came later could overtake it.
        if (next.why != retry_reason::rate_limited)
        {
            if (!co_await back_off(next))
            {
                co_return;
            }
        }
    }
}

/// Hands a body on while it comes.
template <class...>
class call_state::piecewise final : public net::body_sink
{
public:
    piecewise(call_state& call, gate::pass& turn) noexcept : call_(call), turn_(turn) {}

    bool has_begun() const noexcept { return feed_ != nullptr; }

    void begin(const net::answer& head) override
    {
        feed_ = std::make_shared<body_feed>(call_.weak_from_this(), call_.impl_->executor());
        call_.lift_deadline();
        turn_.leave(call_.feedback_of(head, {}));
        auto& answer = *call_.answer_;
        answer.status = head.status;
        answer.fields = head.fields;
        answer.body.clear();  // an earlier attempt's, too
        answer.request_sent = true;
        answer.waited += head.waited;
        answer.problem.clear();
        call_.outcome_ = {};
        call_.conclude(nullptr);
        auto told = std::make_shared<response_data>(answer);
        told->stream = std::make_shared<body_end>(feed_, call_.request_.client.lock());
        call_.feed_ = feed_;
        call_.is_delivered_ = true;
        call_.handler_.post(call_.impl_->executor(), {}, std::move(told));  // what it throws is not for this coroutine
    }

    net::task<error_code> take(net::fiber& who, std::string_view bytes) override
    {
        return feed_->hand_over(who, bytes);
    }

    /// All that was received has been handed over, and this is how it ended.
    void end(error_code why) const { feed_->end(why ? why : error_code{asio::error::eof}); }

private:
    call_state& call_;
    gate::pass& turn_;
    std::shared_ptr<body_feed> feed_;
};

/// Sends the request once, when the rate limits let it. `reason` says why it is not the first time.
TRUTO_LAZY net::task<error_code> call_state::attempt(const policy::retry_decision& reason, policy::attempt_end& end)
{
    const auto about = info();
    auto& rates = impl_->rate_gate();
    gate::pass turn{rates};
    const bool was_refused = reason.why == retry_reason::rate_limited;
    const auto not_before = was_refused ? policy::deadline::later(now(), reason.delay) : time_point::min();
    std::string problem;
    error_code ec;
    if (!rates.try_enter(turn, *this, about, not_before))
    {
        const auto why = was_refused ? wait_info{wait_reason::backoff, reason.why, {}}
                                     : wait_info{wait_reason::rate_gate, retry_reason::none, {}};
        ec = co_await rates.wait(turn, about, deadline_, why, problem);
    }
    answer_->waited += turn.waited();
    if (ec)
    {
        forget_answer(was_refused && stopped() != errc{} ? problem_of_backoff() : std::move(problem));
        end.error = errc::cancelled;  // nothing follows
        turn.settle({.unsent = true});
        co_return ec;
    }
    const auto began = now();
    const auto number = ++answer_->attempts;
    const auto& watching = impl_->reports().watching;
    count(impl_->reports().counts.attempts);
    if (watching)
    {
        watching->attempt_started(about, number);
    }
    const auto& options = impl_->options();
    net::exchange_rules rules;
    rules.limit = attempt_limit(began);
    rules.connect_timeout = options.connect_timeout;
    rules.silence = options.read_timeout;
    rules.body = options.max_body_size;
    rules.head = options.max_header_size;
    rules.fields = options.max_header_fields;
    rules.no_body = request_.operation->method == "HEAD";
    rules.fresh = reason.what == policy::retry_decision::action::replay;
    piecewise<> body{*this, turn};
    rules.sink = request_.streams ? &body : nullptr;
    rules.sunk = options.max_stream_size != 0 ? options.max_stream_size : std::numeric_limits<std::uint64_t>::max();
    net::answer came;
    ec = co_await impl_->transport().carry(*this, about, request_.head, rules, came);
    if (watching)
    {
        watching->attempt_finished(about, {number, came.status, ec, came.reused_connection, came.bytes_sent,
                                           came.bytes_received, now() - began});
    }
    if (body.has_begun())
    {
        if (!ec)
        {
            ec = co_await body.take(*this, came.body);  // the rest, for which no connection is needed
        }
        body.end(stopped() != errc{} ? error_code{stopped()} : ec);
        co_return ec;  // and nothing follows: somebody has the beginning
    }
    end = look_at(came, ec);
    turn.settle(feedback_of(came, end));
    keep(std::move(came), ec);
    co_return ec;
}

TRUTO_DECL call_state::time_point call_state::attempt_limit(time_point began) const
{
    return std::min(earlier(deadline_, policy::deadline::after(began, request_.attempt_timeout)).time(), never);
}

TRUTO_DECL policy::attempt_end call_state::look_at(const net::answer& came, error_code ec) const
{
    policy::attempt_end end;
    end.status = came.status;
    if (!ec && came.status >= 200 && came.status <= 299)
    {
        return end;  // and nobody asks for more
    }
    end.error = ec ? static_cast<errc>(ec.value()) : errc_of_status(came.status, false);
    end.idempotent = request_.operation->idempotent;
    end.keyed = !request_.idempotency_key.empty();
    end.request_sent = came.request_sent;
    end.answer_begun = came.begun;
    end.reused_connection = came.reused_connection;
    end.asked = policy::asked_wait(came.fields, std::chrono::system_clock::now(), came.status);
    return end;
}

/// What the rate gate learns from an answer.
TRUTO_DECL policy::rate_gate::feedback call_state::feedback_of(const net::answer& came,
                                                               const policy::attempt_end& end) const
{
    policy::rate_gate::feedback result;
    result.answered = came.status != 0;
    result.limited = came.status == 429;
    result.unsent = !came.request_sent;
    if (result.limited)
    {
        count(impl_->reports().counts.rate_limited);
    }
    if (came.fields.contains("ratelimit-limit") || came.fields.contains("ratelimit-remaining"))
    {
        const auto limits = rate_limit::from(came.fields);
        result.limit = limits.limit;
        result.remaining = limits.remaining;
        result.window = limits.window ? std::optional{policy::saturated(*limits.window)} : std::nullopt;
        result.reset = limits.reset ? std::optional{policy::saturated(*limits.reset)} : std::nullopt;
    }
    if (result.limited)
    {
        result.reset = end.asked;
    }
    return result;
}

/// What a failure's text says; nothing if it is an error page of something in between.
inline json::boxed<error_details> error_in(const std::string& body)
{
    json::boxed<error_details> result;
    std::vector<decode_note> ignored;
    const auto ec = json::decode_into(body, {&*result, &json::value_table_of<error_details>}, {}, ignored);
    if (ec)
    {
        result = {};
    }
    return result;
}

/// Of the API a 503 means that nothing was done; what stands before it says so, too, when the way back was broken.
inline bool is_of_something_between(const net::answer& came)
{
    if (came.status != 503)
    {
        return false;
    }
    const auto error = error_in(came.body);
    return !error->status_code && !error->error;
}

/// Keeps what the last attempt brought, and what all of them together may have done.
TRUTO_DECL void call_state::keep(net::answer&& came, error_code ec)
{
    auto& answer = *answer_;
    const auto error = ec ? ec : error_code{errc_of_status(came.status, false)};
    const bool ok = !ec && came.status >= 200 && came.status <= 299;
    const bool in_doubt = error == condition::maybe_executed || (!ec && is_of_something_between(came));
    answer.request_sent = answer.request_sent || came.request_sent;
    answer.maybe_executed = answer.maybe_executed || (!ok && came.request_sent && in_doubt);
    answer.waited += came.waited;
    answer.problem = std::move(came.problem);
    if (ec && came.status != 0)
    {
        add_problem("after the head of an answer with status " + std::to_string(came.status));
    }
    answer.status = ec ? 0 : came.status;
    answer.fields = ec ? headers{} : std::move(came.fields);
    answer.body = ec ? std::string{} : std::move(came.body);
}

/// Whether there will be another attempt; counts it.
TRUTO_DECL bool call_state::has_time_for(const policy::retry_decision& next)
{
    auto& counts = impl_->reports().counts;
    switch (next.why)
    {
    case retry_reason::rate_limited:
        count(counts.retries_rate_limited);
        break;
    case retry_reason::status:
        count(counts.retries_status);
        break;
    case retry_reason::attempt_timeout:
        count(counts.retries_timeout);
        break;
    case retry_reason::stale_connection:
        count(counts.replays);
        break;
    default:
        count(counts.retries_connection);
        break;
    }
    const bool fits = deadline_.fits(now(), next.delay);
    if (!fits)
    {
        add_problem("another attempt would come too late for the deadline");
    }
    return fits;
}

/// Waits before another attempt. False when there will be none.
TRUTO_LAZY net::task<bool> call_state::back_off(const policy::retry_decision& next)
{
    const auto began = now();
    const auto& watching = impl_->reports().watching;
    const auto until = std::min(policy::deadline::later(began, next.delay), never);
    const wait_info info{wait_reason::backoff, next.why, until - began};
    if (watching)
    {
        watching->wait_started(this->info(), info);
    }
    error_code ec;
    while (!ec && now() < until)
    {
        ec = co_await woken(until);
        if (ec == asio::error::timed_out)
        {
            ec = {};
        }
    }
    answer_->waited += now() - began;
    if (watching)
    {
        watching->wait_finished(this->info(), info, now() - began);
    }
    if (ec)
    {
        outcome_ = stopped();
        forget_answer(problem_of_backoff());
    }
    co_return !ec;
}

/// Where a call was that ended before another attempt.
TRUTO_DECL std::string call_state::problem_of_backoff() const
{
    const auto& answer = *answer_;
    return "while it waited to try again after " +
           (answer.status != 0 ? "status " + std::to_string(answer.status) : answer.problem);
}

TRUTO_DECL void call_state::add_problem(std::string_view more)
{
    auto& problem = answer_->problem;
    problem.append(problem.empty() ? "" : "; ").append(more);
}

/// The answer of an earlier attempt is not that of the call.
TRUTO_DECL void call_state::forget_answer(std::string why)
{
    answer_->status = 0;
    answer_->fields = {};
    answer_->body.clear();
    answer_->problem = std::move(why);
}

/// Gives everything back, then calls the handler where it wants to be called.
TRUTO_DECL void call_state::ended()
{
    const auto failure = failure_of_body();
    if (is_delivered_)
    {
        answer_->elapsed = now() - started_;
    }
    else
    {
        conclude(failure);
    }
    drop_body();
    if (const auto& watching = impl_->reports().watching)
    {
        watching->call_finished(info(),
                                {answer_->status, outcome_, answer_->attempts, answer_->elapsed, answer_->waited});
    }
    if (!is_delivered_)
    {
        deliver(std::move(answer_));
    }
    else if (failure)
    {
        feed_->end(errc::connection_lost);
    }
    // Only now: when the handler has begun the next call, the roster's timer can stay as it is.
    sign_off();
}

/// Calls the handler, to which `answer` belongs from then on.
TRUTO_DECL void call_state::deliver(std::shared_ptr<response_data> answer)
{
    is_delivered_ = true;
    handler_.call(outcome_, std::move(answer));
}

/// Decides how the call ended.
TRUTO_DECL void call_state::conclude(std::exception_ptr failure)
{
    auto& answer = *answer_;
    if (failure)
    {
        try
        {
            std::rethrow_exception(failure);
        }
        catch (const boost::system::system_error& e)
        {
            outcome_ = e.code();
        }
        catch (const std::exception& e)
        {
            outcome_ = boost::system::errc::make_error_code(boost::system::errc::not_enough_memory);
            answer.problem = e.what();
        }
        // What the last attempt did can't be told any more.
        answer.request_sent = answer.request_sent || answer.attempts != 0;
        answer.maybe_executed = answer.maybe_executed || answer.attempts != 0;
        answer.status = 0;
        answer.fields = {};
        answer.body.clear();
    }
    const bool ok = answer.status >= 200 && answer.status <= 299;
    if (!outcome_ && !ok)
    {
        outcome_ = errc_of_status(answer.status, false);
    }
    if (!outcome_)
    {
        answer.maybe_executed = false;
    }
    else if (answer.maybe_executed && outcome_ == condition::transport_error && outcome_ != condition::maybe_executed)
    {
        // The last attempt never reached the server, but one before it may have: that is what matters.
        add_problem(outcome_.message());
        add_problem("an earlier attempt was sent");
        outcome_ = errc::connection_lost;
    }
    const auto method = request_.operation->method;
    answer.elapsed = now() - started_;
    answer.method_is_safe = method == "GET" || method == "HEAD";
    answer.decode = request_.decode;
    answer.reports = request_.reports;
    answer.strict = request_.strict;
    answer.unwrap = request_.operation->unwrap_result;
}

TRUTO_LAZY std::weak_ptr<net::fiber> start_call(const std::shared_ptr<client_impl>& client, prepared_call&& request,
                                                raw_handler handler)
{
    auto slot = handler.slot();
    auto told = std::move(request.is_cancelled);
    const auto call = std::make_shared<call_state>(client, std::move(request), std::move(handler));
    if (slot.is_connected())
    {
        slot.template emplace<stopper>(call, std::move(told));
    }
    call->run();
    return call;
}

// --- reading the answer ------------------------------------------------------------------------------------------

/// The server has done what it was asked to: a text that can't be read does not undo it. Where nothing was done but
/// reading, the text is all there is.
inline error_code outcome_of_reading(error_code ec, response_data& answer)
{
    if (!ec || (!answer.strict && !answer.method_is_safe))
    {
        return {};
    }
    answer.maybe_executed = !answer.method_is_safe;
    return errc::body_not_decodable;
}

/// What a failure is, once its body was read.
inline error_code read_failure(error_code code, response_data& answer)
{
    if (code && answer.status != 0)
    {
        answer.error = error_in(answer.body);
        return errc_of_status(answer.status, answer.error->is_remote());
    }
    return code;
}

TRUTO_DECL error_code read_text(const error_code& so_far, response_data& answer, std::string& to)
{
    if (!so_far)
    {
        to = std::move(answer.body);
        answer.has_value = !to.empty();
    }
    return read_failure(so_far, answer);
}

TRUTO_DECL error_code read_json(const error_code& so_far, response_data& answer, boost::json::value& to)
{
    if (so_far || answer.body.empty())
    {
        return read_failure(so_far, answer);
    }
    const auto ec = json::decode_into(answer.body, {&to, &json::value_table_of<boost::json::value>}, {}, answer.notes);
    answer.has_value = !ec;
    return outcome_of_reading(ec, answer);
}

/// Whether it is a page, which has a `result` of its own: there the wrapping is one that holds another.
inline bool is_page(const json::target& to)
{
    return to.table->what == json::shape::record && json::find_member(to.table->record(), "result") != nullptr;
}

TRUTO_DECL error_code read_debug(const error_code& so_far, response_data& answer, json::target to,
                                 boost::json::value& debug)
{
    boost::json::value whole;
    const auto code = read_json(so_far, answer, whole);
    if (code || !answer.has_value)
    {
        return code;
    }
    if (auto* const object = whole.if_object())
    {
        if (auto* const report = object->if_contains("debug"))
        {
            debug = std::move(*report);
            object->stable_erase("debug");
        }
        auto* const result = object->if_contains("result");
        const bool holds_page = result != nullptr && result->is_object() && result->get_object().contains("result");
        if (result != nullptr && (holds_page || !is_page(to)))
        {
            auto value = std::move(*result);
            object->stable_erase("result");
            answer.beside = std::move(*object);
            whole = std::move(value);
        }
    }
    const auto text = boost::json::serialize(whole);
    const auto ec = json::decode_into(text, to, {.strict = answer.strict}, answer.notes);
    answer.has_value = !ec && !whole.is_null();
    return outcome_of_reading(ec, answer);
}

inline error_code read_described(const error_code& so_far, response_data& answer, json::target to)
{
    if (so_far || answer.body.empty() || !answer.decode)
    {
        return read_failure(so_far, answer);
    }
    if (answer.reports && is_page(to))
    {
        boost::json::value report;
        const auto code = read_debug(so_far, answer, to, report);
        if (!report.is_null())
        {
            answer.beside.emplace("debug", std::move(report));
        }
        return code;
    }
    json::envelope wrap{.allowed = true};
    const auto ec = json::decode_into(answer.body, to, {.strict = answer.strict}, answer.notes, &wrap);
    answer.has_value = wrap.has_value;
    answer.beside = std::move(wrap.beside);
    return outcome_of_reading(ec, answer);
}

TRUTO_DECL error_code read_stream(const error_code& so_far, response_data& answer, body_stream& to)
{
    if (!so_far)
    {
        answer.has_value = true;
        to = body_stream{std::move(answer.stream)};
    }
    return read_failure(so_far, answer);
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
    const auto executor = client.executor();
    const auto* const target = executor.target<asio::io_context::executor_type>();
    if (client.has_own_context() || target == nullptr)
    {
        done.wait();
        return;
    }
    // Other threads may run the context too, and one of them may run the handler while this one sleeps in it.
    constexpr auto nap = std::chrono::milliseconds{5};
    auto& context = asio::query(*target, asio::execution::context);
    if (context.stopped())
    {
        context.restart();  // it had run out of work
    }
    bool stops = false;
    const auto stop_again = [&stops](asio::io_context* which)
    {
        if (stops)
        {
            which->stop();
        }
    };
    const std::unique_ptr<asio::io_context, decltype(stop_again)> in_the_end{&context, stop_again};
    while (!done.is_signalled())
    {
        context.run_one_for(nap);
        if (!done.is_signalled() && context.stopped())
        {
            stops = true;  // somebody ends it, which has to wait until the call is over
            context.restart();
        }
    }
}

}  // namespace truto::detail::call
