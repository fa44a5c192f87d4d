// Generated from spec/user-directory.yaml, schema UserPage. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/fields.hpp>
#include <truto/page_parts.hpp>
#include <truto/records.hpp>
#include <truto/user_directory/models/user.hpp>

#include <boost/json/value.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace truto::user_directory
{

/// A page of users.
struct user_page
{
    /// The users of this page.
    records<user> result{};

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

    friend bool operator==(const user_page&, const user_page&) = default;
};

/// The members of @ref user_page, in the order of the description.
constexpr auto fields(type<user_page>)
{
    return field_list{
        field<&user_page::result>{"result", "The users of this page."},
        field<&user_page::next_cursor>{"next_cursor", "Where the next page begins."},
        field<&user_page::prev_cursor>{"prev_cursor", "Where the page before begins."},
        field<&user_page::result_count>{"result_count", "How many records there are."},
        field<&user_page::is_partial_response>{"is_partial_response",
                                               "True when the connected product gave incomplete data."},
    };
}

/// Where a page has its records, and the cursor of the next one.
constexpr auto parts(type<user_page>)
{
    return page_parts{&user_page::result, &user_page::next_cursor};
}

}  // namespace truto::user_directory
