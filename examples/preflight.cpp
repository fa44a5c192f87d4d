// What a call needs, asked before it is made: preflight [INTEGRATION]
//
// From the tables that come with the library, from the account's live capabilities, and with a token that is good for
// nothing else. Works on the account of TRUTO_API_TOKEN and TRUTO_INTEGRATED_ACCOUNT_ID, where it only reads. Without
// them it meets a network that is all in this process.
#include <truto/account_check.hpp>
#include <truto/platform.hpp>
#include <truto/testing/fake_transport.hpp>
#include <truto/user_directory.hpp>
#include <truto/user_directory/requirements.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <cstdlib>
#include <exception>
#include <iostream>
#include <stdexcept>
#include <string>
#include <string_view>

#include "support/somewhere.hpp"

namespace asio = boost::asio;
namespace directory = truto::user_directory;
namespace platform = truto::platform;

namespace
{

/// What the tables say of an integration, and of a call that is not complete. No network is needed for this.
void look_up(std::string_view integration)
{
    std::cout << "To delete a user, as far as that is published for " << integration << ":\n";
    //! [requirements]
    for (const auto& need : directory::requirements.of(directory::operations::users_delete, integration))
    {
        std::cout << "  " << to_string(need.place) << ' ' << need.name << ": " << to_string(need.need) << '\n';
    }
    //! [requirements]

    //! [check]
    const directory::users_delete_query query{.remove_from = directory::remove_from::organization};
    const auto found =
        directory::requirements.check(directory::operations::users_delete, integration, {.query = query});
    std::cout << to_string(found) << '\n';  // found.missing and found.possibly_missing are lists
    //! [check]
}

/// What the account itself offers.
asio::awaitable<void> ask(platform::client api, std::string account)
{
    //! [live]
    const auto live =
        co_await api.integrated_accounts().async_capabilities(account, {.type = platform::capabilities_type::unified});
    for (const auto& each : {directory::operations::users_list, directory::operations::users_delete,
                             directory::operations::groups_remove_user})
    {
        const auto found = truto::check_account(each, *live);
        std::cout << each.id << ": " << to_string(found.offered) << (found.is_blocked ? ", but it is blocked" : "")
                  << (found.is_overridden ? ", in a form of its own" : "") << '\n';
    }
    //! [live]
}

/// A client that can do nothing but to act for one account, for a quarter of an hour.
asio::awaitable<void> list_with_a_token_of_its_own(platform::client api, truto::client_options options,
                                                   std::string account)
{
    //! [mint]
    const auto minted = co_await api.integrated_accounts().async_create_token({.integrated_account_id = account});
    if (!minted->integrated_account_token)
    {
        throw std::runtime_error("the answer holds no token");
    }
    options.token = *minted->integrated_account_token;  // printed as ***
    options.integrated_account_id.clear();              // the token implies it
    const directory::client scoped{api.get_executor(), options};
    //! [mint]
    const auto page = co_await scoped.users().async_list({.limit = 3});
    std::cout << "with a token of its own: " << page->result.size() << " users on the first page\n";
}

/// Answers as the API would for an account of the integration.
void script(truto::testing::fake_transport& network, std::string_view account)
{
    network.expect("GET", "/integrated-account/" + std::string{account} + "/capabilities").answer(200, R"({
        "integration": {"name": "asana", "label": "Asana"},
        "unified": [
            {"model": "user-directory", "resource": "users", "methods": ["list", "get", "delete"], "env_overridden": true},
            {"model": "user-directory", "resource": "groups", "methods": ["list", "get"], "env_overridden": false}],
        "account": {"status": "active", "is_blocked": false}})");
    network.expect("POST", "/integrated-account/token")
        .answer(200, R"({"integrated_account_token": "of-one-account"})");
    network.expect("GET", "/unified/user-directory/users").answer(200, R"({"result": [{"id": "1"}, {"id": "2"}]})");
}

}  // namespace

int main(int count, char** values)
{
    try
    {
        look_up(count > 1 ? values[1] : "asana");

        truto::testing::fake_transport network;
        const auto options = example::has_token() ? truto::client_options::from_environment() : network.options();
        const auto account = options.integrated_account_id;
        if (!example::has_token())
        {
            script(network, account);
        }
        else if (account.empty())
        {
            throw std::runtime_error("TRUTO_INTEGRATED_ACCOUNT_ID names no account");
        }

        asio::io_context context;
        const platform::client api{context, options};
        const auto work = [&]() -> asio::awaitable<void>
        {
            co_await ask(api, account);
            co_await list_with_a_token_of_its_own(api, options, account);
        };
        std::exception_ptr failure;
        asio::co_spawn(context, work, [&](std::exception_ptr thrown) { failure = thrown; });
        context.run();
        if (failure)
        {
            std::rethrow_exception(failure);
        }
    }
    catch (const std::exception& failure)
    {
        std::cerr << failure.what() << '\n';
        return EXIT_FAILURE;
    }
}
