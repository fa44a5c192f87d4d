// What a call costs besides the time of one after another: many at once, what a warm call asks of the heap and of the
// system, a new TLS connection with and without an earlier session, and what a call holds while it waits.
//
//   calls [--quick] [--rounds=N] [--requests=N]

#include <truto/testing/fake_transport.hpp>
#include <truto/user_directory.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/json/parse.hpp>

#include <array>
#include <chrono>
#include <cstdlib>
#include <exception>
#include <functional>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "support/certificate.hpp"
#include "support/counted.hpp"
#include "support/loopback_server.hpp"
#include "support/pin.hpp"
#include "support/report.hpp"
#include "support/sample_users.hpp"

#ifdef TRUTO_BENCHMARK_CURL
#include <curl/curl.h>
#endif

namespace
{

namespace asio = boost::asio;
namespace directory = truto::user_directory;
namespace ssl = asio::ssl;
using namespace std::chrono_literals;

constexpr std::size_t in_flight = 32;
constexpr const char* token = "benchmark-token-that-no-server-knows";
constexpr const char* account = "62f44730-dd91-461e-bd6a-aedd9e0ad79d";

void expect(bool holds, const char* what)
{
    if (!holds)
    {
        throw std::runtime_error(what);
    }
}

/// A server with a prebuilt answer, and what a client has to know about it.
class place
{
public:
    /// `extra_lines` go to the head of the answer, which has no body if `is_empty`.
    explicit place(bool tls, const std::string& extra_lines = {}, bool is_empty = false)
        : certificate_(benchmark::make_certificate()),
          server_(is_empty ? "HTTP/1.1 204 No Content\r\n" + extra_lines + "\r\n" : answer(extra_lines),
                  tls ? context(certificate_) : nullptr, std::nullopt),
          base_url_((tls ? "https://127.0.0.1:" : "http://127.0.0.1:") + std::to_string(server_.port()))
    {
    }

    const std::string& base_url() const { return base_url_; }
    const std::string& authority() const { return certificate_.certificate_pem; }
    const benchmark::loopback_server& server() const { return server_; }

    truto::client_options options() const
    {
        truto::client_options result;
        result.base_url = base_url_;
        result.token = truto::secret{token};
        result.integrated_account_id = account;
        result.tls.ca_pem = authority();
        result.tls.use_system_trust = false;
        return result;
    }

private:
    static std::string answer(const std::string& extra_lines)
    {
        const auto body = benchmark::one_user();
        return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) +
               "\r\n" + extra_lines + "\r\n" + body;
    }

    static std::shared_ptr<ssl::context> context(const benchmark::certificate& certificate)
    {
        auto result = std::make_shared<ssl::context>(ssl::context::tls_server);
        result->use_certificate_chain(asio::buffer(certificate.certificate_pem));
        result->use_private_key(asio::buffer(certificate.key_pem), ssl::context::pem);
        return result;
    }

    benchmark::certificate certificate_;
    benchmark::loopback_server server_;
    std::string base_url_;
};

/// Runs `work` to its end.
void run(asio::io_context& context, asio::awaitable<void> work)
{
    context.restart();
    asio::co_spawn(context, std::move(work),
                   [](std::exception_ptr failure)
                   {
                       if (failure)
                       {
                           std::rethrow_exception(failure);
                       }
                   });
    context.run();
}

// ---- many at once

class many_with_truto
{
public:
    explicit many_with_truto(const place& where) : api_{context_, options(where)} {}

    void run(std::size_t requests)
    {
        left_ = requests;
        context_.restart();
        for (std::size_t i = 0; i != in_flight; ++i)
        {
            next();
        }
        context_.run();
    }

private:
    static truto::client_options options(const place& where)
    {
        auto result = where.options();
        result.max_connections = in_flight;
        result.max_idle_connections = in_flight;
        result.cautious_start = 0;  // libcurl sends as many as it may
        return result;
    }

