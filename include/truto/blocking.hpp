#pragma once

#include <truto/api_error.hpp>
#include <truto/response.hpp>

#include <truto/detail/call/call.hpp>

#include <boost/asio/async_result.hpp>

#include <concepts>
#include <memory>
#include <optional>
#include <utility>

namespace truto
{

/// The type of @ref blocking.
struct blocking_t
{
};

/// A completion token that waits: `auto gone = api.users().async_delete(id, truto::blocking);`
///
/// Gives the `response<T>` or throws @ref api_error. On a client that was given an `io_context` it runs that context,
/// with all else that is ready there, until the operation is done; on a client that has its own thread, or runs on
/// another kind of context, it sleeps meanwhile. What another handler throws in that context comes out here, as it would
/// of `run()`; the operation goes on, and nobody hears of its end.
///
/// It must not sleep where nobody else does the work, or it does so for ever, deadlines included: in a handler of a client
/// with its own thread, in one of a `thread_pool` with one thread, and on a client that was given a strand of an
/// `io_context` which no other thread runs.
inline constexpr blocking_t blocking{};

namespace detail
{

template <class Answer>
struct blocking_outcome
{
    call::completion done{};
    error_code code{};
    std::optional<Answer> answer{};
};

template <class Answer>
struct blocking_handler
{
    std::shared_ptr<blocking_outcome<Answer>> outcome;  // who waits may leave: other handlers of its context may throw

    void operator()(error_code code, Answer answer) const
    {
        outcome->code = code;
        outcome->answer.emplace(std::move(answer));
        outcome->done.signal();
    }
};

}  // namespace detail

}  // namespace truto

template <std::derived_from<truto::response_base> Answer>
struct boost::asio::async_result<truto::blocking_t, void(boost::system::error_code, Answer)>
{
    using return_type = Answer;

    template <class Initiation, class Token, class... Arguments>
    static Answer initiate(Initiation&& initiation, Token&&, Arguments&&... arguments)
    {
        const auto outcome = std::make_shared<truto::detail::blocking_outcome<Answer>>();
        initiation(truto::detail::blocking_handler<Answer>{outcome}, std::forward<Arguments>(arguments)...);
        initiation.wait_for(outcome->done);
        if (outcome->code)
        {
            throw truto::api_error(outcome->code, *outcome->answer);
        }
        return std::move(*outcome->answer);
    }
};
