// Generated from spec/user-directory.yaml, tag users. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/fields.hpp>
#include <truto/filter.hpp>
#include <truto/format.hpp>
#include <truto/free_form.hpp>
#include <truto/indirect.hpp>
#include <truto/list.hpp>
#include <truto/open_enum.hpp>
#include <truto/operation.hpp>
#include <truto/pager.hpp>
#include <truto/patch.hpp>
#include <truto/resource.hpp>
#include <truto/text.hpp>
#include <truto/timestamp.hpp>
#include <truto/user_directory/models/directory_product.hpp>
#include <truto/user_directory/models/remove_from.hpp>
#include <truto/user_directory/models/super_query_region.hpp>
#include <truto/user_directory/models/user.hpp>
#include <truto/user_directory/models/user_email_input.hpp>
#include <truto/user_directory/models/user_group_input.hpp>
#include <truto/user_directory/models/user_organization_input.hpp>
#include <truto/user_directory/models/user_page.hpp>
#include <truto/user_directory/models/user_phone_input.hpp>
#include <truto/user_directory/models/user_role_input.hpp>
#include <truto/user_directory/models/user_sort_field.hpp>
#include <truto/user_directory/models/user_status.hpp>
#include <truto/user_directory/models/user_type.hpp>

#include <truto/detail/json/record.hpp>

#include <boost/json/value.hpp>

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

namespace truto::user_directory
{

/// Query of @ref users_as::async_list.
struct users_list_query
{
    /// Given name. Read by 190 integrations. Not certain: inferred, not published.
    std::optional<text> first_name{};

    /// Family name. Read by 189 integrations. Not certain: inferred, not published.
    std::optional<text> last_name{};

    /// An email address of the user. The published page names the members of a list of addresses (`email`,
    /// `type`, `is_primary`) and not the type, so any value is let through; one address as a string is the
    /// reading to try first. Read by 326 integrations. Not certain: inferred, not published.
    std::optional<indirect<boost::json::value>> emails{};

    /// State of the account. One value, or several: `one_of`. Read by 237 integrations. Not certain:
    /// inferred, not published.
    std::optional<value_filter<open_enum<user_status>>> status{};

    /// When the account was created. A moment, or a range: `after`, `since`, `before`, `until`. Read by 203
    /// integrations. Not certain: inferred, not published.
    std::optional<time_filter> created_at{};

    /// When the account was last changed. A moment, or a range: `after`, `since`, `before`, `until`. Read
    /// by 134 integrations. Not certain: inferred, not published.
    std::optional<time_filter> updated_at{};

    /// The member to sort by. `ascending` or `descending`. Read by 12 integrations. Not certain: inferred,
    /// not published.
    std::optional<sorting<user_sort_field>> sort_by{};

    /// Id of the group whose members are meant. Required by 6 integrations; also read by 13 more. Not
    /// certain: inferred, not published.
    std::optional<text> group_id{};

    /// Id of the workspace whose users are meant. Required by 21 integrations; also read by 9 more. Not
    /// certain: inferred, not published.
    std::optional<text> workspace_id{};

    /// Id of the organization whose users are meant. Not certain: inferred, not published.
    std::optional<text> organization_id{};

    /// The product of a suite whose users are meant. Not certain: inferred, not published.
    std::optional<open_enum<directory_product>> product{};

    /// The kind of user that is meant, where a product keeps several kinds. Not certain: inferred, not
    /// published.
    std::optional<open_enum<user_directory::user_type>> user_type{};

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

