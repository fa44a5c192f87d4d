// Generated from spec/user-directory.yaml, tag role_assignments. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/fields.hpp>
#include <truto/format.hpp>
#include <truto/open_enum.hpp>
#include <truto/operation.hpp>
#include <truto/pager.hpp>
#include <truto/resource.hpp>
#include <truto/text.hpp>
#include <truto/user_directory/models/directory_product.hpp>
#include <truto/user_directory/models/role_assignment.hpp>
#include <truto/user_directory/models/role_assignment_page.hpp>
#include <truto/user_directory/models/super_query_region.hpp>

#include <truto/detail/json/record.hpp>

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

namespace truto::user_directory
{

/// Query of @ref role_assignments_as::async_list.
struct role_assignments_list_query
{
    /// Id of the role whose assignments are meant. Required by Jenkins; also read by BlackLine.
    std::optional<text> role_id{};

    /// Id of the group that holds the roles. Read by BlackLine. Not certain: inferred, not published.
    std::optional<text> group_id{};

    /// The product of a suite whose roles are meant. `workspace` is the only value listed. Required by
    /// Google and Google Workspace. Not certain: inferred, not published.
    std::optional<open_enum<directory_product>> product{};

    /// Id of the workspace in which the roles are held. Required by Slack Enterprise. Not certain:
    /// inferred, not published.
    std::optional<text> workspace_id{};

    /// How many records a page holds at most. The server's default is about 25; its maximum is not
    /// published.
    std::optional<std::int64_t> limit{};

    /// Where to go on, the `next_cursor` of the page before. Left out for the first page.
    std::optional<text> next_cursor{};

    /// Name of a member of the records. `result` of the answer is then an object that holds each record
    /// under the value of that member; the client reads it into the same list.
    std::optional<text> key_by{};

    /// Ignores `limit`. Whether everything comes at once then, or pages of the product's own size, is not
    /// published.
    std::optional<bool> ignore_limit{};

    /// Asks Truto's own copy of the data, in the named region, instead of the connected product. The
    /// general guide has it for all lists; the pages of these operations do not mention it. Not certain:
    /// inferred, not published.
    std::optional<open_enum<super_query_region>> super_query{};

    friend bool operator==(const role_assignments_list_query&, const role_assignments_list_query&) = default;
};

/// The members of @ref role_assignments_list_query, in the order of the description.
constexpr auto fields(type<role_assignments_list_query>)
{
    return field_list{
        field<&role_assignments_list_query::role_id>{"role_id", "Id of the role whose assignments are meant."},
        field<&role_assignments_list_query::group_id>{"group_id", "Id of the group that holds the roles."},
        field<&role_assignments_list_query::product>{"product", "The product of a suite whose roles are meant."},
        field<&role_assignments_list_query::workspace_id>{"workspace_id",
                                                          "Id of the workspace in which the roles are held."},
        field<&role_assignments_list_query::limit>{"limit", "How many records a page holds at most."},
        field<&role_assignments_list_query::next_cursor>{"next_cursor",
                                                         "Where to go on, the `next_cursor` of the page before."},
        field<&role_assignments_list_query::key_by>{"truto_key_by", "Name of a member of the records."},
        field<&role_assignments_list_query::ignore_limit>{"truto_ignore_limit", "Ignores `limit`."},
        field<&role_assignments_list_query::super_query>{
            "truto_super_query",
            "Asks Truto's own copy of the data, in the named region, instead of the connected product."},
    };
}

namespace operations
{

/// `GET /unified/user-directory/role_assignments`
inline constexpr operation role_assignments_list{
    .id = "role_assignments.list",
    .resource = "role_assignments",
    .method = "GET",
    .path = "/unified/user-directory/role_assignments",
    .cursor = "next_cursor",
    .idempotent = true,
};

/// `GET /unified/user-directory/role_assignments/{id}`
inline constexpr operation role_assignments_get{
    .id = "role_assignments.get",
    .resource = "role_assignments",
    .method = "GET",
    .path = "/unified/user-directory/role_assignments/{id}",
    .idempotent = true,
};

/// `DELETE /unified/user-directory/role_assignments/{id}`
inline constexpr operation role_assignments_delete{
    .id = "role_assignments.delete",
    .resource = "role_assignments",
    .method = "DELETE",
    .path = "/unified/user-directory/role_assignments/{id}",
    .idempotent = true,
};

}  // namespace operations

/// Which user or group holds which role.
///
/// Obtained from @ref client::role_assignments; cheap to copy; any thread may use it.
template <response_format Format>
class role_assignments_as : public resource_as<Format>
{
public:
    using resource_as<Format>::resource_as;

