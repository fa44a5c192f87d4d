// Generated from spec/platform.yaml. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/platform.hpp>
#include <truto/src.hpp>

#include <truto/detail/json/record.hpp>

// The compiled part of the library and the tables of this API, for programs that define TRUTO_SEPARATE_COMPILATION:
// include this file in exactly one source file of the program.
namespace truto::detail::json
{

template const record_table& record_table_of<truto::platform::account_token>() noexcept;
template const record_table& record_table_of<truto::platform::batch_result>() noexcept;
template const record_table& record_table_of<truto::platform::capabilities>() noexcept;
template const record_table& record_table_of<truto::platform::method_meta>() noexcept;
template const record_table& argument_table_of<truto::platform::batch_requests_create_body>() noexcept;
template const record_table& argument_table_of<truto::platform::integrated_accounts_capabilities_query>() noexcept;
template const record_table& argument_table_of<truto::platform::integrated_accounts_create_token_body>() noexcept;
template const record_table& argument_table_of<truto::platform::integrations_capabilities_query>() noexcept;
template const record_table& argument_table_of<truto::platform::meta_model_query>() noexcept;

}  // namespace truto::detail::json
