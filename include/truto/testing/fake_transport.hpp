#pragma once

#include <truto/client_options.hpp>
#include <truto/config.hpp>
#include <truto/testing/fake_transport_options.hpp>
#include <truto/testing/scripted_answer.hpp>

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace truto::testing
{

namespace detail
{
class fake_network;
struct fake_script;
}  // namespace detail

/// The network of a client in a test: answers as it was told, records what was sent, and has a clock of its own.
///
/// For tests of code that uses a client. Everything above the connections is the real thing: what calls send, how they
/// read answers, when they try again, rate limits, deadlines, cancellation, observers. There is no socket, and nobody
/// waits: a test of minutes of retries takes milliseconds.
///
/// @code
/// truto::testing::fake_transport network;
/// network.expect("DELETE", "/unified/user-directory/users/42")
///     .answer(truto::testing::scripted_answer::rate_limited(30s))
///     .fail(truto::testing::fault::reset_before_answer).after(2s)
///     .answer(200, R"({"id": "42"})");
///
/// asio::io_context context;
/// truto::user_directory::client api{context, network.options()};
/// api.users().async_delete("42", [](truto::error_code error, auto gone) { … });
/// context.run();
///
/// assert(network.requests().size() == 3 && network.now() > 32s);
/// assert(network.unexpected().empty() && network.unused().empty());
/// @endcode
///
/// @par Expectations
/// Each is a row of steps, for one attempt each, the attempts of one call and of several alike. An attempt takes the
/// next step of the first expectation that is about it and has one left. An attempt that nobody expects fails its call
/// with `errc::invalid_argument`, which is never tried again, and is listed by @ref unexpected.
///
/// @par The clock
/// Shared by all clients that were made with @ref options. It stands still while anything happens. When all calls that
/// are under way wait for time to pass (a backoff, a rate limit, an answer that takes long, a deadline), and code of
/// the test that was ready to run on the context has run, it jumps to the time at which the first of them goes on. With
/// `fake_transport_options::manual_clock` it never goes further than @ref advance said. It is the clock of calls alone:
/// timers of the test run in real time, and dates in headers are compared with the real date.
///
/// @par What there is not
/// Connections: there is no limit to how many requests are under way, and observers hear of attempts and waits, but not
/// of connections. `client_options::proxy` and `tls` are not looked at: what is wrong in them shows with real ones only.
/// `directory_simulator` has real connections, and a directory behind them. Time goes on while all contexts with calls run:
/// one of several that nobody runs may hold up the others.
///
/// @par Thread safety
/// Every member function may be called from any thread at any time, and so may those of @ref expectation. Clients that
/// were made with @ref options may outlive this object.
class fake_transport
{
public:
    class expectation;

    explicit fake_transport(fake_transport_options options = {});
    ~fake_transport();
    fake_transport(const fake_transport&) = delete;
    fake_transport& operator=(const fake_transport&) = delete;

    /// Options for clients of this network, complete: with an invented address, token and account. Change what the test
    /// is about; leave `ground` as it is.
    client_options options() const;

    /// Expects requests with this method and path. Nothing is expected before a step follows.
    ///
    /// @param path Without the query, as it is sent, that is percent-encoded. `*` stands for any one segment:
    /// `/unified/user-directory/users/*`.
    expectation expect(std::string_view method, std::string_view path);

    /// Expects requests of all kinds.
    expectation any();

    /// All attempts so far, in order, those that nobody expected included.
    std::vector<sent_request> requests() const;

    /// The attempts that nobody expected.
    std::vector<sent_request> unexpected() const;

    /// The expectations with steps that nobody has taken, one line for each.
    std::vector<std::string> unused() const;

    /// How much time has passed on the fake clock since this object was made.
    std::chrono::nanoseconds now() const noexcept;

    /// Lets time pass: at once when no call is under way, otherwise while their contexts run. What comes due within it
    /// happens in order, each at its time.
    void advance(std::chrono::nanoseconds by);

private:
    std::shared_ptr<detail::fake_network> network_;
};

/// What happens to the requests that it is about, step by step. Cheap to copy; copies mean the same expectation.
class fake_transport::expectation
{
public:
    /// The next one gets this answer.
    ///
    /// @throws std::invalid_argument when the status is not from 200 to 599.
    expectation answer(scripted_answer what) const;

    /// The same with a body in JSON, unless `headers` has another `Content-Type`.
    expectation answer(unsigned status, std::string body = {}, truto::headers headers = {}) const;

    /// The next one gets the answer that `how` gives. It is called while nothing of this object is locked, by the
    /// thread that runs the call, several at once if there are several; what it throws fails the call with
    /// `errc::invalid_argument`.
    expectation answer(std::function<scripted_answer(const sent_request&)> how) const;

    /// The next one meets this fault.
    expectation fail(fault what) const;

    /// The step before takes that long on the fake clock: the answer, or the failure, comes so much later, unless the
    /// call's own limits end the attempt before.
    ///
    /// @throws std::logic_error when there is no step yet.
    expectation after(std::chrono::nanoseconds time) const;

    /// The step before happens to so many in a row. Zero: to none.
    ///
    /// @throws std::logic_error when there is no step yet.
    expectation times(std::size_t count) const;

    /// The step before happens to all that follow, and never counts as unused once it was taken.
    ///
    /// @throws std::logic_error when there is no step yet.
    expectation always() const;

private:
    friend class fake_transport;

    expectation(std::shared_ptr<detail::fake_network> network, std::shared_ptr<detail::fake_script> script) noexcept;

    std::shared_ptr<detail::fake_network> network_;
    std::shared_ptr<detail::fake_script> script_;
};

}  // namespace truto::testing

#if defined(TRUTO_HEADER_ONLY)
#include <truto/testing/impl/fake_transport.ipp>
#endif
