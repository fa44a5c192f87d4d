#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace truto::detail::policy
{

/// In which order to try a host's addresses (RFC 8305, 4): the families take turns, beginning with that of the first
/// address, and within a family the resolver's order stays. `families` holds a character for each address: `4` or `6`.
inline std::vector<std::size_t> attempt_order(std::string_view families)
{
    std::vector<std::size_t> order;
    order.reserve(families.size());
    std::size_t next[] = {0, 0};  // where to look for the next one of the first address's family, and of the other
    for (bool first = true; order.size() != families.size(); first = !first)
    {
        auto& at = next[first ? 0 : 1];
        while (at != families.size() && (families[at] == families.front()) != first)
        {
            ++at;
        }
        if (at != families.size())
        {
            order.push_back(at++);
        }
    }
    return order;
}

}  // namespace truto::detail::policy
