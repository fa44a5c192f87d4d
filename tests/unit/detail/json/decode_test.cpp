#include <truto/json.hpp>

#include <truto/detail/json/decode.hpp>

#include <boost/json/error.hpp>
#include <boost/system/system_error.hpp>

#include <cstddef>
#include <cstdint>
#include <doctest/doctest.h>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "support/json.hpp"
#include "support/notes.hpp"
#include "support/zoo.hpp"

using truto::decode;
using truto::encode;
using truto::errc;
using truto::error_code;
using truto::test::part;
using truto::test::text_of;
using truto::test::zoo;

namespace
{

namespace json = boost::json;

/// Has members with names of all lengths that matter to whoever compares them by words of eight and four bytes.
struct tape
{
    std::optional<int> length_1{};
    std::optional<int> length_3{};
    std::optional<int> length_4{};
    std::optional<int> length_7{};
    std::optional<int> length_8{};
    std::optional<int> length_9{};
    std::optional<int> length_16{};
    std::optional<int> length_17{};
    std::optional<int> length_25{};
    json::object extra{};
};

constexpr auto fields(truto::type<tape>)
{
    return truto::field_list{
        truto::field<&tape::length_1>{"a", ""},
        truto::field<&tape::length_3>{"abc", ""},
        truto::field<&tape::length_4>{"abcd", ""},
        truto::field<&tape::length_7>{"abcdefg", ""},
        truto::field<&tape::length_8>{"abcdefgh", ""},
        truto::field<&tape::length_9>{"abcdefghi", ""},
        truto::field<&tape::length_16>{"abcdefghijklmnop", ""},
        truto::field<&tape::length_17>{"abcdefghijklmnopq", ""},
        truto::field<&tape::length_25>{"abcdefghijklmnopqrstuvwxy", ""},
    };
}

std::string object_of(std::string_view name)
{
    return R"({")" + std::string{name} + R"(":1})";
}

struct row
{
    std::string_view text;
    std::string_view written;
    std::string_view notes;
};

template <std::size_t N>
void check(const row (&rows)[N])
{
    for (const auto& each : rows)
    {
        CAPTURE(each.text);
        const auto read = decode<zoo>(each.text);
        CHECK(text_of(encode(read.value)) == each.written);
        CHECK(text_of(read.notes) == each.notes);
    }
}

/// What decoding throws; no error if it does not.
template <class T>
error_code error_of(std::string_view text, const truto::decode_options& options = {})
{
    try
    {
        decode<T>(text, options);
        return {};
    }
    catch (const boost::system::system_error& error)
    {
        return error.code();
    }
}

std::string nested(std::size_t depth, std::string_view open, std::string_view close)
{
    std::string text;
    for (std::size_t i = 0; i != depth; ++i)
    {
        text += open;
    }
    for (std::size_t i = 0; i != depth; ++i)
    {
        text += close;
    }
    return text;
}

struct strict_part
{
    std::optional<std::string> id{};
};

constexpr auto fields(truto::type<strict_part>)
{
    return truto::field_list{truto::field<&strict_part::id>{"id"}};
}

/// Members that are always there, as a program's own structs may have them.
struct plain
{
    std::string text = "default";
    std::int64_t whole = 7;
    std::vector<std::string> words{"default"};
    std::map<std::string, std::int64_t> totals{};
    part one{};
    json::object free{};
};

constexpr auto fields(truto::type<plain>)
{
    using truto::field;
    return truto::field_list{
        field<&plain::text>{"text"},     field<&plain::whole>{"whole"}, field<&plain::words>{"words"},
        field<&plain::totals>{"totals"}, field<&plain::one>{"one"},     field<&plain::free>{"free"},
    };
}

}  // namespace

