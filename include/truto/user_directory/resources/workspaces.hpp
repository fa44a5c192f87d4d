// Generated from spec/user-directory.yaml, tag workspaces. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/fields.hpp>
#include <truto/filter.hpp>
#include <truto/format.hpp>
#include <truto/open_enum.hpp>
#include <truto/operation.hpp>
#include <truto/pager.hpp>
#include <truto/resource.hpp>
#include <truto/text.hpp>
#include <truto/user_directory/models/directory_product.hpp>
#include <truto/user_directory/models/super_query_region.hpp>
#include <truto/user_directory/models/workspace.hpp>
#include <truto/user_directory/models/workspace_page.hpp>
#include <truto/user_directory/models/workspace_sort_field.hpp>
#include <truto/user_directory/models/workspace_status.hpp>

#include <truto/detail/json/record.hpp>

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

namespace truto::user_directory
{

/// Query of @ref workspaces_as::async_list.
struct workspaces_list_query
{
    /// When the workspace was last changed. A moment, or a range: `after`, `since`, `before`, `until`. Read
    /// by 23 integrations. Not certain: inferred, not published.
    std::optional<time_filter> updated_at{};

    /// Id of the organization whose workspaces are meant. Required by 5 integrations; also read by 2 more.
    /// Not certain: inferred, not published.
    std::optional<text> organization_id{};

    /// Id of the group whose workspaces are meant. Read by one integration. Not certain: inferred, not
    /// published.
    std::optional<text> group_id{};

    /// State of the workspace. One value, or several: `one_of`. Read by 20 integrations. Not certain:
    /// inferred, not published.
    std::optional<value_filter<open_enum<workspace_status>>> status{};

    /// Name of the workspace. Read by 54 integrations. Not certain: inferred, not published.
    std::optional<text> name{};

    /// The workspace's description. Read by 17 integrations. Not certain: inferred, not published.
    std::optional<text> description{};

    /// The member to sort by. `ascending` or `descending`. Read by 3 integrations. Not certain: inferred,
    /// not published.
    std::optional<sorting<workspace_sort_field>> sort_by{};

    /// Id of the workspace whose children are meant; goes together with `include_nested`. Not certain:
    /// inferred, not published.
    std::optional<text> workspace_id{};

    /// Whether workspaces within workspaces are listed too. Read by one integration. Not certain: inferred,
    /// not published.
    std::optional<bool> include_nested{};

    /// The product of a suite whose workspaces are meant. `analytics`, `sharepoint` and `teams` are listed.
    /// Required by 2 integrations. Not certain: inferred, not published.
    std::optional<open_enum<directory_product>> product{};

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

