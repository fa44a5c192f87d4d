#!/usr/bin/env bash
# A program that imports the library: test.sh COMPILER PREFIX FOLDER CMAKE-OPTIONS...
#
# PREFIX is where the library is installed. If COMPILER is none that can, a newer Clang is looked for. Where there is none,
# or no CMake for it, the component has to be refused in words, and the test ends with 77.
set -euo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
compiler="$1"
prefix="$2"
place="$3"
shift 3

for name in "$compiler" clang++ clang++-{25,24,23,22,21,20,19,18,17}; do
    major="$("$name" -dM -E -x c++ /dev/null 2>/dev/null | sed -n 's/^#define __clang_major__ //p' || true)"
    if [ "${major:-0}" -ge 17 ]; then
        compiler="$name"
        break
    fi
done

rm -rf "$place"
mkdir -p "$place"
if ! grep -q 'VERSION 3.2[89]\|VERSION 3.[3-9]\|VERSION [4-9]' <<<"VERSION $(cmake --version | sed -n 's/cmake version //p')" ||
    [ "${major:-0}" -lt 17 ] || ! command -v ninja >/dev/null ||
    ! { command -v "clang-scan-deps-$major" || command -v clang-scan-deps; } >/dev/null; then
    printf '%s\n' 'cmake_minimum_required(VERSION 3.25)' 'project(stranger LANGUAGES CXX)' \
        'find_package(truto CONFIG REQUIRED COMPONENTS module)' >"$place/CMakeLists.txt"
    if cmake -S "$place" -B "$place/build" "-DCMAKE_CXX_COMPILER=$compiler" "-DCMAKE_PREFIX_PATH=$prefix" -G Ninja "$@" \
        >"$place/log" 2>&1 || ! said="$(tr -s ' \n' ' ' <"$place/log" | grep -o 'modules need [^,]*, and th[^,]*' | sed 's|[.] .*||')"; then
        cat "$place/log"
        exit 1
    fi
    echo "skipped: $said"
    exit 77
fi

cmake -S "$here" -B "$place" -G Ninja "-DCMAKE_CXX_COMPILER=$compiler" "-DCMAKE_PREFIX_PATH=$prefix" \
    -DCMAKE_BUILD_TYPE=Debug -DCMAKE_CXX_FLAGS_DEBUG=-O0 "$@" >"$place/log" 2>&1 &&
    cmake --build "$place" >>"$place/log" 2>&1 || { cat "$place/log"; exit 1; }
"$place/offboarder"
