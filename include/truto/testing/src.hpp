#pragma once

// The compiled part of the test kit, for programs that define TRUTO_SEPARATE_COMPILATION: include this file in exactly
// one source file of the program, and the src.hpp of the API in one as well.

#include <truto/config.hpp>

#if defined(TRUTO_HEADER_ONLY)
#error                                                                                                                 \
    "Define TRUTO_SEPARATE_COMPILATION for all files of the program that include <truto/testing/src.hpp> in one, or for none."
#endif

#include <truto/testing/impl/certificate_authority.ipp>
#include <truto/testing/impl/directory_simulator.ipp>
#include <truto/testing/impl/fake_transport.ipp>
