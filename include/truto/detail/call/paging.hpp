#pragma once

#include <truto/config.hpp>
#include <truto/error.hpp>
#include <truto/operation.hpp>
#include <truto/response.hpp>

#include <truto/detail/call/call.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <atomic>
#include <memory>
#include <set>
#include <string>
#include <string_view>

namespace truto::detail::call
{

/// The cursor that JSON is: a text, or a number as one; empty where there is none. An object or array that is not empty could
/// not be sent, and `code` says so: a list must not end there as if it were complete.
std::string cursor_in(const boost::json::value* next, error_code& code);

/// Looks whether a page could be read at all: a POST has succeeded without that, but a list must not end there.
void check_notes(response_data& answer, error_code& code);

/// The same, and looks at what was kept of it besides its described members: whether that is its records or its cursor.
///
/// `items` and `next` are what JSON calls those two; `rest` is null where the page keeps nothing. A page that has no records,
/// does not mention them, and has something else is no page, but an error that somebody in between gives as a success, or a
/// record by itself.
void check_rest_of_page(const boost::json::object* rest, std::string_view items, std::string_view next, bool is_empty,
                        response_data& answer, error_code& code);

/// Goes from page to page; what the pages hold is up to whoever reads them.
///
/// Used by one at a time: no page is asked for before the one before was settled.
class paging : public std::enable_shared_from_this<paging>
{
public:
    /// `from`: the cursor of the first page, empty for the list's beginning. The query of `arguments` has none; one among
    /// the call's further parameters counts for more. `has_models`: whether pages have to be in a format that models are
    /// read from.
    paging(const client_core& core, const operation& which, const operation_arguments& arguments, std::string_view from,
           bool has_models);
    ~paging();
    paging(const paging&) = delete;
    paging& operator=(const paging&) = delete;

    const std::shared_ptr<client_handle>& client() const noexcept { return client_; }

    /// Of the next page; empty at the beginning and at the end.
    const std::string& cursor() const noexcept { return cursor_; }

    bool has_ended() const noexcept { return has_ended_; }

    /// Whether the page after is asked for as soon as one was settled.
    void prefetch(bool on) noexcept { prefetch_ = on; }

    /// Brings the answer that the next page is; null, without an error, after the last one.
    void next(raw_handler handler);

    /// The same within an operation that brought a page already: one that was cancelled in between ends here.
    void go_on(raw_handler handler);

    /// Says what became of an answer: the error if it could not be had or read, else where the next page begins.
    void settle(error_code failure, std::string_view cursor);

    /// Calls `handler` with a null answer, later.
    void post(raw_handler handler, error_code code = {}, std::string problem = {});

private:
    struct early_page;

    prepared_call next_call() const;
    void ask(raw_handler handler);

    std::shared_ptr<client_handle> client_;
    const operation& operation_;
    prepared_call first_;
    std::string cursor_;
    std::set<std::string, std::less<>> met_;  // the cursors so far
    bool has_ended_ = false;
    bool is_repeated_ = false;  // it would lead back
    unsigned asked_ = 0;        // operations under way
    bool prefetch_ = false;
    std::shared_ptr<early_page> early_;
    std::shared_ptr<std::atomic<bool>> is_cancelled_;  // the operation under way
};

}  // namespace truto::detail::call

#if defined(TRUTO_HEADER_ONLY)
#include <truto/impl/paging.ipp>
#endif
