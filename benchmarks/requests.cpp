// Sequential DELETE requests over one kept-alive connection: this library, and the loops that people write by hand.
//
//   requests [--quick] [--rounds=N] [--requests=N] [--only=NAME] [--over=plain|tls] [--place=one|each]
//
// Everybody talks to the same server in this process, sends the same request, and turns the answer into something
// typed: this library into its model, the others into a boost::json::value. See README.md for how to read the numbers.

#include <truto/user_directory.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <boost/json/parse.hpp>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <exception>
#include <functional>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "support/certificate.hpp"
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
namespace beast = boost::beast;
namespace http = beast::http;
namespace ssl = asio::ssl;
namespace directory = truto::user_directory;
using tcp = asio::ip::tcp;
using namespace std::chrono_literals;

constexpr const char* host = "127.0.0.1";
constexpr const char* token = "benchmark-token-that-no-server-knows";
constexpr const char* account = "62f44730-dd91-461e-bd6a-aedd9e0ad79d";

/// What a contestant has to know about the server.
struct server_address
{
    std::string port;
    bool tls{};
    std::string authority_pem;

    std::string host_and_port() const { return std::string{host} + ":" + port; }
};

/// A client with one connection. Each call to `run` sends that many requests, one after another, and throws when an
/// answer is not the expected one.
class contestant
{
public:
    contestant() = default;
    contestant(const contestant&) = delete;
    contestant& operator=(const contestant&) = delete;
    virtual ~contestant() = default;
    virtual void run(std::size_t requests) = 0;
};

std::string user_id(std::size_t index)
{
    return "00u" + std::to_string(100000 + index);
}

std::string target_of(const std::string& id)
{
    return "/unified/user-directory/users/" + id + "?integrated_account_id=" + account;
}

http::request<http::empty_body> delete_request(const server_address& server, const std::string& id)
{
    http::request<http::empty_body> request{http::verb::delete_, target_of(id), 11};
    request.set(http::field::host, server.host_and_port());
    request.set(http::field::authorization, std::string{"Bearer "} + token);
    request.set(http::field::user_agent, "handwritten/1.0");
    request.set(http::field::accept, "application/json");
    return request;
}

void expect(bool holds, const char* who)
{
    if (!holds)
    {
        throw std::runtime_error(std::string{who} + ": not the expected answer");
    }
}

void check_parsed(unsigned status, std::string_view body, const char* who)
{
    expect(status == 200, who);
    const boost::json::value user = boost::json::parse(body);
    expect(user.at("id").as_string() == "00u7k2mQx9Example", who);
}

ssl::context verifying_context(const server_address& server)
{
    ssl::context context{ssl::context::tls_client};
    context.add_certificate_authority(asio::buffer(server.authority_pem));
    context.set_verify_mode(ssl::verify_peer);
    return context;
}

template <class Stream>
void prepare_tls(Stream& stream)
{
    // No server name indication: the host is an address.
    stream.set_verify_callback(ssl::host_name_verification{host});
}

// ---- this library

class with_truto : public contestant
{
public:
    explicit with_truto(const server_address& server) : api_{context_, options(server)} {}

    void run(std::size_t requests) override
    {
        context_.restart();
        asio::co_spawn(context_, delete_users(requests),
                       [](std::exception_ptr failure)
                       {
                           if (failure)
                           {
                               std::rethrow_exception(failure);
                           }
                       });
        context_.run();
    }

private:
    static truto::client_options options(const server_address& server)
    {
        truto::client_options result;
        result.base_url = (server.tls ? "https://" : "http://") + server.host_and_port();
        result.token = truto::secret{token};
        result.integrated_account_id = account;
        if (server.tls)
        {
            result.tls.ca_pem = server.authority_pem;
            result.tls.use_system_trust = false;
        }
        return result;
    }

    asio::awaitable<void> delete_users(std::size_t requests)
    {
        for (std::size_t index = 0; index < requests; ++index)
        {
            const auto gone = co_await api_.users().async_delete(user_id(index));
            expect(gone.status() == 200 && gone->id == "00u7k2mQx9Example", "truto");
        }
    }

