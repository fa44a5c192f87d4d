// The library's own description, changed: users have a badge, and groups are called circles.

#include <truto/user_directory.hpp>

#include <cstdlib>
#include <exception>
#include <iostream>

int main()
{
    try
    {
        const truto::user_directory::client api{truto::client_options::from_environment()};
        api.circles().async_remove_user({.group_id = "grp-platform", .user_id = "00u7k2"}, truto::blocking);
        const auto gone = api.users().async_delete("00u7k2", truto::blocking);
        std::cout << gone->name.value_or("somebody") << ", badge " << gone->badge.value_or("unknown") << '\n';
        return gone->name == "Ines Okafor" ? EXIT_SUCCESS : EXIT_FAILURE;
    }
    catch (const std::exception& failure)
    {
        std::cerr << failure.what() << '\n';
        return EXIT_FAILURE;
    }
}
