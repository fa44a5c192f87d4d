#pragma once

#include <truto/client_options.hpp>
#include <truto/error.hpp>

#include <string>

// What the other file of the program sees of the library.

const void* error_category_of_the_other_file();
std::string status_after_delete(const truto::client_options& options, const std::string& user);
