#include <truto/user_directory.hpp>

#include <string>
#include <vector>

#include "support/answering_server.hpp"
#include "support/compressed.hpp"
#include "support/run.hpp"
#include "support/scripted_server.hpp"

using namespace truto::test;
using truto::errc;

namespace
{

const std::string body = R"({"id":"u1","name":"Ines Okafor"})";

std::string coded(const std::string& coding, const std::string& bytes)
{
    return http_answer("200 OK", bytes, "Content-Encoding: " + coding + "\r\n");
}

}  // namespace

TEST_SUITE("content coding")
{
    TEST_CASE("compressed answers are read, whether they were asked for or not")
    {
        for (const bool asked : {true, false})
        {
            for (const auto& text : {coded("gzip", gzip_of(body)), coded("deflate", zlib_of(body)),
                                     coded("deflate", deflated(body)), coded("identity", body)})
            {
                scripted_server server{{{answer(text), answer(text)}}};
                asio::io_context context;
                auto options = options_for(server.base_url());
                options.compression = asked;
                const directory::client api{context, options};
                for (int i = 0; i != 2; ++i)
                {
                    const auto end = delete_user(context, api);
                    CHECK_FALSE(end.code);
                    CHECK(end.answer->name == "Ines Okafor");
                    CHECK(end.answer.body() == body);
                }
                CHECK(header_of(server.requests().at(0), "Accept-Encoding") == (asked ? "gzip, deflate" : ""));
                CHECK(server.connections() == 1);
            }
        }
    }

    TEST_CASE("what failures say is compressed too")
    {
        scripted_server server{{{answer(
            http_answer("404 Not Found", gzip_of(R"({"message":"No such user"})"), "Content-Encoding: gzip\r\n"))}}};
        asio::io_context context;
        const auto end = delete_user(context, directory::client{context, options_for(server.base_url())});
        CHECK(end.code == errc::not_found);
        CHECK(end.answer.error().message == "No such user");
    }

    TEST_CASE("an answer that grows beyond the limit is too large, however small it came")
    {
        const std::string zeros(4 * 1024 * 1024, '0');
        scripted_server server{{{answer(coded("gzip", gzip_of(zeros)))}}};
        asio::io_context context;
        auto options = options_for(server.base_url());
        options.max_body_size = 100'000;
        const auto end = delete_user(context, directory::client{context, options});
        CHECK(end.code == errc::body_too_large);
        CHECK(end.answer.maybe_executed());
        CHECK_MESSAGE(end.answer.problem().find("decompressed") != std::string::npos, end.answer.problem());
    }

    TEST_CASE("a DELETE whose answer can't be decompressed was carried out all the same; its body is as it came")
    {
        const auto cut = gzip_of(body).substr(0, 20);
        for (const auto& text : {coded("gzip", cut), coded("br", cut)})
        {
            scripted_server server{{{answer(text)}}};
            asio::io_context context;
            const auto end = delete_user(context, directory::client{context, options_for(server.base_url())});
            CHECK_FALSE(end.code);
            CHECK(end.answer.status() == 200);
            CHECK_FALSE(end.answer.has_value());
            CHECK(end.answer.body() == cut);
        }
    }
}
