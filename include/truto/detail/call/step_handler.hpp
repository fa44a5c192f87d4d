#pragma once

#include <boost/asio/associator.hpp>

#include <utility>

namespace truto::detail::call
{

/// A handler behind one step of work: `step(handler, …)` gets what this is called with, and calls the handler in its
/// own time. It is associated with what the handler is.
template <class Step, class Handler>
struct step_handler
{
    Step step;
    Handler handler;

    template <class... Results>
    void operator()(Results&&... results)
    {
        step(std::move(handler), std::forward<Results>(results)...);
    }
};

}  // namespace truto::detail::call

namespace boost::asio
{

template <template <class, class> class Associator, class Step, class Handler, class Default>
struct associator<Associator, truto::detail::call::step_handler<Step, Handler>, Default> : Associator<Handler, Default>
{
    static auto get(const truto::detail::call::step_handler<Step, Handler>& wrapped) noexcept
    {
        return Associator<Handler, Default>::get(wrapped.handler);
    }
    static auto get(const truto::detail::call::step_handler<Step, Handler>& wrapped, const Default& otherwise) noexcept
    {
        return Associator<Handler, Default>::get(wrapped.handler, otherwise);
    }
};

}  // namespace boost::asio
