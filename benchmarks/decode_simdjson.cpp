#include <boost/json/array.hpp>

#include <simdjson.h>
#include <string_view>

#include "support/by_hand.hpp"
#include "support/simdjson_page.hpp"

namespace benchmark
{

namespace
{

/// What becomes of `remote_data` and of unknown members.
enum class free_form
{
    as_value,
    as_text,
};

/// The reader of by_hand.hpp for simdjson's on-demand interface.
template <free_form Kept>
struct simdjson_reader
{
    using source = simdjson::ondemand::value;

    static json_kind kind(source& from)
    {
        const simdjson::ondemand::json_type type = from.type();
        switch (type)
        {
        case simdjson::ondemand::json_type::array:
            return json_kind::array;
        case simdjson::ondemand::json_type::object:
            return json_kind::object;
        case simdjson::ondemand::json_type::string:
            return json_kind::text;
        case simdjson::ondemand::json_type::boolean:
            return json_kind::boolean;
        case simdjson::ondemand::json_type::number:
            return json_kind::number;
        case simdjson::ondemand::json_type::null:
            break;
        }
        // The type was told from the first letter: whether the word is spelled out has still to be seen.
        if (!from.is_null())
        {
            throw simdjson::simdjson_error{simdjson::N_ATOM_ERROR};
        }
        return json_kind::null;
    }

    static std::string_view text(source& from) { return from.get_string(); }

    static bool boolean(source& from) { return from.get_bool(); }

    template <class Use>
    static void each_element(source& from, Use use)
    {
        for (auto element : from.get_array())
        {
            source value = std::move(element);
            use(value);
        }
    }

    template <class Use>
    static void each_member(source& from, Use use)
    {
        for (auto each : from.get_object())
        {
            const std::string_view name = each.unescaped_key();
            source value = each.value();
            use(name, value);
        }
    }

    static boost::json::value keep(source& from)
    {
        if constexpr (Kept == free_form::as_text)
        {
            const std::string_view text = simdjson::to_json_string(from);
            return boost::json::string_view{text.data(), text.size()};
        }
        else
        {
            return tree(from);
        }
    }

private:
    static boost::json::value tree(source& from)
    {
        switch (kind(from))
        {
        case json_kind::null:
            break;
        case json_kind::boolean:
            return boolean(from);
        case json_kind::number:
            return number(from);
        case json_kind::text:
        {
            const std::string_view content = text(from);
            return boost::json::string_view{content.data(), content.size()};
        }
        case json_kind::array:
        {
            boost::json::array all;
            each_element(from, [&](source& element) { all.push_back(tree(element)); });
            return all;
        }
        case json_kind::object:
        {
            boost::json::object all;
            each_member(from, [&](std::string_view name, source& value) { all.emplace(name, tree(value)); });
            return all;
        }
        }
        return nullptr;
    }

    static boost::json::value number(source& from)
    {
        simdjson::ondemand::number parsed = from.get_number();
        switch (parsed.get_number_type())
        {
        case simdjson::ondemand::number_type::signed_integer:
            return parsed.get_int64();
        case simdjson::ondemand::number_type::unsigned_integer:
            return parsed.get_uint64();
        case simdjson::ondemand::number_type::floating_point_number:
            break;
        }
        return parsed.get_double();
    }
};

}  // namespace

struct simdjson_page::state
{
    explicit state(const std::string& text) : page{text} {}

    template <free_form Kept>
    std::vector<directory::user> users()
    {
        simdjson::ondemand::document document = parser.iterate(page);
        simdjson::ondemand::value root = document.get_value();
        return by_hand<simdjson_reader<Kept>>::users(root);
    }

    simdjson::padded_string page;
    simdjson::ondemand::parser parser;
};

simdjson_page::simdjson_page(const std::string& text) : state_{std::make_unique<state>(text)} {}

simdjson_page::~simdjson_page() = default;

std::vector<directory::user> simdjson_page::with_values()
{
    return state_->users<free_form::as_value>();
}

std::vector<directory::user> simdjson_page::with_texts()
{
    return state_->users<free_form::as_text>();
}

std::string simdjson_page::implementation()
{
    // Not simdjson::builtin_implementation(): that tells what the installed library was compiled with.
    return SIMDJSON_STRINGIFY(SIMDJSON_BUILTIN_IMPLEMENTATION);
}

}  // namespace benchmark
