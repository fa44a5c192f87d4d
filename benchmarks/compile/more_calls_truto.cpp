// given_client_truto.cpp with ten calls of other operations before that one: what each further operation costs.

#include <truto/user_directory.hpp>

#include <boost/asio/awaitable.hpp>

#include <iostream>
#include <string>

namespace directory = truto::user_directory;

boost::asio::awaitable<void> delete_user(directory::client api, std::string id)
{
    co_await api.groups().async_remove_user({.group_id = "g", .user_id = id});
    co_await api.activities().async_get("a");
    co_await api.groups().async_get("g");
    co_await api.groups().async_delete("g");
    co_await api.organizations().async_get("o");
    co_await api.organizations().async_delete("o");
    co_await api.roles().async_get("r");
    co_await api.users().async_get(id);
    co_await api.users().async_unassign_role({.id = id, .roles = {{.id = "r"}}});
    co_await api.workspaces().async_get("w");
    const auto gone = co_await api.users().async_delete(id);
    std::cout << gone->name.value_or(id) << '\n';
}