    asio::io_context context_{1};
    directory::client api_;
};

// ---- Beast, coroutines

template <class Stream>
class with_beast_coroutines : public contestant
{
public:
    explicit with_beast_coroutines(const server_address& server)
        : server_{server}, tls_{verifying_context(server)}, stream_{make_stream()}
    {
        buffer_.reserve(65536);  // without it Beast reads in pieces of 512 bytes
        spawn(connect());
    }

    void run(std::size_t requests) override { spawn(delete_users(requests)); }

private:
    static constexpr bool is_tls = !std::is_same_v<Stream, beast::tcp_stream>;

    Stream make_stream()
    {
        if constexpr (is_tls)
        {
            return Stream{context_, tls_};
        }
        else
        {
            return Stream{context_};
        }
    }

    void spawn(asio::awaitable<void> work)
    {
        context_.restart();
        asio::co_spawn(context_, std::move(work),
                       [](std::exception_ptr failure)
                       {
                           if (failure)
                           {
                               std::rethrow_exception(failure);
                           }
                       });
        context_.run();
    }

    asio::awaitable<void> connect()
    {
        auto& lowest = beast::get_lowest_layer(stream_);
        tcp::resolver resolver{context_};
        const auto endpoints = co_await resolver.async_resolve(host, server_.port, asio::use_awaitable);
        lowest.expires_after(30s);
        co_await lowest.async_connect(endpoints, asio::use_awaitable);
        lowest.socket().set_option(tcp::no_delay{true});
        if constexpr (is_tls)
        {
            prepare_tls(stream_);
            lowest.expires_after(30s);
            co_await stream_.async_handshake(ssl::stream_base::client, asio::use_awaitable);
        }
    }

    asio::awaitable<void> delete_users(std::size_t requests)
    {
        auto& lowest = beast::get_lowest_layer(stream_);
        for (std::size_t index = 0; index < requests; ++index)
        {
            const auto request = delete_request(server_, user_id(index));
            lowest.expires_after(30s);
            co_await http::async_write(stream_, request, asio::use_awaitable);

            http::response<http::string_body> response;
            lowest.expires_after(30s);
            co_await http::async_read(stream_, buffer_, response, asio::use_awaitable);
            check_parsed(response.result_int(), response.body(), "Beast coroutines");
        }
        lowest.expires_never();
    }

    const server_address server_;
    asio::io_context context_{1};
    ssl::context tls_;
    Stream stream_;
    beast::flat_buffer buffer_;
};

// ---- Beast, synchronous

template <class Stream>
class with_beast_synchronously : public contestant
{
public:
    explicit with_beast_synchronously(const server_address& server)
        : server_{server}, tls_{verifying_context(server)}, stream_{make_stream()}
    {
        buffer_.reserve(65536);
        tcp::resolver resolver{context_};
        auto& lowest = beast::get_lowest_layer(stream_);
        asio::connect(lowest, resolver.resolve(host, server_.port));
        lowest.set_option(tcp::no_delay{true});
        if constexpr (is_tls)
        {
            prepare_tls(stream_);
            stream_.handshake(ssl::stream_base::client);
        }
    }

    void run(std::size_t requests) override
    {
        for (std::size_t index = 0; index < requests; ++index)
        {
            http::write(stream_, delete_request(server_, user_id(index)));
            http::response<http::string_body> response;
            http::read(stream_, buffer_, response);
            check_parsed(response.result_int(), response.body(), "Beast synchronous");
        }
    }

private:
    static constexpr bool is_tls = !std::is_same_v<Stream, tcp::socket>;

    Stream make_stream()
    {
        if constexpr (is_tls)
        {
            return Stream{context_, tls_};
        }
        else
        {
            return Stream{context_};
        }
    }

    const server_address server_;
    asio::io_context context_{1};
    ssl::context tls_;
    Stream stream_;
    beast::flat_buffer buffer_;
};

// ---- libcurl

#ifdef TRUTO_BENCHMARK_CURL

