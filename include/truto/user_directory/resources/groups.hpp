// Generated from spec/user-directory.yaml, tag groups. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/fields.hpp>
#include <truto/filter.hpp>
#include <truto/format.hpp>
#include <truto/free_form.hpp>
#include <truto/open_enum.hpp>
#include <truto/operation.hpp>
#include <truto/pager.hpp>
#include <truto/patch.hpp>
#include <truto/resource.hpp>
#include <truto/text.hpp>
#include <truto/user_directory/models/group.hpp>
#include <truto/user_directory/models/group_page.hpp>
#include <truto/user_directory/models/group_sort_field.hpp>
#include <truto/user_directory/models/group_type.hpp>
#include <truto/user_directory/models/super_query_region.hpp>

#include <truto/detail/json/record.hpp>

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

namespace truto::user_directory
{

/// Query of @ref groups_as::async_list.
struct groups_list_query
{
    /// Id of the organization whose groups are meant. Required by 6 integrations. Not certain: inferred,
    /// not published.
    std::optional<text> organization_id{};

    /// Id of the workspace whose groups are meant. Required by 3 integrations; also read by 1 more. Not
    /// certain: inferred, not published.
    std::optional<text> workspace_id{};

    /// The kind of group to list. Required by 7 integrations. Not certain: inferred, not published.
    std::optional<open_enum<user_directory::group_type>> group_type{};

    /// Name of the group. Read by 13 integrations. Not certain: inferred, not published.
    std::optional<text> name{};

    /// The member to sort by. `ascending` or `descending`. Read by 5 integrations. Not certain: inferred,
    /// not published.
    std::optional<sorting<group_sort_field>> sort_by{};

    /// Whether groups are wanted, in products where this operation lists other things as well. What exactly
    /// it chooses is not published. Read by one integration. Not certain: inferred, not published.
    std::optional<bool> is_group{};

    /// When the group was created. A moment, or a range: `after`, `since`, `before`, `until`. Read by one
    /// integration. Not certain: inferred, not published.
    std::optional<time_filter> created_at{};

    /// When the group was last changed. A moment, or a range: `after`, `since`, `before`, `until`. Read by
    /// 44 integrations. Not certain: inferred, not published.
    std::optional<time_filter> updated_at{};

    /// The group's description. Read by 41 integrations. Not certain: inferred, not published.
    std::optional<text> description{};

    /// Id of the user whose groups are meant. Required by one integration. Not certain: inferred, not
    /// published.
    std::optional<text> user_id{};

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

    friend bool operator==(const groups_list_query&, const groups_list_query&) = default;
};

/// The members of @ref groups_list_query, in the order of the description.
constexpr auto fields(type<groups_list_query>)
{
    return field_list{
        field<&groups_list_query::organization_id>{"organization_id", "Id of the organization whose groups are meant."},
        field<&groups_list_query::workspace_id>{"workspace_id", "Id of the workspace whose groups are meant."},
        field<&groups_list_query::group_type>{"group_type", "The kind of group to list."},
        field<&groups_list_query::name>{"name", "Name of the group."},
        field<&groups_list_query::sort_by>{"sort_by", "The member to sort by."},
        field<&groups_list_query::is_group>{
            "is_group", "Whether groups are wanted, in products where this operation lists other things as well."},
        field<&groups_list_query::created_at>{"created_at", "When the group was created."},
        field<&groups_list_query::updated_at>{"updated_at", "When the group was last changed."},
        field<&groups_list_query::description>{"description", "The group's description."},
        field<&groups_list_query::user_id>{"user_id", "Id of the user whose groups are meant."},
        field<&groups_list_query::limit>{"limit", "How many records a page holds at most."},
        field<&groups_list_query::next_cursor>{"next_cursor", "Where to go on, the `next_cursor` of the page before."},
        field<&groups_list_query::key_by>{"truto_key_by", "Name of a member of the records."},
        field<&groups_list_query::ignore_limit>{"truto_ignore_limit", "Ignores `limit`."},
        field<&groups_list_query::super_query>{
            "truto_super_query",
            "Asks Truto's own copy of the data, in the named region, instead of the connected product."},
    };
}

/// Body of @ref groups_as::async_create.
struct groups_create_body
{
    /// Name of the group. Required by BlackLine and Jira; also read by 2 more.
    std::optional<text> name{};

    /// What the group is for. Read by Coupa and Files.com.
    std::optional<text> description{};

