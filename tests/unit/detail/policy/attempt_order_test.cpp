#include <truto/detail/policy/attempt_order.hpp>

#include <cstddef>
#include <doctest/doctest.h>
#include <string>
#include <string_view>
#include <vector>

using truto::detail::policy::attempt_order;

TEST_SUITE("policy/attempt_order")
{

    TEST_CASE("families take turns, and within a family the resolver's order stays")
    {
        struct row
        {
            std::string_view families;
            std::vector<std::size_t> order;
        };
        const row rows[] = {
            {"", {}},
            {"4", {0}},
            {"6", {0}},
            {"444", {0, 1, 2}},
            {"666", {0, 1, 2}},
            {"64", {0, 1}},
            {"46", {0, 1}},
            {"6644", {0, 2, 1, 3}},
            {"4466", {0, 2, 1, 3}},
            {"6464", {0, 1, 2, 3}},
            {"66664", {0, 4, 1, 2, 3}},
            {"64444", {0, 1, 2, 3, 4}},
            {"466664", {0, 1, 5, 2, 3, 4}},
            {"446464", {0, 2, 1, 4, 3, 5}},
        };
        for (const auto& each : rows)
        {
            CAPTURE(std::string{each.families});
            CHECK(attempt_order(each.families) == each.order);
        }
    }

}  // TEST_SUITE
