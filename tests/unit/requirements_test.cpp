#include <truto/requirements.hpp>

#include <array>
#include <cstddef>
#include <doctest/doctest.h>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace
{

using truto::argument_place;
using truto::necessity;

struct move_query
{
    std::optional<truto::text> where{};
    std::optional<truto::text> why{};
    truto::list<truto::text> tags{};
};

constexpr auto fields(truto::type<move_query>)
{
    return truto::field_list{
        truto::field<&move_query::where>{"where"},
        truto::field<&move_query::why>{"x-why"},
        truto::field<&move_query::tags>{"tags"},
    };
}

struct move_body
{
    std::optional<truto::text> id{};
    truto::patch<truto::text> name{};
};

constexpr auto fields(truto::type<move_body>)
{
    return truto::field_list{
        truto::field<&move_body::id>{"id"},
        truto::field<&move_body::name>{"name"},
    };
}

constexpr truto::operation move{.id = "things.move"};
constexpr truto::operation bare{.id = "things.bare"};
constexpr truto::operation foreign{.id = "others.move"};

constexpr std::string_view offered_by[] = {"One", "Two Words", "juniper-mist"};
constexpr std::string_view needs_where[] = {"One"};
constexpr std::string_view reads_where[] = {"Two Words"};
constexpr std::string_view needs_id[] = {"Two Words"};

constexpr truto::argument_support arguments[] = {
    {.place = argument_place::query, .name = "where", .required = needs_where, .read = reads_where},
    {.place = argument_place::query, .name = "x-why", .read = needs_where, .note = "Odd."},
    {.place = argument_place::query, .name = "tags", .required_count = 2},
    {.place = argument_place::body, .name = "id", .required = needs_id, .required_count = 3},
    {.place = argument_place::body, .name = "name", .by_all = true},
};

constexpr truto::operation_support rows[] = {
    {.id = "things.move", .offered_by = offered_by, .arguments = arguments},
    {.id = "things.bare"},
};

constexpr truto::requirement_table table{rows};

/// `query where required`, and so on.
std::vector<std::string> told(const std::vector<truto::requirement>& all)
{
    std::vector<std::string> lines;
    for (const auto& each : all)
    {
        lines.push_back(std::string{to_string(each.place)} + ' ' + std::string{each.name} + ' ' +
                        std::string{to_string(each.need)});
    }
    return lines;
}

std::vector<std::string> names(const std::vector<truto::requirement>& all)
{
    std::vector<std::string> lines;
    for (const auto& each : all)
    {
        lines.emplace_back(each.name);
    }
    return lines;
}

}  // namespace

