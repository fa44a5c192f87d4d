#include <truto/json.hpp>
#include <truto/no_content.hpp>

#include <doctest/doctest.h>
#include <string_view>

#include "support/json.hpp"
#include "support/notes.hpp"

using truto::test::text_of;

TEST_SUITE("no_content")
{

    TEST_CASE("what comes although nothing was promised is kept and written back")
    {
        struct row
        {
            std::string_view body;
            std::string_view kept;
        };
        const row rows[] = {
            {"{}", "{}"},
            {"null", "{}"},
            {R"({"success": true})", R"({"success":true})"},
            {R"({"id": 1, "nested": {"a": [null]}})", R"({"id":1,"nested":{"a":[null]}})"},
        };
        for (const auto& each : rows)
        {
            CAPTURE(each.body);
            const auto read = truto::decode<truto::no_content>(each.body);
            CHECK(text_of(read.notes) == "");
            CHECK(text_of(read.value.extra) == each.kept);
            CHECK(text_of(truto::encode(read.value)) == each.kept);
        }
    }

}  // TEST_SUITE
