# Only for those who work on the library itself: warnings.

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

truto_strict_warnings(truto_compiled)
truto_strict_warnings(truto_testing_compiled)
