// Generated from spec/user-directory.yaml, tag me. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/fields.hpp>
#include <truto/format.hpp>
#include <truto/open_enum.hpp>
#include <truto/operation.hpp>
#include <truto/pager.hpp>
#include <truto/resource.hpp>
#include <truto/text.hpp>
#include <truto/user_directory/models/super_query_region.hpp>
#include <truto/user_directory/models/user_page.hpp>

#include <truto/detail/json/record.hpp>

#include <cstdint>
#include <optional>
#include <utility>

namespace truto::user_directory
{

/// Query of @ref me_as::async_list.
struct me_list_query
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

    friend bool operator==(const me_list_query&, const me_list_query&) = default;
};

/// The members of @ref me_list_query, in the order of the description.
constexpr auto fields(type<me_list_query>)
{
    return field_list{
        field<&me_list_query::limit>{"limit", "How many records a page holds at most."},
        field<&me_list_query::next_cursor>{"next_cursor", "Where to go on, the `next_cursor` of the page before."},
        field<&me_list_query::key_by>{"truto_key_by", "Name of a member of the records."},
        field<&me_list_query::ignore_limit>{"truto_ignore_limit", "Ignores `limit`."},
        field<&me_list_query::super_query>{
            "truto_super_query",
            "Asks Truto's own copy of the data, in the named region, instead of the connected product."},
    };
}

namespace operations
{

/// `GET /unified/user-directory/me`
inline constexpr operation me_list{
    .id = "me.list",
    .resource = "me",
    .method = "GET",
    .path = "/unified/user-directory/me",
    .cursor = "next_cursor",
    .idempotent = true,
};

}  // namespace operations

/// The user whom the connection belongs to.
///
/// Obtained from @ref client::me; cheap to copy; any thread may use it.
template <response_format Format>
class me_as : public resource_as<Format>
{
public:
    using resource_as<Format>::resource_as;

    /// Lists the user whom the connection belongs to.
    ///
    /// `GET /unified/user-directory/me`
    ///
    /// The user on whose behalf the integrated account acts. It is a list like any other, normally with a
    /// single record.
    ///
    /// One page of a list: `next_cursor` of the answer, unless it is empty, is the `next_cursor` of the
    /// query for the next one.
    ///
    /// @param query Parameters of the query.
    /// @param token Receives a `response<user_page>`.
    template <token_for<user_page, Format> Token = default_token>
    auto async_list(const me_list_query& query, Token&& token = {}) const
    {
        return async_call<user_page>(*this, operations::me_list, {.query = query}, std::forward<Token>(token));
    }

    /// The same with the server's defaults for everything optional.
    template <token_for<user_page, Format>... Token>
    auto async_list(Token&&... token) const
    {
        return async_call<user_page>(*this, operations::me_list, {}, std::forward<Token>(token)...);
    }

    /// The pages of @ref async_list, one after another; see @ref pager.
    ///
    /// They begin at the query's `next_cursor`, or without one at the beginning.
    pager<user_page, Format> list(me_list_query query = {}) const
    {
        return {*this, operations::me_list, {.query = query}, std::exchange(query.next_cursor, {})};
    }
};

}  // namespace truto::user_directory

#if defined(TRUTO_SEPARATE_COMPILATION)
// Compiled where <truto/user_directory/src.hpp> is included.
namespace truto::detail::json
{

extern template const record_table& record_table_of<truto::user_directory::user_page>() noexcept;
extern template const record_table& argument_table_of<truto::user_directory::me_list_query>() noexcept;

}  // namespace truto::detail::json

#endif
