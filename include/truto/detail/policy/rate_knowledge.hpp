#pragma once

#include <truto/rate_budget.hpp>

#include <truto/detail/policy/spent_calls.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <limits>
#include <optional>

namespace truto::detail::policy
{

/// How calls are held back.
struct rate_rules
{
    /// Limits that are known beforehand.
    rate_budget token{};
    rate_budget account{};

    /// How many calls of a key may be under way while nothing is known about its limit. Zero: as many as want to.
    ///
    /// So many are refused when the limit is met for the first time. Three calls that take half a second each are more
    /// than the API documents for an account: whoever stays below that limit hardly notices.
    std::uint32_t first_flight = 3;

    /// After so many successes without a refusal it is one more.
    std::uint32_t flight_step = 32;

    /// The wait after a 429 that does not tell one. Twice as long each time that it was not enough.
    std::chrono::milliseconds unknown_wait = std::chrono::seconds{10};

    /// The longest wait: after it one call goes, whatever was told.
    std::chrono::milliseconds most_wait = std::chrono::hours{1};

    /// How long a key that nobody uses is remembered.
    std::chrono::milliseconds memory = std::chrono::minutes{10};
};

/// How an attempt ended, as far as rates are concerned.
struct rate_feedback
{
    /// The answer is a 429.
    bool limited = false;

    /// With a 429 the wait that it asks for, see @ref asked_wait; else the time until the window ends.
    std::optional<std::chrono::milliseconds> reset{};

    std::optional<std::int64_t> remaining{};  // `ratelimit-remaining`
    std::optional<std::int64_t> limit{};      // `ratelimit-limit`

    /// An answer came. Without one the server may have counted the call.
    bool answered = false;

    std::optional<std::chrono::milliseconds> window{};  // `w` of `ratelimit-limit`

    /// Nothing was sent: the server did not count the call.
    bool unsent = false;
};

/// What is known about the limit of one key, and what follows for its next call.
///
/// 1. A 429 closes the key for the time that it tells. After that a single call goes, and each that succeeds allows one
///    more at a time: 1, 2, 4, …
/// 2. `ratelimit-remaining` allows so many calls until `ratelimit-reset`. Those under way count against it: the answer may
///    not know of them yet.
/// 3. A 429 also teaches the limit: so many calls succeeded, and so long after the first of them others will. From then on
///    no more calls go in such a time, see @ref spent_calls. In every eighth window one more is tried, alone: to find out
///    that the limit is still the same costs one 429 in eight windows.
/// 4. While nothing is known, a few calls go at a time, and slowly more. All that are under way when a limit is met for the
///    first time are refused: no knowledge can prevent that.
///
/// With 2 no call is refused, provided that nobody else uses up the same limit; with 3 alone, those of the first time are.
class rate_knowledge
{
public:
    using time_point = opening::time_point;
    using duration = std::chrono::steady_clock::duration;

    /// The place of an event among all of a key, to see what was before what, and its time.
    struct event
    {
        std::uint64_t number = 0;
        time_point time{};
    };

    explicit rate_knowledge(const rate_rules& rules) noexcept : steady_(first_flight(rules)), flight_(steady_) {}

    /// When the next call may go.
    opening next(time_point now)
    {
        forget_window(now);

        auto result = next_of_others(now);
        if (left_ && left_->calls <= static_cast<std::int64_t>(under_way_))
        {
            result = both(result, {left_->until, under_way_ != 0 ? now : left_->until});
        }
        if (learned_)
        {
            result = both(result, next_within_learned(now));
        }
        // What an answer said of the window is better than a guess; but where calls were refused, both are heeded.
        if (under_way_ >= flight_ && (!left_ || learned_))
        {
            result = both(result, {time_point::max(), now});
        }
        return result;
    }

    /// When a call may go whose answer will speak of another key: when this one is not closed.
    opening next_of_others(time_point now) const noexcept
    {
        const auto when = std::max(closed_until_, now);
        return {when, when};
    }

    /// A call goes. Gives what `settle` wants to know of it.
    event go(time_point now)
    {
        ++events_;
        began_ = began_.value_or(now);
        used_ = now;
        if (learned_)
        {
            go_within_learned(now);
        }
        ++under_way_;
        return {events_, now};
    }