    friend bool operator==(const users_list_query&, const users_list_query&) = default;
};

/// The members of @ref users_list_query, in the order of the description.
constexpr auto fields(type<users_list_query>)
{
    return field_list{
        field<&users_list_query::first_name>{"first_name", "Given name."},
        field<&users_list_query::last_name>{"last_name", "Family name."},
        field<&users_list_query::emails>{"emails", "An email address of the user."},
        field<&users_list_query::status>{"status", "State of the account."},
        field<&users_list_query::created_at>{"created_at", "When the account was created."},
        field<&users_list_query::updated_at>{"updated_at", "When the account was last changed."},
        field<&users_list_query::sort_by>{"sort_by", "The member to sort by."},
        field<&users_list_query::group_id>{"group_id", "Id of the group whose members are meant."},
        field<&users_list_query::workspace_id>{"workspace_id", "Id of the workspace whose users are meant."},
        field<&users_list_query::organization_id>{"organization_id", "Id of the organization whose users are meant."},
        field<&users_list_query::product>{"product", "The product of a suite whose users are meant."},
        field<&users_list_query::user_type>{"user_type",
                                            "The kind of user that is meant, where a product keeps several kinds."},
        field<&users_list_query::limit>{"limit", "How many records a page holds at most."},
        field<&users_list_query::next_cursor>{"next_cursor", "Where to go on, the `next_cursor` of the page before."},
        field<&users_list_query::key_by>{"truto_key_by", "Name of a member of the records."},
        field<&users_list_query::ignore_limit>{"truto_ignore_limit", "Ignores `limit`."},
        field<&users_list_query::super_query>{
            "truto_super_query",
            "Asks Truto's own copy of the data, in the named region, instead of the connected product."},
    };
}

/// Body of @ref users_as::async_create.
struct users_create_body
{
    /// Given name. Required by 5 integrations; also read by 4 more.
    std::optional<text> first_name{};

    /// Family name. Required by 5 integrations; also read by 4 more.
    std::optional<text> last_name{};

    /// Full name, as it is displayed. Required by 3 integrations; also read by 10 more.
    std::optional<text> name{};

    /// The name the user will log in with. Required by ActiveCampaign. Not certain: inferred, not
    /// published.
    std::optional<text> username{};

    /// The password the user will log in with. Keep it out of logs. Required by 4 integrations.
    std::optional<text> password{};

    /// Words about the user. Read by Files.com.
    std::optional<text> description{};

    /// Email addresses. Required by 9 integrations; also read by 5 more.
    list<user_email_input> emails{};

    /// Phone numbers. The page lists `phone` and `mobile` as their types. Read by 9 integrations.
    list<user_phone_input> phones{};

    /// Roles to give to the user. Required by Salesforce. Not certain: inferred, not published.
    list<user_role_input> roles{};

    /// Id of the group to put the user in, for ActiveCampaign, where it is a number. Required by
    /// ActiveCampaign.
    std::optional<std::int64_t> group{};

    /// Groups to put the user in. Read by 2 integrations.
    list<user_group_input> groups{};

    /// Languages the user prefers, in the form the connected product uses. Required by one integration;
    /// also read by 6 more.
    list<text> languages{};

    /// Time zone, in the form the connected product uses. Required by Salesforce. Not certain: inferred,
    /// not published.
    std::optional<text> timezone{};

    /// Members that reach the connected product's API as they are, untranslated.
    free_form remote_data{};

    friend bool operator==(const users_create_body&, const users_create_body&) = default;
};

/// The members of @ref users_create_body, in the order of the description.
constexpr auto fields(type<users_create_body>)
{
    return field_list{
        field<&users_create_body::first_name>{"first_name", "Given name."},
        field<&users_create_body::last_name>{"last_name", "Family name."},
        field<&users_create_body::name>{"name", "Full name, as it is displayed."},
        field<&users_create_body::username>{"username", "The name the user will log in with."},
        field<&users_create_body::password>{"password", "The password the user will log in with."},
        field<&users_create_body::description>{"description", "Words about the user."},
        field<&users_create_body::emails>{"emails", "Email addresses."},
        field<&users_create_body::phones>{"phones", "Phone numbers."},
        field<&users_create_body::roles>{"roles", "Roles to give to the user."},
        field<&users_create_body::group>{
            "group", "Id of the group to put the user in, for ActiveCampaign, where it is a number."},
        field<&users_create_body::groups>{"groups", "Groups to put the user in."},
        field<&users_create_body::languages>{"languages",
                                             "Languages the user prefers, in the form the connected product uses."},
        field<&users_create_body::timezone>{"timezone", "Time zone, in the form the connected product uses."},
        field<&users_create_body::remote_data>{
            "remote_data", "Members that reach the connected product's API as they are, untranslated."},
    };
}

/// Query of @ref users_as::async_create.
struct users_create_query
{
    /// Id of the organization to create the user in. Required by Cisco Meraki.
    std::optional<text> organization_id{};

    /// Id of the workspace to create the user in. Required by Cisco Meraki.
    std::optional<text> workspace_id{};

