#include <truto/for_each.hpp>
#include <truto/testing/fake_transport.hpp>
#include <truto/user_directory.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/use_future.hpp>

#include <algorithm>
#include <chrono>
#include <exception>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/run.hpp"

using namespace std::chrono_literals;
using namespace truto::test;
using truto::errc;
using truto::testing::fake_transport;
using truto::testing::fault;
using truto::testing::scripted_answer;
using truto::testing::sent_request;

namespace
{

constexpr std::string_view users_path = "/unified/user-directory/users";

/// Pages by the cursor that asks for them; the first one is asked for without.
using pages = std::map<std::string, std::string>;

/// The text of a page: records with these ids, and the next cursor as JSON.
std::string page_of(const std::vector<std::string>& ids, const std::string& next)
{
    std::string text;
    for (const auto& id : ids)
    {
        text.append(text.empty() ? "" : ",").append(R"({"id":")").append(id).append(R"("})");
    }
    return R"({"result":[)" + text + "]" + (next.empty() ? "" : R"(,"next_cursor":)" + next) + "}";
}

/// What the query says about where the page begins; empty when nothing.
std::string cursor_of(const sent_request& request)
{
    const auto target = std::string_view{request.target};
    const auto at = target.find("next_cursor=");
    return at == std::string_view::npos ? "" : std::string{target.substr(at + 12, target.find('&', at) - at - 12)};
}

/// Answers with the page that the cursor means.
auto answers_from(pages all)
{
    return [all = std::move(all)](const sent_request& request)
    {
        scripted_answer answer{.status = 200};
        answer.body = all.at(cursor_of(request));
        return answer;
    };
}

/// A network with a list, a context and a client.
struct directory_of
{
    fake_transport network;
    asio::io_context context{};
    directory::client api{context, network.options()};

    explicit directory_of(const pages& all, truto::testing::fake_transport_options options = {}) : network(options)
    {
        network.expect("GET", users_path).answer(answers_from(all)).always();
    }
    explicit directory_of(truto::testing::fake_transport_options options = {}) : network(options) {}

    /// Runs a coroutine to its end; what it throws is thrown.
    void run(asio::awaitable<void> what)
    {
        std::optional<std::exception_ptr> failure;
        asio::co_spawn(context, std::move(what), [&](std::exception_ptr met) { failure = met; });
        run_out(context);
        REQUIRE(failure.has_value());
        if (*failure)
        {
            std::rethrow_exception(*failure);
        }
    }

    std::vector<std::string> cursors_sent() const
    {
        std::vector<std::string> result;
        for (const auto& each : network.requests())
        {
            result.push_back(cursor_of(each));
        }
        return result;
    }
};

using texts = std::vector<std::string>;

/// A page of one's own, which keeps nothing that it does not describe.
struct found_people
{
    std::vector<directory::user> people{};
    std::optional<std::string> next{};
};

constexpr auto fields(truto::type<found_people>)
{
    return truto::field_list{
        truto::field<&found_people::people>{"people", "Who was found."},
        truto::field<&found_people::next>{"next", "Where the next page begins."},
    };
}

constexpr auto parts(truto::type<found_people>)
{
    return truto::page_parts{&found_people::people, &found_people::next};
}

constexpr truto::operation search{
    .id = "people.search",
    .resource = "people",
    .method = "POST",
    .path = "/people/search",
    .cursor = "next",
    .unwrap_result = true,
};

const pages three_pages{
    {"", page_of({"u1", "u2"}, R"("b")")},
    {"b", page_of({}, R"("c")")},
    {"c", page_of({"u3"}, "null")},
};

texts ids_of(const std::vector<directory::user>& users)
{
    texts result;
    for (const auto& each : users)
    {
        result.push_back(each.id.value_or("?"));
    }
    return result;
}

}  // namespace

