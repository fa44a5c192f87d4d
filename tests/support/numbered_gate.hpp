#pragma once

#include <truto/detail/policy/rate_gate.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <vector>

namespace truto::test
{

/// A rate gate whose callers are known by their numbers alone: it holds their tickets.
class numbered_gate
{
public:
    using rate_gate = detail::policy::rate_gate;
    using time_point = rate_gate::time_point;

    explicit numbered_gate(const rate_gate::rules& rules) : gate_(rules) {}

    rate_gate::decision ask(std::uint64_t caller, std::string_view account, time_point now,
                            time_point not_before = time_point::min())
    {
        return gate_.ask(tickets_[caller], caller, account, now, not_before);
    }

    void settle(std::uint64_t caller, const rate_gate::feedback& came, time_point now)
    {
        gate_.settle(tickets_[caller], came, now);
    }

    bool forget(std::uint64_t caller) { return gate_.forget(tickets_[caller]); }

    std::optional<time_point> release(time_point now, std::vector<std::uint64_t>& may_go)
    {
        std::vector<rate_gate::ticket*> turn;
        const auto again = gate_.release(now, turn);
        for (const auto* each : turn)
        {
            may_go.push_back(each->number());
        }
        return again;
    }

    std::size_t waiting() const noexcept { return gate_.waiting(); }
    std::size_t under_way() const noexcept { return gate_.under_way(); }
    std::size_t accounts() const noexcept { return gate_.accounts(); }

private:
    rate_gate gate_;
    std::map<std::uint64_t, rate_gate::ticket> tickets_;
};

}  // namespace truto::test
