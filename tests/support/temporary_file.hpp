#pragma once

#include <cstdio>
#include <doctest/doctest.h>
#include <fstream>
#include <string>
#include <unistd.h>

namespace truto::test
{

/// A file that is gone with the object.
class temporary_file
{
public:
    explicit temporary_file(const std::string& content)
    {
        const int descriptor = ::mkstemp(path_);
        REQUIRE(descriptor != -1);
        ::close(descriptor);
        std::ofstream{path_} << content;
    }
    ~temporary_file() { std::remove(path_); }

    std::string path() const { return path_; }

private:
    char path_[32] = "/tmp/truto-test-XXXXXX";
};

}  // namespace truto::test
