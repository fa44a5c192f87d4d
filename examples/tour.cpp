// What the library offers, one piece after the other; most of it stands in the README. Always against a simulator.
#include <truto/as_curl.hpp>
#include <truto/for_each.hpp>
#include <truto/testing/directory_simulator.hpp>
#include <truto/user_directory.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/experimental/parallel_group.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <chrono>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <string>
#include <utility>

namespace asio = boost::asio;
namespace directory = truto::user_directory;
namespace testing = truto::testing;
using namespace std::chrono_literals;

namespace
{

truto::client_options make_options(const testing::directory_simulator& simulator)
{
    const std::string ca_pem = simulator.certificate_pem();
    //! [options]
    truto::client_options options;
    options.base_url = simulator.base_url();  // "https://api.truto.one" unless it is set
    options.token = simulator.token();        // printed as ***, wherever it turns up
    options.integrated_account_id = simulator.account_id();
    options.timeout = 20s;        // of a whole call; DNS, TLS and waiting for a connection included
    options.max_connections = 8;  // further calls wait in order
    options.retry.retries = 2;    // after the first attempt, and only where nothing can happen twice
    options.account_budget = truto::documented_account_budget;  // 50 requests in 10 s, without waiting for a 429
    options.tls.ca_pem = ca_pem;                                // trusted besides the system's
    options.user_agent = "offboarder/2.1";
    //! [options]
    return options;
}

/// Cheap copies with other settings.
void settings(directory::client api)
{
    //! [with]
    // A copy with other settings; it shares connections with the original.
    const auto careful = api.with({.timeout = 5s,
                                   .ignore_remote_data = true,
                                   .exclude_fields = {"phones", "urls"},
                                   .remote_query = {{"notify", false}},
                                   .headers = {{"X-Ticket", "HR-4711"}}});
    const auto gone = careful.users().async_delete("00u8bm", truto::blocking);
    //! [with]
    std::cout << "with: " << gone->name.value_or("?") << ", remote_data " << (gone->remote_data ? "sent" : "left out")
              << '\n';

    //! [idempotency]
    // The API carries requests with the same key and path out once, and answers the second one like the first, whatever
    // its body says: one key for one thing.
    const auto once = api.with({.idempotency_key = "offboarding-4711-00u2vc"});
    once.groups().async_remove_user({.group_id = "grp-platform", .user_id = "00u2vc"}, truto::blocking);
    once.groups().async_remove_user({.group_id = "grp-platform", .user_id = "00u2vc"}, truto::blocking);
    //! [idempotency]
}

void accounts(directory::client api, const std::string& first)
{
    //! [account]
    // One client, one pool, any number of connected accounts.
    const auto acme = api.account(first);
    const auto quillmoor = api.account("0b1f7d0e-6f0c-4d0a-9a64-2b8f7f3c1d55");
    //! [account]
    acme.users().async_delete("00u5tn", truto::blocking);
    try
    {
        quillmoor.users().async_delete("00u5tn", truto::blocking);
    }
    catch (const truto::api_error& failure)
    {
        std::cout << "account: " << failure.what() << '\n';
    }
}

//! [conditions]
/// Gives true when the user is deleted, or was not there.
asio::awaitable<bool> is_gone(directory::client api, std::string user)
{
    try
    {
        co_await api.users().async_delete(user);
        co_return true;
    }
    catch (const truto::api_error& failure)
    {
        if (failure.code() == truto::errc::not_found && failure.details().is_remote())
        {
            co_return true;  // the provider knows no user with this id
        }
        if (failure.code() == truto::errc::account_needs_reconnect)
        {
            std::cerr << "ask the customer to connect the account again\n";
        }
        else if (failure.code() == truto::errc::forbidden)
        {
            for (const auto& scope : failure.details().missing_scopes())
            {
                std::cerr << "the connection lacks the scope " << scope << '\n';
            }
        }
        else if (failure.response().maybe_executed())
        {
            std::cerr << "may have been deleted: " << failure.what() << '\n';
        }
        else if (failure.code() == truto::condition::retryable)
        {
            std::cerr << "try again in " << failure.response().rate_limit().retry_after.value_or(1s).count() << " s\n";
        }
        else
        {
            std::cerr << failure.what() << '\n';
        }
        co_return false;
    }
}
//! [conditions]

asio::awaitable<void> failures(directory::client api, testing::directory_simulator& simulator)
{
    simulator.fail_next(testing::scripted_answer::missing_scopes({"users:delete"}));
    simulator.drop_next(testing::connection_fault::after_execution);
    const bool first = co_await is_gone(api, "00u9qd");   // refused
    const bool second = co_await is_gone(api, "00u9qd");  // carried out, but the connection broke
    const bool third = co_await is_gone(api, "00u9qd");   // a 404 that says so
    std::cout << "conditions: " << first << second << third << '\n';
}

asio::awaitable<void> answers(directory::client api)
{
    //! [response]
    const auto gone = co_await api.users().async_delete("00u1xw");

    std::cout << gone->name.value_or("somebody") << '\n';  // a response points to its model
    std::cout << gone.status() << ", " << gone.headers()["content-type"] << '\n';
    std::cout << gone.attempts() << " attempt(s) in "
              << std::chrono::duration_cast<std::chrono::milliseconds>(gone.elapsed()).count() << " ms\n";
    std::cout << gone.body().size() << " bytes, has a value: " << gone.has_value() << '\n';
    if (const auto left = gone.rate_limit().remaining)
    {
        std::cout << *left << " calls left in this window\n";
    }
    //! [response]
}

asio::awaitable<void> models(directory::client api, testing::directory_simulator& simulator)
{
    simulator.fail_next(200, R"({
        "id": 7731, "name": "Ines Okafor", "status": "on_sabbatical", "created_at": "2019-04-01 09:30:00+02:00",
        "is_2fa_enabled": "true", "emails": {"email": "ines@example.com", "is_primary": true}, "badge": "blue"})");
    //! [models]
    // Integrations differ in what they send, so everything is optional.
    const auto gone = co_await api.users().async_delete("00u7k2");
    //! [models]

