#pragma once

#include <truto/text.hpp>

namespace truto
{

/// A body of a request that is not JSON, as it goes over the wire; see `call_options::raw_body`. @ref multipart makes
/// one of a form.
struct payload
{
    /// What it is, for the header of that name: `text/csv`, `application/octet-stream`.
    text content_type{};

    /// Any bytes.
    text bytes{};
};

}  // namespace truto
