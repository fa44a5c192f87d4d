// What a file holds that makes calls with a client that it is given: lean.sh looks at it.

#include <truto/user_directory.hpp>

#include <boost/asio/awaitable.hpp>

#include <iostream>
#include <string>

boost::asio::awaitable<void> delete_user(truto::user_directory::client api, std::string id)
{
    const auto gone = co_await api.users().async_delete(id);
    std::cout << gone->name.value_or(id) << '\n';
}
