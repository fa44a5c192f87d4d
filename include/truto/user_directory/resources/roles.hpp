// Generated from spec/user-directory.yaml, tag roles. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/fields.hpp>
#include <truto/format.hpp>
#include <truto/free_form.hpp>
#include <truto/open_enum.hpp>
#include <truto/operation.hpp>
#include <truto/pager.hpp>
#include <truto/resource.hpp>
#include <truto/text.hpp>
#include <truto/user_directory/models/role.hpp>
#include <truto/user_directory/models/role_page.hpp>
#include <truto/user_directory/models/super_query_region.hpp>

#include <truto/detail/json/record.hpp>

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

namespace truto::user_directory
{

/// Query of @ref roles_as::async_list.
struct roles_list_query
{
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

    friend bool operator==(const roles_list_query&, const roles_list_query&) = default;
};

/// The members of @ref roles_list_query, in the order of the description.
constexpr auto fields(type<roles_list_query>)
{
    return field_list{
        field<&roles_list_query::limit>{"limit", "How many records a page holds at most."},
        field<&roles_list_query::next_cursor>{"next_cursor", "Where to go on, the `next_cursor` of the page before."},
        field<&roles_list_query::key_by>{"truto_key_by", "Name of a member of the records."},
        field<&roles_list_query::ignore_limit>{"truto_ignore_limit", "Ignores `limit`."},
        field<&roles_list_query::super_query>{
            "truto_super_query",
            "Asks Truto's own copy of the data, in the named region, instead of the connected product."},
    };
}

/// Body of @ref roles_as::async_create.
struct roles_create_body
{
    /// Name of the role. Required by Jira and Salesforce.
    std::optional<text> name{};

    /// What the role is for. Read by Jira.
    std::optional<text> description{};

    /// The license that holders of the role need. Required by Salesforce.
    std::optional<text> license{};

    /// Members that reach the connected product's API as they are, untranslated.
    free_form remote_data{};

    friend bool operator==(const roles_create_body&, const roles_create_body&) = default;
};

/// The members of @ref roles_create_body, in the order of the description.
constexpr auto fields(type<roles_create_body>)
{
    return field_list{
        field<&roles_create_body::name>{"name", "Name of the role."},
        field<&roles_create_body::description>{"description", "What the role is for."},
        field<&roles_create_body::license>{"license", "The license that holders of the role need."},
        field<&roles_create_body::remote_data>{
            "remote_data", "Members that reach the connected product's API as they are, untranslated."},
    };
}

/// Query of @ref roles_as::async_get.
struct roles_get_query
{
    /// Id of the workspace in which the role applies. Required by dbt Labs.
    std::optional<text> workspace_id{};

    /// Id of the group in which the role applies. Read by Opsgenie.
    std::optional<text> group_id{};

    friend bool operator==(const roles_get_query&, const roles_get_query&) = default;
};

/// The members of @ref roles_get_query, in the order of the description.
constexpr auto fields(type<roles_get_query>)
{
    return field_list{
        field<&roles_get_query::workspace_id>{"workspace_id", "Id of the workspace in which the role applies."},
        field<&roles_get_query::group_id>{"group_id", "Id of the group in which the role applies."},
    };
}

/// Body of @ref roles_as::async_update.
struct roles_update_body
{
    /// Members that reach the connected product's API as they are, untranslated. Not certain: inferred, not
    /// published.
    free_form remote_data{};

    friend bool operator==(const roles_update_body&, const roles_update_body&) = default;
};

/// The members of @ref roles_update_body, in the order of the description.
constexpr auto fields(type<roles_update_body>)
{
    return field_list{
        field<&roles_update_body::remote_data>{
            "remote_data", "Members that reach the connected product's API as they are, untranslated."},
    };
}

namespace operations
{

/// `GET /unified/user-directory/roles`
inline constexpr operation roles_list{
    .id = "roles.list",
    .resource = "roles",
    .method = "GET",
    .path = "/unified/user-directory/roles",
    .cursor = "next_cursor",
    .idempotent = true,
};

/// `POST /unified/user-directory/roles`
inline constexpr operation roles_create{
    .id = "roles.create",
    .resource = "roles",
    .method = "POST",
    .path = "/unified/user-directory/roles",
};

/// `GET /unified/user-directory/roles/{id}`
inline constexpr operation roles_get{
    .id = "roles.get",
    .resource = "roles",
    .method = "GET",
    .path = "/unified/user-directory/roles/{id}",
    .idempotent = true,
};

/// `PATCH /unified/user-directory/roles/{id}`
inline constexpr operation roles_update{
    .id = "roles.update",
    .resource = "roles",
    .method = "PATCH",
    .path = "/unified/user-directory/roles/{id}",
};

/// `DELETE /unified/user-directory/roles/{id}`
inline constexpr operation roles_delete{
    .id = "roles.delete",
    .resource = "roles",
    .method = "DELETE",
    .path = "/unified/user-directory/roles/{id}",
    .idempotent = true,
};

}  // namespace operations

/// The roles that users and groups can hold.
///
/// Obtained from @ref client::roles; cheap to copy; any thread may use it.
template <response_format Format>
class roles_as : public resource_as<Format>
{
public:
    using resource_as<Format>::resource_as;

