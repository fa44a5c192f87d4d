#pragma once

#include <truto/free_form.hpp>
#include <truto/indirect.hpp>

#include <boost/json/value.hpp>

namespace truto
{

/// What a request says that no description has: see `client::async_call`.
struct request
{
    /// Parameters of the query; may be nested, and are encoded as those of described operations.
    free_form query{};

    /// Sent as JSON. Null: no body. Other bodies: `call_options::raw_body`.
    indirect<boost::json::value> body{};
};

}  // namespace truto
