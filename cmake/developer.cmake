# Only for those who work on the library itself: warnings, and the test kit.

option(TRUTO_STRICT_WARNINGS "Warnings of our own code are errors" OFF)

function(truto_strict_warnings target)
    if(TRUTO_STRICT_WARNINGS)
        target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror)
        # gcc 12 finds these in optimized code where they are not: within Boost's coroutines and futures, and where
        # strings are joined.
        if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
            target_compile_options(${target} PRIVATE -Wno-mismatched-new-delete -Wno-maybe-uninitialized)
            if(CMAKE_CXX_FLAGS_DEBUG MATCHES "fsanitize=thread")
                target_compile_options(${target} PRIVATE -Wno-tsan -Wno-array-bounds -Wno-stringop-overflow)
            endif()
        endif()
    endif()
endfunction()

truto_strict_warnings(truto_user_directory_compiled)

# The test kit, compiled once for all that use it.
file(GLOB kit_bodies RELATIVE "${PROJECT_SOURCE_DIR}/include" CONFIGURE_DEPENDS
     "${PROJECT_SOURCE_DIR}/include/truto/testing/impl/*.ipp")
list(TRANSFORM kit_bodies REPLACE "(.+)" "#include <\\1>\n" OUTPUT_VARIABLE kit_includes)
list(JOIN kit_includes "" kit_includes)
file(CONFIGURE OUTPUT test_kit.cpp CONTENT "${kit_includes}" @ONLY)
add_library(truto_test_kit STATIC EXCLUDE_FROM_ALL "${CMAKE_CURRENT_BINARY_DIR}/test_kit.cpp")
target_link_libraries(truto_test_kit PUBLIC truto::user_directory_compiled)
truto_strict_warnings(truto_test_kit)
