#pragma once

#include <truto/observer.hpp>

#include <memory>
#include <utility>
#include <vector>

namespace truto
{

/// Tells everything to several observers, in order: `client_options::observer` takes one.
///
/// @code
/// std::vector<std::shared_ptr<truto::observer>> all{log, spans};
/// options.observer = std::make_shared<truto::observer_list>(all);
/// @endcode
///
/// Any thread may use it at any time; so may any thread use what it holds, see @ref observer.
class observer_list : public observer
{
public:
    /// Null pointers are left out.
    explicit observer_list(std::vector<std::shared_ptr<observer>> all) : all_(std::move(all))
    {
        std::erase(all_, nullptr);
    }

    void call_started(const call_info& call) noexcept override { tell(&observer::call_started, call); }

    void wait_started(const call_info& call, const wait_info& wait) noexcept override
    {
        tell(&observer::wait_started, call, wait);
    }

    void wait_finished(const call_info& call, const wait_info& wait, std::chrono::nanoseconds actual) noexcept override
    {
        tell(&observer::wait_finished, call, wait, actual);
    }

    void attempt_started(const call_info& call, unsigned number) noexcept override
    {
        tell(&observer::attempt_started, call, number);
    }

    void attempt_finished(const call_info& call, const attempt_info& attempt) noexcept override
    {
        tell(&observer::attempt_finished, call, attempt);
    }

    void call_finished(const call_info& call, const call_end_info& end) noexcept override
    {
        tell(&observer::call_finished, call, end);
    }

    void connection_opened(const connection_info& which) noexcept override
    {
        tell(&observer::connection_opened, which);
    }

    void connection_reused(const connection_info& which) noexcept override
    {
        tell(&observer::connection_reused, which);
    }

    void connection_closed(const connection_info& which, close_reason why) noexcept override
    {
        tell(&observer::connection_closed, which, why);
    }

    void connection_failed(const connection_info& which, error_code why) noexcept override
    {
        tell(&observer::connection_failed, which, why);
    }

private:
    template <class... Parameters, class... Arguments>
    void tell(void (observer::*what)(Parameters...) noexcept, const Arguments&... arguments) const noexcept
    {
        for (const auto& each : all_)
        {
            (each.get()->*what)(arguments...);
        }
    }

    std::vector<std::shared_ptr<observer>> all_;
};

}  // namespace truto
