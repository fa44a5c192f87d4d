#pragma once

#include <truto/detail/http/percent.hpp>
#include <truto/detail/http/query.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/string.hpp>

#include <charconv>

namespace truto::detail::http
{

TRUTO_DECL std::string scalar_text(const boost::json::value& value)
{
    const auto number = [](auto n)
    {
        char text[32];
        const auto end = std::to_chars(text, text + sizeof text, n).ptr;
        return std::string(text, end);
    };
    switch (value.kind())
    {
    case boost::json::kind::string:
        return std::string{value.get_string()};
    case boost::json::kind::bool_:
        return value.get_bool() ? "true" : "false";
    case boost::json::kind::int64:
        return number(value.get_int64());
    case boost::json::kind::uint64:
        return number(value.get_uint64());
    case boost::json::kind::double_:
        return number(value.get_double());
    default:
        return {};
    }
}

inline bool is_scalar(const boost::json::value& value) noexcept
{
    return !value.is_structured();
}

inline void append_pair(std::string& target, std::string_view name, std::string_view value)
{
    target.push_back(target.find('?') == std::string::npos ? '?' : '&');
    append_percent_encoded(target, name);
    target.push_back('=');
    append_percent_encoded(target, value);
}

inline std::string inside(std::string_view name, std::string_view key)
{
    std::string result;
    result.reserve(name.size() + key.size() + 2);
    return result.append(name).append("[").append(key).append("]");
}

/// `form`: an array as repeated parameters or one with commas, an object's members as parameters of their own.
inline void append_form(std::string& target, std::string_view name, const boost::json::value& value, bool comma)
{
    if (const auto* object = value.if_object())
    {
        for (const auto& [key, each] : *object)
        {
            append_query(target, std::string_view{key}, each, {query_style::form, false});
        }
        return;
    }
    const auto& list = value.get_array();
    if (!comma)
    {
        for (const auto& each : list)
        {
            append_pair(target, name, scalar_text(each));
        }
        return;
    }
    // The commas between the values are the separator; those within are encoded (OpenAPI, style values).
    target.push_back(target.find('?') == std::string::npos ? '?' : '&');
    append_percent_encoded(target, name);
    char separator = '=';
    for (const auto& each : list)
    {
        target.push_back(separator);
        append_percent_encoded(target, scalar_text(each));
        separator = ',';
    }
}

inline void append_array(std::string& target, std::string_view name, const boost::json::array& list,
                         query_spelling spelling)
{
    if (spelling.style == query_style::deep_object)
    {
        for (const auto& each : list)
        {
            append_query(target, name, each, spelling);
        }
        return;
    }
    // Servers put `a[][id]=1&a[][id]=2` into one object: arrays with objects inside need their indices.
    bool indices = spelling.index_scalars;
    for (const auto& each : list)
    {
        indices = indices || !is_scalar(each);
    }
    for (std::size_t i = 0; i != list.size(); ++i)
    {
        append_query(target, inside(name, indices ? std::to_string(i) : std::string{}), list[i], spelling);
    }
}

TRUTO_DECL void append_query(std::string& target, std::string_view name, const boost::json::value& value,
                             query_spelling spelling)
{
    if (is_scalar(value))
    {
        append_pair(target, name, scalar_text(value));
        return;
    }
    const bool empty = value.is_array() ? value.get_array().empty() : value.get_object().empty();
    if (empty)
    {
        return;
    }
    if (spelling.style == query_style::form || spelling.style == query_style::form_comma)
    {
        append_form(target, name, value, spelling.style == query_style::form_comma);
        return;
    }
    if (const auto* list = value.if_array())
    {
        append_array(target, name, *list, spelling);
        return;
    }
    for (const auto& [key, each] : value.get_object())
    {
        append_query(target, inside(name, std::string_view{key}), each, spelling);
    }
}

}  // namespace truto::detail::http
