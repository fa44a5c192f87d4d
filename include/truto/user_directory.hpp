// Generated from spec/user-directory.yaml. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/user_directory/client.hpp>
#include <truto/user_directory/fwd.hpp>
#include <truto/user_directory/models/directory_product.hpp>
#include <truto/user_directory/models/group.hpp>
#include <truto/user_directory/models/group_type.hpp>
#include <truto/user_directory/models/organization.hpp>
#include <truto/user_directory/models/organization_license.hpp>
#include <truto/user_directory/models/remove_from.hpp>
#include <truto/user_directory/models/user.hpp>
#include <truto/user_directory/models/user_email.hpp>
#include <truto/user_directory/models/user_group.hpp>
#include <truto/user_directory/models/user_license.hpp>
#include <truto/user_directory/models/user_organization.hpp>
#include <truto/user_directory/models/user_organization_input.hpp>
#include <truto/user_directory/models/user_phone.hpp>
#include <truto/user_directory/models/user_role.hpp>
#include <truto/user_directory/models/user_role_input.hpp>
#include <truto/user_directory/models/user_status.hpp>
#include <truto/user_directory/models/user_type.hpp>
#include <truto/user_directory/models/user_url.hpp>
#include <truto/user_directory/models/user_workspace.hpp>
#include <truto/user_directory/resources/groups.hpp>
#include <truto/user_directory/resources/organizations.hpp>
#include <truto/user_directory/resources/users.hpp>
