// What a long list holds in memory: 10,000 users in pages of 100, record by record.
//
//   lists

#include <truto/testing/directory_simulator.hpp>
#include <truto/user_directory.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <cstddef>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <stdexcept>
#include <utility>

#include "support/counted.hpp"
#include "support/report.hpp"

namespace
{

namespace asio = boost::asio;
namespace directory = truto::user_directory;

constexpr std::size_t people = 10'000;

void run(asio::io_context& context, asio::awaitable<void> work)
{
    asio::co_spawn(context, std::move(work),
                   [](std::exception_ptr failure)
                   {
                       if (failure)
                       {
                           std::rethrow_exception(failure);
                       }
                   });
    context.restart();
    context.run();
}

/// The most that is held while `work` runs, beyond what was held before.
double most_held(asio::io_context& context, asio::awaitable<void> work)
{
    const auto before = benchmark::so_far.held;
    benchmark::so_far.most_held = before;
    run(context, std::move(work));
    return static_cast<double>(benchmark::so_far.most_held - before);
}

asio::awaitable<void> one_page(directory::client api, double& size)
{
    const auto before = benchmark::so_far.held;
    const auto page = co_await api.users().async_list({.limit = 100});
    size = static_cast<double>(benchmark::so_far.held - before);
    if (page->result.size() != 100)
    {
        throw std::runtime_error("a page has another size");
    }
}

asio::awaitable<void> all_users(directory::client api, bool prefetch)
{
    auto pages = api.users().list({.limit = 100});
    if (prefetch)
    {
        pages = std::move(pages).prefetch();
    }
    auto users = std::move(pages).items();
    std::size_t count = 0;
    while (const auto user = co_await users.async_next())
    {
        count += user->id ? 1 : 0;
    }
    if (count < people)
    {
        throw std::runtime_error("users are missing");
    }
}

}  // namespace

int main()
try
{
    const truto::testing::directory_simulator simulator{{.more_users = people, .recorded_requests = 0}};
    asio::io_context context{1};
    truto::client_options options;
    options.base_url = simulator.base_url();
    options.token = simulator.token();
    options.integrated_account_id = simulator.account_id();
    const directory::client api{context, std::move(options)};
    double page = 0;
    run(context, one_page(api, page));  // the connection is there from now on
    run(context, one_page(api, page));

    const benchmark::target two{2.0, false};
    benchmark::table table{{"A list of 10,000 users in pages of 100", "kB", "pages", "target", ""}};
    table.add({"one page, as a response holds it", benchmark::fixed(page / 1e3, 0), "1.00"});
    for (const bool prefetch : {false, true})
    {
        const auto most = most_held(context, all_users(api, prefetch));
        table.add({prefetch ? "all of them, with prefetch()" : "all of them, record by record",
                   benchmark::fixed(most / 1e3, 0), benchmark::fixed(most / page, 2), two.text(),
                   two.verdict(most / page)});
    }
    table.print(std::cout);
    return EXIT_SUCCESS;
}
catch (const std::exception& failure)
{
    std::cerr << failure.what() << '\n';
    return EXIT_FAILURE;
}
