// Generated from spec/user-directory.yaml, schema SuperQueryRegion. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/open_enum.hpp>

#include <array>

namespace truto::user_directory
{

/// Where Truto keeps its own copy of the data. Values that this library does not know are kept as sent.
enum class super_query_region
{
    apac,  ///< Asia and the Pacific.
    wnam,  ///< Western North America.
};

/// The values of @ref super_query_region and their spelling.
constexpr auto names(type<super_query_region>)
{
    return std::array{
        enum_name{super_query_region::apac, "apac", "Asia and the Pacific."},
        enum_name{super_query_region::wnam, "wnam", "Western North America."},
    };
}

}  // namespace truto::user_directory
