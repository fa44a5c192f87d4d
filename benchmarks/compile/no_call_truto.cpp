// one_call_truto.cpp with an empty awaitable in place of the call: what the call itself adds is the difference.
//
//   no_call_truto USER_ID      TRUTO_API_TOKEN and TRUTO_INTEGRATED_ACCOUNT_ID from the environment

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

asio::awaitable<directory::user> nothing()
{
    co_return directory::user{};
}

asio::awaitable<void> delete_user(directory::client, std::string id)
{
    const auto gone = co_await nothing();
    std::cout << gone.name.value_or(id) << '\n';
}

}  // namespace

int main(int argc, char** argv)
try
{
    if (argc != 2)
    {
        std::cerr << "usage: no_call_truto USER_ID\n";
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
