// Takes people off groups and roles, deletes them, and says what became of each step: offboard --help
//
// The library is called in two places, offboard_person() and offboard_everybody(); what is around them decides whether
// the calls are carried out or only shown, and keeps the books.
#include <truto/as_curl.hpp>
#include <truto/user_directory.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/experimental/parallel_group.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>

#include <algorithm>
#include <csignal>
#include <cstddef>
#include <exception>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include "support/offboard_arguments.hpp"
#include "support/offboard_report.hpp"
#include "support/somewhere.hpp"
#include "support/terminal_text.hpp"

namespace asio = boost::asio;
namespace directory = truto::user_directory;

namespace
{

void rethrow(std::exception_ptr failure)
{
    if (failure)
    {
        std::rethrow_exception(failure);
    }
}

//! [person]
/// Everything that is done about one person, in this order.
///
/// `carry_out` gets each operation before it is started. A step that fails does not keep it from the next one: what
/// counts most is that the account goes.
template <class CarryOut>
asio::awaitable<void> offboard_person(directory::client api, const example::offboarding& asked, const std::string& user,
                                      CarryOut& carry_out)
{
    for (const auto& group : asked.groups)
    {
        co_await carry_out({user, "leave group", group},
                           api.groups().async_remove_user({.group_id = group, .user_id = user}));
    }
    for (const auto& group : asked.legacy_groups)
    {
// Only here to show that it still works: elsewhere the compiler's warning is right.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
        co_await carry_out({user, "leave group (deprecated)", group},
                           api.groups().async_remove({.group_id = group, .user_id = user}));
#pragma GCC diagnostic pop
    }
    for (const auto& role : asked.roles)
    {
        // Integrations read the user's id from the body or from the query; in both places it fits all of them.
        co_await carry_out({user, "lose role", role},
                           api.users().async_unassign_role({.id = user, .roles = {{.id = role}}}, {.id = user}));
    }
    co_await carry_out({user, "delete"}, api.users().async_delete(user));
}
//! [person]

//! [everybody]
/// All people, several at once, and then the organization.
template <class CarryOut>
asio::awaitable<void> offboard_everybody(directory::client api, const example::offboarding& asked, CarryOut& carry_out)
{
    // A cancellation is seen by the call that it ends; what is left is still written down.
    co_await asio::this_coro::throw_if_cancelled(false);

    // Workers take people from one queue, so there are never more calls under way than workers. One thread runs them
    // all: neither the queue nor the report needs a lock.
    auto next = asked.users.begin();
    const auto work = [&]() -> asio::awaitable<void>
    {
        co_await asio::this_coro::throw_if_cancelled(false);
        while (next != asked.users.end())
        {
            const auto& user = *next++;
            co_await offboard_person(api, asked, user, carry_out);
        }
    };

    const auto executor = co_await asio::this_coro::executor;
    std::vector<decltype(asio::co_spawn(executor, work(), asio::deferred))> workers;
    for (std::size_t i = 0; i != std::min(asked.concurrency, asked.users.size()); ++i)
    {
        workers.push_back(asio::co_spawn(executor, work(), asio::deferred));
    }
    const auto [order, failures] = co_await asio::experimental::make_parallel_group(std::move(workers))
                                       .async_wait(asio::experimental::wait_for_all(), asio::use_awaitable);
    for (const auto& failure : failures)
    {
        rethrow(failure);
    }

    if (asked.organization)
    {
        co_await carry_out({{}, "delete organization", *asked.organization},
                           api.organizations().async_delete(*asked.organization));
    }
}
//! [everybody]

//! [outcome]
/// What a failed call means for the one who asked for it.
example::outcome outcome_of(const truto::api_error& failure)
{
    // Only the provider knows that there is no such user; a 404 of the API itself is about the account or the URL.
    if (failure.code() == truto::errc::not_found && failure.details().is_remote())
    {
        return example::outcome::was_not_there;
    }
    // Asked of the response, which knows all attempts; the code speaks of the last one.
    if (failure.response().maybe_executed())
    {
        return example::outcome::unknown;
    }
    return failure.code() == truto::errc::cancelled ? example::outcome::not_started : example::outcome::failed;
}
//! [outcome]

/// Carries the steps out, until it is stopped, and reports each of them.
class execution
{
public:
    explicit execution(example::report& report) : report_(report) {}

    /// From now on steps are reported as not started.
    void stop() { is_stopped_ = true; }

    template <class Operation>
    asio::awaitable<void> operator()(example::step which, Operation operation)
    {
        example::result result{.of = which};
        if (!is_stopped_)
        {
            try
            {
                const auto answer = co_await std::move(operation);
                learn_name(which, *answer);
                result.how = example::outcome::done;
                result.status = answer.status();
                result.elapsed = answer.elapsed();
            }
            catch (const truto::api_error& failure)
            {
                result.how = outcome_of(failure);
                result.status = failure.status();
                result.elapsed = failure.response().elapsed();
                result.message = failure.what();
            }
            catch (const std::exception& failure)  // of this program, while a call was under way
            {
                result.how = example::outcome::unknown;
                result.message = failure.what();
            }
        }
        report_.add(std::move(result));
    }

private:
    void learn_name(const example::step& which, const directory::user& user)
    {
        if (user.name)
        {
            report_.learn_name(which.user, *user.name);
        }
    }
    void learn_name(const example::step&, const auto&) {}

