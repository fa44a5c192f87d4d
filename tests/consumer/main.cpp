// Somebody else's program: deletes somebody from the directory that the environment names.

#include <truto/user_directory.hpp>

#include <cstdlib>
#include <exception>
#include <iostream>

int main()
{
    try
    {
        const truto::user_directory::client api{truto::client_options::from_environment()};
        const auto gone = api.users().async_delete("00u7k2", truto::blocking);
        std::cout << gone->name.value_or("somebody") << ": " << gone.status() << '\n';
        return gone->name == "Ines Okafor" ? EXIT_SUCCESS : EXIT_FAILURE;
    }
    catch (const std::exception& failure)
    {
        std::cerr << failure.what() << '\n';
        return EXIT_FAILURE;
    }
}
