#pragma once

#include <truto/testing/detail/json_access.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace truto::testing::detail
{

class record_table;

/// What a record was like before a change.
struct undo_step
{
    record_table* table;
    std::string id;
    std::uint64_t place;
    std::optional<json::object> before;  // empty: it was not there
};

/// All changes since the last transaction ended, in order.
using change_journal = std::vector<undo_step>;

/// Records by id, in the order in which they were added. A record has the same place as long as it is there, and no
/// other one ever gets that place, so that a cursor can point between records.
class record_table
{
public:
    using rows = std::map<std::uint64_t, json::object>;

    const rows& all() const noexcept { return rows_; }
    std::size_t size() const noexcept { return rows_.size(); }

    /// Null when there is none.
    const json::object* find(std::string_view id) const
    {
        const auto place = places_.find(id);
        return place != places_.end() ? &rows_.at(place->second) : nullptr;
    }

    /// The record, to be changed; null when there is none.
    json::object* change(std::string_view id, change_journal& journal)
    {
        const auto place = places_.find(id);
        if (place == places_.end())
        {
            return nullptr;
        }
        json::object& record = rows_.at(place->second);
        journal.push_back({this, std::string{id}, place->second, record});
        return &record;
    }

    json::object& add(std::string_view id, json::object record, change_journal& journal)
    {
        journal.push_back({this, std::string{id}, ++last_place_, std::nullopt});
        places_.emplace(id, last_place_);
        return rows_.emplace(last_place_, std::move(record)).first->second;
    }

    void erase(std::string_view id, change_journal& journal)
    {
        const auto place = places_.find(id);
        if (place != places_.end())
        {
            const auto row = rows_.find(place->second);
            journal.push_back({this, std::string{id}, place->second, std::move(row->second)});
            rows_.erase(row);
            places_.erase(place);
        }
    }

    void undo(undo_step& step)
    {
        if (step.before)
        {
            rows_.insert_or_assign(step.place, std::move(*step.before));
            places_.insert_or_assign(std::move(step.id), step.place);
        }
        else
        {
            rows_.erase(step.place);
            places_.erase(step.id);
        }
    }

    json::array to_json() const
    {
        json::array list;
        list.reserve(rows_.size());
        for (const auto& [place, record] : rows_)
        {
            list.push_back(record);
        }
        return list;
    }

private:
    rows rows_;
    std::map<std::string, std::uint64_t, std::less<>> places_;
    std::uint64_t last_place_ = 0;
};

}  // namespace truto::testing::detail
