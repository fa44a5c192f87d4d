#pragma once

#include <truto/pager.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/cancellation_state.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <cstddef>
#include <exception>
#include <list>
#include <utility>

namespace truto
{

namespace detail
{

/// Works on the records of a list, so many at once. Everything happens on one strand.
template <class Items, class Work>
class record_worker
{
public:
    using executor_type = boost::asio::strand<boost::asio::any_io_executor>;

    record_worker(executor_type executor, Items items, std::size_t at_once, Work work)
        : executor_(std::move(executor)),
          items_(std::move(items)),
          at_once_(std::max<std::size_t>(at_once, 1)),
          work_(std::move(work)),
          changed_(executor_)
    {
    }

    boost::asio::awaitable<std::size_t> run()
    {
        try
        {
            co_await start_all();
        }
        catch (...)
        {
            note(std::current_exception());
        }
        // The work under way uses this object, so nothing may end the wait for it: a cancellation is passed on.
        co_await boost::asio::this_coro::throw_if_cancelled(false);
        while (!under_way_.empty())
        {
            const boost::asio::cancellation_state state = co_await boost::asio::this_coro::cancellation_state;
            if (const auto asked = state.cancelled(); asked != boost::asio::cancellation_type::none)
            {
                co_await boost::asio::this_coro::reset_cancellation_state();
                for (auto& each : under_way_)
                {
                    each.emit(asked);
                }
            }
            co_await something_ends();
        }
        if (failure_)
        {
            std::rethrow_exception(failure_);
        }
        co_return done_;
    }

private:
    using signals = std::list<boost::asio::cancellation_signal>;

    boost::asio::awaitable<void> start_all()
    {
        while (!failure_)
        {
            auto record = co_await items_.async_next();
            if (!record)
            {
                break;
            }
            while (under_way_.size() == at_once_)
            {
                co_await something_ends();
            }
            if (!failure_)
            {
                start(std::move(record));
            }
        }
    }

    void start(typename Items::value_type record)
    {
        const auto mine = under_way_.emplace(under_way_.end());
        const auto ended = [this, mine](std::exception_ptr failure)
        {
            under_way_.erase(mine);
            done_ += failure ? 0 : 1;
            note(std::move(failure));
            changed_.cancel();
        };
        try
        {
            boost::asio::co_spawn(executor_, work_on(std::move(record)),
                                  boost::asio::bind_cancellation_slot(mine->slot(), ended));
        }
        catch (...)
        {
            under_way_.erase(mine);  // nobody would end it
            throw;
        }
    }

    boost::asio::awaitable<void> work_on(typename Items::value_type record) { co_await work_(*record); }

    boost::asio::awaitable<void> something_ends()
    {
        changed_.expires_at(boost::asio::steady_timer::time_point::max());
        co_await changed_.async_wait(boost::asio::as_tuple(boost::asio::use_awaitable));
    }

    void note(std::exception_ptr failure)
    {
        if (!failure_)
        {
            failure_ = std::move(failure);
        }
    }

    executor_type executor_;
    Items items_;
    std::size_t at_once_;
    Work work_;
    boost::asio::steady_timer changed_;
    signals under_way_;
    std::size_t done_ = 0;
    std::exception_ptr failure_;
};

template <class Items, class Work>
boost::asio::awaitable<std::size_t> work_on_records(typename record_worker<Items, Work>::executor_type executor,
                                                    Items items, std::size_t at_once, Work work)
{
    record_worker<Items, Work> worker{std::move(executor), std::move(items), at_once, std::move(work)};
    co_return co_await worker.run();
}

}  // namespace detail

/// Does `work(record)` for each record of a list, up to `at_once` of them at a time, while it goes through the pages.
///
/// @code
/// const auto count = co_await truto::for_each(api.users().list({.limit = 100}), 8,
///                                             [&](directory::user& user) -> asio::awaitable<void>
///                                             { co_await api.users().async_get(user.id.value()); });
/// @endcode
///
/// Not for work that takes records off the list which it goes through: products whose cursors count records would pass
/// over as many on the next page. Collect first, see @ref pager::async_collect.
///
/// `work` gives an `awaitable`, or an operation that can be awaited, such as that of a client. It is called on a strand
/// of its own, so that what it changes needs no lock; the record lives until its work has ended.
///
/// The first failure, of the list or of some work, ends it: nothing more is begun, what is under way runs to its end,
/// and then the failure is thrown. To go on after a failure, catch it within `work`. A cancellation is passed on to all
/// work that is under way.
///
/// @return How many records were worked on. To wait with another token than `co_await`: `co_spawn(executor, for_each(…),
///     token)`.
template <class Page, response_format Format, class Work>
boost::asio::awaitable<std::size_t> for_each(pager<Page, Format> list, std::size_t at_once, Work work)
{
    const auto executor =
        boost::asio::make_strand(boost::asio::any_io_executor{co_await boost::asio::this_coro::executor});
    using items = item_pager<Page, Format>;
    co_return co_await boost::asio::co_spawn(
        executor, detail::work_on_records<items, Work>(executor, list.items(), at_once, std::move(work)),
        boost::asio::use_awaitable);
}

}  // namespace truto
