// For scale: a file that includes Boost.JSON and parses one text.

#include <boost/json.hpp>

#include <string>

bool has_id(const std::string& text)
{
    const boost::json::value value = boost::json::parse(text);
    return value.is_object() && value.as_object().contains("id");
}