    void next()
    {
        if (left_ == 0)
        {
            return;
        }
        --left_;
        api_.users().async_delete("00u" + std::to_string(100000 + left_),
                                  [this](truto::error_code ec, const truto::response<directory::user>& gone)
                                  {
                                      expect(!ec && gone->id == "00u7k2mQx9Example", "truto: not the expected answer");
                                      next();
                                  });
    }

    asio::io_context context_{1};
    directory::client api_;
    std::size_t left_ = 0;
};

#ifdef TRUTO_BENCHMARK_CURL

class many_with_curl
{
public:
    explicit many_with_curl(const place& where)
        : base_(where.base_url() + "/unified/user-directory/users/"), multi_(::curl_multi_init())
    {
        const auto add_header = [this](const std::string& line)
        { headers_.reset(::curl_slist_append(headers_.release(), line.c_str())); };
        add_header(std::string{"Authorization: Bearer "} + token);
        add_header("User-Agent: handwritten/1.0");
        add_header("Accept: application/json");
        ::curl_multi_setopt(multi_.get(), CURLMOPT_MAX_TOTAL_CONNECTIONS, static_cast<long>(in_flight));
        ::curl_multi_setopt(multi_.get(), CURLMOPT_SOCKETFUNCTION, &many_with_curl::on_socket);
        ::curl_multi_setopt(multi_.get(), CURLMOPT_SOCKETDATA, this);
        ::curl_multi_setopt(multi_.get(), CURLMOPT_TIMERFUNCTION, &many_with_curl::on_timer);
        ::curl_multi_setopt(multi_.get(), CURLMOPT_TIMERDATA, this);
        ::curl_multi_setopt(multi_.get(), CURLMOPT_MAXCONNECTS, static_cast<long>(in_flight));
        transfers_.resize(in_flight);
        for (auto& each : transfers_)
        {
            each.easy.reset(::curl_easy_init());
            set(each, CURLOPT_HTTPHEADER, headers_.get());
            set(each, CURLOPT_CUSTOMREQUEST, "DELETE");
            set(each, CURLOPT_TIMEOUT_MS, 60000L);
            set(each, CURLOPT_NOSIGNAL, 1L);
            set(each, CURLOPT_WRITEFUNCTION, &many_with_curl::append);
            set(each, CURLOPT_WRITEDATA, &each.body);
            set(each, CURLOPT_PRIVATE, &each);
            if (where.base_url().starts_with("https"))
            {
                curl_blob authority{const_cast<char*>(where.authority().data()), where.authority().size(),
                                    CURL_BLOB_COPY};
                set(each, CURLOPT_CAINFO_BLOB, &authority);
            }
        }
    }

    /// The loop that libcurl's documentation advises for many transfers: `curl_multi_socket_action` on epoll.
    void run(std::size_t requests)
    {
        left_ = requests;
        for (auto& each : transfers_)
        {
            next(each);
        }
        int running = 0;
        act(CURL_SOCKET_TIMEOUT, 0, running);
        std::array<epoll_event, in_flight> events{};
        while (running != 0)
        {
            const int count =
                ::epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), static_cast<int>(timeout_));
            if (count == 0)
            {
                timeout_ = -1;
                act(CURL_SOCKET_TIMEOUT, 0, running);
            }
            for (int i = 0; i < count; ++i)
            {
                const auto& event = events[static_cast<std::size_t>(i)];
                const int in = (event.events & EPOLLIN) != 0 ? CURL_CSELECT_IN : 0;
                const int out = (event.events & EPOLLOUT) != 0 ? CURL_CSELECT_OUT : 0;
                act(event.data.fd, in | out, running);
            }
        }
    }

    ~many_with_curl()
    {
        transfers_.clear();
        multi_.reset();
        ::close(epoll_);
    }
    many_with_curl(const many_with_curl&) = delete;
    many_with_curl& operator=(const many_with_curl&) = delete;

