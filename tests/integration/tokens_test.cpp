#include <truto/user_directory.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/bind_allocator.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/experimental/parallel_group.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/use_future.hpp>

#include <chrono>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <tuple>
#include <utility>
#include <vector>

#include "support/run.hpp"
#include "support/scripted_server.hpp"

using namespace truto::test;
using truto::errc;
using truto::throwing;
using namespace std::chrono_literals;

namespace
{

const std::string refusal =
    http_answer("404 Not Found", R"({"statusCode":404,"error":"Not Found","message":"No such user"})");

/// A server for one good call and one that fails, in that order.
std::vector<scripted_server::script> good_then_bad()
{
    return {{answer_ok(), answer(refusal)}};
}

/// Runs `test` as a coroutine with a client of a server that does `scripts`.
template <class Test>
void in_coroutine(std::vector<scripted_server::script> scripts, Test test)
{
    scripted_server server{std::move(scripts)};
    asio::io_context context;
    const directory::client api{context, options_for(server.base_url())};
    bool finished = false;
    asio::co_spawn(context, test(api.users()),
                   [&](std::exception_ptr failure)
                   {
                       finished = true;
                       if (failure)
                       {
                           std::rethrow_exception(failure);
                       }
                   });
    run_out(context);
    CHECK(finished);
}

void check_refusal(const truto::api_error& error)
{
    CHECK(error.code() == errc::not_found);
    CHECK(error.status() == 404);
    CHECK(error.details().message == "No such user");
    CHECK(std::string{error.what()}.find("users.delete: 404 Not Found: No such user") == 0);
}

}  // namespace

