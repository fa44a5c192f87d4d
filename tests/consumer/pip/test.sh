#!/usr/bin/env bash
# Installs the generator as a Python package and runs its command in an empty folder: test.sh PYTHON FOLDER
#
# Ends with 77 where no package index can be reached.
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)"
python="$1"
place="$2"
rm -rf "$place"
mkdir -p "$place"

"$python" -m venv "$place/venv"
if ! "$place/venv/bin/python" -m pip install --disable-pip-version-check "$root/generator" >"$place/log" 2>&1; then
    cat "$place/log"
    if grep -Eq 'Failed to establish|No matching distribution|Temporary failure|Could not fetch' "$place/log"; then
        echo "skipped: no package index"
        exit 77
    fi
    exit 1
fi

cd "$place"
command="$place/venv/bin/truto-generator"
mkdir spec
cp "$root/spec/user-directory.yaml" spec/
"$command"
"$command" --check

# Installed, it makes the same files, but for the name of the command in them.
mkdir expected
for half in user_directory user_directory.hpp; do
    mkdir -p "expected/truto"
    cp -R "$root/include/truto/$half" "expected/truto/$half"
done
find expected -type f -exec sed -i '1,3s/python -m generator/truto-generator/' {} +
diff -r expected include
