// A new colleague gets an account with groups, and a check that all is there: onboard [FIRST LAST EMAIL [GROUP...]].
// It may be started again after a failure: the idempotency key is the person's, so that nobody gets two accounts.
#include <truto/user_directory.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <cstdlib>
#include <exception>
#include <iostream>
#include <stdexcept>
#include <string>
#include <vector>

#include "support/somewhere.hpp"
#include "support/terminal_text.hpp"

namespace asio = boost::asio;
namespace directory = truto::user_directory;

namespace
{

struct colleague
{
    std::string first_name{};
    std::string last_name{};
    std::string email{};
    std::vector<std::string> groups{};
};

asio::awaitable<void> onboard(directory::client api, colleague who)
{
    //! [create]
    // The same key for the same person: a second run gets the first one's answer, and nobody has two accounts.
    const auto once = api.with({.idempotency_key = "onboard-" + who.email});
    std::vector<directory::user_group_input> groups;
    for (const auto& group : who.groups)
    {
        groups.push_back({.id = group});
    }
    const auto created = co_await once.users().async_create({.first_name = who.first_name,
                                                             .last_name = who.last_name,
                                                             .name = who.first_name + " " + who.last_name,
                                                             .emails = {{.email = who.email, .is_primary = true}},
                                                             .groups = groups});
    const auto id = created->id.value();
    //! [create]
    std::cout << example::printable(created->name.value_or(who.email)) << ": account " << example::printable(id) << ", "
              << (created->status ? created->status->text() : "status unknown") << '\n';

    // What was answered is one thing, what is there another.
    const auto now = co_await api.users().async_get(id);
    for (const auto& wanted : who.groups)
    {
        bool is_there = false;
        for (const auto& each : now->groups.value_or(std::vector<directory::user_group>{}))
        {
            is_there = is_there || each.id == wanted;
        }
        if (!is_there)
        {
            throw std::runtime_error("not a member of " + wanted + " after all");
        }
        std::cout << "  joined " << example::printable(wanted) << '\n';
    }
}

}  // namespace

int main(int count, char** values)
{
    try
    {
        const example::somewhere here;
        const auto given =
            here.ids(count, values, {"Nadia", "Ferreira", "nadia.ferreira@example.com", "grp-platform"}, 3);
        const colleague who{given[0], given[1], given[2], {given.begin() + 3, given.end()}};
        asio::io_context context;
        directory::client api{context, here.options()};
        asio::co_spawn(context, onboard(api, who),
                       [](std::exception_ptr failure)
                       {
                           if (failure)
                           {
                               std::rethrow_exception(failure);
                           }
                       });
        context.run();
        return EXIT_SUCCESS;
    }
    catch (const std::exception& failure)
    {
        std::cerr << failure.what() << '\n';
        return EXIT_FAILURE;
    }
}
