#pragma once

// Looking into JSON records whose members may be missing, null, or something else than expected.

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/string.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace truto::testing::detail
{

namespace json = boost::json;

/// The text of a member; empty when it is missing or not a text.
inline std::string_view text_of(const json::object& record, std::string_view member)
{
    const json::value* const value = record.if_contains(member);
    const json::string* const text = value != nullptr ? value->if_string() : nullptr;
    return text != nullptr ? std::string_view{text->data(), text->size()} : std::string_view{};
}

/// A condition on the elements of a list: an object whose member has that text.
inline auto has(std::string_view member, std::string_view text)
{
    return [member, text](const json::value& element)
    { return element.is_object() && text_of(element.get_object(), member) == text; };
}

/// A condition on the elements of a list: that text.
inline auto is_text(std::string_view text)
{
    return [text](const json::value& element)
    { return element.is_string() && std::string_view{element.get_string()} == text; };
}

/// A member that is a list; null when it is not.
inline const json::array* list_in(const json::object& record, std::string_view member)
{
    const json::value* const value = record.if_contains(member);
    return value != nullptr ? value->if_array() : nullptr;
}

/// A member that is a list, or becomes one.
inline json::array& list_for(json::object& record, std::string_view member)
{
    json::value& value = record[member];
    return value.is_array() ? value.get_array() : value.emplace_array();
}

/// Whether any element of a member that is a list fulfils the condition.
template <class Condition>
bool any_in(const json::object& record, std::string_view member, Condition&& condition)
{
    const json::array* const list = list_in(record, member);
    return list != nullptr && std::any_of(list->begin(), list->end(), condition);
}

/// Takes the elements that fulfil the condition out of a member that is a list, and says how many they were.
template <class Condition>
std::size_t erase_from_list(json::object& record, std::string_view member, Condition&& condition)
{
    json::value* const value = record.if_contains(member);
    json::array* const list = value != nullptr ? value->if_array() : nullptr;
    if (list == nullptr)
    {
        return 0;
    }
    const auto rest = std::remove_if(list->begin(), list->end(), condition);
    const auto count = static_cast<std::size_t>(list->end() - rest);
    list->erase(rest, list->end());
    return count;
}

/// The raw record of the provider, if it is an object.
inline json::object* native_of(json::object& record)
{
    json::value* const raw = record.if_contains("remote_data");
    return raw != nullptr ? raw->if_object() : nullptr;
}

/// Every value at the end of a path of member names with dots between them: `actor.user.id`. A list on the way, or at
/// the end, stands for each of its elements.
template <class Visit>
void visit_at(const json::value& from, std::string_view path, const Visit& visit)
{
    if (const json::array* const list = from.if_array())
    {
        for (const json::value& element : *list)
        {
            visit_at(element, path, visit);
        }
    }
    else if (path.empty())
    {
        visit(from);
    }
    else if (const json::object* const record = from.if_object())
    {
        const std::size_t dot = std::min(path.find('.'), path.size());
        if (const json::value* const member = record->if_contains(path.substr(0, dot)))
        {
            visit_at(*member, path.substr(std::min(dot + 1, path.size())), visit);
        }
    }
}

/// Whether a value at the end of the path fulfils the condition.
template <class Condition>
bool any_at(const json::object& record, std::string_view path, const Condition& condition)
{
    const std::size_t dot = std::min(path.find('.'), path.size());
    const json::value* const member = record.if_contains(path.substr(0, dot));
    bool found = false;
    if (member != nullptr)
    {
        visit_at(*member, path.substr(std::min(dot + 1, path.size())),
                 [&](const json::value& value) { found = found || condition(value); });
    }
    return found;
}

}  // namespace truto::testing::detail
