#include <truto/user_directory.hpp>

#include <truto/detail/net/fiber.hpp>
#include <truto/detail/net/roster.hpp>
#include <truto/detail/net/task.hpp>

#include <boost/asio/bind_allocator.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/strand.hpp>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "support/answering_server.hpp"
#include "support/run.hpp"
#include "support/scripted_server.hpp"

using namespace truto::test;
using truto::errc;
using namespace std::chrono_literals;

namespace
{

const std::string good = http_answer("200 OK", R"({"id":"u1","name":"Ines Okafor"})");

/// A context that some threads run.
class crew
{
public:
    explicit crew(std::size_t threads) : work_(asio::make_work_guard(context_))
    {
        for (std::size_t i = 0; i != threads; ++i)
        {
            threads_.emplace_back([this] { context_.run(); });
        }
    }
    ~crew()
    {
        work_.reset();
        for (auto& each : threads_)
        {
            each.join();
        }
    }

    asio::io_context& context() noexcept { return context_; }

private:
    asio::io_context context_;
    asio::executor_work_guard<asio::io_context::executor_type> work_;
    std::vector<std::thread> threads_;
};

/// How often each of some calls ended, and how.
class book
{
public:
    explicit book(std::size_t calls) : ends_(calls) {}

    void note(std::size_t which, truto::error_code ec)
    {
        ++ends_[which];
        ++(!ec ? done_ : ec == errc::cancelled ? cancelled_ : ec == errc::timeout ? timed_out_ : failed_);
        ++total_;
    }

    /// Whether all ended within a minute.
    bool wait() const
    {
        const auto limit = std::chrono::steady_clock::now() + 60s;
        while (total_ < ends_.size() && std::chrono::steady_clock::now() < limit)
        {
            std::this_thread::sleep_for(1ms);
        }
        return total_ == ends_.size();
    }

    bool each_ended_once() const
    {
        for (const auto& each : ends_)
        {
            if (each != 1)
            {
                return false;
            }
        }
        return true;
    }

    std::size_t done() const noexcept { return done_; }
    std::size_t cancelled() const noexcept { return cancelled_; }
    std::size_t timed_out() const noexcept { return timed_out_; }
    std::size_t failed() const noexcept { return failed_; }

private:
    std::vector<std::atomic<int>> ends_;
    std::atomic<std::size_t> done_ = 0;
    std::atomic<std::size_t> cancelled_ = 0;
    std::atomic<std::size_t> timed_out_ = 0;
    std::atomic<std::size_t> failed_ = 0;
    std::atomic<std::size_t> total_ = 0;
};

/// What a tracker_executor notes.
struct tracks
{
    std::atomic<int> submitted = 0;
};

/// Whether this thread is within a function that a tracker_executor runs.
bool& is_inside() noexcept
{
    thread_local bool inside = false;
    return inside;
}

/// An executor that runs things on a context, and knows what it runs.
class tracker_executor
{
public:
    tracker_executor(asio::io_context& context, tracks& to) noexcept : context_(&context), to_(&to) {}

    template <class Function>
    void execute(Function function) const
    {
        ++to_->submitted;
        asio::post(*context_,
                   [function = std::move(function)]() mutable
                   {
                       is_inside() = true;
                       std::move(function)();
                       is_inside() = false;
                   });
    }

    asio::execution_context& query(asio::execution::context_t) const noexcept { return *context_; }
    static constexpr asio::execution::blocking_t query(asio::execution::blocking_t) noexcept
    {
        return asio::execution::blocking.never;
    }

    friend bool operator==(const tracker_executor&, const tracker_executor&) noexcept = default;

private:
    asio::io_context* context_;
    tracks* to_;
};

/// What counting_allocators gave out.
struct allocations
{
    std::atomic<std::size_t> count = 0;
    std::atomic<std::ptrdiff_t> bytes = 0;  // that are not back yet
};

/// An allocator that counts.
template <class T>
class counting_allocator
{
public:
    using value_type = T;

    explicit counting_allocator(std::shared_ptr<allocations> to) noexcept : to_(std::move(to)) {}
    template <class U>
    counting_allocator(const counting_allocator<U>& other) noexcept : to_(other.to())
    {
    }

