#!/usr/bin/env bash
# Holds the directory simulator against the description, with requests that schemathesis makes of it:
# bash tests/contract/simulator.sh [SIMULATOR]
#
# SIMULATOR is the program; by default the one of the preset `dev`. schemathesis goes to .venv-contract, its report to
# build/contract/schemathesis.log, which is shown in full only if something is wrong.
set -euo pipefail

simulator="$(realpath -- "${1:-"$(dirname "${BASH_SOURCE[0]}")/../../build/dev/tests/simulator"}")"
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
# shellcheck source=scripts/setup.sh
. scripts/setup.sh

if [ ! -x "$simulator" ]; then
    echo "There is no $simulator; cmake --build --preset dev --target simulator makes it." >&2
    exit 1
fi

venv=.venv-contract
requirements=tests/contract/requirements.txt
wanted="$({ python3 --version; cat "$requirements"; } | sha256sum)"
if [ ! -x "$venv/bin/schemathesis" ] || [ "$(cat "$venv/wanted" 2>/dev/null || true)" != "$wanted" ]; then
    echo "installing Python packages in $venv"
    if ! truto_quietly python3 -m venv --clear "$venv" ||
        ! truto_quietly "$venv/bin/python" -m pip install --disable-pip-version-check -r "$requirements"; then
        echo "The contract is not tested: pip could not install $requirements. It needs a package index, once." >&2
        exit 1
    fi
    echo "$wanted" >"$venv/wanted"
fi

# The end of the simulator's input, which comes with the end of this script, is the end of the simulator. Nothing
# lasts in it, so that what is deleted by one request is there for the next.
coproc server { exec "$simulator" --volatile; }
for name in TRUTO_API_BASE_URL TRUTO_API_TOKEN TRUTO_INTEGRATED_ACCOUNT_ID; do
    if ! IFS= read -r -t 60 line <&"${server[0]}" || [ "${line%%=*}" != "$name" ]; then
        echo "the simulator did not say its $name" >&2
        exit 1
    fi
    export "$line"
done

mkdir -p build/contract
log=build/contract/schemathesis.log
status=0
"$venv/bin/schemathesis" --no-color --config-file tests/contract/schemathesis.toml run spec/user-directory.yaml \
    >"$log" 2>&1 || status=$?

if [ "$status" = 0 ]; then
    sed -n '/^=* SUMMARY =*$/,$p' "$log"
else
    cat "$log"
fi
exit "$status"
