#pragma once

#include <truto/indirect.hpp>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <boost/json/value_ref.hpp>

#include <initializer_list>
#include <utility>

namespace truto
{

/// A JSON object in the arguments of a call, for what the API leaves open: `{.remote_data = {{"note", "left in May"}}}`.
///
/// gcc 12 can't compile such braces within a `co_await` expression; there, name a `boost::json::object` before it. Why it
/// is not a `boost::json::object` itself: see @ref indirect.
class free_form : public indirect<boost::json::object>
{
public:
    free_form() = default;
    free_form(boost::json::object members) : indirect(std::move(members)) {}
    free_form(std::initializer_list<std::pair<boost::json::string_view, boost::json::value_ref>> members)
        : indirect(boost::json::object(members))
    {
    }
};

}  // namespace truto
