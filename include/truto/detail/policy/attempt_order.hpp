#pragma once

#include <cstddef>
#include <vector>

namespace truto::detail::policy
{

/// In which order to try a host's addresses (RFC 8305, 4): the families take turns, beginning with that of the first
/// address, and within a family the resolver's order stays. `is_v6` tells the family of each address.
inline std::vector<std::size_t> attempt_order(const std::vector<bool>& is_v6)
{
    std::vector<std::size_t> order;
    order.reserve(is_v6.size());

    const auto next = [&](std::size_t from, bool family)
    {
        while (from != is_v6.size() && is_v6[from] != family)
        {
            ++from;
        }
        return from;
    };
    const bool first_family = !is_v6.empty() && is_v6.front();
    std::size_t first = next(0, first_family);
    std::size_t second = next(0, !first_family);
    while (order.size() != is_v6.size())
    {
        if (first != is_v6.size())
        {
            order.push_back(first);
            first = next(first + 1, first_family);
        }
        if (second != is_v6.size())
        {
            order.push_back(second);
            second = next(second + 1, !first_family);
        }
    }
    return order;
}

}  // namespace truto::detail::policy
