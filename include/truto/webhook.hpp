#pragma once

#include <truto/config.hpp>
#include <truto/error.hpp>
#include <truto/fields.hpp>
#include <truto/json.hpp>
#include <truto/open_enum.hpp>
#include <truto/secret.hpp>
#include <truto/timestamp.hpp>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <boost/system/error_category.hpp>
#include <boost/system/error_code.hpp>
#include <boost/system/is_error_code_enum.hpp>

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

/// For a server that receives Truto's webhook events: whether a delivery is genuine, and what it says.
///
/// It works on texts and knows no server: the value of one header, and the body as it came.
namespace truto::webhook
{

/// The header that carries the signature. Names of header fields have no case.
inline constexpr std::string_view signature_header = "X-Truto-Signature";

/// Why a delivery is refused. Whatever is wrong with its signature, answer 401 and look at nothing in the body.
enum class errc
{
    signature_missing = 1,  ///< There is no signature: the sender is somebody else, or something on the way drops it.
    signature_malformed,    ///< Nothing that can be checked: not `format=sha256`, or no `v` of the right length.
    signature_mismatch,     ///< Made with another secret, or over another body.
    not_an_event,           ///< Of @ref parse: the body is JSON, but not an object.
};

/// The category of @ref errc.
const boost::system::error_category& error_category() noexcept;

inline error_code make_error_code(errc value) noexcept
{
    return {static_cast<int>(value), error_category()};
}

/// Tells deliveries of Truto from those of others.
///
/// A signature is the HMAC-SHA256 of the body under the secret that the API told when the webhook was created. Each
/// webhook has its own; several may lead to one server, as when one takes the place of another, so a verifier takes
/// several secrets and accepts what any of them made.
///
/// That a delivery is genuine does not make it new: whoever has seen one can send it again. See `event::id` and
/// `event::created_at`, which are signed with the rest.
///
/// @par Thread safety
/// Any number of threads may use one object.
class verifier
{
public:
    /// @throws std::invalid_argument when the secret is empty: anybody could sign with that.
    explicit verifier(secret key);

    /// @throws std::invalid_argument when there is no secret, or an empty one.
    explicit verifier(std::vector<secret> keys);

