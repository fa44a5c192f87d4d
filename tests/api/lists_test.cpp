#include <truto/user_directory.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>

#include <string>
#include <string_view>
#include <vector>

#include "support/run.hpp"
#include "support/scripted_server.hpp"

using namespace truto::test;
using truto::errc;

namespace
{

/// The line of each request, without the account, which every query ends with.
std::vector<std::string> lines_of(const scripted_server& server)
{
    const std::string_view prefix = "GET /unified/user-directory/";
    const std::string_view account = "integrated_account_id=62f44730-dd91-461e-bd6a-aedd9e0ad79d HTTP/1.1";
    std::vector<std::string> result;
    for (const auto& request : server.requests())
    {
        const auto line = request.substr(0, request.find("\r\n"));
        REQUIRE(line.size() > prefix.size() + account.size());
        REQUIRE(line.substr(0, prefix.size()) == prefix);
        REQUIRE(line.substr(line.size() - account.size()) == account);
        result.push_back(line.substr(prefix.size(), line.size() - prefix.size() - account.size()));
    }
    return result;
}

/// One page, read from this body.
template <class Page, class Call>
ended<Page> answered(std::string_view body, Call&& list)
{
    scripted_server server{{{answer_ok(body)}}};
    asio::io_context context;
    const directory::client api{context, options_for(server.base_url())};
    return run<Page>(context, [&](auto token) { list(api, std::move(token)); });
}

constexpr auto users = [](const directory::client& api, auto token) { api.users().async_list(std::move(token)); };

}  // namespace

TEST_SUITE("lists")
{
    // The query stands within the co_await expression: gcc 12 copies its bytes there; see indirect.hpp.
    TEST_CASE("a list is read page by page, with the cursor of the page before")
    {
        scripted_server server{{{
            answer_ok(R"({"result":[{"id":"u1"},{"id":"u2"}],"next_cursor":"a+b/c==","result_count":2})"),
            answer_ok(R"({"result":[],"next_cursor":"p3"})"),
            answer_ok(R"({"result":{"u3":{"id":"u3"}},"next_cursor":null})"),
        }}};
        asio::io_context context;
        const directory::client api{context, options_for(server.base_url())};

        std::vector<std::string> ids;
        auto read_all = [&]() -> asio::awaitable<void>
        {
            std::string cursor;
            do
            {
                const auto page = co_await api.users().async_list(
                    {.status = truto::one_of(directory::user_status::active, directory::user_status::invited),
                     .created_at = truto::since("2026-01-01T00:00:00Z").before("2026-02-01T00:00:00Z"),
                     .sort_by = truto::ascending("a name that is too long for the small buffer of a string"),
                     .limit = 2,
                     .next_cursor = cursor});
                for (const directory::user& each : page->result)
                {
                    ids.push_back(each.id.value_or("?"));
                }
                cursor = page->next_cursor.value_or("");
            } while (!cursor.empty());
        };
        auto done = asio::co_spawn(context, read_all, asio::use_future);
        run_out(context);
        done.get();

        CHECK(ids == std::vector<std::string>{"u1", "u2", "u3"});
        const std::string filters =
            "users?status%5Bin%5D=active%2Cinvited&created_at%5Bgte%5D=2026-01-01T00%3A00%3A00Z"
            "&created_at%5Blt%5D=2026-02-01T00%3A00%3A00Z&sort_by%5Ba%20name%20that%20is%20too%20long%20for%20the"
            "%20small%20buffer%20of%20a%20string%5D=asc&limit=2&next_cursor=";
        CHECK(lines_of(server) ==
              std::vector<std::string>{filters + "&", filters + "a%2Bb%2Fc%3D%3D&", filters + "p3&"});
    }

    TEST_CASE("whatever a page looks like, its records are a list")
    {
        struct row
        {
            std::string body;
            std::vector<std::string> ids;
            bool has_value = true;
        };
        const std::vector<row> rows{
            {R"({"result":[{"id":"u1"},{"id":"u2"}],"next_cursor":null})", {"u1", "u2"}},
            {R"({"result":{"u1":{"id":"u1"},"u2":{"id":"u2"}}})", {"u1", "u2"}},
            {R"({"next_cursor":"c","result":[{"id":7}]})", {"7"}},
            {R"({"result":{"id":"u1","name":"Ines"}})", {"u1"}},
            {R"({"result":[]})", {}},
            {R"({"result":null,"next_cursor":"c"})", {}},
            {"{}", {}},
            {"", {}, false},
        };
        for (const auto& each : rows)
        {
            CAPTURE(each.body);
            const auto end = answered<directory::user_page>(each.body, users);
            CHECK_FALSE(end.code);
            CHECK(end.answer.has_value() == each.has_value);
            std::vector<std::string> ids;
            for (const auto& user : end.answer->result)
            {
                ids.push_back(user.id.value_or("?"));
            }
            CHECK(ids == each.ids);
            CHECK(end.answer.beside_result().empty());
        }
    }

    TEST_CASE("the user whom the connection belongs to comes in a list")
    {
        const auto end = answered<directory::user_page>(
            R"({"result":[{"id":"00u4h8vTzKExample","roles":[{"id":"role-admin"}]}],"next_cursor":null})",
            [](const auto& api, auto token) { api.me().async_list(std::move(token)); });
        REQUIRE(end.answer->result.size() == 1);
        CHECK(end.answer->result.front().roles->front().id == "role-admin");
    }

    TEST_CASE("a page that can't be read is an error, since reading was all there was to do")
    {
        for (const auto* body : {"<html></html>", "[]", R"([{"id":"u1"}])", R"("text")", R"({"result":[)"})
        {
            CAPTURE(body);
            const auto end = answered<directory::user_page>(body, users);
            CHECK(end.code == errc::body_not_decodable);
            CHECK(end.answer->result.empty());
            CHECK(end.answer.body() == body);
        }
    }

    TEST_CASE("what is no record among the records keeps them as they came, and says so")
    {
        const auto end = answered<directory::user_page>(R"({"result":[{"id":"u1"},"u2"],"next_cursor":"c"})", users);
        CHECK_FALSE(end.code);
        CHECK(end.answer->result.empty());
        CHECK(end.answer->next_cursor == "c");
        CHECK(end.answer->extra.at("result").as_array().size() == 2);
        REQUIRE(end.answer.decode_notes().size() == 2);
        CHECK(end.answer.decode_notes().front().path == "result[1]");
    }
}