    /// Lists roles.
    ///
    /// `GET /unified/user-directory/roles`
    ///
    /// The roles that a user or group can hold in the connected product.
    ///
    /// Which parameters the operation takes besides the common ones is not published in full; they can be
    /// sent as additional query parameters.
    ///
    /// One page of a list: `next_cursor` of the answer, unless it is empty, is the `next_cursor` of the
    /// query for the next one.
    ///
    /// @param query Parameters of the query.
    /// @param token Receives a `response<role_page>`.
    template <token_for<role_page, Format> Token = default_token>
    auto async_list(const roles_list_query& query, Token&& token = {}) const
    {
        return async_call<role_page>(*this, operations::roles_list, {.query = query}, std::forward<Token>(token));
    }

    /// The same with the server's defaults for everything optional.
    template <token_for<role_page, Format>... Token>
    auto async_list(Token&&... token) const
    {
        return async_call<role_page>(*this, operations::roles_list, {}, std::forward<Token>(token)...);
    }

    /// The pages of @ref async_list, one after another; see @ref pager.
    ///
    /// They begin at the query's `next_cursor`, or without one at the beginning.
    pager<role_page, Format> list(roles_list_query query = {}) const
    {
        return {*this, operations::roles_list, {.query = query}, std::exchange(query.next_cursor, {})};
    }

    /// Creates a role.
    ///
    /// `POST /unified/user-directory/roles`
    ///
    /// Creates a role that users can be given. Jira and Salesforce are known to offer it.
    ///
    /// @param body The role to be.
    /// @param token Receives a `response<role>`.
    template <token_for<role, Format> Token = default_token>
    auto async_create(const roles_create_body& body, Token&& token = {}) const
    {
        return async_call<role>(*this, operations::roles_create, {.body = body}, std::forward<Token>(token));
    }

    /// Gets a role.
    ///
    /// `GET /unified/user-directory/roles/{id}`
    ///
    /// Reads one role by its id.
    ///
    /// @param id Id of the role, as the connected product knows it. It is sent percent-encoded, as one path
    ///     segment.
    /// @param query Parameters of the query.
    /// @param token Receives a `response<role>`.
    template <token_for<role, Format> Token = default_token>
    auto async_get(std::string_view id, const roles_get_query& query, Token&& token = {}) const
    {
        return async_call<role>(*this, operations::roles_get, {.path = {id}, .query = query},
                                std::forward<Token>(token));
    }

    /// The same with the server's defaults for everything optional.
    template <token_for<role, Format>... Token>
    auto async_get(std::string_view id, Token&&... token) const
    {
        return async_call<role>(*this, operations::roles_get, {.path = {id}}, std::forward<Token>(token)...);
    }

    /// Changes a role.
    ///
    /// `PATCH /unified/user-directory/roles/{id}`
    ///
    /// Changes what the body names and leaves the rest as it is.
    ///
    /// Neither the parameters nor the members of the body are published. `remote_data` is there because
    /// every writing operation has it; send what else a product takes as additional members of the body.
    ///
    /// @param id Id of the role, as the connected product knows it. It is sent percent-encoded, as one path
    ///     segment.
    /// @param body What changes.
    /// @param token Receives a `response<role>`.
    template <token_for<role, Format> Token = default_token>
    auto async_update(std::string_view id, const roles_update_body& body, Token&& token = {}) const
    {
        return async_call<role>(*this, operations::roles_update, {.path = {id}, .body = body},
                                std::forward<Token>(token));
    }

    /// Deletes a role.
    ///
    /// `DELETE /unified/user-directory/roles/{id}`
    ///
    /// Deletes the role. What becomes of those who hold it is up to the connected product.
    ///
    /// Which parameters the operation takes besides the common ones is not published; they can be sent as
    /// additional query parameters. The HTTP status alone tells whether the role is gone.
    ///
    /// @param id Id of the role, as the connected product knows it. It is sent percent-encoded, as one path
    ///     segment.
    /// @param token Receives a `response<role>`.
    template <token_for<role, Format> Token = default_token>
    auto async_delete(std::string_view id, Token&& token = {}) const
    {
        return async_call<role>(*this, operations::roles_delete, {.path = {id}}, std::forward<Token>(token));
    }
};

}  // namespace truto::user_directory

#if defined(TRUTO_SEPARATE_COMPILATION)
// Compiled where <truto/user_directory/src.hpp> is included.
namespace truto::detail::json
{

extern template const record_table& record_table_of<truto::user_directory::role>() noexcept;
extern template const record_table& record_table_of<truto::user_directory::role_page>() noexcept;
extern template const record_table& argument_table_of<truto::user_directory::roles_create_body>() noexcept;
extern template const record_table& argument_table_of<truto::user_directory::roles_get_query>() noexcept;
extern template const record_table& argument_table_of<truto::user_directory::roles_list_query>() noexcept;
extern template const record_table& argument_table_of<truto::user_directory::roles_update_body>() noexcept;

}  // namespace truto::detail::json

#endif