    /// Members that reach the connected product's API as they are, untranslated.
    free_form remote_data{};

    friend bool operator==(const groups_create_body&, const groups_create_body&) = default;
};

/// The members of @ref groups_create_body, in the order of the description.
constexpr auto fields(type<groups_create_body>)
{
    return field_list{
        field<&groups_create_body::name>{"name", "Name of the group."},
        field<&groups_create_body::description>{"description", "What the group is for."},
        field<&groups_create_body::remote_data>{
            "remote_data", "Members that reach the connected product's API as they are, untranslated."},
    };
}

/// Query of @ref groups_as::async_create.
struct groups_create_query
{
    /// The kind of group to create; for BlackLine `team`. Required by BlackLine; also read by Coupa and
    /// Files.com.
    std::optional<open_enum<user_directory::group_type>> group_type{};

    friend bool operator==(const groups_create_query&, const groups_create_query&) = default;
};

/// The members of @ref groups_create_query, in the order of the description.
constexpr auto fields(type<groups_create_query>)
{
    return field_list{
        field<&groups_create_query::group_type>{"group_type", "The kind of group to create; for BlackLine `team`."},
    };
}

/// Body of @ref groups_as::async_update.
struct groups_update_body
{
    /// The new name. Read by BlackLine and Files.com. Not certain: inferred, not published.
    patch<text> name{};

    /// The new description. Read by Files.com. Not certain: inferred, not published.
    patch<text> description{};

    /// Members that reach the connected product's API as they are, untranslated. Not certain: inferred, not
    /// published.
    free_form remote_data{};

    friend bool operator==(const groups_update_body&, const groups_update_body&) = default;
};

/// The members of @ref groups_update_body, in the order of the description.
constexpr auto fields(type<groups_update_body>)
{
    return field_list{
        field<&groups_update_body::name>{"name", "The new name."},
        field<&groups_update_body::description>{"description", "The new description."},
        field<&groups_update_body::remote_data>{
            "remote_data", "Members that reach the connected product's API as they are, untranslated."},
    };
}

/// Query of @ref groups_as::async_update.
struct groups_update_query
{
    /// The kind of group that the id stands for; for BlackLine `team`. Required by BlackLine. Not certain:
    /// inferred, not published.
    std::optional<open_enum<user_directory::group_type>> group_type{};

    friend bool operator==(const groups_update_query&, const groups_update_query&) = default;
};

/// The members of @ref groups_update_query, in the order of the description.
constexpr auto fields(type<groups_update_query>)
{
    return field_list{
        field<&groups_update_query::group_type>{"group_type",
                                                "The kind of group that the id stands for; for BlackLine `team`."},
    };
}

/// Query of @ref groups_as::async_delete.
struct groups_delete_query
{
    /// The kind of group that the id stands for. `team` is the only value listed. Required by one
    /// integration.
    std::optional<open_enum<user_directory::group_type>> group_type{};

    friend bool operator==(const groups_delete_query&, const groups_delete_query&) = default;
};

/// The members of @ref groups_delete_query, in the order of the description.
constexpr auto fields(type<groups_delete_query>)
{
    return field_list{
        field<&groups_delete_query::group_type>{"group_type", "The kind of group that the id stands for."},
    };
}

/// Body of @ref groups_as::async_remove_user.
struct groups_remove_user_body
{
    /// Id of the group to remove the user from. Required.
    std::optional<text> group_id{};

    /// Id of the user to remove. Required.
    std::optional<text> user_id{};

    /// Members that reach the connected product's API as they are, untranslated.
    free_form remote_data{};

    friend bool operator==(const groups_remove_user_body&, const groups_remove_user_body&) = default;
};

/// The members of @ref groups_remove_user_body, in the order of the description.
constexpr auto fields(type<groups_remove_user_body>)
{
    return field_list{
        field<&groups_remove_user_body::group_id>{"group_id", "Id of the group to remove the user from."},
        field<&groups_remove_user_body::user_id>{"user_id", "Id of the user to remove."},
        field<&groups_remove_user_body::remote_data>{
            "remote_data", "Members that reach the connected product's API as they are, untranslated."},
    };
}

/// Body of @ref groups_as::async_remove.
struct groups_remove_body
{
    /// Id of the group to remove the user from.
    std::optional<text> group_id{};

    /// Id of the user to remove.
    std::optional<text> user_id{};

