#pragma once

#include <truto/headers.hpp>
#include <truto/testing/certificate_authority.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace truto::testing
{

/// What a successful answer looks like. The API's documentation and its SDKs disagree about it, and integrations
/// differ, so a client has to cope with each of them.
enum class envelope
{
    bare,          ///< 200, the record: `{"id": "grp-platform", …}`. What the reference pages document.
    wrapped,       ///< 200, the record inside `{"result": …}`.
    id_only,       ///< 200, `{"id": "grp-platform"}`.
    empty_object,  ///< 200, `{}`: nothing is mapped.
    null_id,       ///< 200, `{"id": null, "remote_data": {"deleted": true}}`.
    empty_body,    ///< 200 without a body and without a content type.
    no_content,    ///< 204.
    foreign        ///< 200, `{"success": true}`: an object of the provider's own.
};

/// Where a connection breaks.
enum class connection_fault
{
    before_execution,  ///< After the request came, before anything was done.
    after_execution,   ///< After the request was carried out, before the first byte of the answer.
    mid_answer         ///< After the request was carried out and half of the answer was sent.
};

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

/// A request as the simulator saw it.
struct recorded_request
{
    std::string method{};  ///< `POST`, `DELETE`, …
    std::string target{};  ///< Path and query, as they were sent.

    /// The header fields in order, names as they were sent. `Authorization` is left out: its value is a secret.
    truto::headers headers{};

    bool authorized = false;     ///< Whether `Authorization` carried the right token.
    std::string body{};          ///< The body, without any transfer encoding.
    unsigned status = 0;         ///< The status of the answer; 0 when the connection was broken instead.
    std::size_t connection = 0;  ///< On which connection it came: 1 is the first one that was accepted.
};

/// Limits how many requests the account may make.
struct request_limit
{
    /// How many requests in one window; the next ones are answered with 429 and `Retry-After`. 0 means no limit.
    std::size_t requests = 0;

    /// How long a window lasts. It begins with the first request after the last one ended.
    std::chrono::milliseconds window{10'000};
};

/// How a directory_simulator is set up. Made for designated initialisers: `directory_simulator sim{{.tls = true}}`.
struct directory_simulator_options
{
    /// Serve HTTPS (TLS 1.2 or newer) instead of plain HTTP.
    bool tls = false;

    /// Port on 127.0.0.1; 0 means any free one.
    unsigned short port = 0;

    /// What stands before `/unified/user-directory` in each path, as it does behind some gateways: `/edge/truto`. Empty
    /// means nothing; otherwise it begins with a slash and does not end with one.
    std::string path_prefix{};

    /// The form of successful answers; `directory_simulator::answer_with` changes it later.
    testing::envelope envelope = testing::envelope::bare;

    /// How long every answer is held back after the request was carried out; 0 means not at all. Other connections are
    /// served in the meantime. `directory_simulator::answer_after` changes it later.
    std::chrono::milliseconds latency{0};

    /// Whether connections stay open after an answer. Without it, every answer says `Connection: close`.
    bool keep_alive = true;

    /// A limit on the account's requests; none by default.
    request_limit limit{};

    /// Whether changes last. Without it every request meets the directory as it was seeded, and is answered as if it
    /// had changed it: for load tests that do the same thing over and over.
    bool persistent = true;

    /// How many of the latest requests `directory_simulator::requests` remembers; 0 means none.
    std::size_t recorded_requests = 1000;

    /// The certificate to show instead of a good one for `localhost` and 127.0.0.1: to see a client refuse it. Without
    /// `tls` it has no meaning.
    std::optional<testing::server_certificate> server_certificate{};

    /// When not empty, clients must show a certificate that this authority (PEM) has signed. Without `tls` it has no
    /// meaning.
    std::string client_authority_pem{};
};

/// Ids of seeded records that examples and tests can name. All of them stay the same from release to release.
struct seeded_directory
{
    /// The main organization; most users belong to it. It cannot be deleted while it has active users.
    std::string organization = "org-quillmoor";

    /// A small organization that can be deleted: two inactive users, one group (@ref small_group).
    std::string small_organization = "org-labs";

    /// An organization without anyone in it.
    std::string empty_organization = "org-archive";

    /// Ines Okafor: active, in @ref group and @ref second_group, holds @ref leaver_role in the whole organization and
    /// `role-viewer` in @ref group, has a licence, and all 31 members of the schema.
    std::string leaver = "00u7k2";
    std::string leaver_role = "role-admin";
    std::string group = "grp-platform";         ///< A team of eight, @ref leaver and @ref colleague among them.
    std::string second_group = "grp-security";  ///< A group of four, @ref leaver among them.
    std::string small_group = "grp-labs";       ///< A team of two, of @ref small_organization.

    /// Aroha Tamatea: active, in @ref group and @ref second_group, holds `role-member` and, in @ref second_group,
    /// `role-viewer`.
    std::string colleague = "00u1xw";

    /// Zoë Kramer: active, in `grp-support`; the id has to be percent-encoded: it holds a slash, a space, an at sign
    /// and a letter that is not ASCII.
    std::string awkward_user = "partner/zoë kramer@example.com";

    /// Suharto: active, and hardly anything is mapped: id, name, status, null for the addresses, the raw record.
    std::string thin_user = "00ut6m";

    std::string inactive_user = "00uh3y";  ///< Hye-jin Park, in `grp-support`.
    std::string invited_user = "00up4r";   ///< Marisol Quispe, in @ref group, without a phone and a licence.
    std::string deleted_user = "00ui0s";   ///< Greta Holm; deleting her again is a 404.
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
