#pragma once

#include <truto/headers.hpp>
#include <truto/testing/detail/directory_store.hpp>
#include <truto/testing/detail/exchange.hpp>
#include <truto/testing/detail/fault_plan.hpp>
#include <truto/testing/detail/keyed_answers.hpp>
#include <truto/testing/detail/parameters.hpp>
#include <truto/testing/detail/query_string.hpp>
#include <truto/testing/detail/refusal.hpp>
#include <truto/testing/detail/rendering.hpp>
#include <truto/testing/detail/request_window.hpp>
#include <truto/testing/directory_simulator_options.hpp>

#include <boost/beast/core/string.hpp>
#include <boost/json/object.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <deque>
#include <exception>
#include <mutex>
#include <optional>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace truto::testing::detail
{

/// Random text that nobody can guess, in lower-case hexadecimal digits.
inline std::string random_hex(std::size_t digits)
{
    std::random_device source;
    std::uniform_int_distribution<std::size_t> digit{0, 15};
    std::string text;
    for (std::size_t i = 0; i < digits; ++i)
    {
        text += "0123456789abcdef"[digit(source)];
    }
    return text;
}

/// A random UUID (version 4).
inline std::string random_uuid()
{
    std::string text = random_hex(32);
    text[12] = '4';
    text[16] = "89ab"[static_cast<std::size_t>(text[16]) % 4];
    for (const std::size_t place : {8U, 13U, 18U, 23U})
    {
        text.insert(place, 1, '-');
    }
    return text;
}

/// Everything the simulated API decides: from a request to the answer, without any input or output. Any thread may call
/// any member function.
class directory_service
{
public:
    /// @throws std::invalid_argument when the options can't work.
    explicit directory_service(const directory_simulator_options& options)
        : options_(options),
          base_path_(options.path_prefix + "/unified/user-directory"),
          token_("truto-simulator-" + random_hex(40)),
          account_ids_(options.accounts),
          store_(options.persistent),
          envelope_(options.envelope),
          latency_(options.latency),
          plan_(options.faults)
    {
        const std::string& prefix = options.path_prefix;
        if (!prefix.empty() && (prefix.front() != '/' || prefix.back() == '/'))
        {
            throw std::invalid_argument("path_prefix must begin with a slash, and not end with one");
        }
        if (account_ids_.empty())
        {
            throw std::invalid_argument("there must be an account");
        }
        std::generate(account_ids_.begin(), account_ids_.end(), random_uuid);
        open_windows();
    }

    const std::string& token() const noexcept { return token_; }
    const std::vector<std::string>& account_ids() const noexcept { return account_ids_; }

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
        verdict made = decide(request, std::move(coming));
        remember(request, made, effect_count_ != effects_before);
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
        open_windows();
    }

    std::vector<recorded_request> recorded() const
    {
        const std::lock_guard lock{mutex_};
        return {recorded_.begin(), recorded_.end()};
    }

    std::vector<recorded_effect> effects() const
    {
        const std::lock_guard lock{mutex_};
        return {effects_.begin(), effects_.end()};
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
        std::size_t sum = token_window_.refusals();
        for (const request_window& each : account_windows_)
        {
            sum += each.refusals();
        }
        return sum;
    }

    /// How many requests the limit of that account refused.
    std::size_t refusals(std::string_view account_id) const
    {
        const std::lock_guard lock{mutex_};
        const auto account = std::find(account_ids_.begin(), account_ids_.end(), account_id);
        return account != account_ids_.end() ? window_of(account - account_ids_.begin()).refusals() : 0;
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
    auto change(Change&& change)
    {
        const std::lock_guard lock{mutex_};
        return change(store_);
    }

private:
    enum class operation
    {
        remove_user_from_group,
        unassign_role,
        delete_user,
        delete_organization
    };

    struct route
    {
        operation what;
        std::string_view name;
        std::string_view method;  // the only one that is allowed
        std::string id{};         // of a path that ends with one
    };

    /// Who asks for what.
    struct order
    {
        const incoming_request& request;
        std::string_view path;
        route where;
        json::object query;
        std::string_view account_id;
    };

    void open_windows()
    {
        token_window_ = request_window(options_.token_limit);
        account_windows_.assign(account_ids_.size(), request_window(options_.account_limit));
    }

    const request_window& window_of(std::ptrdiff_t account) const
    {
        return account_windows_[static_cast<std::size_t>(account)];
    }

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

    void remember(const incoming_request& request, const verdict& made, bool had_effect)
    {
        if (options_.recorded_requests == 0)
        {
            return;
        }
        if (recorded_.size() == options_.recorded_requests)
        {
            recorded_.pop_front();
        }

        recorded_request& record = recorded_.emplace_back();
        record.method = request.method;
        record.target = request.target;
        record.body = request.body;
        record.authorized = is_authorized(request);
        record.status = made.fault ? 0 : made.answer.status;
        record.cut_status = made.fault && made.fault->at == fault_point::within_answer ? made.answer.status : 0;
        record.had_effect = had_effect;
        record.connection = request.connection;
        for (const auto& [name, value] : request.headers)
        {
            if (!boost::beast::iequals(name, "authorization"))
            {
                record.headers.add(name, value);
            }
        }
    }

    void note_effect(const order& from, std::string id, std::string group_id)
    {
        ++effect_count_;
        if (options_.recorded_effects == 0)
        {
            return;
        }
        if (effects_.size() == options_.recorded_effects)
        {
            effects_.pop_front();
        }
        effects_.push_back({.operation = std::string{from.where.name},
                            .id = std::move(id),
                            .group_id = std::move(group_id),
                            .account_id = std::string{from.account_id},
                            .idempotency_key = std::string{from.request.header("Idempotency-Key")},
                            .connection = from.request.connection});
    }

    /// The answer of the directory. `told` becomes what the limits say, also when there is no answer but a refusal.
    outgoing_answer execute(const incoming_request& request, truto::headers& told)
    {
        const auto [path, query_text] = split_target(request.target);
        order from{.request = request, .path = path, .where = find_route(path), .query = {}, .account_id = {}};
        if (from.where.method != request.method)
        {
            throw refusal(405, "This path takes " + std::string{from.where.method} + " only")
                .with_header("Allow", from.where.method);
        }
        if (!is_authorized(request))
        {
            throw refusal(401, "The API token is missing or not valid").with_header("WWW-Authenticate", "Bearer");
        }
        const auto left = count(token_window_, told, std::nullopt);

        from.query = parse_query_string(query_text);
        const std::size_t account = required_account(from.query);
        from.account_id = account_ids_[account];
        count(account_windows_[account], told, left);
        return execute_idempotently(from);
    }

    // Counts the request, and says how many more there may be, if that is limited. What is told is about the limit that
    // has less left.
    static std::optional<std::size_t> count(request_window& window, truto::headers& told,
                                            std::optional<std::size_t> left_elsewhere)
    {
        if (!window.is_limited())
        {
            return std::nullopt;
        }
        const auto made = window.take(std::chrono::steady_clock::now());
        if (made.is_refused || !left_elsewhere || made.left <= *left_elsewhere)
        {
            told = window.fields(made, std::chrono::system_clock::now());
        }
        if (made.is_refused)
        {
            throw refusal(429, "Rate limit exceeded");
        }
        return made.left;
    }

    outgoing_answer execute_idempotently(const order& from)
    {
        const std::string_view key =
            from.where.method == "POST" ? from.request.header("Idempotency-Key") : std::string_view{};
        if (key.empty())
        {
            return carry_out(from);
        }

        const std::string name = keyed_answers::name(from.account_id, from.path, key);
        if (const outgoing_answer* const earlier = keyed_.find(name))
        {
            outgoing_answer answer = *earlier;
            answer.headers.add("idempotency-replayed", "true");
            return answer;
        }

        // A refusal is thrown past this place and not kept: the corrected request may use the key again.
        outgoing_answer answer = carry_out(from);
        keyed_.keep(name, answer);
        return answer;
    }

    outgoing_answer carry_out(const order& from)
    {
        const common_parameters common = read_common(from.query);
        const bool has_body = from.where.method == "POST";
        const json::object body = has_body ? read_body(from.request, from.query) : json::object{};

        json::object record;
        switch (from.where.what)
        {
        case operation::remove_user_from_group:
            record = remove_user_from_group(from, body);
            break;
        case operation::unassign_role:
            record = unassign_role(from, body);
            break;
        case operation::delete_user:
            record = delete_user(from);
            break;
        case operation::delete_organization:
            record = store_.delete_organization(from.where.id);
            note_effect(from, from.where.id, {});
            break;
        }
        return render(std::move(record), common, from.where.method, body, envelope_);
    }

    // --- what comes in ---

    static std::pair<std::string_view, std::string_view> split_target(std::string_view target)
    {
        if (!is_utf8(target))
        {
            throw refusal(400, "The request target is not UTF-8");
        }

        // A server has to take the absolute form too (RFC 9112, 3.2.2).
        for (const std::string_view scheme : {"http://", "https://"})
        {
            if (target.size() >= scheme.size() && boost::beast::iequals(target.substr(0, scheme.size()), scheme))
            {
                target.remove_prefix(std::min(target.find_first_of("/?", scheme.size()), target.size()));
                break;
            }
        }

        const std::size_t question = target.find('?');
        return {target.substr(0, question),
                question == std::string_view::npos ? std::string_view{} : target.substr(question + 1)};
    }

    route find_route(std::string_view path) const
    {
        const refusal unknown{404, "There is nothing at this path"};

        if (path.substr(0, base_path_.size()) != base_path_)
        {
            throw unknown;
        }
        std::string_view rest = path.substr(base_path_.size());
        const std::size_t second = rest.find('/', 1);
        if (rest.empty() || rest.front() != '/' || second == std::string_view::npos)
        {
            throw unknown;
        }

        const auto resource = percent_decoded(rest.substr(1, second - 1));
        const std::string_view last = rest.substr(second + 1);
        auto id = percent_decoded(last);
        if (!resource || !id)
        {
            throw refusal(400, "The path is not percent-encoded UTF-8");
        }
        if (last.empty() || last.find('/') != std::string_view::npos)
        {
            throw unknown;
        }

        // Names of methods come before ids.
        if (*resource == "groups" && (*id == "remove-user" || *id == "remove"))
        {
            return {operation::remove_user_from_group, *id == "remove" ? "groups.remove" : "groups.remove_user",
                    "POST"};
        }
        if (*resource == "users" && *id == "unassign-role")
        {
            return {operation::unassign_role, "users.unassign_role", "POST"};
        }
        if (*resource == "users")
        {
            return {operation::delete_user, "users.delete", "DELETE", std::move(*id)};
        }
        if (*resource == "organizations")
        {
            return {operation::delete_organization, "organizations.delete", "DELETE", std::move(*id)};
        }
        throw unknown;
    }

    bool is_authorized(const incoming_request& request) const
    {
        constexpr std::string_view scheme = "Bearer ";
        const std::string_view value = request.header("Authorization");
        return value.size() == scheme.size() + token_.size() &&
               boost::beast::iequals(value.substr(0, scheme.size()), scheme) && value.substr(scheme.size()) == token_;
    }

    std::size_t required_account(const json::object& query) const
    {
        const auto account = text_parameter(query, "integrated_account_id");
        if (!account || account->empty())
        {
            throw refusal::missing("missing_required_query_parameters", {"integrated_account_id"});
        }
        const auto place = std::find(account_ids_.begin(), account_ids_.end(), *account);
        if (place == account_ids_.end())
        {
            throw refusal(404, "There is no integrated account with this id");
        }
        return static_cast<std::size_t>(place - account_ids_.begin());
    }

    // --- the operations ---

    json::object remove_user_from_group(const order& from, const json::object& body)
    {
        check_remote_data(body);
        const auto group_id = text_member(body, "group_id", "group_id");
        const auto user_id = text_member(body, "user_id", "user_id");

        std::vector<std::string> missing;
        if (!group_id)
        {
            missing.emplace_back("group_id");
        }
        if (!user_id)
        {
            missing.emplace_back("user_id");
        }
        if (!missing.empty())
        {
            throw refusal::missing("missing_required_body_fields", missing);
        }
        json::object record = store_.remove_from_group(*group_id, *user_id);
        note_effect(from, *user_id, *group_id);
        return record;
    }

    json::object unassign_role(const order& from, const json::object& body)
    {
        check_remote_data(body);

        role_scope scope;
        scope.workspace_or_group = text_parameter(from.query, "workspace_id");
        for_each_object(body, "organizations",
                        [&](const json::object& element, const std::string& path)
                        {
                            static_cast<void>(text_member(element, "name", path + ".name"));
                            if (auto id = text_member(element, "id", path + ".id"))
                            {
                                scope.organizations.push_back(std::move(*id));
                            }
                        });

        // Both places are checked, also when the body alone decides.
        const auto query_id = text_parameter(from.query, "id");
        const auto body_id = text_member(body, "id", "id");
        const auto query_roles = read_roles(from.query);
        const auto body_roles = read_roles(body);
        const auto& user_id = body_id ? body_id : query_id;
        const auto& roles = body_roles.empty() ? query_roles : body_roles;

        std::vector<std::string> missing;
        if (!user_id)
        {
            missing.emplace_back("id");
        }
        if (roles.empty())
        {
            missing.emplace_back("roles");
        }
        if (!missing.empty())
        {
            throw refusal::missing("missing_required_body_fields", missing);
        }
        json::object record = store_.unassign_roles(*user_id, roles, scope);
        note_effect(from, *user_id, {});
        return record;
    }

    json::object delete_user(const order& from)
    {
        for (const char* ignored : {"product", "user_type"})
        {
            static_cast<void>(text_parameter(from.query, ignored));
        }
        const std::string& user_id = from.where.id;
        const std::vector<place> places = read_places(from.query);
        json::object record = places.empty() ? store_.delete_user(user_id) : store_.remove_user_from(user_id, places);
        note_effect(from, user_id, {});
        return record;
    }

    const directory_simulator_options options_;
    const std::string base_path_;
    const std::string token_;
    std::vector<std::string> account_ids_;

    mutable std::mutex mutex_;
    directory_store store_;
    envelope envelope_;
    std::chrono::milliseconds latency_;
    fault_plan plan_;
    std::deque<recorded_request> recorded_;
    std::deque<recorded_effect> effects_;
    std::size_t effect_count_ = 0;
    keyed_answers keyed_;
    request_window token_window_{{}};
    std::vector<request_window> account_windows_;
};

}  // namespace truto::testing::detail
