#include <truto/log_observer.hpp>
#include <truto/testing/fake_transport.hpp>
#include <truto/user_directory.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "support/run.hpp"

using namespace truto::test;
using truto::errc;
using truto::testing::fake_transport;

namespace
{

/// Gets a user in a format, from an answer with this status and body.
template <class Format>
ended<truto::answer_in<directory::user, Format>> got(unsigned status, const std::string& body, fake_transport& network,
                                                     truto::call_options options = {})
{
    network.any().answer(status, body);
    asio::io_context context;
    const auto api = directory::client{context, network.options()}.with(std::move(options)).template as<Format>();
    return run<truto::answer_in<directory::user, Format>>(context, [&](auto token)
                                                          { api.users().async_get("u1", std::move(token)); });
}

template <class Format>
auto got(unsigned status, const std::string& body)
{
    fake_transport network;
    return got<Format>(status, body, network);
}

/// A format that this library does not know, read as JSON.
struct invented : truto::normalized
{
    static constexpr std::string_view name = "invented";
};

/// Others, read as models and as models with a report.
struct complete : truto::unified
{
    static constexpr std::string_view name = "complete";
};
struct traced : truto::debug
{
    static constexpr std::string_view name = "traced";
};

constexpr std::string_view refusal = R"({"statusCode":404,"error":"Not Found","message":"No such user"})";

template <class Format>
void check_failures()
{
    const auto end = got<Format>(404, std::string{refusal});
    CHECK(end.code == errc::not_found);
    CHECK(end.answer.status() == 404);
    CHECK(end.answer.error().message == "No such user");
    CHECK(end.answer.body() == refusal);
}

}  // namespace

