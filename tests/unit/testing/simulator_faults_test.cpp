#include <truto/testing/directory_simulator.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <boost/json.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <doctest/doctest.h>
#include <limits>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "support/simulator_client.hpp"

using namespace truto::test;
using truto::testing::connection_fault;
using truto::testing::directory_simulator_options;
using truto::testing::envelope;
using truto::testing::fault_ending;
using truto::testing::fault_point;
using truto::testing::random_faults;
using truto::testing::scripted_answer;

namespace
{

/// How a connection ended, as its other side sees it.
enum class end_seen
{
    none,  ///< It did not, as far as one can tell.
    goodbye,
    cut,  ///< Closed without the goodbye of TLS.
    reset
};

const char* name_of(end_seen end)
{
    switch (end)
    {
    case end_seen::none:
        return "none";
    case end_seen::goodbye:
        return "goodbye";
    case end_seen::cut:
        return "cut";
    case end_seen::reset:
        return "reset";
    }
    return "?";
}

end_seen end_from(const boost::system::error_code& error)
{
    if (error == asio::error::eof)
    {
        return end_seen::goodbye;
    }
    if (error == ssl::error::stream_truncated)
    {
        return end_seen::cut;
    }
    return error == asio::error::connection_reset || error == asio::error::broken_pipe ? end_seen::reset
                                                                                       : end_seen::none;
}

/// A connection that writes and reads bytes.
template <class Stream>
class raw_connection
{
public:
    template <class... Arguments>
    explicit raw_connection(const directory_simulator& sim, Arguments&&... arguments)
        : stream_(context_, std::forward<Arguments>(arguments)...)
    {
        stream_.lowest_layer().connect(endpoint_of(sim));
    }

    Stream& stream() noexcept { return stream_; }

    void write(std::string_view bytes)
    {
        boost::system::error_code ignored;
        asio::write(stream_, asio::buffer(bytes), ignored);
    }

    /// All that comes until the connection ends.
    std::string read_to_the_end(end_seen& end)
    {
        std::string text;
        std::array<char, 4096> bytes;
        for (;;)
        {
            boost::system::error_code error;
            const std::size_t size = stream_.read_some(asio::buffer(bytes), error);
            text.append(bytes.data(), size);
            if (error)
            {
                end = end_from(error);
                return text;
            }
        }
    }

    /// Whether the connection is open, and nothing came.
    bool is_silent()
    {
        stream_.lowest_layer().non_blocking(true);
        char byte{};
        boost::system::error_code error;
        stream_.read_some(asio::buffer(&byte, 1), error);
        stream_.lowest_layer().non_blocking(false);
        return error == asio::error::would_block;
    }

private:
    asio::io_context context_;
    Stream stream_;
};

using plain_connection = raw_connection<tcp::socket>;
using tls_connection = raw_connection<ssl::stream<tcp::socket>>;

ssl::context any_server()
{
    return ssl::context{ssl::context::tls_client};
}

/// A request as it goes over the wire.
std::string deletion_of(const directory_simulator& sim, std::string_view user, std::string_view more_query = {})
{
    std::string text{"DELETE /unified/user-directory/users/"};
    return text.append(user)
        .append("?integrated_account_id=")
        .append(sim.account_id())
        .append(more_query)
        .append(" HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ")
        .append(sim.token())
        .append("\r\n\r\n");
}

constexpr fault_ending all_endings[] = {fault_ending::close, fault_ending::truncate, fault_ending::reset};

end_seen expected_end(fault_ending by, bool tls)
{
    switch (by)
    {
    case fault_ending::close:
        return end_seen::goodbye;
    case fault_ending::truncate:
        return tls ? end_seen::cut : end_seen::goodbye;
    case fault_ending::reset:
        return end_seen::reset;
    case fault_ending::stall:
        break;
    }
    return end_seen::none;
}

}  // namespace

