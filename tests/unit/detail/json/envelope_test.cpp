#include <truto/json.hpp>

#include <truto/detail/json/decode.hpp>

#include <cstdint>
#include <doctest/doctest.h>
#include <string>
#include <string_view>
#include <vector>

#include "support/json.hpp"
#include "support/notes.hpp"
#include "support/zoo.hpp"

using truto::encode;
using truto::test::part;
using truto::test::text_of;

namespace
{

namespace json = truto::detail::json;

struct row
{
    std::string_view body;
    std::string_view value;   // as it is written back; "not decodable" where it is not
    std::string_view beside;  // what stood beside `result`; "bare" where the body is not wrapped
    bool has_value;
    std::string_view notes{};
};

template <class T, std::size_t N>
void check(const row (&rows)[N])
{
    for (const auto& each : rows)
    {
        CAPTURE(each.body);
        T value{};
        std::vector<truto::decode_note> notes;
        json::envelope wrap{.allowed = true};
        const auto ec = json::decode_into(each.body, {&value, &json::value_table_of<T>}, {}, notes, &wrap);
        if (each.value == "not decodable")
        {
            CHECK(ec == truto::errc::body_not_decodable);
            CHECK(value == T{});
        }
        else
        {
            CHECK_FALSE(ec.failed());
            CHECK(text_of(encode(value)) == each.value);
        }
        CHECK((wrap.found ? text_of(wrap.beside) : "bare") == each.beside);
        CHECK(wrap.has_value == each.has_value);
        CHECK(text_of(notes) == each.notes);
    }
}

}  // namespace

