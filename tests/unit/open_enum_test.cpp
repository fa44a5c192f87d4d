#include <truto/open_enum.hpp>

#include <array>
#include <doctest/doctest.h>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>

namespace
{

enum class lamp
{
    stop,
    get_ready,
    go,
};

constexpr auto names(truto::type<lamp>)
{
    return std::array{
        truto::enum_name{lamp::stop, "stop", "Red."},
        truto::enum_name{lamp::get_ready, "get-ready", "Amber."},
        truto::enum_name{lamp::go, "go", "Green."},
    };
}

using open_signal = truto::open_enum<lamp>;

static_assert(truto::named_enum<lamp>);
static_assert(!truto::named_enum<int>);

}  // namespace

TEST_SUITE("open_enum")
{

    TEST_CASE("a text is known if it is spelled exactly like a value, and is kept in any case")
    {
        struct row
        {
            std::string_view text;
            std::optional<lamp> known;
        };
        const row rows[] = {
            {"stop", lamp::stop},
            {"get-ready", lamp::get_ready},
            {"go", lamp::go},
            {"Go", std::nullopt},
            {"get_ready", std::nullopt},
            {" go", std::nullopt},
            {"go ", std::nullopt},
            {"", std::nullopt},
            {"blinking", std::nullopt},
            {std::string_view{"go\0", 3}, std::nullopt},
        };
        for (const auto& each : rows)
        {
            CAPTURE(each.text);
            const open_signal value{each.text};
            CHECK(value.known() == each.known);
            CHECK(value.text() == each.text);
        }
    }

    TEST_CASE("an enumerator has its spelling")
    {
        CHECK(open_signal{lamp::get_ready}.text() == "get-ready");
        CHECK(open_signal{}.known() == lamp::stop);
    }

    TEST_CASE("values are equal if they are the same enumerator or the same unknown text")
    {
        const open_signal go = lamp::go;
        const open_signal blinking{"blinking"};

        CHECK(go == open_signal{"go"});
        CHECK(go == lamp::go);
        CHECK(lamp::go == go);
        CHECK(go != lamp::stop);
        CHECK(go != blinking);
        CHECK(blinking == open_signal{"blinking"});
        CHECK(blinking != open_signal{"Blinking"});
    }

    TEST_CASE("an unknown value equals no enumerator, not even the first")
    {
        const open_signal blinking{"blinking"};
        CHECK(blinking != lamp::stop);
        CHECK(blinking != lamp::get_ready);
        CHECK(blinking != lamp::go);
    }

    TEST_CASE("assigning replaces an unknown text as well as a known value")
    {
        open_signal value{"blinking"};
        value.assign("go");
        CHECK(value == lamp::go);
        CHECK(value == open_signal{lamp::go});

        value.assign("off");
        CHECK_FALSE(value.known());
        CHECK(value.text() == "off");

        value = lamp::stop;
        CHECK(value.text() == "stop");
    }

    TEST_CASE("an unknown value owns its text")
    {
        std::string text = "a value that is too long for the small buffer of a string";
        const open_signal value{text};
        const open_signal copy = value;
        text.assign(text.size(), '?');
        CHECK(value.text() == "a value that is too long for the small buffer of a string");
        CHECK(copy == value);
    }

    TEST_CASE("a value is printed as it is spelled")
    {
        std::ostringstream out;
        out << open_signal{lamp::get_ready} << ' ' << open_signal{"blinking"};
        CHECK(out.str() == "get-ready blinking");
    }

}  // TEST_SUITE
