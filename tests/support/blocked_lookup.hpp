#pragma once

#include <string_view>

namespace truto::test
{

/// The host whose lookup gets no answer while there is a @ref blocked_lookup.
inline constexpr std::string_view blocked_host = "blocked.example";

/// A host that is this machine, found by a lookup as any other name is.
inline constexpr std::string_view other_host = "other.example";

/// While it lives, `getaddrinfo` of @ref blocked_host does not return. Defined in blocked_lookup.cpp, which replaces the
/// system's function in the test program.
class blocked_lookup
{
public:
    blocked_lookup();
    ~blocked_lookup();
    blocked_lookup(const blocked_lookup&) = delete;
    blocked_lookup& operator=(const blocked_lookup&) = delete;
};

/// Whether a lookup is blocked.
bool lookup_is_blocked();

}  // namespace truto::test
