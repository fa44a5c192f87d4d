#!/usr/bin/env bash
# Runs the commands that the README shows: test.sh COMPILER PREFIX FOLDER [INCLUDE-FOLDER OF BOOST]
#
# Ends with 77 where there is no pkg-config.
set -euo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
compiler="$1"
prefix="$2"
if ! command -v pkg-config >/dev/null; then
    echo "skipped: no pkg-config (apt install pkgconf)"
    exit 77
fi
rm -rf "$3"
mkdir -p "$3"
cd "$3"
cp "$here/../main.cpp" offboarder.cpp

version="$(sed -n 's/^#define TRUTO_VERSION_STRING "\(.*\)"$/\1/p' "$prefix/include/truto/version.hpp")"
found="$(PKG_CONFIG_PATH="$prefix/share/pkgconfig" pkg-config --modversion truto)"
if [ "$found" != "$version" ]; then
    echo "pkg-config says $found, and the headers $version"
    exit 1
fi

# A Boost that is not the system's: where a stranger would say so too.
if [ -n "${4:-}" ]; then
    export CPLUS_INCLUDE_PATH="$4" LIBRARY_PATH="$4/../lib" LD_LIBRARY_PATH="$4/../lib"
fi
bash "$here/build.sh" "$compiler" "$prefix"
./offboarder
