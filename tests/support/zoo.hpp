#pragma once

// A struct with a member of each shape that JSON can be read into.

#include <truto/fields.hpp>
#include <truto/indirect.hpp>
#include <truto/open_enum.hpp>
#include <truto/timestamp.hpp>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <array>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace truto::test
{

enum class colour
{
    red,
    dark_green,
};

constexpr auto names(type<colour>)
{
    return std::array{
        enum_name{colour::red, "red", "Like a stop sign."},
        enum_name{colour::dark_green, "dark-green", "Like a fir."},
    };
}

struct part
{
    std::optional<std::string> id{};
    std::optional<std::int64_t> count{};
    boost::json::object extra{};

    friend bool operator==(const part&, const part&) = default;
};

constexpr auto fields(type<part>)
{
    return field_list{
        field<&part::id>{"id", "Its id."},
        field<&part::count>{"count", "How many."},
    };
}

struct zoo
{
    std::optional<std::string> text{};
    std::optional<bool> flag{};
    std::optional<std::int64_t> whole{};
    std::optional<std::int32_t> small{};
    std::optional<double> real{};
    std::optional<open_enum<test::colour>> colour{};
    std::optional<timestamp> time{};
    std::optional<part> one{};
    std::optional<std::vector<part>> parts{};
    std::optional<std::vector<std::string>> words{};
    std::optional<std::vector<std::int64_t>> counts{};
    std::optional<std::deque<bool>> flags{};
    std::optional<std::vector<std::vector<std::string>>> grid{};
    std::optional<std::vector<std::vector<part>>> shelves{};
    std::optional<std::map<std::string, std::string>> labels{};
    std::optional<std::map<std::string, part>> by_name{};
    std::optional<std::map<std::string, std::map<std::string, std::int64_t>>> totals{};
    std::optional<boost::json::object> free{};
    std::optional<boost::json::value> any{};
    std::optional<std::vector<boost::json::object>> frees{};
    std::optional<std::vector<boost::json::value>> anys{};
    std::optional<indirect<zoo>> inner{};
    std::optional<std::vector<zoo>> children{};
    boost::json::object extra{};

    friend bool operator==(const zoo&, const zoo&) = default;
};

constexpr auto fields(type<zoo>)
{
    return field_list{
        field<&zoo::text>{"text"},       field<&zoo::flag>{"flag"},         field<&zoo::whole>{"whole"},
        field<&zoo::small>{"small"},     field<&zoo::real>{"real"},         field<&zoo::colour>{"colour"},
        field<&zoo::time>{"time"},       field<&zoo::one>{"one"},           field<&zoo::parts>{"parts"},
        field<&zoo::words>{"words"},     field<&zoo::counts>{"counts"},     field<&zoo::flags>{"flags"},
        field<&zoo::grid>{"grid"},       field<&zoo::shelves>{"shelves"},   field<&zoo::labels>{"labels"},
        field<&zoo::by_name>{"by_name"}, field<&zoo::totals>{"totals"},     field<&zoo::free>{"free"},
        field<&zoo::any>{"any"},         field<&zoo::frees>{"frees"},       field<&zoo::anys>{"anys"},
        field<&zoo::inner>{"inner"},     field<&zoo::children>{"children"},
    };
}

}  // namespace truto::test
