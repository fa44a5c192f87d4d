// The client against a server that knows nothing but the description and checks each request against it:
// client_against_mock BASE-URL [--incomplete]
//
// Calls every operation for each kind of answer that the mock can be asked for, and takes nothing in an answer that is
// not as described. With --incomplete it sends what the description forbids, and it is an error if that is not noticed.

#include <truto/user_directory.hpp>

#include <boost/json/array.hpp>

#include <cstdlib>
#include <exception>
#include <iostream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace directory = truto::user_directory;

namespace
{

// Much of it has to be percent-encoded to stay in one segment of the path.
constexpr std::string_view awkward_id = "partner/zoë kramer@example.com?x=1";

directory::client client_of(std::string base_url)
{
    truto::client_options options;
    options.base_url = std::move(base_url);
    options.token = "any will do";
    options.integrated_account_id = "3d0c5b0e-7f4a-4f6e-9c37-1b8e52a6d411";
    options.strict_decoding = true;
    return directory::client{options};
}

template <class T>
void expect(const truto::response<T>& answer, unsigned status)
{
    if (answer.status() != status || answer.has_value() != (status == 200))
    {
        throw std::runtime_error(std::string{answer.operation()} + ": expected status " + std::to_string(status) +
                                 ", got " + std::to_string(answer.status()) +
                                 (answer.has_value() ? " with a value" : " without a value"));
    }
}

// What an integration wants is in the query or in the body or in both; here everything is in both.
void write_everything(const directory::client& api, unsigned status)
{
    const directory::user_role_input admin{.id = "role-admin", .organization = "org-1"};
    const directory::user_role_input viewer{.id = "role-viewer", .name = "Viewer", .group = "grp-3", .workspace = "w"};
    const directory::user_organization_input freight{.id = "org-1", .name = "Norrland Freight AB"};
    const directory::user_email_input address{.email = "ana@example.com", .type = "work", .is_primary = true};
    const directory::user_group_input night{.id = "grp-3", .name = "Night Shift", .organization = "org-1"};

    expect(api.groups().async_create({.name = "Night Shift", .description = "", .remote_data = {{"visible", true}}},
                                     {.group_type = directory::group_type::team}, truto::blocking),
           status);
    expect(api.groups().async_update(awkward_id, {.name = truto::null, .description = "On call"},
                                     {.group_type = directory::group_type::team}, truto::blocking),
           status);
    expect(api.groups().async_delete(awkward_id, {.group_type = directory::group_type::team}, truto::blocking), status);
    expect(api.groups().async_remove_user({.group_id = "grp-3", .user_id = "7731", .remote_data = {{"notify", false}}},
                                          truto::blocking),
           status);

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
    expect(api.groups().async_remove({.group_id = "grp-3", .user_id = "7731"}, truto::blocking), status);
    expect(api.groups().async_add({.group_id = "grp-3", .user_id = "7731"}, truto::blocking), status);
#pragma GCC diagnostic pop

    expect(api.organizations().async_update(awkward_id, {.remote_data = {{"name", "Norrland"}}}, truto::blocking),
           status);
    expect(api.organizations().async_delete(awkward_id, truto::blocking), status);

    expect(api.role_assignments().async_delete(awkward_id, truto::blocking), status);

    expect(api.roles().async_create({.name = "Dispatcher", .description = "", .license = "100"}, truto::blocking),
           status);
    expect(api.roles().async_update(awkward_id, {.remote_data = {{"permissions", {"plan.read"}}}}, truto::blocking),
           status);
    expect(api.roles().async_delete(awkward_id, truto::blocking), status);

    expect(api.users().async_create({.first_name = "Ana",
                                     .last_name = "Ferreira",
                                     .name = "Ana Ferreira",
                                     .username = "ana",
                                     .password = "correct horse",
                                     .description = "Plans",
                                     .emails = {address},
                                     .phones = {{.number = "+46700000456", .extension = "7", .type = "mobile"}},
                                     .roles = {admin, viewer},
                                     .group = 3,
                                     .groups = {night},
                                     .languages = {"sv-SE", "pt-PT"},
                                     .timezone = "Europe/Stockholm",
                                     .remote_data = {{"ProfileId", 7}}},
                                    {.organization_id = "o", .workspace_id = "w"}, truto::blocking),
           status);
    expect(api.users().async_update(awkward_id,
                                    {.id = "7731",
                                     .first_name = "Ana",
                                     .name = truto::null,
                                     .emails = truto::list<directory::user_email_input>{address},
                                     .roles = truto::null,
                                     .groups = truto::list<directory::user_group_input>{},
                                     .avatar = truto::null,
                                     .created_at = "2021-02-08T07:45:00Z",
                                     .remote_data = {{"locale", "sv_SE"}}},
                                    {.organization_id = "o",
                                     .workspace_id = "w",
                                     .group_id = "g",
                                     .workspace = "any & all",
                                     .user_id = "7731",
                                     .groups = {night, {.id = "grp-4"}}},
                                    truto::blocking),
           status);
    expect(api.users().async_delete(awkward_id,
                                    {.remove_from = directory::remove_from::group,
                                     .remove_from_id = "grp-3",
                                     .emails = boost::json::array{"ana@example.com"},
                                     .organization_id = "org-1",
                                     .workspace_id = "T0EXAMPLE1",
                                     .group_id = "grp-3",
                                     .workspace = "any & all"},
                                    truto::blocking),
           status);
    expect(api.users().async_unassign_role({.id = "7731",
                                            .roles = {admin, viewer},
                                            .organizations = {freight},
                                            .remote_data = {{"attributes", {{"sudo", {{"enabled", false}}}}}}},
                                           {.id = "7731", .roles = {admin, viewer}, .workspace_id = "T0EXAMPLE1"},
                                           truto::blocking),
           status);
    expect(api.users().async_deactivate({.user_id = "7731"}, {.actor = "it@example.com"}, truto::blocking), status);
    expect(api.users().async_downgrade(
               {}, {.user_id = "7731", .license_id = "l", .role_id = "observer", .workspace_id = "w"}, truto::blocking),
           status);
}

// Filters in their plain form and with operators: of the latter the mock knows nothing, and must not mind them.
void list_everything(const directory::client& api)
{
    const auto january = truto::since("2026-01-01T00:00:00Z").before("2026-02-01T00:00:00Z");
    const auto moment = "2026-01-01T00:00:00Z";

    expect(
        api.activities().async_list({.created_at = january,
                                     .actor_id = "7731",
                                     .organization_id = "o",
                                     .action = directory::activity_action::login,
                                     .product = directory::directory_product::azure_active_directory,
                                     .actor = {{.type = directory::activity_actor_type::user, .user = {{.id = "u"}}}},
                                     .entity = "e",
                                     .entity_type = "t",
                                     .ip_address = "2001:db8::17",
                                     .limit = 2,
                                     .next_cursor = "a+b/c==",
                                     .key_by = "id",
                                     .ignore_limit = false,
                                     .super_query = directory::super_query_region::apac},
                                    truto::blocking),
        200);
    expect(api.billing().async_list({.limit = 2}, truto::blocking), 200);
    expect(api.groups().async_list({.group_type = directory::group_type::product,
                                    .name = "R&D",
                                    .sort_by = truto::descending(directory::group_sort_field::created_at),
                                    .is_group = true,
                                    .created_at = moment,
                                    .updated_at = january,
                                    .limit = 2},
                                   truto::blocking),
           200);
    expect(api.licenses().async_list({.product = directory::directory_product::onedrive}, truto::blocking), 200);
    expect(api.me().async_list(truto::blocking), 200);
    expect(
        api.organizations().async_list(
            {.sort_by = truto::ascending("name"), .user_id = "u", .name = "n", .updated_at = moment}, truto::blocking),
        200);
    expect(api.role_assignments().async_list({.role_id = "r", .group_id = "g", .workspace_id = "w"}, truto::blocking),
           200);
    expect(api.roles().async_list({.next_cursor = "c"}, truto::blocking), 200);
    expect(api.users().async_list({.first_name = "Ana",
                                   .emails = boost::json::value("ana@example.com"),
                                   .status = directory::user_status::active,
                                   .created_at = moment,
                                   .sort_by = truto::ascending(directory::user_sort_field::name),
                                   .limit = 2},
                                  truto::blocking),
           200);
    expect(api.users().async_list(
               {.status = truto::one_of(directory::user_status::active, directory::user_status::invited),
                .updated_at = truto::after(moment)},
               truto::blocking),
           200);
    expect(
        api.utilization().async_list(
            {.utilization_type = directory::utilization_type::shared_storage, .created_at = january}, truto::blocking),
        200);
    expect(api.workspaces().async_list({.status = truto::one_of(directory::workspace_status::active),
                                        .sort_by = truto::descending(directory::workspace_sort_field::updated_at),
                                        .include_nested = true,
                                        .product = directory::directory_product::teams},
                                       truto::blocking),
           200);
}

void get_everything(const directory::client& api)
{
    expect(api.activities().async_get(awkward_id, truto::blocking), 200);
    expect(api.groups().async_get(awkward_id, truto::blocking), 200);
    expect(api.licenses().async_get(awkward_id, {.organization_id = "o"}, truto::blocking), 200);
    expect(api.organizations().async_get(awkward_id, truto::blocking), 200);
    expect(api.role_assignments().async_get(awkward_id, truto::blocking), 200);
    expect(api.roles().async_get(awkward_id, {.workspace_id = "w", .group_id = "g"}, truto::blocking), 200);
    expect(api.users().async_get(awkward_id,
                                 {.organization_id = "o",
                                  .product = directory::directory_product::workspace,
                                  .user_type = directory::user_type::service_account},
                                 truto::blocking),
           200);
    expect(api.workspaces().async_get(awkward_id, truto::blocking), 200);
}

void call_in_all_ways(const directory::client& api)
{
    const auto with_options = api.with({.ignore_remote_data = true,
                                        .exclude_fields = {"avatar", "bio"},
                                        .remote_query = {{"filter", {{"kind", "bot"}}}, {"tags", {"a", "b"}}},
                                        .idempotency_key = "4711"});
    for (const auto& scoped : {api, with_options})
    {
        // Prism reads `Prefer`: an example by its name, any answer the schema allows, or another status.
        const auto preferring = [&](std::string_view what) { return scoped.with({.headers = {{"Prefer", what}}}); };
        for (const auto& each : {scoped, preferring("code=200, dynamic=true")})
        {
            write_everything(each, 200);
            list_everything(each);
            get_everything(each);
        }
        write_everything(preferring("code=200, example=thin"), 200);
        get_everything(preferring("code=200, example=thin"));
        write_everything(preferring("code=204"), 204);
    }
}

void send_something_incomplete(const directory::client& api)
{
    try
    {
        api.groups().async_remove_user({.group_id = "grp-3"}, truto::blocking);
    }
    catch (const truto::api_error& error)
    {
        if (error.response().status() == 422)
        {
            return;
        }
        throw;
    }
    throw std::runtime_error("a request without a required member passed");
}

}  // namespace

int main(int count, char** values)
{
    try
    {
        const bool incomplete = count == 3 && std::string_view{values[2]} == "--incomplete";
        if (count != 2 && !incomplete)
        {
            throw std::invalid_argument("usage: client_against_mock BASE-URL [--incomplete]");
        }
        const auto api = client_of(values[1]);
        if (incomplete)
        {
            send_something_incomplete(api);
        }
        else
        {
            call_in_all_ways(api);
        }
        return EXIT_SUCCESS;
    }
    catch (const std::exception& failure)
    {
        std::cerr << failure.what() << '\n';
        return EXIT_FAILURE;
    }
}