TEST_SUITE("requirements")
{
    TEST_CASE("names of integrations are compared by letters and digits")
    {
        struct row
        {
            std::string_view one;
            std::string_view other;
            bool same;
        };
        const std::vector<row> rows_of_names{
            {"Asana", "Asana", true},
            {"Asana", "asana", true},
            {"Slack Enterprise", "slack-enterprise", true},
            {"Slack Enterprise", "SLACK_ENTERPRISE", true},
            {"Slack Enterprise", "slackenterprise", true},
            {"Dropbox Sign (HelloSign)", "dropbox-sign-hellosign", true},
            {"Monday.com", "mondaycom", true},
            {"15Five", "15five", true},
            {"Zoë", "Zoë", true},
            {"Zoë", "Zoe", false},
            {"Airtable", "Airtable SCIM", false},
            {"Airtable SCIM", "Airtable", false},
            {"Asana", "Asan", false},
            {"Asana", "", false},
            {"", "", false},
            {" - ", "-", false},
        };
        for (const auto& each : rows_of_names)
        {
            CAPTURE(each.one);
            CAPTURE(each.other);
            CHECK(truto::is_same_integration(each.one, each.other) == each.same);
            CHECK(truto::is_same_integration(each.other, each.one) == each.same);
        }
    }

    TEST_CASE("what is published about an integration comes in the order of the description")
    {
        using lines = std::vector<std::string>;
        struct row
        {
            const truto::operation& which;
            std::string_view integration;
            lines expected;
            bool is_listed;
        };
        const std::vector<row> rows_of_needs{
            {move,
             "One",
             {"query where required", "query x-why read", "query tags possibly_required", "body id possibly_required",
              "body name required"},
             true},
            {move,
             "two-words",
             {"query where read", "query tags possibly_required", "body id required", "body name required"},
             true},
            {move,
             "Juniper Mist",
             {"query tags possibly_required", "body id possibly_required", "body name required"},
             true},
            {move,
             "Nobody",
             {"query tags possibly_required", "body id possibly_required", "body name required"},
             false},
            {bare, "One", {}, false},
            {foreign, "One", {}, false},
        };
        for (const auto& each : rows_of_needs)
        {
            CAPTURE(each.which.id);
            CAPTURE(each.integration);
            CHECK(told(table.of(each.which, each.integration)) == each.expected);
            CHECK(table.is_listed(each.which, each.integration) == each.is_listed);
        }
    }

    TEST_CASE("notes come along")
    {
        const auto all = table.of(move, "One");
        REQUIRE(all.size() == 5);
        CHECK(all[0].note.empty());
        CHECK(all[1].note == "Odd.");
    }

    TEST_CASE("a call lacks what is not sent")
    {
        using lines = std::vector<std::string>;
        const move_query nothing{};
        const move_query where{.where = "here"};
        const move_query empty{.where = ""};
        const move_query tags{.where = "here", .tags = {"a"}};
        const move_body name{.name = "n"};
        const move_body gone{.name = truto::null};
        const move_body both{.id = "i", .name = "n"};
        struct row
        {
            std::string what;
            std::string_view integration;
            truto::preflight found;
            lines missing;
            lines possibly;
        };
        const std::vector<row> rows_of_calls{
            {"nothing at all", "One", table.check(move, "One", {}), {"where", "name"}, {"tags", "id"}},
            {"empty structs",
             "One",
             table.check(move, "One", {.query = nothing, .body = move_body{}}),
             {"where", "name"},
             {"tags", "id"}},
            {"the parameter", "One", table.check(move, "One", {.query = where}), {"name"}, {"tags", "id"}},
            {"an empty text, which is sent",
             "One",
             table.check(move, "One", {.query = empty}),
             {"name"},
             {"tags", "id"}},
            {"everything", "One", table.check(move, "One", {.query = tags, .body = both}), {}, {}},
            {"null, which is sent", "One", table.check(move, "One", {.query = tags, .body = gone}), {}, {"id"}},
            {"what another one needs",
             "Two Words",
             table.check(move, "Two Words", {.query = tags, .body = name}),
             {"id"},
             {}},
            {"the query in the options",
             "One",
             table.check(move, "One", {.body = both, .options = {.query = {{"where", "here"}, {"tags", "a"}}}}),
             {},
             {}},
            {"the body in the options",
             "Two Words",
             table.check(move, "Two Words", {.query = tags, .options = {.body = {{"id", "i"}, {"name", "n"}}}}),
             {},
             {}},
            {"the right name in the wrong place",
             "Two Words",
             table.check(move, "Two Words", {.query = tags, .options = {.query = {{"id", "i"}, {"name", "n"}}}}),
             {"id", "name"},
             {}},
            {"a body that is no object",
             "Two Words",
             table.check(move, "Two Words", {.query = tags, .body = boost::json::value("id")}),
             {"id", "name"},
             {}},
            {"an integration that is not listed", "Nobody", table.check(move, "Nobody", {}), {"name"}, {"tags", "id"}},
            {"an operation without data", "One", table.check(bare, "One", {}), {}, {}},
            {"an operation of another API", "One", table.check(foreign, "One", {}), {}, {}},
        };
        for (const auto& each : rows_of_calls)
        {
            CAPTURE(each.what);
            CHECK(names(each.found.missing) == each.missing);
            CHECK(names(each.found.possibly_missing) == each.possibly);
            CHECK(each.found.is_complete() == each.missing.empty());
        }
        CHECK(rows_of_calls[0].found.is_listed);
        CHECK_FALSE(rows_of_calls[11].found.is_listed);
        CHECK_FALSE(rows_of_calls[12].found.is_listed);
    }

    TEST_CASE("a preflight says what it found, and never that something can't be done")
    {
        struct row
        {
            truto::preflight found;
            std::string_view text;
        };
        const truto::requirement a{.place = argument_place::query, .name = "a", .need = necessity::required};
        const truto::requirement b{.place = argument_place::body, .name = "b", .need = necessity::required};
        const truto::requirement c{.place = argument_place::body, .name = "c", .need = necessity::possibly_required};
        const std::vector<row> rows_of_texts{
            {{.is_listed = true}, "nothing is missing that is known to be required"},
            {{}, "not known to offer it"},
            {{.is_listed = true, .missing = {a}}, "missing: a (query)"},
            {{.is_listed = true, .missing = {a, b}}, "missing: a (query), b (body)"},
            {{.is_listed = true, .possibly_missing = {c}}, "possibly missing: c (body)"},
            {{.missing = {a, b}, .possibly_missing = {c, c}},
             "not known to offer it; missing: a (query), b (body); possibly missing: c (body), c (body)"},
        };
        for (const auto& each : rows_of_texts)
        {
            CHECK(to_string(each.found) == each.text);
        }
    }
}
