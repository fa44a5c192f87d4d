// Who has which role: access_review [--csv]. One row for each role that somebody holds, while the pages come.
#include <truto/user_directory.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <array>
#include <cstddef>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <map>
#include <string>
#include <string_view>

#include "support/somewhere.hpp"
#include "support/terminal_text.hpp"

namespace asio = boost::asio;
namespace directory = truto::user_directory;

namespace
{

using row = std::array<std::string, 5>;

constexpr std::array<std::size_t, 5> widths{24, 10, 18, 14, 20};

/// A field of CSV (RFC 4180). A spreadsheet would run what begins like a formula: an apostrophe stops that.
std::string field(std::string text)
{
    if (!text.empty() && std::string_view{"=+-@\t\r"}.find(text.front()) != std::string_view::npos)
    {
        text.insert(0, "'");
    }
    if (text.find_first_of(",\"\r\n") == std::string::npos)
    {
        return text;
    }
    for (auto at = text.find('"'); at != std::string::npos; at = text.find('"', at + 2))
    {
        text.insert(at, 1, '"');
    }
    return '"' + text + '"';
}

void print(const row& cells, bool as_csv)
{
    std::string line;
    for (std::size_t i = 0; i != cells.size(); ++i)
    {
        if (as_csv)
        {
            line.append(i == 0 ? "" : ",").append(field(cells[i]));
        }
        else
        {
            line.append(example::padded(example::printable(cells[i]), widths[i])).append("  ");
        }
    }
    std::cout << line.substr(0, line.find_last_not_of(' ') + 1) << (as_csv ? "\r\n" : "\n");
}

/// Where a role applies.
std::string place_of(const directory::user_role& role)
{
    return role.group          ? "group " + *role.group
           : role.workspace    ? "workspace " + *role.workspace
           : role.organization ? "organization " + *role.organization
                               : "everywhere";
}

asio::awaitable<void> review(directory::client api, bool as_csv)
{
    print({"person", "status", "role", "second factor", "where"}, as_csv);
    std::map<std::string, std::size_t> holders;
    std::size_t people = 0;
    std::size_t unprotected = 0;
    std::size_t unknown = 0;  // who may have roles that the integration does not tell

    //! [pages]
    auto pages = api.users().list({.limit = 10}).prefetch();
    while (const auto page = co_await pages.async_next())
    {
        for (const auto& user : page->result)
        {
            ++people;
            const auto name = user.name.value_or(user.id.value_or("?"));
            const auto status = user.status ? user.status->text() : std::string_view{"unknown"};
            const auto factor = user.is_2fa_enabled ? (*user.is_2fa_enabled ? "yes" : "no") : "unknown";
            if (!user.roles)
            {
                print({name, std::string{status}, "(not told)", factor, ""}, as_csv);
                ++unknown;
            }
            for (const auto& role : user.roles.value_or(std::vector<directory::user_role>{}))
            {
                const auto title = role.name.value_or(role.id.value_or("?"));
                print({name, std::string{status}, title, factor, place_of(role)}, as_csv);
                ++holders[title];
                unprotected += user.is_2fa_enabled == false ? 1 : 0;
            }
        }
    }
    //! [pages]

    if (!as_csv)
    {
        std::cout << '\n' << example::counted(people, "user") << ", ";
        for (const auto& [role, count] : holders)
        {
            std::cout << example::printable(role) << ": " << count << ", ";
        }
        std::cout << example::counted(unprotected, "role") << " without a second factor, "
                  << example::counted(unknown, "user") << " whose roles nobody tells\n";
    }
}

}  // namespace

int main(int count, char** values)
{
    try
    {
        const bool as_csv = count == 2 && std::string_view{values[1]} == "--csv";
        if (count > 1 && !as_csv)
        {
            std::cerr << "usage: access_review [--csv]\n";
            return 2;
        }
        const example::somewhere here;
        asio::io_context context;
        directory::client api{context, here.options()};
        asio::co_spawn(context, review(api, as_csv),
                       [](std::exception_ptr failure)
                       {
                           if (failure)
                           {
                               std::rethrow_exception(failure);
                           }
                       });
        context.run();
        return std::cout.flush() ? EXIT_SUCCESS : EXIT_FAILURE;
    }
    catch (const std::exception& failure)
    {
        std::cerr << failure.what() << '\n';
        return EXIT_FAILURE;
    }
}
