#!/usr/bin/env bash
# Runs a command with the directory simulator in its environment: bash tests/consumer/with_simulator.sh SIMULATOR COMMAND...
#
# TRUTO_API_BASE_URL, TRUTO_API_TOKEN and TRUTO_INTEGRATED_ACCOUNT_ID say where it is; it ends with the command, whose
# exit code is the result.
set -euo pipefail

simulator="$1"
shift
if [ ! -x "$simulator" ]; then
    echo "There is no $simulator; cmake --build --preset dev --target simulator makes it." >&2
    exit 1
fi

# The end of its input, which comes with the end of this script, is the simulator's end.
coproc server { exec "$simulator" --volatile; }
for name in TRUTO_API_BASE_URL TRUTO_API_TOKEN TRUTO_INTEGRATED_ACCOUNT_ID; do
    if ! IFS= read -r -t 60 line <&"${server[0]}" || [ "${line%%=*}" != "$name" ]; then
        echo "the simulator did not say its $name" >&2
        exit 1
    fi
    export "${line?}"
done

status=0
"$@" || status=$?
exit "$status"