    /// Checks the value of the header `X-Truto-Signature` (empty where there is none) against the body.
    ///
    /// The body has to be the bytes that came, after any content coding was undone; JSON that was read and written
    /// again is another text. The time this takes tells nothing about the right signature.
    ///
    /// Accepted is `format=sha256,v=<64 hexadecimal digits>` in either case, with spaces and further parts, in any
    /// order. Several `v` are as good as the best of them. Receivers in use expect the same digest in Base64, with
    /// padding; that is accepted as well.
    ///
    /// @return No error when the delivery is genuine, otherwise one of `errc::signature_…`.
    /// @throws std::runtime_error when OpenSSL can't compute an HMAC.
    error_code operator()(std::string_view signature, std::string_view body) const;

private:
    std::vector<secret> keys_;
};

/// What an event is about. The published names; further ones exist, and are kept as sent.
enum class event_type
{
    integrated_account_created,                      ///< An end user connected an account; it can't be used yet.
    integrated_account_updated,                      ///< Settings or credentials of an account changed.
    integrated_account_active,                       ///< An account is ready for calls.
    integrated_account_post_install_error,           ///< Setting an account up failed; the user must connect it again.
    integrated_account_validation_error,             ///< Trying an account out failed; the user must connect it again.
    integrated_account_post_connect_form_submitted,  ///< The end user filled in the form that follows connecting.
    integrated_account_authentication_error,         ///< The provider no longer accepts the account's credentials.
    integrated_account_reactivated,                  ///< An account that had failed works again.
    integrated_account_deleted,                      ///< An account is gone; the payload has its id alone.
    environment_integration_created,                 ///< An integration was installed.
    environment_integration_updated,                 ///< Settings of an integration changed.
    environment_integration_deleted,                 ///< An integration was removed.
    api_token_created,                               ///< An API token was made.
    api_token_deleted,                               ///< An API token is gone.
    record_created,                                  ///< The provider has a new record.
    record_updated,                                  ///< A record changed at the provider.
    record_deleted,                                  ///< A record is gone at the provider.
    sync_job_run_created,                            ///< A run of a sync job was made.
    sync_job_run_started,                            ///< It began.
    sync_job_run_updated,                            ///< Its state changed.
    sync_job_run_record,                             ///< It fetched records; they are in the payload.
    sync_job_run_record_error,                       ///< It could not fetch records.
    sync_job_run_completed,                          ///< It ended well.
    sync_job_run_failed,                             ///< It ended otherwise.
    sync_job_run_deleted,                            ///< It was deleted.
    sync_job_cron_trigger_failed,                    ///< A sync job could not be started at its time.
    batch_job_dry_run_completed,                     ///< A rehearsal of a batch job ended well.
    batch_job_dry_run_failed,                        ///< It ended otherwise.
    batch_job_completed,                             ///< A batch job ended well.
    batch_job_failed,                                ///< It ended otherwise.
    test,                                            ///< Somebody tries the webhook out.
};

/// The values of @ref event_type and their spelling.
constexpr auto names(type<event_type>)
{
    using enum event_type;
    return std::array{
        enum_name{integrated_account_created, "integrated_account:created",
                  "An end user connected an account; it can't be used yet."},
        enum_name{integrated_account_updated, "integrated_account:updated",
                  "Settings or credentials of an account changed."},
        enum_name{integrated_account_active, "integrated_account:active", "An account is ready for calls."},
        enum_name{integrated_account_post_install_error, "integrated_account:post_install_error",
                  "Setting an account up failed; the user must connect it again."},
        enum_name{integrated_account_validation_error, "integrated_account:validation_error",
                  "Trying an account out failed; the user must connect it again."},
        enum_name{integrated_account_post_connect_form_submitted, "integrated_account:post_connect_form_submitted",
                  "The end user filled in the form that follows connecting."},
        enum_name{integrated_account_authentication_error, "integrated_account:authentication_error",
                  "The provider no longer accepts the account's credentials."},
        enum_name{integrated_account_reactivated, "integrated_account:reactivated",
                  "An account that had failed works again."},
        enum_name{integrated_account_deleted, "integrated_account:deleted",
                  "An account is gone; the payload has its id alone."},
        enum_name{environment_integration_created, "environment_integration:created", "An integration was installed."},
        enum_name{environment_integration_updated, "environment_integration:updated",
                  "Settings of an integration changed."},
        enum_name{environment_integration_deleted, "environment_integration:deleted", "An integration was removed."},
        enum_name{api_token_created, "api_token:created", "An API token was made."},
        enum_name{api_token_deleted, "api_token:deleted", "An API token is gone."},
        enum_name{record_created, "record:created", "The provider has a new record."},
        enum_name{record_updated, "record:updated", "A record changed at the provider."},
        enum_name{record_deleted, "record:deleted", "A record is gone at the provider."},
        enum_name{sync_job_run_created, "sync_job_run:created", "A run of a sync job was made."},
        enum_name{sync_job_run_started, "sync_job_run:started", "It began."},
        enum_name{sync_job_run_updated, "sync_job_run:updated", "Its state changed."},
        enum_name{sync_job_run_record, "sync_job_run:record", "It fetched records; they are in the payload."},
        enum_name{sync_job_run_record_error, "sync_job_run:record_error", "It could not fetch records."},
        enum_name{sync_job_run_completed, "sync_job_run:completed", "It ended well."},
        enum_name{sync_job_run_failed, "sync_job_run:failed", "It ended otherwise."},
        enum_name{sync_job_run_deleted, "sync_job_run:deleted", "It was deleted."},
        enum_name{sync_job_cron_trigger_failed, "sync_job_cron_trigger:failed",
                  "A sync job could not be started at its time."},
        enum_name{batch_job_dry_run_completed, "batch_job:dry_run_completed", "A rehearsal of a batch job ended well."},
        enum_name{batch_job_dry_run_failed, "batch_job:dry_run_failed", "It ended otherwise."},
        enum_name{batch_job_completed, "batch_job:completed", "A batch job ended well."},
        enum_name{batch_job_failed, "batch_job:failed", "It ended otherwise."},
        enum_name{test, "test", "Somebody tries the webhook out."},
    };
}

namespace detail
{

/// The HMAC-SHA256 of `text`. Throws std::runtime_error when OpenSSL fails.
std::array<unsigned char, 32> hmac_sha256(const secret& key, std::string_view text);

/// Two lower-case digits for each byte.
std::string to_hex(const std::array<unsigned char, 32>& digest);

std::string to_text(const boost::json::value& value);

}  // namespace detail

/// What one delivery says. What is not present was not sent, or was null.
struct event
{
    /// Id of this event: the same when Truto tries to deliver it again, which is how to tell that it came before.
    std::optional<std::string> id{};

    /// What it is about.
    std::optional<open_enum<event_type>> type{};

    /// What came with it, of whatever kind; in most cases the record after the change. See @ref payload_as.
    std::optional<boost::json::value> payload{};

    /// Id of the environment it belongs to.
    std::optional<std::string> environment_id{};

    /// Id of the webhook it was sent to.
    std::optional<std::string> webhook_id{};

    /// When it was made. An old one may be somebody's recording of it; Truto itself gives up after seconds.
    std::optional<timestamp> created_at{};

    /// Members that this library does not know or whose type was unexpected, as they were sent.
    boost::json::object extra{};

