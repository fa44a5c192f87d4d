#pragma once

#include <truto/error.hpp>

#include <boost/asio/any_completion_executor.hpp>
#include <boost/asio/associated_allocator.hpp>
#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/recycling_allocator.hpp>
#include <boost/config.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <memory>
#include <new>
#include <type_traits>
#include <utility>

namespace truto::detail::call
{

namespace asio = boost::asio;

/// What an @ref any_handler points to.
template <class Value>
class handler_state
{
public:
    handler_state() = default;
    handler_state(const handler_state&) = delete;
    handler_state& operator=(const handler_state&) = delete;

    /// Calls the handler. Its memory, and this, are gone before.
    virtual void call(const error_code& code, Value&& value) = 0;

    /// The same without the call.
    virtual void abandon() noexcept = 0;

    virtual asio::any_completion_executor executor(const asio::any_completion_executor& otherwise) const noexcept = 0;
    virtual asio::cancellation_slot slot() const noexcept = 0;

protected:
    ~handler_state() = default;
};

/// What allocators of handlers are asked for: the same for all handlers, so that their functions are, too.
template <std::size_t Alignment>
struct alignas(Alignment) handler_memory
{
    std::byte bytes[Alignment];
};

// Functions of their own, since their length is that of Asio's recycling, and of copying what is behind an executor.
template <class Allocator>
BOOST_NOINLINE void* take_memory(Allocator from, std::size_t size)
{
    return from.allocate(size);
}
template <class Allocator>
BOOST_NOINLINE void give_back(Allocator to, void* memory, std::size_t size) noexcept
{
    to.deallocate(static_cast<typename std::allocator_traits<Allocator>::pointer>(memory), size);
}
template <class Executor>
BOOST_NOINLINE asio::any_completion_executor completion_executor(const Executor& executor) noexcept
{
    return asio::any_completion_executor(std::nothrow, executor);
}

template <class Handler, class Value, class Step>
class handler_state_of final : public handler_state<Value>
{
public:
    handler_state_of(Handler&& handler, Step&& step) noexcept : handler_(std::move(handler)), step_(std::move(step)) {}

    /// Moving a handler does not throw, as everywhere in Asio; copying it may, which was done before.
    static handler_state<Value>* make(Handler&& handler, Step&& step)
    {
        void* const memory = take_memory(allocator_of(handler), blocks());
        return ::new (memory) handler_state_of(std::move(handler), std::move(step));
    }

    void call(const error_code& code, Value&& value) override
    {
        Step step = std::move(step_);
        step(take(), code, std::move(value));
    }

    void abandon() noexcept override { take(); }

    asio::any_completion_executor executor(const asio::any_completion_executor& otherwise) const noexcept override
    {
        return completion_executor(asio::get_associated_executor(handler_, otherwise));
    }

    asio::cancellation_slot slot() const noexcept override
    {
        static_assert(std::convertible_to<asio::associated_cancellation_slot_t<Handler>, asio::cancellation_slot>,
                      "truto: this handler's cancellation slot has a type of its own. Bind a "
                      "boost::asio::cancellation_slot to it");
        return asio::get_associated_cancellation_slot(handler_);
    }

private:
    static auto allocator_of(const Handler& handler) noexcept
    {
        using general = asio::recycling_allocator<void>;
        using memory = handler_memory<std::max(alignof(handler_state_of), alignof(std::max_align_t))>;
        using allocator = asio::associated_allocator_t<Handler, general>;
        return typename std::allocator_traits<allocator>::template rebind_alloc<memory>(
            asio::get_associated_allocator(handler, general()));
    }

    static constexpr std::size_t blocks() noexcept
    {
        constexpr std::size_t block = std::max(alignof(handler_state_of), alignof(std::max_align_t));
        return (sizeof(handler_state_of) + block - 1) / block;
    }

    // Takes the handler out of here, and ends this.
    BOOST_NOINLINE Handler take() noexcept
    {
        Handler handler = std::move(handler_);
        this->~handler_state_of();
        give_back(allocator_of(handler), this, blocks());
        return handler;
    }

    Handler handler_;
    [[no_unique_address]] Step step_;
};

/// No step between a result and its handler.
struct no_step
{
    template <class Handler, class Value>
    void operator()(Handler&& handler, const error_code& code, Value&& value) const
    {
        std::forward<Handler>(handler)(code, std::forward<Value>(value));
    }
};

/// A handler of `void(error_code, Value)` of any type, to be called once. Moves only.
///
/// It may be behind a step of work: `step(handler, code, value)` is called, and calls the handler in its own time.
///
/// Asio's `any_completion_handler` does the same, in some seventy functions for each type of an answer, which every file
/// that makes a call then compiles; this does with a dozen. Those that a handler is associated with are kept: executor,
/// cancellation slot, and allocator for the memory that it lies in.
template <class Value>
class any_handler
{
public:
    template <class Handler, class Step = no_step>
        requires(!std::same_as<std::remove_cvref_t<Handler>, any_handler>)
    any_handler(Handler&& handler, Step step = {})
        : state_(handler_state_of<std::decay_t<Handler>, Value, Step>::make(
              static_cast<std::decay_t<Handler>>(std::forward<Handler>(handler)), std::move(step)))
    {
    }
    any_handler(any_handler&& other) noexcept : state_(std::exchange(other.state_, nullptr)) {}
    any_handler& operator=(any_handler&& other) noexcept
    {
        std::swap(state_, other.state_);
        return *this;
    }
    ~any_handler()
    {
        if (state_ != nullptr)
        {
            state_->abandon();
        }
    }

    void operator()(error_code code, Value value) && { std::exchange(state_, nullptr)->call(code, std::move(value)); }

    /// The handler's executor, or `otherwise`.
    asio::any_completion_executor executor(const asio::any_completion_executor& otherwise) const noexcept
    {
        return state_->executor(otherwise);
    }

    asio::cancellation_slot slot() const noexcept { return state_->slot(); }

private:
    handler_state<Value>* state_;
};

}  // namespace truto::detail::call
