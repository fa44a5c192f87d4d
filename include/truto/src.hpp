#pragma once

// The compiled part of the runtime, for programs that define TRUTO_SEPARATE_COMPILATION. The src.hpp of an API includes
// it; in exactly one source file of the program, and everything else stays free of Beast and OpenSSL.

#include <truto/config.hpp>

#if defined(TRUTO_HEADER_ONLY)
#error                                                                                                                 \
    "Define TRUTO_SEPARATE_COMPILATION for all files of the program that include <truto/src.hpp> in one, or for none."
#endif

#include <truto/impl/api_error.ipp>
#include <truto/impl/body_stream.ipp>
#include <truto/impl/call.ipp>
#include <truto/impl/call_options.ipp>
#include <truto/impl/client_impl.ipp>
#include <truto/impl/client_options.ipp>
#include <truto/impl/connection.ipp>
#include <truto/impl/content_coding.ipp>
#include <truto/impl/decode.ipp>
#include <truto/impl/dial.ipp>
#include <truto/impl/encode.ipp>
#include <truto/impl/error.ipp>
#include <truto/impl/error_details.ipp>
#include <truto/impl/fiber.ipp>
#include <truto/impl/gate.ipp>
#include <truto/impl/headers.ipp>
#include <truto/impl/log_observer.ipp>
#include <truto/impl/multipart.ipp>
#include <truto/impl/observer.ipp>
#include <truto/impl/open_enum.ipp>
#include <truto/impl/origin.ipp>
#include <truto/impl/paging.ipp>
#include <truto/impl/pool.ipp>
#include <truto/impl/proxy.ipp>
#include <truto/impl/query.ipp>
#include <truto/impl/rate_limit.ipp>
#include <truto/impl/request.ipp>
#include <truto/impl/requirements.ipp>
#include <truto/impl/resolver.ipp>
#include <truto/impl/response.ipp>
#include <truto/impl/scalar.ipp>
#include <truto/impl/timestamp.ipp>
#include <truto/impl/tls.ipp>
#include <truto/impl/webhook.ipp>
