// A client of somebody's own description, in the same program as the library's.

#include <truto/staff.hpp>
#include <truto/user_directory.hpp>

#include <cstdlib>
#include <exception>
#include <iostream>

int main()
{
    try
    {
        const auto options = truto::client_options::from_environment();
        const truto::user_directory::client directory{options};
        directory.groups().async_remove_user({.group_id = "grp-platform", .user_id = "00u7k2"}, truto::blocking);

        const truto::staff::client staff{options};
        const auto gone = staff.people().async_dismiss("00u7k2", truto::blocking);
        std::cout << gone->name.value_or("somebody") << '\n';
        return gone->name == "Ines Okafor" ? EXIT_SUCCESS : EXIT_FAILURE;
    }
    catch (const std::exception& failure)
    {
        std::cerr << failure.what() << '\n';
        return EXIT_FAILURE;
    }
}
