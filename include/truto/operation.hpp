#pragma once

#include <string_view>

namespace truto
{

/// What is known about an operation before it is called. Generated from the API's description, one constant each.
struct operation
{
    /// `resource.method`, as in the description: `users.delete`. Appears in errors.
    std::string_view id{};

    /// The resource it belongs to: `users`.
    std::string_view resource{};

    /// HTTP's method, in capitals.
    std::string_view method{};

    /// Path below the base URL, each parameter as `{name}`.
    std::string_view path{};

    /// Of a list: the query parameter that says where a page begins. Empty: it is no list.
    std::string_view cursor{};

    /// Whether doing it twice has the effect of doing it once (RFC 9110, 9.2.2). If not, it is never repeated without an
    /// `Idempotency-Key` once it may have been carried out. An operation of your own says so itself, whatever its method
    /// is.
    bool idempotent = false;

    /// Whether the description discourages it.
    bool deprecated = false;

    /// Whether the answer may stand under `result` in an object of its own.
    bool unwrap_result = false;

    /// Whether its query takes no `integrated_account_id`, so that the client's and the call's are not sent with it: it is
    /// about no connected account, or names it elsewhere.
    bool without_account = false;
};

}  // namespace truto
