// Generated from spec/user-directory.yaml, tag organizations. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/operation.hpp>
#include <truto/resource.hpp>
#include <truto/user_directory/models/organization.hpp>

#include <string_view>
#include <utility>

namespace truto::user_directory
{

namespace operations
{

/// `DELETE /unified/user-directory/organizations/{id}`
inline constexpr operation organizations_delete{
    .id = "organizations.delete",
    .resource = "organizations",
    .method = "DELETE",
    .path = "/unified/user-directory/organizations/{id}",
    .idempotent = true,
};

}  // namespace operations

/// The companies, tenants or top-level units that users and groups belong to.
///
/// Obtained from @ref client::organizations; cheap to copy; any thread may use it.
class organizations : public resource
{
public:
    using resource::resource;

    /// Deletes an organization.
    ///
    /// `DELETE /unified/user-directory/organizations/{id}`
    ///
    /// Deletes the organization. What becomes of its users and groups is up to the connected product, and
    /// this API has no way to undo it.
    ///
    /// The answer is documented as the organization. One of the two integrations, in all likelihood Juniper
    /// Mist, maps id, name and dates; expect an empty object or no body from the other.
    ///
    /// Offered by GitHub and juniper-mist.
    ///
    /// @param id Id of the organization, as the connected product knows it. It is sent percent-encoded, as
    ///     one path segment.
    /// @param token Receives a `response<organization>`.
    template <token_for<organization> Token = default_token>
    auto async_delete(std::string_view id, Token&& token = {}) const
    {
        return async_call<organization>(operations::organizations_delete, {.path = {id}}, std::forward<Token>(token));
    }
};

}  // namespace truto::user_directory
