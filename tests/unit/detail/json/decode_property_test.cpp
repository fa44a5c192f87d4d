#include <truto/json.hpp>

#include <truto/detail/json/decode.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <boost/system/system_error.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <doctest/doctest.h>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/json.hpp"
#include "support/notes.hpp"
#include "support/zoo.hpp"

using truto::decode;
using truto::decode_note;
using truto::encode;
using truto::detail::json::shape;
using truto::detail::json::value_table;
using truto::detail::json::value_table_of;
using truto::test::same_number;
using truto::test::text_of;
using truto::test::zoo;

namespace
{

namespace json = boost::json;

/// Makes documents that are nearly what a type describes: with members left out, unknown ones, and odd values.
class document_maker
{
public:
    explicit document_maker(unsigned seed) : random_(seed) {}

    json::value make(const value_table& table, int depth = 0)
    {
        if (depth > 0 && one_in(7))
        {
            return anything(depth);
        }
        switch (table.what)
        {
        case shape::scalar:
            return scalar_for(table.wanted);
        case shape::record:
            return record(table, depth);
        case shape::list:
        {
            json::array all;
            for (auto left = below(depth > 3 ? 1 : 4); left != 0; --left)
            {
                all.push_back(make(*table.element, depth + 1));
            }
            return all;
        }
        case shape::map:
        {
            json::object all;
            for (auto left = below(depth > 3 ? 1 : 4); left != 0; --left)
            {
                all[name()] = make(*table.element, depth + 1);
            }
            return all;
        }
        case shape::object:
        {
            json::object all;
            all[name()] = anything(depth);
            return all;
        }
        case shape::any:
            break;
        }
        return anything(depth);
    }

    std::size_t below(std::size_t count) { return std::uniform_int_distribution<std::size_t>{0, count - 1}(random_); }

private:
    bool one_in(std::size_t count) { return below(count) == 0; }

    json::value record(const value_table& table, int depth)
    {
        std::vector<std::pair<std::string, json::value>> members;
        const auto& known = table.record();
        for (std::size_t i = 0; i != known.size; ++i)
        {
            if (one_in(depth > 3 ? 20 : 4))
            {
                members.emplace_back(known.members[i].name, make(*known.members[i].table, depth + 1));
            }
        }
        for (auto left = below(3); left != 0; --left)
        {
            members.emplace_back(name(), anything(depth));
        }
        std::shuffle(members.begin(), members.end(), random_);
        json::object result;
        for (auto& [key, value] : members)
        {
            result.insert_or_assign(key, std::move(value));
        }
        return result;
    }

    std::string name()
    {
        constexpr std::array<const char*, 10> names{"new", "newer", "result", "debug", "",
                                                    "Id",  "größe", "a.b",    "a\"b",  "x\ny"};
        return names[below(names.size())];
    }

    json::value scalar_for(std::string_view wanted)
    {
        if (wanted == "a boolean")
        {
            return one_in(2);
        }
        if (wanted == "an integer")
        {
            return std::array<std::int64_t, 5>{0, -7, 42, 2147483648, 9007199254740993}[below(5)];
        }
        if (wanted == "a number")
        {
            return std::array<double, 4>{0.5, -1e10, 3.0, 0.1}[below(4)];
        }
        return text();
    }

    json::value text()
    {
        constexpr std::array<const char*, 10> texts{"",    "abc", "red", "2026-11-21", "true",
                                                    "007", "42",  "1.5", "Łódź 😀",    "a\"b\\\n\x01"};
        return json::value(texts[below(texts.size())]);
    }

    json::value anything(int depth)
    {
        switch (below(depth > 4 ? 6 : 8))
        {
        case 0:
            return nullptr;
        case 1:
            return one_in(2);
        case 2:
            return scalar_for("an integer");
        case 3:
            return scalar_for("a number");
        case 4:
            return UINT64_MAX;
        case 5:
            return text();
        case 6:
        {
            json::array all;
            for (auto left = below(3); left != 0; --left)
            {
                all.push_back(anything(depth + 1));
            }
            return all;
        }
        default:
        {
            json::object all;
            for (auto left = below(3); left != 0; --left)
            {
                all[name()] = anything(depth + 1);
            }
            return all;
        }
        }
    }

    std::mt19937 random_;
};

/// Compares a document with what is written after reading it, and finds out which notes are due for the differences.
class comparison
{
public:
    explicit comparison(const std::vector<decode_note>& notes)
    {
        for (const auto& each : notes)
        {
            if (each.what == decode_note::kind::dropped)
            {
                dropped_.insert(each.path);
            }
        }
    }

