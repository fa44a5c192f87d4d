// Generated from spec/platform.yaml, schema CapabilitiesType. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/open_enum.hpp>

#include <array>

namespace truto::platform
{

/// Which APIs the capabilities list. The server's default is `"all"`. Values that this library does not
/// know are kept as sent.
enum class capabilities_type
{
    proxy,    ///< The product's own API.
    unified,  ///< Unified APIs.
    all,      ///< Both. The default.
};

/// The values of @ref capabilities_type and their spelling.
constexpr auto names(type<capabilities_type>)
{
    return std::array{
        enum_name{capabilities_type::proxy, "proxy", "The product's own API."},
        enum_name{capabilities_type::unified, "unified", "Unified APIs."},
        enum_name{capabilities_type::all, "all", "Both."},
    };
}

}  // namespace truto::platform
