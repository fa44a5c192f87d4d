#include <truto/user_directory.hpp>

#include <doctest/doctest.h>

#include "faults/broken_exchange.hpp"
#include "support/dialogue.hpp"

using namespace truto::test;

// The same with TLS as in dialogue_test.cpp; besides, what only TLS has.

TEST_SUITE("dialogue with TLS")
{
    TEST_CASE("an exchange that breaks, between records and within them, ends once and tells the truth")
    {
        for (const auto& each : faults_of(framings(true), kind::deletion))
        {
            if (each.second.where >= step::request)
            {
                check_fault(each.first, kind::deletion, each.second);
            }
        }
    }
}
