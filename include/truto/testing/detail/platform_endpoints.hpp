#pragma once

// What stands around the directory: tokens for single accounts, what an account can do, the provider's own records.

#include <truto/testing/detail/api_access.hpp>
#include <truto/testing/detail/directory_store.hpp>
#include <truto/testing/detail/exchange.hpp>
#include <truto/testing/detail/method_catalog.hpp>
#include <truto/testing/detail/paging.hpp>
#include <truto/testing/detail/parameters.hpp>
#include <truto/testing/detail/refusal.hpp>
#include <truto/testing/detail/rendering.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace truto::testing::detail
{

/// A request to the platform.
struct platform_call
{
    const std::vector<std::string>& parameters;  // of the path
    const json::object& query;
    const json::object& body;
    std::optional<std::size_t> account;  // where the request is for one
};

/// Who may call.
enum class platform_token
{
    api,      // not a token for one account
    account,  // only a token for one account
    any,      // both; for an account
    unbound   // both; for no account in particular
};

class platform_endpoints;

struct platform_route
{
    std::string_view method;
    std::string_view path;
    platform_token token;
    outgoing_answer (platform_endpoints::*serve)(const platform_call&);
};

class platform_endpoints
{
public:
    platform_endpoints(const directory_store& store, api_access& access)
        : store_(store), access_(access), environment_id_(random_uuid())
    {
    }

    void reset() { contexts_.clear(); }

    // --- tokens and accounts ---

    outgoing_answer make_token(const platform_call& call)
    {
        const auto id = text_member(call.body, "integrated_account_id", "integrated_account_id");
        if (!id)
        {
            throw refusal::missing("missing_required_body_fields", {"integrated_account_id"});
        }
        return json_answer({{"integrated_account_token", access_.make_account_token(access_.account_with(*id))}});
    }

    outgoing_answer get_me(const platform_call& call) { return json_answer(account_record(*call.account)); }

    outgoing_answer update_me(const platform_call& call)
    {
        const json::value* const context = call.body.if_contains("context");
        if (context != nullptr && !context->is_object())
        {
            throw refusal::invalid("context", "must be an object");
        }
        for (const auto& member : context != nullptr ? context->get_object() : json::object{})
        {
            contexts_[*call.account][member.key()] = member.value();
        }
        return get_me(call);
    }

    // --- capabilities ---

    outgoing_answer account_capabilities(const platform_call& call)
    {
        const std::size_t account = access_.account_with(call.parameters.front());
        json::object made = capabilities(call.query);
        made["environment_id"] = environment_id_;
        made["account"] = {{"id", access_.id_of(account)},
                           {"status", "active"},
                           {"authentication_method", "api_key"},
                           {"is_blocked", false}};
        return json_answer(made);
    }

    outgoing_answer integration_capabilities(const platform_call& call)
    {
        check_integration(call.parameters.front());
        return json_answer(capabilities(call.query));
    }

    // --- descriptions of methods ---

    outgoing_answer describe_method(const platform_call& call)
    {
        return json_answer(
            method_meta(store_, known_method(call.parameters[0], call.parameters[1], call.parameters[2])));
    }

    outgoing_answer describe_method_of_integration(const platform_call& call)
    {
        const operation& what = known_method(call.parameters[0], call.parameters[1], call.parameters[3]);
        check_integration(call.parameters[2]);
        json::object made = method_meta(store_, what);
        made["response_schema"] = {{"type", "object"}, {"properties", made["schema"]}};
        return json_answer(made);
    }

    outgoing_answer describe_model(const platform_call& call)
    {
        check_model(call.parameters[0]);
        check_integration(call.parameters[1]);
        const std::string form = text_parameter(call.query, "format").value_or("json");
        json::object resources;
        std::string text;
        for (const std::string_view name : offered_resources())
        {
            json::object methods;
            text.append("# ").append(name).append("\n\n");
            for (const json::value& method : methods_of(name))
            {
                methods[method.get_string()] = {{"operation", find_method(name, method.get_string())->name}};
                text.append("- ").append(method.get_string()).append("\n");
            }
            text.append("\n");
            resources[name] = std::move(methods);
        }
        if (form == "json")
        {
            return json_answer(resources);
        }
        if (form == "md")
        {
            return {.body = std::move(text), .content_type = "text/markdown; charset=utf-8"};
        }
        if (form == "html")
        {
            return {.body = "<!DOCTYPE html>\n<pre>\n" + text + "</pre>\n", .content_type = "text/html; charset=utf-8"};
        }
        throw refusal::invalid("format", "must be json, md or html");
    }

    // --- the provider's own API ---

    outgoing_answer list_native(const platform_call& call) { return native(call.parameters[0], {}, call.query); }

    outgoing_answer get_native(const platform_call& call)
    {
        return native(call.parameters[0], call.parameters[1], call.query);
    }

    /// The raw record with that id, or a page of all of them.
    outgoing_answer native(const std::string& resource_name, const std::string& id, const json::object& query) const
    {
        const auto of = resource_named(resource_name);
        if (!of)
        {
            throw refusal(404, "There is no resource " + resource_name);
        }
        if (!id.empty())
        {
            return json_answer(raw_of(store_.existing(*of, id)));
        }

        // Names of the unified API mean nothing here.
        json::object paging;
        for (const char* known : {"limit", "next_cursor"})
        {
            if (const json::value* const given = query.if_contains(known))
            {
                paging[known] = *given;
            }
        }
        const record_page page = page_of(store_, *of, paging);
        json::array records;
        for (const json::value& each : page.records)
        {
            records.push_back(raw_of(each.get_object()));
        }
        json::object answer;
        answer["result_count"] = records.size();
        answer["result"] = std::move(records);
        answer["next_cursor"] = page.next_cursor;
        answer["prev_cursor"] = page.prev_cursor;
        return json_answer(answer);
    }

    static constexpr std::string_view integration_name = "quillmoor-id";
    static constexpr std::string_view integration_id = "5b2d3c51-93a7-4e0f-8a30-7a1d1c3f9e42";

private:
    json::object account_record(std::size_t account) const
    {
        const auto context = contexts_.find(account);
        json::object made;
        made["id"] = access_.id_of(account);
        made["environment_id"] = environment_id_;
        made["integration"] = {{"id", integration_id}, {"name", integration_name}};
        made["status"] = "active";
        made["authentication_method"] = "api_key";
        made["is_blocked"] = false;
        made["is_sandbox"] = access_.is_sandbox(account);
        made["context"] = context != contexts_.end() ? context->second : json::object{};
        made["created_at"] = "2026-01-05 09:30:00";  // the platform writes its own times like that
        made["updated_at"] = "2026-01-05 09:30:00";
        return made;
    }

    static json::object capabilities(const json::object& query)
    {
        const std::string type = text_parameter(query, "type").value_or("all");
        if (type != "all" && type != "proxy" && type != "unified")
        {
            throw refusal::invalid("type", "must be proxy, unified or all");
        }
        std::vector<std::string> methods;
        if (const json::value* const given = query.if_contains("methods"))
        {
            append_names(methods, *given, "methods");
        }
        const auto resource = text_parameter(query, "resource");
        static_cast<void>(flag_parameter(query, "has_description"));

        json::object made;
        made["integration"] = {
            {"id", integration_id}, {"name", integration_name}, {"label", "Quillmoor ID"}, {"category", "directory"}};
        made["proxy"] = type == "unified" ? json::array{} : proxy_resources(resource, methods);
        made["unified"] = type == "proxy" ? json::array{} : unified_resources(resource);
        made["auth"] = {
            {"formats", json::array{"api_key"}},
            {"fields", json::array{json::object{
                           {"name", "api_key"}, {"label", "API key"}, {"type", "password"}, {"required", true}}}},
            {"documentation_link", "https://provider.example.com/docs/keys"}};
        const std::size_t count = proxy_resources(std::nullopt, {}).size() * 2;
        made["ai_readiness"] = {
            {"proxy_methods", count}, {"proxy_methods_with_descriptions", count}, {"ai_ready_score", 1.0}};
        return made;
    }

    static json::array unified_resources(const std::optional<std::string>& only)
    {
        json::array made;
        for (const std::string_view name : offered_resources())
        {
            if (!only || *only == name)
            {
                made.push_back({{"model", model_name},
                                {"model_label", "Unified User Directory API"},
                                {"resource", name},
                                {"description", nullptr},
                                {"docs_url", nullptr},
                                {"methods", methods_of(name)},
                                {"env_overridden", false}});
            }
        }
        return made;
    }

    static json::array proxy_resources(const std::optional<std::string>& only, const std::vector<std::string>& methods)
    {
        json::array made;
        for (const resource_name& each : resource_names)
        {
            json::array offered;
            for (const std::string_view method : {"list", "get"})
            {
                if (methods.empty() || std::find(methods.begin(), methods.end(), method) != methods.end())
                {
                    offered.push_back({{"method", method},
                                       {"name", joined(method, "_quillmoor_", each.plural)},
                                       {"description", joined("The provider's own ", each.plural)},
                                       {"has_description", true},
                                       {"has_query_schema", false},
                                       {"has_body_schema", false},
                                       {"has_response_schema", false},
                                       {"api_documentation_url", nullptr}});
                }
            }
            if (!offered.empty() && (!only || *only == each.plural))
            {
                made.push_back({{"resource", each.plural}, {"methods", std::move(offered)}});
            }
        }
        return made;
    }

    static void check_model(std::string_view model)
    {
        if (model != model_name)
        {
            throw refusal(404, "There is no unified API " + std::string{model});
        }
    }

    static void check_integration(std::string_view integration)
    {
        if (integration != integration_name && integration != integration_id)
        {
            throw refusal(404, "There is no integration " + std::string{integration});
        }
    }

    static const operation& known_method(std::string_view model, std::string_view resource, std::string_view method)
    {
        check_model(model);
        const operation* const found = find_method(resource, method);
        if (found == nullptr)
        {
            throw refusal(404, "There is no method " + joined(resource, "/", method));
        }
        return *found;
    }

    const directory_store& store_;
    api_access& access_;
    std::string environment_id_;
    std::map<std::size_t, json::object> contexts_;
};

inline constexpr std::array<platform_route, 10> platform_table = {{
    {"POST", "/integrated-account/token", platform_token::api, &platform_endpoints::make_token},
    {"GET", "/integrated-account/me", platform_token::account, &platform_endpoints::get_me},
    {"PATCH", "/integrated-account/me", platform_token::account, &platform_endpoints::update_me},
    {"GET", "/integrated-account/{id}/capabilities", platform_token::api, &platform_endpoints::account_capabilities},
    {"GET", "/integration/{integration}/capabilities", platform_token::api,
     &platform_endpoints::integration_capabilities},
    {"GET", "/unified/meta/{model}/{integration}", platform_token::api, &platform_endpoints::describe_model},
    {"GET", "/unified/{model}/{resource}/meta/{method}", platform_token::any, &platform_endpoints::describe_method},
    {"GET", "/unified/{model}/{resource}/{integration}/meta/{method}", platform_token::unbound,
     &platform_endpoints::describe_method_of_integration},
    {"GET", "/proxy/{resource}", platform_token::any, &platform_endpoints::list_native},
    {"GET", "/proxy/{resource}/{id}", platform_token::any, &platform_endpoints::get_native},
}};

}  // namespace truto::testing::detail
