// Generated from spec/platform.yaml. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/platform/client.hpp>
#include <truto/platform/fwd.hpp>
#include <truto/platform/models/account_status.hpp>
#include <truto/platform/models/account_token.hpp>
#include <truto/platform/models/ai_readiness.hpp>
#include <truto/platform/models/batch_resource.hpp>
#include <truto/platform/models/batch_resource_input.hpp>
#include <truto/platform/models/batch_result.hpp>
#include <truto/platform/models/capabilities.hpp>
#include <truto/platform/models/capabilities_account.hpp>
#include <truto/platform/models/capabilities_auth.hpp>
#include <truto/platform/models/capabilities_auth_field.hpp>
#include <truto/platform/models/capabilities_integration.hpp>
#include <truto/platform/models/capabilities_type.hpp>
#include <truto/platform/models/method_meta.hpp>
#include <truto/platform/models/proxy_method.hpp>
#include <truto/platform/models/proxy_resource.hpp>
#include <truto/platform/models/unified_resource.hpp>
#include <truto/platform/resources/batch_requests.hpp>
#include <truto/platform/resources/integrated_accounts.hpp>
#include <truto/platform/resources/integrations.hpp>
#include <truto/platform/resources/meta.hpp>
