// Generated from spec/user-directory.yaml, tag organizations. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/fields.hpp>
#include <truto/filter.hpp>
#include <truto/format.hpp>
#include <truto/free_form.hpp>
#include <truto/open_enum.hpp>
#include <truto/operation.hpp>
#include <truto/pager.hpp>
#include <truto/resource.hpp>
#include <truto/text.hpp>
#include <truto/user_directory/models/organization.hpp>
#include <truto/user_directory/models/organization_page.hpp>
#include <truto/user_directory/models/organization_sort_field.hpp>
#include <truto/user_directory/models/super_query_region.hpp>

#include <truto/detail/json/record.hpp>

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

namespace truto::user_directory
{

/// Query of @ref organizations_as::async_list.
struct organizations_list_query
{
    /// The member to sort by. `ascending` or `descending`. Read by Auth0 and Platform.sh.
    std::optional<sorting<organization_sort_field>> sort_by{};

    /// Id of the user whose organizations are meant. Read by Auth0.
    std::optional<text> user_id{};

    /// Name of the organization. Read by 46 integrations.
    std::optional<text> name{};

    /// When the organization was last changed. A moment, or a range: `after`, `since`, `before`, `until`.
    /// Read by 15 integrations.
    std::optional<time_filter> updated_at{};

    /// When the organization was created. A moment, or a range: `after`, `since`, `before`, `until`.
    std::optional<time_filter> created_at{};

    /// How many records a page holds at most. The server's default is about 25; its maximum is not
    /// published.
    std::optional<std::int64_t> limit{};

    /// Where to go on, the `next_cursor` of the page before. Left out for the first page.
    std::optional<text> next_cursor{};

    /// Name of a member of the records. `result` of the answer is then an object that holds each record
    /// under the value of that member; the client reads it into the same list.
    std::optional<text> key_by{};

    /// Ignores `limit`. Whether everything comes at once then, or pages of the product's own size, is not
    /// published.
    std::optional<bool> ignore_limit{};

    /// Asks Truto's own copy of the data, in the named region, instead of the connected product. The
    /// general guide has it for all lists; the pages of these operations do not mention it. Not certain:
    /// inferred, not published.
    std::optional<open_enum<super_query_region>> super_query{};

    friend bool operator==(const organizations_list_query&, const organizations_list_query&) = default;
};

/// The members of @ref organizations_list_query, in the order of the description.
constexpr auto fields(type<organizations_list_query>)
{
    return field_list{
        field<&organizations_list_query::sort_by>{"sort_by", "The member to sort by."},
        field<&organizations_list_query::user_id>{"user_id", "Id of the user whose organizations are meant."},
        field<&organizations_list_query::name>{"name", "Name of the organization."},
        field<&organizations_list_query::updated_at>{"updated_at", "When the organization was last changed."},
        field<&organizations_list_query::created_at>{"created_at", "When the organization was created."},
        field<&organizations_list_query::limit>{"limit", "How many records a page holds at most."},
        field<&organizations_list_query::next_cursor>{"next_cursor",
                                                      "Where to go on, the `next_cursor` of the page before."},
        field<&organizations_list_query::key_by>{"truto_key_by", "Name of a member of the records."},
        field<&organizations_list_query::ignore_limit>{"truto_ignore_limit", "Ignores `limit`."},
        field<&organizations_list_query::super_query>{
            "truto_super_query",
            "Asks Truto's own copy of the data, in the named region, instead of the connected product."},
    };
}

/// Body of @ref organizations_as::async_update.
struct organizations_update_body
{
    /// Members that reach the connected product's API as they are, untranslated.
    free_form remote_data{};

