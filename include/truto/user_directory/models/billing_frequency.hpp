// Generated from spec/user-directory.yaml, schema BillingFrequency. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/open_enum.hpp>

#include <array>

namespace truto::user_directory
{

/// How often something is charged for. Values that this library does not know are kept as sent.
enum class billing_frequency
{
    monthly,  ///< Each month.
    yearly,   ///< Each year.
};

/// The values of @ref billing_frequency and their spelling.
constexpr auto names(type<billing_frequency>)
{
    return std::array{
        enum_name{billing_frequency::monthly, "monthly", "Each month."},
        enum_name{billing_frequency::yearly, "yearly", "Each year."},
    };
}

}  // namespace truto::user_directory