    //! [open_enums]
    // Values that nobody described are kept as they were sent.
    if (gone->status)
    {
        const bool is_inactive = *gone->status == directory::user_status::inactive;
        std::cout << gone->status->text() << (gone->status->known() ? "" : " (new to this library)")
                  << (is_inactive ? ", inactive" : "") << '\n';
    }
    //! [open_enums]

    //! [timestamps]
    // A timestamp is the text that was sent, and a time point when somebody asks.
    if (gone->created_at)
    {
        if (const auto created = gone->created_at->time())
        {
            const auto age = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now() - *created);
            std::cout << gone->created_at->text() << ", " << age.count() << " days ago\n";
        }
    }
    //! [timestamps]

    //! [extra]
    // Members that the description does not know stay in extra, and so do those of a type that can't be converted.
    std::cout << boost::json::serialize(gone->extra) << '\n';
    for (const auto& note : gone.decode_notes())
    {
        std::cout << "not as described: " << note.path << '\n';
    }
    //! [extra]

    //! [fields]
    // The members of a model can be walked, with names and descriptions: for printing, comparing, CSV.
    truto::for_each_field(*gone,
                          [](const auto& field, const auto& value)
                          {
                              if (value)
                              {
                                  std::cout << field.name << ' ';
                              }
                          });
    std::cout << '\n';
    //! [fields]
}

//! [unlisted]
/// Parameters and members that the description does not list are passed all the same.
asio::awaitable<void> delete_for_good(directory::client api, std::string user)
{
    const auto for_good = api.with({.query = {{"hard_delete", true}}});
    co_await for_good.users().async_delete(user);

    const auto with_reason = api.with({.body = {{"reason", "left the company"}}});
    co_await with_reason.groups().async_remove_user({.group_id = "grp-support", .user_id = "00ud7g"});
}
//! [unlisted]

asio::awaitable<void> lists(directory::client api)
{
    //! [list_pages]
    // A list is a pager. Each page is a call of its own, with its retries and its deadline.
    auto pages = api.users().list({.status = directory::user_status::active, .limit = 10});
    while (const auto page = co_await pages.async_next())
    {
        std::cout << page->result.size() << " users, next: " << (pages.has_ended() ? "none" : pages.cursor()) << '\n';
    }
    //! [list_pages]

    //! [list_items]
    // Record by record; the next page is on its way while this one is looked at.
    auto groups = api.groups().list().prefetch().items();
    while (const auto group = co_await groups.async_next())
    {
        std::cout << group->name.value_or("?") << '\n';
    }

    // All at once, if they are no more than that.
    auto everything = api.roles().list();
    const auto roles = co_await everything.async_collect(1000);
    std::cout << roles->size() << " roles\n";
    //! [list_items]

    //! [for_each]
    // Work on each record, four at a time (<truto/for_each.hpp>).
    std::size_t unprotected = 0;
    const auto count = co_await truto::for_each(api.users().list({.status = directory::user_status::active}), 4,
                                                [&](directory::user& user) -> asio::awaitable<void>
                                                {
                                                    const auto whole = co_await api.users().async_get(user.id.value());
                                                    unprotected += whole->is_2fa_enabled == true ? 0 : 1;
                                                });
    std::cout << unprotected << " of " << count << " have no second factor\n";

    // Deleting moves the pages of some products, and who stood on the next one would be passed over: collect first.
    auto invitations = api.users().list({.status = directory::user_status::invited});
    const auto invited = co_await invitations.async_collect(1000);
    for (const auto& user : *invited)
    {
        co_await api.users().async_delete(user.id.value());
    }
    //! [for_each]
}

