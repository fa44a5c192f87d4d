#pragma once

#include <truto/open_enum.hpp>

namespace truto::detail
{

TRUTO_DECL void open_value::assign(std::string_view spelling, const std::string_view* names, std::size_t size)
{
    for (index = 0; index != size && names[index] != spelling;)
    {
        ++index;
    }
    other = index == size ? truto::text{spelling} : truto::text{};
}

}  // namespace truto::detail