    /// Members that reach the connected product's API as they are, untranslated.
    free_form remote_data{};

    friend bool operator==(const groups_remove_body&, const groups_remove_body&) = default;
};

/// The members of @ref groups_remove_body, in the order of the description.
constexpr auto fields(type<groups_remove_body>)
{
    return field_list{
        field<&groups_remove_body::group_id>{"group_id", "Id of the group to remove the user from."},
        field<&groups_remove_body::user_id>{"user_id", "Id of the user to remove."},
        field<&groups_remove_body::remote_data>{
            "remote_data", "Members that reach the connected product's API as they are, untranslated."},
    };
}

/// Body of @ref groups_as::async_add.
struct groups_add_body
{
    /// Id of the group to add the user to. Required by Okta.
    std::optional<text> group_id{};

    /// Id of the user to add. Required by Okta.
    std::optional<text> user_id{};

    /// Members that reach the connected product's API as they are, untranslated.
    free_form remote_data{};

    friend bool operator==(const groups_add_body&, const groups_add_body&) = default;
};

/// The members of @ref groups_add_body, in the order of the description.
constexpr auto fields(type<groups_add_body>)
{
    return field_list{
        field<&groups_add_body::group_id>{"group_id", "Id of the group to add the user to."},
        field<&groups_add_body::user_id>{"user_id", "Id of the user to add."},
        field<&groups_add_body::remote_data>{
            "remote_data", "Members that reach the connected product's API as they are, untranslated."},
    };
}

namespace operations
{

/// `GET /unified/user-directory/groups`
inline constexpr operation groups_list{
    .id = "groups.list",
    .resource = "groups",
    .method = "GET",
    .path = "/unified/user-directory/groups",
    .cursor = "next_cursor",
    .idempotent = true,
};

/// `POST /unified/user-directory/groups`
inline constexpr operation groups_create{
    .id = "groups.create",
    .resource = "groups",
    .method = "POST",
    .path = "/unified/user-directory/groups",
};

/// `GET /unified/user-directory/groups/{id}`
inline constexpr operation groups_get{
    .id = "groups.get",
    .resource = "groups",
    .method = "GET",
    .path = "/unified/user-directory/groups/{id}",
    .idempotent = true,
};

/// `PATCH /unified/user-directory/groups/{id}`
inline constexpr operation groups_update{
    .id = "groups.update",
    .resource = "groups",
    .method = "PATCH",
    .path = "/unified/user-directory/groups/{id}",
};

/// `DELETE /unified/user-directory/groups/{id}`
inline constexpr operation groups_delete{
    .id = "groups.delete",
    .resource = "groups",
    .method = "DELETE",
    .path = "/unified/user-directory/groups/{id}",
    .idempotent = true,
};

/// `POST /unified/user-directory/groups/remove-user`
inline constexpr operation groups_remove_user{
    .id = "groups.remove_user",
    .resource = "groups",
    .method = "POST",
    .path = "/unified/user-directory/groups/remove-user",
    .unwrap_result = true,
};

/// `POST /unified/user-directory/groups/remove`
inline constexpr operation groups_remove{
    .id = "groups.remove",
    .resource = "groups",
    .method = "POST",
    .path = "/unified/user-directory/groups/remove",
    .deprecated = true,
    .unwrap_result = true,
};

/// `POST /unified/user-directory/groups/add`
inline constexpr operation groups_add{
    .id = "groups.add",
    .resource = "groups",
    .method = "POST",
    .path = "/unified/user-directory/groups/add",
    .deprecated = true,
    .unwrap_result = true,
};

}  // namespace operations

/// Teams, departments and other sets of users.
///
/// Obtained from @ref client::groups; cheap to copy; any thread may use it.
template <response_format Format>
class groups_as : public resource_as<Format>
{
public:
    using resource_as<Format>::resource_as;

    /// Lists groups.
    ///
    /// `GET /unified/user-directory/groups`
    ///
    /// The groups of the connected product: teams, departments and other sets of users. What counts as a
    /// group is up to the integration; `group_type` chooses where there are several kinds.
    ///
    /// Snapshots of the reference page differ widely in how many integrations they count for a parameter.
    /// Where they do, the smaller count is given, which is also the newer one. The page lists further
    /// parameters whose names are not published: one that includes nested groups, and five for Stripe over
    /// SCIM (a filter, attributes to return and to leave out, the attribute and the direction to sort by).
    /// Send them as additional query parameters.
    ///
    /// One page of a list: `next_cursor` of the answer, unless it is empty, is the `next_cursor` of the
    /// query for the next one.
    ///
    /// @param query Parameters of the query.
    /// @param token Receives a `response<group_page>`.
    template <token_for<group_page, Format> Token = default_token>
    auto async_list(const groups_list_query& query, Token&& token = {}) const
    {
        return async_call<group_page>(*this, operations::groups_list, {.query = query}, std::forward<Token>(token));
    }