    /// A call has ended for which `go` gave `went`.
    void settle(const rate_rules& rules, event went, const rate_feedback& came, time_point now)
    {
        --under_way_;
        ++events_;
        used_ = now;
        if (came.unsent)
        {
            return;
        }
        forget_window(now);
        if (came.limited)
        {
            note_refusal(rules, went, came, now);
            return;
        }
        spent_.add(now, learned_ ? 2 * learned_->per : unknown_window);
        if (came.answered)
        {
            note_success(rules, went, came, now);
        }
        else if (left_)
        {
            --left_->calls;
        }
    }

    /// Whether calls would go in another way if it was forgotten, or some are under way.
    bool matters(const rate_rules& rules, time_point now) const noexcept
    {
        return under_way_ != 0 || now - std::max(used_, closed_until_) < rules.memory ||
               (left_ && left_->until > now) || (learned_ && spent_.count(now, learned_->per) != 0);
    }

private:
    /// What an answer said is left of a window.
    struct remainder
    {
        std::int64_t calls;
        std::uint64_t said;  // by which event

        // The window ends in between.
        time_point earliest;
        time_point until;
    };

    /// So many calls succeed in so much time.
    struct experience
    {
        std::uint64_t calls;
        duration per;

        // From then on more are tried in each window, after all others: twice as many each time that it works out.
        time_point next_tries;
        std::uint64_t step = 1;

        // The window, which begins when the one before was used up and all its calls have ended.
        time_point began{};
        bool is_used_up = true;
        bool is_confirmed = false;   // nothing was refused in it
        std::uint64_t tries = 0;     // that are left
        std::uint64_t last_try = 0;  // its event
    };

    // For how long successes count before the limit is known: as long as most windows are.
    static constexpr duration unknown_window = std::chrono::minutes{1};

    // Times until a reset come in full seconds, and not everybody rounds up.
    static constexpr duration rounding = std::chrono::seconds{1};

    // How many windows pass after a refusal before more calls are tried.
    static constexpr int windows_between_tries = 8;

    static constexpr auto unlimited = std::numeric_limits<std::uint64_t>::max();

    static std::uint64_t first_flight(const rate_rules& rules) noexcept
    {
        return rules.first_flight != 0 ? rules.first_flight : unlimited;
    }

    opening next_within_learned(time_point now) const noexcept
    {
        const auto& known = *learned_;
        const bool may_try = under_way_ == 0 && known.tries != 0 && now - known.began < known.per / 2;
        return may_try ? opening{now, now} : spent_.opening_of(now, known.calls, known.per, under_way_);
    }

    /// The window of which an answer spoke is over.
    void forget_window(time_point now) noexcept
    {
        if (left_ && left_->until <= now)
        {
            if (left_->calls <= static_cast<std::int64_t>(under_way_))
            {
                is_resuming_ = true;
                flight_ = 1;
            }
            left_.reset();
        }
    }

    void go_within_learned(time_point now)
    {
        auto& known = *learned_;
        const auto others = spent_.count(now, known.per) + under_way_;
        if (others >= known.calls)
        {
            --known.tries;
            known.last_try = events_;
            return;
        }
        if (known.is_used_up && under_way_ == 0)
        {
            // It was right about the last window: then more calls can go side by side.
            steady_ = known.is_confirmed ? std::max(steady_, std::min(2 * steady_, known.calls)) : steady_;
            known.is_confirmed = true;
            flight_ = 1;
            known.is_used_up = false;
            known.began = now;
            known.tries = now >= known.next_tries ? known.step : 0;
        }
        known.is_used_up = known.is_used_up || others + 1 >= known.calls;
    }

    void note_success(const rate_rules& rules, event went, const rate_feedback& came, time_point now)
    {
        if (learned_ && (went.number < refused_ || went.number == learned_->last_try))
        {
            learned_->calls = std::max(learned_->calls, spent_.count(now, learned_->per));
            learned_->step += went.number == learned_->last_try && learned_->tries == 0 ? learned_->step : 0;
        }
        if (went.number > refused_)
        {
            ++successes_;
            is_resuming_ = false;
            if (vain_waits_ != 0 && learned_)
            {
                // As long as it took, and not as it was told.
                learned_->per = std::max(learned_->per, now - learned_from_);
            }
            vain_waits_ = 0;
            const bool is_step = rules.flight_step != 0 && successes_ % rules.flight_step == 0;
            steady_ += is_step && steady_ != unlimited ? 1 : 0;
            flight_ += flight_ < steady_ ? 1 : 0;
        }
        if (came.remaining)
        {
            const auto reset = std::clamp(came.reset.value_or(came.window.value_or(rules.unknown_wait)),
                                          std::chrono::milliseconds::zero(), rules.most_wait);
            note_remainder(went, {std::max<std::int64_t>(*came.remaining, 0), events_, went.time + reset - rounding,
                                  now + reset + lateness_});
        }
        else if (came.limit.value_or(0) > 0 && came.window.value_or(std::chrono::milliseconds::zero()).count() > 0 &&
                 !learned_)
        {
            const auto window = std::min(*came.window, rules.most_wait);
            learned_ = {static_cast<std::uint64_t>(*came.limit), window, now + windows_between_tries * window, 1};
        }
    }

