#pragma once

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <iostream>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "offboard_arguments.hpp"
#include "terminal_text.hpp"

namespace example
{

/// How a step ended.
enum class outcome : unsigned char
{
    done,
    was_not_there,  ///< The user, the membership or the role was gone already.
    failed,         ///< Nothing was changed.
    unknown,        ///< The request went out, and no answer says what became of it.
    not_started,
};

/// The outcomes in words and in the colours of a terminal.
struct outcome_name
{
    std::string_view text;
    std::string_view json;
    std::string_view colour;
};
inline constexpr std::array<outcome_name, 5> outcome_names{{
    {"done", "done", "\x1b[32m"},
    {"was not there", "was_not_there", "\x1b[2m"},
    {"failed", "failed", "\x1b[31m"},
    {"unknown", "unknown", "\x1b[35m"},
    {"not started", "not_started", "\x1b[33m"},
}};

constexpr const outcome_name& name_of(outcome value)
{
    return outcome_names[static_cast<std::size_t>(value)];
}

/// One thing to do. Refers to the command line.
struct step
{
    std::string_view user{};  ///< Empty when it concerns nobody alone.
    std::string_view what{};
    std::string_view target{};  ///< The group, role or organization, if there is one.
};

inline std::string text_of(const step& each)
{
    return std::string{each.what} + (each.target.empty() ? "" : " ") + printable(each.target);
}

/// What became of a step.
struct result
{
    step of{};
    outcome how = outcome::not_started;
    unsigned status = 0;  ///< Of HTTP; 0 without an answer.
    std::string message{};
    std::chrono::nanoseconds elapsed{};
};

/// Collects the results: shows progress on standard error, and the results on standard output, with `--json` as they
/// come, otherwise as a table in the end.
class report
{
public:
    explicit report(const offboarding& asked) : asked_(asked)
    {
        results_.reserve(asked.steps());
        for (const auto& user : asked.users)
        {
            people_.emplace(user, person{.position = people_.size()});
        }
    }

    /// What a user is called, once an answer tells.
    void learn_name(std::string_view user, std::string_view name) { people_.at(user).name = printable(name); }

    void add(result each)
    {
        ++counts_[static_cast<std::size_t>(each.how)];
        if (asked_.json)
        {
            print_json(each);
        }
        if (!each.of.user.empty())
        {
            auto& who = people_.at(each.of.user);
            who.failures += is_good(each.how) ? 0 : 1;
            who.is_started |= each.how != outcome::not_started;
            if (++who.results == asked_.steps_per_person() && who.is_started)
            {
                show_progress(each.of.user, who);
            }
        }
        results_.push_back(std::move(each));
    }

    /// Whether everything is done, or was not there.
    bool is_good() const
    {
        return results_.size() == asked_.steps() &&
               std::all_of(results_.begin(), results_.end(), [](const result& each) { return is_good(each.how); });
    }

    /// The table and the lists of what needs attention; with `--json` the latter only, on standard error.
    void print()
    {
        // By person, as on the command line; the steps of one person are in order already.
        const auto position = [this](const result& each)
        { return each.of.user.empty() ? people_.size() : people_.at(each.of.user).position; };
        std::stable_sort(results_.begin(), results_.end(),
                         [&](const result& a, const result& b) { return position(a) < position(b); });

        auto& out = asked_.json ? std::cerr : std::cout;
        if (!asked_.json)
        {
            print_table(out);
        }
        print_counts(out);
        print_list(out, outcome::failed, "Failed, nothing was changed by these:");
        print_list(out, outcome::unknown, "May or may not have been carried out; look before you try again:");
        print_list(out, outcome::not_started, "Not started:");
        out.flush();
    }

private:
    struct person
    {
        std::size_t position = 0;
        std::string name{};
        std::size_t results = 0;
        std::size_t failures = 0;
        bool is_started = false;
    };

