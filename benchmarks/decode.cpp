// Decoding a page of 1,000 users into structs: this library, Boost.JSON's tree, and simdjson.
//
//   decode [--quick] [--rounds=N] [--only=NAME]
//
// Before anything is timed, all that produce structs must produce equal ones. Each timing covers building the result
// and destroying it. See README.md for how to read the numbers.

#include "support/by_hand.hpp"
#include "support/report.hpp"
#include "support/sample_users.hpp"

#ifdef TRUTO_BENCHMARK_SIMDJSON
#include "support/simdjson_page.hpp"
#endif

#include <truto/json.hpp>
#include <truto/user_directory/models/user.hpp>

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/monotonic_resource.hpp>
#include <boost/json/parse.hpp>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <exception>
#include <functional>
#include <iostream>
#include <limits>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace
{

namespace json = boost::json;
namespace directory = truto::user_directory;

using users = std::vector<directory::user>;

/// Takes what the parser finds and does nothing with it: no decoder on this parser can be faster.
struct ignoring_handler
{
    static constexpr std::size_t max_object_size = std::numeric_limits<std::size_t>::max();
    static constexpr std::size_t max_array_size = std::numeric_limits<std::size_t>::max();
    static constexpr std::size_t max_key_size = std::numeric_limits<std::size_t>::max();
    static constexpr std::size_t max_string_size = std::numeric_limits<std::size_t>::max();

    using error_code = json::error_code;

    bool on_document_begin(error_code&) { return true; }
    bool on_document_end(error_code&) { return true; }
    bool on_object_begin(error_code&) { return true; }
    bool on_object_end(std::size_t, error_code&) { return true; }
    bool on_array_begin(error_code&) { return true; }
    bool on_array_end(std::size_t, error_code&) { return true; }
    bool on_key_part(json::string_view, std::size_t, error_code&) { return true; }
    bool on_key(json::string_view, std::size_t, error_code&) { return true; }
    bool on_string_part(json::string_view, std::size_t, error_code&) { return true; }
    bool on_string(json::string_view, std::size_t, error_code&) { return true; }
    bool on_number_part(json::string_view, error_code&) { return true; }
    bool on_int64(std::int64_t, json::string_view, error_code&) { return true; }
    bool on_uint64(std::uint64_t, json::string_view, error_code&) { return true; }
    bool on_double(double, json::string_view, error_code&) { return true; }
    bool on_bool(bool, error_code&) { return true; }
    bool on_null(error_code&) { return true; }
    bool on_comment_part(json::string_view, error_code&) { return true; }
    bool on_comment(json::string_view, error_code&) { return true; }
};

void parse_and_ignore(const std::string& text)
{
    json::basic_parser<ignoring_handler> parser{json::parse_options{}};
    json::error_code ec;
    parser.write_some(false, text.data(), text.size(), ec);
    if (ec)
    {
        throw std::runtime_error("the page is not JSON: " + ec.message());
    }
}

users with_truto(const std::string& text)
{
    return truto::decode<users>(text).value;
}

users with_tree(const std::string& text, json::storage_ptr storage)
{
    json::value tree = json::parse(text, std::move(storage));
    return benchmark::by_hand<benchmark::tree_reader>::users(tree);
}

/// Keeps the compiler from leaving out work whose result nobody uses.
void consume(const void* result)
{
    asm volatile("" : : "g"(result) : "memory");
}

struct contestant
{
    std::string name;
    std::function<void()> once;
    std::vector<double> ns{};  // a page, one a round
};

double best(const contestant& who)
{
    return *std::min_element(who.ns.begin(), who.ns.end());
}

/// Throws unless `some` are the users of `text`, in its sense of equality: nulls left away, unknown members kept.
void expect_same(const users& some, const users& others, const std::string& who)
{
    if (some != others)
    {
        throw std::runtime_error(who + " does not produce the same users");
    }
}

constexpr const char* tree_name = "Boost.JSON tree";
constexpr const char* tree_then_structs_name = "Boost.JSON tree, then structs";
constexpr const char* truto_name = "truto into structs";

void print_results(const std::vector<contestant>& all, std::size_t bytes)
{
    const auto find = [&](const std::string& name)
    { return std::find_if(all.begin(), all.end(), [&](const contestant& each) { return each.name == name; }); };
    const auto tree = find(tree_name);
    const auto tree_then_structs = find(tree_then_structs_name);

    benchmark::table table{{"", "MB/s", "ms/page", "to tree", "target", "", "to tree+structs", "target", ""}};
    for (const contestant& each : all)
    {
        const double ns = best(each);
        std::vector<std::string> row{each.name, benchmark::fixed(static_cast<double>(bytes) * 1e3 / ns, 0),
                                     benchmark::fixed(ns / 1e6, 2)};
        if (tree != all.end() && tree_then_structs != all.end())
        {
            const double to_tree = best(*tree) / ns;
            const double to_structs = best(*tree_then_structs) / ns;
            const bool ours = each.name == truto_name;
            const benchmark::target faster_than_tree{1.3};
            const benchmark::target faster_than_structs{2.0};
            row.push_back(benchmark::fixed(to_tree, 2));
            row.push_back(ours ? faster_than_tree.text() : "");
            row.push_back(ours ? faster_than_tree.verdict(to_tree) : "");
            row.push_back(benchmark::fixed(to_structs, 2));
            row.push_back(ours ? faster_than_structs.text() : "");
            row.push_back(ours ? faster_than_structs.verdict(to_structs) : "");
        }
        table.add(std::move(row));
    }
    table.print(std::cout);
}

}  // namespace

