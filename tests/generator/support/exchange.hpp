#pragma once

// What the tests that are made from a description's examples call: a request sent, an answer served, over a connection.

#include <truto/client_options.hpp>
#include <truto/json.hpp>
#include <truto/resource.hpp>

#include <boost/asio/io_context.hpp>

#include <doctest/doctest.h>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <support/json.hpp>
#include <support/scripted_server.hpp>
#include <utility>

namespace truto::test
{

/// The completion token of generated calls: one type for each result, so that an operation is compiled once.
template <class T>
using handler = std::function<void(error_code, response<T>)>;

/// Makes a call to a server that gives this answer. The result is the request as it arrived, and the model read.
template <class Client, class T>
std::pair<std::string, std::optional<T>> exchange(std::string_view answer,
                                                  const std::function<void(const Client&, handler<T>)>& call)
{
    const auto reply = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: " +
                       std::to_string(answer.size()) + "\r\n\r\n" + std::string{answer};
    const scripted_server server{{{
        [](scripted_server::peer& peer) { peer.read_request(); },
        [&](scripted_server::peer& peer) { peer.write(reply); },
        [](scripted_server::peer& peer) { peer.close(); },
    }}};
    boost::asio::io_context context;
    client_options options;
    options.base_url = server.base_url();
    options.token = "token";
    const Client client{context, std::move(options)};
    std::optional<T> result;
    call(client,
         [&](error_code code, response<T> got)
         {
             CHECK_MESSAGE(!code, code.message());
             if (!code)
             {
                 result = *got;
             }
         });
    context.run();
    const auto requests = server.requests();
    REQUIRE(requests.size() == 1);
    return {requests.front(), std::move(result)};
}

/// Checks what a call sends. `headers` stands somewhere in its head; `body` is JSON, or empty where there is none.
template <class Client, class T>
void check_request(std::string_view name, std::string_view method, std::string_view target, std::string_view headers,
                   std::string_view body, const std::function<void(const Client&, handler<T>)>& call)
{
    CAPTURE(name);
    const auto request = exchange<Client, T>("{}", call).first;
    CAPTURE(request);
    const auto end = request.find("\r\n\r\n") + 4;
    CHECK(request.substr(0, request.find("\r\n")) == std::string{method} + " " + std::string{target} + " HTTP/1.1");
    CHECK(std::string_view{request}.substr(0, end).find(headers) != std::string_view::npos);
    CHECK((request.size() == end) == body.empty());
    if (request.size() != end && !body.empty())
    {
        CHECK(same_json(json(std::string_view{request}.substr(end)), json(body)));
    }
}

/// Checks what a call makes of an answer: the model, written as JSON again.
template <class Client, class T>
void check_answer(std::string_view name, std::string_view answer, std::string_view expected,
                  const std::function<void(const Client&, handler<T>)>& call)
{
    CAPTURE(name);
    const auto result = exchange<Client, T>(answer, call).second;
    REQUIRE(result);
    const auto written = encode(*result);
    CAPTURE(text_of(written));
    CHECK(same_json(written, json(expected)));
}

}  // namespace truto::test
