// Generated from spec/user-directory.yaml, tag billing. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/fields.hpp>
#include <truto/format.hpp>
#include <truto/open_enum.hpp>
#include <truto/operation.hpp>
#include <truto/pager.hpp>
#include <truto/resource.hpp>
#include <truto/text.hpp>
#include <truto/user_directory/models/billing_page.hpp>
#include <truto/user_directory/models/super_query_region.hpp>

#include <truto/detail/json/record.hpp>

#include <cstdint>
#include <optional>
#include <utility>

namespace truto::user_directory
{

/// Query of @ref billing_as::async_list.
struct billing_list_query
{
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

    friend bool operator==(const billing_list_query&, const billing_list_query&) = default;
};

/// The members of @ref billing_list_query, in the order of the description.
constexpr auto fields(type<billing_list_query>)
{
    return field_list{
        field<&billing_list_query::limit>{"limit", "How many records a page holds at most."},
        field<&billing_list_query::next_cursor>{"next_cursor", "Where to go on, the `next_cursor` of the page before."},
        field<&billing_list_query::key_by>{"truto_key_by", "Name of a member of the records."},
        field<&billing_list_query::ignore_limit>{"truto_ignore_limit", "Ignores `limit`."},
        field<&billing_list_query::super_query>{
            "truto_super_query",
            "Asks Truto's own copy of the data, in the named region, instead of the connected product."},
    };
}

namespace operations
{

/// `GET /unified/user-directory/billing`
inline constexpr operation billing_list{
    .id = "billing.list",
    .resource = "billing",
    .method = "GET",
    .path = "/unified/user-directory/billing",
    .cursor = "next_cursor",
    .idempotent = true,
};

}  // namespace operations

/// What the connected product charges.
///
/// Obtained from @ref client::billing; cheap to copy; any thread may use it.
template <response_format Format>
class billing_as : public resource_as<Format>
{
public:
    using resource_as<Format>::resource_as;

    /// Lists billing records.
    ///
    /// `GET /unified/user-directory/billing`
    ///
    /// What the connected product has charged, or will charge: one record a bill, invoice or subscription.
    ///
    /// Which parameters the operation takes besides the common ones is not published in full; they can be
    /// sent as additional query parameters.
    ///
    /// One page of a list: `next_cursor` of the answer, unless it is empty, is the `next_cursor` of the
    /// query for the next one.
    ///
    /// @param query Parameters of the query.
    /// @param token Receives a `response<billing_page>`.
    template <token_for<billing_page, Format> Token = default_token>
    auto async_list(const billing_list_query& query, Token&& token = {}) const
    {
        return async_call<billing_page>(*this, operations::billing_list, {.query = query}, std::forward<Token>(token));
    }

    /// The same with the server's defaults for everything optional.
    template <token_for<billing_page, Format>... Token>
    auto async_list(Token&&... token) const
    {
        return async_call<billing_page>(*this, operations::billing_list, {}, std::forward<Token>(token)...);
    }

    /// The pages of @ref async_list, one after another; see @ref pager.
    ///
    /// They begin at the query's `next_cursor`, or without one at the beginning.
    pager<billing_page, Format> list(billing_list_query query = {}) const
    {
        return {*this, operations::billing_list, {.query = query}, std::exchange(query.next_cursor, {})};
    }
};

}  // namespace truto::user_directory

#if defined(TRUTO_SEPARATE_COMPILATION)
// Compiled where <truto/user_directory/src.hpp> is included.
namespace truto::detail::json
{

extern template const record_table& record_table_of<truto::user_directory::billing_page>() noexcept;
extern template const record_table& argument_table_of<truto::user_directory::billing_list_query>() noexcept;

}  // namespace truto::detail::json

#endif
