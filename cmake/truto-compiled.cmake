# Defines truto::user_directory_compiled: the same library, with everything that is not a template compiled once into a
# static library, so that the files which use it need neither Beast nor OpenSSL's headers.

if(NOT TARGET truto::user_directory_compiled)
    add_library(truto_user_directory_compiled STATIC EXCLUDE_FROM_ALL "${CMAKE_CURRENT_LIST_DIR}/truto-compiled.cpp")
    add_library(truto::user_directory_compiled ALIAS truto_user_directory_compiled)
    target_compile_definitions(truto_user_directory_compiled PUBLIC TRUTO_SEPARATE_COMPILATION)
    target_link_libraries(truto_user_directory_compiled PUBLIC truto::user_directory)
    # It may end up in somebody's shared library.
    set_target_properties(truto_user_directory_compiled PROPERTIES POSITION_INDEPENDENT_CODE ON)
endif()
