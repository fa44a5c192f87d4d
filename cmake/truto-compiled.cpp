#include <truto/src.hpp>
