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
void call_everything(const directory::client& api, unsigned status)
{
    const directory::user_role_input admin{.id = "role-admin", .organization = "org-1"};
    const directory::user_role_input viewer{.id = "role-viewer", .name = "Viewer", .group = "grp-3", .workspace = "w"};
    const directory::user_organization_input freight{.id = "org-1", .name = "Norrland Freight AB"};

    expect(api.groups().async_remove_user({.group_id = "grp-3", .user_id = "7731", .remote_data = {{"notify", false}}},
                                          truto::blocking),
           status);

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
    expect(api.groups().async_remove({.group_id = "grp-3", .user_id = "7731"}, truto::blocking), status);
#pragma GCC diagnostic pop

    expect(api.users().async_unassign_role({.id = "7731",
                                            .roles = {admin, viewer},
                                            .organizations = {freight},
                                            .remote_data = {{"attributes", {{"sudo", {{"enabled", false}}}}}}},
                                           {.id = "7731", .roles = {admin, viewer}, .workspace_id = "T0EXAMPLE1"},
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

    expect(api.organizations().async_delete(awkward_id, truto::blocking), status);
}

void call_in_all_ways(const directory::client& api)
{
    const auto with_options = api.with({.ignore_remote_data = true,
                                        .exclude_fields = {"avatar", "bio"},
                                        .remote_query = {{"filter", {{"kind", "bot"}}}, {"tags", {"a", "b"}}},
                                        .idempotency_key = "4711"});
    for (const auto& scoped : {api, with_options})
    {
        call_everything(scoped, 200);

        // Prism reads `Prefer`: an example by its name, any answer the schema allows, or another status.
        call_everything(scoped.with({.headers = {{"Prefer", "code=200, example=thin"}}}), 200);
        call_everything(scoped.with({.headers = {{"Prefer", "code=200, dynamic=true"}}}), 200);
        call_everything(scoped.with({.headers = {{"Prefer", "code=204"}}}), 204);
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
