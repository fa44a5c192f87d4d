#pragma once

// What a successful answer looks like.

#include <truto/testing/detail/exchange.hpp>
#include <truto/testing/detail/parameters.hpp>
#include <truto/testing/directory_simulator_options.hpp>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace truto::testing::detail
{

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

/// What the debug format tells about the request to the provider.
inline json::object debug_info(const common_parameters& common, std::string_view method, const json::object& body,
                               json::value raw)
{
    json::object options{{"method", method}};
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

/// The answer to a request with that method and body, which was carried out and gave that record.
inline outgoing_answer render(json::object record, const common_parameters& common, std::string_view method,
                              const json::object& body, envelope form)
{
    if (form == envelope::empty_body || form == envelope::no_content)
    {
        return {.status = form == envelope::no_content ? 204U : 200U};
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
    json::object shown = shaped(std::move(record), form);
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
        answer["debug"] = debug_info(common, method, body, std::move(raw));
    }
    else if (form == envelope::wrapped)
    {
        answer["result"] = std::move(shown);
    }
    else
    {
        answer = std::move(shown);
    }
    return {.body = json::serialize(answer), .content_type = std::string{json_type}};
}

}  // namespace truto::testing::detail
