// Deletes one user and prints its name: the same program as one_call_beast.cpp, with this library.
//
//   one_call_truto USER_ID      TRUTO_API_TOKEN and TRUTO_INTEGRATED_ACCOUNT_ID from the environment

#include <truto/user_directory/client.hpp>
#include <truto/user_directory/resources/users.hpp>

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
    const auto gone = co_await api.users().async_delete(id);
    std::cout << gone->name.value_or(id) << '\n';
}

}  // namespace

int main(int argc, char** argv)
try
{
    if (argc != 2)
    {
        std::cerr << "usage: one_call_truto USER_ID\n";
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
