#pragma once

#include <truto/testing/detail/exchange.hpp>
#include <truto/testing/directory_simulator_options.hpp>

#include <boost/beast/core/string.hpp>

#include <cstddef>
#include <deque>
#include <utility>
#include <vector>

namespace truto::testing::detail
{

/// The latest of some things.
template <class T>
class bounded_log
{
public:
    explicit bounded_log(std::size_t limit) : limit_(limit) {}

    void add(T element)
    {
        if (limit_ == 0)
        {
            return;
        }
        if (elements_.size() == limit_)
        {
            elements_.pop_front();
        }
        elements_.push_back(std::move(element));
    }

    void clear() { elements_.clear(); }

    std::vector<T> all() const { return {elements_.begin(), elements_.end()}; }

private:
    std::size_t limit_;
    std::deque<T> elements_;
};

/// What a test may look at later. Secrets are left out.
inline recorded_request record_of(const incoming_request& request, const verdict& made, bool is_authorized,
                                  bool had_effect)
{
    recorded_request record;
    record.method = request.method;
    record.target = request.target;
    record.body = request.body;
    record.authorized = is_authorized;
    record.status = made.fault ? 0 : made.answer.status;
    record.cut_status = made.fault && made.fault->at == fault_point::within_answer ? made.answer.status : 0;
    record.had_effect = had_effect;
    record.connection = request.connection;
    for (const auto& [name, value] : request.headers)
    {
        if (!boost::beast::iequals(name, "authorization"))
        {
            record.headers.add(name, value);
        }
    }
    return record;
}

}  // namespace truto::testing::detail
