#pragma once

#include <truto/testing/detail/directory_seed.hpp>
#include <truto/testing/detail/record_table.hpp>
#include <truto/testing/detail/refusal.hpp>
#include <truto/testing/detail/resources.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace truto::testing::detail
{

/// The invented company's directory: one table of JSON records for each resource, and nothing about what they mean.
///
/// A request works on it within a @ref transaction: what a refusal leaves half done is undone.
class directory_store
{
public:
    /// @param more_users how many users there are beside those with a name of their own.
    explicit directory_store(std::size_t more_users) : more_users_(more_users) { reset(); }

    directory_store(const directory_store&) = delete;
    directory_store& operator=(const directory_store&) = delete;

    /// Undoes what was changed during its life, unless it is told to keep it.
    class transaction
    {
    public:
        explicit transaction(directory_store& store) : store_(store), last_number_(store.last_number_) {}

        ~transaction()
        {
            if (!is_kept_)
            {
                store_.last_number_ = last_number_;
                for (auto step = store_.journal_.rbegin(); step != store_.journal_.rend(); ++step)
                {
                    step->table->undo(*step);
                }
            }
            store_.journal_.clear();
        }

        transaction(const transaction&) = delete;
        transaction& operator=(const transaction&) = delete;

        void keep() noexcept { is_kept_ = true; }

    private:
        directory_store& store_;
        std::uint64_t last_number_;
        bool is_kept_ = false;
    };

    /// Everything as seeded.
    void reset()
    {
        tables_ = {};
        last_number_ = 1000;
        directory_seed::fill(more_users_,
                             [this](resource where, json::object record) { add(where, std::move(record)); });
        journal_.clear();
    }

    const record_table& table(resource where) const noexcept { return tables_[static_cast<std::size_t>(where)]; }

    /// Null when there is none.
    const json::object* find(resource where, std::string_view id) const { return table(where).find(id); }

    /// @throws refusal 404 of the provider when there is none.
    const json::object& existing(resource where, std::string_view id) const
    {
        const json::object* const found = find(where, id);
        if (found == nullptr)
        {
            throw nothing_there(where, id);
        }
        return *found;
    }

    /// The record, to be changed.
    ///
    /// @throws refusal 404 of the provider when there is none.
    json::object& change(resource where, std::string_view id)
    {
        json::object* const found = own_table(where).change(id, journal_);
        if (found == nullptr)
        {
            throw nothing_there(where, id);
        }
        return *found;
    }

    /// Adds a record under its id, which must not be taken. Reports of use have none; their name serves.
    json::object& add(resource where, json::object record)
    {
        const std::string id{text_of(record, where == resource::utilization ? "name" : "id")};
        return own_table(where).add(id, std::move(record), journal_);
    }

    void erase(resource where, std::string_view id) { own_table(where).erase(id, journal_); }

    /// An id that nothing has.
    std::string next_id(std::string_view prefix)
    {
        std::string id{prefix};
        return id.append(std::to_string(++last_number_));
    }

private:
    static refusal nothing_there(resource where, std::string_view id)
    {
        return refusal::remote_not_found("There is no " + std::string{singular(where)} + " with the id " +
                                         std::string{id});
    }

    record_table& own_table(resource where) noexcept { return tables_[static_cast<std::size_t>(where)]; }

    std::size_t more_users_;
    std::array<record_table, resource_count> tables_;
    change_journal journal_;
    std::uint64_t last_number_ = 0;
};

/// The time of a change, as the records have it.
inline std::string now_as_text()
{
    return to_timestamp(std::chrono::system_clock::now());
}

/// Notes the time of a change where the record has room for it.
inline void touch(json::object& record)
{
    if (json::value* const value = record.if_contains("updated_at"))
    {
        *value = now_as_text();
    }
}

}  // namespace truto::testing::detail
