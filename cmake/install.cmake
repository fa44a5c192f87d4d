# What `cmake --install` copies: headers, licence, and the files that find_package(truto CONFIG), pkg-config and
# truto_generate() read. All of it is text and the same for every platform, so it may be moved to any prefix.
#
# Each component can be installed alone: cmake --install BUILD --component truto_testing. truto_runtime is what all need.

include(CMakePackageConfigHelpers)
include(GNUInstallDirs)

set(TRUTO_INSTALL_CMAKEDIR
    "${CMAKE_INSTALL_DATADIR}/cmake/truto"
    CACHE STRING "Where the files for find_package() go, below the prefix")
mark_as_advanced(TRUTO_INSTALL_CMAKEDIR)

foreach(component IN LISTS truto_components)
    install(
        TARGETS truto_${component}
        EXPORT truto-${component}
        FILE_SET HEADERS
        DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}"
        COMPONENT truto_${component})
    install(
        EXPORT truto-${component}
        NAMESPACE truto::
        FILE truto-${component}-targets.cmake
        DESTINATION "${TRUTO_INSTALL_CMAKEDIR}"
        COMPONENT truto_${component})
endforeach()

configure_package_config_file(
    cmake/truto-config.cmake.in "${CMAKE_CURRENT_BINARY_DIR}/truto-config.cmake"
    INSTALL_DESTINATION "${TRUTO_INSTALL_CMAKEDIR}" NO_SET_AND_CHECK_MACRO NO_CHECK_REQUIRED_COMPONENTS_MACRO)
# Before 1.0 a minor version may break.
write_basic_package_version_file(
    "${CMAKE_CURRENT_BINARY_DIR}/truto-config-version.cmake" COMPATIBILITY SameMinorVersion ARCH_INDEPENDENT)
install(
    FILES
        "${CMAKE_CURRENT_BINARY_DIR}/truto-config.cmake"
        "${CMAKE_CURRENT_BINARY_DIR}/truto-config-version.cmake"
        cmake/truto-asio.cpp
        cmake/truto-compiled.cmake
        cmake/truto-compiled.cpp
        cmake/truto-dependencies.cmake
        cmake/truto-generate.cmake
        cmake/truto-module.cmake
        cmake/truto-testing-compiled.cpp
    DESTINATION "${TRUTO_INSTALL_CMAKEDIR}"
    COMPONENT truto_runtime)
foreach(api IN LISTS truto_apis)
    install(
        FILES cmake/truto.${api}.cppm
        DESTINATION "${TRUTO_INSTALL_CMAKEDIR}"
        COMPONENT truto_${api}
        OPTIONAL)
endforeach()
install(
    DIRECTORY generator/
    DESTINATION "${TRUTO_INSTALL_CMAKEDIR}/truto_generator"
    COMPONENT truto_generator
    FILES_MATCHING
    PATTERN "*.py"
    PATTERN "*.j2"
    PATTERN "requirements.txt"
    PATTERN ".*_cache" EXCLUDE
    PATTERN "__pycache__" EXCLUDE)
# A link in the project.
install(
    FILES .clang-format
    DESTINATION "${TRUTO_INSTALL_CMAKEDIR}/truto_generator"
    COMPONENT truto_generator)
# To be changed and generated from.
install(
    DIRECTORY spec/
    DESTINATION "${CMAKE_INSTALL_DATADIR}/truto/spec"
    COMPONENT truto_generator
    FILES_MATCHING
    PATTERN "*.yaml"
    PATTERN "README.md")
file(RELATIVE_PATH from_pkgconfig "/${CMAKE_INSTALL_DATADIR}/pkgconfig" "/")
string(REGEX REPLACE "/$" "" from_pkgconfig "${from_pkgconfig}")
configure_file(cmake/truto.pc.in "${CMAKE_CURRENT_BINARY_DIR}/truto.pc" @ONLY)
install(
    FILES "${CMAKE_CURRENT_BINARY_DIR}/truto.pc"
    DESTINATION "${CMAKE_INSTALL_DATADIR}/pkgconfig"
    COMPONENT truto_runtime)
install(
    FILES LICENSE
    DESTINATION "${CMAKE_INSTALL_DATADIR}/licenses/truto"
    COMPONENT truto_runtime)
