#pragma once

// What the query and the body of a request say. All of it throws a refusal when it can't be understood.

#include <truto/testing/detail/exchange.hpp>
#include <truto/testing/detail/json_access.hpp>
#include <truto/testing/detail/refusal.hpp>

#include <boost/beast/core/string.hpp>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <boost/system/error_code.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace truto::testing::detail
{

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

inline std::optional<std::string> text_parameter(const json::object& query, std::string_view name)
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

inline bool flag_parameter(const json::object& query, std::string_view name)
{
    const auto text = text_parameter(query, name);
    if (text && *text != "true" && *text != "false")
    {
        throw refusal::invalid(name, "must be true or false");
    }
    return text && *text == "true";
}

inline void append_separated(std::vector<std::string>& names, const json::value& value, std::string_view parameter)
{
    if (!value.is_string())
    {
        throw refusal::invalid(parameter, "must be a list of names");
    }
    std::string_view rest{value.get_string()};
    while (!rest.empty())
    {
        const std::size_t comma = std::min(rest.find(','), rest.size());
        names.emplace_back(rest.substr(0, comma));
        rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
}

// Names come as an array, or as one text with commas: the sources disagree. What was an array of more than 20 names
// is an object by now.
inline void append_names(std::vector<std::string>& names, const json::value& value, std::string_view parameter)
{
    if (const json::array* const list = value.if_array())
    {
        for (const json::value& element : *list)
        {
            append_separated(names, element, parameter);
        }
    }
    else if (const json::object* const grown = value.if_object())
    {
        for (const auto& member : *grown)
        {
            append_separated(names, member.value(), parameter);
        }
    }
    else
    {
        append_separated(names, value, parameter);
    }
}

inline format format_parameter(const json::object& query)
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

inline common_parameters read_common(const json::object& query)
{
    common_parameters common;
    common.form = format_parameter(query);
    common.ignore_remote_data = flag_parameter(query, "truto_ignore_remote_data");
    if (const json::value* const excluded = query.if_contains("truto_exclude_fields"))
    {
        append_names(common.excluded_fields, *excluded, "truto_exclude_fields");
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

// A body without a type is taken for what it has to be.
inline bool is_json(std::string_view type)
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

inline json::object read_body(const incoming_request& request, const json::object& query)
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

// A member of the body; null counts as not given.
inline std::optional<std::string> text_member(const json::object& from, std::string_view name, std::string_view path)
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

inline void check_remote_data(const json::object& body)
{
    const json::value* const value = body.if_contains("remote_data");
    if (value != nullptr && !value->is_object())
    {
        throw refusal::invalid("remote_data", "must be an object");
    }
}

// The objects of a list, each with the path to say where something is wrong. Null counts as not given.
template <class Visit>
void for_each_object(const json::object& from, std::string_view name, Visit&& visit)
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

}  // namespace truto::testing::detail
