#include <truto/testing/directory_simulator.hpp>
#include <truto/testing/webhook_signature.hpp>
#include <truto/user_directory.hpp>
#include <truto/webhook.hpp>

#if defined(BOOST_BEAST_DECL)
#error "Beast came in"
#endif

#if defined(OPENSSL_VERSION_NUMBER)
#error "OpenSSL came in"
#endif
