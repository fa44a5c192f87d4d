// Generated from spec/platform.yaml, tag meta. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/fields.hpp>
#include <truto/format.hpp>
#include <truto/operation.hpp>
#include <truto/platform/models/method_meta.hpp>
#include <truto/resource.hpp>
#include <truto/text.hpp>

#include <truto/detail/json/record.hpp>

#include <boost/json/value.hpp>

#include <optional>
#include <string_view>
#include <utility>

namespace truto::platform
{

/// Query of @ref meta_as::async_model.
struct meta_model_query
{
    /// Id of the environment. Needed where the API token has none.
    std::optional<text> environment_id{};

    friend bool operator==(const meta_model_query&, const meta_model_query&) = default;
};

/// The members of @ref meta_model_query, in the order of the description.
constexpr auto fields(type<meta_model_query>)
{
    return field_list{
        field<&meta_model_query::environment_id>{"environment_id", "Id of the environment."},
    };
}

namespace operations
{

/// `GET /unified/{model}/{resource}/meta/{method}`
inline constexpr operation meta_method{
    .id = "meta.method",
    .resource = "meta",
    .method = "GET",
    .path = "/unified/{model}/{resource}/meta/{method}",
    .idempotent = true,
};

/// `GET /unified/{model}/{resource}/{integration}/meta/{method}`
inline constexpr operation meta_method_of_integration{
    .id = "meta.method_of_integration",
    .resource = "meta",
    .method = "GET",
    .path = "/unified/{model}/{resource}/{integration}/meta/{method}",
    .idempotent = true,
    .without_account = true,
};

/// `GET /unified/meta/{model}/{integration}`
inline constexpr operation meta_model{
    .id = "meta.model",
    .resource = "meta",
    .method = "GET",
    .path = "/unified/meta/{model}/{integration}",
    .idempotent = true,
    .without_account = true,
};

}  // namespace operations

/// Descriptions of the methods of unified APIs, as they are for one account or integration.
///
/// Obtained from @ref client::meta; cheap to copy; any thread may use it.
template <response_format Format>
class meta_as : public resource_as<Format>
{
public:
    using resource_as<Format>::resource_as;

    /// Describes a method, as it is for an account.
    ///
    /// `GET /unified/{model}/{resource}/meta/{method}`
    ///
    /// Gives the schemas of request and answer of one method of a unified API, and how they are mapped, for
    /// one connected account.
    ///
    /// @param model Name of the unified API, as in its paths.
    /// @param resource_name Name of the resource, as in its paths.
    /// @param method Name of the method: `list`, `get`, `create`, `update`, `delete`, or what a custom
    ///     method is called in its path.
    /// @param token Receives a `response<method_meta>`.
    template <token_for<method_meta, Format> Token = default_token>
    auto async_method(std::string_view model, std::string_view resource_name, std::string_view method,
                      Token&& token = {}) const
    {
        return async_call<method_meta>(*this, operations::meta_method, {.path = {model, resource_name, method}},
                                       std::forward<Token>(token));
    }

    /// Describes a method, as it is for an integration.
    ///
    /// `GET /unified/{model}/{resource}/{integration}/meta/{method}`
    ///
    /// The same as `meta.method` for an integration instead of an account, with `response_schema`, and with
    /// schemas of the query and the body that have more structure.
    ///
    /// @param model Name of the unified API, as in its paths.
    /// @param resource_name Name of the resource, as in its paths.
    /// @param integration The integration's short name (its slug).
    /// @param method Name of the method: `list`, `get`, `create`, `update`, `delete`, or what a custom
    ///     method is called in its path.
    /// @param token Receives a `response<method_meta>`.
    template <token_for<method_meta, Format> Token = default_token>
    auto async_method_of_integration(std::string_view model, std::string_view resource_name,
                                     std::string_view integration, std::string_view method, Token&& token = {}) const
    {
        return async_call<method_meta>(*this, operations::meta_method_of_integration,
                                       {.path = {model, resource_name, integration, method}},
                                       std::forward<Token>(token));
    }

    /// Documents a unified API, as it is for an integration.
    ///
    /// `GET /unified/meta/{model}/{integration}`
    ///
    /// The documentation of all resources of one unified API for one integration, as JSON. The form of it
    /// is not published. There are two other forms, text and a page, which are no JSON: call them by path
    /// with `format=md` or `format=html`.
    ///
    /// Needs an API token; an integrated-account token is refused.
    ///
    /// @param model Name of the unified API, as in its paths.
    /// @param integration The integration's short name (its slug).
    /// @param query Parameters of the query.
    /// @param token Receives a `response<boost::json::value>`.
    template <token_for<boost::json::value, Format> Token = default_token>
    auto async_model(std::string_view model, std::string_view integration, const meta_model_query& query,
                     Token&& token = {}) const
    {
        return async_call<boost::json::value>(
            *this, operations::meta_model, {.path = {model, integration}, .query = query}, std::forward<Token>(token));
    }

    /// The same with the server's defaults for everything optional.
    template <token_for<boost::json::value, Format>... Token>
    auto async_model(std::string_view model, std::string_view integration, Token&&... token) const
    {
        return async_call<boost::json::value>(*this, operations::meta_model, {.path = {model, integration}},
                                              std::forward<Token>(token)...);
    }
};

}  // namespace truto::platform

#if defined(TRUTO_SEPARATE_COMPILATION)
// Compiled where <truto/platform/src.hpp> is included.
namespace truto::detail::json
{

extern template const record_table& record_table_of<truto::platform::method_meta>() noexcept;
extern template const record_table& argument_table_of<truto::platform::meta_model_query>() noexcept;

}  // namespace truto::detail::json

#endif
