#!/usr/bin/env bash
# Runs the commands that the README shows, where nothing is but the headers and a program:
# test.sh COMPILER FOLDER [INCLUDE-FOLDER OF BOOST]
set -euo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
compiler="$1"
rm -rf "$2"
mkdir -p "$2"
cd "$2"
cp -R "$here/../../../include" include
cp "$here/../main.cpp" offboarder.cpp

# A Boost that is not the system's: where a stranger would say so too.
if [ -n "${3:-}" ]; then
    export CPLUS_INCLUDE_PATH="$3" LIBRARY_PATH="$3/../lib" LD_LIBRARY_PATH="$3/../lib"
fi
bash "$here/build.sh" "$compiler"
./offboarder
./offboarder_compiled
./offboarder_all_compiled
