#pragma once

// Many calls as one request.

#include <truto/testing/detail/exchange.hpp>
#include <truto/testing/detail/json_access.hpp>
#include <truto/testing/detail/method_catalog.hpp>
#include <truto/testing/detail/parameters.hpp>
#include <truto/testing/detail/refusal.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace truto::testing::detail
{

/// One call of a batch, as it is made.
struct batch_call
{
    const operation* what = nullptr;  // null: of the provider's own API
    std::string resource{};           // of the latter
    std::string id{};
    json::object query{};
    json::object body{};
};

/// What the body of a batch asks for. Calls are made in their order; one that depends on another has to come after it.
class batch_plan
{
public:
    /// @throws refusal 400 when it can't be understood.
    explicit batch_plan(const json::object& body)
    {
        auto account = text_member(body, "integrated_account_id", "integrated_account_id");
        std::vector<std::string> missing;
        if (!account)
        {
            missing.emplace_back("integrated_account_id");
        }
        for_each_object(body, "resources", [&](const json::object& element, const std::string& path)
                        { entries_.push_back(read_entry(element, path)); });
        if (entries_.empty())
        {
            missing.emplace_back("resources");
        }
        if (!missing.empty())
        {
            throw refusal::missing("missing_required_body_fields", missing);
        }
        account_id_ = std::move(*account);
    }

    const std::string& account_id() const noexcept { return account_id_; }

    /// Makes all calls by `call(batch_call)`, which gives the answer to one or throws a refusal, and tells of both.
    template <class Call>
    json::value run(const Call& call) const
    {
        json::object results;
        json::object errors;
        for (const entry& each : entries_)
        {
            json::array found;
            json::array failed;
            for (const std::string& id : ids_for(each, results))
            {
                batch_call made{each.what, each.resource, id, each.query, each.body};
                try
                {
                    read_all(call, made, found);
                }
                catch (const refusal& reason)
                {
                    failed.push_back(reason.body());
                }
            }
            results[each.name] = std::move(found);
            errors[each.name] = std::move(failed);
        }
        return {{"result", std::move(results)}, {"errors", std::move(errors)}};
    }

private:
    struct entry
    {
        std::string name;
        const operation* what = nullptr;
        std::string resource;
        std::string id;
        json::object query;
        json::object body;
        std::string loop_on;
    };

    static json::object object_member(const json::object& from, std::string_view name, const std::string& path)
    {
        const json::value* const value = from.if_contains(name);
        if (value == nullptr || value->is_null())
        {
            return {};
        }
        if (!value->is_object())
        {
            throw refusal::invalid(path + '.' + std::string{name}, "must be an object");
        }
        return value->get_object();
    }

    // Everything in a query is text.
    static json::value as_query(const json::value& from)
    {
        if (const json::object* const members = from.if_object())
        {
            json::object made;
            for (const auto& member : *members)
            {
                made[member.key()] = as_query(member.value());
            }
            return made;
        }
        if (const json::array* const list = from.if_array())
        {
            json::array made;
            std::transform(list->begin(), list->end(), std::back_inserter(made), as_query);
            return made;
        }
        return from.is_string() ? from : json::value(json::serialize(from));
    }

    entry read_entry(const json::object& from, const std::string& path) const
    {
        const auto text = [&](std::string_view name)
        { return text_member(from, name, path + '.' + std::string{name}); };
        entry made;
        const std::string resource = text("resource").value_or("");
        const std::string given_method = text("method").value_or("");
        made.name = text("name").value_or(resource);
        made.id = text("id").value_or("");
        made.query = as_query(object_member(from, "query", path)).get_object();
        made.body = object_member(from, "body", path);
        made.loop_on = text("loop_on").value_or("");
        if (const auto form = text("response_format"))
        {
            made.query["truto_response_format"] = *form;
        }
        check_order(from, made.loop_on, path);

        const std::string method = method_named(given_method, made.id.empty() && made.loop_on.empty());
        const std::size_t slash = resource.find('/');
        if (slash == std::string::npos)
        {
            if (!resource_named(resource) || (method != "list" && method != "get"))
            {
                throw refusal::invalid(path + ".resource", "is none that can be read");
            }
            made.resource = resource;
            return made;
        }
        made.what = resource.substr(0, slash) == model_name ? find_method(resource.substr(slash + 1), method) : nullptr;
        if (made.what == nullptr)
        {
            throw refusal::invalid(path, "names a method that is not there");
        }
        if (takes_id(*made.what) && made.id.empty() && made.loop_on.empty())
        {
            throw refusal::missing("missing_required_body_fields", {path + ".id"});
        }
        return made;
    }

    // A method of HTTP will do as well.
    static std::string method_named(const std::string& given, bool is_of_all)
    {
        return given == "GET"      ? (is_of_all ? "list" : "get")
               : given == "POST"   ? "create"
               : given == "PATCH"  ? "update"
               : given == "DELETE" ? "delete"
                                   : given;
    }

    void check_order(const json::object& from, const std::string& loop_on, const std::string& path) const
    {
        std::vector<std::string> names;
        if (const json::value* const given = from.if_contains("depends_on"); given != nullptr && !given->is_null())
        {
            append_names(names, *given, path + ".depends_on");
        }
        if (!loop_on.empty())
        {
            names.push_back(loop_on);
        }
        for (const std::string& each : names)
        {
            if (std::none_of(entries_.begin(), entries_.end(), [&](const entry& other) { return other.name == each; }))
            {
                throw refusal::invalid(path, "depends on " + each + ", which does not come before it");
            }
        }
    }

    /// The ids to make the call with: its own, which may be empty, or those of the results that it is made for.
    static std::vector<std::string> ids_for(const entry& each, const json::object& results)
    {
        return each.loop_on.empty() || !each.id.empty() ? std::vector<std::string>{each.id}
                                                        : ids_of(results, each.loop_on);
    }

    /// Makes a call, and if it is a list, again until its end.
    template <class Call>
    static void read_all(const Call& call, batch_call made, json::array& found)
    {
        for (;;)
        {
            const outgoing_answer answer = call(made);
            if (answer.body.empty())
            {
                return;
            }
            const json::value body = json::parse(answer.body);
            const json::object* const page = body.if_object();
            const json::array* const records = page != nullptr ? list_in(*page, "result") : nullptr;
            if (records == nullptr)
            {
                found.push_back(body);
                return;
            }
            found.insert(found.end(), records->begin(), records->end());
            const std::string_view cursor = text_of(*page, "next_cursor");
            if (cursor.empty())
            {
                return;
            }
            made.query["next_cursor"] = cursor;
        }
    }

    std::string account_id_;
    std::vector<entry> entries_;
};

}  // namespace truto::testing::detail