class with_curl : public contestant
{
public:
    explicit with_curl(const server_address& server)
        : base_{(server.tls ? "https://" : "http://") + server.host_and_port()}, easy_{::curl_easy_init()}
    {
        expect(easy_ != nullptr, "libcurl");
        add_header(std::string{"Authorization: Bearer "} + token);
        add_header("User-Agent: handwritten/1.0");
        add_header("Accept: application/json");
        set(CURLOPT_HTTPHEADER, headers_.get());
        set(CURLOPT_CUSTOMREQUEST, "DELETE");
        set(CURLOPT_TIMEOUT_MS, 30000L);
        set(CURLOPT_NOSIGNAL, 1L);
        set(CURLOPT_WRITEFUNCTION, &with_curl::append);
        set(CURLOPT_WRITEDATA, &body_);
        if (server.tls)
        {
            curl_blob authority{const_cast<char*>(server.authority_pem.data()), server.authority_pem.size(),
                                CURL_BLOB_COPY};
            set(CURLOPT_CAINFO_BLOB, &authority);
            set(CURLOPT_SSL_VERIFYPEER, 1L);
            set(CURLOPT_SSL_VERIFYHOST, 2L);
        }
    }

    void run(std::size_t requests) override
    {
        for (std::size_t index = 0; index < requests; ++index)
        {
            body_.clear();
            set(CURLOPT_URL, (base_ + target_of(user_id(index))).c_str());
            const CURLcode code = ::curl_easy_perform(easy_.get());
            if (code != CURLE_OK)
            {
                throw std::runtime_error(std::string{"libcurl: "} + ::curl_easy_strerror(code));
            }
            long status = 0;
            ::curl_easy_getinfo(easy_.get(), CURLINFO_RESPONSE_CODE, &status);
            check_parsed(static_cast<unsigned>(status), body_, "libcurl");
        }
    }

private:
    struct release
    {
        void operator()(CURL* easy) const { ::curl_easy_cleanup(easy); }
        void operator()(curl_slist* list) const { ::curl_slist_free_all(list); }
    };

    static std::size_t append(const char* data, std::size_t size, std::size_t count, void* body)
    {
        static_cast<std::string*>(body)->append(data, size * count);
        return size * count;
    }

    template <class Value>
    void set(CURLoption name, Value value)
    {
        expect(::curl_easy_setopt(easy_.get(), name, value) == CURLE_OK, "libcurl option");
    }

    void add_header(const std::string& line) { headers_.reset(::curl_slist_append(headers_.release(), line.c_str())); }

    std::string base_;
    std::string body_;
    std::unique_ptr<curl_slist, release> headers_;
    std::unique_ptr<CURL, release> easy_;
};

#endif

// ---- the race

struct entry
{
    std::string name;
    std::function<std::unique_ptr<contestant>(const server_address&)> make;
};

/// The first is this library, the second the loop that the targets are measured against.
std::vector<entry> entries(bool tls)
{
    const auto make = []<class Contestant>(std::type_identity<Contestant>)
    { return [](const server_address& server) { return std::make_unique<Contestant>(server); }; };
    std::vector<entry> all;
    all.push_back({"truto", make(std::type_identity<with_truto>{})});
    if (tls)
    {
        using asynchronous = beast::ssl_stream<beast::tcp_stream>;
        using synchronous = ssl::stream<tcp::socket>;
        all.push_back({"Beast coroutines", make(std::type_identity<with_beast_coroutines<asynchronous>>{})});
        all.push_back({"Beast synchronous", make(std::type_identity<with_beast_synchronously<synchronous>>{})});
    }
    else
    {
        all.push_back({"Beast coroutines", make(std::type_identity<with_beast_coroutines<beast::tcp_stream>>{})});
        all.push_back({"Beast synchronous", make(std::type_identity<with_beast_synchronously<tcp::socket>>{})});
    }
#ifdef TRUTO_BENCHMARK_CURL
    all.push_back({"libcurl easy", make(std::type_identity<with_curl>{})});
#endif
    return all;
}

struct round_result
{
    double per_second;
    double cpu_us;  // a request, on the client's side: all threads of the process but the server's
};

