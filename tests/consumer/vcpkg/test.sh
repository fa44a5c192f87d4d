#!/usr/bin/env bash
# Runs vcpkg's port with stand-ins for vcpkg's functions, and finds what it has packaged: test.sh PYTHON FOLDER CMAKE-OPTIONS...
set -euo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
root="$(cd "$here/../../.." && pwd)"
python="$1"
place="$2"
shift 2
rm -rf "$place"
mkdir -p "$place"
cd "$place"

"$python" "$root/scripts/release.py" archive --out . >archive.json
archive="$(echo truto-*.tar.gz)"
"$python" "$root/scripts/release.py" recipes --archive "$archive" --url "file://$place/$archive" \
    --homepage https://example.com/truto --out .
cmake "-Dport=$place/vcpkg/ports/truto" "-Dwork=$place/work" "-Dpackages=$place/packages" "${@:1:2}" -P "$here/port.cmake"

mkdir project
printf '%s\n' 'cmake_minimum_required(VERSION 3.25)' 'project(stranger LANGUAGES CXX)' \
    'find_package(truto CONFIG REQUIRED COMPONENTS user_directory testing compiled generator)' \
    'foreach(name IN ITEMS user_directory testing user_directory_compiled testing_compiled)' \
    '    if(NOT TARGET truto::${name})' \
    '        message(FATAL_ERROR "no target truto::${name}")' \
    '    endif()' \
    'endforeach()' >project/CMakeLists.txt
cmake -S project -B project/build "-DCMAKE_PREFIX_PATH=$place/packages" "$@" >log 2>&1 || { cat log; exit 1; }
(cd packages && find . -type f -not -path './include/*' | sort)
