#pragma once

#include <truto/headers.hpp>

#include <truto/testing/detail/activity_log.hpp>
#include <truto/testing/detail/api_access.hpp>
#include <truto/testing/detail/directory_store.hpp>
#include <truto/testing/detail/exchange.hpp>
#include <truto/testing/detail/fault_plan.hpp>
#include <truto/testing/detail/keyed_answers.hpp>
#include <truto/testing/detail/operation_table.hpp>
#include <truto/testing/detail/parameters.hpp>
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
    /// Who asks for what.
    struct asked
    {
        const incoming_request& request;
        std::string_view path;
        json::object query;
        std::string_view account_id;
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

    /// The answer of the directory. `told` becomes what the limits say, also when there is no answer but a refusal.
    outgoing_answer execute(const incoming_request& request, truto::headers& told)
    {
        const request_target target = read_target(request.target, options_.path_prefix);
        const auto found = find_operation(request.method, target);
        const caller who = access_.identify(request.header("Authorization"));
        if (!who.is_known)
        {
            throw refusal(401, "The API token is missing or not valid").with_header("WWW-Authenticate", "Bearer");
        }
        const auto left = access_.count_token(told);

        asked from{.request = request, .path = target.path, .query = parse_query_string(target.query), .account_id = {}};
        const std::size_t account = access_.account_of(who, from.query);
        from.account_id = access_.id_of(account);
        access_.count_account(account, told, left);
        if (access_.is_sandbox(account) && request.method != "GET")
        {
            throw refusal(405, "This is a sandbox account, which is for reading only").with_header("Allow", "GET");
        }
        return execute_idempotently(*found.route, found.parameters.empty() ? std::string{} : found.parameters.front(),
                                    from);
    }

    static found_route<operation> find_operation(std::string_view method, const request_target& target)
    {
        const auto& segments = target.segments;
        if (segments.size() > 2 && segments[0] == "unified" && segments[1] == "user-directory")
        {
            if (auto found = find_route(operation_table, method, segments, 2))
            {
                return std::move(*found);
            }
        }
        throw refusal(404, "There is nothing at this path");
    }

    outgoing_answer execute_idempotently(const operation& what, const std::string& id, const asked& from)
    {
        const bool has_body = what.method == "POST" || what.method == "PATCH";
        const std::string_view key = has_body ? from.request.header("Idempotency-Key") : std::string_view{};
        if (key.empty())
        {
            return carry_out(what, id, from);
        }

        const std::string name = keyed_answers::name(from.account_id, from.path, key);
        if (const outgoing_answer* const earlier = keyed_.find(name))
        {
            outgoing_answer answer = *earlier;
            answer.headers.add("idempotency-replayed", "true");
            return answer;
        }

        // A refusal is thrown past this place and not kept: the corrected request may use the key again.
        outgoing_answer answer = carry_out(what, id, from);
        keyed_.keep(name, answer);
        return answer;
    }

    outgoing_answer carry_out(const operation& what, const std::string& id, const asked& from)
    {
        const common_parameters common = read_common(from.query);
        const bool has_body = what.method == "POST" || what.method == "PATCH";
        const json::object body = has_body ? read_body(from.request, from.query) : json::object{};
        const answer_context context{common, what.method, body};
        const auto key_member = text_parameter(from.query, "truto_key_by");

        directory_store::transaction changes{store_};
        outcome made = what.carry_out(store_, {what, id, from.query, body});
        if (made.page)
        {
            return render(std::move(*made.page), context, key_member, is_partial_);
        }
        if (what.action.empty())
        {
            return render(std::move(made.record), context, envelope::bare, 200);
        }

        log_activity(store_, what, made);
        note_effect(what, made, from);
        if (options_.persistent)
        {
            changes.keep();
        }
        const bool is_new = what.method == "POST" && what.path.find('/', 1) == std::string_view::npos;
        return render(std::move(made.record), context, envelope_, is_new ? 201 : 200);
    }

    void note_effect(const operation& what, const outcome& made, const asked& from)
    {
        ++effect_count_;
        effects_.add({.operation = std::string{what.name},
                      .id = made.changed_id,
                      .group_id = made.group_id,
                      .account_id = std::string{from.account_id},
                      .idempotency_key = std::string{from.request.header("Idempotency-Key")},
                      .connection = from.request.connection});
    }

    const directory_simulator_options options_;

    mutable std::mutex mutex_;
    api_access access_;
    directory_store store_;
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
