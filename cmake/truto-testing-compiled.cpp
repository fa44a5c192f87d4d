#include <truto/testing/src.hpp>
