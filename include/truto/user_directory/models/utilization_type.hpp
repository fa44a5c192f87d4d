// Generated from spec/user-directory.yaml, schema UtilizationType. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/open_enum.hpp>

#include <array>

namespace truto::user_directory
{

/// What a report is about. Values that this library does not know are kept as sent.
enum class utilization_type
{
    actions,         ///< Actions, in the product's sense of the word.
    licenses,        ///< Licenses in use.
    packages,        ///< Packages, in the product's sense of the word.
    shared_storage,  ///< Storage that is shared.
    user_activity,   ///< What users do.
};

/// The values of @ref utilization_type and their spelling.
constexpr auto names(type<utilization_type>)
{
    return std::array{
        enum_name{utilization_type::actions, "actions", "Actions, in the product's sense of the word."},
        enum_name{utilization_type::licenses, "licenses", "Licenses in use."},
        enum_name{utilization_type::packages, "packages", "Packages, in the product's sense of the word."},
        enum_name{utilization_type::shared_storage, "shared-storage", "Storage that is shared."},
        enum_name{utilization_type::user_activity, "user_activity", "What users do."},
    };
}

}  // namespace truto::user_directory