private:
    struct release
    {
        void operator()(CURL* easy) const { ::curl_easy_cleanup(easy); }
        void operator()(curl_slist* list) const { ::curl_slist_free_all(list); }
    };
    struct release_multi
    {
        void operator()(CURLM* multi) const { ::curl_multi_cleanup(multi); }
    };
    struct transfer
    {
        std::unique_ptr<CURL, release> easy;
        std::string body;
    };

    static std::size_t append(const char* data, std::size_t size, std::size_t count, void* body)
    {
        static_cast<std::string*>(body)->append(data, size * count);
        return size * count;
    }

    template <class Value>
    static void set(transfer& which, CURLoption name, Value value)
    {
        expect(::curl_easy_setopt(which.easy.get(), name, value) == CURLE_OK, "libcurl: option");
    }

    static int on_socket(CURL*, curl_socket_t socket, int what, void* self, void* known)
    {
        auto& all = *static_cast<many_with_curl*>(self);
        epoll_event event{};
        event.data.fd = socket;
        event.events = ((what & CURL_POLL_IN) != 0 ? EPOLLIN : 0u) | ((what & CURL_POLL_OUT) != 0 ? EPOLLOUT : 0u);
        ::epoll_ctl(all.epoll_,
                    what == CURL_POLL_REMOVE ? EPOLL_CTL_DEL
                    : known != nullptr       ? EPOLL_CTL_MOD
                                             : EPOLL_CTL_ADD,
                    socket, &event);
        ::curl_multi_assign(all.multi_.get(), socket, what == CURL_POLL_REMOVE ? nullptr : self);
        return 0;
    }

    static int on_timer(CURLM*, long timeout, void* self)
    {
        static_cast<many_with_curl*>(self)->timeout_ = timeout;
        return 0;
    }

    /// Lets libcurl go on, and looks who is done.
    void act(curl_socket_t socket, int ready, int& running)
    {
        ::curl_multi_socket_action(multi_.get(), socket, ready, &running);
        int queued = 0;
        while (const CURLMsg* const message = ::curl_multi_info_read(multi_.get(), &queued))
        {
            transfer* ended = nullptr;
            ::curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &ended);
            expect(message->data.result == CURLE_OK, "libcurl: a transfer failed");
            expect(boost::json::parse(ended->body).at("id").as_string() == "00u7k2mQx9Example",
                   "libcurl: not the expected answer");
            ::curl_multi_remove_handle(multi_.get(), message->easy_handle);
            if (next(*ended))
            {
                running = 1;
            }
        }
    }

    /// False when there is nothing left to do.
    bool next(transfer& with)
    {
        if (left_ == 0)
        {
            return false;
        }
        --left_;
        with.body.clear();
        const auto url = base_ + "00u" + std::to_string(100000 + left_) + "?integrated_account_id=" + account;
        set(with, CURLOPT_URL, url.c_str());
        expect(::curl_multi_add_handle(multi_.get(), with.easy.get()) == CURLM_OK, "libcurl: add");
        return true;
    }

    std::string base_;
    std::unique_ptr<curl_slist, release> headers_;
    std::vector<transfer> transfers_;
    std::unique_ptr<CURLM, release_multi> multi_;
    int epoll_ = ::epoll_create1(0);
    long timeout_ = -1;
    std::size_t left_ = 0;
};

#endif

/// Requests a second in each round, of everybody in turn.
template <class... Contestants>
std::vector<std::vector<double>> race(std::size_t rounds, std::size_t requests, Contestants&... who)
{
    std::vector<std::vector<double>> result(sizeof...(who));
    for (std::size_t round = 0; round != rounds + 1; ++round)
    {
        std::size_t index = 0;
        const auto turn = [&](auto& each)
        {
            const double before = benchmark::now_ns();
            each.run(requests);
            const double seconds = (benchmark::now_ns() - before) / 1e9;
            if (round != 0)  // the first connects
            {
                result[index].push_back(static_cast<double>(requests) / seconds);
            }
            ++index;
        };
        (turn(who), ...);
    }
    return result;
}

