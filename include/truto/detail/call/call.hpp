#pragma once

#include <truto/body_stream.hpp>
#include <truto/call_options.hpp>
#include <truto/client_options.hpp>
#include <truto/config.hpp>
#include <truto/counters.hpp>
#include <truto/error.hpp>
#include <truto/request.hpp>
#include <truto/response.hpp>

#include <truto/detail/call/client_handle.hpp>
#include <truto/detail/json/record.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/json/value.hpp>

#include <condition_variable>
#include <mutex>
#include <string>
#include <string_view>

// The seam between the templates that users call and the code that is compiled once.
namespace truto::detail::call
{

/// A client whose calls have no settings of their own.
/// @throws boost::system::system_error when the options are not valid.
TRUTO_LAZY client_core make_client(const boost::asio::any_io_executor& executor, client_options&& options);

/// The same with a context and a thread of its own.
TRUTO_LAZY client_core make_client(client_options&& options);

/// Writes down a request that no description has: a method and path of the caller's.
prepared_call prepare_request(const client_handle& client, const call_options& options, std::string_view method,
                              std::string_view path, const request& what);

/// And for a method of a resource below `base`.
prepared_call prepare_custom(const client_handle& client, const call_options& options, std::string_view base,
                             std::string_view resource, std::string_view method, const request& what);

/// Starts a call.
void start(const std::shared_ptr<client_handle>& client, prepared_call&& call, raw_handler&& handler);

/// What the client has done so far.
counters counters_of(const client_handle& client) noexcept;

/// The request as a curl command with its secrets masked. @throws api_error when the call can't be sent.
std::string to_curl(const client_handle& client, const prepared_call& call);

/// Reads the answer's body into `to`, and the error's details after a failure. Gives the error of the whole call.
inline error_code read_answer(const error_code& so_far, response_data& answer, json::target to)
{
    return answer.reader != nullptr ? answer.reader(so_far, answer, to) : so_far;
}

/// The same with the body as it is; it moves to `to`.
error_code read_text(const error_code& so_far, response_data& answer, std::string& to);

/// The same with a body that is JSON of any kind.
error_code read_json(const error_code& so_far, response_data& answer, boost::json::value& to);

/// The same with a value that stands under `result` beside `debug`.
error_code read_debug(const error_code& so_far, response_data& answer, json::target to, boost::json::value& debug);

/// The same with a body that is still coming.
error_code read_stream(const error_code& so_far, response_data& answer, body_stream& to);

/// Lets a thread wait for a call's end.
class completion
{
public:
    void signal();
    bool is_signalled() const;

    /// Waits without doing anything.
    void wait();

private:
    mutable std::mutex mutex_;
    std::condition_variable signalled_;
    bool done_ = false;
};

/// Waits for `done`, and drives the client's io_context meanwhile if that is what it runs on.
void wait_for(const client_handle& client, completion& done);

}  // namespace truto::detail::call

#if defined(TRUTO_HEADER_ONLY)
#include <truto/impl/call.ipp>
#include <truto/impl/request.ipp>
#endif
