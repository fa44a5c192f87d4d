#pragma once

#include <truto/call_options.hpp>
#include <truto/config.hpp>
#include <truto/operation.hpp>

#include <truto/detail/json/record.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace truto
{

/// Where an argument of a call is sent.
enum class argument_place : unsigned char
{
    query,
    body,
};

/// The name of a place: `query` or `body`.
constexpr std::string_view to_string(argument_place place) noexcept
{
    return place == argument_place::query ? "query" : "body";
}

/// What is published about an integration and an argument.
enum class necessity : unsigned char
{
    required,           ///< The integration, or every integration, does not do without it.
    possibly_required,  ///< Some integrations do not do without it that are counted, but not named: this may be one.
    read,               ///< The integration takes it.
};

/// The name of a necessity, as in `possibly_required`.
constexpr std::string_view to_string(necessity need) noexcept
{
    constexpr std::string_view names[] = {"required", "possibly_required", "read"};
    return names[static_cast<unsigned char>(need)];
}

/// A parameter of the query or a member of the body, and what one integration does with it.
struct requirement
{
    argument_place place = argument_place::query;

    /// Its name on the wire.
    std::string_view name{};

    necessity need = necessity::read;

    /// What the description says of it besides; empty in most cases.
    std::string_view note{};

    friend bool operator==(const requirement&, const requirement&) = default;
};

/// What a call lacks for an integration, as far as that is published.
struct preflight
{
    /// Whether the integration is named among those that offer the operation. False means that it is not known to: the
    /// published lists are incomplete, and the call may work all the same.
    bool is_listed = false;

    /// What the integration requires and the call does not have, in the order of the description.
    std::vector<requirement> missing{};

    /// The same for what it may require.
    std::vector<requirement> possibly_missing{};

    /// Whether nothing is missing that is known to be required. No promise: the server has the last word.
    bool is_complete() const noexcept { return missing.empty(); }

    friend bool operator==(const preflight&, const preflight&) = default;
};

/// The preflight in a sentence, as in `not known to offer it; missing: remove_from (query), remove_from_id (query)`.
std::string to_string(const preflight& found);

/// The arguments of a call that is to be made. Refers to its parts: use it within the expression that made it.
struct intended_call
{
    /// The operation's query struct.
    detail::json::record_ref query{};

    /// The operation's body struct.
    detail::json::value_ref body{};

    /// The options of the call, whose `query` and `body` count as well.
    call_options options{};
};

/// Whether two names mean the same integration. Only ASCII letters, without regard to case, ASCII digits and bytes beyond
/// ASCII count: `Slack Enterprise`, `slack-enterprise` and `SlackEnterprise` are the same. A name of which nothing is
/// left is no name, and the same as no other.
bool is_same_integration(std::string_view one, std::string_view other) noexcept;

/// What is published about an argument and the integrations. Names are spelled as on the page.
struct argument_support
{
    argument_place place = argument_place::query;
    std::string_view name{};

    /// The integrations that do not work without it, those of them that are named.
    std::span<const std::string_view> required{};

    /// Those of the others that take it.
    std::span<const std::string_view> read{};

    /// How many require it, where not all of them are named. Otherwise zero.
    std::uint16_t required_count = 0;

    /// Whether every integration requires it.
    bool by_all = false;

    std::string_view note{};
};

/// What is published about an operation and the integrations.
struct operation_support
{
    /// As in @ref operation.
    std::string_view id{};

    /// The integrations that offer it, those of them that are known. Empty where they are not published.
    std::span<const std::string_view> offered_by{};

    /// In the order of the description: query, then body.
    std::span<const argument_support> arguments{};
};

/// What is published about an API's operations and the integrations behind it: the `requirements` of the API's namespace,
/// in `<truto/…/requirements.hpp>`.
///
/// All of it is data from reference pages, which are incomplete and contradict each other at times. So it tells what is
/// known to be needed, and never that something can't be done. Names of integrations are compared by
/// @ref is_same_integration. Any thread may use it.
class requirement_table
{
public:
    constexpr explicit requirement_table(std::span<const operation_support> operations) noexcept
        : operations_(operations)
    {
    }

    /// The data as it is.
    constexpr std::span<const operation_support> operations() const noexcept { return operations_; }

    /// What an integration needs and reads. Empty if nothing is published, or if the operation is of another API.
    std::vector<requirement> of(const operation& which, std::string_view integration) const;

    /// Whether the integration is named among those that offer the operation. False: it is not known to.
    bool is_listed(const operation& which, std::string_view integration) const noexcept;

    /// What a call lacks. An argument counts as there if it is sent at all: an empty text or null does.
    preflight check(const operation& which, std::string_view integration, const intended_call& call) const;

private:
    const operation_support* find(const operation& which) const noexcept;

    std::span<const operation_support> operations_;
};

}  // namespace truto

#if defined(TRUTO_HEADER_ONLY)
#include <truto/impl/requirements.ipp>
#endif
