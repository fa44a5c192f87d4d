// Generated from spec/user-directory.yaml, tag users. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/fields.hpp>
#include <truto/free_form.hpp>
#include <truto/indirect.hpp>
#include <truto/list.hpp>
#include <truto/open_enum.hpp>
#include <truto/operation.hpp>
#include <truto/resource.hpp>
#include <truto/text.hpp>
#include <truto/user_directory/models/directory_product.hpp>
#include <truto/user_directory/models/remove_from.hpp>
#include <truto/user_directory/models/user.hpp>
#include <truto/user_directory/models/user_organization_input.hpp>
#include <truto/user_directory/models/user_role_input.hpp>
#include <truto/user_directory/models/user_type.hpp>

#include <boost/json/value.hpp>

#include <optional>
#include <string_view>
#include <utility>

namespace truto::user_directory
{

/// Body of @ref users::async_unassign_role.
struct users_unassign_role_body
{
    /// Id of the user who loses the roles. Required by JumpCloud; also read by Elastic Cloud.
    std::optional<text> id{};

    /// The roles to take away. Required by JumpCloud.
    list<user_role_input> roles{};

    /// The organizations in which the roles are held, where they are not part of each role.
    list<user_organization_input> organizations{};

    /// Members that reach the connected product's API as they are, untranslated.
    free_form remote_data{};

    friend bool operator==(const users_unassign_role_body&, const users_unassign_role_body&) = default;
};

/// The members of @ref users_unassign_role_body, in the order of the description.
constexpr auto fields(type<users_unassign_role_body>)
{
    return field_list{
        field<&users_unassign_role_body::id>{"id", "Id of the user who loses the roles."},
        field<&users_unassign_role_body::roles>{"roles", "The roles to take away."},
        field<&users_unassign_role_body::organizations>{
            "organizations", "The organizations in which the roles are held, where they are not part of each role."},
        field<&users_unassign_role_body::remote_data>{
            "remote_data", "Members that reach the connected product's API as they are, untranslated."},
    };
}

/// Query of @ref users::async_unassign_role.
struct users_unassign_role_query
{
    /// Id of the user who loses the roles, for integrations that read it from the query. Required by
    /// Elastic Cloud and Slack Enterprise; also read by JumpCloud.
    std::optional<text> id{};

    /// The roles to take away, for integrations that read them from the query. Each needs an `id`; the
    /// other members say in which scope the role is held. Required by Slack Enterprise.
    list<user_role_input> roles{};

    /// Id of the workspace in which the roles are held. The published text calls it the id of a group; most
    /// likely it is a workspace of a Slack Enterprise organization. Required by Slack Enterprise.
    std::optional<text> workspace_id{};

    friend bool operator==(const users_unassign_role_query&, const users_unassign_role_query&) = default;
};

/// The members of @ref users_unassign_role_query, in the order of the description.
constexpr auto fields(type<users_unassign_role_query>)
{
    return field_list{
        field<&users_unassign_role_query::id>{
            "id", "Id of the user who loses the roles, for integrations that read it from the query."},
        field<&users_unassign_role_query::roles>{
            "roles", "The roles to take away, for integrations that read them from the query."},
        field<&users_unassign_role_query::workspace_id>{"workspace_id",
                                                        "Id of the workspace in which the roles are held."},
    };
}

/// Query of @ref users::async_delete.
struct users_delete_query
{
    /// The kind of place the user is removed from. Goes together with `remove_from_id`. Required by Asana.
    std::optional<open_enum<user_directory::remove_from>> remove_from{};

    /// Id of the group or organization that `remove_from` speaks of. Required by Asana.
    std::optional<text> remove_from_id{};

    /// The user's email addresses. The published page gives it the type of a string and the members of a
    /// list of addresses (`email`, `type`, `is_primary`), so any value is let through; one address as a
    /// string is the reading to try first. Required by BrowserStack; also read by 32 integrations.
    std::optional<indirect<boost::json::value>> emails{};

    /// Id of the organization to remove the user from. Required by Cisco Meraki, ClickUp, Elastic Cloud,
    /// GitHub and Trello.
    std::optional<text> organization_id{};

    /// Id of the workspace to remove the user from. Required by Cisco Meraki, Monday.com, Slack Enterprise,
    /// Typeform and Webflow; also read by GitLab.
    std::optional<text> workspace_id{};

    /// Id of the group to remove the user from. Set it to end that membership instead of deleting the user.
    /// The name is certain; that it is a string is assumed. Required by Heroku; also read by GitLab and 1
    /// more. Not certain: inferred, not published.
    std::optional<text> group_id{};

    /// The product of a suite to delete the user from. Required by one integration; also read by 1 more.
    /// Not certain: inferred, not published.
    std::optional<open_enum<directory_product>> product{};

    /// The kind of user to delete, where a product keeps several kinds under the same ids. Required by one
    /// integration; also read by 3 more. Not certain: inferred, not published.
    std::optional<open_enum<user_directory::user_type>> user_type{};

    /// The workspace or site to remove the user from. Published without a description and without a type;
    /// not the same as `workspace_id`. Required by 2 integrations. Not certain: inferred, not published.
    std::optional<text> workspace{};

