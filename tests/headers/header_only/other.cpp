#include "other.hpp"

#include <truto/testing/directory_simulator.hpp>
#include <truto/user_directory.hpp>

const void* error_category_of_the_other_file()
{
    return &truto::error_category();
}

std::string status_after_delete(const truto::client_options& options, const std::string& user)
{
    const truto::user_directory::client api{options};
    const auto gone = api.users().async_delete(user, truto::blocking);
    return gone->status ? std::string{gone->status->text()} : std::string{"none"};
}
