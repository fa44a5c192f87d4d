#pragma once

#include <truto/config.hpp>
#include <truto/testing/directory_simulator_options.hpp>

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace truto::testing
{

/// An HTTP(S) server inside this process that behaves like the Unified User Directory API with an integrated account
/// connected to an invented company: 36 users (28 active, 4 inactive, 2 invited, 2 deleted), 6 groups, 3
/// organizations, 5 roles, 3 licences and 4 workspaces, with what happened before and what it cost.
///
/// It runs on a thread and an `io_context` of its own, on 127.0.0.1, from construction to destruction:
///
/// @code
/// truto::testing::directory_simulator sim{{.tls = true}};
/// // a client with sim.base_url(), sim.token(), sim.account_id(), and sim.certificate_pem() as trusted certificate
/// @endcode
///
/// @par Operations
/// All 37 of the description, with their effects, on users, groups, organizations, roles, licences, workspaces, role
/// assignments, activities, billing and utilization (see @ref records). What one resource says about another one stays
/// true: a user's roles are the role assignments, a group's members are the users that name it, licences count who
/// holds them, and every change is the newest of the activities.
/// - Lists come in pages of `limit` records, 25 by default, with a `next_cursor` and a `prev_cursor` that both are given
///   to the next request as its `next_cursor`. Records that go between two pages make no other one be left out, as they
///   may with products whose cursors count records. The
///   filters of the description work, `sort_by`, `truto_key_by` and `truto_ignore_limit` too; a filter of which nothing
///   is known here, such as `product`, is taken and has no effect. A cursor of another list is a 400 of the provider.
/// - `GET /{resource}/{id}` is 404 when there is no such record, or when it is not in the group, organization or
///   workspace that the query names. `GET /me` is a list of the user whom the connection belongs to.
/// - `POST /users`, `/groups` and `/roles` answer with 201 and the record. A user needs a name and an address, the others
///   a name; names of groups and roles and addresses of users are taken once, or else it is a 409. Users begin as
///   `active` if they get a password, and as `invited` if they don't.
/// - `PATCH` changes what the body mentions, and null clears. What is passed on in `remote_data` becomes a part of the
///   raw record and, where it has the name of a text of the record, of the record.
/// - `POST groups/add` is a 409 for a member. `POST groups/remove-user` and `POST groups/remove` end one membership and
///   answer with the group. 404 when the group or the user does not exist, or the user is not in the group.
/// - `POST users/unassign-role` takes the user's id and the roles from the body, or else from the query, and answers
///   with the user. A role is meant by its `id`, or else by its `name`; `group`, `organization` and `workspace`
///   narrow it down, as do the query's `workspace_id` (a workspace or a group) and the body's `organizations`. 404
///   when the user does not hold one of the roles; then none is taken.
/// - `POST users/deactivate` makes the user inactive, and leaves everything else.
/// - `POST users/downgrade` puts a licence in the place of all others (409 when no seat is left), a role in the place of
///   all others, or of those in the workspace that is named. It reads the query, or else the body.
/// - `DELETE users/{id}` sets the status to `deleted` and ends all memberships, roles and licences. With
///   `remove_from` (and `remove_from_id`, or `group_id` or `organization_id`), or with `group_id`, `organization_id`,
///   `workspace_id` or `workspace` alone, the user only leaves that place; leaving an organization ends what was held
///   in it. 404 when there is no such user, or no longer, or not there. The answer is the user as it is afterwards.
/// - `DELETE` of a group, a role or a role assignment takes it from all users, with the roles held in the group.
/// - `DELETE organizations/{id}` removes it, its groups and workspaces, and its mention from users. 404 when there is no
///   such organization, 409 while it has active users. The answer to these is the record as it was.
///
/// @par Platform
/// - `POST /integrated-account/token` makes a token for one account. It is good for 15 minutes (see
///   @ref end_account_tokens), implies the account, and gets 403 from what is not for it. `GET` and `PATCH
///   /integrated-account/me` show the account, and keep members of its `context`.
/// - `POST /batch-request` makes the calls of `resources` in their order and follows lists to their end. A call with
///   `loop_on` and without an `id` is made for the id of each result of the other one; placeholders in texts are not
///   known. The effects are those of the calls.
/// - `GET /integrated-account/{id}/capabilities`, `/integration/quillmoor-id/capabilities`,
///   `/unified/user-directory/{resource}/meta/{method}` (also with the integration before `meta`) and
///   `/unified/meta/user-directory/quillmoor-id` tell what there is. The schemas in them are sketches.
/// - `GET /proxy/{resource}` and `/proxy/{resource}/{id}` give the provider's own records, which are in `remote_data`.
///
/// @par Refusals
/// In the API's error envelope, always as JSON: 400 for what is malformed or missing (with `truto_error_insight`), 401
/// for a wrong token, 404 for an unknown path or account, 405 with `Allow`, also for changes in a sandbox account
/// (`directory_simulator_options::sandbox_accounts`), 413 above 1 MiB, 415 for a body that is not JSON, 429 above a
/// limit, 431 for a head above 64 KiB. Failures of the invented provider carry `truto_is_remote_error`. Checks come in
/// this order: path, method, token, the token's limit, account, the account's limit, body, parameters, directory.
///
/// @par Faults
/// Of what goes wrong in production, everything can go wrong here, on demand:
/// - slow answers: `directory_simulator_options::latency`, @ref answer_after;
/// - failures as answers, the known ones ready-made: @ref fail_next;
/// - connections that are closed, cut off, reset or never heard of again, at any byte of the request or the answer,
///   before or after the request had its effect: @ref drop_next, @ref close_connections;
/// - limits, with 429 for whoever does not keep them: `directory_simulator_options::account_limit`, `token_limit`;
/// - all of that by chance, and the same again for the same seed: `directory_simulator_options::faults`.
///
/// What was really done stands in @ref effects, whatever the client was told:
///
/// @code
/// sim.drop_next(connection_fault::after_execution);
/// // … one call that deletes a user, with a client that tries again …
/// assert(sim.effects().size() == 1);
/// @endcode
///
/// @par Common parameters
/// `truto_response_format` (`unified`, `normalized`, which is the same here, `raw`, `debug`, and `stream`: the raw
/// record in many small chunks; a raw list is `{"data": […], "next_cursor": …}`), `truto_ignore_remote_data`,
/// `truto_exclude_fields` and `remote_query` work; the query is read as the Node package `qs` does. A POST or PATCH
/// with an `Idempotency-Key` that came before for the same path and account, and was carried out, is answered as then,
/// with the header `idempotency-replayed: true`, and without a second effect; also when the first answer never
/// arrived. The latest 1,000 such answers are kept.
///
/// @par Thread safety
/// Every member function may be called from any thread at any time.
class directory_simulator
{
public:
    /// Starts to listen.
    ///
    /// @throws boost::system::system_error when the port is taken, or when certificate or key are not usable.
    /// @throws std::invalid_argument when `path_prefix` does not begin with a slash, or ends with one, when there is no
    /// account, or when the chances of `faults` are no chances.
    explicit directory_simulator(directory_simulator_options options = {});

    /// Stops at once: open connections are closed, whatever they are doing, and the thread has ended on return.
    ~directory_simulator();

    directory_simulator(const directory_simulator&) = delete;
    directory_simulator& operator=(const directory_simulator&) = delete;

    /// `https://localhost:PORT` or `http://127.0.0.1:PORT`, followed by the path prefix: what a client takes as its
    /// base.
    const std::string& base_url() const noexcept;

    /// The port on 127.0.0.1.
    unsigned short port() const noexcept;

    /// The API token that is accepted; another one in each simulator.
    const std::string& token() const noexcept;

    /// The integrated account, a UUID; another one in each simulator. The first one if there are several.
    const std::string& account_id() const noexcept;

    /// All integrated accounts, as many as `directory_simulator_options::accounts` says.
    const std::vector<std::string>& account_ids() const noexcept;

    /// The accounts that are for reading only, as many as `directory_simulator_options::sandbox_accounts` says.
    const std::vector<std::string>& sandbox_account_ids() const noexcept;

    /// What a client has to trust, in PEM: the authority of the certificate that is shown. Empty without TLS.
    const std::string& certificate_pem() const noexcept;

    /// Ids of records that are worth knowing.
    static const seeded_directory& seeded() noexcept;

    /// From now on, successful answers have that form.
    void answer_with(envelope form);

    /// From now on, answers are held back that long; 0 means not at all.
    void answer_after(std::chrono::milliseconds latency);

    /// From now on, lists say in `is_partial_response` that the provider gave less than there is, or that it did not.
    void answer_in_part(bool is_partial);

    /// All tokens that were made for single accounts are refused from now on, as after their 15 minutes.
    void end_account_tokens();

    /// The next `count` requests, whatever they are, get this answer and have no effect. Scripts queue up behind each
    /// other, together with those of @ref drop_next. A request takes its script when its first byte comes.
    ///
    /// @throws std::invalid_argument when the status is not from 200 to 599.
    void fail_next(scripted_answer answer, std::size_t count = 1);

    /// @copydoc fail_next
    void fail_next(unsigned status, std::string body, std::string content_type = "application/json; charset=utf-8",
                   std::size_t count = 1);

    /// The connections of the next `count` requests break like that.
    void drop_next(connection_fault fault, std::size_t count = 1);

    /// Closes all connections that are open now; new ones are accepted. They are closed on return.
    void close_connections();

    /// Everything as after construction: directory, remembered requests, effects and idempotent answers, scripts and
    /// chance, limits and what they refused, form and delay of answers. Token, accounts, port and connections stay.
    void reset();

    /// Adds a user: active, in the groups @ref seeded_directory::group and @ref seeded_directory::second_group, with
    /// two roles; or whatever the user with the id `like` is at this moment, whose names and addresses are copied.
    ///
    /// @throws std::invalid_argument when `id` is empty or taken, or there is no user `like`.
    void add_user(std::string_view id, std::string_view like = seeded().colleague);

    /// Adds an organization without anyone in it.
    ///
    /// @throws std::invalid_argument when `id` is empty or taken, or @ref seeded_directory::empty_organization is gone.
    void add_organization(std::string_view id);

    /// The latest requests in the order in which they were answered, at most
    /// `directory_simulator_options::recorded_requests`. What could not be read as HTTP is not among them.
    std::vector<recorded_request> requests() const;

    /// What was really changed, in order, at most the latest `directory_simulator_options::recorded_effects`: one for
    /// each request that was carried out, whether its answer arrived or not, and none for one that was refused or whose
    /// answer came from an earlier one with the same `Idempotency-Key`.
    std::vector<recorded_effect> effects() const;

    /// How many effects there were, also those that are not remembered any more.
    std::size_t effect_count() const;

    /// How many requests were refused because a limit was used up. Answers by @ref fail_next and by chance do not
    /// count.
    std::size_t refusals() const;

    /// The same of the limit of one account.
    std::size_t refusals(std::string_view account_id) const;

    /// How many connections were accepted so far. With TLS, before any handshake.
    std::size_t connections() const noexcept;

    /// How many connections are open now. A close by the client is noticed a moment later.
    std::size_t open_connections() const noexcept;

    /// How many TLS handshakes resumed an earlier session.
    std::size_t resumed_handshakes() const noexcept;

    /// All users as they are now: objects of the User schema, deleted ones included.
    boost::json::array users() const;

    /// One user; null when there is none of that id.
    boost::json::value user(std::string_view id) const;

    /// All groups as they are now. The ids of the members are in `remote_data.members`.
    boost::json::array groups() const;

    /// One group; null when there is none of that id.
    boost::json::value group(std::string_view id) const;

    /// All organizations as they are now.
    boost::json::array organizations() const;

    /// One organization; null when there is none of that id.
    boost::json::value organization(std::string_view id) const;

    /// All roles as they are now.
    boost::json::array roles() const;

    /// All licences as they are now.
    boost::json::array licenses() const;

    /// All records of a resource as they are now: `users`, `groups`, `organizations`, `roles`, `licenses`, `workspaces`,
    /// `role_assignments`, `activities`, `billing` or `utilization`.
    ///
    /// @throws std::invalid_argument when there is no such resource.
    boost::json::array records(std::string_view resource) const;

    /// One of them; null when there is none of that id. Reports of `utilization` have no id, and go by their name.
    ///
    /// @throws std::invalid_argument when there is no such resource.
    boost::json::value record(std::string_view resource, std::string_view id) const;

private:
    struct impl;
    std::unique_ptr<impl> impl_;
};

}  // namespace truto::testing

#if defined(TRUTO_HEADER_ONLY)
#include <truto/testing/impl/directory_simulator.ipp>
#endif
