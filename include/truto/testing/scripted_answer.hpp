#pragma once

#include <truto/headers.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace truto::testing
{

/// An answer that is given as it stands, whatever the request was. Made for designated initialisers, with ready-made
/// ones for failures that the API is known for.
struct scripted_answer
{
    /// The HTTP status, from 200 to 599. With 204 and 304 there is no body, whatever @ref body says.
    unsigned status = 500;

    /// The body, byte for byte.
    std::string body{};

    /// The `Content-Type`; empty means that there is none.
    std::string content_type = "application/json; charset=utf-8";

    /// Further header fields, such as `Retry-After`.
    truto::headers headers{};

    /// 403 of the provider: the connection was made without these scopes.
    static scripted_answer missing_scopes(const std::vector<std::string>& scopes);

    /// 429 of the API itself. `retry_after` becomes the `Retry-After` header.
    static scripted_answer rate_limited(std::chrono::seconds retry_after);

    /// 429 of the provider, with an empty message, a body that was not JSON and the `ratelimit-*` headers.
    static scripted_answer provider_rate_limited(std::chrono::seconds retry_after);

    /// 401 of the provider: the customer has to connect the account again.
    static scripted_answer account_needs_reconnect();

    /// 503 of the API: the integrated account is blocked.
    static scripted_answer account_blocked();

    /// 502 with an HTML page, as a proxy on the way would send it.
    static scripted_answer bad_gateway();

    /// A failure of the API itself, in its envelope. `error` is the standard name of the status.
    static scripted_answer own_failure(unsigned status, std::string_view error, std::string_view message);
};

inline scripted_answer scripted_answer::own_failure(unsigned status, std::string_view error, std::string_view message)
{
    boost::json::object body;
    body["statusCode"] = status;
    body["error"] = error;
    body["message"] = message;
    return {.status = status, .body = boost::json::serialize(body)};
}

inline scripted_answer scripted_answer::missing_scopes(const std::vector<std::string>& scopes)
{
    const boost::json::object body{
        {"statusCode", 403},
        {"error", "Forbidden"},
        {"message", "The connected account may not do this."},
        {"truto_is_remote_error", true},
        {"raw_response", {{"error", {{"code", "forbidden"}, {"message", "The connected account may not do this."}}}}},
        {"truto_error_insight",
         {{"forbidden_error",
           {{"description", "The account was connected without scopes that this method needs."},
            {"value", {{"missing_scopes", boost::json::array(scopes.begin(), scopes.end())}}}}},
          {"remote_error", {{"description", "The provider refused the call."}}}}}};
    return {.status = 403, .body = boost::json::serialize(body)};
}

inline scripted_answer scripted_answer::rate_limited(std::chrono::seconds retry_after)
{
    scripted_answer answer = own_failure(429, "Too Many Requests", "Rate limit exceeded");
    answer.headers = {{"Retry-After", std::to_string(retry_after.count())}};
    return answer;
}

inline scripted_answer scripted_answer::provider_rate_limited(std::chrono::seconds retry_after)
{
    const boost::json::object body{
        {"statusCode", 429},
        {"error", "Too Many Requests"},
        {"message", ""},
        {"truto_is_remote_error", true},
        {"raw_response", "slow down"},
        {"truto_error_insight",
         {{"rate_limit_error", {{"description", "The provider limits how often it is called."}}},
          {"remote_error", {{"description", "The provider refused the call."}}}}}};
    const std::string seconds = std::to_string(retry_after.count());
    return {.status = 429,
            .body = boost::json::serialize(body),
            .headers = {{"Retry-After", seconds},
                        {"ratelimit-limit", "110;w=10"},
                        {"ratelimit-remaining", "0"},
                        {"ratelimit-reset", seconds}}};
}

inline scripted_answer scripted_answer::account_needs_reconnect()
{
    const boost::json::object body{
        {"statusCode", 401},
        {"error", "Unauthorized"},
        {"message", "The refresh token has expired."},
        {"truto_is_remote_error", true},
        {"raw_response", {{"error", "invalid_grant"}, {"error_description", "The refresh token has expired."}}},
        {"truto_error_insight", {{"remote_error", {{"description", "The provider refused the call."}}}}}};
    return {.status = 401, .body = boost::json::serialize(body)};
}

inline scripted_answer scripted_answer::account_blocked()
{
    return own_failure(503, "Service Unavailable", "The integrated account is blocked");
}

inline scripted_answer scripted_answer::bad_gateway()
{
    return {.status = 502,
            .body = "<!DOCTYPE html>\n<html><head><title>502 Bad Gateway</title></head>"
                    "<body><h1>502 Bad Gateway</h1></body></html>\n",
            .content_type = "text/html; charset=utf-8"};
}

}  // namespace truto::testing
