#!/usr/bin/env bash
# Brings what is missing, builds, and runs all tests: bash tests/run.sh [CTEST-ARGUMENTS...]
#
# On Debian and Ubuntu, as root, missing packages are installed; anybody else is told their names. Python packages go to
# .venv, everything that is built to build/. TRUTO_PRESET names another preset than `dev`; see CMakePresets.json.
# TRUTO_TARGETS builds no more than these, for those who name the tests to run as well. TRUTO_CONFIGURE holds further
# arguments for CMake.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=scripts/setup.sh
. scripts/setup.sh

preset="${TRUTO_PRESET:-dev}"
python_packages="python3-venv ca-certificates"
packages="$(truto_build_packages) doctest-dev"

# On a bare machine everything at once; else only what turns out to be missing.
# shellcheck disable=SC2086
truto_need truto_has_tools $packages $python_packages
# shellcheck disable=SC2086
truto_need truto_has_python $python_packages

# The generator and its tests need Python packages of exactly these versions.
wanted="$({ python3 --version; cat generator/requirements.txt generator/requirements-dev.txt; } | sha256sum)"
if [ ! -x .venv/bin/python ] || [ "$(cat .venv/wanted 2>/dev/null || true)" != "$wanted" ]; then
    echo "installing Python packages in .venv"
    truto_quietly python3 -m venv --clear .venv
    truto_quietly .venv/bin/python -m pip install -r generator/requirements-dev.txt
    echo "$wanted" >.venv/wanted
fi

# shellcheck disable=SC2086
truto_configure "$packages" cmake --preset "$preset" -DTRUTO_PYTHON="$PWD/.venv/bin/python" ${TRUTO_CONFIGURE:-}
# shellcheck disable=SC2086
truto_build --preset "$preset" ${TRUTO_TARGETS:+--target $TRUTO_TARGETS}
exec ctest --preset "$preset" --parallel "$(nproc)" "$@"
