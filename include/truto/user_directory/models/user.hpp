// Generated from spec/user-directory.yaml, schema User. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/fields.hpp>
#include <truto/open_enum.hpp>
#include <truto/timestamp.hpp>
#include <truto/user_directory/models/user_email.hpp>
#include <truto/user_directory/models/user_group.hpp>
#include <truto/user_directory/models/user_license.hpp>
#include <truto/user_directory/models/user_organization.hpp>
#include <truto/user_directory/models/user_phone.hpp>
#include <truto/user_directory/models/user_role.hpp>
#include <truto/user_directory/models/user_status.hpp>
#include <truto/user_directory/models/user_url.hpp>
#include <truto/user_directory/models/user_workspace.hpp>

#include <boost/json/value.hpp>

#include <optional>
#include <string>
#include <vector>

namespace truto::user_directory
{

/// A person's account in the connected product. Integrations map as much of it as their product knows;
/// nothing is guaranteed to be there, not even the id.
struct user
{
    /// Id of the user in the connected product.
    std::optional<std::string> id{};

    /// Id given to the user by the system that provisions it over SCIM.
    std::optional<std::string> external_id{};

    /// Further identifiers of the user, by name.
    std::optional<boost::json::object> identifiers{};

    /// Given name.
    std::optional<std::string> first_name{};

    /// Family name.
    std::optional<std::string> last_name{};

    /// Job title.
    std::optional<std::string> title{};

    /// Full name, as it is displayed.
    std::optional<std::string> name{};

    /// The name the user logs in with.
    std::optional<std::string> username{};

    /// Email addresses.
    std::optional<std::vector<user_email>> emails{};

    /// Phone numbers.
    std::optional<std::vector<user_phone>> phones{};

    /// Whether the account is usable.
    std::optional<open_enum<user_status>> status{};

    /// When `status` took its present value.
    std::optional<timestamp> status_changed_at{};

    /// Whether the user has proved to own the email address.
    std::optional<bool> is_email_verified{};

    /// Whether the user logs in with a second factor.
    std::optional<bool> is_2fa_enabled{};

    /// Roles the user holds, each with the scope it is held in.
    std::optional<std::vector<user_role>> roles{};

    /// Groups the user is a member of.
    std::optional<std::vector<user_group>> groups{};

    /// Organizations the user belongs to.
    std::optional<std::vector<user_organization>> organizations{};

    /// Workspaces the user has access to.
    std::optional<std::vector<user_workspace>> workspaces{};

    /// Licenses assigned to the user, or products the user has access to.
    std::optional<std::vector<user_license>> licenses{};

    /// Languages the user prefers, in the form the connected product uses.
    std::optional<std::vector<std::string>> languages{};

    /// Web addresses of the user.
    std::optional<std::vector<user_url>> urls{};

    /// The user's picture, usually as a URL.
    std::optional<std::string> avatar{};

    /// A few words the user wrote about themselves.
    std::optional<std::string> bio{};

    /// Time zone, in the form the connected product uses.
    std::optional<std::string> timezone{};

    /// Kind of user, as free text. The values of `UserType` are those of a request parameter; what comes
    /// back is not limited to them.
    std::optional<std::string> user_type{};

    /// When the account became usable.
    std::optional<timestamp> activated_at{};

    /// When the account was created.
    std::optional<timestamp> created_at{};

    /// When the account was last changed.
    std::optional<timestamp> updated_at{};

    /// When the user last did something in the product.
    std::optional<timestamp> last_active_at{};

    /// When the user last logged in.
    std::optional<timestamp> last_login_at{};

    /// The record as the connected product sent it; in most cases an object.
    std::optional<boost::json::value> remote_data{};

    /// Members that this library does not know or whose type was unexpected, as the server sent them.
    boost::json::object extra{};

    friend bool operator==(const user&, const user&) = default;
};

/// The members of @ref user, in the order of the description.
constexpr auto fields(type<user>)
{
    return field_list{
        field<&user::id>{"id", "Id of the user in the connected product."},
        field<&user::external_id>{"external_id", "Id given to the user by the system that provisions it over SCIM."},
        field<&user::identifiers>{"identifiers", "Further identifiers of the user, by name."},
        field<&user::first_name>{"first_name", "Given name."},
        field<&user::last_name>{"last_name", "Family name."},
        field<&user::title>{"title", "Job title."},
        field<&user::name>{"name", "Full name, as it is displayed."},
        field<&user::username>{"username", "The name the user logs in with."},
        field<&user::emails>{"emails", "Email addresses."},
        field<&user::phones>{"phones", "Phone numbers."},
        field<&user::status>{"status", "Whether the account is usable."},
        field<&user::status_changed_at>{"status_changed_at", "When `status` took its present value."},
        field<&user::is_email_verified>{"is_email_verified", "Whether the user has proved to own the email address."},
        field<&user::is_2fa_enabled>{"is_2fa_enabled", "Whether the user logs in with a second factor."},
        field<&user::roles>{"roles", "Roles the user holds, each with the scope it is held in."},
        field<&user::groups>{"groups", "Groups the user is a member of."},
        field<&user::organizations>{"organizations", "Organizations the user belongs to."},
        field<&user::workspaces>{"workspaces", "Workspaces the user has access to."},
        field<&user::licenses>{"licenses", "Licenses assigned to the user, or products the user has access to."},
        field<&user::languages>{"languages", "Languages the user prefers, in the form the connected product uses."},
        field<&user::urls>{"urls", "Web addresses of the user."},
        field<&user::avatar>{"avatar", "The user's picture, usually as a URL."},
        field<&user::bio>{"bio", "A few words the user wrote about themselves."},
        field<&user::timezone>{"timezone", "Time zone, in the form the connected product uses."},
        field<&user::user_type>{"user_type", "Kind of user, as free text."},
        field<&user::activated_at>{"activated_at", "When the account became usable."},
        field<&user::created_at>{"created_at", "When the account was created."},
        field<&user::updated_at>{"updated_at", "When the account was last changed."},
        field<&user::last_active_at>{"last_active_at", "When the user last did something in the product."},
        field<&user::last_login_at>{"last_login_at", "When the user last logged in."},
        field<&user::remote_data>{"remote_data",
                                  "The record as the connected product sent it; in most cases an object."},
    };
}

}  // namespace truto::user_directory
