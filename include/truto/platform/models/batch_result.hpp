// Generated from spec/platform.yaml, schema BatchResult. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/fields.hpp>

#include <boost/json/value.hpp>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace truto::platform
{

/// What the calls of a batch gave, each under its name.
struct batch_result
{
    /// The results of each call, all pages of a list in one. What a result looks like, the called API
    /// tells.
    std::optional<std::map<std::string, std::vector<boost::json::value>>> result{};

    /// What went wrong with each call. The form of an element is not published.
    std::optional<std::map<std::string, std::vector<boost::json::value>>> errors{};

    /// Members that this library does not know or whose type was unexpected, as the server sent them.
    boost::json::object extra{};

    friend bool operator==(const batch_result&, const batch_result&) = default;
};

/// The members of @ref batch_result, in the order of the description.
constexpr auto fields(type<batch_result>)
{
    return field_list{
        field<&batch_result::result>{"result", "The results of each call, all pages of a list in one."},
        field<&batch_result::errors>{"errors", "What went wrong with each call."},
    };
}

}  // namespace truto::platform
