// Counts heap allocations and what they hold, and system calls that move bytes, wait, or set timers, on the calling
// thread. Included by one source file of a program: it takes the place of the C library's functions in that program.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <dlfcn.h>
#include <malloc.h>
#include <new>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

namespace benchmark
{

/// What one thread did.
struct counted
{
    std::size_t allocations = 0;
    std::size_t bytes = 0;
    std::ptrdiff_t held = 0;       // bytes that were not freed
    std::ptrdiff_t most_held = 0;  // the largest number of them so far
    std::size_t sends = 0;
    std::size_t receives = 0;  // that brought bytes
    std::size_t empty = 0;     // that found nothing
    std::size_t peeks = 0;
    std::size_t waits = 0;    // epoll_wait
    std::size_t watches = 0;  // epoll_ctl
    std::size_t timers = 0;   // timerfd_settime
};

inline thread_local counted so_far;

template <class Function>
Function* next_of(const char* name)
{
    return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

inline ssize_t note_received(ssize_t result, int flags)
{
    auto& what = (flags & MSG_PEEK) != 0 ? so_far.peeks : result > 0 ? so_far.receives : so_far.empty;
    ++what;
    return result;
}

}  // namespace benchmark

extern "C"
{
    ssize_t send(int fd, const void* data, size_t size, int flags)
    {
        static const auto next = benchmark::next_of<ssize_t(int, const void*, size_t, int)>("send");
        ++benchmark::so_far.sends;
        return next(fd, data, size, flags);
    }
    ssize_t sendmsg(int fd, const msghdr* message, int flags)
    {
        static const auto next = benchmark::next_of<ssize_t(int, const msghdr*, int)>("sendmsg");
        ++benchmark::so_far.sends;
        return next(fd, message, flags);
    }
    ssize_t recv(int fd, void* data, size_t size, int flags)
    {
        static const auto next = benchmark::next_of<ssize_t(int, void*, size_t, int)>("recv");
        return benchmark::note_received(next(fd, data, size, flags), flags);
    }
    ssize_t recvmsg(int fd, msghdr* message, int flags)
    {
        static const auto next = benchmark::next_of<ssize_t(int, msghdr*, int)>("recvmsg");
        return benchmark::note_received(next(fd, message, flags), flags);
    }
    int epoll_wait(int fd, epoll_event* events, int most, int timeout)
    {
        static const auto next = benchmark::next_of<int(int, epoll_event*, int, int)>("epoll_wait");
        ++benchmark::so_far.waits;
        return next(fd, events, most, timeout);
    }
    int epoll_ctl(int fd, int operation, int watched, epoll_event* event) noexcept
    {
        static const auto next = benchmark::next_of<int(int, int, int, epoll_event*)>("epoll_ctl");
        ++benchmark::so_far.watches;
        return next(fd, operation, watched, event);
    }
    int timerfd_settime(int fd, int flags, const itimerspec* when, itimerspec* before) noexcept
    {
        static const auto next = benchmark::next_of<int(int, int, const itimerspec*, itimerspec*)>("timerfd_settime");
        ++benchmark::so_far.timers;
        return next(fd, flags, when, before);
    }
}

void* operator new(std::size_t size)
{
    ++benchmark::so_far.allocations;
    benchmark::so_far.bytes += size;
    if (void* const memory = std::malloc(size))
    {
        auto& so_far = benchmark::so_far;
        so_far.held += static_cast<std::ptrdiff_t>(::malloc_usable_size(memory));
        so_far.most_held = std::max(so_far.most_held, so_far.held);
        return memory;
    }
    throw std::bad_alloc{};
}

void operator delete(void* memory) noexcept
{
    benchmark::so_far.held -= static_cast<std::ptrdiff_t>(::malloc_usable_size(memory));
    std::free(memory);
}

void operator delete(void* memory, std::size_t) noexcept
{
    operator delete(memory);
}
