#pragma once

#include <truto/open_enum.hpp>

#include <algorithm>

namespace truto::detail
{

TRUTO_DECL void open_value::assign(std::string_view spelling, const std::string_view* names, std::size_t size)
{
    index = static_cast<std::size_t>(std::find(names, names + size, spelling) - names);
    other = index == size ? truto::text{spelling} : truto::text{};
}

}  // namespace truto::detail
