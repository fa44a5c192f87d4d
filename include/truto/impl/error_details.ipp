#pragma once

#include <truto/error_details.hpp>

#include <boost/json/array.hpp>
#include <boost/json/string.hpp>

namespace truto
{

namespace detail
{

/// The texts of an array; nothing for anything else.
inline std::vector<std::string> texts_of(const boost::json::value* value)
{
    std::vector<std::string> result;
    if (value != nullptr && value->is_array())
    {
        for (const auto& each : value->get_array())
        {
            if (const auto* text = each.if_string())
            {
                result.emplace_back(*text);
            }
        }
    }
    return result;
}

inline std::vector<std::string> texts_of(const std::optional<error_hint>& hint)
{
    return hint && hint->value ? texts_of(&*hint->value) : std::vector<std::string>{};
}

}  // namespace detail

TRUTO_DECL std::vector<std::string> error_details::missing_query_parameters() const
{
    return truto_error_insight ? detail::texts_of(truto_error_insight->missing_required_query_parameters)
                               : std::vector<std::string>{};
}

TRUTO_DECL std::vector<std::string> error_details::missing_body_fields() const
{
    return truto_error_insight ? detail::texts_of(truto_error_insight->missing_required_body_fields)
                               : std::vector<std::string>{};
}

TRUTO_DECL std::vector<std::string> error_details::missing_scopes() const
{
    if (!truto_error_insight || !truto_error_insight->forbidden_error || !truto_error_insight->forbidden_error->value)
    {
        return {};
    }
    const auto* object = truto_error_insight->forbidden_error->value->if_object();
    return object != nullptr ? detail::texts_of(object->if_contains("missing_scopes")) : std::vector<std::string>{};
}

}  // namespace truto
