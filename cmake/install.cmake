# What `cmake --install` copies: headers, licence, and the files that find_package(truto CONFIG) reads. All of it is
# text and the same for every platform, so it may be moved to any prefix.

include(CMakePackageConfigHelpers)

set(config_folder lib/cmake/truto)

configure_package_config_file(
    cmake/truto-config.cmake.in "${CMAKE_CURRENT_BINARY_DIR}/truto-config.cmake" INSTALL_DESTINATION ${config_folder}
    NO_SET_AND_CHECK_MACRO)
write_basic_package_version_file(
    "${CMAKE_CURRENT_BINARY_DIR}/truto-config-version.cmake" COMPATIBILITY SameMinorVersion ARCH_INDEPENDENT)

install(TARGETS truto_user_directory EXPORT truto)
install(EXPORT truto NAMESPACE truto:: FILE truto-targets.cmake DESTINATION ${config_folder})
install(
    FILES
        "${CMAKE_CURRENT_BINARY_DIR}/truto-config.cmake"
        "${CMAKE_CURRENT_BINARY_DIR}/truto-config-version.cmake"
        cmake/truto-compiled.cmake
        cmake/truto-compiled.cpp
    DESTINATION ${config_folder})
install(DIRECTORY include/ DESTINATION include FILES_MATCHING PATTERN "*.hpp" PATTERN "*.ipp")
install(FILES LICENSE DESTINATION share/licenses/truto)
