#include <truto/testing/directory_simulator.hpp>

#include <boost/json.hpp>

#include <doctest/doctest.h>
#include <set>
#include <string>

#include "support/simulator_client.hpp"

using namespace truto::test;
using truto::testing::directory_simulator_options;
using truto::testing::envelope;

namespace
{

using client = plain_client;
using ids = std::set<std::string>;

}  // namespace

TEST_CASE("every form of answer in every format")
{
    struct row
    {
        envelope form;
        std::string format;
        unsigned status;
        std::string body;  // empty: none, and no content type
    };
    const std::string record = R"({"id":"grp-labs","name":"Labs Crew"})";
    const std::string raw = R"({"gid":"grp-labs","objectClass":["example:group"],"members":["00uf5z"]})";
    const std::string debug =
        R"("debug":{"requestUrl":"https://provider.example.com/v1","requestOptions":{"method":"POST"},)"
        R"("data":)" +
        raw + R"(,"responseHeaders":{"content-type":"application/json"}})";
    const row rows[] = {
        {envelope::bare, "", 200, record},
        {envelope::bare, "unified", 200, record},
        {envelope::bare, "normalized", 200, record},
        {envelope::bare, "raw", 200, raw},
        {envelope::bare, "stream", 200, raw},
        {envelope::bare, "debug", 200, R"({"result":)" + record + "," + debug + "}"},
        {envelope::wrapped, "", 200, R"({"result":)" + record + "}"},
        {envelope::wrapped, "debug", 200, R"({"result":)" + record + "," + debug + "}"},
        {envelope::wrapped, "raw", 200, raw},
        {envelope::id_only, "", 200, R"({"id":"grp-labs"})"},
        {envelope::id_only, "debug", 200, R"({"result":{"id":"grp-labs"},)" + debug + "}"},
        {envelope::empty_object, "", 200, "{}"},
        {envelope::null_id, "", 200, R"({"id":null})"},
        {envelope::foreign, "", 200, R"({"success":true})"},
        {envelope::empty_body, "", 200, ""},
        {envelope::empty_body, "raw", 200, ""},
        {envelope::no_content, "", 204, ""},
        {envelope::no_content, "debug", 204, ""},
    };

    for (const bool from_options : {true, false})
    {
        for (const row& r : rows)
        {
            CAPTURE(static_cast<int>(r.form));
            CAPTURE(r.format);
            directory_simulator sim{{.envelope = from_options ? r.form : envelope::bare}};
            sim.answer_with(r.form);
            client api{sim};

            std::string query = "truto_ignore_remote_data=true";
            for (const char* name : {"description", "organization", "group_type", "created_at", "updated_at"})
            {
                query.append("&truto_exclude_fields[]=").append(name);
            }
            query += r.format.empty() ? "" : "&truto_response_format=" + r.format;
            const auto answer = api.call("POST", "/groups/remove-user", membership("grp-labs", "00uy1b"), query);

            CHECK(answer.status() == r.status);
            CHECK(answer.text() == r.body);
            CHECK(answer.message.chunked() == (r.format == "stream"));
            CHECK(answer.field("Content-Type").empty() == r.body.empty());
            CHECK(answer.message.has_content_length() == (r.status != 204 && r.format != "stream"));
            CHECK(members_of(sim, "grp-labs") == ids{"00uf5z"});
        }
    }
}

