# The header-only targets, one for each component: truto::runtime, which every other one needs, one for each generated
# API, and truto::testing.

set(truto_apis platform user_directory)
set(truto_components runtime ${truto_apis} testing)

# Files that come and go are noticed while one works on the library; a project that contains it need not look.
set(watch)
if(PROJECT_IS_TOP_LEVEL)
    set(watch CONFIGURE_DEPENDS)
endif()
set(truto_include "${PROJECT_SOURCE_DIR}/include")
file(GLOB_RECURSE runtime_files ${watch} "${truto_include}/truto/*.hpp" "${truto_include}/truto/*.ipp")
foreach(component IN LISTS truto_apis ITEMS testing)
    set(place "${truto_include}/truto/${component}")
    file(GLOB_RECURSE ${component}_files ${watch} "${place}.hpp" "${place}/*.hpp" "${place}/*.ipp")
    list(REMOVE_ITEM runtime_files ${${component}_files})
endforeach()

foreach(component IN LISTS truto_components)
    add_library(truto_${component} INTERFACE)
    add_library(truto::${component} ALIAS truto_${component})
    set_target_properties(truto_${component} PROPERTIES EXPORT_NAME ${component})
    target_sources(truto_${component} INTERFACE FILE_SET HEADERS BASE_DIRS "${truto_include}" FILES ${${component}_files})
    if(NOT component STREQUAL runtime)
        target_link_libraries(truto_${component} INTERFACE truto_runtime)
        # Half of a program header-only and half of it compiled separately: CMake refuses to link that.
        set_target_properties(
            truto_${component} PROPERTIES COMPATIBLE_INTERFACE_STRING TRUTO_COMPILATION INTERFACE_TRUTO_COMPILATION
                                                                                        header-only)
    endif()
endforeach()

foreach(api IN LISTS truto_apis)
    truto_mark_client(truto_${api} ${api} truto)
endforeach()

target_compile_features(truto_runtime INTERFACE cxx_std_20)
target_link_libraries(truto_runtime INTERFACE Boost::headers Boost::json OpenSSL::SSL OpenSSL::Crypto Threads::Threads)
