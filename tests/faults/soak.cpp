// Many callers at once, a server that breaks at random, calls that are given up at random: at the end of each round all
// that callers were told must agree with all that the server did.
//
// Prints a line for each round, and the story of each call about which they do not agree. Exit status: 0 if there was
// none, 1 if there was one, or if what should go wrong did not, 2 if the command line was not understood.

#include <truto/testing/directory_simulator.hpp>
#include <truto/user_directory.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <atomic>
#include <charconv>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <memory>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "faults/soak_book.hpp"

#if defined(__SANITIZE_THREAD__)
// OpenSSL reads a certificate that several threads share as soon as an atomic flag says so. The library is not built for
// the thread sanitizer, which sees its memory and its locks, but not the flag.
extern "C" const char* __tsan_default_suppressions();
extern "C" const char* __tsan_default_suppressions()
{
    return "race:libcrypto.so";
}
#endif

namespace asio = boost::asio;
namespace directory = truto::user_directory;
using namespace std::chrono_literals;
using truto::test::told_call;
using truto::testing::directory_simulator;

namespace
{

struct arguments
{
    unsigned seconds = 20;
    unsigned threads = 1;
    unsigned callers = 16;
    unsigned calls = 60;  // of each caller in a round
    std::uint64_t seed = std::random_device{}();
    bool tls = false;
};

constexpr std::string_view usage = R"(usage: soak [options]

  --seconds N   begin no other round after that time (default 20)
  --threads N   how many threads run the callers (default 1)
  --callers N   how many callers there are (default 16)
  --calls N     how many calls each of them makes in a round (default 60)
  --seed N      which faults, calls and cancellations there are (default: any)
  --tls         with TLS
)";

template <class Number>
void read_number(std::string_view text, Number& value)
{
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size())
    {
        throw std::invalid_argument("not a number in range: " + std::string{text});
    }
}

arguments read_arguments(const std::vector<std::string_view>& given)
{
    arguments read;
    for (std::size_t i = 0; i < given.size(); ++i)
    {
        if (given[i] == "--tls")
        {
            read.tls = true;
            continue;
        }
        if (i + 1 == given.size())
        {
            throw std::invalid_argument("unknown, or without its value: " + std::string{given[i]});
        }
        const std::string_view name = given[i];
        const std::string_view value = given[++i];
        if (name == "--seconds")
        {
            read_number(value, read.seconds);
        }
        else if (name == "--threads")
        {
            read_number(value, read.threads);
        }
        else if (name == "--callers")
        {
            read_number(value, read.callers);
        }
        else if (name == "--calls")
        {
            read_number(value, read.calls);
        }
        else if (name == "--seed")
        {
            read_number(value, read.seed);
        }
        else
        {
            throw std::invalid_argument("unknown option " + std::string{name});
        }
    }
    if (read.threads == 0 || read.callers == 0)
    {
        throw std::invalid_argument("nobody would do anything");
    }
    return read;
}

/// Numbers from a seed, the same on every platform.
class dice
{
public:
    dice(std::uint64_t seed, std::uint64_t stream) : source_(seed * 0x9e37'79b9'7f4a'7c15 + stream) {}

    std::uint64_t below(std::uint64_t limit) { return source_() % limit; }
    bool percent(unsigned chance) { return below(100) < chance; }

private:
    std::mt19937_64 source_;
};

/// What happened, in all rounds.
struct tally
{
    std::uint64_t calls = 0;
    std::uint64_t successes = 0;
    std::uint64_t uncertain = 0;  // failures that may have been carried out
    std::uint64_t cancelled = 0;
    std::uint64_t timeouts = 0;
    std::uint64_t repeated = 0;  // calls with more than one attempt
    std::uint64_t refusals = 0;  // by the simulator's limits
    std::uint64_t lost_answers = 0;
    std::uint64_t violations = 0;
};

constexpr std::string_view role = "role-member";

enum class action
{
    remove_user,
    remove,
    unassign_role,
    delete_user,
    delete_organization,
};

constexpr std::string_view name_of(action what)
{
    constexpr std::string_view names[] = {"groups.remove_user", "groups.remove", "users.unassign_role", "users.delete",
                                          "organizations.delete"};
    return names[static_cast<std::size_t>(what)];
}

/// One caller: calls one after the other, each about a record of its own.
class caller
{
public:
    using strand = asio::strand<asio::io_context::executor_type>;

