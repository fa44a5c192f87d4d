#include <truto/testing/fake_transport.hpp>
#include <truto/user_directory.hpp>
#include <truto/version.hpp>

#include <cstdlib>
#include <exception>
#include <iostream>

int main()
{
    try
    {
        truto::testing::fake_transport network;
        network.expect("DELETE", "/unified/user-directory/users/00u7k2").answer(200, R"({"name": "Ines Okafor"})");

        const truto::user_directory::client api{network.options()};
        const auto gone = api.users().async_delete("00u7k2", truto::blocking);
        std::cout << "truto " TRUTO_VERSION_STRING ": " << gone->name.value_or("nobody") << " is gone\n";
        return gone->name == "Ines Okafor" ? EXIT_SUCCESS : EXIT_FAILURE;
    }
    catch (const std::exception& failure)
    {
        std::cerr << failure.what() << '\n';
        return EXIT_FAILURE;
    }
}
