// The runtime, and the tables of those APIs whose headers are installed.
#include <truto/src.hpp>

#if __has_include(<truto/platform/src.hpp>)
#include <truto/platform/src.hpp>
#endif
#if __has_include(<truto/user_directory/src.hpp>)
#include <truto/user_directory/src.hpp>
#endif
