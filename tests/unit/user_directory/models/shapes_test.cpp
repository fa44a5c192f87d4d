// What is odd about the records of this API: where one name means different things, where there is no id, where lists
// come as objects, and where a product sends another type than described.

#include <truto/json.hpp>
#include <truto/user_directory/models/activity_page.hpp>
#include <truto/user_directory/models/billing_page.hpp>
#include <truto/user_directory/models/group_page.hpp>
#include <truto/user_directory/models/license_page.hpp>
#include <truto/user_directory/models/organization_page.hpp>
#include <truto/user_directory/models/role_assignment_page.hpp>
#include <truto/user_directory/models/role_page.hpp>
#include <truto/user_directory/models/user_page.hpp>
#include <truto/user_directory/models/utilization_page.hpp>
#include <truto/user_directory/models/workspace_page.hpp>

#include <truto/detail/http/query.hpp>
#include <truto/detail/json/record.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <doctest/doctest.h>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "support/json.hpp"
#include "support/notes.hpp"

using truto::decode;
using truto::encode;
using truto::test::same_json;
using truto::test::text_of;

namespace
{

namespace directory = truto::user_directory;
namespace json = boost::json;

bool means_the_same(const json::value& written, const json::value& sent);

/// The same for elements, of which nulls are left out.
bool hold_the_same(const json::array& written, std::vector<json::value> sent)
{
    sent.erase(std::remove(sent.begin(), sent.end(), json::value{}), sent.end());
    return std::equal(written.begin(), written.end(), sent.begin(), sent.end(),
                      [](const json::value& a, const json::value& b) { return means_the_same(a, b); });
}

/// Whether a value was written as it came, but for what stands for something else without loss: a scalar for its text,
/// a list for its only element, a list for an object of records, a member that is missing for null.
bool means_the_same(const json::value& written, const json::value& sent)
{
    const auto* list = written.if_array();
    if (const auto* other = sent.if_array(); list != nullptr && other != nullptr)
    {
        return same_json(written, sent) || hold_the_same(*list, {other->begin(), other->end()});
    }
    const auto* object = sent.if_object();
    if (list != nullptr)
    {
        std::vector<json::value> values;
        for (const auto& each : object != nullptr ? *object : json::object{})
        {
            values.push_back(each.value());
        }
        return hold_the_same(*list, {sent}) || (object != nullptr && hold_the_same(*list, values));
    }
    if (const auto* other = written.if_object(); other != nullptr && object != nullptr)
    {
        return std::all_of(object->begin(), object->end(),
                           [&](const auto& each)
                           {
                               const auto* member = other->if_contains(each.key());
                               return member != nullptr ? means_the_same(*member, each.value())
                                                        : each.value().is_null();
                           });
    }
    return !written.is_structured() && !sent.is_structured() && written.is_null() == sent.is_null() &&
           truto::detail::http::scalar_text(written) == truto::detail::http::scalar_text(sent);
}

/// Whether nothing is there to be written.
bool says_nothing(const json::value& value)
{
    return value.is_null() || (value.is_array() && value.get_array().empty()) ||
           (value.is_object() && value.get_object().empty());
}

constexpr std::string_view odd_values[] = {
    "null",
    "7",
    "-7.5",
    R"("7")",
    R"("7.5")",
    R"("true")",
    "true",
    R"("")",
    R"("text")",
    "[]",
    "{}",
    R"(["x"])",
    R"([7,null])",
    R"([{"id":"x"}])",
    R"({"id":"x"})",
    R"({"id":7})",
    "[[1]]",
    R"({"a":{"id":"x"}})",
    R"("2026-11-21 07:30:00")",
    R"("2026-11-21")",
    "1795132799",
    "18446744073709551615",
};

template <class T>
void check_every_member()
{
    const auto& record = truto::detail::json::record_table_of<T>();
    for (std::size_t i = 0; i != record.size; ++i)
    {
        for (const auto odd : odd_values)
        {
            const std::string text = "{\"" + std::string{record.members[i].name} + "\":" + std::string{odd} + "}";
            CAPTURE(text);
            const auto sent = truto::test::json(text).as_object().at(record.members[i].name);
            const auto read = decode<T>(text);
            const auto written = encode(read.value);
            CAPTURE(text_of(written));
            const auto* member = written.as_object().if_contains(record.members[i].name);
            if (member == nullptr)
            {
                CHECK(says_nothing(sent));
            }
            else
            {
                CHECK(means_the_same(*member, sent));
            }
            // Reading what was written changes nothing.
            CHECK(decode<T>(text_of(written)).value == read.value);
        }
    }
}

}  // namespace

