#pragma once

// What a successful answer looks like.

#include <truto/testing/detail/exchange.hpp>
#include <truto/testing/detail/json_access.hpp>
#include <truto/testing/detail/paging.hpp>
#include <truto/testing/detail/parameters.hpp>
#include <truto/testing/directory_simulator_options.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace truto::testing::detail
{

/// What an answer is about, next to the record or the page that it holds.
struct answer_context
{
    const common_parameters& common;
    std::string_view method;
    const json::object& body;
};

inline outgoing_answer json_answer(const json::value& body, unsigned status = 200)
{
    return {.status = status, .body = json::serialize(body), .content_type = std::string{json_type}};
}

/// The record in that form.
inline json::object shaped(json::object record, envelope form)
{
    switch (form)
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

/// The record without what the request does not want to see. The order of the members is kept: that is what people
/// compare.
inline json::object without_unwanted(json::object record, const common_parameters& common)
{
    if (common.ignore_remote_data)
    {
        record.stable_erase("remote_data");
    }
    for (const std::string& name : common.excluded_fields)
    {
        record.stable_erase(name);
    }
    return record;
}

inline json::value raw_of(const json::object& record)
{
    const json::value* const found = record.if_contains("remote_data");
    return found != nullptr ? *found : json::value{};
}

/// What the debug format tells about the request to the provider.
inline json::object debug_info(const answer_context& context, json::value raw)
{
    json::object options{{"method", context.method}};
    if (!context.common.remote_query.is_null())
    {
        options["query"] = context.common.remote_query;
    }
    if (const json::value* const passed = context.body.if_contains("remote_data"))
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

/// An answer in the provider's own words.
inline std::optional<outgoing_answer> raw_answer(const answer_context& context, const json::value& raw, unsigned status)
{
    if (context.common.form != format::raw && context.common.form != format::stream)
    {
        return std::nullopt;
    }
    outgoing_answer made = json_answer(raw, status);
    made.streamed = context.common.form == format::stream;
    return made;
}

/// The answer that holds one record.
inline outgoing_answer render(json::object record, const answer_context& context, envelope form, unsigned status)
{
    if (form == envelope::empty_body || form == envelope::no_content)
    {
        return {.status = form == envelope::no_content ? 204U : status};
    }
    json::value raw = raw_of(record);
    if (auto made = raw_answer(context, raw, status))
    {
        return std::move(*made);
    }

    json::object shown = without_unwanted(shaped(std::move(record), form), context.common);
    // The debug format has a `result` of its own, which takes the place of the wrapper.
    json::object answer;
    if (context.common.form == format::debug)
    {
        answer["result"] = std::move(shown);
        answer["debug"] = debug_info(context, std::move(raw));
    }
    else if (form == envelope::wrapped)
    {
        answer["result"] = std::move(shown);
    }
    else
    {
        answer = std::move(shown);
    }
    return json_answer(answer, status);
}

/// The records as an object: each under what it has in that member. Those that have no text, number or truth there are
/// left out; of those that have the same, the last one counts.
inline json::object keyed_by(const json::array& records, std::string_view member)
{
    json::object made;
    for (const json::value& each : records)
    {
        const json::value* const key = each.get_object().if_contains(member);
        if (key != nullptr && key->is_string())
        {
            made[key->get_string()] = each;
        }
        else if (key != nullptr && key->is_primitive() && !key->is_null())
        {
            made[json::serialize(*key)] = each;
        }
    }
    return made;
}

/// The answer that holds a part of a list.
inline outgoing_answer render(record_page page, const answer_context& context,
                              const std::optional<std::string>& key_member, bool is_partial)
{
    json::array raw;
    for (const json::value& each : page.records)
    {
        raw.push_back(raw_of(each.get_object()));
    }
    const json::object native{{"data", raw}, {"next_cursor", page.next_cursor}};
    if (auto made = raw_answer(context, native, 200))
    {
        return std::move(*made);
    }

    const json::object keyed = key_member ? keyed_by(page.records, *key_member) : json::object{};
    json::array shown;
    json::object shown_by_key;
    if (key_member)
    {
        for (const auto& each : keyed)
        {
            shown_by_key[each.key()] = without_unwanted(each.value().get_object(), context.common);
        }
    }
    else
    {
        for (const json::value& each : page.records)
        {
            shown.push_back(without_unwanted(each.get_object(), context.common));
        }
    }

    json::object answer;
    answer["result"] = key_member ? json::value(std::move(shown_by_key)) : json::value(std::move(shown));
    answer["next_cursor"] = page.next_cursor;
    answer["prev_cursor"] = page.prev_cursor;
    answer["result_count"] = page.records.size();
    answer["is_partial_response"] = is_partial;
    if (context.common.form != format::debug)
    {
        return json_answer(answer);
    }

    json::object debug = debug_info(context, native);
    debug["nextCursor"] = page.next_cursor;
    debug["isLooping"] = false;
    debug["isEmptyResult"] = page.records.empty();
    debug["resultCount"] = page.records.size();
    return json_answer({{"result", std::move(answer)}, {"debug", std::move(debug)}});
}

}  // namespace truto::testing::detail