TEST_SUITE("completion tokens")
{
    TEST_CASE("with no token, co_await gives the answer or throws everything the server said")
    {
        in_coroutine(good_then_bad(),
                     [](directory::users_as<truto::unified> users) -> asio::awaitable<void>
                     {
                         const auto gone = co_await users.async_delete("u1");
                         CHECK(gone.status() == 200);
                         CHECK(gone->name == "Ines Okafor");
                         bool thrown = false;
                         try
                         {
                             co_await users.async_delete("u1", {.remove_from_id = "grp-3"});
                         }
                         catch (const truto::api_error& error)
                         {
                             thrown = true;
                             check_refusal(error);
                         }
                         CHECK(thrown);
                     });
    }

    TEST_CASE("as_tuple gives the error code and the answer, with the details of the failure")
    {
        in_coroutine(good_then_bad(),
                     [](directory::users_as<truto::unified> users) -> asio::awaitable<void>
                     {
                         auto [good, gone] = co_await users.async_delete("u1", asio::as_tuple(asio::use_awaitable));
                         CHECK_FALSE(good);
                         CHECK(gone->id == "u1");
                         auto [bad, answer] = co_await users.async_delete("u1", asio::as_tuple(asio::deferred));
                         CHECK(bad == errc::not_found);
                         CHECK(answer.error().message == "No such user");
                     });
    }

    TEST_CASE("use_awaitable throws a plain system_error; throwing(use_awaitable) throws the whole")
    {
        in_coroutine({{answer(refusal), answer(refusal)}},
                     [](directory::users_as<truto::unified> users) -> asio::awaitable<void>
                     {
                         int thrown = 0;
                         try
                         {
                             co_await users.async_delete("u1", asio::use_awaitable);
                         }
                         catch (const boost::system::system_error& error)
                         {
                             ++thrown;
                             CHECK(error.code() == errc::not_found);
                         }
                         try
                         {
                             co_await users.async_delete("u1", throwing(asio::use_awaitable));
                         }
                         catch (const truto::api_error& error)
                         {
                             ++thrown;
                             check_refusal(error);
                         }
                         CHECK(thrown == 2);
                     });
    }

    TEST_CASE("redirect_error gives the code and the answer's details are in the answer")
    {
        in_coroutine({{answer(refusal)}},
                     [](directory::users_as<truto::unified> users) -> asio::awaitable<void>
                     {
                         truto::error_code ec;
                         const auto answer =
                             co_await users.async_delete("u1", asio::redirect_error(asio::use_awaitable, ec));
                         CHECK(ec == errc::not_found);
                         CHECK(answer.error().message == "No such user");
                     });
    }

    TEST_CASE("two calls can be awaited together")
    {
        using namespace asio::experimental::awaitable_operators;
        in_coroutine({{answer_ok()}, {answer_ok()}},
                     [](directory::users_as<truto::unified> users) -> asio::awaitable<void>
                     {
                         auto [a, b] = co_await (users.async_delete("u1", throwing(asio::use_awaitable)) &&
                                                 users.async_delete("u2", throwing(asio::use_awaitable)));
                         CHECK(a->id == "u1");
                         CHECK(b->id == "u1");
                     });
    }

    TEST_CASE("calls with the default token can form a parallel group")
    {
        scripted_server server{{{answer_ok(), answer_ok()}}};
        asio::io_context context;
        auto options = options_for(server.base_url());
        options.max_connections = 1;
        const directory::client api{context, options};
        bool called = false;
        asio::experimental::make_parallel_group(api.users().async_delete("u1"), api.users().async_delete("u2"))
            .async_wait(asio::experimental::wait_for_all(),
                        [&](std::array<std::size_t, 2>, std::exception_ptr a, truto::response<directory::user> first,
                            std::exception_ptr b, truto::response<directory::user> second)
                        {
                            called = true;
                            CHECK_FALSE(a);
                            CHECK_FALSE(b);
                            CHECK(first->id == "u1");
                            CHECK(second->id == "u1");
                        });
        run_out(context);
        CHECK(called);
    }

    TEST_CASE("a deferred call can be kept, called with another token, and called more than once")
    {
        scripted_server server{{{answer_ok(), answer_ok()}}};
        asio::io_context context;
        const directory::client api{context, options_for(server.base_url())};
        const auto call = api.users().async_delete("u1", asio::deferred);
        int calls = 0;
        for (int i = 0; i != 2; ++i)
        {
            call(
                [&](truto::error_code ec, truto::response<directory::user> gone)
                {
                    ++calls;
                    CHECK_FALSE(ec);
                    CHECK(gone->id == "u1");
                });
            run_out(context);
        }
        CHECK(calls == 2);
        CHECK(server.requests().size() == 2);
    }

    TEST_CASE("nothing is sent before a deferred call is started")
    {
        scripted_server server{{{answer_ok()}}};
        asio::io_context context;
        const directory::client api{context, options_for(server.base_url())};
        {
            const auto never = api.users().async_delete("u1");
        }
        run_out(context);
        CHECK(server.connections() == 0);
    }

    TEST_CASE("a callback may be move-only, and holds no error back")
    {
        scripted_server server{good_then_bad()};
        asio::io_context context;
        const directory::client api{context, options_for(server.base_url())};
        std::vector<std::string> said;
        for (int i = 0; i != 2; ++i)
        {
            api.users().async_delete("u1",
                                     [&said, owned = std::make_unique<int>(7)](truto::error_code ec, auto answer)
                                     {
                                         CHECK(*owned == 7);
                                         said.push_back(ec ? answer.error().message.value_or("") : "gone");
                                     });
            run_out(context);
        }
        CHECK(said == std::vector<std::string>{"gone", "No such user"});
    }

    TEST_CASE("throwing(callback) gets an exception pointer")
    {
        scripted_server server{{{answer(refusal)}}};
        asio::io_context context;
        const directory::client api{context, options_for(server.base_url())};
        bool called = false;
        api.users().async_delete("u1", throwing(
                                           [&](std::exception_ptr failure, truto::response<directory::user>)
                                           {
                                               called = true;
                                               REQUIRE(failure);
                                               CHECK_THROWS_AS(std::rethrow_exception(failure), truto::api_error);
                                           }));
        run_out(context);
        CHECK(called);
    }

    TEST_CASE("detached calls are carried out")
    {
        scripted_server server{{{answer_ok()}}};
        asio::io_context context;
        const directory::client api{context, options_for(server.base_url())};
        api.users().async_delete("u1", asio::detached);
        run_out(context);
        CHECK(server.requests().size() == 1);
    }

    TEST_CASE("throwing(use_future) gives the answer or throws everything the server said")
    {
        scripted_server server{good_then_bad()};
        asio::thread_pool pool{1};
        const directory::client api{pool, options_for(server.base_url())};
        CHECK(api.users().async_delete("u1", throwing(asio::use_future)).get()->id == "u1");
        bool thrown = false;
        try
        {
            api.users().async_delete("u1", throwing(asio::use_future)).get();
        }
        catch (const truto::api_error& error)
        {
            thrown = true;
            check_refusal(error);
        }
        CHECK(thrown);
    }

    TEST_CASE("blocking drives the client's io_context and throws as co_await does")
    {
        scripted_server server{good_then_bad()};
        asio::io_context context;
        const directory::client api{context, options_for(server.base_url())};
        CHECK(api.users().async_delete("u1", truto::blocking)->id == "u1");
        CHECK_THROWS_AS(api.users().async_delete("u1", truto::blocking), truto::api_error);
    }

    TEST_CASE("blocking needs no context at all")
    {
        scripted_server server{good_then_bad()};
        const directory::client api{options_for(server.base_url())};
        CHECK(api.users().async_delete("u1", truto::blocking)->id == "u1");
        CHECK_THROWS_AS(api.users().async_delete("u1", truto::blocking), truto::api_error);
    }

    TEST_CASE("blocking works while other threads run the context, and on other kinds of context")
    {
        SUBCASE("io_context with a thread")
        {
            scripted_server server{{{answer_ok(), answer_ok(), answer_ok()}}};
            asio::io_context context;
            auto work = asio::make_work_guard(context);
            std::thread other{[&] { context.run(); }};
            const directory::client api{context, options_for(server.base_url())};
            for (int i = 0; i != 3; ++i)
            {
                CHECK(api.users().async_delete("u1", truto::blocking)->id == "u1");
            }
            work.reset();
            other.join();
        }
        SUBCASE("thread_pool")
        {
            scripted_server server{{{answer_ok()}}};
            asio::thread_pool pool{1};
            const directory::client api{pool, options_for(server.base_url())};
            CHECK(api.users().async_delete("u1", truto::blocking)->id == "u1");
        }
    }

    TEST_CASE("a context that is stopped while a call blocks is stopped, when the call has ended")
    {
        std::promise<void> is_busy;
        std::promise<void> may_answer;
        scripted_server server{{{read_request(), [&](auto&) { may_answer.get_future().wait_for(10s); },
                                 write(http_answer("200 OK", R"({"id":"u1"})"))}}};
        asio::io_context context;
        const auto work = asio::make_work_guard(context);
        const directory::client api{context, options_for(server.base_url())};
        asio::post(context,
                   [&]
                   {
                       is_busy.set_value();
                       server.wait_for_requests(1);
                       context.stop();
                       std::this_thread::sleep_for(50ms);  // while the call goes on without this thread
                       may_answer.set_value();
                   });
        const auto other = std::async(std::launch::async, [&] { context.run(); });
        is_busy.get_future().wait();
        CHECK(api.users().async_delete("u1", truto::blocking)->id == "u1");
        CHECK(other.wait_for(10s) == std::future_status::ready);
        CHECK(context.stopped());
        context.stop();
    }

    TEST_CASE("a client with its own thread can be dropped in a handler that runs there")
    {
        scripted_server server{{{answer_ok()}}};
        auto api = std::make_unique<directory::client>(options_for(server.base_url()));
        std::promise<void> done;
        const auto users = api->users();
        users.async_delete("u1",
                           [&](truto::error_code ec, auto)
                           {
                               CHECK_FALSE(ec);
                               api.reset();
                               done.set_value();
                           });
        done.get_future().wait();
    }

    TEST_CASE("the handler runs on its own executor, and nowhere else")
    {
        scripted_server server{{{answer_ok()}}};
        asio::io_context context;
        asio::thread_pool elsewhere{1};
        const directory::client api{context, options_for(server.base_url())};
        std::promise<bool> there;
        api.users().async_delete(
            "u1", asio::bind_executor(elsewhere, [&](truto::error_code, auto)
                                      { there.set_value(elsewhere.get_executor().running_in_this_thread()); }));
        run_out(context);
        CHECK(there.get_future().get());
    }

    TEST_CASE("a context has work until a handler that runs elsewhere was called")
    {
        scripted_server server{{{answer_ok()}}};
        asio::thread_pool pool{1};
        asio::io_context handlers;
        const directory::client api{pool, options_for(server.base_url())};
        bool called = false;
        api.users().async_delete("u1", asio::bind_executor(handlers, [&](truto::error_code, auto) { called = true; }));
        run_out(handlers);  // ends only when the call has ended
        CHECK(called);
    }

    TEST_CASE("the arguments may go as soon as the operation is started")
    {
        scripted_server server{{{answer_ok("{}")}}};
        asio::io_context context;
        const directory::client api{context, options_for(server.base_url())};
        std::optional<ended<directory::user>> end;
        {
            auto id = std::make_unique<std::string>("user-with-a-rather-long-id");
            auto body = std::make_unique<directory::users_unassign_role_body>();
            body->id = *id;
            body->roles.push_back({.id = "role-with-a-rather-long-id"});
            auto call = api.users().async_unassign_role(*body, asio::deferred);
            body.reset();
            id.reset();
            std::move(call)(note_end<directory::user>{&end});
        }
        run_out(context);
        REQUIRE(end);
        const auto request = server.requests().at(0);
        CHECK(request.find(R"({"id":"user-with-a-rather-long-id","roles":[{"id":"role-with-a-rather-long-id"}]})") !=
              std::string::npos);
    }
}
