#include <truto/open_enum.hpp>

#include <array>
#include <doctest/doctest.h>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>

namespace
{

enum class signal
{
    stop,
    get_ready,
    go,
};

constexpr auto names(truto::type<signal>)
{
    return std::array{
        truto::enum_name{signal::stop, "stop", "Red."},
        truto::enum_name{signal::get_ready, "get-ready", "Amber."},
        truto::enum_name{signal::go, "go", "Green."},
    };
}

using open_signal = truto::open_enum<signal>;

static_assert(truto::named_enum<signal>);
static_assert(!truto::named_enum<int>);

}  // namespace

TEST_SUITE("open_enum")
{

    TEST_CASE("a text is known if it is spelled exactly like a value, and is kept in any case")
    {
        struct row
        {
            std::string_view text;
            std::optional<signal> known;
        };
        const row rows[] = {
            {"stop", signal::stop},      {"get-ready", signal::get_ready},
            {"go", signal::go},          {"Go", std::nullopt},
            {"get_ready", std::nullopt}, {" go", std::nullopt},
            {"go ", std::nullopt},       {"", std::nullopt},
            {"blinking", std::nullopt},  {std::string_view{"go\0", 3}, std::nullopt},
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
        CHECK(open_signal{signal::get_ready}.text() == "get-ready");
        CHECK(open_signal{}.known() == signal::stop);
    }

    TEST_CASE("values are equal if they are the same enumerator or the same unknown text")
    {
        const open_signal go = signal::go;
        const open_signal blinking{"blinking"};

        CHECK(go == open_signal{"go"});
        CHECK(go == signal::go);
        CHECK(signal::go == go);
        CHECK(go != signal::stop);
        CHECK(go != blinking);
        CHECK(blinking == open_signal{"blinking"});
        CHECK(blinking != open_signal{"Blinking"});
    }

    TEST_CASE("an unknown value equals no enumerator, not even the first")
    {
        const open_signal blinking{"blinking"};
        CHECK(blinking != signal::stop);
        CHECK(blinking != signal::get_ready);
        CHECK(blinking != signal::go);
    }

    TEST_CASE("assigning replaces an unknown text as well as a known value")
    {
        open_signal value{"blinking"};
        value.assign("go");
        CHECK(value == signal::go);
        CHECK(value == open_signal{signal::go});

        value.assign("off");
        CHECK_FALSE(value.known());
        CHECK(value.text() == "off");

        value = signal::stop;
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
        out << open_signal{signal::get_ready} << ' ' << open_signal{"blinking"};
        CHECK(out.str() == "get-ready blinking");
    }

}  // TEST_SUITE
