#pragma once

#include <truto/client_options.hpp>
#include <truto/error.hpp>

#include <boost/system/system_error.hpp>

#include <cstdlib>

namespace truto
{

TRUTO_DECL client_options client_options::from_environment()
{
    const auto read = [](const char* name)
    {
        const char* value = std::getenv(name);
        return std::string{value != nullptr ? value : ""};
    };

    client_options result;
    result.token = read("TRUTO_API_TOKEN");
    if (result.token.empty())
    {
        throw boost::system::system_error(errc::invalid_argument, "set TRUTO_API_TOKEN to your API token");
    }
    if (auto url = read("TRUTO_API_BASE_URL"); !url.empty())
    {
        result.base_url = std::move(url);
    }
    result.integrated_account_id = read("TRUTO_INTEGRATED_ACCOUNT_ID");
    return result;
}

}  // namespace truto
