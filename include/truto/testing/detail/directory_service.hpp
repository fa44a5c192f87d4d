#pragma once

#include <truto/headers.hpp>
#include <truto/testing/detail/directory_store.hpp>
#include <truto/testing/detail/query_string.hpp>
#include <truto/testing/detail/refusal.hpp>
#include <truto/testing/directory_simulator_options.hpp>

#include <boost/beast/core/string.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <boost/system/error_code.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <deque>
#include <exception>
#include <mutex>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

namespace truto::testing::detail
{

/// A request as it came over HTTP. Everything is a view into the connection's buffers.
struct incoming_request
{
    std::string_view method;
    std::string_view target;
    std::string_view body;
    std::vector<std::pair<std::string_view, std::string_view>> headers{};
    std::size_t connection = 0;

    std::string_view header(std::string_view name) const noexcept
    {
        for (const auto& [field, value] : headers)
        {
            if (boost::beast::iequals(field, name))
            {
                return value;
            }
        }
        return {};
    }
};

/// What goes back, without the fields that HTTP itself asks for.
struct outgoing_answer
{
    unsigned status = 200;
    std::string body{};
    std::string content_type{};  // empty: no such field
    truto::headers headers{};
    bool streamed = false;  // in chunks, piece by piece
};

/// An answer, and what becomes of it.
struct verdict
{
    outgoing_answer answer{};
    std::optional<connection_fault> fault{};
    std::chrono::milliseconds latency{0};
};

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
    static constexpr std::string_view json_type = "application/json; charset=utf-8";

    explicit directory_service(const directory_simulator_options& options)
        : options_(options),
          base_path_(options.path_prefix + "/unified/user-directory"),
          token_("truto-simulator-" + random_hex(40)),
          account_id_(random_uuid()),
          store_(options.persistent),
          envelope_(options.envelope),
          latency_(options.latency)
    {
    }

    const std::string& token() const noexcept { return token_; }
    const std::string& account_id() const noexcept { return account_id_; }

    /// Carries the request out, or not, and remembers it.
    verdict handle(const incoming_request& request)
    {
        const std::lock_guard lock{mutex_};
        verdict made = decide(request);
        remember(request, made);
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
        if (count != 0)
        {
            scripts_.push_back({std::move(event), count});
        }
    }

    void reset()
    {
        const std::lock_guard lock{mutex_};
        store_.reset();
        recorded_.clear();
        idempotent_.clear();
        idempotent_order_.clear();
        scripts_.clear();
        envelope_ = options_.envelope;
        latency_ = options_.latency;
        window_end_ = {};
    }

    std::vector<recorded_request> recorded() const
    {
        const std::lock_guard lock{mutex_};
        return {recorded_.begin(), recorded_.end()};
    }

    /// Reads from the directory while no request is carried out.
    template <class Read>
    auto read(Read&& read) const
    {
        const std::lock_guard lock{mutex_};
        return read(store_);
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
        std::string_view method;  // the only one that is allowed
        std::string id{};         // of a path that ends with one
    };

    enum class format
    {
        unified,
        raw,
        debug,
        stream
    };

    /// The parameters that every operation takes.
    struct common_parameters
    {
        format form = format::unified;
        bool ignore_remote_data = false;
        std::vector<std::string> excluded_fields{};
        json::value remote_query{};  // null: not given
    };

    struct script_entry
    {
        std::variant<scripted_answer, connection_fault> event;
        std::size_t left;
    };

    // The oldest keyed answers are forgotten, so that a load test does not fill the memory.
    static constexpr std::size_t idempotent_limit = 1000;

    verdict decide(const incoming_request& request)
    {
        verdict made;
        made.latency = latency_;

        if (auto event = next_script())
        {
            if (const auto* scripted = std::get_if<scripted_answer>(&*event))
            {
                made.answer = {scripted->status, scripted->body, scripted->content_type, scripted->headers};
                return made;
            }
            made.fault = std::get<connection_fault>(*event);
            if (made.fault == connection_fault::before_execution)
            {
                return made;
            }
        }

        try
        {
            made.answer = execute(request);
        }
        catch (const refusal& reason)
        {
            made.answer = answer_to(reason);
        }
        catch (const std::exception& error)
        {
            made.answer = answer_to(refusal(500, error.what()));
        }
        return made;
    }

