// What the models of the kitchen sink mean, in a program: the types of members, and JSON there and back.

#include <truto/json.hpp>
#include <truto/kitchen_sink/models/awkward_names.hpp>
#include <truto/kitchen_sink/models/crates.hpp>
#include <truto/kitchen_sink/models/derived.hpp>
#include <truto/kitchen_sink/models/empty.hpp>
#include <truto/kitchen_sink/models/extra.hpp>
#include <truto/kitchen_sink/models/folder.hpp>
#include <truto/kitchen_sink/models/hostile_text.hpp>
#include <truto/kitchen_sink/models/node.hpp>
#include <truto/kitchen_sink/models/person.hpp>
#include <truto/kitchen_sink/models/thing.hpp>
#include <truto/kitchen_sink/models/tree.hpp>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <cstdint>
#include <iostream>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace sink = truto::kitchen_sink;

template <auto Member, class Expected>
inline constexpr bool is = false;
template <class Struct, class Actual, Actual Struct::* Member, class Expected>
inline constexpr bool is<Member, Expected> = std::is_same_v<Actual, Expected>;

template <class T>
using opt = std::optional<T>;

static_assert(is<&sink::thing::name, opt<std::string>>);
static_assert(is<&sink::thing::size, opt<std::int64_t>>);
static_assert(is<&sink::thing::small, opt<std::int32_t>>);
static_assert(is<&sink::thing::weight, opt<double>>);
static_assert(is<&sink::thing::ratio, opt<double>>);
static_assert(is<&sink::thing::active, opt<bool>>);
static_assert(is<&sink::thing::made_at, opt<truto::timestamp>>);
static_assert(is<&sink::thing::made_on, opt<truto::timestamp>>);
static_assert(is<&sink::thing::id, opt<std::string>>);
static_assert(is<&sink::thing::status, opt<truto::open_enum<sink::status>>>);
static_assert(is<&sink::thing::kind, opt<truto::open_enum<sink::kind>>>);
static_assert(is<&sink::thing::mood, opt<truto::open_enum<sink::thing_mood>>>);
static_assert(is<&sink::thing::any_value, opt<boost::json::value>>);
static_assert(is<&sink::thing::any_of_two, opt<boost::json::value>>);
static_assert(is<&sink::thing::any_free, opt<boost::json::object>>);
static_assert(is<&sink::thing::closed_free, opt<boost::json::object>>);
static_assert(is<&sink::thing::scores, opt<std::map<std::string, std::int64_t>>>);
static_assert(is<&sink::thing::matrix, opt<std::map<std::string, std::vector<std::vector<double>>>>>);
static_assert(is<&sink::thing::aliases, opt<std::vector<std::string>>>);
static_assert(is<&sink::thing::parts, opt<std::vector<sink::thing_parts>>>);
static_assert(is<&sink::thing::dimensions, opt<sink::thing_dimensions>>);
static_assert(is<&sink::thing::extra, boost::json::object>);
static_assert(is<&sink::node::next, opt<truto::indirect<sink::node>>>);
static_assert(is<&sink::node::children, opt<std::vector<sink::node>>>);
static_assert(is<&sink::company::owner, opt<sink::person>>);
static_assert(is<&sink::derived::colour, opt<truto::open_enum<sink::derived_colour>>>);
static_assert(is<&sink::awkward_names::timestamp, opt<truto::timestamp>>);
static_assert(is<&sink::awkward_names::names, opt<std::vector<std::string>>>);
static_assert(is<&sink::crates_item::label, opt<std::string>>);
static_assert(is<&sink::tree_item::branches, opt<std::vector<sink::tree_item>>>);
static_assert(is<&sink::extra::of, opt<truto::indirect<sink::extra>>>);

namespace
{

int failures = 0;

void check(bool good, std::string_view what)
{
    if (!good)
    {
        ++failures;
        std::cerr << "failed: " << what << '\n';
    }
}

/// Reads `text`, writes it again and compares with `expected`; the copy has to compare equal.
template <class T>
T there_and_back(std::string_view text, std::string_view expected)
{
    const auto read = truto::decode<T>(text);
    check(read.notes.empty(), text);
    const auto written = truto::encode(read.value);
    if (written != boost::json::parse(expected))
    {
        check(false, boost::json::serialize(written));
    }
    const T copy = read.value;
    check(copy == read.value, "a copy is equal");
    check(text == "{}" || !(copy == T{}), "a value differs from an empty one");
    return copy;
}

template <class T>
T there_and_back(std::string_view text)
{
    return there_and_back<T>(text, text);
}

}  // namespace

int main()
{
    const auto node = there_and_back<sink::node>(
        R"({"value":1,"next":{"value":2,"next":{"value":3}},"children":[{"value":4}],"by_name":{"a":{"value":5}}})");
    check((*node.next)->next.has_value(), "a list of nodes");
    check((*(*node.next)->next)->value == 3, "the end of the list");

    const auto person = there_and_back<sink::person>(
        R"({"name":"P","employer":{"name":"C","staff":[{"name":"Q"}],"owner":{"name":"O"}},"friends":[{"name":"R","friends":[]}]})",
        R"({"name":"P","employer":{"name":"C","owner":{"name":"O"},"staff":[{"name":"Q"}]},"friends":[{"name":"R","friends":[]}]})");
    check((*person.employer)->owner->name == "O", "mutual recursion");

    there_and_back<sink::folder>(R"({"entry":{"folder":{"entry":{}},"folders":[{},{"entry":{"folders":[]}}]}})");

    const auto thing = there_and_back<sink::thing>(
        R"({"name":null,"status":"unheard-of","kind":"service-account","mood":"bad","parts":[{"screws":[{"thread":"odd"}]},{}],"new":1})",
        R"({"status":"unheard-of","kind":"service-account","mood":"bad","parts":[{"screws":[{"thread":"odd"}]},{}],"new":1})");
    check(!thing.name, "null reads as absent");
    check(thing.kind == sink::kind::service_account, "a known value");
    check(thing.status && !thing.status->known() && thing.status->text() == "unheard-of", "an unknown value");
    check(thing.extra.size() == 1, "unknown members are kept");
    check(sink::thing{.name = "a"} == sink::thing{.name = "a"}, "designated initialisers");

    const auto awkward = there_and_back<sink::awkward_names>(
        R"({"type":"t","status":"in-active","camelCase":"c","_id":"i","EOF":"e","errno":"2","extra":"x","größe":"g","quote\"d\\ ??/\n":"q","unheard":1})");
    check(awkward.extra_text == "x" && awkward.error_number == "2" && awkward.eof == "e", "pinned and derived names");
    check(awkward.quoted == "q" && awkward.groesse == "g", "odd characters in names");
    check(awkward.status == sink::status::in_active, "a member called like its type");
    check(awkward.extra.size() == 1, "the extra members beside a member called extra");

    const auto hostile = there_and_back<sink::hostile_text>(R"({"comment":"*/","choice":"e\nf"})");
    check(hostile.choice == sink::hostile_text_choice::newline, "a newline in a value");
    check(fields(truto::type<sink::hostile_text>{}).size == 12, "every member has its field");

    there_and_back<sink::derived>(R"({"id":"d","created_at":"2024-01-01T00:00:00Z","colour":"green","depth":2})");
    there_and_back<sink::empty>(R"({})");
    there_and_back<sink::empty>(R"({"anything":"goes"})");
    return failures == 0 ? 0 : 1;
}
