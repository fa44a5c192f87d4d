#pragma once

#include <truto/config.hpp>
#include <truto/free_form.hpp>
#include <truto/headers.hpp>
#include <truto/list.hpp>
#include <truto/payload.hpp>
#include <truto/retry_options.hpp>
#include <truto/text.hpp>

#include <chrono>
#include <optional>

namespace truto
{

/// Settings of single calls: `api.with({.timeout = 5s}).users().async_delete(id)`.
///
/// What is not set is as in the client, or as the API does it by default. gcc 12 can't compile the braces of a
/// `boost::json::object` within a `co_await` expression: write `const auto scoped = api.with({…});` before it.
struct call_options
{
    /// The deadline of the call; see `client_options::timeout`. Zero or less: none.
    std::optional<std::chrono::milliseconds> timeout{};

    /// The longest time for one attempt; see `client_options::attempt_timeout`. Zero or less: as long as the call.
    std::optional<std::chrono::milliseconds> attempt_timeout{};

    /// When and how often the request is sent again; see `client_options::retry`.
    std::optional<retry_options> retry{};

    /// The connected account that the call is for. An empty text sends none.
    std::optional<text> integrated_account_id{};

    /// `truto_response_format`: `unified` (the default), `raw`, `normalized`, `stream`, `debug`, or what comes later.
    /// Models are read from `unified` and `debug`; with any other the answer is in the response's `body()` only.
    std::optional<text> response_format{};

    /// `truto_ignore_remote_data`: leaves the provider's own record out of the answer.
    std::optional<bool> ignore_remote_data{};

    /// `truto_exclude_fields`: members to leave out of the answer.
    list<text> exclude_fields{};

    /// `remote_query`: passed to the provider untouched; may be nested.
    free_form remote_query{};

    /// Further query parameters; may be nested. One that the call sends anyway is replaced.
    free_form query{};

    /// Further members of the request's body, also for operations that describe none. One that the call sends anyway
    /// is replaced.
    free_form body{};

    /// The request's body as it is, instead of what the operation would send: a file, a form. Sent with
    /// `truto_body_passthrough`, so that the API hands it to the provider untouched.
    std::optional<payload> raw_body{};

    /// Further headers. They replace those the library sends, except for the ones that frame or authorize the request:
    /// such a name fails the call with `errc::invalid_argument`, as does a line break.
    truto::headers headers{};

    /// `Idempotency-Key`: the API carries requests with the same key out once; one with another body, but for the same
    /// account and path, is answered like the first and not carried out: one key for one thing. That is published for
    /// POST, and taken to hold for PATCH. Not set: both get a key of their own for each call; see
    /// `client_options::idempotency_keys`. An empty text sends none, and then neither is repeated once it may have been
    /// carried out.
    std::optional<text> idempotency_key{};

    /// Makes it an error when the answer is not as described; see @ref decode_options.
    std::optional<bool> strict_decoding{};
};

/// These settings, and those of `before` where these say nothing. Queries, bodies and headers are joined by name.
call_options merge(const call_options& before, call_options now);

}  // namespace truto

#if defined(TRUTO_HEADER_ONLY)
#include <truto/impl/call_options.ipp>
#endif
