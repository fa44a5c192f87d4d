// Traces of calls, in the shape of OpenTelemetry, one span a line in JSON: spans. Always against a simulator, which is
// told to fail. A program that uses an SDK starts and ends spans of its own where this one does.
#include <truto/observer.hpp>
#include <truto/testing/directory_simulator.hpp>
#include <truto/user_directory.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <ostream>
#include <random>
#include <string>
#include <string_view>
#include <utility>

namespace asio = boost::asio;
namespace json = boost::json;
namespace directory = truto::user_directory;
namespace testing = truto::testing;
using namespace std::chrono_literals;

namespace
{

/// A piece of work with a name, a beginning and an end.
struct span
{
    std::string name{};
    std::string trace_id{};
    std::string id{};
    std::string parent_id{};
    std::string_view kind = "internal";
    std::chrono::system_clock::time_point began{};
    json::object attributes{};
    bool has_failed = false;
};

/// Prints spans when they end.
class exporter
{
public:
    explicit exporter(std::ostream& out) : out_(out) {}

    /// The first span of a trace of its own.
    span start_trace(std::string name)
    {
        const std::lock_guard lock{mutex_};
        return {.name = std::move(name), .trace_id = make_id(2), .id = make_id(1), .began = now()};
    }

    span start_child(const span& parent, std::string name)
    {
        const std::lock_guard lock{mutex_};
        return {.name = std::move(name),
                .trace_id = parent.trace_id,
                .id = make_id(1),
                .parent_id = parent.id,
                .began = now()};
    }

    void end(span what)
    {
        json::object line{{"name", what.name}, {"traceId", what.trace_id}, {"spanId", what.id}};
        if (!what.parent_id.empty())
        {
            line["parentSpanId"] = what.parent_id;
        }
        line["kind"] = what.kind;
        line["startTimeUnixNano"] = nanoseconds_of(what.began);
        line["endTimeUnixNano"] = nanoseconds_of(now());
        line["attributes"] = std::move(what.attributes);
        line["status"] = what.has_failed ? "error" : "unset";
        const std::lock_guard lock{mutex_};
        out_ << json::serialize(line) << '\n';
    }

private:
    static std::chrono::system_clock::time_point now() { return std::chrono::system_clock::now(); }

    static std::int64_t nanoseconds_of(std::chrono::system_clock::time_point time)
    {
        return std::chrono::duration_cast<std::chrono::nanoseconds>(time.time_since_epoch()).count();
    }

    /// So many times 16 hexadecimal digits, not all of them zero. Under the mutex.
    std::string make_id(int parts)
    {
        std::string id;
        for (int part = 0; part != parts; ++part)
        {
            const auto bits = chance_() | 1U;
            for (int shift = 60; shift >= 0; shift -= 4)
            {
                id += "0123456789abcdef"[(bits >> shift) & 15U];
            }
        }
        return id;
    }

    std::ostream& out_;
    std::mutex mutex_;
    std::mt19937_64 chance_{std::random_device{}()};
};

//! [observer]
/// Makes a trace of each call, with a span for each attempt and each wait. The attributes are those of OpenTelemetry's
/// conventions for HTTP clients. They leave out `url.full`: it would hold the ids of people.
class tracing_observer : public truto::observer
{
public:
    tracing_observer(exporter& to, std::string server, unsigned short port)
        : to_(to), server_(std::move(server)), port_(port)
    {
    }

    void call_started(const truto::call_info& call) noexcept override
    {
        auto whole = to_.start_trace(std::string{call.operation});
        const std::lock_guard lock{mutex_};
        traces_[call.id].whole = std::move(whole);
    }

    void wait_started(const truto::call_info& call, const truto::wait_info& wait) noexcept override
    {
        auto& part = begin_part(call, std::string{to_string(wait.reason)});
        if (wait.reason == truto::wait_reason::backoff)
        {
            part.attributes["truto.retry_reason"] = to_string(wait.retry);
        }
    }

    void wait_finished(const truto::call_info& call, const truto::wait_info&,
                       std::chrono::nanoseconds) noexcept override
    {
        to_.end(take_part(call));
    }

    void attempt_started(const truto::call_info& call, unsigned number) noexcept override
    {
        auto& part = begin_part(call, std::string{call.method});
        part.kind = "client";
        part.attributes["http.request.method"] = call.method;
        part.attributes["server.address"] = server_;
        part.attributes["server.port"] = port_;
        if (number > 1)
        {
            part.attributes["http.request.resend_count"] = number - 1;
        }
    }

    void attempt_finished(const truto::call_info& call, const truto::attempt_info& attempt) noexcept override
    {
        auto part = take_part(call);
        conclude(part, attempt.status, attempt.error);
        to_.end(std::move(part));
    }

    void call_finished(const truto::call_info& call, const truto::call_end_info& end) noexcept override
    {
        std::unique_lock lock{mutex_};
        auto whole = std::move(traces_.extract(call.id).mapped().whole);
        lock.unlock();
        conclude(whole, end.status, end.error);
        to_.end(std::move(whole));
    }

private:
    /// What one call is doing: its own span, and that of the attempt or the wait that goes on.
    struct trace
    {
        span whole{};
        span part{};
    };

    static void conclude(span& what, unsigned status, truto::error_code error)
    {
        if (status != 0)
        {
            what.attributes["http.response.status_code"] = status;
        }
        if (status >= 400)
        {
            what.attributes["error.type"] = std::to_string(status);
        }
        else if (error)
        {
            what.attributes["error.type"] = error.category().name() + (":" + std::to_string(error.value()));
        }
        what.has_failed = what.attributes.contains("error.type");
    }

    // The events of one call come one after the other, so its spans need no lock; the table of all calls does.
    trace& trace_of(const truto::call_info& call)
    {
        const std::lock_guard lock{mutex_};
        return traces_[call.id];
    }

    span& begin_part(const truto::call_info& call, std::string name)
    {
        auto& its = trace_of(call);
        its.part = to_.start_child(its.whole, std::move(name));
        return its.part;
    }

    span take_part(const truto::call_info& call) { return std::move(trace_of(call).part); }

    exporter& to_;
    std::string server_;
    unsigned short port_;
    std::mutex mutex_;
    std::map<std::uint64_t, trace> traces_;
};
//! [observer]

}  // namespace

int main()
{
    testing::directory_simulator simulator;
    exporter spans{std::cout};

    truto::client_options options;
    options.base_url = simulator.base_url();
    options.token = simulator.token();
    options.integrated_account_id = simulator.account_id();
    options.retry.first_backoff = 20ms;
    options.observer = std::make_shared<tracing_observer>(spans, "127.0.0.1", simulator.port());

    // A call that meets a limit, a dead end and a page of a proxy before it succeeds, and one that fails for good.
    simulator.fail_next(testing::scripted_answer::rate_limited(1s));
    simulator.drop_next(testing::connection_fault::before_execution);
    simulator.fail_next(testing::scripted_answer::bad_gateway());

    asio::io_context context;
    const directory::client api{context, options};
    bool is_as_expected = true;
    const auto expect = [&](bool success)
    { return [&, success](truto::error_code error, const auto&) { is_as_expected &= success == !error; }; };
    api.users().async_delete(simulator.seeded().leaver, expect(true));
    context.run();
    context.restart();
    api.users().async_delete("nobody", expect(false));
    context.run();
    return is_as_expected ? EXIT_SUCCESS : EXIT_FAILURE;
}
