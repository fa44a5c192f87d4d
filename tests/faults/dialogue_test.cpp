#include <truto/user_directory.hpp>

#include <cstddef>
#include <cstdint>
#include <doctest/doctest.h>

#include "faults/broken_exchange.hpp"
#include "support/dialogue.hpp"

using namespace truto::test;

// Every exchange of the client with a server, broken at every step and byte in every way.

namespace
{

void check_every_fault(kind what)
{
    for (const auto& each : faults_of(framings(false), what))
    {
        check_fault(each.first, what, each.second);
    }
}

}  // namespace

TEST_SUITE("dialogue")
{
    TEST_CASE("a DELETE whose exchange breaks ends once, tells the truth and leaves nothing behind")
    {
        check_every_fault(kind::deletion);
    }

    TEST_CASE("so does a POST")
    {
        check_every_fault(kind::keyless_post);
    }

    TEST_CASE("answers that come in pieces of any size are answers")
    {
        for (const bool tls : {false, true})
        {
            for (const exchange& play : framings(tls))
            {
                for (const delivery pieces : {delivery::byte_by_byte, delivery::random_pieces})
                {
                    for (std::uint64_t seed = 1; seed != (pieces == delivery::byte_by_byte ? 2U : 12U); ++seed)
                    {
                        CAPTURE(tls);
                        CAPTURE(play.name);
                        CAPTURE(seed);
                        const dialogue server{{.play = play, .pieces = pieces, .seed = seed}};
                        caller client{server, 0};
                        for (int i = 0; i != 2; ++i)
                        {
                            const auto end = client.call(kind::deletion);
                            CHECK_FALSE(end.code);
                            CHECK(end.id == (has_body(play) ? "u1" : ""));
                        }
                        CHECK(server.seen().connections == (play.closes ? 2U : 1U));
                    }
                }
            }
        }
    }
}
