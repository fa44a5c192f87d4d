// Each form of a call to the kitchen sink, to be compiled: defaults, aggregates, tokens, deprecated operations.

#include <truto/kitchen_sink.hpp>
#include <truto/kitchen_sink_3_0.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/use_future.hpp>

#include <cstdint>
#include <future>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace sink = truto::kitchen_sink;

template <class Member, class Expected>
inline constexpr bool is = std::is_same_v<Member, Expected>;

using update = sink::things_update_body;
static_assert(is<decltype(update::name), std::optional<truto::text>>);
static_assert(is<decltype(update::nickname), truto::patch<truto::text>>);
static_assert(is<decltype(update::labels), truto::patch<truto::list<truto::text>>>);
static_assert(is<decltype(update::tags), truto::list<truto::text>>);
static_assert(is<decltype(update::profile), std::optional<sink::things_update_body_profile>>);
static_assert(is<decltype(sink::things_update_body_profile::motto), truto::patch<truto::text>>);

using query = sink::things_get_query;
static_assert(is<decltype(query::codes), truto::list<std::int64_t>>);
static_assert(is<decltype(query::roles), truto::list<sink::things_get_query_roles>>);
static_assert(is<decltype(query::options), truto::free_form>);
static_assert(is<decltype(query::order), std::optional<truto::open_enum<sink::things_get_query_order>>>);
static_assert(is<decltype(query::ratio), std::optional<double>>);
static_assert(is<decltype(query::since), std::optional<truto::timestamp>>);
static_assert(is<decltype(query::anything), std::optional<truto::indirect<boost::json::value>>>);
static_assert(is<decltype(sink::things_get_headers::x_trace), std::optional<truto::text>>);

using list = sink::pieces_list_query;
static_assert(is<decltype(list::made_at), std::optional<truto::time_filter>>);
static_assert(is<decltype(list::kind), std::optional<truto::value_filter<truto::open_enum<sink::kind>>>>);
static_assert(is<decltype(list::label), std::optional<truto::value_filter<truto::text>>>);
static_assert(is<decltype(list::order), std::optional<truto::sorting<sink::part_field>>>);
static_assert(is<decltype(sink::part_page::parts), truto::records<sink::part>>);

// A component that answers hold too: null means nothing in a request. Its enumerations are those of the model.
using input = sink::thing_input;
static_assert(is<decltype(input::name), std::optional<truto::text>>);
static_assert(is<decltype(input::mood), std::optional<truto::open_enum<sink::thing_mood>>>);
static_assert(is<decltype(input::parts), truto::list<sink::thing_input_parts>>);
static_assert(is<decltype(input::scores), std::optional<truto::indirect<std::map<std::string, std::int64_t>>>>);

// A component of requests alone: null is something to send.
static_assert(is<decltype(sink::draft_input::title), truto::patch<truto::text>>);
static_assert(is<decltype(sink::draft_input::previous), std::optional<truto::indirect<sink::draft_input>>>);
static_assert(is<decltype(sink::draft_input::versions), truto::list<sink::draft_input>>);

static_assert(sink::operations::things_get.method == "GET");
static_assert(sink::operations::things_get.path == "/base/things/{id}");
static_assert(sink::operations::things_get.idempotent && sink::operations::things_get.unwrap_result);
static_assert(sink::operations::things_update.idempotent, "x-idempotent");
static_assert(!sink::operations::things_create_all.idempotent && !sink::operations::things_create_all.unwrap_result);
static_assert(sink::operations::pieces_old.deprecated && sink::operations::pieces_old.id == "parts.old");

template <auto Member>
constexpr truto::query_style style_of()
{
    auto style = truto::query_style::brackets;
    fields(truto::type<query>{})
        .for_each(
            [&](const auto& field)
            {
                if constexpr (std::is_same_v<std::remove_cvref_t<decltype(field)>, truto::field<Member>>)
                {
                    style = field.style;
                }
            });
    return style;
}

static_assert(style_of<&sink::things_get_query::tags>() == truto::query_style::form);
static_assert(style_of<&sink::things_get_query::codes>() == truto::query_style::form_comma);
static_assert(style_of<&sink::things_get_query::filter>() == truto::query_style::deep_object);
static_assert(style_of<&sink::things_get_query::roles>() == truto::query_style::brackets);
static_assert(style_of<&sink::things_get_query::order>() == truto::query_style::brackets);

boost::asio::awaitable<void> every_form(sink::client api)
{
    const auto callback = [](truto::error_code, const auto&) {};

    auto thing = co_await api.things().async_get("id");
    static_assert(std::is_same_v<decltype(thing), truto::response<sink::thing>>);
    co_await api.things().async_get("id", {.codes = {1, 2}, .filter = {{.min = 1}}, .roles = {{.id = "r"}}});
    co_await api.things().async_get("id", {.order = sink::things_get_query_order::down}, {.x_trace = "t"});
    api.things().async_get("id", callback);
    api.things().async_get("id", sink::things_get_query{.verbose = true}, callback);
    api.things().async_get("id", {.ratio = 0.5}, {}, callback);
    auto future = api.things().async_get("id", boost::asio::use_future);
    static_assert(std::is_same_v<decltype(future), std::future<truto::response<sink::thing>>>);

    co_await api.things().async_replace("id", {.name = "n"});
    co_await api.things().async_update("id", {.nickname = truto::null, .tags = {"a"}}, {.dry_run = true});
    api.things().async_update("id", {.labels = truto::list<truto::text>{}}, callback);
    auto gone = co_await api.things().async_delete("id");
    static_assert(std::is_same_v<decltype(gone), truto::response<truto::no_content>>);
    auto all = co_await api.things().async_list();
    static_assert(std::is_same_v<decltype(all), truto::response<std::vector<sink::thing>>>);
    api.things().async_list(callback);
    auto made = co_await api.things().async_create_all({{.name = "a"}, {.name = "b"}});
    co_await api.things().async_draft({.title = truto::null, .versions = {{.title = "v1"}}});
    static_assert(std::is_same_v<decltype(made), truto::response<boost::json::value>>);
    const std::map<std::string, std::int64_t> seams{{"a", 1}};
    auto page =
        co_await api.pieces().async_list({.made_at = truto::since("2024-01-01").before("2024-02-01"),
                                          .kind = truto::one_of(sink::kind::service_account, sink::kind::second),
                                          .label = "a",
                                          .order = truto::descending(sink::part_field::made_at),
                                          .size = 2});
    for (const sink::part& each : page->parts)
    {
        api.pieces().async_list({.label = truto::one_of("a", *each.label), .from = *page->then}, callback);
    }
    auto welded = co_await api.pieces().async_weld_on(7, sink::kind::second, seams);
    static_assert(std::is_same_v<decltype(welded), truto::response<std::map<std::string, sink::node>>>);
    api.pieces().async_weld_on(7, sink::kind::second, callback);
}

boost::asio::awaitable<void> old_form(truto::kitchen_sink_3_0::client api)
{
    co_await api.things().async_update("id", {.name = truto::null, .state = truto::kitchen_sink_3_0::state::on});
}

#if defined(USE_DEPRECATED)
boost::asio::awaitable<void> deprecated(sink::client api)
{
    co_await api.pieces().async_old(7, sink::pieces_old_kind::hot);
    co_await api.hostile().async_post("x");
}
#endif