TEST_SUITE("formats")
{
    TEST_CASE("the format is part of the types, and of the query")
    {
        using client = directory::client;
        static_assert(std::is_same_v<client, directory::client_as<truto::unified>>);
        static_assert(std::is_same_v<truto::answer_in<directory::user, truto::unified>, directory::user>);
        static_assert(std::is_same_v<truto::answer_in<directory::user, truto::raw>, std::string>);
        static_assert(std::is_same_v<truto::answer_in<directory::user, truto::stream>, truto::body_stream>);

        const auto query_of = [](auto format)
        {
            fake_transport network;
            got<decltype(format)>(200, "{}", network);
            const auto target = network.requests().at(0).target;
            const auto at = target.find("truto_response_format=");
            return at == std::string::npos ? std::string{} : target.substr(at + 22, target.find('&', at) - at - 22);
        };
        CHECK(query_of(truto::unified{}) == "unified");
        CHECK(query_of(truto::raw{}) == "raw");
        CHECK(query_of(truto::normalized{}) == "normalized");
        CHECK(query_of(truto::debug{}) == "debug");
        CHECK(query_of(invented{}) == "invented");
    }

    TEST_CASE("a format of one's own is read like the one that it derives from")
    {
        const std::string body = R"({"id":"u1"})";
        CHECK(got<complete>(200, body).answer->id == "u1");
        CHECK(got<traced>(200, body).answer->value.id == "u1");
        CHECK(got<invented>(200, body).answer->at("id") == "u1");

        fake_transport network;
        network.any().answer(200, R"({"result":[{"id":"u1"}]})");
        asio::io_context context;
        auto list = directory::client{context, network.options()}.as<complete>().users().list();
        const auto found =
            run<std::vector<directory::user>>(context, [&](auto token) { list.async_collect(9, std::move(token)); });
        CHECK(found.answer->size() == 1);
    }

    TEST_CASE("a client keeps its other settings in another format, and may come back")
    {
        fake_transport network;
        network.any().answer(200, R"({"id":"u1"})").times(2);
        asio::io_context context;
        const auto raw = directory::client{context, network.options()}.account("acme").as<truto::raw>();
        const auto text = run<std::string>(context, [&](auto token) { raw.users().async_get("u1", std::move(token)); });
        CHECK(*text.answer == R"({"id":"u1"})");
        const auto back = raw.as<truto::unified>();
        const auto model =
            run<directory::user>(context, [&](auto token) { back.users().async_get("u1", std::move(token)); });
        CHECK(model.answer->id == "u1");
        CHECK(network.requests().at(0).account == "acme");
        CHECK(network.requests().at(1).account == "acme");
    }

    TEST_CASE("raw gives the bytes, whatever they are")
    {
        for (const std::string body : {R"({"id":1})", "<xml/>", "\xFF\xFE", "", "null"})
        {
            CAPTURE(body);
            const auto end = got<truto::raw>(200, body);
            CHECK_FALSE(end.code);
            CHECK(*end.answer == body);
            CHECK(end.answer.body().empty());
            CHECK(end.answer.has_value() == !body.empty());
        }
        check_failures<truto::raw>();
    }

    TEST_CASE("normalized gives JSON of any kind")
    {
        for (const std::string body : {R"({"result":{"id":1}})", "[1,2]", R"("text")", "7"})
        {
            CAPTURE(body);
            const auto end = got<truto::normalized>(200, body);
            CHECK_FALSE(end.code);
            CHECK(boost::json::serialize(*end.answer) == body);
            CHECK(end.answer.body() == body);
        }
        CHECK(got<truto::normalized>(204, "").answer->is_null());
        CHECK(got<truto::normalized>(200, "<html>").code == errc::body_not_decodable);
        check_failures<truto::normalized>();
    }

    TEST_CASE("debug gives the model and the report, wherever they stand")
    {
        struct row
        {
            std::string_view name;
            std::string body;
            std::string id;
            std::string report;
        };
        const row rows[] = {
            {"as published", R"({"result":{"id":"u1"},"debug":{"requestUrl":"x"}})", "u1", R"({"requestUrl":"x"})"},
            {"nothing to report", R"({"result":{"id":"u1"},"debug":null})", "u1", "null"},
            {"no report", R"({"result":{"id":"u1"}})", "u1", "null"},
            {"not wrapped", R"({"id":"u1","debug":[1]})", "u1", "[1]"},
            {"no result", R"({"result":null,"debug":{}})", "", "{}"},
            {"nothing", "{}", "", "null"},
        };
        for (const auto& each : rows)
        {
            CAPTURE(each.name);
            const auto end = got<truto::debug>(200, each.body);
            CHECK_FALSE(end.code);
            CHECK(end.answer->value.id.value_or("") == each.id);
            CHECK(boost::json::serialize(end.answer->debug) == each.report);
            CHECK(end.answer.body() == each.body);
        }
        CHECK(got<truto::debug>(204, "").answer->debug.is_null());
        check_failures<truto::debug>();
    }

    TEST_CASE("what stands beside the model and the report is kept, as in other formats")
    {
        const std::string body =
            R"({"result":{"id":"u1"},"debug":{"n":1},"is_partial_response":true,"result_count":1})";
        const auto end = got<truto::debug>(200, body);
        CHECK(end.answer->value.id == "u1");
        CHECK(boost::json::serialize(end.answer.beside_result()) == R"({"is_partial_response":true,"result_count":1})");
    }

    TEST_CASE("a model within a report is read as tolerantly as others, or as strictly")
    {
        const std::string body = R"({"result":{"id":7,"roles":"admin"},"debug":{}})";
        const auto lenient = got<truto::debug>(200, body);
        CHECK_FALSE(lenient.code);
        CHECK(lenient.answer->value.id == "7");
        CHECK_FALSE(lenient.answer.decode_notes().empty());
        fake_transport network;
        CHECK(got<truto::debug>(200, body, network, {.strict_decoding = true}).code == errc::body_not_decodable);
    }

    TEST_CASE("what a report holds reaches no log and no message of an error")
    {
        const std::string body = R"({"result":7,"debug":{"requestOptions":{"headers":{"x-key":"provider-secret"}}}})";
        std::string lines;
        fake_transport network;
        network.any().answer(200, body);
        auto options = network.options();
        options.observer = std::make_shared<truto::log_observer>(truto::log_options{
            .level = truto::log_level::debug,
            .show_ids = true,
            .sink = [&](truto::log_level, std::string_view line) { lines.append(line).append("\n"); }});
        asio::io_context context;
        const auto api = directory::client{context, options}.as<truto::debug>();
        const auto end = run<truto::debug_answer<directory::user>>(context, [&](auto token)
                                                                   { api.users().async_get("u1", std::move(token)); });
        CHECK(end.code == errc::body_not_decodable);
        CHECK(boost::json::serialize(end.answer->debug).find("provider-secret") != std::string::npos);
        CHECK(lines.find("users.get") != std::string::npos);
        CHECK(lines.find("provider-secret") == std::string::npos);
        CHECK(std::string{truto::api_error{end.code, end.answer}.what()}.find("provider-secret") == std::string::npos);
    }
}
