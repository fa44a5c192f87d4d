#include <truto/testing/directory_simulator.hpp>

#include <boost/json.hpp>

#include <doctest/doctest.h>
#include <string>

#include "support/simulator_client.hpp"

using namespace truto::test;
using truto::testing::scripted_answer;

namespace
{

using client = plain_client;

}  // namespace

TEST_CASE("a repeated idempotency key returns the first answer without a second effect")
{
    directory_simulator sim;
    const auto& seeded = sim.seeded();
    client api{sim};
    const field_list key = {{"Idempotency-Key", "k-1"}};
    const std::string body = membership(seeded.group, seeded.leaver);

    const auto first = api.call("POST", "/groups/remove-user", body, "", key);
    REQUIRE(first.status() == 200);
    CHECK(first.field("idempotency-replayed").empty());

    const json::array after_first = sim.users();
    const auto second = api.call("POST", "/groups/remove-user", body, "", key);
    CHECK(second.status() == 200);
    CHECK(second.text() == first.text());
    CHECK(second.field("Content-Type") == first.field("Content-Type"));
    CHECK(second.field("idempotency-replayed") == "true");
    CHECK(sim.users() == after_first);

    SUBCASE("another key is another request")
    {
        CHECK(api.call("POST", "/groups/remove-user", body, "", {{"Idempotency-Key", "k-2"}}).status() == 404);
    }
    SUBCASE("another path is another request")
    {
        CHECK(api.call("POST", "/groups/remove", body, "", key).status() == 404);
    }
    SUBCASE("no key, or an empty one, is another request")
    {
        CHECK(api.call("POST", "/groups/remove-user", body).status() == 404);
        CHECK(raw_exchange(sim,
                           "POST /unified/user-directory/groups/remove-user?integrated_account_id=" + sim.account_id() +
                               " HTTP/1.0\r\nIdempotency-Key: \r\nAuthorization: Bearer " + sim.token() +
                               "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body)
                  .find(" 404 ") != std::string::npos);
    }
    SUBCASE("the token is still checked")
    {
        auto fields = key;
        fields.emplace_back("Authorization", "");
        CHECK(api.call("POST", "/groups/remove-user", body, "", fields).status() == 401);
    }
    SUBCASE("a reset forgets the answer")
    {
        sim.reset();
        const auto third = api.call("POST", "/groups/remove-user", body, "", key);
        CHECK(third.status() == 200);
        CHECK(third.field("idempotency-replayed").empty());
    }
}

TEST_CASE("an answer that was a refusal is not kept for its idempotency key")
{
    directory_simulator sim;
    const std::string body = membership("grp-labs", "00uy1b");
    const field_list key = {{"Idempotency-Key", "k"}};
    client api{sim};

    CHECK(api.call("POST", "/groups/remove-user", "{}", "", key).status() == 400);
    sim.fail_next(scripted_answer::bad_gateway());
    CHECK(api.call("POST", "/groups/remove-user", body, "", key).status() == 502);
    CHECK(api.call("POST", "/groups/remove-user", body, "", key).status() == 200);
}

TEST_CASE("PATCH honours an idempotency key as well")
{
    const directory_simulator sim;
    client api{sim};
    const field_list key = {{"Idempotency-Key", "k"}};
    const auto first = api.call("PATCH", "/groups/grp-labs", R"({"name":"Bench Crew"})", "", key);
    REQUIRE(first.status() == 200);
    CHECK(api.call("PATCH", "/groups/grp-labs", R"({"name":"Third"})").status() == 200);

    const auto again = api.call("PATCH", "/groups/grp-labs", R"({"name":"Bench Crew"})", "", key);
    CHECK(again.text() == first.text());
    CHECK(again.field("idempotency-replayed") == "true");
    CHECK(sim.group("grp-labs").at("name") == "Third");
    CHECK(sim.effect_count() == 2);
}

TEST_CASE("what is created with one key is created once")
{
    const directory_simulator sim;
    client api{sim};
    const field_list key = {{"Idempotency-Key", "k"}};
    const auto first = api.call("POST", "/groups", R"({"name":"Night Shift"})", "", key);
    const auto again = api.call("POST", "/groups", R"({"name":"Night Shift"})", "", key);
    CHECK(first.status() == 201);
    CHECK(again.status() == 201);
    CHECK(again.text() == first.text());
    CHECK(sim.groups().size() == 7);
}

TEST_CASE("DELETE takes no notice of an idempotency key")
{
    const directory_simulator sim;
    client api{sim};
    const field_list key = {{"Idempotency-Key", "k"}};
    CHECK(api.call("DELETE", "/users/00u7k2", "", "", key).status() == 200);
    CHECK(api.call("DELETE", "/users/00u7k2", "", "", key).status() == 404);
}

TEST_CASE("the oldest idempotent answers are forgotten after a thousand")
{
    const directory_simulator sim{{.persistent = false, .recorded_requests = 0}};
    client api{sim};
    const auto replayed = [&](int number)
    {
        return api
            .call("POST", "/groups/remove-user", membership("grp-labs", "00uy1b"), "",
                  {{"Idempotency-Key", std::to_string(number)}})
            .field("idempotency-replayed");
    };
    for (int i = 0; i < 1001; ++i)
    {
        REQUIRE(replayed(i).empty());
    }
    CHECK(replayed(1000) == "true");
    CHECK(replayed(1) == "true");
    CHECK(replayed(0).empty());
}