    friend bool operator==(const users_create_query&, const users_create_query&) = default;
};

/// The members of @ref users_create_query, in the order of the description.
constexpr auto fields(type<users_create_query>)
{
    return field_list{
        field<&users_create_query::organization_id>{"organization_id", "Id of the organization to create the user in."},
        field<&users_create_query::workspace_id>{"workspace_id", "Id of the workspace to create the user in."},
    };
}

/// Query of @ref users_as::async_get.
struct users_get_query
{
    /// Id of the organization the user belongs to. Required by 5 integrations; also read by 1 more. Not
    /// certain: inferred, not published.
    std::optional<text> organization_id{};

    /// Id of the workspace the user belongs to. Required by 7 integrations; also read by 3 more. Not
    /// certain: inferred, not published.
    std::optional<text> workspace_id{};

    /// Id of the group the user belongs to. Required by 2 integrations; also read by 1 more. Not certain:
    /// inferred, not published.
    std::optional<text> group_id{};

    /// The product of a suite whose user is meant. `azure_active_directory`, `onedrive`, `teams` and
    /// `workspace` are listed. Required by 2 integrations. Not certain: inferred, not published.
    std::optional<open_enum<directory_product>> product{};

    /// The kind of user that is meant, where a product keeps several kinds under the same ids. Required by
    /// 2 integrations; also read by 36 more. Not certain: inferred, not published.
    std::optional<open_enum<user_directory::user_type>> user_type{};

    friend bool operator==(const users_get_query&, const users_get_query&) = default;
};

/// The members of @ref users_get_query, in the order of the description.
constexpr auto fields(type<users_get_query>)
{
    return field_list{
        field<&users_get_query::organization_id>{"organization_id", "Id of the organization the user belongs to."},
        field<&users_get_query::workspace_id>{"workspace_id", "Id of the workspace the user belongs to."},
        field<&users_get_query::group_id>{"group_id", "Id of the group the user belongs to."},
        field<&users_get_query::product>{"product", "The product of a suite whose user is meant."},
        field<&users_get_query::user_type>{
            "user_type", "The kind of user that is meant, where a product keeps several kinds under the same ids."},
    };
}

/// Body of @ref users_as::async_update.
struct users_update_body
{
    /// Id of the user, once more, for integrations that read it from the body.
    std::optional<text> id{};

    /// The new given name.
    patch<text> first_name{};

    /// The new full name, as it is displayed.
    patch<text> name{};

    /// The new email addresses.
    patch<list<user_email_input>> emails{};

    /// The new roles.
    patch<list<user_role_input>> roles{};

    /// The new groups.
    patch<list<user_group_input>> groups{};

    /// The user's picture, usually as a URL.
    patch<text> avatar{};

    /// When the account was created, for the products that let this be changed.
    patch<timestamp> created_at{};

    /// Members that reach the connected product's API as they are, untranslated. Not certain: inferred, not
    /// published.
    free_form remote_data{};

    friend bool operator==(const users_update_body&, const users_update_body&) = default;
};

/// The members of @ref users_update_body, in the order of the description.
constexpr auto fields(type<users_update_body>)
{
    return field_list{
        field<&users_update_body::id>{"id", "Id of the user, once more, for integrations that read it from the body."},
        field<&users_update_body::first_name>{"first_name", "The new given name."},
        field<&users_update_body::name>{"name", "The new full name, as it is displayed."},
        field<&users_update_body::emails>{"emails", "The new email addresses."},
        field<&users_update_body::roles>{"roles", "The new roles."},
        field<&users_update_body::groups>{"groups", "The new groups."},
        field<&users_update_body::avatar>{"avatar", "The user's picture, usually as a URL."},
        field<&users_update_body::created_at>{
            "created_at", "When the account was created, for the products that let this be changed."},
        field<&users_update_body::remote_data>{
            "remote_data", "Members that reach the connected product's API as they are, untranslated."},
    };
}

/// Query of @ref users_as::async_update.
struct users_update_query
{
    /// Id of the organization the user belongs to. Required by Cisco Meraki, ClickUp, Snyk and Trello.
    std::optional<text> organization_id{};

    /// Id of the workspace the user belongs to. Required by Cisco Meraki; also read by GitLab.
    std::optional<text> workspace_id{};

