#include <truto/client_options.hpp>

truto::client_options settings()
{
    return truto::client_options::from_environment();
}
