// Generated from spec/platform.yaml. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/format.hpp>

/// Declarations of Truto Platform API.
namespace truto::platform
{

enum class account_status;
enum class capabilities_type;

struct account_token;
struct ai_readiness;
struct batch_requests_create_body;
struct batch_resource;
struct batch_resource_input;
struct batch_result;
struct capabilities;
struct capabilities_account;
struct capabilities_auth;
struct capabilities_auth_field;
struct capabilities_integration;
struct integrated_accounts_capabilities_query;
struct integrated_accounts_create_token_body;
struct integrations_capabilities_query;
struct meta_model_query;
struct method_meta;
struct proxy_method;
struct proxy_resource;
struct unified_resource;

// A compiler that shows one of these misses the header named beside it.
template <response_format Format>
class batch_requests_as;  // <truto/platform/resources/batch_requests.hpp>
template <response_format Format>
class client_as;  // <truto/platform/client.hpp>
template <response_format Format>
class integrated_accounts_as;  // <truto/platform/resources/integrated_accounts.hpp>
template <response_format Format>
class integrations_as;  // <truto/platform/resources/integrations.hpp>
template <response_format Format>
class meta_as;  // <truto/platform/resources/meta.hpp>

using client = client_as<unified>;

}  // namespace truto::platform
