// One file of a larger program: the call of one_call_truto.cpp, with a client that another file makes.

#include <truto/user_directory/client.hpp>
#include <truto/user_directory/resources/users.hpp>

#include <boost/asio/awaitable.hpp>

#include <iostream>
#include <string>

namespace directory = truto::user_directory;

boost::asio::awaitable<void> delete_user(directory::client api, std::string id)
{
    const auto gone = co_await api.users().async_delete(id);
    std::cout << gone->name.value_or(id) << '\n';
}