    void note_remainder(event went, const remainder& now)
    {
        const bool is_younger = !left_ || went.number > left_->said;
        const bool is_about_later_window = left_ && now.earliest > left_->until;
        if (is_younger || (is_about_later_window && now.calls <= left_->calls))
        {
            left_ = now;
        }
        else if (now.until >= left_->earliest && !is_about_later_window)
        {
            // Answers to calls that went side by side may overtake each other: of two about the same window the one with
            // the smaller number is the later one.
            left_ = {std::min(left_->calls, now.calls), now.said, std::max(left_->earliest, now.earliest),
                     std::min(left_->until, now.until)};
        }
    }

    void note_refusal(const rate_rules& rules, event went, const rate_feedback& came, time_point now)
    {
        // Those that went together are refused together: that says nothing new.
        const bool is_news = went.number > refused_;
        const bool was_in_vain = is_news && is_resuming_;
        if (was_in_vain)
        {
            ++vain_waits_;
            lateness_ = rounding;
        }

        const duration told = std::clamp(came.reset.value_or(rules.unknown_wait), {}, rules.most_wait);
        const auto wait = std::min<duration>(came.reset ? doubled(told + lateness_, std::max(vain_waits_, 1u) - 1)
                                                        : doubled(told, vain_waits_),
                                             rules.most_wait);

        if (is_news)
        {
            if (successes_ != 0 && !was_in_vain)
            {
                learn(now, now + wait);
            }
            successes_ = 0;
            began_.reset();
        }
        closed_until_ = std::max(closed_until_, now + wait);
        refused_ = events_;
        is_resuming_ = true;
        flight_ = 1;
        steady_ = is_news && steady_ != unlimited ? std::max(steady_ / 2, first_flight(rules)) : steady_;
        left_.reset();
    }

    static duration doubled(duration time, unsigned times) noexcept { return time * (1 << std::min(times, 12u)); }

    /// A call was refused after successes; others will be accepted at `end`.
    void learn(time_point now, time_point end)
    {
        const bool is_recent = *began_ >= now - unknown_window;
        const auto calls = is_recent ? successes_ : spent_.count(now, unknown_window);
        learned_from_ = is_recent ? *began_ : now - unknown_window;
        const auto per = end - learned_from_;
        if (!learned_ || per <= learned_->per)
        {
            learned_ = {std::max<std::uint64_t>(calls, 1), per, end, 1};
        }
        else if (const auto first = spent_.first_of_last(learned_->calls);
                 first && end - *first <= learned_->per + learned_->per / 2)
        {
            // As many as succeed in one window did, and the server still counts the first of them, which it saw earlier.
            learned_->per = std::max(learned_->per, end - *first + learned_->per / 8);
        }
        else
        {
            learned_->calls = std::clamp<std::uint64_t>(spent_.count(now, learned_->per), 1, learned_->calls);
        }
        learned_->next_tries = end + windows_between_tries * learned_->per;
        learned_->step = 1;
        learned_->tries = 0;
        learned_->is_used_up = true;
        learned_->is_confirmed = false;
    }

    std::uint64_t under_way_ = 0;
    std::uint64_t steady_;  // how many may be under way as a rule,
    std::uint64_t flight_;  // and since calls last went one by one
    std::optional<remainder> left_{};
    std::optional<experience> learned_{};
    time_point learned_from_{};  // when the first of those calls went
    spent_calls spent_{};

    std::uint64_t events_ = 0;

    // Since the last refusal.
    std::optional<time_point> began_{};
    std::uint64_t successes_ = 0;

    time_point closed_until_ = time_point::min();
    std::uint64_t refused_ = 0;  // the event of the last refusal
    bool is_resuming_ = false;   // after a wait that an answer told, until one succeeds
    unsigned vain_waits_ = 0;    // in a row
    duration lateness_{};        // of the times that are told
    time_point used_{};
};

}  // namespace truto::detail::policy
