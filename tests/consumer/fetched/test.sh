#!/usr/bin/env bash
# A source archive, and a project that fetches it: test.sh PYTHON FOLDER CMAKE-OPTIONS...
#
# The archive has to be complete: what is unpacked can be configured with all of its tests, and its generated files are
# what its generator makes.
set -euo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
root="$(cd "$here/../../.." && pwd)"
python="$1"
place="$2"
shift 2
rm -rf "$place"
mkdir -p "$place"

value() {
    "$python" -c 'import json, sys; print(json.load(open(sys.argv[1]))[sys.argv[2]])' "$place/archive.json" "$1"
}

"$python" "$root/scripts/release.py" archive --out "$place" >"$place/archive.json"
archive="$(value file)"

first="$(value sha256)"
"$python" "$root/scripts/release.py" archive --out "$place" >"$place/archive.json"
if [ "$(value sha256)" != "$first" ]; then
    echo "two archives of the same files differ" >&2
    exit 1
fi

echo "== a project that fetches it"
cmake -S "$here" -B "$place/build" "-DTRUTO_ARCHIVE=$archive" "-DTRUTO_ARCHIVE_SHA256=$first" "$@" >"$place/log" 2>&1 &&
    cmake --build "$place/build" >>"$place/log" 2>&1 || { cat "$place/log"; exit 1; }
ctest --test-dir "$place/build" --output-on-failure --no-tests=error

echo "== the archive alone"
tar -xzf "$archive" -C "$place"
cd "$place/truto-$(value version)"
"$python" -m generator --check
cmake -S . -B "$place/own" "$@" "-DTRUTO_PYTHON=$python" >"$place/log" 2>&1 || { cat "$place/log"; exit 1; }
ctest --test-dir "$place/own" --show-only | tail -n 1
