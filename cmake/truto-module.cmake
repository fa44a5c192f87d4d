# Defines truto::user_directory_module, for `import truto.user_directory;`, where CMake and the compiler can do modules;
# elsewhere truto_module_problem says what is in the way. Included by the project itself, after truto-compiled.cmake, and
# by its installed package.

set(truto_module_problem "")
if(CMAKE_VERSION VERSION_LESS 3.28)
    set(truto_module_problem "modules need CMake 3.28 or newer, and this is ${CMAKE_VERSION}")
elseif(NOT CMAKE_GENERATOR MATCHES "Ninja")
    set(truto_module_problem "modules need the generator Ninja, and this is ${CMAKE_GENERATOR}")
elseif(NOT CMAKE_CXX_COMPILER_ID MATCHES "Clang" OR CMAKE_CXX_COMPILER_VERSION VERSION_LESS 17)
    set(truto_module_problem
        "modules need Clang 17 or newer, and this is ${CMAKE_CXX_COMPILER_ID} ${CMAKE_CXX_COMPILER_VERSION}")
elseif(NOT CMAKE_CXX_COMPILER_CLANG_SCAN_DEPS)
    set(truto_module_problem "modules need clang-scan-deps, and there is none beside ${CMAKE_CXX_COMPILER}")
endif()

if(NOT truto_module_problem)
    foreach(truto_component IN LISTS truto_components)
        set(truto_target truto_${truto_component}_module)
        set(truto_source "${CMAKE_CURRENT_LIST_DIR}/truto.${truto_component}.cppm")
        if(TARGET ${truto_target}
           OR NOT TARGET truto_${truto_component}_compiled
           OR NOT EXISTS "${truto_source}")
            continue()
        endif()
        add_library(${truto_target} STATIC EXCLUDE_FROM_ALL)
        add_library(truto::${truto_component}_module ALIAS ${truto_target})
        target_sources(${truto_target} PUBLIC FILE_SET CXX_MODULES BASE_DIRS "${CMAKE_CURRENT_LIST_DIR}"
                                              FILES "${truto_source}")
        target_link_libraries(${truto_target} PUBLIC truto_${truto_component}_compiled)
        # That headers are included in the module is what it is for.
        target_compile_options(${truto_target} PRIVATE -Wno-include-angled-in-module-purview)
        set_target_properties(${truto_target} PROPERTIES POSITION_INDEPENDENT_CODE ON CXX_SCAN_FOR_MODULES ON)
    endforeach()
endif()