    T* allocate(std::size_t count)
    {
        ++to_->count;
        to_->bytes += static_cast<std::ptrdiff_t>(count * sizeof(T));
        return std::allocator<T>{}.allocate(count);
    }
    void deallocate(T* what, std::size_t count) noexcept
    {
        to_->bytes -= static_cast<std::ptrdiff_t>(count * sizeof(T));
        std::allocator<T>{}.deallocate(what, count);
    }

    const auto& to() const noexcept { return to_; }
    friend bool operator==(const counting_allocator& a, const counting_allocator& b) noexcept { return a.to_ == b.to_; }

private:
    std::shared_ptr<allocations> to_;
};

/// Waits until it is woken. Counts those that went before.
class sleeper final : public truto::detail::net::fiber
{
public:
    sleeper(const asio::any_io_executor& executor, std::shared_ptr<truto::detail::net::roster> among,
            std::atomic<bool>& over, std::atomic<int>& lost)
        : fiber(executor, std::move(among)), over_(over), lost_(lost)
    {
    }
    ~sleeper() override
    {
        drop_body();
        if (!was_told_)
        {
            ++lost_;
            over_ = true;
        }
    }

    void run() { begin(sleep(), now() + 40s); }

    void wake_up()
    {
        may_end_ = true;
        wake();
    }

private:
    truto::detail::net::task<void> sleep()
    {
        while (!may_end_)
        {
            const auto ec = co_await woken(never);
            if (ec)
            {
                co_return;
            }
        }
    }

    void ended() override
    {
        drop_body();
        was_told_ = true;
        over_ = true;
        sign_off();
    }

    std::atomic<bool>& over_;
    std::atomic<int>& lost_;
    std::atomic<bool> may_end_ = false;
    bool was_told_ = false;
};

/// A moment: that many turns of a loop.
void pause(unsigned turns)
{
    for (std::atomic<unsigned> i = 0; i < turns; i.fetch_add(1, std::memory_order_relaxed))
    {
    }
}

}  // namespace