    void compare(const json::value& before, const json::value& after, const value_table& table, const std::string& path)
    {
        CAPTURE(path);
        if (text_of(before) == text_of(after))
        {
            return;
        }
        switch (table.what)
        {
        case shape::scalar:
            if (!(before.is_int64() && after.is_double()))
            {
                differences.push_back("converted " + path);
            }
            REQUIRE(same_scalar(before, after));
            return;
        case shape::record:
            REQUIRE(before.is_object());
            REQUIRE(after.is_object());
            compare_records(before.get_object(), after.get_object(), table, path);
            return;
        case shape::list:
            REQUIRE(after.is_array());
            compare_lists(before, after.get_array(), table, path);
            return;
        case shape::map:
            REQUIRE(before.is_object());
            REQUIRE(after.is_object());
            REQUIRE(before.get_object().size() == after.get_object().size());
            for (const auto& [key, each] : before.get_object())
            {
                const auto* const other = after.get_object().if_contains(key);
                REQUIRE(other != nullptr);
                compare(each, *other, *table.element, joined(path, key));
            }
            return;
        case shape::object:
        case shape::any:
            FAIL("free-form JSON was changed");
        }
    }

    std::vector<std::string> differences{};

private:
    static std::string joined(const std::string& path, std::string_view name)
    {
        return path.empty() ? std::string{name} : path + "." + std::string{name};
    }

    /// A number and its spelling mean the same, as do a boolean and its.
    static bool same_scalar(const json::value& before, const json::value& after)
    {
        const auto& text = before.is_string() ? before : after;
        const auto& other = before.is_string() ? after : before;
        if (!text.is_string())
        {
            return before.is_number() && after.is_number() && same_number(before, after);
        }
        if (other.is_bool())
        {
            return text.get_string() == (other.get_bool() ? "true" : "false");
        }
        return other.is_number() && same_number(truto::test::json(std::string_view{text.get_string()}), other);
    }

    void compare_records(const json::object& before, const json::object& after, const value_table& table,
                         const std::string& path)
    {
        const auto& record = table.record();
        std::size_t count = 0;
        std::vector<std::string_view> unknown;
        for (const auto& [key, each] : before)
        {
            const std::string_view name = key;
            const auto* const end = record.members + record.size;
            const auto* const member =
                std::find_if(record.members, end, [&](const auto& candidate) { return candidate.name == name; });
            const auto* const other = after.if_contains(key);
            CAPTURE(name);
            if (member == end)
            {
                unknown.push_back(name);
                REQUIRE(other != nullptr);
                REQUIRE(text_of(*other) == text_of(each));
            }
            else if (each.is_null())
            {
                REQUIRE(other == nullptr);
                continue;
            }
            else
            {
                REQUIRE(other != nullptr);
                compare(each, *other, *member->table, joined(path, name));
            }
            ++count;
        }
        REQUIRE(after.size() == count);

        // Unknown members keep their order.
        std::size_t next = 0;
        for (const auto& [key, each] : after)
        {
            next += next != unknown.size() && std::string_view{key} == unknown[next] ? 1 : 0;
        }
        REQUIRE(next == unknown.size());
    }

    void compare_lists(const json::value& before, const json::array& after, const value_table& table,
                       const std::string& path)
    {
        if (!before.is_array())
        {
            differences.push_back("converted " + path);
            REQUIRE(after.size() == 1);
            if (table.element->what == shape::scalar)
            {
                REQUIRE((text_of(before) == text_of(after[0]) || same_scalar(before, after[0])));
                return;
            }
            compare(before, after[0], *table.element, path);
            return;
        }
        std::size_t next = 0;
        for (std::size_t i = 0; i != before.get_array().size(); ++i)
        {
            const auto here = path + "[" + std::to_string(i) + "]";
            const auto& each = before.get_array()[i];
            if (each.is_null() && dropped_.contains(here))
            {
                differences.push_back("dropped " + here);
                continue;
            }
            REQUIRE(next < after.size());
            compare(each, after[next], *table.element, here);
            ++next;
        }
        REQUIRE(next == after.size());
    }

