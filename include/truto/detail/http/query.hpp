#pragma once

#include <truto/config.hpp>
#include <truto/fields.hpp>

#include <boost/json/value.hpp>

#include <string>
#include <string_view>

namespace truto::detail::http
{

/// How values are spelled in a query.
struct query_spelling
{
    query_style style = query_style::brackets;

    /// In bracket style: whether plain values in arrays get an index, too.
    bool index_scalars = false;
};

/// Appends `name=value` to a target: with `?` before the first and `&` before each further parameter.
///
/// Empty arrays and objects are left out, null has an empty value, booleans are `true` and `false`.
void append_query(std::string& target, std::string_view name, const boost::json::value& value,
                  query_spelling spelling = {});

/// A scalar as text: a string's content, a number, `true`, `false`, or nothing for null.
std::string scalar_text(const boost::json::value& value);

}  // namespace truto::detail::http

#if defined(TRUTO_HEADER_ONLY)
#include <truto/impl/query.ipp>
#endif
