#pragma once

#include <boost/container/map.hpp>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/string.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace truto::testing::detail
{

namespace json = boost::json;

/// Whether the text is UTF-8: no overlong form, no surrogate, nothing above U+10FFFF.
inline bool is_utf8(std::string_view text) noexcept
{
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };

    for (std::size_t i = 0; i < text.size();)
    {
        const unsigned lead = byte(i);
        if (lead < 0x80)
        {
            ++i;
            continue;
        }

        const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
        if (lead < 0xC2 || lead > 0xF4 || text.size() - i < length)
        {
            return false;
        }

        // The second byte is where overlong forms, surrogates and too large values show.
        const unsigned lowest = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
        const unsigned highest = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
        if (byte(i + 1) < lowest || byte(i + 1) > highest)
        {
            return false;
        }
        for (std::size_t k = 2; k < length; ++k)
        {
            if ((byte(i + k) & 0xC0U) != 0x80U)
            {
                return false;
            }
        }
        i += length;
    }
    return true;
}

/// Replaces `%XX` by the byte it stands for. Empty when an escape is cut short or not hexadecimal, or when the result
/// is not UTF-8.
inline std::optional<std::string> percent_decoded(std::string_view text)
{
    const auto digit = [](char c) -> int
    {
        return c >= '0' && c <= '9'   ? c - '0'
               : c >= 'a' && c <= 'f' ? c - 'a' + 10
               : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                      : -1;
    };

    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i)
    {
        if (text[i] != '%')
        {
            decoded += text[i];
            continue;
        }
        const int high = i + 2 < text.size() ? digit(text[i + 1]) : -1;
        const int low = i + 2 < text.size() ? digit(text[i + 2]) : -1;
        if (high < 0 || low < 0)
        {
            return std::nullopt;
        }
        decoded += static_cast<char>(high * 16 + low);
        i += 2;
    }
    if (!is_utf8(decoded))
    {
        return std::nullopt;
    }
    return decoded;
}

/// Reads a query string by the rules of the Node package `qs`, version 6.15 with its default options: brackets nest,
/// `[]`, indices and repeated names make arrays, `+` is a space, every value is text.
///
/// The limits are modelled too, because a client has to live with them: an array of more than 20 elements turns into an
/// object, whatever is nested deeper than 5 brackets stays one literal name, and only the first 1,000 parameters count.
class query_string_reader
{
public:
    static json::object read(std::string_view text)
    {
        node root = node::map();
        for (auto& [name, value] : flat_parameters(text))
        {
            if (const auto path = segments(name); !path.empty())
            {
                root = merged(std::move(root), nested(path, std::move(value)));
            }
        }
        return std::move(to_json(std::move(root)).as_object());
    }

private:
    static constexpr std::size_t array_limit = 20;
    static constexpr std::size_t depth_limit = 5;
    static constexpr std::size_t parameter_limit = 1000;

    struct node
    {
        enum class kind
        {
            hole,  // an index of an array that was never given
            text,
            list,
            map
        };

        kind what = kind::hole;
        std::string text{};
        std::vector<node> items{};
        boost::container::map<std::string, node> members{};

        // A map that is an array grown beyond the limit: the index that was given last, so that more can be appended.
        std::optional<std::size_t> overflow{};

        static node map()
        {
            node made;
            made.what = kind::map;
            return made;
        }

        static node list(std::vector<node> items)
        {
            node made;
            made.what = kind::list;
            made.items = std::move(items);
            return made;
        }

        static node of(std::string text)
        {
            node made;
            made.what = kind::text;
            made.text = std::move(text);
            return made;
        }

        bool is_composite() const noexcept { return what == kind::list || what == kind::map; }

        void append(node value)
        {
            overflow = *overflow + 1;
            members.insert_or_assign(std::to_string(*overflow), std::move(value));
        }
    };

    static node as_map(std::vector<node> items)
    {
        node made = node::map();
        for (std::size_t i = 0; i < items.size(); ++i)
        {
            if (items[i].what != node::kind::hole)
            {
                made.members.insert_or_assign(std::to_string(i), std::move(items[i]));
            }
        }
        return made;
    }

    static node limited(std::vector<node> items)
    {
        if (items.size() <= array_limit)
        {
            return node::list(std::move(items));
        }
        const std::size_t last = items.size() - 1;
        node made = as_map(std::move(items));
        made.overflow = last;
        return made;
    }

    // The elements of a list, or the value as the one element.
    static void append_flat(std::vector<node>& to, node value)
    {
        if (value.what == node::kind::list)
        {
            std::move(value.items.begin(), value.items.end(), std::back_inserter(to));
        }
        else
        {
            to.push_back(std::move(value));
        }
    }

