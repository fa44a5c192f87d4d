#pragma once

#include <truto/api_error.hpp>
#include <truto/format.hpp>
#include <truto/request.hpp>

#include <truto/detail/call/call.hpp>
#include <truto/detail/call/client_impl.hpp>
#include <truto/detail/http/field_name.hpp>
#include <truto/detail/http/percent.hpp>
#include <truto/detail/http/query.hpp>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/string.hpp>

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace truto::detail::call
{

/// Names of headers that frame or authorize the request: the library alone writes them.
inline constexpr std::array<std::string_view, 8> reserved_headers{
    "Host", "Authorization", "Content-Length", "Transfer-Encoding", "Connection", "Upgrade", "TE", "Expect"};

inline bool is_reserved(std::string_view name) noexcept
{
    for (const auto each : reserved_headers)
    {
        if (http::same_name(each, name))
        {
            return true;
        }
    }
    return false;
}

/// Writes one request down, and says what is wrong with it.
class request_writer
{
public:
    request_writer(const client_impl& client, const call_options& options, const operation& which)
        : client_(client), options_(options), which_(which)
    {
        call_.operation = &which;
        call_.timeout = options.timeout.value_or(client.options().timeout);
        call_.attempt_timeout = options.attempt_timeout.value_or(client.options().attempt_timeout);
        call_.retry = options.retry.value_or(client.options().retry);
        call_.strict = options.strict_decoding.value_or(client.options().strict_decoding);
        call_.reports = options.response_format && *options.response_format == debug::name;
        call_.decode = !options.response_format || *options.response_format == unified::name || call_.reports;
    }

    prepared_call write(const operation_arguments& arguments)
    {
        call_.head.reserve(256 + client_.fixed_lines().size() + client_.default_lines().size());
        call_.head.append(which_.method).append(" ");
        write_path(arguments.path);
        write_query(arguments.query);
        call_.target_size = call_.head.size() - which_.method.size() - 1;
        call_.head.append(" HTTP/1.1\r\n").append(client_.fixed_lines());
        write_body(arguments.body);
        write_headers(arguments.headers);
        return std::move(call_);
    }

private:
    void refuse(std::string problem)
    {
        if (call_.problem.empty())
        {
            call_.problem = std::move(problem);
        }
    }

    void write_path(const path_values& values)
    {
        auto& target = call_.head;
        target.append(client_.origin().prefix);
        std::size_t next = 0;
        auto rest = which_.path;
        for (auto open = rest.find('{'); open != std::string_view::npos; open = rest.find('{'))
        {
            const auto close = rest.find('}', open);
            const auto name = rest.substr(open + 1, close - open - 1);
            target.append(rest.substr(0, open));
            write_segment(name, values[next++].text());
            rest.remove_prefix(close + 1);
        }
        target.append(rest);
    }

    void write_segment(std::string_view name, std::string_view text)
    {
        if (text.empty())
        {
            refuse("the path parameter " + std::string{name} + " is empty, which would address the whole collection");
        }
        if (text == "." || text == "..")
        {
            refuse("the path parameter " + std::string{name} + " is a dot segment, which would address another path");
        }
        http::append_percent_encoded(call_.head, text);
    }

    void write_query(json::record_ref query)
    {
        if (query)
        {
            const auto& table = *query.table();
            for (std::size_t i = 0; i != table.size; ++i)
            {
                const auto& member = table.members[i];
                boost::json::value value;
                if (json::encode_place(*member.table, table.address(query.object(), member), value))
                {
                    append(member.name, value, member.style);
                }
            }
        }
        write_common_query();
        for (const auto& [name, value] : *options_.query)
        {
            http::append_query(call_.head, std::string_view{name}, value, spelling(query_style::brackets));
        }
    }

    void write_common_query()
    {
        const std::string_view account = which_.without_account ? std::string_view{}
                                         : options_.integrated_account_id
                                             ? std::string_view{*options_.integrated_account_id}
                                             : client_.options().integrated_account_id;
        call_.account = account;
        if (!account.empty())
        {
            append("integrated_account_id", to_json(account));
        }
        if (options_.response_format)
        {
            append("truto_response_format", to_json(*options_.response_format));
        }
        if (options_.ignore_remote_data)
        {
            append("truto_ignore_remote_data", *options_.ignore_remote_data);
        }
        if (!options_.exclude_fields.empty())
        {
            boost::json::array names;
            for (const auto& each : options_.exclude_fields)
            {
                names.push_back(to_json(each));
            }
            append("truto_exclude_fields", std::move(names));
        }
        if (!options_.remote_query->empty())
        {
            append("remote_query", *options_.remote_query);
        }
        if (options_.raw_body)
        {
            append("truto_body_passthrough", true);
        }
    }

    static boost::json::value to_json(std::string_view text)
    {
        return boost::json::string_view{text.data(), text.size()};
    }

    http::query_spelling spelling(query_style style) const
    {
        return {style, client_.options().arrays == array_style::indices};
    }

    /// A parameter that the caller's free-form query does not replace.
    void append(std::string_view name, const boost::json::value& value, query_style style = query_style::brackets)
    {
        if (!options_.query->contains(name))
        {
            http::append_query(call_.head, name, value, spelling(style));
        }
    }

    void write_body(json::value_ref body)
    {
        if (options_.raw_body)
        {
            call_.body = options_.raw_body->bytes.str();
            call_.has_body = true;
            call_.is_raw = true;
            return;
        }
        if (!body && options_.body->empty())
        {
            return;
        }
        boost::json::value value;
        if (body)
        {
            json::encode_place(*body.table(), body.object(), value);
        }
        if (!options_.body->empty())
        {
            if (!value.is_object() && !value.is_null())
            {
                refuse("call_options::body adds members to an object, and this operation's body is none");
                return;
            }
            auto& object = value.is_object() ? value.get_object() : value.emplace_object();
            for (const auto& [name, each] : *options_.body)
            {
                object.insert_or_assign(name, each);
            }
        }
        call_.body = boost::json::serialize(value);
        call_.has_body = true;
    }

    void write_headers(json::record_ref described)
    {
        const bool streams = options_.response_format && *options_.response_format == stream::name;
        if (options_.headers.empty() && !streams)
        {
            call_.head.append(client_.default_lines());
        }
        else
        {
            for (const auto& [name, value] : default_headers(client_.options()))
            {
                // What is handed on while it comes is handed on as it comes.
                if (!value.empty() && !(streams && name == "Accept-Encoding"))
                {
                    write_default(name, value);
                }
            }
        }
        if (options_.raw_body)
        {
            write_type(options_.raw_body->content_type);
        }
        else if (call_.has_body)
        {
            write_default("Content-Type", "application/json");
        }
        if (call_.has_body || which_.method == "POST" || which_.method == "PUT" || which_.method == "PATCH")
        {
            append_line(call_.head, "Content-Length", std::to_string(call_.body.size()));
        }
        write_key();
        if (described)
        {
            write_described(described);
        }
        for (std::size_t i = 0; i != options_.headers.size(); ++i)
        {
            const auto each = options_.headers.at(i);
            write_header(each.name, each.value);
        }
    }

    void write_described(json::record_ref described)
    {
        const auto& table = *described.table();
        for (std::size_t i = 0; i != table.size; ++i)
        {
            const auto& member = table.members[i];
            boost::json::value value;
            if (!json::encode_place(*member.table, table.address(described.object(), member), value) ||
                options_.headers.contains(member.name))
            {
                continue;
            }
            std::string text;
            if (const auto* list = value.if_array())
            {
                for (const auto& each : *list)
                {
                    text.append(text.empty() ? "" : ",").append(http::scalar_text(each));
                }
            }
            else
            {
                text = http::scalar_text(value);
            }
            write_header(member.name, text);
        }
    }

    void write_key()
    {
        if (options_.headers.contains("Idempotency-Key"))
        {
            call_.idempotency_key = options_.headers["Idempotency-Key"];  // written with the other headers
        }
        else if (!options_.idempotency_key)
        {
            const bool changes = which_.method == "POST" || which_.method == "PATCH";
            call_.wants_key = changes && client_.options().idempotency_keys;
        }
        else if (!options_.idempotency_key->empty())
        {
            call_.idempotency_key = *options_.idempotency_key;
            write_header("Idempotency-Key", call_.idempotency_key);
        }
    }

    void write_default(std::string_view name, std::string_view value)
    {
        if (!options_.headers.contains(name))
        {
            append_line(call_.head, name, value);
        }
    }

    void write_type(std::string_view value)
    {
        if (!options_.headers.contains("Content-Type"))
        {
            write_header("Content-Type", value);
        }
    }

    void write_header(std::string_view name, std::string_view value)
    {
        if (!http::is_field_name(name) || !http::is_field_value(value))
        {
            refuse("a header holds characters that end it or can't stand in it; names are letters, digits and hyphens");
        }
        else if (is_reserved(name))
        {
            refuse("the header " + std::string{name} + " is the library's to write; set it through client_options");
        }
        else
        {
            append_line(call_.head, name, value);
        }
    }

    const client_impl& client_;
    const call_options& options_;
    const operation& which_;
    prepared_call call_{};
};

TRUTO_DECL prepared_call write_request(const client_impl& client, const call_options& options, const operation& which,
                                       const operation_arguments& arguments)
{
    return request_writer{client, options, which}.write(arguments);
}

/// An operation that was not known when the program was compiled.
struct own_operation
{
    own_operation(std::string_view of, std::string_view id, std::string_view method, std::string_view path)
        : texts{std::string{of}, std::string{id}, std::string{method}, std::string{path}}
    {
        seen.resource = texts[0];
        seen.id = texts[1];
        seen.method = texts[2];
        seen.path = texts[3];
        seen.idempotent = method == "GET" || method == "HEAD" || method == "PUT" || method == "DELETE";
    }

    std::array<std::string, 4> texts;
    operation seen{};
};

/// Why a path can't be sent as it is; empty when it can. What is not allowed in it would end it, or lead elsewhere.
inline std::string problem_of_path(std::string_view path)
{
    constexpr std::string_view others = "/-._~%!$&'()*+,;=:@";  // RFC 3986, 3.3
    const auto is_allowed = [&](char c)
    {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               others.find(c) != std::string_view::npos;
    };
    if (path.substr(0, 1) != "/" || !std::all_of(path.begin(), path.end(), is_allowed))
    {
        return "the path must begin with a slash and be percent-encoded; parameters belong in the query";
    }
    for (auto rest = path.substr(1); !rest.empty(); rest.remove_prefix(std::min(rest.find('/'), rest.size() - 1) + 1))
    {
        // Servers resolve those too whose dots are encoded.
        std::string segment{rest.substr(0, rest.find('/'))};
        for (std::size_t at = 0; (at = segment.find('%', at)) != std::string::npos; ++at)
        {
            const auto digits = std::string_view{segment}.substr(at + 1, 2);
            if (digits.size() != 2 || digits.find_first_not_of("0123456789ABCDEFabcdef") != std::string_view::npos)
            {
                return "the path is not percent-encoded: two hexadecimal digits must follow each percent sign";
            }
            if (digits == "2E" || digits == "2e")
            {
                segment.replace(at, 3, ".");
            }
        }
        if (segment == "." || segment == "..")
        {
            return "the path holds a dot segment, which would address another path";
        }
    }
    return {};
}

/// Writes a request down that has no description.
inline prepared_call prepare_own(const client_handle& client, const call_options& options,
                                 std::shared_ptr<const own_operation> which, const request& what)
{
    const auto all = merge(options, {.query = what.query});
    operation_arguments arguments;
    if (!what.body->is_null())
    {
        arguments.body = *what.body;
    }
    auto call = client.prepare(all, which->seen, arguments);
    call.keeps = std::move(which);
    return call;
}

TRUTO_DECL prepared_call prepare_request(const client_handle& client, const call_options& options,
                                         std::string_view method, std::string_view path, const request& what)
{
    auto problem = http::is_field_name(method) ? problem_of_path(path) : "the method is no token of HTTP";
    if (!problem.empty())
    {
        // What is refused may hold anything, which is for no log and no message.
        auto call = prepare_own(client, options, std::make_shared<own_operation>("", "request", "GET", "/"), what);
        call.problem = std::move(problem);
        return call;
    }
    const auto id = std::string{method}.append(" ").append(path);
    return prepare_own(client, options, std::make_shared<own_operation>("", id, method, path), what);
}

TRUTO_DECL prepared_call prepare_custom(const client_handle& client, const call_options& options, std::string_view base,
                                        std::string_view of, std::string_view method, const request& what)
{
    std::string path{base};
    std::string id;
    for (const auto segment : {of, method})
    {
        std::string encoded;
        http::append_percent_encoded(encoded, segment);
        path.append("/").append(encoded);
        id.append(id.empty() ? "" : ".").append(encoded);
    }
    auto call = prepare_own(client, options, std::make_shared<own_operation>(of, id, "POST", path), what);
    call.problem = call.problem.empty() ? problem_of_path(path) : call.problem;
    if (of.empty() || method.empty())
    {
        call.problem = "a custom method needs the names of its resource and of itself";
    }
    return call;
}

/// Quotes a word for a POSIX shell.
inline void append_quoted(std::string& out, std::string_view word)
{
    out.push_back('\'');
    for (const char c : word)
    {
        if (c == '\'')
        {
            out.append("'\\''");
        }
        else
        {
            out.push_back(c);
        }
    }
    out.push_back('\'');
}

/// Whether the value of a header line may be shown: it is the library's own, and no secret.
inline bool may_be_shown(std::string_view name)
{
    constexpr std::array<std::string_view, 4> shown{"Accept", "Content-Type", "User-Agent", "Idempotency-Key"};
    return std::any_of(shown.begin(), shown.end(), [&](auto each) { return http::same_name(each, name); });
}

/// Whether curl writes the header itself, or would print an answer that nobody can read.
inline bool is_left_to_curl(std::string_view name)
{
    return http::same_name(name, "Content-Length") || http::same_name(name, "Host") ||
           http::same_name(name, "Accept-Encoding");
}

TRUTO_DECL std::string to_curl(const client_handle& client, const prepared_call& call)
{
    if (!call.problem.empty())
    {
        const auto answer = std::make_shared<response_data>();
        answer->operation = call.operation->id;
        answer->keeps = call.keeps;
        answer->problem = call.problem;
        throw api_error(errc::invalid_argument, response_base{answer});
    }
    const auto& impl = *client.impl();
    std::string out{"curl -X "};
    out.append(call.operation->method).append(" ");
    append_quoted(out, (impl.origin().tls ? "https://" : "http://") + impl.origin().authority() +
                           std::string{call.target()});
    for (auto lines = call.header_lines(); !lines.empty();)
    {
        const auto line = lines.substr(0, lines.find("\r\n"));
        const auto name = line.substr(0, line.find(':'));
        lines.remove_prefix(line.size() + 2);
        if (http::same_name(name, "Authorization"))
        {
            out.append(" -H 'Authorization: Bearer ***'");
        }
        else if (!is_left_to_curl(name))
        {
            out.append(" -H ");
            append_quoted(out, may_be_shown(name) ? std::string{line} : std::string{name} + ": ***");
        }
    }
    if (call.has_body && call.is_raw)
    {
        out.append(" --data-binary @-");
    }
    else if (call.has_body)
    {
        out.append(" --data-raw ");
        append_quoted(out, call.body);
    }
    return out;
}

}  // namespace truto::detail::call
