#pragma once

#include <truto/operation.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace truto
{

/// Whether an account offers a method.
enum class offer : unsigned char
{
    yes,      ///< The capabilities list it.
    no,       ///< They list methods of unified APIs, and not this one.
    unknown,  ///< They do not say: it is no method of a unified API, or nothing is said of these.
};

/// The name of an offer, as in `unknown`.
constexpr std::string_view to_string(offer what) noexcept
{
    constexpr std::string_view names[] = {"yes", "no", "unknown"};
    return names[static_cast<unsigned char>(what)];
}

/// What the live capabilities of an account, or of an integration, say about an operation.
struct account_check
{
    offer offered = offer::unknown;

    /// Whether the environment has changed the mapping of the resource: then what it needs and what it answers may not be
    /// what the description says.
    bool is_overridden = false;

    /// Whether the account is blocked: then no call of it will succeed before it is connected again.
    bool is_blocked = false;

    /// Whether nothing speaks against the call.
    bool is_good() const noexcept { return offered != offer::no && !is_blocked; }

    friend bool operator==(const account_check&, const account_check&) = default;
};

namespace detail
{

/// A method as capabilities name it.
struct unified_method
{
    std::string_view model;
    std::string_view resource;
    std::string_view method;
};

/// Reads it off an operation such as `POST /unified/{model}/{resource}/{method}`. Nothing for what is none of these.
inline std::optional<unified_method> unified_method_of(const operation& which) noexcept
{
    constexpr std::string_view prefix = "/unified/";
    if (!which.path.starts_with(prefix))
    {
        return {};
    }
    std::array<std::string_view, 4> parts{};
    std::size_t count = 0;
    for (auto rest = which.path.substr(prefix.size()); !rest.empty() && count != parts.size();)
    {
        const auto size = std::min(rest.find('/'), rest.size());
        parts[count++] = rest.substr(0, size);
        rest.remove_prefix(std::min(size + 1, rest.size()));
    }
    const auto is_fixed = [](std::string_view part) { return part.find('{') == part.npos; };
    if (count < 2 || count > 3 || !is_fixed(parts[0]) || !is_fixed(parts[1]))
    {
        return {};
    }
    const bool has_id = count == 3 && !is_fixed(parts[2]);
    if (count == 3 && !has_id)
    {
        return which.method == "POST" ? std::optional{unified_method{parts[0], parts[1], parts[2]}} : std::nullopt;
    }
    struct built_in
    {
        std::string_view verb;
        bool has_id;
        std::string_view name;
    };
    constexpr std::array<built_in, 5> all{{{"GET", false, "list"},
                                           {"GET", true, "get"},
                                           {"POST", false, "create"},
                                           {"PATCH", true, "update"},
                                           {"DELETE", true, "delete"}}};
    const auto found = std::find_if(all.begin(), all.end(), [&](const built_in& each)
                                    { return each.verb == which.method && each.has_id == has_id; });
    return found == all.end() ? std::nullopt : std::optional{unified_method{parts[0], parts[1], found->name}};
}

}  // namespace detail

/// What capabilities are read from: `platform::capabilities`, or a type of your own with the same members. The header knows
/// no API, so that it needs none.
template <class T>
concept capability_report = requires(const T& live) {
    live.unified->front().model == std::string_view{};
    live.unified->front().resource == std::string_view{};
    live.unified->front().methods->front() == std::string_view{};
    live.unified->front().env_overridden.value_or(false);
    live.account->is_blocked.value_or(false);
};

/// Looks an operation up in capabilities, the answer of `integrated_accounts().async_capabilities(account)`. Sends
/// nothing.
///
/// Ask for the capabilities without filters, or with `{.type = unified}`: what a filter left out looks like something that
/// is not offered.
template <capability_report Report>
account_check check_account(const operation& which, const Report& live)
{
    account_check result;
    result.is_blocked = live.account && live.account->is_blocked.value_or(false);
    const auto wanted = detail::unified_method_of(which);
    if (!wanted || !live.unified)
    {
        return result;
    }
    bool is_listed = false;
    bool is_silent = false;
    for (const auto& each : *live.unified)
    {
        if (each.model != wanted->model || each.resource != wanted->resource)
        {
            continue;
        }
        result.is_overridden |= each.env_overridden.value_or(false);
        is_silent |= !each.methods;
        is_listed |= each.methods &&
                     std::find(each.methods->begin(), each.methods->end(), wanted->method) != each.methods->end();
    }
    result.offered = is_listed ? offer::yes : is_silent ? offer::unknown : offer::no;
    return result;
}

}  // namespace truto