    static node combined(node first, node second)
    {
        if (first.overflow)
        {
            first.append(std::move(second));
            return first;
        }
        std::vector<node> items;
        append_flat(items, std::move(first));
        append_flat(items, std::move(second));
        return limited(std::move(items));
    }

    static std::optional<std::size_t> index_of(std::string_view name)
    {
        std::size_t value = 0;
        const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), value);
        const bool canonical = !name.empty() && (name.size() == 1 || name.front() != '0');
        if (error != std::errc{} || end != name.data() + name.size() || !canonical)
        {
            return std::nullopt;
        }
        return value;
    }

    static node merged(node target, node source)
    {
        if (source.what == node::kind::text)
        {
            return merged_text(std::move(target), std::move(source));
        }
        if (!target.is_composite())
        {
            return prepended(std::move(target), std::move(source));
        }
        if (target.what == node::kind::list && source.what == node::kind::list)
        {
            return merged_lists(std::move(target), std::move(source));
        }

        if (target.what == node::kind::list)
        {
            target = as_map(std::move(target.items));
        }
        const std::optional<std::size_t> overflow = source.overflow;
        if (source.what == node::kind::list)
        {
            source = as_map(std::move(source.items));
        }
        for (auto& [name, value] : source.members)
        {
            if (const auto at = target.members.find(name); at != target.members.end())
            {
                at->second = merged(std::move(at->second), std::move(value));
            }
            else
            {
                target.members.emplace(name, std::move(value));
            }
            if (overflow && !target.overflow)
            {
                target.overflow = overflow;
            }
            if (const auto index = index_of(name); target.overflow && index)
            {
                target.overflow = std::max(*target.overflow, *index);
            }
        }
        return target;
    }

    static node merged_text(node target, node source)
    {
        if (source.text.empty())
        {
            return target;
        }
        if (target.what == node::kind::list)
        {
            target.items.push_back(std::move(source));
            return limited(std::move(target.items));
        }
        if (target.overflow)
        {
            target.append(std::move(source));
            return target;
        }
        std::vector<node> both;
        both.push_back(std::move(target));
        both.push_back(std::move(source));
        return node::list(std::move(both));
    }

    static node prepended(node target, node source)
    {
        if (!source.overflow)
        {
            std::vector<node> items;
            items.push_back(std::move(target));
            append_flat(items, std::move(source));
            return limited(std::move(items));
        }

        node shifted = node::map();
        shifted.overflow = *source.overflow + 1;
        shifted.members.insert_or_assign("0", std::move(target));
        for (auto& [name, value] : source.members)
        {
            shifted.members.insert_or_assign(std::to_string(index_of(name).value_or(0) + 1), std::move(value));
        }
        return shifted;
    }

    static node merged_lists(node target, node source)
    {
        for (std::size_t i = 0; i < source.items.size(); ++i)
        {
            node& item = source.items[i];
            if (item.what == node::kind::hole)
            {
                continue;
            }
            if (i >= target.items.size())
            {
                target.items.resize(i);
                target.items.push_back(std::move(item));
            }
            else if (target.items[i].what == node::kind::hole)
            {
                target.items[i] = std::move(item);
            }
            else if (target.items[i].is_composite() && item.is_composite())
            {
                target.items[i] = merged(std::move(target.items[i]), std::move(item));
            }
            else
            {
                target.items.push_back(std::move(item));
            }
        }
        return limited(std::move(target.items));
    }

    // `a[b][]` with a value becomes {a: {b: [value]}}; built from the inside.
    static node nested(const std::vector<std::string>& path, node value)
    {
        for (auto segment = path.rbegin(); segment != path.rend(); ++segment)
        {
            if (*segment == "[]")
            {
                value = value.overflow ? std::move(value) : combined(node::list({}), std::move(value));
                continue;
            }

            const bool bracketed = segment->size() >= 2 && segment->front() == '[' && segment->back() == ']';
            std::string name = bracketed ? segment->substr(1, segment->size() - 2) : *segment;
            const auto index = bracketed ? index_of(name) : std::nullopt;

            node outer;
            if (index && *index < array_limit)
            {
                outer = node::list(std::vector<node>(*index + 1));
                outer.items[*index] = std::move(value);
            }
            else
            {
                outer = node::map();
                outer.overflow = index;
                outer.members.insert_or_assign(std::move(name), std::move(value));
            }
            value = std::move(outer);
        }
        return value;
    }

    // Names that a JavaScript object inherits; the model drops parameters that use them.
    static bool is_inherited(std::string_view name) noexcept
    {
        static constexpr std::array<std::string_view, 12> names = {
            "__defineGetter__", "__defineSetter__", "__lookupGetter__", "__lookupSetter__",     "__proto__",
            "constructor",      "hasOwnProperty",   "isPrototypeOf",    "propertyIsEnumerable", "toLocaleString",
            "toString",         "valueOf"};
        return std::find(names.begin(), names.end(), name) != names.end();
    }

    // `a[b][c]` becomes `a`, `[b]`, `[c]`. No segment at all means that the parameter is dropped.
    static std::vector<std::string> segments(std::string_view name)
    {
        std::vector<std::string> found;
        std::size_t open = name.find('[');

        if (const auto parent = name.substr(0, open); !parent.empty())
        {
            if (is_inherited(parent))
            {
                return {};
            }
            found.emplace_back(parent);
        }

        for (std::size_t depth = 0; open != std::string_view::npos && depth < depth_limit; ++depth)
        {
            const std::size_t close = closing_bracket(name, open);
            if (close == std::string_view::npos)
            {
                break;
            }
            if (is_inherited(name.substr(open + 1, close - open - 1)))
            {
                return {};
            }
            found.emplace_back(name.substr(open, close - open + 1));
            open = name.find('[', close + 1);
        }

        if (open != std::string_view::npos)
        {
            found.push_back('[' + std::string{name.substr(open)} + ']');
        }
        return found;
    }

    static std::size_t closing_bracket(std::string_view name, std::size_t open) noexcept
    {
        std::size_t level = 0;
        for (std::size_t i = open; i < name.size(); ++i)
        {
            if (name[i] == '[')
            {
                ++level;
            }
            else if (name[i] == ']' && --level == 0)
            {
                return i;
            }
        }
        return std::string_view::npos;
    }

    static std::string decoded(std::string_view text)
    {
        std::string spaced{text};
        std::replace(spaced.begin(), spaced.end(), '+', ' ');
        // What cannot be decoded stays as it was written.
        auto plain = percent_decoded(spaced);
        return plain ? std::move(*plain) : std::move(spaced);
    }

    static std::string with_plain_brackets(std::string_view text)
    {
        std::string plain;
        plain.reserve(text.size());
        for (std::size_t i = 0; i < text.size(); ++i)
        {
            const bool escape = text[i] == '%' && i + 2 < text.size() && text[i + 1] == '5';
            const char digit = escape ? text[i + 2] : '\0';
            if (digit == 'B' || digit == 'b' || digit == 'D' || digit == 'd')
            {
                plain += digit == 'B' || digit == 'b' ? '[' : ']';
                i += 2;
            }
            else
            {
                plain += text[i];
            }
        }
        return plain;
    }

    // The parameters by their full names, in order; the values of a repeated name are combined.
    static std::vector<std::pair<std::string, node>> flat_parameters(std::string_view text)
    {
        const std::string plain = with_plain_brackets(text);
        std::vector<std::pair<std::string, node>> found;
        std::unordered_map<std::string, std::size_t> places;

        std::string_view rest = plain;
        for (std::size_t count = 0; count < parameter_limit; ++count)
        {
            const std::size_t end = rest.find('&');
            const std::string_view part = rest.substr(0, end);

            const std::size_t bracket = part.find("]=");
            const std::size_t equals = bracket == std::string_view::npos ? part.find('=') : bracket + 1;
            std::string name = decoded(part.substr(0, equals));
            node value = node::of(equals == std::string_view::npos ? std::string{} : decoded(part.substr(equals + 1)));

            const auto [place, is_new] = places.emplace(name, found.size());
            if (is_new)
            {
                found.emplace_back(std::move(name), std::move(value));
            }
            else
            {
                node& earlier = found[place->second].second;
                earlier = combined(std::move(earlier), std::move(value));
            }

            if (end == std::string_view::npos)
            {
                break;
            }
            rest.remove_prefix(end + 1);
        }
        return found;
    }

    static json::value to_json(node from)
    {
        switch (from.what)
        {
        case node::kind::text:
            return json::value(json::string(from.text));
        case node::kind::list:
        {
            json::array items;
            for (node& item : from.items)
            {
                if (item.what != node::kind::hole)
                {
                    items.push_back(to_json(std::move(item)));
                }
            }
            return items;
        }
        case node::kind::map:
        {
            json::object members;
            for (auto& [name, value] : from.members)
            {
                members.emplace(name, to_json(std::move(value)));
            }
            return members;
        }
        case node::kind::hole:
            break;
        }
        return nullptr;
    }
};

/// See query_string_reader.
inline json::object parse_query_string(std::string_view text)
{
    return query_string_reader::read(text);
}

}  // namespace truto::testing::detail