    static bool is_good(outcome how) { return how == outcome::done || how == outcome::was_not_there; }

    std::string who(std::string_view user) const
    {
        if (user.empty())
        {
            return "-";
        }
        const auto& name = people_.at(user).name;
        return name.empty() ? printable(user) : name + " (" + printable(user) + ")";
    }

    static long long milliseconds(const result& each)
    {
        return static_cast<long long>(std::chrono::round<std::chrono::milliseconds>(each.elapsed).count());
    }

    void show_progress(std::string_view user, const person& state)
    {
        std::cerr << '[' << ++people_done_ << '/' << people_.size() << "] " << who(user) << ": ";
        if (state.failures == 0)
        {
            std::cerr << "done\n";
        }
        else
        {
            std::cerr << state.failures << " of " << counted(state.results, "step") << " not done\n";
        }
    }

    static void print_json(const result& each)
    {
        const auto text_or_null = [](std::string_view text) -> boost::json::value
        { return text.empty() ? boost::json::value{} : boost::json::value(text); };
        boost::json::object line;
        line["user"] = text_or_null(each.of.user);
        line["step"] = each.of.what;
        line["target"] = text_or_null(each.of.target);
        line["outcome"] = name_of(each.how).json;
        line["status"] = each.status;
        line["message"] = text_or_null(each.message);
        line["elapsed_ms"] = milliseconds(each);
        std::cout << boost::json::serialize(line) << std::endl;  // a line a result, at once
    }

    void print_table(std::ostream& out) const
    {
        constexpr std::size_t columns = 5;
        using row = std::array<std::string, columns>;
        std::vector<row> rows{{"Who", "Step", "Outcome", "HTTP", "Time"}};
        for (const auto& each : results_)
        {
            rows.push_back({who(each.of.user), text_of(each.of), std::string{name_of(each.how).text},
                            each.status == 0 ? "-" : std::to_string(each.status),
                            each.how == outcome::not_started ? "-" : std::to_string(milliseconds(each)) + " ms"});
        }
        std::array<std::size_t, columns> widths{};
        for (const auto& each : rows)
        {
            for (std::size_t i = 0; i != columns; ++i)
            {
                widths[i] = std::max(widths[i], columns_of(each[i]));
            }
        }

        const bool in_colour = wants_colour();
        out << '\n';
        for (std::size_t i = 0; i != rows.size(); ++i)
        {
            for (std::size_t column = 0; column != columns; ++column)
            {
                auto cell = column + 1 == columns ? rows[i][column] : padded(rows[i][column], widths[column] + 2);
                if (in_colour && i != 0 && column == 2)
                {
                    cell = std::string{name_of(results_[i - 1].how).colour} + cell + "\x1b[0m";
                }
                out << cell;
            }
            out << '\n';
        }
        out << '\n';
    }

    void print_counts(std::ostream& out) const
    {
        out << counted(results_.size(), "step");
        const char* separator = ": ";
        for (std::size_t i = 0; i != counts_.size(); ++i)
        {
            if (counts_[i] != 0)
            {
                out << std::exchange(separator, ", ") << outcome_names[i].text << ' ' << counts_[i];
            }
        }
        out << '\n';
    }

    void print_list(std::ostream& out, outcome how, std::string_view title) const
    {
        if (counts_[static_cast<std::size_t>(how)] == 0)
        {
            return;
        }
        out << '\n' << title << '\n';
        for (const auto& each : results_)
        {
            if (each.how == how)
            {
                out << "  " << who(each.of.user) << ", " << text_of(each.of) << (each.message.empty() ? "" : ": ")
                    << printable(each.message) << '\n';
            }
        }
    }

    const offboarding& asked_;
    std::unordered_map<std::string_view, person> people_;
    std::size_t people_done_ = 0;
    std::vector<result> results_;
    std::array<std::size_t, outcome_names.size()> counts_{};
};

}  // namespace example
