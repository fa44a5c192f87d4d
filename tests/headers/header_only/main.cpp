// A program of two files that both hold the whole library: it links, they share its state, and it works.

#include <truto/testing/directory_simulator.hpp>
#include <truto/user_directory.hpp>

#include <cstdlib>
#include <exception>
#include <iostream>
#include <string>

#include "other.hpp"

int main()
{
    try
    {
        if (error_category_of_the_other_file() != &truto::error_category())
        {
            std::cerr << "each file has an error category of its own: codes of one do not equal those of the other\n";
            return EXIT_FAILURE;
        }

        const truto::testing::directory_simulator simulator{{.tls = true}};
        truto::client_options options;
        options.base_url = simulator.base_url();
        options.token = simulator.token();
        options.integrated_account_id = simulator.account_id();
        options.tls.ca_pem = simulator.certificate_pem();

        const std::string user = truto::testing::directory_simulator::seeded().leaver;
        const std::string status = status_after_delete(options, user);
        if (status != "deleted")
        {
            std::cerr << "status after the user was deleted: " << status << '\n';
            return EXIT_FAILURE;
        }

        const truto::user_directory::client api{options};
        try
        {
            api.users().async_delete(user, truto::blocking);
            std::cerr << "a deleted user was deleted again\n";
            return EXIT_FAILURE;
        }
        catch (const truto::api_error& error)
        {
            if (error.code() != truto::errc::not_found)
            {
                std::cerr << error.what() << '\n';
                return EXIT_FAILURE;
            }
        }
        return EXIT_SUCCESS;
    }
    catch (const std::exception& error)
    {
        std::cerr << error.what() << '\n';
        return EXIT_FAILURE;
    }
}