TEST_SUITE("user_directory/shapes")
{
    TEST_CASE("D.13: whatever type a member comes with, the record is read, and nothing of it is lost")
    {
        check_every_member<directory::activity>();
        check_every_member<directory::activity_actor>();
        check_every_member<directory::activity_context>();
        check_every_member<directory::billing_record>();
        check_every_member<directory::group>();
        check_every_member<directory::license>();
        check_every_member<directory::license_product>();
        check_every_member<directory::organization>();
        check_every_member<directory::role>();
        check_every_member<directory::role_assignment>();
        check_every_member<directory::user>();
        check_every_member<directory::utilization_column>();
        check_every_member<directory::utilization_report>();
        check_every_member<directory::workspace>();
        check_every_member<directory::activity_page>();
        check_every_member<directory::user_page>();
        check_every_member<directory::utilization_page>();
    }

    TEST_CASE("G16, G17: a set of values is open: what is not listed is kept, and what any page lists is known")
    {
        const auto role = decode<directory::role_assignment>(R"({"group_type":"product"})").value;
        CHECK(role.group_type == directory::group_type::product);
        const auto group = decode<directory::group>(R"({"group_type":"APP_GROUP"})").value;
        CHECK_FALSE(group.group_type->known());
        CHECK(group.group_type->text() == "APP_GROUP");
        const auto activity = decode<directory::activity>(R"({"action":"team.archive"})").value;
        CHECK(activity.action->text() == "team.archive");
        const auto user = decode<directory::user>(R"({"status":"created","user_type":"Contractor, external"})").value;
        CHECK(user.status == directory::user_status::created);
        CHECK(user.user_type == "Contractor, external");
    }

    TEST_CASE("G20: a workspace is a text in a user's role, a list of texts in an assignment, records in a user")
    {
        const auto user =
            decode<directory::user>(R"({"roles":[{"workspace":"ws-7"}],"workspaces":[{"id":"ws-7","name":"North"}]})");
        CHECK(user.value.roles->front().workspace == "ws-7");
        CHECK(user.value.workspaces->front().name == "North");
        CHECK(user.notes.empty());
        const auto assignment = decode<directory::role_assignment>(R"({"workspace":["ws-7","ws-8"]})");
        CHECK(assignment.value.workspace == std::vector<std::string>{"ws-7", "ws-8"});
        CHECK(assignment.notes.empty());

        // A product that has one sends one.
        const auto single = decode<directory::role_assignment>(R"({"workspace":"ws-7"})");
        CHECK(single.value.workspace == std::vector<std::string>{"ws-7"});
        CHECK(text_of(single.notes) == "converted workspace: an array");
    }

    TEST_CASE("an organization is an id in a group and in an activity, and an object in a workspace")
    {
        CHECK(decode<directory::group>(R"({"organization":"org-1"})").value.organization == "org-1");
        CHECK(decode<directory::activity>(R"({"organization":"org-1"})").value.organization == "org-1");
        const auto workspace = decode<directory::workspace>(R"({"organization":{"id":"org-1"}})").value;
        CHECK(workspace.organization->id == "org-1");
        const auto plain = decode<directory::workspace>(R"({"organization":"org-1"})");
        CHECK_FALSE(plain.value.organization);
        CHECK(plain.value.extra.at("organization") == "org-1");
    }

    TEST_CASE("G21: the price of a license is a number, the amounts of a bill are decimal texts")
    {
        const auto license = decode<directory::license>(R"({"unit_amount":392.5,"available_quantity":"50"})");
        CHECK(license.value.unit_amount == 392.5);
        CHECK(license.value.available_quantity == 50);
        CHECK(text_of(license.notes) == "converted available_quantity: a number");
        const auto bill = decode<directory::billing_record>(R"({"total_amount":"10000000000000000.01"})");
        CHECK(bill.value.total_amount == "10000000000000000.01");
        CHECK(bill.notes.empty());
        CHECK(decode<directory::billing_record>(R"({"tax_amount":4704.10})").value.tax_amount == "4704.10");
    }

    TEST_CASE("G3: a report has no id, and a record may have none")
    {
        const auto page = decode<directory::utilization_page>(
            R"({"result":[{"name":"Minutes","columns":[{"label":"Minutes"}],"rows":[["planner",812],["depot",null]]}]})");
        REQUIRE(page.value.result.size() == 1);
        const auto& report = page.value.result.front();
        CHECK(report.columns->front().label == "Minutes");
        REQUIRE(report.rows->size() == 2);
        CHECK(report.rows->at(0).at(1) == 812);
        CHECK(report.rows->at(1).at(1).is_null());
        CHECK(page.notes.empty());
        CHECK_FALSE(decode<directory::user_page>(R"({"result":[{"name":"A."}]})").value.result.front().id);
    }

    TEST_CASE("G27: a page holds its records as a list, whether the server keyed them or not")
    {
        const std::vector<std::string> texts{
            R"({"result":[{"id":"grp-3","name":"Platform"},{"id":"grp-4"}],"next_cursor":null})",
            R"({"result":{"grp-3":{"id":"grp-3","name":"Platform"},"grp-4":{"id":"grp-4"}},"next_cursor":null})",
        };
        for (const auto& text : texts)
        {
            CAPTURE(text);
            const auto page = decode<directory::group_page>(text);
            REQUIRE(page.value.result.size() == 2);
            CHECK(page.value.result[0].name == "Platform");
            CHECK(page.value.result[1].id == "grp-4");
            CHECK(page.notes.empty());
        }
    }

    TEST_CASE("what a page says about itself is read, and need not be there")
    {
        const auto full = decode<directory::user_page>(
                              R"({"result":[{"id":"a"}],"next_cursor":"eyJvIjoxfQ","prev_cursor":"p","result_count":1,)"
                              R"("is_partial_response":true,"took_ms":12})")
                              .value;
        CHECK(full.next_cursor == "eyJvIjoxfQ");
        CHECK(full.prev_cursor == "p");
        CHECK(full.result_count == 1);
        CHECK(full.is_partial_response == true);
        CHECK(full.extra.at("took_ms") == 12);

        // G13: the last page says so with null, with an empty text, or with nothing.
        for (const auto* text : {R"({"next_cursor":null})", R"({"next_cursor":""})", "{}"})
        {
            CAPTURE(text);
            const auto last = decode<directory::role_page>(text).value;
            CHECK(last.next_cursor.value_or("").empty());
            CHECK(last.result.empty());
            CHECK_FALSE(last.is_partial_response);
        }
        CHECK(decode<directory::license_page>(R"({"next_cursor":2})").value.next_cursor == "2");
    }

    TEST_CASE("a page's records are the models that single answers hold")
    {
        CHECK(std::is_same_v<decltype(directory::user_page::result), truto::records<directory::user>>);
        CHECK(std::is_same_v<decltype(directory::billing_page::result), truto::records<directory::billing_record>>);
        CHECK(std::is_same_v<decltype(directory::organization_page::result), truto::records<directory::organization>>);
        CHECK(std::is_same_v<decltype(directory::role_assignment_page::result),
                             truto::records<directory::role_assignment>>);
        CHECK(std::is_same_v<decltype(directory::workspace_page::result), truto::records<directory::workspace>>);
    }
}