int main(int argc, char** argv)
try
{
    const bool quick = benchmark::has_flag(argc, argv, "--quick");
    const std::size_t rounds = benchmark::count_option(argc, argv, "--rounds", quick ? 5 : 25);
    const std::string only = benchmark::option(argc, argv, "--only", "");
    constexpr std::size_t pages_per_round = 8;

    const std::string text = benchmark::array_of_users(1000);

    const auto tree_then_structs_monotonic = [&]
    {
        json::monotonic_resource storage;
        return with_tree(text, &storage);
    };

    const users expected = with_truto(text);
    expect_same(with_tree(text, {}), expected, tree_then_structs_name);
    expect_same(tree_then_structs_monotonic(), expected, "the tree in monotonic storage");
    if (expected.size() != 1000 || !expected.front().remote_data)
    {
        throw std::runtime_error("the page was not read");
    }

    std::vector<contestant> all;
    all.push_back({"Boost.JSON parser, nothing kept", [&] { parse_and_ignore(text); }});
    all.push_back({tree_name, [&]
                   {
                       const json::value tree = json::parse(text);
                       consume(&tree);
                   }});
    all.push_back({"Boost.JSON tree, monotonic", [&]
                   {
                       json::monotonic_resource storage;
                       const json::value tree = json::parse(text, &storage);
                       consume(&tree);
                   }});
    all.push_back({tree_then_structs_name, [&]
                   {
                       const users result = with_tree(text, {});
                       consume(&result);
                   }});
    all.push_back({"Boost.JSON tree, monotonic, then structs", [&]
                   {
                       const users result = tree_then_structs_monotonic();
                       consume(&result);
                   }});
#ifdef TRUTO_BENCHMARK_SIMDJSON
    benchmark::simdjson_page page{text};
    expect_same(page.with_values(), expected, "simdjson");
    all.push_back({"simdjson into structs", [&]
                   {
                       const users result = page.with_values();
                       consume(&result);
                   }});
    all.push_back({"simdjson, free-form kept as text", [&]
                   {
                       const users result = page.with_texts();
                       consume(&result);
                   }});
#endif
    all.push_back({truto_name, [&]
                   {
                       const users result = with_truto(text);
                       consume(&result);
                   }});
    std::erase_if(all, [&](const contestant& each) { return each.name.find(only) == std::string::npos; });

    for (std::size_t round = 0; round < rounds; ++round)
    {
        for (contestant& each : all)
        {
            const double before = benchmark::now_ns();
            for (std::size_t count = 0; count < pages_per_round; ++count)
            {
                each.once();
            }
            each.ns.push_back((benchmark::now_ns() - before) / pages_per_round);
        }
    }

    std::cout << "Decoding 1,000 users, " << text.size() << " bytes; best of " << rounds
              << " rounds; ratios are speeds\n";
#ifdef TRUTO_BENCHMARK_SIMDJSON
    std::cout << "simdjson's implementation: " << benchmark::simdjson_page::implementation() << '\n';
#else
    std::cout << "(built without simdjson: its rows are missing)\n";
#endif
    print_results(all, text.size());
    return EXIT_SUCCESS;
}
catch (const std::exception& failure)
{
    std::cerr << "decode: " << failure.what() << '\n';
    return EXIT_FAILURE;
}
