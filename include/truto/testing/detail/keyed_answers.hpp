#pragma once

#include <truto/testing/detail/exchange.hpp>

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>

namespace truto::testing::detail
{

/// The answers that are given again to the same `Idempotency-Key`. Scoped by account and path, as the API does it.
class keyed_answers
{
public:
    /// The oldest answers are forgotten, so that a load test does not fill the memory.
    static constexpr std::size_t limit = 1000;

    /// What names an answer. No part of it can hold a line break: ids are UUIDs, the others come from lines of HTTP.
    static std::string name(std::string_view account, std::string_view path, std::string_view key)
    {
        std::string made{account};
        made.append("\n").append(path).append("\n").append(key);
        return made;
    }

    /// Null when there is none.
    const outgoing_answer* find(const std::string& name) const
    {
        const auto place = answers_.find(name);
        return place != answers_.end() ? &place->second : nullptr;
    }

    void keep(const std::string& name, const outgoing_answer& answer)
    {
        if (order_.size() == limit)
        {
            answers_.erase(order_.front());
            order_.pop_front();
        }
        order_.push_back(name);
        answers_.emplace(name, answer);
    }

    void clear()
    {
        answers_.clear();
        order_.clear();
    }

private:
    std::unordered_map<std::string, outgoing_answer> answers_;
    std::deque<std::string> order_;
};

}  // namespace truto::testing::detail
