// Generated from spec/platform.yaml. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/basic_client.hpp>
#include <truto/platform/fwd.hpp>

#include <string_view>

namespace truto::platform
{

/// Entry point to Truto Platform API.
///
/// What stands around the unified APIs; tokens, capabilities, descriptions of methods, batches.
///
/// A value: copies share connections, limits and settings; any thread may use any copy.
///
/// Each resource has a header of its own, which a file includes besides this one when it calls the
/// resource's operations; `<truto/platform.hpp>` has them all.
template <response_format Format>
class client_as : public basic_client<client_as, Format>
{
public:
    using basic_client<truto::platform::client_as, Format>::basic_client;

    /// What the paths of this API begin with.
    static constexpr std::string_view base_path = "";

    /// Many calls of unified and proxy APIs as one request.
    platform::batch_requests_as<Format> batch_requests() const
    {
        return platform::batch_requests_as<Format>{this->core()};
    }

    /// The connections of your customers to products.
    platform::integrated_accounts_as<Format> integrated_accounts() const
    {
        return platform::integrated_accounts_as<Format>{this->core()};
    }

    /// The products that can be connected.
    platform::integrations_as<Format> integrations() const { return platform::integrations_as<Format>{this->core()}; }

    /// Descriptions of the methods of unified APIs, as they are for one account or integration.
    platform::meta_as<Format> meta() const { return platform::meta_as<Format>{this->core()}; }
};

/// The client with the API's own models.
using client = client_as<unified>;

}  // namespace truto::platform