    std::set<std::string> dropped_;
};

/// The notes that speak of a change.
std::vector<std::string> changes_of(const std::vector<decode_note>& notes)
{
    std::vector<std::string> result;
    for (const auto& each : notes)
    {
        if (each.what != decode_note::kind::kept)
        {
            result.push_back(std::string{truto::test::name_of(each.what)} + " " + each.path);
        }
    }
    std::sort(result.begin(), result.end());
    return result;
}

std::optional<zoo> read(std::string_view text)
{
    try
    {
        return decode<zoo>(text).value;
    }
    catch (const boost::system::system_error&)
    {
        return std::nullopt;
    }
}

/// Whether Boost.JSON reads the text as something that may become a struct.
bool may_be_read(std::string_view text)
{
    json::parse_options how;
    how.max_depth = truto::decode_options{}.max_depth;
    how.allow_invalid_utf8 = true;
    boost::system::error_code ec;
    const auto value = json::parse({text.data(), text.size()}, ec, {}, how);
    return !ec && (value.is_object() || value.is_null());
}

}  // namespace

TEST_SUITE("json/decode property")
{

    TEST_CASE("whatever comes is written back, but for conversions and dropped nulls, each of which is noted")
    {
        std::size_t notes = 0;
        std::size_t bytes = 0;
        for (unsigned seed = 0; seed != 600; ++seed)
        {
            CAPTURE(seed);
            const auto before = document_maker{seed}.make(value_table_of<zoo>);
            const auto text = text_of(before);
            CAPTURE(text);
            const auto found = decode<zoo>(text);
            const auto after = encode(found.value);
            CAPTURE(text_of(after));

            comparison both{found.notes};
            both.compare(before, after, value_table_of<zoo>, "");
            std::sort(both.differences.begin(), both.differences.end());
            REQUIRE(both.differences == changes_of(found.notes));

            // What was read once has settled.
            const auto again = decode<zoo>(text_of(after));
            REQUIRE(again.value == found.value);
            REQUIRE(changes_of(again.notes).empty());

            notes += found.notes.size();
            bytes += text.size();
        }
        // The documents were not too tame to tell.
        CHECK(notes > 1000);
        CHECK(bytes > 100000);
    }

    TEST_CASE("strict decoding accepts exactly the documents that leave no note")
    {
        std::size_t quiet = 0;
        for (unsigned seed = 0; seed != 600; ++seed)
        {
            CAPTURE(seed);
            const auto text = text_of(document_maker{seed}.make(value_table_of<zoo>));
            const auto found = decode<zoo>(text);
            const bool strict_accepts = [&]
            {
                try
                {
                    decode<zoo>(text, {.strict = true});
                    return true;
                }
                catch (const boost::system::system_error&)
                {
                    return false;
                }
            }();
            REQUIRE(strict_accepts == found.notes.empty());
            quiet += found.notes.empty() ? 1 : 0;
        }
        CHECK(quiet > 50);
    }

    TEST_CASE("a text that breaks off is refused")
    {
        for (unsigned seed = 0; seed != 200; ++seed)
        {
            CAPTURE(seed);
            document_maker maker{seed};
            const auto text = text_of(maker.make(value_table_of<zoo>));
            const auto cut = text.substr(0, maker.below(text.size()));
            CAPTURE(cut);
            REQUIRE_FALSE(read(cut));
        }
    }

    TEST_CASE("a damaged text is read exactly if Boost.JSON reads it, and what was read can be written")
    {
        std::size_t readable = 0;
        std::size_t damaged = 0;
        for (unsigned seed = 0; seed != 3000; ++seed)
        {
            CAPTURE(seed);
            document_maker maker{seed};
            auto text = text_of(maker.make(value_table_of<zoo>));
            constexpr std::string_view bytes = "{}[]\",:0-.eEtn \\u\xff\x01";
            for (auto left = 1 + maker.below(3); left != 0; --left)
            {
                const auto at = maker.below(text.size());
                switch (maker.below(3))
                {
                case 0:
                    text[at] = bytes[maker.below(bytes.size())];
                    break;
                case 1:
                    text.insert(at, 1, bytes[maker.below(bytes.size())]);
                    break;
                default:
                    text.erase(at, 1);
                    break;
                }
                if (text.empty())
                {
                    break;
                }
            }
            CAPTURE(text);
            const auto found = read(text);
            REQUIRE(found.has_value() == may_be_read(text));
            const auto written = found ? text_of(encode(*found)) : std::string{};
            if (found)
            {
                REQUIRE(read(written) == found);
            }
            ++(found ? readable : damaged);
        }
        CHECK(readable > 300);
        CHECK(damaged > 300);
    }

}  // TEST_SUITE
