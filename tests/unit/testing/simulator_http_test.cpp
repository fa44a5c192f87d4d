#include <truto/testing/directory_simulator.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <boost/json.hpp>

#include <doctest/doctest.h>
#include <string>
#include <string_view>

#include "support/simulator_client.hpp"

using namespace truto::test;

namespace
{

using client = plain_client;

}  // namespace

TEST_CASE("the connection stays open, or is closed, as HTTP says")
{
    struct row
    {
        const char* what;
        bool option;
        std::string version;
        std::string fields;
        bool stays;
        std::string expected;  // the Connection field of the answer
    };
    const row rows[] = {
        {"1.1", true, "1.1", "Host: x\r\n", true, ""},
        {"1.1, close", true, "1.1", "Host: x\r\nConnection: close\r\n", false, "close"},
        {"1.0", true, "1.0", "", false, ""},
        {"1.0, keep-alive", true, "1.0", "Connection: keep-alive\r\n", true, "keep-alive"},
        {"1.1, switched off", false, "1.1", "Host: x\r\n", false, "close"},
    };
    for (const row& r : rows)
    {
        CAPTURE(r.what);
        const directory_simulator sim{{.keep_alive = r.option}};
        client api{sim};
        const std::string request = "GET /x HTTP/" + r.version + "\r\n" + r.fields + "\r\n";

        asio::write(api.stream(), asio::buffer(request));
        const auto answer = api.read_reply();
        CHECK(answer.status() == 404);
        CHECK(answer.field("Connection") == r.expected);
        CHECK(answer.message.version() == (r.version == "1.0" ? 10 : 11));
        if (r.stays)
        {
            asio::write(api.stream(), asio::buffer(request));
            CHECK(api.read_reply().status() == 404);
            CHECK(sim.connections() == 1);
        }
        else
        {
            CHECK(api.is_at_end());
        }
    }
}

TEST_CASE("requests may follow each other without waiting")
{
    const directory_simulator sim;
    client api{sim};
    std::string requests;
    for (int i = 0; i < 50; ++i)
    {
        requests += "DELETE /unified/user-directory/users/00u7k2?integrated_account_id=" + sim.account_id() +
                    " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + sim.token() + "\r\n\r\n";
    }
    asio::write(api.stream(), asio::buffer(requests));
    CHECK(api.read_reply().status() == 200);
    for (int i = 1; i < 50; ++i)
    {
        CHECK(api.read_reply().status() == 404);
    }
}

TEST_CASE("a chunked body, and one that comes after 100 Continue, is read")
{
    const directory_simulator sim;
    const std::string head =
        "POST /unified/user-directory/groups/remove-user?integrated_account_id=" + sim.account_id() +
        " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + sim.token() + "\r\nContent-Type: application/json\r\n";
    client api{sim};

    asio::write(
        api.stream(),
        asio::buffer(head +
                     "Transfer-Encoding: chunked\r\n\r\n"
                     "13\r\n{\"group_id\":\"grp-la\r\n19\r\nbs\",\"user_id\":\"00uy1b\"   \r\n1\r\n}\r\n0\r\n\r\n"));
    CHECK(api.read_reply().status() == 200);

    const std::string body = membership("grp-labs", "00uf5z");
    asio::write(api.stream(), asio::buffer(head + "Expect: 100-continue\r\nContent-Length: " +
                                           std::to_string(body.size()) + "\r\n\r\n"));
    std::string interim(25, '\0');
    asio::read(api.stream(), asio::buffer(interim));
    CHECK(interim == "HTTP/1.1 100 Continue\r\n\r\n");
    asio::write(api.stream(), asio::buffer(body));
    CHECK(api.read_reply().status() == 200);
    CHECK(members_of(sim, "grp-labs").empty());
}

TEST_CASE("the absolute form of a target is understood")
{
    const directory_simulator sim;
    client api{sim};
    const std::string rest = "/unified/user-directory/users/00u7k2?integrated_account_id=" + sim.account_id();

    CHECK(api.exchange("DELETE", "HTTP://localhost:1" + rest).status() == 200);
    CHECK(api.exchange("DELETE", "https://localhost" + rest).status() == 404);
    CHECK(api.exchange("OPTIONS", "*").status() == 404);
    CHECK(api.exchange("GET", "http://localhost").status() == 404);
    CHECK(api.exchange("GET", "http://localhost?x=/unified/user-directory/users/1").status() == 404);
}

TEST_CASE("what is not HTTP, or too much of it, is answered and the connection closed")
{
    struct row
    {
        const char* what;
        std::string bytes;
        std::string start;  // of the answer; empty means that there is none
    };
    const row rows[] = {
        {"nothing", "", ""},
        {"half a request", "GET /x HTTP/1.1\r\nHost: x\r\n", ""},
        {"half a body", "POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc", ""},
        {"text", "hello\r\n\r\n", "HTTP/1.1 400 "},
        {"TLS on a plain port", std::string("\x16\x03\x01\x00\xA5\x01\x00\x00\xA1\x03\x03", 11), "HTTP/1.1 400 "},
        {"an unknown version", "GET /x HTTP/2.0\r\nHost: x\r\n\r\n", "HTTP/1.1 400 "},
        {"a field without a colon", "GET /x HTTP/1.1\r\nHost: x\r\nnonsense\r\n\r\n", "HTTP/1.1 400 "},
        {"a length that is no number", "POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n", "HTTP/1.1 400 "},
        {"two lengths", "POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
         "HTTP/1.1 400 "},
        {"a length and chunks",
         "POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
         "HTTP/1.1 400 "},
        {"a bad chunk", "POST /x HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "HTTP/1.1 400 "},
        {"no host", "GET /x HTTP/1.1\r\n\r\n", "HTTP/1.1 400 "},
        {"two hosts", "GET /x HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n", "HTTP/1.1 400 "},
        {"a long field", "GET /x HTTP/1.1\r\nHost: x\r\nX-Long: " + std::string(70'000, 'x') + "\r\n\r\n",
         "HTTP/1.1 431 "},
        {"a long target", "GET /" + std::string(70'000, 'x') + " HTTP/1.1\r\nHost: x\r\n\r\n", "HTTP/1.1 431 "},
        {"a long body", "POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 1048577\r\n\r\n" + std::string(1'048'577, 'x'),
         "HTTP/1.1 413 "},
        {"a long body in chunks",
         "POST /x HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n100001\r\n" + std::string(0x100001, 'x') +
             "\r\n0\r\n\r\n",
         "HTTP/1.1 413 "},
        {"a long body that is only announced",
         "POST /x HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 9999999\r\n\r\n", "HTTP/1.1 413 "},
    };

    const directory_simulator sim;
    for (const row& r : rows)
    {
        CAPTURE(r.what);
        const std::string answer = raw_exchange(sim, r.bytes);
        CHECK(answer.substr(0, 13) == r.start);
        if (!r.start.empty())
        {
            CHECK(answer.find("Connection: close\r\n") != std::string::npos);
            const auto body = json::parse(answer.substr(answer.find("\r\n\r\n") + 4));
            CHECK(std::to_string(body.at("statusCode").as_int64()) == r.start.substr(9, 3));
            CHECK(body.at("message").is_string());
        }
    }
    CHECK(sim.requests().empty());

    client api{sim};
    CHECK(api.exchange("GET", "/x").status() == 404);
}

TEST_CASE("a body of exactly one MiB is read")
{
    const directory_simulator sim;
    client api{sim};
    std::string body = membership("grp-labs", "00uy1b");
    body.resize(1024 * 1024, ' ');
    CHECK(api.call("POST", "/groups/remove-user", body).status() == 200);
}
