// Generated from spec/user-directory.yaml, schema GroupPage. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/fields.hpp>
#include <truto/page_parts.hpp>
#include <truto/records.hpp>
#include <truto/user_directory/models/group.hpp>

#include <boost/json/value.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace truto::user_directory
{

/// A page of groups.
struct group_page
{
    /// The groups of this page.
    records<group> result{};

    /// Where the next page begins. Null, empty or missing on the last page.
    std::optional<std::string> next_cursor{};

    /// Where the page before begins. Whether a request takes it is not published.
    std::optional<std::string> prev_cursor{};

    /// How many records there are. Of the page or of the whole list is not published.
    std::optional<std::int64_t> result_count{};

    /// True when the connected product gave incomplete data.
    std::optional<bool> is_partial_response{};

    /// Members that this library does not know or whose type was unexpected, as the server sent them.
    boost::json::object extra{};

    friend bool operator==(const group_page&, const group_page&) = default;
};

/// The members of @ref group_page, in the order of the description.
constexpr auto fields(type<group_page>)
{
    return field_list{
        field<&group_page::result>{"result", "The groups of this page."},
        field<&group_page::next_cursor>{"next_cursor", "Where the next page begins."},
        field<&group_page::prev_cursor>{"prev_cursor", "Where the page before begins."},
        field<&group_page::result_count>{"result_count", "How many records there are."},
        field<&group_page::is_partial_response>{"is_partial_response",
                                                "True when the connected product gave incomplete data."},
    };
}

/// Where a page has its records, and the cursor of the next one.
constexpr auto parts(type<group_page>)
{
    return page_parts{&group_page::result, &group_page::next_cursor};
}

}  // namespace truto::user_directory
