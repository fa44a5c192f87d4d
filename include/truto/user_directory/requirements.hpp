// Generated from spec/user-directory.yaml. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/requirements.hpp>

#include <string_view>

namespace truto::user_directory
{

namespace requirement_lists
{

namespace activities_list
{

inline constexpr std::string_view query_organization_id_required[] = {"Asana", "GitHub"};

inline constexpr argument_support arguments[] = {
    {
        .place = argument_place::query,
        .name = "organization_id",
        .required = query_organization_id_required,
    },
};

}  // namespace activities_list

namespace activities_get
{

inline constexpr std::string_view offered_by[] = {"Atlassian"};

}  // namespace activities_get

namespace groups_list
{

inline constexpr argument_support arguments[] = {
    {
        .place = argument_place::query,
        .name = "organization_id",
        .required_count = 6,
    },
    {
        .place = argument_place::query,
        .name = "workspace_id",
        .required_count = 3,
    },
    {
        .place = argument_place::query,
        .name = "group_type",
        .required_count = 7,
        .note = "An older version of the page counts 100 that support it, and the same 7 that require it.",
    },
    {
        .place = argument_place::query,
        .name = "user_id",
        .required_count = 1,
    },
};

}  // namespace groups_list

namespace groups_create
{

inline constexpr std::string_view query_group_type_required[] = {"BlackLine"};

inline constexpr std::string_view query_group_type_read[] = {"Coupa", "Files.com"};

inline constexpr std::string_view body_name_required[] = {"BlackLine", "Jira"};

inline constexpr std::string_view body_description_read[] = {"Coupa", "Files.com"};

inline constexpr argument_support arguments[] = {
    {
        .place = argument_place::query,
        .name = "group_type",
        .required = query_group_type_required,
        .read = query_group_type_read,
    },
    {
        .place = argument_place::body,
        .name = "name",
        .required = body_name_required,
    },
    {
        .place = argument_place::body,
        .name = "description",
        .read = body_description_read,
    },
};

}  // namespace groups_create

namespace groups_update
{

inline constexpr std::string_view offered_by[] = {"BlackLine", "Coupa", "Files.com"};

inline constexpr std::string_view query_group_type_required[] = {"BlackLine"};

inline constexpr std::string_view body_name_read[] = {"BlackLine", "Files.com"};

inline constexpr std::string_view body_description_read[] = {"Files.com"};

inline constexpr argument_support arguments[] = {
    {
        .place = argument_place::query,
        .name = "group_type",
        .required = query_group_type_required,
    },
    {
        .place = argument_place::body,
        .name = "name",
        .read = body_name_read,
    },
    {
        .place = argument_place::body,
        .name = "description",
        .read = body_description_read,
    },
};

}  // namespace groups_update

namespace groups_delete
{

inline constexpr std::string_view offered_by[] = {"BlackLine", "Files.com", "Jira", "OpenVPN CloudConnexa", "Sophos"};

inline constexpr argument_support arguments[] = {
    {
        .place = argument_place::query,
        .name = "group_type",
        .required_count = 1,
        .note = "Probably BlackLine, which requires it to create and to change a group.",
    },
};

}  // namespace groups_delete

namespace groups_remove_user
{

inline constexpr argument_support arguments[] = {
    {
        .place = argument_place::body,
        .name = "group_id",
        .required_count = 6,
        .by_all = true,
    },
    {
        .place = argument_place::body,
        .name = "user_id",
        .required_count = 6,
        .by_all = true,
    },
};

}  // namespace groups_remove_user

namespace groups_remove
{

inline constexpr std::string_view offered_by[] = {"Okta"};

}  // namespace groups_remove

namespace groups_add
{

inline constexpr std::string_view offered_by[] = {"Okta"};

inline constexpr std::string_view body_group_id_required[] = {"Okta"};

inline constexpr std::string_view body_user_id_required[] = {"Okta"};

inline constexpr argument_support arguments[] = {
    {
        .place = argument_place::body,
        .name = "group_id",
        .required = body_group_id_required,
    },
    {
        .place = argument_place::body,
        .name = "user_id",
        .required = body_user_id_required,
    },
};

}  // namespace groups_add

namespace licenses_list
{

inline constexpr std::string_view query_organization_id_required[] = {"Cisco Meraki", "ClickUp", "GitHub"};

inline constexpr std::string_view query_organization_id_read[] = {"Webex"};

inline constexpr std::string_view query_product_required[] = {"Microsoft 365"};

inline constexpr argument_support arguments[] = {
    {
        .place = argument_place::query,
        .name = "organization_id",
        .required = query_organization_id_required,
        .read = query_organization_id_read,
    },
    {
        .place = argument_place::query,
        .name = "product",
        .required = query_product_required,
    },
};

}  // namespace licenses_list

namespace licenses_get
{

inline constexpr std::string_view query_organization_id_required[] = {"Cisco Meraki"};

inline constexpr argument_support arguments[] = {
    {
        .place = argument_place::query,
        .name = "organization_id",
        .required = query_organization_id_required,
    },
};

}  // namespace licenses_get

namespace organizations_list
{

inline constexpr std::string_view query_sort_by_read[] = {"Auth0", "Platform.sh"};

inline constexpr std::string_view query_user_id_read[] = {"Auth0"};

inline constexpr argument_support arguments[] = {
    {
        .place = argument_place::query,
        .name = "sort_by",
        .read = query_sort_by_read,
    },
    {
        .place = argument_place::query,
        .name = "user_id",
        .read = query_user_id_read,
    },
};

}  // namespace organizations_list

namespace organizations_update
{

inline constexpr std::string_view offered_by[] = {"juniper-mist"};

}  // namespace organizations_update

namespace organizations_delete
{

inline constexpr std::string_view offered_by[] = {"GitHub", "juniper-mist"};

}  // namespace organizations_delete

namespace role_assignments_list
{

inline constexpr std::string_view offered_by[] = {
    "BlackLine",        "Google", "Google Workspace", "Jenkins", "Oracle Fusion Cloud EPM",
    "Slack Enterprise", "UiPath", "Zesty.io"};

inline constexpr std::string_view query_role_id_required[] = {"Jenkins"};

inline constexpr std::string_view query_role_id_read[] = {"BlackLine"};

inline constexpr std::string_view query_group_id_read[] = {"BlackLine"};

inline constexpr std::string_view query_product_required[] = {"Google", "Google Workspace"};

inline constexpr std::string_view query_workspace_id_required[] = {"Slack Enterprise"};

inline constexpr argument_support arguments[] = {
    {
        .place = argument_place::query,
        .name = "role_id",
        .required = query_role_id_required,
        .read = query_role_id_read,
    },
    {
        .place = argument_place::query,
        .name = "group_id",
        .read = query_group_id_read,
    },
    {
        .place = argument_place::query,
        .name = "product",
        .required = query_product_required,
    },
    {
        .place = argument_place::query,
        .name = "workspace_id",
        .required = query_workspace_id_required,
    },
};

}  // namespace role_assignments_list

namespace role_assignments_get
{

inline constexpr std::string_view offered_by[] = {"Confluent"};

}  // namespace role_assignments_get

namespace roles_create
{

inline constexpr std::string_view body_name_required[] = {"Jira", "Salesforce"};

inline constexpr std::string_view body_description_read[] = {"Jira"};

inline constexpr std::string_view body_license_required[] = {"Salesforce"};

inline constexpr argument_support arguments[] = {
    {
        .place = argument_place::body,
        .name = "name",
        .required = body_name_required,
    },
    {
        .place = argument_place::body,
        .name = "description",
        .read = body_description_read,
    },
    {
        .place = argument_place::body,
        .name = "license",
        .required = body_license_required,
    },
};

}  // namespace roles_create

namespace roles_get
{

inline constexpr std::string_view query_workspace_id_required[] = {"dbt Labs"};

inline constexpr std::string_view query_group_id_read[] = {"Opsgenie"};

inline constexpr argument_support arguments[] = {
    {
        .place = argument_place::query,
        .name = "workspace_id",
        .required = query_workspace_id_required,
    },
    {
        .place = argument_place::query,
        .name = "group_id",
        .read = query_group_id_read,
    },
};

}  // namespace roles_get

namespace users_list
{

inline constexpr argument_support arguments[] = {
    {
        .place = argument_place::query,
        .name = "group_id",
        .required_count = 6,
    },
    {
        .place = argument_place::query,
        .name = "workspace_id",
        .required_count = 21,
    },
};

}  // namespace users_list

namespace users_create
{

inline constexpr std::string_view query_organization_id_required[] = {"Cisco Meraki"};

inline constexpr std::string_view query_workspace_id_required[] = {"Cisco Meraki"};

inline constexpr std::string_view body_username_required[] = {"ActiveCampaign"};

inline constexpr std::string_view body_description_read[] = {"Files.com"};

inline constexpr std::string_view body_roles_required[] = {"Salesforce"};

inline constexpr std::string_view body_group_required[] = {"ActiveCampaign"};

inline constexpr std::string_view body_timezone_required[] = {"Salesforce"};

inline constexpr argument_support arguments[] = {
    {
        .place = argument_place::query,
        .name = "organization_id",
        .required = query_organization_id_required,
    },
    {
        .place = argument_place::query,
        .name = "workspace_id",
        .required = query_workspace_id_required,
    },
    {
        .place = argument_place::body,
        .name = "first_name",
        .required_count = 5,
    },
    {
        .place = argument_place::body,
        .name = "last_name",
        .required_count = 5,
    },
    {
        .place = argument_place::body,
        .name = "name",
        .required_count = 3,
    },
    {
        .place = argument_place::body,
        .name = "username",
        .required = body_username_required,
        .note = "By an older version of the page.",
    },
    {
        .place = argument_place::body,
        .name = "password",
        .required_count = 4,
    },
    {
        .place = argument_place::body,
        .name = "description",
        .read = body_description_read,
    },
    {
        .place = argument_place::body,
        .name = "emails",
        .required_count = 9,
    },
    {
        .place = argument_place::body,
        .name = "roles",
        .required = body_roles_required,
        .note = "By an older version of the page.",
    },
    {
        .place = argument_place::body,
        .name = "group",
        .required = body_group_required,
    },
    {
        .place = argument_place::body,
        .name = "languages",
        .required_count = 1,
    },
    {
        .place = argument_place::body,
        .name = "timezone",
        .required = body_timezone_required,
        .note = "By an older version of the page.",
    },
};

}  // namespace users_create

namespace users_get
{

inline constexpr argument_support arguments[] = {
    {
        .place = argument_place::query,
        .name = "organization_id",
        .required_count = 5,
    },
    {
        .place = argument_place::query,
        .name = "workspace_id",
        .required_count = 7,
    },
    {
        .place = argument_place::query,
        .name = "group_id",
        .required_count = 2,
    },
    {
        .place = argument_place::query,
        .name = "product",
        .required_count = 2,
    },
    {
        .place = argument_place::query,
        .name = "user_type",
        .required_count = 2,
        .note = "Most of the 38 are perhaps listed only because they map `user_type` in the answer.",
    },
};

}  // namespace users_get

namespace users_update
{

inline constexpr std::string_view query_organization_id_required[] = {"Cisco Meraki", "ClickUp", "Snyk", "Trello"};

inline constexpr std::string_view query_workspace_id_required[] = {"Cisco Meraki"};

inline constexpr std::string_view query_workspace_id_read[] = {"GitLab"};

inline constexpr std::string_view query_group_id_read[] = {"GitLab"};

inline constexpr std::string_view query_workspace_required[] = {"Power BI", "WordPress"};

inline constexpr std::string_view query_user_id_required[] = {"Torii"};

inline constexpr std::string_view query_groups_required[] = {"Vercel"};

inline constexpr argument_support arguments[] = {
    {
        .place = argument_place::query,
        .name = "organization_id",
        .required = query_organization_id_required,
    },
    {
        .place = argument_place::query,
        .name = "workspace_id",
        .required = query_workspace_id_required,
        .read = query_workspace_id_read,
    },
    {
        .place = argument_place::query,
        .name = "group_id",
        .read = query_group_id_read,
    },
    {
        .place = argument_place::query,
        .name = "workspace",
        .required = query_workspace_required,
    },
    {
        .place = argument_place::query,
        .name = "user_id",
        .required = query_user_id_required,
    },
    {
        .place = argument_place::query,
        .name = "groups",
        .required = query_groups_required,
    },
};

}  // namespace users_update

namespace users_delete
{

inline constexpr std::string_view offered_by[] = {"Adobe Marketo Engage",
                                                  "Airtable",
                                                  "Airtable SCIM",
                                                  "Asana",
                                                  "Atlassian",
                                                  "Auth0",
                                                  "Avalara AvaTax",
                                                  "Azure Active Directory",
                                                  "BigPanda",
                                                  "BlackLine",
                                                  "Box",
                                                  "BrowserStack",
                                                  "Calendly",
                                                  "Canva",
                                                  "Cisco Meraki",
                                                  "ClickUp",
                                                  "Cloudflare",
                                                  "Confluent",
                                                  "CrowdStrike",
                                                  "Databricks",
                                                  "Datadog",
                                                  "Dialpad",
                                                  "DocuSign",
                                                  "Domo",
                                                  "Dropbox - Business",
                                                  "Elastic Cloud",
                                                  "Figma SCIM",
                                                  "Files.com",
                                                  "Fivetran",
                                                  "Freshdesk",
                                                  "Freshservice",
                                                  "GitHub",
                                                  "GitLab",
                                                  "Google",
                                                  "Google Workspace",
                                                  "Dropbox Sign (HelloSign)",
                                                  "Help Scout",
                                                  "Heroku",
                                                  "HubSpot",
                                                  "Ironclad",
                                                  "Jamf",
                                                  "JFrog",
                                                  "Jira",
                                                  "Jostle SCIM",
                                                  "JumpCloud",
                                                  "juniper-mist",
                                                  "Kandji",
                                                  "KnowBe4",
                                                  "KnowBe4 SCIM",
                                                  "LastPass",
                                                  "Looker",
                                                  "ManageEngine ServiceDesk Plus",
                                                  "Microsoft 365",
                                                  "Miro SCIM",
                                                  "Monday.com",
                                                  "Monday.com SCIM",
                                                  "New Relic",
                                                  "Notion SCIM",
                                                  "Okta",
                                                  "OpenVPN CloudConnexa",
                                                  "Opsgenie",
                                                  "Outreach",
                                                  "PagerDuty",
                                                  "Pendo SCIM",
                                                  "Pinpoint",
                                                  "Pipedrive",
                                                  "Pipeliner",
                                                  "Postman SCIM",
                                                  "Power BI",
                                                  "Qlik Sense",
                                                  "Qualtrics CoreXM",
                                                  "Rootly",
                                                  "Salesforce",
                                                  "Salesloft",
                                                  "Segment",
                                                  "Sentry",
                                                  "Slack Enterprise",
                                                  "Smartsheet",
                                                  "Snowflake",
                                                  "SolarWinds Service Desk",
                                                  "Sophos",
                                                  "SurveySparrow",
                                                  "Tableau",
                                                  "TeamViewer",
                                                  "Teamwork Desk",
                                                  "Teamwork Project Management",
                                                  "Teamwork Spaces",
                                                  "Trello",
                                                  "Typeform",
                                                  "Veeva Vault",
                                                  "Vercel",
                                                  "Webex",
                                                  "Webflow",
                                                  "WordPress",
                                                  "Zendesk",
                                                  "Zoho Bigin",
                                                  "Zoom"};

inline constexpr std::string_view query_remove_from_required[] = {"Asana"};

inline constexpr std::string_view query_remove_from_id_required[] = {"Asana"};

inline constexpr std::string_view query_emails_required[] = {"BrowserStack"};

inline constexpr std::string_view query_emails_read[] = {"Asana",
                                                         "Azure Active Directory",
                                                         "BigPanda",
                                                         "Box",
                                                         "Canva",
                                                         "Cloudflare",
                                                         "Datadog",
                                                         "Dialpad",
                                                         "Domo",
                                                         "Freshdesk",
                                                         "Dropbox Sign (HelloSign)",
                                                         "Heroku",
                                                         "HubSpot",
                                                         "JumpCloud",
                                                         "juniper-mist",
                                                         "Kandji",
                                                         "KnowBe4",
                                                         "Microsoft 365",
                                                         "Miro SCIM",
                                                         "Notion SCIM",
                                                         "Okta",
                                                         "Outreach",
                                                         "PagerDuty",
                                                         "Pipedrive",
                                                         "Rootly",
                                                         "Salesforce",
                                                         "Salesloft",
                                                         "Smartsheet",
                                                         "SurveySparrow",
                                                         "Tableau",
                                                         "Teamwork Spaces",
                                                         "Zendesk"};

inline constexpr std::string_view query_organization_id_required[] = {"Cisco Meraki", "ClickUp", "Elastic Cloud",
                                                                      "GitHub", "Trello"};

inline constexpr std::string_view query_workspace_id_required[] = {"Cisco Meraki", "Monday.com", "Slack Enterprise",
                                                                   "Typeform", "Webflow"};

inline constexpr std::string_view query_workspace_id_read[] = {"GitLab"};

inline constexpr std::string_view query_group_id_required[] = {"Heroku"};

inline constexpr std::string_view query_group_id_read[] = {"GitLab"};

inline constexpr argument_support arguments[] = {
    {
        .place = argument_place::query,
        .name = "remove_from",
        .required = query_remove_from_required,
    },
    {
        .place = argument_place::query,
        .name = "remove_from_id",
        .required = query_remove_from_id_required,
    },
    {
        .place = argument_place::query,
        .name = "emails",
        .required = query_emails_required,
        .read = query_emails_read,
        .note = "The 32 beside BrowserStack also map `emails` in the answer, and are perhaps listed for that alone.",
    },
    {
        .place = argument_place::query,
        .name = "organization_id",
        .required = query_organization_id_required,
    },
    {
        .place = argument_place::query,
        .name = "workspace_id",
        .required = query_workspace_id_required,
        .read = query_workspace_id_read,
        .note = "For Slack Enterprise the page calls it the id of a group.",
    },
    {
        .place = argument_place::query,
        .name = "group_id",
        .required = query_group_id_required,
        .read = query_group_id_read,
    },
    {
        .place = argument_place::query,
        .name = "product",
        .required_count = 1,
        .note = "Probably Google and Microsoft 365. Which of the two requires it is not known.",
    },
    {
        .place = argument_place::query,
        .name = "user_type",
        .required_count = 1,
        .note = "Three of the four map `user_type` in the answer, and are perhaps listed for that alone.",
    },
    {
        .place = argument_place::query,
        .name = "workspace",
        .required_count = 2,
        .note = "Probably Power BI and WordPress.",
    },
};

}  // namespace users_delete

namespace users_unassign_role
{

inline constexpr std::string_view offered_by[] = {"BlackLine", "CrowdStrike",      "Elastic Cloud",
                                                  "JumpCloud", "Slack Enterprise", "TeamViewer"};

inline constexpr std::string_view query_id_required[] = {"Elastic Cloud", "Slack Enterprise"};

inline constexpr std::string_view query_id_read[] = {"JumpCloud"};

inline constexpr std::string_view query_roles_required[] = {"Slack Enterprise"};

inline constexpr std::string_view query_workspace_id_required[] = {"Slack Enterprise"};

inline constexpr std::string_view body_id_required[] = {"JumpCloud"};

inline constexpr std::string_view body_id_read[] = {"Elastic Cloud"};

inline constexpr std::string_view body_roles_required[] = {"JumpCloud"};

inline constexpr argument_support arguments[] = {
    {
        .place = argument_place::query,
        .name = "id",
        .required = query_id_required,
        .read = query_id_read,
        .note = "JumpCloud is listed for the query and for the body; the body is the one it requires.",
    },
    {
        .place = argument_place::query,
        .name = "roles",
        .required = query_roles_required,
    },
    {
        .place = argument_place::query,
        .name = "workspace_id",
        .required = query_workspace_id_required,
    },
    {
        .place = argument_place::body,
        .name = "id",
        .required = body_id_required,
        .read = body_id_read,
        .note = "Elastic Cloud is listed for both places; the query is the one it requires.",
    },
    {
        .place = argument_place::body,
        .name = "roles",
        .required = body_roles_required,
        .note = "An earlier version of the page also listed CrowdStrike and TeamViewer.",
    },
};

}  // namespace users_unassign_role

namespace users_deactivate
{

inline constexpr std::string_view query_actor_required[] = {"Vanta"};

inline constexpr std::string_view body_user_id_required[] = {"Avalara AvaTax", "Okta"};

inline constexpr argument_support arguments[] = {
    {
        .place = argument_place::query,
        .name = "actor",
        .required = query_actor_required,
    },
    {
        .place = argument_place::body,
        .name = "user_id",
        .required = body_user_id_required,
    },
};

}  // namespace users_deactivate

namespace users_downgrade
{

inline constexpr std::string_view query_user_id_required[] = {"PagerDuty", "Salesforce", "Segment", "Zoom"};

inline constexpr std::string_view query_license_id_required[] = {"PagerDuty"};

inline constexpr std::string_view query_role_id_required[] = {"PagerDuty", "Salesforce", "Segment"};

inline constexpr std::string_view query_workspace_id_required[] = {"Segment"};

inline constexpr argument_support arguments[] = {
    {
        .place = argument_place::query,
        .name = "user_id",
        .required = query_user_id_required,
    },
    {
        .place = argument_place::query,
        .name = "license_id",
        .required = query_license_id_required,
    },
    {
        .place = argument_place::query,
        .name = "role_id",
        .required = query_role_id_required,
    },
    {
        .place = argument_place::query,
        .name = "workspace_id",
        .required = query_workspace_id_required,
    },
};

}  // namespace users_downgrade

namespace utilization_list
{

inline constexpr std::string_view offered_by[] = {"Adobe",      "DocuSign", "GitHub", "Jira",
                                                  "Salesforce", "Zendesk",  "Zoom"};

inline constexpr std::string_view query_created_at_read[] = {"Zoom"};

inline constexpr argument_support arguments[] = {
    {
        .place = argument_place::query,
        .name = "utilization_type",
        .required_count = 6,
    },
    {
        .place = argument_place::query,
        .name = "created_at",
        .read = query_created_at_read,
    },
    {
        .place = argument_place::query,
        .name = "organization_id",
        .required_count = 1,
    },
};

}  // namespace utilization_list

namespace workspaces_list
{

inline constexpr argument_support arguments[] = {
    {
        .place = argument_place::query,
        .name = "organization_id",
        .required_count = 5,
    },
    {
        .place = argument_place::query,
        .name = "product",
        .required_count = 2,
    },
};

}  // namespace workspaces_list

inline constexpr operation_support operations[] = {
    {
        .id = "activities.list",
        .arguments = activities_list::arguments,
    },
    {
        .id = "activities.get",
        .offered_by = activities_get::offered_by,
    },
    {
        .id = "groups.list",
        .arguments = groups_list::arguments,
    },
    {
        .id = "groups.create",
        .arguments = groups_create::arguments,
    },
    {
        .id = "groups.update",
        .offered_by = groups_update::offered_by,
        .arguments = groups_update::arguments,
    },
    {
        .id = "groups.delete",
        .offered_by = groups_delete::offered_by,
        .arguments = groups_delete::arguments,
    },
    {
        .id = "groups.remove_user",
        .arguments = groups_remove_user::arguments,
    },
    {
        .id = "groups.remove",
        .offered_by = groups_remove::offered_by,
    },
    {
        .id = "groups.add",
        .offered_by = groups_add::offered_by,
        .arguments = groups_add::arguments,
    },
    {
        .id = "licenses.list",
        .arguments = licenses_list::arguments,
    },
    {
        .id = "licenses.get",
        .arguments = licenses_get::arguments,
    },
    {
        .id = "organizations.list",
        .arguments = organizations_list::arguments,
    },
    {
        .id = "organizations.update",
        .offered_by = organizations_update::offered_by,
    },
    {
        .id = "organizations.delete",
        .offered_by = organizations_delete::offered_by,
    },
    {
        .id = "role_assignments.list",
        .offered_by = role_assignments_list::offered_by,
        .arguments = role_assignments_list::arguments,
    },
    {
        .id = "role_assignments.get",
        .offered_by = role_assignments_get::offered_by,
    },
    {
        .id = "roles.create",
        .arguments = roles_create::arguments,
    },
    {
        .id = "roles.get",
        .arguments = roles_get::arguments,
    },
    {
        .id = "users.list",
        .arguments = users_list::arguments,
    },
    {
        .id = "users.create",
        .arguments = users_create::arguments,
    },
    {
        .id = "users.get",
        .arguments = users_get::arguments,
    },
    {
        .id = "users.update",
        .arguments = users_update::arguments,
    },
    {
        .id = "users.delete",
        .offered_by = users_delete::offered_by,
        .arguments = users_delete::arguments,
    },
    {
        .id = "users.unassign_role",
        .offered_by = users_unassign_role::offered_by,
        .arguments = users_unassign_role::arguments,
    },
    {
        .id = "users.deactivate",
        .arguments = users_deactivate::arguments,
    },
    {
        .id = "users.downgrade",
        .arguments = users_downgrade::arguments,
    },
    {
        .id = "utilization.list",
        .offered_by = utilization_list::offered_by,
        .arguments = utilization_list::arguments,
    },
    {
        .id = "workspaces.list",
        .arguments = workspaces_list::arguments,
    },
};

}  // namespace requirement_lists

/// What is published about the operations and the integrations behind them.
inline constexpr requirement_table requirements{requirement_lists::operations};

}  // namespace truto::user_directory
