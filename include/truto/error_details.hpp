#pragma once

#include <truto/config.hpp>
#include <truto/fields.hpp>

#include <boost/json/value.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace truto
{

/// One hint of the API on a failure: a sentence, and a value whose form depends on the hint.
struct error_hint
{
    /// What the hint says, for people.
    std::optional<std::string> description{};

    /// Names, rules or scopes.
    std::optional<boost::json::value> value{};

    /// Members that this library does not know, as the server sent them.
    boost::json::object extra{};

    friend bool operator==(const error_hint&, const error_hint&) = default;
};

constexpr auto fields(type<error_hint>)
{
    return field_list{
        field<&error_hint::description>{"description", "What the hint says, for people."},
        field<&error_hint::value>{"value", "Names, rules or scopes."},
    };
}

/// The API's hints on a failure, by topic. Several may come together, and not each is about the failure at hand.
struct error_insight
{
    /// Query parameters that this integration requires and that were missing.
    std::optional<error_hint> missing_required_query_parameters{};

    /// Body members that this integration requires and that were missing.
    std::optional<error_hint> missing_required_body_fields{};

    /// Rules on query parameters. Comes with unrelated failures too.
    std::optional<error_hint> conditionally_required_query_parameters{};

    /// Rules on body members. Comes with unrelated failures too.
    std::optional<error_hint> conditionally_required_body_fields{};

    /// The provider limits the rate of calls.
    std::optional<error_hint> rate_limit_error{};

    /// The connection lacks scopes; see @ref error_details::missing_scopes.
    std::optional<error_hint> forbidden_error{};

    /// The provider refused the call.
    std::optional<error_hint> remote_error{};

    /// Hints that this library does not know, as the server sent them.
    boost::json::object extra{};

    friend bool operator==(const error_insight&, const error_insight&) = default;
};

constexpr auto fields(type<error_insight>)
{
    return field_list{
        field<&error_insight::missing_required_query_parameters>{"missing_required_query_parameters"},
        field<&error_insight::missing_required_body_fields>{"missing_required_body_fields"},
        field<&error_insight::conditionally_required_query_parameters>{"conditionally_required_query_parameters"},
        field<&error_insight::conditionally_required_body_fields>{"conditionally_required_body_fields"},
        field<&error_insight::rate_limit_error>{"rate_limit_error"},
        field<&error_insight::forbidden_error>{"forbidden_error"},
        field<&error_insight::remote_error>{"remote_error"},
    };
}

/// What the server said about a failure. Every member may be missing: an error page of a proxy in between has none.
struct error_details
{
    /// The status as the body gives it.
    std::optional<std::int64_t> status_code{};

    /// The name of the status.
    std::optional<std::string> error{};

    /// What went wrong, for people. For failures of a provider, dug out of its answer.
    std::optional<std::string> message{};

    /// More on the failure, such as the members that failed validation.
    std::optional<boost::json::value> details{};

    /// Whether the provider failed, not the API.
    std::optional<bool> truto_is_remote_error{};

    /// The provider's own answer: JSON, or its text as a string.
    std::optional<boost::json::value> raw_response{};

    /// The API's hints.
    std::optional<error_insight> truto_error_insight{};

    /// Members that this library does not know, as the server sent them.
    boost::json::object extra{};

    /// Whether the provider refused, not the API.
    bool is_remote() const noexcept { return truto_is_remote_error.value_or(false); }

    /// Names of the query parameters that were missing, if the server says so.
    std::vector<std::string> missing_query_parameters() const;

    /// Names of the body members that were missing, if the server says so.
    std::vector<std::string> missing_body_fields() const;

    /// Scopes that the account's connection lacks, if the server says so.
    std::vector<std::string> missing_scopes() const;

    friend bool operator==(const error_details&, const error_details&) = default;
};

constexpr auto fields(type<error_details>)
{
    return field_list{
        field<&error_details::status_code>{"statusCode", "The status as the body gives it."},
        field<&error_details::error>{"error", "The name of the status."},
        field<&error_details::message>{"message", "What went wrong, for people."},
        field<&error_details::details>{"details", "More on the failure."},
        field<&error_details::truto_is_remote_error>{"truto_is_remote_error", "Whether the provider failed."},
        field<&error_details::raw_response>{"raw_response", "The provider's own answer."},
        field<&error_details::truto_error_insight>{"truto_error_insight", "The API's hints."},
    };
}

}  // namespace truto

#if defined(TRUTO_HEADER_ONLY)
#include <truto/impl/error_details.ipp>
#endif