    /// The payload as a `T`, such as @ref integrated_account, or a model where the payload is known to be one. Without
    /// a payload, an empty one.
    ///
    /// @throws boost::system::system_error as @ref truto::decode does, above all when the payload is of another kind.
    template <class T>
    decoded<T> payload_as(const decode_options& options = {}) const
    {
        return decode<T>(payload ? detail::to_text(*payload) : "null", options);
    }

    friend bool operator==(const event&, const event&) = default;
};

/// The members of @ref event.
constexpr auto fields(type<event>)
{
    return field_list{
        field<&event::id>{"id", "Id of this event."},
        field<&event::type>{"event", "What it is about."},
        field<&event::payload>{"payload", "What came with it."},
        field<&event::environment_id>{"environment_id", "Id of the environment it belongs to."},
        field<&event::webhook_id>{"webhook_id", "Id of the webhook it was sent to."},
        field<&event::created_at>{"created_at", "When it was made."},
    };
}

/// The product that an @ref integrated_account is of.
struct integration
{
    /// Id of the integration.
    std::optional<std::string> id{};

    /// Name of the product, such as `salesforce`.
    std::optional<std::string> name{};

    /// Kind of product, such as `helpdesk`.
    std::optional<std::string> category{};

    /// What else was sent.
    boost::json::object extra{};

    friend bool operator==(const integration&, const integration&) = default;
};

/// The members of @ref integration.
constexpr auto fields(type<integration>)
{
    return field_list{
        field<&integration::id>{"id", "Id of the integration."},
        field<&integration::name>{"name", "Name of the product."},
        field<&integration::category>{"category", "Kind of product."},
    };
}

/// The payload of the events `integrated_account:…`: the account of an end user with a product.
struct integrated_account
{
    /// Id of the account: `client_options::integrated_account_id` for calls on it.
    std::optional<std::string> id{};

    /// Your own id of whoever connected it.
    std::optional<std::string> tenant_id{};

    /// Id of the environment it belongs to.
    std::optional<std::string> environment_id{};

    /// Id of the installed integration that it is of.
    std::optional<std::string> environment_integration_id{};

    /// State of the account, such as `active` or `needs_reauth`.
    std::optional<std::string> status{};

    /// What went wrong, after the events that end in `_error`.
    std::optional<std::string> last_error{};

    /// Whether it is a sandbox, which refuses every change.
    std::optional<bool> is_sandbox{};

    /// How it was connected, such as `oauth2`.
    std::optional<std::string> authentication_method{};

    /// What is known about the connection; its credentials are taken out before an event is sent.
    std::optional<boost::json::value> context{};

    /// The product.
    std::optional<webhook::integration> integration{};

    /// When it was connected.
    std::optional<timestamp> created_at{};

    /// When it was last changed.
    std::optional<timestamp> updated_at{};

    /// Members that this library does not know or whose type was unexpected, as they were sent.
    boost::json::object extra{};

    friend bool operator==(const integrated_account&, const integrated_account&) = default;
};

/// The members of @ref integrated_account.
constexpr auto fields(type<integrated_account>)
{
    using account = integrated_account;
    return field_list{
        field<&account::id>{"id", "Id of the account."},
        field<&account::tenant_id>{"tenant_id", "Your own id of whoever connected it."},
        field<&account::environment_id>{"environment_id", "Id of the environment it belongs to."},
        field<&account::environment_integration_id>{"environment_integration_id", "Id of the installed integration."},
        field<&account::status>{"status", "State of the account."},
        field<&account::last_error>{"last_error", "What went wrong."},
        field<&account::is_sandbox>{"is_sandbox", "Whether it is a sandbox."},
        field<&account::authentication_method>{"authentication_method", "How it was connected."},
        field<&account::context>{"context", "What is known about the connection."},
        field<&account::integration>{"integration", "The product."},
        field<&account::created_at>{"created_at", "When it was connected."},
        field<&account::updated_at>{"updated_at", "When it was last changed."},
    };
}

/// Reads the body of a delivery that @ref verifier accepted.
///
/// As tolerant as everything that reads JSON here: see @ref truto::decode, which reads an `event` as well and tells
/// what was odd about it. `ec` is Boost.JSON's where the body is no JSON, and `errc::not_an_event` where it is no
/// object; the event is empty then. Deliveries that the webhook's settings make `multipart/form-data` are not read.
event parse(std::string_view body, error_code& ec);

/// The same, which throws `boost::system::system_error`.
event parse(std::string_view body);

}  // namespace truto::webhook

namespace boost::system
{

template <>
struct is_error_code_enum<truto::webhook::errc> : std::true_type
{
};

}  // namespace boost::system

#if defined(TRUTO_HEADER_ONLY)
#include <truto/impl/webhook.ipp>
#endif