TEST_SUITE("json/decode")
{

    TEST_CASE("members are found in any order and written in the order of the struct")
    {
        const row rows[] = {
            {"{}", "{}", ""},
            {R"({"text":"a","flag":true,"whole":1})", R"({"text":"a","flag":true,"whole":1})", ""},
            {R"({"whole":1,"flag":true,"text":"a"})", R"({"text":"a","flag":true,"whole":1})", ""},
            {R"({"inner":{"flag":false},"text":"a"})", R"({"text":"a","inner":{"flag":false}})", ""},
            {" \t\r\n{ \"text\" :\t\"a\" ,\r\n\"flag\":null } \n", R"({"text":"a"})", ""},
            {R"({"\u0074ext":"a"})", R"({"text":"a"})", ""},
        };
        check(rows);
    }

    TEST_CASE("unknown members are kept in order and written after the known ones")
    {
        const row rows[] = {
            {R"({"zebra":1,"text":"a","ape":null,"mule":[1,{"x":null}]})",
             R"({"text":"a","zebra":1,"ape":null,"mule":[1,{"x":null}]})", ""},
            {R"({"one":{"new":{"deep":[true]},"id":"a","more":1.5}})",
             R"({"one":{"id":"a","new":{"deep":[true]},"more":1.5E0}})", ""},
            {R"({"parts":[{"b":1,"a":2},{"c":"\u20ac"}]})", R"({"parts":[{"b":1,"a":2},{"c":"€"}]})", ""},
            {R"({"Text":"a"," text":"b","":"c"})", R"({"Text":"a"," text":"b","":"c"})", ""},
            {R"({"result":{"id":"a"},"debug":1})", R"({"result":{"id":"a"},"debug":1})", ""},
        };
        check(rows);
    }

    TEST_CASE("a member is known by its whole name, however long, and not by one that differs in one character")
    {
        const auto names = fields(truto::type<tape>{}).names;
        for (const std::string_view name : names)
        {
            CAPTURE(name);
            const auto read = decode<tape>(object_of(name));
            CHECK(read.value.extra.empty());
            CHECK(text_of(encode(read.value)) == object_of(name));
            for (std::size_t at = 0; at != name.size(); ++at)
            {
                std::string other{name};
                other[at] = '_';
                CAPTURE(other);
                CHECK(decode<tape>(object_of(other)).value.extra == json::object{{other, 1}});
            }
        }
    }

    TEST_CASE("of members with one name the last one counts")
    {
        const row rows[] = {
            {R"({"text":"a","text":"b"})", R"({"text":"b"})", ""},
            {R"({"text":"a","text":null})", "{}", ""},
            {R"({"new":1,"new":{"x":2}})", R"({"new":{"x":2}})", ""},
            {R"({"new":{"x":2},"other":0,"new":null})", R"({"new":null,"other":0})", ""},
            {R"({"one":{"id":"a","new":1},"one":{"count":2}})", R"({"one":{"count":2}})", ""},
            {R"({"parts":[{"id":"a"}],"parts":[{"id":"b"}]})", R"({"parts":[{"id":"b"}]})", ""},
            {R"({"labels":{"a":"1"},"labels":{"b":"2"}})", R"({"labels":{"b":"2"}})", ""},
            {R"({"labels":{"a":"1","a":"2"}})", R"({"labels":{"a":"2"}})", ""},
            {R"({"by_name":{"a":{"id":"1"},"a":{"count":2}}})", R"({"by_name":{"a":{"count":2}}})", ""},
            {R"({"free":{"a":1,"a":2}})", R"({"free":{"a":2}})", ""},
            {R"({"any":1,"any":[2]})", R"({"any":[2]})", ""},
        };
        check(rows);
    }

    TEST_CASE("of members with one name the last one counts, also where one of them was not of the expected type")
    {
        const row rows[] = {
            {R"({"text":"a","text":{"x":1}})", R"({"text":{"x":1}})", "kept text: a string"},
            {R"({"text":{"x":1},"text":"a"})", R"({"text":"a"})", "kept text: a string"},
            {R"({"text":{"x":1},"text":null})", "{}", "kept text: a string"},
            {R"({"text":{"x":1},"text":[2]})", R"({"text":[2]})", "kept text: a string; kept text: a string"},
            {R"({"parts":"none","parts":[{"id":"a"}]})", R"({"parts":[{"id":"a"}]})", "kept parts: an array"},
            {R"({"one":7,"one":{"id":"a"},"new":1})", R"({"one":{"id":"a"},"new":1})", "kept one: an object"},
            {R"({"new":1,"one":7,"newer":2,"one":{}})", R"({"one":{},"new":1,"newer":2})", "kept one: an object"},
        };
        check(rows);
    }

    TEST_CASE("notes say exactly where something was odd")
    {
        const row rows[] = {
            {R"({"one":{"id":7}})", R"({"one":{"id":"7"}})", "converted one.id: a string"},
            {R"({"parts":[{},{"id":7},{"count":"x"}]})", R"({"parts":[{},{"id":"7"},{"count":"x"}]})",
             "converted parts[1].id: a string; kept parts[2].count: an integer"},
            {R"({"words":["a",7,"b",true]})", R"({"words":["a","7","b","true"]})",
             "converted words[1]: a string; converted words[3]: a string"},
            {R"({"grid":[["a"],["b",7]]})", R"({"grid":[["a"],["b","7"]]})", "converted grid[1][1]: a string"},
            {R"({"grid":[["a"],7,["b"]]})", R"({"grid":[["a"],["7"],["b"]]})", "converted grid[1]: an array"},
            {R"({"shelves":[[{}],[{},{"id":7}]]})", R"({"shelves":[[{}],[{},{"id":"7"}]]})",
             "converted shelves[1][1].id: a string"},
            {R"({"shelves":[[],{"id":"a"},[]]})", R"({"shelves":[[],[{"id":"a"}],[]]})",
             "converted shelves[1]: an array"},
            {R"({"shelves":[{},{"id":7}]})", R"({"shelves":[[{}],[{"id":"7"}]]})",
             "converted shelves[0]: an array; converted shelves[1]: an array; converted shelves[1].id: a string"},
            {R"({"labels":{"a":"1","b":2}})", R"({"labels":{"a":"1","b":"2"}})", "converted labels.b: a string"},
            {R"({"by_name":{"a":{"id":7},"b":{"count":{}}}})", R"({"by_name":{"a":{"id":"7"},"b":{"count":{}}}})",
             "converted by_name.a.id: a string; kept by_name.b.count: an integer"},
            {R"({"totals":{"a":{"x":1},"b":{"x":1,"y":"2"}}})", R"({"totals":{"a":{"x":1},"b":{"x":1,"y":2}}})",
             "converted totals.b.y: an integer"},
            {R"({"children":[{},{"inner":{"children":[{"text":7}]}}]})",
             R"({"children":[{},{"inner":{"children":[{"text":"7"}]}}]})",
             "converted children[1].inner.children[0].text: a string"},
            {R"({"parts":{"id":7}})", R"({"parts":[{"id":"7"}]})",
             "converted parts: an array; converted parts.id: a string"},
            {R"({"new":{"text":7},"text":7})", R"({"text":"7","new":{"text":7}})", "converted text: a string"},
        };
        check(rows);
    }

    TEST_CASE("null among the elements of an array is left out, and noted")
    {
        const row rows[] = {
            {R"({"words":[null]})", R"({"words":[]})", "dropped words[0]: a string"},
            {R"({"words":["a",null,7]})", R"({"words":["a","7"]})",
             "dropped words[1]: a string; converted words[2]: a string"},
            {R"({"parts":[null,{"id":7},null]})", R"({"parts":[{"id":"7"}]})",
             "dropped parts[0]: an object; converted parts[1].id: a string; dropped parts[2]: an object"},
            {R"({"grid":[["a",null],null]})", R"({"grid":[["a"]]})",
             "dropped grid[0][1]: a string; dropped grid[1]: an array"},
            {R"({"frees":[null,{}]})", R"({"frees":[{}]})", "dropped frees[0]: an object"},
            {R"({"anys":[null,{}]})", R"({"anys":[null,{}]})", ""},
        };
        check(rows);
    }

    TEST_CASE("an array with an element that does not fit is kept as a whole")
    {
        const row rows[] = {
            {R"({"words":["a",{}]})", R"({"words":["a",{}]})", "kept words[1]: a string; kept words: an array"},
            {R"({"words":[{},"a"]})", R"({"words":[{},"a"]})", "kept words[0]: a string; kept words: an array"},
            {R"({"words":["a",[],"b",7,null,{}]})", R"({"words":["a",[],"b",7,null,{}]})",
             "kept words[1]: a string; kept words: an array"},
            {R"({"counts":[1,"x",2]})", R"({"counts":[1,"x",2]})", "kept counts[1]: an integer; kept counts: an array"},
            {R"({"parts":[{"id":"a","new":1},"oops",{"id":7}]})", R"({"parts":[{"id":"a","new":1},"oops",{"id":7}]})",
             "kept parts[1]: an object; kept parts: an array"},
            {R"({"parts":["oops"]})", R"({"parts":["oops"]})", "kept parts[0]: an object; kept parts: an array"},
            {R"({"parts":[{"id":"a"},[{"id":"b"}]]})", R"({"parts":[{"id":"a"},[{"id":"b"}]]})",
             "kept parts[1]: an object; kept parts: an array"},
            {R"({"grid":[["a"],{},["b"]]})", R"({"grid":[["a"],{},["b"]]})",
             "kept grid[1]: an array; kept grid: an array"},
            {R"({"grid":[["a"],["b",{}],["c"]]})", R"({"grid":[["a"],["b",{}],["c"]]})",
             "kept grid[1][1]: a string; kept grid[1]: an array; kept grid: an array"},
            {R"({"frees":[{"a":1},2]})", R"({"frees":[{"a":1},2]})", "kept frees[1]: an object; kept frees: an array"},
            {R"({"one":{"id":"a"},"parts":["x"],"new":1})", R"({"one":{"id":"a"},"parts":["x"],"new":1})",
             "kept parts[0]: an object; kept parts: an array"},
        };
        check(rows);
    }

    TEST_CASE("elements that were read before the odd one are kept as they were read, with the notes that say so")
    {
        const row rows[] = {
            {R"({"words":[7,{},7]})", R"({"words":["7",{},7]})",
             "converted words[0]: a string; kept words[1]: a string; kept words: an array"},
            {R"({"words":[null,"a",{},null]})", R"({"words":["a",{},null]})",
             "dropped words[0]: a string; kept words[2]: a string; kept words: an array"},
            {R"({"parts":[{"id":7,"count":null},5]})", R"({"parts":[{"id":"7"},5]})",
             "converted parts[0].id: a string; kept parts[1]: an object; kept parts: an array"},
        };
        check(rows);
    }

    TEST_CASE("a map with a value that does not fit is kept as a whole")
    {
        const row rows[] = {
            {R"({"labels":{"a":"1","b":{},"c":3}})", R"({"labels":{"a":"1","b":{},"c":3}})",
             "kept labels.b: a string; kept labels: an object"},
            {R"({"labels":{"a":null}})", R"({"labels":{"a":null}})", "kept labels.a: a string; kept labels: an object"},
            {R"({"labels":{"a":[],"b":"2"}})", R"({"labels":{"a":[],"b":"2"}})",
             "kept labels.a: a string; kept labels: an object"},
            {R"({"by_name":{"a":{"id":"1"},"b":7,"c":{"id":7}}})", R"({"by_name":{"a":{"id":"1"},"b":7,"c":{"id":7}}})",
             "kept by_name.b: an object; kept by_name: an object"},
            {R"({"totals":{"a":{"x":1},"b":{"y":"two"}}})", R"({"totals":{"a":{"x":1},"b":{"y":"two"}}})",
             "kept totals.b.y: an integer; kept totals.b: an object; kept totals: an object"},
        };
        check(rows);
    }

    TEST_CASE("numbers that a double can't hold stay exact")
    {
        const row rows[] = {
            {R"({"whole":9007199254740993})", R"({"whole":9007199254740993})", ""},
            {R"({"any":9007199254740993,"free":{"a":9223372036854775807}})",
             R"({"free":{"a":9223372036854775807},"any":9007199254740993})", ""},
            {R"({"new":18446744073709551615,"newer":-9223372036854775808})",
             R"({"new":18446744073709551615,"newer":-9223372036854775808})", ""},
            {R"({"real":9007199254740993})", R"({"real":9007199254740993})", "kept real: a number"},
            {R"({"text":123456789012345678901234567890.123})", R"({"text":"123456789012345678901234567890.123"})",
             "converted text: a string"},
        };
        check(rows);
    }

    TEST_CASE("numbers that are too large for any double are kept as they are spelled")
    {
        const row rows[] = {
            {R"({"new":1e400,"newer":[-1e999]})", R"({"new":"1e400","newer":["-1e999"]})", ""},
            {R"({"any":1e400,"free":{"a":1e400}})", R"({"free":{"a":"1e400"},"any":"1e400"})", ""},
            {R"({"text":1e400})", R"({"text":"1e400"})", "converted text: a string"},
            {R"({"real":1e400})", R"({"real":"1e400"})", "kept real: a number"},
        };
        check(rows);
    }

    TEST_CASE("notes take no more room than what they are about: long names are cut, and a thousand is enough")
    {
        const std::string name = std::string(63, 'x') + "\xC3\xA9" + std::string(5000, 'x');
        std::string ids;
        for (int i = 0; i != 1500; ++i)
        {
            ids.append(i == 0 ? "" : ",").append(R"({"id":7})");
        }
        const auto read = decode<zoo>(R"({"by_name":{")" + name + R"(":{"id":7}},"parts":[)" + ids + "]}");
        REQUIRE(read.notes.size() == 1000);
        CHECK(read.notes.front().path == "by_name." + std::string(63, 'x') + "….id");
        CHECK(read.notes.back().path == "parts[998].id");
        CHECK(read.value.parts->size() == 1500);
        CHECK(read.value.by_name->begin()->first == name);
    }

    TEST_CASE("a number with many digits is the double next to it, wherever it goes")
    {
        struct number_row
        {
            std::string_view text;
            double value;
        };
        const number_row rows[] = {
            {"0.21690862640299746", 0.21690862640299746},
            {"-107.05838981425097", -107.05838981425097},
            {"-1.1813996676709317e-182", -1.1813996676709317e-182},
            {"285441359161374638080.0", 285441359161374638080.0},
            {"1.7976931348623157E+308", 1.7976931348623157e308},
            {"5e-324", 5e-324},
            {"0.1000000000000000055511151231257827021181583404541015625", 0.1},
            {"123.45", 123.45},
        };
        for (const auto& each : rows)
        {
            CAPTURE(each.text);
            const std::string number{each.text};
            const auto read = decode<zoo>(R"({"real":)" + number + R"(,"any":)" + number + R"(,"free":{"a":[)" +
                                          number + R"(]},"new":)" + number + "}")
                                  .value;
            CHECK(read.real == each.value);
            CHECK(read.any == json::value(each.value));
            CHECK(read.free->at("a").at(0) == json::value(each.value));
            CHECK(read.extra.at("new") == json::value(each.value));
        }
    }

    TEST_CASE("escapes are read in texts, names and free-form values, whatever stands around them")
    {
        const row rows[] = {
            {R"({"text":"\"\\\/\b\f\n\r\t"})", R"({"text":"\"\\/\b\f\n\r\t"})", ""},
            {R"({"text":"\u0041\u00e9\u20AC\ud83d\ude00"})", R"({"text":"Aé€😀"})", ""},
            {R"({"text":"a\u0000b"})", R"({"text":"a\u0000b"})", ""},
            {R"({"text":"before \u00e9 between \u00e8 after"})", R"({"text":"before é between è after"})", ""},
            {R"({"words":["\u0061\n","b\u0063"]})", R"({"words":["a\n","bc"]})", ""},
            {R"({"colour":"dark\u002dgreen","time":"2026\u002d11-21"})",
             R"({"colour":"dark-green","time":"2026-11-21"})", ""},
            {R"({"n\u0065w\n":{"\u0061":"\u0062"}})", R"({"new\n":{"a":"b"}})", ""},
            {R"({"labels":{"k\u0065y":"v\u0061lue"}})", R"({"labels":{"key":"value"}})", ""},
            {R"({"whole":"\u0037"})", R"({"whole":7})", "converted whole: an integer"},
        };
        check(rows);
    }

    TEST_CASE("a name or text of any length arrives whole")
    {
        const std::string long_text = std::string(5000, 'x') + R"(\u00e9)" + std::string(5000, 'y');
        const std::string expected = std::string(5000, 'x') + "é" + std::string(5000, 'y');
        const auto read = decode<zoo>(R"({"text":")" + long_text + R"(","labels":{")" + long_text + R"(":"1"},")" +
                                      long_text + R"(":[")" + long_text + R"("]})");
        CHECK(read.notes.empty());
        CHECK(read.value.text == expected);
        CHECK(read.value.labels == std::map<std::string, std::string>{{expected, "1"}});
        CHECK(read.value.extra == json::object{{expected, json::array{expected}}});
    }

    TEST_CASE("a text in another encoding is kept byte by byte")
    {
        const auto read = decode<zoo>("{\"text\":\"M\xfcller\",\"new\":\"\xff\xfe\",\"\xe9\":1}");
        CHECK(read.notes.empty());
        CHECK(read.value.text == "M\xfcller");
        CHECK(read.value.extra == json::object{{"new", "\xff\xfe"}, {"\xe9", 1}});
    }

    TEST_CASE("an escaped half of a surrogate pair becomes U+FFFD, wherever it stands, and is noted")
    {
        const std::string_view note = "replaced: whole surrogate pairs";
        const row rows[] = {
            {R"({"text":"cut \ud83d"})", R"({"text":"cut �"})", note},
            {R"({"text":"\ude00"})", R"({"text":"�"})", note},
            {R"({"text":"\uD83D and more"})", R"({"text":"� and more"})", note},
            {R"({"text":"\ud83d\n"})", R"({"text":"�\n"})", note},
            {R"({"text":"\ud83d\u0041"})", R"({"text":"�A"})", note},
            {R"({"text":"\ud83d\ud83d\ude00"})", R"({"text":"�😀"})", note},
            {R"({"text":"\ude00\ud83d"})", R"({"text":"��"})", note},
            {R"({"text":"\\ud83d \"\ud83d\" \u00e9\ud83d\ude00"})", R"({"text":"\\ud83d \"�\" é😀"})", note},
            {R"({"words":["\udfff","b"],"n\udbffw":{"\udc00":"\ud800"}})", R"({"words":["�","b"],"n�w":{"�":"�"}})",
             note},
            {R"({"whole":"7","text":"\ud83d"})", R"({"text":"�","whole":7})",
             "converted whole: an integer; replaced: whole surrogate pairs"},
        };
        check(rows);
        CHECK(error_of<zoo>(R"({"text":"\ud83d)").failed());
        CHECK(error_of<zoo>(R"({"text":"\ud83d\u00)").failed());
        CHECK(error_of<zoo>(R"({"text":"\ud83d"}x)") == json::make_error_code(json::error::extra_data));
        CHECK(error_of<zoo>(R"(["\ud83d"])") == errc::body_not_decodable);
    }

    TEST_CASE("a byte order mark is passed over, but not in the middle")
    {
        CHECK(decode<zoo>("\xEF\xBB\xBF{\"text\":\"a\"}").value.text == "a");
        CHECK(error_of<zoo>("\xEF\xBB\xBF") == json::make_error_code(json::error::incomplete));
        CHECK(error_of<zoo>("\xEF\xBB\xBF\xEF\xBB\xBF{}") == json::make_error_code(json::error::syntax));
        CHECK(error_of<zoo>("{}\xEF\xBB\xBF") == json::make_error_code(json::error::extra_data));
    }

    TEST_CASE("what is not JSON is refused with the parser's error, and what was read is forgotten")
    {
        struct error_row
        {
            std::string_view text;
            json::error error;
        };
        const error_row rows[] = {
            {"", json::error::incomplete},
            {" \n", json::error::incomplete},
            {"{", json::error::incomplete},
            {R"({"text":"a")", json::error::incomplete},
            {R"({"text":"a)", json::error::incomplete},
            {R"({"text")", json::error::incomplete},
            {R"({"text":)", json::error::incomplete},
            {R"({"new":{"a":[1,2)", json::error::incomplete},
            {R"({"text":"a"}x)", json::error::extra_data},
            {R"({"text":"a"}{})", json::error::extra_data},
            {R"({"text":"a"},)", json::error::extra_data},
            {std::string_view{"{}\0", 3}, json::error::extra_data},
            {R"({"text":"a",})", json::error::syntax},
            {R"({"text":"a" "flag":true})", json::error::syntax},
            {R"({text:"a"})", json::error::syntax},
            {R"({'text':'a'})", json::error::syntax},
            {R"({"text":"a"/**/})", json::error::syntax},
            {R"({"text":undefined})", json::error::syntax},
            {R"({"whole":01})", json::error::syntax},
            {R"({"whole":+1})", json::error::syntax},
            {R"({"real":.5})", json::error::syntax},
            {R"({"real":NaN})", json::error::syntax},
            {R"({"any":[1,]})", json::error::syntax},
            {R"({"text":"\x"})", json::error::syntax},
            {"{\"text\":\"a\nb\"}", json::error::syntax},
            {"<html>Bad Gateway</html>", json::error::syntax},
            {"OK", json::error::syntax},
        };
        for (const auto& each : rows)
        {
            CAPTURE(each.text);
            zoo value{.text = "as before", .extra = {{"new", 1}}};
            std::vector<truto::decode_note> notes;
            const auto ec = truto::detail::json::decode_into(
                each.text, {&value, &truto::detail::json::value_table_of<zoo>}, {}, notes);
            CAPTURE(ec.message());
            if (each.error == json::error::syntax)
            {
                CHECK(ec.failed());  // the parser has several names for it
                CHECK(ec != json::make_error_code(json::error::incomplete));
            }
            else
            {
                CHECK(ec == json::make_error_code(each.error));
            }
            CHECK(value == zoo{});
            CHECK(text_of(notes) == "undecoded: an object");
        }
    }

    TEST_CASE("what is JSON but not the wanted value at all is not decodable")
    {
        CHECK(error_of<zoo>("[]") == errc::body_not_decodable);
        CHECK(error_of<zoo>(R"([{"text":"a"}])") == errc::body_not_decodable);
        CHECK(error_of<zoo>("\"a\"") == errc::body_not_decodable);
        CHECK(error_of<zoo>("7") == errc::body_not_decodable);
        CHECK(error_of<zoo>("true") == errc::body_not_decodable);
        CHECK(error_of<std::vector<part>>("7") == errc::body_not_decodable);
        CHECK(error_of<std::vector<part>>(R"([{}, 7])") == errc::body_not_decodable);
        CHECK(error_of<std::map<std::string, part>>("[]") == errc::body_not_decodable);
        CHECK(error_of<std::map<std::string, part>>(R"({"a":7})") == errc::body_not_decodable);
        CHECK(error_of<json::object>("[]") == errc::body_not_decodable);
        CHECK(error_of<std::int64_t>("\"x\"") == errc::body_not_decodable);
        CHECK(error_of<bool>("{}") == errc::body_not_decodable);
    }

    TEST_CASE("null reads as nothing at all")
    {
        CHECK(decode<zoo>("null").value == zoo{});
        CHECK(text_of(decode<zoo>("null").notes) == "");
        CHECK(decode<std::vector<part>>("null").value.empty());
        CHECK(decode<std::optional<part>>("null").value == std::nullopt);
        CHECK(decode<json::value>("null").value.is_null());
    }

    TEST_CASE("an array of large structs arrives whole, whatever its length")
    {
        static_assert(sizeof(zoo) >= 256, "smaller ones are moved when there is no room, and nothing is foreseen");

        constexpr std::size_t lengths[] = {0, 1, 15, 16, 17, 18, 1023, 1024, 1025, 3000};
        for (const std::string_view name : {R"("text")", R"("t\u0065xt")"})  // the latter says nothing about the place
        {
            for (const std::size_t length : lengths)
            {
                CAPTURE(name);
                CAPTURE(length);
                std::string text;
                for (std::size_t i = 0; i != length; ++i)
                {
                    text.append(i == 0 ? "[" : ",").append("{").append(name).append(":").append(std::to_string(i));
                    text.append(i % 3 == 0 ? R"(,"new":[{"text":"no"}]})" : "}");
                }
                text.append(length == 0 ? "[]" : "]");

                const auto read = decode<std::vector<zoo>>(text).value;
                REQUIRE(read.size() == length);
                for (std::size_t i = 0; i != length; ++i)
                {
                    REQUIRE(read[i].text == std::to_string(i));
                    REQUIRE(read[i].extra.empty() == (i % 3 != 0));
                }
            }
        }
    }

    TEST_CASE("an array takes little more room than it needs, unless its elements grow on the way")
    {
        const auto array = [](std::size_t small, std::size_t tail)
        {
            std::string text = "[";
            for (std::size_t i = 0; i != small; ++i)
            {
                text += R"({"text":"0123456789"},)";
            }
            return text + R"({"text":")" + std::string(tail, 'x') + "\"}]";
        };
        const auto even = decode<std::vector<zoo>>(array(999, 10)).value;
        CHECK(even.size() == 1000);
        CHECK(even.capacity() < 1300);

        const auto uneven = decode<std::vector<zoo>>(array(20, 1'000'000)).value;
        CHECK(uneven.size() == 21);
        CHECK(uneven.capacity() <= 16 * 64);
    }

    TEST_CASE("the document may be an array, a map, a scalar or anything")
    {
        const auto parts = decode<std::vector<part>>(R"([{"id":"a"},{"id":7},null,{"new":1}])");
        CHECK(text_of(encode(parts.value)) == R"([{"id":"a"},{"id":"7"},{"new":1}])");
        CHECK(text_of(parts.notes) == "converted [1].id: a string; dropped [2]: an object");

        const auto one = decode<std::vector<part>>(R"({"id":"a"})");
        CHECK(text_of(encode(one.value)) == R"([{"id":"a"}])");
        CHECK(text_of(one.notes) == "converted: an array");

        const auto word = decode<std::vector<std::string>>("7");
        CHECK(word.value == std::vector<std::string>{"7"});
        CHECK(text_of(word.notes) == "converted: an array");

        const auto map = decode<std::map<std::string, part>>(R"({"b":{"id":7},"a":{}})");
        CHECK(text_of(encode(map.value)) == R"({"a":{},"b":{"id":"7"}})");
        CHECK(text_of(map.notes) == "converted b.id: a string");

        CHECK(decode<std::string>("\"a\"").value == "a");
        CHECK(decode<bool>(" true ").value);
        CHECK(decode<std::int32_t>("-7").value == -7);
        CHECK(decode<double>("1.5").value == 1.5);
        CHECK(decode<truto::timestamp>("\"2026-11-21\"").value == truto::timestamp{"2026-11-21"});
        CHECK(text_of(decode<json::value>(R"([1,{"a":null}])").value) == R"([1,{"a":null}])");
        CHECK(text_of(decode<json::value>("7").value) == "7");
        CHECK(text_of(json::value(decode<json::object>(R"({"a":[]})").value)) == R"({"a":[]})");
    }

    TEST_CASE("nesting is read as deep as allowed, wherever it goes, and no deeper")
    {
        struct depth_row
        {
            std::string_view what;
            std::string_view open;
            std::string_view close;
        };
        const depth_row rows[] = {
            {"structs", R"({"inner":)", "}"},
            {"arrays of structs", R"({"children":[)", "]}"},
            {"free-form arrays", "[", "]"},
            {"unknown members", R"({"new":)", "}"},
        };
        for (const auto& each : rows)
        {
            CAPTURE(each.what);
            const std::size_t levels =
                each.open.find('[') != std::string_view::npos && each.open.find('{') == 0 ? 2 : 1;
            for (const std::size_t limit : {std::size_t{8}, std::size_t{64}})
            {
                CAPTURE(limit);
                const truto::decode_options options{.max_depth = limit};
                // The innermost pair stands around nothing, so the text within it is null.
                const auto text = [&](std::size_t depth)
                {
                    auto inner = nested(depth / levels, each.open, each.close);
                    const auto middle = each.open.size() * (depth / levels);
                    return inner.insert(middle, levels == 2 || each.open == "[" ? "" : "null");
                };
                if (each.open == "[")
                {
                    CHECK_FALSE(error_of<json::value>(text(limit), options).failed());
                    CHECK(error_of<json::value>(text(limit + 1), options) ==
                          json::make_error_code(json::error::too_deep));
                }
                else
                {
                    CHECK_FALSE(error_of<zoo>(text(limit), options).failed());
                    CHECK(error_of<zoo>(text(limit + levels), options) == json::make_error_code(json::error::too_deep));
                }
            }
        }
        CHECK(error_of<json::value>(nested(100000, "[", "]")) == json::make_error_code(json::error::too_deep));
    }

    TEST_CASE("strict decoding makes every note an error that says where")
    {
        struct strict_row
        {
            std::string_view text;
            std::string_view where;
        };
        const strict_row rows[] = {
            {R"({"one":{"id":7}})", "one.id"},
            {R"({"words":["a",null]})", "words[1]"},
            {R"({"parts":[{},{"count":{}}]})", "parts[1].count"},
            {R"({"parts":{"id":"a"}})", "parts"},
            {R"({"text":"\ud83d"})", "JSON"},
        };
        for (const auto& each : rows)
        {
            CAPTURE(each.text);
            CHECK_FALSE(error_of<zoo>(each.text).failed());
            try
            {
                decode<zoo>(each.text, {.strict = true});
                FAIL_CHECK("no error");
            }
            catch (const boost::system::system_error& error)
            {
                CHECK(error.code() == errc::body_not_decodable);
                CHECK(std::string{error.what()}.find(each.where) != std::string::npos);
            }
        }
    }

    TEST_CASE("strict decoding takes what is as described, with unknown members and unknown values of enumerations")
    {
        for (const std::string_view each :
             {R"({"text":"a","one":{"id":"b"},"words":[],"any":[null]})", R"({"new":1,"one":{"new":null}})",
              R"({"colour":"mauve","time":"then"})", R"({"text":null,"parts":null})", "null"})
        {
            CAPTURE(each);
            CHECK_FALSE(error_of<zoo>(each, {.strict = true}).failed());
        }
    }

    TEST_CASE("a struct without a place for unknown members drops them, and notes what it could not read")
    {
        const auto read = decode<strict_part>(R"({"new":{"a":[1]},"id":{"x":1},"newer":1})");
        CHECK_FALSE(read.value.id);
        CHECK(text_of(read.notes) == "kept id: a string");
        CHECK(text_of(encode(read.value)) == "{}");
    }

    TEST_CASE("members without an optional keep their defaults where nothing comes, and are replaced by what comes")
    {
        struct plain_row
        {
            std::string_view text;
            std::string_view written;
        };
        const plain_row rows[] = {
            {"{}", R"({"text":"default","whole":7,"words":["default"],"totals":{},"one":{},"free":{}})"},
            {R"({"text":"a","whole":1,"words":["b"],"totals":{"c":2},"one":{"id":"d"},"free":{"e":3}})",
             R"({"text":"a","whole":1,"words":["b"],"totals":{"c":2},"one":{"id":"d"},"free":{"e":3}})"},
            {R"({"words":"b"})", R"({"text":"default","whole":7,"words":["b"],"totals":{},"one":{},"free":{}})"},
            {R"({"words":["a"],"words":["b"],"totals":{"a":1},"totals":{"b":2},"one":{"id":"a"},"one":{"count":1}})",
             R"({"text":"default","whole":7,"words":["b"],"totals":{"b":2},"one":{"count":1},"free":{}})"},
        };
        for (const auto& each : rows)
        {
            CAPTURE(each.text);
            const auto written = encode(decode<plain>(each.text).value);
            CAPTURE(text_of(written));
            CHECK(truto::test::same_json(written, truto::test::json(each.written)));
        }
    }

    TEST_CASE("notes are added to those that are there")
    {
        zoo value;
        std::vector<truto::decode_note> notes{{truto::decode_note::kind::dropped, "before", "a string"}};
        const auto ec = truto::detail::json::decode_into(
            R"({"text":7})", {&value, &truto::detail::json::value_table_of<zoo>}, {.strict = true}, notes);
        CHECK(ec == errc::body_not_decodable);
        CHECK(text_of(notes) == "dropped before: a string; converted text: a string");

        const auto fine = truto::detail::json::decode_into(
            R"({"text":"a"})", {&value, &truto::detail::json::value_table_of<zoo>}, {.strict = true}, notes);
        CHECK_FALSE(fine.failed());
    }

}  // TEST_SUITE
