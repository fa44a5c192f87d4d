// Generated from spec/user-directory.yaml. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/basic_client.hpp>
#include <truto/user_directory/resources/activities.hpp>
#include <truto/user_directory/resources/billing.hpp>
#include <truto/user_directory/resources/groups.hpp>
#include <truto/user_directory/resources/licenses.hpp>
#include <truto/user_directory/resources/me.hpp>
#include <truto/user_directory/resources/organizations.hpp>
#include <truto/user_directory/resources/role_assignments.hpp>
#include <truto/user_directory/resources/roles.hpp>
#include <truto/user_directory/resources/users.hpp>
#include <truto/user_directory/resources/utilization.hpp>
#include <truto/user_directory/resources/workspaces.hpp>

namespace truto::user_directory
{

/// Entry point to Truto Unified User Directory API.
///
/// Users, groups and organizations of many SaaS products behind one schema.
///
/// A value: copies share connections, limits and settings; any thread may use any copy.
class client : public basic_client<client>
{
public:
    using basic_client::basic_client;

    /// What happened in the connected product.
    user_directory::activities activities() const { return user_directory::activities{core()}; }

    /// What the connected product charges.
    user_directory::billing billing() const { return user_directory::billing{core()}; }

    /// Teams, departments and other sets of users.
    user_directory::groups groups() const { return user_directory::groups{core()}; }

    /// The licenses and plans that users can be assigned.
    user_directory::licenses licenses() const { return user_directory::licenses{core()}; }

    /// The user whom the connection belongs to.
    user_directory::me me() const { return user_directory::me{core()}; }

    /// The companies, tenants or top-level units that users and groups belong to.
    user_directory::organizations organizations() const { return user_directory::organizations{core()}; }

    /// Which user or group holds which role.
    user_directory::role_assignments role_assignments() const { return user_directory::role_assignments{core()}; }

    /// The roles that users and groups can hold.
    user_directory::roles roles() const { return user_directory::roles{core()}; }

    /// The people who have an account in the connected product.
    user_directory::users users() const { return user_directory::users{core()}; }

    /// Reports on how much of the connected product is used.
    user_directory::utilization utilization() const { return user_directory::utilization{core()}; }

    /// The parts into which the connected product divides an organization.
    user_directory::workspaces workspaces() const { return user_directory::workspaces{core()}; }
};

}  // namespace truto::user_directory
