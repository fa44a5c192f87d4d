# Defines truto::user_directory_compiled and the like: the same as the targets without the suffix, with everything that
# is not a template compiled once into a static library, so that the files which use it need neither Beast nor OpenSSL's
# headers. Included by the project itself and by its installed package.

option(TRUTO_COMPILE_ASIO "Have the _compiled targets compile Asio, too, once for all files; none may use it header-only" OFF)

if(NOT TARGET truto_compiled)
    # It may end up in somebody's shared library.
    add_library(truto_compiled STATIC EXCLUDE_FROM_ALL "${CMAKE_CURRENT_LIST_DIR}/truto-compiled.cpp")
    target_compile_definitions(truto_compiled PUBLIC TRUTO_SEPARATE_COMPILATION)
    target_link_libraries(truto_compiled PUBLIC truto::runtime)
    set_target_properties(
        truto_compiled PROPERTIES POSITION_INDEPENDENT_CODE ON COMPATIBLE_INTERFACE_STRING TRUTO_COMPILATION
                                  INTERFACE_TRUTO_COMPILATION compiled)
    if(TRUTO_COMPILE_ASIO)
        target_sources(truto_compiled PRIVATE "${CMAKE_CURRENT_LIST_DIR}/truto-asio.cpp")
        target_compile_definitions(truto_compiled PUBLIC BOOST_ASIO_SEPARATE_COMPILATION)
    endif()
endif()

foreach(truto_component IN LISTS truto_components)
    set(truto_target truto_${truto_component}_compiled)
    if(truto_component STREQUAL runtime
       OR TARGET ${truto_target}
       OR NOT TARGET truto::${truto_component})
        continue()
    endif()
    if(truto_component STREQUAL testing)
        add_library(${truto_target} STATIC EXCLUDE_FROM_ALL "${CMAKE_CURRENT_LIST_DIR}/truto-testing-compiled.cpp")
        target_link_libraries(${truto_target} PUBLIC truto_compiled)
        set_target_properties(${truto_target} PROPERTIES POSITION_INDEPENDENT_CODE ON)
    else()
        add_library(${truto_target} INTERFACE)
        target_link_libraries(${truto_target} INTERFACE truto_compiled)
        truto_mark_client(${truto_target} ${truto_component} truto)
    endif()
    add_library(truto::${truto_component}_compiled ALIAS ${truto_target})
endforeach()
