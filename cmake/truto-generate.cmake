# truto_generate(TARGET SPEC [OUTPUT FOLDER]) makes a header-only client of the API that an OpenAPI description, the file
# SPEC, describes, and a target that carries it:
#
#   truto_generate(acme_directory spec/acme-directory.yaml)
#   target_link_libraries(program PRIVATE acme_directory)
#
# The description's file name is the client's: #include <truto/acme_directory.hpp>, truto::acme_directory::client. A
# changed description of an API that this library has, under the same name, takes the place of the library's own headers;
# a program then links the new target and not the old one.
#
# The headers are made at build time, when the description or the generator is newer, in FOLDER/truto: by default
# FOLDER is <TARGET>/include in the current binary folder.
#
# The generator is written in Python and needs some packages: TRUTO_PYTHON names an interpreter (3.11 or newer) that has
# them; by default, the one that CMake finds.

# Where it is depends on whether this file is in the project or installed.
foreach(truto_place IN ITEMS "${CMAKE_CURRENT_LIST_DIR}/../generator" "${CMAKE_CURRENT_LIST_DIR}/truto_generator")
    if(EXISTS "${truto_place}/__main__.py")
        cmake_path(ABSOLUTE_PATH truto_place NORMALIZE OUTPUT_VARIABLE truto_generator_package)
    endif()
endforeach()
set_property(GLOBAL PROPERTY TRUTO_GENERATOR_PACKAGE "${truto_generator_package}")

function(truto_generate target spec)
    cmake_parse_arguments(PARSE_ARGV 2 given "" "OUTPUT" "")
    if(given_UNPARSED_ARGUMENTS)
        message(FATAL_ERROR "truto_generate(${target}): unknown arguments ${given_UNPARSED_ARGUMENTS}")
    endif()
    cmake_path(ABSOLUTE_PATH spec NORMALIZE)
    if(NOT EXISTS "${spec}")
        message(FATAL_ERROR "truto_generate(${target}): there is no description ${spec}")
    endif()
    set(output "${CMAKE_CURRENT_BINARY_DIR}/${target}/include")
    if(given_OUTPUT)
        cmake_path(ABSOLUTE_PATH given_OUTPUT NORMALIZE OUTPUT_VARIABLE output)
    endif()

    get_property(package GLOBAL PROPERTY TRUTO_GENERATOR_PACKAGE)
    truto_find_python("${package}")
    cmake_path(GET package PARENT_PATH folder)
    cmake_path(GET package FILENAME module)

    # Generated files are as old as what they say, so a stamp tells when they were made last.
    set(stamp "${CMAKE_CURRENT_BINARY_DIR}/${target}/generated")
    cmake_path(GET spec PARENT_PATH spec_folder)
    cmake_path(GET spec FILENAME spec_name)
    file(GLOB_RECURSE parts "${package}/*.py" "${package}/*.j2")
    add_custom_command(
        OUTPUT "${stamp}"
        COMMAND "${CMAKE_COMMAND}" -E make_directory "${output}"
        COMMAND "${CMAKE_COMMAND}" -E env "PYTHONPATH=${folder}" PYTHONDONTWRITEBYTECODE=1 "${TRUTO_PYTHON}" -m ${module}
                --spec "${spec_name}" --out "${output}"
        COMMAND "${CMAKE_COMMAND}" -E touch "${stamp}"
        DEPENDS "${spec}" ${parts}
        WORKING_DIRECTORY "${spec_folder}"
        COMMENT "Generating the client of ${spec_name}"
        VERBATIM)
    add_custom_target(${target}_headers DEPENDS "${stamp}")

    add_library(${target} INTERFACE)
    add_dependencies(${target} ${target}_headers)
    target_include_directories(${target} INTERFACE "$<BUILD_INTERFACE:${output}>")
    target_link_libraries(${target} INTERFACE truto::runtime)
    truto_mark_client(${target} "${spec_name}" "${spec}")
endfunction()

# Clients of the same name can't be in one program; CMake refuses to link targets that differ in this property.
function(truto_mark_client target name origin)
    string(REGEX REPLACE "\\.ya?ml$" "" name "${name}")
    string(MAKE_C_IDENTIFIER "TRUTO_CLIENT_${name}" property)
    string(TOLOWER "${property}" property)
    set_property(TARGET ${target} APPEND PROPERTY COMPATIBLE_INTERFACE_STRING ${property})
    set_property(TARGET ${target} PROPERTY INTERFACE_${property} "${origin}")
endfunction()

function(truto_find_python package)
    if(NOT TRUTO_PYTHON)
        find_package(Python3 3.11 QUIET COMPONENTS Interpreter)
        if(NOT Python3_FOUND)
            message(FATAL_ERROR "truto_generate() needs Python 3.11 or newer; TRUTO_PYTHON says where one is")
        endif()
        set(TRUTO_PYTHON "${Python3_EXECUTABLE}")
    endif()
    execute_process(
        COMMAND "${TRUTO_PYTHON}" -c "import clang_format, jinja2, openapi_spec_validator, ruamel.yaml"
        RESULT_VARIABLE failed ERROR_VARIABLE said OUTPUT_QUIET)
    if(failed)
        string(REGEX MATCH "[^\n]*\n?$" said "${said}")
        message(
            FATAL_ERROR
                "truto_generate(): ${TRUTO_PYTHON} lacks packages that the generator needs (${said}). Run\n"
                "    ${TRUTO_PYTHON} -m pip install -r ${package}/requirements.txt\n"
                "or set TRUTO_PYTHON to another interpreter.")
    endif()
    set(TRUTO_PYTHON "${TRUTO_PYTHON}" PARENT_SCOPE)
endfunction()
