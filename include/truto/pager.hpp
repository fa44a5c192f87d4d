#pragma once

#include <truto/blocking.hpp>
#include <truto/fields.hpp>
#include <truto/format.hpp>
#include <truto/operation.hpp>
#include <truto/page_parts.hpp>
#include <truto/resource.hpp>
#include <truto/response.hpp>
#include <truto/text.hpp>

#include <truto/detail/call/paging.hpp>
#include <truto/detail/json/record.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <iterator>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace truto
{

namespace detail
{

// The records of a page and the cursor of the next one, in the formats that have them.

template <class Page>
    requires requires { parts(type<Page>{}); }
auto& records_of(Page& page)
{
    return page.*parts(type<Page>{}).items;
}

template <class Page>
auto& records_of(debug_answer<Page>& page)
{
    return records_of(page.value);
}

template <class Page>
    requires requires { parts(type<Page>{}); }
std::string_view next_of(const Page& page)
{
    const auto& next = page.*parts(type<Page>{}).next;
    return next ? std::string_view{*next} : std::string_view{};
}

template <class Page>
std::string_view next_of(const debug_answer<Page>& page)
{
    return next_of(page.value);
}

/// What JSON calls a member of a page.
template <class Page, class Member>
std::string_view name_of(Member Page::* member)
{
    Page sample{};
    const void* const place = std::addressof(sample.*member);
    const auto& table = json::record_table_of<Page>();
    return std::find_if(table.members, table.members + table.size,
                        [&](const json::member_entry& each) { return table.address(&sample, each) == place; })
        ->name;
}

/// Says in `code` and `answer` what is wrong with a page that was not read as a whole.
template <class Page>
void check_page(const Page& page, response_data& answer, error_code& code)
{
    const boost::json::object* rest = nullptr;
    if constexpr (requires { page.extra.if_contains(""); })
    {
        rest = std::addressof(page.extra);
    }
    if (!answer.notes.empty() || (rest != nullptr && !rest->empty()))
    {
        const auto names = parts(type<Page>{});
        call::check_rest_of_page(rest, name_of(names.items), name_of(names.next), (page.*names.items).empty(), answer,
                                 code);
    }
}

template <class Page>
void check_page(const debug_answer<Page>& page, response_data& answer, error_code& code)
{
    check_page(page.value, answer, code);
}

/// A page whose records are known to the type system.
template <class Page>
concept has_records = requires(Page& page) { records_of(page); };

}  // namespace detail

/// A page of a list, or the end of it.
///
/// It is the response to the request of this page, and true if there is a page: past the last one, and after a failure,
/// it is false.
template <class Page>
class page : public response<Page>
{
public:
    page() = default;
    page(response<Page> answer, bool is_there) : response<Page>(std::move(answer)), is_there_(is_there) {}

    explicit operator bool() const noexcept { return is_there_; }

    /// The records of the page.
    auto& items()
        requires detail::has_records<Page>
    {
        return detail::records_of(**this);
    }

private:
    bool is_there_ = false;
};

/// A record of a list, or the end of it: points to the record, and is false past the last one and after a failure. As
/// a response it is that of the page which has the record.
template <class T>
class item : public response_base
{
public:
    item() = default;
    explicit item(const response_base& answer, std::shared_ptr<T> record = {})
        : response_base(answer), record_(std::move(record))
    {
    }

    explicit operator bool() const noexcept { return record_ != nullptr; }

    T& operator*() const noexcept { return *record_; }
    T* operator->() const noexcept { return record_.get(); }

private:
    std::shared_ptr<T> record_;  // keeps its page
};

namespace detail::call
{

/// The page that an answer is; without an answer, the list has ended. One with more records than there is `room` for is a
/// failure, after which it is asked for again, like any other.
template <class Page, class Format>
page<answer_in<Page, Format>> read_page(paging& list, error_code& code, std::shared_ptr<response_data> answer,
                                        [[maybe_unused]] std::size_t room = std::numeric_limits<std::size_t>::max())
{
    if (!answer)
    {
        return {};
    }
    auto& data = *answer;
    response<answer_in<Page, Format>> result{std::move(answer)};
    code = read_as<Page>(Format{}, code, data, *result);
    std::string next;
    if (!code)
    {
        if constexpr (std::same_as<answer_in<Page, Format>, boost::json::value>)
        {
            call::check_notes(data, code);
            const auto* const object = result->if_object();
            const auto name = name_of(parts(type<Page>{}).next);
            next = cursor_in(object != nullptr ? object->if_contains(name) : nullptr, code);
        }
        else
        {
            next = next_of(*result);
            check_page(*result, data, code);
        }
    }
    if constexpr (has_records<answer_in<Page, Format>>)
    {
        if (!code && records_of(*result).size() > room)
        {
            code = errc::too_many_records;
        }
    }
    list.settle(code, next);
    return {std::move(result), !code};
}

template <class Page, class Format>
struct page_step
{
    std::shared_ptr<paging> list;

    template <class Handler>
    void operator()(Handler&& handler, error_code code, std::shared_ptr<response_data>&& answer) const
    {
        auto result = read_page<Page, Format>(*list, code, std::move(answer));
        std::forward<Handler>(handler)(code, std::move(result));
    }
};

/// Where the records of a list come from, one by one.
template <class Page, class Format>
struct item_source
{
    using page_type = page<answer_in<Page, Format>>;

    explicit item_source(std::shared_ptr<paging> pages) : list(std::move(pages)) {}

    std::shared_ptr<paging> list;
    std::shared_ptr<page_type> current = std::make_shared<page_type>();
    std::size_t next = 0;  // of the current page

    /// Whether a record is left. If not, the page goes before the next one comes.
    bool has_more()
    {
        const bool found = next < current->items().size();
        if (!found)
        {
            current = std::make_shared<page_type>();
            next = 0;
        }
        return found;
    }
};

template <class Page, class Format>
using item_type = item<
    typename std::remove_reference_t<decltype(std::declval<page<answer_in<Page, Format>>&>().items())>::value_type>;

template <class Page, class Format>
struct item_step
{
    std::shared_ptr<item_source<Page, Format>> from;

    template <class Handler>
    void operator()(Handler&& handler, error_code code, std::shared_ptr<response_data>&& answer) const
    {
        using result = item_type<Page, Format>;
        const bool is_page = answer != nullptr;
        if (is_page)
        {
            auto came = read_page<Page, Format>(*from->list, code, std::move(answer));
            if (code)
            {
                std::forward<Handler>(handler)(code, result{came});
                return;
            }
            from->current = std::make_shared<page<answer_in<Page, Format>>>(std::move(came));
            from->next = 0;
        }
        const auto page = from->current;
        if (from->has_more())
        {
            auto& record = page->items()[from->next++];
            std::forward<Handler>(handler)(code, result{*page, {page, std::addressof(record)}});
        }
        else if (is_page)
        {
            const auto list = from->list;  // an empty page is not the end
            list->go_on({std::forward<Handler>(handler), *this});
        }
        else
        {
            std::forward<Handler>(handler)(code, result{});
        }
    }
};

template <class Page, class Format>
struct collect_step
{
    using records = std::vector<typename std::remove_reference_t<decltype(*std::declval<item_type<Page, Format>>())>>;

    std::shared_ptr<paging> list;
    std::size_t most;
    records all{};
    std::shared_ptr<response_data> last{};

    template <class Handler>
    void operator()(Handler&& handler, error_code code, std::shared_ptr<response_data>&& answer)
    {
        last = answer ? answer : last ? last : std::make_shared<response_data>();
        const bool is_page = answer != nullptr;
        const auto room = most - all.size();
        auto came = read_page<Page, Format>(*list, code, std::move(answer), room);
        if (is_page && (!code || code == errc::too_many_records))
        {
            auto& more = came.items();
            const auto end = more.begin() + static_cast<std::ptrdiff_t>(std::min(room, more.size()));
            all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(end));
        }
        if (is_page && !code)
        {
            const auto pages = list;
            pages->go_on({std::forward<Handler>(handler), std::move(*this)});
            return;
        }
        std::forward<Handler>(handler)(code, response<records>{std::move(all), std::move(last)});
    }
};

/// Starts an operation of a list with its first step.
template <class Step>
struct list_initiation
{
    std::shared_ptr<paging> list;
    Step step;

    using executor_type = boost::asio::any_io_executor;
    executor_type get_executor() const noexcept { return list->client()->executor(); }

    template <class Handler>
    void operator()(Handler&& handler)
    {
        const auto pages = list;  // starting may destroy this object
        if constexpr (requires { step.from->has_more(); })
        {
            if (step.from->has_more())
            {
                pages->post({std::forward<Handler>(handler), std::move(step)});
                return;
            }
        }
        pages->next({std::forward<Handler>(handler), std::move(step)});
    }

    /// For @ref truto::blocking.
    void wait_for(completion& done) const { call::wait_for(*list->client(), done); }
};

/// A range that waits for each of its elements.
template <class Source>
class blocking_range
{
public:
    explicit blocking_range(Source from) : from_(std::move(from)) {}

    class iterator
    {
    public:
        using value_type = decltype(std::declval<Source&>().async_next(truto::blocking));
        using difference_type = std::ptrdiff_t;

        iterator() = default;
        explicit iterator(Source& from) : from_(&from) { ++*this; }

        auto& operator*() const
        {
            if constexpr (requires { Source::gives_records; })
            {
                return *current_;
            }
            else
            {
                return current_;
            }
        }
        iterator& operator++()
        {
            current_ = from_->async_next(truto::blocking);
            return *this;
        }
        void operator++(int) { ++*this; }

        bool operator==(std::default_sentinel_t) const noexcept { return !current_; }

    private:
        Source* from_ = nullptr;
        mutable value_type current_{};
    };

    iterator begin() { return iterator{from_}; }
    std::default_sentinel_t end() const noexcept { return {}; }

private:
    Source from_;
};

}  // namespace detail::call

