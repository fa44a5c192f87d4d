#!/usr/bin/env bash
# Makes a Conan package of the project's tree, and one as a public index would, and uses both:
# test.sh PYTHON COMPILER FOLDER BOOST-VERSION OPENSSL-VERSION SIMULATOR-COMMAND...
#
# Without a remote: Boost and OpenSSL are the system's. Conan goes to .venv-consumer. Ends with 77 where it can't be had.
set -euo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
root="$(cd "$here/../../.." && pwd)"
python="$1"
compiler="$2"
place="$3"
boost="$4"
openssl="$5"
shift 5

venv="$root/.venv-consumer"
wanted="$({ "$python" --version; cat "$here/requirements.txt"; } | sha256sum)"
if [ ! -x "$venv/bin/conan" ] || [ "$(cat "$venv/wanted" 2>/dev/null || true)" != "$wanted" ]; then
    echo "installing Conan in $venv"
    "$python" -m venv --clear "$venv"
    if ! "$venv/bin/python" -m pip install --disable-pip-version-check -q -r "$here/requirements.txt"; then
        echo "skipped: pip could not install $here/requirements.txt; it needs a package index, once"
        exit 77
    fi
    echo "$wanted" >"$venv/wanted"
fi

rm -rf "$place"
mkdir -p "$place"
cd "$place"
export CONAN_HOME="$place/home" CXX="$compiler"
conan="$venv/bin/conan"

quietly() {
    "$@" >log 2>&1 || { cat log; echo "failed: $*"; exit 1; }
}

quietly "$conan" profile detect
{
    sed -e 's/^compiler.cppstd=.*/compiler.cppstd=20/' -e 's/^build_type=.*/build_type=Debug/' home/profiles/default
    printf '%s\n' '[conf]' 'tools.cmake.cmaketoolchain:generator=Ninja' 'tools.cmake.cmaketoolchain:user_presets=' \
        "tools.cmake.cmake_layout:test_folder=$place/test_package" 'tools.build:cxxflags=["-O0", "-g0"]' \
        "tools.build:compiler_executables={'cpp': '$compiler'}" \
        '[platform_requires]' "boost/$boost" "openssl/$openssl"
} >profile

# The files of the package that was made last, without those that Conan adds.
files_of_package() {
    local folder
    folder="$("$conan" cache path "$("$conan" list 'truto/*:*' --format=compact 2>/dev/null | grep -o 'truto/[^ ]*:[^ ]*')")"
    (cd "$folder" && find . -type f ! -name 'conan*.txt' | sort)
}

echo "== a package of the tree, tested by test_package"
quietly "$conan" create "$root" -pr:a profile -nr
grep -F 'Ines Okafor is gone' log
files_of_package >files-of-tree
grep -F -m 1 share/truto/spec/user-directory.yaml files-of-tree

echo "== the same package for another build type"
quietly "$conan" create "$root" -pr:a profile -s build_type=Release -nr -tf ""
"$conan" list "truto/*:*" --format=json >packages.json 2>/dev/null
"$python" - packages.json <<'PYTHON'
import json, sys

[(name, recipe)] = json.load(open(sys.argv[1]))["Local Cache"].items()
[revision] = recipe["revisions"].values()
print(name, *revision["packages"])
assert len(revision["packages"]) == 1, "package ids differ"
PYTHON

echo "== what is refused, in words"
refused() {
    if "$conan" create "$root" -pr:a profile -nr -tf "" "${@:2}" >log 2>&1 || ! grep -F -m 1 -- "$1" log; then
        cat log
        echo "expected: $1"
        exit 1
    fi
}
refused "lower than the required C++ standard (20)" -s compiler.cppstd=17
refused "truto needs gcc 12 or newer" -s compiler=gcc -s compiler.version=11 -s compiler.libcxx=libstdc++11

echo "== a package as an index makes it, of the source archive"
version="$(sed -n 's/^#define TRUTO_VERSION_STRING "\(.*\)"$/\1/p' "$root/include/truto/version.hpp")"
quietly "$python" "$root/scripts/release.py" archive --out .
quietly "$python" "$root/scripts/release.py" recipes --archive "truto-$version.tar.gz" \
    --url "file://$place/truto-$version.tar.gz" --homepage https://example.com/truto --out .
quietly "$conan" remove -c "truto/*"
quietly "$conan" create conan/recipes/truto/all --version "$version" -pr:a profile -nr -tf ""
files_of_package | diff files-of-tree -
echo "the same files, $(wc -l <files-of-tree)"

echo "== somebody who requires it"
mkdir consumer
cp "$here/conanfile.txt" "$here/CMakeLists.txt" "$here/../main.cpp" consumer/
quietly "$conan" install consumer -pr:a profile -nr -of consumer/build
quietly cmake -S consumer -B consumer/build -G Ninja -DCMAKE_BUILD_TYPE=Debug \
    -DCMAKE_TOOLCHAIN_FILE="$place/consumer/build/conan_toolchain.cmake"
quietly cmake --build consumer/build
"$@" consumer/build/offboarder
