// Which processor a thread runs on. Left to the system, client and server share a core in one run and not in the next,
// and the cost of waking a sleeping core then decides the numbers.
#pragma once

#include <optional>
#include <string>
#include <vector>

#ifdef __linux__
#include <sched.h>
#endif

namespace benchmark
{

/// The processors this process may use; empty where that cannot be asked.
inline std::vector<int> allowed_cores()
{
    std::vector<int> cores;
#ifdef __linux__
    cpu_set_t allowed;
    CPU_ZERO(&allowed);
    if (::sched_getaffinity(0, sizeof allowed, &allowed) == 0)
    {
        for (int core = 0; core < CPU_SETSIZE; ++core)
        {
            if (CPU_ISSET(static_cast<unsigned>(core), &allowed))
            {
                cores.push_back(core);
            }
        }
    }
#endif
    return cores;
}

/// Keeps the calling thread, and the threads it starts from now on, on one processor. Nothing happens for nullopt.
inline void pin_this_thread([[maybe_unused]] std::optional<int> core)
{
#ifdef __linux__
    if (core)
    {
        cpu_set_t only;
        CPU_ZERO(&only);
        CPU_SET(static_cast<unsigned>(*core), &only);
        ::sched_setaffinity(0, sizeof only, &only);
    }
#endif
}

/// One core for the client and one for the server.
struct placement
{
    std::string name;
    std::optional<int> client;
    std::optional<int> server;
};

/// "together": both on one core, the total work decides and other programs disturb least. "apart": a core each, the
/// wake-ups between them count too. Without a choice of cores there is one placement, left to the system.
inline std::vector<placement> placements()
{
    const std::vector<int> cores = allowed_cores();
    if (cores.empty())
    {
        return {{"placed by the system", std::nullopt, std::nullopt}};
    }
    std::vector<placement> all{{"client and server on one core", cores.back(), cores.back()}};
    if (cores.size() > 1)
    {
        all.push_back({"client and server on a core each", cores.back(), cores.front()});
    }
    return all;
}

}  // namespace benchmark
