// Generated from spec/platform.yaml, tag integrated_accounts. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/fields.hpp>
#include <truto/format.hpp>
#include <truto/list.hpp>
#include <truto/open_enum.hpp>
#include <truto/operation.hpp>
#include <truto/platform/models/account_token.hpp>
#include <truto/platform/models/capabilities.hpp>
#include <truto/platform/models/capabilities_type.hpp>
#include <truto/resource.hpp>
#include <truto/text.hpp>

#include <truto/detail/json/record.hpp>

#include <optional>
#include <string_view>
#include <utility>

namespace truto::platform
{

/// Body of @ref integrated_accounts_as::async_create_token.
struct integrated_accounts_create_token_body
{
    /// Id of the integrated account. It has to be in an environment that the API token sees. Required.
    std::optional<text> integrated_account_id{};

    friend bool operator==(const integrated_accounts_create_token_body&,
                           const integrated_accounts_create_token_body&) = default;
};

/// The members of @ref integrated_accounts_create_token_body, in the order of the description.
constexpr auto fields(type<integrated_accounts_create_token_body>)
{
    return field_list{
        field<&integrated_accounts_create_token_body::integrated_account_id>{"integrated_account_id",
                                                                             "Id of the integrated account."},
    };
}

/// Query of @ref integrated_accounts_as::async_capabilities.
struct integrated_accounts_capabilities_query
{
    /// Which APIs are listed. The server's default is `"all"`.
    std::optional<open_enum<capabilities_type>> type{};

    /// Names of methods. Of the product's own API, only these are listed; unified methods all are.
    list<text> methods{};

    /// Name of a resource, the only one to be listed.
    std::optional<text> resource{};

    /// True, which is the default, lists only those methods of the product's own API that are described;
    /// false lists more.
    std::optional<bool> has_description{};

    friend bool operator==(const integrated_accounts_capabilities_query&,
                           const integrated_accounts_capabilities_query&) = default;
};

/// The members of @ref integrated_accounts_capabilities_query, in the order of the description.
constexpr auto fields(type<integrated_accounts_capabilities_query>)
{
    return field_list{
        field<&integrated_accounts_capabilities_query::type>{"type", "Which APIs are listed."},
        field<&integrated_accounts_capabilities_query::methods>{"methods", "Names of methods.",
                                                                query_style::form_comma},
        field<&integrated_accounts_capabilities_query::resource>{"resource",
                                                                 "Name of a resource, the only one to be listed."},
        field<&integrated_accounts_capabilities_query::has_description>{
            "has_description", "True, which is the default, lists only those methods of the product's own API that are "
                               "described; false lists more."},
    };
}

namespace operations
{

/// `POST /integrated-account/token`
inline constexpr operation integrated_accounts_create_token{
    .id = "integrated_accounts.create_token",
    .resource = "integrated_accounts",
    .method = "POST",
    .path = "/integrated-account/token",
    .without_account = true,
};

/// `GET /integrated-account/{id}/capabilities`
inline constexpr operation integrated_accounts_capabilities{
    .id = "integrated_accounts.capabilities",
    .resource = "integrated_accounts",
    .method = "GET",
    .path = "/integrated-account/{id}/capabilities",
    .idempotent = true,
    .without_account = true,
};

}  // namespace operations

/// The connections of your customers to products.
///
/// Obtained from @ref client::integrated_accounts; cheap to copy; any thread may use it.
template <response_format Format>
class integrated_accounts_as : public resource_as<Format>
{
public:
    using resource_as<Format>::resource_as;

    /// Mints a token for one account.
    ///
    /// `POST /integrated-account/token`
    ///
    /// Makes an integrated-account token: a bearer token for one account that can be given away, to a
    /// browser for instance. It lives for 15 minutes.
    ///
    /// It may call every method of the unified, the proxy and the custom APIs, except for `meta.model`, and
    /// read and change its own account (`/integrated-account/me`). Everything else is answered with 403. It
    /// implies its account: send no `integrated_account_id` with it.
    ///
    /// Needs an API token.
    ///
    /// @param body Which account.
    /// @param token Receives a `response<account_token>`.
    template <token_for<account_token, Format> Token = default_token>
    auto async_create_token(const integrated_accounts_create_token_body& body, Token&& token = {}) const
    {
        return async_call<account_token>(*this, operations::integrated_accounts_create_token, {.body = body},
                                         std::forward<Token>(token));
    }

    /// Gets what an account can do.
    ///
    /// `GET /integrated-account/{id}/capabilities`
    ///
    /// Lists the resources and methods that one connected account offers, of unified APIs and of the proxy
    /// API, with what the environment has changed about them. It is the only way to know which custom
    /// methods an account really has.
    ///
    /// The answer rarely changes, but for `account`: keep the rest, ask for that anew.
    ///
    /// @param id Id of the integrated account.
    /// @param query Parameters of the query.
    /// @param token Receives a `response<capabilities>`.
    template <token_for<capabilities, Format> Token = default_token>
    auto async_capabilities(std::string_view id, const integrated_accounts_capabilities_query& query,
                            Token&& token = {}) const
    {
        return async_call<capabilities>(*this, operations::integrated_accounts_capabilities,
                                        {.path = {id}, .query = query}, std::forward<Token>(token));
    }

    /// The same with the server's defaults for everything optional.
    template <token_for<capabilities, Format>... Token>
    auto async_capabilities(std::string_view id, Token&&... token) const
    {
        return async_call<capabilities>(*this, operations::integrated_accounts_capabilities, {.path = {id}},
                                        std::forward<Token>(token)...);
    }
};

}  // namespace truto::platform

#if defined(TRUTO_SEPARATE_COMPILATION)
// Compiled where <truto/platform/src.hpp> is included.
namespace truto::detail::json
{

extern template const record_table& record_table_of<truto::platform::account_token>() noexcept;
extern template const record_table& record_table_of<truto::platform::capabilities>() noexcept;
extern template const record_table&
argument_table_of<truto::platform::integrated_accounts_capabilities_query>() noexcept;
extern template const record_table&
argument_table_of<truto::platform::integrated_accounts_create_token_body>() noexcept;

}  // namespace truto::detail::json

#endif
