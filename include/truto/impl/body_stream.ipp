#pragma once

#include <truto/body_stream.hpp>

#include <truto/detail/call/body_feed.hpp>
#include <truto/detail/call/stopper.hpp>

#include <boost/asio/error.hpp>

#include <algorithm>
#include <cstring>
#include <utility>

namespace truto::detail::call
{

TRUTO_LAZY net::task<error_code> body_feed::hand_over(net::fiber& call, std::string_view bytes)
{
    while (!bytes.empty())
    {
        if (call.stopped() != errc{})
        {
            co_return asio::error::operation_aborted;
        }
        std::size_t count = 0;
        auto reader = [&]
        {
            const std::lock_guard lock{mutex_};
            if (reader_)
            {
                count = std::min(bytes.size(), into_.size());
                std::memcpy(into_.data(), bytes.data(), count);
            }
            return std::exchange(reader_, std::nullopt);
        }();
        if (reader)
        {
            bytes.remove_prefix(count);
            reader->post(executor_, {}, count);  // what it throws is not for the call's coroutine
            continue;
        }
        const auto ec = co_await call.woken(net::fiber::never);
        if (ec)
        {
            co_return ec;
        }
    }
    co_return error_code{};
}

TRUTO_DECL void body_feed::end(error_code why)
{
    std::unique_lock lock{mutex_};
    has_ended_ = true;
    end_ = why;
    auto reader = std::exchange(reader_, std::nullopt);
    lock.unlock();
    if (reader)
    {
        reader->post(executor_, why, 0);
    }
}

TRUTO_DECL void body_feed::abandon() noexcept
{
    std::unique_lock lock{mutex_};
    end_ = has_ended_ ? end_ : error_code{errc::cancelled};
    has_ended_ = true;
    const auto reader = std::exchange(reader_, std::nullopt);
    lock.unlock();  // the reader may own what owns this
}

TRUTO_DECL void body_feed::read(asio::mutable_buffer into, read_handler handler)
{
    waiting_reader reader{std::move(handler), executor_};
    std::unique_lock lock{mutex_};
    if (has_ended_ || reader_ || into.size() == 0)
    {
        const auto code = reader_ ? error_code{errc::invalid_argument} : into.size() == 0 ? error_code{} : end_;
        lock.unlock();
        reader.post(executor_, code, 0);
        return;
    }
    if (auto slot = reader.slot(); slot.is_connected())
    {
        slot.template emplace<stopper>(call_);
    }
    into_ = into;
    reader_.emplace(std::move(reader));
    lock.unlock();
    if (const auto live = call_.lock())
    {
        live->wake();
    }
}

TRUTO_DECL void body_feed::close()
{
    stopper{call_}();
}

TRUTO_DECL body_end::~body_end()
{
    feed_->close();
}

TRUTO_DECL asio::any_io_executor body_end::executor() const noexcept
{
    return feed_->executor();
}

TRUTO_DECL void body_end::read(asio::mutable_buffer into, read_handler handler) const
{
    feed_->read(into, std::move(handler));
}

TRUTO_DECL void body_end::close() const
{
    feed_->close();
}

}  // namespace truto::detail::call
