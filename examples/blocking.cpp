// Without a loop and without a coroutine: blocking [USER-ID GROUP-ID]
#include <truto/user_directory.hpp>

#include <cstdlib>
#include <exception>
#include <iostream>
#include <string>

#include "support/somewhere.hpp"

namespace directory = truto::user_directory;

int main(int count, char** values)
{
    try
    {
        const example::somewhere here;
        const auto ids = here.ids(count, values, {"00u7k2", "grp-platform"});
        const std::string& user = ids[0];
        const std::string& group = ids[1];

        //! [blocking]
        directory::client api{here.options()};

        api.groups().async_remove_user({.group_id = group, .user_id = user}, truto::blocking);
        const auto gone = api.users().async_delete(user, truto::blocking);
        std::cout << gone->name.value_or(user) << ": " << gone.status() << '\n';
        //! [blocking]
        return EXIT_SUCCESS;
    }
    catch (const std::exception& failure)
    {
        std::cerr << failure.what() << '\n';
        return EXIT_FAILURE;
    }
}
