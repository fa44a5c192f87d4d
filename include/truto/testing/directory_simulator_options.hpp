#pragma once

#include <truto/headers.hpp>
#include <truto/testing/certificate_authority.hpp>
#include <truto/testing/scripted_answer.hpp>
#include <truto/testing/simulated_faults.hpp>

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>

namespace truto::testing
{

/// What the successful answer to a POST, PATCH or DELETE looks like. The API's documentation and its SDKs disagree about
/// it, and integrations differ, so a client has to cope with each of them. For what was created, 200 is 201.
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
    unsigned cut_status = 0;     ///< The status of an answer of which only a part was sent; 0 when it was not so.
    bool had_effect = false;     ///< Whether it was carried out; see `directory_simulator::effects`.
    std::size_t connection = 0;  ///< On which connection it came: 1 is the first one that was accepted.
};

/// A change that the simulator made to its directory.
struct recorded_effect
{
    std::string operation{};  ///< Its name in the description: `users.delete`.
    std::string id{};         ///< The record it was about; of changes to members of a group, the user.

    /// The group that the user joined or left in `groups.add`, `groups.remove_user` and `groups.remove`; empty in all
    /// others.
    std::string group_id{};

    std::string account_id{};       ///< The integrated account of the request.
    std::string idempotency_key{};  ///< The request's `Idempotency-Key`, also where it has no meaning; often empty.
    std::size_t connection = 0;     ///< On which connection the request came: 1 is the first one that was accepted.
};

/// How a refusal by a limit says when to come back.
enum class retry_after_form
{
    seconds,    ///< `Retry-After: 10`, rounded up, as the API itself does it.
    http_date,  ///< `Retry-After: Tue, 01 Sep 2026 08:00:10 GMT`, rounded up, as providers may do it.
    absent      ///< Not at all.
};

/// How many requests are taken in one window of time; the next ones are refused with 429 and have no effect.
struct request_limit
{
    /// How many requests in one window. 0 means no limit.
    std::size_t requests = 0;

    /// How long a window lasts. It begins with the first request after the last one ended, and its end forgets all
    /// that was counted.
    std::chrono::milliseconds window{10'000};

    /// Whether answers carry `ratelimit-limit`, `ratelimit-remaining` and `ratelimit-reset`: the refusals, and all
    /// others to requests that came as far as the limit. With two limits they are about the one that has less left.
    bool is_told = true;

    /// What `Retry-After` of a refusal looks like.
    retry_after_form retry_after = retry_after_form::seconds;
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

    /// How many integrated accounts there are, at least 1. All of them lead to the same directory.
    std::size_t accounts = 1;

    /// How many accounts there are beside these that are sandboxes: they lead to the same directory, and refuse POST,
    /// PATCH and DELETE with 405.
    std::size_t sandbox_accounts = 0;

    /// How many users there are beside the 36 with names of their own, to see a client cope with a large organization:
    /// active, in the main organization, without groups, roles and licences. Their ids are `00x000001`, `00x000002`, …
    std::size_t more_users = 0;

    /// A limit on the requests for each account; none by default. The API documents 50 in 10 s.
    request_limit account_limit{};

    /// A limit on all requests with the token, whatever their account; none by default. The API documents 500 in 10 s.
    request_limit token_limit{};

    /// What breaks by chance; nothing by default.
    random_faults faults{};

    /// Whether changes last. Without it every request meets the directory as it was seeded, and is answered, counted
    /// and recorded as if it had changed it: for load tests that do the same thing over and over.
    bool persistent = true;

    /// How many of the latest requests `directory_simulator::requests` remembers; 0 means none.
    std::size_t recorded_requests = 1000;

    /// How many of the latest changes `directory_simulator::effects` remembers; 0 means none.
    std::size_t recorded_effects = 10'000;

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

    /// Mateus Figueira: active, whom the connection belongs to, so that `GET /me` gives him, and whoever changes something
    /// acts in his name.
    std::string connected_user = "00u3fd";

    /// Zoë Kramer: active, in `grp-support`; the id has to be percent-encoded: it holds a slash, a space, an at sign
    /// and a letter that is not ASCII.
    std::string awkward_user = "partner/zoë kramer@example.com";

    /// Suharto: active, and hardly anything is mapped: id, name, status, null for the addresses, the raw record.
    std::string thin_user = "00ut6m";

    std::string inactive_user = "00uh3y";  ///< Hye-jin Park, in `grp-support`.
    std::string invited_user = "00up4r";   ///< Marisol Quispe, in @ref group, without a phone and a licence.
    std::string deleted_user = "00ui0s";   ///< Greta Holm; deleting her again is a 404.
};

}  // namespace truto::testing
