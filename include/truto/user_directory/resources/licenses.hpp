// Generated from spec/user-directory.yaml, tag licenses. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/fields.hpp>
#include <truto/format.hpp>
#include <truto/open_enum.hpp>
#include <truto/operation.hpp>
#include <truto/pager.hpp>
#include <truto/resource.hpp>
#include <truto/text.hpp>
#include <truto/user_directory/models/directory_product.hpp>
#include <truto/user_directory/models/license.hpp>
#include <truto/user_directory/models/license_page.hpp>
#include <truto/user_directory/models/super_query_region.hpp>

#include <truto/detail/json/record.hpp>

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

namespace truto::user_directory
{

/// Query of @ref licenses_as::async_list.
struct licenses_list_query
{
    /// Id of the organization that owns the licenses. Required by Cisco Meraki, ClickUp and GitHub; also
    /// read by Webex.
    std::optional<text> organization_id{};

    /// The product of a suite whose licenses are meant. `azure_active_directory` and `onedrive` are listed.
    /// Required by Microsoft 365.
    std::optional<open_enum<directory_product>> product{};

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

    friend bool operator==(const licenses_list_query&, const licenses_list_query&) = default;
};

/// The members of @ref licenses_list_query, in the order of the description.
constexpr auto fields(type<licenses_list_query>)
{
    return field_list{
        field<&licenses_list_query::organization_id>{"organization_id",
                                                     "Id of the organization that owns the licenses."},
        field<&licenses_list_query::product>{"product", "The product of a suite whose licenses are meant."},
        field<&licenses_list_query::limit>{"limit", "How many records a page holds at most."},
        field<&licenses_list_query::next_cursor>{"next_cursor",
                                                 "Where to go on, the `next_cursor` of the page before."},
        field<&licenses_list_query::key_by>{"truto_key_by", "Name of a member of the records."},
        field<&licenses_list_query::ignore_limit>{"truto_ignore_limit", "Ignores `limit`."},
        field<&licenses_list_query::super_query>{
            "truto_super_query",
            "Asks Truto's own copy of the data, in the named region, instead of the connected product."},
    };
}

/// Query of @ref licenses_as::async_get.
struct licenses_get_query
{
    /// Id of the organization that owns the license. Required by Cisco Meraki. Not certain: inferred, not
    /// published.
    std::optional<text> organization_id{};

    friend bool operator==(const licenses_get_query&, const licenses_get_query&) = default;
};

/// The members of @ref licenses_get_query, in the order of the description.
constexpr auto fields(type<licenses_get_query>)
{
    return field_list{
        field<&licenses_get_query::organization_id>{"organization_id", "Id of the organization that owns the license."},
    };
}

namespace operations
{

/// `GET /unified/user-directory/licenses`
inline constexpr operation licenses_list{
    .id = "licenses.list",
    .resource = "licenses",
    .method = "GET",
    .path = "/unified/user-directory/licenses",
    .cursor = "next_cursor",
    .idempotent = true,
};

/// `GET /unified/user-directory/licenses/{id}`
inline constexpr operation licenses_get{
    .id = "licenses.get",
    .resource = "licenses",
    .method = "GET",
    .path = "/unified/user-directory/licenses/{id}",
    .idempotent = true,
};

}  // namespace operations

/// The licenses and plans that users can be assigned.
///
/// Obtained from @ref client::licenses; cheap to copy; any thread may use it.
template <response_format Format>
class licenses_as : public resource_as<Format>
{
public:
    using resource_as<Format>::resource_as;

    /// Lists licenses.
    ///
    /// `GET /unified/user-directory/licenses`
    ///
    /// The licenses and plans that can be assigned in the connected product: how many there are, how many
    /// are in use, and what one costs.
    ///
    /// One page of a list: `next_cursor` of the answer, unless it is empty, is the `next_cursor` of the
    /// query for the next one.
    ///
    /// @param query Parameters of the query.
    /// @param token Receives a `response<license_page>`.
    template <token_for<license_page, Format> Token = default_token>
    auto async_list(const licenses_list_query& query, Token&& token = {}) const
    {
        return async_call<license_page>(*this, operations::licenses_list, {.query = query}, std::forward<Token>(token));
    }

    /// The same with the server's defaults for everything optional.
    template <token_for<license_page, Format>... Token>
    auto async_list(Token&&... token) const
    {
        return async_call<license_page>(*this, operations::licenses_list, {}, std::forward<Token>(token)...);
    }

    /// The pages of @ref async_list, one after another; see @ref pager.
    ///
    /// They begin at the query's `next_cursor`, or without one at the beginning.
    pager<license_page, Format> list(licenses_list_query query = {}) const
    {
        return {*this, operations::licenses_list, {.query = query}, std::exchange(query.next_cursor, {})};
    }

    /// Gets a license.
    ///
    /// `GET /unified/user-directory/licenses/{id}`
    ///
    /// Reads one license by its id.
    ///
    /// Webex takes the kind of the object that the license is assigned to, with the value `user`, under a
    /// name that is not published; pass it as an additional query parameter.
    ///
    /// @param id Id of the license, as the connected product knows it. It is sent percent-encoded, as one
    ///     path segment.
    /// @param query Parameters of the query.
    /// @param token Receives a `response<license>`.
    template <token_for<license, Format> Token = default_token>
    auto async_get(std::string_view id, const licenses_get_query& query, Token&& token = {}) const
    {
        return async_call<license>(*this, operations::licenses_get, {.path = {id}, .query = query},
                                   std::forward<Token>(token));
    }

    /// The same with the server's defaults for everything optional.
    template <token_for<license, Format>... Token>
    auto async_get(std::string_view id, Token&&... token) const
    {
        return async_call<license>(*this, operations::licenses_get, {.path = {id}}, std::forward<Token>(token)...);
    }
};

}  // namespace truto::user_directory

#if defined(TRUTO_SEPARATE_COMPILATION)
// Compiled where <truto/user_directory/src.hpp> is included.
namespace truto::detail::json
{

extern template const record_table& record_table_of<truto::user_directory::license>() noexcept;
extern template const record_table& record_table_of<truto::user_directory::license_page>() noexcept;
extern template const record_table& argument_table_of<truto::user_directory::licenses_get_query>() noexcept;
extern template const record_table& argument_table_of<truto::user_directory::licenses_list_query>() noexcept;

}  // namespace truto::detail::json

#endif