/// The records of a list, one after another, however they are spread over pages; see @ref pager::items.
template <class Page, response_format Format = unified>
class item_pager
{
public:
    using value_type = detail::call::item_type<Page, Format>;
    static constexpr bool gives_records = true;

    explicit item_pager(std::shared_ptr<detail::call::paging> list)
        : from_(std::make_shared<detail::call::item_source<Page, Format>>(std::move(list)))
    {
    }

    /// Gives the next record, or after the last one an @ref item that is false. After a failure the same page is asked
    /// for again.
    ///
    /// @param token Receives `(error_code, item<T>)`.
    template <boost::asio::completion_token_for<void(error_code, value_type)> Token = default_token>
    auto async_next(Token&& token = {})
    {
        using step = detail::call::item_step<Page, Format>;
        return boost::asio::async_initiate<Token, void(error_code, value_type)>(
            detail::call::list_initiation<step>{from_->list, step{from_}}, token);
    }

    /// The cursor of the page after the one that the records come from; see @ref pager::cursor.
    const std::string& cursor() const noexcept { return from_->list->cursor(); }

private:
    std::shared_ptr<detail::call::item_source<Page, Format>> from_;
};

/// A list, page by page: what `list()` of a resource gives.
///
/// @code
/// auto pages = api.users().list({.limit = 100});
/// while (const auto page = co_await pages.async_next())
/// {
///     for (const auto& user : page->result) { … }
/// }
/// @endcode
///
/// Each page is a call of its own, with retries, rate limits and a deadline of its own. The list ends where the server
/// gives no cursor for a next page; a page without records is not the end. A list that leads back to a page that was
/// read before ends in `errc::cursor_repeated`, when all of its pages have been given.
///
/// After a failure or a cancellation the same page is asked for again by the next operation: nothing is left out. Keep
/// @ref cursor to go on in another process.
///
/// A page that would make the list look complete while it is not is a failure, `errc::body_not_decodable`, in the formats
/// that have models: its records are no list of objects, or it has none and something else in their place, or its cursor
/// can't be sent. What came is in the page all the same, such members in its `extra`; to pass over it, begin another list
/// with its `next_cursor`.
///
/// A page is in memory as long as you hold it; with @ref prefetch, the text of one more.
///
/// One operation at a time; different pagers are independent of each other.
template <class Page, response_format Format = unified>
class pager
{
    static_assert(!std::derived_from<Format, raw> && !std::derived_from<Format, stream>,
                  "in this format nobody knows where a page ends: call async_list, or use another format for list()");

public:
    /// What an operation gives: the page's model in this format.
    using value_type = page<answer_in<Page, Format>>;

