#pragma once

#include <truto/detail/policy/rate_knowledge.hpp>
#include <truto/detail/policy/spent_calls.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace truto::detail::policy
{

/// Decides who may send when, so that calls wait here for a limit on their rate, and are not refused for it.
///
/// A call passes two limits, its token's and its account's. What answers say is about the account if there is one, else
/// about the token: an answer does not tell whose limit a 429 met, and what providers report (`ratelimit-*`) is always the
/// account's. If it was the token's after all, each account learns its share of it. See @ref rate_knowledge for what is
/// made of answers.
///
/// Knows callers as numbers only, and does no I/O. A caller asks, and goes or waits; who went settles, who wants to wait no
/// longer is forgotten. Call @ref release after each answer to wait, after each settlement, and at the time it names. Those
/// who wait for the same key go in the order of their numbers: a call that was refused keeps its number, and so its place.
/// One does not wait for those who wait for other keys. Not thread-safe.
class rate_gate
{
public:
    using time_point = opening::time_point;
    using caller_id = std::uint64_t;
    using rules = rate_rules;
    using feedback = rate_feedback;

    struct decision
    {
        bool go = false;

        /// When it has to wait: it will not be its turn any earlier. This is the time of asking when the end of another
        /// call may let it through at any moment.
        time_point not_before{};
    };

    explicit rate_gate(const rules& allowed) : rules_(allowed) {}

    // Tickets refer to keys.
    rate_gate(const rate_gate&) = delete;
    rate_gate& operator=(const rate_gate&) = delete;

    /// A caller wants to send. No other who waits or went has its number. The keys can be any texts; they are kept, so let
    /// them be no secrets. An empty account is none.
    decision ask(caller_id caller, std::string_view token_key, std::string_view account_key, time_point now)
    {
        if (keys() >= most_keys_)
        {
            forget_idle_keys(now);
        }
        key& token = find(tokens_, token_key);
        key& own = account_key.empty() ? token : find(accounts_, account_key);

        const auto when = both(next(own, now), next_of_token(token, own, now));
        ticket& its = add_ticket(caller, {&own, &token, {}, true});
        if (when.by_time <= now && own.waiting.empty())
        {
            go(its, now);
            return {true, now};
        }
        if (own.waiting.empty())
        {
            own.place = crowded_.size();
            crowded_.push_back(&own);
        }
        own.waiting.insert(caller);
        ++waiting_;
        return {false, when.not_before};
    }

    /// An attempt that was let go has ended. Does nothing when `caller` is not under way.
    void settle(caller_id caller, const feedback& came, time_point now)
    {
        const auto found = tickets_.find(caller);
        if (found == tickets_.end() || found->second.waits)
        {
            return;
        }
        const ticket ended = found->second;
        drop_ticket(found);

        ended.own->known.settle(rules_, ended.went, came, now);
        ended.token->budget.end(rules_.token, came.unsent, now);
        if (ended.own != ended.token)
        {
            ended.own->budget.end(rules_.account, came.unsent, now);
        }
    }

    /// A caller does not wait any longer. False when it is not waiting: who was let go settles.
    bool forget(caller_id caller)
    {
        const auto found = tickets_.find(caller);
        if (found == tickets_.end() || !found->second.waits)
        {
            return false;
        }
        stop_waiting(*found->second.own, caller);
        drop_ticket(found);
        return true;
    }

    /// Appends those whose turn has come to `may_go`, in order, and gives the time at which others can have theirs if no
    /// call ends before; nothing if nobody waits for a time.
    std::optional<time_point> release(time_point now, std::vector<caller_id>& may_go)
    {
        auto again = time_point::max();
        const auto comes_later = [](const key* a, const key* b) { return *a->waiting.begin() > *b->waiting.begin(); };

        // The keys whose first caller may go: a heap, with the lowest number on top.
        ready_.clear();
        const auto look_at = [&](key& each)
        {
            if (const auto when = next(each, now).by_time; when > now)
            {
                again = std::min(again, when);
                return;
            }
            ready_.push_back(&each);
            std::push_heap(ready_.begin(), ready_.end(), comes_later);
        };
        for (key* const each : crowded_)
        {
            look_at(*each);
        }
        while (!ready_.empty())
        {
            std::pop_heap(ready_.begin(), ready_.end(), comes_later);
            key& own = *ready_.back();
            ready_.pop_back();

            const auto caller = *own.waiting.begin();
            ticket& its = tickets_.find(caller)->second;
            // Those before it may have used up the token's limit, which can be its own.
            const auto when = both(next(own, now), next_of_token(*its.token, own, now)).by_time;
            if (when > now)
            {
                again = std::min(again, when);
                continue;
            }
            stop_waiting(own, caller);
            go(its, now);
            may_go.push_back(caller);
            if (!own.waiting.empty())
            {
                look_at(own);
            }
        }
        return again == time_point::max() ? std::nullopt : std::optional{again};
    }

    std::size_t waiting() const noexcept { return waiting_; }
    std::size_t under_way() const noexcept { return tickets_.size() - waiting_; }

    /// How many keys it remembers something about.
    std::size_t keys() const noexcept { return tokens_.size() + accounts_.size(); }

private:
    /// The use of a budget.
    class budget_use
    {
    public:
        opening next(const rate_budget& allowed, time_point now) const noexcept
        {
            return has_limit(allowed) ? spent_.opening_of(now, allowed.requests, allowed.per, under_way_)
                                      : opening{now, now};
        }

        void go() noexcept { ++under_way_; }

        void end(const rate_budget& allowed, bool unsent, time_point now)
        {
            --under_way_;
            if (!unsent && has_limit(allowed))
            {
                spent_.add(now, allowed.per);
            }
        }

        bool matters(const rate_budget& allowed, time_point now) const noexcept
        {
            return under_way_ != 0 || (has_limit(allowed) && spent_.count(now, allowed.per) != 0);
        }

    private:
        static bool has_limit(const rate_budget& allowed) noexcept
        {
            return allowed.requests != 0 && allowed.per.count() > 0;
        }

        std::uint64_t under_way_ = 0;
        spent_calls spent_{};
    };

    struct key
    {
        key(const rules& allowed, bool of_token) noexcept : is_token(of_token), known(allowed) {}

        bool is_token;
        rate_knowledge known;  // of calls whose answers speak of it
        budget_use budget{};   // by all calls that pass it
        std::set<caller_id> waiting{};
        std::size_t place = 0;  // in crowded_, if somebody waits
    };

    struct ticket
    {
        key* own;
        key* token;
        rate_knowledge::event went;
        bool waits;
    };

    struct text_hash
    {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const noexcept { return std::hash<std::string_view>{}(text); }
    };

    using key_map = std::unordered_map<std::string, key, text_hash, std::equal_to<>>;
    using ticket_map = std::unordered_map<caller_id, ticket>;

    // Below this many keys nobody looks for idle ones, and this many tickets are kept to be used again.
    static constexpr std::size_t few = 64;

    key& find(key_map& keys, std::string_view name)
    {
        const auto found = keys.find(name);
        return found != keys.end() ? found->second
                                   : keys.try_emplace(std::string{name}, rules_, &keys == &tokens_).first->second;
    }

    /// Forgets keys that do not matter any more, and does not look again before there are twice as many as are left.
    void forget_idle_keys(time_point now)
    {
        const auto forget_in = [&](key_map& keys, const rate_budget& allowed)
        {
            std::erase_if(keys,
                          [&](const auto& each)
                          {
                              const key& its = each.second;
                              return its.waiting.empty() && !its.known.matters(rules_, now) &&
                                     !its.budget.matters(allowed, now);
                          });
        };
        forget_in(tokens_, rules_.token);
        forget_in(accounts_, rules_.account);
        most_keys_ = std::max(2 * keys(), few);
    }

    /// When the next call may go whose answer speaks of this key.
    opening next(key& own, time_point now)
    {
        return both(own.known.next(now), own.budget.next(own.is_token ? rules_.token : rules_.account, now));
    }

    /// When the next call may go with this token, which is the account's if there is one.
    opening next_of_token(const key& token, const key& own, time_point now) const
    {
        return &token == &own ? opening{now, now}
                              : both(token.known.next_of_others(now), token.budget.next(rules_.token, now));
    }

    void go(ticket& its, time_point now)
    {
        its.waits = false;
        its.went = its.own->known.go(now);
        its.token->budget.go();
        if (its.own != its.token)
        {
            its.own->budget.go();
        }
    }

    void stop_waiting(key& own, caller_id caller)
    {
        own.waiting.erase(caller);
        --waiting_;
        if (own.waiting.empty())
        {
            crowded_.back()->place = own.place;
            crowded_[own.place] = crowded_.back();
            crowded_.pop_back();
        }
    }

    ticket& add_ticket(caller_id caller, const ticket& its)
    {
        if (spare_tickets_.empty())
        {
            return tickets_.emplace(caller, its).first->second;
        }
        auto node = std::move(spare_tickets_.back());
        spare_tickets_.pop_back();
        node.key() = caller;
        node.mapped() = its;
        return tickets_.insert(std::move(node)).position->second;
    }

    void drop_ticket(ticket_map::iterator which)
    {
        if (spare_tickets_.size() < few)
        {
            spare_tickets_.push_back(tickets_.extract(which));
        }
        else
        {
            tickets_.erase(which);
        }
    }

    rules rules_;
    key_map tokens_;
    key_map accounts_;
    std::size_t most_keys_ = few;
    ticket_map tickets_;
    std::vector<ticket_map::node_type> spare_tickets_;
    std::size_t waiting_ = 0;
    std::vector<key*> crowded_;  // where somebody waits
    std::vector<key*> ready_;    // for release()
};

}  // namespace truto::detail::policy
