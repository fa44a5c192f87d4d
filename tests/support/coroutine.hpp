#pragma once

// The least that makes `co_await` expressions possible without an event loop.

#include <coroutine>
#include <exception>
#include <utility>

namespace truto::test
{

/// A coroutine that runs until it waits for something.
struct task
{
    struct promise_type
    {
        task get_return_object() noexcept { return {}; }
        std::suspend_never initial_suspend() noexcept { return {}; }
        std::suspend_never final_suspend() noexcept { return {}; }
        void return_void() noexcept {}
        void unhandled_exception() { throw; }
    };
};

/// Suspends the coroutine that waits for it, and gives it `result` when `waiting` is resumed.
template <class T>
struct suspended
{
    T result;
    std::coroutine_handle<>& waiting;

    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> coroutine) noexcept { waiting = coroutine; }
    T await_resume() { return std::move(result); }
};

}  // namespace truto::test
