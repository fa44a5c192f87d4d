#include <truto/response.hpp>

#include <chrono>
#include <doctest/doctest.h>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>

using truto::response;
using truto::response_base;

using namespace std::chrono_literals;

namespace
{

struct model
{
    std::string name{};
};

std::shared_ptr<truto::detail::response_data> some_data()
{
    auto data = std::make_shared<truto::detail::response_data>();
    data->operation = "users.delete";
    data->status = 200;
    data->fields.add("ratelimit-limit", "110;w=10");
    data->body = "{}";
    data->request_sent = true;
    data->has_value = true;
    data->attempts = 1;
    data->elapsed = 15ms;
    data->beside["next_cursor"] = "abc";
    data->notes.push_back({truto::decode_note::kind::converted, "id", "a string"});
    return data;
}

static_assert(std::is_default_constructible_v<response<model>>, "as_tuple and futures need it");
static_assert(std::is_same_v<decltype(*std::declval<response<model>>()), model&&>);
static_assert(std::is_same_v<decltype(*std::declval<const response<model>&>()), const model&>);
static_assert(std::is_same_v<response<model>::value_type, model>);

}  // namespace

TEST_SUITE("response")
{

    TEST_CASE("an answer points to its model")
    {
        response<model> answer{model{"Ada"}, some_data()};
        CHECK(answer->name == "Ada");
        CHECK((*answer).name == "Ada");
        CHECK(answer.value().name == "Ada");

        answer->name = "Grace";
        CHECK(std::as_const(answer)->name == "Grace");

        const model taken = *std::move(answer);
        CHECK(taken.name == "Grace");
    }

    TEST_CASE("an answer knows how it came")
    {
        const response<model> answer{model{}, some_data()};
        CHECK(answer.operation() == "users.delete");
        CHECK(answer.status() == 200);
        CHECK(answer.headers()["RateLimit-Limit"] == "110;w=10");
        CHECK(answer.rate_limit().limit == 110);
        CHECK(answer.rate_limit().window == 10s);
        CHECK(answer.body() == "{}");
        CHECK(answer.request_sent());
        CHECK(answer.has_value());
        CHECK(answer.attempts() == 1);
        CHECK(answer.elapsed() == 15ms);
        CHECK(answer.beside_result().at("next_cursor") == "abc");
        CHECK(answer.decode_notes().size() == 1);
    }

    TEST_CASE("a default answer is that of a call that never got one")
    {
        const response<model> answer;
        CHECK(answer->name.empty());
        CHECK(answer.operation().empty());
        CHECK(answer.status() == 0);
        CHECK(answer.headers().empty());
        CHECK(answer.rate_limit() == truto::rate_limit{});
        CHECK(answer.body().empty());
        CHECK_FALSE(answer.request_sent());
        CHECK_FALSE(answer.has_value());
        CHECK(answer.attempts() == 0);
        CHECK(answer.elapsed() == 0ns);
        CHECK(answer.beside_result().empty());
        CHECK(answer.decode_notes().empty());
        CHECK(answer.error() == truto::error_details{});
        CHECK(answer.problem().empty());
    }

    TEST_CASE("copies share all but the model")
    {
        response<model> answer{model{"Ada"}, some_data()};
        const auto copy = answer;
        answer->name = "Grace";
        CHECK(copy->name == "Ada");
        CHECK(copy.body().data() == answer.body().data());

        const response_base base = answer;
        CHECK(base.status() == 200);
    }

}  // TEST_SUITE
