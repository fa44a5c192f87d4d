#pragma once

#include <truto/observer.hpp>
#include <truto/testing/detail/fake_clock.hpp>
#include <truto/testing/fake_transport_options.hpp>
#include <truto/testing/scripted_answer.hpp>

#include <truto/detail/net/ground.hpp>
#include <truto/detail/net/task.hpp>
#include <truto/detail/net/transport.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace truto::testing::detail
{

using fake_responder = std::function<scripted_answer(const sent_request&)>;

/// What attempts meet, one after the other.
struct fake_step
{
    std::variant<scripted_answer, fake_responder, fault> what{};
    std::chrono::nanoseconds after{};
    std::size_t left = 1;
    bool always = false;
    bool taken = false;
};

/// An expectation. The network's, under its mutex.
struct fake_script
{
    /// Both empty: about all requests.
    std::string method{};
    std::string path{};

    std::vector<fake_step> steps{};
};

/// What one attempt meets.
struct fake_fate
{
    std::variant<scripted_answer, fault> what{};
    std::chrono::nanoseconds after{};
    std::string refusal{};  // why it meets nothing, if so
};

/// What stands behind a fake_transport, and lives as long as a client does. Any thread may use it.
class fake_network final : public net::ground, public std::enable_shared_from_this<fake_network>
{
public:
    explicit fake_network(const fake_transport_options& options);

    std::shared_ptr<net::transport> make_transport(const asio::any_io_executor& executor) override;
    std::shared_ptr<net::roster> make_roster(const asio::any_io_executor& executor, bool lasting) override;
    std::uint64_t random() override;

    std::shared_ptr<fake_script> add(std::string_view method, std::string_view path);
    void add(fake_script& to, fake_step step);

    /// @throws std::logic_error when there is no step yet.
    void change_last(fake_script& of, const std::function<void(fake_step&)>& change);

    /// Records an attempt, and decides what it meets.
    fake_fate meet(const call_info& call, std::string_view request);

    std::vector<sent_request> requests() const;
    std::vector<sent_request> unexpected() const;
    std::vector<std::string> unused() const;

    fake_clock& clock() noexcept { return *clock_; }

private:
    std::optional<fake_step> take(const sent_request& request);

    const std::shared_ptr<fake_clock> clock_;

    mutable std::mutex mutex_;  // guards what follows
    std::mt19937_64 chance_;
    std::vector<std::shared_ptr<fake_script>> scripts_;
    std::vector<sent_request> requests_;
    std::vector<std::size_t> unexpected_;  // which of them
};

/// The way of one client to the network.
class fake_line final : public net::transport
{
public:
    explicit fake_line(std::shared_ptr<fake_network> network) noexcept : network_(std::move(network)) {}

    net::task<error_code> carry(net::fiber& who, const call_info& call, std::string_view request,
                                net::exchange_rules rules, net::answer& out) override;
    void close() override {}

private:
    std::shared_ptr<fake_network> network_;
};

}  // namespace truto::testing::detail
