# Stand-ins for the functions of vcpkg that the port calls: what they are documented to do, as far as the port needs it.
# An argument that one of them does not know is an error, so that a port which is misspelt does not pass.

function(check_arguments function)
    if(given_UNPARSED_ARGUMENTS OR given_KEYWORDS_MISSING_VALUES)
        message(FATAL_ERROR "${function}: ${given_UNPARSED_ARGUMENTS} ${given_KEYWORDS_MISSING_VALUES}")
    endif()
endfunction()

function(vcpkg_download_distfile result)
    cmake_parse_arguments(PARSE_ARGV 1 given "" "FILENAME;SHA512" "URLS")
    check_arguments(vcpkg_download_distfile)
    file(DOWNLOAD "${given_URLS}" "${work}/${given_FILENAME}" EXPECTED_HASH SHA512=${given_SHA512})
    set(${result} "${work}/${given_FILENAME}" PARENT_SCOPE)
endfunction()

function(vcpkg_extract_source_archive result)
    cmake_parse_arguments(PARSE_ARGV 1 given "" "ARCHIVE" "")
    check_arguments(vcpkg_extract_source_archive)
    file(ARCHIVE_EXTRACT INPUT "${given_ARCHIVE}" DESTINATION "${work}/source")
    file(GLOB folder "${work}/source/*")
    set(${result} "${folder}" PARENT_SCOPE)
endfunction()

function(vcpkg_cmake_configure)
    cmake_parse_arguments(PARSE_ARGV 0 given "" "SOURCE_PATH" "OPTIONS")
    check_arguments(vcpkg_cmake_configure)
    execute_process(
        COMMAND "${CMAKE_COMMAND}" -S "${given_SOURCE_PATH}" -B "${work}/build" -G Ninja
                "-DCMAKE_CXX_COMPILER=${CMAKE_CXX_COMPILER}" "-DBoost_DIR=${Boost_DIR}" -DCMAKE_BUILD_TYPE=Release
                "-DCMAKE_INSTALL_PREFIX=${CURRENT_PACKAGES_DIR}" ${given_OPTIONS}
        OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
endfunction()

function(vcpkg_cmake_install)
    execute_process(COMMAND "${CMAKE_COMMAND}" --build "${work}/build" --target install OUTPUT_QUIET
                            COMMAND_ERROR_IS_FATAL ANY)
endfunction()

# It moves nothing that is in share/PORT already.
function(vcpkg_cmake_config_fixup)
    cmake_parse_arguments(PARSE_ARGV 0 given "" "" "")
    check_arguments(vcpkg_cmake_config_fixup)
    if(NOT EXISTS "${CURRENT_PACKAGES_DIR}/share/${PORT}/${PORT}-config.cmake")
        message(FATAL_ERROR "there is no share/${PORT}/${PORT}-config.cmake")
    endif()
endfunction()

function(vcpkg_fixup_pkgconfig)
    if(NOT EXISTS "${CURRENT_PACKAGES_DIR}/share/pkgconfig/${PORT}.pc")
        message(FATAL_ERROR "there is no share/pkgconfig/${PORT}.pc")
    endif()
endfunction()

function(vcpkg_install_copyright)
    cmake_parse_arguments(PARSE_ARGV 0 given "" "" "FILE_LIST")
    check_arguments(vcpkg_install_copyright)
    file(COPY_FILE ${given_FILE_LIST} "${CURRENT_PACKAGES_DIR}/share/${PORT}/copyright")
endfunction()