    /// Id of the group the user belongs to. Read by GitLab.
    std::optional<text> group_id{};

    /// The workspace or site the user belongs to. Published without a description; not the same as
    /// `workspace_id`. The name is certain; that it is a string is assumed. Required by Power BI and
    /// WordPress. Not certain: inferred, not published.
    std::optional<text> workspace{};

    /// Id of the user, once more, for the integration that reads it from the query. Required by Torii.
    std::optional<text> user_id{};

    /// The groups the user is to be a member of. Required by Vercel; also read by 13 more.
    list<user_group_input> groups{};

    friend bool operator==(const users_update_query&, const users_update_query&) = default;
};

/// The members of @ref users_update_query, in the order of the description.
constexpr auto fields(type<users_update_query>)
{
    return field_list{
        field<&users_update_query::organization_id>{"organization_id", "Id of the organization the user belongs to."},
        field<&users_update_query::workspace_id>{"workspace_id", "Id of the workspace the user belongs to."},
        field<&users_update_query::group_id>{"group_id", "Id of the group the user belongs to."},
        field<&users_update_query::workspace>{"workspace", "The workspace or site the user belongs to."},
        field<&users_update_query::user_id>{
            "user_id", "Id of the user, once more, for the integration that reads it from the query."},
        field<&users_update_query::groups>{"groups", "The groups the user is to be a member of."},
    };
}

/// Query of @ref users_as::async_delete.
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

    /// The product of a suite to delete the user from. `workspace` and `azure_active_directory` are listed.
    /// Required by one integration; also read by 1 more. Not certain: inferred, not published.
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

/// Body of @ref users_as::async_unassign_role.
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

/// Query of @ref users_as::async_unassign_role.
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

/// Body of @ref users_as::async_deactivate.
struct users_deactivate_body
{
    /// Id of the user to deactivate. Required by Avalara AvaTax and Okta.
    std::optional<text> user_id{};

    /// Members that reach the connected product's API as they are, untranslated.
    free_form remote_data{};

    friend bool operator==(const users_deactivate_body&, const users_deactivate_body&) = default;
};

/// The members of @ref users_deactivate_body, in the order of the description.
constexpr auto fields(type<users_deactivate_body>)
{
    return field_list{
        field<&users_deactivate_body::user_id>{"user_id", "Id of the user to deactivate."},
        field<&users_deactivate_body::remote_data>{
            "remote_data", "Members that reach the connected product's API as they are, untranslated."},
    };
}

/// Query of @ref users_as::async_deactivate.
struct users_deactivate_query
{
    /// The actor, which Vanta wants to know; probably who deactivates the user. Required by Vanta.
    std::optional<text> actor{};

    friend bool operator==(const users_deactivate_query&, const users_deactivate_query&) = default;
};

/// The members of @ref users_deactivate_query, in the order of the description.
constexpr auto fields(type<users_deactivate_query>)
{
    return field_list{
        field<&users_deactivate_query::actor>{
            "actor", "The actor, which Vanta wants to know; probably who deactivates the user."},
    };
}

/// Body of @ref users_as::async_downgrade.
struct users_downgrade_body
{
    /// Members that reach the connected product's API as they are, untranslated.
    free_form remote_data{};

    friend bool operator==(const users_downgrade_body&, const users_downgrade_body&) = default;
};

/// The members of @ref users_downgrade_body, in the order of the description.
constexpr auto fields(type<users_downgrade_body>)
{
    return field_list{
        field<&users_downgrade_body::remote_data>{
            "remote_data", "Members that reach the connected product's API as they are, untranslated."},
    };
}

/// Query of @ref users_as::async_downgrade.
struct users_downgrade_query
{
    /// Id of the user. Required by PagerDuty, Salesforce, Segment and Zoom.
    std::optional<text> user_id{};

    /// Id of the license to move to. Required by PagerDuty.
    std::optional<text> license_id{};

    /// Id of the role to move to. The page lists `admin`, `limited_user`, `observer`, `owner`,
    /// `read_only_limited_user`, `read_only_user`, `restricted_access` and `user`; which of them belong to
    /// which product is not published. Required by PagerDuty, Salesforce and Segment.
    std::optional<text> role_id{};

    /// Id of the workspace in which the role is held. Required by Segment.
    std::optional<text> workspace_id{};

