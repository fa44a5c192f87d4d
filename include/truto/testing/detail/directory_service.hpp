#pragma once

#include <truto/headers.hpp>
#include <truto/testing/detail/activity_log.hpp>
#include <truto/testing/detail/api_access.hpp>
#include <truto/testing/detail/batch.hpp>
#include <truto/testing/detail/directory_store.hpp>
#include <truto/testing/detail/exchange.hpp>
#include <truto/testing/detail/fault_plan.hpp>
#include <truto/testing/detail/keyed_answers.hpp>
#include <truto/testing/detail/operation_table.hpp>
#include <truto/testing/detail/parameters.hpp>
#include <truto/testing/detail/platform_endpoints.hpp>
#include <truto/testing/detail/query_string.hpp>
#include <truto/testing/detail/refusal.hpp>
#include <truto/testing/detail/rendering.hpp>
#include <truto/testing/detail/request_book.hpp>
#include <truto/testing/detail/routing.hpp>
#include <truto/testing/directory_simulator_options.hpp>

#include <boost/json/object.hpp>

#include <chrono>
#include <cstddef>
#include <exception>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace truto::testing::detail
{

/// Everything the simulated API decides: from a request to the answer, without any input or output. Any thread may call
/// any member function.
class directory_service
{
public:
    /// @throws std::invalid_argument when the options can't work.
    explicit directory_service(const directory_simulator_options& options)
        : options_(options),
          access_(options),
          store_(options.more_users),
          platform_(store_, access_),
          envelope_(options.envelope),
          latency_(options.latency),
          plan_(options.faults),
          recorded_(options.recorded_requests),
          effects_(options.recorded_effects)
    {
        const std::string& prefix = options.path_prefix;
        if (!prefix.empty() && (prefix.front() != '/' || prefix.back() == '/'))
        {
            throw std::invalid_argument("path_prefix must begin with a slash, and not end with one");
        }
    }

    const std::string& token() const noexcept { return access_.token(); }
    const std::vector<std::string>& account_ids() const noexcept { return access_.account_ids(); }
    const std::vector<std::string>& sandbox_ids() const noexcept { return access_.sandbox_ids(); }

    /// What is going to happen to the request that begins to come in.
    fate next_fate()
    {
        const std::lock_guard lock{mutex_};
        return plan_.next();
    }

    /// Carries the request out, or not, and remembers it.
    verdict handle(const incoming_request& request, fate coming)
    {
        const std::lock_guard lock{mutex_};
        const std::size_t effects_before = effect_count_;
        const bool is_authorized = access_.identify(request.header("Authorization")).is_known;
        verdict made = decide(request, std::move(coming));
        if (options_.recorded_requests != 0)
        {
            recorded_.add(record_of(request, made, is_authorized, effect_count_ != effects_before));
        }
        return made;
    }

    /// The answer to what is not a request at all.
    static outgoing_answer malformed(unsigned status, std::string_view message)
    {
        return answer_to(refusal(status, message));
    }

    void answer_with(envelope form)
    {
        const std::lock_guard lock{mutex_};
        envelope_ = form;
    }

    void answer_after(std::chrono::milliseconds latency)
    {
        const std::lock_guard lock{mutex_};
        latency_ = latency;
    }

    void answer_in_part(bool is_partial)
    {
        const std::lock_guard lock{mutex_};
        is_partial_ = is_partial;
    }

    void end_account_tokens()
    {
        const std::lock_guard lock{mutex_};
        access_.end_account_tokens();
    }

    void script(std::variant<scripted_answer, connection_fault> event, std::size_t count)
    {
        const std::lock_guard lock{mutex_};
        plan_.script(std::move(event), count);
    }

    void reset()
    {
        const std::lock_guard lock{mutex_};
        store_.reset();
        recorded_.clear();
        effects_.clear();
        effect_count_ = 0;
        keyed_.clear();
        plan_.reset();
        envelope_ = options_.envelope;
        latency_ = options_.latency;
        is_partial_ = false;
        access_.reset();
        platform_.reset();
    }

    std::vector<recorded_request> recorded() const
    {
        const std::lock_guard lock{mutex_};
        return recorded_.all();
    }

    std::vector<recorded_effect> effects() const
    {
        const std::lock_guard lock{mutex_};
        return effects_.all();
    }

    std::size_t effect_count() const
    {
        const std::lock_guard lock{mutex_};
        return effect_count_;
    }

    /// How many requests the limits refused.
    std::size_t refusals() const
    {
        const std::lock_guard lock{mutex_};
        return access_.refusals();
    }

    /// How many requests the limit of that account refused.
    std::size_t refusals(std::string_view account_id) const
    {
        const std::lock_guard lock{mutex_};
        return access_.refusals(account_id);
    }

    /// Reads from the directory while no request is carried out.
    template <class Read>
    auto read(Read&& read) const
    {
        const std::lock_guard lock{mutex_};
        return read(store_);
    }

    /// Changes the directory while no request is carried out.
    template <class Change>
    void change(Change&& change)
    {
        const std::lock_guard lock{mutex_};
        directory_store::transaction changes{store_};
        change(store_);
        changes.keep();
    }

private:
    /// A request to the directory, whether it came by itself or in a batch.
    struct asked
    {
        const incoming_request& from;
        json::object query;
        json::object body;
        std::size_t account;
    };

    verdict decide(const incoming_request& request, fate coming)
    {
        verdict made;
        made.fault = coming.fault;
        made.delay = latency_ + coming.delay;
        if (coming.is_carried_out && !(made.fault && made.fault->at == fault_point::before_execution))
        {
            made.answer = answer(request);
        }
        if (coming.answer)
        {
            scripted_answer& scripted = *coming.answer;
            made.answer = {scripted.status, std::move(scripted.body), std::move(scripted.content_type),
                           std::move(scripted.headers)};
        }
        return made;
    }

    outgoing_answer answer(const incoming_request& request)
    {
        truto::headers told;
        outgoing_answer made;
        try
        {
            made = execute(request, told);
        }
        catch (const refusal& reason)
        {
            made = answer_to(reason);
        }
        catch (const std::exception& error)
        {
            made = answer_to(refusal(500, error.what()));
        }
        for (std::size_t i = 0; i < told.size(); ++i)
        {
            made.headers.add(told.at(i).name, told.at(i).value);
        }
        return made;
    }

    /// The answer of the API. `told` becomes what the limits say, also when there is no answer but a refusal.
    outgoing_answer execute(const incoming_request& request, truto::headers& told)
    {
        const request_target target = read_target(request.target, options_.path_prefix);
        if (const auto found = find_operation(request.method, target.segments))
        {
            return serve_directory(*found->route, found->parameters, request, target, told);
        }
        if (target.segments == std::vector<std::string>{"batch-request"})
        {
            return serve_batch(request, target, told);
        }
        if (const auto found = find_route(platform_table, request.method, target.segments, 0))
        {
            return serve_platform(*found->route, found->parameters, request, target, told);
        }
        throw refusal(404, "There is nothing at this path");
    }

    static std::optional<found_route<operation>> find_operation(std::string_view method,
                                                                const std::vector<std::string>& segments)
    {
        const bool is_below = segments.size() > 2 && segments[0] == "unified" && segments[1] == model_name;
        return is_below ? find_route(operation_table, method, segments, 2) : std::nullopt;
    }

    /// Whose token it is.
    ///
    /// @throws refusal 401 when it is nobody's.
    caller known_caller(const incoming_request& request) const
    {
        const caller who = access_.identify(request.header("Authorization"));
        if (!who.is_known)
        {
            throw refusal(401, "The API token is missing or not valid").with_header("WWW-Authenticate", "Bearer");
        }
        return who;
    }

    outgoing_answer serve_directory(const operation& what, const std::vector<std::string>& parameters,
                                    const incoming_request& request, const request_target& target, truto::headers& told)
    {
        const caller who = known_caller(request);
        const auto left = access_.count_token(told);
        asked order{.from = request, .query = parse_query_string(target.query), .body = {}, .account = 0};
        order.account = access_.account_of(who, order.query);
        access_.count_account(order.account, told, left);

        const auto perform = [&]
        {
            if (takes_body(what) && !access_.is_sandbox(order.account))
            {
                order.body = read_body(request, order.query);
            }
            return carry_out(what, parameters.empty() ? std::string{} : parameters.front(), order);
        };
        return takes_body(what) ? once_by_key(request, target.path, order.account, perform) : perform();
    }

    outgoing_answer serve_platform(const platform_route& what, const std::vector<std::string>& parameters,
                                   const incoming_request& request, const request_target& target, truto::headers& told)
    {
        const caller who = known_caller(request);
        const auto left = access_.count_token(told);
        if (what.token == platform_token::api && who.account)
        {
            throw refusal(403, "This is not for tokens of one integrated account");
        }
        if (what.token == platform_token::account && !who.account)
        {
            throw refusal(403, "This is for tokens of one integrated account");
        }

        const json::object query = parse_query_string(target.query);
        std::optional<std::size_t> account = who.account;
        if (what.token == platform_token::any)
        {
            account = access_.account_of(who, query);
            access_.count_account(*account, told, left);
        }
        const json::object body = what.method == "GET" ? json::object{} : read_body(request, query);
        return (platform_.*what.serve)({parameters, query, body, account});
    }

    outgoing_answer serve_batch(const incoming_request& request, const request_target& target, truto::headers& told)
    {
        if (request.method != "POST")
        {
            throw refusal(405, "This path takes POST only").with_header("Allow", "POST");
        }
        if (known_caller(request).account)
        {
            throw refusal(403, "This is not for tokens of one integrated account");
        }
        access_.count_token(told);
        const batch_plan plan{read_body(request, parse_query_string(target.query))};
        const std::size_t account = access_.account_with(plan.account_id());
        return once_by_key(request, target.path, account,
                           [&]
                           {
                               return json_answer(plan.run(
                                   [&](const batch_call& call)
                                   {
                                       if (call.what == nullptr)
                                       {
                                           return platform_.native(call.resource, call.id, call.query);
                                       }
                                       return carry_out(*call.what, call.id, {request, call.query, call.body, account});
                                   }));
                           });
    }

    /// Carries a request out, unless one with the same key was before: then, its answer is given again.
    template <class Perform>
    outgoing_answer once_by_key(const incoming_request& request, std::string_view path, std::size_t account,
                                const Perform& perform)
    {
        const std::string_view key = request.header("Idempotency-Key");
        if (key.empty())
        {
            return perform();
        }
        const std::string name = keyed_answers::name(access_.id_of(account), path, key);
        if (const outgoing_answer* const earlier = keyed_.find(name))
        {
            outgoing_answer answer = *earlier;
            answer.headers.add("idempotency-replayed", "true");
            return answer;
        }

        // A refusal is thrown past this place and not kept: the corrected request may use the key again.
        outgoing_answer answer = perform();
        keyed_.keep(name, answer);
        return answer;
    }

    outgoing_answer carry_out(const operation& what, const std::string& id, const asked& order)
    {
        const bool is_change = !what.action.empty();
        if (is_change && access_.is_sandbox(order.account))
        {
            throw refusal(405, "This is a sandbox account, which is for reading only").with_header("Allow", "GET");
        }
        const common_parameters common = read_common(order.query);
        const answer_context context{common, what.method, order.body};
        const auto key_member = text_parameter(order.query, "truto_key_by");

        directory_store::transaction changes{store_};
        outcome made = what.carry_out(store_, {what, id, order.query, order.body});
        if (made.page)
        {
            return render(std::move(*made.page), context, key_member, is_partial_);
        }
        if (!is_change)
        {
            return render(std::move(made.record), context, envelope::bare, 200);
        }

        log_activity(store_, what, made);
        note_effect(what, made, order);
        if (options_.persistent)
        {
            changes.keep();
        }
        return render(std::move(made.record), context, envelope_, method_of(what) == "create" ? 201 : 200);
    }

    void note_effect(const operation& what, const outcome& made, const asked& order)
    {
        ++effect_count_;
        effects_.add({.operation = std::string{what.name},
                      .id = made.changed_id,
                      .group_id = made.group_id,
                      .account_id = access_.id_of(order.account),
                      .idempotency_key = std::string{order.from.header("Idempotency-Key")},
                      .connection = order.from.connection});
    }

    const directory_simulator_options options_;

    mutable std::mutex mutex_;
    api_access access_;
    directory_store store_;
    platform_endpoints platform_;
    envelope envelope_;
    std::chrono::milliseconds latency_;
    bool is_partial_ = false;
    fault_plan plan_;
    bounded_log<recorded_request> recorded_;
    bounded_log<recorded_effect> effects_;
    std::size_t effect_count_ = 0;
    keyed_answers keyed_;
};

}  // namespace truto::testing::detail
