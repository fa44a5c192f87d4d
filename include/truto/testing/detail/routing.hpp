#pragma once

// From the target of a request to what is asked for.

#include <truto/testing/detail/query_string.hpp>
#include <truto/testing/detail/refusal.hpp>

#include <boost/beast/core/string.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace truto::testing::detail
{

/// A target, taken apart.
struct request_target
{
    std::string_view path{};              // as it was sent
    std::vector<std::string> segments{};  // below the prefix, decoded; empty when the prefix is not there
    std::string_view query{};
};

inline std::vector<std::string> segments_of(std::string_view path)
{
    std::vector<std::string> segments;
    while (!path.empty() && path.front() == '/')
    {
        path.remove_prefix(1);
        const std::size_t end = std::min(path.find('/'), path.size());
        auto segment = percent_decoded(path.substr(0, end));
        if (!segment)
        {
            throw refusal(400, "The path is not percent-encoded UTF-8");
        }
        segments.push_back(std::move(*segment));
        path.remove_prefix(end);
    }
    return path.empty() ? segments : std::vector<std::string>{};
}

inline request_target read_target(std::string_view target, std::string_view prefix)
{
    if (!is_utf8(target))
    {
        throw refusal(400, "The request target is not UTF-8");
    }

    // A server has to take the absolute form too (RFC 9112, 3.2.2).
    for (const std::string_view scheme : {"http://", "https://"})
    {
        if (target.size() >= scheme.size() && boost::beast::iequals(target.substr(0, scheme.size()), scheme))
        {
            target.remove_prefix(std::min(target.find_first_of("/?", scheme.size()), target.size()));
            break;
        }
    }

    request_target read;
    const std::size_t question = std::min(target.find('?'), target.size());
    read.path = target.substr(0, question);
    read.query = target.substr(std::min(question + 1, target.size()));
    if (read.path.substr(0, prefix.size()) == prefix)
    {
        read.segments = segments_of(read.path.substr(prefix.size()));
    }
    return read;
}

/// Whether the segments from `begin` on are those of a pattern, in which `{name}` stands for any one that is not
/// empty. What it stands for is appended to `parameters`.
inline bool fits(std::string_view pattern, const std::vector<std::string>& segments, std::size_t begin,
                 std::vector<std::string>& parameters)
{
    std::size_t at = begin;
    while (!pattern.empty())
    {
        pattern.remove_prefix(1);
        const std::string_view wanted = pattern.substr(0, pattern.find('/'));
        if (at == segments.size() || segments[at].empty())
        {
            return false;
        }
        if (wanted.front() == '{')
        {
            parameters.push_back(segments[at]);
        }
        else if (segments[at] != wanted)
        {
            return false;
        }
        ++at;
        pattern.remove_prefix(wanted.size());
    }
    return at == segments.size();
}

/// A row of a table of routes, with what its pattern's parameters stand for.
template <class Route>
struct found_route
{
    const Route* route;
    std::vector<std::string> parameters;
};

/// Looks the path up in a table of rows with `method` and `path`. Of the patterns that fit, the first one counts. Empty
/// when there is none.
///
/// @throws refusal 405 when the path is there, but not for that method.
template <class Table>
auto find_route(const Table& table, std::string_view method, const std::vector<std::string>& segments,
                std::size_t begin) -> std::optional<found_route<typename Table::value_type>>
{
    std::string_view pattern;
    std::string allowed;
    std::vector<std::string> parameters;
    for (const auto& row : table)
    {
        if (pattern.empty() && parameters.empty())
        {
            std::vector<std::string> stood_for;
            if (fits(row.path, segments, begin, stood_for))
            {
                pattern = row.path;
                parameters = std::move(stood_for);
            }
        }
        if (!pattern.empty() && row.path == pattern)
        {
            if (row.method == method)
            {
                return found_route<typename Table::value_type>{&row, std::move(parameters)};
            }
            allowed.append(allowed.empty() ? "" : ", ").append(row.method);
        }
    }
    if (pattern.empty())
    {
        return std::nullopt;
    }
    throw refusal(405, "This path takes " + allowed + " only").with_header("Allow", allowed);
}

}  // namespace truto::testing::detail
