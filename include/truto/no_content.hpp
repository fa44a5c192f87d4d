#pragma once

#include <truto/fields.hpp>

#include <boost/json/object.hpp>

namespace truto
{

/// The result of an operation whose description promises no body. What comes all the same is kept.
struct no_content
{
    /// The members of the body, if it was an object.
    boost::json::object extra{};

    friend bool operator==(const no_content&, const no_content&) = default;
};

/// @ref no_content has no members of its own.
constexpr auto fields(type<no_content>)
{
    return field_list<>{};
}

}  // namespace truto
