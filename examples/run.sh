#!/usr/bin/env bash
# Builds one example and runs it: bash examples/run.sh [NAME [ARGUMENTS...]]
#
# NAME is offboard if it is left out. Without TRUTO_API_TOKEN in the environment the example meets a simulator.
# On Debian and Ubuntu, as root, missing packages are installed; anybody else is told their names.
set -euo pipefail

folder="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
name="${1:-offboard}"
shift || true

if [ ! -f "$folder/$name.cpp" ]; then
    echo "There is no example $name. There are:" >&2
    (cd "$folder" && printf '    %s\n' *.cpp | sed 's/\.cpp$//') >&2
    exit 1
fi

# In a shell of its own: the example itself runs where the caller is.
(
    cd "$folder/.."
    # shellcheck source=scripts/setup.sh
    . scripts/setup.sh
    packages="$(truto_build_packages)"
    # shellcheck disable=SC2086
    truto_need truto_has_tools $packages
    truto_configure "$packages" cmake --preset examples
    truto_quietly truto_build --preset examples --target "example_$name"
) >&2

exec "$folder/../build/examples/examples/$name" "$@"
