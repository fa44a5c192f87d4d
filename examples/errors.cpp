// How calls fail, and what the caller gets to know: errors. Always against a simulator, which is told to fail.
#include <truto/testing/directory_simulator.hpp>
#include <truto/user_directory.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>
#include <iostream>

namespace asio = boost::asio;
namespace directory = truto::user_directory;

//! [tokens]
asio::awaitable<void> fail_three_times(directory::client api, directory::groups_remove_user_body who)
{
    try
    {
        co_await api.groups().async_remove_user(who);  // the default token throws
    }
    catch (const truto::api_error& failure)
    {
        std::cout << "  thrown:   " << failure.what() << '\n';
    }
    const auto [error, answer] = co_await api.groups().async_remove_user(who, asio::as_tuple(asio::use_awaitable));
    std::cout << "  as_tuple: " << answer.status() << ", " << answer.error().message.value_or("no message") << ", "
              << (error == truto::condition::retryable ? "worth another try\n" : "in vain\n");
    api.groups().async_remove_user(who, [](truto::error_code ec, truto::response<directory::group> response)
                                   { std::cout << "  callback: " << truto::describe(ec, response) << '\n'; });
}
//! [tokens]

int main()
{
    truto::testing::directory_simulator simulator;
    truto::client_options options{.base_url = simulator.base_url(), .token = simulator.token()};
    options.integrated_account_id = simulator.account_id();
    const auto show = [&](const char* title, const directory::groups_remove_user_body& who)
    {
        std::cout << title << '\n';
        asio::io_context context;
        const directory::client api{context, options};
        asio::co_spawn(context, fail_three_times(api, who), asio::detached);
        context.run();
    };
    show("400, something is missing", {.group_id = "grp-platform"});
    show("404, no such group", {.group_id = "grp-0", .user_id = "00u7k2"});
    simulator.fail_next(truto::testing::scripted_answer::missing_scopes({"groups:write"}), 3);
    show("403, the account was connected without a scope", {.group_id = "grp-platform", .user_id = "00u7k2"});
    options.token = "guessed";
    show("401, wrong token", {.group_id = "grp-platform", .user_id = "00u7k2"});
    options.timeout = std::chrono::milliseconds{50};
    simulator.answer_after(std::chrono::seconds{1});
    show("too slow; it may or may not have been done", {.group_id = "grp-platform", .user_id = "00u7k2"});
    options.base_url = "https://127.0.0.1:1";
    show("nobody listens", {.group_id = "grp-platform", .user_id = "00u7k2"});
}
