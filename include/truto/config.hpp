#pragma once

// What is missing, in words, before the compiler gets lost in what follows from it.
#if __cplusplus < 202002L && !(defined(_MSVC_LANG) && _MSVC_LANG >= 202002L)
#error "truto needs C++20: compile with -std=c++20 or newer (CMake: link a truto:: target, which asks for it)."
#elif !__has_include(<boost/version.hpp>)
#error "truto needs the headers of Boost 1.81 or newer: install libboost-dev, or add their folder with -I."
#elif !__has_include(<openssl/ssl.h>) && !defined(TRUTO_SEPARATE_COMPILATION)
#error "truto needs the headers of OpenSSL 3 or newer: install libssl-dev, or add their folder with -I."
#endif

#include <boost/version.hpp>

#if BOOST_VERSION < 108100
#error "truto needs Boost 1.81 or newer, and an older one comes first (see BOOST_LIB_VERSION in <boost/version.hpp>)."
#endif

#if defined(TRUTO_HEADER_ONLY) && defined(TRUTO_SEPARATE_COMPILATION)
#error "TRUTO_HEADER_ONLY and TRUTO_SEPARATE_COMPILATION exclude each other: define the second one, or none of the two."
#endif

/// How the library is compiled.
///
/// By default everything is in the headers, and what sends calls is compiled in the files that make a client: those that
/// only call one, which they are given, have nothing of it. A program that defines `TRUTO_SEPARATE_COMPILATION` for all of
/// its files and includes the `src.hpp` of its API in exactly one of them keeps Beast and OpenSSL out of the others.
#if defined(TRUTO_SEPARATE_COMPILATION)
#define TRUTO_DECL
#define TRUTO_LAZY
#else
#define TRUTO_HEADER_ONLY 1
#define TRUTO_DECL inline
// GCC compiles a coroutine that is no template wherever it is defined, with all that it calls, used or not. So coroutines
// are templates here, and so is everything between them and the constructor of a client.
#define TRUTO_LAZY template <class...>
#endif
