// Generated from spec/platform.yaml, tag batch_requests. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/fields.hpp>
#include <truto/format.hpp>
#include <truto/free_form.hpp>
#include <truto/list.hpp>
#include <truto/operation.hpp>
#include <truto/platform/models/batch_resource_input.hpp>
#include <truto/platform/models/batch_result.hpp>
#include <truto/resource.hpp>
#include <truto/text.hpp>

#include <truto/detail/json/record.hpp>

#include <optional>
#include <utility>

namespace truto::platform
{

/// Body of @ref batch_requests_as::async_create.
struct batch_requests_create_body
{
    /// Id of the integrated account that all calls go through. Required.
    std::optional<text> integrated_account_id{};

    /// The calls, at least one. Required.
    list<batch_resource_input> resources{};

    /// Further values for the batch.
    free_form args{};

    friend bool operator==(const batch_requests_create_body&, const batch_requests_create_body&) = default;
};

/// The members of @ref batch_requests_create_body, in the order of the description.
constexpr auto fields(type<batch_requests_create_body>)
{
    return field_list{
        field<&batch_requests_create_body::integrated_account_id>{
            "integrated_account_id", "Id of the integrated account that all calls go through."},
        field<&batch_requests_create_body::resources>{"resources", "The calls, at least one."},
        field<&batch_requests_create_body::args>{"args", "Further values for the batch."},
    };
}

namespace operations
{

/// `POST /batch-request`
inline constexpr operation batch_requests_create{
    .id = "batch_requests.create",
    .resource = "batch_requests",
    .method = "POST",
    .path = "/batch-request",
    .without_account = true,
};

}  // namespace operations

/// Many calls of unified and proxy APIs as one request.
///
/// Obtained from @ref client::batch_requests; cheap to copy; any thread may use it.
template <response_format Format>
class batch_requests_as : public resource_as<Format>
{
public:
    using resource_as<Format>::resource_as;

    /// Runs a batch of calls.
    ///
    /// `POST /batch-request`
    ///
    /// Makes several calls of unified APIs and of the proxy API for one account and answers with all
    /// results. A list is followed to its last page. A call may depend on another one, and may be made once
    /// for each of its results.
    ///
    /// What went wrong with single calls stands in `errors` of the answer.
    ///
    /// Needs an API token; an integrated-account token is refused. An `Idempotency-Key` is honoured:
    /// repeated with the same account and key, the batch is not run again.
    ///
    /// @param body What to call, and for whom.
    /// @param token Receives a `response<batch_result>`.
    template <token_for<batch_result, Format> Token = default_token>
    auto async_create(const batch_requests_create_body& body, Token&& token = {}) const
    {
        return async_call<batch_result>(*this, operations::batch_requests_create, {.body = body},
                                        std::forward<Token>(token));
    }
};

}  // namespace truto::platform

#if defined(TRUTO_SEPARATE_COMPILATION)
// Compiled where <truto/platform/src.hpp> is included.
namespace truto::detail::json
{

extern template const record_table& record_table_of<truto::platform::batch_result>() noexcept;
extern template const record_table& argument_table_of<truto::platform::batch_requests_create_body>() noexcept;

}  // namespace truto::detail::json

#endif
