// Generated from spec/user-directory.yaml, schema RoleAssignmentPage. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/fields.hpp>
#include <truto/page_parts.hpp>
#include <truto/records.hpp>
#include <truto/user_directory/models/role_assignment.hpp>

#include <boost/json/value.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace truto::user_directory
{

/// A page of role assignments.
struct role_assignment_page
{
    /// The assignments of this page.
    records<role_assignment> result{};

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

    friend bool operator==(const role_assignment_page&, const role_assignment_page&) = default;
};

/// The members of @ref role_assignment_page, in the order of the description.
constexpr auto fields(type<role_assignment_page>)
{
    return field_list{
        field<&role_assignment_page::result>{"result", "The assignments of this page."},
        field<&role_assignment_page::next_cursor>{"next_cursor", "Where the next page begins."},
        field<&role_assignment_page::prev_cursor>{"prev_cursor", "Where the page before begins."},
        field<&role_assignment_page::result_count>{"result_count", "How many records there are."},
        field<&role_assignment_page::is_partial_response>{"is_partial_response",
                                                          "True when the connected product gave incomplete data."},
    };
}

/// Where a page has its records, and the cursor of the next one.
constexpr auto parts(type<role_assignment_page>)
{
    return page_parts{&role_assignment_page::result, &role_assignment_page::next_cursor};
}

}  // namespace truto::user_directory