void many_at_once(bool tls, std::size_t rounds, std::size_t requests)
{
    const place where{tls};
    many_with_truto ours{where};
    std::cout << '\n'
              << (tls ? "TLS" : "plain") << ", " << in_flight << " in flight on one thread, " << rounds << " rounds of "
              << requests << " requests\n";
    benchmark::table table{{"", "req/s", "ratio", "target", ""}};
#ifdef TRUTO_BENCHMARK_CURL
    many_with_curl theirs{where};
    const auto speeds = race(rounds, requests, ours, theirs);
    std::vector<double> ratios;
    for (std::size_t i = 0; i != rounds; ++i)
    {
        ratios.push_back(speeds[0][i] / speeds[1][i]);
    }
    const benchmark::target as_fast{1.0};
    const double ratio = benchmark::median(ratios);
    table.add({"truto", benchmark::fixed(benchmark::median(speeds[0]), 0), benchmark::fixed(ratio, 2), as_fast.text(),
               as_fast.verdict(ratio)});
    table.add({"libcurl multi", benchmark::fixed(benchmark::median(speeds[1]), 0), "1.00"});
#else
    const auto speeds = race(rounds, requests, ours);
    table.add({"truto", benchmark::fixed(benchmark::median(speeds[0]), 0)});
#endif
    table.print(std::cout);
}

// ---- a warm call

asio::awaitable<void> delete_users(directory::client api, std::size_t count)
{
    for (std::size_t i = 0; i != count; ++i)
    {
        const auto gone = co_await api.users().async_delete("00u7k2mQx9Example");
        expect(gone.status() / 100 == 2, "truto: not the expected answer");
    }
}

constexpr std::size_t warm_calls = 1000;

/// What the calls of this thread counted, before and after.
std::pair<benchmark::counted, benchmark::counted> warm(const place& where)
{
    asio::io_context context{1};
    directory::client api{context, where.options()};
    run(context, delete_users(api, 100));
    const auto before = benchmark::so_far;
    run(context, delete_users(api, warm_calls));
    return {before, benchmark::so_far};
}

void one_warm_call(bool tls)
{
    constexpr std::size_t calls = warm_calls;
    const auto [empty_before, empty_after] = warm(place{tls, {}, true});
    const auto [before, after] = warm(place{tls});

    const auto each = [](std::size_t b, std::size_t a)
    { return benchmark::fixed(static_cast<double>(a - b) / static_cast<double>(calls), 2); };
    const auto judged = [&](std::size_t b, std::size_t a, double most) -> std::vector<std::string>
    {
        const benchmark::target bound{most, false};
        return {each(b, a), bound.text(), bound.verdict(static_cast<double>(a - b) / static_cast<double>(calls))};
    };
    const auto row = [&](const char* name, std::vector<std::string> rest)
    {
        rest.insert(rest.begin(), name);
        return rest;
    };
    std::cout << '\n' << (tls ? "TLS" : "plain") << ", one warm call, the mean of " << calls << '\n';
    benchmark::table table{{"", "a call", "target", ""}};
    table.add(
        row("heap allocations, answer without a body", judged(empty_before.allocations, empty_after.allocations, 30)));
    table.add({"heap allocations, with a user's model of 1.4 KB", each(before.allocations, after.allocations)});
    table.add({"bytes of the latter", each(before.bytes, after.bytes)});
    table.add(row("sends", judged(before.sends, after.sends, 1.005)));
    table.add(row("receives that bring bytes", judged(before.receives, after.receives, 1.005)));
    table.add({"receives that find none", each(before.empty, after.empty)});
    table.add({"looks whether an idle connection is quiet", each(before.peeks, after.peeks)});
    table.add(row("epoll_wait", judged(before.waits, after.waits, 1.05)));
    table.add({"epoll_ctl", each(before.watches, after.watches)});
    table.add(row("timer settings", judged(before.timers, after.timers, 0.005)));
    table.print(std::cout);
}

// ---- a new TLS connection