TEST_SUITE("pagers")
{
    TEST_CASE("a list is read page by page, and a page without records is not its end")
    {
        directory_of all{three_pages};
        std::vector<texts> read;
        texts cursors;
        all.run(
            [](auto& self, auto& to, auto& places) -> asio::awaitable<void>
            {
                auto list = self.api.users().list({.limit = 2});
                while (const auto page = co_await list.async_next())
                {
                    to.push_back(ids_of(page->result));
                    places.push_back(list.cursor());
                }
                CHECK(list.has_ended());
                const auto after = co_await list.async_next();
                CHECK_FALSE(after);
            }(all, read, cursors));
        CHECK(read == std::vector<texts>{{"u1", "u2"}, {}, {"u3"}});
        CHECK(cursors == texts{"b", "c", ""});
        CHECK(all.cursors_sent() == texts{"", "b", "c"});
    }

    TEST_CASE("every request has the list's other parameters, and the cursor percent-encoded")
    {
        directory_of all{{{"", page_of({"u1"}, R"("a+b/c==")")}, {"a%2Bb%2Fc%3D%3D", page_of({"u2"}, "null")}}};
        all.run(
            [](auto& self) -> asio::awaitable<void>
            {
                const auto scoped = self.api.account("acme");
                auto list = scoped.users().list({.status = directory::user_status::active, .limit = 1});
                const auto found = co_await list.async_collect(10);
                CHECK(ids_of(*found) == texts{"u1", "u2"});
            }(all));
        const auto requests = all.network.requests();
        REQUIRE(requests.size() == 2);
        CHECK(requests[0].target == std::string{users_path} + "?status=active&limit=1&integrated_account_id=acme");
        CHECK(requests[1].target == requests[0].target + "&next_cursor=a%2Bb%2Fc%3D%3D");
    }

    TEST_CASE("G13: a list ends where there is no cursor, in whatever way the server says so")
    {
        for (const std::string end : {"", "null", R"("")", "{}"})
        {
            CAPTURE(end);
            directory_of all{{{"", page_of({"u1"}, end)}}};
            all.run(
                [](auto& self) -> asio::awaitable<void>
                {
                    auto list = self.api.users().list();
                    const auto found = co_await list.async_collect(10);
                    CHECK(ids_of(*found) == texts{"u1"});
                }(all));
            CHECK(all.network.requests().size() == 1);
        }
    }

    TEST_CASE("a list does not end as if it were complete where the cursor is none that could be sent")
    {
        for (const std::string odd : {R"({"after":"x"})", R"(["x"])"})
        {
            CAPTURE(odd);
            directory_of all{{{"", page_of({"u1"}, odd)}}};
            all.run(
                [](auto& self) -> asio::awaitable<void>
                {
                    const auto is_refused = [](auto list) -> asio::awaitable<void>
                    {
                        const auto [code, page] = co_await list.async_next(asio::as_tuple(asio::use_awaitable));
                        CHECK(code == errc::body_not_decodable);
                        CHECK_FALSE(page);
                        CHECK(page.body().find("u1") != std::string::npos);
                        CHECK_FALSE(list.has_ended());
                    };
                    co_await is_refused(self.api.users().list());
                    co_await is_refused(self.api.template as<truto::debug>().users().list());
                    co_await is_refused(self.api.template as<truto::normalized>().users().list());
                }(all));
        }
    }

    TEST_CASE("a list does not pass over what should be its records and can't be read as such")
    {
        struct row
        {
            std::string_view name;
            std::string body;
            std::string_view problem;
        };
        const row rows[] = {
            {"a text among them", R"({"result":[{"id":"u1"},"x"],"next_cursor":"b"})", "result is no list of records"},
            {"a text in their place", R"({"result":"none yet"})", "result is no list of records"},
            {"an error as a success", R"({"message":"try later"})", "result is missing in the page"},
            {"another member in their place", R"({"data":[{"id":"u1"}],"next_cursor":"b"})",
             "result is missing in the page"},
            {"a record by itself", R"({"id":"u1","name":"Ines"})", "result is missing in the page"},
        };
        for (const auto& each : rows)
        {
            CAPTURE(each.name);
            directory_of all;
            all.network.any().answer(200, each.body).always();
            all.run(
                [](auto& self, const row& which) -> asio::awaitable<void>
                {
                    const auto expected = [&](truto::error_code code, const truto::response_base& answer)
                    {
                        CHECK(code == errc::body_not_decodable);
                        CHECK(answer.status() == 200);
                        CHECK(answer.body() == which.body);
                        CHECK_MESSAGE(answer.problem().find(which.problem) == 0, answer.problem());
                    };
                    const auto token = asio::as_tuple(asio::use_awaitable);
                    auto list = self.api.users().list();
                    const auto [code, page] = co_await list.async_next(token);
                    expected(code, page);
                    CHECK_FALSE(page);
                    CHECK_FALSE(page->extra.empty());
                    CHECK_FALSE(list.has_ended());

                    auto items = self.api.users().list().items();
                    const auto [failure, item] = co_await items.async_next(token);
                    expected(failure, item);

                    auto whole = self.api.users().list();
                    const auto [problem, found] = co_await whole.async_collect(10, token);
                    expected(problem, found);
                    CHECK(found->empty());

                    auto reports = self.api.template as<truto::debug>().users().list();
                    const auto [odd, report] = co_await reports.async_next(token);
                    expected(odd, report);
                }(all, each));
        }
    }

    TEST_CASE("lists of one's own are held to the same, by POST and with pages that keep nothing")
    {
        struct row
        {
            std::string_view name;
            std::string body;
            bool is_page;
        };
        const row rows[] = {
            {"a page", R"({"people":[{"id":"u1"}],"next":null,"total":1})", true},
            {"a page in a wrapping", R"({"result":{"people":[],"total":0}})", true},
            {"odd members of records", R"({"people":[{"id":"u1","phones":"none"}]})", true},
            {"no JSON", "<html>", false},
            {"a text among the records", R"({"people":[{"id":"u1"},"x"]})", false},
            {"a text in their place", R"({"people":"none"})", false},
            {"a cursor that can't be sent", R"({"people":[],"next":{"after":"x"}})", false},
        };
        for (const auto& each : rows)
        {
            CAPTURE(each.name);
            directory_of all;
            all.network.expect("POST", "/people/search").answer(200, each.body);
            truto::pager<found_people> list{all.api.users(), search, {}};
            const auto end = truto::test::run<std::vector<directory::user>>(
                all.context, [&](auto token) { list.async_collect(9, std::move(token)); });
            CHECK(end.code == (each.is_page ? truto::error_code{} : errc::body_not_decodable));
            CHECK(list.has_ended() == each.is_page);
        }
    }

    TEST_CASE("a page without records may say more of itself")
    {
        for (const std::string body :
             {R"({"result":[],"total":0})", R"({"result":null,"total":0})", R"({"result":[null],"total":0})",
              R"({"next_cursor":null})", "{}", "", R"({"\u0072esult":[],"total":0})"})
        {
            CAPTURE(body);
            directory_of all;
            all.network.any().answer(200, body).always();
            all.run(
                [](auto& self) -> asio::awaitable<void>
                {
                    auto list = self.api.users().list();
                    const auto found = co_await list.async_collect(10);
                    CHECK(found->empty());
                    CHECK(list.has_ended());
                }(all));
        }
    }

    TEST_CASE("a format that was set as an option is read if it has models, and refused if not")
    {
        const auto read = [](const std::string& format, std::size_t requests)
        {
            CAPTURE(format);
            directory_of all;
            all.network.any()
                .answer(200, R"({"result":{"result":[{"id":"u1"}],"next_cursor":"b"},"debug":{"requestUrl":"x"}})")
                .answer(200, page_of({"u2"}, "null"));
            std::optional<texts> found;
            all.run(
                [](auto& self, auto& what, auto& to) -> asio::awaitable<void>
                {
                    const auto scoped = self.api.with({.response_format = what});
                    auto list = scoped.users().list();
                    const auto [code, records] = co_await list.async_collect(10, asio::as_tuple(asio::use_awaitable));
                    if (!code)
                    {
                        to = ids_of(*records);
                        co_return;
                    }
                    CHECK(code == errc::invalid_argument);
                    CHECK(records.problem().find("use as<…>()") != std::string::npos);
                }(all, format, found));
            CHECK(all.network.requests().size() == requests);
            return found;
        };
        CHECK(read("debug", 2) == texts{"u1", "u2"});
        for (const std::string format : {"raw", "normalized", "stream", "something-new"})
        {
            CHECK_FALSE(read(format, 0).has_value());
        }
    }

    TEST_CASE("a cursor among the further parameters of the query begins the list, and stands in no later request")
    {
        directory_of all{{{"b", page_of({"u2"}, R"("c")")}, {"c", page_of({"u3"}, "null")}, {"", page_of({}, "null")}}};
        all.run(
            [](auto& self) -> asio::awaitable<void>
            {
                const auto scoped = self.api.with({.query = {{"next_cursor", "b"}}});
                auto list = scoped.users().list();
                CHECK(list.cursor() == "b");
                const auto found = co_await list.async_collect(10);
                CHECK(ids_of(*found) == texts{"u2", "u3"});

                const auto empty = self.api.with({.query = {{"next_cursor", ""}}});
                auto whole = empty.users().list({.next_cursor = "x"});
                co_await whole.async_collect(10);
            }(all));
        CHECK(all.cursors_sent() == texts{"b", "c", ""});
    }

    TEST_CASE("a number as a cursor is sent as it came")
    {
        directory_of all{{{"", page_of({"u1"}, "7")}, {"7", page_of({"u2"}, "")}}};
        all.run(
            [](auto& self) -> asio::awaitable<void>
            {
                auto list = self.api.users().list();
                const auto found = co_await list.async_collect(10);
                CHECK(found->size() == 2);

                auto untyped = self.api.template as<truto::normalized>().users().list();
                co_await untyped.async_next();
                CHECK(untyped.cursor() == "7");
            }(all));
    }

    TEST_CASE("records come one by one, over the ends of pages")
    {
        directory_of all{three_pages};
        texts read;
        all.run(
            [](auto& self, auto& to) -> asio::awaitable<void>
            {
                auto users = self.api.users().list().items();
                while (const auto user = co_await users.async_next())
                {
                    to.push_back(user->id.value_or("?"));
                    CHECK(user.status() == 200);
                }
                const auto after = co_await users.async_next();
                CHECK_FALSE(after);
            }(all, read));
        CHECK(read == texts{"u1", "u2", "u3"});
    }

    TEST_CASE("a record stays good when the list goes on without it")
    {
        directory_of all{three_pages};
        all.run(
            [](auto& self) -> asio::awaitable<void>
            {
                auto users = self.api.users().list().items();
                const auto first = co_await users.async_next();
                while (const auto user = co_await users.async_next())
                {
                    CHECK(user->id != first->id);
                }
                CHECK(first->id == "u1");
            }(all));
    }

    TEST_CASE("G27: records that come as an object under a key are records like others")
    {
        directory_of all{{{"", R"({"result":{"u1":{"id":"u1"},"u2":{"id":"u2"}},"next_cursor":null})"}}};
        all.run(
            [](auto& self) -> asio::awaitable<void>
            {
                auto list = self.api.users().list({.key_by = "id"});
                const auto found = co_await list.async_collect(10);
                CHECK(ids_of(*found) == texts{"u1", "u2"});
            }(all));
    }

    TEST_CASE("any token will do: callbacks, futures, tuples, ranges that wait")
    {
        directory_of all{three_pages};

        SUBCASE("callbacks, which are never called at once")
        {
            auto list = all.api.users().list();
            std::size_t pages_read = 0;
            bool called = false;
            std::function<void()> next = [&]
            {
                called = false;
                list.async_next(
                    [&](truto::error_code code, auto page)
                    {
                        called = true;
                        REQUIRE_FALSE(code);
                        if (page)
                        {
                            ++pages_read;
                            next();
                        }
                    });
                CHECK_FALSE(called);
            };
            next();
            run_out(all.context);
            CHECK(pages_read == 3);
        }

        SUBCASE("futures")
        {
            auto list = all.api.users().list();
            auto future = list.async_next(truto::throwing(asio::use_future));
            run_out(all.context);
            CHECK(ids_of(future.get()->result) == texts{"u1", "u2"});
        }

        SUBCASE("ranges that wait")
        {
            texts read;
            for (const auto& user : all.api.users().list().items(truto::blocking))
            {
                read.push_back(user.id.value_or("?"));
            }
            CHECK(read == texts{"u1", "u2", "u3"});

            std::vector<std::size_t> sizes;
            for (const auto& page : all.api.users().list().pages(truto::blocking))
            {
                sizes.push_back(page->result.size());
            }
            CHECK(sizes == std::vector<std::size_t>{2, 0, 1});
        }
    }

    TEST_CASE("a list goes on in another process from a cursor that was kept")
    {
        directory_of all{three_pages};
        std::string kept;
        all.run(
            [](auto& self, auto& cursor) -> asio::awaitable<void>
            {
                auto list = self.api.users().list();
                co_await list.async_next();
                cursor = list.cursor();
            }(all, kept));
        CHECK(kept == "b");

        directory_of later{three_pages};
        later.run(
            [](auto& self, auto& cursor) -> asio::awaitable<void>
            {
                auto list = self.api.users().list({.next_cursor = cursor});
                CHECK(list.cursor() == cursor);
                const auto rest = co_await list.async_collect(10);
                CHECK(ids_of(*rest) == texts{"u3"});
            }(later, kept));
        CHECK(later.cursors_sent() == texts{"b", "c"});
    }

    TEST_CASE("after a failure in the middle the same page is asked for again, and nothing is left out")
    {
        directory_of all;
        all.network.expect("GET", users_path)
            .answer(200, three_pages.at(""))
            .answer(403, R"({"statusCode":403,"error":"Forbidden","message":"not now"})")
            .answer(200, three_pages.at("b"))
            .answer(200, "<html>")
            .answer(200, three_pages.at("c"));
        std::vector<truto::error_code> failures;
        texts read;
        all.run(
            [](auto& self, auto& met, auto& to) -> asio::awaitable<void>
            {
                auto users = self.api.users().list().items();
                for (;;)
                {
                    auto [code, user] = co_await users.async_next(asio::as_tuple(asio::use_awaitable));
                    if (code)
                    {
                        CHECK_FALSE(user);
                        CHECK(user.operation() == "users.list");
                        met.push_back(code);
                        continue;
                    }
                    if (!user)
                    {
                        break;
                    }
                    to.push_back(user->id.value_or("?"));
                }
            }(all, failures, read));
        REQUIRE(failures.size() == 2);
        CHECK(failures[0] == errc::forbidden);
        CHECK(failures[1] == errc::body_not_decodable);
        CHECK(read == texts{"u1", "u2", "u3"});
        CHECK(all.cursors_sent() == texts{"", "b", "b", "c", "c"});
    }

    TEST_CASE("with the default token a failure is thrown with everything the server said")
    {
        directory_of all;
        all.network.expect("GET", users_path)
            .answer(403, R"({"statusCode":403,"error":"Forbidden","message":"not for you"})");
        all.run(
            [](auto& self) -> asio::awaitable<void>
            {
                auto list = self.api.users().list();
                try
                {
                    co_await list.async_next();
                    FAIL("it did not throw");
                }
                catch (const truto::api_error& e)
                {
                    CHECK(e.code() == errc::forbidden);
                    CHECK(e.details().message == "not for you");
                    CHECK(std::string_view{e.what()}.find("users.list") != std::string_view::npos);
                }
            }(all));
    }

    TEST_CASE("a list that leads back gives all of its pages, then an error that says so")
    {
        struct row
        {
            std::string_view name;
            pages all;
            std::size_t pages_read;
        };
        const row rows[] = {
            {"a page leads to itself", {{"", page_of({"u1"}, R"("b")")}, {"b", page_of({"u2"}, R"("b")")}}, 2},
            {"around a circle",
             {{"", page_of({"u1"}, R"("b")")},
              {"b", page_of({"u2"}, R"("c")")},
              {"c", page_of({"u3"}, R"("d")")},
              {"d", page_of({"u4"}, R"("c")")}},
             4},
        };
        for (const auto& each : rows)
        {
            CAPTURE(each.name);
            directory_of all{each.all};
            all.run(
                [](auto& self, const auto& expected) -> asio::awaitable<void>
                {
                    auto list = self.api.users().list();
                    std::size_t read = 0;
                    for (;;)
                    {
                        auto [code, page] = co_await list.async_next(asio::as_tuple(asio::use_awaitable));
                        if (code)
                        {
                            CHECK(code == errc::cursor_repeated);
                            CHECK(page.problem().find(list.cursor()) != std::string::npos);
                            break;
                        }
                        REQUIRE(page);
                        ++read;
                    }
                    CHECK(read == expected.pages_read);
                    CHECK_FALSE(list.has_ended());
                    const auto [again, none] = co_await list.async_next(asio::as_tuple(asio::use_awaitable));
                    CHECK(again == errc::cursor_repeated);
                }(all, each));
            CHECK(all.network.requests().size() == each.pages_read);
        }
    }

    TEST_CASE("collecting stops at the most that the caller allows, and gives what it has")
    {
        directory_of all{three_pages};
        all.run(
            [](auto& self) -> asio::awaitable<void>
            {
                auto exact = self.api.users().list();
                const auto three = co_await exact.async_collect(3);
                CHECK(three->size() == 3);

                auto list = self.api.users().list();
                const auto [code, some] = co_await list.async_collect(1, asio::as_tuple(asio::use_awaitable));
                CHECK(code == errc::too_many_records);
                CHECK(ids_of(*some) == texts{"u1"});
                CHECK(some.operation() == "users.list");
            }(all));
    }

    TEST_CASE("after too many records, the next operation begins with the page that was too much")
    {
        struct row
        {
            std::size_t most;
            texts given;
            std::string cursor;
            texts next;
        };
        const row rows[] = {
            {0, {}, "", {"u1", "u2", "u3"}},
            {1, {"u1"}, "", {"u1", "u2", "u3"}},
            {2, {"u1", "u2"}, "c", {"u3"}},
        };
        for (const auto& each : rows)
        {
            CAPTURE(each.most);
            directory_of all{three_pages};
            all.run(
                [](auto& self, auto& expected) -> asio::awaitable<void>
                {
                    auto list = self.api.users().list();
                    const auto [code, some] =
                        co_await list.async_collect(expected.most, asio::as_tuple(asio::use_awaitable));
                    CHECK(code == errc::too_many_records);
                    CHECK(ids_of(*some) == expected.given);
                    CHECK(list.cursor() == expected.cursor);
                    const auto rest = co_await list.async_collect(10);
                    CHECK(ids_of(*rest) == expected.next);
                }(all, each));
        }
    }

    TEST_CASE("an operation of several pages hears of a cancellation between two of them")
    {
        const pages list_of_two{{"", page_of({}, R"("b")")}, {"b", page_of({"u1"}, "null")}};
        const auto is_cancelled = [&](auto begin, bool early)
        {
            asio::io_context elsewhere;
            directory_of all{list_of_two};
            auto list = early ? all.api.users().list().prefetch() : all.api.users().list();
            asio::cancellation_signal signal;
            std::optional<truto::error_code> met;
            begin(list, asio::bind_executor(
                            elsewhere, asio::bind_cancellation_slot(
                                           signal.slot(), [&](truto::error_code code, const auto&) { met = code; })));
            run_out(all.context);  // the first page is here, and its handler has not run yet
            CHECK_FALSE(met.has_value());
            signal.emit(asio::cancellation_type::terminal);
            elsewhere.poll();  // it goes to the client, and back
            run_out(all.context);
            run_out(elsewhere);
            CHECK(met == truto::error_code{errc::cancelled});
            CHECK(all.cursors_sent().size() == (early ? 2 : 1));
            std::size_t count = 0;
            list.async_collect(10, [&](truto::error_code, const auto& rest) { count = rest->size(); });
            run_out(all.context);
            CHECK(count == 1);
        };
        for (const bool early : {false, true})
        {
            CAPTURE(early);
            is_cancelled([](auto& list, auto handler) { list.async_collect(10, std::move(handler)); }, early);
            is_cancelled([](auto& list, auto handler) { list.items().async_next(std::move(handler)); }, early);
        }
    }

    TEST_CASE("a failure while collecting keeps what came before it, and the place")
    {
        directory_of all;
        all.network.expect("GET", users_path)
            .answer(200, three_pages.at(""))
            .answer(404)
            .answer(200, three_pages.at("c"));
        all.run(
            [](auto& self) -> asio::awaitable<void>
            {
                auto list = self.api.users().list();
                const auto [code, some] = co_await list.async_collect(10, asio::as_tuple(asio::use_awaitable));
                CHECK(code == errc::not_found);
                CHECK(ids_of(*some) == texts{"u1", "u2"});
                CHECK(list.cursor() == "b");
                const auto rest = co_await list.async_collect(10);
                CHECK(ids_of(*rest) == texts{"u3"});
            }(all));
    }

    TEST_CASE("an early page is asked for when the one before is handed out, and only that one")
    {
        directory_of all{three_pages};
        all.run(
            [](auto& self) -> asio::awaitable<void>
            {
                auto list = self.api.users().list().prefetch();
                CHECK(self.network.requests().empty());
                const auto first = co_await list.async_next();
                CHECK(ids_of(first->result) == texts{"u1", "u2"});
                // Time for as many requests as anybody would make.
                for (int turn = 0; turn != 50; ++turn)
                {
                    co_await asio::post(asio::use_awaitable);
                }
                CHECK(self.cursors_sent() == texts{"", "b"});
                const auto rest = co_await list.async_collect(10);
                CHECK(ids_of(*rest) == texts{"u3"});
                CHECK(self.cursors_sent() == texts{"", "b", "c"});
            }(all));
    }

    TEST_CASE("the failure of an early page is that of the operation that wants it, and the next one asks again")
    {
        directory_of all;
        all.network.expect("GET", users_path)
            .answer(200, three_pages.at(""))
            .answer(403)
            .answer(200, three_pages.at("c"));
        all.run(
            [](auto& self) -> asio::awaitable<void>
            {
                auto list = self.api.users().list().prefetch();
                co_await list.async_next();
                const auto [code, page] = co_await list.async_next(asio::as_tuple(asio::use_awaitable));
                CHECK(code == errc::forbidden);
                CHECK(page.status() == 403);
                const auto rest = co_await list.async_next();
                CHECK(ids_of(rest->result) == texts{"u3"});
            }(all));
    }

    TEST_CASE("whoever waits for an early page can be cancelled, and asks for it again later")
    {
        directory_of all{{.manual_clock = true}};
        all.network.expect("GET", users_path)
            .answer(200, three_pages.at(""))
            .answer(200, three_pages.at("c"))
            .after(10s)
            .answer(200, three_pages.at("c"));
        auto list = std::make_unique<truto::pager<directory::user_page>>(all.api.users().list().prefetch());
        asio::cancellation_signal signal;
        std::vector<truto::error_code> codes;
        list->async_next(
            [&](truto::error_code code, auto)
            {
                codes.push_back(code);
                list->async_next(asio::bind_cancellation_slot(signal.slot(),
                                                              [&](truto::error_code second, auto page)
                                                              {
                                                                  codes.push_back(second);
                                                                  CHECK_FALSE(page);
                                                              }));
                signal.emit(asio::cancellation_type::terminal);
            });
        run_out(all.context);
        CHECK(codes == std::vector<truto::error_code>{{}, errc::cancelled});
        CHECK(list->cursor() == "b");
        list->async_next([&](truto::error_code code, auto page) { CHECK((!code && page)); });
        run_out(all.context);
        CHECK(list->has_ended());
    }

    TEST_CASE("a pager that goes away takes its early page with it")
    {
        directory_of all{{.manual_clock = true}};
        all.network.expect("GET", users_path)
            .answer(200, three_pages.at(""))
            .answer(200, three_pages.at("c"))
            .after(30s);
        {
            auto list = all.api.users().list().prefetch();
            list.async_next([](truto::error_code code, auto) { CHECK_FALSE(code); });
            all.context.run_for(10ms);
        }
        run_out(all.context);  // which comes to its end although no time passes
    }

    TEST_CASE("an operation completes although its pager is gone")
    {
        directory_of all{three_pages};
        bool read = false;
        {
            auto list = all.api.users().list();
            list.async_next([&](truto::error_code code, auto page) { read = !code && page; });
        }
        run_out(all.context);
        CHECK(read);
    }

    TEST_CASE("a second operation at the same time is refused, and disturbs nothing")
    {
        directory_of all{three_pages};
        auto list = all.api.users().list();
        std::vector<truto::error_code> codes;
        list.async_next([&](truto::error_code code, auto) { codes.push_back(code); });
        list.async_next(
            [&](truto::error_code code, auto page)
            {
                codes.push_back(code);
                CHECK(page.problem() == "a page of this list is already being read");
            });
        run_out(all.context);
        std::sort(codes.begin(), codes.end(), [](auto a, auto b) { return a.value() < b.value(); });
        CHECK(codes == std::vector<truto::error_code>{{}, errc::invalid_argument});
        CHECK(list.cursor() == "b");
    }

    TEST_CASE("a context that goes away while pages are awaited frees everything")
    {
        fake_transport network{{.manual_clock = true}};
        network.expect("GET", users_path).answer(200, three_pages.at("")).answer(200, three_pages.at("c")).after(30s);
        const auto canary = std::make_shared<int>(1);
        {
            asio::io_context context;
            directory::client api{context, network.options()};
            auto list = std::make_shared<truto::pager<directory::user_page>>(api.users().list().prefetch());
            list->async_next([list, canary](truto::error_code, auto)
                             { list->async_next([list, canary](truto::error_code, auto) {}); });
            context.run_for(10ms);
            CHECK(canary.use_count() > 1);
        }
        CHECK(canary.use_count() == 1);
    }

    TEST_CASE("a list of ten thousand users in pages of a hundred is never in memory as a whole")
    {
        directory_of all;
        all.network.expect("GET", users_path)
            .answer(
                [](const sent_request& request)
                {
                    const auto cursor = cursor_of(request);
                    const auto number = cursor.empty() ? 0 : std::stoi(cursor);
                    texts ids;
                    for (int i = 0; i != 100; ++i)
                    {
                        ids.push_back("u" + std::to_string(number * 100 + i));
                    }
                    scripted_answer answer{.status = 200};
                    answer.body = page_of(ids, number == 99 ? "null" : "\"" + std::to_string(number + 1) + "\"");
                    return answer;
                })
            .always();
        std::size_t count = 0;
        std::size_t ahead = 0;
        all.run(
            [](auto& self, auto& read, auto& most) -> asio::awaitable<void>
            {
                auto users = self.api.users().list({.limit = 100}).prefetch().items();
                while (const auto user = co_await users.async_next())
                {
                    ++read;
                    most = std::max(most, self.network.requests().size() - (read + 99) / 100);
                }
            }(all, count, ahead));
        CHECK(count == 10000);
        CHECK(all.network.requests().size() == 100);
        CHECK(ahead <= 1);  // the page that is read, and one more
    }

    TEST_CASE("other formats have pages too: JSON, and the model with a report")
    {
        directory_of all;
        all.network.expect("GET", users_path)
            .answer(200, R"({"result":[{"id":1}],"next_cursor":"b"})")
            .answer(200, R"({"result":[{"id":2}]})")
            .answer(200, R"({"result":{"result":[{"id":"u1"}],"next_cursor":"b"},"debug":{"requestUrl":"x"}})")
            .answer(200, R"({"result":[{"id":"u2"}],"next_cursor":null,"debug":null})");
        all.run(
            [](auto& self) -> asio::awaitable<void>
            {
                auto plain = self.api.template as<truto::normalized>().users().list();
                std::vector<std::size_t> sizes;
                while (const auto page = co_await plain.async_next())
                {
                    sizes.push_back(page->at("result").as_array().size());
                }
                CHECK(sizes == std::vector<std::size_t>{1, 1});

                auto debug = self.api.template as<truto::debug>().users().list();
                const auto first = co_await debug.async_next();
                CHECK(first->debug.at("requestUrl") == "x");
                CHECK(ids_of(first->value.result) == texts{"u1"});
                const auto rest = co_await debug.async_collect(10);
                CHECK(ids_of(*rest) == texts{"u2"});
            }(all));
        const auto requests = all.network.requests();
        CHECK(requests[0].target.find("truto_response_format=normalized") != std::string::npos);
        CHECK(requests[2].target.find("truto_response_format=debug") != std::string::npos);
        CHECK(cursor_of(requests[1]) == "b");
        CHECK(cursor_of(requests[3]) == "b");
    }
}

