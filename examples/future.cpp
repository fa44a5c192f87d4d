// Several calls at once with futures: future [USER-ID USER-ID...]
#include <truto/user_directory.hpp>

#include <boost/asio/use_future.hpp>

#include <cstdlib>
#include <exception>
#include <future>
#include <iostream>
#include <string>
#include <vector>

#include "support/somewhere.hpp"

namespace asio = boost::asio;
namespace directory = truto::user_directory;

int main(int count, char** values)
{
    try
    {
        const example::somewhere here;
        const auto users = here.ids(count, values, {"00u7k2", "00u1xw"}, 1);
        int status = EXIT_SUCCESS;

        //! [future]
        directory::client api{here.options()};  // without an executor it has a context and a thread of its own

        std::vector<std::future<truto::response<directory::user>>> deletions;
        for (const auto& user : users)
        {
            deletions.push_back(api.users().async_delete(user, truto::throwing(asio::use_future)));
        }
        for (auto& deletion : deletions)
        {
            try
            {
                const auto gone = deletion.get();
                std::cout << gone->name.value_or("somebody") << " is gone\n";
            }
            catch (const truto::api_error& failure)  // use_future alone would give the code without the details
            {
                std::cerr << failure.what() << '\n';
                status = EXIT_FAILURE;
            }
        }
        //! [future]
        return status;
    }
    catch (const std::exception& failure)
    {
        std::cerr << failure.what() << '\n';
        return EXIT_FAILURE;
    }
}
