#include <truto/user_directory/src.hpp>
