# Boost.JSON compiled here, for a standard library other than that of the installed one: libc++, say. To be named in
# CMAKE_PROJECT_truto_INCLUDE.

find_package(Boost 1.81 REQUIRED CONFIG)
file(CONFIGURE OUTPUT "${CMAKE_CURRENT_BINARY_DIR}/boost_json.cpp" CONTENT "#include <boost/json/src.hpp>\n")
add_library(truto_boost_json STATIC "${CMAKE_CURRENT_BINARY_DIR}/boost_json.cpp")
target_compile_features(truto_boost_json PUBLIC cxx_std_20)
target_link_libraries(truto_boost_json PUBLIC Boost::headers)
set_target_properties(truto_boost_json PROPERTIES POSITION_INDEPENDENT_CODE ON)
add_library(Boost::json ALIAS truto_boost_json)
