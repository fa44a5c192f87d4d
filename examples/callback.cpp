// The same call with a callback: callback [USER-ID]
#include <truto/user_directory.hpp>

#include <boost/asio/io_context.hpp>

#include <cstdlib>
#include <exception>
#include <iostream>
#include <string>

#include "support/somewhere.hpp"

namespace asio = boost::asio;
namespace directory = truto::user_directory;

int main(int count, char** values)
{
    try
    {
        const example::somewhere here;
        const std::string user = here.ids(count, values, {"00u7k2"}).front();
        int status = EXIT_SUCCESS;

        asio::io_context context;
        directory::client api{context, here.options()};

        //! [callback]
        // With a callback nothing is thrown. The answer is there in either case, and knows what the server said.
        api.users().async_delete(user,
                                 [&](truto::error_code error, truto::response<directory::user> gone)
                                 {
                                     if (error)
                                     {
                                         std::cerr << truto::describe(error, gone) << '\n';
                                         status = EXIT_FAILURE;
                                         return;
                                     }
                                     std::cout << gone->name.value_or(user) << " is gone\n";
                                 });
        //! [callback]

        context.run();
        return status;
    }
    catch (const std::exception& failure)
    {
        std::cerr << failure.what() << '\n';
        return EXIT_FAILURE;
    }
}
