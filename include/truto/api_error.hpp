#pragma once

#include <truto/config.hpp>
#include <truto/error.hpp>
#include <truto/response.hpp>

#include <boost/system/system_error.hpp>

#include <exception>
#include <string>
#include <utility>

namespace truto
{

/// What a failed call throws where errors are thrown: with the default token, @ref throwing and @ref blocking.
///
/// `code()` is one of @ref errc, or of Asio's errors. `what()` is one line: the operation, the status, what the server
/// said, and what to do. It holds no secret, no header and no body.
class api_error : public boost::system::system_error
{
public:
    api_error(error_code code, response_base answer);

    const char* what() const noexcept override { return text_.c_str(); }

    /// The answer, with everything the server said; without a model.
    const response_base& response() const noexcept { return answer_; }

    /// What the server said about the failure; empty when no answer came.
    const error_details& details() const noexcept { return answer_.error(); }

    /// The HTTP status; 0 when no answer came.
    unsigned status() const noexcept { return answer_.status(); }

private:
    response_base answer_;
    std::string text_;
};

/// The line that @ref api_error::what gives.
std::string describe(error_code code, const response_base& answer);

namespace detail
{

/// What a failed call throws; null after success.
std::exception_ptr failure_of(const error_code& code, const response_base& answer);

}  // namespace detail

}  // namespace truto

#if defined(TRUTO_HEADER_ONLY)
#include <truto/impl/api_error.ipp>
#endif
