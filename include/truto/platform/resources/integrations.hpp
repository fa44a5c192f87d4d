// Generated from spec/platform.yaml, tag integrations. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/fields.hpp>
#include <truto/format.hpp>
#include <truto/list.hpp>
#include <truto/open_enum.hpp>
#include <truto/operation.hpp>
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

/// Query of @ref integrations_as::async_capabilities.
struct integrations_capabilities_query
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

    friend bool operator==(const integrations_capabilities_query&, const integrations_capabilities_query&) = default;
};

/// The members of @ref integrations_capabilities_query, in the order of the description.
constexpr auto fields(type<integrations_capabilities_query>)
{
    return field_list{
        field<&integrations_capabilities_query::type>{"type", "Which APIs are listed."},
        field<&integrations_capabilities_query::methods>{"methods", "Names of methods.", query_style::form_comma},
        field<&integrations_capabilities_query::resource>{"resource", "Name of a resource, the only one to be listed."},
        field<&integrations_capabilities_query::has_description>{
            "has_description", "True, which is the default, lists only those methods of the product's own API that are "
                               "described; false lists more."},
    };
}

namespace operations
{

/// `GET /integration/{integration}/capabilities`
inline constexpr operation integrations_capabilities{
    .id = "integrations.capabilities",
    .resource = "integrations",
    .method = "GET",
    .path = "/integration/{integration}/capabilities",
    .idempotent = true,
    .without_account = true,
};

}  // namespace operations

/// The products that can be connected.
///
/// Obtained from @ref client::integrations; cheap to copy; any thread may use it.
template <response_format Format>
class integrations_as : public resource_as<Format>
{
public:
    using resource_as<Format>::resource_as;

    /// Gets what an integration can do.
    ///
    /// `GET /integration/{integration}/capabilities`
    ///
    /// Lists the resources and methods that an integration offers in general, before any account is
    /// connected. Without `account` and `environment_id`, and without what an environment has changed.
    ///
    /// @param integration The integration's short name (its slug), or its id.
    /// @param query Parameters of the query.
    /// @param token Receives a `response<capabilities>`.
    template <token_for<capabilities, Format> Token = default_token>
    auto async_capabilities(std::string_view integration, const integrations_capabilities_query& query,
                            Token&& token = {}) const
    {
        return async_call<capabilities>(*this, operations::integrations_capabilities,
                                        {.path = {integration}, .query = query}, std::forward<Token>(token));
    }

    /// The same with the server's defaults for everything optional.
    template <token_for<capabilities, Format>... Token>
    auto async_capabilities(std::string_view integration, Token&&... token) const
    {
        return async_call<capabilities>(*this, operations::integrations_capabilities, {.path = {integration}},
                                        std::forward<Token>(token)...);
    }
};

}  // namespace truto::platform

#if defined(TRUTO_SEPARATE_COMPILATION)
// Compiled where <truto/platform/src.hpp> is included.
namespace truto::detail::json
{

extern template const record_table& record_table_of<truto::platform::capabilities>() noexcept;
extern template const record_table& argument_table_of<truto::platform::integrations_capabilities_query>() noexcept;

}  // namespace truto::detail::json

#endif
