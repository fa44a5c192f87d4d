#include "support/refused_watch.hpp"

#include <atomic>

#if defined(__linux__)
#include <cerrno>
#include <dlfcn.h>
#include <sys/epoll.h>
#endif

namespace
{

/// How many are still to come until one is refused; below 1 when none is.
std::atomic<int> to_come = 0;

}  // namespace

namespace truto::test
{

refused_watch::refused_watch(int which)
{
    to_come = which;
}

refused_watch::~refused_watch()
{
    to_come = 0;
}

bool refused_watch::has_happened() const
{
    return to_come == 0;
}

}  // namespace truto::test

#if defined(__linux__)

extern "C" int epoll_ctl(int epoll, int what, int descriptor, epoll_event* event) noexcept
{
    if (what == EPOLL_CTL_ADD && to_come > 0 && --to_come == 0)
    {
        errno = ENOSPC;
        return -1;
    }
    using function = int (*)(int, int, int, epoll_event*);
    static const auto real = reinterpret_cast<function>(::dlsym(RTLD_NEXT, "epoll_ctl"));
    return real(epoll, what, descriptor, event);
}

#endif