TEST_SUITE("json/envelope")
{

    TEST_CASE("a custom method answers with a record, bare or under result")
    {
        const row rows[] = {
            {R"({ "id": "grp-3", "name": "Platform" })", R"({"id":"grp-3","name":"Platform"})", "bare", true},
            {R"({ "result": { "id": "grp-3", "name": "Platform" } })", R"({"id":"grp-3","name":"Platform"})", "{}",
             true},
            {R"({ "result": {} })", "{}", "{}", true},
            {"{}", "{}", "bare", true},
            {R"({ "result": null })", "{}", "{}", false},
            {"null", "{}", "bare", false},

            // What is not described is no reason to look for a wrapping.
            {R"({ "success": true })", R"({"success":true})", "bare", true},
        };
        check<part>(rows);
    }

    TEST_CASE("debug, cursors and counts may stand beside result, before or after it")
    {
        const row rows[] = {
            {R"({ "result": { "id": "a" }, "debug": null })", R"({"id":"a"})", R"({"debug":null})", true},
            {R"({ "debug": { "requestUrl": "u", "data": [1] }, "result": { "id": "a" } })", R"({"id":"a"})",
             R"({"debug":{"requestUrl":"u","data":[1]}})", true},
            {R"({ "next_cursor": "n", "result": { "id": "a" }, "prev_cursor": null, "result_count": 1,
              "is_partial_response": false })",
             R"({"id":"a"})", R"({"next_cursor":"n","prev_cursor":null,"result_count":1,"is_partial_response":false})",
             true},
            {R"({ "debug": {}, "result": null })", "{}", R"({"debug":{}})", false},
            {R"({ "result": null, "debug": {} })", "{}", R"({"debug":{}})", false},

            // Without a result they are members like any other.
            {R"({ "debug": { "a": 1 } })", R"({"debug":{"a":1}})", "bare", true},
            {R"({ "next_cursor": null, "result_count": 0 })", R"({"next_cursor":null,"result_count":0})", "bare", true},
        };
        check<part>(rows);
    }

    TEST_CASE("a member called result is no wrapping where other members stand beside it")
    {
        const row rows[] = {
            {R"({ "result": { "id": "b" }, "id": "a" })", R"({"id":"a","result":{"id":"b"}})", "bare", true},
            {R"({ "id": "a", "result": { "id": "b" } })", R"({"id":"a","result":{"id":"b"}})", "bare", true},
            {R"({ "result": "done", "id": "a" })", R"({"id":"a","result":"done"})", "bare", true},
            {R"({ "result": [1], "id": 7 })", R"({"id":"7","result":[1]})", "bare", true, "converted id: a string"},
            {R"({ "result": { "id": 7 }, "success": true })", R"({"result":{"id":7},"success":true})", "bare", true},
            {R"({ "success": true, "result": { "id": 7 } })", R"({"success":true,"result":{"id":7}})", "bare", true},
            {R"({ "debug": 1, "result": { "id": "b" }, "id": "a" })", R"({"id":"a","debug":1,"result":{"id":"b"}})",
             "bare", true},
            {R"({ "debug": 1, "id": "a", "result": { "id": "b" } })", R"({"id":"a","debug":1,"result":{"id":"b"}})",
             "bare", true},
            {R"({ "result": null, "id": null })", R"({"result":null})", "bare", true},
            {R"({ "result": null, "id": "a" })", R"({"id":"a","result":null})", "bare", true},
        };
        check<part>(rows);
    }

    TEST_CASE("a result that is no record is not decodable as one")
    {
        const row rows[] = {
            {R"({ "result": "done" })", "not decodable", "{}", false, "undecoded: an object"},
            {R"({ "result": 7 })", "not decodable", "{}", false, "undecoded: an object"},
            {R"({ "result": true, "debug": {} })", "not decodable", R"({"debug":{}})", false, "undecoded: an object"},
            {R"({ "result": [] })", "not decodable", "{}", false, "undecoded: an object"},
            {R"({ "result": [{ "id": "a" }] })", "not decodable", "{}", false, "undecoded: an object"},
            {R"([{ "id": "a" }])", "not decodable", "bare", false, "undecoded: an object"},
            {R"("done")", "not decodable", "bare", false, "undecoded: an object"},
        };
        check<part>(rows);
    }

    TEST_CASE("a wrapping is looked for once, and at the outermost level only")
    {
        const row rows[] = {
            {R"({ "result": { "result": { "id": "a" } } })", R"({"result":{"id":"a"}})", "{}", true},
            {R"({ "new": { "result": { "id": "a" } } })", R"({"new":{"result":{"id":"a"}}})", "bare", true},
        };
        check<part>(rows);

        const row nested[] = {
            {R"({ "inner": { "result": { "text": "a" } } })", R"({"inner":{"result":{"text":"a"}}})", "bare", true},
            {R"({ "result": { "inner": { "result": 1 } }, "debug": 1 })", R"({"inner":{"result":1}})", R"({"debug":1})",
             true},
        };
        check<truto::test::zoo>(nested);
    }

    TEST_CASE("notes within a wrapped value are about the value")
    {
        const row rows[] = {
            {R"({ "result": { "id": 7 } })", R"({"id":"7"})", "{}", true, "converted id: a string"},
            {R"({ "debug": { "id": 7 }, "result": { "count": [] } })", R"({"count":[]})", R"({"debug":{"id":7}})", true,
             "kept count: an integer"},
        };
        check<part>(rows);
    }

    TEST_CASE("the answer to a deletion is a record, an id or nothing")
    {
        const row rows[] = {
            {R"({ "id": "00u7k2mQx9Example" })", R"({"id":"00u7k2mQx9Example"})", "bare", true},
            {R"({ "id": null, "remote_data": { "deleted": true } })", R"({"remote_data":{"deleted":true}})", "bare",
             true},
        };
        check<part>(rows);
    }

    TEST_CASE("a page is an array under result, with cursors beside it")
    {
        const row rows[] = {
            {R"({ "result": [{ "id": "grp-3" }], "next_cursor": "eyJvIjoxfQ", "prev_cursor": null, "result_count": 1,
              "is_partial_response": false })",
             R"([{"id":"grp-3"}])",
             R"({"next_cursor":"eyJvIjoxfQ","prev_cursor":null,"result_count":1,"is_partial_response":false})", true},
            {R"({ "next_cursor": null, "result": [] })", "[]", R"({"next_cursor":null})", true},
            {R"({ "result": null })", "[]", "{}", false},
            {R"([{ "id": "grp-3" }])", R"([{"id":"grp-3"}])", "bare", true},
            {R"({ "result": [{ "id": 7 }, null] })", R"([{"id":"7"}])", "{}", true,
             "converted [0].id: a string; dropped [1]: an object"},

            // One object where an array was expected, wrapped and bare.
            {R"({ "result": { "id": "a" } })", R"([{"id":"a"}])", "{}", true, "converted: an array"},
            {R"({ "id": "a" })", R"([{"id":"a"}])", "bare", true, "converted: an array"},
            {R"({ "result": [{ "id": "b" }], "id": "a" })", R"([{"id":"a","result":[{"id":"b"}]}])", "bare", true,
             "converted: an array"},

            {R"({ "result": "none" })", "not decodable", "{}", false, "undecoded: an array"},
            {R"({ "result": ["none"] })", "not decodable", "{}", false, "kept [0]: an object; undecoded: an array"},
        };
        check<std::vector<part>>(rows);
    }

    TEST_CASE("any value may stand under result, or alone")
    {
        const row rows[] = {
            {R"({ "result": [1, { "a": null }], "debug": 1 })", R"([1,{"a":null}])", R"({"debug":1})", true},
            {R"({ "result": "text" })", R"("text")", "{}", true},
            {R"({ "result": null })", "null", "{}", false},
            {R"({ "a": 1, "result": 2 })", R"({"a":1,"result":2})", "bare", true},
            {R"({ "result": 2, "a": 1 })", R"({"result":2,"a":1})", "bare", true},
            {R"({ "debug": 1 })", R"({"debug":1})", "bare", true},
            {"{}", "{}", "bare", true},
            {"7", "7", "bare", true},
            {"[]", "[]", "bare", true},
        };
        check<boost::json::value>(rows);

        const row numbers[] = {
            {R"({ "result": 7 })", "7", "{}", true},
            {R"({ "result": "7" })", "7", "{}", true, "converted: an integer"},
            {"7", "7", "bare", true},
            {R"({ "count": 7 })", "not decodable", "bare", false, "undecoded: an integer"},
        };
        check<std::int64_t>(numbers);
    }

    TEST_CASE("a wrapping is not looked for unless that is allowed")
    {
        for (const bool given : {false, true})
        {
            CAPTURE(given);
            part value;
            std::vector<truto::decode_note> notes;
            json::envelope wrap;
            const auto ec = json::decode_into(R"({ "result": { "id": "a" } })", {&value, &json::value_table_of<part>},
                                              {}, notes, given ? &wrap : nullptr);
            CHECK_FALSE(ec.failed());
            CHECK(text_of(encode(value)) == R"({"result":{"id":"a"}})");
            CHECK_FALSE(wrap.found);
            CHECK(wrap.has_value == given);
        }
    }

    TEST_CASE("text that breaks off has no value, wrapped or not")
    {
        for (const std::string_view each : {R"({ "result": { "id": "a" })", R"({ "id": "a")",
                                            R"({ "result": { "id": "a" } } x)", R"({ "result": {}, "id": "a")", ""})
        {
            CAPTURE(each);
            part value;
            std::vector<truto::decode_note> notes;
            json::envelope wrap{.allowed = true};
            const auto ec = json::decode_into(each, {&value, &json::value_table_of<part>}, {}, notes, &wrap);
            CHECK(ec.failed());
            CHECK(value == part{});
            CHECK_FALSE(wrap.has_value);
            CHECK(text_of(notes) == "undecoded: an object");
        }
    }

}  // TEST_SUITE
