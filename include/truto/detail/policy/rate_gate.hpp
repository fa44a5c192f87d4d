#pragma once

#include <truto/detail/policy/rate_knowledge.hpp>
#include <truto/detail/policy/spent_calls.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace truto::detail::policy
{

/// Decides who may send when, so that calls wait here for a limit on their rate, and are not refused for it.
///
/// A call passes two limits, that of the client's token and that of its account. What answers say is about the account if
/// there is one, else about the token: an answer does not tell whose limit a 429 met, and what providers report
/// (`ratelimit-*`) is always the account's. If it was the token's after all, each account learns its share of it. See
/// @ref rate_knowledge for what is made of answers.
///
/// Does no I/O. A caller asks with a @ref ticket, and goes or waits; who went settles, who wants to wait no longer is
/// forgotten. Call @ref release after each settlement, at the time it names, and when an answer to wait names an earlier
/// one. Those who wait for the same account go in the order of their numbers. A call that was refused asks again at once,
/// with the time that it must not come before: it keeps its number, and so its place before later ones, which wait for
/// that time too. One does not wait for those who wait for other accounts. Not thread-safe.
class rate_gate
{
    struct key;

public:
    using time_point = opening::time_point;
    using rules = rate_rules;
    using feedback = rate_feedback;

    /// What a caller holds: must stay where it is, and live until it is settled or forgotten.
    class ticket
    {
    public:
        ticket() = default;
        ticket(const ticket&) = delete;
        ticket& operator=(const ticket&) = delete;

        std::uint64_t number() const noexcept { return number_; }

    private:
        friend class rate_gate;

        enum class state : unsigned char
        {
            outside,
            waiting,
            under_way,
        };

        std::uint64_t number_ = 0;
        key* own_ = nullptr;
        time_point not_before_{};
        rate_knowledge::event went_{};
        state state_ = state::outside;
    };

    struct decision
    {
        bool go = false;

        /// When it has to wait: it will not be its turn any earlier. This is the time of asking when the end of another
        /// call may let it through at any moment.
        time_point not_before{};

        /// When its turn comes if no call ends before: `max` where that is for calls before it to say, or one has to end.
        time_point by_time{};
    };

    explicit rate_gate(const rules& allowed) : rules_(allowed), token_(allowed, {}) {}

    // Tickets refer to keys.
    rate_gate(const rate_gate&) = delete;
    rate_gate& operator=(const rate_gate&) = delete;

    /// A caller wants to send; its ticket neither waits nor is under way. No other ticket that does has its number. The
    /// account can be any text; it is kept, so let it be no secret. An empty one is none. It will not be its turn before
    /// `not_before`.
    decision ask(ticket& its, std::uint64_t number, std::string_view account, time_point now,
                 time_point not_before = time_point::min())
    {
        if (accounts_.size() >= most_accounts_)
        {
            forget_idle_accounts(now);
        }
        key& own = account.empty() ? token_ : find(account);
        if (own.waiting.empty() && !own.known.matters(rules_, now))
        {
            own.known = rate_knowledge(rules_);  // of long ago: what was a pause since then must not count as a window
        }
        its.number_ = number;
        its.own_ = &own;
        its.not_before_ = not_before;

        const auto when = both(next(own, now), next_of_token(own, now));
        if (std::max(when.by_time, not_before) <= now && own.waiting.empty())
        {
            go(its, now);
            return {true, now, now};
        }
        if (own.waiting.empty())
        {
            own.place = crowded_.size();
            crowded_.push_back(&own);
        }
        own.waiting.insert(std::upper_bound(own.waiting.begin(), own.waiting.end(), &its, comes_first), &its);
        its.state_ = ticket::state::waiting;
        ++waiting_;
        const auto by_time = own.waiting.front() == &its ? std::max(when.by_time, not_before) : time_point::max();
        return {false, std::max(when.not_before, not_before), by_time};
    }

    /// An attempt that was let go has ended. Does nothing when it is not under way.
    void settle(ticket& its, const feedback& came, time_point now)
    {
        if (its.state_ != ticket::state::under_way)
        {
            return;
        }
        its.state_ = ticket::state::outside;
        --under_way_;
        its.own_->known.settle(rules_, its.went_, came, now);
        token_.budget.end(rules_.token, came.unsent, now);
        if (its.own_ != &token_)
        {
            its.own_->budget.end(rules_.account, came.unsent, now);
        }
    }

    /// A caller does not wait any longer. False when it is not waiting: who was let go settles.
    bool forget(ticket& its)
    {
        const bool waits = its.state_ == ticket::state::waiting;
        if (waits)
        {
            stop_waiting(its);
        }
        return waits;
    }

    /// Appends those whose turn has come to `may_go`, in order, and gives the time at which others can have theirs if no
    /// call ends before; nothing if nobody waits for a time.
    std::optional<time_point> release(time_point now, std::vector<ticket*>& may_go)
    {
        auto again = time_point::max();
        const auto comes_later = [](const key* a, const key* b)
        { return comes_first(b->waiting.front(), a->waiting.front()); };

        // The keys whose first caller may go: a heap, with the lowest number on top.
        ready_.clear();
        const auto look_at = [&](key& each)
        {
            if (const auto when = std::max(next(each, now).by_time, each.waiting.front()->not_before_); when > now)
            {
                again = std::min(again, when);
                return;
            }
            ready_.push_back(&each);
            std::push_heap(ready_.begin(), ready_.end(), comes_later);
        };
        const auto is_of_token = [&](const key* each) { return each == &token_; };
        const auto token_opens = next_of_accounts(now).by_time;
        if (token_opens <= now)
        {
            std::for_each(crowded_.begin(), crowded_.end(), [&](key* each) { look_at(*each); });
        }
        else
        {
            // However many accounts there are: none of theirs may go.
            again = crowded_.size() > (token_.waiting.empty() ? 0u : 1u) ? token_opens : again;
            if (!token_.waiting.empty())
            {
                look_at(token_);
            }
        }
        while (!ready_.empty())
        {
            std::pop_heap(ready_.begin(), ready_.end(), comes_later);
            key& own = *ready_.back();
            ready_.pop_back();

            // Those before it may have used up the token's limit, which can be its own.
            const auto when = both(next(own, now), next_of_token(own, now)).by_time;
            if (when > now)
            {
                again = std::min(again, when);
                if (next_of_token(own, now).by_time > now)
                {
                    std::erase_if(ready_, std::not_fn(is_of_token));  // so it is shut for all accounts
                }
                continue;
            }
            ticket& its = *own.waiting.front();
            stop_waiting(its);
            go(its, now);
            may_go.push_back(&its);
            if (!own.waiting.empty())
            {
                look_at(own);
            }
        }
        return again == time_point::max() ? std::nullopt : std::optional{again};
    }

    /// One of those who wait; null when nobody does.
    ticket* anybody_waiting() const noexcept { return crowded_.empty() ? nullptr : crowded_.front()->waiting.front(); }

    std::size_t waiting() const noexcept { return waiting_; }
    std::size_t under_way() const noexcept { return under_way_; }

    /// How many accounts it remembers something about.
    std::size_t accounts() const noexcept { return accounts_.size(); }

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
        key(const rules& allowed, std::string_view called) : name(called), known(allowed) {}

        std::string name;
        rate_knowledge known;            // of calls whose answers speak of it
        budget_use budget{};             // by all calls that pass it
        std::vector<ticket*> waiting{};  // in the order of their numbers
        std::size_t place = 0;           // in crowded_, if somebody waits
    };

    // Below this many accounts nobody looks for idle ones.
    static constexpr std::size_t few = 64;

    static bool comes_first(const ticket* a, const ticket* b) noexcept { return a->number_ < b->number_; }

    key& find(std::string_view account)
    {
        const auto is_before = [](const auto& each, std::string_view name) { return each->name < name; };
        const auto place = std::lower_bound(accounts_.begin(), accounts_.end(), account, is_before);
        return place != accounts_.end() && (*place)->name == account
                   ? **place
                   : **accounts_.insert(place, std::make_unique<key>(rules_, account));
    }

    /// Forgets accounts that do not matter any more, and does not look again before there are twice as many as are left.
    void forget_idle_accounts(time_point now)
    {
        std::vector<std::unique_ptr<key>> kept;
        for (auto& each : accounts_)
        {
            if (!is_idle(*each, now))
            {
                kept.push_back(std::move(each));
            }
        }
        accounts_ = std::move(kept);
        most_accounts_ = std::max(2 * accounts_.size(), few);
    }

    bool is_idle(const key& account, time_point now) const noexcept
    {
        return account.waiting.empty() && !account.known.matters(rules_, now) &&
               !account.budget.matters(rules_.account, now);
    }

    /// When the next call may go whose answer speaks of this key.
    opening next(key& own, time_point now)
    {
        return both(own.known.next(now), own.budget.next(&own == &token_ ? rules_.token : rules_.account, now));
    }

    /// When the next call of an account may go with the token.
    opening next_of_token(const key& own, time_point now) const
    {
        return &own == &token_ ? opening{now, now} : next_of_accounts(now);
    }

    opening next_of_accounts(time_point now) const
    {
        return both(token_.known.next_of_others(now), token_.budget.next(rules_.token, now));
    }

    void go(ticket& its, time_point now)
    {
        its.state_ = ticket::state::under_way;
        ++under_way_;
        its.went_ = its.own_->known.go(now);
        token_.budget.go();
        if (its.own_ != &token_)
        {
            its.own_->budget.go();
        }
    }

    void stop_waiting(ticket& its)
    {
        key& own = *its.own_;
        own.waiting.erase(std::lower_bound(own.waiting.begin(), own.waiting.end(), &its, comes_first));
        its.state_ = ticket::state::outside;
        --waiting_;
        if (own.waiting.empty())
        {
            crowded_.back()->place = own.place;
            crowded_[own.place] = crowded_.back();
            crowded_.pop_back();
        }
    }

    rules rules_;
    key token_;
    std::vector<std::unique_ptr<key>> accounts_;  // in the order of their names
    std::size_t most_accounts_ = few;
    std::size_t waiting_ = 0;
    std::size_t under_way_ = 0;
    std::vector<key*> crowded_;  // where somebody waits
    std::vector<key*> ready_;    // for release()
};

}  // namespace truto::detail::policy