round_result run_round(contestant& who, const benchmark::loopback_server& server, std::size_t requests)
{
    const double server_before = server.cpu();
    const double process_before = benchmark::cpu_ns(CLOCK_PROCESS_CPUTIME_ID);
    const double before = benchmark::now_ns();
    who.run(requests);
    const double elapsed = benchmark::now_ns() - before;
    const double process = benchmark::cpu_ns(CLOCK_PROCESS_CPUTIME_ID) - process_before;
    const double spent_by_server = server.cpu() - server_before;

    const auto count = static_cast<double>(requests);
    return {count / (elapsed / 1e9), (process - spent_by_server) / 1e3 / count};
}

using rounds_of = std::vector<round_result>;

template <class Value>
double median_of(const rounds_of& rounds, Value value)
{
    std::vector<double> values;
    for (const round_result& round : rounds)
    {
        values.push_back(value(round));
    }
    return benchmark::median(values);
}

/// The median over the rounds of `value` against the same round of `base`: what slows the machine for a moment slows
/// neighbours in a round alike.
template <class Value>
double ratio_of(const rounds_of& rounds, const rounds_of& base, Value value)
{
    std::vector<double> values;
    for (std::size_t index = 0; index < rounds.size(); ++index)
    {
        values.push_back(value(rounds[index]) / value(base[index]));
    }
    return benchmark::median(values);
}

double per_second(const round_result& round)
{
    return round.per_second;
}

double cpu_us(const round_result& round)
{
    return round.cpu_us;
}

/// The mark after the target: the blocking loop, which no event loop delays.
void print_next_mark(const std::vector<entry>& all, const std::vector<rounds_of>& results, const rounds_of* base)
{
    const rounds_of* ours = nullptr;
    const rounds_of* blocking = nullptr;
    for (std::size_t index = 0; index < all.size(); ++index)
    {
        if (all[index].name == "truto")
        {
            ours = &results[index];
        }
        if (all[index].name == "Beast synchronous")
        {
            blocking = &results[index];
        }
    }
    if (blocking == nullptr)
    {
        return;
    }
    if (ours != nullptr)
    {
        const double speed = ratio_of(*ours, *blocking, per_second);
        std::cout << "truto against Beast synchronous: " << benchmark::fixed(speed, 2)
                  << (speed >= 1.0 ? " (passed)" : " (next mark: 1.00)") << '\n';
    }
    if (base != nullptr)
    {
        const double reach = ratio_of(*blocking, *base, per_second);
        if (reach < 1.2)
        {
            std::cout << "Waiting dominates here: the blocking loop itself is at " << benchmark::fixed(reach, 2)
                      << ".\n";
        }
    }
}

void print_race(const std::string& title, const std::vector<entry>& all, const std::vector<rounds_of>& results)
{
    std::cout << '\n' << title << '\n';
    benchmark::table table{{"", "req/s", "best", "CPU us/req", "req/s ratio", "CPU ratio", "target", ""}};
    const rounds_of* base = nullptr;
    for (std::size_t index = 0; index < all.size(); ++index)
    {
        if (all[index].name == "Beast coroutines")
        {
            base = &results[index];
        }
    }
    for (std::size_t index = 0; index < all.size(); ++index)
    {
        const rounds_of& rounds = results[index];
        double best = 0.0;
        for (const round_result& round : rounds)
        {
            best = std::max(best, round.per_second);
        }
        std::vector<std::string> row{all[index].name, benchmark::fixed(median_of(rounds, per_second), 0),
                                     benchmark::fixed(best, 0), benchmark::fixed(median_of(rounds, cpu_us), 1)};
        if (base != nullptr)
        {
            const double speed = ratio_of(rounds, *base, per_second);
            const double cpu = ratio_of(rounds, *base, cpu_us);
            row.push_back(benchmark::fixed(speed, 2));
            row.push_back(benchmark::fixed(cpu, 2));
            if (all[index].name == "truto")
            {
                const benchmark::target faster{1.2};
                const benchmark::target no_dearer{1.0, false};
                row.push_back(faster.text() + ", CPU " + no_dearer.text());
                row.push_back(std::string{faster.verdict(speed)} + ", CPU " + no_dearer.verdict(cpu));
            }
        }
        table.add(std::move(row));
    }
    table.print(std::cout);

    print_next_mark(all, results, base);
}

