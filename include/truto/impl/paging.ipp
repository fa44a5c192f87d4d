#pragma once

#include <truto/detail/call/client_impl.hpp>
#include <truto/detail/call/held_handler.hpp>
#include <truto/detail/call/paging.hpp>
#include <truto/detail/call/stopper.hpp>
#include <truto/detail/http/percent.hpp>
#include <truto/detail/http/query.hpp>
#include <truto/detail/net/fiber.hpp>

#include <algorithm>
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

/// Whether a body has a member of that name where a page, wrapped or not, has its own.
inline bool mentions(std::string_view body, std::string_view name)
{
    boost::json::value whole;
    std::vector<decode_note> ignored;
    json::decode_into(body, {&whole, &json::value_table_of<boost::json::value>}, {}, ignored);
    const auto* const object = whole.if_object();
    const auto* const wrapped = object != nullptr ? object->if_contains("result") : nullptr;
    return object != nullptr && (object->contains(name) ||
                                 (wrapped != nullptr && wrapped->is_object() && wrapped->get_object().contains(name)));
}

/// Whether a member, or an element of it, was not what was expected.
inline bool is_odd(const std::vector<decode_note>& notes, std::string_view member)
{
    return std::any_of(notes.begin(), notes.end(),
                       [&](const decode_note& each)
                       {
                           const auto path = std::string_view{each.path};
                           const auto rest = path.substr(std::min(path.size(), member.size()));
                           return each.what == decode_note::kind::kept && path.starts_with(member) &&
                                  (rest.empty() || (rest[0] == '[' && rest.find(']') == rest.size() - 1));
                       });
}

TRUTO_DECL void check_notes(response_data& answer, error_code& code)
{
    for (const auto& each : answer.notes)
    {
        if (each.what == decode_note::kind::undecoded)
        {
            code = errc::body_not_decodable;
        }
    }
}

TRUTO_DECL void check_rest_of_page(const boost::json::object* rest, std::string_view items, std::string_view next,
                                   bool is_empty, response_data& answer, error_code& code)
{
    check_notes(answer, code);
    const auto refuse = [&](std::string_view member, std::string_view why)
    {
        code = errc::body_not_decodable;
        answer.problem = std::string{member}.append(why);
    };
    if (code)
    {
        return;
    }
    if (rest != nullptr)
    {
        cursor_in(rest->if_contains(next), code);
    }
    if (code || (rest == nullptr && is_odd(answer.notes, next)))
    {
        refuse(next, " is no cursor that could be sent");
    }
    if (rest != nullptr ? rest->contains(items) : is_odd(answer.notes, items))
    {
        refuse(items, " is no list of records");
    }
    else if (rest != nullptr && !rest->empty() && is_empty && !mentions(answer.body, items))
    {
        refuse(items, " is missing in the page");
    }
}

/// The cursor that stands among a call's further parameters, if any.
inline const boost::json::value* own_cursor(const client_core& core, const operation& which)
{
    const auto* const own = core.options->query->if_contains(which.cursor);
    return own != nullptr && !own->is_structured() ? own : nullptr;
}

/// The request of the list's first page, without a cursor.
inline prepared_call prepare_first(const client_core& core, const operation& which,
                                   const operation_arguments& arguments, bool has_models)
{
    auto options = *core.options;
    if (own_cursor(core, which) != nullptr)
    {
        options.query->erase(which.cursor);
    }
    auto call = core.handle->prepare(options, which, arguments);
    if (has_models && !call.decode && call.problem.empty())
    {
        call.problem = "a list has no models in this truto_response_format: use as<…>() of the client, or async_list";
    }
    return call;
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
                          std::string_view from, bool has_models)
    : client_(core.handle),
      operation_(which),
      first_(prepare_first(core, which, arguments, has_models)),
      cursor_(from),
      is_cancelled_(std::make_shared<std::atomic<bool>>(false))
{
    if (const auto* const own = own_cursor(core, which))
    {
        // It begins the list, instead of standing in each request beside the cursor of its page.
        error_code ignored;
        cursor_ = cursor_in(own, ignored);
    }
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
        auto early = std::make_shared<early_page>();
        early->call = client_->start(next_call(), [early](error_code code, std::shared_ptr<response_data> answer)
                                     { early->arrive(code, std::move(answer)); });
        early_ = std::move(early);
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
