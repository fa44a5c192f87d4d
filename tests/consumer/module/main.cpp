// Somebody else's program, which imports the library in one file and includes it in the other.

#include <cstdlib>
#include <iostream>
#include <optional>
#include <string>

import truto.user_directory;

truto::client_options settings();

int main()
{
    try
    {
        const truto::user_directory::client api{settings()};
        const auto gone = api.users().async_delete("00u7k2", truto::blocking);
        std::cout << gone->name.value_or("somebody") << ": " << gone.status() << '\n';
        return gone->name == "Ines Okafor" ? EXIT_SUCCESS : EXIT_FAILURE;
    }
    catch (const truto::api_error& failure)
    {
        std::cerr << failure.what() << '\n';
        return EXIT_FAILURE;
    }
}
