#pragma once

#include <truto/call_options.hpp>

#include <utility>

namespace truto
{

TRUTO_DECL call_options merge(const call_options& before, call_options now)
{
    const auto inherit = [](auto& mine, const auto& other)
    {
        if (!mine)
        {
            mine = other;
        }
    };
    const auto join = [](free_form& mine, const free_form& other)
    {
        if (other->empty())
        {
            return;
        }
        boost::json::object joined = *other;
        for (auto& [name, value] : *mine)
        {
            joined.insert_or_assign(name, std::move(value));
        }
        mine = std::move(joined);
    };

    inherit(now.timeout, before.timeout);
    inherit(now.attempt_timeout, before.attempt_timeout);
    inherit(now.retry, before.retry);
    inherit(now.integrated_account_id, before.integrated_account_id);
    inherit(now.response_format, before.response_format);
    inherit(now.ignore_remote_data, before.ignore_remote_data);
    inherit(now.raw_body, before.raw_body);
    inherit(now.idempotency_key, before.idempotency_key);
    inherit(now.strict_decoding, before.strict_decoding);
    if (now.exclude_fields.empty())
    {
        now.exclude_fields = before.exclude_fields;
    }
    join(now.remote_query, before.remote_query);
    join(now.query, before.query);
    join(now.body, before.body);

    headers joined = before.headers;
    for (std::size_t i = 0; i != now.headers.size(); ++i)
    {
        joined.erase(now.headers.at(i).name);
    }
    for (std::size_t i = 0; i != now.headers.size(); ++i)
    {
        joined.add(now.headers.at(i).name, now.headers.at(i).value);
    }
    now.headers = std::move(joined);
    return now;
}

}  // namespace truto
