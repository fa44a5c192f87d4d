// Generated from spec/user-directory.yaml. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/basic_client.hpp>
#include <truto/user_directory/resources/groups.hpp>
#include <truto/user_directory/resources/organizations.hpp>
#include <truto/user_directory/resources/users.hpp>

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

    /// Teams, departments and other sets of users.
    user_directory::groups groups() const { return user_directory::groups{core()}; }

    /// The people who have an account in the connected product.
    user_directory::users users() const { return user_directory::users{core()}; }

    /// The companies, tenants or top-level units that users and groups belong to.
    user_directory::organizations organizations() const { return user_directory::organizations{core()}; }
};

}  // namespace truto::user_directory
