#pragma once

#include <truto/config.hpp>

#include <truto/detail/json/record.hpp>

namespace truto::detail::json
{

TRUTO_DECL void encode_record(const void* record, const record_table& table, boost::json::value& out)
{
    auto& object = out.emplace_object();
    object.reserve(table.size);
    // The tables give access for reading and writing alike; nothing is written here.
    void* source = const_cast<void*>(record);
    for (std::size_t i = 0; i != table.size; ++i)
    {
        const auto& member = table.members[i];
        boost::json::value value;
        if (member.table->encode(member.address(source), value))
        {
            object.insert_or_assign(member.name, std::move(value));
        }
    }
    if (const auto* extra = table.extra(source))
    {
        for (const auto& [name, value] : *extra)
        {
            object.insert_or_assign(name, value);
        }
    }
}

}  // namespace truto::detail::json
