// import truto.user_directory; gives everything that the public headers declare, but no macros.
//
// Made by `python scripts/modules.py --write`. What the headers include of others comes before the module
// begins, so that it is no part of it.

module;

#include <boost/asio/any_completion_executor.hpp>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/associated_allocator.hpp>
#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/associator.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/cancellation_state.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/recycling_allocator.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/config.hpp>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/string_view.hpp>
#include <boost/json/value.hpp>
#include <boost/json/value_ref.hpp>
#include <boost/system/error_category.hpp>
#include <boost/system/error_code.hpp>
#include <boost/system/error_condition.hpp>
#include <boost/system/is_error_code_enum.hpp>
#include <boost/system/is_error_condition_enum.hpp>
#include <boost/system/system_error.hpp>
#include <boost/version.hpp>

#include <algorithm>
#include <array>
#include <atomic>
#include <charconv>
#include <chrono>
#include <concepts>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <exception>
#include <functional>
#include <initializer_list>
#include <iterator>
#include <limits>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <new>
#include <optional>
#include <ostream>
#include <set>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

export module truto.user_directory;

// With the linkage that it has in the headers: one file of a program may import what another one includes.
export extern "C++"
{
#include <truto/account_check.hpp>
#include <truto/api_error.hpp>
#include <truto/as_curl.hpp>
#include <truto/basic_client.hpp>
#include <truto/blocking.hpp>
#include <truto/body_stream.hpp>
#include <truto/call_options.hpp>
#include <truto/client_options.hpp>
#include <truto/config.hpp>
#include <truto/counters.hpp>
#include <truto/error.hpp>
#include <truto/error_details.hpp>
#include <truto/fields.hpp>
#include <truto/filter.hpp>
#include <truto/for_each.hpp>
#include <truto/format.hpp>
#include <truto/free_form.hpp>
#include <truto/headers.hpp>
#include <truto/indirect.hpp>
#include <truto/json.hpp>
#include <truto/list.hpp>
#include <truto/log_observer.hpp>
#include <truto/multipart.hpp>
#include <truto/no_content.hpp>
#include <truto/observer.hpp>
#include <truto/observer_list.hpp>
#include <truto/open_enum.hpp>
#include <truto/operation.hpp>
#include <truto/page_parts.hpp>
#include <truto/pager.hpp>
#include <truto/patch.hpp>
#include <truto/payload.hpp>
#include <truto/rate_budget.hpp>
#include <truto/rate_limit.hpp>
#include <truto/records.hpp>
#include <truto/request.hpp>
#include <truto/requirements.hpp>
#include <truto/resource.hpp>
#include <truto/response.hpp>
#include <truto/retry_options.hpp>
#include <truto/secret.hpp>
#include <truto/text.hpp>
#include <truto/throwing.hpp>
#include <truto/timestamp.hpp>
#include <truto/user_directory.hpp>
#include <truto/version.hpp>
#include <truto/webhook.hpp>
}