    friend bool operator==(const organizations_update_body&, const organizations_update_body&) = default;
};

/// The members of @ref organizations_update_body, in the order of the description.
constexpr auto fields(type<organizations_update_body>)
{
    return field_list{
        field<&organizations_update_body::remote_data>{
            "remote_data", "Members that reach the connected product's API as they are, untranslated."},
    };
}

namespace operations
{

/// `GET /unified/user-directory/organizations`
inline constexpr operation organizations_list{
    .id = "organizations.list",
    .resource = "organizations",
    .method = "GET",
    .path = "/unified/user-directory/organizations",
    .cursor = "next_cursor",
    .idempotent = true,
};

/// `GET /unified/user-directory/organizations/{id}`
inline constexpr operation organizations_get{
    .id = "organizations.get",
    .resource = "organizations",
    .method = "GET",
    .path = "/unified/user-directory/organizations/{id}",
    .idempotent = true,
};

/// `PATCH /unified/user-directory/organizations/{id}`
inline constexpr operation organizations_update{
    .id = "organizations.update",
    .resource = "organizations",
    .method = "PATCH",
    .path = "/unified/user-directory/organizations/{id}",
};

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
template <response_format Format>
class organizations_as : public resource_as<Format>
{
public:
    using resource_as<Format>::resource_as;

    /// Lists organizations.
    ///
    /// `GET /unified/user-directory/organizations`
    ///
    /// The organizations that the connection can see. Many integrations have exactly one.
    ///
    /// The published list of parameters is not complete here; further ones can be sent as additional query
    /// parameters.
    ///
    /// One page of a list: `next_cursor` of the answer, unless it is empty, is the `next_cursor` of the
    /// query for the next one.
    ///
    /// @param query Parameters of the query.
    /// @param token Receives a `response<organization_page>`.
    template <token_for<organization_page, Format> Token = default_token>
    auto async_list(const organizations_list_query& query, Token&& token = {}) const
    {
        return async_call<organization_page>(*this, operations::organizations_list, {.query = query},
                                             std::forward<Token>(token));
    }

    /// The same with the server's defaults for everything optional.
    template <token_for<organization_page, Format>... Token>
    auto async_list(Token&&... token) const
    {
        return async_call<organization_page>(*this, operations::organizations_list, {}, std::forward<Token>(token)...);
    }

    /// The pages of @ref async_list, one after another; see @ref pager.
    ///
    /// They begin at the query's `next_cursor`, or without one at the beginning.
    pager<organization_page, Format> list(organizations_list_query query = {}) const
    {
        return {*this, operations::organizations_list, {.query = query}, std::exchange(query.next_cursor, {})};
    }

    /// Gets an organization.
    ///
    /// `GET /unified/user-directory/organizations/{id}`
    ///
    /// Reads one organization by its id.
    ///
    /// @param id Id of the organization, as the connected product knows it. It is sent percent-encoded, as
    ///     one path segment.
    /// @param token Receives a `response<organization>`.
    template <token_for<organization, Format> Token = default_token>
    auto async_get(std::string_view id, Token&& token = {}) const
    {
        return async_call<organization>(*this, operations::organizations_get, {.path = {id}},
                                        std::forward<Token>(token));
    }

    /// Changes an organization.
    ///
    /// `PATCH /unified/user-directory/organizations/{id}`
    ///
    /// Changes the organization. Nothing of it has a counterpart in the unified schema that could be
    /// written, so all of it goes through `remote_data`, in the words of the connected product.
    ///
    /// Offered by juniper-mist.
    ///
    /// @param id Id of the organization, as the connected product knows it. It is sent percent-encoded, as
    ///     one path segment.
    /// @param body What changes.
    /// @param token Receives a `response<organization>`.
    template <token_for<organization, Format> Token = default_token>
    auto async_update(std::string_view id, const organizations_update_body& body, Token&& token = {}) const
    {
        return async_call<organization>(*this, operations::organizations_update, {.path = {id}, .body = body},
                                        std::forward<Token>(token));
    }

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
    template <token_for<organization, Format> Token = default_token>
    auto async_delete(std::string_view id, Token&& token = {}) const
    {
        return async_call<organization>(*this, operations::organizations_delete, {.path = {id}},
                                        std::forward<Token>(token));
    }
};

}  // namespace truto::user_directory

#if defined(TRUTO_SEPARATE_COMPILATION)
// Compiled where <truto/user_directory/src.hpp> is included.
namespace truto::detail::json
{

extern template const record_table& record_table_of<truto::user_directory::organization>() noexcept;
extern template const record_table& record_table_of<truto::user_directory::organization_page>() noexcept;
extern template const record_table& argument_table_of<truto::user_directory::organizations_list_query>() noexcept;
extern template const record_table& argument_table_of<truto::user_directory::organizations_update_body>() noexcept;

}  // namespace truto::detail::json

#endif