    /// The same with the server's defaults for everything optional.
    template <token_for<group_page, Format>... Token>
    auto async_list(Token&&... token) const
    {
        return async_call<group_page>(*this, operations::groups_list, {}, std::forward<Token>(token)...);
    }

    /// The pages of @ref async_list, one after another; see @ref pager.
    ///
    /// They begin at the query's `next_cursor`, or without one at the beginning.
    pager<group_page, Format> list(groups_list_query query = {}) const
    {
        return {*this, operations::groups_list, {.query = query}, std::exchange(query.next_cursor, {})};
    }

    /// Creates a group.
    ///
    /// `POST /unified/user-directory/groups`
    ///
    /// Creates a group. BlackLine reads its kind from the query and not from the body.
    ///
    /// What else a product needs goes through `remote_data` or as additional members of the body.
    ///
    /// @param body The group to be.
    /// @param query Parameters of the query.
    /// @param token Receives a `response<group>`.
    template <token_for<group, Format> Token = default_token>
    auto async_create(const groups_create_body& body, const groups_create_query& query, Token&& token = {}) const
    {
        return async_call<group>(*this, operations::groups_create, {.query = query, .body = body},
                                 std::forward<Token>(token));
    }

    /// The same with the server's defaults for everything optional.
    template <token_for<group, Format>... Token>
    auto async_create(const groups_create_body& body, Token&&... token) const
    {
        return async_call<group>(*this, operations::groups_create, {.body = body}, std::forward<Token>(token)...);
    }

    /// Gets a group.
    ///
    /// `GET /unified/user-directory/groups/{id}`
    ///
    /// Reads one group by its id.
    ///
    /// Which parameters the operation takes besides the common ones is not published in full; they can be
    /// sent as additional query parameters.
    ///
    /// @param id Id of the group, as the connected product knows it. It is sent percent-encoded, as one
    ///     path segment.
    /// @param token Receives a `response<group>`.
    template <token_for<group, Format> Token = default_token>
    auto async_get(std::string_view id, Token&& token = {}) const
    {
        return async_call<group>(*this, operations::groups_get, {.path = {id}}, std::forward<Token>(token));
    }

    /// Changes a group.
    ///
    /// `PATCH /unified/user-directory/groups/{id}`
    ///
    /// Changes what the body names and leaves the rest as it is.
    ///
    /// Offered by BlackLine, Coupa and Files.com.
    ///
    /// @param id Id of the group, as the connected product knows it. It is sent percent-encoded, as one
    ///     path segment.
    /// @param body What changes.
    /// @param query Parameters of the query.
    /// @param token Receives a `response<group>`.
    template <token_for<group, Format> Token = default_token>
    auto async_update(std::string_view id, const groups_update_body& body, const groups_update_query& query,
                      Token&& token = {}) const
    {
        return async_call<group>(*this, operations::groups_update, {.path = {id}, .query = query, .body = body},
                                 std::forward<Token>(token));
    }

    /// The same with the server's defaults for everything optional.
    template <token_for<group, Format>... Token>
    auto async_update(std::string_view id, const groups_update_body& body, Token&&... token) const
    {
        return async_call<group>(*this, operations::groups_update, {.path = {id}, .body = body},
                                 std::forward<Token>(token)...);
    }

    /// Deletes a group.
    ///
    /// `DELETE /unified/user-directory/groups/{id}`
    ///
    /// Deletes the group. Its members stay users of the connected product.
    ///
    /// The answer is documented as the group. Be ready for the id alone, for `{}` and for no body; the HTTP
    /// status alone tells whether the group is gone.
    ///
    /// Offered by BlackLine, Files.com, Jira, OpenVPN CloudConnexa and Sophos.
    ///
    /// @param id Id of the group, as the connected product knows it. It is sent percent-encoded, as one
    ///     path segment.
    /// @param query Parameters of the query.
    /// @param token Receives a `response<group>`.
    template <token_for<group, Format> Token = default_token>
    auto async_delete(std::string_view id, const groups_delete_query& query, Token&& token = {}) const
    {
        return async_call<group>(*this, operations::groups_delete, {.path = {id}, .query = query},
                                 std::forward<Token>(token));
    }

