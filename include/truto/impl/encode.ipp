#pragma once

#include <truto/config.hpp>

#include <truto/detail/json/record.hpp>

namespace truto::detail::json
{

inline void encode_record(const void* record, const record_table& table, boost::json::value& out)
{
    auto& object = out.emplace_object();
    object.reserve(table.size);
    for (std::size_t i = 0; i != table.size; ++i)
    {
        const auto& member = table.members[i];
        boost::json::value value;
        if (encode_place(*member.table, table.address(record, member), value))
        {
            object.insert_or_assign(member.name, std::move(value));
        }
    }
    if (const auto* extra = table.extra(record))
    {
        for (const auto& [name, value] : *extra)
        {
            object.insert_or_assign(name, value);
        }
    }
}

inline void encode_list(const void* list, const value_table& table, boost::json::value& out)
{
    auto& array = out.emplace_array();
    array.reserve(table.at(list, 0).size);
    for (std::size_t i = 0; const void* each = table.at(list, i).element; ++i)
    {
        boost::json::value element;
        encode_place(*table.element, each, element);
        array.push_back(std::move(element));
    }
}

inline void encode_map(const void* map, const value_table& table, boost::json::value& out)
{
    struct destination
    {
        boost::json::object& object;
        const value_table& element;
    };
    destination to{out.emplace_object(), *table.element};
    table.for_each(
        map,
        [](void* context, std::string_view key, const void* element)
        {
            const auto& into = *static_cast<destination*>(context);
            boost::json::value value;
            encode_place(into.element, element, value);
            into.object.insert_or_assign(key, std::move(value));
        },
        &to);
}

TRUTO_DECL bool encode_place(const value_table& table, const void* place, boost::json::value& out)
{
    if (table.is_null != nullptr && table.is_null(place))
    {
        out = nullptr;
        return true;
    }
    const void* value = table.get(place);
    if (value == nullptr)
    {
        return false;
    }
    switch (table.what)
    {
    case shape::scalar:
    case shape::any:
    case shape::object:
        table.write(value, out);
        break;
    case shape::record:
        encode_record(value, table.record(), out);
        break;
    case shape::list:
        encode_list(value, table, out);
        break;
    case shape::map:
        encode_map(value, table, out);
        break;
    }
    const bool empty =
        table.empty_is_absent &&
        (table.what == shape::list ? table.at(value, 0).size == 0 : out.is_object() && out.get_object().empty());
    return !empty;
}

}  // namespace truto::detail::json