    friend bool operator==(const users_downgrade_query&, const users_downgrade_query&) = default;
};

/// The members of @ref users_downgrade_query, in the order of the description.
constexpr auto fields(type<users_downgrade_query>)
{
    return field_list{
        field<&users_downgrade_query::user_id>{"user_id", "Id of the user."},
        field<&users_downgrade_query::license_id>{"license_id", "Id of the license to move to."},
        field<&users_downgrade_query::role_id>{"role_id", "Id of the role to move to."},
        field<&users_downgrade_query::workspace_id>{"workspace_id", "Id of the workspace in which the role is held."},
    };
}

namespace operations
{

/// `GET /unified/user-directory/users`
inline constexpr operation users_list{
    .id = "users.list",
    .resource = "users",
    .method = "GET",
    .path = "/unified/user-directory/users",
    .cursor = "next_cursor",
    .idempotent = true,
};

/// `POST /unified/user-directory/users`
inline constexpr operation users_create{
    .id = "users.create",
    .resource = "users",
    .method = "POST",
    .path = "/unified/user-directory/users",
};

/// `GET /unified/user-directory/users/{id}`
inline constexpr operation users_get{
    .id = "users.get",
    .resource = "users",
    .method = "GET",
    .path = "/unified/user-directory/users/{id}",
    .idempotent = true,
};

/// `PATCH /unified/user-directory/users/{id}`
inline constexpr operation users_update{
    .id = "users.update",
    .resource = "users",
    .method = "PATCH",
    .path = "/unified/user-directory/users/{id}",
};

/// `DELETE /unified/user-directory/users/{id}`
inline constexpr operation users_delete{
    .id = "users.delete",
    .resource = "users",
    .method = "DELETE",
    .path = "/unified/user-directory/users/{id}",
    .idempotent = true,
};

/// `POST /unified/user-directory/users/unassign-role`
inline constexpr operation users_unassign_role{
    .id = "users.unassign_role",
    .resource = "users",
    .method = "POST",
    .path = "/unified/user-directory/users/unassign-role",
    .unwrap_result = true,
};

/// `POST /unified/user-directory/users/deactivate`
inline constexpr operation users_deactivate{
    .id = "users.deactivate",
    .resource = "users",
    .method = "POST",
    .path = "/unified/user-directory/users/deactivate",
    .unwrap_result = true,
};

/// `POST /unified/user-directory/users/downgrade`
inline constexpr operation users_downgrade{
    .id = "users.downgrade",
    .resource = "users",
    .method = "POST",
    .path = "/unified/user-directory/users/downgrade",
    .unwrap_result = true,
};

}  // namespace operations

/// The people who have an account in the connected product.
///
/// Obtained from @ref client::users; cheap to copy; any thread may use it.
template <response_format Format>
class users_as : public resource_as<Format>
{
public:
    using resource_as<Format>::resource_as;

    /// Lists users.
    ///
    /// `GET /unified/user-directory/users`
    ///
    /// The people who have an account in the connected product, whatever their state.
    ///
    /// Filters that a product lacks are ignored without a word; the meta routes of the API tell what works
    /// for an account. For some integrations the list holds only a part of each record: `users.get` has the
    /// rest.
    ///
    /// The reference page is known by its descriptions and only in part: the types of the parameters are
    /// those of the members of the same name, and further parameters can be sent as additional query
    /// parameters.
    ///
    /// One page of a list: `next_cursor` of the answer, unless it is empty, is the `next_cursor` of the
    /// query for the next one.
    ///
    /// @param query Parameters of the query.
    /// @param token Receives a `response<user_page>`.
    template <token_for<user_page, Format> Token = default_token>
    auto async_list(const users_list_query& query, Token&& token = {}) const
    {
        return async_call<user_page>(*this, operations::users_list, {.query = query}, std::forward<Token>(token));
    }

    /// The same with the server's defaults for everything optional.
    template <token_for<user_page, Format>... Token>
    auto async_list(Token&&... token) const
    {
        return async_call<user_page>(*this, operations::users_list, {}, std::forward<Token>(token)...);
    }

    /// The pages of @ref async_list, one after another; see @ref pager.
    ///
    /// They begin at the query's `next_cursor`, or without one at the beginning.
    pager<user_page, Format> list(users_list_query query = {}) const
    {
        return {*this, operations::users_list, {.query = query}, std::exchange(query.next_cursor, {})};
    }