std::string prebuilt_response()
{
    const std::string body = benchmark::one_user();
    return "HTTP/1.1 200 OK\r\n"
           "Date: Sat, 21 Nov 2026 07:25:00 GMT\r\n"
           "Content-Type: application/json; charset=utf-8\r\n"
           "Content-Length: " +
           std::to_string(body.size()) +
           "\r\n"
           "Connection: keep-alive\r\n"
           "Vary: Accept-Encoding\r\n"
           "Cache-Control: no-store\r\n"
           "\r\n" +
           body;
}

struct settings
{
    std::size_t rounds;
    std::size_t requests;  // in each round
    std::string only;      // part of a contestant's name; empty for all
};

void race(const benchmark::placement& place, bool tls, const settings& how)
{
    benchmark::pin_this_thread(place.client);

    const benchmark::certificate certificate = benchmark::make_certificate();
    std::shared_ptr<ssl::context> server_tls;
    if (tls)
    {
        server_tls = std::make_shared<ssl::context>(ssl::context::tls_server);
        server_tls->use_certificate_chain(asio::buffer(certificate.certificate_pem));
        server_tls->use_private_key(asio::buffer(certificate.key_pem), ssl::context::pem);
    }
    const benchmark::loopback_server server{prebuilt_response(), server_tls, place.server};
    const server_address address{std::to_string(server.port()), tls, certificate.certificate_pem};

    std::vector<entry> all = entries(tls);
    std::erase_if(all, [&](const entry& each) { return each.name.find(how.only) == std::string::npos; });
    std::vector<std::unique_ptr<contestant>> contestants;
    for (const entry& each : all)
    {
        contestants.push_back(each.make(address));
        contestants.back()->run(how.requests / 10 + 1);  // connects, and warms caches
    }

    std::vector<rounds_of> results(all.size());
    for (std::size_t round = 0; round < how.rounds; ++round)
    {
        for (std::size_t turn = 0; turn < all.size(); ++turn)
        {
            const std::size_t index = (turn + round) % all.size();  // nobody always goes first
            results[index].push_back(run_round(*contestants[index], server, how.requests));
        }
    }
    if (server.accepted() != all.size())
    {
        std::cout << "NOTE: " << server.accepted() << " connections for " << all.size()
                  << " contestants; somebody did not keep theirs\n";
    }
    print_race(std::string{tls ? "TLS, " : "plain, "} + place.name + ", " + std::to_string(how.rounds) + " rounds of " +
                   std::to_string(how.requests) + " requests each",
               all, results);
}

}  // namespace

int main(int argc, char** argv)
try
{
    const bool quick = benchmark::has_flag(argc, argv, "--quick");
    const settings how{benchmark::count_option(argc, argv, "--rounds", quick ? 3 : 7),
                       benchmark::count_option(argc, argv, "--requests", quick ? 500 : 4000),
                       benchmark::option(argc, argv, "--only", "")};
    const std::string over = benchmark::option(argc, argv, "--over", "");
    const std::string where = benchmark::option(argc, argv, "--place", "");

    std::cout << "Sequential DELETE requests on one kept-alive connection, " << benchmark::one_user().size()
              << " bytes of JSON in each answer\n";
#ifndef TRUTO_BENCHMARK_CURL
    std::cout << "(built without libcurl: its row is missing)\n";
#endif
    for (const benchmark::placement& place : benchmark::placements())
    {
        if (!where.empty() && !place.name.ends_with(where) && !place.name.ends_with(where + " core"))
        {
            continue;
        }
        for (const bool tls : {false, true})
        {
            if (over.empty() || over == (tls ? "tls" : "plain"))
            {
                race(place, tls, how);
            }
        }
    }
    return EXIT_SUCCESS;
}
catch (const std::exception& failure)
{
    std::cerr << "requests: " << failure.what() << '\n';
    return EXIT_FAILURE;
}
