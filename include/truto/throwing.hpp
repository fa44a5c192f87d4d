#pragma once

#include <truto/api_error.hpp>
#include <truto/response.hpp>

#include <boost/asio/associator.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/config.hpp>
#include <boost/version.hpp>

#include <concepts>
#include <exception>
#include <type_traits>
#include <utility>

#if BOOST_VERSION < 108200
#include <boost/asio/awaitable.hpp>
#include <boost/asio/use_awaitable.hpp>
#endif

namespace truto
{

/// A completion token around another one; see @ref throwing.
template <class Token>
struct throwing_t
{
    Token token;
};

/// Makes an operation report failures as @ref api_error to `token`: `op(throwing(use_awaitable))` throws it from
/// `co_await`, `op(throwing(use_future))` from `get()`. The default token is `throwing(boost::asio::deferred)`.
///
/// The signature becomes `void(std::exception_ptr, response<T>)`, or with what else the operation gives.
template <class Token>
constexpr throwing_t<std::decay_t<Token>> throwing(Token&& token)
{
    return {std::forward<Token>(token)};
}

namespace detail
{

template <class Handler>
struct throwing_handler
{
    Handler handler;

    template <class Answer>
        requires std::derived_from<std::remove_cvref_t<Answer>, response_base>
    void operator()(const error_code& code, Answer&& answer)
    {
        auto failure = failure_of(code, answer);  // before the answer is moved from
        std::move(handler)(std::move(failure), std::forward<Answer>(answer));
    }
};

template <class Initiation, class = void>
struct initiation_base
{
    Initiation initiation;
};

// cancel_after and its like ask an initiation for its executor.
template <class Initiation>
struct initiation_base<Initiation, std::void_t<typename Initiation::executor_type>>
{
    Initiation initiation;

    using executor_type = typename Initiation::executor_type;
    executor_type get_executor() const noexcept { return initiation.get_executor(); }
};

template <class Initiation>
struct throwing_initiation : initiation_base<Initiation>
{
    template <class Handler, class... Arguments>
    void operator()(Handler&& handler, Arguments&&... arguments) &&
    {
        std::move(this->initiation)(throwing_handler<std::decay_t<Handler>>{std::forward<Handler>(handler)},
                                    std::forward<Arguments>(arguments)...);
    }

    // A deferred operation may be called as an lvalue, and more than once.
    template <class Handler, class... Arguments>
    void operator()(Handler&& handler, Arguments&&... arguments) const&
    {
        auto copy = this->initiation;
        std::move(copy)(throwing_handler<std::decay_t<Handler>>{std::forward<Handler>(handler)},
                        std::forward<Arguments>(arguments)...);
    }
};

}  // namespace detail

}  // namespace truto

namespace boost::asio
{

template <class Token, std::derived_from<truto::response_base> Answer>
struct async_result<truto::throwing_t<Token>, void(boost::system::error_code, Answer)>
    : async_result<Token, void(std::exception_ptr, Answer)>
{
    template <class Initiation, class Throwing, class... Arguments>
    static auto initiate(Initiation&& initiation, Throwing&& token, Arguments&&... arguments)
    {
        auto inner = std::forward<Throwing>(token).token;
        return async_initiate<Token, void(std::exception_ptr, Answer)>(
            truto::detail::throwing_initiation<std::decay_t<Initiation>>{{std::forward<Initiation>(initiation)}}, inner,
            std::forward<Arguments>(arguments)...);
    }
};

template <template <class, class> class Associator, class Handler, class Default>
struct associator<Associator, truto::detail::throwing_handler<Handler>, Default> : Associator<Handler, Default>
{
    static auto get(const truto::detail::throwing_handler<Handler>& wrapped) noexcept
    {
        return Associator<Handler, Default>::get(wrapped.handler);
    }
    static auto get(const truto::detail::throwing_handler<Handler>& wrapped, const Default& otherwise) noexcept
    {
        return Associator<Handler, Default>::get(wrapped.handler, otherwise);
    }
};

#if BOOST_VERSION < 108200
namespace detail
{

// Boost 1.81 does not compile `co_await` of a deferred operation with the signature void(exception_ptr, T); 1.82 does.

// What the handlers of all answers have in common. A handler itself, since Asio lets those resume a coroutine.
template <class Executor>
class awaitable_async_op_handler<truto::response_base, Executor> : public awaitable_thread<Executor>
{
protected:
    explicit awaitable_async_op_handler(awaitable_thread<Executor>&& from) : awaitable_thread<Executor>(std::move(from))
    {
    }
    awaitable_async_op_handler(awaitable_async_op_handler&& other) noexcept = default;
    BOOST_NOINLINE ~awaitable_async_op_handler() {}

    BOOST_NOINLINE void go_on()
    {
        this->entry_point()->top_of_stack_->attach_thread(this);
        this->entry_point()->top_of_stack_->clear_cancellation_slot();
        this->pump();
    }
};

template <std::derived_from<truto::response_base> Answer, class Executor>
class awaitable_async_op_handler<void(std::exception_ptr, Answer), Executor>
    : public awaitable_async_op_handler<truto::response_base, Executor>
{
    using base = awaitable_async_op_handler<truto::response_base, Executor>;

public:
    struct result_type
    {
        std::exception_ptr* failure = nullptr;
        Answer* answer = nullptr;
    };

    awaitable_async_op_handler(awaitable_thread<Executor>* from, result_type& result)
        : base(std::move(*from)), result_(result)
    {
    }

    void operator()(std::exception_ptr failure, Answer answer)
    {
        result_.failure = &failure;
        result_.answer = &answer;
        base::go_on();
    }

    static Answer resume(result_type& result)
    {
        if (*result.failure)
        {
            std::rethrow_exception(std::exchange(*result.failure, nullptr));
        }
        return std::move(*result.answer);
    }

private:
    result_type& result_;
};

}  // namespace detail
#endif

}  // namespace boost::asio
