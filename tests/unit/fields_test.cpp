#include <truto/fields.hpp>

#include <doctest/doctest.h>
#include <optional>
#include <sstream>
#include <string>
#include <type_traits>

namespace
{

struct person
{
    std::optional<std::string> name{};
    int age = 0;
    std::string not_described{};
};

constexpr auto fields(truto::type<person>)
{
    using truto::field;
    return truto::field_list{
        field<&person::name>{"full-name", "As it is displayed."},
        field<&person::age>{"age", "In years."},
    };
}

struct nothing
{
};

constexpr auto fields(truto::type<nothing>)
{
    return truto::field_list<>{};
}

struct undescribed
{
};

static_assert(truto::described<person>);
static_assert(truto::described<nothing>);
static_assert(!truto::described<undescribed>);
static_assert(!truto::described<int>);
static_assert(decltype(fields(truto::type<person>{}))::size == 2);

/// Of types that constants may have.
struct point
{
    int x = 0;
    int y = 0;
};

constexpr auto fields(truto::type<point>)
{
    using truto::field;
    return truto::field_list{field<&point::x>{"x"}, field<&point::y>{"y", "", truto::query_style::form}};
}

constexpr int forms_of(const point& each)
{
    int forms = 0;
    truto::for_each_field(each, [&](const auto& field, const auto&)
                          { forms += field.style == truto::query_style::form ? 1 : 0; });
    return forms;
}

static_assert(forms_of({}) == 1, "brackets unless said otherwise");

constexpr int sum_of(const point& each)
{
    int sum = 0;
    truto::for_each_field(each, [&](const auto&, const int& value) { sum += value; });
    return sum;
}

static_assert(sum_of({.x = 3, .y = 4}) == 7);

}  // namespace

TEST_SUITE("fields")
{

    TEST_CASE("fields are visited in the order of their description, with name, meaning and value")
    {
        const person ada{.name = "Ada", .age = 36, .not_described = "secret"};
        std::ostringstream out;
        truto::for_each_field(ada,
                              [&](const auto& field, const auto& value)
                              {
                                  out << field.name << " (" << field.doc << ") = ";
                                  if constexpr (std::is_same_v<decltype(value), const int&>)
                                  {
                                      out << value << "; ";
                                  }
                                  else
                                  {
                                      out << value.value_or("-") << "; ";
                                  }
                              });
        CHECK(out.str() == "full-name (As it is displayed.) = Ada; age (In years.) = 36; ");
    }

    TEST_CASE("the members of an object that is not const can be changed")
    {
        person ada{.name = "Ada", .age = 36};
        truto::for_each_field(ada, [](const auto&, auto& value) { value = {}; });
        CHECK_FALSE(ada.name);
        CHECK(ada.age == 0);
    }

    TEST_CASE("a temporary can be walked, and a struct without members is never visited")
    {
        int visits = 0;
        truto::for_each_field(nothing{}, [&](const auto&, const auto&) { ++visits; });
        CHECK(visits == 0);
    }

}  // TEST_SUITE
