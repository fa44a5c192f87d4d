#pragma once

namespace truto::test
{

/// While it lives, Linux refuses to watch one descriptor for Asio, as it does when a user has too many of them: the
/// `which`-th that comes, from 1 on. Defined in refused_watch.cpp, which replaces the system's function in the test
/// program.
class refused_watch
{
public:
    explicit refused_watch(int which);
    ~refused_watch();
    refused_watch(const refused_watch&) = delete;
    refused_watch& operator=(const refused_watch&) = delete;

    /// Whether it came to that.
    bool has_happened() const;
};

}  // namespace truto::test
