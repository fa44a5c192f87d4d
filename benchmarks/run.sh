#!/usr/bin/env bash
# Builds the measuring programs in release mode and runs them all: benchmarks/run.sh [--quick]
# Compiles one file at a time unless JOBS says otherwise. PYTHON is the interpreter that has the generator's needs.
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
build="$root/build/bench"
python="${PYTHON:-python3}"
arguments=("$@")

for need in cmake "$python"; do
    if ! command -v "$need" >/dev/null; then
        echo "missing: $need (apt install cmake g++ python3)" >&2
        exit 1
    fi
done

log="$(mktemp)"
trap 'rm -f "$log"' EXIT
quietly() {
    if ! "$@" >"$log" 2>&1; then
        cat "$log" >&2
        exit 1
    fi
    grep -E "benchmarks: " "$log" || true
}

quietly cmake -S "$root" -B "$build" -DCMAKE_BUILD_TYPE=Release -DTRUTO_BUILD_BENCHMARKS=ON \
    -DTRUTO_BUILD_TESTS=OFF -DTRUTO_BUILD_EXAMPLES=OFF
quietly cmake --build "$build" --parallel "${JOBS:-1}" --target benchmark_requests benchmark_calls benchmark_lists benchmark_decode

echo "== Requests"
"$build/benchmarks/benchmark_requests" "${arguments[@]}"
echo
echo "== Calls"
"$build/benchmarks/benchmark_calls" "${arguments[@]}"
echo
echo "== Lists"
"$build/benchmarks/benchmark_lists"
echo
echo "== Decoding"
"$build/benchmarks/benchmark_decode" "${arguments[@]}"
echo
echo "== Compiling"
"$python" "$root/benchmarks/compile/compile.py" "${arguments[@]}"
echo
echo "== Generating"
"$python" "$root/benchmarks/generate.py" "${arguments[@]}"
