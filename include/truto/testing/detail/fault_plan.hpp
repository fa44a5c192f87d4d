#pragma once

#include <truto/testing/scripted_answer.hpp>
#include <truto/testing/simulated_faults.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <random>
#include <stdexcept>
#include <utility>
#include <variant>

namespace truto::testing::detail
{

/// What is going to happen to one request besides what it asks for.
struct fate
{
    std::optional<connection_fault> fault{};
    std::optional<scripted_answer> answer{};  // instead of the directory's own
    bool is_carried_out = true;               // with an answer: whether the request has its effect all the same
    std::chrono::milliseconds delay{0};
};

/// Faults by chance: a sequence of fates that depends on the options only.
class chance
{
public:
    /// @throws std::invalid_argument when the chances are none.
    explicit chance(const random_faults& options) : options_(options), source_(options.seed)
    {
        double sum = 0;
        for (const double each :
             {options.reset_before_reading, options.reset_before_execution, options.reset_after_execution,
              options.half_answer, options.stall, options.rate_limited, options.server_error, options.bad_gateway})
        {
            // Written so that what is not a number fails as well.
            if (!(each >= 0))
            {
                throw std::invalid_argument("the chance of a fault is from 0 to 1");
            }
            sum += each;
        }
        // Ten times 0.1 is a little more than 1 to a computer.
        if (!(sum <= 1 + 1e-9) || !(options.executed_anyway >= 0 && options.executed_anyway <= 1))
        {
            throw std::invalid_argument("the chances of all faults together are from 0 to 1");
        }
    }

    fate next()
    {
        // All of them each time, so that no fate depends on what the ones before it needed.
        const double kind = fraction();
        const bool is_executed = fraction() < options_.executed_anyway;
        const double detail = fraction();
        const double wait = fraction();

        fate made = of_kind(kind, is_executed, detail);
        made.delay = std::chrono::milliseconds{
            static_cast<std::chrono::milliseconds::rep>(wait * (static_cast<double>(options_.jitter.count()) + 1))};
        return made;
    }

private:
    // From 0 up to, but without, 1. The distributions of the standard differ from library to library.
    double fraction() { return static_cast<double>(source_() >> 11) * 0x1p-53; }

    fate of_kind(double kind, bool is_executed, double detail) const
    {
        const auto happens = [&kind](double likelihood)
        {
            kind -= likelihood;
            return kind < 0;
        };
        const auto broken = [](fault_point at, fault_ending by, std::optional<std::size_t> bytes = std::nullopt)
        { return fate{.fault = connection_fault{.at = at, .bytes = bytes, .by = by}}; };

        if (happens(options_.reset_before_reading))
        {
            return broken(fault_point::within_request, fault_ending::reset, 0);
        }
        if (happens(options_.reset_before_execution))
        {
            return broken(fault_point::before_execution, fault_ending::reset);
        }
        if (happens(options_.reset_after_execution))
        {
            return broken(fault_point::after_execution, fault_ending::reset);
        }
        if (happens(options_.half_answer))
        {
            return broken(fault_point::within_answer, detail < 1.0 / 3   ? fault_ending::close
                                                      : detail < 2.0 / 3 ? fault_ending::truncate
                                                                         : fault_ending::reset);
        }
        if (happens(options_.stall))
        {
            fate made =
                broken(is_executed ? fault_point::after_execution : fault_point::before_execution, fault_ending::stall);
            made.fault->stall_time = options_.stall_time;
            return made;
        }
        if (happens(options_.rate_limited))
        {
            return {.answer = scripted_answer::rate_limited(options_.retry_after), .is_carried_out = false};
        }
        if (happens(options_.server_error))
        {
            return {.answer = scripted_answer::own_failure(500, "Internal Server Error", "Something went wrong"),
                    .is_carried_out = is_executed};
        }
        if (happens(options_.bad_gateway))
        {
            return {.answer = scripted_answer::bad_gateway(), .is_carried_out = is_executed};
        }
        return {};
    }

    random_faults options_;
    std::mt19937_64 source_;
};

/// Decides what happens to the requests to come: first what is scripted, then chance.
class fault_plan
{
public:
    explicit fault_plan(const random_faults& options) : options_(options), chance_(options) {}

    void script(std::variant<scripted_answer, connection_fault> event, std::size_t count)
    {
        if (count != 0)
        {
            scripts_.push_back({std::move(event), count});
        }
    }

    /// The fate of the next request.
    fate next()
    {
        fate made = chance_.next();
        if (scripts_.empty())
        {
            return made;
        }

        entry& first = scripts_.front();
        made = {.delay = made.delay};
        if (const auto* const answer = std::get_if<scripted_answer>(&first.event))
        {
            made.answer = *answer;
            made.is_carried_out = false;
        }
        else
        {
            made.fault = std::get<connection_fault>(first.event);
        }
        if (--first.left == 0)
        {
            scripts_.pop_front();
        }
        return made;
    }

    /// As at the beginning.
    void reset()
    {
        scripts_.clear();
        chance_ = chance(options_);
    }

private:
    struct entry
    {
        std::variant<scripted_answer, connection_fault> event;
        std::size_t left;
    };

    random_faults options_;
    chance chance_;
    std::deque<entry> scripts_;
};

}  // namespace truto::testing::detail