TEST_SUITE("for_each")
{
    TEST_CASE("works on every record, so many at once and never more")
    {
        directory_of all{three_pages};
        all.network.expect("DELETE", "/unified/user-directory/users/*").answer(200, "{}").after(1s).always();
        int under_way = 0;
        int most = 0;
        std::size_t count = 0;
        all.run(
            [](auto& self, auto& now, auto& peak, auto& done) -> asio::awaitable<void>
            {
                done = co_await truto::for_each(self.api.users().list({.limit = 2}), 2,
                                                [&](directory::user& user) -> asio::awaitable<void>
                                                {
                                                    peak = std::max(peak, ++now);
                                                    co_await self.api.users().async_delete(user.id.value());
                                                    --now;
                                                });
            }(all, under_way, most, count));
        CHECK(count == 3);
        CHECK(most == 2);
        CHECK(under_way == 0);
    }

    TEST_CASE("work may be an operation of a client")
    {
        directory_of all{three_pages};
        all.network.expect("DELETE", "/unified/user-directory/users/*").answer(200, "{}").always();
        all.run(
            [](auto& self) -> asio::awaitable<void>
            {
                const auto count = co_await truto::for_each(self.api.users().list(), 8, [&](directory::user& user)
                                                            { return self.api.users().async_delete(user.id.value()); });
                CHECK(count == 3);
            }(all));
        CHECK(all.network.requests().size() == 6);
    }

    TEST_CASE("the first failure ends it when what is under way has ended")
    {
        directory_of all{three_pages};
        all.network.expect("DELETE", "/unified/user-directory/users/u1").answer(200, "{}").after(5s);
        all.network.expect("DELETE", "/unified/user-directory/users/u2").answer(403).after(1s);
        texts ended;
        all.run(
            [](auto& self, auto& done) -> asio::awaitable<void>
            {
                try
                {
                    co_await truto::for_each(self.api.users().list(), 2,
                                             [&](directory::user& user) -> asio::awaitable<void>
                                             {
                                                 const auto id = user.id.value();
                                                 co_await self.api.users().async_delete(id);
                                                 done.push_back(id);
                                             });
                    FAIL("it did not throw");
                }
                catch (const truto::api_error& e)
                {
                    CHECK(e.code() == errc::forbidden);
                }
            }(all, ended));
        CHECK(ended == texts{"u1"});
        CHECK(all.network.unexpected().empty());  // u3 was never begun
    }

    TEST_CASE("a failure of the list is thrown too")
    {
        directory_of all;
        all.network.expect("GET", users_path).answer(200, three_pages.at("")).answer(404);
        int count = 0;
        all.run(
            [](auto& self, auto& done) -> asio::awaitable<void>
            {
                try
                {
                    co_await truto::for_each(self.api.users().list(), 2,
                                             [&](directory::user&) -> asio::awaitable<void>
                                             {
                                                 ++done;
                                                 co_return;
                                             });
                    FAIL("it did not throw");
                }
                catch (const truto::api_error& e)
                {
                    CHECK(e.code() == errc::not_found);
                }
            }(all, count));
        CHECK(count == 2);
    }

    TEST_CASE("a cancellation is passed on to all work under way")
    {
        directory_of all{three_pages, {.manual_clock = true}};
        all.network.expect("DELETE", "/unified/user-directory/users/*").answer(200, "{}").after(50s).always();
        asio::cancellation_signal signal;
        std::vector<truto::error_code> codes;
        bool ended = false;
        auto everybody = [](auto& self, auto& met) -> asio::awaitable<void>
        {
            co_await truto::for_each(self.api.users().list(), 2,
                                     [&](directory::user& user) -> asio::awaitable<void>
                                     {
                                         const auto [code, gone] = co_await self.api.users().async_delete(
                                             user.id.value(), asio::as_tuple(asio::use_awaitable));
                                         met.push_back(code);
                                     });
        };
        asio::co_spawn(all.context, everybody(all, codes),
                       asio::bind_cancellation_slot(signal.slot(), [&](std::exception_ptr) { ended = true; }));
        asio::steady_timer later{all.context, 20ms};
        later.async_wait([&](auto) { signal.emit(asio::cancellation_type::terminal); });
        run_out(all.context);
        CHECK(ended);
        CHECK(codes == std::vector<truto::error_code>{errc::cancelled, errc::cancelled});
    }

    TEST_CASE("work that goes on after a cancellation is waited for, and hears of the next one")
    {
        directory_of all{three_pages, {.manual_clock = true}};
        all.network.expect("DELETE", "/unified/user-directory/users/*").answer(200, "{}").after(50s).always();
        asio::cancellation_signal signal;
        int cancelled = 0;
        bool ended = false;
        auto everybody = [](auto& self, auto& count) -> asio::awaitable<void>
        {
            co_await truto::for_each(self.api.users().list(), 2,
                                     [&](directory::user& user) -> asio::awaitable<void>
                                     {
                                         co_await asio::this_coro::throw_if_cancelled(false);
                                         for (int attempt = 0; attempt != 2; ++attempt)
                                         {
                                             const auto [code, gone] = co_await self.api.users().async_delete(
                                                 user.id.value(), asio::as_tuple(asio::use_awaitable));
                                             count += code == errc::cancelled ? 1 : 0;
                                         }
                                     });
        };
        asio::co_spawn(all.context, everybody(all, cancelled),
                       asio::bind_cancellation_slot(signal.slot(),
                                                    [&](std::exception_ptr)
                                                    {
                                                        CHECK(cancelled == 4);
                                                        ended = true;
                                                    }));
        asio::steady_timer later{all.context};
        std::function<void()> again = [&]
        {
            later.expires_after(20ms);
            later.async_wait(
                [&](auto)
                {
                    if (!ended)
                    {
                        signal.emit(asio::cancellation_type::terminal);
                        again();
                    }
                });
        };
        again();
        run_out(all.context);
        CHECK(ended);
        CHECK(cancelled == 4);
    }
}