    std::optional<std::variant<scripted_answer, connection_fault>> next_script()
    {
        if (scripts_.empty())
        {
            return std::nullopt;
        }
        script_entry& first = scripts_.front();
        auto event = first.event;
        if (--first.left == 0)
        {
            scripts_.pop_front();
        }
        return event;
    }

    static outgoing_answer answer_to(const refusal& reason)
    {
        return {reason.status(), json::serialize(reason.body()), std::string{json_type}, reason.headers()};
    }

    void remember(const incoming_request& request, const verdict& made)
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
        record.connection = request.connection;
        for (const auto& [name, value] : request.headers)
        {
            if (!boost::beast::iequals(name, "authorization"))
            {
                record.headers.add(name, value);
            }
        }
    }

    outgoing_answer execute(const incoming_request& request)
    {
        const auto [path, query_text] = split_target(request.target);
        const route where = find_route(path);
        if (where.method != request.method)
        {
            throw refusal(405, "This path takes " + std::string{where.method} + " only")
                .with_header("Allow", where.method);
        }
        if (!is_authorized(request))
        {
            throw refusal(401, "The API token is missing or not valid").with_header("WWW-Authenticate", "Bearer");
        }

        const json::object query = parse_query_string(query_text);
        require_account(query);
        const auto limit_headers = take_from_limit();

        outgoing_answer answer = execute_idempotently(request, path, where, query);
        for (std::size_t i = 0; i < limit_headers.size(); ++i)
        {
            answer.headers.add(limit_headers.at(i).name, limit_headers.at(i).value);
        }
        return answer;
    }

    outgoing_answer execute_idempotently(const incoming_request& request, std::string_view path, const route& where,
                                         const json::object& query)
    {
        const std::string_view key = where.method == "POST" ? request.header("Idempotency-Key") : std::string_view{};
        if (key.empty())
        {
            return carry_out(request, where, query);
        }

        // Neither a path nor a header field can hold a line break. There is only one account.
        const std::string full_key = std::string{path} + '\n' + std::string{key};
        if (const auto earlier = idempotent_.find(full_key); earlier != idempotent_.end())
        {
            outgoing_answer answer = earlier->second;
            answer.headers.add("idempotency-replayed", "true");
            return answer;
        }

        // A refusal is thrown past this place and not kept: the corrected request may use the key again.
        outgoing_answer answer = carry_out(request, where, query);
        if (idempotent_order_.size() == idempotent_limit)
        {
            idempotent_.erase(idempotent_order_.front());
            idempotent_order_.pop_front();
        }
        idempotent_order_.push_back(full_key);
        idempotent_.emplace(full_key, answer);
        return answer;
    }

    outgoing_answer carry_out(const incoming_request& request, const route& where, const json::object& query)
    {
        const common_parameters common = read_common(query);
        const json::object body = where.method == "POST" ? read_body(request, query) : json::object{};

        json::object record;
        switch (where.what)
        {
        case operation::remove_user_from_group:
            record = remove_user_from_group(body);
            break;
        case operation::unassign_role:
            record = unassign_role(query, body);
            break;
        case operation::delete_user:
            record = delete_user(where.id, query);
            break;
        case operation::delete_organization:
            record = store_.delete_organization(where.id);
            break;
        }
        return render(std::move(record), common, where, body);
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
            return {operation::remove_user_from_group, "POST"};
        }
        if (*resource == "users" && *id == "unassign-role")
        {
            return {operation::unassign_role, "POST"};
        }
        if (*resource == "users")
        {
            return {operation::delete_user, "DELETE", std::move(*id)};
        }
        if (*resource == "organizations")
        {
            return {operation::delete_organization, "DELETE", std::move(*id)};
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

    void require_account(const json::object& query) const
    {
        const auto account = text_parameter(query, "integrated_account_id");
        if (!account || account->empty())
        {
            throw refusal::missing("missing_required_query_parameters", {"integrated_account_id"});
        }
        if (*account != account_id_)
        {
            throw refusal(404, "There is no integrated account with this id");
        }
    }

    // Counts the request and gives the fields that tell how many more there may be.
    truto::headers take_from_limit()
    {
        using std::chrono::seconds;

        const request_limit& limit = options_.limit;
        if (limit.requests == 0)
        {
            return {};
        }

        const auto now = std::chrono::steady_clock::now();
        if (now >= window_end_)
        {
            window_end_ = now + limit.window;
            window_used_ = 0;
        }

        const bool is_exceeded = window_used_ == limit.requests;
        window_used_ += is_exceeded ? 0 : 1;
        const std::string reset = std::to_string(std::chrono::ceil<seconds>(window_end_ - now).count());
        const std::string width = std::to_string(std::chrono::ceil<seconds>(limit.window).count());

        truto::headers fields;
        fields.add("ratelimit-limit", std::to_string(limit.requests) + ";w=" + width);
        fields.add("ratelimit-remaining", std::to_string(limit.requests - window_used_));
        fields.add("ratelimit-reset", reset);
        if (is_exceeded)
        {
            fields.add("Retry-After", reset);
            throw refusal(429, "Rate limit exceeded").with_headers(std::move(fields));
        }
        return fields;
    }

    static std::optional<std::string> text_parameter(const json::object& query, std::string_view name)
    {
        const json::value* const value = query.if_contains(name);
        if (value == nullptr)
        {
            return std::nullopt;
        }
        if (!value->is_string())
        {
            throw refusal::invalid(name, "must be given once, as text");
        }
        return std::string{value->get_string()};
    }

    static bool flag_parameter(const json::object& query, std::string_view name)
    {
        const auto text = text_parameter(query, name);
        if (text && *text != "true" && *text != "false")
        {
            throw refusal::invalid(name, "must be true or false");
        }
        return text && *text == "true";
    }

    static common_parameters read_common(const json::object& query)
    {
        common_parameters common;
        common.form = format_parameter(query);
        common.ignore_remote_data = flag_parameter(query, "truto_ignore_remote_data");
        if (const json::value* const excluded = query.if_contains("truto_exclude_fields"))
        {
            append_names(common.excluded_fields, *excluded);
        }
        if (const json::value* const passed = query.if_contains("remote_query"))
        {
            // A parameter with an empty name, `remote_query[]=x`, is an element of an array to the parser.
            if (passed->is_string())
            {
                throw refusal::invalid("remote_query", "must be an object: remote_query[name]=value");
            }
            common.remote_query = *passed;
        }
        return common;
    }

    static format format_parameter(const json::object& query)
    {
        const std::string name = text_parameter(query, "truto_response_format").value_or("unified");
        if (name == "unified" || name == "normalized")
        {
            return format::unified;
        }
        if (name == "raw")
        {
            return format::raw;
        }
        if (name == "debug")
        {
            return format::debug;
        }
        if (name == "stream")
        {
            return format::stream;
        }
        throw refusal::invalid("truto_response_format", "must be unified, raw, normalized, stream or debug");
    }

    // Names come as an array, or as one text with commas: the sources disagree. What was an array of more than 20 names
    // is an object by now.
    static void append_names(std::vector<std::string>& names, const json::value& value)
    {
        if (const json::array* const list = value.if_array())
        {
            for (const json::value& element : *list)
            {
                append_separated(names, element);
            }
        }
        else if (const json::object* const grown = value.if_object())
        {
            for (const auto& member : *grown)
            {
                append_separated(names, member.value());
            }
        }
        else
        {
            append_separated(names, value);
        }
    }

    static void append_separated(std::vector<std::string>& names, const json::value& value)
    {
        if (!value.is_string())
        {
            throw refusal::invalid("truto_exclude_fields", "must be a list of names");
        }
        std::string_view rest{value.get_string()};
        while (!rest.empty())
        {
            const std::size_t comma = std::min(rest.find(','), rest.size());
            names.emplace_back(rest.substr(0, comma));
            rest.remove_prefix(std::min(comma + 1, rest.size()));
        }
    }

    static json::object read_body(const incoming_request& request, const json::object& query)
    {
        if (request.body.empty())
        {
            return {};
        }
        if (!is_json(request.header("Content-Type")))
        {
            if (flag_parameter(query, "truto_body_passthrough"))
            {
                return {};  // for the provider's eyes only
            }
            throw refusal(415, "The body must be application/json");
        }

        boost::system::error_code error;
        json::value body = json::parse(request.body, error);
        if (error)
        {
            throw refusal(400, "The body is not JSON: " + error.message());
        }
        if (!body.is_object())
        {
            throw refusal(400, "The body must be a JSON object");
        }
        return std::move(body.get_object());
    }

    // A body without a type is taken for what it has to be.
    static bool is_json(std::string_view type)
    {
        std::string_view essence = type.substr(0, type.find(';'));
        while (!essence.empty() && (essence.back() == ' ' || essence.back() == '\t'))
        {
            essence.remove_suffix(1);
        }
        constexpr std::string_view suffix = "+json";
        return essence.empty() || boost::beast::iequals(essence, "application/json") ||
               (essence.size() > suffix.size() &&
                boost::beast::iequals(essence.substr(essence.size() - suffix.size()), suffix));
    }

    // A member of the body; null counts as not given.
    static std::optional<std::string> text_member(const json::object& from, std::string_view name,
                                                  std::string_view path)
    {
        const json::value* const value = from.if_contains(name);
        if (value == nullptr || value->is_null())
        {
            return std::nullopt;
        }
        if (!value->is_string())
        {
            throw refusal::invalid(path, "must be a string");
        }
        return std::string{value->get_string()};
    }

    static void check_remote_data(const json::object& body)
    {
        const json::value* const value = body.if_contains("remote_data");
        if (value != nullptr && !value->is_object())
        {
            throw refusal::invalid("remote_data", "must be an object");
        }
    }

    // The objects of a list, each with the path to say where something is wrong. Null counts as not given.
    template <class Visit>
    static void for_each_object(const json::object& from, std::string_view name, Visit&& visit)
    {
        const json::value* const value = from.if_contains(name);
        if (value == nullptr || value->is_null())
        {
            return;
        }
        const json::array* const list = value->if_array();
        if (list == nullptr)
        {
            throw refusal::invalid(name, "must be an array of objects; in a query, of at most 20");
        }
        for (std::size_t i = 0; i < list->size(); ++i)
        {
            const std::string path = std::string{name} + '[' + std::to_string(i) + ']';
            const json::object* const element = (*list)[i].if_object();
            if (element == nullptr)
            {
                throw refusal::invalid(path, "must be an object");
            }
            visit(*element, path);
        }
    }

    static std::vector<role_selector> read_roles(const json::object& from)
    {
        std::vector<role_selector> roles;
        for_each_object(from, "roles",
                        [&](const json::object& element, const std::string& path)
                        {
                            role_selector role;
                            role.id = text_member(element, "id", path + ".id");
                            role.name = text_member(element, "name", path + ".name");
                            role.group = text_member(element, "group", path + ".group");
                            role.organization = text_member(element, "organization", path + ".organization");
                            role.workspace = text_member(element, "workspace", path + ".workspace");
                            if (!role.id && !role.name)
                            {
                                throw refusal::missing("missing_required_body_fields", {path + ".id"});
                            }
                            roles.push_back(std::move(role));
                        });
        return roles;
    }

    // --- the operations ---

    json::object remove_user_from_group(const json::object& body)
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
        return store_.remove_from_group(*group_id, *user_id);
    }

    json::object unassign_role(const json::object& query, const json::object& body)
    {
        check_remote_data(body);

        role_scope scope;
        scope.workspace_or_group = text_parameter(query, "workspace_id");
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
        const auto query_id = text_parameter(query, "id");
        const auto body_id = text_member(body, "id", "id");
        const auto query_roles = read_roles(query);
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
        return store_.unassign_roles(*user_id, roles, scope);
    }

    json::object delete_user(const std::string& user_id, const json::object& query)
    {
        for (const char* ignored : {"product", "user_type"})
        {
            static_cast<void>(text_parameter(query, ignored));
        }
        const std::vector<place> places = read_places(query);
        return places.empty() ? store_.delete_user(user_id) : store_.remove_user_from(user_id, places);
    }

    static std::vector<place> read_places(const json::object& query)
    {
        const auto from = text_parameter(query, "remove_from");
        const auto from_id = text_parameter(query, "remove_from_id");
        const auto group_id = text_parameter(query, "group_id");
        const auto organization_id = text_parameter(query, "organization_id");
        const auto workspace_id = text_parameter(query, "workspace_id");
        const auto workspace = text_parameter(query, "workspace");

        if (from)
        {
            if (*from != "group" && *from != "organization")
            {
                throw refusal::invalid("remove_from", "must be group or organization");
            }
            const bool is_group = *from == "group";
            const auto& id = from_id ? from_id : is_group ? group_id : organization_id;
            if (!id)
            {
                throw missing_companion("remove_from_id", "remove_from");
            }
            return {{is_group ? place::kind::group : place::kind::organization, *id}};
        }
        if (from_id)
        {
            throw missing_companion("remove_from", "remove_from_id");
        }

        std::vector<place> places;
        const auto add = [&](place::kind kind, const std::optional<std::string>& id)
        {
            if (id)
            {
                places.push_back({kind, *id});
            }
        };
        add(place::kind::group, group_id);
        add(place::kind::organization, organization_id);
        add(place::kind::workspace, workspace_id);
        add(place::kind::workspace, workspace);
        return places;
    }

    static refusal missing_companion(const std::string& name, const std::string& condition)
    {
        refusal reason = refusal::missing("missing_required_query_parameters", {name});
        json::object rules;
        rules[name] = {{"when", condition + " is set"}};
        reason.add_insight("conditionally_required_query_parameters",
                           {{"description", "These parameters go together."}, {"value", rules}});
        return reason;
    }

    // --- what goes out ---

    outgoing_answer render(json::object record, const common_parameters& common, const route& where,
                           const json::object& body) const
    {
        if (envelope_ == envelope::empty_body || envelope_ == envelope::no_content)
        {
            return {.status = envelope_ == envelope::no_content ? 204U : 200U};
        }

        json::value raw;
        if (json::value* const found = record.if_contains("remote_data"))
        {
            raw = *found;
        }
        if (common.form == format::raw || common.form == format::stream)
        {
            return {.body = json::serialize(raw),
                    .content_type = std::string{json_type},
                    .streamed = common.form == format::stream};
        }

        // The order of the members is kept: that is what people compare.
        json::object shown = shaped(std::move(record));
        if (common.ignore_remote_data)
        {
            shown.stable_erase("remote_data");
        }
        for (const std::string& name : common.excluded_fields)
        {
            shown.stable_erase(name);
        }

        // The debug format has a `result` of its own, which takes the place of the wrapper.
        json::object answer;
        if (common.form == format::debug)
        {
            answer["result"] = std::move(shown);
            answer["debug"] = debug_info(common, where, body, std::move(raw));
        }
        else if (envelope_ == envelope::wrapped)
        {
            answer["result"] = std::move(shown);
        }
        else
        {
            answer = std::move(shown);
        }
        return {.body = json::serialize(answer), .content_type = std::string{json_type}};
    }

    json::object shaped(json::object record) const
    {
        switch (envelope_)
        {
        case envelope::id_only:
            return {{"id", record["id"]}};
        case envelope::null_id:
            return {{"id", nullptr}, {"remote_data", {{"deleted", true}}}};
        case envelope::foreign:
            return {{"success", true}};
        case envelope::empty_object:
            return {};
        case envelope::bare:
        case envelope::wrapped:
        case envelope::empty_body:
        case envelope::no_content:
            break;
        }
        return record;
    }

    static json::object debug_info(const common_parameters& common, const route& where, const json::object& body,
                                   json::value raw)
    {
        json::object options{{"method", where.method}};
        if (!common.remote_query.is_null())
        {
            options["query"] = common.remote_query;
        }
        if (const json::value* const passed = body.if_contains("remote_data"))
        {
            options["body"] = *passed;
        }

        json::object made;
        made["requestUrl"] = "https://provider.example.com/v1";
        made["requestOptions"] = std::move(options);
        made["data"] = std::move(raw);
        made["responseHeaders"] = {{"content-type", "application/json"}};
        return made;
    }

    const directory_simulator_options options_;
    const std::string base_path_;
    const std::string token_;
    const std::string account_id_;

    mutable std::mutex mutex_;
    directory_store store_;
    envelope envelope_;
    std::chrono::milliseconds latency_;
    std::deque<script_entry> scripts_;
    std::deque<recorded_request> recorded_;
    std::unordered_map<std::string, outgoing_answer> idempotent_;
    std::deque<std::string> idempotent_order_;
    std::chrono::steady_clock::time_point window_end_{};
    std::size_t window_used_ = 0;
};

}  // namespace truto::testing::detail
