#pragma once

#include <truto/secret.hpp>
#include <truto/webhook.hpp>

#include <string>
#include <string_view>

namespace truto::testing
{

/// Signs a body as Truto does: the value of the header `X-Truto-Signature`, for tests of what receives webhooks.
///
/// @throws std::runtime_error when OpenSSL can't compute an HMAC.
inline std::string webhook_signature(const secret& key, std::string_view body)
{
    return "format=sha256,v=" + webhook::detail::to_hex(webhook::detail::hmac_sha256(key, body));
}

}  // namespace truto::testing
