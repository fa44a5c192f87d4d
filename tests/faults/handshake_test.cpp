#include <truto/user_directory.hpp>

#include <doctest/doctest.h>

#include "faults/broken_exchange.hpp"
#include "support/dialogue.hpp"

using namespace truto::test;

// Handshakes of TLS, broken at every byte in every way.

TEST_SUITE("handshake")
{
    TEST_CASE("a call whose handshake breaks ends once, sends nothing and leaves nothing behind")
    {
        for (const auto& each : faults_of({framings(true).front()}, kind::keyless_post))
        {
            if (each.second.where < step::request)
            {
                check_fault(each.first, kind::keyless_post, each.second);
            }
        }
    }
}