void reconnect(std::size_t rounds)
{
    const place where{true, "Connection: close\r\n"};
    asio::io_context context{1};
    const auto median_of = [&](bool resume)
    {
        std::vector<double> times;
        auto api = std::make_unique<directory::client>(context, where.options());
        run(context, delete_users(*api, 1));
        for (std::size_t i = 0; i != rounds * 10; ++i)
        {
            if (!resume)
            {
                api = std::make_unique<directory::client>(context, where.options());  // knows no session yet
            }
            const double begun = benchmark::now_ns();
            run(context, delete_users(*api, 1));
            times.push_back((benchmark::now_ns() - begun) / 1e3);
        }
        expect((api->counters().tls_resumptions != 0) == resume, "truto: sessions are not resumed as expected");
        return benchmark::median(times);
    };
    const double full = median_of(false);
    const double resumed = median_of(true);
    std::cout << "\nTLS, a call on a new connection\n";
    benchmark::table table{{"", "us", "ratio"}};
    table.add({"full handshake", benchmark::fixed(full, 0), "1.00"});
    table.add({"resumed session", benchmark::fixed(resumed, 0), benchmark::fixed(resumed / full, 2)});
    table.print(std::cout);
}

// ---- a call that waits

void waiting_calls()
{
    constexpr std::size_t calls = 1000;
    const place where{false, "ratelimit-limit: 1\r\nratelimit-remaining: 0\r\nratelimit-reset: 3600\r\n"};
    asio::io_context context{1};
    auto options = where.options();
    options.timeout = 2h;
    directory::client api{context, options};
    run(context, delete_users(api, 1));  // from now on the account's rate is used up

    std::size_t ended = 0;
    const auto before = benchmark::so_far.bytes;
    for (std::size_t i = 0; i != calls; ++i)
    {
        api.users().async_delete("00u7k2mQx9Example",
                                 [&ended](truto::error_code, const truto::response<directory::user>&) { ++ended; });
    }
    const auto held = static_cast<double>(benchmark::so_far.bytes - before) / static_cast<double>(calls);
    expect(api.counters().gate_waits == calls, "truto: the calls do not wait");
    const benchmark::target little{4096, false};
    std::cout << "\nA call that waits in the rate gate\n";
    benchmark::table table{{"", "bytes", "target", ""}};
    table.add(
        {"allocated, and not freed before it ends", benchmark::fixed(held, 0), little.text(), little.verdict(held)});
    table.print(std::cout);
}

/// Calls of many accounts that wait for one token's budget, in a time that passes by itself.
void waiting_accounts()
{
    constexpr std::size_t accounts = 10'000;
    truto::testing::fake_transport network;
    network.any().answer(200, "{}").always();
    auto options = network.options();
    options.token_budget = truto::documented_token_budget;
    options.cautious_start = 0;
    options.timeout = 2h;
    asio::io_context context{1};
    directory::client api{context, options};
    std::size_t ended = 0;
    const double begun = benchmark::cpu_ns(CLOCK_THREAD_CPUTIME_ID);
    for (std::size_t i = 0; i != accounts; ++i)
    {
        api.account("account-" + std::to_string(i))
            .users()
            .async_delete("00u7k2mQx9Example",
                          [&ended](truto::error_code, const truto::response<directory::user>&) { ++ended; });
    }
    context.run();
    const double each = (benchmark::cpu_ns(CLOCK_THREAD_CPUTIME_ID) - begun) / 1e3 / static_cast<double>(accounts);
    expect(ended == accounts, "truto: not all calls have ended");
    const benchmark::target little{100, false};
    std::cout << "\nCalls of 10,000 accounts that wait for their token's budget\n";
    benchmark::table table{{"", "CPU us/call", "target", ""}};
    table.add(
        {"with fake_transport's network and clock", benchmark::fixed(each, 0), little.text(), little.verdict(each)});
    table.print(std::cout);
}

}  // namespace

int main(int argc, char** argv)
try
{
    const bool quick = benchmark::has_flag(argc, argv, "--quick");
    const auto rounds = benchmark::count_option(argc, argv, "--rounds", quick ? 1 : 7);
    const auto requests = benchmark::count_option(argc, argv, "--requests", 4000);
    many_at_once(false, rounds, requests);
    many_at_once(true, rounds, requests);
    one_warm_call(false);
    one_warm_call(true);
    reconnect(rounds);
    waiting_calls();
    waiting_accounts();
    return EXIT_SUCCESS;
}
catch (const std::exception& failure)
{
    std::cerr << failure.what() << '\n';
    return EXIT_FAILURE;
}
