// How a program that uses the client is tested: testing. Without a network, minutes of retries pass in milliseconds.
#include <truto/testing/directory_simulator.hpp>
#include <truto/testing/fake_transport.hpp>
#include <truto/user_directory.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/use_future.hpp>

#include <chrono>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <stdexcept>
#include <string>

namespace asio = boost::asio;
namespace directory = truto::user_directory;
namespace testing = truto::testing;
using namespace std::chrono_literals;

namespace
{

//! [code]
// The code under test: it knows nothing of tests.
asio::awaitable<std::string> offboard(directory::client api, std::string user)
{
    try
    {
        const auto gone = co_await api.users().async_delete(user);
        co_return gone->name.value_or(user) + " is gone";
    }
    catch (const truto::api_error& failure)
    {
        if (failure.response().maybe_executed())
        {
            co_return "check whether " + user + " is gone: no answer came";
        }
        co_return user + " is still there: " + failure.what();
    }
}
//! [code]

std::string run_offboard(const truto::client_options& options, const std::string& user)
{
    asio::io_context context;
    auto result = asio::co_spawn(context, offboard(directory::client{context, options}, user), asio::use_future);
    context.run();
    return result.get();
}

void check(bool holds, const char* what)
{
    std::cout << (holds ? "ok    " : "WRONG ") << what << '\n';
    if (!holds)
    {
        throw std::runtime_error("a test has failed");
    }
}

void test_success_after_failures()
{
    //! [success]
    testing::fake_transport network;
    network.expect("DELETE", "/unified/user-directory/users/00u7k2")
        .answer(testing::scripted_answer::rate_limited(60s))
        .fail(testing::fault::reset_before_answer)
        .after(2s)
        .answer(200, R"({"id": "00u7k2", "name": "Ines Okafor"})");

    auto options = network.options();  // complete; change what the test is about
    options.timeout = 5min;
    const std::string said = run_offboard(options, "00u7k2");

    check(said == "Ines Okafor is gone", "it succeeds after a 429 and a reset");
    check(network.requests().size() == 3, "with three attempts");
    check(network.requests()[1].at == 60s, "of which the second one waited as it was told");
    check(network.unexpected().empty() && network.unused().empty(), "and everything went as the script says");
    //! [success]
}

void test_unknown_outcome()
{
    //! [unknown]
    testing::fake_transport network;
    network.any().fail(testing::fault::stall).always();
    const std::string said = run_offboard(network.options(), "00u7k2");
    check(said == "check whether 00u7k2 is gone: no answer came", "without an answer it says what may have happened");
    check(network.now() == 60s, "after the deadline of the call");
    //! [unknown]
}

void test_known_outcome()
{
    testing::fake_transport network;
    network.any().fail(testing::fault::refuse_connection).always();
    const std::string said = run_offboard(network.options(), "00u7k2");
    check(said.starts_with("00u7k2 is still there: "), "where nothing was sent, it knows that nothing happened");
}

void test_effects()
{
    //! [simulator]
    testing::directory_simulator simulator;
    simulator.drop_next(testing::connection_fault::after_execution);

    truto::client_options options;
    options.base_url = simulator.base_url();
    options.token = simulator.token();
    options.integrated_account_id = simulator.account_id();
    options.retry.retries = 0;
    const std::string said = run_offboard(options, "00u7k2");

    check(said == "check whether 00u7k2 is gone: no answer came", "a lost answer is a reason to look");
    check(simulator.effects().size() == 1, "because it was done");
    //! [simulator]
}

}  // namespace

int main()
{
    try
    {
        const auto began = std::chrono::steady_clock::now();
        test_success_after_failures();
        test_unknown_outcome();
        test_known_outcome();
        const auto took = std::chrono::steady_clock::now() - began;
        std::cout << "without a network, in " << std::chrono::ceil<std::chrono::milliseconds>(took).count() << " ms\n";
        test_effects();
        return EXIT_SUCCESS;
    }
    catch (const std::exception& failure)
    {
        std::cerr << failure.what() << '\n';
        return EXIT_FAILURE;
    }
}
