// One person leaves, in every connected account at once: accounts [USER-ID ACCOUNT-ID...]. The accounts share one
// client, its connections and its rate limits; each account's own limit holds back that account alone.
#include <truto/testing/directory_simulator.hpp>
#include <truto/user_directory.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <chrono>
#include <cstddef>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "support/somewhere.hpp"
#include "support/terminal_text.hpp"

namespace asio = boost::asio;
namespace directory = truto::user_directory;
using namespace std::chrono_literals;

namespace
{

/// What became of one account.
struct outcome
{
    std::string account{};
    std::size_t left = 0;  // groups
    bool was_there = false;
    std::vector<std::string> problems{};
};

//! [leave]
/// Carries a step out. A failure is for a person to look at, and keeps nobody from the next step; but only the provider
/// knows that somebody is not there: a 404 of the API itself is about the account.
template <class Operation>
asio::awaitable<bool> is_done(Operation operation, outcome& result)
{
    try
    {
        co_await std::move(operation);
        co_return true;
    }
    catch (const truto::api_error& failure)
    {
        if (failure.code() != truto::errc::not_found || !failure.details().is_remote())
        {
            result.problems.push_back(failure.what());
        }
        co_return false;
    }
}

/// Takes somebody off all groups of an account, then deletes the account's user.
asio::awaitable<void> leave(directory::client account, std::string user, outcome& result)
{
    std::vector<std::string> groups;
    const auto look_up = [&]() -> asio::awaitable<void>
    {
        const auto now = co_await account.users().async_get(user);
        result.was_there = true;
        for (const auto& group : now->groups.value_or(std::vector<directory::user_group>{}))
        {
            groups.push_back(group.id.value_or(""));
        }
    };
    co_await is_done(look_up(), result);
    for (const auto& group : groups)
    {
        const bool has_left =
            co_await is_done(account.groups().async_remove_user({.group_id = group, .user_id = user}), result);
        result.left += has_left ? 1 : 0;
    }
    const bool is_deleted = co_await is_done(account.users().async_delete(user), result);
    result.was_there = result.was_there || is_deleted;
}
//! [leave]

}  // namespace

int main(int count, char** values)
{
    try
    {
        std::optional<truto::testing::directory_simulator> simulator;
        truto::client_options options;
        std::string user;
        std::vector<std::string> accounts;
        if (example::has_token())
        {
            if (count < 3)
            {
                std::cerr << "usage: accounts USER-ID ACCOUNT-ID...\n";
                return 2;
            }
            options = truto::client_options::from_environment();
            user = values[1];
            accounts.assign(values + 2, values + count);
        }
        else if (count > 1)
        {
            std::cerr
                << "accounts: TRUTO_API_TOKEN is not set; without it only the simulator's own accounts are shown\n";
            return 2;
        }
        else
        {
            std::cerr << "TRUTO_API_TOKEN is not set: working on a simulator in this process, nobody real is meant.\n";
            // A provider that takes two requests for an account in 300 ms, and says 429 to the third.
            simulator.emplace(truto::testing::directory_simulator_options{
                .tls = true, .accounts = 5, .account_limit = {.requests = 2, .window = 300ms}, .persistent = false});
            options.base_url = simulator->base_url();
            options.token = simulator->token();
            options.tls.ca_pem = simulator->certificate_pem();
            user = truto::testing::directory_simulator::seeded().leaver;
            accounts = simulator->account_ids();
        }

        asio::io_context context;
        directory::client api{context, options};
        std::vector<outcome> outcomes;
        for (const auto& account : accounts)
        {
            outcomes.push_back({.account = account});
        }
        for (auto& each : outcomes)
        {
            asio::co_spawn(context, leave(api.account(each.account), user, each),
                           [&each](std::exception_ptr failure)
                           {
                               if (failure)
                               {
                                   each.problems.push_back("this program failed; see whether the user is still there");
                               }
                           });
        }
        context.run();

        std::size_t failed = 0;
        for (const auto& each : outcomes)
        {
            failed += each.problems.empty() ? 0 : 1;
            std::cout << example::printable(each.account) << ": "
                      << (!each.problems.empty() ? "left "
                          : each.was_there       ? "gone, from "
                                                 : "not there, says the provider; from ")
                      << example::counted(each.left, "group") << '\n';
            for (const auto& problem : each.problems)
            {
                std::cout << "  " << example::printable(problem) << '\n';
            }
        }
        const auto counts = api.counters();
        std::cout << counts.attempts << " requests over " << counts.connections_opened << " connections, "
                  << counts.rate_limited << " refused for their rate, " << counts.gate_waits << " held back for it\n";
        return failed == 0 && std::cout.flush() ? EXIT_SUCCESS : EXIT_FAILURE;
    }
    catch (const std::exception& failure)
    {
        std::cerr << failure.what() << '\n';
        return EXIT_FAILURE;
    }
}
