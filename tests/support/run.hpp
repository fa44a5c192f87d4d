#pragma once

#include <truto/user_directory.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/io_context.hpp>

#include <chrono>
#include <doctest/doctest.h>
#include <optional>
#include <string>
#include <tuple>
#include <utility>

namespace truto::test
{

namespace asio = boost::asio;
namespace directory = truto::user_directory;

/// Options for a client of a test server.
inline client_options options_for(std::string base_url)
{
    client_options result;
    result.retry.retries = 0;  // a scripted server answers once
    result.base_url = std::move(base_url);
    result.token = "test-token";
    result.integrated_account_id = "62f44730-dd91-461e-bd6a-aedd9e0ad79d";
    return result;
}

/// How a call ended.
template <class T>
struct ended
{
    error_code code{};
    response<T> answer{};
};

/// A handler that notes how a call ended, and that it did so once.
template <class T>
struct note_end
{
    std::optional<ended<T>>* to;

    void operator()(error_code code, response<T> answer) const
    {
        REQUIRE_FALSE(to->has_value());
        to->emplace(ended<T>{code, std::move(answer)});
    }
};

/// Runs the context until there is nothing left to do. A context that does not come to its end fails the test.
inline void run_out(asio::io_context& context)
{
    context.restart();
    context.run_for(std::chrono::seconds{30});
    REQUIRE_MESSAGE(context.stopped(), "the context still has work after 30 seconds");
}

/// Starts `call(token)` and runs the context to its end.
template <class T, class Call>
ended<T> run(asio::io_context& context, Call&& call)
{
    std::optional<ended<T>> result;
    std::forward<Call>(call)(note_end<T>{&result});
    CHECK_FALSE_MESSAGE(result.has_value(), "the handler was called from within the initiating function");
    run_out(context);
    REQUIRE(result.has_value());
    return std::move(*result);
}

/// Deletes a user through `api`: the call that most tests make.
inline ended<directory::user> delete_user(asio::io_context& context, const directory::client& api,
                                          std::string_view id = "u1")
{
    return run<directory::user>(context, [&](auto token) { api.users().async_delete(id, std::move(token)); });
}

}  // namespace truto::test
