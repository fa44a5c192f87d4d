#pragma once

#include <truto/api_error.hpp>

#include <chrono>
#include <string>
#include <vector>

namespace truto
{

namespace detail
{

/// Keeps a text that is not ours on one line and at a readable length.
inline void append_one_line(std::string& out, std::string_view text)
{
    constexpr std::size_t longest = 500;
    auto shown = text.substr(0, longest);
    while (shown.size() < text.size() && !shown.empty() && (text[shown.size()] & 0xc0) == 0x80)
    {
        shown.remove_suffix(1);  // not in the middle of a character of UTF-8
    }
    for (const char c : shown)
    {
        const bool control = static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
        out.push_back(control ? ' ' : c);
    }
    if (shown.size() < text.size())
    {
        out.append("…");
    }
}

inline void append_names(std::string& out, const char* introduction, const std::vector<std::string>& names)
{
    std::string all;
    for (const auto& each : names)
    {
        all.append(all.empty() ? "" : ", ").append(each);
    }
    if (!all.empty())
    {
        append_one_line(out.append(introduction), all);
    }
}

/// `350 ms`, or `12.3 s` where that is enough.
inline std::string readable(std::chrono::nanoseconds time)
{
    const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(time).count();
    if (ms < 1000)
    {
        return std::to_string(ms).append(" ms");
    }
    auto tenths = std::to_string(ms / 100);
    return tenths.insert(tenths.size() - 1, ".").append(" s");
}

TRUTO_DECL std::exception_ptr failure_of(const error_code& code, const response_base& answer)
{
    return code ? std::make_exception_ptr(api_error(code, answer)) : nullptr;
}

}  // namespace detail

TRUTO_DECL std::string describe(error_code code, const response_base& answer)
{
    const auto& error = answer.error();
    std::string out{answer.operation()};
    out.append(out.empty() ? "" : ": ");
    if (answer.status() != 0)
    {
        out.append(std::to_string(answer.status()));
        if (error.error)
        {
            detail::append_one_line(out.append(" "), *error.error);
        }
        out.append(": ");
    }
    if (error.message && !error.message->empty())
    {
        detail::append_one_line(out, *error.message);
        out.append(error.is_remote() ? " (said by the provider): " : ": ");
    }
    if (!answer.problem().empty())
    {
        detail::append_one_line(out, answer.problem());
        out.append(": ");
    }
    out.append(code.message());
    if (answer.maybe_executed() && code != condition::maybe_executed)
    {
        out.append(answer.status() == 503 && !error.status_code && !error.error
                       ? "; but the API did not say it, and the request may have been carried out"
                       : "; an earlier attempt may have been carried out");
    }
    if (answer.attempts() > 1)
    {
        out.append("; ").append(std::to_string(answer.attempts())).append(" attempts in ");
        out.append(detail::readable(answer.elapsed()));
        out.append(", ").append(detail::readable(answer.waited())).append(" of it waiting");
    }
    detail::append_names(out, "; missing in the query: ", error.missing_query_parameters());
    detail::append_names(out, "; missing in the body: ", error.missing_body_fields());
    detail::append_names(out, "; missing scopes: ", error.missing_scopes());
    return out;
}

TRUTO_DECL api_error::api_error(error_code code, response_base answer)
    : boost::system::system_error(code), answer_(std::move(answer)), text_(describe(code, answer_))
{
}

}  // namespace truto
