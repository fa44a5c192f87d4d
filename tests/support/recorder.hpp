#pragma once

#include <truto/observer.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace truto::test
{

/// Writes down what an observer is told, one line for each event.
class recorder : public observer
{
public:
    struct event
    {
        std::uint64_t call;  // 0 for what is about a connection
        std::string text;
    };

    std::vector<event> events() const
    {
        const std::lock_guard lock{mutex_};
        return events_;
    }

    /// All lines, in order.
    std::vector<std::string> lines() const
    {
        std::vector<std::string> result;
        for (const auto& each : events())
        {
            result.push_back(each.text);
        }
        return result;
    }

    /// The lines of one call, in order.
    std::vector<std::string> lines_of(std::uint64_t call) const
    {
        std::vector<std::string> result;
        for (const auto& each : events())
        {
            if (each.call == call)
            {
                result.push_back(each.text);
            }
        }
        return result;
    }

    std::size_t count(std::string_view text) const
    {
        const auto all = lines();
        return static_cast<std::size_t>(std::count(all.begin(), all.end(), text));
    }

    bool has(std::string_view text) const { return count(text) != 0; }

    void call_started(const call_info& call) noexcept override { note(call, "call " + std::string{call.operation}); }
    void wait_started(const call_info& call, const wait_info& what) noexcept override
    {
        note(call, "wait " + name_of(what));
    }
    void wait_finished(const call_info& call, const wait_info& what, std::chrono::nanoseconds) noexcept override
    {
        note(call, "waited " + name_of(what));
    }
    void attempt_started(const call_info& call, unsigned number) noexcept override
    {
        note(call, "attempt " + std::to_string(number));
    }
    void attempt_finished(const call_info& call, const attempt_info& what) noexcept override
    {
        note(call, "attempt " + std::to_string(what.number) + ": " + outcome(what.status, what.error));
    }
    void call_finished(const call_info& call, const call_end_info& what) noexcept override
    {
        note(call, "end: " + outcome(what.status, what.error));
    }
    void connection_opened(const connection_info& what) noexcept override { note(what, "opened"); }
    void connection_reused(const connection_info& what) noexcept override { note(what, "reused"); }
    void connection_closed(const connection_info& what, close_reason why) noexcept override
    {
        note(what, "closed, " + std::string{to_string(why)});
    }
    void connection_failed(const connection_info& what, error_code) noexcept override { note(what, "failed"); }

private:
    static std::string name_of(const wait_info& what)
    {
        std::string text{to_string(what.reason)};
        return what.retry == retry_reason::none ? text : text.append(", ").append(to_string(what.retry));
    }

    static std::string outcome(unsigned status, const error_code& error)
    {
        return status != 0 ? std::to_string(status) : error ? "no answer" : "nothing";
    }

    void note(const call_info& call, std::string text)
    {
        const std::lock_guard lock{mutex_};
        events_.push_back({call.id, std::move(text)});
    }
    void note(const connection_info& what, const std::string& text)
    {
        const std::lock_guard lock{mutex_};
        events_.push_back({0, "connection " + std::to_string(what.id) + " " + text});
    }

    mutable std::mutex mutex_;
    std::vector<event> events_;
};

}  // namespace truto::test
