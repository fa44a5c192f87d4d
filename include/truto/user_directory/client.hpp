// Generated from spec/user-directory.yaml. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/basic_client.hpp>
#include <truto/user_directory/fwd.hpp>

#include <string_view>

namespace truto::user_directory
{

/// Entry point to Truto Unified User Directory API.
///
/// Users, groups and organizations of many SaaS products behind one schema.
///
/// A value: copies share connections, limits and settings; any thread may use any copy.
///
/// Each resource has a header of its own, which a file includes besides this one when it calls the
/// resource's operations; `<truto/user_directory.hpp>` has them all.
template <response_format Format>
class client_as : public basic_client<client_as, Format>
{
public:
    using basic_client<truto::user_directory::client_as, Format>::basic_client;

    /// What the paths of this API begin with.
    static constexpr std::string_view base_path = "/unified/user-directory";

    /// What happened in the connected product.
    user_directory::activities_as<Format> activities() const
    {
        return user_directory::activities_as<Format>{this->core()};
    }

    /// What the connected product charges.
    user_directory::billing_as<Format> billing() const { return user_directory::billing_as<Format>{this->core()}; }

    /// Teams, departments and other sets of users.
    user_directory::groups_as<Format> groups() const { return user_directory::groups_as<Format>{this->core()}; }

    /// The licenses and plans that users can be assigned.
    user_directory::licenses_as<Format> licenses() const { return user_directory::licenses_as<Format>{this->core()}; }

    /// The user whom the connection belongs to.
    user_directory::me_as<Format> me() const { return user_directory::me_as<Format>{this->core()}; }

    /// The companies, tenants or top-level units that users and groups belong to.
    user_directory::organizations_as<Format> organizations() const
    {
        return user_directory::organizations_as<Format>{this->core()};
    }

    /// Which user or group holds which role.
    user_directory::role_assignments_as<Format> role_assignments() const
    {
        return user_directory::role_assignments_as<Format>{this->core()};
    }

    /// The roles that users and groups can hold.
    user_directory::roles_as<Format> roles() const { return user_directory::roles_as<Format>{this->core()}; }

    /// The people who have an account in the connected product.
    user_directory::users_as<Format> users() const { return user_directory::users_as<Format>{this->core()}; }

    /// Reports on how much of the connected product is used.
    user_directory::utilization_as<Format> utilization() const
    {
        return user_directory::utilization_as<Format>{this->core()};
    }

    /// The parts into which the connected product divides an organization.
    user_directory::workspaces_as<Format> workspaces() const
    {
        return user_directory::workspaces_as<Format>{this->core()};
    }
};

/// The client with the API's own models.
using client = client_as<unified>;

}  // namespace truto::user_directory
