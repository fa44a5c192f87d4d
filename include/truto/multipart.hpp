#pragma once

#include <truto/config.hpp>
#include <truto/payload.hpp>

#include <string>
#include <string_view>

namespace truto
{

/// A form with fields and files, as a body of `multipart/form-data` (RFC 7578).
///
/// @code
/// truto::multipart form;
/// form.add("team", "platform").add_file("people", "people.csv", "text/csv", csv);
/// const auto upload = api.with({.raw_body = form.finish()});
/// co_await upload.async_call("POST", "/proxy/imports");
/// @endcode
class multipart
{
public:
    /// An empty form. Its boundary is random.
    multipart();

    /// Adds a field. Quotes and line breaks in `name` are percent-encoded.
    multipart& add(std::string_view name, std::string_view value);

    /// Adds a file with its name and type.
    /// @throws boost::system::system_error with `errc::invalid_argument` when `content_type` can't be a header's value.
    multipart& add_file(std::string_view name, std::string_view file_name, std::string_view content_type,
                        std::string_view bytes);

    /// The body. More may be added afterwards, for another one.
    payload finish() const;

private:
    void begin_part(std::string_view name);

    std::string boundary_;
    std::string parts_;
};

}  // namespace truto

#if defined(TRUTO_HEADER_ONLY)
#include <truto/impl/multipart.ipp>
#endif
