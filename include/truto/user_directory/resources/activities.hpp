// Generated from spec/user-directory.yaml, tag activities. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/fields.hpp>
#include <truto/filter.hpp>
#include <truto/format.hpp>
#include <truto/open_enum.hpp>
#include <truto/operation.hpp>
#include <truto/pager.hpp>
#include <truto/resource.hpp>
#include <truto/text.hpp>
#include <truto/user_directory/models/activity.hpp>
#include <truto/user_directory/models/activity_action.hpp>
#include <truto/user_directory/models/activity_actor_input.hpp>
#include <truto/user_directory/models/activity_page.hpp>
#include <truto/user_directory/models/directory_product.hpp>
#include <truto/user_directory/models/super_query_region.hpp>

#include <truto/detail/json/record.hpp>

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

namespace truto::user_directory
{

/// Query of @ref activities_as::async_list.
struct activities_list_query
{
    /// When the activity happened. A moment, or a range: `after`, `since`, `before`, `until`. Read by 23
    /// integrations.
    std::optional<time_filter> created_at{};

    /// Id of the user who acted. Read by 8 integrations.
    std::optional<text> actor_id{};

    /// Id of the organization in which it happened. Required by Asana and GitHub.
    std::optional<text> organization_id{};

    /// What was done. Read by 19 integrations.
    std::optional<open_enum<activity_action>> action{};

    /// The product of a suite whose log is meant. `azure_active_directory` is the only value listed. Read
    /// by one integration. Not certain: inferred, not published.
    std::optional<open_enum<directory_product>> product{};

    /// Who acted, in the form of the member of the answer. The page gives it the type of an object without
    /// naming the object's members. Not certain: inferred, not published.
    std::optional<activity_actor_input> actor{};

    /// Id of the record that was acted on. Read by 10 integrations.
    std::optional<text> entity{};

    /// Kind of the record that was acted on, in the product's own words.
    std::optional<text> entity_type{};

    /// The address from which the actor came. Not certain: inferred, not published.
    std::optional<text> ip_address{};

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

    friend bool operator==(const activities_list_query&, const activities_list_query&) = default;
};

/// The members of @ref activities_list_query, in the order of the description.
constexpr auto fields(type<activities_list_query>)
{
    return field_list{
        field<&activities_list_query::created_at>{"created_at", "When the activity happened."},
        field<&activities_list_query::actor_id>{"actor_id", "Id of the user who acted."},
        field<&activities_list_query::organization_id>{"organization_id",
                                                       "Id of the organization in which it happened."},
        field<&activities_list_query::action>{"action", "What was done."},
        field<&activities_list_query::product>{"product", "The product of a suite whose log is meant."},
        field<&activities_list_query::actor>{"actor", "Who acted, in the form of the member of the answer."},
        field<&activities_list_query::entity>{"entity", "Id of the record that was acted on."},
        field<&activities_list_query::entity_type>{"entity_type",
                                                   "Kind of the record that was acted on, in the product's own words."},
        field<&activities_list_query::ip_address>{"ip_address", "The address from which the actor came."},
        field<&activities_list_query::limit>{"limit", "How many records a page holds at most."},
        field<&activities_list_query::next_cursor>{"next_cursor",
                                                   "Where to go on, the `next_cursor` of the page before."},
        field<&activities_list_query::key_by>{"truto_key_by", "Name of a member of the records."},
        field<&activities_list_query::ignore_limit>{"truto_ignore_limit", "Ignores `limit`."},
        field<&activities_list_query::super_query>{
            "truto_super_query",
            "Asks Truto's own copy of the data, in the named region, instead of the connected product."},
    };
}

namespace operations
{

/// `GET /unified/user-directory/activities`
inline constexpr operation activities_list{
    .id = "activities.list",
    .resource = "activities",
    .method = "GET",
    .path = "/unified/user-directory/activities",
    .cursor = "next_cursor",
    .idempotent = true,
};

/// `GET /unified/user-directory/activities/{id}`
inline constexpr operation activities_get{
    .id = "activities.get",
    .resource = "activities",
    .method = "GET",
    .path = "/unified/user-directory/activities/{id}",
    .idempotent = true,
};

}  // namespace operations

/// What happened in the connected product.
///
/// Obtained from @ref client::activities; cheap to copy; any thread may use it.
template <response_format Format>
class activities_as : public resource_as<Format>
{
public:
    using resource_as<Format>::resource_as;

    /// Lists activities.
    ///
    /// `GET /unified/user-directory/activities`
    ///
    /// What happened in the connected product, by whom and to what. How far back it goes, and what counts
    /// as an activity, is up to the product.
    ///
    /// The published list of parameters is not complete here; further ones can be sent as additional query
    /// parameters.
    ///
    /// One page of a list: `next_cursor` of the answer, unless it is empty, is the `next_cursor` of the
    /// query for the next one.
    ///
    /// @param query Parameters of the query.
    /// @param token Receives a `response<activity_page>`.
    template <token_for<activity_page, Format> Token = default_token>
    auto async_list(const activities_list_query& query, Token&& token = {}) const
    {
        return async_call<activity_page>(*this, operations::activities_list, {.query = query},
                                         std::forward<Token>(token));
    }

    /// The same with the server's defaults for everything optional.
    template <token_for<activity_page, Format>... Token>
    auto async_list(Token&&... token) const
    {
        return async_call<activity_page>(*this, operations::activities_list, {}, std::forward<Token>(token)...);
    }

    /// The pages of @ref async_list, one after another; see @ref pager.
    ///
    /// They begin at the query's `next_cursor`, or without one at the beginning.
    pager<activity_page, Format> list(activities_list_query query = {}) const
    {
        return {*this, operations::activities_list, {.query = query}, std::exchange(query.next_cursor, {})};
    }

    /// Gets an activity.
    ///
    /// `GET /unified/user-directory/activities/{id}`
    ///
    /// Reads one activity by its id. Only Atlassian is listed for it.
    ///
    /// Offered by Atlassian.
    ///
    /// @param id Id of the activity, as the connected product knows it. It is sent percent-encoded, as one
    ///     path segment.
    /// @param token Receives a `response<activity>`.
    template <token_for<activity, Format> Token = default_token>
    auto async_get(std::string_view id, Token&& token = {}) const
    {
        return async_call<activity>(*this, operations::activities_get, {.path = {id}}, std::forward<Token>(token));
    }
};

}  // namespace truto::user_directory

#if defined(TRUTO_SEPARATE_COMPILATION)
// Compiled where <truto/user_directory/src.hpp> is included.
namespace truto::detail::json
{

extern template const record_table& record_table_of<truto::user_directory::activity>() noexcept;
extern template const record_table& record_table_of<truto::user_directory::activity_page>() noexcept;
extern template const record_table& argument_table_of<truto::user_directory::activities_list_query>() noexcept;

}  // namespace truto::detail::json

#endif