    /// For those who describe operations of their own. `from`: the cursor to begin with, if any; the query of
    /// `arguments` has none.
    pager(const resource_as<Format>& on, const operation& which, const operation_arguments& arguments,
          const std::optional<text>& from = {})
        : list_(std::make_shared<detail::call::paging>(on.core(), which, arguments,
                                                       from ? std::string_view{*from} : std::string_view{},
                                                       std::same_as<Format, unified>))
    {
    }

    pager(pager&&) noexcept = default;
    pager& operator=(pager&&) noexcept = default;

    /// Asks for each page as soon as the one before is handed out, so that it is there when it is wanted.
    pager prefetch() &&
    {
        list_->prefetch(true);
        return std::move(*this);
    }

    /// Gives the next page, or after the last one a @ref page that is false.
    ///
    /// @param token Receives `(error_code, page<Page>)`.
    template <boost::asio::completion_token_for<void(error_code, value_type)> Token = default_token>
    auto async_next(Token&& token = {})
    {
        using step = detail::call::page_step<Page, Format>;
        return boost::asio::async_initiate<Token, void(error_code, value_type)>(
            detail::call::list_initiation<step>{list_, step{list_}}, token);
    }

    /// Reads the list to its end, and gives its records together.
    ///
    /// @param max The most records there may be: with more, the operation ends in `errc::too_many_records`, and its
    ///     response has the first `max`.
    /// @param token Receives `(error_code, response<std::vector<T>>)`. After a failure the response has the records of
    ///     the pages before it, and a later operation goes on with the page that failed; after `too_many_records` with
    ///     the page that was too much, from its first record on.
    template <class Token = default_token>
    auto async_collect(std::size_t max, Token&& token = {})
        requires detail::has_records<answer_in<Page, Format>>
    {
        using step = detail::call::collect_step<Page, Format>;
        return boost::asio::async_initiate<Token, void(error_code, response<typename step::records>)>(
            detail::call::list_initiation<step>{list_, step{list_, max}}, token);
    }

    /// The same list record by record. Go on with either this or that.
    item_pager<Page, Format> items() const
        requires detail::has_records<answer_in<Page, Format>>
    {
        return item_pager<Page, Format>{list_};
    }

    /// The same as a range that waits for each record, or throws @ref api_error:
    /// `for (const auto& user : api.users().list().items(truto::blocking))`. See @ref blocking for where it may wait.
    auto items(blocking_t) const
        requires detail::has_records<answer_in<Page, Format>>
    {
        return detail::call::blocking_range{items()};
    }

    /// The pages as such a range. The pager itself gives nothing more.
    auto pages(blocking_t) { return detail::call::blocking_range{std::move(*this)}; }

    /// Where the next page begins: set it as the query's cursor to go on there with another pager. Empty before the
    /// first page and after the last one.
    const std::string& cursor() const noexcept { return list_->cursor(); }

    /// Whether the last page was given.
    bool has_ended() const noexcept { return list_->has_ended(); }

private:
    std::shared_ptr<detail::call::paging> list_;
};

}  // namespace truto