    /// The same with the server's defaults for everything optional.
    template <token_for<group, Format>... Token>
    auto async_delete(std::string_view id, Token&&... token) const
    {
        return async_call<group>(*this, operations::groups_delete, {.path = {id}}, std::forward<Token>(token)...);
    }

    /// Removes a user from a group.
    ///
    /// `POST /unified/user-directory/groups/remove-user`
    ///
    /// Ends the membership of one user in one group. The user and the group themselves stay as they are.
    ///
    /// Both ids are the connected product's own, and each of the six integrations that offer this operation
    /// needs both. One of them takes one member more, whose name is not published: send it as an additional
    /// member of the body.
    ///
    /// The answer is documented as the group. No integration is known to map any of its members back, so an
    /// empty object, a null id or no body at all is to be expected; the HTTP status alone tells whether the
    /// user is out.
    ///
    /// Offered by 6 integrations.
    ///
    /// @param body Who leaves which group.
    /// @param token Receives a `response<group>`.
    template <token_for<group, Format> Token = default_token>
    auto async_remove_user(const groups_remove_user_body& body, Token&& token = {}) const
    {
        return async_call<group>(*this, operations::groups_remove_user, {.body = body}, std::forward<Token>(token));
    }

    /// Removes a user from a group, the old way.
    ///
    /// `POST /unified/user-directory/groups/remove`
    ///
    /// The earlier form of the same request. Only Okta is listed for it, and it is marked as deprecated
    /// without naming a successor; `groups.remove_user` takes the same body and is in all likelihood the
    /// one to use.
    ///
    /// The body names a user and a group, so despite its name the operation does not delete a group. The
    /// published page requires neither id, but without both there is nothing to do.
    ///
    /// Offered by Okta.
    ///
    /// @param body Who leaves which group.
    /// @param token Receives a `response<group>`.
    template <token_for<group, Format> Token = default_token>
    [[deprecated("use groups().async_remove_user")]]
    auto async_remove(const groups_remove_body& body, Token&& token = {}) const
    {
        return async_call<group>(*this, operations::groups_remove, {.body = body}, std::forward<Token>(token));
    }

    /// Adds a user to a group.
    ///
    /// `POST /unified/user-directory/groups/add`
    ///
    /// Makes a user a member of a group. Only Okta is listed for it. The page marks it as deprecated and
    /// names no successor, and none is published.
    ///
    /// No integration is known to map anything back.
    ///
    /// Offered by Okta.
    ///
    /// @param body Who joins which group.
    /// @param token Receives a `response<group>`.
    template <token_for<group, Format> Token = default_token>
    [[deprecated("deprecated by the API")]]
    auto async_add(const groups_add_body& body, Token&& token = {}) const
    {
        return async_call<group>(*this, operations::groups_add, {.body = body}, std::forward<Token>(token));
    }
};

}  // namespace truto::user_directory

#if defined(TRUTO_SEPARATE_COMPILATION)
// Compiled where <truto/user_directory/src.hpp> is included.
namespace truto::detail::json
{

extern template const record_table& record_table_of<truto::user_directory::group>() noexcept;
extern template const record_table& record_table_of<truto::user_directory::group_page>() noexcept;
extern template const record_table& argument_table_of<truto::user_directory::groups_add_body>() noexcept;
extern template const record_table& argument_table_of<truto::user_directory::groups_create_body>() noexcept;
extern template const record_table& argument_table_of<truto::user_directory::groups_create_query>() noexcept;
extern template const record_table& argument_table_of<truto::user_directory::groups_delete_query>() noexcept;
extern template const record_table& argument_table_of<truto::user_directory::groups_list_query>() noexcept;
extern template const record_table& argument_table_of<truto::user_directory::groups_remove_body>() noexcept;
extern template const record_table& argument_table_of<truto::user_directory::groups_remove_user_body>() noexcept;
extern template const record_table& argument_table_of<truto::user_directory::groups_update_body>() noexcept;
extern template const record_table& argument_table_of<truto::user_directory::groups_update_query>() noexcept;

}  // namespace truto::detail::json

#endif
