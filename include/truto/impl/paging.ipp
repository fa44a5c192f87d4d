#pragma once

#include <truto/detail/call/client_impl.hpp>
#include <truto/detail/call/held_handler.hpp>
#include <truto/detail/call/paging.hpp>
#include <truto/detail/call/stopper.hpp>
#include <truto/detail/http/percent.hpp>
#include <truto/detail/http/query.hpp>
#include <truto/detail/net/fiber.hpp>

#include <mutex>
#include <optional>
#include <utility>

namespace truto::detail::call
{

TRUTO_DECL std::string cursor_in(const boost::json::value* next, error_code& code)
{
    if (next == nullptr || next->is_null() || next->is_bool())
    {
        return {};
    }
    if (next->is_structured())
    {
        const bool is_empty = next->is_array() ? next->get_array().empty() : next->get_object().empty();
        code = is_empty ? code : error_code{errc::body_not_decodable};
        return {};
    }
    return http::scalar_text(*next);
}

/// A page that was asked for before anybody wanted it. The call owns it until the answer is here, and with it who waits
/// for it by then.
struct paging::early_page
{
    std::mutex mutex{};
    bool is_here = false;
    error_code code{};
    std::shared_ptr<response_data> answer{};
    std::optional<held_handler<std::shared_ptr<response_data>>> waiting{};
    std::weak_ptr<net::fiber> call{};

    void arrive(error_code how, std::shared_ptr<response_data> what)
    {
        std::unique_lock lock{mutex};
        is_here = true;
        if (waiting)
        {
            auto reader = std::move(*waiting);
            waiting.reset();
            lock.unlock();
            reader.call(how, std::move(what));
            return;
        }
        code = how;
        answer = std::move(what);
    }
};

TRUTO_DECL paging::paging(const client_core& core, const operation& which, const operation_arguments& arguments,
                          std::string_view from)
    : client_(core.handle),
      operation_(which),
      first_(core.handle->prepare(*core.options, which, arguments)),
      cursor_(from),
      is_cancelled_(std::make_shared<std::atomic<bool>>(false))
{
    if (!cursor_.empty())
    {
        met_.insert(cursor_);
    }
}

TRUTO_DECL paging::~paging()
{
    if (early_)
    {
        stopper{early_->call}();
    }
}

TRUTO_DECL prepared_call paging::next_call() const
{
    auto call = first_;
    call.is_cancelled = is_cancelled_;
    if (!cursor_.empty())
    {
        std::string parameter{call.target().find('?') == std::string_view::npos ? "?" : "&"};
        parameter.append(operation_.cursor).append("=");
        http::append_percent_encoded(parameter, cursor_);
        call.head.insert(operation_.method.size() + 1 + call.target_size, parameter);
        call.target_size += parameter.size();
    }
    return call;
}

TRUTO_DECL void paging::next(raw_handler handler)
{
    if (asked_ == 0)
    {
        is_cancelled_->store(false);
    }
    ask(std::move(handler));
}

TRUTO_DECL void paging::go_on(raw_handler handler)
{
    if (is_cancelled_->load())
    {
        ++asked_;
        post(std::move(handler), errc::cancelled, "between two pages");
        return;
    }
    ask(std::move(handler));
}

TRUTO_DECL void paging::ask(raw_handler handler)
{
    if (has_ended_)
    {
        post(std::move(handler));
        return;
    }
    if (++asked_ > 1)
    {
        post(std::move(handler), errc::invalid_argument, "a page of this list is already being read");
        return;
    }
    if (is_repeated_)
    {
        post(std::move(handler), errc::cursor_repeated, "the cursor \"" + cursor_ + "\" came before");
        return;
    }
    const auto early = std::exchange(early_, nullptr);
    if (!early)
    {
        client_->start(next_call(), std::move(handler));
        return;
    }
    held_handler<std::shared_ptr<response_data>> reader{std::move(handler), client_->executor()};
    if (auto slot = reader.slot(); slot.is_connected())
    {
        slot.template emplace<stopper>(early->call, is_cancelled_);
    }
    const std::lock_guard lock{early->mutex};
    if (early->is_here)
    {
        reader.post(client_->executor(), early->code, std::move(early->answer));
        return;
    }
    early->waiting.emplace(std::move(reader));
}

TRUTO_DECL void paging::settle(error_code failure, std::string_view cursor)
{
    --asked_;
    if (failure)
    {
        return;  // the same page is asked for again
    }
    cursor_ = cursor;
    has_ended_ = cursor_.empty();
    is_repeated_ = !has_ended_ && !met_.insert(cursor_).second;
    if (prefetch_ && !has_ended_ && !is_repeated_)
    {
        early_ = std::make_shared<early_page>();
        early_->call =
            client_->start(next_call(), [page = early_](error_code code, std::shared_ptr<response_data> answer)
                           { page->arrive(code, std::move(answer)); });
    }
}

TRUTO_DECL void paging::post(raw_handler handler, error_code code, std::string problem)
{
    std::shared_ptr<response_data> answer;
    if (code)
    {
        answer = std::make_shared<response_data>();
        answer->operation = operation_.id;
        answer->problem = std::move(problem);
    }
    const auto executor = client_->executor();
    held_handler<std::shared_ptr<response_data>>{std::move(handler), executor}.post(executor, code, std::move(answer));
}

}  // namespace truto::detail::call