TEST_SUITE("simulator faults")
{
    TEST_CASE("a connection can end in every way at every point, plain and with TLS")
    {
        struct row
        {
            const char* what;
            connection_fault fault;
            bool executed;
            bool any_byte;
        };
        const row rows[] = {
            {"at the first byte of the request", {.at = fault_point::within_request, .bytes = 1}, false, false},
            {"after the head of the request", {.at = fault_point::within_request}, false, false},
            {"beyond the end of the request",
             {.at = fault_point::within_request, .bytes = std::numeric_limits<std::size_t>::max()},
             false,
             false},
            {"before execution", connection_fault::before_execution, false, false},
            {"after execution", connection_fault::after_execution, true, false},
            {"before the first byte of the answer", {.at = fault_point::within_answer, .bytes = 0}, true, false},
            {"half of the answer", connection_fault::mid_answer, true, true},
            {"after the answer",
             {.at = fault_point::within_answer, .bytes = std::numeric_limits<std::size_t>::max()},
             true,
             true},
        };
        for (const bool tls : {false, true})
        {
            for (const row& r : rows)
            {
                for (const fault_ending by : all_endings)
                {
                    CAPTURE(tls);
                    CAPTURE(r.what);
                    CAPTURE(static_cast<int>(by));
                    directory_simulator sim{{.tls = tls}};
                    connection_fault fault = r.fault;
                    fault.by = by;
                    sim.drop_next(fault);

                    end_seen end = end_seen::none;
                    std::string answer;
                    const auto exchange = [&](auto& connection)
                    {
                        connection.write(deletion_of(sim, "00u7k2"));
                        answer = connection.read_to_the_end(end);
                    };
                    if (tls)
                    {
                        ssl::context context = any_server();
                        tls_connection connection{sim, context};
                        connection.stream().handshake(ssl::stream_base::client);
                        exchange(connection);
                    }
                    else
                    {
                        plain_connection connection{sim};
                        exchange(connection);
                    }

                    CHECK(std::string{name_of(end)} == name_of(expected_end(by, tls)));
                    CHECK(sim.user("00u7k2").at("status") == (r.executed ? "deleted" : "active"));
                    CHECK(sim.effects().size() == (r.executed ? 1U : 0U));
                    // A reset may overtake what was sent before it.
                    if (by != fault_ending::reset)
                    {
                        CHECK(answer.empty() != r.any_byte);
                    }
                    CHECK(eventually([&] { return sim.open_connections() == 0; }));

                    // What was not read to its end is no request that anybody saw.
                    const bool is_recorded = r.fault.at != fault_point::within_request;
                    REQUIRE(sim.requests().size() == (is_recorded ? 1U : 0U));
                    if (is_recorded)
                    {
                        CHECK(sim.requests()[0].status == 0);
                        CHECK(sim.requests()[0].cut_status == (r.fault.at == fault_point::within_answer ? 200U : 0U));
                        CHECK(sim.requests()[0].had_effect == r.executed);
                    }
                }
            }
        }
    }

    TEST_CASE("an answer is cut after exactly as many bytes as are asked for, however it is framed")
    {
        for (const char* const format : {"unified", "stream"})
        {
            CAPTURE(format);
            directory_simulator sim{{.keep_alive = false, .persistent = false, .recorded_requests = 0}};
            const std::string request = deletion_of(sim, "00ut6m", std::string{"&truto_response_format="} + format);
            const auto answer_to_it = [&]
            {
                plain_connection connection{sim};
                connection.write(request);
                end_seen end{};
                return connection.read_to_the_end(end);
            };

            const std::string whole = answer_to_it();
            REQUIRE(whole.size() > 100);
            for (std::size_t bytes = 0; bytes <= whole.size(); ++bytes)
            {
                sim.drop_next({.at = fault_point::within_answer, .bytes = bytes});
                REQUIRE(answer_to_it() == whole.substr(0, bytes));
            }
            CHECK(answer_to_it() == whole);
        }
    }

    TEST_CASE("a request is given up as soon as as many of its bytes came as are asked for, and not before")
    {
        directory_simulator sim;
        const std::string request = deletion_of(sim, "00u7k2");
        for (std::size_t bytes = 1; bytes <= request.size(); ++bytes)
        {
            CAPTURE(bytes);
            sim.drop_next({.at = fault_point::within_request, .bytes = bytes});
            plain_connection connection{sim};
            connection.write(request.substr(0, bytes - 1));
            if (bytes > 1)
            {
                // The first byte took the script: another request is served.
                CHECK(eventually([&] { return sim.open_connections() != 0; }));
                CHECK(connection.is_silent());
            }
            connection.write(request.substr(bytes - 1, 1));
            end_seen end{};
            CHECK(connection.read_to_the_end(end).empty());
            CHECK(end == end_seen::goodbye);
        }
        CHECK(sim.effects().empty());
        CHECK(sim.user("00u7k2").at("status") == "active");
    }

    TEST_CASE("a request with a body can be given up within the body")
    {
        directory_simulator sim;
        const std::string body = membership("grp-labs", "00uy1b");
        const std::string request =
            "POST /unified/user-directory/groups/remove-user?integrated_account_id=" + sim.account_id() +
            " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + sim.token() +
            "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;

        sim.drop_next({.at = fault_point::within_request, .bytes = request.size() - 1, .by = fault_ending::reset});
        plain_connection first{sim};
        first.write(request);
        end_seen end{};
        CHECK(first.read_to_the_end(end).empty());
        CHECK(end == end_seen::reset);
        CHECK(sim.effects().empty());

        plain_client api{sim};
        CHECK(api.call("POST", "/groups/remove-user", body).status() == 200);
    }

    TEST_CASE("a stalled connection stays open until the client gives up, and disturbs nobody")
    {
        for (const fault_point at : {fault_point::within_request, fault_point::before_execution,
                                     fault_point::after_execution, fault_point::within_answer})
        {
            CAPTURE(static_cast<int>(at));
            directory_simulator sim;
            sim.drop_next({.at = at, .bytes = 20, .by = fault_ending::stall});
            {
                plain_connection connection{sim};
                connection.write(deletion_of(sim, "00u7k2"));
                if (at == fault_point::within_answer)
                {
                    std::array<char, 20> bytes{};
                    asio::read(connection.stream(), asio::buffer(bytes));
                    CHECK(std::string_view{bytes.data(), 15} == "HTTP/1.1 200 OK");
                }
                else if (at != fault_point::within_request)
                {
                    REQUIRE(eventually([&] { return sim.requests().size() == 1; }));
                }
                plain_client other{sim};
                CHECK(other.call("DELETE", "/users/nobody").status() == 404);
                CHECK(connection.is_silent());
                CHECK(sim.open_connections() == 2);
            }
            CHECK(eventually([&] { return sim.open_connections() == 0; }));
        }
    }

    TEST_CASE("a stalled connection ends after its time, with the simulator, and when all are closed")
    {
        using namespace std::chrono_literals;
        directory_simulator sim;
        end_seen end{};

        sim.drop_next({.by = fault_ending::stall, .stall_time = 5ms});
        plain_connection first{sim};
        first.write(deletion_of(sim, "00u7k2"));
        CHECK(first.read_to_the_end(end).empty());
        CHECK(end == end_seen::goodbye);

        sim.drop_next({.by = fault_ending::stall});
        plain_connection second{sim};
        second.write(deletion_of(sim, "00u7k2"));
        REQUIRE(eventually([&] { return sim.requests().size() == 2; }));
        sim.close_connections();
        CHECK(second.read_to_the_end(end).empty());
        CHECK(sim.effects().empty());
    }

    TEST_CASE("scripts of both kinds come in one order")
    {
        directory_simulator sim{{.keep_alive = false}};
        sim.drop_next(connection_fault::before_execution);
        sim.fail_next(503, "busy", "text/plain");
        sim.drop_next({.at = fault_point::within_request}, 2);
        sim.drop_next(connection_fault::after_execution);

        std::string seen;
        for (int i = 0; i != 6; ++i)
        {
            plain_connection connection{sim};
            connection.write(deletion_of(sim, "00u7k2"));
            end_seen end{};
            const std::string answer = connection.read_to_the_end(end);
            seen += answer.empty() ? "none" : answer.substr(9, 3);
            seen += sim.effects().empty() ? " " : "! ";
        }
        CHECK(seen == "none 503 none none none! 404! ");
    }

    TEST_CASE("chances that are none are refused")
    {
        const double nan = std::numeric_limits<double>::quiet_NaN();
        for (const random_faults& faults :
             {random_faults{.stall = -0.1}, random_faults{.stall = 1.1}, random_faults{.stall = nan},
              random_faults{.half_answer = 0.6, .bad_gateway = 0.6}, random_faults{.executed_anyway = 1.5},
              random_faults{.executed_anyway = nan}})
        {
            directory_simulator_options options;
            options.faults = faults;
            CHECK_THROWS_AS((directory_simulator{options}), std::invalid_argument);
        }
        directory_simulator_options options;
        options.faults = {.reset_before_reading = 0.1,
                          .reset_before_execution = 0.1,
                          .reset_after_execution = 0.1,
                          .half_answer = 0.1,
                          .stall = 0.1,
                          .rate_limited = 0.1,
                          .server_error = 0.2,
                          .bad_gateway = 0.2};
        CHECK_NOTHROW((directory_simulator{options}));
    }

    TEST_CASE("each kind of fault happens by chance as it is documented")
    {
        using namespace std::chrono_literals;
        struct row
        {
            const char* what;
            random_faults faults;
            unsigned status;  // 0: none
            int effects;      // of 20; -1: some and not all
        };
        const row rows[] = {
            {"nothing", {}, 200, 20},
            {"reset before reading", {.reset_before_reading = 1}, 0, 0},
            {"reset before execution", {.reset_before_execution = 1}, 0, 0},
            {"reset after execution", {.reset_after_execution = 1}, 0, 20},
            {"half an answer", {.half_answer = 1}, 0, 20},
            {"stalled", {.stall = 1, .stall_time = 1ms}, 0, -1},
            {"never executed", {.stall = 1, .executed_anyway = 0, .stall_time = 1ms}, 0, 0},
            {"too many requests", {.rate_limited = 1, .retry_after = 7s}, 429, 0},
            {"server error", {.server_error = 1}, 500, -1},
            {"always executed", {.server_error = 1, .executed_anyway = 1}, 500, 20},
            {"bad gateway", {.bad_gateway = 1}, 502, -1},
        };
        for (const row& r : rows)
        {
            CAPTURE(r.what);
            directory_simulator_options options{.keep_alive = false, .persistent = false};
            options.faults = r.faults;
            const directory_simulator sim{options};
            for (int i = 0; i != 20; ++i)
            {
                plain_connection connection{sim};
                connection.write(deletion_of(sim, "00u7k2"));
                end_seen end{};
                const std::string answer = connection.read_to_the_end(end);
                const std::string wanted = "HTTP/1.1 " + std::to_string(r.status) + " ";
                CHECK((r.status != 0
                           ? answer.substr(0, 13) == wanted
                           : answer.empty() || answer.find("\r\n\r\n{") == std::string::npos || answer.back() != '}'));
                CHECK((answer.find("\r\nRetry-After: 7\r\n") != std::string::npos) == (r.status == 429));
            }
            const auto effects = static_cast<int>(sim.effect_count());
            CAPTURE(effects);
            CHECK((r.effects >= 0 ? effects == r.effects : effects > 0 && effects < 20));
        }
    }

    TEST_CASE("the same seed brings the same faults to the same requests, another one others")
    {
        const auto statuses_with = [](std::uint64_t seed, bool is_reset_first)
        {
            directory_simulator_options options{.persistent = false};
            options.faults = {.seed = seed, .rate_limited = 0.3, .server_error = 0.2, .bad_gateway = 0.2};
            directory_simulator sim{options};
            plain_client api{sim};
            std::vector<unsigned> statuses;
            for (int i = 0; i != (is_reset_first ? 7 : 0); ++i)
            {
                static_cast<void>(api.call("DELETE", "/users/00u7k2"));
            }
            if (is_reset_first)
            {
                sim.reset();
            }
            for (int i = 0; i != 100; ++i)
            {
                statuses.push_back(api.call("DELETE", "/users/00u7k2").status());
            }
            return statuses;
        };
        const auto first = statuses_with(1, false);
        CHECK(statuses_with(1, false) == first);
        CHECK(statuses_with(1, true) == first);
        CHECK(statuses_with(2, false) != first);

        std::map<unsigned, int> counts;
        for (const unsigned status : first)
        {
            ++counts[status];
        }
        CHECK(counts.size() == 4);
        for (const auto& each : counts)
        {
            CAPTURE(each.first);
            CHECK(each.second > 8);
            CHECK(each.second < 45);
        }
    }
}