TEST_CASE("a streamed answer comes in several chunks, unless the client is too old for them")
{
    const directory_simulator sim;
    const auto ask = [&](const char* version, const std::string& user)
    {
        const std::string body = membership(sim.seeded().group, user);
        return raw_exchange(
            sim, "POST /unified/user-directory/groups/remove?truto_response_format=stream&integrated_account_id=" +
                     sim.account_id() + " HTTP/" + version +
                     "\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer " + sim.token() +
                     "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
    };

    const std::string chunked = ask("1.1", sim.seeded().leaver);
    CHECK(chunked.find("Transfer-Encoding: chunked\r\n") != std::string::npos);
    CHECK(chunked.find("\r\n\r\n30\r\n{\"gid\"") != std::string::npos);
    CHECK(chunked.substr(chunked.size() - 5) == "0\r\n\r\n");

    const std::string whole = ask("1.0", sim.seeded().colleague);
    CHECK(whole.find("Content-Length: ") != std::string::npos);
    CHECK(whole.find("\r\n\r\n{\"gid\"") != std::string::npos);
}

TEST_CASE("remote_data and other members are left out on demand")
{
    struct row
    {
        std::string query;
        bool has_remote_data;
        bool has_name;
        bool has_description;
    };
    const row rows[] = {
        {"", true, true, true},
        {"truto_ignore_remote_data=true", false, true, true},
        {"truto_ignore_remote_data=false", true, true, true},
        {"truto_exclude_fields[]=name", true, false, true},
        {"truto_exclude_fields[]=name&truto_exclude_fields[]=description", true, false, false},
        {"truto_exclude_fields[0]=name&truto_exclude_fields[1]=description", true, false, false},
        {"truto_exclude_fields=name&truto_exclude_fields=description", true, false, false},
        {"truto_exclude_fields=name", true, false, true},
        {"truto_exclude_fields=name,description", true, false, false},
        {"truto_exclude_fields=name%2Cdescription", true, false, false},
        {"truto_exclude_fields%5B%5D=name,remote_data", false, false, true},
        {"truto_exclude_fields=", true, true, true},
        {"truto_exclude_fields[]=unknown", true, true, true},
    };
    for (const envelope form : {envelope::bare, envelope::wrapped})
    {
        for (const row& r : rows)
        {
            CAPTURE(r.query);
            const directory_simulator sim{{.envelope = form}};
            client api{sim};
            const auto answer = api.call("POST", "/groups/remove-user", membership("grp-labs", "00uy1b"), r.query);
            REQUIRE(answer.status() == 200);
            const json::value body = answer.body();
            const json::object& record = form == envelope::bare ? body.as_object() : body.at("result").as_object();
            CHECK(record.contains("id"));
            CHECK(record.contains("remote_data") == r.has_remote_data);
            CHECK(record.contains("name") == r.has_name);
            CHECK(record.contains("description") == r.has_description);
        }
    }

    // More than 20 names are an object on the server's side, and still names.
    const directory_simulator sim;
    client api{sim};
    std::string query;
    for (int i = 0; i < 25; ++i)
    {
        query += "&truto_exclude_fields[]=" + (i == 24 ? std::string{"name"} : "x" + std::to_string(i));
    }
    const auto answer = api.call("POST", "/groups/remove-user", membership("grp-labs", "00uy1b"), query);
    CHECK(answer.status() == 200);
    CHECK_FALSE(answer.body().as_object().contains("name"));
}

TEST_CASE("what is meant for the provider reaches it")
{
    const directory_simulator sim;
    client api{sim};

    const auto nameless = api.call("DELETE", "/users/00u7k2", "", "truto_response_format=debug&remote_query[]=1");
    CHECK(nameless.at({"debug", "requestOptions", "query"}) == json::array{"1"});

    const auto answer =
        api.call("POST", "/groups/remove-user",
                 R"({"group_id":"grp-labs","user_id":"00uy1b","remote_data":{"notify":false,"n":[1,{"deep":null}]}})",
                 "truto_response_format=debug&remote_query[expand]=owner&remote_query[filter][kind]=bot"
                 "&remote_query[tags][]=a&remote_query[tags][]=b");
    CHECK(answer.status() == 200);
    CHECK(answer.at({"debug", "requestOptions", "body"}) == json::parse(R"({"notify":false,"n":[1,{"deep":null}]})"));
    CHECK(answer.at({"debug", "requestOptions", "query"}) ==
          json::parse(R"({"expand":"owner","filter":{"kind":"bot"},"tags":["a","b"]})"));
}
