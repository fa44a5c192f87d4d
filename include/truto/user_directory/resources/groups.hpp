// Generated from spec/user-directory.yaml, tag groups. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/fields.hpp>
#include <truto/free_form.hpp>
#include <truto/operation.hpp>
#include <truto/resource.hpp>
#include <truto/text.hpp>
#include <truto/user_directory/models/group.hpp>

#include <optional>
#include <utility>

namespace truto::user_directory
{

/// Body of @ref groups::async_remove_user.
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

/// Body of @ref groups::async_remove.
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

namespace operations
{

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

}  // namespace operations

/// Teams, departments and other sets of users.
///
/// Obtained from @ref client::groups; cheap to copy; any thread may use it.
class groups : public resource
{
public:
    using resource::resource;

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
    template <token_for<group> Token = default_token>
    auto async_remove_user(const groups_remove_user_body& body, Token&& token = {}) const
    {
        return async_call<group>(operations::groups_remove_user, {.body = body}, std::forward<Token>(token));
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
    template <token_for<group> Token = default_token>
    [[deprecated("use groups().async_remove_user")]]
    auto async_remove(const groups_remove_body& body, Token&& token = {}) const
    {
        return async_call<group>(operations::groups_remove, {.body = body}, std::forward<Token>(token));
    }
};

}  // namespace truto::user_directory
