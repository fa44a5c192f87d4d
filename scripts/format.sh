#!/usr/bin/env bash
# Formats all C++, or with --check names the files that it would change.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."

python="${TRUTO_PYTHON:-.venv/bin/python}"
if [ ! -x "$python" ]; then
    echo "There is no $python; bash tests/run.sh makes it." >&2
    exit 1
fi

# The one that formats generated code.
formatter="$("$python" -c 'from generator.emit import clang_format; print(clang_format())')"

run() {
    find benchmarks cmake examples include tests \( -name '*.hpp' -o -name '*.ipp' -o -name '*.cpp' \) -print0 |
        sort -z | xargs -0 "$formatter" --style=file "$@"
}

if [ "${1:-}" != --check ]; then
    run -i
elif ! complaints="$(run --dry-run --Werror 2>&1)"; then
    echo "Not formatted, or not readable; bash scripts/format.sh formats:"
    sed -n 's/^\([^ :]*\):[0-9]*:[0-9]*: error: .*/    \1/p' <<<"$complaints" | uniq
    exit 1
fi
