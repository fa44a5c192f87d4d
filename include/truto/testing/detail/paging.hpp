#pragma once

// Lists: their order, and the pages that they come in.

#include <truto/testing/detail/filters.hpp>
#include <truto/testing/detail/json_access.hpp>
#include <truto/testing/detail/parameters.hpp>
#include <truto/testing/detail/record_table.hpp>
#include <truto/testing/detail/refusal.hpp>
#include <truto/testing/detail/resources.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <boost/system/error_code.hpp>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <openssl/evp.h>
#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

namespace truto::testing::detail
{

/// A part of a list.
struct record_page
{
    json::array records{};
    json::value next_cursor{};  // null: there is nothing more
    json::value prev_cursor{};  // null: nothing before
};

/// The fields to sort by, and whether downwards.
using sort_order = std::vector<std::pair<std::string, bool>>;

inline sort_order read_sort_order(const json::object& query)
{
    sort_order order;
    const json::value* const given = query.if_contains("sort_by");
    if (given == nullptr)
    {
        return order;
    }
    const json::object* const fields = given->if_object();
    if (fields == nullptr)
    {
        throw refusal::invalid("sort_by", "must be an object: sort_by[name]=asc");
    }
    for (const auto& each : *fields)
    {
        const bool is_down = each.value() == "desc";
        if (!is_down && each.value() != "asc")
        {
            throw refusal::invalid("sort_by", "must say asc or desc");
        }
        order.emplace_back(each.key(), is_down);
    }
    return order;
}

/// A record's place in a sorted list: what it is sorted by, and its place in the table, by which equals are told apart.
struct sort_position
{
    std::vector<json::value> keys{};
    std::uint64_t place = 0;
};

/// Compares by the rules of one sort_order.
class position_less
{
public:
    explicit position_less(const sort_order& order) : order_(order) {}

    bool operator()(const sort_position& a, const sort_position& b) const
    {
        for (std::size_t i = 0; i < order_.size(); ++i)
        {
            if (const int result = compared(a.keys[i], b.keys[i]); result != 0)
            {
                // What has no value is last in both directions.
                const bool is_up = !order_[i].second || a.keys[i].is_null() || b.keys[i].is_null();
                return is_up ? result < 0 : result > 0;
            }
        }
        return a.place < b.place;
    }

private:
    static int compared(const json::value& a, const json::value& b)
    {
        if (a.is_string() && b.is_string())
        {
            return a.get_string().compare(b.get_string());
        }
        if (a.is_number() && b.is_number())
        {
            const double first = a.to_number<double>();
            const double second = b.to_number<double>();
            return first < second ? -1 : first > second ? 1 : 0;
        }
        if (a.is_bool() && b.is_bool())
        {
            return static_cast<int>(a.get_bool()) - static_cast<int>(b.get_bool());
        }
        // Nothing comes after anything; of different kinds, which is first does not matter as long as it always is.
        return rank(a) - rank(b);
    }

    static int rank(const json::value& value)
    {
        return value.is_string() ? 0 : value.is_number() ? 1 : value.is_bool() ? 2 : 3;
    }

    const sort_order& order_;
};

/// What a record is sorted by: a plain member; of a list the first element, of an object the first member.
inline json::value sort_key(const json::value& value)
{
    if (const json::array* const list = value.if_array())
    {
        return list->empty() ? json::value{} : sort_key(list->front());
    }
    if (const json::object* const record = value.if_object())
    {
        return record->empty() ? json::value{} : sort_key(record->begin()->value());
    }
    return value;
}

inline sort_position position_of(std::uint64_t place, const json::object& record, const sort_order& order)
{
    sort_position made{.place = place};
    for (const auto& [field, is_down] : order)
    {
        const json::value* const member = record.if_contains(field);
        made.keys.push_back(member != nullptr ? sort_key(*member) : json::value{});
    }
    return made;
}

/// Where a page begins or ends. On the wire it is a text that nobody is supposed to read.
struct page_cursor
{
    bool is_forward = true;
    sort_position position{};
};

inline std::string to_text(const page_cursor& cursor, resource of, const sort_order& order)
{
    json::array fields;
    for (const auto& [field, is_down] : order)
    {
        fields.push_back({field, is_down});
    }
    const std::string plain = json::serialize(
        json::array{plural(of), std::move(fields), cursor.is_forward,
                    json::array(cursor.position.keys.begin(), cursor.position.keys.end()), cursor.position.place});
    std::string text((plain.size() + 2) / 3 * 4 + 1, '\0');
    const int length =
        ::EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                          reinterpret_cast<const unsigned char*>(plain.data()), static_cast<int>(plain.size()));
    text.resize(static_cast<std::size_t>(length));
    return text;
}

