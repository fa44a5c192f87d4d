#include "support/blocked_lookup.hpp"

#include <condition_variable>
#include <dlfcn.h>
#include <mutex>
#include <netdb.h>

namespace
{

struct gate
{
    std::mutex mutex;
    std::condition_variable changed;
    int closed = 0;
    int waiting = 0;
};

/// Never destroyed: a lookup may outlive main().
gate& the_gate()
{
    static auto* const instance = new gate;
    return *instance;
}

}  // namespace

namespace truto::test
{

blocked_lookup::blocked_lookup()
{
    const std::lock_guard lock{the_gate().mutex};
    ++the_gate().closed;
}

blocked_lookup::~blocked_lookup()
{
    std::unique_lock lock{the_gate().mutex};
    --the_gate().closed;
    the_gate().changed.notify_all();
    the_gate().changed.wait(lock, [] { return the_gate().waiting == 0; });
}

bool lookup_is_blocked()
{
    const std::lock_guard lock{the_gate().mutex};
    return the_gate().waiting != 0;
}

}  // namespace truto::test

extern "C" int getaddrinfo(const char* node, const char* service, const addrinfo* hints, addrinfo** result)
{
    if (node != nullptr && node == truto::test::blocked_host)
    {
        std::unique_lock lock{the_gate().mutex};
        ++the_gate().waiting;
        the_gate().changed.notify_all();
        the_gate().changed.wait(lock, [] { return the_gate().closed == 0; });
        --the_gate().waiting;
        the_gate().changed.notify_all();
        return EAI_AGAIN;
    }
    using function = int (*)(const char*, const char*, const addrinfo*, addrinfo**);
    static const auto real = reinterpret_cast<function>(::dlsym(RTLD_NEXT, "getaddrinfo"));
    const bool other = node != nullptr && node == truto::test::other_host;
    return real(other ? "127.0.0.1" : node, service, hints, result);
}
