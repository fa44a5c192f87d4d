// Pagers of a small API, over an invented network: how they begin, what they send, and what they make of the pages.

#include <truto/testing/fake_transport.hpp>
#include <truto/things.hpp>

#include <boost/asio/io_context.hpp>

#include <algorithm>
#include <cstdio>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace things = truto::things;

template <class Member, class Expected>
inline constexpr bool is = std::is_same_v<Member, Expected>;

static_assert(things::operations::boxes_list.cursor == "from" && things::operations::boxes_export.cursor == "at");
static_assert(things::operations::boxes_pack.cursor.empty());

// The records of a page, which are the same whether missing, null or empty; other arrays tell the difference.
static_assert(is<decltype(things::box_page::all), truto::records<things::box>>);
static_assert(is<decltype(things::box_page::others), std::optional<std::vector<things::box>>>);

using boxes = things::boxes_as<truto::unified>;
static_assert(is<decltype(std::declval<boxes>().list("")), truto::pager<things::box_page, truto::unified>>);
static_assert(is<decltype(std::declval<boxes>().list_more()), truto::pager<things::box_page, truto::unified>>);
static_assert(
    is<decltype(std::declval<boxes>().export_pages({})), truto::pager<things::boxes_export_result, truto::unified>>);
static_assert(is<decltype(std::declval<things::boxes_as<truto::debug>>().list("")),
                 truto::pager<things::box_page, truto::debug>>);

static int failures = 0;

static void check(bool good, const char* what)
{
    if (!good)
    {
        std::fprintf(stderr, "not true: %s\n", what);
        ++failures;
    }
}

#define CHECK(...) check((__VA_ARGS__), #__VA_ARGS__)

/// The requests so far as `method path name=value body`; the account, which all of them name, is left out.
static std::vector<std::string> sent_to(const truto::testing::fake_transport& network)
{
    std::vector<std::string> found;
    for (const auto& each : network.requests())
    {
        auto& text = found.emplace_back(each.method + ' ' + each.path);
        for (const auto& [name, value] : each.query)
        {
            text += name == "integrated_account_id" ? "" : ' ' + name + '=' + value;
        }
        text += each.body.empty() ? "" : ' ' + each.body;
    }
    return found;
}

int main()
{
    truto::testing::fake_transport network;
    boost::asio::io_context context;
    const things::client api{context, network.options()};

    network.expect("GET", "/v1/shelves/a%20b/boxes")
        .answer(200, R"({"all": [{"label": "1"}, {"label": "2"}], "then": "c2"})")
        .answer(200, R"({"all": null, "then": "c3"})")
        .answer(200, R"({"all": [{"label": "3"}], "others": []})");
    const std::string shelf = "a b";
    std::vector<std::string> labels;
    auto all = api.boxes().list(shelf, {.size = 2, .from = "c1"});
    all.async_collect(10,
                      [&](truto::error_code error, const truto::response<std::vector<things::box>>& found)
                      {
                          CHECK(!error);
                          for (const auto& each : *found)
                          {
                              labels.push_back(*each.label);
                          }
                      });
    context.run();
    CHECK(labels == std::vector<std::string>{"1", "2", "3"});
    CHECK(sent_to(network) == std::vector<std::string>{"GET /v1/shelves/a%20b/boxes size=2 from=c1",
                                                       "GET /v1/shelves/a%20b/boxes size=2 from=c2",
                                                       "GET /v1/shelves/a%20b/boxes size=2 from=c3"});

    // Another list of the same pages, and one with a body, whose pages are its own.
    network.expect("GET", "/v1/boxes").answer(200, R"({"all": [{"label": "4"}]})");
    network.expect("POST", "/v1/exports")
        .answer(200, R"({"rows": ["5"], "more": "e2"})")
        .answer(200, R"({"rows": ["6"]})");
    auto more = api.boxes().list_more();
    more.async_next([](truto::error_code error, auto page)
                    { CHECK(!error && page && page->all.at(0).label == "4" && page.items().size() == 1); });
    auto rows = api.boxes().export_pages({.kind = "red"});
    rows.async_collect(10, [](truto::error_code error, const truto::response<std::vector<std::string>>& found)
                       { CHECK(!error && *found == std::vector<std::string>{"5", "6"}); });

    // The names of pagers hide nothing that an operation's arguments need.
    network.expect("POST", "/v1/boxes").answer(204);
    const truto::list<truto::text> names{"x", "y"};
    api.boxes().async_pack(names,
                           [](truto::error_code error, const truto::response<truto::no_content>&) { CHECK(!error); });
    context.restart();
    context.run();

    const auto sent = sent_to(network);
    for (const char* each : {"GET /v1/boxes", R"(POST /v1/exports {"kind":"red"})",
                             R"(POST /v1/exports at=e2 {"kind":"red"})", R"(POST /v1/boxes ["x","y"])"})
    {
        check(std::find(sent.begin(), sent.end(), each) != sent.end(), each);
    }
    CHECK(sent.size() == 7);
    CHECK(network.unexpected().empty() && network.unused().empty());
    return failures == 0 ? 0 : 1;
}
