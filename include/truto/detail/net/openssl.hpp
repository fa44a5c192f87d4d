#pragma once

// Before anything else of OpenSSL, so that somebody with an older one is told so instead of what follows from it.

#include <openssl/opensslv.h>

#if OPENSSL_VERSION_NUMBER < 0x30000000L
#error                                                                                                                 \
    "truto needs OpenSSL 3 or newer, and an older one comes first (see OPENSSL_VERSION_TEXT in <openssl/opensslv.h>)."
#endif
