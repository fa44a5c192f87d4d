#pragma once

#include <coroutine>
#include <exception>
#include <optional>
#include <type_traits>
#include <utility>

namespace truto::detail::net
{

class fiber;

/// Called when the outermost task of a fiber has ended.
void note_end_of(fiber& ended) noexcept;

/// What the promises of all tasks have in common.
class task_promise_base
{
public:
    std::coroutine_handle<> caller = std::noop_coroutine();

    /// The fiber whose outermost task this is, or null.
    fiber* root = nullptr;

    std::suspend_always initial_suspend() const noexcept { return {}; }
    auto final_suspend() const noexcept { return back_to_caller{}; }
    void unhandled_exception() noexcept { failure_ = std::current_exception(); }

    void rethrow() const
    {
        if (failure_)
        {
            std::rethrow_exception(failure_);
        }
    }

private:
    class back_to_caller
    {
    public:
        bool await_ready() const noexcept { return false; }
        void await_resume() const noexcept {}

        template <class Promise>
        std::coroutine_handle<> await_suspend(std::coroutine_handle<Promise> ended) const noexcept
        {
            const task_promise_base& promise = ended.promise();
            const auto next = promise.caller;
            if (promise.root != nullptr)
            {
                note_end_of(*promise.root);
            }
            return next;
        }
    };

    std::exception_ptr failure_;
};

template <class T>
class task_promise;

/// A coroutine of a @ref fiber: starts when it is awaited, and goes on with whom awaited it when it ends.
///
/// It is the whole of what calls need of coroutines, and knows no executor: where the coroutine goes on is decided by
/// what it waits for, once, in the fiber.
template <class T>
class [[nodiscard]] task
{
public:
    using promise_type = task_promise<T>;

    task() = default;
    explicit task(std::coroutine_handle<promise_type> coroutine) noexcept : coroutine_(coroutine) {}
    task(task&& other) noexcept : coroutine_(std::exchange(other.coroutine_, nullptr)) {}
    task& operator=(task&& other) noexcept
    {
        std::swap(coroutine_, other.coroutine_);
        return *this;
    }
    ~task()
    {
        if (coroutine_)
        {
            coroutine_.destroy();
        }
    }

    bool await_ready() const noexcept { return false; }
    std::coroutine_handle<> await_suspend(std::coroutine_handle<> caller) const noexcept
    {
        coroutine_.promise().caller = caller;
        return coroutine_;
    }
    T await_resume() const { return coroutine_.promise().result(); }

    std::coroutine_handle<promise_type> coroutine() const noexcept { return coroutine_; }

private:
    std::coroutine_handle<promise_type> coroutine_;
};

template <class T>
class task_promise : public task_promise_base
{
public:
    task<T> get_return_object() noexcept { return task<T>{std::coroutine_handle<task_promise>::from_promise(*this)}; }
    void return_value(T value) { value_.emplace(std::move(value)); }

    T result()
    {
        rethrow();
        return std::move(*value_);
    }

private:
    std::optional<T> value_;
};

template <>
class task_promise<void> : public task_promise_base
{
public:
    task<void> get_return_object() noexcept
    {
        return task<void>{std::coroutine_handle<task_promise>::from_promise(*this)};
    }
    void return_void() const noexcept {}
    void result() const { rethrow(); }
};

}  // namespace truto::detail::net
