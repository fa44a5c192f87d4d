// The first program of the README, as it stands there. The ids in it are invented, so it meets a simulator here even
// when the environment names an account.
#include "support/somewhere.hpp"

static const example::simulator_in_environment simulator;

//! [program]
#include <truto/user_directory.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <cstdlib>
#include <exception>
#include <iostream>
#include <string>

namespace asio = boost::asio;
namespace directory = truto::user_directory;

asio::awaitable<void> offboard(directory::client api, std::string user)
{
    co_await api.groups().async_remove_user({.group_id = "grp-platform", .user_id = user});
    co_await api.users().async_unassign_role({.id = user, .roles = {{.id = "role-admin"}}});
    const auto gone = co_await api.users().async_delete(user);
    std::cout << gone->name.value_or(user) << ": " << gone.status() << '\n';
}

int main()
{
    try
    {
        asio::io_context context;
        directory::client api{context, truto::client_options::from_environment()};
        asio::co_spawn(context, offboard(api, "00u7k2"),
                       [](std::exception_ptr failure)
                       {
                           if (failure)
                           {
                               std::rethrow_exception(failure);
                           }
                       });
        context.run();
    }
    catch (const std::exception& failure)  // a truto::api_error says what failed, why, and what to do about it
    {
        std::cerr << failure.what() << '\n';
        return EXIT_FAILURE;
    }
}
//! [program]
