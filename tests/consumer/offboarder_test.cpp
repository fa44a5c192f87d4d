// Somebody else's test: what the program does when the provider answers late, without a network.

#include <truto/testing/fake_transport.hpp>
#include <truto/user_directory.hpp>

#include <chrono>
#include <cstdlib>
#include <exception>
#include <iostream>

int main()
{
    try
    {
        truto::testing::fake_transport network;
        network.expect("DELETE", "/unified/user-directory/users/00u7k2")
            .answer(truto::testing::scripted_answer::rate_limited(std::chrono::seconds{60}))
            .answer(200, R"({"id": "00u7k2", "name": "Ines Okafor"})");

        auto options = network.options();
        options.timeout = std::chrono::minutes{5};
        const truto::user_directory::client api{options};
        const auto gone = api.users().async_delete("00u7k2", truto::blocking);
        return gone->name == "Ines Okafor" && gone.attempts() == 2 ? EXIT_SUCCESS : EXIT_FAILURE;
    }
    catch (const std::exception& failure)
    {
        std::cerr << failure.what() << '\n';
        return EXIT_FAILURE;
    }
}