    /// Creates a user.
    ///
    /// `POST /unified/user-directory/users`
    ///
    /// Creates a user or invites one, whatever the connected product means by it.
    ///
    /// Each integration needs other members, and some need what no answer ever shows, such as a password.
    /// What has no name here goes through `remote_data` or as additional members of the body. A 400 names
    /// what is missing.
    ///
    /// @param body The user to be.
    /// @param query Parameters of the query.
    /// @param token Receives a `response<user>`.
    template <token_for<user, Format> Token = default_token>
    auto async_create(const users_create_body& body, const users_create_query& query, Token&& token = {}) const
    {
        return async_call<user>(*this, operations::users_create, {.query = query, .body = body},
                                std::forward<Token>(token));
    }

    /// The same with the server's defaults for everything optional.
    template <token_for<user, Format>... Token>
    auto async_create(const users_create_body& body, Token&&... token) const
    {
        return async_call<user>(*this, operations::users_create, {.body = body}, std::forward<Token>(token)...);
    }

    /// Gets a user.
    ///
    /// `GET /unified/user-directory/users/{id}`
    ///
    /// Reads one user by its id, in full where `users.list` gives only a part.
    ///
    /// Azure Active Directory and Microsoft 365 can include the last login, by a flag whose name is not
    /// published; pass it as an additional query parameter.
    ///
    /// @param id Id of the user, as the connected product knows it. It is rarely a UUID and may hold any
    ///     character; it is sent percent-encoded, as one path segment.
    /// @param query Parameters of the query.
    /// @param token Receives a `response<user>`.
    template <token_for<user, Format> Token = default_token>
    auto async_get(std::string_view id, const users_get_query& query, Token&& token = {}) const
    {
        return async_call<user>(*this, operations::users_get, {.path = {id}, .query = query},
                                std::forward<Token>(token));
    }

    /// The same with the server's defaults for everything optional.
    template <token_for<user, Format>... Token>
    auto async_get(std::string_view id, Token&&... token) const
    {
        return async_call<user>(*this, operations::users_get, {.path = {id}}, std::forward<Token>(token)...);
    }

    /// Changes a user.
    ///
    /// `PATCH /unified/user-directory/users/{id}`
    ///
    /// Changes what the body names and leaves the rest as it is. 54 integrations offer it.
    ///
    /// Some of them read a part of the data from the query: where the user belongs, and for Vercel the
    /// groups. The body has about six members more, whose names are not published; send them as additional
    /// members of the body.
    ///
    /// Offered by 54 integrations.
    ///
    /// @param id Id of the user, as the connected product knows it. It is rarely a UUID and may hold any
    ///     character; it is sent percent-encoded, as one path segment.
    /// @param body What changes.
    /// @param query Parameters of the query.
    /// @param token Receives a `response<user>`.
    template <token_for<user, Format> Token = default_token>
    auto async_update(std::string_view id, const users_update_body& body, const users_update_query& query,
                      Token&& token = {}) const
    {
        return async_call<user>(*this, operations::users_update, {.path = {id}, .query = query, .body = body},
                                std::forward<Token>(token));
    }