    friend bool operator==(const users_delete_query&, const users_delete_query&) = default;
};

/// The members of @ref users_delete_query, in the order of the description.
constexpr auto fields(type<users_delete_query>)
{
    return field_list{
        field<&users_delete_query::remove_from>{"remove_from", "The kind of place the user is removed from."},
        field<&users_delete_query::remove_from_id>{"remove_from_id",
                                                   "Id of the group or organization that `remove_from` speaks of."},
        field<&users_delete_query::emails>{"emails", "The user's email addresses."},
        field<&users_delete_query::organization_id>{"organization_id",
                                                    "Id of the organization to remove the user from."},
        field<&users_delete_query::workspace_id>{"workspace_id", "Id of the workspace to remove the user from."},
        field<&users_delete_query::group_id>{"group_id", "Id of the group to remove the user from."},
        field<&users_delete_query::product>{"product", "The product of a suite to delete the user from."},
        field<&users_delete_query::user_type>{
            "user_type", "The kind of user to delete, where a product keeps several kinds under the same ids."},
        field<&users_delete_query::workspace>{"workspace", "The workspace or site to remove the user from."},
    };
}

namespace operations
{

/// `POST /unified/user-directory/users/unassign-role`
inline constexpr operation users_unassign_role{
    .id = "users.unassign_role",
    .resource = "users",
    .method = "POST",
    .path = "/unified/user-directory/users/unassign-role",
    .unwrap_result = true,
};

/// `DELETE /unified/user-directory/users/{id}`
inline constexpr operation users_delete{
    .id = "users.delete",
    .resource = "users",
    .method = "DELETE",
    .path = "/unified/user-directory/users/{id}",
    .idempotent = true,
};

}  // namespace operations

/// The people who have an account in the connected product.
///
/// Obtained from @ref client::users; cheap to copy; any thread may use it.
class users : public resource
{
public:
    using resource::resource;

    /// Takes roles away from a user.
    ///
    /// `POST /unified/user-directory/users/unassign-role`
    ///
    /// Removes the given roles from the user; other roles, and the user, stay.
    ///
    /// Integrations disagree about where the data goes. Slack Enterprise reads the user, the roles and the
    /// workspace from the query, Elastic Cloud the user from the query, JumpCloud the user and the roles
    /// from the body. To send the user id in both places fits all of that. What BlackLine, CrowdStrike and
    /// TeamViewer read is not published in full; an earlier version of the page had CrowdStrike and
    /// TeamViewer take the roles from the body.
    ///
    /// The answer is documented as the user. Only Elastic Cloud and JumpCloud are known to map a member of
    /// it, the id.
    ///
    /// Offered by BlackLine, CrowdStrike, Elastic Cloud, JumpCloud, Slack Enterprise and TeamViewer.
    ///
    /// @param body The user and the roles, for integrations that read them from the body. It may be an
    ///     empty object.
    /// @param query Parameters of the query.
    /// @param token Receives a `response<user>`.
    template <token_for<user> Token = default_token>
    auto async_unassign_role(const users_unassign_role_body& body, const users_unassign_role_query& query = {},
                             Token&& token = {}) const
    {
        return async_call<user>(operations::users_unassign_role, {.query = query, .body = body},
                                std::forward<Token>(token));
    }

    /// The same with the server's defaults for everything optional.
    template <token_for<user> Token>
    auto async_unassign_role(const users_unassign_role_body& body, Token&& token) const
    {
        return async_call<user>(operations::users_unassign_role, {.body = body}, std::forward<Token>(token));
    }

    /// Deletes a user.
    ///
    /// `DELETE /unified/user-directory/users/{id}`
    ///
    /// Deletes the user, or with `remove_from`, `organization_id`, `workspace_id`, `group_id` or
    /// `workspace` removes the user from that one place only. What deleting means (erase, deactivate,
    /// revoke the seat) is up to the connected product.
    ///
    /// Most integrations need the id alone. One integration offers to delete for good, by a flag whose name
    /// is not published; pass it, like anything else that is not listed here, as an additional query
    /// parameter.
    ///
    /// The answer is documented as the complete user, yet by the published counts only 35 of the 97
    /// integrations map so much as the id. Be ready for the id alone, for an object of the product's own,
    /// for `{}` and for no body; the HTTP status alone tells whether the user is gone.
    ///
    /// Offered by 97 integrations.
    ///
    /// @param id Id of the user, as the connected product knows it. It is rarely a UUID and may hold any
    ///     character; it is sent percent-encoded, as one path segment.
    /// @param query Parameters of the query.
    /// @param token Receives a `response<user>`.
    template <token_for<user> Token = default_token>
    auto async_delete(std::string_view id, const users_delete_query& query = {}, Token&& token = {}) const
    {
        return async_call<user>(operations::users_delete, {.path = {id}, .query = query}, std::forward<Token>(token));
    }

    /// The same with the server's defaults for everything optional.
    template <token_for<user> Token>
    auto async_delete(std::string_view id, Token&& token) const
    {
        return async_call<user>(operations::users_delete, {.path = {id}}, std::forward<Token>(token));
    }
};

}  // namespace truto::user_directory
