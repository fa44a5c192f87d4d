#!/usr/bin/env bash
# What people get wrong, and whether they are told in words:
# mistakes.sh COMPILER PREFIX FOLDER CMAKE-OPTIONS...
#
# PREFIX is where the library is installed.
set -uo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
compiler="$1"
prefix="$2"
place="$3"
shift 3
base=("$@")
rm -rf "$place"
mkdir -p "$place"
cd "$place" || exit 1
failed=0

# says WHAT TEXT COMMAND...: the command fails, and what it says first of all errors has the text in it.
says() {
    local what="$1" text="$2" said
    shift 2
    if said="$("$@" 2>&1)"; then
        echo "$what: nobody complains"
        failed=1
    elif ! tr -s ' \n' ' ' <<<"$said" | grep -qF -- "$text"; then
        printf '%s: expected "%s", got\n%s\n' "$what" "$text" "$(head -n 20 <<<"$said")"
        failed=1
    else
        echo "$what: $text"
    fi
}

compile() {
    "$compiler" -fsyntax-only -Wfatal-errors "$@"
}

# project LINES...: configures a project of these lines.
project() {
    printf '%s\n' 'cmake_minimum_required(VERSION 3.25)' 'project(stranger LANGUAGES CXX)' "$@" >CMakeLists.txt
    cmake -S . -B build --fresh "${base[@]}" "-DCMAKE_CXX_COMPILER=$compiler" "-DCMAKE_PREFIX_PATH=$prefix" "${options[@]}"
}
options=()

main="$here/main.cpp"
include="$prefix/include"
mkdir -p old_boost/boost old_openssl/openssl
echo '#define BOOST_VERSION 107400' >old_boost/boost/version.hpp
echo '#define OPENSSL_VERSION_NUMBER 0x1010117fL' >old_openssl/openssl/opensslv.h
printf '#include <truto/user_directory.hpp>\n#define TRUTO_SEPARATE_COMPILATION\n#include <truto/user_directory/src.hpp>\n' >late.cpp

says "C++17" "truto needs C++20" compile -std=c++17 -I "$include" "$main"
says "an old Boost" "truto needs Boost 1.81 or newer" compile -std=c++20 -I old_boost -I "$include" "$main"
says "an old OpenSSL" "truto needs OpenSSL 3 or newer" compile -std=c++20 -I old_openssl -I "$include" "$main"
says "both modes at once" "exclude each other" \
    compile -std=c++20 -DTRUTO_HEADER_ONLY -DTRUTO_SEPARATE_COMPILATION -I "$include" "$main"
says "src.hpp header-only" "Define TRUTO_SEPARATE_COMPILATION for all files" compile -std=c++20 -I "$include" late.cpp

says "a wrong component" "has no component groups; it has runtime, platform," \
    project 'find_package(truto CONFIG REQUIRED COMPONENTS groups)'
says "another version" "version: 0" project 'find_package(truto 99.9 CONFIG REQUIRED)'
options=(-DCMAKE_DISABLE_FIND_PACKAGE_Boost=ON)
says "no Boost" "truto needs Boost 1.81 or newer" project 'find_package(truto CONFIG REQUIRED)'
options=(-DCMAKE_DISABLE_FIND_PACKAGE_OpenSSL=ON)
says "no OpenSSL" "apt install libssl-dev" project 'find_package(truto CONFIG REQUIRED)'

# Another Boost than the one to be found, of which it has to say where it is.
mkdir -p other/lib/cmake/Boost-1.74.0
echo 'set(PACKAGE_VERSION 1.74.0)' >other/lib/cmake/Boost-1.74.0/BoostConfigVersion.cmake
echo >other/lib/cmake/Boost-1.74.0/BoostConfig.cmake
options=(-DCMAKE_FIND_USE_CMAKE_SYSTEM_PATH=OFF -DCMAKE_FIND_USE_SYSTEM_ENVIRONMENT_PATH=OFF
    "-DBoost_ROOT=$place/other")
says "CMake finds an old Boost" "Found: 1.74.0 in $place/other" project 'find_package(truto CONFIG REQUIRED)'

options=()
mkdir -p partly
cp -R "$prefix/share" "$prefix/include" partly/
rm partly/share/cmake/truto/truto-testing-targets.cmake
installed="$prefix"
prefix="$place/partly"
says "a component that is not installed" "--component truto_testing" \
    project 'find_package(truto CONFIG REQUIRED COMPONENTS testing)'
prefix="$installed"

echo 'int main() {}' >nothing.cpp
says "half of the program header-only" "TRUTO_COMPILATION" \
    project 'find_package(truto CONFIG REQUIRED COMPONENTS user_directory compiled)' \
    'add_library(one INTERFACE)' 'target_link_libraries(one INTERFACE truto::user_directory)' \
    'add_executable(stranger nothing.cpp)' \
    'target_link_libraries(stranger PRIVATE one truto::user_directory_compiled)'

exit "$failed"
