#!/usr/bin/env bash
# A compiler and pkg-config: bash build.sh COMPILER PREFIX, in a folder that holds offboarder.cpp.
set -euo pipefail

CXX="$1"
prefix="$2"

# [command]
export PKG_CONFIG_PATH="$prefix/share/pkgconfig"
$CXX -std=c++20 offboarder.cpp -o offboarder $(pkg-config --cflags --libs truto)
# [command]