    friend bool operator==(const workspaces_list_query&, const workspaces_list_query&) = default;
};

/// The members of @ref workspaces_list_query, in the order of the description.
constexpr auto fields(type<workspaces_list_query>)
{
    return field_list{
        field<&workspaces_list_query::updated_at>{"updated_at", "When the workspace was last changed."},
        field<&workspaces_list_query::organization_id>{"organization_id",
                                                       "Id of the organization whose workspaces are meant."},
        field<&workspaces_list_query::group_id>{"group_id", "Id of the group whose workspaces are meant."},
        field<&workspaces_list_query::status>{"status", "State of the workspace."},
        field<&workspaces_list_query::name>{"name", "Name of the workspace."},
        field<&workspaces_list_query::description>{"description", "The workspace's description."},
        field<&workspaces_list_query::sort_by>{"sort_by", "The member to sort by."},
        field<&workspaces_list_query::workspace_id>{
            "workspace_id", "Id of the workspace whose children are meant; goes together with `include_nested`."},
        field<&workspaces_list_query::include_nested>{"include_nested",
                                                      "Whether workspaces within workspaces are listed too."},
        field<&workspaces_list_query::product>{"product", "The product of a suite whose workspaces are meant."},
        field<&workspaces_list_query::limit>{"limit", "How many records a page holds at most."},
        field<&workspaces_list_query::next_cursor>{"next_cursor",
                                                   "Where to go on, the `next_cursor` of the page before."},
        field<&workspaces_list_query::key_by>{"truto_key_by", "Name of a member of the records."},
        field<&workspaces_list_query::ignore_limit>{"truto_ignore_limit", "Ignores `limit`."},
        field<&workspaces_list_query::super_query>{
            "truto_super_query",
            "Asks Truto's own copy of the data, in the named region, instead of the connected product."},
    };
}

namespace operations
{

/// `GET /unified/user-directory/workspaces`
inline constexpr operation workspaces_list{
    .id = "workspaces.list",
    .resource = "workspaces",
    .method = "GET",
    .path = "/unified/user-directory/workspaces",
    .cursor = "next_cursor",
    .idempotent = true,
};

/// `GET /unified/user-directory/workspaces/{id}`
inline constexpr operation workspaces_get{
    .id = "workspaces.get",
    .resource = "workspaces",
    .method = "GET",
    .path = "/unified/user-directory/workspaces/{id}",
    .idempotent = true,
};

}  // namespace operations

/// The parts into which the connected product divides an organization.
///
/// Obtained from @ref client::workspaces; cheap to copy; any thread may use it.
template <response_format Format>
class workspaces_as : public resource_as<Format>
{
public:
    using resource_as<Format>::resource_as;

    /// Lists workspaces.
    ///
    /// `GET /unified/user-directory/workspaces`
    ///
    /// The parts into which the connected product divides an organization: workspaces, projects, sites,
    /// networks and the like.
    ///
    /// The names of the parameters follow from their descriptions and from other operations of this API.
    ///
    /// One page of a list: `next_cursor` of the answer, unless it is empty, is the `next_cursor` of the
    /// query for the next one.
    ///
    /// @param query Parameters of the query.
    /// @param token Receives a `response<workspace_page>`.
    template <token_for<workspace_page, Format> Token = default_token>
    auto async_list(const workspaces_list_query& query, Token&& token = {}) const
    {
        return async_call<workspace_page>(*this, operations::workspaces_list, {.query = query},
                                          std::forward<Token>(token));
    }

    /// The same with the server's defaults for everything optional.
    template <token_for<workspace_page, Format>... Token>
    auto async_list(Token&&... token) const
    {
        return async_call<workspace_page>(*this, operations::workspaces_list, {}, std::forward<Token>(token)...);
    }

    /// The pages of @ref async_list, one after another; see @ref pager.
    ///
    /// They begin at the query's `next_cursor`, or without one at the beginning.
    pager<workspace_page, Format> list(workspaces_list_query query = {}) const
    {
        return {*this, operations::workspaces_list, {.query = query}, std::exchange(query.next_cursor, {})};
    }

    /// Gets a workspace.
    ///
    /// `GET /unified/user-directory/workspaces/{id}`
    ///
    /// Reads one workspace by its id.
    ///
    /// Which parameters the operation takes besides the common ones is not published; they can be sent as
    /// additional query parameters.
    ///
    /// @param id Id of the workspace, as the connected product knows it. It is sent percent-encoded, as one
    ///     path segment.
    /// @param token Receives a `response<workspace>`.
    template <token_for<workspace, Format> Token = default_token>
    auto async_get(std::string_view id, Token&& token = {}) const
    {
        return async_call<workspace>(*this, operations::workspaces_get, {.path = {id}}, std::forward<Token>(token));
    }
};

}  // namespace truto::user_directory

#if defined(TRUTO_SEPARATE_COMPILATION)
// Compiled where <truto/user_directory/src.hpp> is included.
namespace truto::detail::json
{

extern template const record_table& record_table_of<truto::user_directory::workspace>() noexcept;
extern template const record_table& record_table_of<truto::user_directory::workspace_page>() noexcept;
extern template const record_table& argument_table_of<truto::user_directory::workspaces_list_query>() noexcept;

}  // namespace truto::detail::json

#endif
