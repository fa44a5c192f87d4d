#pragma once

/// How the library is compiled.
///
/// By default everything is in the headers. A program that defines `TRUTO_SEPARATE_COMPILATION` for all of its files
/// and includes `<truto/src.hpp>` in exactly one of them keeps Beast and OpenSSL out of the others.
#if defined(TRUTO_SEPARATE_COMPILATION)
#define TRUTO_DECL
#else
#define TRUTO_HEADER_ONLY 1
#define TRUTO_DECL inline
#endif
