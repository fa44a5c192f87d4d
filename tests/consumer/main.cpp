// Somebody else's program. Nothing listens where it calls, so what it shows is the library's own words about that.

#include <truto/user_directory.hpp>

#include <chrono>
#include <cstdlib>
#include <exception>
#include <iostream>

int main()
{
    try
    {
        truto::client_options options;
        options.base_url = "http://127.0.0.1:1";
        options.token = "unused";
        options.timeout = std::chrono::seconds{10};

        const truto::user_directory::client api{options};
        api.users().async_delete("00u7k2", truto::blocking);
        std::cerr << "port 1 answered\n";
        return EXIT_FAILURE;
    }
    catch (const truto::api_error& error)
    {
        std::cout << error.what() << '\n';
        return error.code() == truto::errc::connect_failed ? EXIT_SUCCESS : EXIT_FAILURE;
    }
    catch (const std::exception& error)
    {
        std::cerr << error.what() << '\n';
        return EXIT_FAILURE;
    }
}