/// Reads a cursor that was made for a list of that resource in that order; empty when it was not.
inline std::optional<page_cursor> cursor_from(const std::string& text, resource of, const sort_order& order)
{
    std::string plain(text.size() / 4 * 3 + 3, '\0');
    const int length =
        ::EVP_DecodeBlock(reinterpret_cast<unsigned char*>(plain.data()),
                          reinterpret_cast<const unsigned char*>(text.data()), static_cast<int>(text.size()));
    if (length < 0)
    {
        return std::nullopt;
    }
    // What fills up the last three bytes is decoded as zeros.
    plain.resize(std::min(static_cast<std::size_t>(length), plain.find('\0')));

    boost::system::error_code error;
    const json::value parsed = json::parse(plain, error);
    const json::array* const parts = parsed.if_array();
    if (error || parts == nullptr || parts->size() != 5 || !(*parts)[2].is_bool() || !(*parts)[3].is_array() ||
        !(*parts)[4].is_int64())
    {
        return std::nullopt;
    }
    page_cursor made{.is_forward = (*parts)[2].get_bool()};
    const json::array& keys = (*parts)[3].get_array();
    if (keys.size() != order.size())
    {
        return std::nullopt;
    }
    made.position.keys.assign(keys.begin(), keys.end());
    made.position.place = static_cast<std::uint64_t>((*parts)[4].get_int64());
    // The same text comes out again only if the resource and the order are the same.
    return to_text(made, of, order) == text ? std::optional{made} : std::nullopt;
}

/// How many records a page holds.
inline std::size_t page_size(const json::object& query)
{
    if (flag_parameter(query, "truto_ignore_limit"))
    {
        return std::numeric_limits<std::size_t>::max();
    }
    const std::string text = text_parameter(query, "limit").value_or("25");
    std::size_t limit = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), limit);
    if (error != std::errc{} || end != text.data() + text.size() || limit == 0)
    {
        throw refusal::invalid("limit", "must be a number, at least 1");
    }
    return limit;
}

/// The page of the list that the query asks for.
inline record_page page_of(const directory_store& store, resource of, const json::object& query)
{
    const std::size_t size = page_size(query);
    const sort_order order = read_sort_order(query);
    const record_filter filter{store, of, query};
    const position_less less{order};

    std::vector<std::pair<sort_position, const json::object*>> rows;
    for (const auto& [place, record] : store.table(of).all())
    {
        if (filter.accepts(record))
        {
            rows.emplace_back(position_of(place, record, order), &record);
        }
    }
    if (!order.empty())
    {
        std::sort(rows.begin(), rows.end(), [&](const auto& a, const auto& b) { return less(a.first, b.first); });
    }

    std::size_t begin = 0;
    std::size_t end = rows.size();
    const std::string text = text_parameter(query, "next_cursor").value_or("");
    if (!text.empty())
    {
        const auto cursor = cursor_from(text, of, order);
        if (!cursor)
        {
            throw refusal::remote(400, "invalid_cursor", "There is no such page: the cursor is not one of this list");
        }
        // The record that the cursor was made of may be gone.
        const auto border =
            static_cast<std::size_t>(std::partition_point(rows.begin(), rows.end(),
                                                          [&](const auto& row)
                                                          {
                                                              return cursor->is_forward
                                                                         ? !less(cursor->position, row.first)
                                                                         : less(row.first, cursor->position);
                                                          }) -
                                     rows.begin());
        begin = cursor->is_forward ? border : border - std::min(border, size);
        end = cursor->is_forward ? end : border;
    }
    end = begin + std::min(size, end - begin);

    record_page page;
    for (std::size_t i = begin; i < end; ++i)
    {
        page.records.push_back(*rows[i].second);
    }
    if (end < rows.size())
    {
        page.next_cursor = json::value(to_text({true, rows[end - 1].first}, of, order));
    }
    if (begin > 0 && begin < rows.size())
    {
        page.prev_cursor = json::value(to_text({false, rows[begin].first}, of, order));
    }
    return page;
}

}  // namespace truto::testing::detail
