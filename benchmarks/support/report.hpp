// Tables, clocks and the command line that the measuring programs share.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

namespace benchmark
{

/// Nanoseconds of the monotonic clock, since an unspecified start.
inline double now_ns()
{
    const auto since_start = std::chrono::steady_clock::now().time_since_epoch();
    return static_cast<double>(std::chrono::duration_cast<std::chrono::nanoseconds>(since_start).count());
}

/// Nanoseconds of processor time (user and system) behind a clock of the operating system; zero if it is gone.
inline double cpu_ns(clockid_t clock)
{
    timespec spent{};
    if (::clock_gettime(clock, &spent) != 0)
    {
        return 0.0;
    }
    return static_cast<double>(spent.tv_sec) * 1e9 + static_cast<double>(spent.tv_nsec);
}

/// The middle value; the mean of the two middle ones when the count is even. Zero for no values.
inline double median(std::vector<double> values)
{
    if (values.empty())
    {
        return 0.0;
    }
    std::sort(values.begin(), values.end());
    const std::size_t middle = values.size() / 2;
    return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2.0;
}

/// `value` with a fixed number of decimals.
inline std::string fixed(double value, int decimals)
{
    char text[64];
    std::snprintf(text, sizeof text, "%.*f", decimals, value);
    return text;
}

/// Where a ratio has to be, and which way is better.
struct target
{
    double bound{};
    bool at_least{true};

    std::string text() const { return (at_least ? ">= " : "<= ") + fixed(bound, 2); }

    const char* verdict(double ratio) const
    {
        const bool met = at_least ? ratio >= bound : ratio <= bound;
        return met ? "ok" : "MISSED";
    }
};

/// Rows of text printed as columns: the first to the left, the others to the right.
class table
{
public:
    explicit table(std::vector<std::string> header) { rows_.push_back(std::move(header)); }

    void add(std::vector<std::string> row)
    {
        row.resize(rows_.front().size());
        rows_.push_back(std::move(row));
    }

    void print(std::ostream& out) const
    {
        std::vector<std::size_t> widths(rows_.front().size(), 0);
        for (const auto& row : rows_)
        {
            for (std::size_t column = 0; column < row.size(); ++column)
            {
                widths[column] = std::max(widths[column], row[column].size());
            }
        }
        for (std::size_t line = 0; line < rows_.size(); ++line)
        {
            print_row(out, rows_[line], widths);
            if (line == 0)
            {
                std::size_t total = 2 * (widths.size() - 1);
                for (const std::size_t width : widths)
                {
                    total += width;
                }
                out << std::string(total, '-') << '\n';
            }
        }
        out.flush();
    }

private:
    static void print_row(std::ostream& out, const std::vector<std::string>& row,
                          const std::vector<std::size_t>& widths)
    {
        std::string line;
        for (std::size_t column = 0; column < row.size(); ++column)
        {
            const std::string padding(widths[column] - row[column].size(), ' ');
            if (column == 0)
            {
                line += row[column] + padding;
            }
            else
            {
                line += "  " + padding + row[column];
            }
        }
        line.erase(line.find_last_not_of(' ') + 1);
        out << line << '\n';
    }

    std::vector<std::vector<std::string>> rows_;
};

/// True if `name` stands among the arguments.
inline bool has_flag(int argc, char** argv, const char* name)
{
    return std::any_of(argv + 1, argv + argc,
                       [name](const char* argument) { return std::strcmp(argument, name) == 0; });
}

/// The text after `name=`, or `fallback`.
inline std::string option(int argc, char** argv, const std::string& name, const std::string& fallback)
{
    for (int index = 1; index < argc; ++index)
    {
        const std::string argument = argv[index];
        if (argument.starts_with(name + "="))
        {
            return argument.substr(name.size() + 1);
        }
    }
    return fallback;
}

/// The count given as `name=N`, at least one; `fallback` if there is none.
/// @throws std::invalid_argument or std::out_of_range when it is no number.
inline std::size_t count_option(int argc, char** argv, const std::string& name, std::size_t fallback)
{
    return std::max<std::size_t>(1, std::stoul(option(argc, argv, name, std::to_string(fallback))));
}

}  // namespace benchmark
