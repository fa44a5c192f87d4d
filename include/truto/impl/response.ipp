#pragma once

#include <truto/response.hpp>

namespace truto
{

TRUTO_DECL response_base::response_base()
{
    static const auto nothing = std::make_shared<const detail::response_data>();
    data_ = nothing;
}

}  // namespace truto