    /// Lists role assignments.
    ///
    /// `GET /unified/user-directory/role_assignments`
    ///
    /// Which user or group holds which role, one record an assignment.
    ///
    /// One page of a list: `next_cursor` of the answer, unless it is empty, is the `next_cursor` of the
    /// query for the next one.
    ///
    /// Offered by 8 integrations.
    ///
    /// @param query Parameters of the query.
    /// @param token Receives a `response<role_assignment_page>`.
    template <token_for<role_assignment_page, Format> Token = default_token>
    auto async_list(const role_assignments_list_query& query, Token&& token = {}) const
    {
        return async_call<role_assignment_page>(*this, operations::role_assignments_list, {.query = query},
                                                std::forward<Token>(token));
    }

    /// The same with the server's defaults for everything optional.
    template <token_for<role_assignment_page, Format>... Token>
    auto async_list(Token&&... token) const
    {
        return async_call<role_assignment_page>(*this, operations::role_assignments_list, {},
                                                std::forward<Token>(token)...);
    }

    /// The pages of @ref async_list, one after another; see @ref pager.
    ///
    /// They begin at the query's `next_cursor`, or without one at the beginning.
    pager<role_assignment_page, Format> list(role_assignments_list_query query = {}) const
    {
        return {*this, operations::role_assignments_list, {.query = query}, std::exchange(query.next_cursor, {})};
    }

    /// Gets a role assignment.
    ///
    /// `GET /unified/user-directory/role_assignments/{id}`
    ///
    /// Reads one assignment by its id. Only Confluent is listed for it.
    ///
    /// Offered by Confluent.
    ///
    /// @param id Id of the assignment, as the connected product knows it. It is sent percent-encoded, as
    ///     one path segment.
    /// @param token Receives a `response<role_assignment>`.
    template <token_for<role_assignment, Format> Token = default_token>
    auto async_get(std::string_view id, Token&& token = {}) const
    {
        return async_call<role_assignment>(*this, operations::role_assignments_get, {.path = {id}},
                                           std::forward<Token>(token));
    }

    /// Deletes a role assignment.
    ///
    /// `DELETE /unified/user-directory/role_assignments/{id}`
    ///
    /// Takes a role away from the user or group that holds it; the role and its holder stay.
    ///
    /// Which parameters the operation takes besides the common ones is not published in full; they can be
    /// sent as additional query parameters. The HTTP status alone tells whether the assignment is gone.
    ///
    /// @param id Id of the assignment, as the connected product knows it. It is sent percent-encoded, as
    ///     one path segment.
    /// @param token Receives a `response<role_assignment>`.
    template <token_for<role_assignment, Format> Token = default_token>
    auto async_delete(std::string_view id, Token&& token = {}) const
    {
        return async_call<role_assignment>(*this, operations::role_assignments_delete, {.path = {id}},
                                           std::forward<Token>(token));
    }
};

}  // namespace truto::user_directory

#if defined(TRUTO_SEPARATE_COMPILATION)
// Compiled where <truto/user_directory/src.hpp> is included.
namespace truto::detail::json
{

extern template const record_table& record_table_of<truto::user_directory::role_assignment>() noexcept;
extern template const record_table& record_table_of<truto::user_directory::role_assignment_page>() noexcept;
extern template const record_table& argument_table_of<truto::user_directory::role_assignments_list_query>() noexcept;

}  // namespace truto::detail::json

#endif
