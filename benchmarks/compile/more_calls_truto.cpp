// one_call_truto.cpp with ten calls of other operations before that one: what each further operation costs.
//
//   more_calls_truto USER_ID      TRUTO_API_TOKEN and TRUTO_INTEGRATED_ACCOUNT_ID from the environment

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

namespace
{

asio::awaitable<void> delete_user(directory::client api, std::string id)
{
    co_await api.groups().async_remove_user({.group_id = "g", .user_id = id});
    co_await api.activities().async_get("a");
    co_await api.groups().async_get("g");
    co_await api.groups().async_delete("g");
    co_await api.organizations().async_get("o");
    co_await api.organizations().async_delete("o");
    co_await api.roles().async_get("r");
    co_await api.users().async_get(id);
    co_await api.users().async_unassign_role({.id = id, .roles = {{.id = "r"}}});
    co_await api.workspaces().async_get("w");
    const auto gone = co_await api.users().async_delete(id);
    std::cout << gone->name.value_or(id) << '\n';
}

}  // namespace

int main(int argc, char** argv)
try
{
    if (argc != 2)
    {
        std::cerr << "usage: more_calls_truto USER_ID\n";
        return EXIT_FAILURE;
    }
    asio::io_context context;
    directory::client api{context, truto::client_options::from_environment()};
    asio::co_spawn(context, delete_user(api, argv[1]),
                   [](std::exception_ptr failure)
                   {
                       if (failure)
                       {
                           std::rethrow_exception(failure);
                       }
                   });
    context.run();
    return EXIT_SUCCESS;
}
catch (const std::exception& failure)
{
    std::cerr << failure.what() << '\n';
    return EXIT_FAILURE;
}