    caller(asio::io_context& context, directory_simulator& server, directory::client api, dice chance, unsigned number,
           unsigned calls)
        : strand_(asio::make_strand(context)),
          server_(server),
          api_(std::move(api)),
          chance_(chance),
          number_(number),
          calls_(calls),
          timer_(strand_)
    {
    }

    template <class Done>
    void start(Done done)
    {
        asio::co_spawn(strand_, run(), std::move(done));
    }

    const std::vector<told_call>& told() const noexcept { return told_; }
    std::uint64_t finished() const noexcept { return finished_; }

    /// Only when nothing runs any more.
    const std::string& under_way() const noexcept { return under_way_; }

private:
    asio::awaitable<void> run()
    {
        for (unsigned i = 0; i != calls_; ++i)
        {
            co_await call(i);
        }
        under_way_.clear();
    }

    asio::awaitable<void> call(unsigned index)
    {
        const auto what = static_cast<action>(chance_.below(5));
        told_call made;
        made.id = "s-" + std::to_string(number_) + "-" + std::to_string(index);
        made.operation = name_of(what);
        made.is_idempotent = what == action::delete_user || what == action::delete_organization;
        under_way_ = made.operation + " of " + made.id;
        what == action::delete_organization ? server_.add_organization(made.id) : server_.add_user(made.id);

        const auto& accounts = server_.account_ids();
        truto::call_options options;
        options.integrated_account_id = accounts[chance_.below(accounts.size())];
        if (!made.is_idempotent && chance_.percent(30))
        {
            options.idempotency_key = "";
            made.note += "without a key, ";
        }
        if (chance_.percent(15))
        {
            options.retry = truto::retry_options{.retries = 0};
            made.note += "without retries, ";
        }
        if (chance_.percent(10))
        {
            options.timeout = std::chrono::milliseconds{1 + chance_.below(60)};
            made.note += "deadline " + std::to_string(options.timeout->count()) + " ms, ";
        }
        if (chance_.percent(20))
        {
            cancel_after(std::chrono::microseconds{chance_.below(30'000)}, made.note);
        }
        const directory::client api = api_.with(std::move(options));
        co_await perform(api, what, made);
        timer_.cancel();
        ++finished_;
        told_.push_back(std::move(made));
    }

    asio::awaitable<void> perform(const directory::client& api, action what, told_call& made)
    {
        const auto token = [this]
        { return asio::bind_cancellation_slot(signal_.slot(), asio::as_tuple(asio::use_awaitable)); };
        const std::string group = directory_simulator::seeded().group;
        if (what == action::remove_user)
        {
            const directory::groups_remove_user_body body{.group_id = group, .user_id = made.id};
            const auto [code, answer] = co_await api.groups().async_remove_user(body, token());
            note(made, code, answer);
        }
        else if (what == action::remove)
        {
            const directory::groups_remove_body body{.group_id = group, .user_id = made.id};
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
            const auto [code, answer] = co_await api.groups().async_remove(body, token());
#pragma GCC diagnostic pop
            note(made, code, answer);
        }
        else if (what == action::unassign_role)
        {
            const directory::users_unassign_role_body body{.id = made.id, .roles = {{.id = role}}};
            const directory::users_unassign_role_query query;
            const auto [code, answer] = co_await api.users().async_unassign_role(body, query, token());
            note(made, code, answer);
        }
        else if (what == action::delete_user)
        {
            const directory::users_delete_query query;
            const auto [code, answer] = co_await api.users().async_delete(made.id, query, token());
            note(made, code, answer);
        }
        else
        {
            const auto [code, answer] = co_await api.organizations().async_delete(made.id, token());
            note(made, code, answer);
        }
    }

    static void note(told_call& made, const truto::error_code& code, const truto::response_base& answer)
    {
        made.has_succeeded = !code;
        made.maybe_executed = answer.maybe_executed();
        made.request_sent = answer.request_sent();
        made.attempts = answer.attempts();
        made.key = answer.idempotency_key();
        made.is_cancelled = code == truto::errc::cancelled;
        made.is_timeout = code == truto::errc::timeout;
        made.note += std::to_string(answer.elapsed() / 1us) + " us, status " + std::to_string(answer.status()) + ", " +
                     (code ? code.message() + " (" + answer.problem() + ")" : "no error");
    }

    void cancel_after(std::chrono::microseconds time, std::string& to_note)
    {
        to_note += "cancelled after " + std::to_string(time.count()) + " us, ";
        timer_.expires_after(time);
        timer_.async_wait(
            [this, index = finished()](const boost::system::error_code& error)
            {
                // A timer that went off while its call came to an end must not cancel the next one.
                if (!error && index == finished())
                {
                    signal_.emit(asio::cancellation_type::terminal);
                }
            });
    }

    strand strand_;
    directory_simulator& server_;
    directory::client api_;
    dice chance_;
    unsigned number_;
    unsigned calls_;
    asio::basic_waitable_timer<std::chrono::steady_clock, asio::wait_traits<std::chrono::steady_clock>, strand> timer_;
    asio::cancellation_signal signal_;
    std::atomic<std::uint64_t> finished_{0};
    std::string under_way_;
    std::vector<told_call> told_;
};

/// Whether there are refusals in a round that follow no limit. To whoever learns from refusals they say that next to
/// nothing is allowed, so such a round is mostly waiting, and a short one.
bool is_stormy(std::uint64_t seed)
{
    return seed % 4 == 3;
}

truto::testing::directory_simulator_options server_options(const arguments& given, std::uint64_t seed)
{
    truto::testing::directory_simulator_options options;
    options.tls = given.tls;
    options.accounts = 4;
    // In every other round nobody is told how much is left.
    options.account_limit = {.requests = 120, .window = 1s, .is_told = seed % 2 == 0};
    options.token_limit = {.requests = 400, .window = 1s, .is_told = seed % 2 == 0};
    options.recorded_requests = 1'000'000;
    options.recorded_effects = 1'000'000;
    options.faults = {.seed = seed,
                      .reset_before_reading = 0.03,
                      .reset_before_execution = 0.03,
                      .reset_after_execution = 0.04,
                      .half_answer = 0.04,
                      .stall = 0.02,
                      .rate_limited = is_stormy(seed) ? 0.002 : 0,
                      .server_error = 0.03,
                      .bad_gateway = 0.03,
                      .stall_time = 300ms,
                      .retry_after = 0s,
                      .jitter = 4ms};
    return options;
}

truto::client_options client_options(const directory_simulator& server, std::uint64_t seed)
{
    truto::client_options options;
    options.base_url = server.base_url();
    options.token = server.token();
    options.tls.ca_pem = server.certificate_pem();
    options.tls.use_system_trust = false;
    options.timeout = is_stormy(seed) ? 1000ms : 6000ms;
    options.attempt_timeout = 120ms;
    options.retry.first_backoff = 4ms;
    options.retry.max_backoff = 60ms;
    options.max_connections = 12;  // fewer than callers, so that some wait
    options.max_idle_connections = 8;
    return options;
}

/// What disturbs everybody from time to time.
asio::awaitable<void> disturb(directory_simulator& server, dice chance, bool storms, const std::atomic<bool>& is_over)
{
    asio::steady_timer timer{co_await asio::this_coro::executor};
    while (!is_over)
    {
        const std::chrono::milliseconds pause{50 + chance.below(200)};
        timer.expires_after(pause);
        co_await timer.async_wait(asio::use_awaitable);
        if (!storms || chance.percent(80))
        {
            server.close_connections();
        }
        else
        {
            server.fail_next(truto::testing::scripted_answer::provider_rate_limited(0s), 1 + chance.below(8));
        }
    }
}

/// Waits until all callers are done. False when no call ended for much longer than any deadline.
bool wait_for_all(const std::vector<std::unique_ptr<caller>>& callers, const std::atomic<unsigned>& running)
{
    std::uint64_t last = 0;
    auto until = std::chrono::steady_clock::now() + 60s;
    while (running != 0)
    {
        std::this_thread::sleep_for(5ms);
        std::uint64_t now = 0;
        for (const auto& each : callers)
        {
            now += each->finished();
        }
        if (now != last)
        {
            last = now;
            until = std::chrono::steady_clock::now() + 60s;
        }
        if (std::chrono::steady_clock::now() > until)
        {
            return false;
        }
    }
    return true;
}

/// One round: a server, a client, all callers. Whether the books agree.
bool play_round(const arguments& given, std::uint64_t round, tally& sum)
{
    const std::uint64_t seed = given.seed + round;
    directory_simulator server{server_options(given, seed)};
    asio::io_context context;
    std::vector<std::unique_ptr<caller>> callers;
    std::atomic<unsigned> running{given.callers};
    std::atomic<bool> is_over{false};
    {
        const directory::client api{context, client_options(server, seed)};
        for (unsigned i = 0; i != given.callers; ++i)
        {
            callers.push_back(std::make_unique<caller>(context, server, api, dice{seed, i + 1}, i,
                                                       is_stormy(seed) ? given.calls / 4 : given.calls));
            callers.back()->start(
                [&](const std::exception_ptr& failure)
                {
                    if (failure)
                    {
                        std::rethrow_exception(failure);
                    }
                    if (--running == 0)
                    {
                        is_over = true;
                    }
                });
        }
        asio::co_spawn(context, disturb(server, dice{seed, 0}, is_stormy(seed), is_over), asio::detached);
    }

    std::vector<std::thread> threads;
    for (unsigned i = 0; i != given.threads; ++i)
    {
        threads.emplace_back([&] { context.run(); });
    }
    const bool all_ended = wait_for_all(callers, running);
    if (!all_ended)
    {
        context.stop();
    }
    for (std::thread& each : threads)
    {
        each.join();
    }
    if (!all_ended)
    {
        std::cout << "VIOLATION in round " << round << " of seed " << given.seed << ": calls that never end\n";
        for (const auto& each : callers)
        {
            std::cout << (each->under_way().empty() ? "" : "  " + each->under_way() + "\n");
        }
        ++sum.violations;
        return false;
    }

    std::vector<told_call> calls;
    for (const auto& each : callers)
    {
        calls.insert(calls.end(), each->told().begin(), each->told().end());
    }
    const auto effects = server.effects();
    const auto requests = server.requests();
    for (const told_call& each : calls)
    {
        ++sum.calls;
        sum.successes += each.has_succeeded ? 1 : 0;
        sum.uncertain += each.maybe_executed ? 1 : 0;
        sum.cancelled += each.is_cancelled ? 1 : 0;
        sum.timeouts += each.is_timeout ? 1 : 0;
        sum.repeated += each.attempts > 1 ? 1 : 0;
    }
    for (const auto& each : requests)
    {
        sum.lost_answers += each.had_effect && (each.status < 200 || each.status > 299) ? 1 : 0;
    }
    sum.refusals += server.refusals();
    const auto found = truto::test::compare_books(calls, effects, requests);
    for (const auto& each : found)
    {
        std::cout << "VIOLATION in round " << round << " of seed " << given.seed << ": " << each.what << '\n'
                  << each.story;
    }
    sum.violations += found.size();
    return found.empty();
}

/// A soak in which nothing went wrong shows nothing.
bool is_wet(const tally& sum)
{
    // How many requests the limits refuse is a matter of speed.
    return sum.successes > sum.calls / 8 && sum.uncertain != 0 && sum.cancelled != 0 && sum.timeouts != 0 &&
           sum.repeated != 0 && sum.lost_answers != 0;
}

int run(const arguments& given)
{
    std::cout << "soak --seed " << given.seed << " --seconds " << given.seconds << " --threads " << given.threads
              << " --callers " << given.callers << " --calls " << given.calls << (given.tls ? " --tls" : "")
              << std::endl;
    tally sum;
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds{given.seconds};
    std::uint64_t rounds = 0;
    bool is_agreed = true;
    do
    {
        is_agreed = play_round(given, rounds++, sum) && is_agreed;
    } while (is_agreed && std::chrono::steady_clock::now() < until);

    std::cout << rounds << " rounds, " << sum.calls << " calls: " << sum.successes << " done, " << sum.uncertain
              << " maybe done, " << sum.cancelled << " cancelled, " << sum.timeouts << " out of time, " << sum.repeated
              << " tried again; " << sum.lost_answers << " were done without an answer that said so, " << sum.refusals
              << " requests refused for their rate; " << sum.violations << " violations\n";
    if (is_agreed && !is_wet(sum))
    {
        std::cout << "what should go wrong did not\n";
        return EXIT_FAILURE;
    }
    return is_agreed ? EXIT_SUCCESS : EXIT_FAILURE;
}

}  // namespace

int main(int count, char** values)
{
    try
    {
        return run(read_arguments({values + 1, values + count}));
    }
    catch (const std::invalid_argument& error)
    {
        std::cerr << "soak: " << error.what() << "\n\n" << usage;
        return 2;
    }
}