    example::report& report_;
    bool is_stopped_ = false;
};

/// Shows the steps, as commands for a shell.
class rehearsal
{
public:
    /// Whether all steps could be sent as they are.
    bool is_good() const { return is_good_; }

    template <class Operation>
    asio::awaitable<void> operator()(example::step which, Operation operation)
    {
        const auto title = (which.user.empty() ? "" : example::printable(which.user) + ": ") + example::text_of(which);
        try
        {
            const std::string command = std::move(operation)(truto::as_curl);
            std::cout << "# " << title << '\n' << command << '\n';
        }
        catch (const truto::api_error& failure)
        {
            std::cerr << title << ": " << failure.what() << '\n';
            is_good_ = false;
        }
        co_return;
    }

private:
    bool is_good_ = true;
};

/// The first signal stops `carry_out`, the second one cancels what is under way.
asio::awaitable<void> obey_signals(asio::signal_set& signals, execution& carry_out, asio::cancellation_signal& abandon)
{
    co_await signals.async_wait(asio::use_awaitable);
    carry_out.stop();
    std::cerr << "Stopping: calls under way may end; once more to abandon them.\n";

    co_await signals.async_wait(asio::use_awaitable);
    abandon.emit(asio::cancellation_type::terminal);
}

int execute(asio::io_context& context, const directory::client& api, const example::offboarding& asked)
{
    example::report report{asked};
    execution carry_out{report};

    asio::signal_set signals{context, SIGINT, SIGTERM};
    asio::cancellation_signal abandon;
    asio::co_spawn(context, obey_signals(signals, carry_out, abandon), asio::detached);  // ends by signals.cancel()

    asio::co_spawn(context, offboard_everybody(api, asked, carry_out),
                   asio::bind_cancellation_slot(abandon.slot(),
                                                [&](std::exception_ptr failure)
                                                {
                                                    signals.cancel();
                                                    rethrow(failure);
                                                }));
    context.run();
    report.print();
    return report.is_good() && std::cout.flush() ? 0 : 1;
}

int rehearse(asio::io_context& context, const directory::client& api, const example::offboarding& asked)
{
    rehearsal carry_out;
    asio::co_spawn(context, offboard_everybody(api, asked, carry_out), rethrow);
    context.run();
    return carry_out.is_good() ? 0 : 1;
}

/// Whom to offboard in the simulator when nobody is named: among them one whom others name with care, and one who is
/// gone already.
void take_seeded(example::offboarding& asked)
{
    const auto& seeded = truto::testing::directory_simulator::seeded();
    asked.users = {seeded.leaver, seeded.colleague, seeded.awkward_user, seeded.deleted_user};
    asked.groups = {seeded.group};
    asked.legacy_groups = {seeded.second_group};
    asked.roles = {seeded.leaver_role};
    asked.organization = seeded.small_organization;
}

bool is_confirmed(const example::offboarding& asked, const truto::client_options& options)
{
    constexpr std::size_t shown = 5;
    std::cerr << "About to delete " << example::counted(asked.users.size(), "user");
    for (std::size_t i = 0; i != std::min(shown, asked.users.size()); ++i)
    {
        std::cerr << (i == 0 ? ": " : ", ") << example::printable(asked.users[i]);
    }
    std::cerr << (asked.users.size() > shown ? ", …" : "");
    if (asked.organization)
    {
        std::cerr << ", and the organization " << example::printable(*asked.organization);
    }
    std::cerr << "\nat " << options.base_url;
    if (!options.integrated_account_id.empty())
    {
        std::cerr << ", account " << options.integrated_account_id;
    }
    std::cerr << ". Type yes to go on: " << std::flush;
    std::string reply;
    return std::getline(std::cin, reply) && reply == "yes";
}

directory::client make_client(asio::io_context& context, const truto::client_options& options)
{
    try
    {
        return {context, options};
    }
    catch (const boost::system::system_error& error)  // the environment names an URL that can't be
    {
        throw example::usage_error(error.what());
    }
}

int run(int count, char** values)
{
    auto asked = example::read_arguments(count, values);
    if (asked.help)
    {
        std::cout << example::usage;
        return 0;
    }
    const bool is_seeded = !asked.names_something();
    if (is_seeded && example::has_token())
    {
        throw example::usage_error("TRUTO_API_TOKEN is set, so name the users to delete: --user ID");
    }
    const example::somewhere here;
    if (is_seeded)
    {
        take_seeded(asked);
    }
    if (here.is_simulated() && !asked.dry_run)
    {
        for (const auto& user : asked.users)
        {
            if (!here.simulates(user))
            {
                throw example::usage_error("TRUTO_API_TOKEN is not set, and the simulator knows no user " +
                                           example::printable(user));
            }
        }
    }

    auto options = here.options();
    options.user_agent = "offboard-example";
    options.max_connections = asked.concurrency;
    options.max_idle_connections = asked.concurrency;

    asio::io_context context{1};
    const auto api = make_client(context, options);
    if (asked.dry_run)
    {
        return rehearse(context, api, asked);
    }
    if (!asked.yes && !is_seeded && !is_confirmed(asked, options))
    {
        std::cerr << "Nothing was done.\n";
        return 2;
    }
    return execute(context, api, asked);
}

}  // namespace

int main(int count, char** values)
{
    try
    {
        return run(count, values);
    }
    catch (const example::usage_error& error)
    {
        std::cerr << "offboard: " << error.what() << "\n\n" << example::usage;
        return 2;
    }
    catch (const std::exception& error)
    {
        std::cerr << "offboard: " << error.what() << '\n';
        return 1;
    }
}
