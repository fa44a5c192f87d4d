#!/usr/bin/env bash
# Checks all Python: style, layout and types.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."

python="${TRUTO_PYTHON:-.venv/bin/python}"
if [ ! -x "$python" ]; then
    echo "There is no $python; bash tests/run.sh makes it." >&2
    exit 1
fi

settings=generator/pyproject.toml
places=(generator scripts benchmarks tests/generator tests/structure)

"$python" -m ruff check --quiet --config "$settings" "${places[@]}"
"$python" -m ruff format --quiet --check --config "$settings" "${places[@]}" conanfile.py
# Scripts that stand alone share names, so each is looked at by itself.
"$python" -m mypy --config-file "$settings" generator tests/generator tests/structure
for script in scripts/*.py benchmarks/*.py benchmarks/*/*.py; do
    "$python" -m mypy --config-file "$settings" "$script"
done