    /// The same with the server's defaults for everything optional.
    template <token_for<user, Format>... Token>
    auto async_update(std::string_view id, const users_update_body& body, Token&&... token) const
    {
        return async_call<user>(*this, operations::users_update, {.path = {id}, .body = body},
                                std::forward<Token>(token)...);
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
    template <token_for<user, Format> Token = default_token>
    auto async_delete(std::string_view id, const users_delete_query& query, Token&& token = {}) const
    {
        return async_call<user>(*this, operations::users_delete, {.path = {id}, .query = query},
                                std::forward<Token>(token));
    }

    /// The same with the server's defaults for everything optional.
    template <token_for<user, Format>... Token>
    auto async_delete(std::string_view id, Token&&... token) const
    {
        return async_call<user>(*this, operations::users_delete, {.path = {id}}, std::forward<Token>(token)...);
    }

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
    template <token_for<user, Format> Token = default_token>
    auto async_unassign_role(const users_unassign_role_body& body, const users_unassign_role_query& query,
                             Token&& token = {}) const
    {
        return async_call<user>(*this, operations::users_unassign_role, {.query = query, .body = body},
                                std::forward<Token>(token));
    }

    /// The same with the server's defaults for everything optional.
    template <token_for<user, Format>... Token>
    auto async_unassign_role(const users_unassign_role_body& body, Token&&... token) const
    {
        return async_call<user>(*this, operations::users_unassign_role, {.body = body}, std::forward<Token>(token)...);
    }

    /// Deactivates a user.
    ///
    /// `POST /unified/user-directory/users/deactivate`
    ///
    /// Takes away a user's access without deleting the account.
    ///
    /// The answer is not published; by its sister operations it is the user, or nothing at all.
    ///
    /// @param body Who is deactivated.
    /// @param query Parameters of the query.
    /// @param token Receives a `response<user>`.
    template <token_for<user, Format> Token = default_token>
    auto async_deactivate(const users_deactivate_body& body, const users_deactivate_query& query,
                          Token&& token = {}) const
    {
        return async_call<user>(*this, operations::users_deactivate, {.query = query, .body = body},
                                std::forward<Token>(token));
    }

    /// The same with the server's defaults for everything optional.
    template <token_for<user, Format>... Token>
    auto async_deactivate(const users_deactivate_body& body, Token&&... token) const
    {
        return async_call<user>(*this, operations::users_deactivate, {.body = body}, std::forward<Token>(token)...);
    }

    /// Moves a user to a lesser license or role.
    ///
    /// `POST /unified/user-directory/users/downgrade`
    ///
    /// Takes a paid seat from a user who keeps the account. PagerDuty, Salesforce, Segment and Zoom are
    /// listed with their parameters, and Airtable is said to offer it.
    ///
    /// Everything travels in the query, although it is a POST. An older version of the page had the user,
    /// the role and the workspace in the body; where an integration still reads them there, send them as
    /// additional members of the body.
    ///
    /// The answer is not published; by its sister operations it is the user, or nothing at all.
    ///
    /// @param body What is passed along. It may be an empty object.
    /// @param query Parameters of the query.
    /// @param token Receives a `response<user>`.
    template <token_for<user, Format> Token = default_token>
    auto async_downgrade(const users_downgrade_body& body, const users_downgrade_query& query, Token&& token = {}) const
    {
        return async_call<user>(*this, operations::users_downgrade, {.query = query, .body = body},
                                std::forward<Token>(token));
    }

    /// The same with the server's defaults for everything optional.
    template <token_for<user, Format>... Token>
    auto async_downgrade(const users_downgrade_body& body, Token&&... token) const
    {
        return async_call<user>(*this, operations::users_downgrade, {.body = body}, std::forward<Token>(token)...);
    }
};

}  // namespace truto::user_directory

#if defined(TRUTO_SEPARATE_COMPILATION)
// Compiled where <truto/user_directory/src.hpp> is included.
namespace truto::detail::json
{

extern template const record_table& record_table_of<truto::user_directory::user>() noexcept;
extern template const record_table& record_table_of<truto::user_directory::user_page>() noexcept;
extern template const record_table& argument_table_of<truto::user_directory::users_create_body>() noexcept;
extern template const record_table& argument_table_of<truto::user_directory::users_create_query>() noexcept;
extern template const record_table& argument_table_of<truto::user_directory::users_deactivate_body>() noexcept;
extern template const record_table& argument_table_of<truto::user_directory::users_deactivate_query>() noexcept;
extern template const record_table& argument_table_of<truto::user_directory::users_delete_query>() noexcept;
extern template const record_table& argument_table_of<truto::user_directory::users_downgrade_body>() noexcept;
extern template const record_table& argument_table_of<truto::user_directory::users_downgrade_query>() noexcept;
extern template const record_table& argument_table_of<truto::user_directory::users_get_query>() noexcept;
extern template const record_table& argument_table_of<truto::user_directory::users_list_query>() noexcept;
extern template const record_table& argument_table_of<truto::user_directory::users_unassign_role_body>() noexcept;
extern template const record_table& argument_table_of<truto::user_directory::users_unassign_role_query>() noexcept;
extern template const record_table& argument_table_of<truto::user_directory::users_update_body>() noexcept;
extern template const record_table& argument_table_of<truto::user_directory::users_update_query>() noexcept;

}  // namespace truto::detail::json

#endif
