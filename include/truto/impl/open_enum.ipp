#pragma once

#include <truto/open_enum.hpp>

namespace truto::detail
{

TRUTO_DECL void open_value::assign(std::string_view spelling, const std::string_view* names, std::size_t size)
{
    // std::find unrolls this into four comparisons of texts, which takes a file with ten operations 120 million
    // instructions more to compile.
    for (index = 0; index != size && names[index] != spelling;)
    {
        ++index;
    }
    other = index == size ? truto::text{spelling} : truto::text{};
}

}  // namespace truto::detail