asio::awaitable<void> formats(directory::client api)
{
    //! [formats]
    const auto provider = api.as<truto::raw>();  // the provider's own answer
    const auto bytes = co_await provider.users().async_get("00uc6q");
    std::cout << bytes.headers()["Content-Type"] << ": " << bytes->size() << " bytes\n";

    const auto reporting = api.as<truto::debug>();  // the model, and how the API came by it
    const auto user = co_await reporting.users().async_get("00uc6q");
    std::cout << user->value.name.value_or("?") << (user->debug.is_null() ? "" : ", with a report") << '\n';

    const auto streaming = api.as<truto::stream>();  // the body while it comes: an AsyncReadStream
    const auto body = co_await streaming.users().async_get("00uc6q");
    std::string text;
    const auto [end, size] =
        co_await asio::async_read(*body, asio::dynamic_buffer(text), asio::as_tuple(asio::use_awaitable));
    std::cout << size << " bytes, then: " << end.message() << '\n';
    //! [formats]
}

asio::awaitable<void> requests(directory::client api)
{
    //! [requests]
    // The provider's own API, through the same connections, limits and retries.
    const auto people = co_await api.async_call("GET", "/proxy/users");
    std::cout << "proxy: " << people.status() << '\n';

    // A method by its name, whether the description lists it or not, read into a model.
    const boost::json::value body = {{"user_id", "00uc6q"}};
    const auto user = co_await api.async_custom_method<directory::user>("users", "deactivate", {.body = body});
    std::cout << user->status->text() << '\n';
    //! [requests]
}

asio::awaitable<void> cancellation(directory::client api, testing::directory_simulator& simulator)
{
    simulator.answer_after(1h);
    const auto executor = co_await asio::this_coro::executor;
    //! [cancel]
    // Whatever Asio cancels with, it works at any point of a call: DNS, TLS and waiting for a connection included.
    using namespace asio::experimental::awaitable_operators;
    asio::steady_timer patience{executor, 100ms};
    const auto first = co_await (api.users().async_delete("00uk9v", truto::throwing(asio::use_awaitable)) ||
                                 patience.async_wait(asio::use_awaitable));
    std::cout << (first.index() == 0 ? "gone\n" : "gave up waiting\n");
    //! [cancel]

    //! [slot]
    const auto on_end = [](truto::error_code error, truto::response<directory::user> answer)
    {
        if (error == truto::errc::cancelled)
        {
            std::cout << (answer.request_sent() ? "cancelled, may have been carried out\n" : "never sent\n");
        }
    };
    asio::cancellation_signal stop;
    api.users().async_delete("00uk9v", asio::bind_cancellation_slot(stop.slot(), on_end));
    stop.emit(asio::cancellation_type::terminal);
    //! [slot]
    patience.expires_after(0s);
    co_await patience.async_wait(asio::use_awaitable);
    simulator.answer_after(0ms);
}

asio::awaitable<void> together(directory::client api)
{
    //! [parallel]
    // Operations do nothing before they are awaited, so they can be put together first.
    auto [order, failure, membership, second_failure, roles] =
        co_await asio::experimental::make_parallel_group(
            api.groups().async_remove_user({.group_id = "grp-support", .user_id = "00uj5e"}),
            api.users().async_unassign_role({.id = "00uj5e", .roles = {{.id = "role-member"}}}))
            .async_wait(asio::experimental::wait_for_all(), asio::use_awaitable);
    //! [parallel]
    std::cout << "parallel: " << membership.status() << ' ' << roles.status() << '\n';
}

void commands(directory::client api)
{
    //! [as_curl]
    // The request as a command for a shell, with the token masked; nothing is sent.
    const std::string command = api.users().async_delete("00u7k2", truto::as_curl);
    //! [as_curl]
    std::cout << command << '\n';
}

}  // namespace

int main()
{
    try
    {
        testing::directory_simulator simulator{{.tls = true}};
        asio::io_context context;

        //! [client]
        // A client is a value: copies share connections and settings, and any thread may use any copy.
        directory::client api{context, make_options(simulator)};
        //! [client]

        const auto run = [&](asio::awaitable<void> part)
        {
            asio::co_spawn(context, std::move(part),
                           [](std::exception_ptr failure)
                           {
                               if (failure)
                               {
                                   std::rethrow_exception(failure);
                               }
                           });
            context.run();
            context.restart();
        };
        settings(api);
        accounts(api, simulator.account_id());
        run(failures(api, simulator));
        run(answers(api));
        run(models(api, simulator));
        run(formats(api));
        run(requests(api));
        run(lists(api));
        run(delete_for_good(api, "00uc6q"));
        run(cancellation(api, simulator));
        run(together(api));
        commands(api);
        return EXIT_SUCCESS;
    }
    catch (const std::exception& failure)
    {
        std::cerr << failure.what() << '\n';
        return EXIT_FAILURE;
    }
}
