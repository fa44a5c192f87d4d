#include <truto/testing/directory_simulator.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>
#include <boost/system/system_error.hpp>

#include <doctest/doctest.h>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

#include "support/simulator_client.hpp"

using namespace truto::test;
using truto::testing::directory_simulator_options;

namespace
{

using client = plain_client;

}  // namespace

TEST_CASE("paths may have a prefix")
{
    const directory_simulator sim{{.path_prefix = "/edge/truto"}};
    CHECK(sim.base_url() == "http://127.0.0.1:" + std::to_string(sim.port()) + "/edge/truto");

    client api{sim};
    const std::string path = "/unified/user-directory/users/00u7k2?integrated_account_id=" + sim.account_id();
    CHECK(api.exchange("DELETE", path).status() == 404);
    CHECK(sim.user("00u7k2").at("status") == "active");
    CHECK(api.exchange("DELETE", "/edge/truto" + path).status() == 200);
}

TEST_CASE("options that cannot work are refused")
{
    CHECK_THROWS_AS((directory_simulator{{.path_prefix = "edge"}}), std::invalid_argument);
    CHECK_THROWS_AS((directory_simulator{{.path_prefix = "/edge/"}}), std::invalid_argument);
    CHECK_THROWS_AS((directory_simulator{{.tls = true, .server_certificate = truto::testing::server_certificate{}}}),
                    boost::system::system_error);

    const directory_simulator first;
    CHECK_THROWS_AS((directory_simulator{{.port = first.port()}}), boost::system::system_error);
}

TEST_CASE("a port can be chosen, and used again at once")
{
    unsigned short port = 0;
    {
        const directory_simulator sim;
        client api{sim};
        CHECK(api.exchange("GET", "/x").status() == 404);
        port = sim.port();
    }
    const directory_simulator again{{.port = port}};
    CHECK(again.port() == port);
    client api{again};
    CHECK(api.exchange("GET", "/x").status() == 404);
}

TEST_CASE("the destructor closes connections whatever they are doing")
{
    for (const bool tls : {false, true})
    {
        CAPTURE(tls);
        auto sim = std::make_unique<directory_simulator>(directory_simulator_options{.tls = tls});
        client idle{*sim};
        client half{*sim};
        // Half a head, or half of the first TLS record.
        asio::write(half.stream(), asio::buffer(std::string_view{tls ? "\x16\x03\x01" : "POST /x HTTP/1.1\r\nCont"}));
        REQUIRE(eventually([&] { return sim->open_connections() == 2; }));
        sim.reset();
        CHECK(idle.is_at_end());
        CHECK(half.is_at_end());
    }
}
