#!/usr/bin/env bash
# Holds the client against the description: Prism, a mock server made of the description alone, checks each request and
# answers with what is described. bash tests/contract/client.sh [CLIENT]
#
# CLIENT is the program client_against_mock; by default the one of the preset `dev`. Prism goes to build/contract/, its
# log to build/contract/prism.log. Ends with 77 where there is no node, or no Prism to be had.
set -euo pipefail

prism_version=5.14.2  # the last one that runs on node 18 and 20

client="$(realpath -- "${1:-"$(dirname "${BASH_SOURCE[0]}")/../../build/dev/tests/contract/client_against_mock"}")"
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
# shellcheck source=scripts/setup.sh
. scripts/setup.sh

if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
    echo "skipped: no node"
    exit 77
fi
if [ ! -x "$client" ]; then
    echo "There is no $client; cmake --build --preset dev --target client_against_mock makes it." >&2
    exit 1
fi

place=build/contract
prism=$place/node_modules/@stoplight/prism-cli
mkdir -p "$place"
if [ ! -f "$prism/dist/index.js" ] || [ "$(cat "$place/prism-version" 2>/dev/null || true)" != "$prism_version" ]; then
    echo "installing Prism in $place"
    if ! truto_quietly npm install --prefix "$place" --no-save --no-audit --no-fund --engine-strict --loglevel=error \
        "@stoplight/prism-cli@$prism_version"; then
        echo "skipped: npm could not install Prism $prism_version; it needs node 18.20.1 or newer and a registry, once"
        exit 77
    fi
    echo "$prism_version" >"$place/prism-version"
fi

# Prism serves a description's paths without the path of its server, so in its copy they have it.
prefix="$(sed -n 's|^  - url: https\{0,1\}://[^/]*\(/.*\)$|\1|p' spec/user-directory.yaml)"
sed "s|^  /|  $prefix/|" spec/user-directory.yaml >"$place/user-directory.yaml"

# The seed is for the answers that are made up; port 0 is any free one.
log=$place/prism.log
NO_COLOR=1 FORCE_COLOR=0 node "$prism/dist/index.js" mock --port 0 --errors --seed 1 "$place/user-directory.yaml" \
    >"$log" 2>&1 </dev/null &
server=$!
trap 'kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true' EXIT

fail() {
    cat "$log" >&2
    echo "$1" >&2
    exit 1
}

url=""
for _ in $(seq 300); do
    url="$(sed -n 's|.*Prism is listening on \(http://[0-9.:]*\).*|\1|p' "$log")"
    if [ -n "$url" ] || ! kill -0 "$server" 2>/dev/null; then
        break
    fi
    sleep 0.2
done
[ -n "$url" ] || fail "Prism did not start"

violation='violation|did not pass the validation'
"$client" "$url" || fail "a call failed"
if grep -Eiq "$violation" "$log"; then
    fail "Prism has found something that is not as described"
fi

# The same measure, applied to a request that is wrong: both Prism and the look into its log have to notice.
"$client" "$url" --incomplete || fail "Prism let an incomplete request pass"
grep -Eiq "$violation" "$log" || fail "Prism's log says nothing about an incomplete request"

echo "$(grep -c 'Request received' "$log") requests, and only the one that is meant to be wrong was"
