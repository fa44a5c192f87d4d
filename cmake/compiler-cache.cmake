# Compiles through ccache where there is one. Included before any target is made: targets copy the setting.

if(NOT DEFINED CMAKE_CXX_COMPILER_LAUNCHER)
    find_program(TRUTO_CCACHE ccache)
    mark_as_advanced(TRUTO_CCACHE)
    if(TRUTO_CCACHE)
        # Without these, ccache does not touch files that use a precompiled header.
        set(CMAKE_CXX_COMPILER_LAUNCHER "${CMAKE_COMMAND}" -E env CCACHE_SLOPPINESS=pch_defines,time_macros "${TRUTO_CCACHE}")
    endif()
endif()
