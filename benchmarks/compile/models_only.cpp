// What a file pays that only passes users around: no client, no JSON text, no socket.

#include <truto/user_directory/models/user.hpp>

#include <string>

std::string display_name(const truto::user_directory::user& someone)
{
    return someone.name.value_or(someone.id.value_or("?"));
}