TEST_SUITE("threads")
{
    TEST_CASE("many threads start, cancel and let calls run into their deadlines; each ends exactly once")
    {
        constexpr std::size_t calls = 200;
        answering_server server{[](const answering_server::request& request)
                                {
                                    // Some answers are slow, some failures, and some connections break.
                                    std::this_thread::sleep_for(std::chrono::milliseconds{request.number % 3});
                                    return request.number % 17 == 0   ? std::string{}
                                           : request.number % 13 == 0 ? http_answer("500 Internal Server Error", "{}")
                                                                      : good;
                                }};
        book ends{calls};
        std::vector<asio::cancellation_signal> signals(calls);
        crew workers{4};
        auto options = options_for(server.base_url());
        options.max_connections = 6;
        options.cautious_start = 0;
        options.retry.retries = 5;
        options.retry.first_backoff = 2ms;
        options.retry.max_backoff = 10ms;
        {
            const directory::client api{workers.context(), options};
            std::vector<std::thread> callers;
            for (std::size_t caller = 0; caller != 4; ++caller)
            {
                callers.emplace_back(
                    [&, caller]
                    {
                        for (std::size_t i = caller; i < calls; i += 4)
                        {
                            // A slot is not for two threads at once: it belongs to the strand of its handler.
                            const auto strand = asio::make_strand(workers.context());
                            auto& signal = signals[i];
                            asio::post(strand,
                                       [&, i, strand, api]
                                       {
                                           const auto scoped = api.with({.timeout = i % 5 == 1 ? 3ms : 30'000ms});
                                           scoped.users().async_delete(
                                               "u" + std::to_string(i),
                                               asio::bind_cancellation_slot(
                                                   signal.slot(),
                                                   asio::bind_executor(strand, [&ends, i](truto::error_code ec, auto)
                                                                       { ends.note(i, ec); })));
                                       });
                            if (i % 3 == 0)
                            {
                                asio::post(strand, [&signal] { signal.emit(asio::cancellation_type::total); });
                            }
                        }
                    });
            }
            for (auto& each : callers)
            {
                each.join();
            }
            CHECK(ends.wait());
            CHECK(api.counters().calls == calls);
        }
        CHECK(ends.each_ended_once());
        CHECK(ends.failed() == 0);
        CHECK(ends.done() >= calls / 3);
        CHECK(ends.done() + ends.cancelled() + ends.timed_out() == calls);
    }

    TEST_CASE("clients can be made and destroyed by many threads while their calls are under way")
    {
        constexpr std::size_t rounds = 40;
        constexpr std::size_t width = 5;
        answering_server server{[](const answering_server::request& request)
                                {
                                    std::this_thread::sleep_for(std::chrono::milliseconds{request.number % 5});
                                    return good;
                                }};
        book ends{rounds * width};
        {
            crew workers{4};
            std::vector<std::thread> callers;
            std::atomic<std::size_t> next = 0;
            for (int caller = 0; caller != 4; ++caller)
            {
                callers.emplace_back(
                    [&]
                    {
                        for (auto round = next++; round < rounds; round = next++)
                        {
                            auto options = options_for(server.base_url());
                            options.max_connections = 2;
                            std::optional<directory::client> api{std::in_place, workers.context(), options};
                            for (std::size_t i = 0; i != width; ++i)
                            {
                                const auto which = round * width + i;
                                api->users().async_delete("u", [&ends, which](truto::error_code ec, auto)
                                                          { ends.note(which, ec); });
                            }
                            std::this_thread::sleep_for(std::chrono::milliseconds{round % 7});
                            api.reset();
                        }
                    });
            }
            for (auto& each : callers)
            {
                each.join();
            }
            CHECK(ends.wait());
        }
        CHECK(ends.each_ended_once());
        CHECK(ends.failed() == 0);
        CHECK(ends.timed_out() == 0);
        CHECK(ends.done() + ends.cancelled() == rounds * width);
    }

    TEST_CASE("whoever is cancelled and destroyed at the same moment ends once")
    {
        constexpr std::size_t rounds = 60;
        answering_server server{[](const auto&) { return good; }};
        book ends{rounds};
        std::vector<asio::cancellation_signal> signals(rounds);
        {
            crew workers{4};
            for (std::size_t i = 0; i != rounds; ++i)
            {
                auto api = std::make_shared<std::optional<directory::client>>(std::in_place, workers.context(),
                                                                              options_for(server.base_url()));
                const auto strand = asio::make_strand(workers.context());
                (*api)->users().async_delete(
                    "u", asio::bind_cancellation_slot(signals[i].slot(),
                                                      asio::bind_executor(strand, [&ends, i](truto::error_code ec, auto)
                                                                          { ends.note(i, ec); })));
                asio::post(strand, [&, i] { signals[i].emit(asio::cancellation_type::terminal); });
                asio::post(workers.context(), [api] { api->reset(); });
            }
            CHECK(ends.wait());
        }
        CHECK(ends.each_ended_once());
        CHECK(ends.failed() == 0);
    }

    TEST_CASE("a wait that begins while the one before ends on another thread is not taken for one of the past")
    {
        asio::io_context context;
        const auto work = asio::make_work_guard(context);
        std::thread runner{[&] { context.run(); }};
        const auto roster = std::make_shared<truto::detail::net::roster>(context.get_executor(), false);
        std::atomic<int> lost = 0;
        const auto until = std::chrono::steady_clock::now() + 2s;
        for (unsigned round = 0; std::chrono::steady_clock::now() < until; ++round)
        {
            std::atomic<bool> is_over = false;
            auto begun = std::make_shared<sleeper>(context.get_executor(), roster, is_over, lost);
            const std::weak_ptr<sleeper> its = begun;
            begun->run();
            begun.reset();
            pause(10'000);  // long enough for whoever would end it
            if (const auto live = its.lock())
            {
                live->wake_up();
            }
            while (!is_over)
            {
            }
            pause(round * 7919 % 300);  // to meet the end of this one at any of its moments
        }
        context.stop();
        runner.join();
        CHECK(lost == 0);
    }

    TEST_CASE("a handler is called on its own executor, once, and never by the function that starts the call")
    {
        struct row
        {
            std::string name;
            std::string url;
            std::string id;
            errc code;
        };
        answering_server server{[](const auto&) { return good; }};
        std::string nobody;
        {
            const answering_server gone{[](const auto&) { return good; }};
            nobody = gone.base_url();
        }
        const std::vector<row> rows{
            {"answered", server.base_url(), "u1", errc{}},
            {"refused before anything is sent", server.base_url(), "", errc::invalid_argument},
            {"no connection", nobody, "u1", errc::connect_failed},
        };
        for (const auto& each : rows)
        {
            const auto& name = each.name;
            CAPTURE(name);
            asio::io_context context;
            asio::io_context elsewhere;
            tracks noted;
            const directory::client api{context, options_for(each.url)};
            int called = 0;
            bool is_there = false;
            truto::error_code code;
            api.users().async_delete(
                each.id, asio::bind_executor(tracker_executor{elsewhere, noted},
                                             [&, owned = std::make_unique<int>(7)](truto::error_code ec, auto)
                                             {
                                                 ++called;
                                                 is_there = is_inside() && *owned == 7;
                                                 code = ec;
                                             }));
            CHECK(called == 0);
            run_out(context);
            CHECK(called == 0);  // it waits for its own context
            run_out(elsewhere);
            CHECK(called == 1);
            CHECK(is_there);
            CHECK(noted.submitted == 1);
            CHECK(code == (each.code == errc{} ? truto::error_code{} : truto::error_code{each.code}));
        }
    }

    TEST_CASE("a client runs on any executor")
    {
        answering_server server{[](const auto&) { return good; }};
        asio::io_context context;
        const directory::client api{asio::any_io_executor{asio::make_strand(context)}, options_for(server.base_url())};
        int called = 0;
        for (int i = 0; i != 3; ++i)
        {
            api.users().async_delete("u1", [&](truto::error_code ec, auto) { called += ec ? 0 : 1; });
        }
        run_out(context);
        CHECK(called == 3);
    }

    TEST_CASE("a call that blocks lets out what another handler of its context throws, and ends without harm")
    {
        answering_server server{[](const auto&)
                                {
                                    std::this_thread::sleep_for(100ms);
                                    return good;
                                }};
        asio::io_context context;
        const directory::client api{context, options_for(server.base_url())};
        const auto delete_blocking = [&] { api.users().async_delete("u1", truto::blocking); };
        asio::post(context, [] { throw std::runtime_error{"of another"}; });
        CHECK_THROWS_WITH_AS(delete_blocking(), "of another", std::runtime_error);
        run_out(context);
        CHECK(server.requests().size() == 1);
        delete_blocking();

        asio::post(context, [&] { context.stop(); });
        asio::post(context, [] { throw std::runtime_error{"after the stop"}; });
        CHECK_THROWS_WITH_AS(delete_blocking(), "after the stop", std::runtime_error);
        CHECK(context.stopped());
        run_out(context);
    }

    TEST_CASE("the handler's allocator is used, and all it gave is given back before the handler is called")
    {
        answering_server server{[](const auto&) { return good; }};
        for (const bool cancelled : {false, true})
        {
            CAPTURE(cancelled);
            const auto counted = std::make_shared<allocations>();
            asio::io_context context;
            const directory::client api{context, options_for(server.base_url())};
            asio::cancellation_signal signal;
            std::optional<std::ptrdiff_t> left;
            api.users().async_delete(
                "u1", asio::bind_allocator(
                          counting_allocator<std::byte>{counted},
                          asio::bind_cancellation_slot(signal.slot(),
                                                       [&](truto::error_code ec, auto)
                                                       {
                                                           left = counted->bytes.load();
                                                           CHECK(ec == (cancelled ? truto::error_code{errc::cancelled}
                                                                                  : truto::error_code{}));
                                                       })));
            CHECK(counted->count > 0);
            if (cancelled)
            {
                signal.emit(asio::cancellation_type::terminal);
            }
            run_out(context);
            REQUIRE(left);
            CHECK(*left == 0);
        }
    }
}
