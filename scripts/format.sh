#!/usr/bin/env bash
# Formats all C++, or with --check says what would change.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."

python="${TRUTO_PYTHON:-.venv/bin/python}"
if [ ! -x "$python" ]; then
    echo "There is no $python; bash tests/run.sh makes it." >&2
    exit 1
fi

mode=(-i)
if [ "${1:-}" = --check ]; then
    mode=(--dry-run --Werror)
fi

# The one that formats generated code.
formatter="$("$python" -c 'from generator.emit import clang_format; print(clang_format())')"

find benchmarks cmake examples include tests \( -name '*.hpp' -o -name '*.ipp' -o -name '*.cpp' \) -print0 |
    xargs -0 "$formatter" "${mode[@]}" --style=file
