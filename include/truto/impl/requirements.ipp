#pragma once

#include <truto/requirements.hpp>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <cstddef>
#include <utility>

namespace truto
{

TRUTO_DECL bool is_same_integration(std::string_view one, std::string_view other) noexcept
{
    // The next character that counts, in lower case; 0 at the end.
    const auto next = [](std::string_view text, std::size_t& at)
    {
        while (at != text.size())
        {
            const auto c = static_cast<unsigned char>(text[at++]);
            const bool is_upper = c >= 'A' && c <= 'Z';
            if (is_upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c >= 0x80)
            {
                return is_upper ? c + ('a' - 'A') : +c;
            }
        }
        return 0;
    };
    std::size_t in_one = 0;
    std::size_t in_other = 0;
    bool is_name = false;
    for (;;)
    {
        const int c = next(one, in_one);
        if (c != next(other, in_other))
        {
            return false;
        }
        if (c == 0)
        {
            return is_name;
        }
        is_name = true;
    }
}

namespace detail
{

inline bool names_integration(std::span<const std::string_view> names, std::string_view integration) noexcept
{
    return std::any_of(names.begin(), names.end(),
                       [&](std::string_view each) { return is_same_integration(each, integration); });
}

/// The names of everything that a call sends in one place.
class sent_names
{
public:
    explicit sent_names(const intended_call& call) : options_(call.options)
    {
        if (call.body)
        {
            json::encode_place(*call.body.table(), call.body.object(), body_);
        }
        if (!call.query)
        {
            return;
        }
        const auto& table = *call.query.table();
        for (std::size_t i = 0; i != table.size; ++i)
        {
            const auto& member = table.members[i];
            boost::json::value value;
            if (json::encode_place(*member.table, table.address(call.query.object(), member), value))
            {
                query_.push_back(member.name);
            }
        }
    }

    bool hold(const argument_support& argument) const
    {
        if (argument.place == argument_place::query)
        {
            return options_.query->contains(argument.name) ||
                   std::find(query_.begin(), query_.end(), argument.name) != query_.end();
        }
        const auto* body = body_.if_object();
        return options_.body->contains(argument.name) || (body != nullptr && body->contains(argument.name));
    }

private:
    const call_options& options_;
    std::vector<std::string_view> query_{};
    boost::json::value body_{};
};

/// What the integration does with an argument; false if nothing is known.
inline bool is_about(const argument_support& argument, std::string_view integration, necessity& need) noexcept
{
    if (argument.by_all || names_integration(argument.required, integration))
    {
        need = necessity::required;
        return true;
    }
    if (names_integration(argument.read, integration))
    {
        need = necessity::read;
        return true;
    }
    need = necessity::possibly_required;
    return argument.required_count > argument.required.size();
}

inline void append_names(std::string& to, std::string_view title, const std::vector<requirement>& from)
{
    std::string_view separator = title;
    for (const auto& each : from)
    {
        to.append(to.empty() || separator != title ? "" : "; ").append(separator).append(each.name);
        to.append(" (").append(to_string(each.place)).append(")");
        separator = ", ";
    }
}

}  // namespace detail

TRUTO_DECL std::string to_string(const preflight& found)
{
    std::string text{found.is_listed ? "" : "not known to offer it"};
    detail::append_names(text, "missing: ", found.missing);
    detail::append_names(text, "possibly missing: ", found.possibly_missing);
    return text.empty() ? "nothing is missing that is known to be required" : text;
}

TRUTO_DECL const operation_support* requirement_table::find(const operation& which) const noexcept
{
    const auto found = std::find_if(operations_.begin(), operations_.end(),
                                    [&](const operation_support& each) { return each.id == which.id; });
    return found == operations_.end() ? nullptr : &*found;
}

TRUTO_DECL std::vector<requirement> requirement_table::of(const operation& which, std::string_view integration) const
{
    std::vector<requirement> result;
    const auto* const published = find(which);
    for (const auto& each : published != nullptr ? published->arguments : std::span<const argument_support>{})
    {
        auto need = necessity::read;
        if (detail::is_about(each, integration, need))
        {
            result.push_back({each.place, each.name, need, each.note});
        }
    }
    return result;
}

TRUTO_DECL bool requirement_table::is_listed(const operation& which, std::string_view integration) const noexcept
{
    const auto* const published = find(which);
    return published != nullptr && detail::names_integration(published->offered_by, integration);
}

TRUTO_DECL preflight requirement_table::check(const operation& which, std::string_view integration,
                                              const intended_call& call) const
{
    preflight result{.is_listed = is_listed(which, integration)};
    const detail::sent_names sent{call};
    const auto* const published = find(which);
    for (const auto& each : published != nullptr ? published->arguments : std::span<const argument_support>{})
    {
        auto need = necessity::read;
        if (!detail::is_about(each, integration, need) || need == necessity::read || sent.hold(each))
        {
            continue;
        }
        auto& list = need == necessity::required ? result.missing : result.possibly_missing;
        list.push_back({each.place, each.name, need, each.note});
    }
    return result;
}

}  // namespace truto
